"""PyTorch's activation functions: values, gradients, and its choices at a kink."""

from tests.peers.kit import double, forward_and_backward

FUNCTIONS = {}
LOGITS = [[0.3, 2.9, 4.0], [1000.0, 999.0, -1000.0]]
DP = [[1.0, -2.0, 0.5], [0.25, 4.0, -1.0]]


def records():
    """Each function with its backward pass; softmax by way of its output, as the reference takes it."""
    from torch.nn import functional

    yield from forward_and_backward("relu", functional.relu)
    yield from forward_and_backward("leaky_relu", lambda x: functional.leaky_relu(x, 0.2), negative_slope=0.2)
    yield from forward_and_backward("elu", lambda x: functional.elu(x, 1.5), alpha=1.5)
    for weight in ([0.25], [0.1, 0.2, 1.5, -0.4]):
        yield from forward_and_backward("prelu", functional.prelu, parameters=[weight])
    yield from softmax()


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
