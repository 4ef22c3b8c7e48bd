"""Principal components: axes turned so that one variance after the other is as large as it can be.  Book: chapter normalization."""

import numpy as np


def pca(X, n_components):
    """The directions in which centred data vary most, and how much they do.

    C vₖ = λₖ vₖ with C = (X − μ)ᵀ (X − μ) / (n − 1), λ₁ ≥ λ₂ ≥ …, |vₖ| = 1

    Parameters
    ----------
    X : array (n, d), one sample a row
    n_components : int, k: how many directions are kept, at most n − 1 and at most d

    Returns
    -------
    mean : array (d,), μ
    components : array (k, d), one direction a row; the entry of largest absolute value is positive
    explained_variance : array (k,), λ
    explained_variance_ratio : array (k,), λ as a share of the variance of all columns together

    Notes
    -----
    As scikit-learn's ``PCA``, signs included; its variances have 1/(n − 1).  Pearson (1901).

    >>> X = np.array([[13.0, 24.0], [7.0, 16.0], [11.6, 18.8], [8.4, 21.2]])
    >>> mean, components, variance, ratio = pca(X, 2)
    >>> mean, components.round(4)
    (array([10., 20.]), array([[ 0.6,  0.8],
           [ 0.8, -0.6]]))
    >>> variance.round(4), ratio.round(4)
    (array([16.6667,  2.6667]), array([0.8621, 0.1379]))

    Book: normalization, section pca.
    """
    mean = X.mean(axis=0)
    away = X - mean
    values, vectors = np.linalg.eigh(away.T @ away / (len(X) - 1))
    largest = np.argsort(values)[::-1][:n_components]
    components = vectors[:, largest].T
    signs = [np.sign(v[np.argmax(np.abs(v))]) for v in components]
    return mean, np.array(signs)[:, None] * components, values[largest], values[largest] / values.sum()


def pca_transform(X, mean, components):
    """Where samples lie along the components.

    T = (X − μ) Vᵀ

    Parameters
    ----------
    X : array (n, d), the samples that the components were found on, or new ones
    mean : array (d,), μ of the training data
    components : array (k, d), V

    Returns
    -------
    T : array (n, k)

    >>> pca_transform(np.array([[13.0, 24.0]]), np.array([10.0, 20.0]), np.array([[0.6, 0.8], [0.8, -0.6]])).round(4)
    array([[5., 0.]])

    Book: normalization, section pca.
    """
    return (X - mean) @ components.T


def pca_inverse(T, mean, components):
    """The samples that have these coordinates, as near to the original ones as k directions allow.

    X̃ = T V + μ

    Parameters
    ----------
    T : array (n, k)
    mean : array (d,), μ
    components : array (k, d), V

    Returns
    -------
    X : array (n, d)

    >>> pca_inverse(np.array([[5.0]]), np.array([10.0, 20.0]), np.array([[0.6, 0.8]]))
    array([[13., 24.]])

    Book: normalization, section pca.
    """
    return T @ components + mean
