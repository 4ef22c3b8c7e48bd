"""Two with another idea: averaging the path, and jumping to where a parabola has its minimum.

Book: chapter optimizers.
"""

import numpy as np


def asgd(w, grad, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6):
    """One step of averaged stochastic gradient descent.

    η_t = η / (1 + λ η (t − 1))^α, w' = (1 − λ η_t) w − η_t g,
    ax' = ax + μ_t (w' − ax) with μ_t = 1 / max(1, t − 1 − t₀)

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g, the gradient of the loss at w
    ax : array (...), the average so far; what it is before the first step makes no difference
    t : int, the number of this step, from 1
    lr : float, η
    lambd : float, λ, decay of the weights and of the rate
    alpha : float, α, the power with which the rate falls
    t0 : float, t₀, the step after which averaging begins

    Returns
    -------
    w : array (...), the new parameters
    ax : array (...), the new average: this is the answer in the end

    Notes
    -----
    Up to step t₀ + 2 the average is w' itself.  Names and defaults are those of PyTorch's ASGD.

    >>> asgd(np.array([4.0]), np.array([0.0]), np.array([1.0]), 5, lambd=0.0, t0=1)
    (array([4.]), array([2.]))

    Book: optimizers, section asgd.
    """
    rate = lr / (1 + lambd * lr * (t - 1))**alpha
    w = (1 - lambd * rate) * w - rate * grad
    return w, ax + (w - ax) / max(1.0, t - 1 - t0)


def quickprop(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
    """One step of Quickprop: for each parameter to the minimum of the parabola through its last two slopes.

    d' = r d with r = g/(g₋ − g), kept within ±κ, where that parabola has a minimum;
    d' = κ d where it has none and d led downhill (d g < 0); d' = −η g elsewhere, as at the start

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g, the gradient of the loss at w
    grad_prev : array (...), g₋, the gradient at the step before; zero at the first
    step_prev : array (...), d, the step before; zero at the first
    lr : float, η, for a parameter that starts, or starts again
    max_growth : float, κ, how many times the last step this one may be

    Returns
    -------
    w : array (...), w + d'
    step : array (...), d'

    Notes
    -----
    The parabola has a minimum where the slope grew along the step: d (g − g₋) > 0.

    >>> quickprop(np.array([1.0]), np.array([1.0]), np.array([2.0]), np.array([-1.0]))
    (array([0.]), array([-1.]))

    Book: optimizers, section quickprop.
    """
    fall = grad_prev - grad
    bowl = step_prev * fall < 0
    ratio = np.divide(grad, fall, out=np.full(grad.shape, max_growth), where=bowl)
    step = np.where(bowl | (step_prev * grad < 0), np.clip(ratio, -max_growth, max_growth) * step_prev, -lr * grad)
    return w + step, step
