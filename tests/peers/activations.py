"""PyTorch's activation functions: values, gradients, and its choices at a kink."""

import math

from tests.peers.kit import DY, X, double, forward_and_backward

FUNCTIONS = {}
LOGITS = [[0.3, 2.9, 4.0], [1000.0, 999.0, -1000.0]]
FAR = [[-1000.0, -40.0, -1.0, 0.0], [1000.0, 40.0, 2.0, 1e-9]]
MODERATE = [[-3.0, 0.0, 1.5], [0.25, -0.5, 4.0]]
MODERATE_DY = [[0.7, -1.1, 0.4], [2.0, -0.3, 0.9]]
LAYER = (
    [[0.2, 0.9, 0.4], [0.7, 0.1, 0.3]], [[1.5, -1.0, -0.5, 0.25], [-0.5, 2.0, -2.0, 1.0], [1.0, 0.5, -1.0, -1.0]],
    [-0.1, -2.2, 0.2, -0.2], [0.1, 0.0, 0.2], [1.0, 1.5, 0.8], [[0.7, -1.1, 0.4, 2.0], [-0.3, 0.9, 1.6, -0.2]])
PIECES = (
    [[1.0, -2.0], [0.5, 3.0], [-1.5, 0.25]], [[[1.0, -0.5], [0.5, 2.0]], [[-1.0, 1.0], [0.25, -1.5]], [[0.1, 0.3], [-2.0, 0.75]]],
    [[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]], [[1.0, -2.0], [0.5, 0.25], [4.0, -1.0]])
DP = [[1.0, -2.0, 0.5], [0.25, 4.0, -1.0]]


def records():
    """Each function with its backward pass; softmax by way of its output, as the reference takes it."""
    from torch.nn import functional

    yield from saturating()
    yield from forward_and_backward("relu", functional.relu)
    yield from forward_and_backward("leaky_relu", lambda x: functional.leaky_relu(x, 0.2), negative_slope=0.2)
    yield from forward_and_backward("elu", lambda x: functional.elu(x, 1.5), alpha=1.5)
    for weight in ([0.25], [0.1, 0.2, 1.5, -0.4]):
        yield from forward_and_backward("prelu", functional.prelu, parameters=[weight])
    yield from dead()
    yield from maxout()
    yield from gelus()
    yield from softmax()
    yield from log_softmax()


def saturating():
    """Sigmoid and tanh, with the gradients of their intermediate variables; the backward passes start from the output."""
    import torch

    for name, compute in (("sigmoid", torch.sigmoid), ("tanh", torch.tanh)):
        far, x = double(FAR), double(X, requires_grad=True)
        yield name, [FAR], [compute(far).tolist()]
        y = compute(x)
        (dx,) = torch.autograd.grad(y, x, double(DY))
        yield f"{name}_backward", [DY, y.tolist()], [dx.tolist()]
    yield "sigmoid_backward_steps", [MODERATE_DY, MODERATE], [chained(
        {"u": lambda x: torch.exp(-x), "v": lambda u: 1 + u, "y": lambda v: 1 / v}, ("dv", "du", "dx"))]
    yield "tanh_backward_steps", [MODERATE_DY, MODERATE], [chained(
        {"u": lambda x: 2 * x, "s": torch.sigmoid, "y": lambda s: 2 * s - 1}, ("ds", "du", "dx"))]


def chained(lines, names, last=lambda values: values["y"]):
    """The gradients of named lines, each a function of the line before it; ``last`` finds y among them."""
    import torch

    values = {"x": double(MODERATE, requires_grad=True)}
    for name, line in lines.items():
        values[name] = line(list(values.values())[-1])
    gradients = torch.autograd.grad(last(values), [values[name[1:]] for name in names], double(MODERATE_DY))
    return {name: gradient.tolist() for name, gradient in zip(names, gradients, strict=True)}


def dead():
    """A ReLU layer on data, at every corner of a box, and backwards; the second unit is dead here, the third for ever."""
    import torch

    inputs, weights, biases, low, high, dy = LAYER
    layer = torch.nn.functional.linear
    X, W, b = double(inputs), double(weights, requires_grad=True), double(biases, requires_grad=True)
    Z = layer(X, W.T, b)
    Y = torch.relu(Z)
    yield "dead_units", [inputs, weights, biases], [(Y.amax(dim=0) == 0).tolist()]
    corners = torch.cartesian_prod(*(double(ends) for ends in zip(low, high, strict=True)))
    outputs = torch.relu(layer(corners, W.detach().T, b.detach()))
    yield "dead_units_permanent", [weights, biases, low, high], [(outputs.amax(dim=0) == 0).tolist()]
    gradients = torch.autograd.grad(Y, (Z, W, b), double(dy))
    yield "dead_units_backward", [dy, inputs, weights, biases], [gradient.tolist() for gradient in gradients]


def maxout():
    """torch has no such layer: the largest of three linear ones, and autograd through its maximum."""
    import torch

    inputs, weights, biases, dy = PIECES
    X, W, b = (double(value, requires_grad=True) for value in (inputs, weights, biases))
    Z = torch.stack([torch.nn.functional.linear(X, piece.T, bias) for piece, bias in zip(W, b, strict=True)])
    Y = Z.amax(dim=0)
    yield "maxout", [inputs, {"array": weights}, biases], [Y.tolist()]
    gradients = torch.autograd.grad(Y, (Z, X, W, b), double(dy))
    yield "maxout_backward", [dy, inputs, {"array": weights}, biases], [gradient.tolist() for gradient in gradients]


def gelus():
    """PyTorch's exact GELU and its tanh form; the sigmoid form, and the gates on the way, by its sigmoid, tanh and erf."""
    import torch
    from torch.nn import functional

    yield from forward_and_backward("gelu", functional.gelu)
    yield from forward_and_backward("gelu_tanh", lambda x: functional.gelu(x, approximate="tanh"))
    yield from forward_and_backward("gelu_sigmoid", lambda x: x * torch.sigmoid(1.702 * x))
    steepness = math.sqrt(2 / math.pi)
    yield "gelu_backward_steps", [MODERATE_DY, MODERATE], [gated({"g": torch.special.ndtr}, ("dg", "dx"))]
    yield "gelu_tanh_backward_steps", [MODERATE_DY, MODERATE], [gated(
        {"u": lambda x: steepness * (x + 0.044715 * x**3), "t": torch.tanh, "g": lambda t: (1 + t) / 2}, ("dg", "dt", "du", "dx"))]
    yield "gelu_sigmoid_backward_steps", [MODERATE_DY, MODERATE], [gated(
        {"u": lambda x: 1.702 * x, "g": torch.sigmoid}, ("dg", "du", "dx"))]


def gated(lines, names):
    """The gradients of the lines that lead from x to its gate g, where y = x · g."""
    return chained(lines, names, last=lambda values: values["x"] * values["g"])


def softmax():
    """Rows of small and of large scores, and the Jacobian of the first row."""
    import torch

    z = double(LOGITS, requires_grad=True)
    p = torch.softmax(z, dim=-1)
    (dz,) = torch.autograd.grad(p, z, double(DP))
    yield "softmax", [LOGITS], [p.tolist()]
    yield "softmax_backward", [DP, p.tolist()], [dz.tolist()]
    row = z[0].detach()
    jacobian = torch.autograd.functional.jacobian(lambda v: torch.softmax(v, dim=-1), row)
    yield "softmax_jacobian", [torch.softmax(row, dim=-1).tolist()], [jacobian.tolist()]


def log_softmax():
    """Rows of small and of large scores, backwards from the logarithms, and with the gradients along the way."""
    import torch

    z = double(LOGITS, requires_grad=True)
    logp = torch.log_softmax(z, dim=-1)
    (dz,) = torch.autograd.grad(logp, z, double(DP))
    yield "log_softmax", [LOGITS], [logp.tolist()]
    yield "log_softmax_backward", [DP, logp.tolist()], [dz.tolist()]
    z = double(MODERATE, requires_grad=True)
    e = torch.exp(z)
    s = e.sum(dim=-1, keepdim=True)
    way = torch.log(s)
    gradients = torch.autograd.grad(z - way, (way, s, e, z), double(MODERATE_DY))
    names = ("dl", "ds", "de", "dz")
    yield "log_softmax_backward_steps", [MODERATE_DY, MODERATE], [
        {name: gradient.tolist() for name, gradient in zip(names, gradients, strict=True)}]
