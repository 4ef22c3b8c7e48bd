"""The support vector machine's dual: one number for each sample, and the data only inside a kernel.

Book: chapter linear_models, page kernels.
"""

import numpy as np

TINY = 1e-12  # two samples in one place have the denominator 0
ROOM = 1e-12  # nearer to an end than this, a variable is at it


def kernel_svm(K, t, a):
    """Dual objective of the support vector machine, to be made as large as possible.

    D = Σᵢ aᵢ − ½ Σᵢ Σⱼ aᵢ aⱼ tᵢ tⱼ K[i, j]

    Parameters
    ----------
    K : array (n, n), kernel of the training samples
    t : array (n,), targets, each −1 or 1
    a : array (n,), dual variables

    Returns
    -------
    D : float

    >>> kernel_svm(np.array([[2.0, 1.0], [1.0, 4.0]]), np.array([1.0, -1.0]), np.array([0.5, 0.5])).item()
    0.5

    Book: linear_models, section kernel_svm.
    """
    u = _signed(a, t)
    return a.sum() - 0.5 * u @ K @ u


def kernel_svm_step(K, t, a, i, j, C=1.0):
    """Dual variables after the best change of two of them that keeps Σ aᵢ tᵢ and 0 ≤ a ≤ C.

    u = a t, e = K u − t, δ = (eⱼ − eᵢ) / (Kᵢᵢ + Kⱼⱼ − 2 Kᵢⱼ), then uᵢ + δ and uⱼ − δ,
    with δ cut so that uᵢ + δ and uⱼ − δ stay between 0 and C t of their own sample

    Parameters
    ----------
    K : array (n, n), kernel of the training samples
    t : array (n,), targets, each −1 or 1
    a : array (n,), dual variables
    i : int, a sample
    j : int, another sample
    C : float, the largest value

    Returns
    -------
    a : array (n,)

    Notes
    -----
    A denominator below 1e-12, that of two samples in one place, is taken as 1e-12 (Platt, 1998; Chang and Lin, 2011).

    >>> kernel_svm_step(np.array([[2.0, 1.0], [1.0, 4.0]]), np.array([1.0, -1.0]), np.zeros(2), 0, 1)
    array([0.5, 0.5])

    Book: linear_models, section kernel_svm.
    """
    u = _signed(a, t)
    delta = ((K[j] - K[i]) @ u - (t[j] - t[i])) / max(K[i, i] + K[j, j] - 2 * K[i, j], TINY)
    low, high = np.where(t == 1, 0.0, -C), np.where(t == 1, C, 0.0)
    delta = min(max(delta, low[i] - u[i], u[j] - high[j]), high[i] - u[i], u[j] - low[j])
    u[i], u[j] = u[i] + delta, u[j] - delta
    return _signed(u, t)


def kernel_svm_fit(K, t, C, steps):
    """Dual variables and bias after so many steps, two variables at a time from 0.

    e = K (a t) − t; i has the smallest e among the samples whose a t can grow, j the largest among those whose a t can
    shrink, each the first of several; while eᵢ < eⱼ, the step of i and j is taken; at the end b = −(eᵢ + eⱼ)/2

    Parameters
    ----------
    K : array (n, n), kernel of the training samples
    t : array (n,), targets, each −1 or 1, both present
    C : float, the largest value of a dual variable
    steps : int, the number of steps

    Returns
    -------
    a : array (n,), not 0 for support vectors only
    b : float

    Notes
    -----
    a t can grow to max(0, C t) and shrink to min(0, C t), and is at an end if it is nearer to it than 1e-12.
    The maximum is the one that scikit-learn's ``SVC(kernel="precomputed")`` finds; its ``dual_coef_`` are a t.

    >>> a, b = kernel_svm_fit(np.array([[2.0, 1.0], [1.0, 4.0]]), np.array([1.0, -1.0]), C=1.0, steps=3)
    >>> a, float(b)
    (array([0.5, 0.5]), 0.5)

    Book: linear_models, section kernel_svm.
    """
    a = np.zeros(len(t))
    for _ in range(steps):
        i, j, lowest, highest = _most_violating(K, t, a, C)
        if lowest < highest:
            a = kernel_svm_step(K, t, a, i, j, C)
    _, _, lowest, highest = _most_violating(K, t, a, C)
    return a, -(lowest + highest) / 2


def _most_violating(K, t, a, C):
    """The pair whose exchange promises most, and the two errors."""
    error = K @ _signed(a, t) - t
    grows = np.where(np.where(t == 1, a < C - ROOM, a > ROOM), error, np.inf)
    shrinks = np.where(np.where(t == 1, a > ROOM, a < C - ROOM), error, -np.inf)
    return grows.argmin(), shrinks.argmax(), grows.min(), shrinks.max()


def kernel_svm_predict(K, t, a, b):
    """Scores of new samples.

    z = K (a t) + b

    Parameters
    ----------
    K : array (m, n), kernel of m new samples by the n training samples
    t : array (n,), the training targets, each −1 or 1
    a : array (n,), dual variables
    b : float, bias

    Returns
    -------
    z : array (m,), positive for the class 1

    >>> kernel_svm_predict(np.array([[3.0, 1.0]]), np.array([1.0, -1.0]), np.array([0.5, 0.5]), 0.5)
    array([1.5])

    Book: linear_models, section kernel_svm.
    """
    return K @ _signed(a, t) + b


def _signed(a, t):
    """a t, for targets of −1 and 1."""
    return np.where(t == 1, a, -a)
