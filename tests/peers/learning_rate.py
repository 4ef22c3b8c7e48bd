"""PyTorch's schedulers step by step, its variance and its eigenvalues; SciPy's search on a grid and its distributions."""

from tests.peers.kit import double

STEPS = list(range(12))
GRADIENTS = [[0.5, -1.0], [2.0, 0.25], [-0.75, 3.0], [1.5, 1.0]]
CANDIDATES = [[-1.0, 0.0, 1.0, 2.0], [0.5, 1.0, 1.5, 2.0]]  # equally spaced, as SciPy wants them
LOW, HIGH = [0.001, 2.0], [0.1, 50.0]
U = [[0.1, 0.9], [0.75, 0.3], [0.4, 0.5]]
HESSIANS = [[[2.0, 0.5], [0.5, 1.0]], [[1.0, 3.0], [3.0, 1.0]], [[-2.0, 1.0], [1.0, -2.0]]]


def valley(x):
    """A function of two settings."""
    return (x[0] - 0.7) ** 2 + (x[0] * x[1] - 1) ** 2


def small(x):
    """Least where the first setting is."""
    return x[0]


FUNCTIONS = {"valley": valley, "small": small}


def rates(lr, scheduler):
    """The rate of each of the steps, as a scheduler sets it for an optimizer."""
    import torch

    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    schedule, found = scheduler(optimizer), []
    for _ in STEPS:
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return [found]


def joined(optimizer):
    """Three steps of warm-up, then nine of cosine."""
    from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR

    return SequentialLR(optimizer, [LinearLR(optimizer, 1 / 3, total_iters=2), CosineAnnealingLR(optimizer, 9, 0.01)], [3])


def one_step_for_four():
    """The rate with which one step of SGD on four batches goes as far as four steps on one, where the slope is constant."""
    import torch

    w = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1)
    for _ in range(4):
        optimizer.zero_grad()
        (double([[3.0], [1.0]]) @ w).mean().backward()
        optimizer.step()
    return [(-w / w.grad).item()]


def searches():
    """scipy.optimize.brute on the same grid, and settings from the quantiles of SciPy's distributions."""
    import numpy as np
    from scipy import optimize, stats

    best, value, _, runs = optimize.brute(valley, (slice(-1, 2.5, 1), slice(0.5, 2.5, 0.5)), finish=None, full_output=True)
    yield "grid_search", ["valley", CANDIDATES], [best.tolist(), float(value)]
    yield "grid_search_size", [CANDIDATES], [runs.size]
    for log in (False, True):
        settings = [[(stats.loguniform(a, b) if log else stats.uniform(a, b - a)).ppf(u) for a, b, u in zip(LOW, HIGH, row)] for row in U]
        best = min(settings, key=small)
        yield "random_search", ["small", LOW, HIGH, U, log], [np.array(best).tolist(), float(best[0])]


def records():
    """Each schedule for twelve steps, a variance, and the three kinds of stationary points."""
    import torch
    from torch.optim.lr_scheduler import CosineAnnealingLR, CyclicLR, ExponentialLR, LambdaLR, LinearLR

    yield "exponential_decay", [STEPS, 0.5, 0.9], rates(0.5, lambda optimizer: ExponentialLR(optimizer, 0.9))
    yield "natural_exponential_decay", [STEPS, 0.5, 0.2], rates(
        0.5, lambda optimizer: LambdaLR(optimizer, lambda t: torch.exp(-0.2 * double(t)).item()))
    yield "cosine_decay", [STEPS, 0.5, 11, 0.01], rates(0.5, lambda optimizer: CosineAnnealingLR(optimizer, 11, 0.01))
    yield "warmup", [STEPS, 0.5, 5], rates(0.5, lambda optimizer: LinearLR(optimizer, 1 / 5, total_iters=4))
    yield "warmup_cosine", [STEPS, 0.5, 3, 12, 0.01], rates(0.5, joined)
    yield "cyclic", [STEPS, 0.1, 0.5, 4], rates(
        0.1, lambda optimizer: CyclicLR(optimizer, 0.1, 0.5, 4, cycle_momentum=False))
    yield "linear_scaling", [0.1, 8, 2], one_step_for_four()
    yield "linear_scaling_variance", [GRADIENTS, 2], [(double(GRADIENTS).var(0, correction=0) / 2).tolist()]
    for hessian in HESSIANS:
        signs = set(torch.linalg.eigvalsh(double(hessian)).sign().tolist())
        yield "critical_point", [hessian], [{(1.0,): "minimum", (-1.0,): "maximum", (-1.0, 1.0): "saddle"}[tuple(sorted(signs))]]
    yield from searches()
