"""What is asked of computation graphs: forward_mode, reverse_mode."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.reference import backprop as reference

# f = 1 / (e^{-(w x + b)} + 1), with the inputs w, x, b and the constant 1
LOGISTIC = [("mul", 0, 1), ("add", 4, 2), ("neg", 5), ("exp", 6), ("add", 7, 3), ("reciprocal", 8)]
AT = np.array([0.0, 1.0, 0.0, 1.0])
LOGISTIC_VALUES = np.array([0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.5])
# e = (a + b) (b + 1), with the inputs a, b and the constant 1
FORK = [("add", 0, 1), ("add", 1, 2), ("mul", 3, 4)]
OPERATIONS = ("add", "mul", "neg", "exp", "reciprocal", "max")


def _graph(rng, size, length):
    """Random steps over random inputs, every value of moderate size, and the inputs read more than once."""
    inputs = rng.normal(size=size)
    values, steps = list(inputs), []
    while len(steps) < length:
        step = (str(rng.choice(OPERATIONS)), *map(int, rng.integers(len(values), size=2)))
        step = step if step[0] in ("add", "mul", "max") else step[:2]
        if step[0] == "reciprocal" and abs(values[step[1]]) < 0.3:
            continue
        value = reference.reverse_mode_rule(step[0], [values[i] for i in step[1:]])[0]
        if abs(value) < 20:
            steps.append(step)
            values.append(value)
    join = [("add", len(values) - 1, 0)] + [("add", len(values) + k, k + 1) for k in range(size - 1)]
    return steps + join, inputs


def _named(steps, inputs):
    return f"a random graph of {len(inputs)} inputs and {len(steps)} steps"


def _drawn(rng):
    return [_graph(rng, size, length) for size, length in ((2, 4), (3, 6), (4, 10), (1, 5))]


# --- forward_mode ----------------------------------------------------------------------------------

def _forward(steps, inputs, seeds, label=""):
    return call("forward_mode", steps, inputs, seeds, label=label)


def _forward_shapes(rng):
    return [_forward(LOGISTIC, AT, np.eye(4)[0], "the logistic function"), _forward(FORK, rng.normal(size=3), np.eye(3)[1], "a fork")]


def _forward_by_hand(rng):
    return [_forward(LOGISTIC, AT, np.array([1.0, 0.0, 0.0, 0.0]), "the logistic function, along w"),
            _forward(FORK, np.array([2.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.0]), "(a + b)(b + 1) at a = 2, b = 1, along b")]


def _rules_on_pairs(rng):
    pairs = [tuple(map(float, rng.normal(size=2))) for _ in range(2)]
    calls = [call("forward_mode_rule", name, pairs, label=name) for name in ("add", "mul", "max")]
    calls.append(call("forward_mode_rule", "max", [(2.0, -1.0), (1.0, 3.0)], label="max, the smaller value with the larger derivative"))
    return calls + [call("forward_mode_rule", name, pairs[:1], label=name) for name in ("neg", "exp", "reciprocal")]


def _forward_random(rng):
    return [_forward(steps, inputs, rng.normal(size=len(inputs)), _named(steps, inputs)) for steps, inputs in _drawn(rng)]


def _two_directions(rng):
    steps, inputs = _graph(rng, 3, 8)
    one, other = rng.normal(size=(2, 3))
    return [_forward(steps, inputs, seeds) for seeds in (one, other, one + other)]


def _directions_add(calls, values):
    (first, one), (second, other), (third, both) = values
    if not (np.array_equal(first, second) and np.array_equal(first, third)):
        return "the values changed with the seeds; only the derivatives may"
    if not np.allclose(one + other, both, rtol=1e-9, atol=1e-9):
        return "the derivative along the sum of two directions is not the sum of the two derivatives"
    return None


def _forward_edges(rng):
    return [_forward([], np.array([3.0, 4.0]), np.array([1.0, 0.5]), "no step at all"),
            _forward([("mul", 0, 0)], np.array([3.0]), np.array([1.0]), "a value times itself"),
            _forward([("max", 0, 1), ("exp", 2)], np.array([2.0, 2.0]), np.array([1.0, 0.0]), "max of two equal values"),
            _forward([("neg", 0), ("reciprocal", 1)], np.array([1e3]), np.array([1e3]), "values near 1000")]


def _forward_unchanged(rng):
    return [_forward(FORK, rng.normal(size=3), np.ones(3), "forward_mode"),
            call("forward_mode_rule", "mul", [(2.0, 1.0), (3.0, 0.5)], label="forward_mode_rule")]


def _pairs(steps, inputs, seeds):
    pairs = list(zip(inputs, seeds))
    for name, *places in steps:
        pairs.append(reference.forward_mode_rule(name, [pairs[i] for i in places]))
    return tuple(np.array(column) for column in zip(*pairs))


def _one_place_too_early(steps, inputs, seeds):
    shifted = [(name, *(max(i - 1, 0) for i in places)) for name, *places in steps]
    return _pairs(shifted, inputs, seeds)


def _seeds_scaled_in_place(steps, inputs, seeds):
    result = _pairs(steps, inputs, seeds)
    seeds *= 0
    return result


def _rule(**changed):
    """forward_mode_rule with some operations done otherwise; each gets values and derivatives."""
    def rule(operation, pairs):
        if operation in changed:
            (a, da), (b, db) = pairs[0], pairs[-1]
            return changed[operation](a, da, b, db)
        return reference.forward_mode_rule(operation, pairs)
    return rule


FORWARD_MODE = Sheet(
    checks=(
        Check("shapes", "Values and derivatives hold one number for each input and each step.", "shape", 1, _forward_shapes),
        Check("by hand", "The logistic function and the fork come out as in the book, with every value between.", "value", 1,
              _forward_by_hand, by_hand=(
                  (LOGISTIC_VALUES, np.array([1.0, 0.0, 0.0, 0.0, 1.0, 1.0, -1.0, -1.0, -1.0, 0.25])),
                  (np.array([2.0, 1.0, 1.0, 3.0, 2.0, 6.0]), np.array([0.0, 1.0, 0.0, 1.0, 1.0, 5.0])))),
        Check("rules", "Each of the six operations on dual numbers is right.", "reference", 2, _rules_on_pairs,
              hint="differentiate the operation, then multiply by the derivative that came in"),
        Check("random graphs", "Values and derivatives of random graphs are right.", "reference", 2, _forward_random,
              hint="a step reads pairs at its places and adds one pair at the end"),
        Check("directions add", "The derivative is linear in the seeds, and the values do not depend on them.", "property", 1,
              _two_directions, holds=_directions_add, hint="every rule is linear in the derivatives that come in"),
        Check("edges", "No step, a value used twice by one step, equal values and large ones work.", "edge", 1, _forward_edges,
              hint="of two equal values max takes the first, with its derivative"),
        Check("inputs unchanged", "Steps, inputs and seeds are not changed.", "unchanged", 1, _forward_unchanged,
              hint="start a new list of pairs instead of writing into what you are given"),
    ),
    misconceptions=(
        Misconception("seeds_all_one", "forward_mode", lambda steps, inputs, seeds: _pairs(steps, inputs, np.ones(len(seeds))),
                      "the seeds are not used: every input starts with derivative 1, which asks about all of them at once"),
        Misconception("one_place_too_early", "forward_mode", _one_place_too_early,
                      "the places are read one too early: the first input has place 0"),
        Misconception("seeds_overwritten", "forward_mode", _seeds_scaled_in_place, "an in-place operation writes into the seeds"),
        Misconception("product_of_derivatives", "forward_mode_rule", _rule(mul=lambda a, da, b, db: (a * b, da * db)),
                      "the derivatives of a product are multiplied; the product rule has two terms"),
        Misconception("half_a_product_rule", "forward_mode_rule", _rule(mul=lambda a, da, b, db: (a * b, da * b)),
                      "only one of the two terms of the product rule is there"),
        Misconception("reciprocal_without_minus", "forward_mode_rule", _rule(reciprocal=lambda a, da, b, db: (1 / a, da / a**2)),
                      "the derivative of 1/a has a minus"),
        Misconception("derivative_not_passed_through_exp", "forward_mode_rule", _rule(exp=lambda a, da, b, db: (np.exp(a), np.exp(a))),
                      "the derivative that came into exp is forgotten: the chain rule multiplies by it"),
        Misconception("larger_derivative_of_max", "forward_mode_rule", _rule(max=lambda a, da, b, db: (max(a, b), max(da, db))),
                      "max picks value and derivative apart from each other; the derivative goes with the larger value"),
    ),
)

# --- reverse_mode ----------------------------------------------------------------------------------


def _reverse_shapes(rng):
    return [call("reverse_mode", LOGISTIC, AT, label="the logistic function"),
            call("reverse_mode", FORK, rng.normal(size=3), label="a fork")]


def _reverse_by_hand(rng):
    return [call("reverse_mode", LOGISTIC, AT, label="the logistic function"),
            call("reverse_mode", FORK, np.array([2.0, 1.0, 1.0]), label="(a + b)(b + 1) at a = 2, b = 1")]


def _rules_on_values(rng):
    values = [float(v) for v in rng.normal(size=2)]
    calls = [call("reverse_mode_rule", name, values, label=name) for name in ("add", "mul", "max")]
    return calls + [call("reverse_mode_rule", name, values[:1], label=name) for name in ("neg", "exp", "reciprocal")]


def _reverse_random(rng):
    return [call("reverse_mode", steps, inputs, label=_named(steps, inputs)) for steps, inputs in _drawn(rng)]


def _path_driver(answer, steps, inputs):
    """Change of the last value for a small change of each input, beside the gradients."""
    gradients = answer.reverse_mode(steps, inputs)[1][: len(inputs)]
    changes = []
    for i in range(len(inputs)):
        up, down = np.array(inputs), np.array(inputs)
        up[i], down[i] = up[i] + 1e-5, down[i] - 1e-5
        changes.append((answer.reverse_mode(steps, up)[0][-1] - answer.reverse_mode(steps, down)[0][-1]) / 2e-5)
    return gradients, np.array(changes)


def _forks(rng):
    twice = [("mul", 0, 1), ("add", 2, 0), ("mul", 3, 2), ("exp", 0), ("add", 4, 5)]
    return [call("reverse_mode", twice, rng.uniform(0.3, 1, size=2), driver=_path_driver)]


def _nudges_agree(calls, values):
    gradients, changes = values[0]
    for i, (gradient, change) in enumerate(zip(gradients, changes)):
        if abs(gradient - change) > 1e-6 * max(1, abs(change)):
            return (f"nudging input {i} changes the result {change:.6g} times as much, and its gradient is {gradient:.6g}: "
                    "are all paths from it added?")
    return None


def _reverse_edges(rng):
    return [call("reverse_mode", [], np.array([3.0, 4.0]), label="no step at all"),
            call("reverse_mode", [("mul", 0, 0)], np.array([3.0]), label="a value times itself"),
            call("reverse_mode", [("max", 0, 1), ("exp", 2)], np.array([2.0, 2.0]), label="max of two equal values"),
            call("reverse_mode", [("exp", 0), ("neg", 1)], np.array([1.0, 5.0]), label="an input that nothing reads")]


def _reverse_unchanged(rng):
    return [call("reverse_mode", FORK, rng.normal(size=3), label="reverse_mode"),
            call("reverse_mode_rule", "mul", [2.0, 3.0], label="reverse_mode_rule")]


def _swept(steps, inputs, order=reversed, keep=lambda old, new: old + new, start=1.0):
    values, slopes = list(inputs), []
    for name, *places in steps:
        value, local = reference.reverse_mode_rule(name, [values[i] for i in places])
        values.append(value)
        slopes.append(local)
    gradients = np.zeros(len(values))
    gradients[-1] = start
    for k in order(range(len(steps))):
        for i, slope in zip(steps[k][1:], slopes[k]):
            gradients[i] = keep(gradients[i], gradients[len(inputs) + k] * slope)
    return np.array(values), gradients


def _overwrites(steps, inputs):
    return _swept(steps, inputs, keep=lambda old, new: new)


def _first_path_only(steps, inputs):
    return _swept(steps, inputs, keep=lambda old, new: old if old else new)


def _in_forward_order(steps, inputs):
    return _swept(steps, inputs, order=list)


def _starts_with_the_value(steps, inputs):
    values, gradients = _swept(steps, inputs)
    return values, gradients * values[-1]


def _inputs_overwritten(steps, inputs):
    result = _swept(steps, inputs)
    inputs[:] = result[1][: len(inputs)]
    return result


def _local(**changed):
    """reverse_mode_rule with some operations done otherwise."""
    def rule(operation, values):
        if operation in changed:
            return changed[operation](values[0], values[-1])
        return reference.reverse_mode_rule(operation, values)
    return rule


REVERSE_MODE = Sheet(
    checks=(
        Check("shapes", "Values and gradients hold one number for each input and each step.", "shape", 1, _reverse_shapes),
        Check("by hand", "The logistic function and the fork come out as in the book, with every gradient between.", "value", 1,
              _reverse_by_hand, by_hand=(
                  (LOGISTIC_VALUES, np.array([0.25, 0.0, 0.25, -0.25, 0.25, 0.25, -0.25, -0.25, -0.25, 1.0])),
                  (np.array([2.0, 1.0, 1.0, 3.0, 2.0, 6.0]), np.array([2.0, 5.0, 3.0, 2.0, 3.0, 1.0])))),
        Check("rules", "Value and slopes of each of the six operations are right.", "reference", 2, _rules_on_values,
              hint="one slope for each input, at the values of this pass"),
        Check("random graphs", "Values and gradients of random graphs are right.", "reference", 2, _reverse_random,
              hint="when a step is reached on the way back, all that reads its value must have been dealt with"),
        Check("forks", "Where a value is read more than once, its gradient is what a nudge shows.", "property", 2, _forks,
              holds=_nudges_agree, hint="gradients of all paths from a value are added"),
        Check("edges", "No step, a value used twice by one step, equal values and an unused input work.", "edge", 1, _reverse_edges,
              hint="an input that nothing reads has gradient 0; of two equal values max passes all to the first"),
        Check("inputs unchanged", "Steps and inputs are not changed.", "unchanged", 1, _reverse_unchanged,
              hint="start a new list of values instead of writing into what you are given"),
    ),
    misconceptions=(
        Misconception("overwrites_at_forks", "reverse_mode", _overwrites,
                      "at a fork the gradient is overwritten; what comes back along several paths is added"),
        Misconception("first_path_only", "reverse_mode", _first_path_only,
                      "only the first path that arrives at a value counts; all paths are added"),
        Misconception("in_forward_order", "reverse_mode", _in_forward_order,
                      "the steps are gone through first to last; the gradient is known at the last value only"),
        Misconception("starts_with_the_value", "reverse_mode", _starts_with_the_value,
                      "the pass starts with the last value; the derivative of a value for itself is 1"),
        Misconception("inputs_overwritten", "reverse_mode", _inputs_overwritten, "an in-place operation writes into the inputs"),
        Misconception("factors_not_swapped", "reverse_mode_rule", _local(mul=lambda a, b: (a * b, (a, b))),
                      "each factor of a product gets its own value as its slope; it is the value of the other"),
        Misconception("reciprocal_slope_without_minus", "reverse_mode_rule", _local(reciprocal=lambda a, b: (1 / a, (1 / a**2,))),
                      "the derivative of 1/a has a minus"),
        Misconception("power_rule_for_exp", "reverse_mode_rule", _local(exp=lambda a, b: (np.exp(a), (a * np.exp(a - 1),))),
                      "exp is differentiated like a power; it is its own derivative"),
        Misconception("sum_shares_the_gradient", "reverse_mode_rule", _local(add=lambda a, b: (a + b, (0.5, 0.5))),
                      "a sum shares its gradient out; each term gets all of it"),
    ),
)
