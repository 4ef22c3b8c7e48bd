"""Wrong and right answers: transformer_encoder_block."""

import numpy as np

from tests.answers.attention.soft import shares
from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
WHERE = "attention/transformer_encoder_block"


def by_heads(X, params, heads, mask=None, columns=None, width=None, hides=lambda h: True):
    """Head by head, each with its columns; the mixtures before the last matrix, and the weights."""
    n, d = X.shape
    mixtures, weights = np.zeros((n, d)), []
    for h in range(heads):
        mine = np.arange(h * (d // heads), (h + 1) * (d // heads)) if columns is None else columns(h)
        q, k, v = (X @ params["W" + name][:, mine] + params["b" + name][mine] for name in "qkv")
        seen = np.ones((n, n), dtype=bool) if mask is None or not hides(h) else mask
        scores = q @ k.T / (len(mine) if width is None else width) ** 0.5
        P = np.array([shares(row.tolist(), may) for row, may in zip(scores, seen)])
        mixtures[:, mine] = P @ v
        weights.append(P)
    return mixtures, np.array(weights)


def attended(X, params, heads, mask=None, **options):
    """Head by head, and through the last matrix."""
    mixtures, P = by_heads(X, params, heads, mask, **options)
    return mixtures @ params["Wo"] + params["bo"], P


def normal(x, gamma, beta, spread=None):
    """Token by token."""
    rows = [(row - row.mean()) / ((row * row).mean() - row.mean() ** 2 + 1e-5 if spread is None else spread(row)) ** 0.5 for row in x]
    return np.array(rows) * gamma + beta


def network(x, params, bend=lambda z: z * (z > 0)):
    """Two layers."""
    return bend(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


def steps(X, params, heads, mask, first, attend=attended, norms=normal, add=True, think=network):
    """The block, written as four steps."""
    one, two = ((params["gamma" + k], params["beta" + k]) for k in "12")
    if first:
        Z = X + attend(norms(X, *one), params, heads, mask)[0]
        return Z + think(norms(Z, *two), params)
    Z = norms(X * add + attend(X, params, heads, mask)[0], *one)
    return norms(Z + think(Z, params), *two)


@right(WHERE)
def transformer_encoder_block_heads__by_heads(X, params, heads, mask=None):
    """Head by head."""
    return attended(X, params, heads, mask)


@right(WHERE)
def transformer_encoder_block_heads__four_axes(X, params, heads, mask=None):
    """All heads at once."""
    n, d = X.shape
    q, k, v = (np.einsum("ni,ihf->hnf", X, params["W" + name].reshape(d, heads, -1)) + params["b" + name].reshape(heads, 1, -1)
               for name in "qkv")
    S = np.einsum("hif,hjf->hij", q, k) * (d // heads) ** -0.5 + (0 if mask is None else np.where(mask, 0, -np.inf))
    P = np.exp(S - np.logaddexp.reduce(S, axis=2)[..., None])
    return np.einsum("hij,hjf,hfo->io", P, v, params["Wo"].reshape(heads, -1, d)) + params["bo"], P


@right(WHERE)
def transformer_encoder_block__four_steps(X, params, heads, mask=None, norm_first=False):
    """Step by step."""
    return steps(X, params, heads, mask, norm_first)


@wrong(WHERE, embodies="root_of_the_model")
def transformer_encoder_block_heads__wide_root(X, params, heads, mask=None):
    """√d."""
    return attended(X, params, heads, mask, width=X.shape[1])


@wrong(WHERE, embodies="not_scaled")
def transformer_encoder_block_heads__plain(X, params, heads, mask=None):
    """No root."""
    return attended(X, params, heads, mask, width=1)


@wrong(WHERE, embodies="heads_without_transpose")
def transformer_encoder_block_heads__straight_reshape(X, params, heads, mask=None):
    """Tokens cut through."""
    n, d = X.shape
    q, k, v = (np.split((X @ params["W" + name] + params["b" + name]).ravel(), heads) for name in "qkv")
    mixtures, weights = [], []
    for a, b, c in zip(q, k, v):
        S = a.reshape(n, -1) @ b.reshape(n, -1).T / (d // heads) ** 0.5
        seen = np.ones((n, n), dtype=bool) if mask is None else mask
        weights.append(np.array([shares(row.tolist(), may) for row, may in zip(S, seen)]))
        mixtures.append(weights[-1] @ c.reshape(n, -1))
    return np.concatenate(mixtures, axis=1) @ params["Wo"] + params["bo"], np.array(weights)


@wrong(WHERE, embodies="one_head")
def transformer_encoder_block_heads__single(X, params, heads, mask=None):
    """heads = 1."""
    Y, P = attended(X, params, 1, mask)
    return Y, np.stack([P[0]] * heads)


@wrong(WHERE, embodies="columns_taken_in_turn")
def transformer_encoder_block_heads__dealt_out(X, params, heads, mask=None):
    """Like cards; and collected head by head."""
    n, d = X.shape
    dealt = np.concatenate([np.arange(h, d, heads) for h in range(heads)])
    mixtures, P = by_heads(X, params, heads, mask, columns=lambda h: np.arange(h, d, heads))
    return mixtures[:, dealt] @ params["Wo"] + params["bo"], P


@wrong(WHERE, embodies="no_output_matrix")
def transformer_encoder_block_heads__side_by_side(X, params, heads, mask=None):
    """Nothing behind."""
    return by_heads(X, params, heads, mask)


@wrong(WHERE, embodies="biases_left_out")
def transformer_encoder_block_heads__no_biases(X, params, heads, mask=None):
    """Matrices only."""
    return attended(X, params | {name: np.zeros_like(params[name]) for name in ("bq", "bk", "bv", "bo")}, heads, mask)


@wrong(WHERE, embodies="mask_on_the_first_head")
def transformer_encoder_block_heads__mask_once(X, params, heads, mask=None):
    """For head 0."""
    return attended(X, params, heads, mask, hides=lambda h: h == 0)


@wrong(WHERE, embodies="heads_on_top_of_each_other")
def transformer_encoder_block_heads__stacked(X, params, heads, mask=None):
    """(heads, n, d/heads) read as (n, d)."""
    mixtures, P = by_heads(X, params, heads, mask)
    pile = np.concatenate(np.split(mixtures, heads, axis=1), axis=0)
    return pile.reshape(X.shape) @ params["Wo"] + params["bo"], P


@wrong(WHERE, embodies="no_way_round_attention")
def transformer_encoder_block__no_first_sum(X, params, heads, mask=None, norm_first=False):
    """A alone."""
    if norm_first:
        return steps(X, params, heads, mask, True, attend=lambda x, *rest: (attended(x, *rest)[0] - X, None))
    return steps(X, params, heads, mask, False, add=False)


@wrong(WHERE, embodies="no_way_round_the_network")
def transformer_encoder_block__no_second_sum(X, params, heads, mask=None, norm_first=False):
    """F alone."""
    one, two = ((params["gamma" + k], params["beta" + k]) for k in "12")
    if norm_first:
        Z = X + attended(normal(X, *one), params, heads, mask)[0]
        return network(normal(Z, *two), params)
    return normal(network(normal(X + attended(X, params, heads, mask)[0], *one), params), *two)


@wrong(WHERE, embodies="always_after")
def transformer_encoder_block__paper(X, params, heads, mask=None, norm_first=False):
    """As in the paper, always."""
    return steps(X, params, heads, mask, False)


@wrong(WHERE, embodies="always_first")
def transformer_encoder_block__modern(X, params, heads, mask=None, norm_first=False):
    """As in later models, always."""
    return steps(X, params, heads, mask, True)


@wrong(WHERE, embodies="no_rectifier")
def transformer_encoder_block__linear(X, params, heads, mask=None, norm_first=False):
    """One matrix in two."""
    return steps(X, params, heads, mask, norm_first, think=lambda x, p: network(x, p, bend=lambda z: z))


@wrong(WHERE, embodies="one_norm")
def transformer_encoder_block__norm_once(X, params, heads, mask=None, norm_first=False):
    """The second is forgotten."""
    one = params["gamma1"], params["beta1"]
    if norm_first:
        Z = X + attended(normal(X, *one), params, heads, mask)[0]
        return Z + network(Z, params)
    Z = normal(X + attended(X, params, heads, mask)[0], *one)
    return Z + network(Z, params)


@wrong(WHERE, embodies="same_norm_twice")
def transformer_encoder_block__one_scale(X, params, heads, mask=None, norm_first=False):
    """γ₁ and β₁."""
    return steps(X, params | {"gamma2": params["gamma1"], "beta2": params["beta1"]}, heads, mask, norm_first)


@wrong(WHERE, embodies="norm_over_tokens")
def transformer_encoder_block__batch_norm(X, params, heads, mask=None, norm_first=False):
    """Feature by feature."""
    return steps(X, params, heads, mask, norm_first, norms=lambda x, gamma, beta: normal(x.T, 1.0, 0.0).T * gamma + beta)


@wrong(WHERE, embodies="unbiased_variance")
def transformer_encoder_block__less_one(X, params, heads, mask=None, norm_first=False):
    """/ (d − 1)."""
    return steps(X, params, heads, mask, norm_first, norms=lambda x, gamma, beta: normal(
        x, gamma, beta, lambda row: ((row - row.mean()) ** 2).sum() / (len(row) - 1) + 1e-5))


@wrong(WHERE, embodies="mask_not_handed_on")
def transformer_encoder_block__sees_all(X, params, heads, mask=None, norm_first=False):
    """No mask."""
    return steps(X, params, heads, None, norm_first)


@wrong(WHERE, embodies="overwrites_the_sequence")
def transformer_encoder_block__in_place(X, params, heads, mask=None, norm_first=False):
    """Right, and then another sequence."""
    Y = steps(X, params, heads, mask, norm_first)
    X[...] = Y
    return Y


@wrong(WHERE)
def transformer_encoder_block__network_beside(X, params, heads, mask=None, norm_first=False):
    """Attention and network side by side."""
    return normal(X + attended(X, params, heads, mask)[0] + network(X, params), params["gamma1"], params["beta1"])
