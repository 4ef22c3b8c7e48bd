"""What is asked of cross-entropy from scores."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.losses.categorical import one_hot
from grader.checks.losses.squared import of_both

SCE = ("softmax_cross_entropy", "softmax_cross_entropy_backward")
SIZES = ((3, 5), (4, 4), (6, 2), (1, 3))


def _pair(rng, n, k):
    return rng.normal(scale=2, size=(n, k)), one_hot(rng, n, k)


def _score_shapes(rng):
    return [each for n, k in ((3, 5), (1, 4)) for each in of_both(SCE, _pair(rng, n, k), f"shape {(n, k)}")]


def _scores_by_hand(rng):
    z, third = np.log(np.array([[1.0, 2.0, 5.0]])), np.array([[0.0, 0.0, 1.0]])
    return of_both(SCE, (z, third), "scores (ln 1, ln 2, ln 5)")


def _shifted(rng):
    z, t = _pair(rng, 4, 3)
    k = int(rng.integers(3, 9))
    return [call("softmax_cross_entropy", np.full((5, k), rng.normal()), one_hot(rng, 5, k)), call("softmax_cross_entropy", z, t),
            call("softmax_cross_entropy", z + rng.normal(size=(4, 1)), t),
            call("softmax_cross_entropy", np.vstack([z, z]), np.vstack([t, t])),
            call("softmax_cross_entropy_backward", z, t)]


def _only_differences_count(calls, values):
    chance, once, shifted, twice, dz = values
    k = calls[0].args[0].shape[1]
    if not np.isclose(chance, np.log(k), rtol=1e-9, atol=0):
        return f"equal scores for {k} classes cost {chance:.6g}, and ln {k} is the price of knowing nothing"
    if not np.isclose(once, shifted, rtol=1e-9, atol=0):
        return f"adding one constant to all scores of a row changed the loss from {once:.6g} to {shifted:.6g}"
    if not np.isclose(once, twice, rtol=1e-9, atol=0):
        return f"the same rows twice changed the loss from {once:.6g} to {twice:.6g}; a mean over the samples stays the same"
    if not np.allclose(np.sum(dz, axis=1), 0, rtol=0, atol=1e-12):
        return f"the rows of the gradient sum to {np.sum(dz, axis=1)}; what one score gains the others lose"
    return None


def _of_random(which):
    def calls(rng):
        return [call(SCE[which], *_pair(rng, n, k), label=f"random scores of shape {(n, k)}") for n, k in SIZES] + [
            call(SCE[which], rng.normal(size=(4, 3)), rng.dirichlet(np.ones(3), size=4), label="targets that are distributions")]
    return calls


def _far(rng):
    rows = np.array([[1000.0, 1001.0, 1002.0], [0.0, 1.0, 2.0]])
    return [*of_both(SCE, (np.array([[-1000.0, 1000.0, 0.0]]), np.eye(3)[[0]]), "scores of ±1000, sure and wrong"),
            *of_both(SCE, (np.array([[-1000.0, 1000.0, 0.0]]), np.eye(3)[[1]]), "scores of ±1000, sure and right"),
            *of_both(SCE, (rows, np.eye(3)[[1, 2]]), "a row of scores near 1000 beside a row of small ones"),
            *of_both(SCE, (np.array([[-400.0, 400.0]]), np.array([[1.0, 0.0]])), "a difference of 800"),
            *of_both(SCE, (np.array([[0.0, -40.0]]), np.array([[0.0, 1.0]])), "a difference of 40"),
            *of_both(SCE, (rng.normal(size=(2, 1)), np.ones((2, 1))), "a single class")]


def _scores_unchanged(rng):
    return of_both(SCE, _pair(rng, 3, 3), "values")


def _log_softmax(z):
    return z - np.logaddexp.reduce(z, axis=1, keepdims=True)


def _softmax(z):
    return np.exp(_log_softmax(z))


def _prices_of(logp, t):
    return -(t * logp).sum(axis=1)


def _log_after_softmax(z, t):
    with np.errstate(all="ignore"):
        return -(t * np.log(_softmax(z))).sum() / len(z)


def _wanted_log_after_softmax(z, t):
    with np.errstate(all="ignore"):
        return -np.where(t > 0, t * np.log(_softmax(z)), 0.0).sum() / len(z)


def _exponentials_overflow(z, t):
    with np.errstate(all="ignore"):
        return _prices_of(z - np.log(np.exp(z).sum(axis=1, keepdims=True)), t).mean()


def _one_maximum(z, t):
    with np.errstate(all="ignore"):
        shifted = z - z.max()
        return _prices_of(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), t).mean()


def _overwriting_scores(z, t):
    z -= z.max(axis=1, keepdims=True)
    return _prices_of(_log_softmax(z), t).mean()


def _sce(name, variant, cause, erratum=None):
    return Misconception(name, SCE[0], variant, cause, erratum=erratum)


def _sce_gradient(name, rule, cause):
    return Misconception(name, SCE[1], lambda z, t: rule(_softmax(z), t), cause)


def _slope_twice(p, t):
    d = (p - t) / len(p)
    return p * (d - (d * p).sum(axis=1, keepdims=True))


def _probability_gradient(p, t):
    with np.errstate(all="ignore"):
        return -np.divide(t, p, out=np.zeros(p.shape), where=t > 0) / len(p)


def _naive_quotient(z, t):
    with np.errstate(all="ignore"):
        e = np.exp(z)
        return (e / e.sum(axis=1, keepdims=True) - t) / len(z)


SOFTMAX_CROSS_ENTROPY = Sheet(
    checks=(
        Check("shapes", "The loss is one number, and the gradient has the shape of the scores.", "shape", 1, _score_shapes),
        Check("by hand", "Scores (ln 1, ln 2, ln 5) with the third class true cost ln 1.6, and have the gradient (1/8, 2/8, −3/8).",
              "value", 1,
              _scores_by_hand, by_hand=(0.4700036292457356, np.array([[0.125, 0.25, -0.375]]))),
        Check("only differences count",
              "Equal scores cost ln k, a constant added to a row changes nothing, and each row of the gradient sums to 0.",
              "property", 1, _shifted, holds=_only_differences_count, hint="softmax within each row, then the mean over the rows"),
        Check("random scores", "Random scores agree with the definition, also for targets between 0 and 1.", "reference", 2, _of_random(0),
              hint="−Σ t ln softmax(z) for each row, averaged over the rows"),
        Check("gradient", "The gradient for the scores is right.", "reference", 2, _of_random(1),
              hint="it is the error: what softmax says minus what was true, over n"),
        Check("large scores", "Scores of ±1000 give the finite, right loss, and a finite gradient.", "edge", 2, _far,
              hint="the logarithm of softmax is z minus the logarithm of a sum; np.logaddexp.reduce computes that without overflow"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _scores_unchanged,
              hint="an in-place operation such as z -= z.max() writes into the caller's array"),
    ),
    misconceptions=(
        _sce("softmax_twice", lambda z, t: _prices_of(_log_softmax(_softmax(z)), t).mean(),
             "softmax is applied twice, so that the loss can never come near 0"),
        _sce("log_after_softmax", _log_after_softmax, "softmax underflows to 0 before the logarithm sees it"),
        _sce("wanted_log_after_softmax", _wanted_log_after_softmax,
             "the true class's probability underflows to 0, so that a finite loss is infinite"),
        _sce("constant_inside", lambda z, t: _prices_of(np.log(_softmax(z) + 1e-12), t).mean(),
             "a constant inside the logarithm caps the loss at 27.6"),
        _sce("exponentials_overflow", _exponentials_overflow, "the exponentials of large scores overflow"),
        _sce("one_maximum", _one_maximum, "one maximum for the whole array; rows of small scores then underflow", erratum=45),
        _sce("whole_array", lambda z, t: _prices_of(z - np.logaddexp.reduce(z, axis=None), t).mean(),
             "softmax runs over the whole array; each row is a distribution of its own", erratum=45),
        _sce("sum_over_batch", lambda z, t: _prices_of(_log_softmax(z), t).sum(), "the samples are summed; the loss is their mean",
             erratum=45),
        _sce("mean_over_elements", lambda z, t: _prices_of(_log_softmax(z), t).sum() / z.size, "the mean runs over samples and classes"),
        _sce("softmax_forgotten", lambda z, t: _prices_of(z, t).mean(), "the sum of exponentials is left out"),
        _sce("overwrites_scores", _overwriting_scores, "the caller's scores are shifted in place"),
        _sce_gradient("gradient_not_averaged", lambda p, t: p - t, "the 1/n of the mean is missing in the gradient"),
        _sce_gradient("gradient_over_elements", lambda p, t: (p - t) / p.size, "the gradient is divided by n · k, not by n"),
        _sce_gradient("gradient_reversed", lambda p, t: (t - p) / len(p),
                      "the gradient is the truth minus the answer; it is the other way round"),
        _sce_gradient("slope_twice", _slope_twice, "softmax's Jacobian is applied once more; p − t already holds it"),
        _sce_gradient("gradient_for_probabilities", _probability_gradient,
                      "this is the gradient for the probabilities, not for the scores"),
        Misconception("gradient_overflows", SCE[1], _naive_quotient, "the exponentials of large scores overflow in the gradient"),
    ),
)
