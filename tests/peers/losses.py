"""PyTorch's losses: values and gradients, with weights, with ignored targets, at saturation and at a kink."""

import functools

from tests.peers.kit import double

FUNCTIONS = {}
Y, TARGETS = [[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]], [[0.0, -1.0, 0.75], [1.0, 2.5, -40.0]]
P, YES = [[0.9, 0.1, 0.8, 0.25], [0.5, 0.05, 0.99, 0.4]], [[1.0, 1.0, 0.0, 0.3], [0.0, 1.0, 1.0, 0.0]]
SURE = [[0.9, 0.0, 1.0, 0.25], [0.5, 1e-30, 1.0, 0.0]]  # values only: the kernel keeps the gradient's 1e-12 in 32 bits, 4e-9 off
WEIGHT = [2.0, 0.5, 1.0, 3.0]
LOGITS = [[0.3, 2.9, -800.0, 40.0], [800.0, -1.5, 0.0, 1000.0]]
SCORES = [[[0.3, -1.0, 2.0, 0.0], [1.5, 0.5, -2.0, 0.1], [-0.7, 3.0, 0.2, 1.0]],
          [[2.0, 0.0, -1.0, 4.0], [0.0, 0.5, 1.0, -3.0], [1.0, 1.0, 0.0, 0.5]]]
CLASSES, CLASS_WEIGHT = [[0, -100, 2, 1], [2, 1, -100, 0]], [1.0, 0.25, 3.0]
UPSTREAM = [[0.5, 2.0, -1.0, 3.0], [-0.25, 1.0, 4.0, -2.0]]
FAR, FIRST = [[-1000.0, 1000.0, 0.0], [1000.0, 1001.0, 1002.0], [0.3, 2.9, 4.0]], [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.25, 0.25, 0.5]]
SIGNS, TRUE = [[1.0, -1.0, 1.0], [-1.0, 1.0, 1.0]], [0, 1, 2]
TRIPLET = [[[0.0, 0.0], [1.0, -2.0], [0.5, 0.5]], [[3.0, 4.0], [1.0, -1.0], [0.5, 0.5]], [[0.0, 2.0], [-6.0, 1.0], [0.5, 1.0]]]
ROWS, ONE_HOT = [[0.1, 0.6, 0.3], [0.25, 0.25, 0.5]], [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]


def scalar_loss(name, loss, x, *rest):
    """Records of a loss with one number and of its gradient by autograd; ``loss`` takes the input, then the rest."""
    import torch

    leaf = double(x, requires_grad=True)
    value = loss(leaf)
    (gradient,) = torch.autograd.grad(value, leaf)
    yield name, [x, *rest], [value.item()]
    yield f"{name}_backward", [x, *rest], [gradient.tolist()]


def nll_records():
    """Every reduction, with and without weights, with places and with ignored targets; the upstream gradient is given."""
    import torch
    from torch.nn import functional

    logp = double(SCORES).log_softmax(1)
    for weight, ignored, reduction in ((None, -100, "mean"), (CLASS_WEIGHT, -100, "mean"), (CLASS_WEIGHT, -100, "sum"),
                                       (None, -100, "none"),
                                       (CLASS_WEIGHT, -100, "none")):
        leaf, t = logp.clone().requires_grad_(), torch.tensor(CLASSES)
        loss = functional.nll_loss(leaf, t, None if weight is None else double(weight), ignore_index=ignored, reduction=reduction)
        dL = UPSTREAM if reduction == "none" else 1.5
        (gradient,) = torch.autograd.grad(loss, leaf, double(dL))
        yield "nll_loss", [{"array": logp.tolist()}, CLASSES, weight, ignored, reduction], [loss.tolist()]
        yield "nll_loss_backward", [dL, {"array": logp.tolist()}, CLASSES, weight, ignored, reduction], [gradient.tolist()]
    leaf, nothing = logp.clone().requires_grad_(), torch.full_like(torch.tensor(CLASSES), -100)
    (gradient,) = torch.autograd.grad(functional.nll_loss(leaf, nothing), leaf)
    yield "nll_loss_backward", [1.0, {"array": logp.tolist()}, nothing.tolist(), None, -100, "mean"], [gradient.tolist()]


def triplet_records():
    """Three rows: in the wrong order, content, and with the anchor on its like."""
    import torch
    from torch.nn import functional

    points = [double(each, requires_grad=True) for each in TRIPLET]
    for margin in (1.0, 2.5):
        loss = functional.triplet_margin_loss(*points, margin=margin, eps=0.0)
        yield "triplet_loss", [*TRIPLET, margin], [loss.item()]
        yield "triplet_loss_backward", [*TRIPLET, margin], [each.tolist() for each in torch.autograd.grad(loss, points)]


def hinge_records():
    """The positive part of what is missing, by autograd; several classes by PyTorch's own, which divides by their number too."""
    import torch
    from torch.nn import functional

    def signs(z, margin):
        return (margin - z * double(SIGNS)).relu().mean()

    def classes(z, margin):
        return len(FAR[0]) * functional.multi_margin_loss(z, torch.tensor(TRUE), margin=margin)

    for margin in (1.0, 2.0):
        for name, loss, z, t in (("hinge_loss", signs, Y, SIGNS), ("hinge_loss_classes", classes, FAR, TRUE)):
            yield from scalar_loss(name, functools.partial(loss, margin=margin), z, t, margin)


def records():
    """Every loss with its gradient."""
    from torch.nn import functional

    yield from scalar_loss("mean_squared_error", lambda y: functional.mse_loss(y, double(TARGETS)), Y, TARGETS)
    yield from scalar_loss("cross_entropy", lambda p: functional.nll_loss(p.log(), double(ONE_HOT).argmax(1)), ROWS, ONE_HOT)
    yield next(scalar_loss("binary_cross_entropy", lambda p: functional.binary_cross_entropy(p, double(YES)), SURE, YES))
    yield from scalar_loss("binary_cross_entropy", lambda p: functional.binary_cross_entropy(p, double(YES)), P, YES)
    yield from scalar_loss("binary_cross_entropy", lambda p: functional.binary_cross_entropy(p, double(YES), double(WEIGHT)), P, YES,
                           WEIGHT)
    yield from scalar_loss("bce_with_logits", lambda z: functional.binary_cross_entropy_with_logits(z, double(YES)), LOGITS, YES)
    yield from scalar_loss("bce_with_logits", lambda z: functional.binary_cross_entropy_with_logits(
        z, double(YES), pos_weight=double(WEIGHT)), LOGITS, YES, WEIGHT)
    yield from nll_records()
    yield from scalar_loss("softmax_cross_entropy", lambda z: functional.cross_entropy(z, double(FIRST)), FAR, FIRST)
    yield from hinge_records()
    yield from triplet_records()
