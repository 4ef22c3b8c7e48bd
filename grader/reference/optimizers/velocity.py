"""Momentum in its three forms, and Nesterov's.

Each takes the velocity that the step before returned; at the first step it is zero.
Book: chapter optimizers.
"""


def momentum(w, grad, v, lr=0.001, momentum=0.9):
    """One step with momentum, the rate outside the velocity, as in PyTorch.

    v' = μ v + g, w' = w − η v'

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g, the gradient of the loss at w
    v : array (...), velocity, zero at the first step
    lr : float, η
    momentum : float, μ

    Returns
    -------
    w : array (...), the new parameters
    v : array (...), v'

    Notes
    -----
    With a constant gradient v tends to g / (1 − μ).

    >>> momentum(np.array([1.0]), np.array([1.0]), np.array([1.9]), lr=0.1)
    (array([0.729]), array([2.71]))

    Book: optimizers, section momentum.
    """
    v = momentum * v + grad
    return w - lr * v, v


def momentum_inside(w, grad, v, lr=0.001, momentum=0.9):
    """One step with momentum, the rate inside the velocity.

    v' = μ v − η g, w' = w + v'

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g
    v : array (...), velocity, zero at the first step
    lr : float, η
    momentum : float, μ

    Returns
    -------
    w : array (...), the new parameters
    v : array (...), v'

    Notes
    -----
    The same path as `momentum` as long as the rate does not change.

    >>> momentum_inside(np.array([1.0]), np.array([1.0]), np.array([-0.19]), lr=0.1)
    (array([0.729]), array([-0.271]))

    Book: optimizers, section momentum.
    """
    v = momentum * v - lr * grad
    return w + v, v


def momentum_ema(w, grad, v, lr=0.001, beta=0.9):
    """One step with momentum as an exponentially weighted mean of gradients.

    v' = β v + (1 − β) g, w' = w − η v'

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g
    v : array (...), the running mean, zero at the first step
    lr : float, η
    beta : float, β

    Returns
    -------
    w : array (...), the new parameters
    v : array (...), v'

    Notes
    -----
    The path of `momentum` with the rate (1 − β) η.

    >>> momentum_ema(np.array([1.0]), np.array([1.0]), np.array([0.19]), lr=1.0)
    (array([0.729]), array([0.271]))

    Book: optimizers, section momentum.
    """
    v = beta * v + (1 - beta) * grad
    return w - lr * v, v


def nesterov(w, grad, v, lr=0.001, momentum=0.9):
    """One step with Nesterov's momentum, as in PyTorch.

    v' = μ v + g, w' = w − η (g + μ v')

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g, the gradient of the loss at w
    v : array (...), velocity, zero at the first step
    lr : float, η
    momentum : float, μ

    Returns
    -------
    w : array (...), the new parameters
    v : array (...), v'

    Notes
    -----
    w is the point to which the look-ahead form looks, so no gradient at a second point is needed.

    >>> nesterov(np.array([1.0]), np.array([1.0]), np.array([0.0]), lr=0.1)
    (array([0.81]), array([1.]))

    Book: optimizers, section nesterov.
    """
    v = momentum * v + grad
    return w - lr * (grad + momentum * v), v
