"""Logic gates as threshold units, one or two layers of them, and what layers are worth without a threshold.

Book: chapter perceptron, page gates.
"""

import numpy as np


def logic_gates(gate, n=2):
    """Weights and bias of one threshold unit that computes a logic gate.

    y = [x·w + b > 0] for inputs x of 0s and 1s

    Parameters
    ----------
    gate : "AND", "OR" or "NAND"
    n : int, number of inputs

    Returns
    -------
    w : array (n,), weights
    b : float, bias

    Notes
    -----
    Any weights will do whose line has the right corners on the right side; these put it midway.

    >>> logic_gates("AND")
    (array([1., 1.]), -1.5)

    Book: perceptron, section logic_gates.
    """
    ones = np.ones(n)
    units = {"AND": (ones, 0.5 - n), "OR": (ones, -0.5), "NAND": (-ones, n - 0.5)}
    return units[gate]


def logic_gates_xor():
    """Weights and biases of two layers of threshold units that compute XOR.

    h = [x W₁ + b₁ > 0],  y = [h·w₂ + b₂ > 0]

    Parameters
    ----------
    none

    Returns
    -------
    W1 : array (2, h), weights of h hidden units
    b1 : array (h,), their biases
    w2 : array (h,), weights of the output unit
    b2 : float, its bias

    Notes
    -----
    XOR is true when OR and NAND both are, so two hidden units are enough.

    >>> logic_gates_xor()[1]
    array([-0.5,  1.5])

    Book: perceptron, section logic_gates.
    """
    W1 = np.array([[1.0, -1.0], [1.0, -1.0]])
    b1 = np.array([-0.5, 1.5])
    return W1, b1, np.array([1.0, 1.0]), -1.5


def linear_collapse(Ws, bs, slope=1.0):
    """The one linear layer that equals a stack of them.

    x W + b = the answer of z₁ = x W₁ + b₁, zₖ₊₁ = c zₖ Wₖ₊₁ + bₖ₊₁ after its last layer
    W = c^{m−1} W₁ W₂ … W_m,  b = Σₖ c^{m−k} bₖ Wₖ₊₁ … W_m

    Parameters
    ----------
    Ws : list of m arrays (d_in, d_out), weights, first layer first
    bs : list of m arrays (d_out,), biases
    slope : float, the factor c between two layers

    Returns
    -------
    W : array (first d_in, last d_out), weights
    b : array (last d_out,), biases

    >>> linear_collapse([np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])], [np.array([1.0, 0.0]), np.array([5.0])])
    (array([[11.]]), array([8.]))

    Book: perceptron, section linear_collapse.
    """
    W, b = Ws[0].copy(), bs[0].copy()
    for W_next, b_next in zip(Ws[1:], bs[1:]):
        W, b = slope * W @ W_next, slope * b @ W_next + b_next
    return W, b
