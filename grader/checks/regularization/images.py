"""What is asked of flips, crops and shifts, and of the random shifts made of them.

The random numbers are part of what is asked for: shifts in one call of rng.integers, then mirrors
in one call of rng.random, so a seed decides the result.
"""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SQUARE = np.array([[[1.0, 2.0], [3.0, 4.0]]])


def _seeded(answer, images, seed, most, flip):
    """The images, from a generator made of the seed."""
    return answer.augment(images, np.random.default_rng(seed), most, flip)


def _augment(rng, images, most=1, flip=False, label=""):
    return call("augment", images, int(rng.integers(2**31)), most, flip, driver=_seeded, label=label)


def _bare(answer, images, seed):
    """The images with both defaults."""
    return answer.augment(images, np.random.default_rng(seed))


def _images(rng, n=5, height=6, width=4):
    """Images without a mirror axis, and without zeros."""
    return rng.uniform(0.1, 1, size=(n, height, width))


def _by_hand(rng):
    return [call("augment_flip", SQUARE, label="a flip"), call("augment_shift", SQUARE, np.array([1]), np.array([0]), label="one row down"),
            call("augment_crop", np.arange(9.0).reshape(1, 3, 3), np.array([1]), np.array([0]), 2, label="the lower left corner"),
            call("augment", SQUARE, 0, 1, False, driver=_seeded, label="shifts by at most 1, seed 0")]


def _parts(rng):
    images = _images(rng)
    top, left = rng.integers(0, 4, size=5), rng.integers(0, 2, size=5)
    down, right = np.array([0, 2, -1, 3, -2]), np.array([1, 0, -2, -1, 2])
    return [call("augment_flip", images, label="a flip"), call("augment_crop", images, top, left, 3, label="crops of 3 × 3"),
            call("augment_shift", images, down, right, label="shifts in all directions"),
            call("augment_shift", _images(rng, 5, 3, 3), right, down, label="shifts of square images")]


def _random(rng):
    return [_augment(rng, _images(rng, 7, 5, 5), 2, label="shifts by at most 2"), _augment(rng, _images(rng, 6), 1,
        label="images higher than wide"),
            _augment(rng, _images(rng, 12, 3, 5), 1, True, "with flips"),
            call("augment", _images(rng, 9), int(rng.integers(2**31)), driver=_bare, label="the defaults"), _augment(rng, _images(rng,
                8, 4, 4), 0, True, "flips alone")]


def _there_and_back(answer, images, distance):
    """Shifted there and back, and flipped twice."""
    n = len(images)
    down, right = np.full(n, distance), np.full(n, -distance)
    return {"back": answer.augment_shift(answer.augment_shift(images, down, right), -down, -right),
            "twice": answer.augment_flip(answer.augment_flip(images))}


def _returns(rng):
    return [call("augment_shift", _images(rng, 3, 6, 5), 2, driver=_there_and_back, label="there and back")]


def _lost_at_the_border(calls, values):
    for request, value in zip(calls, values):
        images, distance = request.args
        if not np.array_equal(value["twice"], images):
            return "images that are flipped twice are not what they were"
        wanted = np.zeros_like(images)
        wanted[:, :-distance, distance:] = images[:, :-distance, distance:]
        if not np.array_equal(value["back"], wanted):
            return "images shifted there and back are to keep their inner part, and to have zeros where they left the frame"
    return None


def _edges(rng):
    images = _images(rng, 3)
    return [call("augment_shift", images, np.zeros(3, dtype=int), np.zeros(3, dtype=int), label="no shift"),
            call("augment_shift", images, np.array([6, -9, 0]), np.array([0, 1, 7]), label="shifts out of the frame"),
            call("augment_crop", images, np.zeros(3, dtype=int), np.zeros(3, dtype=int), 4, label="a crop as wide as the image"),
            call("augment_crop", images, np.array([5, 0, 2]), np.array([0, 3, 1]), 1, label="a single pixel"),
            call("augment_flip", _images(rng, 2, 3, 1), label="one column"), call("augment_flip", np.zeros((0, 2, 2)), label="no image"),
            _augment(rng, images, 0, label="shifts by at most 0"), _augment(rng, np.zeros((0, 3, 3)), 1, True, "no image, with flips")]


def _unchanged(rng):
    images, places = _images(rng, 4), np.array([1, 0, 2, 1])
    return [call("augment_flip", images), call("augment_shift", images, places, -places), call("augment_crop", images, places, places, 2),
            _augment(rng, images, 1, True, "augment")]


def _shifted(images, down, right, rolled=False):
    moved = np.empty_like(images)
    for i, (d, e) in enumerate(zip(down, right)):
        moved[i] = np.roll(images[i], (d, e), (0, 1))
        if not rolled:
            rows, columns = np.arange(images.shape[1]) - d, np.arange(images.shape[2]) - e
            moved[i] *= ((rows >= 0) & (rows < images.shape[1]))[:, None] * ((columns >= 0) & (columns < images.shape[2]))
    return moved


def _augmented(shifts=lambda rng, n, m: rng.integers(-m, m + 1, size=(n, 2)), mirrored=lambda rng, n: rng.random(n) < 0.5,
               flips=lambda flip: flip):
    """A variant of augment: how the shifts are drawn, which images are mirrored, and whether."""
    def variant(images, rng, most=1, flip=False):
        moved = _shifted(images, *np.broadcast_to(shifts(rng, len(images), most), (len(images), 2)).T)
        if flips(flip):
            which = mirrored(rng, len(images))
            moved[which] = moved[which][:, :, ::-1]
        return moved
    return variant


def _flipped_first(images, rng, most=1, flip=False):
    down, right = rng.integers(-most, most + 1, size=(len(images), 2)).T
    which = rng.random(len(images)) < 0.5 if flip else np.full(len(images), False)
    return _shifted(np.where(which[:, None, None], images[:, :, ::-1], images), down, right)


def _crop(images, top, left, size):
    return np.array([image[t:t + size, k:k + size] for image, t, k in zip(images, top, left)]).reshape(len(images), size, size)


def _flipped_in_place(images):
    images[:] = images[:, :, ::-1].copy()
    return images.copy()


AUGMENT = Sheet(
    checks=(
        Check("by hand", "The images worked out in the book come out right.", "value", 1, _by_hand, by_hand=(
            np.array([[[2.0, 1.0], [4.0, 3.0]]]), np.array([[[0.0, 0.0], [1.0, 2.0]]]), np.array([[[3.0, 4.0], [6.0, 7.0]]]),
            np.array([[[0.0, 0.0], [1.0, 2.0]]]))),
        Check("flip, crop, shift", "Each image is flipped, cropped and shifted by its own numbers.", "reference", 2, _parts,
              hint="the last axis runs to the right, the one before it down; every image has its own place"),
        Check("random images", "A seed decides which image goes where.", "reference", 2, _random,
              hint="rng.integers(−m, m + 1, size=(n, 2)), down and right; then, with flip only, rng.random(n) < 0.5, after the shift"),
        Check("there and back", "Shifts there and back keep the inner part, and two flips everything.", "property", 1, _returns,
              holds=_lost_at_the_border, hint="what leaves on one side does not come back on the other"),
        Check("edges", "No shift, shifts out of the frame, single pixels and no image work.", "edge", 1, _edges,
              hint="an image that has left the frame is all 0"),
        Check("inputs unchanged", "The images are not changed.", "unchanged", 1, _unchanged, hint="a view writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("upside_down", "augment_flip", lambda images: images[:, ::-1].copy(),
            "the rows are turned, so images stand on their heads"),
        Misconception("images_reversed", "augment_flip", lambda images: images[::-1].copy(),
                      "the order of the images is turned, and labels no longer belong to them"),
        Misconception("transposed", "augment_flip", lambda images: images[:, :, ::-1].transpose(0, 2, 1).copy(),
                      "rows and columns have changed places too: that is a turn by 90 degrees"),
        Misconception("flipped_in_place", "augment_flip", _flipped_in_place, "the caller's images are flipped"),
        Misconception("comes_back_on_the_other_side", "augment_shift", lambda images, down, right: _shifted(images, down, right, True),
                      "what leaves on one side comes in on the other"),
        Misconception("up_for_down", "augment_shift", lambda images, down, right: _shifted(images, -down, -right),
                      "the directions are turned: down goes up, right goes left"),
        Misconception("axes_exchanged", "augment_shift", lambda images, down, right: _shifted(images, right, down),
                      "down and right have changed places"),
        Misconception("one_shift_for_all", "augment_shift", lambda images, down, right: _shifted(
            images, np.resize(down[:1], len(images)), np.resize(right[:1], len(images))), "all images are shifted like the first"),
        Misconception("crop_axes_exchanged", "augment_crop", lambda images, top, left, size: _crop(
            np.pad(images, ((0, 0), (0, 9), (0, 9))), left, top, size), "top and left have changed places"),
        Misconception("same_crop_for_all", "augment_crop", lambda images, top, left, size: _crop(
            images, np.resize(top[:1], len(images)), np.resize(left[:1], len(images)), size), "all images are cropped like the first"),
        Misconception("crop_in_the_middle", "augment_crop", lambda images, top, left, size: _crop(
            images, 0 * top + (images.shape[1] - size) // 2, 0 * left + (images.shape[2] - size) // 2, size),
                      "the middle is kept, wherever the place asked for is"),
        Misconception("never_the_last", "augment", _augmented(lambda rng, n, m: rng.integers(-m, max(m, -m + 1), size=(n, 2))),
                      "the largest shift never comes: the end of rng.integers is not included"),
        Misconception("one_draw_for_all", "augment", _augmented(lambda rng, n, m: rng.integers(-m, m + 1, size=2)),
                      "one shift is drawn for all images"),
        Misconception("flipped_before_the_shift", "augment", _flipped_first,
                      "images are mirrored before their shift; the shifted image is mirrored"),
        Misconception("always_flipped", "augment", _augmented(flips=lambda flip: True), "images are mirrored even without flip"),
        Misconception("all_mirrored", "augment", _augmented(mirrored=lambda rng, n: np.full(n, True)),
                      "with flip every image is mirrored; half of them are to be"),
        Misconception("own_generator", "augment", lambda images, rng, most=1, flip=False: _augmented()(
            images, np.random.default_rng(0), most, flip),
                "a generator with a seed of its own is made inside, so every epoch sees the same images"),
    ),
)
