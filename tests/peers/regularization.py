"""PyTorch's norms and shrinkage."""

from tests.peers.kit import double

W = [[3.0, -4.0, 0.0, 0.25], [-1e-3, 40.0, -0.5, 1.5]]
STRENGTH = 0.3
FUNCTIONS = {}


def records():
    """The penalties with their gradients, shrinkage and the proximal step."""
    yield from penalties()
    yield from thresholds()


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
