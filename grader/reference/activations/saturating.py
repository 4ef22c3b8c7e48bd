"""The two functions that saturate on both sides, sigmoid and tanh, with their derivatives.

Every function takes arrays of any shape with the batch first, returns a new array and leaves its
arguments alone.  ``dy`` means dL/dy, the derivative of the final scalar loss L, and has y's shape.
Book: chapter activations, page saturating.
"""

import numpy as np


def sigmoid(x):
    """Logistic function: any number becomes one between 0 and 1.

    y = 1 / (1 + e⁻ˣ)

    Parameters
    ----------
    x : array (...), pre-activation

    Returns
    -------
    y : array (...), the same shape as x

    Notes
    -----
    Below zero numerator and denominator are multiplied by eˣ, so that no exponential overflows.

    >>> sigmoid(np.array([0.0, 2.0, -1000.0])).round(4)
    array([0.5   , 0.8808, 0.    ])

    Book: activations, section sigmoid.
    """
    e = np.exp(-np.abs(x))
    return np.where(x > 0, 1.0, e) / (1.0 + e)


def sigmoid_backward_steps(dy, x):
    """Gradients of the loss along the intermediate variables of sigmoid, one derivative each.

    u = e⁻ˣ, v = 1 + u, y = 1 / v: then dv = −dy / v², du = dv, dx = −du · u

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass, of moderate size

    Returns
    -------
    steps : dict of array (...): dv, du, dx

    >>> steps = sigmoid_backward_steps(np.array([16.0]), -np.log(np.array([3.0])))
    >>> {name: gradient.round(4).tolist() for name, gradient in steps.items()}
    {'dv': [-1.0], 'du': [-1.0], 'dx': [3.0]}

    Book: activations, section sigmoid.
    """
    u = np.exp(-x)
    v = 1.0 + u
    dv = -dy / v**2
    du = dv
    dx = -du * u
    return {"dv": dv, "du": du, "dx": dx}


def sigmoid_backward(dy, y):
    """Gradient of the loss with respect to the input of sigmoid, from its output.

    dx = dy · y (1 − y)

    Parameters
    ----------
    dy : array (...), dL/dy
    y : array (...), the output of the forward pass

    Returns
    -------
    dx : array (...), dL/dx

    >>> sigmoid_backward(np.array([16.0, 1.0]), np.array([0.75, 0.5]))
    array([3.  , 0.25])

    Book: activations, section sigmoid.
    """
    return dy * y * (1.0 - y)


def tanh(x):
    """Hyperbolic tangent: any number becomes one between −1 and 1.

    y = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ) = 2 sigmoid(2x) − 1

    Parameters
    ----------
    x : array (...), pre-activation

    Returns
    -------
    y : array (...), the same shape as x

    Notes
    -----
    With m = e^(−2|x|) − 1 the quotient is −m / (m + 2), and its sign is that of x: nothing
    overflows, and expm1 keeps digits near 0.

    >>> tanh(np.array([0.0, np.log(2.0), -1000.0])).round(4)
    array([ 0. ,  0.6, -1. ])

    Book: activations, section tanh.
    """
    m = np.expm1(-2.0 * np.abs(x))
    return np.copysign(m / (m + 2.0), x)


def tanh_backward_steps(dy, x):
    """Gradients of the loss along the intermediate variables of tanh, one derivative each.

    u = 2x, s = sigmoid(u), y = 2s − 1: then ds = 2 dy, du = ds · s (1 − s), dx = 2 du

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass

    Returns
    -------
    steps : dict of array (...): ds, du, dx

    Notes
    -----
    1 − sigmoid(u) is sigmoid(−u), which keeps its digits when it is small.

    >>> steps = tanh_backward_steps(np.array([25.0]), np.log(np.array([2.0])))
    >>> {name: gradient.round(4).tolist() for name, gradient in steps.items()}
    {'ds': [50.0], 'du': [8.0], 'dx': [16.0]}

    Book: activations, section tanh.
    """
    u = 2.0 * x
    ds = 2.0 * dy
    du = ds * sigmoid(u) * sigmoid(-u)
    dx = 2.0 * du
    return {"ds": ds, "du": du, "dx": dx}


def tanh_backward(dy, y):
    """Gradient of the loss with respect to the input of tanh, from its output.

    dx = dy · (1 − y²)

    Parameters
    ----------
    dy : array (...), dL/dy
    y : array (...), the output of the forward pass

    Returns
    -------
    dx : array (...), dL/dx

    >>> tanh_backward(np.array([25.0, 1.0]), np.array([0.6, 0.0]))
    array([16.,  1.])

    Book: activations, section tanh.
    """
    return dy * (1.0 - y**2)
