"""Wrong and right answers: logistic_regression."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
HERE = "linear_models/logistic_regression"


def scores(X, w, b):
    """One score a sample, by a loop."""
    return [sum(x * weight for x, weight in zip(row, w)) + b for row in np.asarray(X).tolist()]


def sigmoid(z):
    """Without overflow, for one number."""
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def price(z, t):
    """ln(1 + e^z) − t z for one number."""
    wrong_way = z if t == 0 else -z
    return max(wrong_way, 0.0) + math.log1p(math.exp(-abs(z)))


def errors(X, t, w, b):
    """p − t."""
    return np.array([sigmoid(z) for z in scores(X, w, b)]) - t


def descend(X, t, lr, steps, change):
    """One column of ones for the bias, the last; ``change`` gives what is taken off all weights."""
    A, v = np.column_stack([X, np.ones(len(X))]), np.zeros(X.shape[1] + 1)
    for _ in range(steps):
        v = v - lr * change(A, v)
    return v[:-1], float(v[-1])


@right(HERE)
def logistic_regression__by_a_loop(X, w, b):
    """Sample by sample."""
    return np.array([sigmoid(z) for z in scores(X, w, b)])


@right(HERE)
def logistic_regression__plain(X, w, b):
    """1/(1 + e^−z): the overflow gives 0, which is right."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-(np.dot(X, w) + b)))


@right(HERE)
def logistic_regression_loss__by_a_loop(X, t, w, b):
    """Sample by sample."""
    return math.fsum(price(z, y) for z, y in zip(scores(X, w, b), t)) / len(t)


@right(HERE)
def logistic_regression_loss__softplus(X, t, w, b):
    """ln(1 + e^z) − t z, each part without overflow."""
    z = X @ w + b
    return float(np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))))


@right(HERE)
def logistic_regression_gradient__by_a_loop(X, t, w, b):
    """Error times feature, added up."""
    dw, db = np.zeros(X.shape[1]), 0.0
    for x, e in zip(X, errors(X, t, w, b)):
        dw, db = dw + e * x / len(t), db + e / len(t)
    return dw, float(db)


@right(HERE)
def logistic_regression_gradient__mean_of_products(X, t, w, b):
    """The mean of the products, by broadcasting."""
    e = 0.5 * (1 + np.tanh((X @ w + b) / 2)) - t
    return np.mean(e[:, None] * X, axis=0), np.mean(e)


@right(HERE)
def logistic_regression_fit__column_of_ones(X, t, lr=1.0, steps=100, alpha=0.0):
    """The bias as one more weight, not penalised."""
    def change(A, v):
        return A.T @ (0.5 + 0.5 * np.tanh(A @ v / 2) - t) / len(t) + alpha * np.append(v[:-1], 0.0)
    return descend(X, t, lr, steps, change)


@right(HERE)
def logistic_regression_fit__shrinks_first(X, t, lr=1.0, steps=100, alpha=0.0):
    """The penalty as a factor."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        e = errors(X, t, w, b)
        w, b = (1 - lr * alpha) * w - lr * (e @ X) / len(t), b - lr * e.mean()
    return w, b


@wrong(HERE, embodies="quotient_overflows")
def logistic_regression__of_powers(X, w, b):
    """e^z over 1 + e^z."""
    with np.errstate(all="ignore"):
        power = np.exp(np.array(scores(X, w, b)))
        return power / (power + 1)


@wrong(HERE, embodies="classes_for_probabilities")
def logistic_regression__decided(X, w, b):
    """Rounded."""
    return np.array([float(z > 0) for z in scores(X, w, b)])


@wrong(HERE, embodies="bias_forgotten")
def logistic_regression__weights_only(X, w, b):
    """No bias."""
    return np.array([sigmoid(z) for z in scores(X, w, 0.0)])


@wrong(HERE)
def logistic_regression__of_the_no(X, w, b):
    """1 − p: no name."""
    return np.array([sigmoid(-z) for z in scores(X, w, b)])


@wrong(HERE, embodies="log_of_zero")
def logistic_regression_loss__of_probabilities(X, t, w, b):
    """As the formula stands."""
    p = np.array([sigmoid(z) for z in scores(X, w, b)])
    with np.errstate(all="ignore"):
        return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))


@wrong(HERE, embodies="targets_as_signs")
def logistic_regression_loss__for_signs(X, t, w, b):
    """ln(1 + e^(−t z))."""
    return np.mean([price(z * y, 1) for z, y in zip(scores(X, w, b), t)])


@wrong(HERE, embodies="likelihood_summed")
def logistic_regression_loss__added_up(X, t, w, b):
    """No mean."""
    return math.fsum(price(z, y) for z, y in zip(scores(X, w, b), t))


@wrong(HERE)
def logistic_regression_loss__squared(X, t, w, b):
    """Squared error after a sigmoid: no name."""
    return np.mean(errors(X, t, w, b) ** 2)


@wrong(HERE, embodies="slope_of_squared_error")
def logistic_regression_gradient__with_the_slope(X, t, w, b):
    """(p − t) p (1 − p)."""
    e = errors(X, t, w, b)
    p = e + t
    steep = e * p * (1 - p)
    return steep @ X / len(t), steep.sum() / len(t)


@wrong(HERE, embodies="gradient_summed")
def logistic_regression_gradient__added_up(X, t, w, b):
    """No mean."""
    e = errors(X, t, w, b)
    return np.einsum("n,nd->d", e, X), math.fsum(e)


@wrong(HERE, embodies="gradient_reversed")
def logistic_regression_gradient__uphill(X, t, w, b):
    """t − p."""
    e = -errors(X, t, w, b)
    return e @ X / len(t), e.mean()


@wrong(HERE, embodies="bias_not_fitted")
def logistic_regression_fit__through_the_origin(X, t, lr=1.0, steps=100, alpha=0.0):
    """Weights only."""
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - lr * (errors(X, t, w, 0.0) @ X / len(t) + alpha * w)
    return w, 0.0


@wrong(HERE, embodies="bias_penalised")
def logistic_regression_fit__all_alike(X, t, lr=1.0, steps=100, alpha=0.0):
    """The bias is the weight of ones."""
    return descend(X, t, lr, steps, lambda A, v: A.T @ (0.5 + 0.5 * np.tanh(A @ v / 2) - t) / len(t) + alpha * v)


@wrong(HERE, embodies="one_after_the_other")
def logistic_regression_fit__weights_first(X, t, lr=1.0, steps=100, alpha=0.0):
    """Two lines instead of one."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        w = w - lr * (errors(X, t, w, b) @ X / len(t) + alpha * w)
        b = b - lr * errors(X, t, w, b).mean()
    return w, b


@wrong(HERE)
def logistic_regression_fit__penalty_doubled(X, t, lr=1.0, steps=100, alpha=0.0):
    """λ‖w‖² without the half: no name."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        e = errors(X, t, w, b)
        w, b = w - lr * (e @ X / len(t) + 2 * alpha * w), b - lr * e.mean()
    return w, b
