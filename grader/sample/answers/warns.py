"""Right, with a warning on standard error at every call."""

import sys
import warnings

import numpy as np


def softmax(z):
    warnings.warn("softmax of scores", stacklevel=1)
    print("computing softmax ...", file=sys.stderr)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def relu(x):
    print("computing relu ...", file=sys.stderr)
    return np.maximum(x, 0)


def chain_matrix(X, dY):
    warnings.warn("a product of matrices", stacklevel=1)
    return X.T @ dY
