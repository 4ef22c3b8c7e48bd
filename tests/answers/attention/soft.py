"""Wrong and right answers: soft_attention."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def shares(scores, seen):
    """Softmax of one list, over the places that are seen; zeros if none is."""
    top = max((s for s, may in zip(scores, seen) if may), default=0.0)
    powers = [math.exp(s - top) if may else 0.0 for s, may in zip(scores, seen)]
    return [p / (sum(powers) or 1.0) for p in powers]


def by_rows(Q, K, V, mask, root=None, rows=shares):
    """Query by query."""
    V = K if V is None else V
    mask = np.ones((len(Q), len(K)), dtype=bool) if mask is None else mask
    root = math.sqrt(Q.shape[1]) if root is None else root
    P = np.array([rows([float(q @ k) / root for k in K], may) for q, may in zip(Q, mask)]).reshape(len(Q), len(K))
    return np.array([sum((p * v for p, v in zip(row, V)), np.zeros(V.shape[1])) for row in P]), P


@right("attention/soft_attention")
def soft_attention__by_loops(Q, K, V=None, mask=None):
    """Query by query."""
    return by_rows(Q, K, V, mask)


@right("attention/soft_attention")
def soft_attention__very_small_scores(Q, K, V=None, mask=None):
    """A hidden score is very low; a row without any is cleared in the end."""
    V = K if V is None else V
    S = np.einsum("if,jf->ij", Q, K) / np.sqrt(Q.shape[-1])
    if mask is not None:
        S = np.where(mask, S, -1e30)
    P = np.exp(S - S.max(axis=1)[:, None])
    P /= P.sum(axis=1)[:, None]
    if mask is not None:
        P = P * mask
    return np.einsum("ij,jf->if", P, V), P


@wrong("attention/soft_attention", embodies="not_scaled")
def soft_attention__plain(Q, K, V=None, mask=None):
    """No root."""
    return by_rows(Q, K, V, mask, root=1.0)


@wrong("attention/soft_attention", embodies="divided_by_features")
def soft_attention__mean_products(Q, K, V=None, mask=None):
    """/ d."""
    return by_rows(Q, K, V, mask, root=len(K[0]))


@wrong("attention/soft_attention", embodies="root_of_values")
def soft_attention__wrong_width(Q, K, V=None, mask=None):
    """√d_v."""
    return by_rows(Q, K, V, mask, root=math.sqrt(len((K if V is None else V)[0])))


def all_rows(Q, K, V, mask, normalise, hide=-math.inf):
    """Scores, hidden ones put at a value, then a softmax of the whole table by ``normalise``."""
    V = K if V is None else V
    S = np.inner(Q, K) * K.shape[1] ** -0.5
    if mask is not None:
        S[~mask] = hide
    with np.errstate(all="ignore"):
        P = normalise(S)
    return P @ V, P


def down(S):
    """Softmax of each column; a column without any score is zeros."""
    return np.array([shares(column.tolist(), np.isfinite(column)) for column in S.T]).T.reshape(S.shape)


@wrong("attention/soft_attention", embodies="over_queries")
def soft_attention__columns(Q, K, V=None, mask=None):
    """axis=0."""
    return all_rows(Q, K, V, mask, down)


@wrong("attention/soft_attention", embodies="over_everything")
def soft_attention__one_softmax(Q, K, V=None, mask=None):
    """No axis."""
    def flat(S):
        e = np.exp(S - S.max()) if np.isfinite(S).any() else np.zeros(S.shape)
        return e / (e.sum() or 1.0)
    return all_rows(Q, K, V, mask, flat)


@wrong("attention/soft_attention", embodies="masked_afterwards")
def soft_attention__cleared(Q, K, V=None, mask=None):
    """Weights first, mask second."""
    _, P = by_rows(Q, K, V, None)
    P = P if mask is None else np.where(mask, P, 0.0)
    return P @ (K if V is None else V), P


@wrong("attention/soft_attention", embodies="zero_scores")
def soft_attention__score_times_mask(Q, K, V=None, mask=None):
    """S * mask."""
    return all_rows(Q, K, V, mask, lambda S: np.array([shares(row.tolist(), [True] * len(row)) for row in S]), hide=0.0)


@wrong("attention/soft_attention", embodies="mask_turned")
def soft_attention__true_is_hidden(Q, K, V=None, mask=None):
    """As in another library."""
    return by_rows(Q, K, V, None if mask is None else np.logical_not(mask))


@wrong("attention/soft_attention", embodies="mask_ignored")
def soft_attention__sees_all(Q, K, V=None, mask=None):
    """No mask."""
    return by_rows(Q, K, V, None)


@wrong("attention/soft_attention", embodies="keys_mixed")
def soft_attention__keys_for_values(Q, K, V=None, mask=None):
    """K in the last product."""
    return by_rows(Q, K, V if V is not None and V.shape != K.shape else K, mask)


@wrong("attention/soft_attention", embodies="overflow")
def soft_attention__plain_quotient(Q, K, V=None, mask=None):
    """exp of whatever comes."""
    return all_rows(Q, K, V, mask, lambda S: np.exp(S) / np.exp(S).sum(axis=1)[:, None])


@wrong("attention/soft_attention", embodies="blind_query")
def soft_attention__infinities(Q, K, V=None, mask=None):
    """−∞ less −∞ is not a number."""
    return all_rows(Q, K, V, mask, lambda S: np.exp(S - S.max(axis=1)[:, None]) / np.exp(S - S.max(axis=1)[:, None]).sum(axis=1)[:, None])


@wrong("attention/soft_attention", embodies="overwrites_queries")
def soft_attention__in_place(Q, K, V=None, mask=None):
    """Right, and then other queries."""
    found = by_rows(Q, K, V, mask)
    np.negative(Q, out=Q)
    return found


@wrong("attention/soft_attention")
def soft_attention__hard(Q, K, V=None, mask=None):
    """The best key takes all."""
    return by_rows(Q, K, V, mask, rows=lambda scores, seen: [
        float(may and s == max((t for t, m in zip(scores, seen) if m), default=0)) for s, may in zip(scores, seen)])
