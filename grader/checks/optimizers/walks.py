"""Requests that every optimizer gets: single steps, whole walks down a valley, odd shapes, and steps of zero."""

import numpy as np

from grader.checks.kit import call


def velocity(rng, shape):
    """Something remembered that may have any sign."""
    return rng.normal(size=shape)


def squares(rng, shape):
    """Something remembered that is never negative."""
    return rng.uniform(0.5, 4.0, size=shape)


def walk(answer, name, w, valley, state, steps, counted, settings):
    """The path of an optimizer down ½ wᵀ(valley)w, and what it remembers in the end."""
    step, path = getattr(answer, name), []
    for t in range(1, steps + 1):
        grad = valley @ w
        result = step(w, grad, *state, *([t] if counted else []), **settings)
        result = result if isinstance(result, tuple) else (result,)
        w, state = result[0], result[1:]
        path.append(np.array(w))
    return np.array(path), list(state)


def single(name, *memories, counted=False, **settings):
    """Steps from random places, in arrays of several shapes."""
    def calls(rng):
        return [call(name, *_start(rng, shape, memories), *([t] if counted else []), label=label, **settings) for shape, t, label in (
            ((5,), 1, "five parameters"), ((3, 4), 7, "a matrix of parameters"), ((2, 3, 2), 400, "parameters with three axes"))]
    return calls


def walks(name, memories, counted=False, steps=60, **settings):
    """A walk of many steps down a turned valley; every memory is zero at its start."""
    def calls(rng):
        turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
        valley = turn @ np.diag([0.3, 1.0, 2.5]) @ turn.T
        start = rng.uniform(1, 3, size=3)
        return [call(name, name, start, valley, [np.zeros(3) for _ in range(memories)], steps, counted, settings, driver=walk,
                     label=f"{steps} steps down a valley")]
    return calls


def edges(name, *memories, counted=False, **settings):
    """A gradient of zero, one parameter, no parameter."""
    def calls(rng):
        found = []
        for shape, label in (((4,), "a gradient of zero"), ((1,), "one parameter"), ((0,), "no parameter")):
            w, grad, *state = _start(rng, shape, memories)
            grad = grad * 0 if label == "a gradient of zero" else grad
            found.append(call(name, w, grad, *state, *([3] if counted else []), label=label, **settings))
        return found
    return calls


def _start(rng, shape, memories):
    return [rng.normal(size=shape), rng.normal(size=shape), *(memory(rng, shape) for memory in memories)]


def together(*makers):
    """The requests of several makers, one after the other."""
    return lambda rng: [request for maker in makers for request in maker(rng)]
