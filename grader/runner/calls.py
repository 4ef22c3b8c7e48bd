"""Make the calls a check asks for, on fresh inputs, and describe what came back.

This file is also loaded by itself inside the answer process, so it imports only NumPy and `wire`.
An outcome is a plain dict with exactly one of
    {"value": …}                what was returned
    {"error": [type, message]}  what was raised
    {"missing": sentence}       the name is not defined, or is no function
and, beside it, "changed" (names of arguments the call altered) and "warnings" (texts).
"""

import copy
import math
import types
import warnings
from functools import lru_cache

import numpy as np

try:
    from grader.runner import wire
except ImportError:  # inside the answer process this folder is all there is
    import wire

MAX_MESSAGE = 500


def perform(namespace, request):
    """The outcome of one request: {"name", "args", "kwargs", "driver"}, values already plain."""
    name = request["name"]
    if name not in namespace:
        return {"missing": f"{name} is not defined"}
    if not callable(namespace[name]):
        return {"missing": f"{name} is of type {type(namespace[name]).__name__}, not a function"}
    args, kwargs = copy.deepcopy((list(request["args"]), dict(request["kwargs"])))
    target = _driven(request["driver"], namespace) if request["driver"] else namespace[name]
    outcome = {}
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="ignore"):
        warnings.simplefilter("always")
        try:
            value = target(*args, **kwargs)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            outcome["error"] = describe(error)
        else:
            outcome["value"] = value
    outcome["changed"] = _changed(request, args, kwargs)
    outcome["warnings"] = [str(w.message)[:MAX_MESSAGE] for w in caught[:5]]
    return outcome


def describe(error):
    """Type and message of an exception, which may itself be hostile."""
    try:
        text = str(error)
    except BaseException:
        text = "(its message cannot be shown)"
    return [type(error).__name__[:80], text[:MAX_MESSAGE]]


def _driven(source, namespace):
    """The driver's function, defined among nothing but NumPy, math and the answer's functions."""
    scope = {"np": np, "math": math}
    exec(_compiled(source), scope)
    drivers = [value for value in scope.values() if isinstance(value, types.FunctionType)]
    answer = types.SimpleNamespace(**{k: v for k, v in namespace.items() if callable(v)})
    return lambda *args, **kwargs: drivers[0](answer, *args, **kwargs)


@lru_cache(maxsize=64)
def _compiled(source):
    return compile(source, "<driver>", "exec")


def _changed(request, args, kwargs):
    """Names of the arguments whose bytes are no longer those that were sent."""
    sent = [(f"argument {i + 1}", value) for i, value in enumerate(request["args"])]
    sent += list(request["kwargs"].items())
    now = list(args) + list(kwargs.values())
    return [name for (name, before), after in zip(sent, now, strict=True)
            if not _same_array(before, after) and wire.encode(before) != wire.encode(after)]


def _same_array(before, after):
    """Are they arrays, equal byte for byte?  Quicker than their JSON forms, which decide about all else."""
    return (type(before) is type(after) is np.ndarray and before.dtype == after.dtype and before.shape == after.shape
            and before.tobytes() == after.tobytes())
