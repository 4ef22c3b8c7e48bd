"""A rate of its own for each parameter: AdaGrad, RMSProp, AdaDelta.

Book: chapter optimizers.
"""

import numpy as np


def adagrad(w, grad, s, t, lr=0.01, lr_decay=0.0, eps=1e-10):
    """One step of AdaGrad: the rate falls with all the squared gradients so far.

    s' = s + g², w' = w − η/(1 + (t − 1) λ) · g / (√s' + ε)

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g, the gradient of the loss at w
    s : array (...), the sum of squares so far, as `adagrad_start` makes it
    t : int, the number of this step, from 1
    lr : float, η
    lr_decay : float, λ
    eps : float, ε

    Returns
    -------
    w : array (...), the new parameters
    s : array (...), s'

    Notes
    -----
    With a constant gradient the steps are η, η/√2, η/√3, …, however large it is.

    >>> adagrad(np.array([1.0]), np.array([3.0]), np.array([16.0]), 1, lr=0.1)
    (array([0.94]), array([25.]))

    Book: optimizers, section adagrad.
    """
    s = s + grad**2
    return w - lr / (1 + (t - 1) * lr_decay) * grad / (np.sqrt(s) + eps), s


def adagrad_start(w, initial_accumulator_value=0.0):
    """What AdaGrad remembers before its first step.

    s = the initial value, for each parameter

    Parameters
    ----------
    w : array (...), parameters
    initial_accumulator_value : float, not negative

    Returns
    -------
    s : array (...)

    Notes
    -----
    A value above 0 makes the first steps smaller.

    >>> adagrad_start(np.array([1.0, -2.0]), 0.1)
    array([0.1, 0.1])

    Book: optimizers, section adagrad.
    """
    return np.full(w.shape, initial_accumulator_value)


def rmsprop(w, grad, s, lr=0.01, alpha=0.99, eps=1e-8):
    """One step of RMSProp: the rate follows a running mean of squared gradients.

    s' = α s + (1 − α) g², w' = w − η g / (√s' + ε)

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g
    s : array (...), the mean of squares, zero at the first step
    lr : float, η
    alpha : float, α
    eps : float, ε

    Returns
    -------
    w : array (...), the new parameters
    s : array (...), s'

    Notes
    -----
    The first step is η / √(1 − α), ten times the rate with the default.

    >>> rmsprop(np.array([1.0]), np.array([3.0]), np.array([0.0]), lr=0.01)
    (array([0.9]), array([0.09]))

    Book: optimizers, section rmsprop.
    """
    s = alpha * s + (1 - alpha) * grad**2
    return w - lr * grad / (np.sqrt(s) + eps), s


def rmsprop_centered(w, grad, s, m, lr=0.01, alpha=0.99, eps=1e-8):
    """One step of centred RMSProp: divided by the spread of the gradients, not by their size.

    s' = α s + (1 − α) g², m' = α m + (1 − α) g, w' = w − η g / (√(s' − m'²) + ε)

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g
    s : array (...), the mean of squares, zero at the first step
    m : array (...), the mean, zero at the first step
    lr : float, η
    alpha : float, α
    eps : float, ε

    Returns
    -------
    w : array (...), the new parameters
    s : array (...), s'
    m : array (...), m'

    Notes
    -----
    s' − m'² is the running variance.  Rounding can make it negative, and the step not a number, as in PyTorch.

    >>> rmsprop_centered(np.array([1.0]), np.array([1.0]), np.array([0.0]), np.array([0.0]), lr=0.01, alpha=0.5)
    (array([0.98]), array([0.5]), array([0.5]))

    Book: optimizers, section rmsprop.
    """
    s = alpha * s + (1 - alpha) * grad**2
    m = alpha * m + (1 - alpha) * grad
    with np.errstate(invalid="ignore"):
        root = np.sqrt(s - m**2)
    return w - lr * grad / (root + eps), s, m


def rmsprop_momentum(w, grad, s, v, lr=0.01, alpha=0.99, eps=1e-8, momentum=0.9):
    """One step of RMSProp with momentum: the scaled gradient is what the velocity gathers.

    s' = α s + (1 − α) g², v' = μ v + g / (√s' + ε), w' = w − η v'

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g
    s : array (...), the mean of squares, zero at the first step
    v : array (...), velocity, zero at the first step
    lr : float, η
    alpha : float, α
    eps : float, ε
    momentum : float, μ

    Returns
    -------
    w : array (...), the new parameters
    s : array (...), s'
    v : array (...), v'

    Notes
    -----
    First scaled, then gathered; the other order is another method.

    >>> rmsprop_momentum(np.array([1.0]), np.array([3.0]), np.array([0.0]), np.array([1.0]), lr=0.01, eps=0)
    (array([0.891]), array([0.09]), array([10.9]))

    Book: optimizers, section rmsprop.
    """
    s = alpha * s + (1 - alpha) * grad**2
    v = momentum * v + grad / (np.sqrt(s) + eps)
    return w - lr * v, s, v


def adadelta(w, grad, s, d, rho=0.9, eps=1e-6, lr=1.0):
    """One step of AdaDelta: the sizes of its own past steps stand in for a rate.

    s' = ρ s + (1 − ρ) g², Δ = √(d + ε) / √(s' + ε) · g, d' = ρ d + (1 − ρ) Δ², w' = w − η Δ

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g, the gradient of the loss at w
    s : array (...), the mean of squared gradients, zero at the first step
    d : array (...), the mean of squared steps, zero at the first step
    rho : float, ρ
    eps : float, ε, inside both roots: without it the first step would be 0, and so all others
    lr : float, η, which the method as published does not have: 1

    Returns
    -------
    w : array (...), the new parameters
    s : array (...), s'
    d : array (...), d'

    Notes
    -----
    Δ has the unit of w: the units of g cancel.

    >>> w, s, d = adadelta(np.array([1.0]), np.array([100.0]), np.array([0.0]), np.array([0.0]), rho=0.75)
    >>> (1 - w).round(6)
    array([0.002])

    Book: optimizers, section adadelta.
    """
    s = rho * s + (1 - rho) * grad**2
    delta = np.sqrt(d + eps) / np.sqrt(s + eps) * grad
    return w - lr * delta, s, rho * d + (1 - rho) * delta**2
