"""The support vector machine with a soft margin: a hinge for each sample, and a price on the length of the weights.

Book: chapter linear_models, page margins.
"""

import numpy as np


def svm_soft_margin(X, t, w, b, C=1.0):
    """Objective of the linear support vector machine with a soft margin.

    J = ½ ‖w‖² + C Σᵢ max(0, 1 − tᵢ (xᵢ · w + b))

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets, each −1 or 1
    w : array (d,), weights
    b : float, bias; it is not penalised
    C : float, the price of one unit of violation

    Returns
    -------
    J : float, not negative

    Notes
    -----
    scikit-learn's ``SVC(kernel="linear")`` minimises it: violations are summed, not averaged (Cortes and Vapnik, 1995).

    >>> X, t = np.array([[2.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([1.0, -1.0, -1.0])
    >>> svm_soft_margin(X, t, np.array([1.0, -1.0]), 0.5, C=2.0).item()
    5.0

    Book: linear_models, section svm_soft_margin.
    """
    return 0.5 * w @ w + C * np.maximum(0.0, 1 - t * (X @ w + b)).sum()


def svm_soft_margin_gradient(X, t, w, b, C=1.0):
    """Slope of the objective for the weights and the bias.

    dw = w − C Σ tᵢ xᵢ, db = −C Σ tᵢ, both sums over the samples with tᵢ (xᵢ · w + b) < 1

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets, each −1 or 1
    w : array (d,), weights
    b : float, bias
    C : float

    Returns
    -------
    dw : array (d,)
    db : float

    Notes
    -----
    A sample exactly at the margin adds nothing: one of the subgradients.

    >>> X, t = np.array([[2.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([1.0, -1.0, -1.0])
    >>> svm_soft_margin_gradient(X, t, np.array([1.0, -1.0]), 0.5, C=2.0)
    (array([3., 3.]), np.float64(4.0))

    Book: linear_models, section svm_soft_margin.
    """
    pull = np.where(t * (X @ w + b) < 1, t, 0.0)
    return w - C * X.T @ pull, -C * pull.sum()


def svm_soft_margin_fit(X, t, C=1.0, lr=0.1, steps=1000):
    """Weights and bias after so many steps along the slope, from 0, with a rate that falls.

    w' = w − (η/√k) dw, b' = b − (η/√k) db in step k = 1, 2, …, both slopes at the same point

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets, each −1 or 1
    C : float
    lr : float, η
    steps : int, the number of steps

    Returns
    -------
    w : array (d,)
    b : float

    >>> X, t = np.array([[2.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([1.0, -1.0, -1.0])
    >>> w, b = svm_soft_margin_fit(X, t, lr=0.1, steps=1)
    >>> w.round(6), round(float(b), 6)
    (array([ 0.1, -0.2]), -0.1)

    Book: linear_models, section svm_soft_margin.
    """
    w, b = np.zeros(X.shape[1]), 0.0
    for k in range(1, steps + 1):
        dw, db = svm_soft_margin_gradient(X, t, w, b, C)
        w, b = w - lr / np.sqrt(k) * dw, b - lr / np.sqrt(k) * db
    return w, b
