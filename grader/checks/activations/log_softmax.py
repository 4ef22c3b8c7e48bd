"""What is asked of the logarithm of softmax, computed in one step."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SHAPES = ((3, 5), (4, 4), (4,), (2, 3, 4), (1, 2))


def _shapes(rng):
    return [call("log_softmax", rng.normal(size=shape), label=f"scores of shape {shape}") for shape in ((3, 5), (4,), (2, 3, 4))]


def _by_hand(rng):
    return [call("log_softmax", np.log(np.array([[1.0, 2.0, 5.0]])), label="scores (ln 1, ln 2, ln 5)"),
            call("log_softmax", np.array([[0.0, 0.0]]), label="two equal scores")]


def _shifted(rng):
    z = rng.normal(size=(3, 4))
    return [call("log_softmax", z), call("log_softmax", z + rng.normal(size=(3, 1)), label="each row shifted by a constant")]


def _rows_are_logarithms(calls, values):
    logp, shifted = values
    if (logp > 0).any():
        return f"a logarithm is {logp.max():.4g}, though no probability is above 1"
    sums = np.exp(logp).sum(axis=-1)
    if not np.allclose(sums, 1, rtol=0, atol=1e-9):
        return f"the exponentials of the rows sum to {np.array2string(sums, precision=10)}; each must sum to 1"
    if not np.allclose(logp, shifted, rtol=1e-9, atol=1e-12):
        return "adding one constant to all scores of a row changed its logarithms"
    return None


def _random(rng):
    return [call("log_softmax", rng.normal(scale=3, size=shape), label=f"random scores of shape {shape}") for shape in SHAPES]


def _edges(rng):
    far_apart = np.array([[0.0, 1.0, 2.0], [1000.0, 1001.0, 1002.0]])
    return [call("log_softmax", far_apart, label="a row of small scores beside a row of scores near 1000"),
            call("log_softmax", np.array([[0.0, 800.0, -1000.0], [-1000.0, 1000.0, 1000.0]]), label="scores of ±1000"),
            call("log_softmax", rng.normal(size=(3, 1)), label="a single class"),
            call("log_softmax", np.zeros((2, 4)), label="equal scores")]


def _logarithms(rng, shape):
    return np.log(rng.dirichlet(np.ones(shape[-1]), size=shape[:-1]))


def _backward(rng):
    certain = np.array([[0.0, -1000.0], [-800.0, 0.0]])
    return [call("log_softmax_backward", rng.normal(size=shape), _logarithms(rng, shape), label=f"gradients of shape {shape}")
            for shape in SHAPES] + [call("log_softmax_backward", rng.normal(size=(2, 2)), certain, label="logarithms near −1000")]


def _steps(rng):
    return [call("log_softmax_backward_steps", rng.normal(size=shape), rng.normal(scale=2, size=shape), label=f"scores of shape {shape}")
            for shape in SHAPES]


def _unchanged(rng):
    return [call("log_softmax", rng.normal(size=(4, 4)), label="log_softmax"),
            call("log_softmax_backward_steps", rng.normal(size=(4, 4)), rng.normal(size=(4, 4)), label="log_softmax_backward_steps"),
            call("log_softmax_backward", rng.normal(size=(4, 4)), _logarithms(rng, (4, 4)), label="log_softmax_backward")]


# --- wrong variants -------------------------------------------------------------------------------------

def _softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _one_maximum(z):
    shifted = z - z.max()
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def _columns(z):
    shifted = z - z.max(axis=0, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))


def _whole_array(z):
    return z - z.max() - np.log(np.exp(z - z.max()).sum())


def _shift_not_returned(z):
    top = z.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z - top).sum(axis=-1, keepdims=True))


def _sum_along_columns(z):
    shifted = z - z.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1))


def _overwrites(z):
    z -= z.max(axis=-1, keepdims=True)
    z -= np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return z


def _chain(sign=-1.0, by=lambda s: s, own=1.0, upstream=True):
    """The four gradients with a factor changed."""
    def variant(dlogp, z):
        e = np.exp(z)
        s = e.sum(axis=-1, keepdims=True)
        dl = sign * (dlogp if upstream else np.ones_like(dlogp)).sum(axis=-1, keepdims=True)
        ds = dl / by(s)
        de = ds * np.ones_like(e)
        return {"dl": dl, "ds": ds, "de": de, "dz": own * dlogp + de * e}
    return variant


def _exponential_not_differentiated(dlogp, z):
    steps = _chain()(dlogp, z)
    return {**steps, "dz": dlogp + steps["de"]}


LOG_SOFTMAX = Sheet(
    checks=(
        Check("shapes", "The logarithms have the shape of the scores, whatever comes before the last axis.", "shape", 1, _shapes),
        Check("two rows by hand", "The two rows worked out in the book come out right.", "value", 1, _by_hand,
              by_hand=(np.array([[-2.07944154, -1.38629436, -0.47000363]]), np.array([[-0.69314718, -0.69314718]])),
              atol=6e-9, why="the numbers in the book have eight decimals"),
        Check("logarithms of probabilities", "Their exponentials sum to 1 in each row, and shifting a row changes nothing.",
              "property", 1, _shifted, holds=_rows_are_logarithms,
              hint="the sum must run along the last axis and keep its place there (keepdims)"),
        Check("random scores", "Random scores agree with the definition.", "reference", 1, _random,
              hint="compare with the logarithm of softmax, one row at a time"),
        Check("large scores", "Scores of ±1000, ties and a single class give finite, right logarithms.", "edge", 2, _edges,
              hint="a probability of e⁻¹⁰⁰⁰ is stored as 0: do not make it before you take the logarithm"),
        Check("one derivative each", "Each intermediate variable has its own gradient, under its name.", "reference", 2, _steps,
              hint="each step takes the gradient of the line after it, times one derivative; z reaches logp on two ways"),
        Check("backward", "The gradient for the scores is right for any upstream gradient and any batch.", "reference", 2,
              _backward, hint="each row needs the sum of its own upstream gradients"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as z -= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("logarithm_of_softmax", "log_softmax", lambda z: np.log(_softmax(z)),
                      "the probabilities are made first, and one that is stored as 0 has the logarithm −∞"),
        Misconception("small_number_inside", "log_softmax", lambda z: np.log(_softmax(z) + 1e-7),
                      "a small number is added inside the logarithm, which biases every result and stops at −16"),
        Misconception("no_max_shift", "log_softmax", lambda z: z - np.log(np.exp(z).sum(axis=-1, keepdims=True)),
                      "exp is taken before the row's maximum is subtracted"),
        Misconception("global_max", "log_softmax", _one_maximum,
                      "one maximum for the whole array, so that a row of much smaller scores underflows"),
        Misconception("first_axis", "log_softmax", _columns, "axis 0 is normalised, so the columns sum to 1"),
        Misconception("whole_array", "log_softmax", _whole_array, "the whole array is normalised at once"),
        Misconception("maximum_lost", "log_softmax", _shift_not_returned,
                      "the maximum is subtracted inside the exponentials only: outside, the shift must be the same"),
        Misconception("sum_without_keepdims", "log_softmax", _sum_along_columns,
                      "the rows' sums are laid along the columns (keepdims is missing in the sum)"),
        Misconception("probabilities_returned", "log_softmax", _softmax, "these are the probabilities, not their logarithms"),
        Misconception("overwrites_scores", "log_softmax", _overwrites, "an in-place operation writes into the array of scores"),
        Misconception("sign_of_the_logarithm", "log_softmax_backward_steps", _chain(sign=1.0),
                      "l is subtracted from every score, so dl is minus the sum of the upstream gradients"),
        Misconception("logarithm_not_differentiated", "log_softmax_backward_steps", _chain(by=np.ones_like),
                      "the derivative 1 / s of the logarithm is missing"),
        Misconception("logarithm_twice", "log_softmax_backward_steps", _chain(by=np.log),
                      "ds is divided by ln s: the derivative of ln s is 1 / s"),
        Misconception("exponential_not_differentiated", "log_softmax_backward_steps", _exponential_not_differentiated,
                      "e = exp(z) has the derivative e, which is missing in dz"),
        Misconception("direct_way_forgotten", "log_softmax_backward_steps", _chain(own=0.0),
                      "dz has only the way through the sum: each score is also in its own logarithm directly"),
        Misconception("steps_without_upstream", "log_softmax_backward_steps", _chain(upstream=False),
                      "dl does not use the upstream gradient, as if it were one everywhere"),
        Misconception("softmax_backward", "log_softmax_backward",
                      lambda dlogp, logp: np.exp(logp) * (dlogp - (dlogp * np.exp(logp)).sum(axis=-1, keepdims=True)),
                      "this is the backward pass of softmax: the logarithm's own derivative 1/p is missing"),
        Misconception("sum_of_upstream_forgotten", "log_softmax_backward", lambda dlogp, logp: dlogp - np.exp(logp),
                      "p is not multiplied by the sum of the upstream gradients; that is right only if they sum to 1"),
        Misconception("only_its_own_score", "log_softmax_backward", lambda dlogp, logp: dlogp * (1.0 - np.exp(logp)),
                      "each logarithm is differentiated by its own score only: every score moves every logarithm"),
        Misconception("logarithm_for_probability", "log_softmax_backward",
                      lambda dlogp, logp: dlogp - logp * dlogp.sum(axis=-1, keepdims=True),
                      "logp stands where the probability belongs"),
        Misconception("batch_sum_in_backward", "log_softmax_backward", lambda dlogp, logp: dlogp - np.exp(logp) * dlogp.sum(),
                      "the upstream gradients are summed over the whole batch instead of each row"),
    ),
)
