"""What is asked of momentum in its three forms, and of Nesterov's."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.optimizers.walks import edges, single, together, velocity, walks

FORMS = ("momentum", "momentum_inside", "momentum_ema")

# --- momentum --------------------------------------------------------------------------------------


def _momentum_by_hand(rng):
    one = np.ones
    return [call("momentum", one(1), one(1), np.array([1.9]), 0.1, 0.9, label="a third step, gradient 1"),
            call("momentum_inside", one(1), one(1), np.array([-0.19]), 0.1, 0.9, label="the same with the rate inside"),
            call("momentum_ema", one(1), one(1), np.array([0.19]), 1.0, 0.9, label="the same as a running mean, with ten times the rate")]


def _falling_rate(answer, w, grads):
    ends = []
    for name in ("momentum", "momentum_inside"):
        place, v = w, np.zeros(len(w))
        for t, grad in enumerate(grads):
            place, v = getattr(answer, name)(place, grad, v, 0.1 / (t + 1), 0.8)
        ends.append(place)
    return ends


def _rate_changes(rng):
    return [call("momentum", rng.normal(size=2), rng.normal(size=(9, 2)), driver=_falling_rate, label="a rate that falls at every step")]


def _agreeing(answer, w, valley, lr, mu, steps):
    ends = []
    for name, rate in (("momentum", lr), ("momentum_inside", lr), ("momentum_ema", lr / (1 - mu))):
        place, v = w, np.zeros(len(w))
        for _ in range(steps):
            place, v = getattr(answer, name)(place, valley @ place, v, rate, mu)
        ends.append(place)
    return ends


def _three_ways(rng):
    valley = np.array([[2.0, 0.6], [0.6, 0.7]])
    return [call("momentum", rng.uniform(1, 3, size=2), valley, 0.1, mu, 30, driver=_agreeing, label=f"momentum {mu}, constant rate")
            for mu in (0.9, 0.5)]


def _all_agree(calls, values):
    for request, ends in zip(calls, values):
        ends = [np.asarray(end) for end in ends]
        if any(end.shape != (2,) for end in ends):
            return f"two parameters ended with the shapes {', '.join(str(end.shape) for end in ends)}"
        if not (np.allclose(ends[0], ends[1], rtol=1e-9) and np.allclose(ends[0], ends[2], rtol=1e-9)):
            return f"the three forms ended at {ends[0].round(4)}, {ends[1].round(4)} and {ends[2].round(4)}"
        if np.linalg.norm(ends[0]) > np.linalg.norm(request.args[0]):
            return f"after 30 steps the minimum is {np.linalg.norm(ends[0]):.3g} away, farther than at the start"
    return None


def _momentum_unchanged(rng):
    return [call(name, *rng.normal(size=(3, 4)), 0.1, label=name) for name in FORMS]


def _momentum_defaults(rng):
    return [call(name, *rng.normal(size=(3, 3)), label=name) for name in FORMS]


def _in_place(w, grad, v, lr=0.001, momentum=0.9):
    v *= momentum
    v += grad
    return w - lr * v, v


def _old_velocity(w, grad, v, lr=0.001, momentum=0.9):
    return w - lr * v, momentum * v + grad


def _form(rule, sign=-1):
    """A variant of momentum whose velocity is rule(v, g, μ), with the step ± η v'."""
    def variant(w, grad, v, lr=0.001, momentum=0.9):
        v = rule(v, grad, momentum)
        return w + sign * lr * v, v
    return variant


def _inside(rule, sign=1):
    def variant(w, grad, v, lr=0.001, momentum=0.9):
        v = rule(v, grad, lr, momentum)
        return w + sign * v, v
    return variant


def _mean(rule):
    def variant(w, grad, v, lr=0.001, beta=0.9):
        v = rule(v, grad, beta)
        return w - lr * v, v
    return variant


MOMENTUM = Sheet(
    checks=(
        Check("by hand", "The third step with a constant gradient of 1 is right in all three forms.", "value", 1, _momentum_by_hand,
              by_hand=((np.array([0.729]), np.array([2.71])), (np.array([0.729]), np.array([-0.271])),
                       (np.array([0.729]), np.array([0.271])))),
        Check("random steps", "Steps from random places and velocities are right, in any shape.", "reference", 2,
              together(*(single(name, velocity, lr=0.07) for name in FORMS)), hint="first the new velocity, then the step with it"),
        Check("many steps", "Sixty steps down a valley arrive where they should.", "reference", 1,
              together(walks("momentum", 1, lr=0.05), walks("momentum_inside", 1, lr=0.05), walks("momentum_ema", 1, lr=0.5)),
              hint="return the velocity, so that it lives on"),
        Check("when they agree", "With a constant rate the three forms take the same path.", "property", 1, _three_ways, holds=_all_agree,
              hint="the running mean wants the rate divided by 1 − β"),
        Check("when they do not", "With a rate that changes, inside and outside differ as they should.", "reference", 1, _rate_changes,
              hint="inside, a gradient keeps the rate of the step at which it came"),
        Check("edges", "A gradient of zero, one parameter and no parameter work.", "edge", 1,
              together(*(edges(name, velocity, lr=0.1) for name in FORMS)), hint="with a gradient of 0 the velocity goes on, and fades"),
        Check("defaults", "The defaults are those asked for.", "reference", 1, _momentum_defaults, hint="lr 0.001 and 0.9"),
        Check("inputs unchanged", "Parameters, gradient and velocity are not changed.", "unchanged", 1, _momentum_unchanged,
              hint="v *= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("running_mean", "momentum", _form(lambda v, g, mu: mu * v + (1 - mu) * g),
                      "the velocity is a running mean, a tenth as large: that is momentum_ema"),
        Misconception("old_velocity", "momentum", _old_velocity, "the step is taken with the velocity of the step before"),
        Misconception("no_memory", "momentum", _form(lambda v, g, mu: g + 0 * v),
                      "the velocity is begun anew at every call, so this is plain descent"),
        Misconception("uphill", "momentum", _form(lambda v, g, mu: mu * v + g, sign=1), "the step goes up: the velocity is added"),
        Misconception("never_fades", "momentum", _form(lambda v, g, mu: v + g), "the velocity is never multiplied by the momentum"),
        Misconception("fades_with_the_gradient", "momentum", _form(lambda v, g, mu: mu * (v + g)),
                      "the new gradient is multiplied by the momentum as well"),
        Misconception("velocity_overwritten", "momentum", _in_place, "an in-place operation writes into the caller's velocity"),
        Misconception("rate_outside", "momentum_inside", _inside(lambda v, g, lr, mu: lr * (mu * v - g)),
                      "the whole velocity is multiplied by the rate, so what was gathered shrinks at every step"),
        Misconception("ascent", "momentum_inside", _inside(lambda v, g, lr, mu: mu * v + lr * g),
                      "the gradient is added to a velocity that is added to the parameters: uphill"),
        Misconception("subtracted_twice", "momentum_inside", _inside(lambda v, g, lr, mu: mu * v - lr * g, sign=-1),
                      "the velocity has the minus sign already, and is subtracted"),
        Misconception("rate_applied_twice", "momentum_inside", lambda w, grad, v, lr=0.001, momentum=0.9: (
            w + lr * (momentum * v - lr * grad), momentum * v - lr * grad),
                "the rate is inside the velocity, and the velocity is multiplied by it again"),
        Misconception("not_a_mean", "momentum_ema", _mean(lambda v, g, beta: beta * v + g), "the gradient is not multiplied by 1 − beta"),
        Misconception("shares_exchanged", "momentum_ema", _mean(lambda v, g, beta: (1 - beta) * v + beta * g),
                      "beta and 1 − beta are exchanged: the past keeps a tenth"),
    ),
)

# --- nesterov --------------------------------------------------------------------------------------


def _nesterov_by_hand(rng):
    return [call("nesterov", np.array([x]), np.array([x]), np.array([v]), 0.1, 0.9, label=label) for x, v, label in (
        (1.0, 0.0, "½x² from 1, first step"), (0.81, 1.0, "second step"), (0.5751, 1.71, "third step"))]


def _looking_ahead(answer, w, valley, lr, mu, steps):
    place, v, seen = w, np.zeros(len(w)), w
    for _ in range(steps):
        place, v = answer.nesterov(place, valley @ place, v, lr, mu)
    u, ahead = np.zeros(len(w)), w
    for _ in range(steps):
        u = mu * u - lr * (valley @ ahead)
        seen = seen + u
        ahead = seen + mu * u
    return place, ahead


def _both_forms(rng):
    valley = np.array([[2.0, 0.6], [0.6, 0.7]])
    return [call("nesterov", rng.uniform(1, 3, size=2), valley, 0.1, mu, 25, driver=_looking_ahead, label=f"momentum {mu}, 25 steps")
            for mu in (0.9, 0.6)]


def _same_place(calls, values):
    for place, ahead in values:
        if not (np.shape(place) == np.shape(ahead) and np.allclose(place, ahead, rtol=1e-9)):
            return f"the path ends at {np.round(place, 4)}; the look-ahead point of Nesterov's own form ends elsewhere"
    return None


def _nesterov_unchanged(rng):
    return [call("nesterov", *rng.normal(size=(3, 4)), 0.1, label="nesterov")]


def _nesterov_defaults(rng):
    return [call("nesterov", *rng.normal(size=(3, 3)), label="the defaults")]


def _nesterov(step):
    """A variant of Nesterov's from what is subtracted: step(g, v, v', μ)."""
    def variant(w, grad, v, lr=0.001, momentum=0.9):
        new = momentum * v + grad
        return w - lr * step(grad, v, new, momentum), new
    return variant


def _nesterov_in_place(w, grad, v, lr=0.001, momentum=0.9):
    v *= momentum
    v += grad
    return w - lr * (grad + momentum * v), v


NESTEROV = Sheet(
    checks=(
        Check("by hand", "Three steps on ½x² are those of the book's table.", "value", 1, _nesterov_by_hand,
              by_hand=((np.array([0.81]), np.array([1.0])), (np.array([0.5751]), np.array([1.71])), (np.array([0.327321]),
                  np.array([2.1141])))),
        Check("random steps", "Steps from random places and velocities are right, in any shape.", "reference", 2,
              single("nesterov", velocity, lr=0.07), hint="the step is the gradient and, once more faded, the new velocity"),
        Check("many steps", "Sixty steps down a valley arrive where they should.", "reference", 1, walks("nesterov", 1, lr=0.05),
              hint="return the velocity, so that it lives on"),
        Check("it looks ahead", "The path is that of the point at which Nesterov's own form takes its gradients.", "property", 1,
              _both_forms,
              holds=_same_place, hint="after the step the parameters stand where the next gradient is taken"),
        Check("edges", "A gradient of zero, one parameter and no parameter work.", "edge", 1, edges("nesterov", velocity, lr=0.1),
              hint="with a gradient of 0 the velocity goes on, faded twice"),
        Check("defaults", "The defaults are those asked for.", "reference", 1, _nesterov_defaults, hint="lr 0.001 and momentum 0.9"),
        Check("inputs unchanged", "Parameters, gradient and velocity are not changed.", "unchanged", 1, _nesterov_unchanged,
              hint="v *= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("heavy_ball", "nesterov", _nesterov(lambda g, v, new, mu: new),
                      "this is plain momentum: the step is the velocity itself"),
        Misconception("velocity_without_this_gradient", "nesterov", _nesterov(lambda g, v, new, mu: g + mu * mu * v),
                      "the velocity is faded twice, but this gradient is not in it when the step is taken"),
        Misconception("looks_back", "nesterov", _nesterov(lambda g, v, new, mu: g - mu * new),
                      "the sign before the velocity is wrong: it looks back, not ahead"),
        Misconception("step_counted_twice", "nesterov", _nesterov(lambda g, v, new, mu: g + new), "the velocity is not faded once more"),
        Misconception("gradient_left_out", "nesterov", _nesterov(lambda g, v, new, mu: mu * new),
                      "the gradient itself is missing in the step"),
        Misconception("velocity_without_the_rate", "nesterov", lambda w, grad, v, lr=0.001, momentum=0.9: (
            w - lr * grad - momentum * (momentum * v + grad), momentum * v + grad),
                "the velocity's part of the step is not multiplied by the rate"),
        Misconception("velocity_overwritten", "nesterov", _nesterov_in_place, "an in-place operation writes into the caller's velocity"),
    ),
)
