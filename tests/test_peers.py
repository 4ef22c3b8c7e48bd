"""The reference against the recorded values of other libraries (tests/peers, made again by .ci/run)."""

import importlib
import json
import tomllib

import numpy as np
import pytest

from grader import address
from tests.peers import __main__ as peers

RECORDS = {chapter: json.loads((peers.HERE / f"{chapter}.json").read_text()) for chapter in peers.chapters()}
NUMERICAL = {"numerical_gradient", "numerical_jacobian", "gradient_check"}
each_record = pytest.mark.parametrize(("chapter", "record"), [
    pytest.param(chapter, record, id=f"{chapter}/{record['function']}")
    for chapter, records in RECORDS.items() for record in records])


def plain(value, functions):
    """A recorded argument as the function takes it: an array, a list of arrays, steps, a number, a function, a name."""
    if isinstance(value, str):
        return functions.get(value, value)
    if isinstance(value, dict) and "array" in value:
        return np.array(value["array"])  # one with three axes or more
    if isinstance(value, dict):
        return list(map(tuple, value["steps"])) if "steps" in value else [plain(part, functions) for part in value["list"]]
    if isinstance(value, list) and value and isinstance(value[0], list) and isinstance(value[0][0], list):
        return [np.array(part) for part in value]
    return np.array(value) if isinstance(value, list) else value


@each_record
def test_the_reference_agrees_with_the_recorded_library(chapter, record):
    """Values, gradients and the conventions at a kink are the library's, to rounding (differences: to their own error)."""
    peer = importlib.import_module(f"tests.peers.{chapter}")
    function = getattr(address.reference(chapter), record["function"])
    if hasattr(peer, "replay"):  # a chapter whose functions are stepped
        got = tuple(peer.replay(record["function"], function, record["arguments"]))
    else:
        got = function(*(plain(value, peer.FUNCTIONS) for value in record["arguments"]))
    got = getattr(peer, "OBSERVED", {}).get(record["function"], lambda result: result)(got)
    got = got if isinstance(got, tuple) else (got,)
    compare(got, record["results"], getattr(peer, "TOLERANCE", 1e-8 if record["function"] in NUMERICAL else 1e-13))


def compare(mine, peer, tolerance):
    """Arrays by shape and value; tuples, lists and dicts part by part."""
    if isinstance(mine, dict):
        assert sorted(mine) == sorted(peer)
        mine, peer = ([part[key] for key in sorted(part)] for part in (mine, peer))
    if isinstance(peer, str):
        assert mine == peer
    elif isinstance(mine, tuple | list):
        for one, other in zip(mine, peer, strict=True):
            compare(one, other, tolerance)
    else:
        assert np.shape(mine) == np.shape(peer)
        np.testing.assert_allclose(mine, peer, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("chapter", RECORDS)
def test_every_function_of_a_recorded_chapter_is_recorded(chapter):
    """No function of such a chapter is left without a peer's value, and nothing else is recorded."""
    expected = {name for component in address.components(chapter) for name in component.functions}
    assert {record["function"] for record in RECORDS[chapter]} == expected


def test_every_chapter_with_a_module_is_one_of_the_course():
    """A module of peers belongs to a chapter, and each has its file of recorded values."""
    assert set(peers.chapters()) <= set(address.chapters())
    assert {path.stem for path in peers.HERE.glob("*.json")} == set(peers.chapters())


def test_a_changed_value_and_a_changed_input_are_told():
    """The comparison says which function differs, and forgives the last digit only."""
    old = [{"function": "f", "arguments": [[1.0]], "results": [[0.5]]}]
    for result, count in ((0.5 + 1e-15, 0), (0.5 + 1e-12, 1)):
        assert len(peers.differences(old, [{"function": "f", "arguments": [[1.0]], "results": [[result]]}])) == count
    new = [{"function": "f", "arguments": [[1.0]], "results": [[0.5 + 1e-12]]}]
    assert peers.differences(old, new, 1e-10) == []
    assert "other functions or inputs" in peers.differences(old, [*old, *old])[0]


def test_an_infinity_is_equal_to_itself_only():
    """Neither a number nor the other infinity passes for one; text and nothing are compared as they are."""
    inf = float("inf")
    assert peers.same(inf, inf)
    assert peers.same(None, None)
    assert not any(peers.same(*pair) for pair in ((1.0, inf), (inf, 1.0), (inf, -inf), (float("nan"), 1.0), ("minimum", None), (None, 0.0)))


def test_every_pinned_peer_is_installed_for_the_comparison():
    """What pyproject.toml pins as a peer is among the packages that the comparison asks for."""
    pinned = tomllib.loads((address.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]["peers"]
    assert set(pinned) <= set(peers.requirements())
