"""Wrong and right answers: dropout."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


@right("regularization/dropout")
def dropout__by_mask(x, p, rng, training=True):
    """A mask of truth values, and where."""
    kept = rng.random(x.shape) >= p if training else np.full(x.shape, True)
    scale = 1 / (1 - p) if training else 1.0
    return np.where(kept, x * scale, 0.0), np.where(kept, scale, 0.0)


@right("regularization/dropout")
def dropout__one_by_one(x, p, rng, training=True):
    """Number by number; the generator gives them in the same order."""
    factor = np.ones(x.size)
    if training:
        for i in range(x.size):
            factor[i] = 0.0 if rng.random() < p else 1 / (1 - p)
    return (x.ravel() * factor).reshape(x.shape), factor.reshape(x.shape)


@right("regularization/dropout")
def dropout_backward__where(dy, factor):
    """Only where the factor is not 0."""
    return np.where(factor != 0, np.multiply(dy, factor), 0.0)


def in_training(factors):
    """A wrong answer from its factors in training; without training it is right."""
    def answer(x, p, rng, training=True):
        factor = np.array(factors(x.shape, p, rng), dtype=float) if training else np.ones_like(x)
        return factor * x, factor
    return answer


def made(name, embodies, factors):
    """Register such an answer."""
    answer = in_training(factors)
    answer.__name__ = f"dropout__{name}"
    return wrong("regularization/dropout", embodies)(answer)


dropout__mask_only = made("mask_only", "unscaled", lambda shape, p, rng: ~(rng.random(shape) < p))
dropout__over_p = made("over_p", "divided_by_p", lambda shape, p, rng: np.where(rng.random(shape) < p, 0, 1) / (p if p else 1))
dropout__keeps_p = made("keeps_p", "p_is_kept", lambda shape, p, rng: np.where(rng.random(shape) >= p, 0, 1) / (p if p else 1))
dropout__from_above = made("from_above", "other_side", lambda shape, p, rng: np.where(rng.random(shape) >= 1 - p, 0, 1) / (1 - p))
dropout__same_columns = made("same_columns", "one_mask_for_all_rows",
                             lambda shape, p, rng: np.ones(shape) * (rng.random(shape[-1]) >= p) / (1 - p))
dropout__seed_nought = made("seed_nought", "own_generator", lambda shape, p, rng: ~(np.random.default_rng(0).random(shape) < p) / (1 - p))
dropout__scaled_twice = made("scaled_twice", None, lambda shape, p, rng: ~(rng.random(shape) < p) / (1 - p) ** 2)
dropout__normal_noise = made("normal_noise", None, lambda shape, p, rng: 1 + p * rng.normal(size=shape))


@wrong("regularization/dropout", embodies="also_without_training")
def dropout__flag_unread(x, p, rng, training=True):
    """Always on."""
    return dropout__by_mask(x, p, rng, True)


@wrong("regularization/dropout", embodies="scaled_without_training")
def dropout__as_in_the_paper(x, p, rng, training=True):
    """The scale comes later."""
    factor = np.where(rng.random(x.shape) < p, 0.0, 1.0) if training else (1 - p) * np.ones(x.shape)
    return factor * x, factor


@wrong("regularization/dropout", embodies="factor_without_the_scale")
def dropout__bare_mask(x, p, rng, training=True):
    """Right output, and the mask for the way back."""
    y, factor = dropout__by_mask(x, p, rng, training)
    return y, (factor > 0) * 1.0


@wrong("regularization/dropout", embodies="overwritten")
def dropout__in_place(x, p, rng, training=True):
    """Zeros are written into x."""
    y, factor = dropout__by_mask(x, p, rng, training)
    x[...] = y
    return y, factor


@wrong("regularization/dropout", embodies="gradient_everywhere")
def dropout_backward__scale_only(dy, factor):
    """The scale without the mask."""
    return dy * (np.max(factor) if factor.size else 1.0)


@wrong("regularization/dropout", embodies="gradient_not_scaled")
def dropout_backward__mask_only(dy, factor):
    """The mask without the scale."""
    return np.where(factor == 0, 0.0, dy)


@wrong("regularization/dropout", embodies="gradient_untouched")
def dropout_backward__passes(dy, factor):
    """Nothing."""
    return 1.0 * dy


@wrong("regularization/dropout")
def dropout_backward__divides(dy, factor):
    """Divides where it should multiply: matches no misconception."""
    return np.divide(dy, factor, out=np.zeros_like(dy), where=factor > 0)
