"""What is asked of AdaGrad, RMSProp and AdaDelta."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.optimizers.walks import edges, single, squares, together, velocity, walks

SMALL = 1e-6  # gradients that are about as small as ε, so that its place shows


def _unchanged(name, memories, counted=False):
    def calls(rng):
        return [call(name, rng.normal(size=4), rng.normal(size=4), *rng.uniform(1, 2, size=(memories, 4)), *([3] if counted else []),
                     label=name)]
    return calls


def _small(name, memories, counted=False):
    def calls(rng):
        return [call(name, rng.normal(size=4), scale * rng.normal(size=4), *np.zeros((memories, 4)), *([1] if counted else []),
                     label=f"{name}, gradients of about {scale:g}, all defaults") for scale in (SMALL, 1e-8, 1.0)]
    return calls


def _constant(answer, name, memories, counted, grad, steps, settings):
    w, state, moved = np.zeros(len(grad)), [np.zeros(len(grad)) for _ in range(memories)], []
    for t in range(1, steps + 1):
        new, *state = getattr(answer, name)(w, grad, *state, *([t] if counted else []), **settings)
        moved.append(w - new)
        w = new
    return np.array(moved)


def _scales(name, memories, counted=False, **settings):
    def calls(rng):
        return [call(name, name, memories, counted, np.array([1e-2, 1.0, 100.0]), 20, settings, driver=_constant,
                     label="constant gradients of 0.01, 1 and 100")]
    return calls


def _equal_steps(calls, values):
    for moved in values:
        moved = np.asarray(moved)
        if moved.shape != (20, 3):
            return f"three parameters and 20 steps gave the shape {moved.shape}"
        if not np.all(moved[-1] > 0):
            return "the parameters do not go against the gradient"
        if not np.allclose(moved, moved[:, 1:2], rtol=1e-3):
            worst = moved[-1] / moved[-1, 1]
            return f"at step 20 the gradient 0.01 moves {worst[0]:.3g} and the gradient 100 {worst[2]:.3g} times as far as the gradient 1"
    return None


# --- adagrad ---------------------------------------------------------------------------------------


def _adagrad_by_hand(rng):
    return [call("adagrad", np.array([1.0]), np.array([3.0]), np.array([16.0]), 1, 0.1, 0.0, 0.0, label="a gradient of 3 after one of 4"),
            call("adagrad", np.array([1.0]), np.array([3.0]), np.array([16.0]), 5, 0.1, 0.25, 0.0,
                 label="the same at step 5, with lr_decay"),
            call("adagrad_start", np.array([1.0, -2.0]), 0.1, label="a start of 0.1")]


def _starts(rng):
    return [call("adagrad_start", rng.normal(size=shape), value, label=f"parameters of shape {shape}")
            for shape, value in (((3,), 0.5), ((2, 4), 2.0), ((0,), 1.0))] + [call("adagrad_start", rng.normal(size=3),
                 label="the default")]


def _start_unchanged(rng):
    return [call("adagrad_start", rng.normal(size=4), 0.5, label="adagrad_start")]


def _adagrad(gather=lambda s, g: s + g**2, root=lambda s, eps: np.sqrt(s) + eps, decay=lambda t, d: 1 + (t - 1) * d):
    def variant(w, grad, s, t, lr=0.01, lr_decay=0.0, eps=1e-10):
        s = gather(s, grad)
        return w - lr / decay(t, lr_decay) * grad / root(s, eps), s
    return variant


def _adagrad_old_sum(w, grad, s, t, lr=0.01, lr_decay=0.0, eps=1e-10):
    return w - lr / (1 + (t - 1) * lr_decay) * grad / (np.sqrt(s) + eps), s + grad**2


def _adagrad_in_place(w, grad, s, t, lr=0.01, lr_decay=0.0, eps=1e-10):
    s += grad**2
    return w - lr / (1 + (t - 1) * lr_decay) * grad / (np.sqrt(s) + eps), s


ADAGRAD = Sheet(
    checks=(
        Check("by hand", "The steps of the book are right.", "value", 1, _adagrad_by_hand,
              by_hand=((np.array([0.94]), np.array([25.0])), (np.array([0.97]), np.array([25.0])), np.array([0.1, 0.1]))),
        Check("random steps", "Steps from random places are right, in any shape, and so is the start.", "reference", 2,
              together(single("adagrad", squares, counted=True, lr=0.07, lr_decay=0.02), _starts),
              hint="the sum gets the new square before it is used"),
        Check("many steps", "Sixty steps down a valley arrive where they should.", "reference", 1,
              walks("adagrad", 1, counted=True, lr=0.5, lr_decay=0.01),
              hint="return the sum, so that it lives on; step 1 has the full rate"),
        Check("small gradients", "Gradients of about ε show where it stands.", "reference", 1, _small("adagrad", 1, counted=True),
              hint="ε is added to the root, and is 1e-10 unless given"),
        Check("any scale", "Constant gradients of any size take equal steps.", "property", 1, _scales("adagrad", 1, counted=True, lr=0.1),
              holds=_equal_steps, hint="squares under a root have the size of the gradient"),
        Check("edges", "A gradient of zero, one parameter and no parameter work.", "edge", 1,
              edges("adagrad", squares, counted=True, lr=0.1), hint="nothing moves where the gradient is 0"),
        Check("inputs unchanged", "Parameters, gradient and sum are not changed.", "unchanged", 1,
              together(_unchanged("adagrad", 1, counted=True), _start_unchanged), hint="s += … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("no_square", "adagrad", _adagrad(gather=lambda s, g: s + np.abs(g)),
                      "the gradients are summed without being squared"),
        Misconception("no_root", "adagrad", _adagrad(root=lambda s, eps: s + eps),
                      "the root of the sum is missing, so large gradients take small steps"),
        Misconception("forgets", "adagrad", _adagrad(gather=lambda s, g: g**2 + 0 * s),
                      "the sum is begun anew at every step, so all steps are equal"),
        Misconception("running_mean", "adagrad", _adagrad(gather=lambda s, g: 0.9 * s + 0.1 * g**2),
                      "a running mean in place of the sum: that is RMSProp"),
        Misconception("eps_inside", "adagrad", _adagrad(root=lambda s, eps: np.sqrt(s + eps)),
                      "eps stands inside the root, where it is a hundred thousand times larger"),
        Misconception("old_sum", "adagrad", _adagrad_old_sum, "the sum of the step before is used: the first step divides by 0"),
        Misconception("decay_from_one", "adagrad", _adagrad(decay=lambda t, d: 1 + t * d),
                      "the first step is decayed already: step t has been decayed t − 1 times"),
        Misconception("decay_as_a_power", "adagrad", _adagrad(decay=lambda t, d: (1 + d) ** (t - 1)),
                      "lr_decay multiplies at every step; it divides by 1 + (t − 1) lr_decay"),
        Misconception("sum_overwritten", "adagrad", _adagrad_in_place, "an in-place operation writes into the caller's sum"),
        Misconception("always_zero", "adagrad_start", lambda w, initial_accumulator_value=0.0: np.zeros(w.shape),
                      "the initial value is not used"),
        Misconception("one_for_all", "adagrad_start", lambda w, initial_accumulator_value=0.0: np.array(float(initial_accumulator_value)),
                      "one number for all parameters; each has a sum of its own"),
    ),
)

# --- rmsprop ---------------------------------------------------------------------------------------


def _rmsprop_by_hand(rng):
    one, zero = np.ones, np.zeros
    return [call("rmsprop", one(1), np.array([3.0]), zero(1), 0.01, 0.99, 0.0, label="a first gradient of 3"),
            call("rmsprop_centered", one(1), one(1), zero(1), zero(1), 0.01, 0.5, 0.0, label="centred, a first gradient of 1"),
            call("rmsprop_momentum", one(1), np.array([3.0]), zero(1), one(1), 0.01, 0.99, 0.0, 0.9,
                 label="with momentum, from a velocity of 1")]


def _centred_steps(rng):
    return [call("rmsprop_centered", *rng.normal(size=(2, *shape)), rng.uniform(2, 4, size=shape), rng.uniform(-1, 1, size=shape),
                 0.07, 0.8, label=f"centred, parameters of shape {shape}") for shape in ((5,), (3, 4))]


def _centred_defaults(rng):
    return [call("rmsprop_centered", *rng.normal(size=(2, 4)), rng.uniform(2, 4, size=4), rng.uniform(-1, 1, size=4),
                 label="centred, all defaults"),
            call("rmsprop_momentum", *rng.normal(size=(2, 4)), rng.uniform(2, 4, size=4), rng.normal(size=4),
                 label="with momentum, all defaults")]


def _centred_edges(rng):
    return [call("rmsprop_centered", rng.normal(size=n), np.zeros(n), np.full(n, 2.0), np.full(n, 0.5), 0.1,
                 label=f"centred, {n} parameters, gradient 0") for n in (3, 1, 0)] + [
        call("rmsprop_centered", np.zeros(2), np.full(2, 0.5), np.ones(2), np.array([1.01, 0.2]), 0.1,
             label="centred, a mean of squares below the squared mean, and one above")]


def _centred_unchanged(rng):
    return [call("rmsprop_centered", *rng.normal(size=(2, 4)), np.full(4, 3.0), np.full(4, 0.5), label="centred")]


def _rmsprop(gather=lambda s, g, a: a * s + (1 - a) * g**2, root=lambda s, eps: np.sqrt(s) + eps):
    def variant(w, grad, s, lr=0.01, alpha=0.99, eps=1e-8):
        s = gather(s, grad, alpha)
        return w - lr * grad / root(s, eps), s
    return variant


def _rmsprop_in_place(w, grad, s, lr=0.01, alpha=0.99, eps=1e-8):
    s *= alpha
    s += (1 - alpha) * grad**2
    return w - lr * grad / (np.sqrt(s) + eps), s


def _centred(spread):
    def variant(w, grad, s, m, lr=0.01, alpha=0.99, eps=1e-8):
        s, m = alpha * s + (1 - alpha) * grad**2, alpha * m + (1 - alpha) * grad
        return w - lr * grad / (np.sqrt(spread(s, m)) + eps), s, m
    return variant


def _centred_old_mean(w, grad, s, m, lr=0.01, alpha=0.99, eps=1e-8):
    s = alpha * s + (1 - alpha) * grad**2
    return w - lr * grad / (np.sqrt(s - m**2) + eps), s, alpha * m + (1 - alpha) * grad


def _centred_step_of_the_mean(w, grad, s, m, lr=0.01, alpha=0.99, eps=1e-8):
    s, m = alpha * s + (1 - alpha) * grad**2, alpha * m + (1 - alpha) * grad
    return w - lr * m / (np.sqrt(s - m**2) + eps), s, m


def _gathered(rule):
    def variant(w, grad, s, v, lr=0.01, alpha=0.99, eps=1e-8, momentum=0.9):
        s = alpha * s + (1 - alpha) * grad**2
        step, v = rule(v, grad, np.sqrt(s) + eps, momentum)
        return w - lr * step, s, v
    return variant


def _gathered_first(v, g, root, mu):
    v = mu * v + g
    return v / root, v


def _gathered_as_a_mean(v, g, root, mu):
    v = mu * v + (1 - mu) * g / root
    return v, v


def _gathered_never(v, g, root, mu):
    return g / root, mu * v + g / root


RMSPROP = Sheet(
    checks=(
        Check("by hand", "The first steps of the book are right.", "value", 1, _rmsprop_by_hand,
              by_hand=((np.array([0.9]), np.array([0.09])), (np.array([0.98]), np.array([0.5]), np.array([0.5])),
                       (np.array([0.891]), np.array([0.09]), np.array([10.9])))),
        Check("random steps", "Steps from random places are right, in any shape.", "reference", 2,
              together(single("rmsprop", squares, lr=0.07, alpha=0.8), _centred_steps,
                       single("rmsprop_momentum", squares, velocity, lr=0.07, alpha=0.8, momentum=0.7)),
              hint="the running mean gets the new square before it is used"),
        Check("many steps", "Sixty steps down a valley arrive where they should.", "reference", 1,
              together(walks("rmsprop", 1, lr=0.02, alpha=0.9), walks("rmsprop_centered", 2, lr=0.002, alpha=0.9, steps=25),
                       walks("rmsprop_momentum", 2, lr=0.002, alpha=0.9)), hint="return what is remembered, so that it lives on"),
        Check("small gradients and defaults", "Gradients of about ε show where it stands; the defaults are those asked for.",
              "reference", 1,
              together(_small("rmsprop", 1), _small("rmsprop_momentum", 2), _centred_defaults),
              hint="ε is added to the root, and is 1e-8 unless given"),
        Check("any scale", "Constant gradients of any size take equal steps.", "property", 1, _scales("rmsprop", 1, lr=0.1),
              holds=_equal_steps, hint="squares under a root have the size of the gradient"),
        Check("edges", "A gradient of zero, one parameter and no parameter work.", "edge", 1,
              together(edges("rmsprop", squares, lr=0.1), edges("rmsprop_momentum", squares, velocity, lr=0.1), _centred_edges),
              hint="with a gradient of 0 the mean of squares fades"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1,
              together(_unchanged("rmsprop", 1), _centred_unchanged, _unchanged("rmsprop_momentum", 2)),
              hint="s *= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("shares_exchanged", "rmsprop", _rmsprop(gather=lambda s, g, a: (1 - a) * s + a * g**2),
                      "alpha and 1 − alpha are exchanged: hardly anything is remembered"),
        Misconception("cumulative", "rmsprop", _rmsprop(gather=lambda s, g, a: s + g**2),
                      "a sum in place of the running mean: that is AdaGrad, which stalls"),
        Misconception("weights_do_not_add_up", "rmsprop", _rmsprop(gather=lambda s, g, a: a * s + g**2),
                      "the new square is not multiplied by 1 − alpha"),
        Misconception("eps_inside", "rmsprop", _rmsprop(root=lambda s, eps: np.sqrt(s + eps)),
                      "eps stands inside the root, where it is ten thousand times larger"),
        Misconception("no_square", "rmsprop", _rmsprop(gather=lambda s, g, a: a * s + (1 - a) * np.abs(g)), "the gradient is not squared"),
        Misconception("no_root", "rmsprop", _rmsprop(root=lambda s, eps: s + eps), "the root is missing"),
        Misconception("mean_overwritten", "rmsprop", _rmsprop_in_place, "an in-place operation writes into the caller's running mean"),
        Misconception("not_centred", "rmsprop_centered", _centred(lambda s, m: s), "the mean is not taken away from the mean of squares"),
        Misconception("mean_not_squared", "rmsprop_centered", _centred(lambda s, m: np.abs(s - m)),
                      "the mean is taken away without being squared"),
        Misconception("negative_spread_cut_off", "rmsprop_centered", _centred(lambda s, m: np.maximum(s - m**2, 0)),
                      "a negative spread is cut off at 0, and the step is g/ε, huge; as in PyTorch it is not a number, which is seen"),
        Misconception("old_mean", "rmsprop_centered", _centred_old_mean, "the mean of the step before is taken away"),
        Misconception("steps_along_the_mean", "rmsprop_centered", _centred_step_of_the_mean,
                      "the step goes along the mean gradient; only the denominator is centred"),
        Misconception("gathered_then_scaled", "rmsprop_momentum", _gathered(_gathered_first),
                      "the velocity gathers gradients and is scaled afterwards; it gathers what is scaled already"),
        Misconception("velocity_as_a_mean", "rmsprop_momentum", _gathered(_gathered_as_a_mean), "the velocity is a running mean"),
        Misconception("velocity_not_used", "rmsprop_momentum", _gathered(_gathered_never),
                      "the velocity is computed, and the step is taken without it"),
    ),
)

# --- adadelta --------------------------------------------------------------------------------------


def _adadelta_by_hand(rng):
    return [call("adadelta", np.array([1.0]), np.array([6.0]), np.array([8.0]), np.array([8.0]), 0.75, 1.0,
                 label="a gradient of 6 with ε = 1"),
            call("adadelta", np.array([1.0]), np.array([0.0]), np.array([3.0]), np.array([8.0]), 0.75, 1.0,
                 label="a gradient of 0 with ε = 1")]


def _adadelta(delta=lambda s, d, g, eps: np.sqrt(d + eps) / np.sqrt(s + eps) * g, s_rule=None, d_rule=None):
    def variant(w, grad, s, d, rho=0.9, eps=1e-6, lr=1.0):
        s = s_rule(s, grad, rho) if s_rule else rho * s + (1 - rho) * grad**2
        step = delta(s, d, grad, eps)
        d = d_rule(d, step, grad, rho) if d_rule else rho * d + (1 - rho) * step**2
        return w - lr * step, s, d
    return variant


def _new_average(w, grad, s, d, rho=0.9, eps=1e-6, lr=1.0):
    s = rho * s + (1 - rho) * grad**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * grad
    d = rho * d + (1 - rho) * step**2
    return w - lr * np.sqrt(d + eps) / np.sqrt(s + eps) * grad, s, d


def _rate_in_the_average(w, grad, s, d, rho=0.9, eps=1e-6, lr=1.0):
    s = rho * s + (1 - rho) * grad**2
    step = lr * np.sqrt(d + eps) / np.sqrt(s + eps) * grad
    return w - step, s, rho * d + (1 - rho) * step**2


def _adadelta_in_place(w, grad, s, d, rho=0.9, eps=1e-6, lr=1.0):
    s *= rho
    s += (1 - rho) * grad**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * grad
    return w - lr * step, s, rho * d + (1 - rho) * step**2


ADADELTA = Sheet(
    checks=(
        Check("by hand", "The steps of the book, with ε = 1, are right.", "value", 1, _adadelta_by_hand,
              by_hand=((np.array([-3.5]), np.array([15.0]), np.array([11.0625])), (np.array([1.0]), np.array([2.25]), np.array([6.0])))),
        Check("random steps", "Steps from random places are right, in any shape.", "reference", 2,
              together(single("adadelta", squares, squares, rho=0.8, eps=0.01), single("adadelta", squares, squares, rho=0.9, lr=0.3)),
              hint="numerator: what was remembered of the steps before this one"),
        Check("many steps", "Sixty steps down a valley arrive where they should.", "reference", 1,
              together(walks("adadelta", 2), walks("adadelta", 2, eps=1e-3, lr=0.5)),
              hint="the square that is remembered is the step's, without lr"),
        Check("small gradients", "Gradients of about ε, and the defaults, are right.", "reference", 1, _small("adadelta", 2),
              hint="eps is inside both roots; rho 0.9, eps 1e-6, lr 1"),
        Check("any scale", "Constant gradients of 0.01 to 100 take almost equal steps.", "property", 1,
              _scales("adadelta", 2, eps=1e-12), holds=_equal_steps, hint="the units of the gradient cancel"),
        Check("edges", "A gradient of zero, one parameter and no parameter work.", "edge", 1, edges("adadelta", squares, squares),
              hint="nothing moves where the gradient is 0, and what is remembered fades"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _unchanged("adadelta", 2),
              hint="s *= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("eps_missing_above", "adadelta", _adadelta(lambda s, d, g, eps: np.sqrt(d) / np.sqrt(s + eps) * g),
                      "eps is missing in the numerator: the first step is 0, and so are all others"),
        Misconception("eps_outside", "adadelta", _adadelta(lambda s, d, g, eps: (np.sqrt(d) + eps) / (np.sqrt(s) + eps) * g),
                      "eps is added to the roots; here it stands inside both"),
        Misconception("gathers_gradients", "adadelta", _adadelta(d_rule=lambda d, step, g, rho: rho * d + (1 - rho) * g**2),
                      "the second average gathers squared gradients; it gathers squared steps"),
        Misconception("uses_the_new_average", "adadelta", _new_average,
            "this step is counted in its own numerator; only the steps before it are"),
        Misconception("rate_in_the_average", "adadelta", _rate_in_the_average,
            "the remembered step is multiplied by lr; the rate comes last"),
        Misconception("added_twice", "adadelta", _adadelta(d_rule=lambda d, step, g, rho: rho * d + step**2),
                      "the squared step is not multiplied by 1 − rho"),
        Misconception("shares_exchanged", "adadelta", _adadelta(
            s_rule=lambda s, g, rho: (1 - rho) * s + rho * g**2, d_rule=lambda d, step, g, rho: (1 - rho) * d + rho * step**2),
            "rho and 1 − rho are exchanged"),
        Misconception("fraction_upside_down", "adadelta", _adadelta(lambda s, d, g, eps: np.sqrt(s + eps) / np.sqrt(d + eps) * g),
                      "the fraction is upside down: steps above, gradients below"),
        Misconception("average_overwritten", "adadelta", _adadelta_in_place, "an in-place operation writes into the caller's average"),
    ),
)
