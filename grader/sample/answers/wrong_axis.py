"""Sums and maxima along the first axis."""

import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z, axis=0, keepdims=True))
    return e / np.sum(e, axis=0, keepdims=True)


def prelu_backward(dy, x, weight):
    dx = np.where(x > 0, dy, weight * dy)
    return dx, np.sum(np.where(x > 0, 0.0, dy * x), axis=1)


def chain_matrix(X, dY):
    return X @ dY.T
