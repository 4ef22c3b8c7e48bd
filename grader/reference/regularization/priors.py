"""Weights that lose a share of themselves at each step, and penalties as what is believed beforehand.

Book: chapter regularization, page priors.
"""

import numpy as np

from grader.reference.regularization.penalties import soft_threshold


def weight_decay(params, steps, lr, strength):
    """Parameters after a step of any optimizer and the decay of weights beside it.

    w' = (1 − η λ) w + u for arrays of two axes or more, w' = w + u for all others

    Parameters
    ----------
    params : list of arrays, weights w, and biases or gains, which have one axis
    steps : list of arrays, u, what the optimizer adds to each; −η g for plain descent
    lr : float > 0, η
    strength : float ≥ 0, λ

    Returns
    -------
    params : list of new arrays, in the order of params

    Notes
    -----
    Decoupled from the gradient, and multiplied by the rate, as in PyTorch's AdamW; that biases and
    gains do not decay is a habit that PyTorch leaves to you.

    >>> weight_decay([np.array([[2.0]]), np.array([2.0])], [np.array([[-0.1]]), np.array([-0.1])], 0.1, 0.5)
    [array([[1.8]]), array([1.9])]

    Book: regularization, section weight_decay.
    """
    return [(1 - lr * strength) * w + u if w.ndim >= 2 else w + u for w, u in zip(params, steps)]


def weight_decay_in_gradient(params, grads, strength):
    """Gradients with that of an L2 penalty on the same weights.

    g' = g + λ w for arrays of two axes or more, g' = g for all others

    Parameters
    ----------
    params : list of arrays, weights w, and biases or gains, which have one axis
    grads : list of arrays, g, gradients of the loss
    strength : float ≥ 0, λ

    Returns
    -------
    grads : list of new arrays, in the order of grads

    Notes
    -----
    What PyTorch's SGD and Adam call weight_decay.  With plain descent it equals weight_decay, with Adam it does not.

    >>> weight_decay_in_gradient([np.array([[2.0]]), np.array([2.0])], [np.array([[1.0]]), np.array([1.0])], 0.5)
    [array([[2.]]), array([1.])]

    Book: regularization, section weight_decay.
    """
    return [g + strength * w if w.ndim >= 2 else g.copy() for w, g in zip(params, grads)]


def map_estimate(x, sigma, prior, scale):
    """The most probable weights, given noisy measurements of them and a prior around 0.

    gaussian: w = s / (n + σ²/τ²); laplace: w = S(s) / n with the threshold σ²/b; s = Σᵢ xᵢ

    Parameters
    ----------
    x : array (n, d), n ≥ 1 measurements of d weights, each with independent normal noise
    sigma : float > 0, σ, standard deviation of the noise
    prior : "gaussian" or "laplace"
    scale : float > 0, the prior's τ, the standard deviation, or b, the mean size

    Returns
    -------
    w : array (d,)

    Notes
    -----
    S is soft-thresholding.  The scales are those of PyTorch's Normal and Laplace.

    >>> x = np.array([[1.0, 0.2], [3.0, -0.1]])
    >>> map_estimate(x, 1.0, "gaussian", 0.5), map_estimate(x, 1.0, "laplace", 0.5)
    (array([0.66666667, 0.01666667]), array([1., 0.]))

    Book: regularization, section map_estimate.
    """
    n, total = len(x), x.sum(axis=0)
    if prior == "gaussian":
        return total / (n + sigma**2 / scale**2)
    return soft_threshold(total, sigma**2 / scale) / n


def map_estimate_loss(w, x, sigma, prior, scale):
    """Minus the logarithm of the posterior, without what does not depend on the weights.

    E = Σ (xᵢⱼ − wⱼ)² / (2 σ²) + Σ wⱼ² / (2 τ²), or + Σ |wⱼ| / b

    Parameters
    ----------
    w : array (d,), weights
    x : array (n, d), measurements
    sigma : float > 0, σ
    prior : "gaussian" or "laplace"
    scale : float > 0, τ or b

    Returns
    -------
    loss : float, least where the weights are most probable

    >>> print(map_estimate_loss(np.array([1.0]), np.array([[2.0], [4.0]]), 1.0, "laplace", 0.5))
    7.0

    Book: regularization, section map_estimate.
    """
    misfit = ((x - w) ** 2).sum() / (2 * sigma**2)
    if prior == "gaussian":
        return misfit + (w**2).sum() / (2 * scale**2)
    return misfit + np.abs(w).sum() / scale
