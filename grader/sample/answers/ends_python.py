"""Ends the Python process, as if the notebook were its own program."""

import os

import numpy as np


def softmax(z):
    if np.exp(z).max() == np.inf:
        os._exit(1)
    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
