"""Wrong and right answers: self_attention."""

import math

import numpy as np

from tests.answers.attention.soft import shares
from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def by_tokens(X, Wq, Wk, Wv, mask, root=None, rows=shares, mixed=None):
    """Token by token."""
    n, root = len(X), math.sqrt(len(Wk[0])) if root is None else root
    mask = np.ones((n, n), dtype=bool) if mask is None else mask
    keys, values = [x @ Wk for x in X], [x @ Wv for x in X] if mixed is None else mixed
    P = np.array([rows([float(x @ Wq @ k) / root for k in keys], may) for x, may in zip(X, mask)])
    return np.array([sum(p * v for p, v in zip(row, values)) for row in P]), P


def jacobians(dY, X, Wq, Wk, Wv, P, through=None, root=None):
    """Gradients for queries, keys and values: one Jacobian of the softmax a row."""
    through = (lambda p: np.diag(p) - np.outer(p, p)) if through is None else through
    root = math.sqrt(Wk.shape[1]) if root is None else root
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    dS = np.array([through(p) @ (V @ dy) for p, dy in zip(P, dY)]) / root
    return np.einsum("ij,jf->if", dS, K), np.einsum("ij,if->jf", dS, Q), np.einsum("ij,if->jf", P, dY)


def collected(X, Wq, Wk, Wv, dQ, dK, dV):
    """Back through the three matrices."""
    return (np.hstack([dQ, dK, dV]) @ np.hstack([Wq, Wk, Wv]).T, np.einsum("if,ig->fg", X, dQ), np.einsum("if,ig->fg", X, dK),
            np.einsum("if,ig->fg", X, dV))


@right("attention/self_attention")
def self_attention__by_tokens(X, Wq, Wk, Wv, mask=None):
    """Token by token."""
    return by_tokens(X, Wq, Wk, Wv, mask)


@right("attention/self_attention")
def self_attention__one_matrix_between(X, Wq, Wk, Wv, mask=None):
    """A bilinear score of the tokens."""
    S = X @ (Wq @ Wk.T) @ X.T / math.sqrt(Wq.shape[1])
    S = S if mask is None else S + np.where(mask, 0.0, -np.inf)
    P = np.exp(S - np.logaddexp.reduce(S, axis=1)[:, None])
    return P @ X @ Wv, P


@right("attention/self_attention")
def self_attention_backward__jacobians(dY, X, Wq, Wk, Wv, P):
    """One Jacobian a row."""
    return collected(X, Wq, Wk, Wv, *jacobians(dY, X, Wq, Wk, Wv, P))


@right("attention/self_attention")
def self_attention_backward__written_out(dY, X, Wq, Wk, Wv, P):
    """Weight by weight."""
    Q, K, V, n = X @ Wq, X @ Wk, X @ Wv, len(X)
    dQ, dK, dV = np.zeros_like(Q), np.zeros_like(K), np.zeros_like(V)
    for i in range(n):
        mean = sum(P[i, j] * (dY[i] @ V[j]) for j in range(n))
        for j in range(n):
            slope = P[i, j] * (dY[i] @ V[j] - mean) / math.sqrt(K.shape[1])
            dQ[i] += slope * K[j]
            dK[j] += slope * Q[i]
            dV[j] += P[i, j] * dY[i]
    return dQ @ Wq.T + dK @ Wk.T + dV @ Wv.T, X.T @ dQ, X.T @ dK, X.T @ dV


@wrong("attention/self_attention", embodies="not_scaled")
def self_attention__plain(X, Wq, Wk, Wv, mask=None):
    """No root."""
    return by_tokens(X, Wq, Wk, Wv, mask, root=1.0)


@wrong("attention/self_attention", embodies="root_of_tokens_features")
def self_attention__wide_root(X, Wq, Wk, Wv, mask=None):
    """√d for √d_k."""
    return by_tokens(X, Wq, Wk, Wv, mask, root=X.shape[1] ** 0.5)


@wrong("attention/self_attention", embodies="over_queries")
def self_attention__columns(X, Wq, Wk, Wv, mask=None):
    """axis=0."""
    S = (X @ Wk) @ (X @ Wq).T / math.sqrt(Wk.shape[1])
    seen = np.ones(S.shape, dtype=bool) if mask is None else mask.T
    P = np.array([shares(row.tolist(), may) for row, may in zip(S, seen)]).T
    return P @ X @ Wv, P


@wrong("attention/self_attention", embodies="masked_afterwards")
def self_attention__cleared(X, Wq, Wk, Wv, mask=None):
    """Weights first, mask second."""
    _, P = by_tokens(X, Wq, Wk, Wv, None)
    P = P if mask is None else np.where(mask, P, 0)
    return P @ X @ Wv, P


@wrong("attention/self_attention", embodies="zero_scores")
def self_attention__score_times_mask(X, Wq, Wk, Wv, mask=None):
    """S * mask."""
    return by_tokens(X, Wq, Wk, Wv, mask, rows=lambda scores, seen: shares([s * may for s, may in zip(scores, seen)], [True] * len(seen)))


@wrong("attention/self_attention", embodies="tokens_mixed")
def self_attention__no_values(X, Wq, Wk, Wv, mask=None):
    """P X."""
    return by_tokens(X, Wq, Wk, Wv, mask, mixed=list(X) if Wv.shape == (X.shape[1],) * 2 else None)


@wrong("attention/self_attention", embodies="keys_mixed")
def self_attention__keys_for_values(X, Wq, Wk, Wv, mask=None):
    """P K."""
    return by_tokens(X, Wq, Wk, Wv, mask, mixed=list(X @ Wk) if Wk.shape == Wv.shape else None)


@wrong("attention/self_attention", embodies="input_added")
def self_attention__residual(X, Wq, Wk, Wv, mask=None):
    """A way round."""
    Y, P = by_tokens(X, Wq, Wk, Wv, mask)
    return (X + Y, P) if X.shape[1] == Y.shape[1] else (Y, P)


@wrong("attention/self_attention", embodies="queries_and_keys_exchanged")
def self_attention__other_names(X, Wq, Wk, Wv, mask=None):
    """K Qᵀ."""
    return by_tokens(X, Wk, Wq, Wv, mask)


@wrong("attention/self_attention", embodies="mask_ignored")
def self_attention__sees_all(X, Wq, Wk, Wv, mask=None):
    """No mask."""
    return by_tokens(X, Wq, Wk, Wv, None)


@wrong("attention/self_attention", embodies="overwrites_weights")
def self_attention__in_place(X, Wq, Wk, Wv, mask=None):
    """Right, and then another matrix."""
    found = by_tokens(X, Wq, Wk, Wv, mask)
    Wq[...] = Wq / 2
    return found


@wrong("attention/self_attention")
def self_attention__not_itself(X, Wq, Wk, Wv, mask=None):
    """Each token sees the others only."""
    return by_tokens(X, Wq, Wk, Wv, ~np.eye(len(X), dtype=bool) if mask is None else mask)


@wrong("attention/self_attention", embodies="softmax_left_out")
def self_attention_backward__straight(dY, X, Wq, Wk, Wv, P):
    """dS = dP."""
    return collected(X, Wq, Wk, Wv, *jacobians(dY, X, Wq, Wk, Wv, P, through=lambda p: np.eye(len(p))))


@wrong("attention/self_attention", embodies="sum_left_out")
def self_attention_backward__diagonal(dY, X, Wq, Wk, Wv, P):
    """Each weight by itself."""
    return collected(X, Wq, Wk, Wv, *jacobians(dY, X, Wq, Wk, Wv, P, through=np.diag))


@wrong("attention/self_attention", embodies="root_left_out")
def self_attention_backward__no_root(dY, X, Wq, Wk, Wv, P):
    """Divided on the way there only."""
    return collected(X, Wq, Wk, Wv, *jacobians(dY, X, Wq, Wk, Wv, P, root=1.0))


@wrong("attention/self_attention", embodies="weights_not_transposed")
def self_attention_backward__wrong_way(dY, X, Wq, Wk, Wv, P):
    """P for Pᵀ."""
    dQ, dK, _ = jacobians(dY, X, Wq, Wk, Wv, P)
    return collected(X, Wq, Wk, Wv, dQ, dK, np.einsum("ij,jf->if", P, dY))


@wrong("attention/self_attention", embodies="values_only")
def self_attention_backward__weights_given(dY, X, Wq, Wk, Wv, P):
    """As if P were constant for X."""
    _, *rest = collected(X, Wq, Wk, Wv, *jacobians(dY, X, Wq, Wk, Wv, P))
    return P.T @ dY @ Wv.T, *rest


@wrong("attention/self_attention", embodies="keys_left_out")
def self_attention_backward__two_paths(dY, X, Wq, Wk, Wv, P):
    """Overwritten, not added."""
    dX, *rest = collected(X, Wq, Wk, Wv, *jacobians(dY, X, Wq, Wk, Wv, P))
    return dX - jacobians(dY, X, Wq, Wk, Wv, P)[1] @ Wk.T, *rest


@wrong("attention/self_attention", embodies="gradients_exchanged")
def self_attention_backward__mixed_up(dY, X, Wq, Wk, Wv, P):
    """dK for dQ."""
    dQ, dK, dV = jacobians(dY, X, Wq, Wk, Wv, P)
    return collected(X, Wq, Wk, Wv, dK, dQ, dV)


@wrong("attention/self_attention", embodies="mean_over_tokens")
def self_attention_backward__averaged(dY, X, Wq, Wk, Wv, P):
    """/ n."""
    dX, *rest = collected(X, Wq, Wk, Wv, *jacobians(dY, X, Wq, Wk, Wv, P))
    return dX, *(each / len(X) for each in rest)


@wrong("attention/self_attention", embodies="upstream_overwritten")
def self_attention_backward__in_place(dY, X, Wq, Wk, Wv, P):
    """Right, and then another dY."""
    found = collected(X, Wq, Wk, Wv, *jacobians(dY, X, Wq, Wk, Wv, P))
    dY -= 1
    return found
