"""The reference against PyTorch's recorded values (peers.json, made by peers.py)."""

import json

import numpy as np
import pytest

from grader import address
from tests import peers

RECORDS = json.loads(peers.RECORD.read_text())
NUMERICAL = {"numerical_gradient", "numerical_jacobian", "gradient_check"}


def plain(value):
    """A recorded argument as the function takes it: an array, a list of arrays, steps, a number, a function, a name."""
    if isinstance(value, str):
        return peers.FUNCTIONS.get(value, value)
    if isinstance(value, dict):
        return [tuple(step) for step in value["steps"]] if "steps" in value else list(map(plain, value["list"]))
    if isinstance(value, list) and value and isinstance(value[0], list) and isinstance(value[0][0], list):
        return [np.array(part) for part in value]
    return np.array(value) if isinstance(value, list) else value


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: f"{record['chapter']}/{record['function']}")
def test_the_reference_agrees_with_pytorch(record):
    """Values, gradients and the conventions at a kink are PyTorch's, to rounding (differences: to their own error)."""
    function = getattr(address.reference(record["chapter"]), record["function"])
    got = function(*map(plain, record["arguments"]))
    got = got if isinstance(got, tuple) else (got,)
    compare(got, record["results"], 1e-8 if record["function"] in NUMERICAL else 1e-13)


def compare(mine, peer, tolerance):
    """Arrays by shape and value; tuples, lists and dicts part by part."""
    if isinstance(mine, dict):
        assert sorted(mine) == sorted(peer)
        mine, peer = ([part[key] for key in sorted(part)] for part in (mine, peer))
    if not isinstance(mine, tuple | list):
        np.testing.assert_allclose(mine, peer, rtol=tolerance, atol=tolerance)
        assert np.shape(mine) == np.shape(peer)
        return
    for one, other in zip(mine, peer, strict=True):
        compare(one, other, tolerance)


def test_every_function_of_a_recorded_chapter_is_recorded():
    """No function of these chapters is left without a peer's value."""
    recorded = {(record["chapter"], record["function"]) for record in RECORDS}
    chapters = {chapter for chapter, _ in recorded}
    expected = {(c.chapter, name) for c in address.components() if c.chapter in chapters for name in c.functions}
    assert recorded == expected
