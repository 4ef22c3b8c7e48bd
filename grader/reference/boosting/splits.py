"""One leaf, one split, and the best split of a table: all from two sums, of gradients and of second derivatives.

Book: chapter boosting.
"""

import numpy as np

TINY = 1e-6  # a split that gains less is rounding


def leaf_weight(g, h, reg_lambda=1.0):
    """The number that a leaf adds to the score of each of its samples.

    w = −G / (H + λ) with G = Σ g and H = Σ h; 0 where H + λ is 0

    Parameters
    ----------
    g : array (n,), the derivative of the loss by the score, for each sample of the leaf
    h : array (n,), the second derivative, never negative
    reg_lambda : float, λ ≥ 0, the L2 penalty on the weight

    Returns
    -------
    w : float

    >>> leaf_weight(np.array([-2.0, -1.5]), np.array([1.0, 1.0]), 0.5)
    1.4

    Book: boosting, section leaf_weight.
    """
    H = h.sum() + reg_lambda
    return float(-g.sum() / H) if H > 0 else 0.0


def _score(G, below):
    """G² / (H + λ), twice what a leaf with these sums lowers the loss by; 0 where nothing stands below."""
    return G**2 / np.where(below == 0, np.inf, below)


def split_gain(g, h, left, reg_lambda=1.0, gamma=0.0):
    """How much lower the loss is with two leaves than with one.

    gain = ½ [ G_L²/(H_L + λ) + G_R²/(H_R + λ) − G²/(H + λ) ] − γ

    Parameters
    ----------
    g : array (n,), first derivatives of the samples of one leaf
    h : array (n,), second derivatives
    left : boolean array (n,), which of them go left; the others go right
    reg_lambda : float, λ ≥ 0
    gamma : float, γ, the price of one leaf more

    Returns
    -------
    gain : float; negative if the split is not worth its price

    Notes
    -----
    That of Chen and Guestrin (2016).  XGBoost's programs leave the ½ out and count γ separately.

    >>> split_gain(np.array([-2.0, 2.0]), np.array([1.0, 1.0]), np.array([True, False]))
    2.0

    Book: boosting, section split_gain.
    """
    scores = [_score(g[rows].sum(), h[rows].sum() + reg_lambda) for rows in (left, ~left, slice(None))]
    return float(scores[0] + scores[1] - scores[2]) / 2 - gamma


def best_split(X, g, h, reg_lambda=1.0, min_child_weight=1.0):
    """The feature and the threshold whose split gains most.

    (j, s) = argmax gain({i : x_ij < s}), s midway between neighbouring values of feature j

    Parameters
    ----------
    X : array (n, d)
    g : array (n,), first derivatives
    h : array (n,), second derivatives
    reg_lambda : float, λ
    min_child_weight : float, the least sum of h that either side may have

    Returns
    -------
    split : (feature, threshold, gain), an int and two floats, with γ = 0; None if no split gains more than 1e-6

    Notes
    -----
    The samples with x < threshold go left.
    Of equal gains the first counts: the lowest feature, then the lowest threshold.
    The exact greedy method: each feature is sorted once, and running sums give all its splits.

    >>> best_split(np.array([[1.0], [2.0], [4.0]]), np.array([-1.0, -1.0, 2.0]), np.ones(3), reg_lambda=0.0)
    (0, 3.0, 3.0)

    Book: boosting, section best_split.
    """
    best = None
    for feature, column in enumerate(X.T):
        order = np.argsort(column)
        x, G, H = column[order], np.cumsum(g[order]), np.cumsum(h[order])
        sides = _score(G, H + reg_lambda) + _score(G[-1] - G, H[-1] - H + reg_lambda)
        gains = (sides - _score(G[-1], H[-1] + reg_lambda)) / 2
        heavy = np.minimum(H, H[-1] - H) >= min_child_weight
        for i in np.flatnonzero((x[:-1] < x[1:]) & heavy[:-1]):
            if gains[i] > (best[2] if best else TINY):
                best = feature, float(x[i] + x[i + 1]) / 2, float(gains[i])
    return best
