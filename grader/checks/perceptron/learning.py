"""What is asked of the threshold unit and of the rule that trains it."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

# --- step ------------------------------------------------------------------------------------------


def _step_shapes(rng):
    return [call("step", rng.normal(size=shape), label=f"scores of shape {shape}") for shape in ((3, 5), (4,), (2, 3, 4))]


def _step_by_hand(rng):
    return [call("step", np.array([-1.5, 0.25, 3.0]), label="scores (−1.5, 0.25, 3)")]


def _step_random(rng):
    return [call("step", rng.normal(scale=scale, size=(4, 3)), label=f"random scores of size {scale:g}") for scale in (0.1, 1.0, 50.0)]


def _step_edges(rng):
    return [call("step", np.array([0.0, -0.0]), label="scores of exactly 0"),
            call("step", np.array([1e-12, -1e-12, 1e-300]), label="scores very near 0"),
            call("step", np.array([1e6, -1e6, np.inf, -np.inf]), label="very large scores")]


def _step_unchanged(rng):
    return [call("step", rng.normal(size=(3, 4)))]


def _overwritten(z):
    z[...] = z > 0
    return z


STEP = Sheet(
    checks=(
        Check("shapes", "There is one answer for each score, in the same place.", "shape", 1, _step_shapes),
        Check("by hand", "Scores below and above 0 are answered by 0 and 1.", "value", 1, _step_by_hand,
              by_hand=(np.array([0.0, 1.0, 1.0]),)),
        Check("random scores", "Small and large scores are answered by 0 or 1 and nothing between.", "reference", 1, _step_random,
              hint="the answer says on which side of 0 a score lies, not how far from it"),
        Check("edges", "A score of exactly 0 gives 0; the smallest score above it gives 1.", "edge", 1, _step_edges,
              hint="0 does not exceed 0"),
        Check("inputs unchanged", "The scores are not changed.", "unchanged", 1, _step_unchanged,
              hint="z[z > 0] = 1 writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("smooth", "step", lambda z: 0.5 * (1 + np.tanh(z / 2)),
                      "this is the sigmoid, which is smooth; the step function jumps", erratum=23),
        Misconception("one_at_zero", "step", lambda z: np.where(z >= 0, 1.0, 0.0), "at a score of exactly 0 the answer is 1; it is 0 here"),
        Misconception("half_at_zero", "step", lambda z: np.heaviside(z, 0.5),
                      "at a score of exactly 0 the answer is ½, which is neither class"),
        Misconception("sign", "step", lambda z: np.where(z > 0, 1.0, -1.0), "the answers are −1 and 1 instead of 0 and 1"),
        Misconception("passes_the_score", "step", lambda z: np.maximum(z, 0.0), "scores above 0 are passed on; all of them become 1"),
        Misconception("scores_overwritten", "step", _overwritten, "an in-place operation writes into the array of scores"),
    ),
)

# --- perceptron_rule -------------------------------------------------------------------------------

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
AND, OR, XOR = np.array([-1, -1, -1, 1]), np.array([-1, 1, 1, 1]), np.array([-1, 1, 1, -1])


def _classes(rng, n):
    y = rng.choice([-1, 1], size=n)
    y[:2] = -1, 1
    return y


def _separable(rng, n, d):
    X = rng.normal(size=(n, d))
    w = rng.normal(size=d)
    b = 0.3 * rng.normal()
    y = np.where(X @ w + b > 0, 1, -1)
    return X + 0.15 * y[:, None] * w / np.linalg.norm(w), y


def _rule_by_hand(rng):
    w = np.array([1.0, -2.0])
    return [call("perceptron_rule", np.array([2.0, 1.0]), -1, w, 0.5, label="a mistake: score 0.5, class −1"),
            call("perceptron_rule", np.array([2.0, 1.0]), 1, w, 0.5, label="no mistake: score 0.5, class 1"),
            call("perceptron_rule", np.array([0.0, 1.0]), 1, w, 0.5, 0.5, label="a mistake, η = 0.5")]


def _fit_by_hand(rng):
    return [call("perceptron_rule_fit", CORNERS, AND, 20, label="AND"),
            call("perceptron_rule_fit", CORNERS, AND, 3, fit_intercept=False, label="AND without bias, 3 epochs"),
            call("perceptron_rule_fit", CORNERS, XOR, 4, label="XOR, 4 epochs")]


def _rule_random(rng):
    return [call("perceptron_rule", rng.normal(size=d), int(y), rng.normal(size=d), float(rng.normal()), eta0,
                 label=f"{d} features, class {y}, η = {eta0}") for d in (2, 5) for y in (-1, 1, -1, 1) for eta0 in (1.0, 0.3)]


def _fit_random(rng):
    return [call("perceptron_rule_fit", *_separable(rng, n, d), 60, eta0, label=f"{n} separable samples of {d} features, η = {eta0}")
            for n, d, eta0 in ((12, 2, 1.0), (15, 4, 0.5), (9, 3, 2.0))]


def _fit_inseparable(rng):
    X = rng.normal(size=(20, 3))
    return [call("perceptron_rule_fit", X, _classes(rng, 20), 7, label="random classes, 7 epochs"),
            call("perceptron_rule_fit", X + 2, _classes(rng, 20), 5, 0.5, False, label="random classes, 5 epochs without bias"),
            call("perceptron_rule_fit", CORNERS, XOR, 10, label="XOR, 10 epochs"),
            call("perceptron_rule_fit", np.zeros((1, 2)), AND[:1], fit_intercept=False, label="the origin without bias, epochs by default")]


def _rule_edges(rng):
    x, zeros = np.array([1.0, -1.0]), np.zeros(2)
    return [call("perceptron_rule", x, -1, zeros, 0.0, label="a score of exactly 0, class −1"),
            call("perceptron_rule", x, 1, zeros, 0.0, label="a score of exactly 0, class 1"),
            call("perceptron_rule_fit", CORNERS, -AND, 20, label="NAND"),
            call("perceptron_rule_fit", CORNERS[:1], AND[:1], label="one sample"),
            call("perceptron_rule_fit", CORNERS, OR, 0, label="no epoch")]


def _predict_random(rng):
    X = rng.normal(size=(6, 3))
    return [call("perceptron_rule_predict", X, rng.normal(size=3), 0.4, label="random samples"),
            call("perceptron_rule_predict", CORNERS, np.array([1.0, 1.0]), -1.0, label="samples on the line"),
            call("perceptron_rule_predict", np.zeros((3, 2)), np.array([1.0, 1.0]), 0.0, label="samples at the origin, no bias")]


def _rule_unchanged(rng):
    X, y = _separable(rng, 8, 2)
    return [call("perceptron_rule", X[0], int(-y[0]), np.array([0.0, 0.0]), 0.0, label="perceptron_rule, a mistake"),
            call("perceptron_rule", X[0], int(y[0]), X[0] * y[0], 0.0, driver=_written_into, label="perceptron_rule, no mistake"),
            call("perceptron_rule_fit", X, y, 5, label="perceptron_rule_fit"),
            call("perceptron_rule_predict", X, np.ones(2), 0.0, label="perceptron_rule_predict")]


def _written_into(answer, x, y, w, b):
    answer.perceptron_rule(x, y, w, b)[0][...] = 0.0
    return w


def _updated(x, y, w, b, eta0, wrong=None, move=None):
    z = x @ w + b
    if not (y * z <= 0 if wrong is None else wrong(y, z)):
        return w.copy(), b
    dw, db = (y * x, y) if move is None else move(x, y, z)
    return w + eta0 * dw, b + eta0 * db


def _weights_overwritten(x, y, w, b, eta0=1.0):
    if y * (x @ w + b) <= 0:
        w += eta0 * y * x
        b += eta0 * y
    return w, b


def _fit(X, y, max_iter, eta0, fit_intercept, stop=True, wrong=lambda t, z: t * z <= 0, stale=False, late=False):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_iter):
        old = X @ w + b
        missed = 0
        for i, (x, t) in enumerate(zip(X, y)):
            if wrong(t, old[i] if stale else x @ w + b):
                w, b, missed = w + eta0 * t * x, b + eta0 * t * bool(fit_intercept), missed + 1
        mistakes.append(int((y * (X @ w + b) <= 0).sum()) if late else missed)
        if stop and mistakes[-1] == 0:
            break
    return w, float(b), np.array(mistakes, dtype=int)


def _floats_without_epochs(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    w, b, mistakes = _fit(X, y, max_iter, eta0, fit_intercept)
    return w, b, mistakes if max_iter else np.array([])


PERCEPTRON_RULE = Sheet(
    checks=(
        Check("one sample by hand", "A mistake turns the weights, a right answer leaves them, and the rate scales the correction.",
              "value", 1, _rule_by_hand, by_hand=((np.array([-1.0, -3.0]), -0.5), (np.array([1.0, -2.0]), 0.5), (np.array([1.0, -1.5]),
              1.0))),
        Check("gates by hand", "AND is learned in the book's nine epochs; without a bias, and on XOR, no epoch is free of mistakes.",
              "value", 2, _fit_by_hand, by_hand=(
                  (np.array([3.0, 2.0]), -4.0, np.array([2, 3, 3, 2, 2, 3, 2, 1, 0])),
                  (np.array([0.0, 0.0]), 0.0, np.array([4, 4, 4])), (np.array([0.0, 0.0]), 0.0, np.array([4, 4, 4, 4])))),
        Check("random samples", "One sample of any class, with any weights and rate, is handled right.", "reference", 1, _rule_random,
              hint="only a mistake changes anything, and it changes weights and bias alike"),
        Check("separable data", "On separable data the last epoch has no mistake, and nothing follows it.", "reference", 2, _fit_random,
              hint="each sample is judged by the weights that the sample before it left"),
        Check("inseparable data", "Otherwise learning stops after max_iter epochs; without a bias b stays 0.",
            "reference", 1, _fit_inseparable,
              hint="count the mistakes of each epoch as they happen"),
        Check("edges", "A score of exactly 0 is a mistake for both classes; one sample, other gates and no epoch work.",
            "edge", 1, _rule_edges,
              hint="at a score of exactly 0 the sample is a mistake, whatever its class; max_iter may be 0, and then no epoch is counted"),
        Check("prediction", "The predicted classes are −1 and 1, and −1 on the line itself.", "reference", 1, _predict_random,
              hint="the sign of 0 is no class: choose as the step function does"),
        Check("inputs unchanged", "What you are given is not changed, not even by writing into what you return.", "unchanged", 1,
              _rule_unchanged, hint="w += … writes into the caller's array, and returning w itself lets others do so"),
    ),
    misconceptions=(
        Misconception("every_sample_corrects", "perceptron_rule", lambda x, y, w, b, eta0=1.0: _updated(
            x, y, w, b, eta0, lambda y, z: True), "every sample corrects the weights; only a mistake should"),
        Misconception("classes_zero_and_one", "perceptron_rule", lambda x, y, w, b, eta0=1.0: _updated(
            x, y, w, b, eta0, move=lambda x, y, z: ((y > 0) * x, y > 0)),
                "with classes 0 and 1 in the update, class 0 never corrects anything"),
        Misconception("bias_forgotten", "perceptron_rule", lambda x, y, w, b, eta0=1.0: _updated(
            x, y, w, b, eta0, move=lambda x, y, z: (y * x, 0)), "the bias is never corrected"),
        Misconception("zero_is_right", "perceptron_rule", lambda x, y, w, b, eta0=1.0: _updated(
            x, y, w, b, eta0, lambda y, z: y * z < 0),
                "a score of exactly 0 counts as right for both classes, so nothing is ever learned from 0"),
        Misconception("away_from_the_sample", "perceptron_rule", lambda x, y, w, b, eta0=1.0: _updated(
            x, y, w, b, eta0, move=lambda x, y, z: (-y * x, -y)),
                "the correction has the wrong sign, so the score moves away from its class"),
        Misconception("scaled_by_the_score", "perceptron_rule", lambda x, y, w, b, eta0=1.0: _updated(
            x, y, w, b, eta0, move=lambda x, y, z: ((y - z) * x, y - z)), "the correction is scaled by the error of the score: that is the "
            "rule of least squares, not Rosenblatt's"),
        Misconception("weights_overwritten", "perceptron_rule", _weights_overwritten, "an in-place operation writes into the old weights"),
        Misconception("one_stale_prediction", "perceptron_rule_fit", lambda X, y, max_iter=1000, eta0=1.0, fit_intercept=True: _fit(
            X, y, max_iter, eta0, fit_intercept, stale=True), "all samples of an epoch are judged by the weights at its beginning"),
        Misconception("never_stops", "perceptron_rule_fit", lambda X, y, max_iter=1000, eta0=1.0, fit_intercept=True: _fit(
            X, y, max_iter, eta0, fit_intercept, stop=False), "epochs go on after one without a mistake; it is the last one"),
        Misconception("zero_is_right_in_fit", "perceptron_rule_fit", lambda X, y, max_iter=1000, eta0=1.0, fit_intercept=True: _fit(
            X, y, max_iter, eta0, fit_intercept, wrong=lambda t, z: t * z < 0),
                "a score of exactly 0 counts as right for both classes: at the start every score is 0, so nothing is ever learned"),
        Misconception("no_epoch_as_floats", "perceptron_rule_fit", _floats_without_epochs,
                      "with max_iter = 0 the array of mistakes is empty, and an empty list becomes an array of floats, not of int"),
        Misconception("bias_always_learned", "perceptron_rule_fit", lambda X, y, max_iter=1000, eta0=1.0, fit_intercept=True: _fit(
            X, y, max_iter, eta0, True), "the argument fit_intercept makes no difference"),
        Misconception("counted_afterwards", "perceptron_rule_fit", lambda X, y, max_iter=1000, eta0=1.0, fit_intercept=True: _fit(
            X, y, max_iter, eta0, fit_intercept, late=True),
                "mistakes are counted after the epoch, with its last weights, not as they happen"),
        Misconception("sign_of_zero", "perceptron_rule_predict", lambda X, w, b: np.sign(X @ w + b),
                      "np.sign gives 0 on the line, which is neither class"),
        Misconception("predicts_zero_and_one", "perceptron_rule_predict", lambda X, w, b: np.where(X @ w + b > 0, 1.0, 0.0),
                      "the predicted classes are 0 and 1; they are −1 and 1 here"),
    ),
)
