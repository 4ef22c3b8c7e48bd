"""Variances that keep the signal's size: LeCun's, Glorot's and He's.

A weight's shape is (d_in, d_out) for a dense layer and (out, in, k, k) for a convolution's kernel,
as in PyTorch.  All chance comes from ``rng``, a NumPy Generator.
Book: chapter initialization, page variance.
"""

import math


def _fan_in(shape):
    """How many numbers one output is a sum over: d_in, or the k · k window of every input channel."""
    return shape[0] if len(shape) == 2 else math.prod(shape[1:])


def _fan_out(shape):
    """How many sums one input takes part in: d_out, or the k · k window in every output channel."""
    return shape[1] if len(shape) == 2 else shape[0] * math.prod(shape[2:])


def _draw(shape, rng, std, distribution):
    """Independent numbers of mean 0 and the given standard deviation."""
    if distribution == "normal":
        return rng.normal(0.0, std, shape)
    if distribution == "uniform":
        limit = math.sqrt(3.0) * std
        return rng.uniform(-limit, limit, shape)
    raise ValueError("the distribution is 'normal' or 'uniform'")


def lecun_init_std(shape):
    """Standard deviation that keeps the variance on the way forward.

    σ = √(1 / fan_in)

    Parameters
    ----------
    shape : tuple of ints, (d_in, d_out) or (out, in, k, k)

    Returns
    -------
    std : float

    Notes
    -----
    LeCun, Bottou, Orr and Müller (1998).

    >>> lecun_init_std((100, 10)), lecun_init_std((8, 4, 5, 5))
    (0.1, 0.1)

    Book: initialization, section lecun_init.
    """
    return math.sqrt(1.0 / _fan_in(shape))


def lecun_init(shape, rng, distribution="normal"):
    """Independent weights of mean 0 and LeCun's variance.

    W[i, j] of N(0, σ²), or of the uniform distribution on (−√3 σ, √3 σ), with σ² = 1 / fan_in

    Parameters
    ----------
    shape : tuple of ints, (d_in, d_out) or (out, in, k, k)
    rng : numpy.random.Generator, the only source of chance
    distribution : "normal" or "uniform"

    Returns
    -------
    W : array (*shape), 64-bit numbers

    Raises
    ------
    ValueError : for another distribution

    Notes
    -----
    LeCun, Bottou, Orr and Müller (1998).

    >>> W = lecun_init((400, 300), np.random.default_rng(0))
    >>> W.shape, round(W.std(), 3)
    ((400, 300), np.float64(0.05))

    Book: initialization, section lecun_init.
    """
    return _draw(shape, rng, lecun_init_std(shape), distribution)


def xavier_init_std(shape):
    """Standard deviation between what the way forward and what the way back asks for.

    σ = √(2 / (fan_in + fan_out))

    Parameters
    ----------
    shape : tuple of ints, (d_in, d_out) or (out, in, k, k)

    Returns
    -------
    std : float

    Notes
    -----
    Xavier Glorot and Yoshua Bengio (2010), without a gain.

    >>> xavier_init_std((6, 2)), xavier_init_std((3, 5, 2, 2))
    (0.5, 0.25)

    Book: initialization, section xavier_init.
    """
    return math.sqrt(2.0 / (_fan_in(shape) + _fan_out(shape)))


def xavier_init(shape, rng, distribution="normal"):
    """Independent weights of mean 0 and Glorot's variance.

    W[i, j] of N(0, σ²), or of the uniform distribution on (−√3 σ, √3 σ), with σ² = 2 / (fan_in + fan_out)

    Parameters
    ----------
    shape : tuple of ints, (d_in, d_out) or (out, in, k, k)
    rng : numpy.random.Generator, the only source of chance
    distribution : "normal" or "uniform"

    Returns
    -------
    W : array (*shape), 64-bit numbers

    Raises
    ------
    ValueError : for another distribution

    Notes
    -----
    Xavier Glorot and Yoshua Bengio (2010), who draw uniformly: √3 σ = √(6 / (fan_in + fan_out)).

    >>> W = xavier_init((300, 500), np.random.default_rng(0), "uniform")
    >>> W.shape, round(W.std(), 3), round(W.max(), 3)
    ((300, 500), np.float64(0.05), np.float64(0.087))

    Book: initialization, section xavier_init.
    """
    return _draw(shape, rng, xavier_init_std(shape), distribution)


def he_init_std(shape):
    """Standard deviation that keeps the signal's size through ReLU.

    σ = √(2 / fan_in)

    Parameters
    ----------
    shape : tuple of ints, (d_in, d_out) or (out, in, k, k), where fan_in = k² · in

    Returns
    -------
    std : float

    Notes
    -----
    He, Zhang, Ren and Sun (2015), forward variant; PyTorch calls it Kaiming.

    >>> he_init_std((8, 3)), he_init_std((16, 2, 4, 4))
    (0.5, 0.25)

    Book: initialization, section he_init.
    """
    return math.sqrt(2.0 / _fan_in(shape))


def he_init(shape, rng, distribution="normal"):
    """Independent weights of mean 0 and He's variance.

    W[i, j] of N(0, σ²), or of the uniform distribution on (−√3 σ, √3 σ), with σ² = 2 / fan_in

    Parameters
    ----------
    shape : tuple of ints, (d_in, d_out) or (out, in, k, k)
    rng : numpy.random.Generator, the only source of chance
    distribution : "normal" or "uniform"

    Returns
    -------
    W : array (*shape), 64-bit numbers

    Raises
    ------
    ValueError : for another distribution

    Notes
    -----
    He, Zhang, Ren and Sun (2015).

    >>> W = he_init((200, 500), np.random.default_rng(0))
    >>> W.shape, round(W.std(), 2)
    ((200, 500), np.float64(0.1))

    Book: initialization, section he_init.
    """
    return _draw(shape, rng, he_init_std(shape), distribution)
