"""Searching for settings: on a grid, and at random.

Book: chapter learning_rate.
"""

import itertools
import math

import numpy as np


def grid_search(f, candidates):
    """The best of all combinations of candidate values.

    best = the first x with the least f(x), each xᵢ among its candidates

    Parameters
    ----------
    f : function, array (M,) → number, smaller is better
    candidates : list of M arrays, the values to try for each setting

    Returns
    -------
    best : array (M,), the first combination with the least value; the last setting changes fastest
    value : float, f(best)

    Notes
    -----
    N values for each of M settings are N^M runs.  The order is that of itertools.product.

    >>> grid_search(lambda x: (x[0] - 1)**2 + x[1], [[0.0, 1.0, 2.0], [3.0, -3.0]])
    (array([ 1., -3.]), -3.0)

    Book: learning_rate, section grid_search.
    """
    points = np.array(list(itertools.product(*candidates)))
    values = [f(point) for point in points]
    best = np.argmin(values)
    return points[best], float(values[best])


def grid_search_size(candidates):
    """How many runs a grid takes.

    runs = N₁ · N₂ · … · N_M

    Parameters
    ----------
    candidates : list of M arrays, the values to try for each setting

    Returns
    -------
    runs : int

    Notes
    -----
    No setting at all is one run.

    >>> grid_search_size([[0.1, 0.01, 0.001], [16, 64]])
    6

    Book: learning_rate, section grid_search.
    """
    return math.prod(len(values) for values in candidates)


def random_search(f, low, high, u, log=False):
    """The best of some random settings.

    xᵢ = low + uᵢ (high − low), or on a logarithmic scale xᵢ = low (high / low)^uᵢ

    Parameters
    ----------
    f : function, array (M,) → number, smaller is better
    low : array (M,), the least value of each setting; positive on a logarithmic scale
    high : array (M,), the greatest
    u : array (trials, M), independent uniform numbers from [0, 1), one row a trial
    log : bool, whether factors are to be equally likely, instead of differences

    Returns
    -------
    best : array (M,), the first setting with the least value
    value : float, f(best)

    Notes
    -----
    Bergstra and Bengio (2012).  The numbers are passed in, so that a search can be repeated.

    >>> random_search(lambda x: x[0], np.array([1.0]), np.array([100.0]), np.array([[0.5], [0.9]]), log=True)
    (array([10.]), 10.0)

    Book: learning_rate, section random_search.
    """
    points = low * (high / low) ** u if log else low + u * (high - low)
    values = [f(point) for point in points]
    best = np.argmin(values)
    return points[best], float(values[best])
