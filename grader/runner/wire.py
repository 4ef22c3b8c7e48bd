"""Plain values as JSON text and back: numbers, text, arrays, and lists, tuples, dicts of them.

Never pickle: reading a message can only build the types listed here, of bounded size.
Anything else arrives as `Opaque`, which knows the name of its type and nothing more.
This file is also loaded by itself inside the answer process, so it imports only NumPy.
"""

import base64
import json
import math
from dataclasses import dataclass

import numpy as np

MAX_MESSAGE = 64 * 2**20
MAX_DEPTH = 8
MAX_ITEMS = 20_000
MAX_TEXT = 20_000
MAX_PARTS = 2**21
MAX_OUTPUTS = 50
ARRAY_KINDS = "biufc"


class BadMessage(ValueError):
    """Text that is no message of ours."""


@dataclass(frozen=True)
class Opaque:
    """A value of a type that does not travel."""

    type: str


def encode(value, depth=0):
    """The JSON form of a value; exact types only, so that a subclass of ndarray is `Opaque`."""
    kind = type(value)
    if depth > MAX_DEPTH:
        return ["other", "a structure nested too deeply"]
    if value is None or kind is bool:
        return ["plain", value]
    if kind is int:
        return ["int", str(value)] if abs(value) < 10**300 else ["other", "an integer of over 300 digits"]
    if kind is float:
        return ["float", repr(value)]
    if kind is str:
        return ["plain", value[:MAX_TEXT]]
    if kind in (list, tuple):
        if len(value) > MAX_ITEMS:
            return ["other", f"{kind.__name__} of {len(value)} items"]
        return [kind.__name__, [encode(item, depth + 1) for item in value]]
    if kind is dict:
        pairs = list(value.items())[:MAX_ITEMS]
        return ["dict", [[encode(k, depth + 1), encode(v, depth + 1)] for k, v in pairs]]
    if kind is np.ndarray or isinstance(value, np.generic):
        return _encode_array(value)
    return ["other", kind.__name__[:80]]


def _encode_array(value):
    tag = "array" if type(value) is np.ndarray else "scalar"
    if value.dtype.kind not in ARRAY_KINDS:
        return ["other", f"{tag} of dtype {value.dtype!s:.40}"]
    if value.nbytes > MAX_MESSAGE // 4:
        return ["other", f"array of {value.nbytes} bytes"]
    little = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
    data = base64.b64encode(little.tobytes()).decode("ascii")
    return [tag, value.dtype.newbyteorder("<").str, list(value.shape), data]


def decode(form, depth=0):
    """The value of a JSON form; raises BadMessage for anything `encode` does not write."""
    if depth > MAX_DEPTH + 1 or type(form) is not list or len(form) < 2:
        raise BadMessage("not a value")
    tag, content = form[0], form[1]
    try:
        return _DECODERS[tag](form, content, depth)
    except BadMessage:
        raise
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BadMessage(f"not a value: {error}") from None


def _decode_plain(form, content, depth):
    if content is None or type(content) in (bool, str):
        return content
    raise BadMessage("not a plain value")


def _decode_items(form, content, depth):
    if len(content) > MAX_ITEMS:
        raise BadMessage("too many items")
    return [decode(item, depth + 1) for item in content]


def _decode_dict(form, content, depth):
    if len(content) > MAX_ITEMS:
        raise BadMessage("too many items")
    pairs = [(decode(k, depth + 1), decode(v, depth + 1)) for k, v in content]
    return dict(pairs)


def _decode_array(form, content, depth):
    _, code, shape, data = form
    dtype = np.dtype(str(code))
    if dtype.kind not in ARRAY_KINDS:
        raise BadMessage("not a number's dtype")
    if len(shape) > 32 or not all(type(n) is int and n >= 0 for n in shape):
        raise BadMessage("not a shape")
    raw = base64.b64decode(data, validate=True)
    if len(raw) != math.prod(shape) * dtype.itemsize:
        raise BadMessage("an array whose bytes do not fill its shape")
    array = np.frombuffer(raw, dtype=dtype).reshape(shape).astype(dtype.newbyteorder("="))
    return array[()] if form[0] == "scalar" else array


_DECODERS = {
    "plain": _decode_plain,
    "int": lambda form, content, depth: int(str(content)[:310]),
    "float": lambda form, content, depth: float(str(content)[:400]),
    "list": _decode_items,
    "tuple": lambda form, content, depth: tuple(_decode_items(form, content, depth)),
    "dict": _decode_dict,
    "array": _decode_array,
    "scalar": _decode_array,
    "other": lambda form, content, depth: Opaque(str(content)[:200]),
}


def dumps(message):
    """One message as one line of ASCII."""
    return json.dumps(message, separators=(",", ":"))


def loads(line):
    """The message on a line; raises BadMessage for anything else."""
    if len(line) > MAX_MESSAGE or line.count(b"," if isinstance(line, bytes) else ",") > MAX_PARTS:
        raise BadMessage("a message too long, or of too many parts")
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise BadMessage("a line that is no message") from None
