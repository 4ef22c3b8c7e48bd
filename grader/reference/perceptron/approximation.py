"""Any curve on an interval from threshold units, a bump at a time.

Book: chapter perceptron, page approximation.
"""

import numpy as np


def universal_approximation(f, low, high, bumps):
    """A hidden layer of threshold units whose sum follows f: equal intervals, a bump on each.

    v[i] = f(middle of interval i) = −v[bumps + i], for the unit that switches bump i on and the one that switches it off

    Parameters
    ----------
    f : function of an array (m,), the curve
    low : float, where the interval begins
    high : float, where it ends
    bumps : int, how many bumps share the interval

    Returns
    -------
    w : array (h,), hidden weights, h = 2 · bumps
    b : array (h,), hidden biases
    v : array (h,), output weights

    Notes
    -----
    The network answers Σⱼ v[j] · step(x w[j] + b[j]).  As step(0) = 0, a bump belongs to low < x ≤ high.

    >>> universal_approximation(lambda x: x**2, 0.0, 4.0, 2)
    (array([1., 1., 1., 1.]), array([-0., -2., -2., -4.]), array([ 1.,  9., -1., -9.]))

    Book: perceptron, section universal_approximation.
    """
    edges = np.linspace(low, high, bumps + 1)
    heights = f((edges[:-1] + edges[1:]) / 2)
    return np.ones(2 * bumps), -np.concatenate([edges[:-1], edges[1:]]), np.concatenate([heights, -heights])


def universal_approximation_forward(x, w, b, v):
    """The answers of a network with one input, a hidden layer of threshold units, and a sum.

    y = Σⱼ v[j] · [x w[j] + b[j] > 0]

    Parameters
    ----------
    x : array (n,), inputs
    w : array (h,), hidden weights
    b : array (h,), hidden biases
    v : array (h,), output weights

    Returns
    -------
    y : array (n,), answers

    >>> w, b, v = np.array([1.0, 1.0]), np.array([-1.0, -3.0]), np.array([5.0, -5.0])
    >>> universal_approximation_forward(np.array([0.0, 1.0, 2.0, 3.0, 4.0]), w, b, v)
    array([0., 0., 5., 5., 0.])

    Book: perceptron, section universal_approximation.
    """
    return (np.outer(x, w) + b > 0) @ v
