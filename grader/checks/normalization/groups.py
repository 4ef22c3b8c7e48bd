"""What is asked of instance and group normalization."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SHAPES = ((2, 3, 2, 4), (2, 2, 2, 2), (1, 4, 3, 2))
PLAIN = np.array([1.0, 1.0, 5.0, 5.0, 0.0, 6.0, 0.0, 6.0])
UP = np.array([1.0, 0.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0])
HAT, SLOPE = np.array([-1.0, -1.0, 1.0, 1.0, -1.0, 1.0, -1.0, 1.0]), np.array([0.25, -0.25, 0.0, 0.0, 0.0, 1 / 3, 0.0, -1 / 3])
LEAST = "γ and β are shared by all samples and places: their gradients are sums over n, h and w"


def _images(rng, shape):
    """X (n, c, h, w) whose channels differ in place and scale, γ and β (c,)."""
    scale = np.exp(rng.normal(size=(*shape[:2], 1, 1)))
    return rng.normal(size=shape) * scale + rng.normal(size=scale.shape), rng.normal(size=shape[1]) + 1.5, rng.normal(size=shape[1])


def _wide(a):
    return a[:, None, None]


def _flat_channel(rng):
    X, weight, bias = _images(rng, (2, 4, 2, 3))
    X[0, :2], X[1] = 2.5, X[1] * 1e-3
    return X, weight, bias, rng.normal(size=X.shape)


def _sums(dY, Xhat):
    return (dY * Xhat).sum(axis=(0, 2, 3)), dY.sum(axis=(0, 2, 3))


def _over(axes, root=lambda var, eps: np.sqrt(var + eps)):
    """Instance normalization over other axes, or with another denominator."""
    def variant(X, weight, bias, eps=1e-5):
        mean, var = X.mean(axis=axes, keepdims=True), X.var(axis=axes, keepdims=True)
        return _wide(weight) * (X - mean) / root(var, eps) + _wide(bias)
    return variant


def _dX(rule, by=lambda X: 1):
    """A backward pass of instance normalization whose dX, or whose sums, are wrong."""
    def variant(dY, X, weight, eps=1e-5):
        root = np.sqrt(X.var(axis=(2, 3), keepdims=True) + eps)
        Xhat, G = (X - X.mean(axis=(2, 3), keepdims=True)) / root, _wide(weight) * dY
        dweight, dbias = _sums(dY, Xhat)
        return rule(G, Xhat, (2, 3)) / root, dweight / by(X), dbias / by(X)
    return variant


def _complete(G, Xhat, axes):
    return G - G.mean(axis=axes, keepdims=True) - Xhat * (G * Xhat).mean(axis=axes, keepdims=True)


def _direct(G, Xhat, axes):
    return G


def _centred(G, Xhat, axes):
    return G - G.mean(axis=axes, keepdims=True)


# --- instance_norm ---------------------------------------------------------------------------------


def _instance_by_hand(rng):
    X = PLAIN.reshape(1, 2, 2, 2)
    return [call("instance_norm", X, np.array([1.0, 2.0]), np.array([0.0, 3.0]), 0.0, label="ε = 0"),
            call("instance_norm_backward", UP.reshape(1, 2, 2, 2), X, np.ones(2), 0.0, label="ε = 0")]


def _instance_random(rng):
    return [call("instance_norm", *_images(rng, shape), label=f"shape {shape}") for shape in SHAPES] + [
        call("instance_norm", *_images(rng, (2, 3, 2, 2)), 0.1, label="ε = 0.1")]


def _instance_backward(rng):
    cases = [(shape, {}) for shape in SHAPES] + [((2, 3, 2, 2), {"eps": 0.1})]
    return [call("instance_norm_backward", rng.normal(size=shape), *_images(rng, shape)[:2], label=f"shape {shape}", **options)
            for shape, options in cases]


def _instance_small(rng):
    X, weight, bias, dY = _flat_channel(rng)
    return [call("instance_norm", X, weight, bias, label="constant and nearly constant channels"),
            call("instance_norm_backward", dY, X, weight, label="the same channels")]


def _instance_unchanged(rng):
    X, weight, bias = _images(rng, (2, 3, 2, 2))
    return [call("instance_norm", X, weight, bias), call("instance_norm_backward", rng.normal(size=X.shape), X, weight)]


def _one(name, variant, cause, which="instance_norm"):
    return Misconception(name, which, variant, cause)


INSTANCE_NORM = Sheet(
    checks=(
        Check("by hand", "Two channels with deviations 2 and 3 give the numbers of the exercise, forward and backward.", "value", 1,
              _instance_by_hand,
              by_hand=((HAT * [1, 1, 1, 1, 2, 2, 2, 2] + [0, 0, 0, 0, 3, 3, 3, 3]).reshape(1, 2, 2, 2),
                       (SLOPE.reshape(1, 2, 2, 2), np.array([-1.0, 2.0]), np.array([1.0, 2.0])))),
        Check("random images", "Random images agree with the definition, for any ε.", "reference", 2, _instance_random,
              hint="mean and variance over h and w; γ and β by the channel, the second axis"),
        Check("small deviations", "Constant and nearly constant channels come out finite and right.", "edge", 1, _instance_small,
              hint="ε is added to the variance, inside the root"),
        Check("gradient", "The gradients for X, γ and β are right.", "reference", 3, _instance_backward, hint=LEAST),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _instance_unchanged,
              hint="X -= mean writes into the caller's array"),
    ),
    misconceptions=(
        _one("over_the_batch", _over((0, 2, 3)), "mean and variance run over the samples too; that is batch normalization"),
        _one("over_the_channels", _over((1, 2, 3)), "mean and variance run over the channels too; that is layer normalization"),
        _one("along_the_rows", _over(3), "mean and variance run along w alone; an image has h and w"),
        _one("divides_by_variance", _over((2, 3), lambda var, eps: var + eps), "the division is by the variance, not by its root"),
        _one("eps_outside_the_root", _over((2, 3), lambda var, eps: np.sqrt(var) + eps), "ε is added to the root; it belongs inside"),
        _one("scale_and_shift_ignored", lambda X, weight, bias, eps=1e-5: _over((2, 3))(X, weight * 0 + 1, bias * 0, eps),
             "γ and β make no difference"),
        _one("scale_on_the_last_axis", lambda X, weight, bias, eps=1e-5: weight * _over((2, 3))(
            X, np.ones(X.shape[1]), np.zeros(X.shape[1]), eps) + bias,
             "γ and β run along the last axis; they belong to the channels, the second"),
        _one("statistics_taken_for_constants", _dX(_direct), "mean and variance are treated as constants; they depend on X too",
             "instance_norm_backward"),
        _one("variance_taken_for_constant", _dX(_centred), "the way through the variance is missing", "instance_norm_backward"),
        _one("parameters_averaged", _dX(_complete, lambda X: X.size / X.shape[1]),
             "dγ and dβ are averaged over samples and places; a shared parameter collects a sum", "instance_norm_backward"),
    ),
)

# --- group_norm ------------------------------------------------------------------------------------


def _groups(rng):
    return [(_images(rng, shape), G) for shape, G in (((2, 6, 2, 2), 2), ((2, 6, 1, 3), 3), ((1, 4, 2, 2), 1), ((2, 4, 2, 3), 4))]


def _group_by_hand(rng):
    X = PLAIN.reshape(1, 4, 1, 2)
    return [call("group_norm", X, 2, np.array([1.0, 1.0, 1.0, 2.0]), np.array([0.0, 0.0, 0.0, 3.0]), 0.0, label="two groups, ε = 0"),
            call("group_norm_backward", UP.reshape(1, 4, 1, 2), X, 2, np.ones(4), 0.0, label="two groups, ε = 0")]


def _group_random(rng):
    calls = [call("group_norm", X, G, weight, bias, label=f"{G} groups of {X.shape[1]} channels") for (X, weight, bias), G in _groups(rng)]
    X, weight, bias = _images(rng, (2, 4, 2, 2))
    return [*calls, call("group_norm", X, 2, weight, bias, 0.1, label="ε = 0.1")]


def _group_backward(rng):
    calls = [call("group_norm_backward", rng.normal(size=X.shape), X, G, weight, label=f"{G} groups of {X.shape[1]} channels")
             for (X, weight, _), G in _groups(rng)]
    X, weight, _ = _images(rng, (2, 4, 2, 2))
    return [*calls, call("group_norm_backward", rng.normal(size=X.shape), X, 2, weight, 0.1, label="ε = 0.1")]


def _group_edges(rng):
    X, weight, bias, dY = _flat_channel(rng)
    return [call("group_norm", X, 3, weight, bias, label="three groups of four channels"),
            call("group_norm", X, 2, weight, bias, label="constant and nearly constant groups"),
            call("group_norm_backward", dY, X, 2, weight, label="the same groups")]


def _group_unchanged(rng):
    X, weight, bias = _images(rng, (2, 4, 2, 2))
    return [call("group_norm", X, 2, weight, bias), call("group_norm_backward", rng.normal(size=X.shape), X, 2, weight)]


def _refuse(c, G):
    if c % G:
        raise ValueError("unequal groups")


def _grouped(shape, back, root=lambda var, eps: np.sqrt(var + eps), axes=2, refuse=True):
    """Group normalization with other groups: ``shape`` brings X to (n, groups, rest), ``back`` undoes it."""
    def variant(X, num_groups, weight, bias, eps=1e-5):
        if refuse:
            _refuse(X.shape[1], num_groups)
        rows = shape(X, num_groups)
        Xhat = (rows - rows.mean(axis=axes, keepdims=True)) / root(rows.var(axis=axes, keepdims=True), eps)
        return _wide(weight) * back(Xhat, X, num_groups) + _wide(bias)
    return variant


def _rows(X, G):
    return X.reshape(len(X), G, -1)


def _shaped(Xhat, X, G):
    return Xhat.reshape(X.shape)


def _strided(X, G):
    n, c, h, w = X.shape
    return X.reshape(n, c // G, G, h, w).swapaxes(1, 2).reshape(n, G, -1)


def _unstrided(Xhat, X, G):
    n, c, h, w = X.shape
    return Xhat.reshape(n, G, c // G, h, w).swapaxes(1, 2).reshape(X.shape)


def _uneven(X, num_groups, weight, bias, eps=1e-5):
    """Whatever is left over makes a smaller group."""
    parts = np.array_split(np.arange(X.shape[1]), num_groups)
    Xhat = np.concatenate([(X[:, p] - X[:, p].mean(axis=(1, 2, 3), keepdims=True)) / np.sqrt(
        X[:, p].var(axis=(1, 2, 3), keepdims=True) + eps) for p in parts], axis=1)
    return _wide(weight) * Xhat + _wide(bias)


def _group_dX(rule, by=lambda X: 1):
    """A backward pass of group normalization whose dX, or whose sums, are wrong."""
    def variant(dY, X, num_groups, weight, eps=1e-5):
        rows = _rows(X, num_groups)
        root = np.sqrt(rows.var(axis=2, keepdims=True) + eps)
        Xhat, G = (rows - rows.mean(axis=2, keepdims=True)) / root, (_wide(weight) * dY).reshape(rows.shape)
        dweight, dbias = _sums(dY, Xhat.reshape(X.shape))
        return (rule(G, Xhat, 2) / root).reshape(X.shape), dweight / by(X), dbias / by(X)
    return variant


def _slip(name, variant, cause, which="group_norm", erratum=None):
    return Misconception(name, which, variant, cause, erratum)


GROUP_NORM = Sheet(
    checks=(
        Check("by hand", "Two groups with deviations 2 and 3 give the numbers of the exercise, forward and backward.", "value", 1,
              _group_by_hand,
              by_hand=((HAT * [1, 1, 1, 1, 1, 1, 2, 2] + [0, 0, 0, 0, 0, 0, 3, 3]).reshape(1, 4, 1, 2),
                       (SLOPE.reshape(1, 4, 1, 2), np.array([-1.0, 0.0, 2.0, 0.0]), np.array([1.0, 0.0, 2.0, 0.0])))),
        Check("random images", "Random images agree with the definition, from one group to as many as channels.", "reference", 2,
              _group_random,
              hint="a group is c/G channels that follow each other, with all their places"),
        Check("unequal groups", "Four channels in three groups raise a ValueError; constant groups come out finite and right.", "edge", 1,
              _group_edges, hint="c has to be a multiple of num_groups; ε stands inside the root"),
        Check("gradient", "The gradients for X, γ and β are right.", "reference", 3, _group_backward, hint=LEAST),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _group_unchanged,
              hint="a reshaped array is a view: rows -= mean writes into the caller's X"),
    ),
    misconceptions=(
        _slip("groups_as_group_size", _grouped(lambda X, G: _rows(X, X.shape[1] // G), _shaped),
              "num_groups channels make a group; it is the number of groups, and each has c / num_groups channels", erratum=28),
        _slip("every_other_channel", _grouped(_strided, _unstrided), "a group takes every G-th channel; its channels follow each other"),
        _slip("one_group", _grouped(lambda X, G: _rows(X, 1), _shaped), "num_groups makes no difference: all channels are one group"),
        _slip("over_the_batch", _grouped(_rows, _shaped, axes=(0, 2)), "mean and variance run over the samples too"),
        _slip("divides_by_variance", _grouped(_rows, _shaped, lambda var, eps: var + eps),
            "the division is by the variance, not by its root"),
        _slip("unequal_groups_made", _uneven, "channels that do not divide evenly are spread over unequal groups"),
        _slip("statistics_taken_for_constants", _group_dX(_direct), "mean and variance are treated as constants; they depend on X too",
              "group_norm_backward"),
        _slip("variance_taken_for_constant", _group_dX(_centred), "the way through the variance is missing", "group_norm_backward"),
        _slip("parameters_averaged", _group_dX(_complete, lambda X: X.size / X.shape[1]),
              "dγ and dβ are averaged over samples and places; a shared parameter collects a sum", "group_norm_backward"),
    ),
)
