"""Kernels: inner products of features that are never written down.

Book: chapter linear_models, page kernels.
"""

import numpy as np


def kernels(X, Z):
    """Linear kernel, the inner products of all pairs of rows.

    K[i, j] = xᵢ · zⱼ

    Parameters
    ----------
    X : array (n, d)
    Z : array (m, d)

    Returns
    -------
    K : array (n, m)

    >>> kernels(np.array([[1.0, 2.0]]), np.array([[3.0, -1.0], [0.0, 5.0]]))
    array([[ 1., 10.]])

    Book: linear_models, section kernels.
    """
    return X @ Z.T


def kernels_polynomial(X, Z, degree=3, gamma=1.0, coef0=1.0):
    """Polynomial kernel of all pairs of rows.

    K[i, j] = (γ xᵢ · zⱼ + r)^p

    Parameters
    ----------
    X : array (n, d)
    Z : array (m, d)
    degree : int, p
    gamma : float, γ
    coef0 : float, r

    Returns
    -------
    K : array (n, m)

    Notes
    -----
    scikit-learn's ``polynomial_kernel``, whose γ is 1/d unless given.

    >>> kernels_polynomial(np.array([[1.0, 2.0]]), np.array([[3.0, -1.0]]), degree=2)
    array([[4.]])

    Book: linear_models, section kernels.
    """
    return (gamma * (X @ Z.T) + coef0) ** degree


def kernels_gaussian(X, Z, gamma=1.0):
    """Gaussian kernel of all pairs of rows, also called radial basis function, RBF.

    K[i, j] = exp(−γ ‖xᵢ − zⱼ‖²)

    Parameters
    ----------
    X : array (n, d)
    Z : array (m, d)
    gamma : float, γ, positive

    Returns
    -------
    K : array (n, m), between 0 and 1

    Notes
    -----
    The differences are taken first: ‖x‖² + ‖z‖² − 2 x·z loses every digit far from the origin.

    >>> kernels_gaussian(np.array([[0.0, 0.0]]), np.array([[0.0, 0.0], [1.0, 1.0]]), gamma=0.5).round(6)
    array([[1.      , 0.367879]])

    Book: linear_models, section kernels.
    """
    return np.exp(-gamma * ((X[:, None] - Z) ** 2).sum(axis=-1))


def kernels_map(X):
    """The features whose inner product is the polynomial kernel (x · z + 1)².

    φ(x) = (1, √2 xᵢ for each i, xᵢ² for each i, √2 xᵢ xⱼ for each pair i < j)

    Parameters
    ----------
    X : array (n, d)

    Returns
    -------
    F : array (n, (d + 1)(d + 2)/2), one row of features for each sample; the order of the columns does not matter

    >>> F = kernels_map(np.array([[1.0, 2.0], [3.0, -1.0]]))
    >>> F.shape, round((F[0] @ F[1]).item(), 6)
    ((2, 6), 4.0)

    Book: linear_models, section kernels.
    """
    i, j = np.triu_indices(X.shape[1], 1)
    return np.hstack([np.ones((len(X), 1)), np.sqrt(2) * X, X ** 2, np.sqrt(2) * X[:, i] * X[:, j]])
