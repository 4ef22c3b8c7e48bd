"""Maxout: the largest of several linear pieces, which are learned.

Book: chapter activations, page maxout.
"""

import numpy as np


def maxout(X, W, b):
    """Largest of k linear layers, unit by unit.

    Y[n, j] = max over i of (X W[i] + b[i])[n, j]

    Parameters
    ----------
    X : array (n, d_in), inputs
    W : array (k, d_in, d_out), the weights of the k pieces
    b : array (k, d_out), their biases

    Returns
    -------
    Y : array (n, d_out)

    Notes
    -----
    Goodfellow, Warde-Farley, Mirza, Courville and Bengio (2013).

    >>> maxout(np.array([[-2.0], [3.0]]), np.array([[[1.0]], [[-1.0]]]), np.zeros((2, 1)))
    array([[2.],
           [3.]])

    Book: activations, section maxout.
    """
    return (X @ W + b[:, None, :]).max(axis=0)


def maxout_backward(dY, X, W, b):
    """Gradients of the loss with respect to the pieces, and to inputs, weights and biases of maxout.

    dZ[i] = dY where piece i is the largest, 0 elsewhere; then those of k linear layers:
    dX = Σᵢ dZ[i] W[i]ᵀ, dW[i] = Xᵀ dZ[i], db[i] = the sum of dZ[i] over the batch

    Parameters
    ----------
    dY : array (n, d_out), dL/dY
    X : array (n, d_in), the inputs of the forward pass
    W : array (k, d_in, d_out), the weights of the pieces
    b : array (k, d_out), their biases

    Returns
    -------
    dZ : array (k, n, d_out), dL/dZ for the pieces' outputs Z[i] = X W[i] + b[i]
    dX : array (n, d_in), dL/dX
    dW : array (k, d_in, d_out), dL/dW
    db : array (k, d_out), dL/db

    Notes
    -----
    Where several pieces tie, the first of them gets the whole gradient.

    >>> W, b = np.array([[[1.0]], [[-1.0]]]), np.zeros((2, 1))
    >>> dZ, dX, dW, db = maxout_backward(np.array([[5.0], [7.0]]), np.array([[-2.0], [3.0]]), W, b)
    >>> dZ.tolist()
    [[[0.0], [7.0]], [[5.0], [0.0]]]
    >>> dX.ravel(), dW.ravel(), db.ravel()
    (array([-5.,  7.]), array([ 21., -10.]), array([7., 5.]))

    Book: activations, section maxout.
    """
    winner = (X @ W + b[:, None, :]).argmax(axis=0)
    dZ = np.where(winner == np.arange(len(W))[:, None, None], dY, 0.0)
    return dZ, (dZ @ W.transpose(0, 2, 1)).sum(axis=0), X.T @ dZ, dZ.sum(axis=1)
