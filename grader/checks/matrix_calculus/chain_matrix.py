"""What is asked of the chain rule for a matrix."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.matrix_calculus.chain_vectors import CHAIN


def _ask_matrix(rng, n, d_in, d_out, label="", scale=1.0):
    label = label or f"{n} samples, {d_in} inputs, {d_out} outputs"
    return call("chain_matrix", rng.normal(scale=scale, size=(n, d_in)), rng.normal(scale=scale, size=(n, d_out)),
                label=label)


def _matrix_shapes(rng):
    return [_ask_matrix(rng, *sizes) for sizes in ((4, 3, 2), (2, 3, 5), (5, 1, 4))]


def _matrix_by_hand(rng):
    return [call("chain_matrix", np.array([[1.0, 2.0], [0.0, -1.0], [4.0, 1.0]]), np.array([[3.0], [1.0], [-2.0]]),
                 label="the three samples of the book"),
            call("chain_matrix", np.array([[1.0, 2.0]]), np.array([[3.0, 4.0, 5.0]]), label="x = (1, 2), dy = (3, 4, 5)")]


def _matrix_parts(rng):
    X, dY = rng.normal(size=(5, 3)), rng.normal(size=(5, 4))
    return [call("chain_matrix", X[rows], dY[rows]) for rows in (slice(None), slice(0, 2), slice(2, None))]


def _samples_add_up(calls, values):
    whole, first, rest = values
    if np.allclose(whole, first + rest, rtol=1e-9, atol=1e-11):
        return None
    return "the gradients of two parts of a batch do not add up to the gradient of the batch"


def _matrix_random(rng):
    return [_ask_matrix(rng, *sizes) for sizes in ((6, 3, 4), (3, 5, 2), (2, 2, 3))]


def _matrix_square(rng):
    return [_ask_matrix(rng, 3, 3, 3), _ask_matrix(rng, 4, 3, 3), _ask_matrix(rng, 3, 3, 2), _ask_matrix(rng, 3, 2, 3)]


def _matrix_edges(rng):
    return [_ask_matrix(rng, 1, 3, 2, label="a single sample"), _ask_matrix(rng, 4, 1, 1, label="one input, one output"),
            _ask_matrix(rng, 3, 2, 4, scale=1e3, label="numbers near 1000"),
            call("chain_matrix", rng.normal(size=(3, 2)), np.zeros((3, 4)), label="dY = 0")]


def _matrix_unchanged(rng):
    return [_ask_matrix(rng, 4, 2, 3), _ask_matrix(rng, 3, 3, 3)]


def _scaled_matrix(X, dY):
    return X.T @ dY / len(X)


CHAIN_MATRIX = Sheet(
    checks=(
        Check("shapes", "dW has the shape of W: inputs along the rows, outputs along the columns.", "shape", 1,
              _matrix_shapes, why=CHAIN),
        Check("two matrices by hand", "The two gradients worked out in the book come out right.", "value", 1,
              _matrix_by_hand, by_hand=(np.array([[-5.0], [3.0]]), np.array([[3.0, 4.0, 5.0], [6.0, 8.0, 10.0]]))),
        Check("samples add up", "The gradient of a batch is the sum of the gradients of its parts.", "property", 1,
              _matrix_parts, holds=_samples_add_up,
              hint="every sample uses the same W, so every sample's share belongs into dW, undivided"),
        Check("random batches", "Random batches agree with the derivation.", "reference", 2, _matrix_random, why=CHAIN,
              hint="write out one entry of dW as a sum over the samples"),
        Check("square shapes", "Where shapes are square and cannot object, the gradient is still right.", "reference", 1,
              _matrix_square, why=CHAIN, hint="shapes cannot help here: follow one weight W[i, j] to the outputs it reaches"),
        Check("edges", "A single sample, one input and one output, dY = 0 and numbers near 1000 are handled.", "edge", 1,
              _matrix_edges, why=CHAIN),
        Check("inputs unchanged", "X and dY are not changed.", "unchanged", 1, _matrix_unchanged, why=CHAIN),
    ),
    misconceptions=(
        Misconception("transposed", "chain_matrix", lambda X, dY: dY.T @ X,
                      "this is the gradient of the transpose: outputs along the rows, as in the column form y = W x"),
        Misconception("mean_over_batch", "chain_matrix", _scaled_matrix,
                      "the sum over the samples is divided by their number; a mean in the loss is in dY already"),
        Misconception("last_sample_only", "chain_matrix", lambda X, dY: np.outer(X[-1], dY[-1]),
                      "only the last sample is left: each sample's share is assigned instead of added"),
        Misconception("batch_not_summed", "chain_matrix", lambda X, dY: X[:, :, None] * dY[:, None, :],
                      "one matrix for each sample is left: the sum over the samples is missing"),
        Misconception("summed_too_early", "chain_matrix", lambda X, dY: np.outer(X.sum(axis=0), dY.sum(axis=0)),
                      "X and dY are summed over the samples before they are multiplied, so samples mix"),
        Misconception("transpose_forgotten", "chain_matrix", lambda X, dY: X @ dY,
                      "X is not transposed: the sum runs over the inputs instead of the samples"),
        Misconception("element_by_element", "chain_matrix", lambda X, dY: X * dY,
                      "X and dY are multiplied number by number (*) instead of as matrices (@)"),
        Misconception("upstream_forgotten", "chain_matrix", lambda X, dY: X.T @ np.ones_like(dY),
                      "dW is made of x alone, as if ∂Y/∂W were a matrix of its own; dY never enters"),
    ),
)
