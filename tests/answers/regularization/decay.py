"""Wrong and right answers: weight_decay."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def each(w, rule):
    """A rule for an array that decays; arrays with one axis stay out of it."""
    return rule(w) if np.ndim(w) > 1 else np.array(w, dtype=float)


@right("regularization/weight_decay")
def weight_decay__shrink_then_step(params, steps, lr, strength):
    """Two lists."""
    shrunk = [each(w, lambda w: w - lr * strength * w) for w in params]
    return [np.add(a, b) for a, b in zip(shrunk, steps)]


@right("regularization/weight_decay")
def weight_decay__factors(params, steps, lr, strength):
    """A factor for each array, chosen by its shape."""
    new = []
    for i, w in enumerate(params):
        factor = 1.0 if len(w.shape) < 2 else 1.0 - strength * lr
        new.append(steps[i] + factor * w)
    return new


@right("regularization/weight_decay")
def weight_decay_in_gradient__strengths(params, grads, strength):
    """A strength of 0 for the others."""
    return [g + (strength if w.ndim != 1 else 0.0) * w for w, g in zip(params, grads)]


@wrong("regularization/weight_decay", embodies="rate_forgotten")
def weight_decay__full(params, steps, lr, strength):
    """As in the paper, without its schedule."""
    return [each(w, lambda w: w - strength * w) + u for w, u in zip(params, steps)]


@wrong("regularization/weight_decay", embodies="grows")
def weight_decay__up(params, steps, lr, strength):
    """Plus."""
    return [each(w, lambda w: w + lr * strength * w) + u for w, u in zip(params, steps)]


@wrong("regularization/weight_decay", embodies="decay_of_the_new_weight")
def weight_decay__afterwards(params, steps, lr, strength):
    """Step, then shrink."""
    return [each(w + u, lambda new: new - strength * lr * new) for w, u in zip(params, steps)]


@wrong("regularization/weight_decay", embodies="step_subtracted")
def weight_decay__minus(params, steps, lr, strength):
    """As if the steps were gradients."""
    return [each(w, lambda w: w * (1 - strength * lr)) - u for w, u in zip(params, steps)]


@wrong("regularization/weight_decay", embodies="biases_decay")
def weight_decay__all_of_them(params, steps, lr, strength):
    """No exception."""
    return [w - lr * strength * w + u for w, u in zip(params, steps)]


@wrong("regularization/weight_decay", embodies="by_a_constant")
def weight_decay__signs(params, steps, lr, strength):
    """The other penalty."""
    return [each(w, lambda w: w - lr * strength * ((w > 0) * 1.0 - (w < 0))) + u for w, u in zip(params, steps)]


@wrong("regularization/weight_decay", embodies="parameters_overwritten")
def weight_decay__in_place(params, steps, lr, strength):
    """np.multiply and np.add with out."""
    for w, u in zip(params, steps):
        if w.ndim > 1:
            np.multiply(w, 1 - lr * strength, out=w)
        np.add(w, u, out=w)
    return params


@wrong("regularization/weight_decay")
def weight_decay__no_step(params, steps, lr, strength):
    """Only the decay: matches no misconception."""
    return [each(w, lambda w: w * (1 - strength * lr)) for w in params]


@wrong("regularization/weight_decay", embodies="halved")
def weight_decay_in_gradient__half(params, grads, strength):
    """The ½ of the penalty."""
    return [g + 0.5 * strength * each(w, lambda w: w) if w.ndim > 1 else 1.0 * g for w, g in zip(params, grads)]


@wrong("regularization/weight_decay", embodies="penalty_subtracted")
def weight_decay_in_gradient__minus(params, grads, strength):
    """The step's sign."""
    return [g - strength * w if w.ndim > 1 else 1.0 * g for w, g in zip(params, grads)]


@wrong("regularization/weight_decay", embodies="biases_penalized")
def weight_decay_in_gradient__all_of_them(params, grads, strength):
    """No exception."""
    return [np.add(g, np.multiply(w, strength)) for w, g in zip(params, grads)]


@wrong("regularization/weight_decay", embodies="gradient_scaled")
def weight_decay_in_gradient__of_the_gradient(params, grads, strength):
    """The wrong letter."""
    return [g + strength * g if w.ndim > 1 else 1.0 * g for w, g in zip(params, grads)]


@wrong("regularization/weight_decay")
def weight_decay_in_gradient__squared(params, grads, strength):
    """The penalty in place of its gradient: matches no misconception."""
    return [g + strength * w**2 if w.ndim > 1 else 1.0 * g for w, g in zip(params, grads)]
