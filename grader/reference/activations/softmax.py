"""Softmax and its derivatives.

Every function takes arrays of any shape with the batch first, returns a new array and leaves its
arguments alone.  ``dy`` means dL/dy, the derivative of the final scalar loss L, and has y's shape.
Book: chapter activations, page softmax.
"""

import numpy as np


def softmax(z):
    """Probabilities from scores, along the last axis.

    p[k] = e^{z[k]} / Σⱼ e^{z[j]}

    Parameters
    ----------
    z : array (..., k), scores (logits)

    Returns
    -------
    p : array (..., k), positive, each row sums to 1

    Notes
    -----
    Each row is shifted by its own maximum first: the quotient does not change, and no exponential
    overflows.

    >>> softmax(np.array([0.3, 2.9, 4.0]))
    array([0.01821127, 0.24519181, 0.73659691])

    Book: activations, section softmax.
    """
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(p):
    """Jacobian of one softmax, written with its output.

    J[i, j] = ∂p[i] / ∂z[j] = p[i] · (δ[i, j] − p[j]), that is diag(p) − p pᵀ

    Parameters
    ----------
    p : array (k,), the output of softmax

    Returns
    -------
    J : array (k, k), symmetric, every row sums to 0

    >>> softmax_jacobian(np.array([0.25, 0.75]))
    array([[ 0.1875, -0.1875],
           [-0.1875,  0.1875]])

    Book: activations, section softmax.
    """
    return np.diag(p) - np.outer(p, p)


def softmax_backward(dp, p):
    """Gradient of the loss with respect to the scores, without building the Jacobian.

    dz[k] = p[k] · (dp[k] − Σⱼ dp[j] p[j])

    Parameters
    ----------
    dp : array (..., k), dL/dp
    p : array (..., k), the output of softmax

    Returns
    -------
    dz : array (..., k), dL/dz, each row sums to 0

    >>> softmax_backward(np.array([1.0, 0.0]), np.array([0.25, 0.75]))
    array([ 0.1875, -0.1875])

    Book: activations, section softmax.
    """
    return p * (dp - (dp * p).sum(axis=-1, keepdims=True))
