"""Computes everything and returns nothing."""

import numpy as np


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    e / e.sum(axis=-1, keepdims=True)


def relu(x):
    np.maximum(x, 0)


def chain_matrix(X, dY):
    X.T @ dY
