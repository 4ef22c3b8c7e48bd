"""Cross-entropy of probabilities with one class out of several.  Book: chapter losses."""

import numpy as np


def cross_entropy(p, t):
    """Mean cross-entropy between one-hot targets and probabilities.

    L = −(1/n) Σᵢ Σ_c t[i, c] ln p[i, c], where a term with t = 0 is 0

    Parameters
    ----------
    p : array (n, k), probabilities, each row sums to 1
    t : array (n, k), one-hot rows, or other distributions

    Returns
    -------
    L : float, not negative; infinite if a true class has probability 0

    Notes
    -----
    The mean runs over the n samples, not over the n · k elements.  Nothing is added inside the
    logarithm.  PyTorch's ``cross_entropy`` takes scores: see ``softmax_cross_entropy``.

    >>> cross_entropy(np.array([[0.5, 0.5, 0.0], [0.25, 0.5, 0.25]]), np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])).item()
    1.0397207708399179

    Book: losses, section cross_entropy.
    """
    wanted = t > 0
    with np.errstate(divide="ignore"):
        return -(t[wanted] * np.log(p[wanted])).sum() / len(p)


def cross_entropy_backward(p, t):
    """Gradient of the cross-entropy for the probabilities.

    dp[i, c] = −t[i, c] / p[i, c] / n, where t = 0 gives 0

    Parameters
    ----------
    p : array (n, k), probabilities, each row sums to 1
    t : array (n, k), one-hot rows, or other distributions

    Returns
    -------
    dp : array (n, k), dL/dp

    >>> cross_entropy_backward(np.array([[0.5, 0.5, 0.0]]), np.array([[1.0, 0.0, 0.0]]))
    array([[-2.,  0.,  0.]])

    Book: losses, section cross_entropy.
    """
    dp, wanted = np.zeros(p.shape), t > 0
    with np.errstate(divide="ignore"):
        dp[wanted] = -t[wanted] / p[wanted] / len(p)
    return dp
