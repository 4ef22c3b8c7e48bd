"""The message ladder: type, dtype, shape, finite, first differing value; nothing broadcasts."""

import numpy as np
import pytest

from grader.judge.compare import problem
from grader.runner.wire import Opaque

EXPECTED = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def stage(got, expected=EXPECTED, rtol=1e-9, atol=1e-12):
    """The rung that fails, or None."""
    found = problem(got, expected, rtol, atol)
    return found and found.stage


@pytest.mark.parametrize(("got", "rung"), [
    (EXPECTED.copy(), None), (EXPECTED * (1 + 1e-12), None), (EXPECTED.astype(np.float32), None),
    (None, "type"), (EXPECTED.tolist(), "type"), (2.0, "type"), (Opaque("Tensor"), "type"), ((EXPECTED,), "type"),
    (EXPECTED.astype(int), "dtype"), (EXPECTED.astype(complex), "dtype"), (EXPECTED > 2, "dtype"),
    (EXPECTED[:1], "shape"), (EXPECTED.T, "shape"), (EXPECTED[..., None], "shape"), (np.array(1.0), "shape"),
    (EXPECTED[:0], "shape"), (EXPECTED * np.nan, "finite"), (EXPECTED * np.inf, "finite"),
    (EXPECTED + 1e-6, "value"), (-EXPECTED, "value")], ids=str)
def test_an_array_meets_one_rung_after_the_other(got, rung):
    """The first rung that fails is the one that is told."""
    assert stage(got) == rung


@pytest.mark.parametrize(("got", "rung"), [
    (2.5, None), (np.float64(2.5), None), (np.array(2.5), None), (np.float32(2.5), None),
    (2, "value"), (True, "type"), (None, "type"), ("2.5", "type"), (np.array([2.5]), "type"), (float("nan"), "finite")])
def test_a_number_may_be_any_kind_of_float(got, rung):
    """Python floats, NumPy scalars and arrays without axes are one number; a bool or text is none."""
    assert stage(got, 2.5) == rung


def test_nan_agrees_only_with_nan_and_infinities_keep_their_sign():
    """NaN and infinity are compared, not skipped."""
    wanted = np.array([np.nan, np.inf, -np.inf])
    assert stage(wanted.copy(), wanted) is None
    assert stage(np.array([0.0, np.inf, -np.inf]), wanted) == "value"
    assert stage(np.array([np.nan, -np.inf, np.inf]), wanted) == "value"


def test_several_values_are_compared_in_order():
    """A tuple or a list of the right length; the message says which value is wrong."""
    pair = (EXPECTED, np.array([1.0]))
    assert stage([EXPECTED, np.array([1.0])], pair) is None
    assert stage(EXPECTED, pair) == "type"
    assert stage((EXPECTED,), pair) == "type"
    found = problem((EXPECTED, np.array([2.0])), pair, 1e-9, 1e-12)
    assert found.got == "2 at [0] (value 2 of 2)"
    assert found.expected == "1 at [0] (value 2 of 2)"


def test_dicts_need_the_same_keys():
    """A missing or an extra key is told before any value."""
    assert stage({"a": 1.0}, {"a": 1.0}) is None
    assert stage({"b": 1.0}, {"a": 1.0}) == "type"
    assert stage({"a": 1.0, "b": 2.0}, {"a": 1.0}) == "type"
    assert stage({"a": 2.0}, {"a": 1.0}) == "value"


def test_integers_and_booleans_keep_their_kind():
    """Expected integers accept any integer type and no float; booleans only booleans."""
    assert stage(np.array([1, 2], dtype=np.int8), np.array([1, 2])) is None
    assert stage(np.array([1.0, 2.0]), np.array([1, 2])) == "dtype"
    assert stage(np.array([1, 0]), np.array([True, False])) == "dtype"
    assert stage(np.array([1, 3]), np.array([1, 2])) == "value"


def test_the_place_of_the_first_difference_is_told():
    """Value and index of the first differing element, in reading order."""
    got = EXPECTED.copy()
    got[1, 0] = 7
    assert problem(got, EXPECTED, 1e-9, 1e-12).got == "7 at [1, 0]"
