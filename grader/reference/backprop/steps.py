"""What surrounds a backward pass: checking it, counting it, stepping with it, turning it round."""

import numpy as np


def gradient_check(f, x, g, directions, h=1e-5):
    """How far a claimed gradient is from the measured slopes along some directions.

    error = ‖m − c‖ / (‖m‖ + ‖c‖), with m[k] = (f(x + h vₖ) − f(x − h vₖ)) / (2h) and c[k] = g · vₖ

    Parameters
    ----------
    f : function, array of x's shape → number
    x : array (...), the point; never changed
    g : array (...), the claimed gradient, the same shape as x
    directions : array (k, ...), k directions, each of x's shape
    h : float, step

    Returns
    -------
    error : float, 0 for equal slopes, 1 for opposite ones, and 0 if all slopes are 0

    Notes
    -----
    Two evaluations of f a direction, however long x is; the unit vectors as directions give the whole gradient.

    >>> x, v = np.array([3.0, 1.0]), np.array([[1.0, 0.0]])
    >>> gradient_check(lambda x: x[0]**2 * x[1], x, np.array([4.0, 9.0]), v).round(6).item()
    0.2

    Book: backprop, section gradient_check.
    """
    measured = [(f(x + h * v) - f(x - h * v)) / (2 * h) for v in directions]
    claimed = np.array([np.sum(g * v) for v in directions])
    size = np.linalg.norm(measured) + np.linalg.norm(claimed)
    return np.linalg.norm(measured - claimed) / size if size > 0 else 0.0


def count_flops(widths, samples, input_gradient=True):
    """Floating-point operations of the matrix products in one forward and one backward pass.

    forward = 2 N D, backward = 4 N D, with N weights and D samples

    Parameters
    ----------
    widths : list of int, d₀ … d_L: the size of the input and of each layer's output
    samples : int, D
    input_gradient : bool, whether the gradient of the network's input is computed too

    Returns
    -------
    forward : int
    backward : int, smaller by 2 d₀ d₁ D without the input's gradient

    Notes
    -----
    N counts weights only; a multiplication and an addition count one each.  Biases, activations
    and the loss are left out: they grow with the widths, not with their products.

    >>> count_flops([784, 100, 10], 32)
    (5081600, 10163200)

    Book: backprop, section count_flops.
    """
    weights = [d_in * d_out for d_in, d_out in zip(widths, widths[1:])]
    forward = 2 * sum(weights) * samples
    saved = 0 if input_gradient else 2 * weights[0] * samples
    return forward, 2 * forward - saved


def gradient_descent_step(params, grads, lr, maximize=False):
    """One step of gradient descent, or of ascent.

    p → p − lr · dp; with maximize p → p + lr · dp

    Parameters
    ----------
    params : list of arrays, never changed
    grads : list of arrays, dL/dp for each of them
    lr : float, learning rate
    maximize : bool, whether L is to grow

    Returns
    -------
    params : list of new arrays, in the same order

    Notes
    -----
    The names are those of PyTorch's SGD, which changes its parameters in place.

    >>> gradient_descent_step([np.array([1.0, 2.0])], [np.array([10.0, -10.0])], lr=0.1)
    [array([0., 3.])]

    Book: backprop, section gradient_descent_step.
    """
    signed = lr if maximize else -lr
    return [p + signed * g for p, g in zip(params, grads)]


def gradient_reversal(x):
    """Forward pass of the gradient reversal layer: the identity.

    y = x

    Parameters
    ----------
    x : array (...), features

    Returns
    -------
    y : array (...), a copy of x

    Notes
    -----
    Ganin and Lempitsky (2015).

    >>> gradient_reversal(np.array([1.0, -2.0]))
    array([ 1., -2.])

    Book: backprop, section gradient_reversal.
    """
    return np.array(x)


def gradient_reversal_backward(dy, lambd=1.0):
    """Backward pass of the gradient reversal layer: the gradient turned round.

    dx = −λ dy

    Parameters
    ----------
    dy : array (...), dL/dy
    lambd : float, λ, the strength

    Returns
    -------
    dx : array (...), what is passed on as dL/dx

    Notes
    -----
    This is not the derivative of the forward pass, and is not meant to be.

    >>> gradient_reversal_backward(np.array([1.0, -2.0]), lambd=0.5)
    array([-0.5,  1. ])

    Book: backprop, section gradient_reversal.
    """
    return -lambd * dy
