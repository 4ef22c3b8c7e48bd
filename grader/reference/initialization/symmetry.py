"""Weights that are all equal, and weights that are drawn: who can tell two units apart?

An initializer gives a new array of 64-bit numbers; all chance comes from ``rng``, a NumPy Generator.
Book: chapter initialization, page symmetry.
"""

import numpy as np


def constant_init(shape, value=0.0):
    """Weights that are all the same number.

    W[i, j] = value

    Parameters
    ----------
    shape : tuple of ints, the shape of W
    value : float, the number

    Returns
    -------
    W : array (*shape), 64-bit numbers

    >>> constant_init((2, 3), 0.5)
    array([[0.5, 0.5, 0.5],
           [0.5, 0.5, 0.5]])

    Book: initialization, section constant_init.
    """
    return np.full(shape, value, dtype=float)


def constant_init_distinct(W1, b1, W2):
    """How many different units a hidden layer has.

    count = number of different columns of [W1; b1; W2ᵀ]

    Parameters
    ----------
    W1 : array (d_in, m), weights into the m hidden units, a column each
    b1 : array (m,), their biases
    W2 : array (m, d_out), weights out of them, a row each

    Returns
    -------
    count : int, from 1 to m

    Notes
    -----
    Two units are the same if all that comes in, the bias and all that goes out agree exactly.
    Then their values and their gradients agree, at any input, for ever.

    >>> constant_init_distinct(np.array([[1.0, 1.0, 2.0]]), np.zeros(3), np.array([[3.0], [3.0], [3.0]]))
    2

    Book: initialization, section constant_init.
    """
    units = np.vstack([W1, b1, W2.T])
    return len(np.unique(units, axis=1).T)


def gaussian_init(shape, rng, mean=0.0, std=0.01):
    """Weights drawn independently from one normal distribution.

    W[i, j] = mean + std · z[i, j], every z[i, j] drawn from N(0, 1)

    Parameters
    ----------
    shape : tuple of ints, the shape of W
    rng : numpy.random.Generator, the only source of chance
    mean : float, mean of the distribution
    std : float, its standard deviation σ, not the variance σ²

    Returns
    -------
    W : array (*shape), 64-bit numbers

    Notes
    -----
    The small fixed standard deviation was the habit before 2010, and serves shallow networks only.

    >>> W = gaussian_init((500, 400), np.random.default_rng(0), mean=1.0, std=0.2)
    >>> round(W.mean(), 2), round(W.std(), 2)
    (np.float64(1.0), np.float64(0.2))

    Book: initialization, section gaussian_init.
    """
    return rng.normal(mean, std, shape)
