"""What is asked of the two penalties and of their gradients."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SHAPES = ((4, 3), (5,), (2, 3, 2))


def _both(name, w, strength, label=""):
    return [call(name, w, strength, label=label), call(f"{name}_backward", w, strength,
        label=f"{label}, backward" if label else "backward")]


def _by_hand(name):
    def calls(rng):
        return [call(name, np.array([3.0, -4.0]), 0.1, label="the weights 3 and −4"),
                call(f"{name}_backward", np.array([3.0, -4.0, 0.0]), 0.1, label="the weights 3, −4 and 0")]
    return calls


def _random(name):
    def calls(rng):
        return [each for shape in SHAPES for each in _both(name, 2 * rng.normal(size=shape), float(rng.uniform(0.2, 3)), f"shape {shape}")]
    return calls


def _slopes(name):
    """The penalty just above and just below, in a random direction, and the gradient in the middle."""
    def calls(rng):
        w, u, strength = rng.uniform(0.5, 2, size=(3, 4)) * rng.choice([-1, 1], size=(3, 4)), rng.normal(size=(3, 4)), 0.7
        return [call(name, w + 1e-5 * u, strength), call(name, w - 1e-5 * u, strength), call(f"{name}_backward", w, strength)]
    return calls


def _slope_fits(calls, values):
    u = (calls[0].args[0] - calls[1].args[0]) / 2e-5
    measured = (values[0] - values[1]) / 2e-5
    if not np.isclose(measured, (values[2] * u).sum(), rtol=1e-6, atol=1e-8):
        return f"a small step changes your penalty by {measured:.6g} a unit, and your gradient says {float((values[2] * u).sum()):.6g}"
    return None


def _edges(name):
    def calls(rng):
        return [*_both(name, np.zeros((2, 3)), 0.3, "weights that are all 0"), *_both(name, np.array([[-1e3, 1e3]]), 0.3, "large weights"),
                *_both(name, np.array([0.0, -2.0, 1e-9]), 0.3, "a weight of 0 among others"),
                *_both(name, rng.normal(size=4), 0.0, "a strength of 0"), *_both(name, np.zeros(0), 0.3, "no weight")]
    return calls


def _unchanged(name):
    return lambda rng: _both(name, rng.normal(size=(3, 4)), 0.3)


def _checks(name, hint):
    """The checks of one penalty."""
    by_hand = {"l1_penalty": (0.7, np.array([0.1, -0.1, 0.0])), "l2_penalty": (1.25, np.array([0.3, -0.4, 0.0]))}
    return (
        Check("by hand", "The penalty and the gradient worked out in the book come out right.", "value", 1, _by_hand(name),
              by_hand=by_hand[name]),
        Check("random weights", "Weights of any shape give one number, and a gradient in their own shape.", "reference", 2,
              _random(name), hint=hint),
        Check("slope", "The gradient is what a small step of the weights does to the penalty.", "property", 1, _slopes(name),
              holds=_slope_fits, hint="differentiate the penalty that you compute"),
        Check("edges", "Weights of 0, large weights, a strength of 0 and no weight at all work.", "edge", 1, _edges(name),
              hint="at a weight of 0 the gradient is 0"),
        Check("inputs unchanged", "The weights are not changed.", "unchanged", 1, _unchanged(name),
              hint="an in-place operation writes into the caller's array"),
    )


def _sign_in_place(w, strength):
    np.sign(w, out=w)
    return strength * w


def _scaled_in_place(w, strength):
    w *= strength
    return w.copy()


L1_PENALTY = Sheet(
    checks=_checks("l1_penalty", "the sum of the sizes, times the strength; each weight pulls with the same force"),
    misconceptions=(
        Misconception("mean_of_the_sizes", "l1_penalty", lambda w, strength: strength * np.abs(w).sum() / max(w.size, 1),
                      "the mean is taken where the sum is asked for, so the strength fades as a layer grows"),
        Misconception("signs_kept", "l1_penalty", lambda w, strength: strength * w.sum(),
                      "weights are added with their signs, so that positive and negative ones cancel"),
        Misconception("squares", "l1_penalty", lambda w, strength: strength * (w**2).sum(), "squares are added where sizes are asked for"),
        Misconception("euclidean_length", "l1_penalty", lambda w, strength: strength * np.sqrt((w**2).sum()),
                      "this is the Euclidean length, not the sum of the sizes"),
        Misconception("halved", "l1_penalty", lambda w, strength: strength / 2 * np.abs(w).sum(), "the ½ belongs to the L2 penalty"),
        Misconception("slope_at_zero", "l1_penalty_backward", lambda w, strength: strength * np.where(w >= 0, 1.0, -1.0),
                      "a weight of 0 gets a gradient, so a weight that is 0 already is pushed away"),
        Misconception("always_up", "l1_penalty_backward", lambda w, strength: strength * np.abs(np.sign(w)),
                      "the gradient has lost the weight's sign: negative weights are pushed away from 0"),
        Misconception("grows_with_the_weight", "l1_penalty_backward", lambda w, strength: strength * w,
                      "the gradient grows with the weight; that of a size is 1 or −1, times the strength"),
        Misconception("strength_forgotten", "l1_penalty_backward", lambda w, strength: np.sign(w), "the gradient lacks the strength"),
        Misconception("signs_in_place", "l1_penalty_backward", _sign_in_place, "the signs are written into the caller's weights"),
    ),
)

L2_PENALTY = Sheet(
    checks=_checks("l2_penalty", "half of the sum of squares, times the strength; the ½ cancels the 2 of the derivative"),
    misconceptions=(
        Misconception("rooted", "l2_penalty", lambda w, strength: strength * np.sqrt((w**2).sum()),
                      "the root of the sum is taken: that is the norm, and the penalty is its square, halved"),
        Misconception("not_halved", "l2_penalty", lambda w, strength: strength * (w**2).sum(), "the ½ is missing"),
        Misconception("mean_of_squares", "l2_penalty", lambda w, strength: strength / 2 * (w**2).sum() / max(w.size, 1),
                      "the mean is taken where the sum is asked for, so the strength fades as a layer grows"),
        Misconception("strength_squared", "l2_penalty", lambda w, strength: ((strength * w)**2).sum() / 2,
                      "the strength is squared together with the weights"),
        Misconception("sizes", "l2_penalty", lambda w, strength: strength * np.abs(w).sum(), "sizes are added where squares are asked for"),
        Misconception("gradient_doubled", "l2_penalty_backward", lambda w, strength: 2 * strength * w,
                      "the gradient is twice too large: the ½ cancels the 2 of the derivative"),
        Misconception("gradient_of_the_norm", "l2_penalty_backward",
                      lambda w, strength: strength * w / (np.sqrt((w**2).sum()) or 1.0),
                      "this is the gradient of the norm, which pulls equally hard whatever the weights are"),
        Misconception("constant_pull", "l2_penalty_backward", lambda w, strength: strength * np.sign(w),
                      "each weight is pulled equally hard; in L2 the pull grows with the weight"),
        Misconception("pushed_outwards", "l2_penalty_backward", lambda w, strength: -strength * w,
                      "the sign is turned: descent would then make the weights grow"),
        Misconception("scaled_in_place", "l2_penalty_backward", _scaled_in_place, "the caller's weights are multiplied in place"),
    ),
)
