"""Right answers in other words: loops, and other formulas."""

import numpy as np


def softmax(z):
    p = np.empty_like(z, dtype=float)
    for row in np.ndindex(z.shape[:-1]):
        e = np.array([np.exp(score - max(z[row])) for score in z[row]])
        p[row] = e / sum(e)
    return p


def softmax_backward(dp, p):
    dz = np.empty_like(p)
    for row in np.ndindex(p.shape[:-1]):
        dz[row] = (np.diag(p[row]) - np.outer(p[row], p[row])).T @ dp[row]
    return dz


def relu(x):
    return (x + np.abs(x)) / 2


def chain_matrix(X, dY):
    return np.einsum("ni,nj->ij", X, dY)


def numerical_gradient(f, x, h=1e-5):
    flat = x.astype(float).ravel()
    slopes = []
    for i in range(flat.size):
        step = np.zeros_like(flat)
        step[i] = h
        slopes.append((f((flat + step).reshape(x.shape)) - f((flat - step).reshape(x.shape))) / (2 * h))
    return np.array(slopes).reshape(x.shape)
