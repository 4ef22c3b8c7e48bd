"""What is asked of the support vector machine's dual."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.reference.linear_models.dual import kernel_svm_fit, kernel_svm_step

OBJECTIVE, STEP, FIT, PREDICT = (f"kernel_svm{part}" for part in ("", "_step", "_fit", "_predict"))
BOOK, SIGNS = np.array([[2.0, 1.0], [1.0, 4.0]]), np.array([1.0, -1.0])


def _data(rng, n, gamma=0.5):
    """Two classes, one around the other, and their Gaussian kernel."""
    t = rng.choice([-1.0, 1.0], size=n)
    t[:2] = 1, -1
    X = rng.normal(size=(n, 2)) * np.where(t > 0, 0.8, 1.8)[:, None]
    return np.exp(-gamma * ((X[:, None] - X) ** 2).sum(axis=-1)), t


def _two_clouds(rng, n):
    """Two classes side by side, some samples far beyond the street, and their linear kernel."""
    t = np.where(np.arange(n) % 2 > 0, 1.0, -1.0)
    X = rng.normal(size=(n, 3)) + t[:, None] * rng.uniform(0.2, 2, size=(n, 1))
    return X @ X.T, t


def _feasible(rng, n, C):
    """Dual variables on the way: after a few steps."""
    K, t = _data(rng, n)
    return K, t, kernel_svm_fit(K, t, C, 4)[0]


def _by_hand(rng):
    half = np.array([0.5, 0.5])
    return [call(OBJECTIVE, BOOK, SIGNS, half), call(STEP, BOOK, SIGNS, np.zeros(2), 0, 1, label="from 0"),
            call(FIT, BOOK, SIGNS, 1.0, 3, label="three steps"),
            call(PREDICT, np.array([[3.0, 1.0]]), SIGNS, half, 0.5)]


def _random(rng):
    calls = []
    for n, m in ((6, 4), (5, 5), (8, 1)):
        K, t, a = _feasible(rng, n, 2.0)
        calls += [call(OBJECTIVE, K, t, rng.uniform(size=n), label=f"{n} samples"),
                  call(PREDICT, rng.normal(size=(m, n)), t, rng.uniform(size=n), float(rng.normal()),
                      label=f"{m} new samples, {n} old ones")]
    return calls


def _steps(rng):
    calls = []
    for n, C in ((6, 0.6), (7, 5.0), (8, 1.0)):
        K, t, a = _feasible(rng, n, C)
        calls += [call(STEP, K, t, given, int(i), int(j), C, label=f"C = {C}")
                  for given in (a, rng.uniform(0, C, size=n), rng.uniform(0, C, size=n) * (rng.random(n) < 0.5))
                  for i, j in (rng.permutation(n)[:2] for _ in range(3))]
    K, t = _data(rng, 5)
    return [*calls, call(STEP, 0.01 * K, t, np.zeros(5), 0, 1, label="C left out")]


def _fits(rng):
    return [call(FIT, *_data(rng, n), C, steps, label=f"{n} samples, C = {C:g}, {steps} steps")
            for n, C, steps in ((6, 1.0, 0), (6, 1.0, 1), (7, 0.5, 3), (9, 2.0, 3), (7, 1.0, 400))] + [
        call(FIT, *_two_clouds(rng, n), C, 500, driver=_scores, label=f"scores of {n} samples with a linear kernel, C = {C:g}, 500 steps")
        for n, C in ((10, 0.3), (8, 0.1))]


def _scores(answer, K, t, C, steps):
    a, b = answer.kernel_svm_fit(K, t, C, steps)
    return K @ (a * t) + b


def _optimum(rng):
    return [call(FIT, *_data(rng, 10), 1.0, 400)]


def _conditions(calls, values):
    (K, t, C, _), (a, b) = calls[0].args, values[0]
    lead = t * (K @ (a * t) + b)
    if a.min() < -1e-9 or a.max() > C + 1e-9:
        return f"the dual variables lie between {a.min():.4g} and {a.max():.4g}; they have to stay between 0 and C = {C:g}"
    if abs(a @ t) > 1e-9:
        return f"Σ a t is {a @ t:.4g} after the steps; each step keeps it at 0"
    for name, wrong in (("a sample with a = 0 lies in the street", (a < 1e-9) & (lead < 1 - 1e-4)),
                        ("a sample with a = C lies beyond the street", (a > C - 1e-9) & (lead > 1 + 1e-4)),
                        ("a sample with a between 0 and C lies off the edge", (a > 1e-9) & (a < C - 1e-9) & (np.abs(lead - 1) > 1e-4))):
        if wrong.any():
            return f"after 400 steps {name}: t z is {lead[wrong][0]:.5g}"
    return None


def _edges(rng):
    K, t = _data(rng, 5)
    return [call(STEP, np.ones((2, 2)), SIGNS, np.zeros(2), 0, 1, 3.0, label="two samples in one place"),
            call(STEP, np.ones((2, 2)), np.ones(2), np.array([0.5, 0.25]), 0, 1, 1.0, label="equal samples of one class"),
            call(FIT, K, t, 1e3, 2, label="a large C"), call(FIT, BOOK, -SIGNS, 0.1, 5, label="all variables at C")]


def _unchanged(rng):
    K, t, a = _feasible(rng, 5, 1.0)
    return [call(OBJECTIVE, K, t, a), call(STEP, K, t, np.zeros(5), 0, 1), call(FIT, K, t, 1.0, 2), call(PREDICT, K, t, a, 0.5)]


def _step(cut=True, across=2.0, second=-1.0, top=True):
    """The step as it should be, but for what is given."""
    def step(K, t, a, i, j, C=1.0):
        u, e = a * t, K @ (a * t) - t
        delta = (e[j] - e[i]) / max(K[i, i] + K[j, j] - across * K[i, j], 1e-12)
        low, high = np.minimum(0, C * t), np.maximum(0, C * t)
        if not top:
            low, high = np.where(t > 0, 0, -np.inf), np.where(t > 0, np.inf, 0)
        if cut:
            delta = np.clip(delta, max(low[i] - u[i], u[j] - high[j]), min(high[i] - u[i], u[j] - low[j]))
        u[i], u[j] = u[i] + delta, u[j] + second * delta
        return u * t
    return step


def _cut_apart(K, t, a, i, j, C=1.0):
    new = _step(cut=False)(K, t, a, i, j, C)
    return np.clip(new, 0, C)


def _overwriting(K, t, a, i, j, C=1.0):
    a[...] = kernel_svm_step(K, t, a, i, j, C)
    return a


def _other_bias(rule):
    def fit(K, t, C, steps):
        a, b = kernel_svm_fit(K, t, C, steps)
        return a, rule(K, t, a, b)
    return fit


KERNEL_SVM = Sheet(
    checks=(
        Check("by hand", "The book's two samples reach a = (½, ½), b = ½ and the dual ½ in one step.",
              "value", 1,
              _by_hand, by_hand=(0.5, np.array([0.5, 0.5]), (np.array([0.5, 0.5]), 0.5), np.array([1.5]))),
        Check("objective and scores", "The dual objective and the scores of new samples are right.", "reference", 2, _random,
              hint="a and t go together everywhere; K has a row for each new sample"),
        Check("step", "The step of any two samples is the best one that stays between 0 and C.", "reference", 2, _steps,
              hint="cut δ first, then change both by the same amount"),
        Check("fit", "After no step, one, three and hundreds, dual variables, bias and scores are right.", "reference", 2, _fits, rtol=1e-7,
              atol=1e-8,
              why="many steps add up rounding", hint="who can grow, who can shrink, and the largest difference of their errors"),
        Check("optimum", "After 400 steps samples with a = 0 lie beyond the street, those with a = C in it, and the others on its edge.",
              "property", 1, _optimum, holds=_conditions, hint="the bias is minus the mean of the two errors"),
        Check("edges", "Samples in one place, a large C, and variables that all reach C are handled.", "edge", 1, _edges, rtol=1e-7,
              atol=1e-8, why="many steps add up rounding", hint="a denominator below 1e-12 is taken as 1e-12"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="a[i] += … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("half_forgotten", OBJECTIVE, lambda K, t, a: a.sum() - (a * t) @ K @ (a * t),
            "the factor ½ of the double sum is missing"),
        Misconception("targets_left_out", OBJECTIVE, lambda K, t, a: a.sum() - 0.5 * a @ K @ a,
                      "the targets are missing in the double sum, so that samples of two classes push like those of one"),
        Misconception("sign_turned", OBJECTIVE, lambda K, t, a: 0.5 * (a * t) @ K @ (a * t) - a.sum(),
                      "this is minus the dual, to be made small; asked for is the one to be made large"),
        Misconception("not_cut", STEP, _step(cut=False), "the step is not cut, so that variables leave the range from 0 to C"),
        Misconception("no_upper_end", STEP, _step(top=False), "variables grow beyond C; only the hard margin has no upper end"),
        Misconception("cut_one_by_one", STEP, _cut_apart, "the two variables are cut one by one, which breaks Σ a t = 0"),
        Misconception("both_grow", STEP, _step(second=1.0), "both variables change in the same direction, which breaks Σ a t = 0"),
        Misconception("denominator_without_cross", STEP, _step(across=0.0),
                      "the denominator is the squared distance of the two samples; −2 K[i, j] is missing"),
        Misconception("overwrites_variables", STEP, _overwriting, "the step writes into the array of dual variables that it was given"),
        Misconception("bias_reversed", FIT, _other_bias(lambda K, t, a, b: -b), "the bias has the wrong sign"),
        Misconception("bias_left_out", FIT, _other_bias(lambda K, t, a, b: 0.0), "the bias stays 0"),
        Misconception("scores_without_targets", PREDICT, lambda K, t, a, b: K @ a + b, "the targets are missing in the scores"),
        Misconception("bias_not_added", PREDICT, lambda K, t, a, b: K @ (a * t), "the bias is not added to the scores"),
        Misconception("classes_for_scores", PREDICT, lambda K, t, a, b: np.where(K @ (a * t) + b > 0, 1.0, -1.0),
                      "these are classes; asked for are the scores"),
    ),
)
