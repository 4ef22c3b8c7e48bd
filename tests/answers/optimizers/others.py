"""Wrong and right answers: asgd, quickprop."""

import numpy as np

from tests.answers.kit import collector
from tests.answers.optimizers.scalars import each, table

right, wrong, ANSWERS = collector()

# --- asgd ------------------------------------------------------------------------------------------


@right("optimizers/asgd")
@each(1)
def asgd__one_by_one(w, grad, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6):
    """Each parameter by itself, the average as a weighted one."""
    rate = lr * (1 + lambd * lr * (t - 1)) ** -alpha
    w = w - rate * (grad + lambd * w)
    share = 1.0 if t - 1 - t0 < 1 else 1 / (t - 1 - t0)
    return w, (1 - share) * ax + share * w


@right("optimizers/asgd")
def asgd__branches(w, grad, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6):
    """Two cases, written out."""
    rate = lr / np.power(1.0 + lambd * lr * (t - 1), alpha)
    new = w * (1 - lambd * rate) - rate * grad
    if t <= t0 + 2:
        return new, new.copy()
    return new, ax + (new - ax) / (t - 1 - t0)


def averaged(w, g, ax, rate, share, lambd):
    """A step with another rate, or another weight of the new place."""
    w = w - rate * g - rate * lambd * w
    return w, ax + share * (w - ax)


def falling(lr, lambd, alpha, t):
    """The rate as it should be."""
    return lr * (1 + lambd * lr * (t - 1)) ** -alpha


def share(t, t0):
    """The weight as it should be."""
    return 1 / max(t - t0 - 1, 1)


globals().update(table(wrong, "optimizers/asgd", "asgd", 1, {
    "last": ("never_averages", lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: averaged(
        w, g, ax, falling(lr, lambd, alpha, t), 1, lambd)),
    "everything": ("averages_from_the_start", lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: averaged(
        w, g, ax, falling(lr, lambd, alpha, t), 1 / t, lambd)),
    "early": ("one_step_early", lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: averaged(
        w, g, ax, falling(lr, lambd, alpha, t), share(t + 1, t0), lambd)),
    "ema": ("running_mean", lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: averaged(
        w, g, ax, falling(lr, lambd, alpha, t), 0.1, lambd)),
    "level": ("constant_rate", lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: averaged(w, g, ax, lr, share(t, t0), lambd)),
    "next_rate": ("rate_of_the_next_step", lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: averaged(
        w, g, ax, falling(lr, lambd, alpha, t + 1), share(t, t0), lambd)),
    "bracket": ("power_misplaced", lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: averaged(
        w, g, ax, lr / (1 + (lambd * lr * (t - 1)) ** alpha), share(t, t0), lambd)),
    "undecayed": ("no_decay", lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: averaged(
        w, g, ax, falling(lr, lambd, alpha, t), share(t, t0), 0)),
    "walks_on_the_average": ("steps_from_the_average", lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: 2 * averaged(
        w, g, ax, falling(lr, lambd, alpha, t), share(t, t0), lambd)[1:]),
    "old_place": ("averages_before_the_step", lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: (
        averaged(w, g, ax, falling(lr, lambd, alpha, t), 1, lambd)[0], ax + share(t, t0) * (w - ax))),
    "half_the_rate": (None, lambda w, g, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6: averaged(
        w, g, ax, falling(lr, lambd, alpha, t) / 2, share(t, t0), lambd)),
}))


@wrong("optimizers/asgd", embodies="parameters_overwritten")
def asgd__in_place(w, grad, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6):
    """The caller's parameters."""
    w[...], ax = asgd__branches(w, grad, ax, t, lr, lambd, alpha, t0)
    return w, ax


# --- quickprop -------------------------------------------------------------------------------------

@right("optimizers/quickprop")
def quickprop__select(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
    """np.select among three steps."""
    rise = grad - grad_prev
    jump = -step_prev * grad / np.where(rise == 0, 1.0, rise)
    longest = max_growth * np.abs(step_prev)
    jump = np.minimum(np.maximum(jump, -longest), longest)
    step = np.select([step_prev * rise > 0, step_prev * grad < 0], [jump, max_growth * step_prev], -lr * grad)
    return w + step, step


def lifted(rule):
    """A step from a rule for one parameter."""
    def answer(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
        steps = [rule(*numbers, lr, max_growth) for numbers in zip(*(np.ravel(a).tolist() for a in (grad, grad_prev, step_prev)))]
        step = np.array(steps, dtype=float).reshape(w.shape)
        return w + step, step
    return answer


def jump(g, before, d, lr, limit, quotient=None, least=None, uphill=-1.0, flat=None):
    """One parameter's step, with a part exchanged."""
    if (g - before) * d > 0:
        ratio = (quotient or (lambda: g / (before - g)))()
        return d * min(max(ratio, -limit if least is None else least), limit)
    if g * d < 0:
        return limit * d if flat is None else flat
    return uphill * lr * g


@right("optimizers/quickprop")
def quickprop__one_by_one(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
    """Each parameter by itself."""
    return lifted(jump)(w, grad, grad_prev, step_prev, lr, max_growth)


for name, embodies, rule in (
    ("turned", "fraction_turned", lambda g, b, d, lr, mu: jump(g, b, d, lr, mu, quotient=lambda: g / (g - b))),
    ("from_before", "old_slope_above", lambda g, b, d, lr, mu: jump(g, b, d, lr, mu, quotient=lambda: b / (b - g))),
    ("free", "no_limit", lambda g, b, d, lr, mu: g / (b - g) * d if (g - b) * d > 0 else jump(g, b, d, lr, mu)),
    ("free_backwards", "limit_upwards_only", lambda g, b, d, lr, mu: jump(g, b, d, lr, mu, least=-1e300)),
    ("cautious", "always_the_gradient", lambda g, b, d, lr, mu: jump(g, b, d, lr, mu, flat=-lr * g)),
    ("asleep", "starts_with_nothing", lambda g, b, d, lr, mu: jump(g, b, d, lr, mu, uphill=0.0)),
    ("climbs", "starts_uphill", lambda g, b, d, lr, mu: jump(g, b, d, lr, mu, uphill=1.0)),
    ("again", "stays_where_it_is_concave", lambda g, b, d, lr, mu: jump(g, b, d, lr, mu, flat=d)),
    ("twice_as_far", None, lambda g, b, d, lr, mu: 2 * jump(g, b, d, lr, mu)),
):
    code = lifted(rule)
    code.__name__ = f"quickprop__{name}"
    globals()[code.__name__] = wrong("optimizers/quickprop", embodies)(code)


@wrong("optimizers/quickprop", embodies="returns_another_step")
def quickprop__reports_descent(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
    """What plain descent would have done is returned."""
    return quickprop__select(w, grad, grad_prev, step_prev, lr, max_growth)[0], grad * -lr


@wrong("optimizers/quickprop", embodies="subtracts_the_step")
def quickprop__minus(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
    """A step with its sign, taken away."""
    step = quickprop__select(w, grad, grad_prev, step_prev, lr, max_growth)[1]
    return w + -step, step


@wrong("optimizers/quickprop", embodies="parameters_overwritten")
def quickprop__in_place(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
    """The caller's parameters."""
    step = quickprop__select(w, grad, grad_prev, step_prev, lr, max_growth)[1]
    np.add(w, step, out=w)
    return w, step
