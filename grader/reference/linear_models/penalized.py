"""Linear regression with a penalty: ridge in closed form, lasso coordinate by coordinate.

Book: chapter linear_models, page penalized.
"""

import numpy as np


def ridge(X, t, alpha=1.0):
    """Least squares with a penalty on the squared length of the weights, in closed form.

    w = (X̃ᵀ X̃ + λ I)⁻¹ X̃ᵀ t, b = mean(t) − mean(X) w, where X̃ is X less its column means;
    they minimise ‖t − X w − b‖² + λ ‖w‖²

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets
    alpha : float, λ, positive; the bias is not penalised

    Returns
    -------
    w : array (d,)
    b : float

    Notes
    -----
    The errors are summed, not averaged, as in scikit-learn's ``Ridge`` (Hoerl and Kennard, 1970).

    >>> ridge(np.array([[-1.0], [0.0], [1.0]]), np.array([97.0, 100.0, 103.0]), alpha=1.0)
    (array([2.]), np.float64(100.0))

    Book: linear_models, section ridge.
    """
    centre = X.mean(axis=0)
    X0 = X - centre
    w = np.linalg.solve(X0.T @ X0 + alpha * np.eye(X.shape[1]), X0.T @ t)  # the mean of t adds nothing: X0 has the mean 0
    return w, t.mean() - centre @ w


def lasso(X, t, alpha=1.0, sweeps=100):
    """Least squares with a penalty on the sizes of the weights, by coordinate descent from 0.

    ρ = x̃ⱼᵀ (t − Σ_{k ≠ j} x̃ₖ wₖ) / n, wⱼ = S(ρ, λ) / (‖x̃ⱼ‖² / n), with S(ρ, λ) = sign(ρ) max(0, |ρ| − λ),
    for j = 1 … d in this order, in each sweep; X̃ is X less its column means; at the end b = mean(t) − mean(X) w;
    they come to minimise ‖t − X w − b‖² / (2n) + λ Σⱼ |wⱼ|

    Parameters
    ----------
    X : array (n, d), samples
    t : array (n,), targets
    alpha : float, λ, positive; the bias is not penalised
    sweeps : int, how often all d weights are gone through

    Returns
    -------
    w : array (d,)
    b : float

    Notes
    -----
    The weight of a constant column stays 0.  The objective is that of scikit-learn's ``Lasso``
    (Tibshirani, 1996; Friedman and others, 2010).

    >>> w, b = lasso(np.array([[-1.0], [0.0], [1.0]]), np.array([97.0, 100.0, 103.0]), alpha=1.0)
    >>> w.round(6), float(b)
    (array([1.5]), 100.0)

    Book: linear_models, section lasso.
    """
    centre, w, residual = X.mean(axis=0), np.zeros(X.shape[1]), t
    X0 = X - centre
    size = (X0 ** 2).mean(axis=0)
    for _ in range(sweeps):
        for j in np.flatnonzero(size):
            residual = residual + X0[:, j] * w[j]
            rho = X0[:, j] @ residual / len(t)
            w[j] = np.sign(rho) * max(0.0, abs(rho) - alpha) / size[j]
            residual = residual - X0[:, j] * w[j]
    return w, t.mean() - centre @ w
