"""Metrics: what a classifier gets right and wrong, at one threshold and at all of them.

Book: chapter metrics.
"""

import numpy as np

__all__ = ["confusion_matrix", "roc_curve", "auc"]

FAMILIES = ()


def confusion_matrix(t, y, k):
    """How many samples of each class were given each class.

    C_ij = Σ_n [t_n = i] [y_n = j]

    Parameters
    ----------
    t : integer array (n,), true classes, 0 … k − 1
    y : integer array (n,), predicted classes
    k : int, number of classes

    Returns
    -------
    C : integer array (k, k); true classes down, predicted ones across

    Notes
    -----
    The layout is scikit-learn's; some books have the other one.

    >>> confusion_matrix(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1]), 2)
    array([[1, 1],
           [0, 2]])

    Book: metrics, section confusion_matrix.
    """
    return np.bincount(k * t + y, minlength=k * k).reshape(k, k)


def roc_curve(t, scores):
    """The rates of false and of true alarms, for every threshold that makes a difference.

    FPR(s) = Σ_n [t_n = 0] [score_n ≥ s] / Σ_n [t_n = 0], TPR(s) = the same with t_n = 1

    Parameters
    ----------
    t : integer array (n,), 1 for positive samples, 0 for negative ones; at least one of each
    scores : array (n,), the higher, the more positive

    Returns
    -------
    fpr : array (m + 1,), from 0 to 1, where m is the number of different scores
    tpr : array (m + 1,), from 0 to 1
    thresholds : array (m + 1,), falling: ∞, then each different score

    Notes
    -----
    Samples with equal scores pass a threshold together, so that ties make a slanted line.
    scikit-learn's roc_curve(t, scores, drop_intermediate=False).

    >>> roc_curve(np.array([1, 0, 1]), np.array([0.9, 0.4, 0.4]))
    (array([0., 0., 1.]), array([0. , 0.5, 1. ]), array([inf, 0.9, 0.4]))

    Book: metrics, section roc_curve.
    """
    thresholds = np.append(np.inf, np.unique(scores)[::-1])
    alarm = scores >= thresholds[:, None]
    return alarm[:, t == 0].mean(axis=1), alarm[:, t == 1].mean(axis=1), thresholds


def auc(t, scores):
    """The area under the ROC curve: how often a positive sample stands above a negative one.

    AUC = Σ_p Σ_n ([s_p > s_n] + ½ [s_p = s_n]) / (number of pairs), p over positive, n over negative samples

    Parameters
    ----------
    t : integer array (n,), 1 for positive samples, 0 for negative ones; at least one of each
    scores : array (n,), the higher, the more positive

    Returns
    -------
    area : float, between 0 and 1; ½ for scores that know nothing

    >>> auc(np.array([1, 0, 1, 0]), np.array([0.9, 0.4, 0.4, 0.1]))
    0.875

    Book: metrics, section auc.
    """
    above = scores[t == 1][:, None] - scores[t == 0]
    return float(np.mean((np.sign(above) + 1) / 2))
