"""The components that the capstone is built from, as the book has them; a learner's own may take their places.

Book: chapter capstone.
"""

import types

from grader.reference import activations, backprop, initialization, learning_rate, losses, normalization, optimizers, regularization

PARTS = (
    initialization.he_init, backprop.linear, backprop.linear_backward, activations.relu, activations.relu_backward,
    normalization.batch_norm, normalization.batch_norm_backward, regularization.dropout, regularization.dropout_backward,
    losses.softmax_cross_entropy, losses.softmax_cross_entropy_backward, optimizers.minibatches, optimizers.adam,
    learning_rate.cosine_decay, regularization.early_stopping,
)


def book_parts():
    """The book's own components by name, as ``parts`` of every function of the chapter."""
    return types.SimpleNamespace(**{part.__name__: part for part in PARTS})
