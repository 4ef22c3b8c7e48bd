"""What is asked of the support vector machine with a soft margin."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

OBJECTIVE, GRADIENT, FIT = (f"svm_soft_margin{part}" for part in ("", "_gradient", "_fit"))
BOOK, SIGNS, PLANE = np.array([[2.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([1.0, -1.0, -1.0]), np.array([1.0, -1.0])
SIZES = ((6, 3), (4, 4), (9, 2), (5, 1))


def _data(rng, n, d):
    """Samples of two classes that overlap, and some plane."""
    t = rng.choice([-1.0, 1.0], size=n)
    t[:2] = 1, -1
    return rng.normal(size=(n, d)) + 0.5 * t[:, None], t, rng.normal(size=d), float(rng.normal())


def _by_hand(rng):
    return [call(OBJECTIVE, BOOK, SIGNS, PLANE, 0.5, 2.0), call(GRADIENT, BOOK, SIGNS, PLANE, 0.5, 2.0),
            call(FIT, BOOK, SIGNS, 1.0, 0.1, 1, label="one step")]


def _parts(rng):
    X, t, w, b = _data(rng, 6, 3)
    far = 5 * w / (w @ w)
    content = np.vstack([X, X[0] + (t[0] * (50 - t[0] * (X[0] @ w + b))) * w / (w @ w)])
    return [call(OBJECTIVE, X, t, w, b, 1.0), call(OBJECTIVE, X, t, w, b, 3.0), call(OBJECTIVE, X, t, w, b, 0.0),
            call(OBJECTIVE, content, np.append(t, t[0]), w, b, 1.0), call(OBJECTIVE, np.vstack([X, X]), np.append(t, t), w, b, 1.0),
            call(GRADIENT, content, np.append(t, t[0]), w, b, 1.0), call(GRADIENT, X, t, w, b, 1.0), call(OBJECTIVE, X + far, t, w,
                b - 5, 1.0)]


def _prices_add_up(calls, values):
    once, thrice, free, content, twice, pull, same_pull, moved = values
    if not np.isclose(thrice - free, 3 * (once - free), rtol=1e-9, atol=1e-12):
        return "three times C does not make the violations three times as dear, the weights costing what they cost"
    if not np.isclose(content, once, rtol=1e-9, atol=0) or not all(np.allclose(p, q) for p, q in zip(pull, same_pull)):
        return "one more sample far on its own side changes the objective or its slope; it has nothing to say"
    if not np.isclose(twice - free, 2 * (once - free), rtol=1e-9, atol=1e-12):
        return "each sample twice does not make the violations twice as dear; they are summed"
    if not np.isclose(moved, once, rtol=1e-9, atol=0):
        return "all samples moved, and the plane with them, change the objective; the bias has no price"
    return None


def _random(rng):
    return [call(OBJECTIVE, *_data(rng, n, d), C, label=f"{n} samples of {d} features, C = {C:g}") for (n, d), C in zip(SIZES, (0.5, 2,
        10, 1))
            ] + [call(OBJECTIVE, *_data(rng, 5, 2), label="C left out")]


def _slopes(rng):
    return [call(GRADIENT, *_data(rng, n, d), C, label=f"{n} samples of {d} features, C = {C:g}") for (n, d), C in zip(SIZES, (0.5, 2,
        10, 1))
            ] + [call(GRADIENT, *_data(rng, 5, 2), label="C left out"),
                 call(GRADIENT, np.array([[1.0, 0.0], [-1.0, 2.0]]), np.array([1.0, -1.0]), np.array([1.0, 0.0]), 0.0,
                      label="samples exactly at the margin")]


def _fits(rng):
    return [call(FIT, *_data(rng, n, d)[:2], C, lr, steps, label=f"{n} samples, C = {C:g}, η = {lr:g}, {steps} steps")
            for (n, d), (C, lr, steps) in zip(SIZES, ((1.0, 0.1, 2), (0.5, 0.2, 5), (2.0, 0.05, 30), (1.0, 0.1, 0)))] + [
        call(FIT, *_data(rng, 6, 2)[:2], 0.01, label="η and steps left out"), call(FIT, *_data(rng, 6, 2)[:2], steps=3, label="C left out")]


def _unchanged(rng):
    X, t, w, b = _data(rng, 5, 2)
    return [call(OBJECTIVE, X, t, w, b), call(GRADIENT, X, t, w, b), call(FIT, X, t, 1.0, 0.1, 3)]


def _lack(X, t, w, b):
    return np.maximum(0, 1 - t * (X @ w + b))


def _slope(X, t, w, b, C, reach=1.0, price=1.0, signs=None):
    u = np.where(t * (X @ w + b) < reach, t, 0) if signs is None else signs(t * (X @ w + b), t)
    return price * w - C * u @ X, -C * u.sum()


def _steps(rate=lambda lr, k: lr / np.sqrt(k), late=False, bias=0.0, moves=True):
    """The fit as it should be, but for what is given."""
    def fit(X, t, C=1.0, lr=0.1, steps=1000):
        w, b = np.zeros(X.shape[1]), 0.0
        for k in range(1, steps + 1):
            dw, db = _slope(X, t, w, b, C)
            w = w - rate(lr, k) * dw
            db = _slope(X, t, w, b, C)[1] if late else db
            b = b - moves * rate(lr, k) * (db + bias * b)
        return w, b
    return fit


SVM_SOFT_MARGIN = Sheet(
    checks=(
        Check("by hand", "The book's three samples cost 5 with C = 2 and have the slopes (3, 3) and 4; one step from 0 is right.",
              "value", 1,
              _by_hand, by_hand=(5.0, (np.array([3.0, 3.0]), 4.0), (np.array([0.1, -0.2]), -0.1))),
        Check("what is paid for", "C is the price of the sum of violations, far samples cost nothing, and the bias is free.", "property", 1,
              _parts, holds=_prices_add_up, hint="half the squared length of w, plus C times the sum of the hinges"),
        Check("random planes", "The objective is right for random samples and planes.", "reference", 2, _random,
              hint="a sum over the samples, not a mean"),
        Check("slope", "The slope is right for weights and bias; a sample exactly at the margin adds nothing.", "reference", 2, _slopes,
              hint="only samples with t z < 1 pull, each with C t x"),
        Check("fit", "So many steps with the falling rate give the right weights and bias.", "reference", 2, _fits, rtol=1e-7, atol=1e-9,
              why="a thousand steps add up rounding", hint="step k has the rate η/√k, and k begins at 1"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="w -= … writes into an array"),
    ),
    misconceptions=(
        Misconception("violations_averaged", OBJECTIVE, lambda X, t, w, b, C=1.0: w @ w / 2 + C * _lack(X, t, w, b).mean(),
                      "the violations are averaged; C is the price of their sum"),
        Misconception("price_on_the_length", OBJECTIVE, lambda X, t, w, b, C=1.0: C * w @ w / 2 + _lack(X, t, w, b).sum(),
                      "C multiplies the length of w; it is the price of the violations, so a large C means a hard margin"),
        Misconception("bias_penalised", OBJECTIVE, lambda X, t, w, b, C=1.0: (w @ w + b * b) / 2 + C * _lack(X, t, w, b).sum(),
                      "the bias is paid for like a weight"),
        Misconception("half_forgotten", OBJECTIVE, lambda X, t, w, b, C=1.0: w @ w + C * _lack(X, t, w, b).sum(),
                      "the factor ½ of the squared length is missing"),
        Misconception("margin_forgotten", OBJECTIVE, lambda X, t, w, b, C=1.0: w @ w / 2 + C * np.maximum(0, -t * (X @ w + b)).sum(),
                      "only mistakes are paid for, as in the perceptron; the margin 1 is missing"),
        Misconception("violations_squared", OBJECTIVE, lambda X, t, w, b, C=1.0: w @ w / 2 + C * (_lack(X, t, w, b) ** 2).sum(),
                      "the violations are squared"),
        Misconception("only_mistakes_pull", GRADIENT, lambda X, t, w, b, C=1.0: _slope(X, t, w, b, C, reach=0.0),
                      "only samples on the wrong side pull; those inside the margin do so too"),
        Misconception("all_pull", GRADIENT, lambda X, t, w, b, C=1.0: _slope(X, t, w, b, C, reach=np.inf),
                      "every sample pulls, also those beyond the margin"),
        Misconception("own_price_forgotten", GRADIENT, lambda X, t, w, b, C=1.0: _slope(X, t, w, b, C, price=0.0),
                      "the slope of ½‖w‖², which is w, is missing"),
        Misconception("margin_pulls", GRADIENT, lambda X, t, w, b, C=1.0: _slope(X, t, w, b, C, signs=lambda lead, t: np.where(
            lead <= 1, t, 0)), "a sample exactly at the margin pulls; here it adds nothing"),
        Misconception("rate_constant", FIT, _steps(rate=lambda lr, k: lr), "the rate does not fall"),
        Misconception("rate_falls_faster", FIT, _steps(rate=lambda lr, k: lr / k), "the rate falls as 1/k; the root is missing"),
        Misconception("one_after_the_other", FIT, _steps(late=True), "the bias's slope is taken after the weights have already moved"),
    ),
)
