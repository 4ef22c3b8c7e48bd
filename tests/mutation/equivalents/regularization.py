"""Equivalent mutants of the chapter regularization: component → mutant → reason."""

from tests.mutation.reasons import EITHER_ORDER, SQUARED

NO_COPY = "the same numbers; only the copy is gone"
RANDOM_TIE = "a random number is equal to the bound about once in 10¹⁶ draws"
ONE_EACH = "there is one place for each image"

EQUIVALENTS = {
    "soft_threshold": {
        "soft_threshold:2 return np.sign(v) * np.maximum(0.0, np.abs(v) - threshold)": EITHER_ORDER,
    },
    "weight_decay": {
        "weight_decay_in_gradient:2 return [g + strength * w if w.ndim >= 2 else g for w, g in zip(params, grads)]":
            NO_COPY,
    },
    "map_estimate": {
        "map_estimate:2 n, total = (len(x), x.sum(axis=-2))": "x has two axes, so the last but one is the first",
        "map_estimate_loss:2 misfit = ((w - x) ** 2).sum() / (2 * sigma ** 2)": SQUARED,
    },
    "dropout": {
        "dropout:3 return (x, np.ones(x.shape))": NO_COPY,
        "dropout:4 factor = (rng.random(x.shape) > p) / (1 - p)": RANDOM_TIE,
    },
    "early_stopping": {"early_stopping:2 best = -0": "whole numbers have one zero"},
    "augment": {
        "augment:5 mirrored = rng.random(len(images)) <= 0.5": RANDOM_TIE,
        "augment_flip:2 return images[:, :, ::-1]": NO_COPY,
        "augment_crop:3 return images[np.arange(len(top))[:, None, None], rows[:, :, None], columns[:, None, :]]": ONE_EACH,
        "augment_crop:3 return images[np.arange(len(left))[:, None, None], rows[:, :, None], columns[:, None, :]]": ONE_EACH,
    },
}
