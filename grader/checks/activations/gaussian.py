"""What is asked of GELU and of its two approximations, each compared with itself so closely that no other passes."""

import math

import numpy as np

from grader.checks.activations.gated import overwriting, sheet
from grader.checks.kit import Misconception
from grader.reference.activations import gaussian as right

ROOT = math.sqrt(2.0 / math.pi)
ONE = np.ones(())
GATE_FORGOTTEN = "dx has only the way through the gate: x is also a factor of y itself"
GATE_NOT_SEEN = "dx has only the way by the factor x: the gate changes with x as well"
NO_UPSTREAM = "the upstream gradient dy is missing, as if it were one everywhere"


def _cdf(x):
    return 0.5 + 0.5 * np.vectorize(math.erf, otypes=[float])(x / math.sqrt(2.0))


def _density(x):
    return np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)


def _without(steps, lost):
    """The steps with one of the two ways to x left out: lost is what it adds, from dy and x."""
    def variant(dy, x):
        gradients = steps(dy, x)
        return {**gradients, "dx": gradients["dx"] - lost(dy, x)}
    return variant


# --- gelu -----------------------------------------------------------------------------------------------

GELU = sheet(
    "gelu", ([[1.0, 2.0, 3.0, -1.0]], [[0.84134475, 1.95449974, 2.99595031, -0.15865525]]),
    (
        Misconception("tanh_form", "gelu", right.gelu_tanh, "this is the approximation with tanh, up to 5e-4 away"),
        Misconception("sigmoid_form", "gelu", right.gelu_sigmoid, "this is the approximation with a sigmoid, up to 0.02 away"),
        Misconception("gate_alone", "gelu", _cdf, "the factor x is missing: this is how far the gate is open"),
        Misconception("root_two_missing", "gelu", lambda x: x * _cdf(math.sqrt(2.0) * x),
                      "the error function is given x, not x divided by √2"),
        Misconception("half_missing", "gelu", lambda x: 2.0 * x * _cdf(x), "the factor ½ is missing: the gate opens to 2"),
        Misconception("plain_relu", "gelu", lambda x: np.maximum(x, 0.0), "this is ReLU, whose gate is open or shut"),
        Misconception("overwrites_input", "gelu", overwriting(right.gelu), "the result is written into the caller's array"),
        Misconception("factor_forgotten_in_steps", "gelu_backward_steps",
                      _without(right.gelu_backward_steps, lambda dy, x: dy * _cdf(x)), GATE_FORGOTTEN),
        Misconception("gate_forgotten_in_steps", "gelu_backward_steps",
                      _without(right.gelu_backward_steps, lambda dy, x: dy * x * _density(x)), GATE_NOT_SEEN),
        Misconception("gate_for_x_in_steps", "gelu_backward_steps",
                      lambda dy, x: {"dg": dy * _cdf(x), "dx": dy * _cdf(x) * (1.0 + _density(x))},
                      "the derivative of x · g with respect to g is x, not g"),
        Misconception("steps_without_upstream", "gelu_backward_steps",
                      lambda dy, x: right.gelu_backward_steps(np.ones_like(dy), x), NO_UPSTREAM),
        Misconception("product_rule_forgotten", "gelu_backward", lambda dy, x: dy * _cdf(x),
                      "only the factor x is differentiated: the gate changes with x as well"),
        Misconception("x_missing", "gelu_backward", lambda dy, x: dy * (_cdf(x) + _density(x)),
                      "the density is not multiplied by x"),
        Misconception("density_not_normalised", "gelu_backward", lambda dy, x: dy * (_cdf(x) + x * np.exp(-0.5 * x * x)),
                      "the density lacks its constant, one over the root of 2π"),
        Misconception("upstream_forgotten", "gelu_backward", lambda dy, x: right.gelu_backward(ONE, x),
                      "the upstream gradient dy is missing: only the derivative is returned"),
        Misconception("tanh_form_in_backward", "gelu_backward", right.gelu_tanh_backward,
                      "this is the derivative of the approximation with tanh"),
    ),
    hint="x times the probability that a standard normal number is at most x",
)


# --- gelu_tanh ------------------------------------------------------------------------------------------

def _tanh_gate(x):
    return 0.5 + 0.5 * np.tanh(ROOT * (x + 0.044715 * x**3))


def _tanh_form(x, c=0.044715, root=ROOT, power=3):
    return 0.5 * x * (1.0 + np.tanh(root * (x + c * x**power)))


def _tanh_slope(dy, x, c=0.044715, inner=3.0):
    t = np.tanh(ROOT * (x + c * x**3))
    return 0.5 * dy * (1.0 + t + x * (1.0 - t * t) * ROOT * (1.0 + inner * c * x**2))


def _inner_derivative_missing(dy, x):
    t = np.tanh(ROOT * (x + 0.044715 * x**3))
    return 0.5 * dy * (1.0 + t + x * (1.0 - t * t))


def _tanh_steps(half=0.5, tanh=lambda t: 1.0 - t * t, inner=3.0, upstream=True):
    """The four gradients with a factor changed."""
    def variant(dy, x):
        dy = dy if upstream else np.ones_like(dy)
        t = np.tanh(ROOT * (x + 0.044715 * x**3))
        dg = dy * x
        dt = half * dg
        du = dt * tanh(t)
        return {"dg": dg, "dt": dt, "du": du,
                "dx": dy * (0.5 + 0.5 * t) + du * ROOT * (1.0 + inner * 0.044715 * x**2)}
    return variant


GELU_TANH = sheet(
    "gelu_tanh", ([[1.0, 2.0, 3.0, -1.0]], [[0.84119199, 1.95459769, 2.99636261, -0.15880801]]),
    (
        Misconception("swapped_digits", "gelu_tanh", lambda x: _tanh_form(x, 0.044175),
                      "the constant is 0.044175, with two digits exchanged", erratum=4),
        Misconception("exact_form", "gelu_tanh", right.gelu, "this is the exact GELU: here its tanh form is asked for"),
        Misconception("half_missing", "gelu_tanh", lambda x: 2.0 * _tanh_form(x), "the factor ½ is missing: the gate opens to 2"),
        Misconception("root_missing", "gelu_tanh", lambda x: _tanh_form(x, root=2.0 / math.pi),
                      "2/π stands where its root belongs"),
        Misconception("square_for_cube", "gelu_tanh", lambda x: _tanh_form(x, power=2),
                      "x² stands where x³ belongs, so that the two sides are not alike"),
        Misconception("cube_missing", "gelu_tanh", lambda x: _tanh_form(x, 0.0), "the cubic term is missing"),
        Misconception("overwrites_input", "gelu_tanh", overwriting(right.gelu_tanh),
                      "the result is written into the caller's array"),
        Misconception("half_missing_in_steps", "gelu_tanh_backward_steps", _tanh_steps(half=1.0),
                      "g = (1 + t) / 2 has the derivative ½"),
        Misconception("tanh_not_squared", "gelu_tanh_backward_steps", _tanh_steps(tanh=lambda t: 1.0 - t),
                      "tanh has the derivative 1 − t²: the square is missing"),
        Misconception("sigmoid_rule_for_tanh", "gelu_tanh_backward_steps", _tanh_steps(tanh=lambda t: t * (1.0 - t)),
                      "t (1 − t) is the derivative of a sigmoid; tanh has 1 − t²"),
        Misconception("three_missing_in_steps", "gelu_tanh_backward_steps", _tanh_steps(inner=1.0),
                      "the derivative of x³ has a factor 3"),
        Misconception("factor_forgotten_in_steps", "gelu_tanh_backward_steps",
                      _without(right.gelu_tanh_backward_steps, lambda dy, x: dy * _tanh_gate(x)),
                      GATE_FORGOTTEN),
        Misconception("steps_without_upstream", "gelu_tanh_backward_steps", _tanh_steps(upstream=False), NO_UPSTREAM),
        Misconception("inner_derivative_missing", "gelu_tanh_backward", _inner_derivative_missing,
                      "the derivative of what stands inside tanh is missing"),
        Misconception("three_missing", "gelu_tanh_backward", lambda dy, x: _tanh_slope(dy, x, inner=1.0),
                      "the derivative of x³ has a factor 3"),
        Misconception("product_rule_forgotten", "gelu_tanh_backward",
                      lambda dy, x: 0.5 * dy * (1.0 + np.tanh(ROOT * (x + 0.044715 * x**3))),
                      "only the factor x is differentiated: the gate changes with x as well"),
        Misconception("swapped_digits_in_backward", "gelu_tanh_backward", lambda dy, x: _tanh_slope(dy, x, 0.044175),
                      "the constant is 0.044175, with two digits exchanged", erratum=4),
        Misconception("exact_form_in_backward", "gelu_tanh_backward", right.gelu_backward,
                      "this is the derivative of the exact GELU"),
        Misconception("upstream_forgotten", "gelu_tanh_backward", lambda dy, x: _tanh_slope(ONE, x),
                      "the upstream gradient dy is missing: only the derivative is returned"),
    ),
    hint="compare each constant with the book's equation, digit by digit",
)


# --- gelu_sigmoid ---------------------------------------------------------------------------------------

def _gate(x, c=1.702):
    return 0.5 * (1.0 + np.tanh(0.5 * c * x))


def _sigmoid_slope(dy, x, inner):
    s = _gate(x)
    return dy * (s + inner * s * (1.0 - s))


def _sigmoid_steps(slope=lambda g: g * (1.0 - g), scale=1.702, upstream=True):
    """The three gradients with a factor changed."""
    def variant(dy, x):
        dy = dy if upstream else np.ones_like(dy)
        g = _gate(x)
        dg = dy * x
        du = dg * slope(g)
        return {"dg": dg, "du": du, "dx": dy * g + scale * du}
    return variant


GELU_SIGMOID = sheet(
    "gelu_sigmoid", ([[1.0, 2.0, 3.0, -1.0]], [[0.84579577, 1.93565862, 2.98192869, -0.15420423]]),
    (
        Misconception("scale_missing", "gelu_sigmoid", lambda x: x * _gate(x, 1.0),
                      "the factor 1.702 is missing: x · sigmoid(x) is another function, called SiLU or swish"),
        Misconception("scale_rounded", "gelu_sigmoid", lambda x: x * _gate(x, 1.7), "the constant is rounded to 1.7"),
        Misconception("exact_form", "gelu_sigmoid", right.gelu, "this is the exact GELU: here its sigmoid form is asked for"),
        Misconception("gate_alone", "gelu_sigmoid", _gate, "the factor x is missing: this is how far the gate is open"),
        Misconception("large_exponential", "gelu_sigmoid", lambda x: x * np.exp(1.702 * x) / (1.0 + np.exp(1.702 * x)),
                      "the exponential of a large positive x stands above and below the line: infinity by infinity is nan"),
        Misconception("overwrites_input", "gelu_sigmoid", overwriting(right.gelu_sigmoid),
                      "the result is written into the caller's array"),
        Misconception("scale_missing_in_steps", "gelu_sigmoid_backward_steps", _sigmoid_steps(scale=1.0),
                      "u = 1.702 x has the derivative 1.702, which is missing in dx"),
        Misconception("tanh_rule_for_sigmoid", "gelu_sigmoid_backward_steps", _sigmoid_steps(lambda g: 1.0 - g * g),
                      "1 − g² is the derivative of tanh; a sigmoid has g (1 − g)"),
        Misconception("sigmoid_not_differentiated", "gelu_sigmoid_backward_steps", _sigmoid_steps(lambda g: g),
                      "the derivative of the sigmoid is g (1 − g), not g"),
        Misconception("factor_forgotten_in_steps", "gelu_sigmoid_backward_steps",
                      _without(right.gelu_sigmoid_backward_steps, lambda dy, x: dy * _gate(x)), GATE_FORGOTTEN),
        Misconception("steps_without_upstream", "gelu_sigmoid_backward_steps", _sigmoid_steps(upstream=False), NO_UPSTREAM),
        Misconception("product_rule_forgotten", "gelu_sigmoid_backward", lambda dy, x: dy * _gate(x),
                      "only the factor x is differentiated: the gate changes with x as well"),
        Misconception("inner_derivative_missing", "gelu_sigmoid_backward", lambda dy, x: _sigmoid_slope(dy, x, x),
                      "the inner derivative 1.702 is missing"),
        Misconception("x_missing", "gelu_sigmoid_backward", lambda dy, x: _sigmoid_slope(dy, x, 1.702),
                      "the derivative of the gate is not multiplied by x"),
        Misconception("exact_form_in_backward", "gelu_sigmoid_backward", right.gelu_backward,
                      "this is the derivative of the exact GELU"),
        Misconception("upstream_forgotten", "gelu_sigmoid_backward", lambda dy, x: _sigmoid_slope(ONE, x, 1.702 * x),
                      "the upstream gradient dy is missing: only the derivative is returned"),
    ),
    hint="x times the sigmoid of 1.702 x",
)
