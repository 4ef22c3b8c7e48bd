"""PyTorch's initializers on recorded random numbers, and its training steps.

A library's random numbers cannot be drawn again, but they can be recorded: a stream of standard
numbers is an argument, written as text, and both sides turn the same stream into weights.
PyTorch keeps a dense weight as (d_out, d_in), so for ours its two fans change places.
"""

import math

import numpy as np

from tests.peers.kit import double

DENSE, KERNEL = (3, 5), (4, 2, 3, 3)


class Stream:
    """Stands in for a Generator: gives the recorded numbers, scaled and shifted as asked."""

    def __init__(self, numbers):
        self.numbers = np.array(numbers)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Recorded standard normal numbers."""
        return loc + scale * self.numbers.reshape(size)

    def uniform(self, low=0.0, high=1.0, size=None):
        """Recorded numbers between 0 and 1."""
        return low + (high - low) * self.numbers.reshape(size)


class Functions(dict):
    """Names of functions, and streams written as text."""

    def get(self, name, default=None):
        """The stream, the function, or the name itself."""
        if name.startswith("stream "):
            return Stream([float(number) for number in name.split()[1:]])
        return super().get(name, default)


FUNCTIONS = Functions()


def standard(shape, distribution, seed):
    """PyTorch's standard numbers of that seed, as the text of a stream; the generator is set back to the seed."""
    import torch

    torch.manual_seed(seed)
    make = torch.randn if distribution == "normal" else torch.rand
    numbers = make(shape, dtype=torch.float64)
    torch.manual_seed(seed)
    return " ".join(["stream", *(repr(number) for number in numbers.ravel().tolist())])


def records():
    """Constants and counts, then each initializer with its deviation."""
    from torch.nn import init

    yield "constant_init", [[2, 3], 0.5], [init.constant_(double(np.ones((2, 3)).tolist()), 0.5).tolist()]
    yield from distinct()
    stream = standard(DENSE, "normal", 1)
    yield "gaussian_init", [list(DENSE), stream, 0.3, 2.0], [init.normal_(double(np.ones(DENSE).tolist()), 0.3, 2.0).tolist()]
    for name, fill in (("lecun", kaiming("linear")), ("xavier", glorot), ("he", kaiming("relu"))):
        for shape in (DENSE, KERNEL):
            yield from deviation_and_draws(f"{name}_init", shape, fill)
    for shape, gain in (((5, 3), 1.0), ((3, 5), 2.0), ((4, 4), math.sqrt(2)), (KERNEL, 1.5)):
        yield "orthogonal_init", *orthogonal(shape, gain)
    yield from scale_outside()
    yield from given_back()
    yield from trained_on()


def distinct():
    """The count of different units, by torch.unique."""
    import torch

    W1, b1, W2 = double([[1.0, 2.0, 1.0, 1.0]]), double([0.0, 0.0, 0.0, 1.0]), double([[3.0], [3.0], [3.0], [3.0]])
    units = torch.vstack([W1, b1, W2.T])
    yield "constant_init_distinct", [W1.tolist(), b1.tolist(), W2.tolist()], [len(torch.unique(units, dim=1).T)]


def kaiming(nonlinearity):
    """He's initializer; for linear units it is LeCun's."""
    def fill(W, distribution):
        from torch.nn import init

        mode = "fan_out" if W.ndim == 2 else "fan_in"
        return (init.kaiming_normal_ if distribution == "normal" else init.kaiming_uniform_)(W, mode=mode, nonlinearity=nonlinearity)
    return fill


def glorot(W, distribution):
    """Glorot's initializer."""
    from torch.nn import init

    return (init.xavier_normal_ if distribution == "normal" else init.xavier_uniform_)(W)


def deviation_and_draws(name, shape, fill):
    """Both distributions from recorded numbers; the deviation is what the number 1 of a stream becomes."""
    import torch

    for distribution in ("normal", "uniform"):
        stream = standard(shape, distribution, 2)
        W = fill(torch.empty(shape, dtype=torch.float64), distribution)
        yield name, [list(shape), stream, distribution], [W.tolist()]
    limit = W.flatten()[0] / (2 * float(stream.split()[1]) - 1)
    yield f"{name}_std", [list(shape)], [float(limit) / math.sqrt(3)]


def orthogonal(shape, gain):
    """PyTorch's orthogonal weights, and the normal numbers that it draws for them."""
    import torch

    torch.manual_seed(3)
    Z = torch.empty(shape[0], math.prod(shape[1:]), dtype=torch.float64).normal_()
    torch.manual_seed(3)
    W = torch.nn.init.orthogonal_(torch.empty(shape, dtype=torch.float64), gain)
    return [{"array": Z.reshape(shape).tolist()}, gain], [W.tolist()]


def scale_outside():
    """The layer by autograd, and the plain layer's rate from one step of SGD with either."""
    import torch

    rng = np.random.default_rng(4)
    X, W, b, dY = (rng.normal(size=size).tolist() for size in ((4, 3), (3, 2), 2, (4, 2)))
    leaves = [double(value).requires_grad_() for value in (X, W, b)]
    Y = torch.nn.functional.linear(leaves[0], leaves[1].T / math.sqrt(3), leaves[2])
    Y.backward(double(dY))
    yield "ntk_linear", [X, W, b], [Y.tolist()]
    yield "ntk_linear_backward", [dY, X, W], [leaf.grad.tolist() for leaf in leaves]
    plain = (double(W) / math.sqrt(3)).requires_grad_()
    (double(X) @ plain).backward(double(dY))
    before = plain.detach().clone()
    torch.optim.SGD(leaves[1:2], lr=0.3).step()
    rates = (before - leaves[1].detach() / math.sqrt(3)) / plain.grad
    yield "ntk_linear_rate", [0.3, 3], [float(rates.mean())]


def given_back():
    """The auto-encoder's loss by autograd, and three steps of SGD for each of two layers."""
    rng = np.random.default_rng(5)
    X, W, b, c = (rng.normal(size=size).tolist() for size in ((4, 3), (3, 2), 2, 3))
    leaves = [double(value).requires_grad_() for value in (W, b, c)]
    loss = auto_encoder(double(X), *leaves)
    loss.backward()
    yield "greedy_pretraining_gradients", [X, W, b, c], [loss.item(), *(leaf.grad.tolist() for leaf in leaves)]
    starts, values, layers = [W, rng.normal(size=(2, 2)).tolist()], double(X), []
    for start in starts:
        *layer, values = squeezed(values, start)
        layers.append(layer)
    yield "greedy_pretraining", [X, {"list": starts}, 0.2, 3], [layers]


def squeezed(values, start):
    """Weights and biases of one layer after three steps, and what it sends on."""
    import torch

    W, b, c = (double(part).requires_grad_() for part in (start, [0.0] * len(start[0]), [0.0] * len(start)))
    descend(lambda: auto_encoder(values, W, b, c), [{"params": [W, b, c], "lr": 0.2}])
    return W.tolist(), b.tolist(), torch.tanh(values @ W + b).detach()


def auto_encoder(X, W, b, c):
    """Half the squared error of what comes back, for each sample."""
    import torch

    back = torch.nn.functional.linear(torch.tanh(X @ W + b), W, c)
    return torch.nn.functional.mse_loss(back, X, reduction="sum") / (2 * len(X))


def trained_on():
    """Cross-entropy by autograd, and three steps of SGD with one rate for the head and another for the body."""
    rng = np.random.default_rng(6)
    X, y = rng.normal(size=(5, 3)).tolist(), [0, 2, 1, 1, 3]
    layers = [[rng.normal(size=pair).tolist(), rng.normal(size=pair[1]).tolist()] for pair in ((3, 4), (4, 2), (2, 4))]
    leaves = [double(value).requires_grad_() for layer in layers for value in layer]
    loss = scores_and_loss(double(X), y, leaves)
    loss.backward()
    grads = [leaf.grad.tolist() for leaf in leaves]
    yield "fine_tuning_gradients", [network(layers), X, y], [loss.item(), [grads[:2], grads[2:4], grads[4:]]]
    groups = [{"params": leaves[:4], "lr": 0.1}, {"params": leaves[4:], "lr": 0.5}]
    descend(lambda: scores_and_loss(double(X), y, leaves), groups)
    tuned = [leaf.tolist() for leaf in leaves]
    old = [[[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0]]
    yield "fine_tuning", [network([*layers[:2], old]), {"list": layers[2]}, X, y, 0.5, 0.1, 3], [[tuned[:2], tuned[2:4], tuned[4:]]]


def network(layers):
    """Pairs of weights and biases, as an argument is written."""
    return {"list": [{"list": layer} for layer in layers]}


def scores_and_loss(X, y, leaves):
    """Mean cross-entropy of a network of tanh layers."""
    import torch

    *body, W, b = leaves
    for V, a in zip(body[::2], body[1::2]):
        X = torch.tanh(X @ V + a)
    return torch.nn.functional.cross_entropy(X @ W + b, torch.tensor(y))


def descend(loss, groups, steps=3):
    """Steps of SGD, each group at its own rate."""
    import torch

    optimizer = torch.optim.SGD(groups, lr=0.0)
    for _ in range(steps):
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()
