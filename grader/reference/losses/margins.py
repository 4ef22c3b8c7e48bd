"""Losses that are content once a margin is kept: hinge and triplet.  Book: chapter losses."""

import numpy as np


def hinge_loss(z, t, margin=1.0):
    """Mean hinge loss of yes-or-no questions.

    L = (1/N) Σ max(0, margin − t z), with N the number of all elements

    Parameters
    ----------
    z : array (any shape), scores
    t : array (the shape of z), targets, each −1 or 1
    margin : float, from where on a right score costs nothing

    Returns
    -------
    L : float, not negative

    Raises
    ------
    ValueError
        if the shapes differ, or a target is neither −1 nor 1: a target of 0 would cost the margin whatever the score

    >>> hinge_loss(np.array([2.0, 0.25, -1.0]), np.array([1.0, 1.0, 1.0])).item()
    0.9166666666666666

    Book: losses, section hinge_loss.
    """
    if z.shape != t.shape or (np.abs(t) != 1).any():
        raise ValueError("the targets must have the shape of the scores, and each must be -1 or 1")
    return np.maximum(0.0, margin - t * z).mean()


def hinge_loss_backward(z, t, margin=1.0):
    """Gradient of the hinge loss for the scores.

    dz = −t/N where t z < margin, and 0 elsewhere

    Parameters
    ----------
    z : array (any shape), scores
    t : array (the shape of z), targets, each −1 or 1
    margin : float

    Returns
    -------
    dz : array (the shape of z), dL/dz

    Notes
    -----
    At the kink, t z = margin, any slope from −t to 0 would do; this is 0.

    >>> hinge_loss_backward(np.array([2.0, 0.25]), np.array([1.0, -1.0]))
    array([0. , 0.5])

    Book: losses, section hinge_loss.
    """
    return np.where(t * z < margin, -t, 0.0) / z.size


def hinge_loss_classes(z, t, margin=1.0):
    """Mean hinge loss of one class out of several: every other score must stay below the true one by the margin.

    L = (1/n) Σᵢ Σ_{c ≠ t[i]} max(0, margin + z[i, c] − z[i, t[i]])

    Parameters
    ----------
    z : array (n, k), scores
    t : integer array (n,), the number of the true class
    margin : float

    Returns
    -------
    L : float, not negative

    Notes
    -----
    Weston and Watkins (1999).  PyTorch's ``multi_margin_loss`` divides by k as well; scikit-learn's
    ``hinge_loss`` keeps the largest term of each row instead of the sum (Crammer and Singer).

    >>> hinge_loss_classes(np.array([[13.0, -7.0, 11.0]]), np.array([0]), margin=10.0).item()
    8.0

    Book: losses, section hinge_loss.
    """
    own = np.take_along_axis(z, t[:, None], axis=1)
    violations = np.maximum(0.0, margin + z - own)
    return violations[np.arange(z.shape[1]) != t[:, None]].sum() / len(z)


def hinge_loss_classes_backward(z, t, margin=1.0):
    """Gradient of the hinge loss of several classes for the scores.

    dz[i, c] = 1/n for each other class within the margin, and minus their number over n for the true one

    Parameters
    ----------
    z : array (n, k), scores
    t : integer array (n,), the number of the true class
    margin : float

    Returns
    -------
    dz : array (n, k), dL/dz, each row sums to 0

    >>> hinge_loss_classes_backward(np.array([[13.0, -7.0, 11.0]]), np.array([0]), margin=10.0)
    array([[-1.,  0.,  1.]])

    Book: losses, section hinge_loss.
    """
    own = np.take_along_axis(z, t[:, None], axis=1)
    dz = np.where((margin + z > own) & (np.arange(z.shape[1]) != t[:, None]), 1.0, 0.0)
    np.put_along_axis(dz, t[:, None], -dz.sum(axis=1, keepdims=True), axis=1)
    return dz / len(z)


def triplet_loss(anchor, positive, negative, margin=1.0):
    """Mean triplet loss: the anchor must be nearer to its like than to the other, by the margin.

    L = (1/N) Σ max(0, ‖a − p‖ − ‖a − n‖ + margin), distances within each row

    Parameters
    ----------
    anchor : array (N, d), a
    positive : array (N, d), p, each of the anchor's class
    negative : array (N, d), n, each of another class
    margin : float

    Returns
    -------
    L : float, not negative

    Notes
    -----
    PyTorch's ``triplet_margin_loss`` with ``eps=0``.  Schroff and others (2015) square the distances.

    >>> triplet_loss(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]]), np.array([[0.0, 2.0]])).item()
    4.0

    Book: losses, section triplet_loss.
    """
    near = np.sqrt(((anchor - positive) ** 2).sum(axis=1))
    far = np.sqrt(((anchor - negative) ** 2).sum(axis=1))
    return np.maximum(0.0, near - far + margin).mean()


def _direction(x):
    """Each row divided by its length; a row of length 0 stays 0."""
    length = np.sqrt((x ** 2).sum(axis=1, keepdims=True))
    return x / np.where(length > 0, length, 1.0)


def triplet_loss_backward(anchor, positive, negative, margin=1.0):
    """Gradient of the triplet loss for the three points.

    With u = (a − p)/‖a − p‖ and v = (a − n)/‖a − n‖, wherever the loss is positive:
    da = (u − v)/N, dp = −u/N, dn = v/N

    Parameters
    ----------
    anchor : array (N, d), a
    positive : array (N, d), p
    negative : array (N, d), n
    margin : float

    Returns
    -------
    danchor : array (N, d), dL/da
    dpositive : array (N, d), dL/dp
    dnegative : array (N, d), dL/dn; the three sum to 0

    Notes
    -----
    A distance of 0 has no direction, and gives 0, as in PyTorch; so does the kink.

    >>> for d in triplet_loss_backward(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]]), np.array([[0.0, 2.0]])):
    ...     print(d)
    [[-0.6  0.2]]
    [[0.6 0.8]]
    [[ 0. -1.]]

    Book: losses, section triplet_loss.
    """
    near = np.sqrt(((anchor - positive) ** 2).sum(axis=1, keepdims=True))
    far = np.sqrt(((anchor - negative) ** 2).sum(axis=1, keepdims=True))
    counts = np.where(near - far + margin > 0, 1 / len(anchor), 0.0)
    u, v = counts * _direction(anchor - positive), counts * _direction(anchor - negative)
    return u - v, -u, v
