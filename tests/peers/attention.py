"""PyTorch's attention: scores by its own products, mixtures by its own attention, patches by unfold."""

from tests.peers.kit import double

QUERIES = [[1.0, 2.0, 0.0, 1.0], [0.0, 1.0, -1.0, 2.0], [0.3, -40.0, 1e-3, 2.5]]
KEYS = [[2.0, 1.0, 4.0, 0.0], [-1.0, 0.5, 0.25, 3.0]]
SHORT = [[0.5, -1.0, 2.0], [3.0, 0.1, -0.4]]  # keys of three features
DS = [[0.7, -1.1], [0.4, 2.0], [-0.3, 0.9]]
W, U = [[0.5, -1.0], [2.0, 0.25], [-0.75, 1.5]], [[1.0, -0.5], [0.3, 0.7], [-2.0, 1.0], [0.25, 0.5]]
BETWEEN = [[1.0, 2.0, -0.5, 0.25], [0.0, -1.0, 3.0, 1.5], [2.0, 0.5, 1.0, -2.0]]
VALUES = [[0.5, -2.0, 3.0], [1.5, 0.25, -1.0], [4.0, 0.0, 0.5]]
MANY = [[2.0, 1.0, 4.0, 0.0], [-1.0, 0.5, 0.25, 3.0], [0.1, 0.2, 0.3, -0.4]]
SEEN = [[True, False, True], [False, True, False], [False, False, False]]
TOKENS = [[0.5, -1.0], [2.0, 0.3], [-0.7, 1.1], [0.0, 0.4]]
THREE = [[[0.3, -0.8, 1.2], [0.5, 1.5, -0.25]], [[1.0, 0.4, -0.6], [-0.9, 0.2, 0.7]], [[0.6, -1.3], [1.1, 0.8]]]
PICTURES = [[[[0.5, -1.0, 2.0, 0.25], [1.5, 3.0, -0.75, 1.0]], [[0.1, 0.2, 0.3, 0.4], [-0.4, -0.3, -0.2, 4.0]]]]
GATE = [[1.0, -2.0, 0.5], [-1.0, 0.3, 1.5]], [0.5, 0.1, -0.2], [[40.0, -1.0], [0.5, 2.0], [-0.3, 0.7]], [0.2, -0.1]
UPSTREAM = [[1.0, -0.5], [0.25, 2.0], [-1.5, 0.75], [0.3, 0.9]]


def taken(value):
    """A recorded argument as the function takes it: an array, a dict of arrays, a shape, a number, or nothing."""
    import numpy as np

    if isinstance(value, dict):
        return np.array(value["array"]) if "array" in value else {name: np.array(part) for name, part in value.items()}
    return np.array(value) if isinstance(value, list) else value


def replay(name, function, arguments):
    """What the reference returns, part by part."""
    found = function(*map(taken, arguments))
    return found if isinstance(found, tuple) else (found,)


def score_records():
    """The four scores; the bilinear one by PyTorch's layer of that name, the gradients by autograd."""
    import torch
    from torch.nn import functional

    q, k, short = double(QUERIES, requires_grad=True), double(KEYS, requires_grad=True), double(SHORT)
    yield "dot_score", [QUERIES, KEYS], [functional.linear(q, k).tolist()]
    scaled = torch.baddbmm(double([[[0.0]]]), q[None], k.T[None], alpha=k.shape[1] ** -0.5)[0]
    yield "scaled_dot_score", [QUERIES, KEYS], [scaled.tolist()]
    gradients = torch.autograd.grad(scaled, (q, k), double(DS))
    yield "scaled_dot_score_backward", [DS, QUERIES, KEYS], [g.tolist() for g in gradients]
    hidden = torch.tanh(functional.linear(q, double(U).T)[:, None] + functional.linear(short, double(W).T))
    yield "additive_score", [QUERIES, SHORT, W, U, [1.5, -0.25]], [functional.linear(hidden, double([1.5, -0.25])).tolist()]
    rows = [functional.bilinear(short, each.expand(len(short), -1), double([BETWEEN]))[:, 0].tolist() for each in q.detach()]
    yield "bilinear_score", [QUERIES, SHORT, BETWEEN], [rows]


def weights_and_mixture(q, k, v, mask=None):
    """PyTorch's own attention, and its weights: what it returns for values that name the keys."""
    import torch
    from torch.nn import functional

    mix = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return mix, functional.scaled_dot_product_attention(q, k, torch.eye(len(k), dtype=k.dtype), attn_mask=mask)


def mixture_records():
    """With values, without, with a mask under which one query sees nothing, and at large scores."""
    import torch

    q, k, v, seen = double(QUERIES), double(MANY), double(VALUES), torch.tensor(SEEN)
    for arguments, found in (([QUERIES, MANY, VALUES], weights_and_mixture(q, k, v)),
                             ([QUERIES, MANY], weights_and_mixture(q, k, k)),
                             ([QUERIES, MANY, VALUES, SEEN], weights_and_mixture(q, k, v, seen))):
        yield "soft_attention", arguments, [each.tolist() for each in found]


def sequence_records():
    """One sequence, without and with a mask that hides the future; the gradients by autograd."""
    import torch

    leaves = [double(each, requires_grad=True) for each in (TOKENS, *THREE)]
    x, *three = leaves
    for mask in (None, torch.tril(torch.ones(4, 4, dtype=torch.bool))):
        mix, weights = weights_and_mixture(*(x @ w for w in three), mask)
        given = [] if mask is None else [mask.tolist()]
        yield "self_attention", [TOKENS, *THREE, *given], [mix.tolist(), weights.tolist()]
        gradients = torch.autograd.grad(mix, leaves, double(UPSTREAM), retain_graph=True)
        yield "self_attention_backward", [UPSTREAM, TOKENS, *THREE, weights.tolist()], [g.tolist() for g in gradients]


def image_records():
    """Channels weighed by PyTorch's layers, and images cut and put together by unfold and fold, which is unfold's backward pass."""
    import torch
    from torch.nn import functional

    x = double(PICTURES)
    w1, b1, w2, b2 = map(double, GATE)
    scores = functional.linear(functional.linear(functional.adaptive_avg_pool2d(x, 1)[..., 0, 0], w1.T, b1).relu(), w2.T, b2)
    gates = torch.sigmoid(scores)
    yield "squeeze_excitation", [{"array": PICTURES}, *GATE], [(x * gates[..., None, None]).tolist(), gates.tolist()]
    leaf = x.clone().requires_grad_()
    patches = functional.unfold(leaf, 2, stride=2).transpose(1, 2)
    yield "image_patches", [{"array": PICTURES}, 2], [patches.tolist()]
    upstream = patches.detach().cos()
    (gradient,) = torch.autograd.grad(patches, leaf, upstream)
    yield "image_patches_backward", [{"array": upstream.tolist()}, 2, list(x.shape)], [gradient.tolist()]


def block_records():
    """PyTorch's layer with the same weights: its heads, and the whole block, normalized after and first, without and with a mask."""
    import torch

    rng = torch.Generator().manual_seed(3)
    X = torch.randn(4, 6, generator=rng, dtype=torch.float64)
    for first, masked in ((False, False), (True, False), (False, True)):
        layer = torch.nn.TransformerEncoderLayer(6, 2, dim_feedforward=5, dropout=0.0, norm_first=first, batch_first=True,
            dtype=torch.float64)
        with torch.no_grad():
            for parameter in layer.parameters():
                parameter.copy_(torch.randn(parameter.shape, generator=rng, dtype=torch.float64))
        attention, mask = layer.self_attn, torch.tril(torch.ones(4, 4, dtype=torch.bool)) if masked else None
        params = {"W" + name: w.T for name, w in zip("qkv", attention.in_proj_weight.chunk(3))}
        params |= {"b" + name: b for name, b in zip("qkv", attention.in_proj_bias.chunk(3))}
        params |= {"Wo": attention.out_proj.weight.T, "bo": attention.out_proj.bias, "W1": layer.linear1.weight.T, "b1": layer.linear1.bias,
                   "W2": layer.linear2.weight.T, "b2": layer.linear2.bias, "gamma1": layer.norm1.weight, "beta1": layer.norm1.bias,
                   "gamma2": layer.norm2.weight, "beta2": layer.norm2.bias}
        given = [X.tolist(), {name: value.tolist() for name, value in params.items()}, 2, mask.tolist() if masked else None]
        hidden = None if mask is None else ~mask  # this class hides where it is True
        y, p = attention(X, X, X, attn_mask=hidden, average_attn_weights=False)
        yield "transformer_encoder_block_heads", given, [y.tolist(), p.tolist()]
        yield "transformer_encoder_block", [*given, first], [layer(X, src_mask=hidden).tolist()]


def records():
    """Every part of the chapter that PyTorch has."""
    yield from score_records()
    yield from mixture_records()
    yield from sequence_records()
    yield from image_records()
    yield from block_records()
