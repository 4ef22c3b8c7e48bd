"""Wrong and right answers: adagrad, rmsprop, adadelta."""

from math import sqrt

import numpy as np

from tests.answers.kit import collector
from tests.answers.optimizers.scalars import each, over, table

right, wrong, ANSWERS = collector()

# --- adagrad ---------------------------------------------------------------------------------------


@right("optimizers/adagrad")
@each(1)
def adagrad__one_by_one(w, grad, s, t, lr=0.01, lr_decay=0.0, eps=1e-10):
    """Each parameter by itself."""
    s += grad * grad
    return w - over(lr * grad, (1 + lr_decay * (t - 1)) * (sqrt(s) + eps)), s


@right("optimizers/adagrad")
def adagrad__power(w, grad, s, t, lr=0.01, lr_decay=0.0, eps=1e-10):
    """Powers in place of roots."""
    total = np.add(s, np.square(grad))
    rate = lr / (1 + lr_decay * t - lr_decay)
    return w - rate * (grad / (total**0.5 + eps)), total


@right("optimizers/adagrad")
def adagrad_start__ones(w, initial_accumulator_value=0.0):
    """Ones, multiplied."""
    return initial_accumulator_value * np.ones_like(w)


def ada(s, t, w, g, lr, eps, decay=1.0):
    """The step of AdaGrad for a sum that is known."""
    return w - over(lr * g, decay * (sqrt(s) + eps)), s


globals().update(table(wrong, "optimizers/adagrad", "adagrad", 1, {
    "sizes": ("no_square", lambda w, g, s, t, lr=0.01, lr_decay=0.0, eps=1e-10: ada(s + abs(g), t, w, g, lr, eps,
        1 + t * lr_decay - lr_decay)),
    "rootless": ("no_root", lambda w, g, s, t, lr=0.01, lr_decay=0.0, eps=1e-10: (
        w - over(lr * g, (1 + (t - 1) * lr_decay) * (s + g * g + eps)), s + g * g)),
    "this_one_only": ("forgets", lambda w, g, s, t, lr=0.01, lr_decay=0.0, eps=1e-10: ada(g * g, t, w, g, lr, eps, 1 + (t - 1) * lr_decay)),
    "rms": ("running_mean", lambda w, g, s, t, lr=0.01, lr_decay=0.0, eps=1e-10: ada(
        s + 0.1 * (g * g - s), t, w, g, lr, eps, 1 + (t - 1) * lr_decay)),
    "under_the_root": ("eps_inside", lambda w, g, s, t, lr=0.01, lr_decay=0.0, eps=1e-10: (
        w - lr * g / (1 + (t - 1) * lr_decay) / sqrt(s + g * g + eps), s + g * g)),
    "too_late": ("old_sum", lambda w, g, s, t, lr=0.01, lr_decay=0.0, eps=1e-10: (ada(s, t, w, g, lr, eps, 1 + (t - 1) * lr_decay)[0],
        s + g * g)),
    "counts_from_one": ("decay_from_one", lambda w, g, s, t, lr=0.01, lr_decay=0.0, eps=1e-10: ada(s + g * g, t, w, g, lr, eps,
        1 + t * lr_decay)),
    "compound": ("decay_as_a_power", lambda w, g, s, t, lr=0.01, lr_decay=0.0, eps=1e-10: ada(
        s + g * g, t, w, g, lr / (1 + lr_decay)**(t - 1), eps)),
    "no_decay": (None, lambda w, g, s, t, lr=0.01, lr_decay=0.0, eps=1e-10: ada(s + g * g, t, w, g, lr, eps)),
}))


@wrong("optimizers/adagrad", embodies="sum_overwritten")
def adagrad__in_place(w, grad, s, t, lr=0.01, lr_decay=0.0, eps=1e-10):
    """The caller's sum."""
    np.add(s, grad * grad, out=s)
    return w - lr / (1 + (t - 1) * lr_decay) * grad / (np.sqrt(s) + eps), s


@wrong("optimizers/adagrad", embodies="always_zero")
def adagrad_start__zeros(w, initial_accumulator_value=0.0):
    """Zeros."""
    return np.zeros_like(w)


@wrong("optimizers/adagrad", embodies="one_for_all")
def adagrad_start__number(w, initial_accumulator_value=0.0):
    """One number."""
    return np.float64(initial_accumulator_value)


# --- rmsprop ---------------------------------------------------------------------------------------

@right("optimizers/rmsprop")
@each(1)
def rmsprop__one_by_one(w, grad, s, lr=0.01, alpha=0.99, eps=1e-8):
    """Each parameter by itself."""
    s += (1 - alpha) * (grad * grad - s)
    return w - over(lr * grad, sqrt(s) + eps), s


@right("optimizers/rmsprop")
def rmsprop__multiply(w, grad, s, lr=0.01, alpha=0.99, eps=1e-8):
    """The factor first."""
    s = np.multiply(alpha, s) + (1 - alpha) * grad * grad
    return w + grad * (-lr / (s**0.5 + eps)), s


def spread(s, m):
    """The root of the running variance, or no number where rounding has made it negative."""
    return sqrt(s - m * m) if s >= m * m else float("nan")


@right("optimizers/rmsprop")
@each(2)
def rmsprop_centered__one_by_one(w, grad, s, m, lr=0.01, alpha=0.99, eps=1e-8):
    """The variance as a difference of products."""
    s, m = alpha * s + (1 - alpha) * grad**2, m + (1 - alpha) * (grad - m)
    return w - over(lr * grad, spread(s, m) + eps), s, m


@right("optimizers/rmsprop")
@each(2)
def rmsprop_momentum__one_by_one(w, grad, s, v, lr=0.01, alpha=0.99, eps=1e-8, momentum=0.9):
    """Multiplied out."""
    s = alpha * s + (1 - alpha) * grad**2
    now = over(grad, sqrt(s) + eps)
    return w - lr * now - lr * momentum * v, s, momentum * v + now


def rms(w, g, s, lr, eps):
    """The step of RMSProp for a mean that is known."""
    return w - over(lr * g, sqrt(s) + eps), s


globals().update(table(wrong, "optimizers/rmsprop", "rmsprop", 1, {
    "swapped": ("shares_exchanged", lambda w, g, s, lr=0.01, alpha=0.99, eps=1e-8: rms(w, g, s + alpha * (g * g - s), lr, eps)),
    "adagrad": ("cumulative", lambda w, g, s, lr=0.01, alpha=0.99, eps=1e-8: rms(w, g, g * g + s, lr, eps)),
    "more_than_one": ("weights_do_not_add_up", lambda w, g, s, lr=0.01, alpha=0.99, eps=1e-8: rms(w, g, g * g + s * alpha, lr, eps)),
    "under_the_root": ("eps_inside", lambda w, g, s, lr=0.01, alpha=0.99, eps=1e-8: (
        w - lr * g / sqrt(s * alpha + (1 - alpha) * g * g + eps), s * alpha + (1 - alpha) * g * g)),
    "sizes": ("no_square", lambda w, g, s, lr=0.01, alpha=0.99, eps=1e-8: rms(w, g, s * alpha + (1 - alpha) * abs(g), lr, eps)),
    "rootless": ("no_root", lambda w, g, s, lr=0.01, alpha=0.99, eps=1e-8: (
        w - over(lr * g, s * alpha + (1 - alpha) * g * g + eps), s * alpha + (1 - alpha) * g * g)),
    "cube_root": (None, lambda w, g, s, lr=0.01, alpha=0.99, eps=1e-8: (
        w - over(lr * g, (s * alpha + (1 - alpha) * g * g)**(1 / 3) + eps), s * alpha + (1 - alpha) * g * g)),
}))


def moments(g, s, m, alpha):
    """Both means after one more gradient."""
    return s * alpha + (1 - alpha) * g * g, m * alpha + (1 - alpha) * g


def centred(w, g, s, m, alpha, step, spread):
    """A step of centred RMSProp with another step or another spread."""
    s, m = moments(g, s, m, alpha)
    return w - over(step(g, m), spread(s, m)), s, m


globals().update(table(wrong, "optimizers/rmsprop", "rmsprop_centered", 2, {
    "uncentred": ("not_centred", lambda w, g, s, m, lr=0.01, alpha=0.99, eps=1e-8: centred(
        w, g, s, m, alpha, lambda g, m: lr * g, lambda s, m: sqrt(s) + eps)),
    "first_power": ("mean_not_squared", lambda w, g, s, m, lr=0.01, alpha=0.99, eps=1e-8: centred(
        w, g, s, m, alpha, lambda g, m: lr * g, lambda s, m: sqrt(abs(s - m)) + eps)),
    "last_mean": ("old_mean", lambda w, g, s, m, lr=0.01, alpha=0.99, eps=1e-8: (
        w - over(lr * g, sqrt(moments(g, s, m, alpha)[0] - m * m) + eps if moments(g, s, m, alpha)[0] >= m * m else float("nan")),
        *moments(g, s, m, alpha))),
    "along_the_mean": ("steps_along_the_mean", lambda w, g, s, m, lr=0.01, alpha=0.99, eps=1e-8: centred(
        w, g, s, m, alpha, lambda g, m: lr * m, lambda s, m: spread(s, m) + eps)),
    "guarded": ("negative_spread_cut_off", lambda w, g, s, m, lr=0.01, alpha=0.99, eps=1e-8: centred(
        w, g, s, m, alpha, lambda g, m: lr * g, lambda s, m: (sqrt(s - m * m) if s > m * m else 0.0) + eps)),
}))
globals().update(table(wrong, "optimizers/rmsprop", "rmsprop_momentum", 2, {
    "scaled_last": ("gathered_then_scaled", lambda w, g, s, v, lr=0.01, alpha=0.99, eps=1e-8, momentum=0.9: (
        w - over(lr * (g + momentum * v), sqrt(s * alpha + (1 - alpha) * g * g) + eps), s * alpha + (1 - alpha) * g * g, g + momentum * v)),
    "averaged": ("velocity_as_a_mean", lambda w, g, s, v, lr=0.01, alpha=0.99, eps=1e-8, momentum=0.9: (lambda s, now: (
        w - lr * (now + momentum * (v - now)), s, now + momentum * (v - now)))(
            s * alpha + (1 - alpha) * g * g, over(g, sqrt(s * alpha + (1 - alpha) * g * g) + eps))),
    "unused": ("velocity_not_used", lambda w, g, s, v, lr=0.01, alpha=0.99, eps=1e-8, momentum=0.9: (lambda s, now: (
        w - lr * now, s, now + momentum * v))(
            s * alpha + (1 - alpha) * g * g, over(g, sqrt(s * alpha + (1 - alpha) * g * g) + eps))),
}))


@wrong("optimizers/rmsprop", embodies="mean_overwritten")
def rmsprop__in_place(w, grad, s, lr=0.01, alpha=0.99, eps=1e-8):
    """The caller's mean."""
    s[...] = alpha * s + (1 - alpha) * grad**2
    return w - lr * grad / (np.sqrt(s) + eps), s


# --- adadelta --------------------------------------------------------------------------------------

@right("optimizers/adadelta")
@each(2)
def adadelta__one_by_one(w, grad, s, d, rho=0.9, eps=1e-6, lr=1.0):
    """One root over the quotient."""
    s = rho * s + (1 - rho) * grad * grad
    step = grad * sqrt(over(d + eps, s + eps))
    return w - lr * step, s, d + (1 - rho) * (step * step - d)


@right("optimizers/adadelta")
def adadelta__minus(w, grad, s, d, rho=0.9, eps=1e-6, lr=1.0):
    """A step with its sign, added."""
    s = s * rho + np.square(grad) * (1 - rho)
    step = -((d + eps) ** 0.5) * grad * (s + eps) ** -0.5
    return w + lr * step, s, d * rho + (1 - rho) * np.square(step)


def delta(w, g, s, d, rho, lr, size, gathered=lambda step, g: step * step, share=lambda rho: 1 - rho, keep=lambda rho: rho):
    """A step of AdaDelta with another size, or another second average."""
    s = keep(rho) * s + share(rho) * g * g
    step = size(s, d) * g
    return w - lr * step, s, keep(rho) * d + share(rho) * gathered(step, g)


globals().update(table(wrong, "optimizers/adadelta", "adadelta", 2, {
    "stuck": ("eps_missing_above", lambda w, g, s, d, rho=0.9, eps=1e-6, lr=1.0: delta(
        w, g, s, d, rho, lr, lambda s, d: over(sqrt(d), sqrt(s + eps)))),
    "like_adam": ("eps_outside", lambda w, g, s, d, rho=0.9, eps=1e-6, lr=1.0: delta(
        w, g, s, d, rho, lr, lambda s, d: over(eps + sqrt(d), eps + sqrt(s)))),
    "slopes": ("gathers_gradients", lambda w, g, s, d, rho=0.9, eps=1e-6, lr=1.0: delta(
        w, g, s, d, rho, lr, lambda s, d: sqrt(over(d + eps, s + eps)), gathered=lambda step, g: g * g)),
    "too_early": ("uses_the_new_average", lambda w, g, s, d, rho=0.9, eps=1e-6, lr=1.0: (lambda result: (
        w - lr * g * sqrt(over(result[2] + eps, result[1] + eps)), result[1], result[2]))(
            delta(w, g, s, d, rho, lr, lambda s, d: sqrt(over(d + eps, s + eps))))),
    "scaled_step": ("rate_in_the_average", lambda w, g, s, d, rho=0.9, eps=1e-6, lr=1.0: delta(
        w, g, s, d, rho, 1.0, lambda s, d: lr * sqrt(over(d + eps, s + eps)))),
    "upside_down": ("fraction_upside_down", lambda w, g, s, d, rho=0.9, eps=1e-6, lr=1.0: delta(
        w, g, s, d, rho, lr, lambda s, d: sqrt(over(s + eps, d + eps)))),
    "swapped": ("shares_exchanged", lambda w, g, s, d, rho=0.9, eps=1e-6, lr=1.0: delta(
        w, g, s, d, rho, lr, lambda s, d: sqrt(over(d + eps, s + eps)), share=lambda rho: rho, keep=lambda rho: 1 - rho)),
    "whole_square": ("added_twice", lambda w, g, s, d, rho=0.9, eps=1e-6, lr=1.0: delta(
        w, g, s, d, rho, lr, lambda s, d: sqrt(over(d + eps, s + eps)), gathered=lambda step, g: over(step * step, 1 - rho))),
    "no_root": (None, lambda w, g, s, d, rho=0.9, eps=1e-6, lr=1.0: delta(w, g, s, d, rho, lr, lambda s, d: over(d + eps, s + eps))),
}))


@wrong("optimizers/adadelta", embodies="average_overwritten")
def adadelta__in_place(w, grad, s, d, rho=0.9, eps=1e-6, lr=1.0):
    """The caller's average."""
    result = adadelta__minus(w, grad, s, d, rho, eps, lr)
    s[...] = result[1]
    return result
