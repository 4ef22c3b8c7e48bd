"""Logic gates as threshold units, one or two layers of them.

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
