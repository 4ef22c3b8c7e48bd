"""Plain values travel unchanged, and nothing else travels."""

import json

import numpy as np
import pytest

from grader.runner import wire


def there_and_back(value):
    """The value after a trip through JSON text."""
    return wire.decode(wire.loads(wire.dumps(wire.encode(value))))


@pytest.mark.parametrize("array", [
    np.arange(6.0).reshape(2, 3), np.array([np.nan, np.inf, -np.inf, -0.0]), np.zeros((0, 3)), np.array(2.5),
    np.array([True, False]), np.array([1, -2], dtype=np.int32), np.array([0.1], dtype=np.float32),
    np.array([1 + 2j]), np.arange(6.0).reshape(2, 3).T, np.array([1.5, 2.5], dtype=">f8")], ids=str)
def test_arrays_keep_dtype_shape_and_every_bit(array):
    """dtype, shape and values survive, in native byte order."""
    back = there_and_back(array)
    assert type(back) is np.ndarray
    assert back.dtype == array.dtype.newbyteorder("=")
    assert back.shape == array.shape
    assert np.ascontiguousarray(back).tobytes() == np.ascontiguousarray(array, dtype=back.dtype).tobytes()


@pytest.mark.parametrize("value", [None, True, 3, -10**40, 2.5, float("inf"), "text", (1, [2.0, "x"]), {"a": 1, 2: (3,)}])
def test_plain_values_keep_type_and_value(value):
    """None, numbers, text and containers of them survive with their types."""
    back = there_and_back(value)
    assert back == value
    assert type(back) is type(value)


def test_numpy_scalars_keep_their_dtype():
    """A float32 scalar stays one."""
    back = there_and_back(np.float32(0.1))
    assert back == np.float32(0.1)
    assert back.dtype == np.float32


class Ufuncs(np.ndarray):
    """An ndarray subclass, as a cheat would use."""


@pytest.mark.parametrize(("value", "name"), [
    (np.zeros(2).view(Ufuncs), "Ufuncs"), (object(), "object"), (np.array([object()]), "array of dtype object"),
    (np.ma.masked_array([1.0]), "MaskedArray"), ({1, 2}, "set")])
def test_other_types_arrive_as_their_name_only(value, name):
    """A subclass, an object or a set is Opaque: its code never runs on the other side."""
    assert there_and_back(value) == wire.Opaque(name)


def test_a_structure_nested_too_deeply_is_opaque():
    """Depth is bounded."""
    nested = 1.0
    for _ in range(50):
        nested = [nested]
    text = wire.dumps(wire.encode(nested))
    assert "nested too deeply" in text
    assert wire.decode(wire.loads(text)) is not None


@pytest.mark.parametrize("form", [
    [], ["array"], ["array", "<f8", [2], "AAAA"], ["array", "|O", [1], "AAAAAAAAAAA="], ["array", "<f8", [-1], ""],
    ["array", "<f8", [10**12], ""], ["array", "nonsense", [1], ""], ["plain", {}], ["code", "x"], ["int", "x"],
    ["list", 5], ["dict", [[["list", []], ["plain", None]]]], "text", None, ["array", "<f8", [1], "%%%"]], ids=str)
def test_forged_forms_are_refused(form):
    """Whatever `encode` does not write raises BadMessage, and nothing else."""
    with pytest.raises(wire.BadMessage):
        wire.decode(form)


@pytest.mark.parametrize("line", ["{", "[" * 100_000, b"\xff\xfe"])
def test_lines_that_are_no_message_are_refused(line):
    """Broken JSON and JSON nested beyond reading raise BadMessage."""
    with pytest.raises(wire.BadMessage):
        wire.loads(line)


def test_messages_are_one_line_of_ascii():
    """A message cannot break the framing."""
    text = wire.dumps(wire.encode("line\nline ü"))
    assert text.isascii()
    assert "\n" not in text
    assert json.loads(text)[1] == "line\nline ü"


def test_a_message_of_millions_of_parts_is_refused():
    """A short line can name millions of values, and reading it would take the memory of the one who judges."""
    with pytest.raises(wire.BadMessage, match="parts"):
        wire.loads(b"[" + b"[]," * 3_000_000 + b"[]]")
