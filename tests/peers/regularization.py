"""PyTorch's norms, shrinkage, decays, dropout and plateaus, scikit-learn's ridge and lasso, SciPy's shifts.

A library's random numbers cannot be drawn again, but they can be recorded: numbers that keep the
same units are an argument, written as text, and so are images, which have three axes.
"""

import numpy as np

from tests.peers.kit import double

W = [[3.0, -4.0, 0.0, 0.25], [-1e-3, 40.0, -0.5, 1.5]]
STRENGTH = 0.3
IMAGES = (2, 4, 3)


class Drawn:
    """Stands in for a Generator: gives the recorded numbers, one after the other."""

    def __init__(self, numbers):
        self.numbers = iter(numbers)

    def random(self, size):
        """Recorded numbers between 0 and 1."""
        return np.array([next(self.numbers) for _ in range(np.prod(size))]).reshape(size)

    def integers(self, low, high, size):
        """Recorded whole numbers."""
        return self.random(size).astype(int)


class Functions(dict):
    """Recorded numbers written as text."""

    def get(self, name, default=None):
        """The stand-in, the images, or the word itself."""
        kind, *numbers = name.split()
        if kind == "drawn":
            return Drawn([float(number) for number in numbers])
        return np.array([float(number) for number in numbers]).reshape(IMAGES) if kind == "images" else super().get(name, default)


FUNCTIONS = Functions()


def records():
    """Every component, in the chapter's order."""
    yield from penalties()
    yield from thresholds()
    yield from decays()
    yield from estimates()
    yield from units()
    yield from stopping()
    yield from images()


def penalties():
    """Norms by torch.linalg, their gradients by autograd."""
    import torch

    for name, compute in (("l1_penalty", lambda w: STRENGTH * torch.linalg.vector_norm(w, 1)),
                          ("l2_penalty", lambda w: STRENGTH / 2 * torch.linalg.vector_norm(w, 2) ** 2)):
        w = double(W, requires_grad=True)
        penalty = compute(w)
        yield name, [W, STRENGTH], [penalty.item()]
        yield f"{name}_backward", [W, STRENGTH], [torch.autograd.grad(penalty, w)[0].tolist()]


def thresholds():
    """softshrink; and a step, as softshrink of SGD's."""
    import torch

    yield "soft_threshold", [W, 0.5], [torch.nn.functional.softshrink(double(W), 0.5).tolist()]
    w, grad = double(W), [[0.7, -1.1, 0.4, 2.0], [-0.3, 0.9, 1.6, -0.2]]
    w.grad = double(grad)
    torch.optim.SGD([w], lr=0.1).step()
    yield "soft_threshold_step", [W, grad, 0.1, 5.0], [torch.nn.functional.softshrink(w, 0.5).tolist()]


def decays():
    """AdamW beside Adam, which says what its step is; and SGD at the rate 1, which says what its gradient is."""
    import torch

    params, grads = [W, W[0]], [[[0.7, -1.1, 0.4, 2.0], [-0.3, 0.9, 1.6, -0.2]], [0.5, 0.0, -2.0, 1.0]]

    def stepped(optimizer, **options):
        tensors = [double(w, requires_grad=True) for w in params]
        for w, g in zip(tensors, grads):
            w.grad = double(g)
        groups = [{"params": tensors[:1]}, {"params": tensors[1:], "weight_decay": 0.0}]
        optimizer(groups, **options).step()
        return [w.detach() for w in tensors]

    steps = [(new - double(w)).tolist() for new, w in zip(stepped(torch.optim.Adam, lr=0.1), params)]
    new = stepped(torch.optim.AdamW, lr=0.1, weight_decay=STRENGTH)
    yield "weight_decay", [{"list": params}, {"list": steps}, 0.1, STRENGTH], [[w.tolist() for w in new]]
    new = stepped(torch.optim.SGD, lr=1.0, weight_decay=STRENGTH)
    made = [(double(w) - after).tolist() for w, after in zip(params, new)]
    yield "weight_decay_in_gradient", [{"list": params}, {"list": grads}, STRENGTH], [made]


def estimates():
    """Least squares on a column of ones, with either penalty; and logarithms of densities."""
    from sklearn.linear_model import Lasso, Ridge
    from torch.distributions import Laplace, Normal

    x, sigma, scale, n = [[1.0, 0.2, -0.5], [3.0, -0.1, -1.5], [1.5, 0.3, 0.25]], 0.9, 0.6, 3
    models = {"gaussian": Ridge(alpha=sigma**2 / scale**2, fit_intercept=False, tol=1e-15),
              "laplace": Lasso(alpha=sigma**2 / (n * scale), fit_intercept=False, tol=1e-15)}
    for prior, model in models.items():
        w = model.fit(np.ones((n, 1)), np.array(x)).coef_.ravel()
        yield "map_estimate", [x, sigma, prior, scale], [w.tolist()]
    w = double([0.7, -0.2, 0.4])
    for prior, family in (("gaussian", Normal), ("laplace", Laplace)):
        belief, zero = family(double(0.0), double(scale)), double([0.0, 0.0, 0.0])
        fit = Normal(double(x), double(sigma))
        loss = (fit.log_prob(double(x)) - fit.log_prob(w)).sum() + (belief.log_prob(zero) - belief.log_prob(w)).sum()
        yield "map_estimate_loss", [w.tolist(), x, sigma, prior, scale], [loss.item()]


def units():
    """PyTorch's dropout; where it keeps a unit the recorded number is 0.9, elsewhere 0.1."""
    import torch

    torch.manual_seed(4)
    x = double(W, requires_grad=True)
    kept = torch.nn.functional.dropout(torch.ones_like(x), 0.4)
    torch.manual_seed(4)
    y = torch.nn.functional.dropout(x, 0.4)
    numbers = " ".join(["drawn", *("0.9" if f else "0.1" for f in kept.flatten().tolist())])
    yield "dropout", [W, 0.4, numbers], [y.tolist(), kept.tolist()]
    yield "dropout", [W, 0.4, numbers, False], [torch.nn.functional.dropout(x, 0.4, training=False).tolist(), torch.ones_like(x).tolist()]
    upstream = [[0.7, -1.1, 0.4, 2.0], [-0.3, 0.9, 1.6, -0.2]]
    yield "dropout_backward", [upstream, kept.tolist()], [torch.autograd.grad(y, x, double(upstream))[0].tolist()]


def stopping():
    """ReduceLROnPlateau lowers its rate where we stop: after more bad epochs than its patience, which is ours less one."""
    import torch

    losses = [1.0, 0.8, 0.9, 0.7, 0.75, 0.72, 0.69, 0.6, 0.61, 0.58, 0.65, 0.62, 0.66, 0.3]
    for patience, delta in ((1, 0.0), (2, 0.0), (3, 0.05), (5, 0.0)):
        w = double([1.0], requires_grad=True)
        optimizer = torch.optim.SGD([w], lr=1.0)
        plan = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=patience - 1, threshold=delta, threshold_mode="abs")
        best, last, stopped = 0, len(losses) - 1, False
        for epoch, loss in enumerate(losses):
            plan.step(loss)
            best = epoch if plan.best == loss else best
            if optimizer.param_groups[0]["lr"] < 1:
                last, stopped = epoch, True
                break
        yield "early_stopping", [losses, patience, delta], [best, last, stopped]
    w, curvatures = double([0.0, 0.0, 0.0], requires_grad=True), [1.0, 0.1, 0.01]
    optimizer = torch.optim.SGD([w], lr=0.7)
    for _ in range(20):
        optimizer.zero_grad()
        (double(curvatures) * (w - 1) ** 2 / 2).sum().backward()
        optimizer.step()
    yield "early_stopping_filter", [curvatures, 0.7, 20], [w.tolist()]


def images():
    """torch.flip and slices, and SciPy's shift."""
    import torch
    from scipy import ndimage

    x = np.arange(1.0, 25.0).reshape(IMAGES)
    given = " ".join(["images", *(f"{number:g}" for number in x.ravel())])
    yield "augment_flip", [given], [torch.flip(torch.tensor(x), (2,)).tolist()]
    yield "augment_crop", [given, [1, 2], [0, 1], 2], [torch.stack([torch.tensor(x)[0, 1:3, 0:2], torch.tensor(x)[1, 2:4, 1:3]]).tolist()]
    for down, right in (([1, -2], [0, 1]), ([0, 3], [-1, -2])):
        moved = [ndimage.shift(image, places, order=0, mode="constant").tolist() for image, *places in zip(x, down, right)]
        yield "augment_shift", [given, down, right], [moved]
    mirrored = [moved[0], torch.flip(torch.tensor(moved[1]), (1,)).tolist()]
    yield "augment", [given, "drawn 0 -1 3 -2 0.9 0.1", 3, True], [mirrored]
