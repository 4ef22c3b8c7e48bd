"""What the chapters' modules share: inputs with a kink among them, and records from autograd."""

X = [[-2.0, -0.5, 0.0, 3.0], [1.25, -40.0, 0.75, -1e-3]]  # 0 is a kink: its derivative is a convention
DY = [[0.7, -1.1, 0.4, 2.0], [-0.3, 0.9, 1.6, -0.2]]


def double(values, **options):
    """A tensor of 64-bit numbers."""
    import torch

    return torch.tensor(values, dtype=torch.float64, **options)


def forward_and_backward(name, compute, x=X, dy=DY, parameters=(), **options):
    """Records of a function and of its derivative by autograd, for the upstream gradient ``dy``."""
    import torch

    inputs = [double(value, requires_grad=True) for value in (x, *parameters)]
    y = compute(*inputs)
    gradients = torch.autograd.grad(y, inputs, double(dy))
    rest = [*parameters, *options.values()]
    yield name, [x, *rest], [y.tolist()]
    yield f"{name}_backward", [dy, x, *rest], [g.tolist() for g in gradients]
