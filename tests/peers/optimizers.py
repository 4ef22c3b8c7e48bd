"""PyTorch's optimizers for a hundred steps each; its batches; SciPy's filters and NumPy's lines for what PyTorch does not have."""

import math

import numpy as np

from tests.peers.kit import double

TOLERANCE = 1e-10  # after a hundred steps
STEPS = 100
START = [2.0, -1.5, 0.7]
VALLEY = [[2.0, 0.6, 0.1], [0.6, 0.7, -0.2], [0.1, -0.2, 0.4]]
MEMORIES = {"sgd": 0, "momentum": 1, "nesterov": 1, "momentum_inside": 1, "momentum_ema": 1, "adagrad": 1, "rmsprop": 1,
    "rmsprop_centered": 2,
            "rmsprop_momentum": 2, "adadelta": 2, "adam": 2, "adam_amsgrad": 3, "adamw": 2, "asgd": 1}
COUNTED = {"adagrad", "adam", "adam_amsgrad", "adamw", "asgd"}
ORDER = [3, 0, 4, 1, 2, 6, 5]
GRADIENTS = [[1.0, -2.0], [0.5, 0.25], [-3.0, 1.0], [0.0, 4.0], [2.0, -1.0]]


def gradient(w, t):
    """The slope of a turned valley at w, with a disturbance that is the same for everybody."""
    return [sum(a * b for a, b in zip(row, w)) + 0.3 * math.sin(7 * t + i) for i, row in enumerate(VALLEY)]


def replay(name, function, arguments):
    """What the reference says to a record's arguments, as a list of results."""
    if name == "minibatches":
        order, batch_size, drop_last = arguments
        return [function(np.array(order), batch_size, drop_last)]
    if name in ("adagrad_start", "quickprop"):
        result = function(*(np.array(each) if isinstance(each, list) else each for each in arguments))
        return result if isinstance(result, tuple) else [result]
    if name in ("momentum_inside", "momentum_ema"):
        return _given(function, *arguments)
    settings = {key: tuple(value) if isinstance(value, list) else value for key, value in arguments[0].items()}
    return _walked(name, function, settings)


def _walked(name, function, settings):
    """The path of a hundred steps, and what is remembered at its end."""
    settings = dict(settings)
    filled = settings.pop("initial_accumulator_value", 0.0)
    w, path = np.array(START), []
    state = [None] if name == "sgd_dampened" else [np.full(3, filled) for _ in range(MEMORIES[name])]
    for t in range(1, STEPS + 1):
        counted = [t] if name in COUNTED else []
        result = function(w, np.array(gradient(w, t)), *state, *counted, **settings)
        w, *state = result if isinstance(result, tuple) else (result,)
        path.append(w)
    return [np.array(path), *state]


def _given(function, grads, lr, share):
    """The places to which given gradients lead from 0."""
    w, v, path = np.zeros(2), np.zeros(2), []
    for grad in np.array(grads):
        w, v = function(w, grad, v, lr, share)
        path.append(w)
    return [np.array(path)]


def walked(name, optimizer, *kept, **settings):
    """A record of a hundred steps of an optimizer of PyTorch, and the buffers that it keeps."""
    import torch

    w = double(START, requires_grad=True)
    method, path = optimizer([w]), []
    for t in range(1, STEPS + 1):
        w.grad = double(gradient(w.tolist(), t))
        method.step()
        path.append(w.tolist())
    state = method.state[w]
    return name, [settings], [path, *(torch.as_tensor(state[key]).tolist() for key in kept)]


def paths():
    """Every optimizer that PyTorch has."""
    from torch import optim

    yield walked("sgd", lambda p: optim.SGD(p, lr=0.1), lr=0.1)
    yield walked("sgd_dampened", lambda p: optim.SGD(p, lr=0.1, momentum=0.8, dampening=0.3), "momentum_buffer",
                 lr=0.1, momentum=0.8, dampening=0.3)
    yield walked("momentum", lambda p: optim.SGD(p, lr=0.05, momentum=0.9), "momentum_buffer", lr=0.05)
    yield walked("nesterov", lambda p: optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True), "momentum_buffer", lr=0.05)
    yield walked("adagrad", lambda p: optim.Adagrad(p), "sum")
    yield walked("adagrad", lambda p: optim.Adagrad(p, lr=0.3, lr_decay=0.02, initial_accumulator_value=0.5), "sum",
                 lr=0.3, lr_decay=0.02, initial_accumulator_value=0.5)
    yield walked("rmsprop", lambda p: optim.RMSprop(p), "square_avg")
    yield walked("rmsprop_centered", lambda p: optim.RMSprop(p, lr=0.005, alpha=0.9, centered=True), "square_avg", "grad_avg", lr=0.005,
        alpha=0.9)
    yield walked("rmsprop_momentum", lambda p: optim.RMSprop(p, lr=0.005, alpha=0.9, momentum=0.9), "square_avg", "momentum_buffer",
                 lr=0.005, alpha=0.9)
    yield walked("adadelta", lambda p: optim.Adadelta(p, lr=1), "square_avg", "acc_delta")
    yield walked("adam", lambda p: optim.Adam(p), "exp_avg", "exp_avg_sq")
    yield walked("adam", lambda p: optim.Adam(p, lr=0.1, betas=(0.8, 0.95), eps=1e-3), "exp_avg", "exp_avg_sq", lr=0.1, betas=[0.8,
        0.95], eps=1e-3)
    yield walked("adam_amsgrad", lambda p: optim.Adam(p, lr=0.05, amsgrad=True), "exp_avg", "exp_avg_sq", "max_exp_avg_sq", lr=0.05)
    yield walked("adamw", lambda p: optim.AdamW(p), "exp_avg", "exp_avg_sq")
    yield walked("adamw", lambda p: optim.AdamW(p, lr=0.05, weight_decay=0.3), "exp_avg", "exp_avg_sq", lr=0.05, weight_decay=0.3)
    yield walked("asgd", lambda p: optim.ASGD(p), "ax")
    yield walked("asgd", lambda p: optim.ASGD(p, lr=0.2, lambd=0.05, alpha=0.6, t0=20), "ax", lr=0.2, lambd=0.05, alpha=0.6, t0=20)


def records():
    """A hundred steps of each optimizer, batches in a given order, and three that PyTorch does not have."""
    import torch

    torch.set_default_dtype(torch.float64)  # ASGD keeps its rate in the default type
    from scipy import signal
    from torch.utils.data import BatchSampler

    yield from paths()
    for drop_last in (False, True):
        yield "minibatches", [ORDER, 3, drop_last], [[list(batch) for batch in BatchSampler(ORDER, 3, drop_last)]]
    start = torch.optim.Adagrad([double(START, requires_grad=True)], initial_accumulator_value=0.25)
    yield "adagrad_start", [START, 0.25], [next(iter(start.state.values()))["sum"].tolist()]
    for name, share, gain in (("momentum_inside", 0.9, -0.1), ("momentum_ema", 0.8, -0.1 * (1 - 0.8))):
        velocities = signal.lfilter([gain], [1, -share], GRADIENTS, axis=0)
        yield name, [GRADIENTS, 0.1, share], [np.cumsum(velocities, axis=0).tolist()]
    slopes, before, steps = [0.6, -0.5, 1.0], [2.0, 1.5, 2.2], [-1.0, -0.4, 0.3]
    least = [np.poly1d(np.polyfit([-step, 0.0], [old, new], 1)).roots[0] for new, old, step in zip(slopes[:2], before, steps)]
    yield "quickprop", [[0.0, 0.0], slopes[:2], before[:2], steps[:2]], [[float(d) for d in least], [float(d) for d in least]]
