"""What can be asked of random weights: what does not depend on how an answer spends its random numbers.

Two right answers may draw the same distribution in different ways, so numbers are never compared,
only shapes, statistics of about 100,000 numbers, and what a seed must do.
"""

import numpy as np

SAMPLING = ("from 90,000 numbers on, mean and deviation, in units of the deviation, and shares have sampling errors below "
            "0.0034; two independent draws differ by 0.03 about once in a billion times")
TOLERANCE = {"rtol": 0.03, "atol": 0.03, "why": SAMPLING}
SAME_LAW = "mean, deviation or shape of the distribution is not the one asked for; how you draw the numbers does not matter"


def statistics(answer, name, shape, seed, unit, *more, **options):
    """Mean and deviation in the unit, and how many lie near the mean; all 0 if most are copies."""
    W = getattr(answer, name)(shape, np.random.default_rng(seed), *more, **options)
    first, mean = W.ravel()[:2000], W.mean() if "mean" in options else abs(W.mean())
    different, off = np.unique(first).size > first.size / 2, np.abs(W - W.mean()) / unit
    return {
        "different numbers": bool(different),
        "mean in deviations": different * mean / (W.std() or 1.0),
        "deviation in units": different * W.std() / unit,
        "share within half a unit of the mean": different * np.mean(off < 0.5),
        "share within a unit of the mean": different * np.mean(off < 1),
        "share within two units of the mean": different * np.mean(off < 2),
    }


def drawn(answer, name, shape, seed, **options):
    """The numbers themselves, where chance has no part in them."""
    return getattr(answer, name)(shape, np.random.default_rng(seed), **options)


def emptied(answer, name, shape, seed, *more):
    """The array with zeros for its random numbers: type and shape are left to compare."""
    W = getattr(answer, name)(shape, np.random.default_rng(seed), *more)
    return 0 * np.abs(W) if isinstance(W, np.ndarray) else W


def seeded(answer, name, shape, seed, *more):
    """What the generator decides: all of the numbers, and nothing else does."""
    draw = getattr(answer, name)
    going_on = np.random.default_rng(seed)
    one, other, later = (draw(shape, rng, *more) for rng in (np.random.default_rng(seed), going_on, going_on))
    return {
        "one seed gives the same weights twice": bool(np.array_equal(one, other)),
        "another seed gives others": not np.array_equal(one, draw(shape, np.random.default_rng(seed + 1), *more)),
        "a second draw from one generator gives others": not np.array_equal(other, later),
    }


def a_seed(rng):
    """A seed that can travel."""
    return int(rng.integers(2**31))
