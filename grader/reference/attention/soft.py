"""From scores to weights, and from weights to a mixture of values.  Book: chapter attention."""

import numpy as np


def _weights(S, mask):
    """Softmax of each row over the keys that the mask leaves; a row without any gets weights of 0."""
    kept = True if mask is None else mask
    highest = S.max(axis=1, keepdims=True, initial=-np.inf, where=kept)
    e = np.where(kept, np.exp(np.minimum(S - highest, 0.0)), 0.0)
    return e / np.maximum(e.sum(axis=1, keepdims=True), 1.0)  # the highest adds 1, so less than 1 means none


def soft_attention(Q, K, V=None, mask=None):
    """A weighted mean of the values for each query, weighted by how well their keys fit.

    P = softmax(Q Kᵀ / √d) row by row, over the keys that the mask leaves, and Y = P V

    Parameters
    ----------
    Q : array (m, d), queries
    K : array (n, d), keys
    V : array (n, d_v), values, or None: the keys are the values
    mask : array (m, n) of booleans, True where the query may see the key, or None: it may see all

    Returns
    -------
    Y : array (m, d_v), one mixture of values for each query
    P : array (m, n), the weights; each row sums to 1

    Notes
    -----
    PyTorch's ``scaled_dot_product_attention``; as there, a query that may see no key gets weights and an output of 0.

    >>> Y, P = soft_attention(np.array([[np.log(3.0)]]), np.array([[1.0], [0.0]]), np.array([[10.0], [20.0]]))
    >>> print(Y, P)
    [[12.5]] [[0.75 0.25]]

    Book: attention, section soft_attention.
    """
    V = K if V is None else V
    P = _weights(Q @ K.T / np.sqrt(K.shape[1]), mask)
    return P @ V, P


def self_attention(X, Wq, Wk, Wv, mask=None):
    """Every row of a sequence asks all rows of the same sequence.

    Q = X Wq, K = X Wk, V = X Wv, P = softmax(Q Kᵀ / √d_k) row by row, and Y = P V

    Parameters
    ----------
    X : array (n, d), a sequence, one token a row
    Wq : array (d, d_k), makes the queries
    Wk : array (d, d_k), makes the keys
    Wv : array (d, d_v), makes the values
    mask : array (n, n) of booleans, True where row i may see row j, or None: all see all

    Returns
    -------
    Y : array (n, d_v), the sequence, each row mixed from all that it may see
    P : array (n, n), the weights

    Notes
    -----
    One head of Vaswani and others (2017).

    >>> Y, P = self_attention(np.array([[1.0], [0.0]]), np.array([[np.log(3.0)]]), np.array([[1.0]]), np.array([[8.0]]))
    >>> print(P)
    [[0.75 0.25]
     [0.5  0.5 ]]
    >>> print(Y.ravel())
    [6. 4.]

    Book: attention, section self_attention.
    """
    return soft_attention(X @ Wq, X @ Wk, X @ Wv, mask)


def self_attention_backward(dY, X, Wq, Wk, Wv, P):
    """Gradients through self-attention, from the output to the sequence and the three matrices.

    dV = Pᵀ dY, dP = dY Vᵀ, dS = P ⊙ (dP − Σ dP ⊙ P), dQ = dS K / √d_k, dK = dSᵀ Q / √d_k,
    dWq = Xᵀ dQ, dWk = Xᵀ dK, dWv = Xᵀ dV, dX = dQ Wqᵀ + dK Wkᵀ + dV Wvᵀ

    Parameters
    ----------
    dY : array (n, d_v), dL/dY
    X : array (n, d), the sequence
    Wq : array (d, d_k)
    Wk : array (d, d_k)
    Wv : array (d, d_v)
    P : array (n, n), the weights of the forward pass; 0 where a mask was

    Returns
    -------
    dX : array (n, d), dL/dX
    dWq : array (d, d_k), dL/dWq
    dWk : array (d, d_k), dL/dWk
    dWv : array (d, d_v), dL/dWv

    >>> X, Wq, Wk, Wv = np.array([[1.0], [0.0]]), np.array([[np.log(3.0)]]), np.array([[1.0]]), np.array([[8.0]])
    >>> gradients = self_attention_backward(np.array([[1.0], [1.0]]), X, Wq, Wk, Wv, np.array([[0.75, 0.25], [0.5, 0.5]]))
    >>> print([g.ravel().round(2).tolist() for g in gradients])
    [[13.3, 6.55], [1.5], [1.65], [1.25]]

    Book: attention, section self_attention.
    """
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    dV, dP = P.T @ dY, dY @ V.T
    dS = P * (dP - (dP * P).sum(axis=1, keepdims=True)) / np.sqrt(Wk.shape[1])
    dQ, dK = dS @ K, dS.T @ Q
    return dQ @ Wq.T + dK @ Wk.T + dV @ Wv.T, X.T @ dQ, X.T @ dK, X.T @ dV
