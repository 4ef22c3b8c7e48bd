"""Adam, AMSGrad and AdamW.

Book: chapter optimizers.
"""

import numpy as np


def adam(w, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    """One step of Adam: a running mean of gradients over the root of a running mean of their squares, both corrected.

    m' = β₁ m + (1 − β₁) g, v' = β₂ v + (1 − β₂) g²,
    m̂ = m'/(1 − β₁ᵗ), v̂ = v'/(1 − β₂ᵗ), w' = w − η m̂ / (√v̂ + ε)

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g, the gradient of the loss at w
    m : array (...), first moment, zero at the first step
    v : array (...), second moment, zero at the first step
    t : int, the number of this step, from 1
    lr : float, η
    betas : tuple of two floats, β₁ and β₂
    eps : float, ε

    Returns
    -------
    w : array (...), the new parameters
    m : array (...), m', without the correction
    v : array (...), v', without the correction

    Notes
    -----
    The first step is η sign(g), up to ε.

    >>> w, m, v = adam(np.array([1.0]), np.array([100.0]), np.array([0.0]), np.array([0.0]), 1, lr=0.1)
    >>> w.round(6), m.round(6), v.round(6)
    (array([0.9]), array([10.]), array([10.]))

    Book: optimizers, section adam.
    """
    beta1, beta2 = betas
    m, v = _moments(grad, m, v, beta1, beta2)
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


def adam_amsgrad(w, grad, m, v, v_max, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    """One step of AMSGrad: Adam with the largest second moment so far below the line.

    m', v', m̂ as in Adam; v_max' = max(v_max, v'), w' = w − η m̂ / (√(v_max'/(1 − β₂ᵗ)) + ε)

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g
    m : array (...), first moment, zero at the first step
    v : array (...), second moment, zero at the first step
    v_max : array (...), the largest second moment so far, zero at the first step
    t : int, the number of this step, from 1
    lr : float, η
    betas : tuple of two floats, β₁ and β₂
    eps : float, ε

    Returns
    -------
    w : array (...), the new parameters
    m : array (...), m', without the correction
    v : array (...), v', without the correction
    v_max : array (...), v_max'

    Notes
    -----
    As in PyTorch, the maximum is taken before the correction.

    >>> zero = np.array([0.0])
    >>> w, m, v, v_max = adam_amsgrad(np.array([1.0]), zero, zero, zero, np.array([4.0]), 1, betas=(0.9, 0.5))
    >>> v, v_max
    (array([0.]), array([4.]))

    Book: optimizers, section adam.
    """
    beta1, beta2 = betas
    m, v = _moments(grad, m, v, beta1, beta2)
    v_max = np.maximum(v_max, v)
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v_max / (1 - beta2**t)) + eps), m, v, v_max


def adamw(w, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    """One step of AdamW: the weights shrink by themselves, not through the gradient.

    w̃ = (1 − η λ) w, then the step of Adam from w̃ with the gradient at w

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g, the gradient of the loss at w, without any penalty
    m : array (...), first moment, zero at the first step
    v : array (...), second moment, zero at the first step
    t : int, the number of this step, from 1
    lr : float, η
    betas : tuple of two floats, β₁ and β₂
    eps : float, ε
    weight_decay : float, λ; it is multiplied by the rate, as in PyTorch

    Returns
    -------
    w : array (...), the new parameters
    m : array (...), m', without the correction
    v : array (...), v', without the correction

    Notes
    -----
    Where g is 0 a weight keeps (1 − η λ) of itself at each step.

    >>> zero = np.array([0.0])
    >>> adamw(np.array([2.0]), zero, zero, zero, 1, lr=0.1, weight_decay=0.5)[0]
    array([1.9])

    Book: optimizers, section adamw.
    """
    return adam((1 - lr * weight_decay) * w, grad, m, v, t, lr, betas, eps)


def _moments(grad, m, v, beta1, beta2):
    """The two running means after one more gradient."""
    return beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
