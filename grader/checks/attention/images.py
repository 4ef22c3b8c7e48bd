"""What is asked of squeeze-and-excitation and of the patches of an image."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

UNCHANGED = "an in-place operation such as *= writes into the caller's array"


# --- squeeze_excitation ------------------------------------------------------------------------------

IMAGES = ((3, 4, 2, 5, 2), (3, 3, 3, 3, 3), (1, 5, 4, 1, 2), (2, 1, 2, 3, 1))  # images, channels, height, width, hidden units
SQUEEZE = "squeeze_excitation"


def _gated(rng, n, c, h, w, r):
    return rng.normal(size=(n, c, h, w)) + 0.5, rng.normal(size=(c, r)), rng.normal(size=r), rng.normal(size=(r, c)), rng.normal(size=c)


def _squeezed(sizes):
    return lambda rng: [call(SQUEEZE, *_gated(rng, *size), label=f"{size[0]} images, {size[1]} channels, {size[4]} hidden units")
                        for size in sizes]


def _squeeze_by_hand(rng):
    log = np.log(3.0)
    X = np.array([[[[0.0, 2.0]], [[2.0, 4.0]]], [[[1.0, 1.0]], [[9.0, 7.0]]]])
    return [call(SQUEEZE, X, np.array([[1.0], [-1.0]]), np.array([3.0]), np.array([[log, -log]]), np.zeros(2),
                 label="the two images of the book")]


def _squeeze_properties(rng):
    X, *network = _gated(rng, 3, 4, 2, 3, 5)
    turned, other = X[:, :, ::-1, ::-1].copy(), X.copy()
    other[1:] = rng.normal(size=other[1:].shape)
    return [call(SQUEEZE, X, *network), call(SQUEEZE, turned, *network), call(SQUEEZE, other, *network)]


def _per_channel(calls, values):
    X = calls[0].args[0]
    (Y, g), (turned, h), (_, other) = values
    if not (np.all(g > 0) and np.all(g < 1)):
        return f"a gate is {g.min():.4g} or {g.max():.4g}; gates lie between 0 and 1"
    if not np.allclose(Y, X * g[:, :, None, None], rtol=1e-9, atol=1e-12):
        return "the output is not the input, channel by channel, multiplied by its gate"
    if not (np.allclose(g, h, rtol=1e-9, atol=1e-12) and np.allclose(turned, Y[:, :, ::-1, ::-1], rtol=1e-9, atol=1e-12)):
        return "turning the images upside down changes their gates; a mean does not know where a pixel was"
    if not np.allclose(g[0], other[0], rtol=1e-9, atol=1e-12):
        return "other images in the batch change the gates of the first"
    return None


def _squeeze_edges(rng):
    X, W1, b1, W2, b2 = _gated(rng, 2, 3, 2, 2, 2)
    return [call(SQUEEZE, X, W1, b1 - 100, W2, b2, label="hidden units that are all off"),
            call(SQUEEZE, X, 0 * W1, np.abs(b1), 1000 * W2, b2, label="scores of ±1000"), call(SQUEEZE, X[:, :1, :1, :1], W1[:1], b1,
                                                                                            W2[:, :1], b2[:1], label="one pixel")]


def _excite(X, W1, b1, W2, b2, squeeze=lambda X: X.mean(axis=(2, 3)), inside=lambda z: np.maximum(z, 0), outside=None, apply=None):
    """Gates with parts to exchange."""
    z = inside(squeeze(X) @ W1 + b1) @ W2 + b2
    with np.errstate(over="ignore"):
        g = (1 / (1 + np.exp(-z))) if outside is None else outside(z)
    return (X * g[:, :, None, None] if apply is None else apply(X, g)), g


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _last_axis(X, g):
    return X * g[:, None, None, :] if X.shape[1] == X.shape[3] else X * g[:, :, None, None]


def _squeeze_in_place(X, W1, b1, W2, b2):
    Y, g = _excite(X, W1, b1, W2, b2)
    X *= g[:, :, None, None]
    return Y, g


def _squeeze(name, cause, **parts):
    return Misconception(name, SQUEEZE, lambda X, W1, b1, W2, b2: _excite(X, W1, b1, W2, b2, **parts), cause)


SQUEEZE_EXCITATION = Sheet(
    checks=(
        Check("shapes", "The output has the shape of the images, and there is one gate for each channel of each.", "shape", 1,
              _squeezed(IMAGES[:3])),
        Check("by hand", "The two images of the book get the gates worked out there.", "value", 1, _squeeze_by_hand,
              by_hand=((np.array([[[[0.0, 1.5]], [[0.5, 1.0]]], [[[0.5, 0.5]], [[4.5, 3.5]]]]), np.array([[0.75, 0.25], [0.5, 0.5]])),)),
        Check("gates", "Gates lie between 0 and 1, multiply whole channels, and know their own image alone, not where its pixels are.",
              "property", 2, _squeeze_properties, holds=_per_channel, hint="squeeze height and width, and nothing else"),
        Check("random images", "Random images of several shapes come out right.", "reference", 2, _squeezed(IMAGES),
              hint="ReLU stands between the two layers, a sigmoid behind them"),
        Check("edges", "Hidden units that are off, large scores, and images of one pixel.", "edge", 1, _squeeze_edges),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _squeezed(IMAGES[1:2]), hint=UNCHANGED),
    ),
    misconceptions=(
        _squeeze("sum_of_pixels", "the pixels of a channel are summed; the mean does not depend on the size of the image",
                 squeeze=lambda X: X.sum(axis=(2, 3))),
        _squeeze("largest_pixel", "the largest pixel stands for the channel; the mean is asked for", squeeze=lambda X: X.max(axis=(2, 3))),
        _squeeze("mean_of_the_batch", "the means are taken over the batch as well, so that all images share their gates",
                 squeeze=lambda X: np.tile(X.mean(axis=(0, 2, 3)), (len(X), 1))),
        _squeeze("no_rectifier", "ReLU between the two layers is missing, which makes one layer of them", inside=lambda z: z),
        _squeeze("rectified_gates", "ReLU stands behind the second layer, where the sigmoid belongs", outside=lambda z: np.maximum(z, 0)),
        _squeeze("softmax_gates", "the gates of an image add up to 1; channels do not exclude one another", outside=_softmax),
        _squeeze("scores_for_gates", "the sigmoid is missing: gates lie between 0 and 1", outside=lambda z: z),
        _squeeze("gates_added", "the gates are added to the channels, not multiplied", apply=lambda X, g: X + g[:, :, None, None]),
        _squeeze("input_added", "the input is added to the output; that would be a way round",
                 apply=lambda X, g: X + X * g[:, :, None, None]),
        _squeeze("gates_along_the_width", "where there are as many channels as columns, the gates go along the columns", apply=_last_axis),
        Misconception("overwrites_images", SQUEEZE, _squeeze_in_place, "the caller's images are multiplied in place"),
    ),
)


# --- image_patches -----------------------------------------------------------------------------------

CUTS = (((3, 2, 4, 6), 2), ((2, 3, 6, 3), 3), ((1, 1, 4, 4), 1), ((2, 2, 4, 4), 4), ((4, 4, 4, 4), 2))
CUT, BACK = "image_patches", "image_patches_backward"
SMALL = np.arange(16.0).reshape(1, 1, 4, 4)


def _pictures(rng, shape, size):
    return call(CUT, rng.normal(size=shape), size, label=f"images of the shape {shape}, patches of {size}")


def _gradient(rng, shape, size):
    n, c, h, w = shape
    return call(BACK, rng.normal(size=(n, h * w // size ** 2, c * size ** 2)), size, shape,
                label=f"images of the shape {shape}, patches of {size}")


def _cut_by_hand(rng):
    return [call(CUT, SMALL, 2), call(CUT, np.concatenate([SMALL[:, :, :2, :2], 10 * SMALL[:, :, :2, :2]], axis=1), 2,
        label="two channels"),
            call(BACK, np.arange(8.0).reshape(1, 2, 4), 2, (1, 1, 2, 4))]


def _cuts(rng):
    return [_pictures(rng, *cut) for cut in CUTS]


def _gradients(rng):
    return [_gradient(rng, *cut) for cut in CUTS]


def _cut_edges(rng):
    return [call(CUT, rng.normal(size=(1, 2, 4, 5)), 2, label="5 columns, patches of 2"),
            call(CUT, rng.normal(size=(1, 2, 5, 4)), 2, label="5 rows, patches of 2")]


def _guarded(images, size):
    if images.shape[2] % size or images.shape[3] % size:
        raise ValueError("no multiple")


def _cut(images, size, axes=(0, 2, 4, 1, 3, 5)):
    n, c, h, w = images.shape
    blocks = images.reshape(n, c, h // size, size, w // size, size).transpose(axes)
    return blocks.reshape(n, h * w // size ** 2, c * size ** 2)


def _cropped(images, size):
    n, c, h, w = images.shape
    return _cut(images[:, :, :h // size * size, :w // size * size], size)


def _put(dpatches, size, shape, axes=(0, 3, 1, 4, 2, 5), grid=None, inner=None):
    n, c, h, w = shape
    grid = (h // size, w // size) if grid is None else grid
    return dpatches.reshape((n, *grid, c, size, size) if inner is None else (n, *grid, *inner)).transpose(axes).reshape(shape)


def _order(name, cause, axes):
    def rule(images, size):
        _guarded(images, size)
        return _cut(images, size, axes)
    return Misconception(name, CUT, rule, cause)


def _strips(images, size):
    _guarded(images, size)
    n, c, h, w = images.shape
    return images.reshape(n, h * w // size ** 2, c * size ** 2) + 0.0


def _cut_in_place(images, size):
    _guarded(images, size)
    found = _cut(images, size).copy()
    images -= images.mean()
    return found


def _put_in_place(dpatches, size, shape):
    found = _put(dpatches, size, shape).copy()
    dpatches *= 0
    return found


IMAGE_PATCHES = Sheet(
    checks=(
        Check("shapes", "There is a sequence for each image, and a gradient for each pixel.", "shape", 1,
              lambda rng: [_pictures(rng, *CUTS[0]), _pictures(rng, *CUTS[3]), _gradient(rng, *CUTS[0])]),
        Check("by hand", "The image of the book is cut and put together as there, also with two channels.", "value", 1, _cut_by_hand,
              by_hand=(np.array([[[0.0, 1, 4, 5], [2, 3, 6, 7], [8, 9, 12, 13], [10, 11, 14, 15]]]),
                       np.array([[[0.0, 1, 4, 5, 0, 10, 40, 50]]]), np.array([[[[0.0, 1, 4, 5], [2, 3, 6, 7]]]]))),
        Check("random images", "Random images of several shapes, high, wide and square, are cut in the right order.", "reference", 2, _cuts,
              hint="split height and width into two axes each, then bring the axes into order"),
        Check("gradients", "Gradients of patches go back to the places of their pixels.", "reference", 2, _gradients,
              hint="undo the steps one by one, the last one first"),
        Check("edges", "Images that cannot be cut evenly raise a ValueError.", "edge", 1, _cut_edges,
              hint="look at both sides, height and width"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1,
              lambda rng: [_pictures(rng, *CUTS[4]), _gradient(rng, *CUTS[4])], hint=UNCHANGED),
    ),
    misconceptions=(
        Misconception("strips", CUT, _strips, "a plain reshape cuts strips out of the rows, not squares out of the image"),
        _order("column_by_column", "the patches stand in the order of columns; row by row is asked for", (0, 4, 2, 1, 3, 5)),
        _order("channels_last", "the channels of each pixel stand together; in a patch they follow one another", (0, 2, 4, 3, 5, 1)),
        _order("patches_on_their_side", "the pixels of a patch stand column by column", (0, 2, 4, 1, 5, 3)),
        Misconception("cropped", CUT, _cropped, "rows or columns that are left over are cut off in silence; a ValueError is asked for"),
        Misconception("overwrites_images", CUT, _cut_in_place, "the caller's images are changed in place"),
        Misconception("strips_back", BACK, lambda dpatches, size, shape: dpatches.reshape(shape) + 0.0,
                      "a plain reshape lays the patches down as strips of rows"),
        Misconception("channels_last_back", BACK,
                      lambda dpatches, size, shape: _put(dpatches, size, shape, (0, 5, 1, 3, 2, 4), inner=(size, size, shape[1])),
                      "the channels of each pixel are taken to stand together"),
        Misconception("columns_back", BACK,
                      lambda dpatches, size, shape: _put(dpatches, size, shape, (0, 3, 2, 4, 1, 5), grid=(shape[3] // size,
                          shape[2] // size)),
                      "the patches are taken to stand in the order of columns"),
        Misconception("patches_on_their_side_back", BACK,
                      lambda dpatches, size, shape: _put(dpatches, size, shape, (0, 3, 1, 5, 2, 4)),
                      "the pixels of a patch are taken to stand column by column"),
        Misconception("averaged_back", BACK, lambda dpatches, size, shape: _put(dpatches, size, shape) / size ** 2,
                      "the gradients are averaged over a patch; each pixel keeps its own"),
        Misconception("upstream_overwritten", BACK, _put_in_place, "the upstream gradient is changed in place"),
    ),
)
