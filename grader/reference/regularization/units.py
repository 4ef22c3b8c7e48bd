"""Dropout: every unit is out at random, in training only.

Book: chapter regularization, page training.
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Inverted dropout: units are set to 0 at random, and the others made larger.

    y = x · f with f = 0 where r < p, f = 1/(1 − p) elsewhere; r = rng.random(x.shape)

    Parameters
    ----------
    x : array (...), activations
    p : float, 0 ≤ p < 1, the probability that a unit is dropped, not that it is kept
    rng : numpy.random.Generator, the only source of chance
    training : bool; without training x passes as it is, and nothing is drawn

    Returns
    -------
    y : array (...)
    factor : array (...), f, which the backward pass needs; all ones without training

    Notes
    -----
    One number between 0 and 1 for each element, in one call, so that a seed decides the result.
    As in PyTorch the scale stands in training, so that nothing is left to do afterwards; the paper scales afterwards.

    >>> y, factor = dropout(np.array([2.0, 2.0, 2.0, 2.0]), 0.5, np.random.default_rng(0))
    >>> np.random.default_rng(0).random(4).round(2), y
    (array([0.64, 0.27, 0.04, 0.02]), array([4., 0., 0., 0.]))

    Book: regularization, section dropout.
    """
    if not training:
        return x.copy(), np.ones(x.shape)
    factor = (rng.random(x.shape) >= p) / (1 - p)
    return x * factor, factor


def dropout_backward(dy, factor):
    """Gradient of dropout with respect to its input.

    dx = dy · f

    Parameters
    ----------
    dy : array (...), upstream gradient
    factor : array (...), f, what the forward pass returned

    Returns
    -------
    dx : array (...)

    >>> dropout_backward(np.array([1.0, -3.0]), np.array([2.0, 0.0]))
    array([ 2., -0.])

    Book: regularization, section dropout.
    """
    return dy * factor
