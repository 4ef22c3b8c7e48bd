"""What is asked of parametric ReLU, whose slope below zero is learned: one gradient more."""

import numpy as np

from grader.checks.activations.rectified import around_zero
from grader.checks.kit import Check, Misconception, Sheet, call

SIZES = ((3, 4), (4, 4), (1, 3), (5, 2))


def _weights(rng, d):
    """A slope for each feature, learned ones among them (above 1, below 0), and one slope for all."""
    each = np.append(rng.uniform(1.2, 1.8), rng.uniform(-0.8, 0.8, size=d - 1))
    return rng.permutation(each), rng.uniform(0.1, 0.9, size=1)


def _cases(rng, sizes):
    for n, d in sizes:
        for weight in _weights(rng, d):
            label = f"x of shape {(n, d)} with {'one slope' if weight.size == 1 else 'a slope for each feature'}"
            yield around_zero(rng, (n, d)), weight, label


def _shapes(rng):
    each, one = _weights(rng, 5)
    x, dy = around_zero(rng, (3, 5)), rng.normal(size=(3, 5))
    return [call("prelu", x, each, label="prelu, a slope for each feature"),
            call("prelu_backward", dy, x, each, label="prelu_backward, a slope for each feature"),
            call("prelu_backward", dy, x, one, label="prelu_backward, one slope")]


def _by_hand(rng):
    return [call("prelu", np.array([[-2.0, -2.0], [3.0, -4.0]]), np.array([0.5, 0.25]), label="the book's example")]


def _random(rng):
    return [call("prelu", x, weight, label=label) for x, weight, label in _cases(rng, SIZES)]


def _gradients(rng):
    return [call("prelu_backward", rng.normal(size=x.shape), x, weight, label=label)
            for x, weight, label in _cases(rng, SIZES)]


def _at_zero(rng):
    x, weight = np.array([[0.0, -0.0], [1.0, -1.0]]), rng.uniform(0.1, 0.9, size=2)
    return [call("prelu", x, weight, label="x = 0"),
            call("prelu_backward", rng.normal(size=(2, 2)), x, weight, label="x = 0 in the backward pass")]


def _far_out(rng):
    x = np.array([[-1000.0, 1000.0], [30.0, -30.0]])
    one_feature = around_zero(rng, (4, 1))
    return [call("prelu", x, np.array([0.25]), label="x of ±1000"),
            call("prelu_backward", rng.normal(size=(2, 2)), x, np.array([0.25, 0.5]), label="x of ±1000"),
            call("prelu_backward", rng.normal(size=(4, 1)), one_feature, np.array([0.25]), label="one feature"),
            call("prelu_backward", rng.normal(size=(3, 2)), np.abs(around_zero(rng, (3, 2))), np.array([0.25, 0.5]),
                 label="nothing below zero")]


def _unchanged(rng):
    x, weight = around_zero(rng, (3, 3)), rng.uniform(0.1, 0.9, size=3)
    return [call("prelu", x, weight, label="prelu"),
            call("prelu_backward", rng.normal(size=(3, 3)), x, weight, label="prelu_backward")]


def _overwriting(x, weight):
    np.copyto(x, np.where(x > 0, x, weight * x))
    return x


def _slope_gradient(dy, x, weight, reduce):
    """The right dx, with dweight made from the contributions dy · x below zero by another rule."""
    return np.where(x > 0, dy, weight * dy), reduce(np.where(x > 0, 0.0, dy * x), weight)


def _variant(reduce):
    return lambda dy, x, weight: _slope_gradient(dy, x, weight, reduce)


def _right_sum(part, weight):
    return part.sum(axis=0) if weight.size > 1 else part.sum().reshape(1)


def _mean(part, weight):
    return part.mean(axis=0) if weight.size > 1 else part.mean().reshape(1)


def _divided_by_samples(part, weight):
    return _right_sum(part, weight) / len(part)


def _everything(part, weight):
    return np.full(weight.shape, part.sum())


def _samples(part, weight):
    return part.sum(axis=1) if weight.size > 1 else part.sum().reshape(1)


def _above_zero(dy, x, weight):
    return np.where(x > 0, dy, weight * dy), _right_sum(np.where(x > 0, dy * x, 0.0), weight)


def _both_sides(dy, x, weight):
    return np.where(x > 0, dy, weight * dy), _right_sum(dy * x, weight)


def _no_upstream(dy, x, weight):
    return np.where(x > 0, dy, weight * dy), _right_sum(np.where(x > 0, 0.0, x), weight)


def _times_weight(dy, x, weight):
    return np.where(x > 0, dy, weight * dy), _right_sum(np.where(x > 0, 0.0, weight * dy * x), weight)


def _closed(dy, x, weight):
    return np.where(x > 0, dy, 0.0), _right_sum(np.where(x > 0, 0.0, dy * x), weight)


def _open_at_zero(dy, x, weight):
    return np.where(x >= 0, dy, weight * dy), _right_sum(np.where(x > 0, 0.0, dy * x), weight)


PRELU = Sheet(
    checks=(
        Check("shapes", "dx has the shape of x, and dweight the shape of weight.", "shape", 1, _shapes),
        Check("values by hand", "The numbers worked out in the book come out right.", "value", 1, _by_hand,
              by_hand=(np.array([[-1.0, -0.5], [3.0, -1.0]]),)),
        Check("random values", "One slope for all features, or one for each, is applied below zero.", "reference", 1,
              _random, hint="weight[j] belongs to feature j, the column"),
        Check("both gradients", "dx and dweight are right for any upstream gradient and any batch.", "reference", 3,
              _gradients, hint="one slope is used by many elements: its gradient is the sum over all of them"),
        Check("at zero", "At the kink, value and derivative follow the convention of the notation page.", "edge", 1,
              _at_zero, hint="exactly at x = 0 the rule for x ≤ 0 holds"),
        Check("edges", "Inputs of ±1000, a single feature, and a batch with nothing below zero come out right.",
              "edge", 1, _far_out, hint="with nothing below zero the slope has the gradient 0, of weight's shape"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("constant_below_zero", "prelu", lambda x, weight: np.where(x > 0, x, weight + 0 * x),
                      "below zero stands the slope itself, not the slope times x", erratum=3),
        Misconception("slope_on_the_wrong_side", "prelu", lambda x, weight: np.where(x > 0, weight * x, x),
                      "the slope is applied above zero instead of below"),
        Misconception("first_slope_for_all", "prelu", lambda x, weight: np.where(x > 0, x, weight[0] * x),
                      "every feature uses the first slope"),
        Misconception("slope_for_each_sample", "prelu", lambda x, weight: np.where(x > 0, x, weight[:, None] * x),
                      "each row has a slope of its own: weight[j] belongs to column j, the feature"),
        Misconception("larger_of_the_two", "prelu", lambda x, weight: np.maximum(x, weight * x),
                      "the larger of x and weight · x is taken, which is right only while the slope is at most 1"),
        Misconception("overwrites_input", "prelu", _overwriting, "the result is written into the caller's array"),
        Misconception("mean_over_batch", "prelu_backward", _variant(_mean),
                      "dweight is a mean over the batch: each use adds to the gradient, so it is a sum"),
        Misconception("divided_by_samples", "prelu_backward", _variant(_divided_by_samples),
                      "dweight is divided by the number of samples, as a mean is: each use adds to it, so it is a sum"),
        Misconception("summed_over_features", "prelu_backward", _variant(_everything),
                      "dweight is summed over all features although each has a slope of its own"),
        Misconception("batch_not_summed", "prelu_backward", _variant(lambda part, weight: part),
                      "dweight is not summed over the batch: it must have the shape of weight"),
        Misconception("summed_over_the_wrong_axis", "prelu_backward", _variant(_samples),
                      "dweight is summed over the features of each sample instead of the samples of each feature"),
        Misconception("gradient_from_above_zero", "prelu_backward", _above_zero,
                      "dweight collects the elements above zero, where the slope is not used"),
        Misconception("gradient_from_both_sides", "prelu_backward", _both_sides,
                      "dweight collects all elements: above zero the slope is not used"),
        Misconception("upstream_forgotten", "prelu_backward", _no_upstream,
                      "dweight lacks the upstream gradient dy"),
        Misconception("weight_twice", "prelu_backward", _times_weight,
                      "dweight is multiplied by weight: y = weight · x has the derivative x with respect to weight"),
        Misconception("closed_below_zero", "prelu_backward", _closed,
                      "dx is that of plain ReLU: below zero it is weight times dy"),
        Misconception("open_at_zero", "prelu_backward", _open_at_zero,
                      "the derivative at x = 0 is taken as 1, by ≥ in place of >"),
    ),
)
