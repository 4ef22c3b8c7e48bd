"""Attention in images: weights for channels, and an image as a sequence.  Book: chapter attention."""

from grader.reference.activations import relu, sigmoid


def squeeze_excitation(X, W1, b1, W2, b2):
    """Weights for the channels of an image, from their means, by a network with one hidden layer.

    s = mean of each channel, g = σ(max(s W1 + b1, 0) W2 + b2), and Y[i, c] = g[i, c] X[i, c]

    Parameters
    ----------
    X : array (n, c, h, w), images of c channels
    W1 : array (c, r), narrows the means to r hidden units
    b1 : array (r,)
    W2 : array (r, c), widens them again
    b2 : array (c,)

    Returns
    -------
    Y : array (n, c, h, w), the channels, each multiplied by its gate
    g : array (n, c), the gates, between 0 and 1

    Notes
    -----
    Hu, Shen and Sun (2018).

    >>> X = np.array([[[[0.0, 2.0]], [[2.0, 4.0]]]])
    >>> narrow, widen = np.array([[1.0], [-1.0]]), np.array([[np.log(3.0), -np.log(3.0)]])
    >>> Y, g = squeeze_excitation(X, narrow, np.array([3.0]), widen, np.array([0.0, 0.0]))
    >>> print(g, Y.ravel())
    [[0.75 0.25]] [0.  1.5 0.5 1. ]

    Book: attention, section squeeze_excitation.
    """
    s = X.mean(axis=(2, 3))
    g = sigmoid(relu(s @ W1 + b1) @ W2 + b2)
    return X * g[:, :, None, None], g


def image_patches(images, size):
    """Cut images into square patches: a sequence for each image, one patch a token.

    n (c, h, w) → n sequences of (h/p)(w/p) tokens of c p² features, with p = size

    Parameters
    ----------
    images : array (n, c, h, w)
    size : int, p, the side of a patch

    Returns
    -------
    patches : array (n, (h/p)(w/p), c p²), row by row; in a patch, channel by channel, each row by row

    Raises
    ------
    ValueError
        if height or width is no multiple of the size

    Notes
    -----
    The order of PyTorch's ``unfold``.  Dosovitskiy and others (2021) make it the first layer of a vision Transformer.

    >>> image_patches(np.arange(16.0).reshape(1, 1, 4, 4), 2)
    array([[[ 0.,  1.,  4.,  5.],
            [ 2.,  3.,  6.,  7.],
            [ 8.,  9., 12., 13.],
            [10., 11., 14., 15.]]])

    Book: attention, section image_patches.
    """
    n, c, h, w = images.shape
    blocks = images.reshape(n, c, h // size, size, w // size, size)  # raises the ValueError
    return blocks.transpose(0, 2, 4, 1, 3, 5).reshape(n, h // size * (w // size), c * size * size)


def image_patches_backward(dpatches, size, shape):
    """Gradient for the images: each pixel is in one patch, so its gradient goes back to its place.

    dpatches → dimages, the same numbers where the pixels were

    Parameters
    ----------
    dpatches : array (n, (h/p)(w/p), c p²), dL/dpatches
    size : int, p, the side of a patch
    shape : tuple, (n, c, h, w), the shape of the images

    Returns
    -------
    dimages : array (n, c, h, w), dL/dimages

    Notes
    -----
    It puts patches together to images again as well: nothing is lost by cutting.

    >>> image_patches_backward(np.array([[[0.0, 1.0, 4.0, 5.0], [2.0, 3.0, 6.0, 7.0]]]), 2, (1, 1, 2, 4))
    array([[[[0., 1., 2., 3.],
             [4., 5., 6., 7.]]]])

    Book: attention, section image_patches.
    """
    n, c, h, w = shape
    blocks = dpatches.reshape(n, h // size, w // size, c, size, size)
    return blocks.transpose(0, 3, 1, 4, 2, 5).reshape(n, c, h, w)
