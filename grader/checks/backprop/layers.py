"""What is asked of one layer and of two: linear, two_layer_network."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

# --- linear ----------------------------------------------------------------------------------------

SIZES = ((4, 3, 5), (5, 4, 2), (3, 3, 3), (2, 1, 4))


def _layer(rng, n, d_in, d_out):
    return rng.normal(size=(n, d_in)), rng.normal(size=(d_in, d_out)), rng.normal(size=d_out)


def _upstream(rng, n, d_in, d_out):
    X, W, _ = _layer(rng, n, d_in, d_out)
    return rng.normal(size=(n, d_out)), X, W


def _named(size):
    return f"a batch of {size[0]}, {size[1]} inputs, {size[2]} outputs"


def _linear_shapes(rng):
    return [call("linear", *_layer(rng, *size), label=_named(size)) for size in ((4, 3, 5), (1, 3, 2))]


def _linear_by_hand(rng):
    X, W = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[3.0, 0.0, 1.0], [4.0, 5.0, 0.0]])
    dY = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]])
    return [call("linear", X, W, np.array([0.5, 0.0, -1.0]), label="the layer of the book"),
            call("linear_backward", dY, X, W, label="the layer of the book, backward")]


def _linear_random(rng):
    return [call("linear", *_layer(rng, *size), label=_named(size)) for size in SIZES]


def _samples_random(rng):
    sizes = ((3, 5), (4, 4), (1, 2), (2, 1))
    return [call("linear_backward_sample", rng.normal(size=k), rng.normal(size=d), rng.normal(size=(d, k)),
                 label=f"one sample, {d} inputs, {k} outputs") for d, k in sizes]


def _linear_backward_random(rng):
    return [call("linear_backward", *_upstream(rng, *size), label=_named(size)) for size in SIZES]


def _batch_and_samples(rng):
    dY, X, W = _upstream(rng, 4, 3, 3)
    return [call("linear_backward", dY, X, W)] + [call("linear_backward_sample", *each, W) for each in zip(dY, X)]


def _samples_add_up(calls, values):
    (dX, dW, db), samples = values[0], values[1:]
    for n, (dx, _, _) in enumerate(samples):
        if not np.allclose(dX[n], dx, rtol=1e-9, atol=1e-12):
            return f"row {n} of dX is not the dx of that sample alone"
    for name, batch, each in (("dW", dW, [s[1] for s in samples]), ("db", db, [s[2] for s in samples])):
        if not np.allclose(batch, sum(each), rtol=1e-9, atol=1e-12):
            return f"{name} of the batch is not the sum of {name} over its samples"
    return None


def _linear_edges(rng):
    dY, X, W = _upstream(rng, 3, 2, 4)
    return [call("linear", X[:0], W, np.ones(4), label="an empty batch"),
            call("linear_backward", dY[:0], X[:0], W, label="an empty batch, backward"),
            call("linear", 1e3 * X, W, -1e3 * np.ones(4), label="inputs near 1000"),
            call("linear_backward", *_upstream(rng, 1, 1, 1), label="one input, one output"),
            call("linear_backward", np.zeros((3, 4)), X, W, label="an upstream gradient of zeros")]


def _linear_unchanged(rng):
    dY, X, W = _upstream(rng, 3, 3, 3)
    return [call("linear", X, W, np.ones(3), label="linear"), call("linear_backward", dY, X, W, label="linear_backward"),
            call("linear_backward_sample", dY[0], X[0], W, label="linear_backward_sample")]


def _adds_bias_in_place(X, W, b):
    b += X[0] @ W
    return X @ W + b - X[0] @ W


LINEAR = Sheet(
    checks=(
        Check("shapes", "A batch of n samples gives n rows, with one column for each output.", "shape", 1, _linear_shapes),
        Check("by hand", "The layer worked out in the book comes out right, forward and backward.", "value", 1,
              _linear_by_hand, by_hand=(
                  np.array([[11.5, 10.0, 0.0], [-3.5, -5.0, -1.0]]),
                  (np.array([[5.0, 4.0], [-1.0, 5.0]]), np.array([[1.0, 0.0, 2.0], [2.0, -1.0, 5.0]]), np.array([1.0, 1.0, 1.0])))),
        Check("random layers", "Random layers agree with the definition, square ones too.", "reference", 1, _linear_random,
              hint="watch the shapes: (n, d_in) times (d_in, d_out), and one bias for each column"),
        Check("one sample", "The three gradients of a single sample are right.", "reference", 1, _samples_random,
              hint="write out one entry: how does the loss change with W[i, j]? y[j] alone depends on it"),
        Check("a batch", "The three gradients of a batch are right for any upstream gradient.", "reference", 2,
              _linear_backward_random, hint="dX has the shape of X, dW of W, db of b; a square W needs more than shapes"),
        Check("samples add up", "dW and db of a batch are the sums over its samples, and dX stacks their dx.", "property", 1,
              _batch_and_samples, holds=_samples_add_up, hint="both ways compute one derivative, so they must agree"),
        Check("edges", "Empty batches, a single number and large inputs work.", "edge", 1, _linear_edges,
              hint="no step may depend on there being more than one sample, input or output"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1, _linear_unchanged,
              hint="an in-place operation such as += writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("bias_along_columns", "linear", lambda X, W, b: X @ W + b[:, None],
                      "the biases are laid along the first axis, the batch; each belongs to a column", erratum=21),
        Misconception("weights_transposed", "linear", lambda X, W, b: X @ W.T + b,
                      "W is transposed; here it is (d_in, d_out), other than in PyTorch and in the notes"),
        Misconception("no_bias", "linear", lambda X, W, b: X @ W, "the bias is left out"),
        Misconception("bias_changed", "linear", _adds_bias_in_place, "an in-place operation writes into the array of biases"),
        Misconception("outer_product_turned", "linear_backward_sample", lambda dy, x, W: (W @ dy, np.outer(dy, x), dy + 0),
                      "dW is the outer product in the other order: rows of W belong to inputs, columns to outputs"),
        Misconception("sample_weights_turned", "linear_backward_sample", lambda dy, x, W: (W.T @ dy, np.outer(x, dy), dy + 0),
                      "dx takes W transposed; written out, dx[i] sums W[i, j] dy[j] over j"),
        Misconception("weights_not_transposed", "linear_backward", lambda dY, X, W: (dY @ W, X.T @ dY, dY.sum(axis=0)),
                      "dX multiplies by W and not by its transpose, which only a square W lets pass"),
        Misconception("weight_gradient_transposed", "linear_backward", lambda dY, X, W: (dY @ W.T, dY.T @ X, dY.sum(axis=0)),
                      "dW is transposed, which only a square W lets pass"),
        Misconception("weight_gradient_averaged", "linear_backward",
                      lambda dY, X, W: (dY @ W.T, X.T @ dY / max(len(X), 1), dY.sum(axis=0)),
                      "dW is divided by the size of the batch, which dY has in it already if L is a mean"),
        Misconception("bias_gradient_averaged", "linear_backward",
                      lambda dY, X, W: (dY @ W.T, X.T @ dY, dY.sum(axis=0) / max(len(X), 1)),
                      "db is the mean over the batch; every sample adds to it"),
        Misconception("bias_gradient_not_summed", "linear_backward", lambda dY, X, W: (dY @ W.T, X.T @ dY, dY + 0),
                      "db is dY itself; one bias serves all samples, so its gradient sums over them"),
    ),
)

# --- two_layer_network -----------------------------------------------------------------------------

SHAPES = ((4, 3, 5, 2), (3, 2, 2, 2), (1, 4, 3, 3), (5, 1, 2, 1))


def _network(rng, n, d, h, k):
    return rng.normal(size=(n, d)), rng.normal(size=(d, h)), rng.normal(size=h), rng.normal(size=(h, k)), rng.normal(size=k)


def _backward(rng, n, d, h, k):
    return {"X": rng.normal(size=(n, d)), "H": rng.uniform(size=(n, h)), "Y": rng.uniform(size=(n, k)),
            "T": rng.uniform(size=(n, k)), "W2": rng.normal(size=(h, k))}


def _sized(shape):
    return "a batch of {}, layers of {}, {} and {}".format(*shape)


def _two_two_two():
    X, T = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])
    W1, W2 = np.array([[0.15, 0.25], [0.20, 0.30]]), np.array([[0.40, 0.50], [0.45, 0.55]])
    return X, T, W1, np.full(2, 0.35), W2, np.full(2, 0.60)


def _network_shapes(rng):
    return [call("two_layer_network", *_network(rng, *shape), label=_sized(shape)) for shape in ((4, 3, 5, 2), (1, 2, 2, 2))]


def _error_after_one_step(answer, X, T, W1, b1, W2, b2):
    W1, W2 = answer.two_layer_network_update(X, T, W1, b1, W2, b2, lr=0.5)
    return answer.two_layer_network_loss(answer.two_layer_network(X, W1, b1, W2, b2)[1], T)


def _network_by_hand(rng):
    X, T, W1, b1, W2, b2 = _two_two_two()
    Y = np.array([[0.751365069552, 0.772928465321]])
    return [call("two_layer_network", X, W1, b1, W2, b2, label="the 2-2-2 network"),
            call("two_layer_network_loss", Y, T, label="the error of the 2-2-2 network"),
            call("two_layer_network_update", X, T, W1, b1, W2, b2, label="the weights of the 2-2-2 network after one step"),
            call("two_layer_network_update", X, T, W1, b1, W2, b2, driver=_error_after_one_step,
                 label="the error of the 2-2-2 network after one step")]


def _networks_random(rng):
    calls = [call("two_layer_network", *_network(rng, *shape), label=_sized(shape)) for shape in SHAPES]
    return calls + [call("two_layer_network_loss", rng.normal(size=shape), rng.normal(size=shape), label=f"the loss of {shape} outputs")
                    for shape in ((3, 4), (4, 1), (1, 3))]


def _derivatives_random(rng):
    calls = [call("two_layer_network_backward", **_backward(rng, *shape), label=_sized(shape)) for shape in SHAPES]
    saturated = _backward(rng, 2, 3, 2, 2)
    saturated["Y"], saturated["H"] = np.round(saturated["Y"]), np.round(saturated["H"])
    return calls + [call("two_layer_network_backward", **saturated, label="saturated units, at 0 or 1")]


def _closed_forms_random(rng):
    return [call("two_layer_network_closed_form", **_backward(rng, *shape), label=_sized(shape)) for shape in SHAPES]


def _both_ways(rng):
    given = _backward(rng, 3, 2, 4, 3)
    return [call("two_layer_network_backward", **given), call("two_layer_network_closed_form", **given)]


def _ways_agree(calls, values):
    steps, (dW1, dW2) = values
    for name, closed in (("dW2", dW2), ("dW1", dW1)):
        if not np.allclose(steps[name], closed, rtol=1e-9, atol=1e-12):
            return f"{name} step by step and {name} in one formula differ: at least one of them is wrong"
    return None


def _updates_random(rng):
    calls = []
    for shape, lr in zip(SHAPES, (0.5, 2.0, 0.1, 0.0)):
        X, W1, b1, W2, b2 = _network(rng, *shape)
        T = rng.uniform(size=(len(X), len(b2)))
        calls.append(call("two_layer_network_update", X, T, W1, b1, W2, b2, lr, label=f"{_sized(shape)}, rate {lr:g}"))
    return calls


def _network_unchanged(rng):
    X, W1, b1, W2, b2 = _network(rng, 3, 2, 2, 2)
    T, given = rng.uniform(size=(3, 2)), _backward(rng, 3, 2, 4, 2)
    return [call("two_layer_network", X, W1, b1, W2, b2, label="two_layer_network"),
            call("two_layer_network_loss", given["Y"], given["T"], label="two_layer_network_loss"),
            call("two_layer_network_backward", **given, label="two_layer_network_backward"),
            call("two_layer_network_closed_form", **given, label="two_layer_network_closed_form"),
            call("two_layer_network_update", X, T, W1, b1, W2, b2, label="two_layer_network_update")]


def _sigma(z):
    return 1 / (1 + np.exp(-z))


def _one_hidden_output_twice(X, W1, b1, W2, b2):
    H = _sigma(X @ W1 + b1)
    return H, _sigma(H * W2.sum(axis=0) + b2)


def _no_output_sigmoid(X, W1, b1, W2, b2):
    H = _sigma(X @ W1 + b1)
    return H, H @ W2 + b2


def _second_square_missing(Y, T):
    errors = T - Y
    return 0.5 * (errors[:, 0] ** 2).sum() + 0.5 * errors[:, 1:].sum()


def _derivatives(X, H, Y, T, W2, slope=lambda A: A * (1 - A), output_slope=lambda A: A * (1 - A), sign=1):
    dY = sign * (Y - T)
    dZ2 = dY * output_slope(Y)
    dH = dZ2 @ W2.T
    dZ1 = dH * slope(H)
    return {"dY": dY, "dZ2": dZ2, "dW2": H.T @ dZ2, "db2": dZ2.sum(axis=0),
            "dH": dH, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}


def _no_output_slope(X, H, Y, T, W2):
    return _derivatives(X, H, Y, T, W2, output_slope=np.ones_like)


def _sigmoid_applied_again(X, H, Y, T, W2):
    def again(A):
        return _sigma(A) * (1 - _sigma(A))
    return _derivatives(X, H, Y, T, W2, slope=again, output_slope=again)


def _errors_reversed(X, H, Y, T, W2):
    return _derivatives(X, H, Y, T, W2, sign=-1)


def _closed_without_output_slope(X, H, Y, T, W2):
    return X.T @ (((Y - T) @ W2.T) * H * (1 - H)), H.T @ (Y - T)


def _closed_without_hidden_slope(X, H, Y, T, W2):
    delta = (Y - T) * Y * (1 - Y)
    return X.T @ (delta @ W2.T), H.T @ delta


def _update(X, T, W1, b1, W2, b2, lr, sign=1, sequential=False):
    H = _sigma(X @ W1 + b1)
    Y = _sigma(H @ W2 + b2)
    delta = (Y - T) * Y * (1 - Y)
    new = W2 - sign * lr * (H.T @ delta)
    through = new if sequential else W2
    return W1 - sign * lr * (X.T @ ((delta @ through.T) * H * (1 - H))), new


def _new_weights_in_the_backward_pass(X, T, W1, b1, W2, b2, lr=0.5):
    return _update(X, T, W1, b1, W2, b2, lr, sequential=True)


def _uphill(X, T, W1, b1, W2, b2, lr=0.5):
    return _update(X, T, W1, b1, W2, b2, lr, sign=-1)


def _update_in_place(X, T, W1, b1, W2, b2, lr=0.5):
    W1[...], W2[...] = _update(X, T, W1, b1, W2, b2, lr)
    return W1, W2


TWO_LAYER_NETWORK = Sheet(
    checks=(
        Check("shapes", "Hidden activations and outputs have one row for each sample.", "shape", 1, _network_shapes),
        Check("2-2-2 by hand", "Outputs, error, new weights and new error of the 2-2-2 network are those of the book.", "value", 2,
              _network_by_hand, by_hand=(
                  (np.array([[0.593269992, 0.596884378]]), np.array([[0.751365070, 0.772928465]])),
                  0.298371109,
                  (np.array([[0.14978072, 0.24975114], [0.19956143, 0.29950229]]),
                   np.array([[0.35891648, 0.51130127], [0.40866619, 0.56137012]])),
                  0.291027774),
              atol=6e-9, why="the numbers in the book have eight or nine decimals"),
        Check("random networks", "Outputs and losses of random networks agree with the definition.", "reference", 1, _networks_random,
              hint="both layers have a sigmoid, and the loss is half the sum of all squares"),
        Check("every derivative", "Each named derivative of the backward pass is right.", "reference", 3, _derivatives_random,
              hint="go through the forward lines from the last to the first; each has one backward line"),
        Check("closed form", "Both one-line formulas are right.", "reference", 1, _closed_forms_random,
              hint="substitute the backward lines into one another, from the inside out"),
        Check("two ways agree", "The step-by-step gradients and the closed form give the same.", "property", 1, _both_ways,
              holds=_ways_agree, hint="both are one derivative, so they must agree"),
        Check("one update", "One step of gradient descent gives the right new weights, at any rate.", "reference", 2, _updates_random,
              hint="both gradients belong to the old weights"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1, _network_unchanged,
              hint="return new weights instead of writing into the old ones"),
    ),
    misconceptions=(
        Misconception("one_hidden_output_twice", "two_layer_network", _one_hidden_output_twice,
                      "each output unit sees one hidden output, with both of its weights; every hidden output feeds every output unit",
                      erratum=20),
        Misconception("no_output_sigmoid", "two_layer_network", _no_output_sigmoid,
                      "the sigmoid of the output layer is missing", erratum=20),
        Misconception("second_square_missing", "two_layer_network_loss", _second_square_missing,
                      "only the first error is squared", erratum=20),
        Misconception("half_mean", "two_layer_network_loss", lambda Y, T: 0.5 * np.mean((T - Y) ** 2),
                      "half of the mean instead of half of the sum", erratum=24),
        Misconception("no_half", "two_layer_network_loss", lambda Y, T: np.sum((T - Y) ** 2), "the factor ½ is missing"),
        Misconception("no_output_slope", "two_layer_network_backward", _no_output_slope,
                      "the slope of the output's sigmoid is missing: Y − T is the gradient for Y, not yet for Z2"),
        Misconception("sigmoid_applied_again", "two_layer_network_backward", _sigmoid_applied_again,
                      "the sigmoid is applied to activations a second time; its slope is A (1 − A) in terms of its output A"),
        Misconception("errors_reversed", "two_layer_network_backward", _errors_reversed, "T − Y instead of Y − T: every sign is reversed"),
        Misconception("closed_without_output_slope", "two_layer_network_closed_form", _closed_without_output_slope,
                      "the slope of the output's sigmoid is missing in the formula"),
        Misconception("closed_without_hidden_slope", "two_layer_network_closed_form", _closed_without_hidden_slope,
                      "the slope of the hidden sigmoid is missing in dW1"),
        Misconception("new_weights_in_the_backward_pass", "two_layer_network_update", _new_weights_in_the_backward_pass,
                      "W2 is updated before dW1 is computed with it; all gradients belong to the old weights"),
        Misconception("uphill", "two_layer_network_update", _uphill, "the step is added: that climbs"),
        Misconception("weights_overwritten", "two_layer_network_update", _update_in_place,
                      "the new weights are written into the arrays of the old ones"),
    ),
)
