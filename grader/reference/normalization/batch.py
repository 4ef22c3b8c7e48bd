"""Batch normalization: each feature by its mean and variance over the batch.  Book: chapter normalization."""

import numpy as np


def batch_norm(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """Each feature less its mean, over its deviation: those of the batch in training, the running ones in inference.

    Y = γ · (X − μ) / √(σ² + ε) + β, and in training m ← (1 − a) m + a μ, v ← (1 − a) v + a σ² n/(n − 1)

    Parameters
    ----------
    X : array (n, d), one sample a row
    running_mean : array (d,), m
    running_var : array (d,), v
    weight : array (d,), γ
    bias : array (d,), β
    training : bool
    momentum : float, a: how much of the new statistics is taken up
    eps : float, ε, added to the variance inside the root

    Returns
    -------
    Y : array (n, d)
    running_mean : array (d,), in inference the one given
    running_var : array (d,), in inference the one given

    Raises
    ------
    ValueError
        in training, if there are fewer than two samples

    Notes
    -----
    PyTorch's ``batch_norm``: Y is made with the variance of the batch (1/n), the running variance takes up
    the unbiased one (1/(n − 1)).  Ioffe and Szegedy (2015).

    >>> X = np.array([[1.0], [1.0], [5.0], [5.0]])
    >>> Y, mean, var = batch_norm(X, np.zeros(1), np.ones(1), np.ones(1), np.zeros(1), training=True, eps=0.0)
    >>> Y.ravel(), mean.round(4), var.round(4)
    (array([-1., -1.,  1.,  1.]), array([0.3]), array([1.4333]))

    Book: normalization, section batch_norm.
    """
    mean, var = running_mean, running_var
    if training:
        n = len(X)
        if n < 2:
            raise ValueError(f"a batch of {n}: training needs two samples or more")
        mean, var = X.mean(axis=0), X.var(axis=0)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * n / (n - 1)
    return weight * (X - mean) / np.sqrt(var + eps) + bias, running_mean, running_var


def batch_norm_backward_steps(dY, X, weight, eps=1e-5):
    """Gradients along the intermediate variables of batch normalization in training, last one first.

    dX̂ = γ dY, dσ² = −½ Σ dX̂ (X − μ) / (σ² + ε)^{3/2}, dμ = −Σ dX̂ / √(σ² + ε),
    dX = dX̂ / √(σ² + ε) + (2/n) (X − μ) dσ² + (1/n) dμ, with sums over the samples

    Parameters
    ----------
    dY : array (n, d), dL/dY
    X : array (n, d), the input of the forward pass
    weight : array (d,), γ
    eps : float, ε

    Returns
    -------
    gradients : dict of "dXhat" and "dX", shape (n, d), "dvar" and "dmean", shape (d,)

    >>> X, dY = np.array([[1.0], [1.0], [5.0], [5.0]]), np.array([[1.0], [0.0], [0.0], [0.0]])
    >>> steps = batch_norm_backward_steps(dY, X, np.ones(1), eps=0.0)
    >>> steps["dvar"], steps["dmean"], steps["dX"].ravel() + 0.0
    (array([0.125]), array([-0.5]), array([ 0.25, -0.25,  0.  ,  0.  ]))

    Book: normalization, section batch_norm.
    """
    n = len(X)
    away = X - X.mean(axis=0)
    std = np.sqrt(X.var(axis=0) + eps)
    dXhat = weight * dY
    dvar = -(dXhat * away).sum(axis=0) / (2 * std**3)
    dmean = -dXhat.sum(axis=0) / std
    return {"dXhat": dXhat, "dvar": dvar, "dmean": dmean, "dX": dXhat / std + 2 / n * away * dvar + dmean / n}


def batch_norm_backward(dY, X, weight, eps=1e-5):
    """Gradients of the loss for the input, the scale and the shift in training, in closed form.

    dX = [G − mean(G) − X̂ mean(G X̂)] / √(σ² + ε) with G = γ dY, dγ = Σ dY X̂, dβ = Σ dY; all over the samples

    Parameters
    ----------
    dY : array (n, d), dL/dY
    X : array (n, d), the input of the forward pass
    weight : array (d,), γ
    eps : float, ε

    Returns
    -------
    dX : array (n, d), each column sums to 0
    dweight : array (d,)
    dbias : array (d,)

    >>> X, dY = np.array([[1.0], [1.0], [5.0], [5.0]]), np.array([[1.0], [0.0], [0.0], [0.0]])
    >>> batch_norm_backward(dY, X, np.ones(1), eps=0.0)[0].ravel()
    array([ 0.25, -0.25,  0.  ,  0.  ])

    Book: normalization, section batch_norm.
    """
    std = np.sqrt(X.var(axis=0) + eps)
    Xhat = (X - X.mean(axis=0)) / std
    G = weight * dY
    dX = (G - G.mean(axis=0) - Xhat * (G * Xhat).mean(axis=0)) / std
    return dX, (dY * Xhat).sum(axis=0), dY.sum(axis=0)


def batch_norm_inference_backward(dY, X, running_mean, running_var, weight, eps=1e-5):
    """Gradients of the loss in inference, where mean and variance are constants.

    dX = γ dY / √(v + ε), dγ = Σ dY (X − m) / √(v + ε), dβ = Σ dY

    Parameters
    ----------
    dY : array (n, d), dL/dY
    X : array (n, d), the input of the forward pass
    running_mean : array (d,), m
    running_var : array (d,), v
    weight : array (d,), γ
    eps : float, ε

    Returns
    -------
    dX : array (n, d)
    dweight : array (d,)
    dbias : array (d,)

    >>> dX, _, _ = batch_norm_inference_backward(np.ones((1, 2)), np.zeros((1, 2)), np.zeros(2), np.array([4.0, 0.25]), np.ones(2), 0.0)
    >>> dX
    array([[0.5, 2. ]])

    Book: normalization, section batch_norm.
    """
    std = np.sqrt(running_var + eps)
    return weight * dY / std, (dY * (X - running_mean) / std).sum(axis=0), dY.sum(axis=0)
