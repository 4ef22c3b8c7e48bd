"""Losses for one class out of several, from log-probabilities and from scores.  Book: chapter losses."""

import numpy as np


def _weight_of_each(logp, t, weight, ignore_index):
    """For every target: its class (0 if ignored) and its weight (0 if ignored); refuses what is no class."""
    kept = t != ignore_index
    if (kept & ((t < 0) | (t >= logp.shape[1]))).any():
        raise ValueError("a target is neither the number of a class nor ignore_index")
    classes = np.where(kept, t, 0)
    return classes, np.where(kept, 1.0 if weight is None else weight[classes], 0.0)


def nll_loss(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """Negative log-likelihood: minus the log-probability of each target's class.

    L = −Σ w[t] · logp[t] / Σ w[t], both sums over the targets that are not ignored

    Parameters
    ----------
    logp : array (n, k) or (n, k, d1, …), log-probabilities, classes on axis 1
    t : integer array (n,) or (n, d1, …), numbers of classes
    weight : array (k,) or None, w: how much a target of each class counts
    ignore_index : int, targets of this number count for nothing
    reduction : "mean" as above, "sum" without the denominator, "none" for one loss a target

    Returns
    -------
    L : float, or for "none" array (the shape of t)

    Raises
    ------
    ValueError
        if a target is neither a class nor ``ignore_index``, or the reduction is none of the three

    Notes
    -----
    PyTorch's ``nll_loss``.  The mean of no targets at all is 0/0, not a number.

    >>> logp = np.log([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]])
    >>> nll_loss(logp, np.array([1, 0]), reduction="none").round(4)
    array([1.3863, 2.0794])

    Book: losses, section nll_loss.
    """
    if reduction not in ("none", "mean", "sum"):
        raise ValueError("the reduction is none of 'none', 'mean' and 'sum'")
    classes, w = _weight_of_each(logp, t, weight, ignore_index)
    picked = np.take_along_axis(logp, np.expand_dims(classes, 1), axis=1).squeeze(1)
    losses = w * np.where(t == ignore_index, 0.0, -picked)
    if reduction == "none":
        return losses
    with np.errstate(invalid="ignore"):
        return losses.sum() / (w.sum() if reduction == "mean" else 1)


def nll_loss_backward(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """Gradient of the negative log-likelihood for the log-probabilities.

    dlogp[target's class] = −dL · w[t] / Σ w[t], and 0 in all other places

    Parameters
    ----------
    dL : float, or for reduction "none" array (the shape of t), the upstream gradient
    logp : array (n, k) or (n, k, d1, …), log-probabilities, classes on axis 1
    t : integer array (n,) or (n, d1, …), numbers of classes
    weight : array (k,) or None, w
    ignore_index : int, targets of this number count for nothing
    reduction : "mean" as above; "sum" and "none" without the denominator

    Returns
    -------
    dlogp : array (the shape of logp), 0 everywhere if no target counts

    Notes
    -----
    As in PyTorch, the gradient of the mean of no targets at all is 0, although the mean itself is not a number.

    >>> logp = np.log([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]])
    >>> nll_loss_backward(1.0, logp, np.array([1, 0])).tolist()
    [[0.0, -0.5, 0.0], [-0.5, 0.0, 0.0]]

    Book: losses, section nll_loss.
    """
    classes, w = _weight_of_each(logp, t, weight, ignore_index)
    share = -dL * w / (w.sum() or 1.0 if reduction == "mean" else 1)
    dlogp = np.zeros(logp.shape)
    np.put_along_axis(dlogp, np.expand_dims(classes, 1), np.expand_dims(share, 1), axis=1)
    return dlogp


def softmax_cross_entropy(z, t):
    """Mean cross-entropy from scores: softmax and logarithm in one step.

    L = −(1/n) Σᵢ Σ_c t[i, c] ln softmax(z[i])[c], with ln softmax(z)[c] = z[c] − ln Σⱼ e^{z[j]}

    Parameters
    ----------
    z : array (n, k), scores (logits)
    t : array (n, k), one-hot rows, or other distributions

    Returns
    -------
    L : float, not negative, finite for all finite scores

    Notes
    -----
    PyTorch's ``cross_entropy`` with probabilities as targets.

    >>> softmax_cross_entropy(np.array([[-1000.0, 1000.0]]), np.array([[1.0, 0.0]])).item()
    2000.0

    Book: losses, section softmax_cross_entropy.
    """
    logp = z - np.logaddexp.reduce(z, axis=1, keepdims=True)
    return -(t * logp).sum() / len(z)


def softmax_cross_entropy_backward(z, t):
    """Gradient of cross-entropy after softmax, for the scores.

    dz = (p − t) / n, with p the softmax of each row of z

    Parameters
    ----------
    z : array (n, k), scores (logits)
    t : array (n, k), one-hot rows, or other distributions

    Returns
    -------
    dz : array (n, k), dL/dz, each row sums to 0

    >>> softmax_cross_entropy_backward(np.log([[1.0, 2.0, 5.0]]), np.array([[0.0, 0.0, 1.0]])).round(6)
    array([[ 0.125,  0.25 , -0.375]])

    Book: losses, section softmax_cross_entropy.
    """
    p = np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))
    return (p - t) / len(z)
