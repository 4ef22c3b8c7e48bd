"""The support vector machine with a hard margin, by geometry.

Book: chapter linear_models, page margins.
"""

import numpy as np


def svm_hard_margin(X, t, w, b):
    """Geometric margin: the distance of the nearest sample from the plane, negative if any is on the wrong side.

    M = minᵢ tᵢ (xᵢ · w + b) / ‖w‖

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets, each −1 or 1
    w : array (d,), weights, not all 0
    b : float, bias

    Returns
    -------
    M : float

    >>> X, t = np.array([[4.0, 3.0], [0.0, 0.0]]), np.array([1.0, -1.0])
    >>> svm_hard_margin(X, t, np.array([4.0, 3.0]), -10.0).item()
    2.0

    Book: linear_models, section svm_hard_margin.
    """
    return (t * (X @ w + b)).min() / np.linalg.norm(w)


def svm_hard_margin_canonical(X, t, w, b):
    """The same plane with weights and bias scaled so that the nearest sample has the score ±1; then M = 1/‖w‖.

    w' = w / m, b' = b / m, m = minᵢ tᵢ (xᵢ · w + b)

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets, each −1 or 1
    w : array (d,), weights
    b : float, bias

    Returns
    -------
    w : array (d,)
    b : float

    Raises
    ------
    ValueError
        if a sample is on the wrong side of the plane, or on it

    >>> X, t = np.array([[4.0, 3.0], [0.0, 0.0]]), np.array([1.0, -1.0])
    >>> svm_hard_margin_canonical(X, t, np.array([4.0, 3.0]), -10.0)
    (array([0.4, 0.3]), np.float64(-1.0))

    Book: linear_models, section svm_hard_margin.
    """
    nearest = (t * (X @ w + b)).min()
    if nearest <= 0:
        raise ValueError("the plane does not separate the classes")
    return w / nearest, b / nearest


def svm_hard_margin_fit(X, t, moves):
    """The plane midway between the nearest points of the two classes' convex hulls, after so many moves towards them.

    p = Σ_{t=1} aᵢ xᵢ and q = Σ_{t=−1} aᵢ xᵢ, where the weights a of each class begin equal and sum to 1.
    With mᵢ = tᵢ xᵢ · (p − q): in each class i has the largest m among those with a weight, j the smallest m of all.
    In the class with the larger mᵢ − mⱼ, if that is positive, min(aᵢ, (mᵢ − mⱼ)/‖xᵢ − xⱼ‖²) moves from i to j.
    At the end w = p − q and b = −w · (p + q)/2, in canonical form.

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets, each −1 or 1, both present
    moves : int, the number of moves

    Returns
    -------
    w : array (d,), in canonical form: the nearest samples have the scores ±1
    b : float

    Raises
    ------
    ValueError
        if the plane does not separate the classes, as when no plane does

    Notes
    -----
    Mitchell, Demyanov and Malozemov (1974).

    >>> w, b = svm_hard_margin_fit(np.array([[4.0, 3.0], [5.0, 3.0], [0.0, 0.0]]), np.array([1.0, 1.0, -1.0]), moves=5)
    >>> w.round(6), round(float(b), 6)
    (array([0.32, 0.24]), -1.0)

    Book: linear_models, section svm_hard_margin.
    """
    yes, no = t == 1, t == -1
    a = yes / yes.sum() + no / no.sum()
    for _ in range(moves):
        ahead = t * (X @ (X.T @ (a * t)))
        lead, i, j = max(_widest(ahead, a, yes), _widest(ahead, a, no))
        if lead > 0:
            step = min(a[i], lead / ((X[i] - X[j]) ** 2).sum())
            a[i], a[j] = a[i] - step, a[j] + step
    p, q = X.T @ (a * yes), X.T @ (a * no)
    return svm_hard_margin_canonical(X, t, p - q, (q @ q - p @ p) / 2)


def _widest(ahead, a, mine):
    """How far the farthest sample of the class with a weight is ahead of its nearest, and which two they are."""
    i, j = np.where(mine & (a > 0), ahead, -np.inf).argmax(), np.where(mine, ahead, np.inf).argmin()
    return ahead[i] - ahead[j], i, j
