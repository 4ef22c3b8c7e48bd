"""Units of a ReLU layer that pass nothing: for these data, or for every input there can be.

A layer computes relu(X @ W + b); its unit j is column j of W together with b[j].
Book: chapter activations, page dead.
"""

import numpy as np


def dead_units(X, W, b):
    """Which units of a ReLU layer are inactive on every sample: dead for these data.

    dead[j] = [X[n] · W[:, j] + b[j] ≤ 0 for every n]

    Parameters
    ----------
    X : array (n, d_in), inputs, one sample a row
    W : array (d_in, d_out), weights
    b : array (d_out,), biases

    Returns
    -------
    dead : array (d_out,) of bool

    Notes
    -----
    A pre-activation of exactly 0 counts as inactive: there ReLU's derivative is taken as 0.

    >>> dead_units(np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.5, -2.0]))
    array([False,  True])

    Book: activations, section dead_units.
    """
    return np.all(X @ W + b <= 0, axis=0)


def dead_units_permanent(W, b, low, high):
    """Which units of a ReLU layer no input in a box can activate: dead for ever.

    dead[j] = [b[j] + Σᵢ max(W[i, j] low[i], W[i, j] high[i]) ≤ 0]

    Parameters
    ----------
    W : array (d_in, d_out), weights
    b : array (d_out,), biases
    low : array (d_in,), the least value that each input can take
    high : array (d_in,), the greatest, nowhere below low

    Returns
    -------
    dead : array (d_out,) of bool

    Notes
    -----
    The bound is exact, since each input may take its own worst value independently of the others.

    >>> dead_units_permanent(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.5, -2.0]), np.zeros(2), np.array([1.0, 3.0]))
    array([False, False])

    Book: activations, section dead_units.
    """
    highest = high @ np.maximum(W, 0.0) + low @ np.minimum(W, 0.0) + b
    return highest <= 0


def dead_units_backward(dY, X, W, b):
    """Gradients of a ReLU layer, for pre-activations, weights and biases: columns of exact zeros where a unit is dead.

    dZ = dY · [Z > 0] with Z = X W + b; then dW = Xᵀ dZ, and db is dZ summed over the batch

    Parameters
    ----------
    dY : array (n, d_out), dL/dY for Y = relu(Z)
    X : array (n, d_in), inputs, one sample a row
    W : array (d_in, d_out), weights
    b : array (d_out,), biases

    Returns
    -------
    dZ : array (n, d_out), dL/dZ: dY where the unit is active, else 0
    dW : array (d_in, d_out), dL/dW
    db : array (d_out,), dL/db

    >>> X, W, b = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.5, -2.0])
    >>> dead_units_backward(np.ones((2, 2)), X, W, b)[1]
    array([[1., 0.],
           [2., 0.]])

    Book: activations, section dead_units.
    """
    dZ = np.where(X @ W + b > 0, dY, 0.0)
    return dZ, X.T @ dZ, dZ.sum(axis=0)
