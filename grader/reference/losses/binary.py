"""Binary cross-entropy, on probabilities and on logits: one yes-or-no question an element.  Book: chapter losses."""

import numpy as np


def binary_cross_entropy(p, t, weight=None):
    """Mean cross-entropy of yes-or-no questions, from the probabilities of yes.

    L = (1/N) Σ w · −[t ln p + (1 − t) ln(1 − p)], with N the number of all elements

    Parameters
    ----------
    p : array (any shape), probabilities in [0, 1]
    t : array (the shape of p), targets in [0, 1]
    weight : array (broadcastable to p) or None, w

    Returns
    -------
    L : float, not negative

    Raises
    ------
    ValueError
        if the shapes of p and t differ

    Notes
    -----
    As PyTorch's ``binary_cross_entropy``: no logarithm counts for less than −100, so a sure mistake
    costs 100 and not infinity, and the mean divides by N, not by the sum of the weights.

    >>> round(binary_cross_entropy(np.array([0.9, 0.2]), np.array([1.0, 0.0])).item(), 6)
    0.164252

    Book: losses, section binary_cross_entropy.
    """
    if p.shape != t.shape:
        raise ValueError(f"probabilities of shape {p.shape} and targets of shape {t.shape}: they must have one shape")
    with np.errstate(divide="ignore"):
        yes, no = np.maximum(np.log(p), -100), np.maximum(np.log1p(-p), -100)
    losses = -(t * yes + (1 - t) * no)
    return (losses if weight is None else weight * losses).mean()


def binary_cross_entropy_backward(p, t, weight=None):
    """Gradient of the binary cross-entropy for the probabilities.

    dp = w · (p − t) / (p (1 − p)) / N

    Parameters
    ----------
    p : array (any shape), probabilities in [0, 1]
    t : array (the shape of p), targets in [0, 1]
    weight : array (broadcastable to p) or None, w

    Returns
    -------
    dp : array (the shape of p), dL/dp

    Notes
    -----
    As in PyTorch, the denominator is never below 1e-12: the gradient stays finite at p = 0 and p = 1.

    >>> binary_cross_entropy_backward(np.array([0.5, 0.2]), np.array([1.0, 0.0]))
    array([-1.   ,  0.625])

    Book: losses, section binary_cross_entropy.
    """
    dp = (p - t) / np.maximum(p * (1 - p), 1e-12) / p.size
    return dp if weight is None else weight * dp


def bce_with_logits(z, t, pos_weight=None):
    """Mean cross-entropy of yes-or-no questions, from the scores before the sigmoid.

    L = (1/N) Σ (1 − t) z + (1 + (w − 1) t) · ln(1 + e^{−z}), with N the number of all elements

    Parameters
    ----------
    z : array (any shape), scores (logits)
    t : array (the shape of z), targets in [0, 1]
    pos_weight : array (broadcastable to z) or None, w: how much more a yes counts than a no

    Returns
    -------
    L : float, not negative

    Raises
    ------
    ValueError
        if the shapes of z and t differ

    Notes
    -----
    PyTorch's ``binary_cross_entropy_with_logits``.  ``logaddexp(0, −z)`` is ln(1 + e^{−z}) without
    overflow, so a loss of 800 is 800.

    >>> bce_with_logits(np.array([-800.0, 800.0]), np.array([1.0, 1.0])).item()
    400.0

    Book: losses, section bce_with_logits.
    """
    if z.shape != t.shape:
        raise ValueError(f"scores of shape {z.shape} and targets of shape {t.shape}: they must have one shape")
    positives = t if pos_weight is None else pos_weight * t
    return ((1 - t) * z + (positives + 1 - t) * np.logaddexp(0.0, -z)).mean()


def bce_with_logits_backward(z, t, pos_weight=None):
    """Gradient of the binary cross-entropy for the scores.

    dz = [(1 − t) − (1 + (w − 1) t) · σ(−z)] / N, which is (σ(z) − t) / N for w = 1

    Parameters
    ----------
    z : array (any shape), scores (logits)
    t : array (the shape of z), targets in [0, 1]
    pos_weight : array (broadcastable to z) or None, w

    Returns
    -------
    dz : array (the shape of z), dL/dz

    >>> bce_with_logits_backward(np.array([0.0, 0.0]), np.array([1.0, 0.0]))
    array([-0.25,  0.25])

    Book: losses, section bce_with_logits.
    """
    positives = t if pos_weight is None else pos_weight * t
    return (1 - t - (positives + 1 - t) * np.exp(-np.logaddexp(0.0, z))) / z.size
