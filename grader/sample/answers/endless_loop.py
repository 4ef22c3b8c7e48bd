"""A loop whose end is never reached."""

import numpy as np


def softmax(z):
    total = np.zeros(z.shape[:-1])
    while (total < 1).all():
        total = total * 2
    return np.exp(z) / total[..., None]
