"""The mean squared error and its derivative.

A loss makes one number, L, from outputs and targets, and its backward pass starts every other: no
gradient comes from above, since dL/dL is 1.  Book: chapter losses.
"""


def mean_squared_error(y, t):
    """Mean of the squared differences, over all elements.

    L = (1/N) Σ (y − t)², with N the number of all elements

    Parameters
    ----------
    y : array (any shape), outputs
    t : array (the shape of y), targets

    Returns
    -------
    L : float, not negative

    Raises
    ------
    ValueError
        if the shapes differ: broadcasting would compare every output with every target

    Notes
    -----
    PyTorch's ``mse_loss``.  No ½: with one in front, the gradient loses its 2, and nothing else changes.

    >>> import numpy as np
    >>> mean_squared_error(np.array([[1.0, 3.0]]), np.array([[2.0, 1.0]])).item()
    2.5

    Book: losses, section mean_squared_error.
    """
    if y.shape != t.shape:
        raise ValueError(f"outputs of shape {y.shape} and targets of shape {t.shape}: they must have one shape")
    return ((y - t) ** 2).mean()


def mean_squared_error_backward(y, t):
    """Gradient of the mean squared error for the outputs.

    dy = 2 (y − t) / N, with N the number of all elements

    Parameters
    ----------
    y : array (any shape), outputs
    t : array (the shape of y), targets

    Returns
    -------
    dy : array (the shape of y), dL/dy

    >>> import numpy as np
    >>> mean_squared_error_backward(np.array([[1.0, 3.0]]), np.array([[2.0, 1.0]]))
    array([[-1.,  2.]])

    Book: losses, section mean_squared_error.
    """
    return 2 * (y - t) / y.size
