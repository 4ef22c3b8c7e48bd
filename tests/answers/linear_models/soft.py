"""Wrong and right answers: svm_soft_margin."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
HERE = "linear_models/svm_soft_margin"


def lacks(X, t, w, b, margin=1.0):
    """What each sample lacks, by a loop."""
    return [max(0.0, margin - y * (math.fsum(u * v for u, v in zip(x, w)) + b)) for x, y in zip(X.tolist(), t.tolist())]


def pull(X, t, w, b, C, margin=1.0, own=1.0):
    """Sample by sample."""
    dw, db = own * np.array(w, dtype=float), 0.0
    for x, y, lack in zip(X, t, lacks(X, t, w, b, margin)):
        if lack > 0:
            dw, db = dw - C * y * x, db - C * y
    return dw, float(db)


def walk(X, t, C, steps, rate):
    """The bias as the weight of ones, without a price."""
    A, v, free = np.column_stack([X, np.ones(len(X))]), np.zeros(X.shape[1] + 1), np.append(np.ones(X.shape[1]), 0.0)
    for k in range(steps):
        inside = (A @ v * t < 1) * t
        v = v - rate(k + 1) * (free * v - C * inside @ A)
    return v[:-1], float(v[-1])


@right(HERE)
def svm_soft_margin__by_a_loop(X, t, w, b, C=1.0):
    """Sample by sample."""
    return float(np.dot(w, w)) / 2 + C * math.fsum(lacks(X, t, w, b))


@right(HERE)
def svm_soft_margin__clipped(X, t, w, b, C=1.0):
    """Half of a number plus its size is its positive part."""
    lack = 1 - t * (X @ w) - t * b
    return np.linalg.norm(w) ** 2 / 2 + C / 2 * (lack + np.abs(lack)).sum()


@right(HERE)
def svm_soft_margin_gradient__by_a_loop(X, t, w, b, C=1.0):
    """Sample by sample."""
    return pull(X, t, w, b, C)


@right(HERE)
def svm_soft_margin_gradient__selected(X, t, w, b, C=1.0):
    """The rows that pull."""
    inside = 1 - t * (X @ w + b) > 0
    return w - C * (t[inside, None] * X[inside]).sum(axis=0), -C * t[inside].sum()


@right(HERE)
def svm_soft_margin_fit__column_of_ones(X, t, C=1.0, lr=0.1, steps=1000):
    """One vector for all."""
    return walk(X, t, C, steps, lambda k: lr / math.sqrt(k))


@right(HERE)
def svm_soft_margin_fit__by_loops(X, t, C=1.0, lr=0.1, steps=1000):
    """One step after another."""
    w, b, k = np.zeros(X.shape[1]), 0.0, 0
    while k < steps:
        k += 1
        z = X @ w + b
        u = C * t * (z * t < 1)
        w, b = w + lr * k**-0.5 * (X.T @ u - w), b + lr * k**-0.5 * float(np.sum(u))
    return w, b


@wrong(HERE, embodies="violations_averaged")
def svm_soft_margin__mean(X, t, w, b, C=1.0):
    """Mean."""
    return float(w @ w) / 2 + C * np.mean(lacks(X, t, w, b))


@wrong(HERE, embodies="price_on_the_length")
def svm_soft_margin__inverted(X, t, w, b, C=1.0):
    """λ for C."""
    return C * float(w @ w) / 2 + math.fsum(lacks(X, t, w, b))


@wrong(HERE, embodies="bias_penalised")
def svm_soft_margin__all_weights(X, t, w, b, C=1.0):
    """The bias too."""
    return float(np.sum(np.append(w, b) ** 2)) / 2 + C * math.fsum(lacks(X, t, w, b))


@wrong(HERE, embodies="half_forgotten")
def svm_soft_margin__whole_square(X, t, w, b, C=1.0):
    """‖w‖²."""
    return float(w @ w) + C * math.fsum(lacks(X, t, w, b))


@wrong(HERE, embodies="margin_forgotten")
def svm_soft_margin__perceptron(X, t, w, b, C=1.0):
    """max(0, −t z)."""
    return float(w @ w) / 2 + C * math.fsum(lacks(X, t, w, b, 0.0))


@wrong(HERE, embodies="violations_squared")
def svm_soft_margin__squares(X, t, w, b, C=1.0):
    """As LinearSVC does unless told otherwise."""
    return float(w @ w) / 2 + C * math.fsum(lack**2 for lack in lacks(X, t, w, b))


@wrong(HERE)
def svm_soft_margin__length_not_squared(X, t, w, b, C=1.0):
    """½‖w‖: no name."""
    return np.linalg.norm(w) / 2 + C * math.fsum(lacks(X, t, w, b))


@wrong(HERE, embodies="only_mistakes_pull")
def svm_soft_margin_gradient__of_the_perceptron(X, t, w, b, C=1.0):
    """t z < 0."""
    return pull(X, t, w, b, C, margin=0.0)


@wrong(HERE, embodies="all_pull")
def svm_soft_margin_gradient__straight(X, t, w, b, C=1.0):
    """No hinge."""
    return w - C * np.einsum("n,nd->d", t, X), -C * np.sum(t)


@wrong(HERE, embodies="own_price_forgotten")
def svm_soft_margin_gradient__violations_only(X, t, w, b, C=1.0):
    """No w."""
    return pull(X, t, w, b, C, own=0.0)


@wrong(HERE, embodies="margin_pulls")
def svm_soft_margin_gradient__at_the_margin_too(X, t, w, b, C=1.0):
    """≤ for <."""
    inside = t * (X @ w + b) <= 1
    return w - C * t[inside] @ X[inside], -C * t[inside].sum()


@wrong(HERE, embodies="rate_constant")
def svm_soft_margin_fit__same_rate(X, t, C=1.0, lr=0.1, steps=1000):
    """η."""
    return walk(X, t, C, steps, lambda k: lr)


@wrong(HERE, embodies="rate_falls_faster")
def svm_soft_margin_fit__over_k(X, t, C=1.0, lr=0.1, steps=1000):
    """η/k."""
    return walk(X, t, C, steps, lambda k: lr / k)


@wrong(HERE, embodies="one_after_the_other")
def svm_soft_margin_fit__weights_first(X, t, C=1.0, lr=0.1, steps=1000):
    """Two lines."""
    w, b = np.zeros(X.shape[1]), 0.0
    for k in range(1, steps + 1):
        w = w - lr / k**0.5 * pull(X, t, w, b, C)[0]
        b = b - lr / k**0.5 * pull(X, t, w, b, C)[1]
    return w, b


@wrong(HERE)
def svm_soft_margin_fit__rate_from_two(X, t, C=1.0, lr=0.1, steps=1000):
    """√(k + 1): no name."""
    return walk(X, t, C, steps, lambda k: lr / math.sqrt(k + 1))
