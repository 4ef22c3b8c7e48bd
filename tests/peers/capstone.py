"""The same classifier built from PyTorch's layers, trained by its optimizer under its schedule."""

from functools import partial

import numpy as np

from tests.peers.kit import double

TOLERANCE = 1e-7  # a running mean follows the idle bias before it, see `without_idle`; all else agrees to 1e-14
AGAIN = 1e-10  # between two machines, since rounding errors grow in a training
NAMES = ("W", "b", "weight", "bias")
RUNS = (  # sizes, epochs, batch_size, lr, p, patience
    ([4, 6, 5, 3], 8, 8, 0.03, 0.0, 8),
    ([4, 6, 3], 30, 7, 0.1, 0.25, 2),  # stops before its last epoch
    ([4, 3], 3, 8, 0.1, 0.5, 3),  # no hidden layer
)


def data(n, seed):
    """Samples of three classes that overlap, one of four features being of no use, and their classes as one-hot rows."""
    rng = np.random.default_rng(seed)
    t = np.eye(3)[np.arange(n) % 3]
    return np.column_stack([2 * t + rng.normal(size=(n, 3)), rng.normal(size=n)]), t


def replay(name, function, arguments):
    """What the reference says to a record's arguments, with arrays in the order of the layers and of `NAMES`."""
    from grader.reference.capstone.parts import book_parts

    return globals()[f"_{name}"](partial(function, book_parts()), *arguments)


def _capstone(function, sizes, epochs, batch_size, lr, p, patience):
    params, running, losses = function(*data(24, 0), *data(12, 1), sizes, np.random.default_rng(2), epochs, batch_size, lr, p, patience)
    return [*without_idle(flat(params), moments(running)), losses]


def _capstone_init(function, sizes):
    params, running = function(sizes, np.random.default_rng(3))
    return [flat(params), moments(running)]


def _capstone_predict(function, sizes):
    return [function(*_started(sizes), data(12, 1)[0])]


def _capstone_forward(function, sizes, p, training):
    z, _, running = function(*_started(sizes), data(12, 1)[0], p, np.random.default_rng(4), training)
    return [z, moments(running)]


def _capstone_backward(function, sizes, p, dz):
    from grader.reference.capstone import capstone_forward
    from grader.reference.capstone.parts import book_parts

    params, running = _started(sizes)
    _, cache, _ = capstone_forward(book_parts(), params, running, data(12, 1)[0], p, np.random.default_rng(4), training=True)
    return [flat(function(params, cache, np.array(dz)))]


def _capstone_step(function, sizes):
    (params, _), kept = _started(sizes), None
    for t in (1, 2, 3):
        params, kept = function(params, [{key: np.cos(t * w) for key, w in layer.items()} for layer in params], kept, t, 0.1)
    return [flat(params), *(flat([{key: pair[i] for key, pair in layer.items()} for layer in kept]) for i in (0, 1))]


def _started(sizes):
    """The reference's network under the seed of the records."""
    from grader.reference.capstone import capstone_init
    from grader.reference.capstone.parts import book_parts

    return capstone_init(book_parts(), sizes, np.random.default_rng(3))


def flat(layers):
    """All arrays of a network, layer by layer."""
    return [layer[name] for layer in layers for name in NAMES if name in layer]


def moments(running):
    """Running means and variances, layer by layer."""
    return [part for pair in running for part in pair]


def without_idle(params, running):
    """Leave out the biases before a batch norm, which takes them away again: their gradients are rounding errors, of which
    Adam makes steps.  Running means are taken relative to them."""
    idle = [params[4 * i + 1] for i in range(len(running) // 2)]
    kept = [each for i, each in enumerate(params) if i % 4 != 1 or i // 4 >= len(idle)]
    return kept, [np.subtract(each, idle[i // 2]).tolist() if i % 2 == 0 else each for i, each in enumerate(running)]


class Network:
    """PyTorch's layers with the weights that a generator draws: N(0, 2/d_in), the first layer's first."""

    def __init__(self, sizes, rng):
        import torch
        from torch import nn

        self.linear = [nn.Linear(a, b, dtype=torch.float64) for a, b in zip(sizes, sizes[1:])]
        self.norms = [nn.BatchNorm1d(size, dtype=torch.float64) for size in sizes[1:-1]]
        for layer in self.linear:
            drawn = rng.normal(0, np.sqrt(2 / layer.in_features), size=(layer.in_features, layer.out_features))
            layer.weight.data = double(drawn.T.tolist())
            layer.bias.data.zero_()

    def parameters(self):
        """Layer by layer: weight and bias, then those of its batch norm."""
        return [part for i, layer in enumerate(self.linear)
                for part in (layer.weight, layer.bias, *(self.norms[i].parameters() if i < len(self.norms) else ()))]

    def scores(self, X, p=0.0, rng=None, training=False):
        """The forward pass; what dropout keeps is drawn by the generator, since PyTorch's own draws are others."""
        import torch

        A = double(X.tolist())
        for layer, norm in zip(self.linear, self.norms):
            norm.train(training)
            A = torch.relu(norm(layer(A)))
            if training:
                A = A * double((rng.random(tuple(A.shape)) >= p).tolist()) / (1 - p)
        return self.linear[-1](A)

    def values(self, parts=None):
        """Parameters, or what is given in their places, as the course writes them: a weight has its inputs in rows."""
        return [(each.T if each.ndim == 2 else each).tolist() for each in (parts or self.parameters())]

    def statistics(self):
        """Running means and variances, layer by layer."""
        return [part.tolist() for norm in self.norms for part in (norm.running_mean, norm.running_var)]


def trained(sizes, epochs, batch_size, lr, p, patience):
    """Parameters and statistics after the best epoch, and the validation losses until the training stopped."""
    import torch
    from torch.nn import functional

    (X, t), (X_val, t_val) = data(24, 0), data(12, 1)
    rng = np.random.default_rng(2)
    network, losses, best = Network(sizes, rng), [], None
    for layer, _ in zip(network.linear, network.norms):
        layer.bias.requires_grad_(False)
    optimizer = torch.optim.Adam(network.parameters(), lr=lr)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=epochs * (len(X) // batch_size))
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X) - batch_size + 1, batch_size):
            batch = order[start:start + batch_size]
            optimizer.zero_grad()
            functional.cross_entropy(network.scores(X[batch], p, rng, training=True), double(t[batch].tolist())).backward()
            optimizer.step()
            schedule.step()
        losses.append(functional.cross_entropy(network.scores(X_val), double(t_val.tolist())).item())
        if losses[-1] == min(losses):
            best = epoch, network.values(), network.statistics()
        elif epoch - best[0] >= patience:
            break
    return [*without_idle(*best[1:]), losses]


def stepped(sizes):
    """Parameters and both moments after three steps of Adam along slopes that depend on the parameters."""
    import torch

    network = Network(sizes, np.random.default_rng(3))
    optimizer = torch.optim.Adam(network.parameters(), lr=0.1)
    for t in (1, 2, 3):
        for each in network.parameters():
            each.grad = torch.cos(t * each.detach())
        optimizer.step()
    states = [optimizer.state[each] for each in network.parameters()]
    return [network.values(), *(network.values([state[key] for state in states]) for key in ("exp_avg", "exp_avg_sq"))]


def records():
    """Each function alone for every shape of network, then whole trainings."""
    import torch

    X, _ = data(12, 1)
    dz = np.cos(np.arange(36.0)).reshape(12, 3)
    for sizes, _, _, _, p, _ in RUNS:
        network = Network(sizes, np.random.default_rng(3))
        yield "capstone_init", [sizes], [network.values(), network.statistics()]
        yield "capstone_predict", [sizes], [network.scores(X).argmax(dim=1).tolist()]
        yield "capstone_forward", [sizes, p, False], [network.scores(X).tolist(), network.statistics()]
        z = network.scores(X, p, np.random.default_rng(4), training=True)
        yield "capstone_forward", [sizes, p, True], [z.tolist(), network.statistics()]
        grads = torch.autograd.grad(z, network.parameters(), double(dz.tolist()))
        yield "capstone_backward", [sizes, p, dz.tolist()], [network.values(grads)]
        yield "capstone_step", [sizes], stepped(sizes)
    for run in RUNS:
        yield "capstone", list(run), trained(*run)
