"""What is asked of softmax."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call


def _softmax_shapes(rng):
    return [call("softmax", rng.normal(size=shape), label=f"scores of shape {shape}")
            for shape in ((3, 5), (4,), (2, 3, 4))]


def _softmax_by_hand(rng):
    return [call("softmax", np.array([[0.3, 2.9, 4.0]]), label="scores (0.3, 2.9, 4.0)"),
            call("softmax", np.log(np.array([[1.0, 2.0, 5.0]])), label="scores (ln 1, ln 2, ln 5)")]


def _softmax_shifted(rng):
    z = rng.normal(size=(3, 4))
    return [call("softmax", z), call("softmax", z + rng.normal(size=(3, 1)), label="each row shifted by a constant")]


def _rows_are_distributions(calls, values):
    p, shifted = values
    if (p < 0).any():
        return f"a probability is negative: {p.min():.4g}"
    if not np.allclose(p.sum(axis=-1), 1, rtol=0, atol=1e-9):
        return f"the rows sum to {np.array2string(p.sum(axis=-1), precision=10)}; each must sum to 1"
    if not np.allclose(p, shifted, rtol=1e-9, atol=1e-12):
        return "adding one constant to all scores of a row changed its probabilities"
    return None


def _softmax_random(rng):
    shapes = ((3, 5), (4, 4), (1, 3), (6, 2))
    return [call("softmax", rng.normal(scale=3, size=shape), label=f"random scores of shape {shape}")
            for shape in shapes]


def _softmax_edges(rng):
    far_apart = np.array([[0.0, 1.0, 2.0], [1000.0, 1001.0, 1002.0]])
    return [call("softmax", far_apart, label="a row of small scores beside a row of scores near 1000"),
            call("softmax", rng.choice([-1000.0, 0.0, 1000.0], size=(4, 3)), label="scores of ±1000"),
            call("softmax", rng.normal(size=(3, 1)), label="a single class"),
            call("softmax", np.zeros((2, 4)), label="equal scores")]


def _softmax_unchanged(rng):
    p = rng.dirichlet(np.ones(4), size=4)
    return [call("softmax", rng.normal(size=(4, 4)), label="softmax"),
            call("softmax_backward", rng.normal(size=(4, 4)), p, label="softmax_backward"),
            call("softmax_jacobian", p[0], label="softmax_jacobian")]


def _jacobian_random(rng):
    return [call("softmax_jacobian", rng.dirichlet(np.ones(k)), label=f"{k} classes") for k in (3, 5, 1)]


def _backward_random(rng):
    return [call("softmax_backward", rng.normal(size=shape), rng.dirichlet(np.ones(shape[-1]), size=shape[:-1]),
                 label=f"gradients of shape {shape}") for shape in ((3, 5), (4, 4), (4,), (2, 3, 4), (1, 2))]


def _no_max_shift(z):
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def _global_max(z):
    e = np.exp(z - z.max())
    return e / e.sum(axis=-1, keepdims=True)


def _first_axis(z):
    e = np.exp(z - z.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


def _whole_array(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def _one_sum(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum()


def _no_keepdims(z):
    e = np.exp(z - z.max(axis=-1))
    return e / e.sum(axis=-1)


def _sum_without_keepdims(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


def _overwrites_scores(z):
    z -= z.max(axis=-1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=-1, keepdims=True)
    return z


SOFTMAX = Sheet(
    checks=(
        Check("shapes", "The probabilities have the shape of the scores, whatever comes before the last axis.",
              "shape", 1, _softmax_shapes),
        Check("two rows by hand", "The two rows worked out in the book come out right.", "value", 1, _softmax_by_hand,
              by_hand=(np.array([[0.01821127, 0.24519181, 0.73659691]]), np.array([[0.125, 0.25, 0.625]])),
              atol=6e-9, why="the numbers in the book have eight decimals"),
        Check("probabilities", "Each row sums to 1, and adding a constant to a row's scores changes nothing.",
              "property", 1, _softmax_shifted, holds=_rows_are_distributions,
              hint="the sum must run along the last axis and keep its place there (keepdims)"),
        Check("random scores", "Random scores agree with the definition.", "reference", 1, _softmax_random,
              hint="compare your code with the definition, one row at a time"),
        Check("large scores", "Scores of ±1000, ties and a single class give finite, right probabilities.",
              "edge", 2, _softmax_edges, hint="exp of a large score overflows: see how the row's maximum helps"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1, _softmax_unchanged,
              hint="an in-place operation such as z -= … or out=z writes into the caller's array"),
        Check("Jacobian", "The Jacobian of one row agrees with the derivation, also away from the diagonal.",
              "reference", 1, _jacobian_random, hint="each probability depends on every score, not only on its own"),
        Check("backward", "The gradient for the scores is right for any upstream gradient and any batch.",
              "reference", 2, _backward_random, hint="each row needs its own sum over the last axis"),
    ),
    misconceptions=(
        Misconception("no_max_shift", "softmax", _no_max_shift, "exp is taken before the row's maximum is subtracted"),
        Misconception("global_max", "softmax", _global_max,
                      "one maximum for the whole array, so that a row of much smaller scores underflows to 0/0"),
        Misconception("first_axis", "softmax", _first_axis, "axis 0 is normalised, so the columns sum to 1"),
        Misconception("whole_array", "softmax", _whole_array,
                      "the whole array is normalised at once, so that all rows together sum to 1", erratum=45),
        Misconception("one_sum", "softmax", _one_sum,
                      "each row has its own maximum, but one sum divides them all: all rows together sum to 1"),
        Misconception("no_keepdims", "softmax", _no_keepdims,
                      "maximum and sum of the rows are laid along the columns (keepdims is missing, or reshape(1, -1))",
                      erratum=1),
        Misconception("sum_without_keepdims", "softmax", _sum_without_keepdims,
                      "the rows' sums are laid along the columns (keepdims is missing in the sum)"),
        Misconception("overwrites_scores", "softmax", _overwrites_scores,
                      "an in-place operation writes into the array of scores", erratum=1),
        Misconception("diagonal_jacobian", "softmax_jacobian", lambda p: np.diag(p * (1 - p)),
                      "only the diagonal p(1 − p) is there; every score moves every probability"),
        Misconception("negated_jacobian", "softmax_jacobian", lambda p: np.outer(p, p) - np.diag(p),
                      "the sign is reversed: a score raises its own probability and lowers the others"),
        Misconception("diagonal_backward", "softmax_backward", lambda dp, p: dp * p * (1 - p),
                      "only the diagonal p(1 − p) of the Jacobian is used"),
        Misconception("batch_sum_in_backward", "softmax_backward", lambda dp, p: p * (dp - (dp * p).sum()),
                      "the sum of dp · p runs over the whole batch instead of each row"),
        Misconception("columns_in_backward", "softmax_backward",
                      lambda dp, p: p * (dp - (dp * p).sum(axis=0, keepdims=True)),
                      "the sum of dp · p runs over axis 0 instead of each row"),
    ),
)
