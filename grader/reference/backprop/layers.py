"""One layer, and a network of two: everything that can be checked by hand.

The batch comes first: X is (n, d_in), W is (d_in, d_out), Y = X W + b.  ``dX`` means dL/dX, the
derivative of the final scalar loss L, and has X's shape.
"""

import numpy as np


def linear(X, W, b):
    """Fully connected layer: every output sees every input.

    Y = X W + b: Y[n, j] = Σᵢ X[n, i] · W[i, j] + b[j]

    Parameters
    ----------
    X : array (n, d_in), one sample a row
    W : array (d_in, d_out), weights
    b : array (d_out,), biases, broadcast over the batch

    Returns
    -------
    Y : array (n, d_out)

    Notes
    -----
    PyTorch keeps its weight as (d_out, d_in) and computes X Wᵀ + b.

    >>> linear(np.array([[1.0, 2.0]]), np.array([[3.0, 0.0, 1.0], [4.0, 5.0, 0.0]]), np.array([0.5, 0.0, 0.0]))
    array([[11.5, 10. ,  1. ]])

    Book: backprop, section linear.
    """
    return X @ W + b


def linear_backward_sample(dy, x, W):
    """Gradients of a fully connected layer for one sample: three rules for vectors.

    dx = W dy, dW = x dyᵀ, db = dy

    Parameters
    ----------
    dy : array (d_out,), dL/dy
    x : array (d_in,), the input of the forward pass
    W : array (d_in, d_out), weights

    Returns
    -------
    dx : array (d_in,)
    dW : array (d_in, d_out)
    db : array (d_out,)

    >>> dx, dW, db = linear_backward_sample(np.array([1.0, 2.0]), np.array([3.0]), np.array([[4.0, 5.0]]))
    >>> dx, dW, db
    (array([14.]), array([[3., 6.]]), array([1., 2.]))

    Book: backprop, section linear.
    """
    return W @ dy, np.outer(x, dy), np.array(dy)


def linear_backward(dY, X, W):
    """Gradients of a fully connected layer for a batch.

    dX = dY Wᵀ, dW = Xᵀ dY, db = the sum of dY over the batch

    Parameters
    ----------
    dY : array (n, d_out), dL/dY
    X : array (n, d_in), the input of the forward pass
    W : array (d_in, d_out), weights

    Returns
    -------
    dX : array (n, d_in)
    dW : array (d_in, d_out)
    db : array (d_out,)

    Notes
    -----
    Nothing is divided by n: if L is a mean over the batch, dY holds the 1/n already.

    >>> dX, dW, db = linear_backward(np.array([[1.0], [10.0]]), np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0], [6.0]]))
    >>> dX
    array([[ 5.,  6.],
           [50., 60.]])
    >>> dW
    array([[31.],
           [42.]])
    >>> db
    array([11.])

    Book: backprop, section linear.
    """
    return dY @ W.T, X.T @ dY, dY.sum(axis=0)


def _sigmoid(z):
    """1 / (1 + e⁻ᶻ)."""
    return 1 / (1 + np.exp(-z))


def two_layer_network(X, W1, b1, W2, b2):
    """A hidden and an output layer, each linear and then a sigmoid σ.

    H = σ(X W1 + b1), Y = σ(H W2 + b2)

    Parameters
    ----------
    X : array (n, d), one sample a row
    W1 : array (d, h), hidden weights
    b1 : array (h,), hidden biases
    W2 : array (h, k), output weights
    b2 : array (k,), output biases

    Returns
    -------
    H : array (n, h), hidden activations
    Y : array (n, k), outputs

    >>> H, Y = two_layer_network(np.array([[1.0]]), np.array([[0.0]]), np.zeros(1), np.array([[2.0, -2.0]]), np.zeros(2))
    >>> H, Y.round(4)
    (array([[0.5]]), array([[0.7311, 0.2689]]))

    Book: backprop, section two_layer_network.
    """
    H = _sigmoid(X @ W1 + b1)
    Y = _sigmoid(H @ W2 + b2)
    return H, Y


def two_layer_network_loss(Y, T):
    """Half the sum of squared errors.

    E = ½ Σ (T − Y)², over all outputs and all samples

    Parameters
    ----------
    Y : array (n, k), outputs
    T : array (n, k), targets

    Returns
    -------
    E : float

    >>> two_layer_network_loss(np.array([[1.0, 2.0, 3.0]]), np.array([[0.0, 0.0, 1.0]])).item()
    4.5

    Book: backprop, section two_layer_network.
    """
    return 0.5 * np.sum((T - Y) ** 2)


def two_layer_network_backward(X, H, Y, T, W2):
    """Every derivative of the backward pass, in the order in which they are found.

    dY = Y − T, dZ2 = dY ⊙ Y ⊙ (1 − Y), dW2 = Hᵀ dZ2, db2 = Σ dZ2,
    dH = dZ2 W2ᵀ, dZ1 = dH ⊙ H ⊙ (1 − H), dW1 = Xᵀ dZ1, db1 = Σ dZ1 (sums over the batch)

    Parameters
    ----------
    X : array (n, d), the input of the forward pass
    H : array (n, h), hidden activations
    Y : array (n, k), outputs
    T : array (n, k), targets
    W2 : array (h, k), output weights

    Returns
    -------
    gradients : dict with the keys dY, dZ2, dW2, db2, dH, dZ1, dW1, db1; each array has the shape of what it belongs to

    >>> one = np.ones((1, 1))
    >>> d = two_layer_network_backward(X=2 * one, H=one / 2, Y=one / 2, T=0 * one, W2=4 * one)
    >>> {name: d[name].item() for name in ("dZ2", "dW2", "dH", "dZ1", "dW1")}
    {'dZ2': 0.125, 'dW2': 0.0625, 'dH': 0.5, 'dZ1': 0.125, 'dW1': 0.25}

    Book: backprop, section two_layer_network.
    """
    dY = Y - T
    dZ2 = dY * Y * (1 - Y)
    dH = dZ2 @ W2.T
    dZ1 = dH * H * (1 - H)
    return {"dY": dY, "dZ2": dZ2, "dW2": H.T @ dZ2, "db2": dZ2.sum(axis=0),
            "dH": dH, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}


def two_layer_network_closed_form(X, H, Y, T, W2):
    """The gradients of both weight matrices, each in one formula.

    dW2 = Hᵀ ((Y − T) ⊙ Y ⊙ (1 − Y)), dW1 = Xᵀ ((((Y − T) ⊙ Y ⊙ (1 − Y)) W2ᵀ) ⊙ H ⊙ (1 − H))

    Parameters
    ----------
    X : array (n, d), the input of the forward pass
    H : array (n, h), hidden activations
    Y : array (n, k), outputs
    T : array (n, k), targets
    W2 : array (h, k), output weights

    Returns
    -------
    dW1 : array (d, h)
    dW2 : array (h, k)

    >>> one = np.ones((1, 1))
    >>> two_layer_network_closed_form(X=2 * one, H=one / 2, Y=one / 2, T=0 * one, W2=4 * one)
    (array([[0.25]]), array([[0.0625]]))

    Book: backprop, section two_layer_network.
    """
    delta = (Y - T) * Y * (1 - Y)
    return X.T @ ((delta @ W2.T) * H * (1 - H)), H.T @ delta


def two_layer_network_update(X, T, W1, b1, W2, b2, lr=0.5):
    """One step of gradient descent on both weight matrices; the biases are kept.

    W1 → W1 − lr · dW1, W2 → W2 − lr · dW2, both gradients at the old weights

    Parameters
    ----------
    X : array (n, d), one sample a row
    T : array (n, k), targets
    W1 : array (d, h), hidden weights
    b1 : array (h,), hidden biases
    W2 : array (h, k), output weights
    b2 : array (k,), output biases
    lr : float, learning rate

    Returns
    -------
    W1 : array (d, h), new
    W2 : array (h, k), new

    >>> one, zero = np.ones((1, 1)), np.zeros(1)
    >>> two_layer_network_update(one, 0 * one, 0 * one, zero, 0 * one, zero)
    (array([[0.]]), array([[-0.03125]]))

    Book: backprop, section two_layer_network.
    """
    H, Y = two_layer_network(X, W1, b1, W2, b2)
    dW1, dW2 = two_layer_network_closed_form(X, H, Y, T, W2)
    return W1 - lr * dW1, W2 - lr * dW2
