"""Wrong and right answers: GELU and its two approximations."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def each(function, *arrays):
    """A function of numbers, applied to one place of the arrays after the other."""
    return np.array([function(*numbers) for numbers in zip(*(a.ravel() for a in arrays))], dtype=float).reshape(arrays[0].shape)


def phi(v):
    """The normal distribution function, by the complementary error function."""
    return math.erfc(-v / math.sqrt(2)) / 2


def bell(v):
    """The normal density."""
    return math.exp(-v * v / 2) / math.sqrt(2 * math.pi)


def logistic(v):
    """Sigmoid of one number."""
    return 1 / (1 + math.exp(-v)) if v > -700 else 0.0


# --- gelu --------------------------------------------------------------------------------------------

@right("activations/gelu")
def gelu__by_loop(x):
    """One number after the other, by the complementary error function."""
    return each(lambda v: v * phi(v), x)


@right("activations/gelu")
def gelu__list_of_erf(x):
    """Python's erf over a flat list; half of x plus half of |x| times erf of |x|/√2."""
    gate = np.reshape([math.erf(abs(v) / 2**0.5) for v in x.flat], x.shape)
    return x / 2 + np.abs(x) * gate / 2


@right("activations/gelu")
def gelu_backward__by_loop(dy, x):
    """Gate plus x times density."""
    return each(lambda d, v: d * phi(v) + d * v * bell(v), dy, x)


@right("activations/gelu")
def gelu_backward__through_the_intermediates(dy, x):
    """Both factors of the product named."""
    gate = np.frompyfunc(phi, 1, 1)(x).astype(float)
    return gate * dy + np.exp(-np.square(x) / 2) / np.sqrt(2 * np.pi) * (x * dy)


@right("activations/gelu")
def gelu_backward_steps__by_loop(dy, x):
    """One number after the other."""
    return {"dx": each(lambda d, v: d * phi(v) + d * v * bell(v), dy, x), "dg": each(lambda d, v: v * d, dy, x)}


@right("activations/gelu")
def gelu_backward_steps__two_ways(dy, x):
    """Factor and gate, then their sum."""
    by_the_factor, dg = dy * np.reshape([phi(v) for v in x.flat], x.shape), np.multiply(x, dy)
    return {"dg": dg, "dx": by_the_factor + dg * np.reshape([bell(v) for v in x.flat], x.shape)}


@wrong("activations/gelu", embodies="tanh_form")
def gelu__of_gpt(x):
    """The approximation that is everywhere."""
    return x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * np.power(x, 3))))


@wrong("activations/gelu", embodies="sigmoid_form")
def gelu__quick(x):
    """The approximation with one sigmoid."""
    return each(lambda v: v * logistic(1.702 * v), x)


@wrong("activations/gelu", embodies="gate_alone")
def gelu__only_the_gate(x):
    """The probability."""
    return each(phi, x)


@wrong("activations/gelu", embodies="root_two_missing")
def gelu__erf_of_x(x):
    """The error function is not the normal distribution function."""
    return each(lambda v: v * (1 + math.erf(v)) / 2, x)


@wrong("activations/gelu", embodies="half_missing")
def gelu__opens_to_two(x):
    """Erf runs from −1 to 1."""
    return each(lambda v: v + v * math.erf(v / math.sqrt(2)), x)


@wrong("activations/gelu", embodies="plain_relu")
def gelu__hard_gate(x):
    """Open or shut."""
    return (x + abs(x)) / 2


@wrong("activations/gelu", embodies="overwrites_input")
def gelu__multiplied_in_place(x):
    """Right numbers, written over the caller's."""
    x *= each(phi, x)
    return x


@wrong("activations/gelu", embodies="factor_forgotten_in_steps")
def gelu_backward_steps__by_the_gate_alone(dy, x):
    """As if x were fixed."""
    return {"dg": dy * x, "dx": each(lambda d, v: d * v * bell(v), dy, x)}


@wrong("activations/gelu", embodies="gate_forgotten_in_steps")
def gelu_backward_steps__by_the_factor_alone(dy, x):
    """As if the gate stood still."""
    return {"dg": dy * x, "dx": each(lambda d, v: d * phi(v), dy, x)}


@wrong("activations/gelu", embodies="gate_for_x_in_steps")
def gelu_backward_steps__own_factor(dy, x):
    """Differentiates the product by leaving the wrong factor."""
    return {"dg": each(lambda d, v: d * phi(v), dy, x), "dx": each(lambda d, v: d * phi(v) * (1 + bell(v)), dy, x)}


@wrong("activations/gelu", embodies="steps_without_upstream")
def gelu_backward_steps__derivatives_only(dy, x):
    """As if dy were one."""
    return {"dg": x.copy(), "dx": each(lambda v: phi(v) + v * bell(v), x)}


@wrong("activations/gelu")
def gelu_backward_steps__difference_of_ways(dy, x):
    """The two ways subtracted: matches no misconception."""
    return {"dg": dy * x, "dx": each(lambda d, v: d * phi(v) - d * v * bell(v), dy, x)}


@wrong("activations/gelu", embodies="product_rule_forgotten")
def gelu_backward__gate_only(dy, x):
    """As if the gate stood still."""
    return dy * each(phi, x)


@wrong("activations/gelu", embodies="x_missing")
def gelu_backward__density_alone(dy, x):
    """The second factor of the product rule lost."""
    return each(lambda d, v: d * (phi(v) + bell(v)), dy, x)


@wrong("activations/gelu", embodies="density_not_normalised")
def gelu_backward__no_constant(dy, x):
    """A bell of height one."""
    return each(lambda d, v: d * (phi(v) + v * math.exp(-v * v / 2)), dy, x)


@wrong("activations/gelu", embodies="upstream_forgotten")
def gelu_backward__derivative_only(dy, x):
    """As if dy were one."""
    return each(lambda v: phi(v) + v * bell(v), x)


@wrong("activations/gelu", embodies="tanh_form_in_backward")
def gelu_backward__of_gpt(dy, x):
    """The derivative of the approximation."""
    u = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
    slope = np.sqrt(2 / np.pi) * (1 + 0.134145 * x**2)
    return dy * ((1 + np.tanh(u)) / 2 + x / 2 * slope * (1 - np.tanh(u) ** 2))


@wrong("activations/gelu")
def gelu__softplus(x):
    """Another smooth ReLU: matches no misconception."""
    return np.logaddexp(0, x)


@wrong("activations/gelu")
def gelu_backward__zeros(dy, x):
    """Nothing comes through."""
    return np.zeros(x.shape)


# --- gelu_tanh ---------------------------------------------------------------------------------------

@right("activations/gelu_tanh")
def gelu_tanh__by_loop(x):
    """One number after the other."""
    return each(lambda v: v * (1 + math.tanh(math.sqrt(2 / math.pi) * v * (1 + 0.044715 * v * v))) / 2, x)


@right("activations/gelu_tanh")
def gelu_tanh__as_a_sigmoid(x):
    """Half of one plus tanh is a sigmoid of the doubled argument."""
    return each(lambda v: v * logistic(math.sqrt(8 / math.pi) * (v + 0.044715 * v**3)), x)


@right("activations/gelu_tanh")
def gelu_tanh_backward__by_the_sigmoid(dy, x):
    """The same as x times a sigmoid."""
    u = np.sqrt(8 / np.pi) * (x + 0.044715 * x**3)
    s = (1 + np.tanh(u / 2)) / 2
    return dy * s + dy * x * s * (1 - s) * np.sqrt(8 / np.pi) * (1 + 3 * 0.044715 * x**2)


@right("activations/gelu_tanh")
def gelu_tanh_backward__by_loop(dy, x):
    """One number after the other."""
    return each(slope_of_gpt, dy, x)


def four_of_gpt(dy, x, half=0.5, fall=lambda t: 1 - t * t, three=3, direct=1):
    """The four gradients, each from a loop; a factor may be another one."""
    root = math.sqrt(2 / math.pi)
    t = each(lambda v: math.tanh(root * (v + 0.044715 * v**3)), x)
    du = dy * x * half * fall(t)
    return {"dg": dy * x, "dt": dy * x * half, "du": du,
            "dx": direct * dy * (1 + t) / 2 + du * (root + root * three * 0.044715 * x * x)}


@right("activations/gelu_tanh")
def gelu_tanh_backward_steps__by_loop(dy, x):
    """One number after the other, from the derivative as a whole."""
    return {**four_of_gpt(dy, x), "dx": each(slope_of_gpt, dy, x)}


@right("activations/gelu_tanh")
def gelu_tanh_backward_steps__by_cosh(dy, x):
    """One less the square of tanh is one by the square of cosh."""
    inner = math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)
    dt = dy * x / 2
    du = dt / np.cosh(np.clip(inner, -300, 300)) ** 2
    return {"dx": dy * (1 + np.tanh(inner)) / 2 + du * math.sqrt(2 / math.pi) * (1 + 0.134145 * x * x), "du": du, "dt": dt, "dg": 2 * dt}


def slope_of_gpt(d, v, c=0.044715, inner=None):
    """The derivative for one number; the constant and the inner derivative may be others."""
    root = math.sqrt(2 / math.pi)
    t = math.tanh(root * (v + c * v**3))
    du = root * (1 + 3 * c * v * v) if inner is None else inner(v)
    return d * ((1 + t) / 2 + v * (1 - t * t) * du / 2)


@wrong("activations/gelu_tanh", embodies="swapped_digits")
def gelu_tanh__as_in_the_notes(x):
    """0.044175."""
    return each(lambda v: v * (1 + math.tanh(math.sqrt(2 / math.pi) * (v + 0.044175 * v**3))) / 2, x)


@wrong("activations/gelu_tanh", embodies="exact_form")
def gelu_tanh__exact(x):
    """The original."""
    return each(lambda v: v * phi(v), x)


@wrong("activations/gelu_tanh", embodies="half_missing")
def gelu_tanh__opens_to_two(x):
    """Tanh runs from −1 to 1."""
    return x + x * np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))


@wrong("activations/gelu_tanh", embodies="root_missing")
def gelu_tanh__two_over_pi(x):
    """No root."""
    return x / 2 + x / 2 * np.tanh(2 / np.pi * (x + 0.044715 * x**3))


@wrong("activations/gelu_tanh", embodies="square_for_cube")
def gelu_tanh__squared(x):
    """An even power."""
    return x / 2 + x / 2 * np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x * x))


@wrong("activations/gelu_tanh", embodies="cube_missing")
def gelu_tanh__linear_inside(x):
    """The first term only."""
    return x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * x))


@wrong("activations/gelu_tanh", embodies="overwrites_input")
def gelu_tanh__multiplied_in_place(x):
    """Right numbers, written over the caller's."""
    gate = (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))) / 2
    return np.multiply(x, gate, out=x)


@wrong("activations/gelu_tanh", embodies="half_missing_in_steps")
def gelu_tanh_backward_steps__whole(dy, x):
    """As if the gate were 1 + t."""
    return four_of_gpt(dy, x, half=1)


@wrong("activations/gelu_tanh", embodies="tanh_not_squared")
def gelu_tanh_backward_steps__one_less_t(dy, x):
    """1 − t."""
    return four_of_gpt(dy, x, fall=lambda t: 1 - t)


@wrong("activations/gelu_tanh", embodies="sigmoid_rule_for_tanh")
def gelu_tanh_backward_steps__rule_of_the_other(dy, x):
    """t − t²."""
    return four_of_gpt(dy, x, fall=lambda t: t - t * t)


@wrong("activations/gelu_tanh", embodies="three_missing_in_steps")
def gelu_tanh_backward_steps__power_rule(dy, x):
    """The exponent does not come down."""
    return four_of_gpt(dy, x, three=1)


@wrong("activations/gelu_tanh", embodies="factor_forgotten_in_steps")
def gelu_tanh_backward_steps__by_the_gate_alone(dy, x):
    """As if x were fixed."""
    return four_of_gpt(dy, x, direct=0)


@wrong("activations/gelu_tanh", embodies="steps_without_upstream")
def gelu_tanh_backward_steps__derivatives_only(dy, x):
    """As if dy were one."""
    return four_of_gpt(np.ones(x.shape), x)


@wrong("activations/gelu_tanh")
def gelu_tanh_backward_steps__sign(dy, x):
    """The gate closes as x rises: matches no misconception."""
    return four_of_gpt(dy, x, fall=lambda t: t * t - 1)


@wrong("activations/gelu_tanh", embodies="inner_derivative_missing")
def gelu_tanh_backward__chain_cut(dy, x):
    """As if tanh were given x itself."""
    return each(lambda d, v: slope_of_gpt(d, v, inner=lambda v: 1.0), dy, x)


@wrong("activations/gelu_tanh", embodies="three_missing")
def gelu_tanh_backward__power_rule(dy, x):
    """The exponent does not come down."""
    return each(lambda d, v: slope_of_gpt(d, v, inner=lambda v: math.sqrt(2 / math.pi) * (1 + 0.044715 * v * v)), dy, x)


@wrong("activations/gelu_tanh", embodies="product_rule_forgotten")
def gelu_tanh_backward__gate_only(dy, x):
    """As if the gate stood still."""
    return each(lambda d, v: slope_of_gpt(d, v, inner=lambda v: 0.0), dy, x)


@wrong("activations/gelu_tanh", embodies="swapped_digits_in_backward")
def gelu_tanh_backward__as_in_the_notes(dy, x):
    """0.044175."""
    return each(lambda d, v: slope_of_gpt(d, v, c=0.044175), dy, x)


@wrong("activations/gelu_tanh", embodies="exact_form_in_backward")
def gelu_tanh_backward__exact(dy, x):
    """The derivative of the original."""
    return each(lambda d, v: d * (phi(v) + v * bell(v)), dy, x)


@wrong("activations/gelu_tanh", embodies="upstream_forgotten")
def gelu_tanh_backward__derivative_only(dy, x):
    """As if dy were one."""
    return each(lambda v: slope_of_gpt(1.0, v), x)


@wrong("activations/gelu_tanh")
def gelu_tanh__constant_rounded(x):
    """0.0447: so near that only a close comparison sees it; matches no misconception."""
    return x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.0447 * x**3)))


@wrong("activations/gelu_tanh")
def gelu_tanh__gate_the_wrong_way(x):
    """Lets through what it should hold back."""
    return x / 2 * (1 - np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


# --- gelu_sigmoid ------------------------------------------------------------------------------------

@right("activations/gelu_sigmoid")
def gelu_sigmoid__as_defined(x):
    """x divided by one plus an exponential, which may be infinite."""
    return x / (1 + np.exp(-1.702 * x))


@right("activations/gelu_sigmoid")
def gelu_sigmoid__by_loop(x):
    """One number after the other."""
    return each(lambda v: v * logistic(1.702 * v), x)


@right("activations/gelu_sigmoid")
def gelu_sigmoid_backward__through_the_value(dy, x):
    """s + 1.702 y (1 − s), where y is the value itself."""
    s = np.exp(-np.logaddexp(0, -1.702 * x))
    return dy * (s + 1.702 * (x * s) * (1 - s))


@right("activations/gelu_sigmoid")
def gelu_sigmoid_backward__by_loop(dy, x):
    """One number after the other, by 1 − σ(u) = σ(−u)."""
    return each(lambda d, v: d * logistic(1.702 * v) * (1 + 1.702 * v * logistic(-1.702 * v)), dy, x)


def three(dy, x, fall=lambda g: g - g * g, scale=1.702, direct=1):
    """The three gradients; a factor may be another one."""
    g = each(lambda v: logistic(1.702 * v), x)
    return {"dg": x * dy, "du": x * dy * fall(g), "dx": direct * g * dy + scale * x * dy * fall(g)}


@right("activations/gelu_sigmoid")
def gelu_sigmoid_backward_steps__by_loop(dy, x):
    """The gate from a loop."""
    return three(dy, x)


@right("activations/gelu_sigmoid")
def gelu_sigmoid_backward_steps__two_gates(dy, x):
    """What is open at x is shut at −x."""
    gate, shut = 1 / (1 + np.exp(-1.702 * x)), 1 / (1 + np.exp(1.702 * x))
    return {"dx": dy * gate * (1 + 1.702 * x * shut), "du": dy * x * gate * shut, "dg": dy * x}


@wrong("activations/gelu_sigmoid", embodies="scale_missing_in_steps")
def gelu_sigmoid_backward_steps__chain_cut(dy, x):
    """As for swish, with the gate of GELU."""
    return three(dy, x, scale=1)


@wrong("activations/gelu_sigmoid", embodies="tanh_rule_for_sigmoid")
def gelu_sigmoid_backward_steps__rule_of_the_other(dy, x):
    """1 − g²."""
    return three(dy, x, fall=lambda g: (1 - g) * (1 + g))


@wrong("activations/gelu_sigmoid", embodies="sigmoid_not_differentiated")
def gelu_sigmoid_backward_steps__value_for_slope(dy, x):
    """The gate itself."""
    return three(dy, x, fall=np.positive)


@wrong("activations/gelu_sigmoid", embodies="factor_forgotten_in_steps")
def gelu_sigmoid_backward_steps__by_the_gate_alone(dy, x):
    """As if x were fixed."""
    return three(dy, x, direct=0)


@wrong("activations/gelu_sigmoid", embodies="steps_without_upstream")
def gelu_sigmoid_backward_steps__derivatives_only(dy, x):
    """As if dy were one."""
    return three(np.ones(x.shape), x)


@wrong("activations/gelu_sigmoid")
def gelu_sigmoid_backward_steps__sign(dy, x):
    """The gate closes as x rises: matches no misconception."""
    return three(dy, x, fall=lambda g: g * g - g)


@wrong("activations/gelu_sigmoid", embodies="scale_missing")
def gelu_sigmoid__swish(x):
    """Another function of the same kind."""
    return x / (1 + np.exp(-x))


@wrong("activations/gelu_sigmoid", embodies="scale_rounded")
def gelu_sigmoid__short_constant(x):
    """1.7."""
    return x / (1 + np.exp(-1.7 * x))


@wrong("activations/gelu_sigmoid", embodies="exact_form")
def gelu_sigmoid__exact(x):
    """The original."""
    return each(lambda v: v * phi(v), x)


@wrong("activations/gelu_sigmoid", embodies="gate_alone")
def gelu_sigmoid__only_the_gate(x):
    """The probability."""
    return 1 / (1 + np.exp(-1.702 * x))


@wrong("activations/gelu_sigmoid", embodies="large_exponential")
def gelu_sigmoid__share_of_powers(x):
    """Infinity by infinity."""
    powers = math.e ** (1.702 * x)
    return x * (powers / (powers + 1))


@wrong("activations/gelu_sigmoid", embodies="overwrites_input")
def gelu_sigmoid__divided_in_place(x):
    """Right numbers, written over the caller's."""
    return np.divide(x, 1 + np.exp(-1.702 * x), out=x)


@wrong("activations/gelu_sigmoid", embodies="product_rule_forgotten")
def gelu_sigmoid_backward__gate_only(dy, x):
    """As if the gate stood still."""
    return dy / (1 + np.exp(-1.702 * x))


@wrong("activations/gelu_sigmoid", embodies="inner_derivative_missing")
def gelu_sigmoid_backward__chain_cut(dy, x):
    """As for swish, with the gate of GELU."""
    return each(lambda d, v: d * logistic(1.702 * v) * (1 + v * (1 - logistic(1.702 * v))), dy, x)


@wrong("activations/gelu_sigmoid", embodies="x_missing")
def gelu_sigmoid_backward__slope_of_the_gate_alone(dy, x):
    """The second factor of the product rule lost."""
    return each(lambda d, v: d * logistic(1.702 * v) * (1 + 1.702 * (1 - logistic(1.702 * v))), dy, x)


@wrong("activations/gelu_sigmoid", embodies="exact_form_in_backward")
def gelu_sigmoid_backward__exact(dy, x):
    """The derivative of the original."""
    return each(lambda d, v: d * (phi(v) + v * bell(v)), dy, x)


@wrong("activations/gelu_sigmoid", embodies="upstream_forgotten")
def gelu_sigmoid_backward__derivative_only(dy, x):
    """As if dy were one."""
    return each(lambda v: logistic(1.702 * v) * (1 + 1.702 * v * (1 - logistic(1.702 * v))), x)


@wrong("activations/gelu_sigmoid")
def gelu_sigmoid__other_constant(x):
    """The square root of three: matches no misconception."""
    return x / (1 + np.exp(-np.sqrt(3) * x))


@wrong("activations/gelu_sigmoid")
def gelu_sigmoid__absolute_value(x):
    """Positive on both sides."""
    return np.abs(x) / (1 + np.exp(-1.702 * x))
