"""Wrong and right answers: dot_score, scaled_dot_score, additive_score, bilinear_score."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def table(rule, Q, K):
    """One number for each query and key, by two loops."""
    return np.array([[rule(q, k) for k in K] for q in Q], dtype=float).reshape(len(Q), len(K))


# --- dot_score ---------------------------------------------------------------------------------------


@right("attention/dot_score")
def dot_score__by_loops(Q, K):
    """Pair by pair."""
    return table(lambda q, k: math.fsum(a * b for a, b in zip(q, k)), Q, K)


@right("attention/dot_score")
def dot_score__einsum(Q, K):
    """Features meet features."""
    return np.einsum("if,jf->ij", Q, K)


@wrong("attention/dot_score", embodies="scaled_already")
def dot_score__tamed(Q, K):
    """Of the next section."""
    return table(lambda q, k: q @ k / math.sqrt(len(q)), Q, K)


@wrong("attention/dot_score", embodies="cosine")
def dot_score__angles(Q, K):
    """Lengths taken out."""
    return table(lambda q, k: q @ k / math.sqrt(q @ q) / math.sqrt(k @ k), Q, K)


@wrong("attention/dot_score", embodies="keys_down")
def dot_score__the_other_way(Q, K):
    """Keys go down."""
    return np.einsum("if,jf->ji", Q, K)


@wrong("attention/dot_score", embodies="keys_not_transposed")
def dot_score__whatever_fits(Q, K):
    """The transpose only if it must be."""
    try:
        return np.matmul(Q, K)
    except ValueError:
        return np.matmul(Q, K.T)


@wrong("attention/dot_score", embodies="mean_of_products")
def dot_score__averaged(Q, K):
    """mean for sum."""
    return (Q[:, None, :] * K[None, :, :]).mean(axis=2)


@wrong("attention/dot_score", embodies="distances")
def dot_score__near_is_good(Q, K):
    """−‖q − k‖²."""
    return 2 * Q @ K.T - (Q * Q).sum(axis=1)[:, None] - (K * K).sum(axis=1)


@wrong("attention/dot_score", embodies="softmax_applied")
def dot_score__weights(Q, K):
    """Already normalised."""
    S = np.exp(table(lambda q, k: q @ k, Q, K))
    return S / S.sum(axis=1)[:, None]


@wrong("attention/dot_score", embodies="overwrites_queries")
def dot_score__sorted_out(Q, K):
    """Right scores, other queries."""
    S = Q @ K.T
    np.multiply(Q, 2.0, out=Q)
    return S


@wrong("attention/dot_score")
def dot_score__sizes_only(Q, K):
    """Signs are lost."""
    return np.abs(Q) @ np.abs(K).T


# --- scaled_dot_score --------------------------------------------------------------------------------


@right("attention/scaled_dot_score")
def scaled_dot_score__fourth_roots(Q, K):
    """Half of the division on each side."""
    root = Q.shape[1] ** 0.25
    return (Q / root) @ (K / root).T


@right("attention/scaled_dot_score")
def scaled_dot_score__by_loops(Q, K):
    """Pair by pair."""
    return table(lambda q, k: sum(q * k) / math.sqrt(len(q)), Q, K)


@right("attention/scaled_dot_score")
def scaled_dot_score_backward__einsum(dS, Q, K):
    """Index by index."""
    factor = Q.shape[1] ** -0.5
    return factor * np.einsum("ij,jf->if", dS, K), factor * np.einsum("ij,if->jf", dS, Q)


@right("attention/scaled_dot_score")
def scaled_dot_score_backward__by_loops(dS, Q, K):
    """Each pair adds to both."""
    dQ, dK = np.zeros_like(Q), np.zeros_like(K)
    for i in range(len(Q)):
        for j in range(len(K)):
            dQ[i] += dS[i, j] * K[j] / math.sqrt(Q.shape[1])
            dK[j] += dS[i, j] * Q[i] / math.sqrt(Q.shape[1])
    return dQ, dK


@wrong("attention/scaled_dot_score", embodies="not_scaled")
def scaled_dot_score__plain(Q, K):
    """No root."""
    return np.inner(Q, K)


@wrong("attention/scaled_dot_score", embodies="divided_by_features")
def scaled_dot_score__mean(Q, K):
    """The mean of the products."""
    return (Q[:, None] * K).mean(axis=-1)


@wrong("attention/scaled_dot_score", embodies="root_of_keys")
def scaled_dot_score__first_axis(Q, K):
    """shape[0] for shape[1]."""
    return np.inner(Q, K) / np.sqrt(K.shape[0])


@wrong("attention/scaled_dot_score", embodies="root_of_queries")
def scaled_dot_score__length_of_queries(Q, K):
    """len(Q)."""
    return np.inner(Q, K) / len(Q) ** 0.5


@wrong("attention/scaled_dot_score", embodies="multiplied_by_root")
def scaled_dot_score__hotter(Q, K):
    """* for /."""
    return Q @ K.T * Q.shape[1] ** 0.5


@wrong("attention/scaled_dot_score", embodies="cosine_scaled")
def scaled_dot_score__angles(Q, K):
    """Lengths taken out."""
    return table(lambda q, k: q @ k / math.dist(q, 0 * q) / math.dist(k, 0 * k), Q, K)


@wrong("attention/scaled_dot_score", embodies="root_forgotten")
def scaled_dot_score_backward__plain(dS, Q, K):
    """The factor is lost."""
    return np.einsum("ij,jf->if", dS, K), np.einsum("ij,if->jf", dS, Q)


@wrong("attention/scaled_dot_score", embodies="root_squared")
def scaled_dot_score_backward__twice(dS, Q, K):
    """On the way there, and on the way back."""
    root = math.sqrt(Q.shape[1])
    return dS / root @ K / root, (dS / root).T @ Q / root


@wrong("attention/scaled_dot_score", embodies="upstream_not_transposed")
def scaled_dot_score_backward__whatever_fits(dS, Q, K):
    """The transpose only if it must be."""
    root = math.sqrt(Q.shape[1])
    try:
        dK = dS @ Q / root
        dK = dK if dS.shape[0] == dS.shape[1] else dS.T @ Q / root
    except ValueError:
        dK = dS.T @ Q / root
    return dS @ K / root, dK


@wrong("attention/scaled_dot_score", embodies="queries_and_keys_exchanged")
def scaled_dot_score_backward__other_order(dS, Q, K):
    """dK first."""
    return scaled_dot_score_backward__einsum(dS, Q, K)[::-1]


@wrong("attention/scaled_dot_score", embodies="mean_over_keys")
def scaled_dot_score_backward__averaged(dS, Q, K):
    """Means for sums."""
    dQ, dK = scaled_dot_score_backward__by_loops(dS, Q, K)
    return dQ / dS.shape[1], dK / dS.shape[0]


@wrong("attention/scaled_dot_score", embodies="upstream_overwritten")
def scaled_dot_score_backward__in_place(dS, Q, K):
    """*= on what was given."""
    dS *= Q.shape[1] ** -0.5
    return dS @ K, dS.T @ Q


@wrong("attention/scaled_dot_score")
def scaled_dot_score__one_too_few(Q, K):
    """√(d − 1), as if a degree of freedom were lost."""
    return Q @ K.T / math.sqrt(max(Q.shape[1] - 1, 1))


# --- additive_score ----------------------------------------------------------------------------------


def two_layers(Q, K, W, U, v, inside=lambda a, b: math.tanh(a + b), outside=lambda s: s):
    """Unit by unit, by loops."""
    return table(lambda q, k: outside(sum(w * inside(a, b) for w, a, b in zip(v, q @ U, k @ W))), Q, K)


@right("attention/additive_score")
def additive_score__by_loops(Q, K, W, U, v):
    """Pair by pair."""
    return two_layers(Q, K, W, U, v)


@right("attention/additive_score")
def additive_score__one_matrix(Q, K, W, U, v):
    """Every pair side by side in one long row, and the two matrices on top of each other."""
    m, n = len(Q), len(K)
    pairs = np.hstack([np.repeat(Q, n, axis=0), np.tile(K, (m, 1))])
    return (np.tanh(pairs @ np.vstack([U, W])) @ v).reshape(m, n)


@wrong("attention/additive_score", embodies="no_tanh")
def additive_score__linear(Q, K, W, U, v):
    """Two sums."""
    return (Q @ U @ v)[:, None] + K @ W @ v


@wrong("attention/additive_score", embodies="tanh_outside")
def additive_score__squashed(Q, K, W, U, v):
    """tanh(v·(…))."""
    return two_layers(Q, K, W, U, v, lambda a, b: a + b, math.tanh)


@wrong("attention/additive_score", embodies="tanh_of_each")
def additive_score__side_by_side(Q, K, W, U, v):
    """tanh before the sum."""
    return (np.tanh(Q @ U) @ v)[:, None] + np.tanh(K @ W) @ v


@wrong("attention/additive_score", embodies="multiplied")
def additive_score__product(Q, K, W, U, v):
    """* for +."""
    return two_layers(Q, K, W, U, v, lambda a, b: math.tanh(a * b))


@wrong("attention/additive_score", embodies="weights_exchanged")
def additive_score__w_for_queries(Q, K, W, U, v):
    """In the order of the arguments."""
    return two_layers(Q, K, U, W, v) if W.shape == U.shape else two_layers(Q, K, W, U, v)


@wrong("attention/additive_score", embodies="mean_over_units")
def additive_score__averaged(Q, K, W, U, v):
    """mean for sum."""
    return (np.tanh((K @ W)[None] + (Q @ U)[:, None]) * v).mean(axis=-1)


@wrong("attention/additive_score", embodies="sigmoid_for_tanh")
def additive_score__sigmoid(Q, K, W, U, v):
    """Another S."""
    return two_layers(Q, K, W, U, v, lambda a, b: (1 + math.tanh((a + b) / 2)) / 2)


@wrong("attention/additive_score", embodies="keys_down")
def additive_score__the_other_way(Q, K, W, U, v):
    """Keys go down."""
    return two_layers(Q, K, W, U, v).T


@wrong("attention/additive_score", embodies="overwrites_weights")
def additive_score__in_place(Q, K, W, U, v):
    """Right scores, other weights."""
    S = two_layers(Q, K, W, U, v)
    U[...] = -U
    return S


@wrong("attention/additive_score")
def additive_score__rectified(Q, K, W, U, v):
    """ReLU for tanh."""
    return two_layers(Q, K, W, U, v, lambda a, b: max(a + b, 0.0))


# --- bilinear_score ----------------------------------------------------------------------------------


@right("attention/bilinear_score")
def bilinear_score__by_loops(Q, K, W):
    """Pair by pair."""
    return table(lambda q, k: sum(k[a] * W[a, b] * q[b] for a in range(len(k)) for b in range(len(q))), Q, K)


@right("attention/bilinear_score")
def bilinear_score__einsum(Q, K, W):
    """Index by index."""
    return np.einsum("ja,ab,ib->ij", K, W, Q)


@wrong("attention/bilinear_score", embodies="weights_on_their_side")
def bilinear_score__query_first(Q, K, W):
    """q W k."""
    try:
        return np.einsum("ia,ab,jb->ij", Q, W, K)
    except ValueError:
        return np.einsum("ja,ab,ib->ij", K, W, Q)


@wrong("attention/bilinear_score", embodies="weights_ignored")
def bilinear_score__plain(Q, K, W):
    """Only where it must be."""
    return np.inner(Q, K) if W.shape[0] == W.shape[1] else np.einsum("ja,ab,ib->ij", K, W, Q)


@wrong("attention/bilinear_score", embodies="scaled_too")
def bilinear_score__tamed(Q, K, W):
    """One root too many."""
    return np.einsum("ja,ab,ib->ij", K, W, Q) * Q.shape[1] ** -0.5


@wrong("attention/bilinear_score", embodies="keys_down")
def bilinear_score__the_other_way(Q, K, W):
    """Keys go down."""
    return np.einsum("ja,ab,ib->ji", K, W, Q)


@wrong("attention/bilinear_score", embodies="tanh_around")
def bilinear_score__squashed(Q, K, W):
    """As in the score before."""
    return table(lambda q, k: math.tanh(k @ W @ q), Q, K)


@wrong("attention/bilinear_score", embodies="symmetric_weights")
def bilinear_score__same_from_both_sides(Q, K, W):
    """As for a quadratic form."""
    square = W.shape[0] == W.shape[1]
    return table(lambda q, k: (k @ W @ q + (q @ W @ k if square else k @ W @ q)) / 2, Q, K)


@wrong("attention/bilinear_score", embodies="overwrites_weights")
def bilinear_score__in_place(Q, K, W):
    """Right scores, other weights."""
    S = Q @ W.T @ K.T
    W -= 1
    return S


@wrong("attention/bilinear_score")
def bilinear_score__sign(Q, K, W):
    """Repelled by what fits."""
    return -np.einsum("ja,ab,ib->ij", K, W, Q)
