"""What is asked of the encoder block."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

HEADS, BLOCK = "transformer_encoder_block_heads", "transformer_encoder_block"
SIZES = ((5, 6, 3, 4), (4, 4, 2, 7), (3, 4, 4, 2), (6, 2, 1, 3))  # tokens, features, heads, hidden units


def _params(rng, d, m):
    """All weights, biases, scales and shifts of a block."""
    square = {"W" + name: rng.normal(size=(d, d)) for name in "qkvo"}
    network = {"W1": rng.normal(size=(d, m)), "b1": rng.normal(size=m), "W2": rng.normal(size=(m, d)), "b2": rng.normal(size=d)}
    norms = {name: rng.normal(size=d) + (name[0] == "g") for name in ("gamma1", "beta1", "gamma2", "beta2")}
    return square | {"b" + name: rng.normal(size=d) for name in "qkvo"} | network | norms


def _label(size):
    return f"{size[0]} tokens of {size[1]} features, {size[2]} heads"


def _mask(rng, n):
    return (rng.random((n, n)) < 0.5) | np.eye(n, dtype=bool)


def _asked(name, sizes, masked=False, **options):
    def calls(rng):
        return [call(name, rng.normal(size=(n, d)), _params(rng, d, m), heads, *([_mask(rng, n)] if masked else []),
                     label=_label((n, d, heads, m)), **options) for n, d, heads, m in sizes]
    return calls


def _shapes(rng):
    return _asked(HEADS, SIZES[:2])(rng) + _asked(BLOCK, SIZES[:2])(rng)


def _by_hand(rng):
    zero, one = np.zeros(2), np.ones(2)
    params = {"Wq": np.log(3.0) * np.eye(2), "Wk": np.eye(2), "Wv": 8 * np.eye(2), "Wo": np.eye(2), "W1": np.eye(2),
              "W2": np.array([[0.0, 4.0], [4.0, 0.0]]), "gamma1": one, "gamma2": one, "beta1": zero, "beta2": zero}
    params |= {"b" + name: zero for name in "qkvo12"}
    return [call(HEADS, np.eye(2), params, 2, label="the two tokens of the book"),
            call(BLOCK, np.eye(2), params, 2, label="the two tokens of the book")]


def _properties(rng):
    X, params = rng.normal(size=(5, 4)), _params(rng, 4, 3)
    plain = params | {"gamma2": np.ones(4), "beta2": np.zeros(4)}
    silent = params | {name: 0 * params[name] for name in ("Wo", "bo", "W2", "b2")}
    return [call(BLOCK, X, plain, 2), call(BLOCK, X[::-1].copy(), plain, 2), call(BLOCK, X, silent, 2, norm_first=True)]


def _normed_and_round(calls, values):
    Y, turned, same = values
    if not (np.allclose(Y.mean(axis=1), 0, atol=1e-9) and np.allclose(Y.var(axis=1), 1, atol=1e-3)):
        return f"without scale and shift, the first token leaves with the mean {Y[0].mean():.3g} and the variance {Y[0].var():.3g}"
    if not np.allclose(Y[::-1], turned, rtol=1e-9, atol=1e-12):
        return "tokens in reverse order do not give the same outputs in reverse order"
    if not np.allclose(same, calls[2].args[0], rtol=1e-9, atol=1e-12):
        return "with norm_first, and zeros in Wo, bo, W2 and b2, the block is not the identity"
    return None


def _unchanged(rng):
    return _asked(HEADS, SIZES[1:2], True)(rng) + _asked(BLOCK, SIZES[1:2], True)(rng)


def _softmax(S, mask):
    S = S if mask is None else np.where(mask, S, -np.inf)
    e = np.exp(S - S.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _attend(X, params, heads, mask=None, root=None, cut=None, out=True, biases=True, masked=slice(None), join=None):
    """The heads with parts to exchange."""
    n, d = X.shape
    cut = (lambda Z: Z.reshape(n, heads, d // heads).transpose(1, 0, 2)) if cut is None else cut
    Q, K, V = (cut(X @ params["W" + name] + params["b" + name] * biases) for name in "qkv")
    P = _softmax(Q @ K.transpose(0, 2, 1) / np.sqrt(d // heads if root is None else root(d, heads)), None)
    seen = _softmax(Q @ K.transpose(0, 2, 1) / np.sqrt(d // heads if root is None else root(d, heads)), mask)
    P[masked] = seen[masked]
    mixed = P @ V
    Y = mixed.transpose(1, 0, 2).reshape(n, d) if join is None else join(mixed, n, d)
    return (Y @ params["Wo"] + params["bo"] * biases if out else Y), P


def _norm(x, gamma, beta, axis=1, ddof=0, eps=1e-5):
    return gamma * (x - x.mean(axis=axis, keepdims=True)) / np.sqrt(x.var(axis=axis, ddof=ddof, keepdims=True) + eps) + beta


def _block(X, params, heads, mask=None, norm_first=False, round_one=1, round_two=1, bend=True, second=True, numbers="12", norm=_norm,
           after=None, seen=True):
    """The block with parts to exchange."""
    def normed(x, i):
        return norm(x, params["gamma" + numbers[i]], params["beta" + numbers[i]])

    def think(x):
        hidden = x @ params["W1"] + params["b1"]
        return (np.maximum(hidden, 0) if bend else hidden) @ params["W2"] + params["b2"]

    mask = mask if seen else None
    if norm_first if after is None else not after:
        Z = round_one * X + _attend(normed(X, 0), params, heads, mask)[0]
        return round_two * Z + think(normed(Z, 1) if second else Z)
    Z = normed(round_one * X + _attend(X, params, heads, mask)[0], 0)
    Y = round_two * Z + think(Z)
    return normed(Y, 1) if second else Y


def _with_heads(name, cause, **parts):
    return Misconception(name, HEADS, lambda X, params, heads, mask=None: _attend(X, params, heads, mask, **parts), cause)


def _with_block(name, cause, **parts):
    return Misconception(name, BLOCK,
                         lambda X, params, heads, mask=None, norm_first=False: _block(X, params, heads, mask, norm_first, **parts), cause)


def _no_transpose(X, params, heads, mask=None):
    n, d = X.shape
    return _attend(X, params, heads, mask, cut=lambda Z: Z.reshape(heads, n, d // heads))


def _one_head(X, params, heads, mask=None):
    Y, P = _attend(X, params, 1, mask)
    return Y, np.repeat(P, heads, axis=0)


def _in_place(X, params, heads, mask=None, norm_first=False):
    Y = _block(X, params, heads, mask, norm_first)
    X += Y
    return Y


TRANSFORMER_ENCODER_BLOCK = Sheet(
    checks=(
        Check("shapes", "The block keeps the shape of the sequence, and there is one table of weights for each head.", "shape", 1, _shapes),
        Check("by hand", "The two tokens of the book leave the heads, and the block, as worked out there.", "value", 1, _by_hand,
              by_hand=((np.array([[6.0, 4.0], [4.0, 6.0]]), np.array([[[0.75, 0.25], [0.5, 0.5]], [[0.5, 0.5], [0.25, 0.75]]])),
                       np.array([[-1.0, 1.0], [1.0, -1.0]])),
              rtol=1e-4, why="the book's numbers leave out the ε of the layer normalization"),
        Check("heads", "Random sequences, with one head and with several, are mixed right.", "reference", 3, _asked(HEADS, SIZES),
              hint="a head has a block of d/heads columns of queries, keys and values, and the root of that width"),
        Check("masked heads", "Random masks hide the same tokens from every head.", "reference", 1, _asked(HEADS, SIZES[:2], True),
              hint="hide before the softmax, in all heads"),
        Check("norms and ways round", "Each token leaves normalized, order has no say, and silent layers make an identity.", "property",
              2, _properties, holds=_normed_and_round, hint="two additions, two layer normalizations, each token by itself"),
        Check("whole block", "Random blocks come out right, with and without a mask.", "reference", 3,
              lambda rng: _asked(BLOCK, SIZES)(rng) + _asked(BLOCK, SIZES[:1], True)(rng),
              hint="if a line on the heads is wrong, mend that first; else compare additions and normalizations with the formula"),
        Check("normalized first", "With norm_first, random blocks come out right.", "reference", 2,
              _asked(BLOCK, SIZES[:3], True, norm_first=True),
              hint="if a line on the heads is wrong, mend that first; else: what enters each layer, and what goes round it?"),
        Check("inputs unchanged", "Sequence, parameters and mask are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as += writes into the caller's array"),
    ),
    misconceptions=(
        _with_heads("root_of_the_model", "the root is that of all d features; a head has d/heads of them", root=lambda d, heads: d),
        _with_heads("not_scaled", "the scores are not divided by anything", root=lambda d, heads: 1),
        Misconception("heads_without_transpose", HEADS, _no_transpose,
                      "a reshape to (heads, n, d/heads) cuts through the tokens; split the columns, then move the heads to the front"),
        Misconception("one_head", HEADS, _one_head, "one head sees all features; the number of heads makes no difference"),
        Misconception("columns_taken_in_turn", HEADS, lambda X, params, heads, mask=None: _attend(
            X, params, heads, mask, cut=lambda Z: Z.reshape(len(X), -1, heads).transpose(2, 0, 1)),
            "the heads take the columns in turn; each has a block of neighbouring ones"),
        _with_heads("no_output_matrix", "the heads are put side by side, but not multiplied by Wo", out=False),
        _with_heads("biases_left_out", "the four biases are left out", biases=False),
        _with_heads("mask_on_the_first_head", "only the first head gets the mask", masked=slice(1)),
        _with_heads("heads_on_top_of_each_other", "the heads are joined without moving their axis back, which mixes tokens",
                    join=lambda mixed, n, d: mixed.reshape(n, d)),
        _with_block("no_way_round_attention", "the way round the attention is missing", round_one=0),
        _with_block("no_way_round_the_network", "the way round the network is missing", round_two=0),
        _with_block("always_after", "norm_first makes no difference; the normalizations always come last", after=True),
        _with_block("always_first", "the normalizations come first without norm_first as well", after=False),
        _with_block("no_rectifier", "ReLU between the two layers is missing", bend=False),
        _with_block("one_norm", "the second layer normalization is missing", second=False),
        _with_block("same_norm_twice", "gamma1 and beta1 are used in both layer normalizations", numbers="11"),
        _with_block("norm_over_tokens", "the normalization goes over the tokens; each token is normalized by itself",
                    norm=lambda x, gamma, beta: _norm(x, gamma, beta, axis=0)),
        _with_block("unbiased_variance", "the variance is divided by d − 1",
                    norm=lambda x, gamma, beta: _norm(x, gamma, beta, ddof=1)),
        _with_block("mask_not_handed_on", "the block does not hand the mask on to its heads", seen=False),
        Misconception("overwrites_the_sequence", BLOCK, _in_place, "the caller's sequence is changed in place"),
    ),
)
