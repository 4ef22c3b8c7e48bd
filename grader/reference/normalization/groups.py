"""Instance and group normalization: images, by the channel or by groups of channels.  Book: chapter normalization.

The numbers that share a mean are laid in a row, and a row is a sample of layer normalization.
"""

import numpy as np

from grader.reference.normalization.layer import layer_norm, layer_norm_backward


def instance_norm(X, weight, bias, eps=1e-5):
    """Each channel of each sample less its own mean over the image, over its deviation, then scaled and moved.

    Y = γ · (X − μ) / √(σ² + ε) + β, with mean and variance over h and w

    Parameters
    ----------
    X : array (n, c, h, w), images with c channels
    weight : array (c,), γ
    bias : array (c,), β
    eps : float, ε, added to the variance inside the root

    Returns
    -------
    Y : array (n, c, h, w)

    Notes
    -----
    PyTorch's ``instance_norm`` without running statistics.  Ulyanov, Vedaldi and Lempitsky (2016).

    >>> X = np.array([[[[1.0, 1.0], [5.0, 5.0]], [[0.0, 6.0], [0.0, 6.0]]]])
    >>> instance_norm(X, np.array([1.0, 2.0]), np.zeros(2), eps=0.0)[0, 1]
    array([[-2.,  2.],
           [-2.,  2.]])

    Book: normalization, section instance_norm.
    """
    planes = X.reshape(*X.shape[:2], -1)
    Xhat = layer_norm(planes, 1.0, 0.0, eps).reshape(X.shape)
    return weight[:, None, None] * Xhat + bias[:, None, None]


def instance_norm_backward(dY, X, weight, eps=1e-5):
    """Gradients of the loss for the input, the scale and the shift.

    dX = [γ dY − mean(γ dY) − X̂ mean(γ dY X̂)] / √(σ² + ε), means over h and w;
    dγ = Σ dY X̂, dβ = Σ dY, over n, h and w

    Parameters
    ----------
    dY : array (n, c, h, w), dL/dY
    X : array (n, c, h, w), the input of the forward pass
    weight : array (c,), γ
    eps : float, ε

    Returns
    -------
    dX : array (n, c, h, w)
    dweight : array (c,)
    dbias : array (c,)

    >>> X, dY = np.array([[[[1.0, 1.0], [5.0, 5.0]]]]), np.array([[[[1.0, 0.0], [0.0, 0.0]]]])
    >>> instance_norm_backward(dY, X, np.ones(1), eps=0.0)[0].ravel()
    array([ 0.25, -0.25,  0.  ,  0.  ])

    Book: normalization, section instance_norm.
    """
    planes = X.reshape(*X.shape[:2], -1)
    upstream = (weight[:, None, None] * dY).reshape(planes.shape)
    dX, _, _ = layer_norm_backward(upstream, planes, 1.0, eps)
    Xhat = layer_norm(planes, 1.0, 0.0, eps).reshape(X.shape)
    return dX.reshape(X.shape), np.einsum("nchw,nchw->c", dY, Xhat), np.einsum("nchw->c", dY)


def group_norm(X, num_groups, weight, bias, eps=1e-5):
    """Each group of channels of each sample less its own mean, over its deviation, then scaled and moved by the channel.

    Y = γ · (X − μ) / √(σ² + ε) + β, with mean and variance over the c/G channels of a group, h and w

    Parameters
    ----------
    X : array (n, c, h, w), images with c channels
    num_groups : int, G: the number of groups, each of c/G channels that follow each other
    weight : array (c,), γ
    bias : array (c,), β
    eps : float, ε, added to the variance inside the root

    Returns
    -------
    Y : array (n, c, h, w)

    Raises
    ------
    ValueError
        if c is no multiple of G

    Notes
    -----
    PyTorch's ``group_norm``.  Wu and He (2018).

    >>> X = np.array([1.0, 1.0, 5.0, 5.0, 0.0, 6.0, 0.0, 6.0]).reshape(1, 4, 1, 2)
    >>> group_norm(X, 2, np.ones(4), np.zeros(4), eps=0.0).ravel()
    array([-1., -1.,  1.,  1., -1.,  1., -1.,  1.])

    Book: normalization, section group_norm.
    """
    if X.shape[1] % num_groups:
        raise ValueError("the channels cannot be put into equal groups")
    rows = X.reshape(len(X) * num_groups, -1)
    Xhat = layer_norm(rows, 1.0, 0.0, eps).reshape(X.shape)
    return weight[:, None, None] * Xhat + bias[:, None, None]


def group_norm_backward(dY, X, num_groups, weight, eps=1e-5):
    """Gradients of the loss for the input, the scale and the shift.

    dX = [γ dY − mean(γ dY) − X̂ mean(γ dY X̂)] / √(σ² + ε), means over the numbers of a group;
    dγ = Σ dY X̂, dβ = Σ dY, over n, h and w

    Parameters
    ----------
    dY : array (n, c, h, w), dL/dY
    X : array (n, c, h, w), the input of the forward pass
    num_groups : int, the number of groups
    weight : array (c,), γ
    eps : float, ε

    Returns
    -------
    dX : array (n, c, h, w)
    dweight : array (c,)
    dbias : array (c,)

    >>> X = np.array([1.0, 1.0, 5.0, 5.0]).reshape(1, 2, 1, 2)
    >>> dY = np.array([1.0, 0.0, 0.0, 0.0]).reshape(1, 2, 1, 2)
    >>> group_norm_backward(dY, X, 1, np.ones(2), eps=0.0)[0].ravel()
    array([ 0.25, -0.25,  0.  ,  0.  ])

    Book: normalization, section group_norm.
    """
    rows = X.reshape(len(X) * num_groups, -1)
    upstream = (weight[:, None, None] * dY).reshape(rows.shape)
    dX, _, _ = layer_norm_backward(upstream, rows, 1.0, eps)
    Xhat = layer_norm(rows, 1.0, 0.0, eps).reshape(X.shape)
    return dX.reshape(X.shape), np.einsum("nchw,nchw->c", dY, Xhat), np.einsum("nchw->c", dY)
