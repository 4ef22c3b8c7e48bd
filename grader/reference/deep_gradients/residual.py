"""A layer with a way round it: the residual block."""

import numpy as np


def residual_block(X, W1, b1, W2, b2):
    """A block of two layers whose result is added to its input.

    H = max(X W₁ + b₁, 0), Y = X + F(X), F(X) = H W₂ + b₂

    Parameters
    ----------
    X : array (n, d), one sample a row
    W1 : array (d, m)
    b1 : array (m,)
    W2 : array (m, d)
    b2 : array (d,)

    Returns
    -------
    H : array (n, m), the hidden units, kept for the backward pass
    Y : array (n, d)

    Notes
    -----
    Nothing stands behind the sum: the block of He and others (2016b), whose first (2016a) had a ReLU there.

    >>> residual_block(np.array([[1.0, 2.0]]), np.array([[1.0], [1.0]]), np.array([-1.0]), np.array([[3.0, 0.0]]), np.zeros(2))
    (array([[2.]]), array([[7., 2.]]))

    Book: deep_gradients, section residual_block.
    """
    H = np.maximum(X @ W1 + b1, 0)
    return H, X + H @ W2 + b2


def residual_block_backward(dY, X, H, W1, W2):
    """Gradients of a residual block.

    dH = dY W₂ᵀ, dZ = dH ⊙ [H > 0], dX = dY + dZ W₁ᵀ

    Parameters
    ----------
    dY : array (n, d), dL/dY
    X : array (n, d), the block's input
    H : array (n, m), its hidden units, from the forward pass
    W1 : array (d, m)
    W2 : array (m, d)

    Returns
    -------
    dX : array (n, d)
    dW1 : array (d, m)
    db1 : array (m,)
    dW2 : array (m, d)
    db2 : array (d,)

    >>> X, H, W1, W2 = np.array([[1.0, 2.0]]), np.array([[2.0]]), np.array([[1.0], [1.0]]), np.array([[3.0, 0.0]])
    >>> residual_block_backward(np.array([[1.0, 1.0]]), X, H, W1, W2)[0]
    array([[4., 4.]])

    Book: deep_gradients, section residual_block.
    """
    dZ = dY @ W2.T * (H > 0)
    return dY + dZ @ W1.T, X.T @ dZ, dZ.sum(axis=0), H.T @ dY, dY.sum(axis=0)


def residual_block_jacobian(h, W1, W2):
    """The Jacobian of a residual block, for one sample.

    J = I + W₂ᵀ diag([h > 0]) W₁ᵀ

    Parameters
    ----------
    h : array (m,), the hidden units of the sample
    W1 : array (d, m)
    W2 : array (m, d)

    Returns
    -------
    J : array (d, d), outputs down, inputs across

    >>> residual_block_jacobian(np.array([2.0]), np.array([[1.0], [1.0]]), np.array([[3.0, 0.0]]))
    array([[4., 3.],
           [0., 1.]])

    Book: deep_gradients, section residual_block.
    """
    return np.eye(len(W1)) + W2.T * (h > 0) @ W1.T
