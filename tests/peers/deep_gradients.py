"""PyTorch's autograd, clipping and LSTM cell on small networks."""

import numpy as np

from tests.peers.backprop import DY, SQUARE, W2, B, W, X, several, tanh_slope, tensor

FUNCTIONS = {"tanh": np.tanh, "tanh_slope": tanh_slope}
LARGE = [[30.0, -40.0], [5.0, 0.25]]


def profile():
    """The norms of autograd's gradients for the pre-activations, and the Jacobians between these."""
    import torch

    ws = [tensor(v) for v in (W, W2, SQUARE)]
    zs = [tensor(X) @ ws[0] + tensor(B)]
    for w in ws[1:]:
        zs.append(torch.tanh(zs[-1]) @ w)
    norms = torch.stack([g.norm() for g in torch.autograd.grad(zs[-1], zs, tensor(DY, False), retain_graph=True)])
    weights = several([w.tolist() for w in ws])
    yield "gradient_profile", [DY, several([z.tolist() for z in zs]), weights, "tanh_slope"], [norms.tolist()]
    rows = [z[0].detach() for z in zs]
    jacobians = [torch.func.jacrev(lambda z, w=w: torch.tanh(z) @ w)(row) for row, w in zip(rows, ws[1:])]
    yield "gradient_profile_jacobians", [several([r.tolist() for r in rows]), weights, "tanh_slope"], [[j.tolist() for j in jacobians]]
    steps = norms.log().diff()
    yield "gradient_profile_factor", [norms.tolist()], [(-steps.mean()).exp().item()]


def clipping():
    """torch.nn.utils, on gradients above and below the bound and on zeros."""
    from torch.nn import utils

    for grads, bound in (([LARGE, B], 5.0), ([SQUARE, B], 5.0), ([[[0.0, 0.0]], [0.0]], 1.0)):
        for function, clip in (("clip_by_value", utils.clip_grad_value_), ("clip_by_global_norm", utils.clip_grad_norm_)):
            params = [tensor(g) for g in grads]
            for p, g in zip(params, grads):
                p.grad = tensor(g, False)
            norm = clip(params, bound)
            clipped = [p.grad.tolist() for p in params]
            yield function, [several(grads), bound], [clipped] if norm is None else [clipped, norm.item()]


def residual():
    """Autograd through x plus two layers, and torch.func's Jacobian of one sample."""
    import torch

    x, w1, w2 = tensor(X), tensor(W), tensor(np.transpose(W).tolist())
    b1, b2 = tensor(B), tensor(X[0])
    hidden = torch.relu(x @ w1 + b1)
    y = x + hidden @ w2 + b2
    yield "residual_block", [v.tolist() for v in (x, w1, b1, w2, b2)], [hidden.tolist(), y.tolist()]
    upstream = torch.cos(y).detach()
    grads = torch.autograd.grad(y, (x, w1, b1, w2, b2), upstream)
    yield ("residual_block_backward", [upstream.tolist(), *[v.tolist() for v in (x, hidden, w1, w2)]],
           [g.tolist() for g in grads])
    jacobian = torch.func.jacrev(lambda row: row + torch.relu(row @ w1 + b1) @ w2 + b2)(x[0].detach())
    yield "residual_block_jacobian", [v.tolist() for v in (hidden[0], w1, w2)], [jacobian.tolist()]


def records():
    """Records of the chapter deep_gradients."""
    for part in (profile(), clipping(), residual()):
        yield from part
