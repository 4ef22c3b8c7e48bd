"""1,000 inputs on which an equivalent mutant must agree with the reference: drawn from the component's own checks under other
seeds, and the same with edges put in."""

import itertools

import numpy as np

from grader.judge.plan import plan

COUNT = 1000
FIRST_SEED = 7000

EDGES = {
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "a thousandth of a millionth": lambda a: a * 1e-9,
    "a thousandfold": lambda a: a * 1e3,
    "ties": np.round,
    "signs only": np.sign,
    "negative zeros": lambda a: np.where(a < 0, -0.0, a),
}


def inputs(component, function):
    """1,000 requests that reach a function: the checks' own calls, and the same with one argument at an edge."""
    return list(itertools.islice(_requests(component, function), COUNT))


def _requests(component, function):
    edges = itertools.cycle(EDGES.values())
    for seed in itertools.count(FIRST_SEED):
        for planned in plan.__wrapped__(component, seed):
            for request in planned.requests:
                if _reaches(component, request, function):
                    yield request
                    yield from _at_edge(request, next(edges))


def _reaches(component, request, function):
    """Does the request call this function?  A driver may call any, and any may call a helper."""
    return request["name"] == function or request["driver"] or function not in component.functions


def _at_edge(request, edge):
    """The request with each of its arrays of numbers, one at a time, put at an edge."""
    for i, value in enumerate(request["args"]):
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            yield {**request, "args": (*request["args"][:i], edge(value), *request["args"][i + 1:])}
