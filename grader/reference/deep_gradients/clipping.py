"""Gradients made smaller when they are too large."""

import numpy as np


def clip_by_value(grads, clip_value):
    """Gradients with every number brought into an interval.

    ĝ = min(max(g, −c), c), number by number

    Parameters
    ----------
    grads : list of arrays, one gradient for each parameter
    clip_value : number ≥ 0, the bound c

    Returns
    -------
    clipped : list of arrays, in the order of grads

    Notes
    -----
    As PyTorch's clip_grad_value_, except that nothing is changed in place.
    The direction of the gradient changes; where that matters, clip the norm.

    >>> clip_by_value([np.array([0.1, 10.0]), np.array([-3.0])], 1.0)
    [array([0.1, 1. ]), array([-1.])]

    Book: deep_gradients, section clip_by_value.
    """
    return [np.clip(g, -clip_value, clip_value) for g in grads]


def clip_by_global_norm(grads, max_norm, eps=1e-6):
    """Gradients with their common length brought below a bound, and the length that they had.

    N = √(Σ g², over all numbers of all gradients), ĝ = g · min(1, c/(N + ε))

    Parameters
    ----------
    grads : list of arrays, one gradient for each parameter
    max_norm : number > 0, the bound c
    eps : number ≥ 0, ε, keeps the quotient finite when all gradients are zero

    Returns
    -------
    clipped : list of arrays, in the order of grads
    total_norm : number, N, before clipping

    Notes
    -----
    As PyTorch's clip_grad_norm_, ε included, except that nothing is changed in place; the formula
    without ε, with a threshold instead of the minimum, is that of Pascanu, Mikolov and Bengio (2013).

    >>> clip_by_global_norm([np.array([3.0, 4.0]), np.array([0.0, 12.0])], 6.5, eps=0.0)
    ([array([1.5, 2. ]), array([0., 6.])], 13.0)

    Book: deep_gradients, section clip_by_global_norm.
    """
    total_norm = float(np.sqrt(sum((g**2).sum() for g in grads)))
    scale = min(1.0, max_norm / (total_norm + eps))
    return [g * scale for g in grads], total_norm
