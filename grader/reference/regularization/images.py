"""More pictures from the same ones: flipped, cropped, shifted.

Book: chapter regularization, page training.
"""

import numpy as np


def augment(images, rng, most=1, flip=False):
    """Every image shifted at random, and half of them mirrored if mirrors keep the label.

    d = rng.integers(−m, m + 1, size=(n, 2)), down and right; then, with flip, mirrored where rng.random(n) < ½

    Parameters
    ----------
    images : array (n, height, width)
    rng : numpy.random.Generator, the only source of chance
    most : int ≥ 0, m, the largest shift
    flip : bool, whether images are mirrored; nothing is drawn for it otherwise

    Returns
    -------
    images : array (n, height, width)

    Notes
    -----
    Shifted first, then mirrored.  Only for training data, drawn anew in every epoch.

    >>> augment(np.array([[[1.0, 2.0], [3.0, 4.0]]]), np.random.default_rng(0), most=1)
    array([[[0., 0.],
            [1., 2.]]])

    Book: regularization, section augment.
    """
    down, right = rng.integers(-most, most + 1, size=(len(images), 2)).T
    shifted = augment_shift(images, down, right)
    if flip:
        mirrored = rng.random(len(images)) < 0.5
        shifted[mirrored] = augment_flip(shifted[mirrored])
    return shifted


def augment_flip(images):
    """Images mirrored left to right.

    y[i, r, c] = x[i, r, w − 1 − c]

    Parameters
    ----------
    images : array (n, height, width), w = width

    Returns
    -------
    images : array (n, height, width)

    >>> augment_flip(np.array([[[1.0, 2.0], [3.0, 4.0]]]))
    array([[[2., 1.],
            [4., 3.]]])

    Book: regularization, section augment.
    """
    return images[:, :, ::-1].copy()


def augment_crop(images, top, left, size):
    """A square cut out of each image.

    y[i, r, c] = x[i, tᵢ + r, lᵢ + c]

    Parameters
    ----------
    images : array (n, height, width)
    top : array (n,) of ints ≥ 0, t, the first row that is kept
    left : array (n,) of ints ≥ 0, l, the first column that is kept
    size : int, rows and columns that are kept; top + size ≤ height, left + size ≤ width

    Returns
    -------
    images : array (n, size, size)

    >>> augment_crop(np.arange(9.0).reshape(1, 3, 3), np.array([1]), np.array([0]), 2)
    array([[[3., 4.],
            [6., 7.]]])

    Book: regularization, section augment.
    """
    rows, columns = top[:, None] + np.arange(size), left[:, None] + np.arange(size)
    return images[np.arange(len(images))[:, None, None], rows[:, :, None], columns[:, None, :]]


def augment_shift(images, down, right):
    """Each image moved; what leaves is lost, what is left behind is 0.

    y[i, r, c] = x[i, r − dᵢ, c − eᵢ], and 0 where that lies outside

    Parameters
    ----------
    images : array (n, height, width)
    down : array (n,) of ints, d, rows downwards; negative ones upwards
    right : array (n,) of ints, e, columns to the right; negative ones to the left

    Returns
    -------
    images : array (n, height, width)

    >>> augment_shift(np.array([[[1.0, 2.0], [3.0, 4.0]]]), np.array([1]), np.array([0]))
    array([[[0., 0.],
            [1., 2.]]])

    Book: regularization, section augment.
    """
    n, height, width = images.shape
    rows, columns = np.arange(height) - down[:, None], np.arange(width) - right[:, None]
    seen = ((rows >= 0) & (rows < height))[:, :, None] & ((columns >= 0) & (columns < width))[:, None, :]
    return np.where(seen, images[np.arange(n)[:, None, None], (rows % height)[:, :, None], (columns % width)[:, None, :]], 0.0)
