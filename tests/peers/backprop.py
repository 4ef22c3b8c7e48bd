"""PyTorch's layers, autograd, forward mode, optimizer and counter of operations, on small networks and graphs."""

import numpy as np

from tests.peers.kit import double
from tests.peers.matrix_calculus import POINT, scalar_of_vector

X = [[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]
W = [[0.5, -1.0], [2.0, 0.75], [-0.25, 1.5]]
B = [0.1, -0.2]
DY = [[0.7, -1.1], [0.4, 2.0]]
T = [[0.0, 1.0], [1.0, 0.25]]
W2 = [[0.3, -0.6], [1.2, 0.8]]
B2 = [-0.4, 0.3]
SQUARE = [[0.4, -0.7], [1.1, 0.2]]
LOGISTIC = [["mul", 0, 1], ["add", 4, 2], ["neg", 5], ["exp", 6], ["add", 7, 3], ["reciprocal", 8], ["max", 9, 0], ["mul", 10, 9]]
AT = [0.8, 1.5, -0.5, 1.0]
SEEDS = [1.0, 0.5, -2.0, 0.0]
TWO = ("add", "mul", "maximum")
OPERATIONS = {"add": "add", "mul": "mul", "neg": "neg", "exp": "exp", "reciprocal": "reciprocal", "max": "maximum"}  # torch's names


def tanh_slope(z):
    """The derivative of tanh."""
    return 1 - np.tanh(z) ** 2


FUNCTIONS = {"scalar_of_vector": scalar_of_vector, "tanh": np.tanh, "tanh_slope": tanh_slope}


def tensor(value, wanted=True):
    """A leaf in double precision."""
    return double(value, requires_grad=wanted)


def operation(name):
    """The operation as torch has it."""
    import torch

    return getattr(torch, OPERATIONS[name])


def gradients(result, inputs, upstream=None):
    """Autograd's gradients as lists."""
    import torch

    found = torch.autograd.grad(result, inputs, None if upstream is None else tensor(upstream, False), retain_graph=True)
    return [g.tolist() for g in found]


def several(values):
    """A list of arrays of different shapes, as the record holds it."""
    return {"list": values}


def one_layer():
    """linear, with torch's own, whose weight is the transpose."""
    from torch.nn import functional

    x, w, b = tensor(X), tensor(W), tensor(B)
    y = functional.linear(x, w.T, b)
    yield "linear", [X, W, B], [y.tolist()]
    yield "linear_backward", [DY, X, W], gradients(y, [x, w, b], DY)
    row = tensor(X[0])
    yield "linear_backward_sample", [DY[0], X[0], W], gradients(functional.linear(row, w.T, b), [row, w, b], DY[0])


def two_layers():
    """The two-layer network with every intermediate, and a step of torch.optim.SGD."""
    import torch
    from torch.nn import functional

    x, w1, b1, w2, b2 = map(tensor, (X, W, B, W2, B2))
    z1 = x @ w1 + b1
    h = torch.sigmoid(z1)
    z2 = h @ w2 + b2
    y = torch.sigmoid(z2)
    loss = 0.5 * functional.mse_loss(y, tensor(T, False), reduction="sum")
    names, parts = ("dY", "dZ2", "dW2", "db2", "dH", "dZ1", "dW1", "db1"), [y, z2, w2, b2, h, z1, w1, b1]
    found = dict(zip(names, gradients(loss, parts)))
    kept = [X, h.tolist(), y.tolist(), T, W2]
    yield "two_layer_network", [X, W, B, W2, B2], [h.tolist(), y.tolist()]
    yield "two_layer_network_loss", [y.tolist(), T], [loss.item()]
    yield "two_layer_network_backward", kept, [found]
    yield "two_layer_network_closed_form", kept, [found["dW1"], found["dW2"]]
    loss.backward()
    torch.optim.SGD([w1, w2], lr=0.5).step()
    yield "two_layer_network_update", [X, T, W, B, W2, B2], [w1.tolist(), w2.tolist()]


def many_layers():
    """Three layers with tanh between them."""
    import torch

    x, ws, bs = tensor(X), [tensor(v) for v in (W, W2, SQUARE)], [tensor(v) for v in (B, B2, B)]
    inputs, zs = [x], [x @ ws[0] + bs[0]]
    for w, b in zip(ws[1:], bs[1:]):
        inputs.append(torch.tanh(zs[-1]))
        zs.append(inputs[-1] @ w + b)
    lists = [[part.tolist() for part in group] for group in (ws, bs, inputs, zs)]
    weights, biases, kept, pre = map(several, lists)
    deltas = gradients(zs[-1], zs, DY)
    found = gradients(zs[-1], [x, *ws, *bs], DY)
    rows = several([z[0] for z in pre["list"]])
    yield "mlp_forward", [X, weights, biases, "tanh"], [kept["list"], pre["list"]]
    yield "mlp_backward", [DY, kept, pre, weights, "tanh_slope"], [found[0], found[1:4], found[4:]]
    yield "mlp_backward_deltas", [DY, pre, weights, "tanh_slope"], [deltas]
    yield "mlp_backward_product", [DY[0], rows, weights, "tanh_slope"], [deltas[0][0]]


def checking(f, name, point):
    """The error of a wrong claim, with torch's exact slopes in place of measured ones."""
    import torch

    directions, claim = [[1.0, 0.5, -1.0], [0.0, 2.0, 1.0]], [0.5, -0.25, 1.0]
    measured = torch.stack([torch.func.jvp(f, (tensor(point, False),), (tensor(v, False),))[1] for v in directions])
    claimed = tensor(directions, False) @ tensor(claim, False)
    error = (measured - claimed).norm() / (measured.norm() + claimed.norm())
    yield "gradient_check", [name, point, claim, directions], [error.item()]


def run(inputs, steps=LOGISTIC):
    """All values of a graph, inputs first."""
    values = list(inputs)
    for name, *places in steps:
        values.append(operation(name)(*(values[i] for i in places)))
    return values


def graphs():
    """Both modes on a graph with a fork, and each operation alone."""
    import torch

    steps = {"steps": LOGISTIC}
    values, along = torch.func.jvp(lambda v: torch.stack(run(v)), (tensor(AT, False),), (tensor(SEEDS, False),))
    yield "forward_mode", [steps, AT, SEEDS], [values.tolist(), along.tolist()]
    nodes = run([tensor(v) for v in AT])
    yield "reverse_mode", [steps, AT], [[n.item() for n in nodes], gradients(nodes[-1], nodes)]
    for name in OPERATIONS:
        pairs = [[0.7, -1.5], [-0.4, 2.0]][: 2 if OPERATIONS[name] in TWO else 1]
        points, directions = (tuple(tensor(v, False) for v in column) for column in zip(*pairs))
        value, slope = torch.func.jvp(operation(name), points, directions)
        yield "forward_mode_rule", [name, pairs], [value.item(), slope.item()]
        leaves = [tensor(pair[0]) for pair in pairs]
        yield "reverse_mode_rule", [name, [pair[0] for pair in pairs]], [value.item(), gradients(operation(name)(*leaves), leaves)]


def counted(widths, samples):
    """Operations as torch counts them while it runs."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    for wanted in (True, False):
        x = torch.ones(samples, widths[0], requires_grad=wanted)
        ws = [torch.ones(pair, requires_grad=True) for pair in zip(widths, widths[1:])]
        counts = []
        with FlopCounterMode(display=False) as counter:
            y = x
            for w in ws:
                y = y @ w
            counts.append(counter.get_total_flops())
            y.sum().backward()
            counts.append(counter.get_total_flops() - counts[0])
        yield "count_flops", [{"list": widths}, samples, wanted], counts


def stepping():
    """torch.optim.SGD both ways, and a reversed gradient by a hook."""
    import torch

    for maximize in (False, True):
        params = [tensor(X), tensor(B)]
        for p, g in zip(params, ([[1.0, 2.0, 3.0], [-1.0, 0.5, 4.0]], [10.0, -2.0])):
            p.grad = tensor(g, False)
        grads = several([p.grad.tolist() for p in params])
        torch.optim.SGD(params, lr=0.1, maximize=maximize).step()
        yield "gradient_descent_step", [several([X, B]), grads, 0.1, maximize], [[p.tolist() for p in params]]
    x = tensor(X)
    y = x.clone()
    y.register_hook(lambda gradient: -0.5 * gradient)
    yield "gradient_reversal", [X], [y.tolist()]
    yield "gradient_reversal_backward", [X, 0.5], gradients(y * 1, [x], X)


def records():
    """Records of the chapter backprop."""
    for part in (one_layer(), two_layers(), many_layers(), checking(scalar_of_vector, "scalar_of_vector", POINT), graphs(),
                 counted([7, 5, 3], 4), stepping()):
        yield from part
