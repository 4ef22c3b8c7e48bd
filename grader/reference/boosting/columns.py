"""Columns with gaps, and columns left out.

Book: chapter boosting.
"""

import numpy as np

from grader.reference.boosting.splits import TINY, split_gain


def missing_direction(x, g, h, threshold, reg_lambda=1.0):
    """The side to which samples without a value are better sent, at one threshold.

    missing_left = gain({x < threshold} ∪ missing) ≥ gain({x < threshold})

    Parameters
    ----------
    x : array (n,), one feature; nan where its value is missing
    g : array (n,), first derivatives
    h : array (n,), second derivatives
    threshold : float
    reg_lambda : float, λ

    Returns
    -------
    missing_left : bool, True also where both sides gain the same
    gain : float, what the split gains then, with γ = 0

    >>> missing_direction(np.array([1.0, 2.0, np.nan]), np.array([-1.0, 1.0, 1.0]), np.ones(3), 1.5, reg_lambda=0.0)
    (False, 1.3333333333333333)

    Book: boosting, section missing_direction.
    """
    missing, below = np.isnan(x), x < threshold
    left, right = (split_gain(g, h, side, reg_lambda) for side in (below | missing, below))
    return left >= right, max(left, right)


def missing_direction_split(X, g, h, reg_lambda=1.0, min_child_weight=1.0):
    """The best split of a table with gaps: feature, threshold, and the side of the missing.

    (j, s, side) = argmax gain({i : x_ij < s} ∪ missing if side is left), s midway between neighbouring present values, or −∞

    Parameters
    ----------
    X : array (n, d); nan where a value is missing
    g : array (n,), first derivatives
    h : array (n,), second derivatives
    reg_lambda : float, λ
    min_child_weight : float, the least sum of h that either side may have

    Returns
    -------
    split : (feature, threshold, missing_left, gain), an int, a float, a bool, a float; None if no split gains more than 1e-6

    Notes
    -----
    The sparsity-aware search of Chen and Guestrin (2016).
    Of equal gains the first counts: the lowest feature, then the lowest threshold, then left.

    >>> missing_direction_split(np.array([[1.0], [2.0], [np.nan]]), np.array([-1.0, 1.0, 1.0]), np.ones(3))
    (0, 1.5, False, 0.7916666666666666)

    Book: boosting, section missing_direction.
    """
    best = None
    for feature, x in enumerate(X.T):
        present = np.unique(x[~np.isnan(x)])
        for threshold in (-np.inf, *((present[:-1] + present[1:]) / 2).tolist()):
            for missing_left in (True, False):
                left = np.where(np.isnan(x), missing_left, x < threshold)
                gain = split_gain(g, h, left, reg_lambda)
                if gain > (best[3] if best else TINY) and min(h[left].sum(), h[~left].sum()) >= min_child_weight:
                    best = feature, threshold, missing_left, gain
    return best


def column_sample(columns, ratio, order):
    """A share of the columns, drawn without replacement.

    drawn = the first max(1, ⌊ρ m⌋) in the random order, sorted

    Parameters
    ----------
    columns : integer array (m,), the columns to draw from, rising
    ratio : float, ρ in (0, 1]
    order : integer array (m,), a permutation of 0 … m − 1, such as ``rng.permutation(m)``

    Returns
    -------
    drawn : integer array (max(1, ⌊ρ m⌋),), rising

    Notes
    -----
    XGBoost draws for each tree, then among those for each level, then among those for each node.

    >>> column_sample(np.array([2, 3, 5, 7]), 0.5, np.array([3, 0, 1, 2]))
    array([2, 7])

    Book: boosting, section column_sample.
    """
    count = max(1, int(ratio * len(columns)))
    return np.sort(columns[order[:count]])
