"""The block that a Transformer's encoder is made of.  Book: chapter attention."""

import numpy as np

from grader.reference.activations import relu
from grader.reference.attention.soft import soft_attention
from grader.reference.normalization import layer_norm


def transformer_encoder_block_heads(X, params, heads, mask=None):
    """Self-attention with several heads: each has its own share of the features, and so its own weights.

    Q = X Wq + bq, K = X Wk + bk and V = X Wv + bv are cut into blocks of d/heads columns, one for each head;
    each head's mixture is softmax(Qₕ Kₕᵀ / √(d/heads)) Vₕ, and Y = [mixtures side by side] Wo + bo

    Parameters
    ----------
    X : array (n, d), a sequence, one token a row
    params : dict of Wq, Wk, Wv, Wo, each (d, d), and bq, bk, bv, bo, each (d,)
    heads : int, a divisor of d
    mask : array (n, n) of booleans, True where row i may see row j, or None

    Returns
    -------
    Y : array (n, d), the mixed sequence
    P : array (heads, n, n), the weights of each head

    Notes
    -----
    PyTorch's ``MultiheadAttention``.  Vaswani and others (2017).

    >>> params = {"Wq": np.log(3.0) * np.eye(2), "Wk": np.eye(2), "Wv": 8 * np.eye(2), "Wo": np.eye(2)}
    >>> params |= {"bq": np.zeros(2), "bk": np.zeros(2), "bv": np.zeros(2), "bo": np.zeros(2)}
    >>> transformer_encoder_block_heads(np.eye(2), params, heads=2)[0].round(12)
    array([[6., 4.],
           [4., 6.]])

    Book: attention, section transformer_encoder_block.
    """
    Q, K, V = (np.split(X @ params["W" + name] + params["b" + name], heads, axis=1) for name in "qkv")
    Y, P = zip(*(soft_attention(Qh, Kh, Vh, mask) for Qh, Kh, Vh in zip(Q, K, V)))
    return np.hstack(Y) @ params["Wo"] + params["bo"], np.stack(P)


def transformer_encoder_block(X, params, heads, mask=None, norm_first=False):
    """A block of a Transformer's encoder: attention and a network for each token, both with a way round them.

    Z = LN₁(X + A(X)) and Y = LN₂(Z + F(Z)), with A the heads and F(Z) = max(Z W1 + b1, 0) W2 + b2;
    with norm_first, Z = X + A(LN₁(X)) and Y = Z + F(LN₂(Z))

    Parameters
    ----------
    X : array (n, d), a sequence, one token a row
    params : dict of the heads' parameters, of W1 (d, m), b1 (m,), W2 (m, d), b2 (d,), and of gamma1, beta1, gamma2, beta2, each (d,)
    heads : int, a divisor of d
    mask : array (n, n) of booleans, True where row i may see row j, or None
    norm_first : bool, where the two layer normalizations stand

    Returns
    -------
    Y : array (n, d)

    Notes
    -----
    PyTorch's ``TransformerEncoderLayer`` without dropout; ε is 1e-5 in both layer normalizations.

    >>> zeros = {"W" + name: np.zeros((2, 2)) for name in "qkvo12"} | {"b" + name: np.zeros(2) for name in "qkvo12"}
    >>> norms = {"gamma1": np.ones(2), "beta1": np.zeros(2), "gamma2": np.ones(2), "beta2": np.array([0.0, 5.0])}
    >>> transformer_encoder_block(np.array([[1.0, 3.0]]), zeros | norms, heads=1).round(3)
    array([[-1.,  6.]])

    Book: attention, section transformer_encoder_block.
    """
    def attend(x):
        return transformer_encoder_block_heads(x, params, heads, mask)[0]

    def think(x):
        return relu(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]

    def norm(x, which):
        return layer_norm(x, params["gamma" + which], params["beta" + which])

    if norm_first:
        Z = X + attend(norm(X, "1"))
        return Z + think(norm(Z, "2"))
    Z = norm(X + attend(X), "1")
    return norm(Z + think(Z), "2")
