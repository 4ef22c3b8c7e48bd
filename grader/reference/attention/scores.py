"""How well each query fits each key: four scores.  Book: chapter attention."""

import numpy as np


def dot_score(Q, K):
    """Dot-product score of every query with every key.

    S[i, j] = q·k, with q the row i of Q and k the row j of K

    Parameters
    ----------
    Q : array (m, d), queries, one a row
    K : array (n, d), keys, one a row

    Returns
    -------
    S : array (m, n), queries down, keys across

    >>> dot_score(np.array([[1.0, 2.0]]), np.array([[2.0, 1.0], [0.0, -1.0]]))
    array([[ 4., -2.]])

    Book: attention, section dot_score.
    """
    return Q @ K.T


def scaled_dot_score(Q, K):
    """Dot-product score divided by the root of the number of features, so that its spread does not grow with it.

    S[i, j] = q·k / √d

    Parameters
    ----------
    Q : array (m, d), queries
    K : array (n, d), keys

    Returns
    -------
    S : array (m, n)

    Notes
    -----
    Vaswani and others (2017).

    >>> scaled_dot_score(np.array([[1.0, 2.0, 0.0, 1.0]]), np.array([[2.0, 1.0, 3.0, 0.0]]))
    array([[2.]])

    Book: attention, section scaled_dot_score.
    """
    return Q @ K.T / np.sqrt(Q.shape[1])


def scaled_dot_score_backward(dS, Q, K):
    """Gradients of the scaled dot-product score for queries and keys.

    dQ = dS K / √d and dK = dSᵀ Q / √d

    Parameters
    ----------
    dS : array (m, n), dL/dS
    Q : array (m, d), queries
    K : array (n, d), keys

    Returns
    -------
    dQ : array (m, d), dL/dQ
    dK : array (n, d), dL/dK

    >>> scaled_dot_score_backward(np.array([[3.0]]), np.array([[1.0, 2.0, 0.0, 1.0]]), np.array([[2.0, 1.0, 4.0, 0.0]]))
    (array([[3. , 1.5, 6. , 0. ]]), array([[1.5, 3. , 0. , 1.5]]))

    Book: attention, section scaled_dot_score.
    """
    root = np.sqrt(Q.shape[1])
    return dS @ K / root, dS.T @ Q / root


def additive_score(Q, K, W, U, v):
    """Additive score: a network with one hidden layer looks at a query and a key.

    S[i, j] = v·tanh(k W + q U)

    Parameters
    ----------
    Q : array (m, d_q), queries
    K : array (n, d_k), keys, whose number of features may differ
    W : array (d_k, h), weights of the keys
    U : array (d_q, h), weights of the queries
    v : array (h,), weights of the hidden units

    Returns
    -------
    S : array (m, n)

    Notes
    -----
    Bahdanau and others (2015).

    >>> additive_score(np.array([[1.0]]), np.array([[2.0], [-1.0]]), np.array([[1.0]]), np.array([[1.0]]), np.array([4.0])).round(3)
    array([[3.98, 0.  ]])

    Book: attention, section additive_score.
    """
    hidden = np.tanh((Q @ U)[:, None] + K @ W)  # (m, n, h): every query with every key
    return hidden @ v


def bilinear_score(Q, K, W):
    """Bilinear score: a dot product of the query with the transformed key.

    S[i, j] = kᵀ W q

    Parameters
    ----------
    Q : array (m, d_q), queries
    K : array (n, d_k), keys, whose number of features may differ
    W : array (d_k, d_q), weights

    Returns
    -------
    S : array (m, n)

    Notes
    -----
    Luong and others (2015), "general".

    >>> bilinear_score(np.array([[1.0, 2.0]]), np.array([[3.0]]), np.array([[10.0, 1.0]]))
    array([[36.]])

    Book: attention, section bilinear_score.
    """
    return Q @ W.T @ K.T
