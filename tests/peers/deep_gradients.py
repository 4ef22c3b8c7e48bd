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


def records():
    """Records of the chapter deep_gradients."""
    for part in (profile(), clipping()):
        yield from part
