"""Wrong and right answers: one_vs_rest, one_vs_rest_predict."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- one_vs_rest -----------------------------------------------------------------------------------


@right("perceptron/one_vs_rest")
def one_vs_rest__sorted_set(X, y, fit):
    """Names from a set, targets from arithmetic, columns filled one by one."""
    classes = np.array(sorted(set(y.tolist())))
    W, b = np.empty((X.shape[1], len(classes))), np.empty(len(classes))
    for k, name in enumerate(classes):
        W[:, k], b[k] = fit(X, 2.0 * (y == name) - 1.0)
    return classes, W, b


@right("perceptron/one_vs_rest")
def one_vs_rest__all_targets_at_once(X, y, fit):
    """A matrix of targets, a row a class."""
    classes, place = np.unique(y, return_inverse=True)
    T = -np.ones((len(classes), len(y)))
    T[place, np.arange(len(y))] = 1.0
    ws, bs = zip(*(fit(X, t) for t in T))
    return classes, np.array(ws).T, np.array(bs, dtype=float)


@right("perceptron/one_vs_rest")
def one_vs_rest_predict__loop(X, classes, W, b, other=None):
    """Sample after sample, scorer after scorer."""
    answers = []
    for x in X:
        best, score = None, -np.inf
        for k, name in enumerate(classes):
            if (mine := x.dot(W[:, k]) + b[k]) > score:
                best, score = name, mine
        answers.append(other if other is not None and score <= 0 else best)
    return np.array(answers)


@wrong("perceptron/one_vs_rest", embodies="targets_of_zero")
def one_vs_rest__one_hot(X, y, fit):
    """The columns of a one-hot matrix as targets."""
    classes, place = np.unique(y, return_inverse=True)
    pairs = [fit(X, t) for t in np.eye(len(classes))[place].T]
    return classes, np.stack([w for w, _ in pairs], axis=1), np.array([c for _, c in pairs])


@wrong("perceptron/one_vs_rest", embodies="signs_exchanged")
def one_vs_rest__rest_vs_one(X, y, fit):
    """+1 where the class is another."""
    classes = np.unique(y)
    pairs = [fit(X, 2.0 * (y != each) - 1) for each in classes]
    return classes, np.stack([w for w, _ in pairs], axis=-1), np.array([c for _, c in pairs])


@wrong("perceptron/one_vs_rest", embodies="classes_by_appearance")
def one_vs_rest__first_come(X, y, fit):
    """New names are put at the end."""
    classes = []
    for name in y:
        if name not in classes:
            classes.append(name)
    pairs = [fit(X, np.where(y == each, 1.0, -1.0)) for each in classes]
    return np.array(classes), np.stack([w for w, _ in pairs], axis=-1), np.array([c for _, c in pairs])


@wrong("perceptron/one_vs_rest", embodies="against_the_next")
def one_vs_rest__round_robin(X, y, fit):
    """A against B, B against C, C against A."""
    classes = sorted(set(y.tolist()))
    W, b = [], []
    for k, name in enumerate(classes):
        chosen = (y == name) | (y == classes[(k + 1) % len(classes)])
        w, c = fit(X[chosen], 2.0 * (y[chosen] == name) - 1.0)
        W, b = [*W, w], [*b, c]
    return np.array(classes), np.transpose(W), np.array(b, dtype=float)


@wrong("perceptron/one_vs_rest")
def one_vs_rest__rows(X, y, fit):
    """A row for each class: matches no misconception."""
    classes = np.unique(y)
    pairs = [fit(X, np.where(y == each, 1.0, -1.0)) for each in classes]
    return classes, np.stack([w for w, _ in pairs]), np.array([c for _, c in pairs])


@wrong("perceptron/one_vs_rest")
def one_vs_rest__sorts_its_input(X, y, fit):
    """The samples are put in order of class, in place: matches no misconception."""
    order = np.argsort(y, kind="stable")
    X[:], y[:] = X[order], y[order]
    classes = np.unique(y)
    pairs = [fit(X, np.where(y == each, 1.0, -1.0)) for each in classes]
    return classes, np.stack([w for w, _ in pairs], axis=-1), np.array([c for _, c in pairs])


@wrong("perceptron/one_vs_rest", embodies="numbers_of_columns")
def one_vs_rest_predict__places(X, classes, W, b, other=None):
    """argmax, and no look-up."""
    scores = X @ W + b
    answers = np.argmax(scores, axis=-1)
    if other is not None:
        answers = np.where(np.all(scores <= 0, axis=-1), other, answers)
    return answers


@wrong("perceptron/one_vs_rest", embodies="first_yes")
def one_vs_rest_predict__takes_the_first(X, classes, W, b, other=None):
    """The first class whose scorer says yes, or else the first class or the other."""
    answers = []
    for scores in X @ W + b:
        yes = [name for name, score in zip(classes, scores) if score > 0]
        answers.append(yes[0] if yes else classes[0] if other is None else other)
    return np.array(answers)


@wrong("perceptron/one_vs_rest", embodies="bias_left_out")
def one_vs_rest_predict__weights_only(X, classes, W, b, other=None):
    """Scores without the biases."""
    scores = np.einsum("nd,dk->nk", X, W)
    best = classes[scores.argmax(1)]
    return best if other is None else np.where((scores > 0).any(1), best, other)


@wrong("perceptron/one_vs_rest", embodies="other_ignored")
def one_vs_rest_predict__always_somebody(X, classes, W, b, other=None):
    """The surest class in any case."""
    return np.take(classes, np.argmax(X @ W + b, axis=1))


@wrong("perceptron/one_vs_rest", embodies="other_unless_all")
def one_vs_rest_predict__needs_every_yes(X, classes, W, b, other=None):
    """The other class unless every scorer says yes."""
    scores = X @ W + b
    best = classes[scores.argmax(1)]
    return best if other is None else np.where((scores > 0).all(1), best, other)


@wrong("perceptron/one_vs_rest", embodies="zero_says_yes")
def one_vs_rest_predict__zero_is_yes(X, classes, W, b, other=None):
    """A score of exactly 0 counts as yes."""
    scores = X @ W + b
    best = classes[scores.argmax(1)]
    return best if other is None else np.where(scores.max(1) >= 0, best, other)


@wrong("perceptron/one_vs_rest", embodies="falsy_other")
def one_vs_rest_predict__a_falsy_other(X, classes, W, b, other=None):
    """An other class called 0 is taken for none."""
    scores = X @ W + b
    best = classes[scores.argmax(1)]
    return np.where(scores.max(1) > 0, best, other) if other else best
