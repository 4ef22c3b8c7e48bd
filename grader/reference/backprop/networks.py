"""Networks with any number of layers, forward and backward.

Layers are lists, first layer first; the activation and its derivative are functions of an array.
"""

import numpy as np


def mlp_forward(X, Ws, bs, f):
    """Forward pass of a network with any number of layers; the last layer is linear.

    A₁ = X, Zₖ = Aₖ Wₖ + bₖ, Aₖ₊₁ = f(Zₖ); the output is the last Z

    Parameters
    ----------
    X : array (n, d₀), one sample a row
    Ws : list of arrays, the weights; layer k has the shape (dₖ₋₁, dₖ)
    bs : list of arrays, the biases; layer k has the shape (dₖ,)
    f : function, array → array, the activation between layers, element by element

    Returns
    -------
    As : list of arrays, the input of each layer, X first
    Zs : list of arrays, the pre-activations of each layer; the last is the network's output

    Notes
    -----
    Everything is kept because the backward pass reads it: As for the weights, Zs for f′.

    >>> As, Zs = mlp_forward(np.array([[1.0, -2.0]]), [np.eye(2), np.array([[3.0], [4.0]])], [np.zeros(2), np.ones(1)], np.abs)
    >>> As[1], Zs[-1]
    (array([[1., 2.]]), array([[12.]]))

    Book: backprop, section mlp_forward.
    """
    As, Zs = [X], [X @ Ws[0] + bs[0]]
    for W, b in zip(Ws[1:], bs[1:]):
        As.append(f(Zs[-1]))
        Zs.append(As[-1] @ W + b)
    return As, Zs


def mlp_backward(dY, As, Zs, Ws, df):
    """Gradients of a network with any number of layers.

    dWₖ = Aₖᵀ δₖ, dbₖ = the sum of δₖ over the batch, dX = δ₁ W₁ᵀ, with δₖ = dL/dZₖ

    Parameters
    ----------
    dY : array (n, d), dL/dY, for the network's output Y, which is the last Z
    As : list of arrays, the input of each layer, as from the forward pass
    Zs : list of arrays, the pre-activations of each layer
    Ws : list of arrays, the weights of each layer
    df : function, array → array, the activation's derivative as a function of Z

    Returns
    -------
    dX : array (n, d₀)
    dWs : list of arrays, in the order of Ws
    dbs : list of arrays, in the same order

    >>> As, Zs = [np.array([[2.0]]), np.array([[3.0]])], [np.array([[3.0]]), np.array([[15.0]])]
    >>> dX, dWs, dbs = mlp_backward(np.array([[1.0]]), As, Zs, [np.array([[1.5]]), np.array([[5.0]])], np.ones_like)
    >>> dX.item(), [dW.item() for dW in dWs], [db.item() for db in dbs]
    (7.5, [10.0, 3.0], [5.0, 1.0])

    Book: backprop, section mlp_backward.
    """
    deltas = mlp_backward_deltas(dY, Zs, Ws, df)
    dWs = [A.T @ delta for A, delta in zip(As, deltas)]
    dbs = [delta.sum(axis=0) for delta in deltas]
    return deltas[0] @ Ws[0].T, dWs, dbs


def mlp_backward_deltas(dY, Zs, Ws, df):
    """The errors δₖ = dL/dZₖ of all layers, found from the last to the first.

    δ_L = dY, δₖ = f′(Zₖ) ⊙ (δₖ₊₁ Wₖ₊₁ᵀ)

    Parameters
    ----------
    dY : array (n, d), dL/dY, for the network's output Y, which is the last Z
    Zs : list of arrays, the pre-activations of each layer
    Ws : list of arrays, the weights of each layer
    df : function, array → array, the activation's derivative as a function of Z

    Returns
    -------
    deltas : list of arrays, one for each layer, the first layer's first; deltas[k] has the shape of Zs[k]

    >>> Zs, Ws = [np.array([[3.0]]), np.array([[15.0]])], [np.array([[1.5]]), np.array([[5.0]])]
    >>> mlp_backward_deltas(np.array([[1.0]]), Zs, Ws, lambda z: 2 * z)
    [array([[30.]]), array([[1.]])]

    Book: backprop, section mlp_backward.
    """
    deltas = [dY]
    for Z, W in zip(reversed(Zs[:-1]), reversed(Ws)):
        deltas.insert(0, df(Z) * (deltas[0] @ W.T))
    return deltas


def mlp_backward_product(dy, zs, Ws, df):
    """The first layer's error for one sample, as one product of matrices.

    δ₁ = D₁ W₂ D₂ W₃ … D_{L−1} W_L dy, with the diagonal matrices Dₖ = diag(f′(zₖ))

    Parameters
    ----------
    dy : array (d,), dL/dy
    zs : list of arrays, the pre-activations (dₖ,) of each layer
    Ws : list of arrays, the weights of each layer
    df : function, array → array, the activation's derivative as a function of z

    Returns
    -------
    delta : array (d₁,), dL/dz₁

    >>> mlp_backward_product(np.array([1.0]), [np.array([3.0]), np.array([15.0])], [np.eye(1), 5 * np.eye(1)], lambda z: 2 * z)
    array([30.])

    Book: backprop, section mlp_backward.
    """
    product = np.eye(len(zs[0]))
    for z, W in zip(zs, Ws[1:]):
        product = product @ np.diag(df(z)) @ W
    return product @ dy
