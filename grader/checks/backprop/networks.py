"""What is asked of networks with any number of layers: mlp_forward, mlp_backward."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.reference import backprop as reference

F = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0), "square": np.square}
DEEP = ((3, 4, 2, 5, 2), (2, 3, 3, 3, 3), (4, 2, 3, 1), (2, 3, 2))


def _weights(rng, widths):
    Ws = [rng.normal(size=pair) for pair in zip(widths, widths[1:])]
    return Ws, [rng.normal(size=width) for width in widths[1:]]


def _sized(widths, n, f):
    return f"layers of {', '.join(map(str, widths))}, a batch of {n}, {f}"


# --- mlp_forward -----------------------------------------------------------------------------------

def _forward_driver(answer, X, Ws, bs, name):
    f = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0), "square": np.square}[name]
    return answer.mlp_forward(X, Ws, bs, f)


def _forward(rng, widths, n, f="tanh"):
    Ws, bs = _weights(rng, widths)
    return call("mlp_forward", rng.normal(size=(n, widths[0])), Ws, bs, f, driver=_forward_driver, label=_sized(widths, n, f))


def _forward_shapes(rng):
    return [_forward(rng, (3, 4, 2), 5), _forward(rng, (2, 3, 4, 1), 1)]


def _forward_by_hand(rng):
    X, Ws = np.array([[1.0, 2.0]]), [np.array([[1.0, -1.0], [1.0, 0.0]]), np.array([[2.0], [3.0]])]
    return [call("mlp_forward", X, Ws, [np.array([0.0, 0.5]), np.array([-4.0])], "relu", driver=_forward_driver,
                 label="the network of the book")]


def _forward_random(rng):
    return [_forward(rng, widths, n, f) for widths, n, f in zip(DEEP, (3, 4, 1, 2), ("tanh", "relu", "square", "tanh"))]


def _last_layer_scaled(rng):
    Ws, bs = _weights(rng, (3, 4, 2))
    X, scaled = rng.normal(size=(5, 3)), ([Ws[0], 3 * Ws[1]], [bs[0], 3 * bs[1]])
    return [call("mlp_forward", X, Ws, bs, "tanh", driver=_forward_driver),
            call("mlp_forward", X, *scaled, "tanh", driver=_forward_driver, label="the last layer three times as large")]


def _output_is_linear(calls, values):
    (_, Zs), (_, larger) = values
    if not np.allclose(3 * Zs[-1], larger[-1], rtol=1e-9, atol=1e-12):
        return "the last layer's weights and bias three times as large did not give three times the output"
    return None


def _forward_edges(rng):
    return [_forward(rng, (3, 2), 4), _forward(rng, (1, 1, 1), 1), _forward(rng, (2, 3, 1), 0)]


def _forward_unchanged(rng):
    return [_forward(rng, (3, 3, 3), 3)]


def _run(X, Ws, bs, f, last=lambda z: z, bias=1, keep=lambda z, a: z):
    As, Zs = [X], []
    for k, (W, b) in enumerate(zip(Ws, bs)):
        Z = As[-1] @ W + bias * b
        final = k == len(Ws) - 1
        Zs.append(last(Z) if final else keep(Z, f(Z)))
        if not final:
            As.append(f(Z))
    return As, Zs


def _all_activations(X, Ws, bs, f):
    As, Zs = _run(X, Ws, bs, f)
    return [*As, f(Zs[-1])], Zs


def _bias_in_place(X, Ws, bs, f):
    As, Zs = _run(X, Ws, bs, f)
    for b in bs:
        b += 1
    return As, Zs


MLP_FORWARD = Sheet(
    checks=(
        Check("shapes", "As and Zs hold one array for each layer, with one row for each sample.", "shape", 1, _forward_shapes),
        Check("by hand", "The network worked out in the book comes out right.", "value", 1, _forward_by_hand, by_hand=(
            ([np.array([[1.0, 2.0]]), np.array([[3.0, 0.0]])], [np.array([[3.0, -0.5]]), np.array([[2.0]])]),)),
        Check("random networks", "Networks of two to four layers agree with the definition, for any activation.", "reference", 2,
              _forward_random, hint="each layer reads the activation of the one before, and Zs holds what enters f"),
        Check("linear output", "The output is the last pre-activation: scale the last layer, and it scales.", "property", 1,
              _last_layer_scaled, holds=_output_is_linear, hint="f stands between layers, not after the last one"),
        Check("edges", "One layer, one unit and an empty batch work.", "edge", 1, _forward_edges,
              hint="with a single layer no activation is applied at all"),
        Check("inputs unchanged", "Neither X nor weights nor biases are changed.", "unchanged", 1, _forward_unchanged,
              hint="an in-place operation such as += writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("activation_on_output", "mlp_forward", lambda X, Ws, bs, f: _run(X, Ws, bs, f, last=f),
                      "the activation is applied to the output too; here the last layer is linear"),
        Misconception("no_activation", "mlp_forward", lambda X, Ws, bs, f: _run(X, Ws, bs, lambda z: z),
                      "no activation between the layers: the whole network is then one linear layer"),
        Misconception("no_biases", "mlp_forward", lambda X, Ws, bs, f: _run(X, Ws, bs, f, bias=0), "the biases are left out"),
        Misconception("activations_kept_as_pre_activations", "mlp_forward",
                      lambda X, Ws, bs, f: _run(X, Ws, bs, f, keep=lambda z, a: a),
                      "Zs holds f(Z); the backward pass needs Z itself"),
        Misconception("output_among_the_inputs", "mlp_forward", _all_activations,
                      "As holds an activation of the output as well; it is the list of the layers' inputs"),
        Misconception("biases_changed", "mlp_forward", _bias_in_place, "an in-place operation writes into the biases"),
    ),
)

# --- mlp_backward ----------------------------------------------------------------------------------


def _backward_driver(answer, dY, As, Zs, Ws, name):
    df = {"tanh": lambda z: 1 - np.tanh(z) ** 2, "relu": lambda z: (z > 0) * 1.0, "square": lambda z: 2 * z}[name]
    return answer.mlp_backward(dY, As, Zs, Ws, df)


def _deltas_driver(answer, dY, Zs, Ws, name):
    df = {"tanh": lambda z: 1 - np.tanh(z) ** 2, "relu": lambda z: (z > 0) * 1.0, "square": lambda z: 2 * z}[name]
    return answer.mlp_backward_deltas(dY, Zs, Ws, df)


def _product_driver(answer, dy, zs, Ws, name):
    df = {"tanh": lambda z: 1 - np.tanh(z) ** 2, "relu": lambda z: (z > 0) * 1.0, "square": lambda z: 2 * z}[name]
    return answer.mlp_backward_product(dy, zs, Ws, df)


def _passed(rng, widths, n, f):
    Ws, bs = _weights(rng, widths)
    As, Zs = reference.mlp_forward(rng.normal(size=(n, widths[0])), Ws, bs, F[f])
    return rng.normal(size=Zs[-1].shape), As, Zs, Ws


def _backward(rng, widths, n, f="tanh", label=""):
    dY, As, Zs, Ws = _passed(rng, widths, n, f)
    return call("mlp_backward", dY, As, Zs, Ws, f, driver=_backward_driver, label=label or _sized(widths, n, f))


def _deltas(rng, widths, n, f="tanh"):
    dY, _, Zs, Ws = _passed(rng, widths, n, f)
    return call("mlp_backward_deltas", dY, Zs, Ws, f, driver=_deltas_driver, label=_sized(widths, n, f))


def _product(rng, widths, f="tanh"):
    dY, _, Zs, Ws = _passed(rng, widths, 1, f)
    return call("mlp_backward_product", dY[0], [Z[0] for Z in Zs], Ws, f, driver=_product_driver, label=_sized(widths, 1, f))


def _backward_by_hand(rng):
    As, Zs = [np.array([[1.0, 2.0]]), np.array([[3.0, 0.0]])], [np.array([[3.0, -0.5]]), np.array([[2.0]])]
    Ws = [np.array([[1.0, -1.0], [1.0, 0.0]]), np.array([[2.0], [3.0]])]
    return [call("mlp_backward", np.array([[10.0]]), As, Zs, Ws, "relu", driver=_backward_driver, label="the network of the book")]


def _backward_shapes(rng):
    return [_backward(rng, (3, 4, 2), 5), _backward(rng, (2, 3, 4, 1), 2)]


def _deltas_random(rng):
    return [_deltas(rng, widths, n, f) for widths, n, f in zip(DEEP, (3, 4, 1, 2), ("tanh", "square", "tanh", "relu"))]


def _backward_random(rng):
    return [_backward(rng, widths, n, f) for widths, n, f in zip(DEEP, (3, 4, 2, 5), ("tanh", "square", "tanh", "tanh"))]


def _products_random(rng):
    return [_product(rng, widths, f) for widths, f in zip(DEEP, ("tanh", "square", "tanh", "square"))]


def _both_ways(rng):
    dY, _, Zs, Ws = _passed(rng, (2, 3, 3, 3), 1, "tanh")
    return [call("mlp_backward_deltas", dY, Zs, Ws, "tanh", driver=_deltas_driver),
            call("mlp_backward_product", dY[0], [Z[0] for Z in Zs], Ws, "tanh", driver=_product_driver)]


def _ways_agree(calls, values):
    deltas, product = values
    if not np.allclose(deltas[0][0], product, rtol=1e-9, atol=1e-12):
        return "the first layer's error found step by step and as one product differ: at least one of them is wrong"
    return None


def _backward_edges(rng):
    dY, As, Zs, Ws = _passed(rng, (2, 3, 2), 3, "relu")
    off = [-np.abs(Zs[0]), Zs[1]]
    return [_backward(rng, (3, 2), 4, label="a single layer"), _backward(rng, (1, 1, 1), 1, label="one unit a layer"),
            call("mlp_backward", dY, As, off, Ws, "relu", driver=_backward_driver, label="hidden units that are all off"),
            _product(rng, (3, 2))]


def _backward_unchanged(rng):
    dY, As, Zs, Ws = _passed(rng, (3, 3, 3, 3), 3, "tanh")
    return [call("mlp_backward", dY, As, Zs, Ws, "tanh", driver=_backward_driver, label="mlp_backward"),
            call("mlp_backward_deltas", dY, Zs, Ws, "tanh", driver=_deltas_driver, label="mlp_backward_deltas")]


def _back(dY, Zs, Ws, df, turn=lambda W: W.T, pull=None):
    deltas = [dY]
    for k in range(len(Zs) - 2, -1, -1):
        back = pull(deltas[0], Ws[k + 1]) if pull and k == len(Zs) - 2 else deltas[0] @ turn(Ws[k + 1])
        deltas.insert(0, df(Zs[k]) * back)
    return deltas


def _gradients(deltas, As, W, n=1):
    return deltas[0] @ W.T, [A.T @ d / n for A, d in zip(As, deltas)], [d.sum(axis=0) / n for d in deltas]


def _through(change):
    """mlp_backward with its errors found by ``change(dY, Zs, Ws, df)``."""
    return lambda dY, As, Zs, Ws, df: _gradients(change(dY, Zs, Ws, df), As, Ws[0])


def _no_slope(dY, Zs, Ws, df):
    return _back(dY, Zs, Ws, np.ones_like)


def _slope_on_the_output(dY, Zs, Ws, df):
    return _back(dY * df(Zs[-1]), Zs, Ws, df)


def _one_output_all_weights(dY, Zs, Ws, df):
    return _back(dY, Zs, Ws, df, pull=lambda d, W: d[:, :1] * W.sum(axis=1))


def _not_transposed(dY, Zs, Ws, df):
    return _back(dY, Zs, Ws, df, turn=lambda W: W)


def _averaged(dY, As, Zs, Ws, df):
    return _gradients(_back(dY, Zs, Ws, df), As, Ws[0], n=max(len(dY), 1))


def _last_layer_first(dY, As, Zs, Ws, df):
    dX, dWs, dbs = _gradients(_back(dY, Zs, Ws, df), As, Ws[0])
    return dX, dWs[::-1], dbs[::-1]


def _errors_overwritten(dY, As, Zs, Ws, df):
    result = _gradients(_back(dY, Zs, Ws, df), As, Ws[0])
    dY *= 2
    return result


def _factors_in_the_order_of_the_layers_back(dy, zs, Ws, df):
    for z, W in zip(zs, Ws[1:]):
        dy = np.diag(df(z)) @ W @ dy
    return dy


def _no_slopes_in_the_product(dy, zs, Ws, df):
    for W in reversed(Ws[1:]):
        dy = W @ dy
    return dy


MLP_BACKWARD = Sheet(
    checks=(
        Check("shapes", "dX has the shape of X; dWs and dbs hold one array for each layer, first layer first.", "shape", 1,
              _backward_shapes),
        Check("by hand", "The network worked out in the book comes out right.", "value", 1, _backward_by_hand, by_hand=(
            (np.array([[20.0, 20.0]]), [np.array([[20.0, 0.0], [40.0, 0.0]]), np.array([[30.0], [0.0]])],
             [np.array([20.0, 0.0]), np.array([10.0])]),)),
        Check("errors", "The errors δ of all layers are right, in the order of the layers.", "reference", 2, _deltas_random,
              hint="each δ is the next one times that layer's weights, transposed, times f′ at its own Z"),
        Check("random networks", "All gradients of networks of two to four layers are right.", "reference", 2, _backward_random,
              hint="one δ gives one dW and one db; the first also gives dX"),
        Check("product", "The first error of one sample as one product of matrices is right.", "reference", 1, _products_random,
              hint="the factors stand in the order of the layers, so that all shapes multiply"),
        Check("two ways agree", "The errors found step by step and the product give the same.", "property", 1, _both_ways,
              holds=_ways_agree, hint="both are one derivative, so they must agree"),
        Check("edges", "One layer, one unit, and hidden units that are all off work.", "edge", 1, _backward_edges,
              hint="with a single layer there is no activation to go back through"),
        Check("inputs unchanged", "Nothing that the forward pass kept is changed.", "unchanged", 1, _backward_unchanged,
              hint="an in-place operation such as *= writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("one_output_all_weights", "mlp_backward", _through(_one_output_all_weights),
                      "the error of one output goes back through the weights of all; sum over the outputs j, each with its own weights",
                      erratum=8),
        Misconception("no_slope", "mlp_backward", _through(_no_slope), "f′ is left out: the error passes the activations unchanged"),
        Misconception("slope_on_the_output", "mlp_backward", _through(_slope_on_the_output),
                      "f′ is applied to the output layer too, which has no activation"),
        Misconception("weights_not_transposed", "mlp_backward", _through(_not_transposed),
                      "the error goes back through W and not through its transpose, which only square layers let pass"),
        Misconception("averaged_over_the_batch", "mlp_backward", _averaged,
                      "gradients are divided by the size of the batch, which dY has in it already if L is a mean"),
        Misconception("last_layer_first", "mlp_backward", _last_layer_first,
                      "the gradients are listed in the order in which they are found; Ws and bs begin with the first layer"),
        Misconception("errors_overwritten", "mlp_backward", _errors_overwritten, "an in-place operation writes into dY"),
        Misconception("errors_without_slope", "mlp_backward_deltas", _no_slope,
                      "f′ is left out: the error passes the activations unchanged"),
        Misconception("errors_through_untransposed_weights", "mlp_backward_deltas", _not_transposed,
                      "the error goes back through W and not through its transpose, which only square layers let pass"),
        Misconception("errors_listed_backwards", "mlp_backward_deltas", lambda dY, Zs, Ws, df: _back(dY, Zs, Ws, df)[::-1],
                      "the errors are listed in the order in which they are found; the list begins with the first layer"),
        Misconception("factors_in_reverse", "mlp_backward_product", _factors_in_the_order_of_the_layers_back,
                      "the factors are multiplied in the opposite order, in which shapes fit only when all layers are square"),
        Misconception("product_without_slopes", "mlp_backward_product", _no_slopes_in_the_product,
                      "the diagonal matrices of f′ are missing"),
    ),
)
