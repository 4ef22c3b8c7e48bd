"""scikit-learn's perceptron (a sample at a time), products of features and one-vs-rest; PyTorch's step, logic and linear layers."""

import numpy as np

from tests.peers.kit import double

CORNERS = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
CLASSES = {"AND": [-1, -1, -1, 1], "XOR": [-1, 1, 1, -1], "OR": [-1, 1, 1, 1]}
CLOUD = [[1.2, -0.4, 0.3], [-0.6, 0.9, 1.1], [0.4, 1.5, -0.7], [-1.3, -0.2, 0.5], [0.8, 0.1, -1.9], [-0.1, -1.4, 0.6]]
LABELS = [1, -1, 1, -1, 1, -1]


def unit(X, w, b):
    """The answers of threshold units."""
    return np.heaviside(np.array(X) @ np.array(w) + np.array(b), 0.0)


def two_layers(W1, b1, w2, b2):
    """The answers of two layers of them at the corners."""
    return unit(unit(CORNERS, W1, b1), w2, b2)


def ridge(X, t):
    """Ridge regression without a penalty on the bias, as scikit-learn's, by the normal equations of centred data."""
    middle, level = X.mean(axis=0), t.mean()
    w = np.linalg.solve((X - middle).T @ (X - middle) + 0.5 * np.eye(X.shape[1]), (X - middle).T @ (t - level))
    return w, level - middle @ w


def network(w, b, v):
    """The answers of the bumps at some places."""
    return unit(np.array(PLACES)[:, None], np.array(w)[None], b) @ v


def cubic(x):
    """A curve to be followed."""
    return 0.2 * x**3 - x + 0.5


PLACES = [-2.5, -1.9, -0.7, 0.0, 0.3, 1.0, 1.7, 2.0, 2.6]
FUNCTIONS = {"ridge": ridge, "cubic": cubic}
# Weights are a choice where many are right: what is compared is what they compute.
OBSERVED = {"logic_gates": lambda result: unit(CORNERS, *result), "logic_gates_xor": lambda result: two_layers(*result),
            "universal_approximation": lambda result: network(*result)}


def steps():
    """torch.heaviside, with its value at 0 given."""
    import torch

    z = [[-1.5, 0.0, 0.25], [3.0, -1e-9, 1e-9]]
    yield "step", [z], [torch.heaviside(double(z), double(0.0)).tolist()]


def learner(w, b, eta0, fit_intercept=True):
    """scikit-learn's perceptron with these weights."""
    from sklearn.linear_model import Perceptron

    model = Perceptron(eta0=eta0, fit_intercept=fit_intercept, shuffle=False)
    model.partial_fit(np.zeros((1, len(w))), [1], classes=[-1, 1])
    model.coef_[...], model.intercept_[...] = [w], [b]
    return model


def after(model, x, y):
    """Its weights and bias after one sample, as lists."""
    model.partial_fit([x], [y])
    return model.coef_[0].tolist(), float(model.intercept_[0])


def epochs(X, y, max_iter, eta0, fit_intercept):
    """Epochs of single samples; a mistake is a sample after which something has changed."""
    model, mistakes = learner([0.0] * len(X[0]), 0.0, eta0, fit_intercept), []
    for _ in range(max_iter):
        mistakes.append(0)
        for x, target in zip(X, y):
            margin = target * model.decision_function([x])[0]
            after(model, x, target)
            mistakes[-1] += int(margin <= 0)
        if mistakes[-1] == 0:
            break
    return [model.coef_[0].tolist(), float(model.intercept_[0]), mistakes]


def rule():
    """One sample with and without a mistake, at a score of exactly 0 as well; whole runs; predictions on the line."""
    for x, y, w, b, eta0 in (([1.0, 2.0], 1, [0.5, -1.0], 0.5, 1.0), ([1.0, 2.0], -1, [0.5, -1.0], 0.5, 1.0), ([1.0, 2.0], -1, [0.0, 0.0],
        0.0, 0.25),
                             ([1.0, 2.0], 1, [2.0, -1.0], 0.0, 0.25)):
        yield "perceptron_rule", [x, y, w, b, eta0], list(after(learner(w, b, eta0), x, y))
    for X, y, *options in ((CORNERS, CLASSES["AND"], 20, 1.0, True), (CORNERS, CLASSES["AND"], 5, 1.0, False), (CORNERS, CLASSES["XOR"],
        7, 0.5, True),
                           (CORNERS, CLASSES["OR"], 20, 0.5, True), (CLOUD, LABELS, 50, 0.3, True), (CLOUD, LABELS, 4, 2.0, False)):
        yield "perceptron_rule_fit", [X, y, *options], epochs(X, y, *options)
    yield "perceptron_rule_predict", [CORNERS, [1.0, 1.0], -1.0], [learner([1.0, 1.0], -1.0,
        1.0).predict(np.array(CORNERS)).astype(float).tolist()]


def gates():
    """The truth tables."""
    import torch

    first, second = (double(column) > 0 for column in zip(*CORNERS))
    both, some = torch.logical_and(first, second), torch.logical_or(first, second)
    for gate, truth in (("AND", both), ("OR", some), ("NAND", ~both)):
        yield "logic_gates", [gate], [truth.double().tolist()]
    yield "logic_gates_xor", [], [torch.logical_xor(first, second).double().tolist()]


def collapse():
    """Stacks of torch's linear layers, read off from their answers to the origin and to the unit vectors."""
    import torch

    for widths, slope in (((3, 4, 2), 1.0), ((2, 5, 3, 4), -0.5), ((3, 3, 3), 2.0), ((2, 3), 3.0)):
        count = np.arange(sum(a * b for a, b in zip(widths, widths[1:])) + sum(widths)) * 1.7
        draw = iter(np.sin(count).round(3).tolist())
        Ws = [[[next(draw) for _ in range(d_out)] for _ in range(d_in)] for d_in, d_out in zip(widths, widths[1:])]
        bs = [[next(draw) for _ in range(d_out)] for d_out in widths[1:]]
        z = torch.nn.functional.linear(double([[0.0] * widths[0], *np.eye(widths[0]).tolist()]), double(Ws[0]).T, double(bs[0]))
        for W, b in zip(Ws[1:], bs[1:]):
            z = torch.nn.functional.linear(slope * z, double(W).T, double(b))
        yield "linear_collapse", [Ws, {"list": bs}, slope], [(z[1:] - z[0]).tolist(), z[0].tolist()]


def machines():
    """scikit-learn's products of different features, each pair weighed by the inner product of its factors."""
    from itertools import combinations

    from sklearn.preprocessing import PolynomialFeatures

    for d, r in ((2, 2), (4, 3), (5, 1)):
        X, V = np.sin(1.3 * np.arange(3 * d)).reshape(3, d).round(3), np.cos(2.1 * np.arange(d * r)).reshape(d, r).round(3)
        w0, w = 0.25, np.cos(np.arange(d)).round(3)
        weights = [w0, *w, *(np.dot(V[i], V[j]) for i, j in combinations(range(d), 2))]
        z = PolynomialFeatures(2, interaction_only=True).fit_transform(X) @ weights
        for name in ("factorization_machine", "factorization_machine_pairs"):
            yield name, [X.tolist(), w0, w.tolist(), V.tolist()], [z.tolist()]


def many_classes():
    """scikit-learn's one-vs-rest of ridge classifiers: three classes, their scorers and predictions."""
    from sklearn.linear_model import RidgeClassifier
    from sklearn.multiclass import OneVsRestClassifier

    X, y = np.sin(1.9 * np.arange(30)).reshape(10, 3).round(3), np.array([8, 3, 3, 5, 8, 5, 3, 8, 8, 5])
    model = OneVsRestClassifier(RidgeClassifier(alpha=0.5, solver="cholesky")).fit(X, y)
    W = np.column_stack([np.ravel(each.coef_) for each in model.estimators_])
    b = np.concatenate([np.ravel(each.intercept_) for each in model.estimators_])
    yield "one_vs_rest", [X.tolist(), y.tolist(), "ridge"], [model.classes_.tolist(), W.tolist(), b.tolist()]
    yield "one_vs_rest_predict", [X.tolist(), model.classes_.tolist(), W.tolist(), b.tolist()], [model.predict(X).tolist()]


def bumps():
    """torch.bucketize finds the piece of each place; torch.heaviside and a linear layer are the network."""
    import torch

    for low, high, m in ((-2.0, 2.0, 4), (-2.0, 2.0, 7), (0.5, 1.5, 1)):
        ends = torch.linspace(low, high, m + 1, dtype=torch.float64)
        heights = torch.cat([double([0.0]), cubic((ends[1:] + ends[:-1]) / 2), double([0.0])])
        yield "universal_approximation", ["cubic", low, high, m], [heights[torch.bucketize(double(PLACES), ends)].tolist()]
    x, w, b, v = PLACES, [1.0, -0.5, 0.0], [0.7, 0.85, -1.0], [2.0, -3.0, 5.0]
    hidden = torch.heaviside(torch.nn.functional.linear(double(x)[:, None], double(w)[:, None], double(b)), double(0.0))
    yield "universal_approximation_forward", [x, w, b, v], [(hidden @ double(v)).tolist()]


def records():
    """Records of the chapter perceptron."""
    for part in (steps(), rule(), gates(), collapse(), machines(), many_classes(), bumps()):
        yield from part
