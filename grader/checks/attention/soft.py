"""What is asked of soft attention."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SIZES = ((3, 5, 4, 2), (4, 4, 4, 4), (1, 3, 2, 5), (5, 2, 3, 1))  # queries, keys, features, features of a value
ASKED = np.array([[np.log(3.0)], [0.0], [-1.0]])
KEYS, VALUES = np.array([[1.0], [0.0]]), np.array([[10.0, 0.0], [20.0, 8.0]])
SEEN = np.array([[True, True], [True, False], [False, False]])


def _three(rng, m, n, d, d_v):
    return rng.normal(size=(m, d)), rng.normal(size=(n, d)), rng.normal(size=(n, d_v))


def _mask(rng, m, n):
    """Half of the keys, and for each query at least one."""
    mask = rng.random((m, n)) < 0.5
    mask[np.arange(m), rng.integers(n, size=m)] = True
    return mask


def _label(size):
    return f"{size[0]} queries, {size[1]} keys of {size[2]} features, values of {size[3]}"


def _shapes(rng):
    return [call("soft_attention", *_three(rng, *size), label=_label(size)) for size in SIZES[:3]] + [
        call("soft_attention", *_three(rng, 3, 5, 4, 2)[:2], label="no values: the keys are the values")]


def _by_hand(rng):
    return [call("soft_attention", ASKED[:2], KEYS, VALUES), call("soft_attention", ASKED[:1], KEYS, label="no values"),
            call("soft_attention", ASKED, KEYS, VALUES, SEEN, label="a key hidden, and both hidden")]


def _properties(rng):
    Q, K, V = _three(rng, 3, 5, 4, 2)
    order, mask = rng.permutation(5), _mask(rng, 3, 5)
    mask[:, 2] = False
    mask[:, 0] = True
    V_other, K_other = V.copy(), K.copy()
    V_other[2], K_other[2] = 50 * rng.normal(size=2), 5 * rng.normal(size=4)
    return [call("soft_attention", Q, K, V), call("soft_attention", Q, K[order], V[order]),
            call("soft_attention", Q, K, V, mask), call("soft_attention", Q, K_other, V_other, mask)]


def _means(calls, values):
    (Y, P), (shuffled, _), (seen, weights), (other, _) = values
    for name, rows in (("", P), (" under a mask", weights)):
        if np.min(rows) < 0 or not np.allclose(rows.sum(axis=1), 1, rtol=1e-9, atol=1e-12):
            return f"the weights of each query must be positive and add up to 1; a row{name} adds up to {rows.sum(axis=1)[0]:.6g}"
    if not np.allclose(Y, shuffled, rtol=1e-9, atol=1e-12):
        return "keys and values in another order, both in the same, give another output"
    if not np.allclose(seen, other, rtol=1e-9, atol=1e-12):
        return "a key that nobody may see, with another key and value in its place, makes another output"
    return None


def _random(rng):
    return [call("soft_attention", *_three(rng, *size), label=_label(size)) for size in SIZES] + [
        call("soft_attention", *_three(rng, *size)[:2], label="no values: the keys are the values") for size in SIZES[:2]]


def _masks(rng):
    calls = [call("soft_attention", *_three(rng, *size), _mask(rng, *size[:2]), label=_label(size)) for size in SIZES]
    Q, K, _ = _three(rng, 4, 4, 3, 2)
    calls.append(call("soft_attention", Q, K, None, np.tril(np.ones((4, 4), dtype=bool)), label="each query sees the keys up to its own"))
    return calls


def _edges(rng):
    Q, K, V = _three(rng, 3, 4, 2, 2)
    nothing = np.ones((3, 4), dtype=bool)
    nothing[1] = False
    return [call("soft_attention", 1000 * Q, K, V, label="scores of ±1000"), call("soft_attention", 0 * Q, K, V, label="all scores equal"),
            call("soft_attention", Q, K[:1], V[:1], label="one key"),
            call("soft_attention", Q, K, V, nothing, label="a query that may see no key"),
            call("soft_attention", 1000 * Q, K, V, _mask(rng, 3, 4), label="a mask on scores of ±1000")]


def _unchanged(rng):
    return [call("soft_attention", *_three(rng, 3, 3, 3, 3), _mask(rng, 3, 3))]


def _attend(Q, K, V, mask, scale=lambda Q, K, V: np.sqrt(K.shape[1]), axis=1, hidden=-np.inf, after=False, values=None, shift=True):
    """Attention with parts to exchange."""
    V = K if V is None else V
    S = Q @ K.T / scale(Q, K, V)
    kept = np.ones(S.shape, dtype=bool) if mask is None else mask
    S = S if after else np.where(kept, S, hidden)
    with np.errstate(all="ignore"):
        top = S.max(axis=axis, keepdims=True) if shift else 0.0
        e = np.exp(S - np.where(np.isfinite(top), top, 0))
        total = e.sum(axis=axis, keepdims=True)
        P = e / (np.where(total > 0, total, 1) if shift else total)
    P = P * kept if after else P
    return P @ (V if values is None else values(K, V)), P


def _variant(name, cause, **parts):
    return Misconception(name, "soft_attention", lambda Q, K, V=None, mask=None: _attend(Q, K, V, mask, **parts), cause)


def _no_weights_for_the_blind(Q, K, V=None, mask=None):
    Y, P = _attend(Q, K, V, mask)
    blind = np.zeros(len(Q), dtype=bool) if mask is None else ~mask.any(axis=1)
    P = np.where(blind[:, None], np.nan, P)
    return P @ (K if V is None else V), P


def _in_place(Q, K, V=None, mask=None):
    Q /= np.sqrt(K.shape[1])
    return _attend(Q, K, V, mask, scale=lambda Q, K, V: 1.0)


SOFT_ATTENTION = Sheet(
    checks=(
        Check("shapes", "There is one mixture and one row of weights for each query.", "shape", 1, _shapes),
        Check("by hand", "The queries ln 3 and 0, and those that may not see everything, get what the book works out.", "value", 1,
              _by_hand,
              by_hand=((np.array([[12.5, 2.0], [15.0, 4.0]]), np.array([[0.75, 0.25], [0.5, 0.5]])),
                       (np.array([[0.75]]), np.array([[0.75, 0.25]])),
                       (np.array([[12.5, 2.0], [10.0, 0.0], [0.0, 0.0]]), np.array([[0.75, 0.25], [1.0, 0.0], [0.0, 0.0]])))),
        Check("weights", "Each row of weights adds up to 1, the order of the keys means nothing, and neither does what is hidden.",
              "property", 2, _properties, holds=_means, hint="a hidden key must have its weight shared out among the others"),
        Check("random sequences", "Random queries, keys and values, and keys that are the values, come out right.", "reference", 2, _random,
              hint="one softmax for each query, over its keys"),
        Check("masks", "Random masks, and one that hides what comes later, come out right.", "reference", 2, _masks,
              hint="True means: may be seen; what is hidden must be out of the softmax, not only out of the sum"),
        Check("edges", "Large scores, equal ones, one key, and a query that may see none.", "edge", 1, _edges,
              hint="subtract the largest score that is seen; a query without keys gets zeros"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as S[~mask] = ... is harmless on your own array, but not on one that was given"),
    ),
    misconceptions=(
        _variant("not_scaled", "the scores are not divided by √d", scale=lambda Q, K, V: 1.0),
        _variant("divided_by_features", "the scores are divided by d, not by its root", scale=lambda Q, K, V: K.shape[1]),
        _variant("root_of_values", "the root is that of the values' features; keys and queries were multiplied",
                 scale=lambda Q, K, V: np.sqrt(V.shape[1])),
        _variant("over_queries", "the softmax goes down the queries; each query's weights must add up to 1", axis=0),
        _variant("over_everything", "one softmax covers the whole table; each query has its own", axis=None),
        _variant("masked_afterwards", "the mask is applied to the weights, which then do not add up to 1", after=True),
        _variant("zero_scores", "hidden scores are set to 0, which is a score like any other", hidden=0.0),
        Misconception("mask_turned", "soft_attention",
                      lambda Q, K, V=None, mask=None: _attend(Q, K, V, None if mask is None else ~mask),
                      "the mask is read the other way round; True means: may be seen"),
        Misconception("mask_ignored", "soft_attention", lambda Q, K, V=None, mask=None: _attend(Q, K, V, None),
                      "the mask makes no difference"),
        _variant("keys_mixed", "the keys are mixed where values are given", values=lambda K, V: K if K.shape == V.shape else V),
        _variant("overflow", "the largest score is not subtracted, so exp overflows", shift=False),
        Misconception("blind_query", "soft_attention", _no_weights_for_the_blind,
                      "a query that may see no key divides 0 by 0; it gets zeros"),
        Misconception("overwrites_queries", "soft_attention", _in_place, "the caller's queries are divided in place"),
    ),
)
