"""Wrong and right answers: forward_mode, reverse_mode."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


# --- forward_mode ----------------------------------------------------------------------------------

class Dual:
    """A number with its derivative, and operators that keep both."""

    def __init__(self, value, slope):
        self.value, self.slope = float(value), float(slope)

    def __add__(self, other):
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other):
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)

    def __neg__(self):
        return Dual(-self.value, -self.slope)

    def exp(self):
        """eᵃ."""
        return Dual(math.exp(self.value), math.exp(self.value) * self.slope)

    def reciprocal(self):
        """1/a."""
        return Dual(self.value**-1, -self.slope * self.value**-2)


DUAL = {"add": Dual.__add__, "mul": Dual.__mul__, "neg": Dual.__neg__, "exp": Dual.exp, "reciprocal": Dual.reciprocal,
        "max": lambda a, b: b if b.value > a.value else a}


def duals(steps, inputs, seeds, rules=DUAL):
    """All values of a graph as Dual numbers, taken apart again."""
    found = [Dual(v, s) for v, s in zip(inputs, seeds)]
    for name, *places in steps:
        found.append(rules[name](*(found[i] for i in places)))
    return np.array([d.value for d in found]), np.array([d.slope for d in found])


@right("backprop/forward_mode")
def forward_mode__with_a_class(steps, inputs, seeds):
    """Operator overloading."""
    return duals(steps, inputs, seeds)


@right("backprop/forward_mode")
def forward_mode_rule__by_class(operation, pairs):
    """The same operators, one at a time."""
    result = DUAL[operation](*(Dual(*pair) for pair in pairs))
    return result.value, result.slope


@right("backprop/forward_mode")
def forward_mode_rule__by_local_slopes(operation, pairs):
    """Slopes of each operation, then one sum of products."""
    values = [pair[0] for pair in pairs]
    value, slopes = reverse_mode_rule__by_table(operation, values)
    return value, sum(s * pair[1] for s, pair in zip(slopes, pairs))


@wrong("backprop/forward_mode", embodies="seeds_all_one")
def forward_mode__all_inputs_at_once(steps, inputs, seeds):
    """Every derivative begins with 1."""
    return duals(steps, inputs, [1 for _ in seeds])


@wrong("backprop/forward_mode", embodies="one_place_too_early")
def forward_mode__places_from_one(steps, inputs, seeds):
    """Places counted from 1."""
    return duals([(s[0], *[i - 1 if i else 0 for i in s[1:]]) for s in steps], inputs, seeds)


@wrong("backprop/forward_mode", embodies="seeds_overwritten")
def forward_mode__seeds_cleared(steps, inputs, seeds):
    """Right numbers, and the seeds are gone."""
    result = duals(steps, inputs, seeds)
    seeds[:] = 0
    return result


@wrong("backprop/forward_mode")
def forward_mode__derivatives_of_zero(steps, inputs, seeds):
    """Right values, no derivatives: matches no misconception."""
    values, _ = duals(steps, inputs, seeds)
    return values, np.zeros(len(values))


def _pairwise(name, rule):
    """All rules right but one."""
    def changed(operation, pairs):
        if operation == name:
            return rule(*(number for pair in pairs for number in pair))
        return forward_mode_rule__by_class(operation, pairs)
    return changed


@wrong("backprop/forward_mode", embodies="product_of_derivatives")
def forward_mode_rule__naive_product(operation, pairs):
    """(ab)˙ = ȧ ḃ."""
    return _pairwise("mul", lambda a, s, b, t: (a * b, s * t))(operation, pairs)


@wrong("backprop/forward_mode", embodies="half_a_product_rule")
def forward_mode_rule__second_factor_constant(operation, pairs):
    """(ab)˙ = ȧ b."""
    return _pairwise("mul", lambda a, s, b, t: (a * b, b * s))(operation, pairs)


@wrong("backprop/forward_mode", embodies="reciprocal_without_minus")
def forward_mode_rule__rising_reciprocal(operation, pairs):
    """(1/a)˙ = ȧ/a²."""
    return _pairwise("reciprocal", lambda a, s: (1 / a, s * (1 / a) ** 2))(operation, pairs)


@wrong("backprop/forward_mode", embodies="derivative_not_passed_through_exp")
def forward_mode_rule__exp_twice(operation, pairs):
    """(eᵃ)˙ = eᵃ."""
    return _pairwise("exp", lambda a, s: (math.exp(a), math.exp(a)))(operation, pairs)


@wrong("backprop/forward_mode", embodies="larger_derivative_of_max")
def forward_mode_rule__two_maxima(operation, pairs):
    """max of the values, max of the derivatives."""
    return _pairwise("max", lambda a, s, b, t: (a if a > b else b, s if s > t else t))(operation, pairs)


@wrong("backprop/forward_mode")
def forward_mode_rule__sum_of_one(operation, pairs):
    """A sum that forgets its second derivative: matches no misconception."""
    return _pairwise("add", lambda a, s, b, t: (a + b, s))(operation, pairs)


# --- reverse_mode ----------------------------------------------------------------------------------

TABLE = {
    "add": (lambda a, b: a + b, lambda a, b: (1.0, 1.0)), "mul": (lambda a, b: a * b, lambda a, b: (b, a)),
    "neg": (lambda a: 0 - a, lambda a: (-1.0,)), "exp": (math.exp, lambda a: (math.exp(a),)),
    "reciprocal": (lambda a: 1 / a, lambda a: (-(1 / a) ** 2,)),
    "max": (lambda a, b: b if b > a else a, lambda a, b: (0.0, 1.0) if b > a else (1.0, 0.0)),
}


def played(steps, inputs):
    """Values and local slopes of a graph."""
    values, slopes = [float(v) for v in inputs], []
    for name, *places in steps:
        read = [values[i] for i in places]
        values.append(TABLE[name][0](*read))
        slopes.append(TABLE[name][1](*read))
    return values, slopes


@right("backprop/reverse_mode")
def reverse_mode__by_matrix(steps, inputs):
    """(I − Sᵀ) g = e, with the matrix S of all local slopes, solved as one linear system."""
    values, slopes = played(steps, inputs)
    size, first = len(values), len(inputs)
    S, last = np.zeros((size, size)), np.zeros(size)
    for k, step in enumerate(steps):
        for i, slope in zip(step[1:], slopes[k]):
            S[first + k, i] += slope
    last[-1] = 1
    return np.array(values), np.linalg.solve(np.eye(size) - S.T, last)


@right("backprop/reverse_mode")
def reverse_mode__over_all_paths(steps, inputs):
    """The sum over paths, one path at a time."""
    values, slopes = played(steps, inputs)
    first, gradients = len(inputs), np.zeros(len(values))

    def walk(place, product):
        gradients[place] += product
        if place >= first:
            for i, slope in zip(steps[place - first][1:], slopes[place - first]):
                walk(i, product * slope)

    walk(len(values) - 1, 1.0)
    return np.array(values), gradients


@right("backprop/reverse_mode")
def reverse_mode_rule__by_table(operation, values):
    """A table of functions."""
    value, slopes = TABLE[operation]
    return value(*values), slopes(*values)


def swept(steps, inputs, arrive, order=-1, start=1.0):
    """Back through the steps; ``arrive(gradients, place, amount)`` decides what a path does."""
    values, slopes = played(steps, inputs)
    gradients = [0.0] * len(values)
    gradients[-1] = start
    for k in range(len(steps))[::order]:
        for i, slope in zip(steps[k][1:], slopes[k]):
            arrive(gradients, i, slope * gradients[len(inputs) + k])
    return np.array(values), np.array(gradients)


def add(gradients, place, amount):
    """Paths add up."""
    gradients[place] += amount


@wrong("backprop/reverse_mode", embodies="overwrites_at_forks")
def reverse_mode__last_path_stays(steps, inputs):
    """= instead of +=."""
    return swept(steps, inputs, list.__setitem__)


@wrong("backprop/reverse_mode", embodies="first_path_only")
def reverse_mode__first_come(steps, inputs):
    """Whoever has a gradient keeps it."""
    def arrive(gradients, place, amount):
        if gradients[place] == 0:
            gradients[place] = amount
    return swept(steps, inputs, arrive)


@wrong("backprop/reverse_mode", embodies="in_forward_order")
def reverse_mode__first_step_first(steps, inputs):
    """The loop runs the wrong way."""
    return swept(steps, inputs, add, order=1)


@wrong("backprop/reverse_mode", embodies="starts_with_the_value")
def reverse_mode__seeded_with_the_output(steps, inputs):
    """The last value where 1 belongs."""
    return swept(steps, inputs, add, start=played(steps, inputs)[0][-1])


@wrong("backprop/reverse_mode", embodies="inputs_overwritten")
def reverse_mode__gradients_into_inputs(steps, inputs):
    """Right numbers, and the inputs hold the gradients."""
    values, gradients = swept(steps, inputs, add)
    np.copyto(inputs, gradients[: len(inputs)])
    return values, gradients


@wrong("backprop/reverse_mode")
def reverse_mode__inputs_only(steps, inputs):
    """Nothing between the inputs and the end: matches no misconception."""
    values, gradients = swept(steps, inputs, add)
    gradients[len(inputs):] = 1
    return values, gradients


@wrong("backprop/reverse_mode")
def reverse_mode__gradients_too_short(steps, inputs):
    """One gradient for each input only: matches no misconception."""
    values, gradients = swept(steps, inputs, add)
    return values, gradients[: len(inputs)]


@wrong("backprop/reverse_mode", embodies="factors_not_swapped")
def reverse_mode_rule__own_factor(operation, values):
    """Each factor is its own slope."""
    value, slopes = reverse_mode_rule__by_table(operation, values)
    return value, slopes[::-1] if operation == "mul" else slopes


@wrong("backprop/reverse_mode", embodies="reciprocal_slope_without_minus")
def reverse_mode_rule__rising_reciprocal(operation, values):
    """+1/a²."""
    value, slopes = reverse_mode_rule__by_table(operation, values)
    return value, tuple(map(abs, slopes)) if operation == "reciprocal" else slopes


@wrong("backprop/reverse_mode", embodies="power_rule_for_exp")
def reverse_mode_rule__exponent_in_front(operation, values):
    """a e^{a−1}."""
    value, slopes = reverse_mode_rule__by_table(operation, values)
    return value, (values[0] * value / math.e,) if operation == "exp" else slopes


@wrong("backprop/reverse_mode", embodies="sum_shares_the_gradient")
def reverse_mode_rule__halves(operation, values):
    """Half for each term."""
    value, slopes = reverse_mode_rule__by_table(operation, values)
    return value, (1 / 2, 1 / 2) if operation == "add" else slopes


@wrong("backprop/reverse_mode")
def reverse_mode_rule__equal_shares_of_max(operation, values):
    """max passes the gradient to both: matches no misconception."""
    value, slopes = reverse_mode_rule__by_table(operation, values)
    return value, (1.0, 1.0) if operation == "max" else slopes
