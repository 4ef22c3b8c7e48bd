"""The message ladder: type, dtype, shape, finite, first differing value.

`problem` compares what came back with what the reference gives and returns the first rung that
fails, or None.  Nothing broadcasts, and a NaN agrees only with a NaN.
"""

from dataclasses import dataclass

import numpy as np

from grader.runner.wire import Opaque

KIND_NAMES = {"f": "floating-point numbers", "i": "integers", "u": "integers", "b": "booleans", "c": "complex numbers"}
SAME_KIND = {"i": "iu", "u": "iu"}


@dataclass(frozen=True)
class Problem:
    """What is wrong with one value.

    stage     defined, raised, type, dtype, shape, finite, value, property or unchanged
    got       what came back, in words: "nan at [0, 2]"
    wanted    what may be said to anybody: "finite numbers"; empty for a value
    expected  the expected value, only for the learner's own machine
    """

    stage: str
    got: str
    wanted: str = ""
    expected: str = ""


def problem(got, expected, rtol, atol):
    """The first rung of the ladder on which two returned values differ, or None."""
    if isinstance(expected, np.ndarray) and expected.ndim:
        return _type_of_array(got) or _array(got, expected, rtol, atol)
    if isinstance(expected, tuple | list):
        return _items(got, expected, rtol, atol)
    if isinstance(expected, dict):
        return _dict(got, expected, rtol, atol)
    if expected is None or isinstance(expected, str):
        return None if got == expected and type(got) is type(expected) else _differs(got, expected)
    return _scalar(got, np.asarray(expected), rtol, atol)


def describe_type(value):
    """What a value is, in words."""
    if isinstance(value, Opaque):
        return f"a value of type {value.type}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return {type(None): "None", tuple: "a tuple", list: "a list", str: "text", dict: "a dict"}.get(
        type(value), f"a {type(value).__name__}")


def _type_of_array(got):
    if isinstance(got, np.ndarray):
        return None
    forgot = " (is a return missing?)" if got is None else ""
    return Problem("type", describe_type(got) + forgot, "a NumPy array")


def _array(got, expected, rtol, atol):
    kind = expected.dtype.kind
    if got.dtype.kind not in SAME_KIND.get(kind, kind):
        return Problem("dtype", f"dtype {got.dtype}", KIND_NAMES[kind])
    if got.shape != expected.shape:
        return Problem("shape", f"shape {got.shape}", f"shape {expected.shape}")
    return _first_difference(got, expected, rtol, atol)


def _first_difference(got, expected, rtol, atol):
    if expected.dtype.kind in "fc":
        stray = ~np.isfinite(got) & np.isfinite(expected)
        if stray.any():
            at = np.argwhere(stray)[0]
            return Problem("finite", _value_at(got, at), "finite numbers", _value_at(expected, at))
    wrong = ~_close(got, expected, rtol, atol)
    if not wrong.any():
        return None
    at = np.argwhere(wrong)[0]
    return Problem("value", _value_at(got, at), "", _value_at(expected, at))


def _close(got, expected, rtol, atol):
    if expected.dtype.kind not in "fc":
        return got == expected
    with np.errstate(all="ignore"):
        near = np.abs(got - expected) <= atol + rtol * np.abs(expected)
    return (near & np.isfinite(expected)) | (got == expected) | (np.isnan(got) & np.isnan(expected))


def _value_at(array, index):
    place = f" at [{', '.join(map(str, index))}]" if array.ndim else ""
    return f"{array[tuple(index)]:.10g}{place}" if array.dtype.kind in "fc" else f"{array[tuple(index)]}{place}"


def _scalar(got, expected, rtol, atol):
    number = isinstance(got, np.generic | int | float) or (isinstance(got, np.ndarray) and got.ndim == 0)
    if not number or (isinstance(got, bool | np.bool_) and expected.dtype.kind != "b"):
        return Problem("type", describe_type(got), f"one number ({KIND_NAMES[expected.dtype.kind]})")
    got = np.asarray(got)
    if expected.dtype.kind == "f" and got.dtype.kind in "iu":
        got = got.astype(float)
    return _array(got, expected, rtol, atol)


def _items(got, expected, rtol, atol):
    if not isinstance(got, tuple | list):
        return Problem("type", describe_type(got), f"{len(expected)} values")
    if len(got) != len(expected):
        return Problem("type", f"{len(got)} values", f"{len(expected)} values")
    for position, (mine, theirs) in enumerate(zip(got, expected, strict=True)):
        found = problem(mine, theirs, rtol, atol)
        if found:
            return _inside(found, f"value {position + 1} of {len(expected)}")
    return None


def _dict(got, expected, rtol, atol):
    if not isinstance(got, dict):
        return Problem("type", describe_type(got), "a dict")
    missing = [str(key) for key in expected if key not in got]
    if missing or len(got) != len(expected):
        return Problem("type", f"the keys {sorted(map(str, got))}", f"the keys {sorted(map(str, expected))}")
    for key in expected:
        found = problem(got[key], expected[key], rtol, atol)
        if found:
            return _inside(found, f"{key!r}")
    return None


def _differs(got, expected):
    if isinstance(got, str) and isinstance(expected, str):
        return Problem("value", repr(got)[:80], "", repr(expected))
    return Problem("type", describe_type(got), describe_type(expected))


def _inside(found, where):
    expected = f"{found.expected} ({where})" if found.expected else ""
    return Problem(found.stage, f"{found.got} ({where})", found.wanted, expected)
