"""Wrong and right answers: squeeze_excitation, image_patches."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


# --- squeeze_excitation ------------------------------------------------------------------------------


def logistic(z):
    """Without overflow."""
    return (1 + np.tanh(np.asarray(z) / 2)) / 2


def gated(X, W1, b1, W2, b2, pool=np.mean, bend=lambda z: max(z, 0.0), squash=logistic, use=lambda x, g: x * g):
    """Image by image, channel by channel."""
    gates = []
    for image in X:
        hidden = [bend(sum(pool(channel) * w for channel, w in zip(image, column)) + b) for column, b in zip(W1.T, b1)]
        gates.append(squash(np.array([sum(h * w for h, w in zip(hidden, column)) + b for column, b in zip(W2.T, b2)])))
    gates = np.array(gates)
    return np.array([[use(channel, g) for channel, g in zip(image, row)] for image, row in zip(X, gates)]), gates


@right("attention/squeeze_excitation")
def squeeze_excitation__by_loops(X, W1, b1, W2, b2):
    """Channel by channel."""
    return gated(X, W1, b1, W2, b2)


@right("attention/squeeze_excitation")
def squeeze_excitation__einsum(X, W1, b1, W2, b2):
    """Pixels in one axis."""
    flat = X.reshape(*X.shape[:2], -1)
    hidden = np.clip(np.einsum("ncp,cr->nr", flat, W1) / flat.shape[2] + b1, 0, None)
    g = np.exp(-np.logaddexp(0, -(np.einsum("nr,rc->nc", hidden, W2) + b2)))
    return np.einsum("ncp,nc->ncp", flat, g).reshape(X.shape), g


@wrong("attention/squeeze_excitation", embodies="sum_of_pixels")
def squeeze_excitation__added_up(X, W1, b1, W2, b2):
    """Sums."""
    return gated(X, W1, b1, W2, b2, pool=np.sum)


@wrong("attention/squeeze_excitation", embodies="largest_pixel")
def squeeze_excitation__max_pool(X, W1, b1, W2, b2):
    """Maxima."""
    return gated(X, W1, b1, W2, b2, pool=np.max)


@wrong("attention/squeeze_excitation", embodies="mean_of_the_batch")
def squeeze_excitation__one_for_all(X, W1, b1, W2, b2):
    """A mean image first."""
    _, g = gated(X.mean(axis=0)[None], W1, b1, W2, b2)
    g = np.repeat(g, len(X), axis=0)
    return X * g[..., None, None], g


@wrong("attention/squeeze_excitation", embodies="no_rectifier")
def squeeze_excitation__linear(X, W1, b1, W2, b2):
    """Nothing between."""
    return gated(X, W1, b1, W2, b2, bend=lambda z: z)


@wrong("attention/squeeze_excitation", embodies="rectified_gates")
def squeeze_excitation__relu_twice(X, W1, b1, W2, b2):
    """ReLU where the sigmoid belongs."""
    return gated(X, W1, b1, W2, b2, squash=lambda z: z * (z > 0))


@wrong("attention/squeeze_excitation", embodies="softmax_gates")
def squeeze_excitation__shares(X, W1, b1, W2, b2):
    """One unit to share out."""
    return gated(X, W1, b1, W2, b2, squash=lambda z: np.exp(z - np.logaddexp.reduce(z)))


@wrong("attention/squeeze_excitation", embodies="scores_for_gates")
def squeeze_excitation__no_sigmoid(X, W1, b1, W2, b2):
    """As they come."""
    return gated(X, W1, b1, W2, b2, squash=lambda z: z)


@wrong("attention/squeeze_excitation", embodies="gates_added")
def squeeze_excitation__plus(X, W1, b1, W2, b2):
    """+ for ×."""
    return gated(X, W1, b1, W2, b2, use=lambda x, g: x + g)


@wrong("attention/squeeze_excitation", embodies="input_added")
def squeeze_excitation__way_round(X, W1, b1, W2, b2):
    """x (1 + g)."""
    return gated(X, W1, b1, W2, b2, use=lambda x, g: x * (1 + g))


@wrong("attention/squeeze_excitation", embodies="gates_along_the_width")
def squeeze_excitation__broadcast(X, W1, b1, W2, b2):
    """Whatever broadcasts."""
    Y, g = gated(X, W1, b1, W2, b2)
    try:
        return X * g.reshape(len(X), 1, 1, -1) if X.shape[3] == g.shape[1] else Y, g
    except ValueError:
        return Y, g


@wrong("attention/squeeze_excitation", embodies="overwrites_images")
def squeeze_excitation__in_place(X, W1, b1, W2, b2):
    """Right, and then other images."""
    found = gated(X, W1, b1, W2, b2)
    X += 1
    return found


@wrong("attention/squeeze_excitation")
def squeeze_excitation__inverted(X, W1, b1, W2, b2):
    """What is important is closed."""
    return gated(X, W1, b1, W2, b2, squash=lambda z: logistic(-z))


# --- image_patches -----------------------------------------------------------------------------------


def even(images, size):
    """A ValueError for what does not go in."""
    if math.gcd(images.shape[2], size) != size or math.gcd(images.shape[3], size) != size:
        raise ValueError("uneven")


def windows(shape, size):
    """Top left corners, row by row."""
    return [(i, j) for i in range(0, shape[2] - size + 1, size) for j in range(0, shape[3] - size + 1, size)]


def by_windows(images, size, corners=None, turn=lambda patch: patch):
    """Patch by patch."""
    even(images, size)
    corners = windows(images.shape, size) if corners is None else corners
    return np.array([[turn(image[:, i:i + size, j:j + size]).ravel() for i, j in corners] for image in images])


def laid_down(dpatches, size, shape, corners=None, turn=lambda flat, c, p: flat.reshape(c, p, p)):
    """Patch by patch."""
    dimages = np.zeros(shape)
    for k, (i, j) in enumerate(windows(shape, size) if corners is None else corners):
        for m in range(shape[0]):
            dimages[m, :, i:i + size, j:j + size] = turn(dpatches[m, k], shape[1], size)
    return dimages


@right("attention/image_patches")
def image_patches__by_windows(images, size):
    """Patch by patch."""
    return by_windows(images, size)


@right("attention/image_patches")
def image_patches__split_twice(images, size):
    """Rows of patches, then patches."""
    even(images, size)
    rows = np.split(images, images.shape[2] // size, axis=2)
    tokens = [patch.reshape(len(images), 1, -1) for row in rows for patch in np.split(row, images.shape[3] // size, axis=3)]
    return np.concatenate(tokens, axis=1)


@right("attention/image_patches")
def image_patches_backward__by_windows(dpatches, size, shape):
    """Patch by patch."""
    return laid_down(dpatches, size, shape)


@right("attention/image_patches")
def image_patches_backward__by_numbers(dpatches, size, shape):
    """Cut the numbers of the pixels, and scatter."""
    places = by_windows(np.arange(math.prod(shape)).reshape(shape), size)
    flat = np.empty(math.prod(shape))
    flat[places.ravel()] = dpatches.ravel()
    return flat.reshape(shape)


@wrong("attention/image_patches", embodies="strips")
def image_patches__plain_reshape(images, size):
    """As many numbers as are wanted."""
    even(images, size)
    return np.array(images).reshape(len(images), -1, images.shape[1] * size * size)


@wrong("attention/image_patches", embodies="column_by_column")
def image_patches__down_first(images, size):
    """j outside, i inside."""
    corners = [(i, j) for j in range(0, images.shape[3], size) for i in range(0, images.shape[2], size)]
    return by_windows(images, size, corners)


@wrong("attention/image_patches", embodies="channels_last")
def image_patches__pixel_by_pixel(images, size):
    """(p, p, c)."""
    return by_windows(images, size, turn=lambda patch: np.moveaxis(patch, 0, 2))


@wrong("attention/image_patches", embodies="patches_on_their_side")
def image_patches__turned(images, size):
    """Columns of a patch."""
    return by_windows(images, size, turn=lambda patch: np.swapaxes(patch, 1, 2))


@wrong("attention/image_patches", embodies="strips")
def image_patches__split_only(images, size):
    """Six axes, in the order in which they came: one long row of numbers again."""
    even(images, size)
    n, c, h, w = images.shape
    return np.ascontiguousarray(images).reshape(n, c, h // size, size, w // size, size).reshape(n, -1, c * size ** 2)


@wrong("attention/image_patches", embodies="cropped")
def image_patches__leaves_a_rim(images, size):
    """What does not fit is dropped."""
    corners = windows(images.shape, size)
    return np.array([[image[:, i:i + size, j:j + size].ravel() for i, j in corners] for image in images])


@wrong("attention/image_patches", embodies="overwrites_images")
def image_patches__in_place(images, size):
    """Right, and then other images."""
    found = by_windows(images, size)
    images *= 2
    return found


@wrong("attention/image_patches")
def image_patches__mirrored(images, size):
    """From right to left."""
    return by_windows(images, size)[:, ::-1]


@wrong("attention/image_patches", embodies="strips_back")
def image_patches_backward__plain_reshape(dpatches, size, shape):
    """As many numbers as are wanted."""
    return np.array(dpatches).reshape(shape)


@wrong("attention/image_patches", embodies="channels_last_back")
def image_patches_backward__pixel_by_pixel(dpatches, size, shape):
    """(p, p, c)."""
    return laid_down(dpatches, size, shape, turn=lambda flat, c, p: np.moveaxis(flat.reshape(p, p, c), 2, 0))


@wrong("attention/image_patches", embodies="columns_back")
def image_patches_backward__down_first(dpatches, size, shape):
    """j outside, i inside."""
    return laid_down(dpatches, size, shape, [(i, j) for j in range(0, shape[3], size) for i in range(0, shape[2], size)])


@wrong("attention/image_patches", embodies="patches_on_their_side_back")
def image_patches_backward__turned(dpatches, size, shape):
    """Columns of a patch."""
    return laid_down(dpatches, size, shape, turn=lambda flat, c, p: np.swapaxes(flat.reshape(c, p, p), 1, 2))


@wrong("attention/image_patches", embodies="averaged_back")
def image_patches_backward__mean(dpatches, size, shape):
    """/ p²."""
    return laid_down(dpatches / (size * size), size, shape)


@wrong("attention/image_patches", embodies="upstream_overwritten")
def image_patches_backward__in_place(dpatches, size, shape):
    """Right, and then other gradients."""
    found = laid_down(dpatches, size, shape)
    dpatches[...] = 0
    return found
