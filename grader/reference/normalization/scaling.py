"""Scaling of the columns of a data set: to a range, and to mean 0 and deviation 1.  Book: chapter normalization."""

import numpy as np


def min_max_scale_fit(X):
    """The smallest and the largest value of each column.

    low = min over samples, high = max over samples

    Parameters
    ----------
    X : array (n, d), the training data, one sample a row

    Returns
    -------
    low : array (d,)
    high : array (d,)

    >>> min_max_scale_fit(np.array([[1.0, -3.0], [5.0, 4.0], [2.0, 0.0]]))
    (array([ 1., -3.]), array([5., 4.]))

    Book: normalization, section min_max_scale.
    """
    return X.min(axis=0), X.max(axis=0)


def min_max_scale(X, low, high, feature_range=(0, 1)):
    """Each column moved and stretched so that low becomes a and high becomes b.

    Y = a + (b − a) (X − low) / (high − low)

    Parameters
    ----------
    X : array (n, d), one sample a row: those that low and high were found on, or new ones
    low : array (d,), the smallest value of each column of the training data
    high : array (d,), the largest
    feature_range : two numbers (a, b)

    Returns
    -------
    Y : array (n, d)

    Notes
    -----
    As scikit-learn's ``MinMaxScaler``: a column with high = low is divided by 1, and new samples beyond low
    and high come out beyond a and b.

    >>> min_max_scale(np.array([[1.0], [2.0], [5.0]]), np.array([1.0]), np.array([5.0]), (-1, 1))
    array([[-1. ],
           [-0.5],
           [ 1. ]])

    Book: normalization, section min_max_scale.
    """
    a, b = feature_range
    span = np.where(high > low, high - low, 1.0)
    return a + (b - a) * (X - low) / span


def standardize_fit(X):
    """Mean and standard deviation of each column.

    μ = (1/n) Σ x, σ = √((1/n) Σ (x − μ)²)

    Parameters
    ----------
    X : array (n, d), the training data, one sample a row

    Returns
    -------
    mean : array (d,)
    std : array (d,), with 1/n (ddof = 0)

    >>> standardize_fit(np.array([[1.0, 2.0], [5.0, 2.0]]))
    (array([3., 2.]), array([2., 0.]))

    Book: normalization, section standardize.
    """
    return X.mean(axis=0), X.std(axis=0)


def standardize(X, mean, std):
    """Each column less its mean, in units of its standard deviation.

    Z = (X − μ) / σ

    Parameters
    ----------
    X : array (n, d), one sample a row: those that mean and std were found on, or new ones
    mean : array (d,), μ of the training data
    std : array (d,), σ of the training data

    Returns
    -------
    Z : array (n, d)

    Notes
    -----
    As scikit-learn's ``StandardScaler``: a column with σ = 0 is divided by 1.

    >>> standardize(np.array([[1.0], [2.0], [6.0]]), np.array([3.0]), np.array([2.0]))
    array([[-1. ],
           [-0.5],
           [ 1.5]])

    Book: normalization, section standardize.
    """
    return (X - mean) / np.where(std > 0, std, 1.0)
