"""Schedules: the learning rate as a function of the number of steps done.

Each takes an array of step numbers, from 0, and returns the rate of each of those steps.
Book: chapter learning_rate.
"""

import numpy as np


def exponential_decay(t, lr, gamma):
    """Exponential decay: every step keeps the same fraction of the rate.

    η(t) = η₀ γᵗ

    Parameters
    ----------
    t : array (...), step numbers from 0
    lr : float, η₀, the rate of step 0
    gamma : float, γ, what one step keeps

    Returns
    -------
    lr : array (...), the rate at each step

    Notes
    -----
    The names are those of PyTorch's ExponentialLR.

    >>> exponential_decay(np.array([0, 1, 2]), 0.8, 0.5)
    array([0.8, 0.4, 0.2])

    Book: learning_rate, section exponential_decay.
    """
    return lr * gamma**t


def natural_exponential_decay(t, lr, rate):
    """Natural exponential decay: the same curve, written with e.

    η(t) = η₀ e^(−k t)

    Parameters
    ----------
    t : array (...), step numbers from 0
    lr : float, η₀, the rate of step 0
    rate : float, k, the share that is lost a step, to first order

    Returns
    -------
    lr : array (...), the rate at each step

    Notes
    -----
    Equal to exponential decay with γ = e^(−k).

    >>> natural_exponential_decay(np.array([0, 10]), 1.0, 0.1).round(4)
    array([1.    , 0.3679])

    Book: learning_rate, section natural_exponential_decay.
    """
    return lr * np.exp(-rate * t)


def cosine_decay(t, lr, T_max, eta_min=0.0):
    """Cosine decay: slow, fast, slow, from the first rate down to the floor.

    η(t) = η_min + (η₀ − η_min) (1 + cos(π t / T)) / 2 for t ≤ T, and η_min from then on

    Parameters
    ----------
    t : array (...), step numbers from 0
    lr : float, η₀, the rate of step 0
    T_max : int, T, the step at which the floor is reached
    eta_min : float, η_min, the floor

    Returns
    -------
    lr : array (...), the rate at each step

    Notes
    -----
    Loshchilov and Hutter (2017), one period; the names are those of PyTorch's CosineAnnealingLR, which
    goes up again after T, where this one stays.

    >>> cosine_decay(np.array([0, 50, 100, 150]), 1.0, 100)
    array([1. , 0.5, 0. , 0. ])

    Book: learning_rate, section cosine_decay.
    """
    done = np.minimum(t, T_max) / T_max
    return eta_min + (lr - eta_min) * (1 + np.cos(np.pi * done)) / 2


def warmup(t, lr, warmup_steps):
    """Linear warm-up: small steps first, the whole rate after warmup_steps of them.

    η(t) = η₀ min(1, (t + 1) / w)

    Parameters
    ----------
    t : array (...), step numbers from 0
    lr : float, η₀, the rate after the warm-up
    warmup_steps : int, w, at least 1

    Returns
    -------
    lr : array (...), the rate at each step; η₀/w at step 0, η₀ from step w − 1 on

    Notes
    -----
    Goyal et al. (2017).

    >>> warmup(np.array([0, 4, 9, 10]), 1.0, 10)
    array([0.1, 0.5, 1. , 1. ])

    Book: learning_rate, section warmup.
    """
    return lr * np.minimum(1.0, (t + 1) / warmup_steps)


def warmup_cosine(t, lr, warmup_steps, T_max, eta_min=0.0):
    """Linear warm-up, then cosine decay.

    η(t) = η₀ (t + 1) / w for t < w, and the cosine of t − w over T − w steps from then on

    Parameters
    ----------
    t : array (...), step numbers from 0
    lr : float, η₀, the highest rate
    warmup_steps : int, w
    T_max : int, T > w, the step at which the floor is reached
    eta_min : float, η_min, the floor

    Returns
    -------
    lr : array (...), the rate at each step

    Notes
    -----
    In PyTorch: SequentialLR of LinearLR and CosineAnnealingLR.

    >>> warmup_cosine(np.array([0, 9, 10, 55, 100]), 1.0, 10, 100, 0.1)
    array([0.1 , 1.  , 1.  , 0.55, 0.1 ])

    Book: learning_rate, section warmup.
    """
    falling = cosine_decay(t - warmup_steps, lr, T_max - warmup_steps, eta_min)
    return np.where(t < warmup_steps, warmup(t, lr, warmup_steps), falling)


def cyclic(t, base_lr, max_lr, step_size_up):
    """Triangular cyclical rate: up and down between two rates, for ever.

    η(t) = η_low + (η_high − η_low) (1 − |t mod 2s − s| / s)

    Parameters
    ----------
    t : array (...), step numbers from 0
    base_lr : float, η_low, the rate of step 0
    max_lr : float, η_high, the rate of step s
    step_size_up : int, s, half a cycle

    Returns
    -------
    lr : array (...), the rate at each step

    Notes
    -----
    Smith (2017); the names are those of PyTorch's CyclicLR.

    >>> cyclic(np.array([0, 2, 4, 6, 8]), 0.1, 0.5, 4)
    array([0.1, 0.3, 0.5, 0.3, 0.1])

    Book: learning_rate, section cyclic.
    """
    way = np.abs(np.mod(t, 2 * step_size_up) - step_size_up) / step_size_up
    return base_lr + (max_lr - base_lr) * (1 - way)
