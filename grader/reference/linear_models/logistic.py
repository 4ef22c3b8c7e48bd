"""Logistic regression: a Bernoulli model of yes and no, its likelihood, and descent on it.

Book: chapter linear_models, page logistic.
"""

import numpy as np


def logistic_regression(X, w, b):
    """Probability of a yes for each sample.

    p = σ(z), z = X w + b, σ(z) = 1 / (1 + e^−z)

    Parameters
    ----------
    X : array (n, d), samples
    w : array (d,), weights
    b : float, bias

    Returns
    -------
    p : array (n,), probabilities

    >>> logistic_regression(np.array([[0.0, 1.0], [2.0, 1.0]]), np.array([np.log(3.0), 0.0]), 0.0)
    array([0.5, 0.9])

    Book: linear_models, section logistic_regression.
    """
    return np.exp(-np.logaddexp(0.0, -(X @ w + b)))  # σ(z) without overflow: its logarithm is −ln(e⁰ + e^−z)


def logistic_regression_loss(X, t, w, b):
    """Mean negative log-likelihood of Bernoulli targets.

    L = −(1/n) Σᵢ [tᵢ ln pᵢ + (1 − tᵢ) ln(1 − pᵢ)], p = σ(X w + b)

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets, each 0 or 1
    w : array (d,), weights
    b : float, bias

    Returns
    -------
    L : float, not negative

    >>> X, t = np.array([[0.0, 1.0], [2.0, 1.0]]), np.array([1.0, 0.0])
    >>> round(logistic_regression_loss(X, t, np.array([np.log(3.0), 0.0]), 0.0).item(), 6)
    1.497866

    Book: linear_models, section logistic_regression.
    """
    return np.logaddexp(0.0, (1 - 2 * t) * (X @ w + b)).mean()


def logistic_regression_gradient(X, t, w, b):
    """Gradient of the mean negative log-likelihood for the weights and the bias.

    dw = (1/n) Xᵀ (p − t), db = (1/n) Σᵢ (pᵢ − tᵢ)

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets, each 0 or 1
    w : array (d,), weights
    b : float, bias

    Returns
    -------
    dw : array (d,), dL/dw
    db : float, dL/db

    >>> X, t = np.array([[0.0, 1.0], [2.0, 1.0]]), np.array([1.0, 0.0])
    >>> dw, db = logistic_regression_gradient(X, t, np.array([np.log(3.0), 0.0]), 0.0)
    >>> dw.round(6), round(db.item(), 6)
    (array([0.9, 0.2]), 0.2)

    Book: linear_models, section logistic_regression.
    """
    error = logistic_regression(X, w, b) - t
    return X.T @ error / len(t), error.mean()


def logistic_regression_fit(X, t, lr=1.0, steps=100, alpha=0.0):
    """Weights and bias after so many steps of gradient descent from 0 on L + (λ/2) ‖w‖².

    w' = w − η (dw + λ w), b' = b − η db, both slopes at the same point

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets, each 0 or 1
    lr : float, η
    steps : int, the number of steps
    alpha : float, λ; the bias is not penalised

    Returns
    -------
    w : array (d,)
    b : float

    Notes
    -----
    scikit-learn's ``LogisticRegression`` has its minimum in the same place for C = 1/(n λ).

    >>> w, b = logistic_regression_fit(np.array([[0.0], [1.0], [2.0]]), np.array([0.0, 0.0, 1.0]), lr=1.0, steps=1)
    >>> w.round(6), round(float(b), 6)
    (array([0.166667]), -0.166667)

    Book: linear_models, section logistic_regression.
    """
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        dw, db = logistic_regression_gradient(X, t, w, b)
        w, b = w - lr * (dw + alpha * w), b - lr * db
    return w, b
