"""Wrong and right answers: momentum, nesterov."""

import numpy as np

from tests.answers.kit import collector
from tests.answers.optimizers.scalars import each, table

right, wrong, ANSWERS = collector()

# --- momentum --------------------------------------------------------------------------------------


@right("optimizers/momentum")
@each(1)
def momentum__one_by_one(w, grad, v, lr=0.001, momentum=0.9):
    """Each parameter by itself."""
    return w - lr * grad - lr * momentum * v, grad + momentum * v


@right("optimizers/momentum")
def momentum__add_at(w, grad, v, lr=0.001, momentum=0.9):
    """In place, on copies."""
    w, v = w.copy(), v.copy()
    v *= momentum
    v += grad
    w -= lr * v
    return w, v


@right("optimizers/momentum")
def momentum_inside__through_outside(w, grad, v, lr=0.001, momentum=0.9):
    """The other form, with the velocity turned into its unit and back."""
    new = momentum__add_at(w, grad, -v / lr, lr, momentum)[1]
    return w - lr * new, -lr * new


@right("optimizers/momentum")
@each(1)
def momentum_ema__towards(w, grad, v, lr=0.001, beta=0.9):
    """A tenth of the way from the old mean to the gradient."""
    v += (1 - beta) * (grad - v)
    return w - lr * v, v


def moved(w, v, lr):
    """Where a velocity leads."""
    return w - lr * v, v


globals().update(table(wrong, "optimizers/momentum", "momentum", 1, {
    "averaged": ("running_mean", lambda w, g, v, lr=0.001, momentum=0.9: moved(w, g + momentum * (v - g), lr)),
    "one_step_behind": ("old_velocity", lambda w, g, v, lr=0.001, momentum=0.9: (w - lr * v, g + v * momentum)),
    "forgetful": ("no_memory", lambda w, g, v, lr=0.001, momentum=0.9: moved(w, momentum * 0.0 + g, lr)),
    "climbs": ("uphill", lambda w, g, v, lr=0.001, momentum=0.9: moved(w, v * momentum + g, -lr)),
    "frictionless": ("never_fades", lambda w, g, v, lr=0.001, momentum=0.9: moved(w, v + g, lr)),
    "friction_on_everything": ("fades_with_the_gradient", lambda w, g, v, lr=0.001, momentum=0.9: moved(w, v * momentum + g * momentum,
        lr)),
    "friction_squared": (None, lambda w, g, v, lr=0.001, momentum=0.9: moved(w, v * momentum**2 + g, lr)),
}))
globals().update(table(wrong, "optimizers/momentum", "momentum_inside", 1, {
    "rate_of_everything": ("rate_outside", lambda w, g, v, lr=0.001, momentum=0.9: (w + lr * momentum * v - lr * g,
        lr * momentum * v - lr * g)),
    "climbs": ("ascent", lambda w, g, v, lr=0.001, momentum=0.9: (w + momentum * v + lr * g, momentum * v + lr * g)),
    "minus_minus": ("subtracted_twice", lambda w, g, v, lr=0.001, momentum=0.9: (w - momentum * v + lr * g, momentum * v - lr * g)),
    "rate_squared": ("rate_applied_twice", lambda w, g, v, lr=0.001, momentum=0.9: (
        w + lr * momentum * v - lr * lr * g, momentum * v - lr * g)),
}))
globals().update(table(wrong, "optimizers/momentum", "momentum_ema", 1, {
    "gathers_everything": ("not_a_mean", lambda w, g, v, lr=0.001, beta=0.9: moved(w, v * beta + g, lr)),
    "hardly_remembers": ("shares_exchanged", lambda w, g, v, lr=0.001, beta=0.9: moved(w, v + beta * (g - v), lr)),
}))


@wrong("optimizers/momentum", embodies="velocity_overwritten")
def momentum__in_place(w, grad, v, lr=0.001, momentum=0.9):
    """The caller's velocity."""
    np.add(momentum * v, grad, out=v)
    return w - lr * v, v


# --- nesterov --------------------------------------------------------------------------------------

@right("optimizers/nesterov")
@each(1)
def nesterov__one_by_one(w, grad, v, lr=0.001, momentum=0.9):
    """Multiplied out."""
    return w - lr * (1 + momentum) * grad - lr * momentum**2 * v, momentum * v + grad


@right("optimizers/nesterov")
def nesterov__own_form(w, grad, v, lr=0.001, momentum=0.9):
    """Back to where one stands, the step, and ahead again."""
    stand = w + lr * momentum * v
    u = -lr * momentum * v - lr * grad
    return stand + u + momentum * u, -u / lr


globals().update(table(wrong, "optimizers/nesterov", "nesterov", 1, {
    "plain": ("heavy_ball", lambda w, g, v, lr=0.001, momentum=0.9: moved(w, momentum * v + g, lr)),
    "before_the_update": ("velocity_without_this_gradient", lambda w, g, v, lr=0.001, momentum=0.9: (
        w - lr * g - lr * momentum**2 * v, momentum * v + g)),
    "behind": ("looks_back", lambda w, g, v, lr=0.001, momentum=0.9: (w - lr * g + lr * momentum * (momentum * v + g), momentum * v + g)),
    "both_whole": ("step_counted_twice", lambda w, g, v, lr=0.001, momentum=0.9: (w - lr * (2 * g + momentum * v), momentum * v + g)),
    "only_the_look": ("gradient_left_out", lambda w, g, v, lr=0.001, momentum=0.9: (w - lr * momentum * (momentum * v + g),
        momentum * v + g)),
    "no_rate": ("velocity_without_the_rate", lambda w, g, v, lr=0.001, momentum=0.9: (
        w - lr * g - momentum**2 * v - momentum * g, momentum * v + g)),
    "rate_in_the_velocity": (None, lambda w, g, v, lr=0.001, momentum=0.9: (
        w - lr * (1 + momentum) * g - lr * momentum**2 * v, lr * (momentum * v + g))),
}))


@wrong("optimizers/nesterov", embodies="velocity_overwritten")
def nesterov__in_place(w, grad, v, lr=0.001, momentum=0.9):
    """The caller's velocity."""
    v[...] = momentum * v + grad
    return w - lr * grad - lr * momentum * v, v
