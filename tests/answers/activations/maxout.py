"""Wrong and right answers: maxout."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


@right("activations/maxout")
def maxout__piece_by_piece(X, W, b):
    """A linear layer after the other, the larger kept."""
    Y = np.full((len(X), W.shape[2]), -np.inf)
    for weights, biases in zip(W, b, strict=True):
        Y = np.maximum(Y, X @ weights + biases)
    return Y


@right("activations/maxout")
def maxout__einsum(X, W, b):
    """All products at once, pieces on the last axis."""
    return np.amax(np.einsum("ni,kij->njk", X, W) + b.T, axis=-1)


@right("activations/maxout")
def maxout_backward__unit_by_unit(dY, X, W, b):
    """One sample and one unit after the other: find the winner, add to its gradients."""
    dZ, dX, dW, db = np.zeros((len(W), *dY.shape)), np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
    for n, x in enumerate(X):
        for j in range(W.shape[2]):
            scores = [x @ W[i, :, j] + b[i, j] for i in range(len(W))]
            i = scores.index(max(scores))
            dZ[i, n, j] = dY[n, j]
            dX[n] += dY[n, j] * W[i, :, j]
            dW[i, :, j] += dY[n, j] * x
            db[i, j] += dY[n, j]
    return dZ, dX, dW, db


@right("activations/maxout")
def maxout_backward__einsum(dY, X, W, b):
    """Winners as a one-hot axis; a list in place of a tuple."""
    scores = np.einsum("ni,kij->knj", X, W) + b[:, np.newaxis]
    dZ = np.moveaxis(np.eye(len(W))[scores.argmax(axis=0)], -1, 0) * dY
    return [dZ, np.einsum("knj,kij->ni", dZ, W), np.einsum("ni,knj->kij", X, dZ), np.einsum("knj->kj", dZ)]


@wrong("activations/maxout", embodies="smallest_piece")
def maxout__minout(X, W, b):
    """The other end."""
    return np.stack([X @ w + c for w, c in zip(W, b)]).min(axis=0)


@wrong("activations/maxout", embodies="pieces_averaged")
def maxout__average(X, W, b):
    """One linear layer with mean weights."""
    return X @ W.mean(axis=0) + b.mean(axis=0)


@wrong("activations/maxout", embodies="pieces_added")
def maxout__sum(X, W, b):
    """One linear layer with summed weights."""
    return X @ W.sum(axis=0) + b.sum(axis=0)


@wrong("activations/maxout", embodies="biases_after_the_maximum")
def maxout__two_maxima(X, W, b):
    """The maximum of a sum taken term by term."""
    return np.stack([X @ w for w in W]).max(axis=0) + np.max(b, axis=0)


@wrong("activations/maxout", embodies="biases_forgotten")
def maxout__through_zero(X, W, b):
    """Products only."""
    return np.amax([X @ w for w in W], axis=0)


@wrong("activations/maxout", embodies="relu_on_top")
def maxout__rectified(X, W, b):
    """Zero as one more piece."""
    Y = np.zeros((len(X), W.shape[2]))
    for weights, biases in zip(W, b, strict=True):
        Y = np.maximum(Y, X @ weights + biases)
    return Y


@wrong("activations/maxout", embodies="overwrites_biases")
def maxout__running_maximum_in_b(X, W, b):
    """The biases serve as working memory."""
    first = b.copy()
    b -= np.amax(b, axis=0)
    return np.amax([X @ w + c for w, c in zip(W, first - first.max(axis=0))], axis=0)


def linear_backwards(X, W, pieces, reduce=np.sum):
    """The gradients of k linear layers from the gradient of each one's output."""
    dX = sum(dZ @ w.T for dZ, w in zip(pieces, W, strict=True))
    return np.stack(list(pieces)) * 1.0, dX, np.stack([X.T @ dZ for dZ in pieces]), np.stack([reduce(dZ, axis=0) for dZ in pieces])


def scores(X, W, b):
    """The pieces' outputs, one after the other."""
    return np.stack([X @ w + c for w, c in zip(W, b, strict=True)])


def first_winner(Z):
    """True where a piece is the first of the largest."""
    return np.moveaxis(np.eye(len(Z), dtype=bool)[Z.argmax(axis=0)], -1, 0)


@wrong("activations/maxout", embodies="gradient_to_all_pieces")
def maxout_backward__of_a_sum(dY, X, W, b):
    """As if the pieces were added."""
    return linear_backwards(X, W, [dY for _ in W])


@wrong("activations/maxout", embodies="gradient_to_all_winners")
def maxout_backward__twice(dY, X, W, b):
    """Whoever equals the maximum."""
    Z = scores(X, W, b)
    return linear_backwards(X, W, [dY * (Z.max(axis=0) <= z) for z in Z])


@wrong("activations/maxout", embodies="gradient_shared_by_winners")
def maxout_backward__shared(dY, X, W, b):
    """A subgradient too, and another convention."""
    Z = scores(X, W, b)
    best = [(Z.max(axis=0) <= z).astype(float) for z in Z]
    return linear_backwards(X, W, [dY * one / sum(best) for one in best])


@wrong("activations/maxout", embodies="mean_over_batch")
def maxout_backward__averaged_bias(dY, X, W, b):
    """Divided by the batch."""
    return linear_backwards(X, W, first_winner(scores(X, W, b)) * dY, np.mean)


@wrong("activations/maxout", embodies="winner_without_biases")
def maxout_backward__other_winner(dY, X, W, b):
    """The largest product."""
    return linear_backwards(X, W, first_winner(scores(X, W, np.zeros_like(b))) * dY)


@wrong("activations/maxout", embodies="upstream_forgotten")
def maxout_backward__of_the_sum_of_outputs(dY, X, W, b):
    """As if dY were one."""
    return linear_backwards(X, W, first_winner(scores(X, W, b)).astype(float))


@wrong("activations/maxout", embodies="dx_through_all_pieces")
def maxout_backward__every_road_back(dY, X, W, b):
    """dW and db are right."""
    dZ, _, dW, db = linear_backwards(X, W, first_winner(scores(X, W, b)) * dY)
    return dZ, sum(dY @ w.T for w in W), dW, db


@wrong("activations/maxout")
def maxout__first_piece(X, W, b):
    """The others are never used: matches no misconception."""
    return X @ W[0] + b[0]


@wrong("activations/maxout")
def maxout__largest_by_size(X, W, b):
    """The largest without its sign."""
    return np.abs(scores(X, W, b)).max(axis=0)


@wrong("activations/maxout")
def maxout_backward__last_winner(dY, X, W, b):
    """Of equal pieces the last: another convention, and none of the named ones."""
    Z = scores(X, W, b)[::-1]
    return linear_backwards(X, W, first_winner(Z)[::-1] * dY)
