"""What is asked of the mean squared error."""

from functools import wraps

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

BOTH = ("mean_squared_error", "mean_squared_error_backward")
SHAPES = ((3, 4), (4, 4), (5,), (2, 3, 2), (1, 3))


def one_shape(loss):
    """A variant that refuses two shapes, as is asked, so that only its own mistake shows."""
    @wraps(loss)
    def guarded(y, t, *rest, **options):
        if y.shape != t.shape:
            raise ValueError("two shapes")
        return loss(y, t, *rest, **options)
    return guarded


def of_both(names, arguments, label):
    """The same arguments to the loss and to its backward pass."""
    return [call(name, *arguments, label=f"{name}, {label}") for name in names]


def _pair(rng, shape):
    return rng.normal(scale=2, size=shape), rng.normal(size=shape)


def _shapes(rng):
    return [each for shape in ((3, 4), (5,), (2, 3, 2)) for each in of_both(BOTH, _pair(rng, shape), f"shape {shape}")]


def _by_hand(rng):
    return [call("mean_squared_error", np.array([[1.0, 3.0], [2.0, 0.0]]), np.array([[2.0, 1.0], [2.0, 4.0]]), label="the book's two rows"),
            call("mean_squared_error_backward", np.array([[1.0, 3.0]]), np.array([[2.0, 1.0]]), label="one row")]


def _twice(rng):
    y, t = _pair(rng, (3, 4))
    return [call("mean_squared_error", y, t), call("mean_squared_error", np.vstack([y, y]), np.vstack([t, t])),
            call("mean_squared_error", t + 3 * (y - t), t)]


def _is_a_mean(calls, values):
    once, twice, tripled = values
    if not np.isclose(once, twice, rtol=1e-9, atol=0):
        return f"the same rows twice changed the loss from {once:.6g} to {twice:.6g}; a mean stays the same"
    if not np.isclose(tripled, 9 * once, rtol=1e-9, atol=0):
        return f"three times the difference made the loss {tripled / once:.4g} times as large, and 3² is 9"
    return None


def _random(rng):
    return [call("mean_squared_error", *_pair(rng, shape), label=f"random numbers of shape {shape}") for shape in SHAPES]


def _gradients(rng):
    return [call("mean_squared_error_backward", *_pair(rng, shape), label=f"random numbers of shape {shape}") for shape in SHAPES]


def _edges(rng):
    y = rng.normal(size=(2, 3))
    return [*of_both(BOTH, (y, y.copy()), "no difference"), *of_both(BOTH, (np.array([1e3]), np.array([-1e3])), "one number, far off"),
            call("mean_squared_error", rng.normal(size=(3, 1)), rng.normal(size=3), label="outputs (3, 1) and targets (3,)")]


def _unchanged(rng):
    return of_both(BOTH, _pair(rng, (3, 3)), "values")


def _overwriting(y, t):
    y -= t
    y *= y
    return y.mean()


MEAN_SQUARED_ERROR = Sheet(
    checks=(
        Check("shapes", "The loss is one number, and the gradient has the shape of the outputs.", "shape", 1, _shapes),
        Check("by hand", "Two rows of the book give 5.25, and one row the gradient (−1, 2).", "value", 1, _by_hand,
              by_hand=(5.25, np.array([[-1.0, 2.0]]))),
        Check("a mean of squares", "Repeating the batch changes nothing, and three times the difference costs nine times as much.",
              "property", 1, _twice, holds=_is_a_mean, hint="the mean runs over all elements"),
        Check("random numbers", "Random outputs and targets of one, two and three axes agree with the definition.", "reference", 1, _random,
              hint="square each difference, then average over every element"),
        Check("gradient", "The gradient is right for every shape.", "reference", 2, _gradients,
              hint="differentiate one term of the sum, and keep the 1/N"),
        Check("edges", "No difference costs nothing, a large one is finite, and two different shapes raise a ValueError.", "edge", 2,
              _edges,
              hint="(3, 1) minus (3,) is (3, 3): broadcasting compares every output with every target"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as y -= t writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("half_mean", BOTH[0], one_shape(lambda y, t: 0.5 * np.mean((y - t) ** 2)),
                      "half of the mean; the mean itself is asked",
                      erratum=24),
        Misconception("half_sum", BOTH[0], one_shape(lambda y, t: 0.5 * np.sum((y - t) ** 2)), "half of the sum; the mean is asked",
                      erratum=24),
        Misconception("sum_of_squares", BOTH[0], one_shape(lambda y, t: np.sum((y - t) ** 2)),
                      "the sum is not divided by the number of elements"),
        Misconception("mean_over_rows", BOTH[0], one_shape(lambda y, t: np.sum((y - t) ** 2) / len(y)),
                      "the sum is divided by the number of rows; the mean runs over all elements"),
        Misconception("root", BOTH[0], one_shape(lambda y, t: np.sqrt(np.mean((y - t) ** 2))), "the root is taken; that is the RMSE"),
        Misconception("absolute", BOTH[0], one_shape(lambda y, t: np.mean(np.abs(y - t))),
                      "absolute differences are averaged, not squares"),
        Misconception("shapes_broadcast", BOTH[0], lambda y, t: np.mean((y - t) ** 2),
                      "two different shapes are broadcast, so that every output meets every target"),
        Misconception("overwrites_outputs", BOTH[0], one_shape(_overwriting), "the outputs are overwritten with the differences"),
        Misconception("two_forgotten", BOTH[1], lambda y, t: (y - t) / y.size, "the derivative of a square has a factor 2"),
        Misconception("gradient_not_averaged", BOTH[1], lambda y, t: 2 * (y - t), "the 1/N of the mean is missing in the gradient"),
        Misconception("gradient_over_rows", BOTH[1], lambda y, t: 2 * (y - t) / len(y), "the gradient is divided by rows, not by elements"),
        Misconception("gradient_reversed", BOTH[1], lambda y, t: 2 * (t - y) / y.size, "the gradient points from the output to the target"),
    ),
)
