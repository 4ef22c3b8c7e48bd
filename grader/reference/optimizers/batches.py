"""Which samples a step sees, and the plain step.

Book: chapter optimizers.
"""



def minibatches(order, batch_size, drop_last=False):
    """Cut an order of samples into batches.

    batch k = order[k B : (k + 1) B], the last of which may be shorter

    Parameters
    ----------
    order : array (n,), the samples' numbers in the order in which they are to be visited
    batch_size : int, B; n gives batch descent, 1 stochastic descent
    drop_last : bool, whether a last batch of fewer than B samples is left out

    Returns
    -------
    batches : list of arrays

    Notes
    -----
    The names are those of PyTorch's DataLoader.  Draw a new order for every epoch: rng.permutation(n).

    >>> minibatches(np.array([3, 0, 4, 1, 2]), 2)
    [array([3, 0]), array([4, 1]), array([2])]

    Book: optimizers, section minibatches.
    """
    batches = [order[start:start + batch_size] for start in range(0, len(order), batch_size)]
    return [batch for batch in batches if len(batch) == batch_size] if drop_last else batches


def sgd(w, grad, lr=0.001):
    """One step of gradient descent.

    w' = w − η g

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g, the gradient of the loss at w
    lr : float, η

    Returns
    -------
    w : array (...), the new parameters

    Notes
    -----
    It is called stochastic when g comes from a few samples.

    >>> sgd(np.array([1.0, 2.0]), np.array([0.5, -1.0]), lr=0.1)
    array([0.95, 2.1 ])

    Book: optimizers, section sgd.
    """
    return w - lr * grad


def sgd_dampened(w, grad, buf=None, lr=0.001, momentum=0.9, dampening=0.0):
    """One step of PyTorch's SGD with momentum and dampening.

    v' = g at the first step, v' = μ v + (1 − τ) g at every other; w' = w − η v'

    Parameters
    ----------
    w : array (...), parameters
    grad : array (...), g
    buf : array (...) or None, v, what the last step returned; None at the first
    lr : float, η
    momentum : float, μ
    dampening : float, τ

    Returns
    -------
    w : array (...), the new parameters
    buf : array (...), v', which shares no memory with the gradient

    Notes
    -----
    The first step is not dampened.  With τ = μ the later ones are a running mean of gradients.

    >>> sgd_dampened(np.array([1.0]), np.array([2.0]), None, 0.1, 0.9, 0.5)
    (array([0.8]), array([2.]))

    Book: optimizers, section sgd.
    """
    buf = grad.copy() if buf is None else momentum * buf + (1 - dampening) * grad
    return w - lr * buf, buf
