"""What is asked of sigmoid and tanh: values, the derivative from the output, and the way to it."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SHAPES = ((3, 5), (4,), (2, 3, 2), (1, 1))
FROM_OUTPUT = "the second argument is y, the output of the forward pass, not x"


def _inputs(rng, shape):
    """Pre-activations on both sides of zero, small ones and ones in the flat parts."""
    return rng.normal(scale=2.0, size=shape)


def _outputs(name, x):
    """Outputs of the forward pass, for the backward pass to start from."""
    return 0.5 + 0.5 * np.tanh(0.5 * x) if name == "sigmoid" else np.tanh(x)


def _all_shapes(name):
    def calls(rng):
        x, dy = _inputs(rng, (3, 5)), rng.normal(size=(3, 5))
        return [call(name, x, label=f"{name}, x of shape (3, 5)"),
                call(f"{name}_backward_steps", dy, x, label=f"{name}_backward_steps, x of shape (3, 5)"),
                call(f"{name}_backward", dy, _outputs(name, x), label=f"{name}_backward, y of shape (3, 5)")]
    return calls


def _forward(name):
    return lambda rng: [call(name, _inputs(rng, shape), label=f"x of shape {shape}") for shape in SHAPES]


def _steps(name):
    return lambda rng: [call(f"{name}_backward_steps", rng.normal(size=shape), _inputs(rng, shape),
                             label=f"x of shape {shape}") for shape in SHAPES]


def _backward(name):
    return lambda rng: [call(f"{name}_backward", rng.normal(size=shape), _outputs(name, _inputs(rng, shape)),
                             label=f"y of shape {shape}") for shape in SHAPES]


def _two_ways(name):
    def calls(rng):
        x, dy = _inputs(rng, (4, 3)), rng.normal(size=(4, 3))
        return [call(f"{name}_backward_steps", dy, x, label="step by step"),
                call(f"{name}_backward", dy, _outputs(name, x), label="closed form")]
    return calls


def _agree(calls, values):
    steps, dx = values
    if not isinstance(steps, dict) or "dx" not in steps:
        return f"the steps came back as {type(steps).__name__} without a dx to compare"
    if np.shape(steps["dx"]) != np.shape(dx):
        return f"dx step by step has shape {np.shape(steps['dx'])}, in closed form {np.shape(dx)}"
    if not np.allclose(steps["dx"], dx, rtol=1e-7, atol=1e-10):
        return "dx step by step and dx from the output differ: they are one derivative"
    return None


def _far_out(name):
    def calls(rng):
        x = np.array([[-1000.0, 1000.0, 0.0], [-40.0, 40.0, -0.0]])
        return [call(name, x, label="x of ±1000, ±40 and 0"),
                call(f"{name}_backward", rng.normal(size=(2, 3)), _outputs(name, x), label="outputs at their limits"),
                call(name, _inputs(rng, (1,)), label="a single number")]
    return calls


def _unchanged(name):
    def calls(rng):
        x, dy = _inputs(rng, (3, 3)), rng.normal(size=(3, 3))
        return [call(name, x, label=name), call(f"{name}_backward_steps", dy, x, label=f"{name}_backward_steps"),
                call(f"{name}_backward", dy, _outputs(name, x), label=f"{name}_backward")]
    return calls


def _sheet(name, by_hand, symmetry, misconceptions):
    x, y = by_hand
    return Sheet((
        Check("shapes", "Value and gradients have the shape of x.", "shape", 1, _all_shapes(name)),
        Check("values by hand", "The numbers worked out in the book come out right.", "value", 1,
              lambda rng: [call(name, np.array(x), label="x of the book's example")], by_hand=(np.array(y),), atol=6e-9,
              why="the book's numbers have eight decimals"),
        Check("random values", "Random numbers of any shape come out right.", "reference", 1, _forward(name),
              hint=symmetry),
        Check("one derivative each", "Each intermediate variable has its own gradient, under its name.", "reference", 2,
              _steps(name), hint="each step takes the gradient of the line after it, times one derivative"),
        Check("closed form", "The gradient from the output is right for any upstream gradient.", "reference", 2,
              _backward(name), hint=FROM_OUTPUT),
        Check("two ways agree", "Step by step and in closed form it is one derivative.", "property", 1,
              _two_ways(name), holds=_agree, hint="they start from x and from y, and must end in the same dx"),
        Check("far from zero", "Inputs of ±1000, zero and a single number give finite, right results.", "edge", 1,
              _far_out(name), hint="exp of a large number is infinite, and a quotient of two infinities is not a number"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1, _unchanged(name),
              hint="an in-place operation such as x *= … or out=x writes into the caller's array"),
    ), misconceptions)


def _s(x):
    return 0.5 + 0.5 * np.tanh(0.5 * x)


# --- sigmoid -----------------------------------------------------------------------------------

def _overwriting_sigmoid(x):
    np.copyto(x, _s(x))
    return x


def _quotient_of_exponentials(x):
    return np.exp(x) / (1 + np.exp(x))


def _sigmoid_chain(minus_v=-1.0, minus_u=-1.0, upstream=True):
    """The three gradients with a factor changed."""
    def variant(dy, x):
        u = np.exp(-x)
        dv = minus_v * (dy if upstream else np.ones_like(dy)) / (1 + u) ** 2
        return {"dv": dv, "du": dv + 0.0, "dx": minus_u * dv * u}
    return variant


def _one_forgotten(dy, x):
    u = np.exp(-x)
    dv = -dy / u**2
    return {"dv": dv, "du": dv + 0.0, "dx": -dv * u}


def _first_power(dy, x):
    u = np.exp(-x)
    dv = -dy / (1 + u)
    return {"dv": dv, "du": dv + 0.0, "dx": -dv * u}


SIGMOID = _sheet(
    "sigmoid", ([[0.0, 2.0, -2.0]], [[0.5, 0.88079708, 0.11920292]]),
    "σ(−x) is 1 − σ(x): compare your values on both sides of zero",
    (
        Misconception("step", "sigmoid", lambda x: (x > 0) * 1.0,
                      "this is the step function; sigmoid is smooth", erratum=23),
        Misconception("falling", "sigmoid", lambda x: _s(-x), "the exponent has the wrong sign, so that y falls"),
        Misconception("quotient_of_exponentials", "sigmoid", _quotient_of_exponentials,
                      "eˣ / (1 + eˣ) is infinite over infinite for large x, which is not a number"),
        Misconception("hyperbolic_tangent", "sigmoid", np.tanh, "this is tanh, from −1 to 1"),
        Misconception("not_halved", "sigmoid", lambda x: 0.5 + 0.5 * np.tanh(x),
                      "(1 + tanh x) / 2 is sigmoid of 2x: the argument of tanh must be x / 2"),
        Misconception("one_forgotten", "sigmoid", np.exp, "the 1 in the denominator is missing, so eˣ is left"),
        Misconception("overwrites_input", "sigmoid", _overwriting_sigmoid, "the result is written into the caller's array"),
        Misconception("sign_of_the_reciprocal", "sigmoid_backward_steps", _sigmoid_chain(minus_v=1.0),
                      "1 / v has the derivative −1 / v²: the minus is missing"),
        Misconception("sign_of_the_exponent", "sigmoid_backward_steps", _sigmoid_chain(minus_u=1.0),
                      "u = e⁻ˣ has the derivative −u: the minus is missing"),
        Misconception("both_signs", "sigmoid_backward_steps", _sigmoid_chain(minus_v=1.0, minus_u=1.0),
                      "dx is right, but dv and du have the wrong sign: two missing minuses cancel"),
        Misconception("one_forgotten_on_the_way", "sigmoid_backward_steps", _one_forgotten,
                      "u stands where v = 1 + u belongs"),
        Misconception("reciprocal_not_squared", "sigmoid_backward_steps", _first_power,
                      "1 / v has the derivative −1 / v²: the square is missing"),
        Misconception("steps_without_upstream", "sigmoid_backward_steps", _sigmoid_chain(upstream=False),
                      "the upstream gradient dy is missing in the first step"),
        Misconception("sigmoid_again", "sigmoid_backward", lambda dy, y: dy * _s(y) * (1 - _s(y)),
                      "y is put through sigmoid a second time, as if it were x"),
        Misconception("upstream_forgotten", "sigmoid_backward", lambda dy, y: y * (1 - y),
                      "the upstream gradient dy is missing: only the derivative is returned"),
        Misconception("value_for_derivative", "sigmoid_backward", lambda dy, y: dy * y,
                      "the factor 1 − y is missing"),
        Misconception("derivative_of_tanh", "sigmoid_backward", lambda dy, y: dy * (1 - y**2),
                      "1 − y² is the derivative of tanh"),
        Misconception("factors_in_reverse", "sigmoid_backward", lambda dy, y: dy * y * (y - 1),
                      "y − 1 stands where 1 − y belongs, so the sign is reversed"),
    ),
)


# --- tanh --------------------------------------------------------------------------------------

def _overwriting_tanh(x):
    np.copyto(x, np.tanh(x))
    return x


def _quotient_of_differences(x):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def _tanh_chain(first=2.0, last=2.0, inside=2.0, upstream=True):
    """The three gradients with a factor changed."""
    def variant(dy, x):
        s = _s(inside * x)
        ds = first * (dy if upstream else np.ones_like(dy))
        du = ds * s * (1 - s)
        return {"ds": ds, "du": du, "dx": last * du}
    return variant


def _tanh_rule_inside(dy, x):
    s = _s(2 * x)
    return {"ds": 2 * dy, "du": 2 * dy * (1 - s**2), "dx": 4 * dy * (1 - s**2)}


TANH = _sheet(
    "tanh", ([[0.0, 1.0, -1.0]], [[0.0, 0.76159416, -0.76159416]]),
    "tanh(−x) is −tanh(x): compare your values on both sides of zero",
    (
        Misconception("shifted_sigmoid", "tanh", lambda x: _s(2 * x - 1),
                      "the 1 is subtracted inside sigmoid; it belongs outside, after doubling", erratum=2),
        Misconception("not_stretched", "tanh", lambda x: 2 * _s(x) - 1,
                      "this is tanh(x / 2): the argument of sigmoid must be 2x"),
        Misconception("not_shifted", "tanh", lambda x: 2 * _s(2 * x), "the 1 is not subtracted: y lies between 0 and 2"),
        Misconception("not_doubled", "tanh", lambda x: _s(2 * x) - 1, "the sigmoid is not doubled: y lies between −1 and 0"),
        Misconception("quotient_of_exponentials", "tanh", _quotient_of_differences,
                      "for large x the quotient is infinite over infinite, which is not a number"),
        Misconception("logistic", "tanh", _s, "this is sigmoid, from 0 to 1"),
        Misconception("clipped", "tanh", lambda x: np.clip(x, -1.0, 1.0), "a straight line with two corners; tanh is smooth"),
        Misconception("overwrites_input", "tanh", _overwriting_tanh, "the result is written into the caller's array"),
        Misconception("outer_factor_lost", "tanh_backward_steps", _tanh_chain(first=1.0),
                      "y = 2s − 1 has the derivative 2: the factor is missing in ds"),
        Misconception("inner_factor_lost", "tanh_backward_steps", _tanh_chain(last=1.0),
                      "u = 2x has the derivative 2: the factor is missing in dx"),
        Misconception("argument_not_doubled", "tanh_backward_steps", _tanh_chain(inside=1.0),
                      "s is taken at x, but it is sigmoid of u = 2x"),
        Misconception("steps_without_upstream", "tanh_backward_steps", _tanh_chain(upstream=False),
                      "the upstream gradient dy is missing in the first step"),
        Misconception("tanh_rule_for_sigmoid", "tanh_backward_steps", _tanh_rule_inside,
                      "s is a sigmoid, whose derivative is s (1 − s), not 1 − s²"),
        Misconception("derivative_of_sigmoid", "tanh_backward", lambda dy, y: dy * y * (1 - y),
                      "y (1 − y) is the derivative of sigmoid"),
        Misconception("not_squared", "tanh_backward", lambda dy, y: dy * (1 - y), "y is not squared"),
        Misconception("tanh_again", "tanh_backward", lambda dy, y: dy * (1 - np.tanh(y) ** 2),
                      "y is put through tanh a second time, as if it were x"),
        Misconception("upstream_forgotten", "tanh_backward", lambda dy, y: 1 - y**2,
                      "the upstream gradient dy is missing: only the derivative is returned"),
        Misconception("difference_squared", "tanh_backward", lambda dy, y: dy * (1 - y) ** 2,
                      "(1 − y)² is not 1 − y²"),
    ),
)
