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


def array(value):
    """An array of three axes, as the record holds it."""
    return {"array": value.tolist()}


def memory():
    """torch.nn.LSTMCell and torch.nn.LSTM with autograd; their weights are transposes, and of their two biases one is 0."""
    import torch

    torch.manual_seed(5)
    steps, n, d_in, d = 4, 2, 3, 2
    cell, whole = (made(d_in, d, dtype=torch.float64) for made in (torch.nn.LSTMCell, torch.nn.LSTM))
    with torch.no_grad():
        cell.bias_hh.zero_()
        for mine, its in zip(cell.parameters(), whole.parameters()):
            its.copy_(mine)
    x, h, c = (torch.randn(n, size, dtype=torch.float64, requires_grad=True) for size in (d_in, d, d))
    weights = [cell.weight_ih.T.tolist(), cell.weight_hh.T.tolist(), cell.bias_ih.tolist()]
    inputs = [v.tolist() for v in (x, h, c)]
    h_new, c_new = cell(x, (h, c))
    i, f, g, o = (x @ cell.weight_ih.T + h @ cell.weight_hh.T + cell.bias_ih).chunk(4, dim=1)
    gates = torch.cat([i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()], dim=1).tolist()
    yield "lstm_cell", inputs + weights, [h_new.tolist(), c_new.tolist(), gates]
    dh, dc = torch.randn(n, d, dtype=torch.float64), torch.randn(n, d, dtype=torch.float64)
    found = torch.autograd.grad((h_new, c_new), (x, h, c, cell.weight_ih, cell.weight_hh, cell.bias_ih), (dh, dc))
    yield "lstm_cell_backward", [dh.tolist(), dc.tolist(), *inputs, gates, *weights[:2]], transposed(found)
    X = torch.randn(steps, n, d_in, dtype=torch.float64, requires_grad=True)
    H, (_, last) = whole(X, (h[None], c[None]))
    arguments = [array(X), *inputs[1:], *weights]
    yield "lstm_cell_through_time", arguments, [H.tolist(), last[0].tolist()]
    dH = torch.randn(steps, n, d, dtype=torch.float64)
    found = torch.autograd.grad((H, last), (X, h, c, whole.weight_ih_l0, whole.weight_hh_l0, whole.bias_ih_l0), (dH, dc[None]))
    yield "lstm_cell_through_time_backward", [array(dH), dc.tolist(), *arguments], transposed(found)


def transposed(grads):
    """Autograd's gradients in the reference's layout: the two weights' are transposed."""
    return [(g.T if place in (3, 4) else g).tolist() for place, g in enumerate(grads)]


def records():
    """Records of the chapter deep_gradients."""
    for part in (profile(), clipping(), residual(), memory()):
        yield from part
