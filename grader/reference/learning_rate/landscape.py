"""Where a step lands: the noise of a batch, the rate that goes with its size, and what a stationary point is.

Book: chapter learning_rate.
"""

import numpy as np


def linear_scaling(lr, batch_size, base_batch_size):
    """The rate for another batch size by the linear scaling rule.

    η(B) = η₀ B / B₀

    Parameters
    ----------
    lr : float, η₀, a rate that is right for base_batch_size
    batch_size : int, B
    base_batch_size : int, B₀

    Returns
    -------
    lr : float

    Notes
    -----
    Goyal et al. (2017).  A rule of thumb: it holds while k small steps change the gradient little.

    >>> linear_scaling(0.1, 256, 64)
    0.4

    Book: learning_rate, section linear_scaling.
    """
    return lr * batch_size / base_batch_size


def linear_scaling_variance(gradients, batch_size, replacement=True):
    """Variance of a mini-batch's gradient, from the gradients of all single samples.

    v = s² / B with replacement, (s² / B) (n − B) / (n − 1) without, with s² the variance over the samples

    Parameters
    ----------
    gradients : array (n, ...), the gradient of each sample's loss; never changed
    batch_size : int, B, at most n without replacement
    replacement : bool, whether a sample may be drawn twice

    Returns
    -------
    v : array (...), the variance of the mean over a random batch, element by element

    Notes
    -----
    s² divides by n, for the n samples are all there are.  A batch of everything has no variance.

    >>> linear_scaling_variance(np.array([[1.0], [3.0], [5.0], [7.0]]), 2)
    array([2.5])

    Book: learning_rate, section linear_scaling.
    """
    n = len(gradients)
    spread = np.var(gradients, axis=0) / batch_size
    return spread if replacement else spread * (n - batch_size) / (n - 1)


def critical_point(hessian, tol=1e-8):
    """What kind of stationary point this is, from the signs of the Hessian's eigenvalues.

    kind = minimum if all λ > tol, maximum if all λ < −tol, saddle if there are some of both, else degenerate

    Parameters
    ----------
    hessian : array (d, d), symmetric
    tol : float, eigenvalues this close to 0 count as 0

    Returns
    -------
    kind : str, "minimum", "maximum", "saddle" or "degenerate"

    Notes
    -----
    "degenerate" means that second derivatives do not decide.

    >>> critical_point(np.array([[2.0, 0.0], [0.0, -1.0]]))
    'saddle'

    Book: learning_rate, section critical_point.
    """
    eigenvalues = np.linalg.eigvalsh(hessian)
    up, down = eigenvalues > tol, eigenvalues < -tol
    if up.any() and down.any():
        return "saddle"
    if up.all():
        return "minimum"
    return "maximum" if down.all() else "degenerate"
