"""PyTorch's layers, networks, graphs and steps, by autograd, forward mode and its own counter of operations."""

import numpy as np

from tests.peers.matrix_calculus import scalar_of_vector


def tanh_slope(z):
    """The derivative of tanh."""
    return 1 - np.tanh(z) ** 2


FUNCTIONS = {"scalar_of_vector": scalar_of_vector, "tanh": np.tanh, "tanh_slope": tanh_slope}


def records():
    """Every function of the chapter, with every intermediate value."""
    from tests.peers.with_torch import backprop

    yield from backprop.records()
