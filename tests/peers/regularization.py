"""PyTorch's norms, shrinkage and decays, and scikit-learn's ridge and lasso with one column of ones."""

from tests.peers.kit import double

W = [[3.0, -4.0, 0.0, 0.25], [-1e-3, 40.0, -0.5, 1.5]]
STRENGTH = 0.3
FUNCTIONS = {}


def records():
    """The penalties with their gradients, shrinkage the proximal step, decay in two ways, and the most probable weights."""
    yield from penalties()
    yield from thresholds()
    yield from decays()
    yield from estimates()


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
    import numpy as np
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
