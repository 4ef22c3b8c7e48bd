"""scikit-learn's scalers, and PyTorch's normalizations with their gradients by autograd."""

FUNCTIONS = {}
X = [[1.0, -300.0, 0.4, 2.5], [2.5, 120.0, 0.1, -2.5], [-0.5, 75.0, 0.9, 0.5], [4.0, 0.25, -0.2, 8.0], [1.25, -40.0, 0.0, 1.0]]
NEW = [[10.0, 500.0, -1.0, 0.0], [0.0, 0.0, 0.003, 2.5]]
CONSTANT = [[1.0, 7.0], [3.0, 7.0], [8.0, 7.0]]


def scalers():
    """Fitted on one array, applied to it and to another; one column may be constant."""
    import numpy as np
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    for train, others in ((X, [X, NEW]), (CONSTANT, [CONSTANT, [[2.0, 9.0]]])):
        for span in ((0, 1), (-1, 1)):
            fitted = MinMaxScaler(feature_range=span).fit(train)
            ends = [fitted.data_min_.tolist(), fitted.data_max_.tolist()]
            yield "min_max_scale_fit", [train], ends
            for other in others:
                yield "min_max_scale", [other, *ends, list(span)], [fitted.transform(other).tolist()]
        fitted = StandardScaler().fit(train)
        moments = [fitted.mean_.tolist(), np.sqrt(fitted.var_).tolist()]
        yield "standardize_fit", [train], moments
        for other in others:
            yield "standardize", [other, *moments], [fitted.transform(other).tolist()]


def layer():
    """F.layer_norm, and autograd along the same steps; samples with one, two and three axes, one of them constant."""
    import torch
    from torch.nn import functional

    from tests.peers.kit import double

    weight, bias = double([1.5, -0.5, 2.0, 1.0], requires_grad=True), double([0.0, 1.0, -2.0, 0.5], requires_grad=True)
    for values in (X[0], X, [X[:2], [[2.0] * 4, X[3]]]):
        x = double(values, requires_grad=True)
        dy = torch.cos(3 * x).detach()
        given = {"array": x.tolist()} if x.ndim == 3 else x.tolist()
        up = {"array": dy.tolist()} if x.ndim == 3 else dy.tolist()
        for eps in (1e-5, 0.5):
            y = functional.layer_norm(x, (4,), weight, bias, eps)
            yield "layer_norm", [given, weight.tolist(), bias.tolist(), eps], [y.tolist()]
            gradients = torch.autograd.grad(y, (x, weight, bias), dy)
            yield "layer_norm_backward", [up, given, weight.tolist(), eps], [g.tolist() for g in gradients]
            mean = x.mean(-1, keepdim=True)
            var = ((x - mean) ** 2).mean(-1, keepdim=True)
            xhat = (x - mean) / torch.sqrt(var + eps)
            parts = torch.autograd.grad(weight * xhat + bias, (xhat, var, mean, x), dy)
            yield ("layer_norm_backward_steps", [up, given, weight.tolist(), eps],
                   [{key: part.tolist() for key, part in zip(("dxhat", "dvar", "dmean", "dx"), parts)}])


def batch():
    """F.batch_norm in training and in inference, and autograd along the same steps; one column is constant."""
    import torch
    from torch.nn import functional

    from tests.peers.kit import double

    weight, bias = double([1.5, -0.5, 2.0, 1.0], requires_grad=True), double([0.0, 1.0, -2.0, 0.5], requires_grad=True)
    flat = [[*row[:3], 2.0] for row in X]
    for values in (X, flat, X[:2]):
        x = double(values, requires_grad=True)
        dy = torch.cos(3 * x).detach()
        for training, momentum, eps in ((True, 0.1, 1e-5), (True, 0.4, 0.5), (False, 0.1, 1e-5)):
            mean, var = double([0.5, 20.0, 0.0, -1.0]), double([2.0, 900.0, 0.25, 1.0])
            given = [mean.tolist(), var.tolist()]
            y = functional.batch_norm(x, mean, var, weight, bias, training, momentum, eps)
            yield ("batch_norm", [x.tolist(), *given, weight.tolist(), bias.tolist(), training, momentum, eps],
                   [y.tolist(), mean.tolist(), var.tolist()])
            gradients = [g.tolist() for g in torch.autograd.grad(y, (x, weight, bias), dy)]
            if not training:
                yield "batch_norm_inference_backward", [dy.tolist(), x.tolist(), *given, weight.tolist(), eps], gradients
                continue
            yield "batch_norm_backward", [dy.tolist(), x.tolist(), weight.tolist(), eps], gradients
            mean = x.mean(0)
            var = ((x - mean) ** 2).mean(0)
            xhat = (x - mean) / torch.sqrt(var + eps)
            parts = torch.autograd.grad(weight * xhat + bias, (xhat, var, mean, x), dy)
            yield ("batch_norm_backward_steps", [dy.tolist(), x.tolist(), weight.tolist(), eps],
                   [{key: part.tolist() for key, part in zip(("dXhat", "dvar", "dmean", "dX"), parts)}])


def images():
    """F.instance_norm and F.group_norm with their gradients; one channel is constant."""
    import torch
    from torch.nn import functional

    from tests.peers.kit import double

    weight, bias = double([1.5, -0.5, 2.0, 1.0], requires_grad=True), double([0.0, 1.0, -2.0, 0.5], requires_grad=True)
    x = torch.sin(torch.arange(48, dtype=torch.float64) ** 2 / 7).reshape(2, 4, 2, 3) * double([1.0, 3.0, 0.5, 1.0]).reshape(1, 4, 1, 1)
    x[1, 2] = 0.25
    x = x.round(decimals=3).requires_grad_()
    dy = torch.cos(3 * x).detach()
    given, up = {"array": x.tolist()}, {"array": dy.tolist()}
    for eps in (1e-5, 0.5):
        for name, groups, norm in (("instance_norm", [], lambda eps: functional.instance_norm(x, weight=weight, bias=bias, eps=eps)),
                                   *(("group_norm", [G], lambda eps, G=G: functional.group_norm(x, G, weight, bias, eps))
                                     for G in (1, 2, 4))):
            y = norm(eps)
            yield name, [given, *groups, weight.tolist(), bias.tolist(), eps], [y.tolist()]
            gradients = torch.autograd.grad(y, (x, weight, bias), dy)
            yield f"{name}_backward", [up, given, *groups, weight.tolist(), eps], [g.tolist() for g in gradients]


def components():
    """scikit-learn's PCA, fitted on one array and applied to another, with all components and with fewer."""
    from sklearn.decomposition import PCA

    rows = [[a, b / 100, c, d] for a, b, c, d in X]
    new = [[a, b / 100, c, d] for a, b, c, d in NEW]
    for train, k in ((rows, 4), (rows, 2), ([*rows, *new], 3)):
        fitted = PCA(n_components=k, svd_solver="full").fit(train)
        mean, V = fitted.mean_.tolist(), fitted.components_.tolist()
        yield ("pca", [train, k],
               [mean, V, fitted.explained_variance_.tolist(), fitted.explained_variance_ratio_.tolist()])
        for other in (train, new):
            T = fitted.transform(other)
            yield "pca_transform", [other, mean, V], [T.tolist()]
            yield "pca_inverse", [T.tolist(), mean, V], [fitted.inverse_transform(T).tolist()]


def records():
    """Records of the chapter normalization."""
    yield from scalers()
    yield from layer()
    yield from batch()
    yield from images()
    yield from components()
