"""What is asked of orthogonal weights and of the NTK parametrization."""

import math

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

# --- orthogonal_init -------------------------------------------------------------------------------

SHAPES = ((5, 3), (3, 5), (4, 4), (6, 2, 2, 2), (3, 4, 2, 1))
QR = "two ways to orthogonalize a matrix differ by rounding, some hundred times the last digit"


def _normal(rng, shape):
    return rng.normal(size=shape)


def _orthogonal_shapes(rng):
    return [call("orthogonal_init", _normal(rng, shape), label=f"shape {shape}") for shape in ((4, 2), (2, 4), (3, 2, 2, 2))]


def _orthogonal_by_hand(rng):
    return [call("orthogonal_init", np.array([[3.0, 1.0], [4.0, 2.0]]), label="the matrix of the book"),
            call("orthogonal_init", np.array([[3.0, 4.0]]), 2.0, label="one row, gain 2")]


def _orthogonal_random(rng):
    return [call("orthogonal_init", _normal(rng, shape), label=f"shape {shape}") for shape in SHAPES]


def _orthogonal_gains(rng):
    return [call("orthogonal_init", _normal(rng, shape), gain, label=f"gain {gain:.3g}")
            for shape in ((4, 3), (3, 4)) for gain in (math.sqrt(2), 0.5)]


def _orthogonal_edges(rng):
    return [call("orthogonal_init", np.array([[-2.0]]), label="one negative number"),
            call("orthogonal_init", np.array([[0.0], [-5.0], [0.0]]), label="one column"),
            call("orthogonal_init", -np.eye(3), label="minus the identity")]


def _orthogonal_unchanged(rng):
    return [call("orthogonal_init", _normal(rng, (4, 3)))]


def _orthogonal(Z, gain=1.0, signs=True, flat=True):
    A = Z.reshape(len(Z), -1) if flat else Z.reshape(-1, Z.shape[-1])
    wide = len(A) < A.shape[1]
    Q, R = np.linalg.qr(A.T if wide else A)
    Q = Q * np.sign(np.diag(R)) if signs else Q
    return gain * (Q.T if wide else Q).reshape(Z.shape)


def _lengths_only(Z, gain=1.0):
    A = Z.reshape(len(Z), -1)
    axis = 1 if len(A) < A.shape[1] else 0
    return gain * (A / np.linalg.norm(A, axis=axis, keepdims=True)).reshape(Z.shape)


def _polar(Z, gain=1.0):
    U, _, Vt = np.linalg.svd(Z.reshape(len(Z), -1), full_matrices=False)
    return gain * (U @ Vt).reshape(Z.shape)


def _in_place(Z, gain=1.0):
    Z[...] = _orthogonal(Z, gain)
    return Z


ORTHOGONAL_INIT = Sheet(
    checks=(
        Check("shapes", "The weights have the shape of the numbers they are made from.", "shape", 1, _orthogonal_shapes),
        Check("by hand", "The matrix worked out in the book comes out right.", "value", 1, _orthogonal_by_hand,
              by_hand=(np.array([[0.6, -0.8], [0.8, 0.6]]), np.array([[1.2, 1.6]])), rtol=1e-9, atol=1e-9),
        Check("random numbers", "Tall, wide and square weights and kernels are those of Gram and Schmidt's method.", "reference", 2,
              _orthogonal_random, hint="a wide matrix has orthonormal rows; the diagonal of R is made positive", atol=1e-10, why=QR),
        Check("gains", "The gain multiplies every weight.", "reference", 1, _orthogonal_gains, hint="gain · Q", atol=1e-10, why=QR),
        Check("edges", "A single number, a single column and minus the identity keep their signs.", "edge", 1, _orthogonal_edges,
              hint="the first column of W points where the first column of Z points", atol=1e-10, why=QR),
        Check("inputs unchanged", "The array you are given is not changed.", "unchanged", 1, _orthogonal_unchanged),
    ),
    misconceptions=(
        Misconception("signs_of_the_library", "orthogonal_init", lambda Z, gain=1.0: _orthogonal(Z, gain, signs=False),
                      "Q is taken with the signs that the library's QR happens to choose; R's diagonal must be positive"),
        Misconception("lengths_only", "orthogonal_init", _lengths_only,
                      "columns are made of length 1 and not perpendicular to one another"),
        Misconception("gain_ignored", "orthogonal_init", lambda Z, gain=1.0: _orthogonal(Z), "the gain makes no difference"),
        Misconception("gain_squared", "orthogonal_init", lambda Z, gain=1.0: _orthogonal(Z, gain**2),
                      "the gain is squared; WᵀW is gain² I"),
        Misconception("nearest_orthogonal", "orthogonal_init", _polar,
                      "this is the nearest orthogonal matrix, U Vᵀ: orthogonal as well, but not what Gram and Schmidt's method gives"),
        Misconception("works_in_place", "orthogonal_init", _in_place, "the caller's numbers are overwritten"),
    ),
)

# --- ntk_linear ------------------------------------------------------------------------------------

SIZES = ((4, 3, 5), (3, 5, 2), (4, 4, 4), (1, 9, 1))


def _layer(rng, n, d_in, d_out):
    return rng.normal(size=(n, d_in)), rng.normal(size=(d_in, d_out)), rng.normal(size=d_out)


def _back(rng, n, d_in, d_out):
    X, W, b = _layer(rng, n, d_in, d_out)
    return call("ntk_linear_backward", rng.normal(size=(n, d_out)), X, W, label=f"{n} samples, {d_in} inputs, {d_out} outputs")


def _ntk_shapes(rng):
    return [call("ntk_linear", *_layer(rng, 4, 3, 2)), _back(rng, 4, 3, 2)]


HAND = np.array([[1.0, 2.0, 3.0, 4.0]]), np.array([[2.0], [0.0], [1.0], [-1.0]])


def _ntk_by_hand(rng):
    X, W = HAND
    return [call("ntk_linear", X, W, np.array([0.25])), call("ntk_linear_backward", np.array([[2.0]]), X, W),
            call("ntk_linear_rate", 2.0, 4)]


def _ntk_forward(rng):
    return [call("ntk_linear", *_layer(rng, *size), label=f"{size[0]} samples, {size[1]} inputs, {size[2]} outputs") for size in SIZES]


def _ntk_backward(rng):
    return [_back(rng, *size) for size in SIZES]


def _ntk_rates(rng):
    return [call("ntk_linear_rate", float(rng.uniform(0.01, 2)), d_in, label=f"{d_in} inputs") for d_in in (1, 9, 1000)]


def _ntk_unchanged(rng):
    return [call("ntk_linear", *_layer(rng, 3, 2, 4)), _back(rng, 3, 2, 4)]


def _forward(scale, bias=lambda W: 1.0):
    return lambda X, W, b: X @ W / scale(X, W) + b / bias(W)


def _backward(input_scale, weight_scale, fold=np.sum):
    return lambda dY, X, W: (dY @ W.T / input_scale(W), X.T @ dY / weight_scale(W), fold(dY, axis=0))


def _root(W):
    return math.sqrt(len(W))


NTK_LINEAR = Sheet(
    checks=(
        Check("shapes", "Outputs and gradients have the shapes of a linear layer.", "shape", 1, _ntk_shapes),
        Check("by hand", "The layer worked out in the book comes out right, forward, back and its rate.", "value", 1, _ntk_by_hand,
              by_hand=(np.array([[0.75]]), (np.array([[2.0, 0.0, 1.0, -1.0]]), np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([2.0])),
                       0.5)),
        Check("forward", "Outputs are right for layers of any shape.", "reference", 1, _ntk_forward,
              hint="the sum of the weighted inputs is divided by the root of their number; the bias is not"),
        Check("backward", "All three gradients are right, for any gradient from above.", "reference", 2, _ntk_backward,
              hint="the scale is part of the layer, so it is part of its derivatives"),
        Check("rates", "The plain layer's rate is right for any number of inputs.", "reference", 1, _ntk_rates,
              hint="the root comes in twice: once in the gradient, once from W to W/√d_in"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1, _ntk_unchanged),
    ),
    misconceptions=(
        Misconception("plain_layer", "ntk_linear", _forward(lambda X, W: 1.0), "the sum is not scaled: this is a plain linear layer"),
        Misconception("divided_by_the_number", "ntk_linear", _forward(lambda X, W: len(W)), "the sum is divided by d_in, not by its root"),
        Misconception("outputs_counted", "ntk_linear", _forward(lambda X, W: math.sqrt(W.shape[1])),
                      "the outputs are counted, not the inputs"),
        Misconception("samples_counted", "ntk_linear", _forward(lambda X, W: math.sqrt(len(X))), "the samples are counted, not the inputs"),
        Misconception("bias_scaled", "ntk_linear", _forward(lambda X, W: _root(W), _root), "the bias is scaled as well"),
        Misconception("gradients_unscaled", "ntk_linear_backward", _backward(lambda W: 1.0, lambda W: 1.0),
                      "the gradients are those of a plain layer: the scale is missing"),
        Misconception("input_unscaled", "ntk_linear_backward", _backward(lambda W: 1.0, _root),
                      "the gradient by the input lacks the scale"),
        Misconception("weight_unscaled", "ntk_linear_backward", _backward(_root, lambda W: 1.0),
                      "the gradient by the weights lacks the scale"),
        Misconception("weight_scaled_twice", "ntk_linear_backward", _backward(_root, len), "the gradient by the weights is scaled twice"),
        Misconception("bias_averaged", "ntk_linear_backward", _backward(_root, _root, np.mean),
                      "the gradient by the bias is averaged over the batch"),
        Misconception("root_once", "ntk_linear_rate", lambda lr, d_in: lr / math.sqrt(d_in), "the root is counted once; it comes in twice"),
        Misconception("rate_grows", "ntk_linear_rate", lambda lr, d_in: lr * d_in, "this is the way from the plain layer's rate to ours"),
    ),
)
