"""Wrong and right answers: adam, adamw."""

from math import sqrt

import numpy as np

from tests.answers.kit import collector
from tests.answers.optimizers.scalars import each, over, table

right, wrong, ANSWERS = collector()
BETAS = (0.9, 0.999)


def averages(g, m, v, betas):
    """The two running means after one more gradient."""
    return m + (1 - betas[0]) * (g - m), v + (1 - betas[1]) * (g * g - v)


# --- adam ------------------------------------------------------------------------------------------

@right("optimizers/adam")
@each(2)
def adam__one_by_one(w, grad, m, v, t, lr=0.001, betas=BETAS, eps=1e-8):
    """Each parameter by itself."""
    m, v = averages(grad, m, v, betas)
    return w - lr * over(over(m, 1 - betas[0]**t), sqrt(v / (1 - betas[1]**t)) + eps), m, v


@right("optimizers/adam")
def adam__one_rate(w, grad, m, v, t, lr=0.001, betas=BETAS, eps=1e-8):
    """Both corrections in the rate, and eps corrected likewise: the paper's faster order."""
    m = betas[0] * m + (1 - betas[0]) * grad
    v = betas[1] * v + (1 - betas[1]) * grad * grad
    root = np.sqrt(1 - betas[1]**t)
    return w - lr * root / (1 - betas[0]**t) * m / (np.sqrt(v) + eps * root), m, v


@right("optimizers/adam")
@each(3)
def adam_amsgrad__one_by_one(w, grad, m, v, v_max, t, lr=0.001, betas=BETAS, eps=1e-8):
    """Each parameter by itself."""
    m, v = averages(grad, m, v, betas)
    v_max = v if v > v_max else v_max
    return w - lr * over(m / (1 - betas[0]**t), sqrt(v_max / (1 - betas[1]**t)) + eps), m, v, v_max


def step(w, g, m, v, lr, betas, eps, first, second, size=lambda v, eps: sqrt(v) + eps):
    """A step of Adam with other corrections or another denominator."""
    m, v = averages(g, m, v, betas)
    return w - lr * over(first(m), size(second(v), eps)), m, v


def corrected(betas, t):
    """The corrections as they should be."""
    return lambda m: over(m, 1 - betas[0]**t), lambda v: over(v, 1 - betas[1]**t)


def ams(w, g, m, v, v_max, t, lr, betas, eps, choose, use):
    """A step of AMSGrad that keeps and uses something else."""
    m, v = averages(g, m, v, betas)
    v_max = choose(v_max, v, 1 - betas[1]**t)
    return w - lr * over(m / (1 - betas[0]**t), sqrt(use(v, v_max, 1 - betas[1]**t)) + eps), m, v, v_max


globals().update(table(wrong, "optimizers/adam", "adam", 2, {
    "raw": ("no_correction", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8: step(
        w, g, m, v, lr, betas, eps, lambda m: m, lambda v: v)),
    "no_power": ("correction_without_t", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8: step(
        w, g, m, v, lr, betas, eps, *corrected(betas, 1))),
    "late": ("one_step_late", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8: step(
        w, g, m, v, lr, betas, eps, *corrected(betas, t + 1))),
    "times": ("multiplied_by_the_correction", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8: step(
        w, g, m, v, lr, betas, eps, lambda m: m - m * betas[0]**t, lambda v: v - v * betas[1]**t)),
    "second_only": ("only_the_second", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8: step(
        w, g, m, v, lr, betas, eps, lambda m: m, corrected(betas, t)[1])),
    "first_only": ("only_the_first", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8: step(
        w, g, m, v, lr, betas, eps, corrected(betas, t)[0], lambda v: v)),
    "rootless": ("no_root", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8: step(
        w, g, m, v, lr, betas, eps, *corrected(betas, t), lambda v, eps: eps + v)),
    "under_the_root": ("eps_inside", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8: step(
        w, g, m, v, lr, betas, eps, *corrected(betas, t), lambda v, eps: sqrt(eps + v))),
    "eps_of_one_percent": (None, lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8: step(
        w, g, m, v, lr, betas, 0.01, *corrected(betas, t))),
}))


@wrong("optimizers/adam", embodies="no_square")
def adam__mean_of_gradients(w, grad, m, v, t, lr=0.001, betas=BETAS, eps=1e-8):
    """v like m."""
    m, v = betas[0] * m + (1 - betas[0]) * grad, betas[1] * v + (1 - betas[1]) * grad
    return w - lr * (m / (1 - betas[0]**t)) / (np.sqrt(v / (1 - betas[1]**t)) + eps), m, v


@wrong("optimizers/adam", embodies="first_of_squares")
def adam__squares_twice(w, grad, m, v, t, lr=0.001, betas=BETAS, eps=1e-8):
    """m like v."""
    m = betas[0] * m + (1 - betas[0]) * np.square(grad)
    v = betas[1] * v + (1 - betas[1]) * np.square(grad)
    return w - lr * (m / (1 - betas[0]**t)) / (np.sqrt(v / (1 - betas[1]**t)) + eps), m, v


@wrong("optimizers/adam", embodies="sum_of_squares")
def adam__momentum_and_adagrad(w, grad, m, v, t, lr=0.001, betas=BETAS, eps=1e-8):
    """A sum that only grows."""
    m, v = betas[0] * m + (1 - betas[0]) * grad, v + np.square(grad)
    return w - lr * (m / (1 - betas[0]**t)) / (np.sqrt(v) + eps), m, v


@wrong("optimizers/adam", embodies="returns_the_corrected")
def adam__corrected_for_good(w, grad, m, v, t, lr=0.001, betas=BETAS, eps=1e-8):
    """The correction is kept."""
    new, m, v = adam__one_rate(w, grad, m, v, t, lr, betas, eps)
    return new, m / (1 - betas[0]**t), v / (1 - betas[1]**t)


@wrong("optimizers/adam", embodies="moments_overwritten")
def adam__in_place(w, grad, m, v, t, lr=0.001, betas=BETAS, eps=1e-8):
    """The caller's moments."""
    new, m[...], v[...] = adam__one_rate(w, grad, m, v, t, lr, betas, eps)
    return new, m, v


globals().update(table(wrong, "optimizers/adam", "adam_amsgrad", 3, {
    "kept_for_nothing": ("maximum_not_used", lambda w, g, m, v, x, t, lr=0.001, betas=BETAS, eps=1e-8: ams(
        w, g, m, v, x, t, lr, betas, eps, lambda x, v, c: max(x, v), lambda v, x, c: v / c)),
    "after_the_correction": ("maximum_of_the_corrected", lambda w, g, m, v, x, t, lr=0.001, betas=BETAS, eps=1e-8: ams(
        w, g, m, v, x, t, lr, betas, eps, lambda x, v, c: max(x, v / c), lambda v, x, c: x)),
    "forgetful": ("maximum_forgotten", lambda w, g, m, v, x, t, lr=0.001, betas=BETAS, eps=1e-8: ams(
        w, g, m, v, x, t, lr, betas, eps, lambda x, v, c: v, lambda v, x, c: x / c)),
}))



# --- adamw -----------------------------------------------------------------------------------------


@right("optimizers/adamw")
@each(2)
def adamw__one_by_one(w, grad, m, v, t, lr=0.001, betas=BETAS, eps=1e-8, weight_decay=0.01):
    """Adam's step, and the decay of the old weight beside it."""
    m, v = averages(grad, m, v, betas)
    return w - lr * over(m / (1 - betas[0]**t), sqrt(v / (1 - betas[1]**t)) + eps) - lr * weight_decay * w, m, v


@right("optimizers/adamw")
def adamw__two_parts(w, grad, m, v, t, lr=0.001, betas=BETAS, eps=1e-8, weight_decay=0.01):
    """Adam from 0, then added to what is left of the weights."""
    moved, m, v = adam__one_rate(0.0, grad, m, v, t, lr, betas, eps)
    return w - w * (lr * weight_decay) + moved, m, v


def decayed(w, g, m, v, t, lr, betas, eps, kept, penalty=0.0):
    """Adam's step from another weight, with another gradient."""
    return step(kept, g + penalty, m, v, lr, betas, eps, *corrected(betas, t))


globals().update(table(wrong, "optimizers/adamw", "adamw", 2, {
    "l2": ("penalty_in_the_gradient", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8, weight_decay=0.01: decayed(
        w, g, m, v, t, lr, betas, eps, w, weight_decay * w)),
    "no_rate": ("decay_without_the_rate", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8, weight_decay=0.01: decayed(
        w, g, m, v, t, lr, betas, eps, w - weight_decay * w)),
    "growth": ("weights_grow", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8, weight_decay=0.01: decayed(
        w, g, m, v, t, lr, betas, eps, w + lr * weight_decay * w)),
    "plain_adam": ("decay_ignored", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8, weight_decay=0.01: decayed(
        w, g, m, v, t, lr, betas, eps, w)),
    "both_ways": ("both", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8, weight_decay=0.01: decayed(
        w, g, m, v, t, lr, betas, eps, w - lr * weight_decay * w, weight_decay * w)),
    "afterwards": ("decay_after_the_step", lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8, weight_decay=0.01: (lambda new: (
        new[0] - lr * weight_decay * new[0], new[1], new[2]))(decayed(w, g, m, v, t, lr, betas, eps, w))),
    "half_the_decay": (None, lambda w, g, m, v, t, lr=0.001, betas=BETAS, eps=1e-8, weight_decay=0.01: decayed(
        w, g, m, v, t, lr, betas, eps, w - lr * weight_decay * w / 2)),
}))


@wrong("optimizers/adamw", embodies="weights_overwritten")
def adamw__in_place(w, grad, m, v, t, lr=0.001, betas=BETAS, eps=1e-8, weight_decay=0.01):
    """The caller's weights."""
    w -= lr * weight_decay * w
    return adam__one_rate(w, grad, m, v, t, lr, betas, eps)
