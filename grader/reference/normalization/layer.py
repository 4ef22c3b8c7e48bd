"""Layer normalization: each sample by its own mean and variance.  Book: chapter normalization."""

import numpy as np


def layer_norm(x, weight, bias, eps=1e-5):
    """Each sample less its own mean, over its own deviation, then scaled and moved feature by feature.

    y = γ · (x − μ) / √(σ² + ε) + β, with mean and variance over the last axis

    Parameters
    ----------
    x : array (..., d), d features on the last axis
    weight : array (d,), γ
    bias : array (d,), β
    eps : float, ε, added to the variance inside the root

    Returns
    -------
    y : array (..., d)

    Notes
    -----
    PyTorch's ``layer_norm`` over the last axis; the variance has 1/d.  Ba, Kiros and Hinton (2016).

    >>> layer_norm(np.array([1.0, 1.0, 5.0, 5.0]), np.array([1.0, 1.0, 1.0, 2.0]), np.array([0.0, 0.0, 0.0, 3.0]), eps=0.0)
    array([-1., -1.,  1.,  5.])

    Book: normalization, section layer_norm.
    """
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    return weight * (x - mean) / np.sqrt(var + eps) + bias


def layer_norm_backward_steps(dy, x, weight, eps=1e-5):
    """Gradients along the intermediate variables of layer normalization, last one first.

    dx̂ = γ dy, dσ² = −½ Σ dx̂ (x − μ) / (σ² + ε)^{3/2}, dμ = −Σ dx̂ / √(σ² + ε),
    dx = dx̂ / √(σ² + ε) + (2/d) (x − μ) dσ² + (1/d) dμ

    Parameters
    ----------
    dy : array (..., d), dL/dy
    x : array (..., d), the input of the forward pass
    weight : array (d,), γ
    eps : float, ε

    Returns
    -------
    gradients : dict of "dxhat" and "dx", shape (..., d), "dvar" and "dmean", shape (..., 1)

    Notes
    -----
    The variance depends on the mean too, with the derivative −(2/d) Σ (x − μ), which is 0.

    >>> steps = layer_norm_backward_steps(np.array([1.0, 0.0, 0.0, 0.0]), np.array([1.0, 1.0, 5.0, 5.0]), np.ones(4), eps=0.0)
    >>> steps["dvar"], steps["dmean"], steps["dx"] + 0.0
    (array([0.125]), array([-0.5]), array([ 0.25, -0.25,  0.  ,  0.  ]))

    Book: normalization, section layer_norm.
    """
    d = x.shape[-1]
    away = x - x.mean(axis=-1, keepdims=True)
    std = np.sqrt(x.var(axis=-1, keepdims=True) + eps)
    dxhat = weight * dy
    dvar = -(dxhat * away).sum(axis=-1, keepdims=True) / (2 * std**3)
    dmean = -dxhat.sum(axis=-1, keepdims=True) / std
    return {"dxhat": dxhat, "dvar": dvar, "dmean": dmean, "dx": dxhat / std + 2 / d * away * dvar + dmean / d}


def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Gradients of the loss for the input, the scale and the shift, in closed form.

    dx = [g − mean(g) − x̂ mean(g x̂)] / √(σ² + ε) with g = γ dy, dγ = Σ dy x̂, dβ = Σ dy over samples

    Parameters
    ----------
    dy : array (..., d), dL/dy
    x : array (..., d), the input of the forward pass
    weight : array (d,), γ
    eps : float, ε

    Returns
    -------
    dx : array (..., d), each row sums to 0
    dweight : array (d,)
    dbias : array (d,)

    >>> layer_norm_backward(np.array([[1.0, 0.0, 0.0, 0.0]]), np.array([[1.0, 1.0, 5.0, 5.0]]), np.ones(4), eps=0.0)[0]
    array([[ 0.25, -0.25,  0.  ,  0.  ]])

    Book: normalization, section layer_norm.
    """
    std = np.sqrt(x.var(axis=-1, keepdims=True) + eps)
    xhat = (x - x.mean(axis=-1, keepdims=True)) / std
    g = weight * dy
    dx = (g - g.mean(axis=-1, keepdims=True) - xhat * (g * xhat).mean(axis=-1, keepdims=True)) / std
    samples = tuple(range(x.ndim - 1))
    return dx, (dy * xhat).sum(axis=samples), dy.sum(axis=samples)
