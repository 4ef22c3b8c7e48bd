"""What is asked of many classes made of scorers that know two."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

# --- one_vs_rest -----------------------------------------------------------------------------------
# The scorer to train is given, so a driver makes it: ridge regression on the targets, by its normal equations.


def _trained(answer, X, y, ridge=0.1):
    def fit(A, t):
        ones = np.column_stack([A, np.ones(len(A))])
        v = np.linalg.solve(ones.T @ ones + ridge * np.eye(ones.shape[1]), ones.T @ t)
        return v[:-1], v[-1]

    return answer.one_vs_rest(X, y, fit)


def _told(answer, X, y):
    told = []

    def fit(A, t):
        told.append((np.array(A), np.array(t, dtype=float)))
        return A.T @ t, float(np.sum(t))

    answer.one_vs_rest(X, y, fit)
    return [len(told), *(part for pair in told for part in pair)]


def _by_moments(answer, X, y):
    return answer.one_vs_rest(X, y, lambda A, t: (A.T @ t, np.sum(t)))


def _inputs_after(answer, X, y):
    answer.one_vs_rest(X, y, lambda A, t: (A.T @ t, np.sum(t)))
    return X, y


def _sizes(answer, X, y):
    classes, W, b = answer.one_vs_rest(X, y, lambda A, t: (A.T @ t, np.sum(t)))
    return np.shape(classes), np.shape(W), np.shape(b)


def _classes_of(rng, n, k):
    names = rng.permutation(20)[:k]
    return names[np.concatenate([np.arange(k), rng.integers(k, size=n - k)])]


def _one_vs_rest_shapes(rng):
    return [call("one_vs_rest", rng.normal(size=(n, d)), _classes_of(rng, n, k), driver=_sizes,
        label=f"{n} samples, {d} features, {k} classes")
            for n, d, k in ((7, 2, 3), (6, 5, 2), (4, 4, 4))]


def _one_vs_rest_by_hand(rng):
    X, y = np.array([[1.0], [2.0], [3.0]]), np.array([7, 4, 7])
    W, b = np.array([[1.0, -1.0]]), np.array([-2.0, -2.0])
    return [call("one_vs_rest", X, y, driver=_by_moments, label="classes 7, 4, 7"),
            call("one_vs_rest_predict", np.array([[3.0], [1.0], [-4.0]]), np.array([4, 7]), W, b,
                label="scores 1 and −5, −1 and −3, −6 and 2"),
            call("one_vs_rest_predict", np.array([[3.0], [1.0], [-4.0]]), np.array([4, 7]), W, b, 0, label="the same, with other = 0")]


def _one_vs_rest_targets(rng):
    return [call("one_vs_rest", rng.normal(size=(n, 2)), _classes_of(rng, n, k), driver=_told, label=f"{n} samples of {k} classes")
            for n, k in ((6, 3), (9, 4))]


def _one_vs_rest_random(rng):
    return [call("one_vs_rest", rng.normal(size=(n, d)), _classes_of(rng, n, k), driver=_trained,
        label=f"{n} samples, {d} features, {k} classes")
            for n, d, k in ((20, 3, 4), (12, 2, 2), (9, 3, 3))]


def _scorers(rng, n, d, k):
    return rng.normal(size=(n, d)), np.sort(rng.permutation(30)[:k]) + 40, rng.normal(size=(d, k)), rng.normal(size=k)


def _one_vs_rest_predict(rng):
    plain = [call("one_vs_rest_predict", *_scorers(rng, n, d, k), label=f"{n} samples, {k} classes") for n, d, k in ((12, 3, 4), (5, 5,
        5), (9, 2, 2))]
    low = [(X, classes, W, b - 1.5) for X, classes, W, b in (_scorers(rng, 12, 2, 3) for _ in range(2))]
    return plain + [call("one_vs_rest_predict", *case, -1, label="an other class") for case in low]


def _one_vs_rest_edges(rng):
    X, W = np.array([[2.0], [1.0], [0.0], [-1.0]]), np.array([[1.0, 1.0, -1.0]])
    return [call("one_vs_rest_predict", X, np.array([3, 5, 9]), W, np.zeros(3), label="equal scores"),
            call("one_vs_rest_predict", X, np.array([3, 5, 9]), W, np.zeros(3), 0, label="a largest score of exactly 0"),
            call("one_vs_rest_predict", X, np.array([0, 5, 9]), W, np.array([0.0, -1.0, -1.0]), 9,
                label="the class 0, and an other that is a class")]


def _one_vs_rest_unchanged(rng):
    return [call("one_vs_rest", rng.normal(size=(6, 2)), _classes_of(rng, 6, 3), driver=_inputs_after, label="training"),
            call("one_vs_rest_predict", *_scorers(rng, 4, 2, 3), -1, label="predicting")]


def _scores_kept(X, y, fit, targets, classes=None):
    classes = np.unique(y) if classes is None else classes
    scorers = [fit(X, targets(y, each)) for each in classes]
    return classes, np.column_stack([w for w, _ in scorers]), np.array([float(b) for _, b in scorers])


def _classes_by_appearance(X, y, fit):
    return _scores_kept(X, y, fit, lambda y, each: np.where(y == each, 1.0, -1.0), np.array(list(dict.fromkeys(y.tolist()))))


def _next_class_only(X, y, fit):
    """Each class against the following one, with no other sample."""
    classes = np.unique(y)
    scorers = []
    for each, rival in zip(classes, np.roll(classes, -1)):
        mine = np.isin(y, (each, rival))
        scorers.append(fit(X[mine], np.where(y[mine] == each, 1.0, -1.0)))
    return classes, np.column_stack([w for w, _ in scorers]), np.array([float(b) for _, b in scorers])


def _predict(X, classes, W, b, other, choose=np.argmax, names=None, silent=lambda scores: scores.max(axis=1) <= 0):
    scores = X @ W + b
    surest = (classes if names is None else names)[choose(scores, axis=1)]
    return surest if other is None else np.where(silent(scores), other, surest)


def _first_yes(X, classes, W, b, other=None):
    return _predict(X, classes, W, b, other, choose=lambda scores, axis: (scores > 0).argmax(axis=axis))


ONE_VS_REST = Sheet(
    checks=(
        Check("shapes", "There are as many scorers as classes: W has a row a feature and a column a class, b a number a class.", "shape",
              1, _one_vs_rest_shapes),
        Check("by hand", "Three samples of the classes 7, 4, 7, and three samples to predict, as in the exercise.", "value", 2,
              _one_vs_rest_by_hand,
              by_hand=((np.array([4, 7]), np.array([[-2.0, 2.0]]), np.array([-1.0, 1.0])), np.array([4, 4, 7]), np.array([4, 0, 7]))),
        Check("what fit is told",
            "fit is called once a class, in ascending order, with all samples, 1.0 for the class and −1.0 for the rest.",
              "reference", 2, _one_vs_rest_targets, hint="print what you give to fit: all samples, and a float for each"),
        Check("random classes", "Scorers of two to four classes, trained by ridge regression.", "reference", 1, _one_vs_rest_random),
        Check("predictions", "The surest class wins; where no score is above 0 it is the other class, if there is one.", "reference", 2,
              _one_vs_rest_predict, hint="the answers are names of classes; other says what to answer where no scorer says yes"),
        Check("ties and zeros", "Of equal scores the first class wins, and a score of exactly 0 does not say yes.", "edge", 1,
              _one_vs_rest_edges, hint="which class wins among equal scores, and what a score of exactly 0 says, stand in the exercise"),
        Check("inputs unchanged", "What you are given is not changed.", "unchanged", 1, _one_vs_rest_unchanged),
    ),
    misconceptions=(
        Misconception("targets_of_zero", "one_vs_rest", lambda X, y, fit: _scores_kept(X, y, fit, lambda y, each: (y == each) * 1.0),
                      "the rest is called 0, and the scorer asks for −1"),
        Misconception("signs_exchanged", "one_vs_rest",
                      lambda X, y, fit: _scores_kept(X, y, fit, lambda y, each: np.where(y == each, -1.0, 1.0)),
                      "the class is called −1 and the rest +1, so every scorer says no to its own"),
        Misconception("classes_by_appearance", "one_vs_rest", _classes_by_appearance,
                      "the classes stand in the order in which they appear, and not in ascending order"),
        Misconception("against_the_next", "one_vs_rest", _next_class_only,
                      "each class is trained against one other class only; the rest is every other sample"),
        Misconception("numbers_of_columns", "one_vs_rest_predict",
                      lambda X, classes, W, b, other=None: _predict(X, classes, W, b, other, names=np.arange(len(classes))),
                      "the answer is the number of the column, and not the class that it stands for"),
        Misconception("first_yes", "one_vs_rest_predict", _first_yes,
                      "the first scorer that says yes wins, and not the surest"),
        Misconception("bias_left_out", "one_vs_rest_predict",
                      lambda X, classes, W, b, other=None: _predict(X, classes, W, 0.0 * b, other),
                      "the biases are not in the scores"),
        Misconception("other_ignored", "one_vs_rest_predict",
                      lambda X, classes, W, b, other=None: _predict(X, classes, W, b, None),
                      "the surest class is answered even where no scorer says yes"),
        Misconception("other_unless_all", "one_vs_rest_predict",
                      lambda X, classes, W, b, other=None: _predict(X, classes, W, b, other, silent=lambda scores: scores.min(axis=1) <= 0),
                      "a single scorer that says no is taken for none that says yes"),
        Misconception("zero_says_yes", "one_vs_rest_predict",
                      lambda X, classes, W, b, other=None: _predict(X, classes, W, b, other, silent=lambda scores: scores.max(axis=1) < 0),
                      "a score of exactly 0 counts as yes; only a score above 0 does"),
        Misconception("falsy_other", "one_vs_rest_predict",
                      lambda X, classes, W, b, other=None: _predict(X, classes, W, b, other or None),
                      "an other class that is called 0 is taken for none at all"),
    ),
)
