"""Products of features as further features, all pairs of them at the price of a few sums.

Book: chapter perceptron, page features.
"""

import numpy as np


def factorization_machine_pairs(X, w0, w, V):
    """The same scores by the definition, pair by pair.

    z = w₀ + x·w + Σ_{i<j} (V[i]·V[j]) x[i] x[j]

    Parameters
    ----------
    X : array (n, d), samples
    w0 : float, bias
    w : array (d,), weight of each feature
    V : array (d, r), a vector of r factors for each feature

    Returns
    -------
    z : array (n,), scores

    >>> factorization_machine_pairs(np.array([[1.0, 2.0]]), 0.5, np.array([1.0, -1.0]), np.array([[1.0, 0.0], [3.0, 2.0]]))
    array([5.5])

    Book: perceptron, section factorization_machine.
    """
    z = w0 + X @ w
    for i in range(len(V)):
        for j in range(i + 1, len(V)):
            z = z + (V[i] @ V[j]) * X[:, i] * X[:, j]
    return z


def factorization_machine(X, w0, w, V):
    """Scores with a term for every pair of features, without visiting the pairs.

    z = w₀ + x·w + ½ Σ_f [ (Σᵢ V[i, f] x[i])² − Σᵢ V[i, f]² x[i]² ]

    Parameters
    ----------
    X : array (n, d), samples
    w0 : float, bias
    w : array (d,), weight of each feature
    V : array (d, r), a vector of r factors for each feature

    Returns
    -------
    z : array (n,), scores

    Notes
    -----
    Rendle's second-order factorization machine; r multiplications a feature instead of one a pair.

    >>> factorization_machine(np.array([[1.0, 2.0]]), 0.5, np.array([1.0, -1.0]), np.array([[1.0, 0.0], [3.0, 2.0]]))
    array([5.5])

    Book: perceptron, section factorization_machine.
    """
    sums, squares = X @ V, X**2 @ V**2
    return w0 + X @ w + 0.5 * np.sum(sums**2 - squares, axis=1)
