"""Wrong and right answers: augment."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def moved(image, d, e):
    """One image, by padding it on all sides and cutting out the frame."""
    height, width = image.shape
    d, e = int(np.clip(d, -height, height)), int(np.clip(e, -width, width))
    return np.pad(image, ((height, height), (width, width)))[height - d:2 * height - d, width - e:2 * width - e]


def each(images, rule, *numbers):
    """A rule for one image, applied to each with its own numbers."""
    made = [rule(image, *(int(part[i]) for part in numbers)) for i, image in enumerate(images)]
    return np.array(made) if made else images.copy()


@right("regularization/augment")
def augment__image_by_image(images, rng, most=1, flip=False):
    """Padding and cutting, then a mirror."""
    shifts = rng.integers(-most, most + 1, size=(len(images), 2))
    new = augment_shift__by_padding(images, shifts[:, 0], shifts[:, 1])
    if flip:
        new = np.where((rng.random(len(images)) < 0.5)[:, None, None], np.flip(new, axis=2), new)
    return new


@right("regularization/augment")
def augment_flip__np(images):
    """np.flip, copied."""
    return np.array(np.flip(images, axis=-1))


@right("regularization/augment")
def augment_crop__slices(images, top, left, size):
    """A slice of each."""
    return each(images, lambda image, t, k: image[t:t + size, k:k + size], top, left)


@right("regularization/augment")
def augment_shift__by_padding(images, down, right):
    """Padded, then cut."""
    return each(images, moved, down, right)


@right("regularization/augment")
def augment_shift__pixel_by_pixel(images, down, right):
    """A loop over pixels."""
    new = np.zeros(images.shape)
    n, height, width = images.shape
    for i, r, c in np.ndindex(n, height, width):
        if 0 <= r + down[i] < height and 0 <= c + right[i] < width:
            new[i, r + down[i], c + right[i]] = images[i, r, c]
    return new


@wrong("regularization/augment", embodies="upside_down")
def augment_flip__rows(images):
    """np.flip of the other axis."""
    return np.flip(images, axis=1).copy()


@wrong("regularization/augment", embodies="images_reversed")
def augment_flip__first_axis(images):
    """np.flip of the first axis."""
    return np.flip(images, axis=0).copy()


@wrong("regularization/augment", embodies="transposed")
def augment_flip__turned(images):
    """np.rot90."""
    return np.flip(np.swapaxes(images, 1, 2), axis=1).copy()


@wrong("regularization/augment", embodies="flipped_in_place")
def augment_flip__in_place(images):
    """Columns are exchanged in the caller's array."""
    for k in range(images.shape[2] // 2):
        images[:, :, [k, -1 - k]] = images[:, :, [-1 - k, k]]
    return images


@wrong("regularization/augment")
def augment_flip__both_ways(images):
    """Turned by 180 degrees: matches no misconception."""
    return images[:, ::-1, ::-1].copy()


@wrong("regularization/augment", embodies="comes_back_on_the_other_side")
def augment_shift__roll(images, down, right):
    """np.roll."""
    return each(images, lambda image, d, e: np.roll(np.roll(image, d, axis=0), e, axis=1), down, right)


@wrong("regularization/augment", embodies="up_for_down")
def augment_shift__other_way(images, down, right):
    """The frame moves, and not the image."""
    return each(images, lambda image, d, e: moved(image, -d, -e), down, right)


@wrong("regularization/augment", embodies="axes_exchanged")
def augment_shift__x_before_y(images, down, right):
    """x and y."""
    return each(images, lambda image, d, e: moved(image, e, d), down, right)


@wrong("regularization/augment", embodies="one_shift_for_all")
def augment_shift__first(images, down, right):
    """The first shift."""
    return each(images, lambda image: moved(image, down[0], right[0]))


@wrong("regularization/augment", embodies="crop_axes_exchanged")
def augment_crop__x_before_y(images, top, left, size):
    """x and y; what lies outside is 0."""
    wide = np.pad(images, ((0, 0), (0, images.shape[2]), (0, images.shape[1])))
    return augment_crop__slices(wide, left, top, size)


@wrong("regularization/augment", embodies="same_crop_for_all")
def augment_crop__first(images, top, left, size):
    """One slice for all."""
    return images[:, top[0]:top[0] + size, left[0]:left[0] + size].copy()


@wrong("regularization/augment", embodies="crop_in_the_middle")
def augment_crop__centre(images, top, left, size):
    """The centre."""
    r, c = (images.shape[1] - size) // 2, (images.shape[2] - size) // 2
    return np.array(images[:, r:r + size, c:c + size])


@wrong("regularization/augment", embodies="never_the_last")
def augment__open_end(images, rng, most=1, flip=False):
    """The end is not included; 0 alone where there is nothing else."""
    shifts = rng.integers(-most, most, size=(len(images), 2)) if most else rng.integers(0, 1, size=(len(images), 2))
    new = augment_shift__by_padding(images, *shifts.T)
    return np.where((rng.random(len(images)) < 0.5)[:, None, None], new[..., ::-1], new) if flip else new


@wrong("regularization/augment", embodies="one_draw_for_all")
def augment__together(images, rng, most=1, flip=False):
    """Two numbers."""
    d, e = rng.integers(-most, most + 1, size=2)
    new = each(images, lambda image: moved(image, d, e))
    return np.where((rng.random(len(images)) < 0.5)[:, None, None], new[..., ::-1], new) if flip else new


@wrong("regularization/augment", embodies="always_flipped")
def augment__flag_unread(images, rng, most=1, flip=False):
    """The flag is not read."""
    return augment__image_by_image(images, rng, most, True)


@wrong("regularization/augment", embodies="all_mirrored")
def augment__mirror(images, rng, most=1, flip=False):
    """All of them."""
    new = augment__image_by_image(images, rng, most)
    return new[..., ::-1].copy() if flip else new


@wrong("regularization/augment", embodies="own_generator")
def augment__seed_nought(images, rng, most=1, flip=False):
    """Its own generator."""
    return augment__image_by_image(images, np.random.default_rng(0), most, flip)


@wrong("regularization/augment")
def augment__shifts_only_down(images, rng, most=1, flip=False):
    """No shift to the right: matches no misconception."""
    down = rng.integers(-most, most + 1, size=(len(images), 2))[:, 0]
    new = augment_shift__by_padding(images, down, 0 * down)
    return np.where((rng.random(len(images)) < 0.5)[:, None, None], new[..., ::-1], new) if flip else new


@wrong("regularization/augment", embodies="flipped_before_the_shift")
def augment__mirror_first(images, rng, most=1, flip=False):
    """Both are drawn in the right order, and used in the other."""
    places = rng.integers(-most, most + 1, size=(len(images), 2))
    mirrored = rng.random(len(images)) < 0.5 if flip else np.zeros(len(images), dtype=bool)
    new = np.zeros(images.shape)
    for i, (d, e) in enumerate(places.tolist()):
        image = images[i, :, ::-1] if mirrored[i] else images[i]
        for r in range(images.shape[1]):
            for c in range(images.shape[2]):
                if 0 <= r - d < images.shape[1] and 0 <= c - e < images.shape[2]:
                    new[i, r, c] = image[r - d, c - e]
    return new
