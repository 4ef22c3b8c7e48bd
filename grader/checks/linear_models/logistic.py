"""What is asked of logistic regression."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

MODEL, LOSS, GRADIENT, FIT = (f"logistic_regression{part}" for part in ("", "_loss", "_gradient", "_fit"))
SIZES = ((5, 3), (4, 4), (7, 1), (1, 2))
ROWS, YES, WEIGHTS = np.array([[0.0, 1.0], [2.0, 1.0]]), np.array([1.0, 0.0]), np.array([np.log(3.0), 0.0])


def _data(rng, n, d):
    """Samples in units of their own, targets with both answers, weights and a bias."""
    X = rng.normal(size=(n, d)) * rng.uniform(0.5, 2, size=d)
    t = rng.integers(2, size=n).astype(float)
    t[:2] = np.arange(2.0)[:n]
    return X, t, rng.normal(size=d), float(rng.normal())


def _by_hand(rng):
    return [call(MODEL, ROWS, WEIGHTS, 0.0), call(LOSS, ROWS, YES, WEIGHTS, 0.0), call(GRADIENT, ROWS, YES, WEIGHTS, 0.0),
            call(FIT, np.array([[0.0], [1.0], [2.0]]), np.array([0.0, 0.0, 1.0]), 1.0, 1, label="one step with the rate 1")]


def _balance(rng):
    X, t, w, b = _data(rng, 6, 3)
    w, b = 0.5 * w, 0.5 * b
    return [call(LOSS, X, t, np.zeros(3), 0.0), call(LOSS, X, t, w, b), call(LOSS, X, 1 - t, -w, -b),
            call(LOSS, np.vstack([X, X]), np.concatenate([t, t]), w, b), call(FIT, X, t, 0.5, 400, 1.0)]


def _coin_and_mirror(calls, values):
    coin, once, mirrored, twice, (w, b) = values
    X, t = calls[4].args[:2]
    share = (0.5 * (1 + np.tanh(0.5 * (X @ w + b)))).mean()
    if not np.isclose(coin, np.log(2), rtol=1e-9):
        return f"with all weights 0 the loss is {coin:.6g}; a fair coin costs ln 2"
    if not np.isclose(once, mirrored, rtol=1e-9, atol=0):
        return f"yes and no exchanged, with opposite weights, change the loss from {once:.6g} to {mirrored:.6g}"
    if not np.isclose(once, twice, rtol=1e-9, atol=0):
        return f"the same samples twice change the loss from {once:.6g} to {twice:.6g}; a mean stays the same"
    if not np.isclose(share, t.mean(), rtol=0, atol=1e-6):
        return f"after 400 steps the mean probability is {share:.4f} and the share of yes {t.mean():.4f}; the bias makes them equal"
    return None


def _random(rng):
    calls = []
    for n, d in SIZES:
        X, t, w, b = _data(rng, n, d)
        calls += [call(MODEL, X, w, b, label=f"{n} samples of {d} features"), call(LOSS, X, t, w, b, label=f"{n} samples of {d} features")]
    return calls


def _slopes(rng):
    return [call(GRADIENT, *_data(rng, n, d), label=f"{n} samples of {d} features") for n, d in SIZES]


def _fits(rng):
    return [call(FIT, *_data(rng, n, d)[:2], *how, label=f"{n} samples, rate, steps and λ: {how}")
            for (n, d), how in zip(((6, 3), (4, 4), (9, 2), (5, 2)), ((0.5, 3, 0.0), (0.25, 7, 0.5), (1.0, 40, 0.1), (1.0, 0, 0.0)))] + [
        call(FIT, *_data(rng, 6, 2)[:2], label="everything left out")]


def _far(rng):
    X, w = np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]]), np.array([500.0])
    right, wrong = np.array([0.0, 0.0, 1.0, 1.0, 1.0]), np.array([1.0, 1.0, 0.0, 0.0, 0.0])
    return [call(MODEL, X, w, 0.0, label="scores up to ±1000"), call(LOSS, X, right, w, 0.0, label="scores up to ±1000, sure and right"),
            call(LOSS, X, wrong, w, 0.0, label="scores up to ±1000, sure and wrong"),
            call(GRADIENT, X, wrong, w, 0.0, label="scores up to ±1000"), call(MODEL, X, np.array([20.0]), 0.0, label="scores up to ±40")]


def _unchanged(rng):
    X, t, w, b = _data(rng, 4, 2)
    return [call(MODEL, X, w, b), call(LOSS, X, t, w, b), call(GRADIENT, X, t, w, b), call(FIT, X, t, 0.5, 3)]


def _p(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def _quotient(X, w, b):
    with np.errstate(all="ignore"):
        e = np.exp(X @ w + b)
        return e / (1 + e)


def _log_of_p(X, t, w, b):
    with np.errstate(all="ignore"):
        p = _p(X @ w + b)
        return -(t * np.log(p) + (1 - t) * np.log(1 - p)).mean()


def _descent(slope=lambda X, p, t: X.T @ (p - t) / len(t), bias=True, decay=lambda w, b: (w, 0.0), late=False):
    """Descent as it should be, but for what is given."""
    def fit(X, t, lr=1.0, steps=100, alpha=0.0):
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            p, (dw, db) = _p(X @ w + b), decay(w, b)
            w = w - lr * (slope(X, p, t) + alpha * dw)
            p = _p(X @ w + b) if late else p
            b = b - bias * lr * ((p - t).mean() + alpha * db)
        return w, b
    return fit


LOGISTIC_REGRESSION = Sheet(
    checks=(
        Check("by hand", "Two samples have the book's probabilities, loss and gradient, and one step on three others is right.", "value", 1,
              _by_hand, by_hand=(np.array([0.5, 0.9]), np.log(20.0) / 2, (np.array([0.9, 0.2]), 0.2), (np.array([1 / 6]), -1 / 6))),
        Check("coin and mirror", "Weights of 0 cost ln 2, yes and no can be exchanged, and a fitted bias gets the mean probability right.",
              "property", 1, _balance, holds=_coin_and_mirror, hint="the mean over the samples, and a fitted bias without a penalty"),
        Check("random samples", "Probabilities and loss are right for random samples, of one feature and of several.", "reference", 2,
              _random, hint="one probability for each sample, one loss for all"),
        Check("gradient", "The gradient is right for weights and bias.", "reference", 2, _slopes,
              hint="the mean over the samples of error times feature; for the bias, of the error alone"),
        Check("fit", "So many steps from 0 give the right weights and bias, with and without a penalty.", "reference", 2, _fits,
              hint="compare the first two steps by hand, once with λ = 0 and once without; the label says which setting differs"),
        Check("large scores", "Scores of ±1000 give finite, right probabilities, losses and gradients.", "edge", 2, _far,
              hint="a probability rounds to 0 or 1; compute the loss from the score"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as w -= … writes into an array"),
    ),
    misconceptions=(
        Misconception("quotient_overflows", MODEL, _quotient, "e^z overflows for a large score, and infinity over infinity is no number"),
        Misconception("classes_for_probabilities", MODEL, lambda X, w, b: np.where(X @ w + b > 0, 1.0, 0.0),
                      "these are decisions, 0 or 1; the probabilities lie between"),
        Misconception("bias_forgotten", MODEL, lambda X, w, b: _p(X @ w), "the bias is not added to the score"),
        Misconception("log_of_zero", LOSS, _log_of_p, "the probability rounds to 0 or 1 before the logarithm sees it"),
        Misconception("targets_as_signs", LOSS, lambda X, t, w, b: np.logaddexp(0, -t * (X @ w + b)).mean(),
                      "this formula is for targets of −1 and 1; with 0 the score drops out"),
        Misconception("likelihood_summed", LOSS, lambda X, t, w, b: np.logaddexp(0, (1 - 2 * t) * (X @ w + b)).sum(),
                      "the samples are summed; the loss is their mean"),
        Misconception("slope_of_squared_error", GRADIENT, lambda X, t, w, b: (
            X.T @ ((_p(X @ w + b) - t) * _p(X @ w + b) * _p(-X @ w - b)) / len(t),
            ((_p(X @ w + b) - t) * _p(X @ w + b) * _p(-X @ w - b)).mean()),
            "the sigmoid's slope is still there, as in the gradient of a squared error; the likelihood's cancels it"),
        Misconception("gradient_summed", GRADIENT, lambda X, t, w, b: (X.T @ (_p(X @ w + b) - t), (_p(X @ w + b) - t).sum()),
                      "the 1/n of the mean is missing in the gradient"),
        Misconception("gradient_reversed", GRADIENT, lambda X, t, w, b: (X.T @ (t - _p(X @ w + b)) / len(t), (t - _p(X @ w + b)).mean()),
                      "this is the gradient of the likelihood, uphill; that of the loss has the other sign"),
        Misconception("bias_not_fitted", FIT, _descent(bias=False), "the bias stays 0, so that the plane has to pass through the origin"),
        Misconception("bias_penalised", FIT, _descent(decay=lambda w, b: (w, b)), "the bias is penalised like a weight"),
        Misconception("one_after_the_other", FIT, _descent(late=True), "the bias's slope is taken after the weights have already moved"),
    ),
)
