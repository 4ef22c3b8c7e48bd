"""What is asked of ReLU and its relatives: one slope above zero, another rule below."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SHAPES = ((3, 5), (4,), (2, 3, 2), (1, 1))
GATE = "the derivative is decided by the sign of x, and multiplied by dy"


def around_zero(rng, shape):
    """Numbers on both sides of zero, none of them near it."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.2, 3.0, size=shape)


def _forward(name, shapes, **parameters):
    def calls(rng):
        return [call(name, around_zero(rng, shape), label=f"x of shape {shape}", **parameters) for shape in shapes]
    return calls


def _backward(name, shapes, *settings):
    def calls(rng):
        return [call(f"{name}_backward", rng.normal(size=shape), around_zero(rng, shape),
                     label=f"x of shape {shape}" + _named(setting), **setting)
                for shape in shapes for setting in settings or ({},)]
    return calls


def _named(setting):
    return "".join(f", {name} = {value}" for name, value in setting.items())


def _both_shapes(name, *arguments):
    def calls(rng):
        x = [around_zero(rng, shape) for shape in ((3, 5), (2, 4))]
        return [call(name, x[0], *arguments, label=f"{name}, x of shape (3, 5)"),
                call(f"{name}_backward", rng.normal(size=(2, 4)), x[1], *arguments,
                     label=f"{name}_backward, x of shape (2, 4)")]
    return calls


def _at_zero(name, **parameters):
    def calls(rng):
        return [call(name, np.array([[0.0, -0.0], [1.0, -1.0]]), label="x = 0", **parameters),
                call(f"{name}_backward", rng.normal(size=(2, 2)), np.array([[0.0, -0.0], [1.0, -1.0]]),
                     label="x = 0 in the backward pass", **parameters)]
    return calls


def _far_out(name, **parameters):
    def calls(rng):
        x = np.array([[-1000.0, 1000.0], [-30.0, 30.0]])
        return [call(name, x, label="x of ±1000", **parameters),
                call(f"{name}_backward", rng.normal(size=(2, 2)), x, label="x of ±1000 in the backward pass",
                     **parameters),
                call(name, around_zero(rng, (1,)), label="a single number", **parameters)]
    return calls


def _sheet(name, by_hand, checks, misconceptions, **parameters):
    """What the whole family is asked, with the checks and misconceptions of the member's own."""
    x, *expected = by_hand
    common = (
        Check("shapes", "Value and gradient have the shape of x.", "shape", 1, _both_shapes(name)),
        Check("values by hand", "The numbers worked out in the book come out right.", "value", 1,
              lambda rng: [call(name, np.array(x), label="x of the book's example", **parameters)],
              by_hand=(np.array(expected[0]),), atol=5e-9, why="the book's numbers have eight decimals"),
    )
    last = (
        Check("at zero", "At the kink, value and derivative follow the convention of the notation page.", "edge", 1,
              _at_zero(name, **parameters), hint="exactly at x = 0 the rule for x ≤ 0 holds"),
        Check("far from zero", "Inputs of ±1000 and a single number give finite, right results.", "edge", 1,
              _far_out(name, **parameters), hint="see what each branch computes for an x that belongs to the other"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1,
              lambda rng: [call(name, around_zero(rng, (3, 3)), label=name, **parameters),
                           call(f"{name}_backward", rng.normal(size=(3, 3)), around_zero(rng, (3, 3)),
                                label=f"{name}_backward", **parameters)],
              hint="an assignment such as x[x < 0] = … writes into the caller's array"),
    )
    return Sheet((*common, *checks, *last), misconceptions)


# --- relu --------------------------------------------------------------------------------------

def _overwriting_relu(x):
    x[x < 0] = 0.0
    return x


RELU = _sheet(
    "relu", ([[-2.0, 0.0, 3.0]], [[0.0, 0.0, 3.0]]),
    (
        Check("random values", "Random numbers of any shape come out right.", "reference", 1, _forward("relu", SHAPES),
              hint="negative numbers become 0, positive ones stay as they are"),
        Check("backward", "The gradient is right for any upstream gradient.", "reference", 2,
              _backward("relu", SHAPES), hint=GATE),
    ),
    (
        Misconception("absolute_value", "relu", np.abs, "the sign is dropped: negative numbers must become 0"),
        Misconception("gate_for_value", "relu", lambda x: (x > 0) * 1.0, "this is the derivative, not the value"),
        Misconception("other_side", "relu", lambda x: np.minimum(x, 0.0), "the minimum is taken, not the maximum"),
        Misconception("overwrites_input", "relu", _overwriting_relu, "the assignment writes into the caller's array"),
        Misconception("upstream_forgotten", "relu_backward", lambda dy, x: (x > 0) * 1.0,
                      "the upstream gradient dy is missing: only the gate is returned"),
        Misconception("passes_x", "relu_backward", lambda dy, x: np.where(x > 0, x, 0.0),
                      "x passes through the gate where dy should"),
        Misconception("value_for_gate", "relu_backward", lambda dy, x: dy * np.maximum(x, 0.0),
                      "dy is multiplied by the value of ReLU where its derivative belongs"),
        Misconception("gate_from_upstream", "relu_backward", lambda dy, x: np.maximum(dy, 0.0),
                      "the gate looks at the sign of dy instead of x"),
        Misconception("open_at_zero", "relu_backward", lambda dy, x: np.where(x >= 0, dy, 0.0),
                      "the derivative at x = 0 is taken as 1, by ≥ in place of >"),
        Misconception("derivative_always_one", "relu_backward", lambda dy, x: np.array(dy),
                      "the derivative is taken as 1 everywhere: below zero nothing passes", erratum=17),
    ),
)


# --- leaky_relu --------------------------------------------------------------------------------

def _leaky_overwriting(x, negative_slope=0.01):
    x[x < 0] *= negative_slope
    return x


def _slopes(rng):
    return [call("leaky_relu", around_zero(rng, (3, 4)), label=f"negative_slope = {slope}", negative_slope=slope)
            for slope in (0.3, 0.0)] + [call("leaky_relu", around_zero(rng, (2, 3)), label="the default slope")]


LEAKY_RELU = _sheet(
    "leaky_relu", ([[-2.0, 3.0, -0.5]], [[-0.2, 3.0, -0.05]]),
    (
        Check("random values", "Random numbers come out right for any slope, and 0.01 is the default.", "reference", 1,
              _slopes, hint="below zero the value is negative_slope times x"),
        Check("backward", "The gradient is right for any upstream gradient and slope.", "reference", 2,
              _backward("leaky_relu", SHAPES, {}, {"negative_slope": 0.3}), hint=GATE),
    ),
    (
        Misconception("constant_below_zero", "leaky_relu",
                      lambda x, negative_slope=0.01: np.where(x > 0, x, negative_slope),
                      "below zero stands the slope itself, not the slope times x", erratum=3),
        Misconception("slope_on_the_wrong_side", "leaky_relu",
                      lambda x, negative_slope=0.01: np.where(x > 0, negative_slope * x, x),
                      "the slope is applied above zero instead of below"),
        Misconception("slope_ignored", "leaky_relu", lambda x, negative_slope=0.01: np.where(x > 0, x, 0.01 * x),
                      "the slope is fixed at 0.01 and the argument negative_slope is not used"),
        Misconception("plain_relu", "leaky_relu", lambda x, negative_slope=0.01: np.maximum(x, 0.0),
                      "this is plain ReLU: below zero nothing leaks"),
        Misconception("negative_input_turned_positive", "leaky_relu",
                      lambda x, negative_slope=0.01: np.where(x > 0, x, -negative_slope * x),
                      "below zero the result has the wrong sign"),
        Misconception("overwrites_input", "leaky_relu", _leaky_overwriting,
                      "the assignment writes into the caller's array"),
        Misconception("slope_ignored_in_backward", "leaky_relu_backward",
                      lambda dy, x, negative_slope=0.01: np.where(x > 0, dy, 0.01 * dy),
                      "the slope is fixed at 0.01 in the backward pass and the argument negative_slope is not used"),
        Misconception("closed_below_zero", "leaky_relu_backward",
                      lambda dy, x, negative_slope=0.01: np.where(x > 0, dy, 0.0),
                      "this is the derivative of plain ReLU: the slope below zero is missing"),
        Misconception("upstream_forgotten", "leaky_relu_backward",
                      lambda dy, x, negative_slope=0.01: np.where(x > 0, 1.0, negative_slope),
                      "the upstream gradient dy is missing: only the derivative is returned"),
        Misconception("constant_derivative", "leaky_relu_backward",
                      lambda dy, x, negative_slope=0.01: np.where(x > 0, dy, negative_slope),
                      "below zero stands the slope alone: it must multiply dy"),
        Misconception("open_at_zero", "leaky_relu_backward",
                      lambda dy, x, negative_slope=0.01: np.where(x >= 0, dy, negative_slope * dy),
                      "the derivative at x = 0 is taken as 1, by ≥ in place of >"),
    ),
    negative_slope=0.1,
)


# --- elu -----------------------------------------------------------------------------------------

def _alphas(rng):
    return [call("elu", around_zero(rng, (3, 4)), label=f"alpha = {alpha}", alpha=alpha) for alpha in (2.5, 0.3)] + [
        call("elu", around_zero(rng, (2, 3)), label="the default alpha")]


def _floor(rng):
    x = np.sort(around_zero(rng, (20,)) * 4)
    return [call("elu", x, alpha=alpha) for alpha in (1.0, 2.5)]


def _rises_from_its_floor(calls, values):
    for each, y in zip(calls, values, strict=True):
        if (np.diff(y) < 0).any():
            return "the result falls somewhere although x rises"
        if y.min() < -each.kwargs["alpha"]:
            return f"the result {y.min():.4g} lies below the floor −alpha = {-each.kwargs['alpha']:g}"
    return None


def _overwriting_elu(x, alpha=1.0):
    x[x < 0] = alpha * np.expm1(x[x < 0])
    return x


def _masked_elu(x, alpha=1.0):
    return (x > 0) * x + (x <= 0) * alpha * (np.exp(x) - 1)


ELU = _sheet(
    "elu", ([[-1.0, 3.0, -2.0]], [[-1.26424112, 3.0, -1.72932943]]),
    (
        Check("random values", "Random numbers come out right for any alpha, and 1 is the default.", "reference", 1,
              _alphas, hint="below zero the value is alpha times (eˣ − 1)"),
        Check("floor", "The result rises with x and never falls below −alpha.", "property", 1, _floor,
              holds=_rises_from_its_floor, hint="what does alpha times (eˣ − 1) tend to for very negative x?"),
        Check("backward", "The gradient is right for any upstream gradient and alpha.", "reference", 2,
              _backward("elu", SHAPES, {}, {"alpha": 2.5}), hint=GATE),
    ),
    (
        Misconception("minus_one_forgotten", "elu", lambda x, alpha=1.0: np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0))),
                      "the − 1 after the exponential is missing, so the curve jumps at zero"),
        Misconception("alpha_ignored", "elu", lambda x, alpha=1.0: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
                      "alpha does not multiply the exponential part"),
        Misconception("linear_below_zero", "elu", lambda x, alpha=1.0: np.where(x > 0, x, alpha * x),
                      "below zero stands a straight line, as in leaky ReLU"),
        Misconception("alpha_inside", "elu", lambda x, alpha=1.0: np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1),
                      "alpha multiplies the exponential only: it belongs outside the bracket (eˣ − 1)"),
        Misconception("masks_multiply_infinity", "elu", _masked_elu,
                      "a mask of 0 is multiplied with exp(x) = inf for large x, which gives nan"),
        Misconception("overwrites_input", "elu", _overwriting_elu, "the assignment writes into the caller's array"),
        Misconception("masks_multiply_infinity_in_backward", "elu_backward",
                      lambda dy, x, alpha=1.0: dy * ((x > 0) + (x <= 0) * alpha * np.exp(x)),
                      "a mask of 0 is multiplied with exp(x) = inf for large x, which gives nan"),
        Misconception("open_at_zero", "elu_backward",
                      lambda dy, x, alpha=1.0: np.where(x >= 0, dy, dy * alpha * np.exp(np.minimum(x, 0))),
                      "the derivative at x = 0 is taken as 1, by ≥ in place of >"),
        Misconception("alpha_forgotten_in_backward", "elu_backward",
                      lambda dy, x, alpha=1.0: np.where(x > 0, dy, dy * np.exp(np.minimum(x, 0))),
                      "alpha is missing in the derivative alpha · eˣ"),
        Misconception("value_for_derivative", "elu_backward",
                      lambda dy, x, alpha=1.0: np.where(x > 0, dy, dy * alpha * np.expm1(np.minimum(x, 0))),
                      "the value alpha (eˣ − 1) stands where its derivative alpha · eˣ belongs"),
        Misconception("closed_below_zero", "elu_backward", lambda dy, x, alpha=1.0: np.where(x > 0, dy, 0.0),
                      "this is the derivative of plain ReLU: below zero the slope is alpha · eˣ"),
        Misconception("upstream_forgotten", "elu_backward",
                      lambda dy, x, alpha=1.0: np.where(x > 0, 1.0, alpha * np.exp(np.minimum(x, 0))),
                      "the upstream gradient dy is missing: only the derivative is returned"),
    ),
    alpha=2.0,
)
