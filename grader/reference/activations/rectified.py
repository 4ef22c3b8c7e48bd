"""The rectified linear unit and its relatives, with their derivatives.

Every function takes arrays of any shape with the batch first, returns a new array and leaves its
arguments alone.  ``dy`` means dL/dy, the derivative of the final scalar loss L, and has y's shape.
Book: chapter activations, page rectified.
"""

import numpy as np


def relu(x):
    """Rectified linear unit, element by element.

    y = max(0, x)

    Parameters
    ----------
    x : array (...), pre-activation

    Returns
    -------
    y : array (...), the same shape as x

    Notes
    -----
    Nair and Hinton (2010).

    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])

    Book: activations, section relu.
    """
    return np.maximum(x, 0.0)


def relu_backward(dy, x):
    """Gradient of the loss with respect to the input of ReLU.

    dx = dy · [x > 0]

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass

    Returns
    -------
    dx : array (...), dL/dx

    Notes
    -----
    At the kink, x = 0, the derivative is taken as 0, as PyTorch does.

    >>> relu_backward(np.array([5.0, 5.0, 5.0]), np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 5.])

    Book: activations, section relu.
    """
    return np.where(x > 0, dy, 0.0)


def leaky_relu(x, negative_slope=0.01):
    """Leaky ReLU: a small fixed slope below zero.

    y = x for x > 0, negative_slope · x otherwise

    Parameters
    ----------
    x : array (...), pre-activation
    negative_slope : float, slope below zero

    Returns
    -------
    y : array (...), the same shape as x

    Notes
    -----
    Maas, Hannun and Ng (2013); argument name and default as in PyTorch.

    >>> leaky_relu(np.array([-2.0, 3.0]), negative_slope=0.5)
    array([-1.,  3.])

    Book: activations, section leaky_relu.
    """
    return np.where(x > 0, x, negative_slope * x)


def leaky_relu_backward(dy, x, negative_slope=0.01):
    """Gradient of the loss with respect to the input of leaky ReLU.

    dx = dy for x > 0, negative_slope · dy otherwise

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass
    negative_slope : float, slope below zero

    Returns
    -------
    dx : array (...), dL/dx

    Notes
    -----
    At x = 0 the derivative is the slope, as PyTorch does.

    >>> leaky_relu_backward(np.array([1.0, 1.0]), np.array([-2.0, 3.0]), negative_slope=0.5)
    array([0.5, 1. ])

    Book: activations, section leaky_relu.
    """
    return np.where(x > 0, dy, negative_slope * dy)


def prelu(x, weight):
    """Parametric ReLU: a learned slope below zero, one for all features or one for each.

    y[i, j] = x[i, j] for x[i, j] > 0, weight[j] · x[i, j] otherwise

    Parameters
    ----------
    x : array (n, d), pre-activation
    weight : array (1,) or (d,), the learned slope

    Returns
    -------
    y : array (n, d)

    Notes
    -----
    He, Zhang, Ren and Sun (2015); argument name as in PyTorch.

    >>> prelu(np.array([[-2.0, -2.0], [3.0, -4.0]]), np.array([0.5, 0.25]))
    array([[-1. , -0.5],
           [ 3. , -1. ]])

    Book: activations, section prelu.
    """
    return np.where(x > 0, x, weight * x)


def prelu_backward(dy, x, weight):
    """Gradients of the loss with respect to the input and the slope of parametric ReLU.

    dx = dy for x > 0, weight · dy otherwise;
    dweight = the sum of dy · x over every element that used that slope with x ≤ 0

    Parameters
    ----------
    dy : array (n, d), dL/dy
    x : array (n, d), the input of the forward pass
    weight : array (1,) or (d,), the learned slope

    Returns
    -------
    dx : array (n, d), dL/dx
    dweight : array of weight's shape, dL/dweight

    Notes
    -----
    At x = 0 the derivative with respect to x is the slope, as PyTorch does.

    >>> dx, dweight = prelu_backward(np.ones((2, 2)), np.array([[-2.0, 1.0], [3.0, -4.0]]), np.array([0.5]))
    >>> dx
    array([[0.5, 1. ],
           [1. , 0.5]])
    >>> dweight
    array([-6.])

    Book: activations, section prelu.
    """
    dx = np.where(x > 0, dy, weight * dy)
    contributions = np.where(x > 0, 0.0, dy * x)
    dweight = contributions.sum(axis=0) if weight.size > 1 else contributions.sum().reshape(1)
    return dx, dweight


def elu(x, alpha=1.0):
    """Exponential linear unit: bends smoothly to the floor −alpha.

    y = x for x > 0, alpha · (eˣ − 1) otherwise

    Parameters
    ----------
    x : array (...), pre-activation
    alpha : float, depth of the floor

    Returns
    -------
    y : array (...), the same shape as x

    Notes
    -----
    Clevert, Unterthiner and Hochreiter (2016).  expm1 keeps digits near 0; the minimum keeps the
    unused branch from overflowing.

    >>> elu(np.array([-1.0, 3.0])).round(4)
    array([-0.6321,  3.    ])

    Book: activations, section elu.
    """
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))


def elu_backward(dy, x, alpha=1.0):
    """Gradient of the loss with respect to the input of ELU.

    dx = dy for x > 0, dy · alpha · eˣ otherwise

    Parameters
    ----------
    dy : array (...), dL/dy
    x : array (...), the input of the forward pass
    alpha : float, depth of the floor

    Returns
    -------
    dx : array (...), dL/dx

    Notes
    -----
    At x = 0 the derivative is alpha, as PyTorch does.

    >>> elu_backward(np.array([1.0, 1.0]), np.array([-1.0, 3.0])).round(4)
    array([0.3679, 1.    ])

    Book: activations, section elu.
    """
    return np.where(x > 0, dy, dy * alpha * np.exp(np.minimum(x, 0.0)))
