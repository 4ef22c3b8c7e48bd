"""Softmax over the last axis, its logarithm, and the backward passes of both.

Every function takes arrays of any shape with the batch first, returns a new array and leaves its
arguments alone.  ``dy`` means dL/dy, the derivative of the final scalar loss L, and has y's shape.
Book: chapter activations, page softmax.
"""

import numpy as np


def softmax(z):
    """Probabilities from scores, along the last axis.

    p[c] = e^{z[c]} / Σⱼ e^{z[j]}

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

    dz[c] = p[c] · (dp[c] − Σⱼ dp[j] p[j])

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


def log_softmax(z):
    """Logarithms of the probabilities, straight from the scores, along the last axis.

    logp[c] = z[c] − ln Σⱼ e^{z[j]}

    Parameters
    ----------
    z : array (..., k), scores (logits)

    Returns
    -------
    logp : array (..., k), at most 0; the exponentials of each row sum to 1

    Notes
    -----
    Each row is shifted by its own maximum first, so the sum lies between 1 and k, and its logarithm
    is finite whatever the scores are.

    >>> log_softmax(np.array([0.0, 0.0, 1000.0]))
    array([-1000., -1000.,     0.])

    Book: activations, section log_softmax.
    """
    shifted = z - z.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def log_softmax_backward_steps(dlogp, z):
    """Gradients along the intermediate variables e = exp(z), s = Σ e, l = ln s, logp = z − l, last one first.

    dl = −Σ_c dlogp[c], ds = dl / s, de[c] = ds, dz[c] = dlogp[c] + de[c] · e[c]

    Parameters
    ----------
    dlogp : array (..., k), dL/dlogp
    z : array (..., k), scores (logits)

    Returns
    -------
    gradients : dict of "dl" and "ds", shape (..., 1), "de" and "dz", shape (..., k)

    >>> steps = log_softmax_backward_steps(np.array([0.0, -1.0]), np.log(np.array([1.0, 3.0])))
    >>> steps["dl"], steps["ds"], steps["de"], steps["dz"]
    (array([1.]), array([0.25]), array([0.25, 0.25]), array([ 0.25, -0.25]))

    Book: activations, section log_softmax.
    """
    e = np.exp(z)
    s = e.sum(axis=-1, keepdims=True)
    dl = -dlogp.sum(axis=-1, keepdims=True)
    ds = dl / s
    de = np.tile(ds, e.shape[-1])
    return {"dl": dl, "ds": ds, "de": de, "dz": dlogp + de * e}


def log_softmax_backward(dlogp, logp):
    """Gradient of the loss with respect to the scores, from the logarithms of the probabilities.

    dz[c] = dlogp[c] − p[c] · Σⱼ dlogp[j], where p = e^logp

    Parameters
    ----------
    dlogp : array (..., k), dL/dlogp
    logp : array (..., k), the output of log_softmax

    Returns
    -------
    dz : array (..., k), dL/dz, each row sums to 0

    >>> log_softmax_backward(np.array([0.0, -1.0]), np.log(np.array([0.25, 0.75]))).round(4)
    array([ 0.25, -0.25])

    Book: activations, section log_softmax.
    """
    return dlogp - np.exp(logp) * dlogp.sum(axis=-1, keepdims=True)
