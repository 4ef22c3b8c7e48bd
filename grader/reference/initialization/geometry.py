"""Weights that keep every length, and weights of variance 1 with the scale outside.

Random numbers are arguments here, so both are plain formulas.
Book: chapter initialization, page geometry.
"""

import math

import numpy as np


def orthogonal_init(Z, gain=1.0):
    """Weights with orthonormal columns, or rows, made from normal numbers.

    Z = Q R with R's diagonal positive, W = gain · Q; a wide Z: the same for Zᵀ, transposed back

    Parameters
    ----------
    Z : array (d_in, d_out), or (out, in, k, k) which is taken as (out, in · k · k): standard normal numbers
    gain : float, length of each column, or row, of W

    Returns
    -------
    W : array (*Z.shape); WᵀW = gain² I if Z is tall or square, WWᵀ = gain² I if it is wide or square

    Notes
    -----
    Saxe, McClelland and Ganguli (2014), computed as PyTorch does: by QR, with the signs that make
    the factors unique, so that Q is what Gram and Schmidt's method gives.

    >>> orthogonal_init(np.array([[3.0, 1.0], [4.0, 2.0]]))
    array([[ 0.6, -0.8],
           [ 0.8,  0.6]])

    Book: initialization, section orthogonal_init.
    """
    A = Z.reshape(len(Z), -1)
    wide = A.shape[0] < A.shape[1]
    Q, R = np.linalg.qr(A.T if wide else A)
    Q = Q * np.copysign(1.0, np.diag(R))
    return gain * (Q.T if wide else Q).reshape(Z.shape)


def ntk_linear(X, W, b):
    """A linear layer whose weights have the variance 1 and whose sum is scaled down.

    Y = X W / √d_in + b

    Parameters
    ----------
    X : array (n, d_in), a batch
    W : array (d_in, d_out), weights, drawn from N(0, 1)
    b : array (d_out,), biases

    Returns
    -------
    Y : array (n, d_out)

    Notes
    -----
    Jacot, Gabriel and Hongler (2018), who scale the bias by a constant as well.

    >>> ntk_linear(np.array([[1.0, 2.0, 3.0, 4.0]]), np.array([[2.0], [0.0], [1.0], [-1.0]]), np.array([0.25]))
    array([[0.75]])

    Book: initialization, section ntk_linear.
    """
    return X @ W / math.sqrt(len(W)) + b


def ntk_linear_backward(dY, X, W):
    """Gradients of that layer.

    dX = dY Wᵀ / √d_in, dW = Xᵀ dY / √d_in, db = Σ_i dY[i]

    Parameters
    ----------
    dY : array (n, d_out), gradient of the loss by Y
    X : array (n, d_in), the batch
    W : array (d_in, d_out), the weights

    Returns
    -------
    dX : array (n, d_in)
    dW : array (d_in, d_out)
    db : array (d_out,)

    Notes
    -----
    Jacot, Gabriel and Hongler (2018).

    >>> ntk_linear_backward(np.array([[2.0]]), np.array([[1.0, 2.0, 3.0, 4.0]]), np.array([[2.0], [0.0], [1.0], [-1.0]]))[0]
    array([[ 2.,  0.,  1., -1.]])

    Book: initialization, section ntk_linear.
    """
    scale = math.sqrt(len(W))
    return dY @ W.T / scale, X.T @ dY / scale, dY.sum(axis=0)


def ntk_linear_rate(lr, d_in):
    """The rate at which a plain linear layer takes the step that this one takes at ``lr``.

    η = lr / d_in

    Parameters
    ----------
    lr : float, learning rate of the weights of variance 1
    d_in : int, number of inputs

    Returns
    -------
    rate : float, for the plain weights W / √d_in

    Notes
    -----
    For the weights; the biases are the same in both and take ``lr``.

    >>> ntk_linear_rate(2.0, 4)
    0.5

    Book: initialization, section ntk_linear.
    """
    return lr / d_in
