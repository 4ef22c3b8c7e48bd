"""GELU, the mean of a gate that opens at random, and two approximations, each with its backward pass.

Book: chapter activations, page gaussian.
"""

import math

import numpy as np


def _normal_cdf(x):
    """Φ(x), the probability that a standard normal number is at most x, by Python's own erf."""
    return 0.5 + 0.5 * np.vectorize(math.erf, otypes=[float])(x / math.sqrt(2.0))


def _normal_density(x):
    """φ(x), the slope of Φ."""
    return np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)


def gelu(x):
    """Gaussian error linear unit, exact.

    y = x · Φ(x), where Φ(x) = (1 + erf(x / √2)) / 2

    Parameters
    ----------
    x : array (...), pre-activation

    Returns
    -------
    y : array (...), the same shape as x

    Notes
    -----
    Hendrycks and Gimpel (2016).  NumPy has no error function, so Python's is called element by element.

    >>> gelu(np.array([-1.0, 0.0, 1.0, 2.0])).round(4)
    array([-0.1587,  0.    ,  0.8413,  1.9545])

    Book: activations, section gelu.
    """
    return x * _normal_cdf(x)


def gelu_backward_steps(dy, x):
    """Gradients along the intermediate variable g = Φ(x) of y = x · g, the last one first.

    dg = dy · x, dx = dy · g + dg · φ(x), where φ(x) = e^{−x²/2} / √(2π) is the slope of Φ

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass

    Returns
    -------
    gradients : dict of "dg" and "dx", arrays (...)

    >>> steps = gelu_backward_steps(np.array([2.0, 2.0]), np.array([0.0, 1.0]))
    >>> steps["dg"], steps["dx"].round(4)
    (array([0., 2.]), array([1.    , 2.1666]))

    Book: activations, section gelu.
    """
    g = _normal_cdf(x)
    dg = dy * x
    return {"dg": dg, "dx": dy * g + dg * _normal_density(x)}


def gelu_backward(dy, x):
    """Gradient of the loss with respect to the input of GELU.

    dx = dy · (Φ(x) + x · φ(x)), where φ(x) = e^{−x²/2} / √(2π)

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass

    Returns
    -------
    dx : array (...), dL/dx

    Notes
    -----
    The derivative lies between −0.129 and 1.129; these it reaches at x = ∓√2.

    >>> gelu_backward(np.array([1.0, 1.0, 1.0]), np.array([-1.0, 0.0, 1.0])).round(4)
    array([-0.0833,  0.5   ,  1.0833])

    Book: activations, section gelu.
    """
    return dy * (_normal_cdf(x) + x * _normal_density(x))


def gelu_tanh(x):
    """GELU with tanh in place of the error function.

    y = x · (1 + tanh(√(2/π) · (x + 0.044715 x³))) / 2

    Parameters
    ----------
    x : array (...), pre-activation

    Returns
    -------
    y : array (...), the same shape as x

    Notes
    -----
    Hendrycks and Gimpel (2016); PyTorch's approximate="tanh".

    >>> gelu_tanh(np.array([-1.0, 0.0, 1.0, 2.0])).round(4)
    array([-0.1588,  0.    ,  0.8412,  1.9546])

    Book: activations, section gelu_tanh.
    """
    u = math.sqrt(2.0 / math.pi) * (x + 0.044715 * x**3)
    return 0.5 * x * (1.0 + np.tanh(u))


def gelu_tanh_backward_steps(dy, x):
    """Gradients along u = √(2/π) · (x + 0.044715 x³), t = tanh(u), g = (1 + t) / 2, y = x · g, the last one first.

    dg = dy · x, dt = dg / 2, du = dt · (1 − t²), dx = dy · g + du · √(2/π) · (1 + 3 · 0.044715 x²)

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass

    Returns
    -------
    gradients : dict of "dg", "dt", "du" and "dx", arrays (...)

    >>> steps = gelu_tanh_backward_steps(np.array([4.0, 4.0]), np.array([0.0, 1.0]))
    >>> steps["dg"], steps["dt"], steps["du"].round(4), steps["dx"].round(4)
    (array([0., 4.]), array([0., 2.]), array([0.    , 1.0687]), array([2.    , 4.3319]))

    Book: activations, section gelu_tanh.
    """
    t = np.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * x**3))
    g = 0.5 * (1.0 + t)
    dg = dy * x
    dt = 0.5 * dg
    du = dt * (1.0 - t * t)
    return {"dg": dg, "dt": dt, "du": du, "dx": dy * g + du * math.sqrt(2.0 / math.pi) * (1.0 + 3.0 * 0.044715 * x**2)}


def gelu_tanh_backward(dy, x):
    """Gradient of the loss with respect to the input of GELU's tanh form.

    dx = dy · (1 + t + x · (1 − t²) · du/dx) / 2, where t = tanh(u), du/dx = √(2/π) · (1 + 3 · 0.044715 x²)

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass

    Returns
    -------
    dx : array (...), dL/dx

    >>> gelu_tanh_backward(np.array([1.0, 1.0, 1.0]), np.array([-1.0, 0.0, 1.0])).round(4)
    array([-0.083,  0.5  ,  1.083])

    Book: activations, section gelu_tanh.
    """
    t = np.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * x**3))
    du = math.sqrt(2.0 / math.pi) * (1.0 + 3.0 * 0.044715 * x**2)
    return 0.5 * dy * (1.0 + t + x * (1.0 - t * t) * du)


def gelu_sigmoid(x):
    """GELU with a sigmoid in place of the normal distribution function.

    y = x · sigmoid(1.702 x)

    Parameters
    ----------
    x : array (...), pre-activation

    Returns
    -------
    y : array (...), the same shape as x

    Notes
    -----
    Hendrycks and Gimpel (2016).  The sigmoid is written with tanh, which does not overflow.

    >>> gelu_sigmoid(np.array([-1.0, 0.0, 1.0, 2.0])).round(4)
    array([-0.1542,  0.    ,  0.8458,  1.9357])

    Book: activations, section gelu_sigmoid.
    """
    return 0.5 * x * (1.0 + np.tanh(0.5 * 1.702 * x))


def gelu_sigmoid_backward_steps(dy, x):
    """Gradients along u = 1.702 x, g = sigmoid(u), y = x · g, the last one first.

    dg = dy · x, du = dg · g · (1 − g), dx = dy · g + 1.702 du

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass

    Returns
    -------
    gradients : dict of "dg", "du" and "dx", arrays (...)

    >>> steps = gelu_sigmoid_backward_steps(np.array([4.0, 4.0]), np.array([0.0, 1.0]))
    >>> steps["dg"], steps["du"].round(4), steps["dx"].round(4)
    (array([0., 4.]), array([0.    , 0.5217]), array([2.    , 4.2711]))

    Book: activations, section gelu_sigmoid.
    """
    g = 0.5 * (1.0 + np.tanh(0.5 * 1.702 * x))
    dg = dy * x
    du = dg * g * (1.0 - g)
    return {"dg": dg, "du": du, "dx": dy * g + 1.702 * du}


def gelu_sigmoid_backward(dy, x):
    """Gradient of the loss with respect to the input of GELU's sigmoid form.

    dx = dy · (s + 1.702 x · s · (1 − s)), where s = sigmoid(1.702 x)

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass

    Returns
    -------
    dx : array (...), dL/dx

    >>> gelu_sigmoid_backward(np.array([1.0, 1.0, 1.0]), np.array([-1.0, 0.0, 1.0])).round(4)
    array([-0.0678,  0.5   ,  1.0678])

    Book: activations, section gelu_sigmoid.
    """
    s = 0.5 * (1.0 + np.tanh(0.5 * 1.702 * x))
    return dy * (s + 1.702 * x * s * (1.0 - s))
