"""What is asked of the residual block: residual_block."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SIZES = ((5, 3, 4), (4, 3, 3), (1, 2, 5), (6, 4, 1))


def _weights(rng, d, m):
    return rng.normal(size=(d, m)), rng.normal(size=m), rng.normal(size=(m, d)), rng.normal(size=d)


def _forward(rng, n, d, m, label=""):
    return call("residual_block", rng.normal(size=(n, d)), *_weights(rng, d, m),
                label=label or f"a batch of {n}, {d} features, {m} hidden units")


def _hidden(rng, n, m):
    return np.maximum(rng.normal(size=(n, m)), 0)


def _backward(rng, n, d, m, label=""):
    W1, _, W2, _ = _weights(rng, d, m)
    return call("residual_block_backward", rng.normal(size=(n, d)), rng.normal(size=(n, d)), _hidden(rng, n, m), W1, W2,
                label=label or f"a batch of {n}, {d} features, {m} hidden units")


def _jacobian(rng, d, m, label=""):
    W1, _, W2, _ = _weights(rng, d, m)
    return call("residual_block_jacobian", _hidden(rng, 1, m)[0], W1, W2, label=label or f"{d} features, {m} hidden units")


def _shapes(rng):
    return [_forward(rng, 5, 3, 4), _backward(rng, 5, 3, 4), _jacobian(rng, 3, 4)]


def _by_hand(rng):
    X, W1, b1 = np.array([[1.0, 2.0]]), np.array([[1.0], [1.0]]), np.array([-1.0])
    W2, b2, H = np.array([[3.0, 0.0]]), np.array([0.0, 1.0]), np.array([[2.0]])
    return [call("residual_block", X, W1, b1, W2, b2, label="the block of the book"),
            call("residual_block_backward", np.array([[1.0, 2.0]]), X, H, W1, W2, label="the block of the book"),
            call("residual_block_jacobian", H[0], W1, W2, label="the block of the book")]


def _forward_random(rng):
    return [_forward(rng, *size) for size in SIZES]


def _backward_random(rng):
    return [_backward(rng, *size) for size in SIZES]


def _jacobian_random(rng):
    return [_jacobian(rng, d, m) for _, d, m in SIZES]


def _both(rng):
    W1, _, W2, _ = _weights(rng, 3, 4)
    H, dY = _hidden(rng, 1, 4), rng.normal(size=(1, 3))
    return [call("residual_block_backward", dY, rng.normal(size=(1, 3)), H, W1, W2), call("residual_block_jacobian", H[0], W1, W2)]


def _both_agree(calls, values):
    (dX, *_), J = values
    if not np.allclose(dX[0], calls[0].args[0][0] @ J, rtol=1e-9, atol=1e-12):
        return "dX is not dY multiplied by your Jacobian: at least one of the two is wrong"
    return None


def _edges(rng):
    W1, b1, W2, b2 = _weights(rng, 3, 4)
    X, dY, off = rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), np.zeros((2, 4))
    return [call("residual_block", X, W1, b1, 0 * W2, 0 * b2, label="a block that starts as the identity"),
            call("residual_block", X, 0 * W1, -np.abs(b1), W2, b2, label="hidden units that are all off"),
            call("residual_block_backward", dY, X, off, W1, W2, label="hidden units that are all off"),
            call("residual_block_jacobian", off[0], W1, W2, label="hidden units that are all off"),
            _forward(rng, 1, 1, 1, "one feature, one unit")]


def _unchanged(rng):
    return [_forward(rng, 3, 3, 3, "residual_block"), _backward(rng, 3, 3, 3, "residual_block_backward"),
            _jacobian(rng, 3, 3, "residual_block_jacobian")]


def _block(X, W1, b1, W2, b2, way=1.0, after=lambda y: y):
    H = np.maximum(X @ W1 + b1, 0)
    return H, after(way * X + H @ W2 + b2)


def _back(dY, X, H, W1, W2, way=1.0, gate=None, through=None, mean=False):
    gate = (H > 0) if gate is None else gate
    dZ = (dY @ W2.T if through is None else through) * gate
    size = len(dY) if mean else 1
    return way * dY + dZ @ W1.T, X.T @ dZ / size, dZ.sum(axis=0) / size, H.T @ dY / size, dY.sum(axis=0) / size


def _block_in_place(X, W1, b1, W2, b2):
    H = np.maximum(X @ W1 + b1, 0)
    X += H @ W2 + b2
    return H, X.copy()


def _back_in_place(dY, X, H, W1, W2):
    dX, dW1, db1, dW2, db2 = _back(dY, X, H, W1, W2)
    dY += dX - dY
    return dX, dW1, db1, dW2, db2


def _jacobian_with(h, W1, W2, skip, gate=True):
    return skip(len(W1)) + W2.T @ np.diag((h > 0) * 1.0 if gate else np.ones(len(h))) @ W1.T


RESIDUAL_BLOCK = Sheet(
    checks=(
        Check("shapes", "Each of the three functions returns arrays of the right shapes.", "shape", 1, _shapes),
        Check("by hand", "The block worked out in the book comes out right.", "value", 1, _by_hand, by_hand=(
            (np.array([[2.0]]), np.array([[7.0, 3.0]])),
            (np.array([[4.0, 5.0]]), np.array([[3.0], [6.0]]), np.array([3.0]), np.array([[2.0, 4.0]]), np.array([1.0, 2.0])),
            np.array([[4.0, 3.0], [0.0, 1.0]]))),
        Check("forward", "Random blocks, wider and narrower inside than outside, come out right.", "reference", 2, _forward_random,
              hint="what the two layers make is added to the input; ReLU stands between them and nowhere else"),
        Check("backward", "All five gradients are right, for a whole batch.", "reference", 3, _backward_random,
              hint="the input is used twice, by the block and by the way round it, so its gradient is a sum of two"),
        Check("Jacobian", "The Jacobian of one sample is right.", "reference", 2, _jacobian_random,
              hint="an identity for the way round, and the product of the two layers' Jacobians"),
        Check("agreement", "The gradient of the input is dY multiplied by the Jacobian.", "property", 1, _both, holds=_both_agree,
              hint="outputs down, inputs across"),
        Check("edges", "Weights of 0 make an identity, and hidden units that are off let everything pass round them.", "edge", 1, _edges),
        Check("inputs unchanged", "No array that is given is changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as += writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("no_skip", "residual_block", lambda X, W1, b1, W2, b2: _block(X, W1, b1, W2, b2, way=0.0),
                      "the input is not added: this is a plain pair of layers"),
        Misconception("difference_from_input", "residual_block", lambda X, W1, b1, W2, b2: _block(X, W1, b1, W2, b2, way=-1.0),
                      "the input is subtracted; a block adds it, and so learns the difference by itself"),
        Misconception("rectified_sum", "residual_block",
                      lambda X, W1, b1, W2, b2: _block(X, W1, b1, W2, b2, after=lambda y: np.maximum(y, 0)),
                      "a ReLU stands behind the sum, which closes the way round for everything negative"),
        Misconception("input_overwritten", "residual_block", _block_in_place, "an in-place operation writes into X"),
        Misconception("no_skip_gradient", "residual_block_backward",
                      lambda dY, X, H, W1, W2: _back(dY, X, H, W1, W2, way=0.0),
                      "the gradient of the way round the block is missing, as if the block were trained on a residual of its own",
                      erratum=43),
        Misconception("gate_left_out", "residual_block_backward",
                      lambda dY, X, H, W1, W2: _back(dY, X, H, W1, W2, gate=np.ones_like(H)),
                      "ReLU's slope is left out: units that are off pass nothing back"),
        Misconception("block_with_the_sum", "residual_block_backward",
                      lambda dY, X, H, W1, W2: _back(dY, X, H, W1, W2, way=2.0),
                      "dY is added twice; the way round the block is one way"),
        Misconception("mean_over_the_batch", "residual_block_backward",
                      lambda dY, X, H, W1, W2: _back(dY, X, H, W1, W2, mean=True),
                      "the parameters' gradients are averaged over the batch; the mean, if any, is in dY already"),
        Misconception("upstream_overwritten", "residual_block_backward", _back_in_place, "an in-place operation writes into dY"),
        Misconception("no_identity", "residual_block_jacobian",
                      lambda h, W1, W2: _jacobian_with(h, W1, W2, lambda d: np.zeros((d, d))),
                      "the identity is missing: this is the Jacobian of F alone"),
        Misconception("ones_for_identity", "residual_block_jacobian",
                      lambda h, W1, W2: _jacobian_with(h, W1, W2, lambda d: np.ones((d, d))),
                      "1 is added to every entry; the identity has ones on its diagonal only"),
        Misconception("jacobian_on_its_side", "residual_block_jacobian",
                      lambda h, W1, W2: _jacobian_with(h, W1, W2, np.eye).T,
                      "the Jacobian stands on its side; outputs go down and inputs across"),
        Misconception("jacobian_without_gate", "residual_block_jacobian",
                      lambda h, W1, W2: _jacobian_with(h, W1, W2, np.eye, gate=False),
                      "ReLU's slope is left out: units that are off add nothing"),
    ),
)
