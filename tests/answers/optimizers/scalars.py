"""Optimizers written for one parameter, with Python's own numbers, and lifted to arrays."""

import functools
import math

import numpy as np


def each(memories):
    """A step for one parameter becomes a step for an array of them: its first 2 + memories arguments are looped over."""
    def lift(rule):
        @functools.wraps(rule)
        def lifted(w, grad, *rest, **settings):
            state, rest = rest[:memories], rest[memories:]
            columns = [np.ravel(np.asarray(a, dtype=float)).tolist() for a in (w, grad, *state)]
            moved = [rule(*numbers, *rest, **settings) for numbers in zip(*columns)]
            moved = [result if isinstance(result, tuple) else (result,) for result in moved]
            count = len(moved[0]) if moved else 1 + memories
            found = tuple(np.array([result[i] for result in moved], dtype=float).reshape(np.shape(w)) for i in range(count))
            return found if count > 1 else found[0]
        return lifted
    return lift


def over(numerator, denominator):
    """Division as NumPy has it."""
    if denominator == 0:
        return math.nan if numerator == 0 else math.copysign(math.inf, numerator)
    return numerator / denominator


def table(add, address, function, memories, rows):
    """Answers that differ in a rule, by their names: name → (the misconception or None, the rule for one parameter)."""
    made = {}
    for name, (embodies, rule) in rows.items():
        rule.__name__ = f"{function}__{name}"
        made[rule.__name__] = add(address, embodies)(each(memories)(rule))
    return made
