"""Wrong and right answers: sigmoid, tanh."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def mapped(f, x):
    """A function of one number, one number after the other."""
    return np.array([f(value) for value in x.flat]).reshape(x.shape)


def logistic(value):
    """Sigmoid of one number."""
    return 1 / (1 + math.exp(-value)) if value > -700 else 0.0


# --- sigmoid -----------------------------------------------------------------------------------------

@right("activations/sigmoid")
def sigmoid__through_tanh(x):
    """Half of one plus tanh of the half."""
    return (1 + np.tanh(x / 2)) / 2


@right("activations/sigmoid")
def sigmoid__through_the_logarithm(x):
    """exp of the negative softplus."""
    return np.exp(-np.logaddexp(0, -x))


@right("activations/sigmoid")
def sigmoid__two_branches_by_loop(x):
    """One number after the other, each with the exponential that is small."""
    return mapped(lambda v: 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v)), x)


@right("activations/sigmoid")
def sigmoid__as_the_formula_stands(x):
    """Overflows to 1 / infinity, which is 0 with a warning: shown, never charged."""
    return 1 / (1 + np.exp(-x))


@right("activations/sigmoid")
def sigmoid_backward_steps__backwards_in_one_list(dy, x):
    """Numbers for every line, from the last to the first."""
    v = 1 + np.exp(-x)
    dv = -dy * v**-2.0
    return {"dx": dv * (1 - v), "du": dv.copy(), "dv": dv}


@right("activations/sigmoid")
def sigmoid_backward__parabola(dy, y):
    """A quarter less the squared distance from one half."""
    return dy * (0.25 - (y - 0.5) ** 2)


@right("activations/sigmoid")
def sigmoid_backward__by_loop(dy, y):
    """One number after the other."""
    return np.array([up * (v - v * v) for up, v in zip(dy.flat, y.flat, strict=True)]).reshape(dy.shape)


@wrong("activations/sigmoid", embodies="step")
def sigmoid__threshold(x):
    """A step at zero."""
    return np.heaviside(x, 0.0)


@wrong("activations/sigmoid", embodies="falling")
def sigmoid__of_minus_x(x):
    """1 on the left."""
    return np.exp(-np.logaddexp(0, x))


@wrong("activations/sigmoid", embodies="quotient_of_exponentials")
def sigmoid__powers_of_e(x):
    """Right until it overflows."""
    power = math.e**x
    return power / (power + 1)


@wrong("activations/sigmoid", embodies="hyperbolic_tangent")
def sigmoid__between_minus_one_and_one(x):
    """2σ(2x) − 1."""
    return mapped(lambda v: 2 * logistic(2 * v) - 1, x)


@wrong("activations/sigmoid", embodies="not_halved")
def sigmoid__twice_as_steep(x):
    """σ(2x)."""
    return np.exp(-np.logaddexp(0, -2 * x))


@wrong("activations/sigmoid", embodies="one_forgotten")
def sigmoid__reciprocal_of_an_exponential(x):
    """1 / e⁻ˣ."""
    return 1 / np.exp(-x)


@wrong("activations/sigmoid", embodies="overwrites_input")
def sigmoid__in_place(x):
    """Right numbers, written over the caller's."""
    x *= 0.5
    np.tanh(x, out=x)
    x += 1
    x /= 2
    return x


@wrong("activations/sigmoid", embodies="sign_of_the_reciprocal")
def sigmoid_backward_steps__reciprocal_rises(dy, x):
    """+1 / v²."""
    y = mapped(logistic, x)
    return {"dv": dy * y * y, "du": dy * y * y, "dx": -dy * y * (1 - y)}


@wrong("activations/sigmoid", embodies="sign_of_the_exponent")
def sigmoid_backward_steps__exponential_rises(dy, x):
    """As if u were eˣ in its derivative only."""
    y = mapped(logistic, x)
    return {"dv": -dy * y * y, "du": -dy * y * y, "dx": -dy * y * (1 - y)}


@wrong("activations/sigmoid", embodies="both_signs")
def sigmoid_backward_steps__two_wrongs(dy, x):
    """A right dx by two slips."""
    y = mapped(logistic, x)
    return {"dv": dy * y * y, "du": dy * y * y, "dx": dy * y * (1 - y)}


@wrong("activations/sigmoid", embodies="one_forgotten_on_the_way")
def sigmoid_backward_steps__v_is_u(dy, x):
    """1 / u in place of 1 / (1 + u)."""
    return {"dv": -dy * np.exp(2 * x), "du": -dy * np.exp(2 * x), "dx": dy * np.exp(x)}


@wrong("activations/sigmoid", embodies="reciprocal_not_squared")
def sigmoid_backward_steps__reciprocal_itself(dy, x):
    """−1 / v."""
    y = mapped(logistic, x)
    return {"dv": -dy * y, "du": -dy * y, "dx": dy * (1 - y)}


@wrong("activations/sigmoid", embodies="steps_without_upstream")
def sigmoid_backward_steps__derivatives_only(dy, x):
    """As if dy were one."""
    y = mapped(logistic, x)
    return {"dv": -y * y, "du": -y * y, "dx": y - y * y}


@wrong("activations/sigmoid", embodies="sigmoid_again")
def sigmoid_backward__of_x(dy, y):
    """Takes the output for the input."""
    again = mapped(logistic, y)
    return dy * (again - again**2)


@wrong("activations/sigmoid", embodies="upstream_forgotten")
def sigmoid_backward__derivative_only(dy, y):
    """As if dy were one."""
    return y - y * y


@wrong("activations/sigmoid", embodies="value_for_derivative")
def sigmoid_backward__times_the_value(dy, y):
    """y in place of y′."""
    return np.multiply(y, dy)


@wrong("activations/sigmoid", embodies="derivative_of_tanh")
def sigmoid_backward__other_curve(dy, y):
    """(1 − y)(1 + y)."""
    return dy * (1 - y) * (1 + y)


@wrong("activations/sigmoid", embodies="factors_in_reverse")
def sigmoid_backward__sign_reversed(dy, y):
    """y² − y."""
    return dy * y * y - dy * y


@wrong("activations/sigmoid")
def sigmoid__hard(x):
    """A straight ramp: matches no misconception."""
    return np.clip(0.25 * x + 0.5, 0, 1)


@wrong("activations/sigmoid")
def sigmoid_backward__always_a_quarter(dy, y):
    """The slope at zero, everywhere: matches no misconception."""
    return dy / 4


@wrong("activations/sigmoid")
def sigmoid_backward_steps__not_carried_on(dy, x):
    """Each derivative alone, none multiplied: matches no misconception."""
    u = np.exp(-x)
    return {"dv": -dy / (1 + u) ** 2, "du": dy, "dx": -dy * u}


# --- tanh --------------------------------------------------------------------------------------------

@right("activations/tanh")
def tanh__of_numpy(x):
    """The library's."""
    return np.tanh(x)


@right("activations/tanh")
def tanh__stretched_sigmoid(x):
    """2σ(2x) − 1: near zero it loses digits relative to y, none relative to 1."""
    return 2 / (1 + np.exp(-2 * x)) - 1


@right("activations/tanh")
def tanh__by_loop(x):
    """One number after the other."""
    return mapped(math.tanh, x)


@right("activations/tanh")
def tanh_backward_steps__through_the_value(dy, x):
    """s (1 − s) is a quarter of 1 − y²."""
    slope = 1 - np.tanh(x) ** 2
    return {"ds": dy + dy, "du": dy * slope / 2, "dx": dy * slope}


@right("activations/tanh")
def tanh_backward__two_factors(dy, y):
    """The difference of squares."""
    return dy * (1 - y) * (1 + y)


@right("activations/tanh")
def tanh_backward__by_loop(dy, y):
    """One number after the other."""
    return np.array([up - up * v * v for up, v in zip(dy.flat, y.flat, strict=True)]).reshape(dy.shape)


@wrong("activations/tanh", embodies="shifted_sigmoid")
def tanh__one_subtracted_inside(x):
    """The notes' formula: σ(2x − 1)."""
    return np.exp(-np.logaddexp(0, 1 - 2 * x))


@wrong("activations/tanh", embodies="not_stretched")
def tanh__of_the_half(x):
    """tanh(x / 2)."""
    return mapped(lambda v: math.tanh(v / 2), x)


@wrong("activations/tanh", embodies="not_shifted")
def tanh__from_zero_to_two(x):
    """1 + tanh."""
    return np.tanh(x) + 1


@wrong("activations/tanh", embodies="not_doubled")
def tanh__from_minus_one_to_zero(x):
    """σ(2x) − 1."""
    return -np.exp(-np.logaddexp(0, 2 * x))


@wrong("activations/tanh", embodies="quotient_of_exponentials")
def tanh__sinh_over_cosh(x):
    """Right until both overflow."""
    return np.sinh(x) / np.cosh(x)


@wrong("activations/tanh", embodies="logistic")
def tanh__sigmoid(x):
    """From 0 to 1."""
    return mapped(logistic, x)


@wrong("activations/tanh", embodies="clipped")
def tanh__hard(x):
    """A ramp."""
    return np.maximum(np.minimum(x, 1), -1)


@wrong("activations/tanh", embodies="overwrites_input")
def tanh__in_place(x):
    """Right numbers, written over the caller's."""
    return np.tanh(x, out=x)


@wrong("activations/tanh", embodies="outer_factor_lost")
def tanh_backward_steps__first_two_lost(dy, x):
    """y = s − 1 in its derivative."""
    slope = 1 - np.tanh(x) ** 2
    return {"ds": dy * 1.0, "du": dy * slope / 4, "dx": dy * slope / 2}


@wrong("activations/tanh", embodies="inner_factor_lost")
def tanh_backward_steps__last_two_lost(dy, x):
    """u = x in its derivative."""
    slope = 1 - np.tanh(x) ** 2
    return {"ds": 2 * dy, "du": dy * slope / 2, "dx": dy * slope / 2}


@wrong("activations/tanh", embodies="argument_not_doubled")
def tanh_backward_steps__sigmoid_at_x(dy, x):
    """s = σ(x)."""
    slope = 1 - np.tanh(x / 2) ** 2
    return {"ds": 2 * dy, "du": dy * slope / 2, "dx": dy * slope}


@wrong("activations/tanh", embodies="steps_without_upstream")
def tanh_backward_steps__derivatives_only(dy, x):
    """As if dy were one."""
    slope = 1 - np.tanh(x) ** 2
    return {"ds": np.full(x.shape, 2.0), "du": slope / 2, "dx": slope}


@wrong("activations/tanh", embodies="tanh_rule_for_sigmoid")
def tanh_backward_steps__one_less_the_square(dy, x):
    """1 − s²."""
    s = mapped(logistic, 2 * x)
    du = 2 * dy * (1 - s) * (1 + s)
    return {"ds": 2 * dy, "du": du, "dx": du + du}


@wrong("activations/tanh", embodies="derivative_of_sigmoid")
def tanh_backward__other_curve(dy, y):
    """y − y²."""
    return dy * y - dy * y * y


@wrong("activations/tanh", embodies="not_squared")
def tanh_backward__one_less_the_value(dy, y):
    """1 − y."""
    return dy - dy * y


@wrong("activations/tanh", embodies="tanh_again")
def tanh_backward__of_x(dy, y):
    """Takes the output for the input."""
    return dy / np.cosh(y) ** 2


@wrong("activations/tanh", embodies="upstream_forgotten")
def tanh_backward__derivative_only(dy, y):
    """As if dy were one."""
    return (1 - y) * (1 + y)


@wrong("activations/tanh", embodies="difference_squared")
def tanh_backward__square_of_the_difference(dy, y):
    """1 − 2y + y²."""
    return dy * (1 - 2 * y + y * y)


@wrong("activations/tanh")
def tanh__softsign(x):
    """Another curve to the same limits: matches no misconception."""
    return x / (1 + np.abs(x))


@wrong("activations/tanh")
def tanh_backward__sign_reversed(dy, y):
    """y² − 1: matches no misconception."""
    return dy * (y * y - 1)
