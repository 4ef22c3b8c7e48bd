"""What is asked of averaged stochastic gradient descent, and of Quickprop."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.optimizers.walks import edges, single, velocity, walks

# --- asgd ------------------------------------------------------------------------------------------


def _asgd_by_hand(rng):
    return [call("asgd", np.array([4.0]), np.array([8.0]), np.array([0.0]), 3, 0.5, 1.0, 1.0, 1e6, label="step 3, before averaging begins"),
            call("asgd", np.array([4.0]), np.array([0.0]), np.array([1.0]), 5, 0.5, 0.0, 1.0, 1.0, label="step 5, averaging since step 3")]


def _averaged(answer, grads, lr, t0):
    w = ax = np.zeros(grads.shape[1])
    path = []
    for t, grad in enumerate(grads, start=1):
        w, ax = answer.asgd(w, w - grad, ax, t, lr, 0.0, 0.0, t0)
        path.append(np.array(w))
    return np.array(path), ax


def _noisy_walks(rng):
    return [call("asgd", rng.normal(loc=1.0, size=(60, 3)), 0.3, float(t0), driver=_averaged,
                 label=f"60 noisy steps, averaging after step {t0}")
            for t0 in (0, 20)]


def _mean_of_the_path(calls, values):
    for request, outcome in zip(calls, values):
        path, ax = np.asarray(outcome[0]), np.asarray(outcome[1])
        if path.shape != (60, 3) or ax.shape != (3,):
            return f"three parameters and 60 steps gave the shapes {path.shape} and {ax.shape}"
        first = int(request.args[2]) + 1
        if not np.allclose(ax, path[first:].mean(axis=0), rtol=1e-9):
            if np.allclose(ax, path[-1]):
                return "the average is the last place: nothing was averaged"
            return "the average is not the mean of the places after averaging began"
    return None


def _asgd_late(rng):
    w, grad, ax = rng.normal(size=(3, 4))
    return [call("asgd", w, grad, ax, t, 0.2, 0.1, 0.6, 10.0, label=f"step {t} with t0 = 10") for t in (1, 2, 10, 11, 12, 13, 14, 500)]


def _asgd_defaults(rng):
    return [call("asgd", *rng.normal(size=(3, 4)), t, label=f"step {t}, all defaults") for t in (1, 2, 5000, 1_500_000)]


def _asgd_unchanged(rng):
    return [call("asgd", *rng.normal(size=(3, 4)), 9, 0.1, 0.01, 0.75, 2.0, label="asgd")]


def _asgd(rate=lambda lr, lam, a, t: lr / (1 + lam * lr * (t - 1))**a, weight=lambda t, t0: 1 / max(1.0, t - 1 - t0), decay=True):
    def variant(w, grad, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6):
        eta = rate(lr, lambd, alpha, t)
        w = (1 - decay * lambd * eta) * w - eta * grad
        return w, ax + (w - ax) * weight(t, t0)
    return variant


def _steps_from_the_average(w, grad, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6):
    w, ax = _asgd()(w, grad, ax, t, lr, lambd, alpha, t0)
    return ax, ax


def _averages_before(w, grad, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6):
    return _asgd()(w, grad, ax, t, lr, lambd, alpha, t0)[0], ax + (w - ax) / max(1.0, t - 1 - t0)


def _asgd_in_place(w, grad, ax, t, lr=0.01, lambd=1e-4, alpha=0.75, t0=1e6):
    eta = lr / (1 + lambd * lr * (t - 1))**alpha
    w -= eta * (grad + lambd * w)
    return w, ax + (w - ax) / max(1.0, t - 1 - t0)


ASGD = Sheet(
    checks=(
        Check("by hand", "The steps of the book are right.", "value", 1, _asgd_by_hand,
              by_hand=((np.array([1.0]), np.array([1.0])), (np.array([4.0]), np.array([2.0])))),
        Check("random steps", "Steps from random places are right, in any shape.", "reference", 1,
              single("asgd", velocity, counted=True, lr=0.3, lambd=0.2, alpha=0.6, t0=3.0),
              hint="first the weights, then the average with the new ones"),
        Check("where averaging begins", "Steps around t0 weigh the new place as they should.", "reference", 2, _asgd_late,
              hint="up to step t0 + 2 the average is the new place"),
        Check("many steps", "Sixty steps down a valley arrive where they should.", "reference", 1,
              walks("asgd", 1, counted=True, lr=0.3, lambd=0.05, t0=10.0), hint="return the average, so that it lives on"),
        Check("a mean", "On a noisy walk the average is the mean of the places since it began.", "property", 1, _noisy_walks,
              holds=_mean_of_the_path,
              hint="the k-th place that is averaged has the weight 1/k"),
        Check("defaults", "The defaults are those asked for.", "reference", 1, _asgd_defaults,
              hint="lr 0.01, lambd 1e-4, alpha 0.75, t0 1e6",
              rtol=1e-12, atol=0.0, why="the decay of one step is about 1e-6 and must show"),
        Check("edges", "A gradient of zero, one parameter and no parameter work.", "edge", 1, edges("asgd", velocity, counted=True,
              lambd=0.3),
              hint="with a gradient of 0 the weights still shrink"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _asgd_unchanged,
              hint="w -= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("never_averages", "asgd", _asgd(weight=lambda t, t0: 1.0), "the average is always the last place"),
        Misconception("averages_from_the_start", "asgd", _asgd(weight=lambda t, t0: 1 / t),
                      "t0 is not used: the far-away start is averaged too"),
        Misconception("one_step_early", "asgd", _asgd(weight=lambda t, t0: 1 / max(1.0, t - t0)),
                      "the weight of the next step is used: it is 1 / max(1, t − 1 − t0)"),
        Misconception("running_mean", "asgd", _asgd(weight=lambda t, t0: 0.1),
                      "a running mean with a fixed share; every place weighs the same"),
        Misconception("constant_rate", "asgd", _asgd(rate=lambda lr, lam, a, t: lr), "the rate does not fall"),
        Misconception("rate_of_the_next_step", "asgd", _asgd(rate=lambda lr, lam, a, t: lr / (1 + lam * lr * t)**a),
                      "the first step has a lower rate already"),
        Misconception("power_misplaced", "asgd", _asgd(rate=lambda lr, lam, a, t: lr / (1 + (lam * lr * (t - 1))**a)),
                      "the power stands inside the sum"),
        Misconception("no_decay", "asgd", _asgd(decay=False), "the weights do not shrink by 1 − λ η"),
        Misconception("steps_from_the_average", "asgd", _steps_from_the_average,
            "the average is returned as the place from which the next step starts"),
        Misconception("averages_before_the_step", "asgd", _averages_before, "the place before the step is averaged"),
        Misconception("parameters_overwritten", "asgd", _asgd_in_place, "an in-place operation writes into the caller's parameters"),
    ),
)

# --- quickprop -------------------------------------------------------------------------------------


def _quickprop_by_hand(rng):
    return [call("quickprop", np.array([3.0]), np.array([2.0]), np.zeros(1), np.zeros(1), 0.1, label="the first step"),
            call("quickprop", np.array([1.0]), np.array([1.0]), np.array([2.0]), np.array([-1.0]), label="the slope has halved"),
            call("quickprop", np.array([1.0]), np.array([-1.0]), np.array([2.0]), np.array([-3.0]), label="the slope has changed its sign"),
            call("quickprop", np.array([1.0]), np.array([3.0]), np.array([2.0]), np.array([-1.0]), label="the slope has grown"),
            call("quickprop", np.array([1.0]), np.array([1.9]), np.array([2.0]), np.array([-1.0]), label="the slope has hardly changed")]


def _quickprop_cases(rng):
    """Places, slopes and steps of every kind in one array."""
    found = []
    for shape in ((40,), (6, 7)):
        step = rng.normal(size=shape) * rng.choice([0.0, 1.0, 1.0], size=shape)
        found.append(call("quickprop", rng.normal(size=shape), rng.normal(size=shape), rng.normal(size=shape), step, 0.1,
                          label=f"slopes and steps of every kind, shape {shape}"))
    found.append(call("quickprop", *rng.normal(size=(4, 30)), 0.05, 3.0, label="a max_growth of 3"))
    return found


def _quickprop_walk(answer, w, curvatures, centre, steps):
    grad_prev, step, path = np.zeros(len(w)), np.zeros(len(w)), []
    for _ in range(steps):
        grad = curvatures * (w - centre)
        w, step = answer.quickprop(w, grad, grad_prev, step, 0.1)
        grad_prev = grad
        path.append(np.array(w))
    return np.array(path)


def _parabolas(rng):
    return [call("quickprop", rng.uniform(2, 4, size=3), np.array([5.0, 6.0, 8.0]), rng.uniform(-1, 1, size=3), 2, driver=_quickprop_walk,
                 label="a parabola for each of three parameters")]


def _two_steps(calls, values):
    for request, path in zip(calls, values):
        path, centre = np.asarray(path), request.args[2]
        if path.shape != (2, 3):
            return f"three parameters and two steps gave the shape {path.shape}"
        if not np.allclose(path[-1], centre, rtol=1e-9, atol=1e-9):
            far = np.abs(path[-1] - centre).max()
            return f"on a parabola the second step should end at the minimum; it ends {far:.3g} away"
    return None


def _quickprop_edges(rng):
    one, zero = np.ones, np.zeros
    return [call("quickprop", one(2), zero(2), one(2), -one(2), label="a slope of zero"),
            call("quickprop", one(2), zero(2), zero(2), -one(2), label="a slope of zero, twice"),
            call("quickprop", one(2), one(2), one(2), -one(2), label="a slope that does not change"),
            call("quickprop", one(2), one(2), np.array([0.5, 2.0]), one(2), 0.1, label="a step that went uphill"),
            call("quickprop", np.ones(0), np.ones(0), np.ones(0), np.ones(0), label="no parameter")]


def _quickprop_defaults(rng):
    return [call("quickprop", *rng.normal(size=(2, 3)), *np.zeros((2, 3)), label="the default rate"),
            call("quickprop", np.ones(3), np.full(3, 1.9), np.full(3, 2.0), np.array([-1.0, -0.1, -2.0]), label="the default growth")]


def _quickprop_unchanged(rng):
    return [call("quickprop", *rng.normal(size=(4, 5)), label="quickprop")]


def _quickprop(ratio=lambda g, prev: g / (prev - g), growth=lambda r, mu: np.clip(r, -mu, mu), start=lambda g, lr: -lr * g, concave=None):
    """A variant of quickprop, element by element."""
    def variant(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
        step = np.zeros(np.shape(w))
        for i in np.ndindex(step.shape):
            g, prev, d = grad[i], grad_prev[i], step_prev[i]
            if d * (prev - g) < 0:
                step[i] = growth(ratio(g, prev), max_growth) * d
            elif d * g < 0:
                step[i] = max_growth * d if concave is None else concave(g, prev, d, lr)
            else:
                step[i] = start(g, lr)
        return w + step, step
    return variant


def _returns_the_gradient_step(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
    return _quickprop()(w, grad, grad_prev, step_prev, lr, max_growth)[0], -lr * grad


def _subtracts(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
    step = _quickprop()(w, grad, grad_prev, step_prev, lr, max_growth)[1]
    return w - step, step


def _quickprop_in_place(w, grad, grad_prev, step_prev, lr=0.01, max_growth=1.75):
    step = _quickprop()(w, grad, grad_prev, step_prev, lr, max_growth)[1]
    w += step
    return w, step


QUICKPROP = Sheet(
    checks=(
        Check("by hand", "The five cases of the book are right.", "value", 2, _quickprop_by_hand,
              by_hand=((np.array([2.8]), np.array([-0.2])), (np.array([0.0]), np.array([-1.0])), (np.array([2.0]), np.array([1.0])),
                       (np.array([-0.75]), np.array([-1.75])), (np.array([-0.75]), np.array([-1.75])))),
        Check("every kind", "Parameters of every kind in one array each get their own step.", "reference", 2, _quickprop_cases,
              hint="decide for each parameter by itself: np.where"),
        Check("a parabola", "On a parabola the second step ends at the minimum.", "property", 1, _parabolas, holds=_two_steps,
              hint="the slope changes linearly: where is it 0?"),
        Check("edges", "Slopes of zero, slopes that do not change, steps that went uphill, and no parameter work.", "edge", 1,
              _quickprop_edges,
              hint="where the slope has not changed nothing is divided; with no minimum and no way down, start again with −lr · grad"),
        Check("defaults", "The defaults are those asked for.", "reference", 1, _quickprop_defaults, hint="lr 0.01 and max_growth 1.75"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _quickprop_unchanged,
              hint="w += … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("fraction_turned", "quickprop", _quickprop(ratio=lambda g, prev: g / (g - prev)),
                      "the difference of the slopes has the wrong sign, so the step goes the other way"),
        Misconception("old_slope_above", "quickprop", _quickprop(ratio=lambda g, prev: prev / (prev - g)),
                      "the old slope stands above; that is the minimum as seen from the place before"),
        Misconception("no_limit", "quickprop", _quickprop(growth=lambda r, mu: r), "nothing limits the step where the parabola is flat"),
        Misconception("limit_upwards_only", "quickprop", _quickprop(growth=lambda r, mu: min(r, mu)),
                      "the step back is not limited: the limit holds in both directions"),
        Misconception("always_the_gradient", "quickprop", _quickprop(concave=lambda g, prev, d, lr: -lr * g),
                      "where the parabola has no minimum, but the last step led down, the step is max_growth times the last one"),
        Misconception("starts_with_nothing", "quickprop", _quickprop(start=lambda g, lr: 0.0),
                      "where nothing moved before nothing ever moves"),
        Misconception("starts_uphill", "quickprop", _quickprop(start=lambda g, lr: lr * g), "the first step goes up"),
        Misconception("stays_where_it_is_concave", "quickprop", _quickprop(concave=lambda g, prev, d, lr: d),
                      "where the parabola has no minimum the last step is repeated; it grows by max_growth"),
        Misconception("returns_another_step", "quickprop", _returns_the_gradient_step,
            "the step that is returned is not the one that was taken"),
        Misconception("subtracts_the_step", "quickprop", _subtracts, "the step has its sign already, and is subtracted"),
        Misconception("parameters_overwritten", "quickprop", _quickprop_in_place, "the step is written into the caller's parameters"),
    ),
)
