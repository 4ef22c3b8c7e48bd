"""What is asked of maxout: the largest of k linear layers, and where its gradient goes."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SIZES = ((3, 4, 2, 3), (4, 3, 3, 4), (3, 3, 3, 3), (5, 2, 4, 2))


def _layer(rng, n, d_in, d_out, k):
    """Inputs and k pieces; biases of about the size of the products, so that each piece wins somewhere."""
    return rng.normal(size=(n, d_in)), rng.normal(size=(k, d_in, d_out)), rng.normal(size=(k, d_out))


def _label(n, d_in, d_out, k):
    return f"{n} samples, {d_in} inputs, {d_out} units of {k} pieces"


def _shapes(rng):
    layer = _layer(rng, 3, 4, 2, 5)
    return [call("maxout", *layer, label="maxout"),
            call("maxout_backward", rng.normal(size=(3, 2)), *layer, label="maxout_backward")]


def _by_hand(rng):
    X = np.array([[-2.0], [3.0]])
    return [call("maxout", X, np.array([[[1.0]], [[-1.0]]]), np.zeros((2, 1)), label="pieces x and −x"),
            call("maxout", X, np.array([[[0.5]], [[2.0]]]), np.array([[1.0], [-2.0]]), label="pieces x/2 + 1 and 2x − 2")]


def _random(rng):
    return [call("maxout", *_layer(rng, *size), label=_label(*size)) for size in SIZES]


def _reordered(rng):
    X, W, b = _layer(rng, 4, 3, 2, 3)
    order = np.array([2, 0, 1])
    return [call("maxout", X, W, b), call("maxout", X, W[order], b[order], label="the same pieces in another order"),
            call("maxout", X, W, b + 2.5, label="all biases raised by 2.5")]


def _order_is_free(calls, values):
    Y, reordered, raised = values
    if not np.allclose(Y, reordered, rtol=1e-9, atol=1e-12):
        return "the same pieces in another order give another result"
    if not np.allclose(Y + 2.5, raised, rtol=1e-9, atol=1e-12):
        return "raising every bias by 2.5 does not raise the result by 2.5"
    return None


def _gradients(rng):
    return [call("maxout_backward", rng.normal(size=(n, d_out)), *_layer(rng, n, d_in, d_out, k),
                 label=_label(n, d_in, d_out, k)) for n, d_in, d_out, k in SIZES]


def _ties(rng):
    X, W, b = _layer(rng, 3, 4, 2, 1)
    twins = np.concatenate([W, W, W - 10.0]), np.concatenate([b, b, b - 1e4])
    return [call("maxout", X, *twins, label="two equal pieces"),
            call("maxout_backward", rng.normal(size=(3, 2)), X, *twins, label="two equal pieces in the backward pass")]


def _edges(rng):
    one = _layer(rng, 3, 4, 2, 1)
    X, W, b = _layer(rng, 4, 3, 2, 2)
    W[1], b[1] = 0.0, 0.0
    large = np.array([[1000.0], [-1000.0]]), np.array([[[1.0]], [[-1.0]]]), np.zeros((2, 1))
    return [call("maxout", *one, label="a single piece: a linear layer"),
            call("maxout_backward", rng.normal(size=(3, 2)), *one, label="a single piece in the backward pass"),
            call("maxout", X, W, b, label="a piece that is zero: ReLU"),
            call("maxout_backward", rng.normal(size=(4, 2)), X, W, b, label="a piece that is zero, in the backward pass"),
            call("maxout", *large, label="inputs of ±1000")]


def _unchanged(rng):
    layer = _layer(rng, 3, 3, 3, 2)
    return [call("maxout", *layer, label="maxout"),
            call("maxout_backward", rng.normal(size=(3, 3)), *layer, label="maxout_backward")]


# --- wrong variants -------------------------------------------------------------------------------------

def _scores(X, W, b):
    return X @ W + b[:, None, :]


def _raising_the_bias(X, W, b):
    b -= b.max(axis=0)
    return _scores(X, W, b).max(axis=0)


def _winners(X, W, b):
    return _scores(X, W, b).argmax(axis=0) == np.arange(len(W))[:, None, None]


def _gradients_from(X, W, dZ, db=np.sum):
    return 1.0 * dZ, (dZ @ W.transpose(0, 2, 1)).sum(axis=0), X.T @ dZ, db(dZ, axis=1)


def _all_pieces(dY, X, W, b):
    return _gradients_from(X, W, np.broadcast_to(dY, (len(W), *dY.shape)))


def _all_winners(dY, X, W, b):
    scores = _scores(X, W, b)
    return _gradients_from(X, W, np.where(scores == scores.max(axis=0), dY, 0.0))


def _shared_winners(dY, X, W, b):
    scores = _scores(X, W, b)
    winners = scores == scores.max(axis=0)
    return _gradients_from(X, W, winners * dY / winners.sum(axis=0))


def _mean_bias(dY, X, W, b):
    return _gradients_from(X, W, np.where(_winners(X, W, b), dY, 0.0), np.mean)


def _biases_forgotten(dY, X, W, b):
    return _gradients_from(X, W, np.where(_winners(X, W, 0.0 * b), dY, 0.0))


def _upstream_forgotten(dY, X, W, b):
    return _gradients_from(X, W, 1.0 * _winners(X, W, b))


def _weights_summed(dY, X, W, b):
    dZ, _, dW, db = _gradients_from(X, W, np.where(_winners(X, W, b), dY, 0.0))
    return dZ, dY @ W.sum(axis=0).T, dW, db


MAXOUT = Sheet(
    checks=(
        Check("shapes", "Y has a row a sample and a column a unit; each gradient has the shape of its array.", "shape", 1,
              _shapes),
        Check("values by hand", "The two examples worked out in the book come out right.", "value", 1, _by_hand,
              by_hand=(np.array([[2.0], [3.0]]), np.array([[0.0], [4.0]]))),
        Check("pieces in any order", "The order of the pieces does not matter, and raising every bias raises the result.",
              "property", 1, _reordered, holds=_order_is_free, hint="the maximum runs over the pieces, biases included"),
        Check("random layers", "Random layers of any size agree with the definition.", "reference", 1, _random,
              hint="b has the shape (k, d_out): each piece has biases of its own, the same for all samples"),
        Check("backward", "All four gradients are right for any upstream gradient.", "reference", 3, _gradients,
              hint="only the piece that won gets the gradient of a unit, for that sample"),
        Check("ties", "Of several equal pieces, the first gets the gradient.", "edge", 1, _ties,
              hint="exactly one piece may get the gradient, even if two are equal"),
        Check("edges", "A single piece is a linear layer, a zero piece makes ReLU, and ±1000 is no trouble.", "edge", 1,
              _edges, hint="with one piece every gradient is that of a linear layer, and dZ is dY itself"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("smallest_piece", "maxout", lambda X, W, b: _scores(X, W, b).min(axis=0),
                      "the smallest piece is taken, not the largest"),
        Misconception("pieces_averaged", "maxout", lambda X, W, b: _scores(X, W, b).mean(axis=0),
                      "the pieces are averaged, which is one linear layer again"),
        Misconception("pieces_added", "maxout", lambda X, W, b: _scores(X, W, b).sum(axis=0),
                      "the pieces are added, which is one linear layer again"),
        Misconception("biases_after_the_maximum", "maxout", lambda X, W, b: (X @ W).max(axis=0) + b.max(axis=0),
                      "maximum of the products and maximum of the biases are taken apart: each piece keeps its own bias"),
        Misconception("biases_forgotten", "maxout", lambda X, W, b: (X @ W).max(axis=0), "the biases are missing"),
        Misconception("relu_on_top", "maxout", lambda X, W, b: np.maximum(_scores(X, W, b).max(axis=0), 0.0),
                      "negative results are cut off: maxout needs no further rectifier"),
        Misconception("overwrites_biases", "maxout", _raising_the_bias, "the biases are written over"),
        Misconception("gradient_to_all_pieces", "maxout_backward", _all_pieces,
                      "every piece gets the gradient, as if the pieces were added: only the winner is seen by the loss"),
        Misconception("gradient_to_all_winners", "maxout_backward", _all_winners,
                      "several equal pieces get the whole gradient each, so that it counts twice"),
        Misconception("gradient_shared_by_winners", "maxout_backward", _shared_winners,
                      "several equal pieces share the gradient: the convention here is that the first gets it"),
        Misconception("mean_over_batch", "maxout_backward", _mean_bias,
                      "db is a mean over the batch: each use adds to the gradient, so it is a sum"),
        Misconception("winner_without_biases", "maxout_backward", _biases_forgotten,
                      "the winners are looked for without the biases"),
        Misconception("upstream_forgotten", "maxout_backward", _upstream_forgotten, "the upstream gradient dY is missing"),
        Misconception("dx_through_all_pieces", "maxout_backward", _weights_summed,
                      "dX goes through the weights of every piece, not of the winner alone"),
    ),
)
