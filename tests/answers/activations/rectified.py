"""Wrong and right answers: relu, leaky_relu, prelu, elu."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- relu --------------------------------------------------------------------------------------------

@right("activations/relu")
def relu__half_of_sum_with_absolute_value(x):
    """(x + |x|) / 2."""
    return (x + np.abs(x)) / 2


@right("activations/relu")
def relu__by_loop(x):
    """One number after the other."""
    return np.array([value if value > 0 else 0.0 for value in x.ravel()]).reshape(x.shape)


@right("activations/relu")
def relu_backward__masked_copy(dy, x):
    """A copy with the closed gates set to zero."""
    dx = dy.copy()
    dx[x <= 0] = 0
    return dx


@wrong("activations/relu", embodies="absolute_value")
def relu__square_root_of_square(x):
    """The absolute value in disguise."""
    return np.sqrt(np.square(x))


@wrong("activations/relu", embodies="gate_for_value")
def relu__step(x):
    """1 where it is open."""
    return np.heaviside(x, 0.0)


@wrong("activations/relu", embodies="other_side")
def relu__negative_part(x):
    """What ReLU takes away."""
    return (x - np.abs(x)) / 2


@wrong("activations/relu", embodies="overwrites_input")
def relu__clipped_in_place(x):
    """Right numbers, written over the caller's."""
    return np.clip(x, 0, None, out=x)


@wrong("activations/relu", embodies="upstream_forgotten")
def relu_backward__derivative_only(dy, x):
    """As if dy were one."""
    return np.heaviside(x, 0.0)


@wrong("activations/relu", embodies="passes_x")
def relu_backward__forward_again(dy, x):
    """The value in place of the gradient."""
    return (x + abs(x)) * 0.5


@wrong("activations/relu", embodies="value_for_gate")
def relu_backward__through_the_value(dy, x):
    """The value in place of the derivative, with the upstream kept."""
    return np.array([up * v if v > 0 else 0.0 for up, v in zip(dy.flat, x.flat, strict=True)]).reshape(x.shape)


@wrong("activations/relu", embodies="derivative_always_one")
def relu_backward__straight_through(dy, x):
    """As if nothing were cut off below zero."""
    return dy * np.ones_like(x)


@wrong("activations/relu", embodies="gate_from_upstream")
def relu_backward__relu_of_upstream(dy, x):
    """The gate asks the wrong array."""
    return dy * (dy > 0)


@wrong("activations/relu", embodies="open_at_zero")
def relu_backward__open_at_the_kink(dy, x):
    """1 at zero."""
    return dy * np.heaviside(x, 1.0)


@wrong("activations/relu")
def relu__softplus(x):
    """A smooth cousin: matches no misconception."""
    return np.logaddexp(0, x)


@wrong("activations/relu")
def relu_backward__zeros(dy, x):
    """Nothing comes through."""
    return np.zeros(x.shape)


# --- leaky_relu --------------------------------------------------------------------------------------

@right("activations/leaky_relu")
def leaky_relu__sum_of_parts(x, negative_slope=0.01):
    """Positive part plus slope times negative part."""
    return np.clip(x, 0, None) + negative_slope * np.clip(x, None, 0)


@right("activations/leaky_relu")
def leaky_relu__by_loop(x, negative_slope=0.01):
    """One number after the other."""
    return np.reshape([v if v > 0 else v * negative_slope for v in x.flat], x.shape)


@right("activations/leaky_relu")
def leaky_relu_backward__slopes_times_upstream(dy, x, negative_slope=0.01):
    """An array of derivatives, then the chain rule."""
    slopes = np.full(x.shape, float(negative_slope))
    slopes[x > 0] = 1.0
    return slopes * dy


@wrong("activations/leaky_relu", embodies="constant_below_zero")
def leaky_relu__constant(x, negative_slope=0.01):
    """The notes' formula: f(d) = k below zero."""
    return np.array([v if v > 0 else negative_slope for v in x.flat]).reshape(x.shape)


@wrong("activations/leaky_relu", embodies="slope_on_the_wrong_side")
def leaky_relu__sides_swapped(x, negative_slope=0.01):
    """Where the condition is the other way round."""
    return np.clip(x, None, 0) + negative_slope * np.clip(x, 0, None)


@wrong("activations/leaky_relu", embodies="slope_ignored")
def leaky_relu__fixed_slope(x, negative_slope=0.01):
    """A number where the argument belongs."""
    return np.maximum(x, x / 100)


@wrong("activations/leaky_relu", embodies="plain_relu")
def leaky_relu__does_not_leak(x, negative_slope=0.01):
    """The positive part alone."""
    return (x + abs(x)) / 2


@wrong("activations/leaky_relu", embodies="negative_input_turned_positive")
def leaky_relu__absolute_value_below(x, negative_slope=0.01):
    """A valley at zero."""
    return np.clip(x, 0, None) + negative_slope * np.abs(np.clip(x, None, 0))


@wrong("activations/leaky_relu", embodies="overwrites_input")
def leaky_relu__multiplied_in_place(x, negative_slope=0.01):
    """Right numbers, written over the caller's."""
    return np.multiply(x, np.where(x > 0, 1.0, negative_slope), out=x)


@wrong("activations/leaky_relu", embodies="slope_ignored_in_backward")
def leaky_relu_backward__fixed_slope(dy, x, negative_slope=0.01):
    """A number where the argument belongs."""
    dx = np.array(dy)
    dx[x <= 0] /= 100
    return dx


@wrong("activations/leaky_relu", embodies="closed_below_zero")
def leaky_relu_backward__of_plain_relu(dy, x, negative_slope=0.01):
    """The gate of ReLU."""
    return dy * (x > 0)


@wrong("activations/leaky_relu", embodies="upstream_forgotten")
def leaky_relu_backward__derivative_only(dy, x, negative_slope=0.01):
    """As if dy were one."""
    return (x > 0) + negative_slope * (x <= 0)


@wrong("activations/leaky_relu", embodies="constant_derivative")
def leaky_relu_backward__slope_alone(dy, x, negative_slope=0.01):
    """Assigned, not multiplied."""
    dx = dy.copy()
    dx[x <= 0] = negative_slope
    return dx


@wrong("activations/leaky_relu", embodies="open_at_zero")
def leaky_relu_backward__open_at_the_kink(dy, x, negative_slope=0.01):
    """1 at zero."""
    return dy * np.where(x < 0, negative_slope, 1.0)


@wrong("activations/leaky_relu")
def leaky_relu__slope_added(x, negative_slope=0.01):
    """The slope shifts the line: matches no misconception."""
    return np.where(x > 0, x, x + negative_slope)


# --- prelu -------------------------------------------------------------------------------------------

def _slope_sum(part, weight):
    """What dweight should be, by loops over the elements."""
    dweight = [0.0] * len(weight)
    for row in part:
        for j, value in enumerate(row):
            dweight[j if len(weight) > 1 else 0] += value
    return np.array(dweight)


@right("activations/prelu")
def prelu__sum_of_parts(x, weight):
    """Positive part plus weight times negative part."""
    return np.clip(x, 0, None) + np.clip(x, None, 0) * weight


@right("activations/prelu")
def prelu__by_loops(x, weight):
    """One number after the other."""
    slopes = np.broadcast_to(weight, x.shape)
    return np.array([[v if v > 0 else v * k for v, k in zip(row, ks, strict=True)]
                     for row, ks in zip(x, slopes, strict=True)])


@right("activations/prelu")
def prelu_backward__by_loops(dy, x, weight):
    """Every element adds to the slope it used."""
    dx = np.where(x <= 0, weight, 1.0) * dy
    return dx, _slope_sum(np.minimum(x, 0) * dy, weight)


@right("activations/prelu")
def prelu_backward__einsum(dy, x, weight):
    """The sums written as index letters; a list in place of a tuple."""
    below = np.minimum(x, 0)
    dweight = np.einsum("nd,nd->d", dy, below)
    return [dy * np.where(x > 0, 1, weight), dweight if weight.size > 1 else np.atleast_1d(dweight.sum())]


@wrong("activations/prelu", embodies="constant_below_zero")
def prelu__constant(x, weight):
    """The notes' formula: f(d) = k below zero."""
    return np.where(x <= 0, np.ones_like(x) * weight, x)


@wrong("activations/prelu", embodies="slope_on_the_wrong_side")
def prelu__sides_swapped(x, weight):
    """The condition the other way round."""
    return np.clip(x, 0, None) * weight + np.clip(x, None, 0)


@wrong("activations/prelu", embodies="first_slope_for_all")
def prelu__one_slope(x, weight):
    """The other slopes are never used."""
    return np.clip(x, 0, None) + float(weight[0]) * np.clip(x, None, 0)


@wrong("activations/prelu", embodies="slope_for_each_sample")
def prelu__rows_have_slopes(x, weight):
    """Runs silently on a square batch."""
    return np.clip(x, 0, None) + np.clip(x, None, 0) * np.reshape(weight, (-1, 1))


@wrong("activations/prelu", embodies="larger_of_the_two")
def prelu__steeper_wins(x, weight):
    """The shortcut for slopes up to 1."""
    line = x * weight
    return (x + line + np.abs(x - line)) / 2


@wrong("activations/prelu", embodies="overwrites_input")
def prelu__multiplied_in_place(x, weight):
    """Right numbers, written over the caller's."""
    x *= np.where(x > 0, 1.0, weight)
    return x


@wrong("activations/prelu", embodies="mean_over_batch")
def prelu_backward__averaged(dy, x, weight):
    """Divided by how many there are."""
    part = np.minimum(x, 0) * dy
    count = len(x) if len(weight) > 1 else x.size
    return dy * np.where(x > 0, 1, weight), _slope_sum(part, weight) / count


@wrong("activations/prelu", embodies="divided_by_samples")
def prelu_backward__mean_over_rows(dy, x, weight):
    """The mean over the batch first; one slope for all adds up its columns."""
    columns = np.mean(np.minimum(x, 0) * dy, axis=0)
    return dy * np.where(x > 0, 1, weight), columns if len(weight) > 1 else np.array([sum(columns)])


@wrong("activations/prelu", embodies="summed_over_features")
def prelu_backward__one_sum(dy, x, weight):
    """All elements into every slope."""
    return dy * np.where(x > 0, 1, weight), np.ones(len(weight)) * np.vdot(np.minimum(x, 0), dy)


@wrong("activations/prelu", embodies="batch_not_summed")
def prelu_backward__one_for_each_element(dy, x, weight):
    """A gradient of x's shape."""
    return dy * np.where(x > 0, 1, weight), np.minimum(x, 0) * dy


@wrong("activations/prelu", embodies="summed_over_the_wrong_axis")
def prelu_backward__rows_summed(dy, x, weight):
    """Runs silently on a square batch."""
    part = np.minimum(x, 0) * dy
    return dy * np.where(x > 0, 1, weight), np.einsum("nd->n", part) if len(weight) > 1 else np.array([part.sum()])


@wrong("activations/prelu", embodies="gradient_from_above_zero")
def prelu_backward__from_the_other_side(dy, x, weight):
    """The elements that never saw the slope."""
    return dy * np.where(x > 0, 1, weight), _slope_sum(np.maximum(x, 0) * dy, weight)


@wrong("activations/prelu", embodies="gradient_from_both_sides")
def prelu_backward__from_both_sides(dy, x, weight):
    """No gate on the slope's gradient."""
    return dy * np.where(x > 0, 1, weight), _slope_sum(x * dy, weight)


@wrong("activations/prelu", embodies="upstream_forgotten")
def prelu_backward__sum_of_x(dy, x, weight):
    """As if dy were one."""
    return dy * np.where(x > 0, 1, weight), _slope_sum(np.minimum(x, 0), weight)


@wrong("activations/prelu", embodies="weight_twice")
def prelu_backward__weight_times_x(dy, x, weight):
    """The factor that should have been differentiated away."""
    return dy * np.where(x > 0, 1, weight), _slope_sum(np.minimum(x, 0) * dy * weight, weight)


@wrong("activations/prelu", embodies="closed_below_zero")
def prelu_backward__dx_of_plain_relu(dy, x, weight):
    """The gate of ReLU."""
    return dy * (x > 0), _slope_sum(np.minimum(x, 0) * dy, weight)


@wrong("activations/prelu", embodies="open_at_zero")
def prelu_backward__open_at_the_kink(dy, x, weight):
    """1 at zero."""
    return dy * np.where(x < 0, weight, 1.0), _slope_sum(np.minimum(x, 0) * dy, weight)


@wrong("activations/prelu")
def prelu_backward__sign_of_the_slope(dy, x, weight):
    """A gradient of the wrong sign: matches no misconception."""
    return dy * np.where(x > 0, 1, weight), -_slope_sum(np.minimum(x, 0) * dy, weight)


# --- elu ---------------------------------------------------------------------------------------------

@right("activations/elu")
def elu__by_loop(x, alpha=1.0):
    """One number after the other."""
    return np.array([v if v > 0 else alpha * (math.exp(v) - 1) for v in x.flat]).reshape(x.shape)


@right("activations/elu")
def elu__sum_of_parts(x, alpha=1.0):
    """Positive part plus the bent negative part."""
    return np.clip(x, 0, None) + alpha * (np.exp(np.clip(x, None, 0)) - 1)


@right("activations/elu")
def elu_backward__through_the_value(dy, x, alpha=1.0):
    """Below zero the derivative is y + alpha."""
    y = alpha * np.expm1(np.clip(x, None, 0))
    return dy * np.where(x > 0, 1.0, y + alpha)


@wrong("activations/elu", embodies="minus_one_forgotten")
def elu__exponential_below(x, alpha=1.0):
    """A jump at zero."""
    return np.array([v if v > 0 else alpha * math.exp(v) for v in x.flat]).reshape(x.shape)


@wrong("activations/elu", embodies="alpha_ignored")
def elu__unit_floor(x, alpha=1.0):
    """The floor is always at minus one."""
    return np.clip(x, 0, None) + np.exp(np.clip(x, None, 0)) - 1


@wrong("activations/elu", embodies="linear_below_zero")
def elu__straight(x, alpha=1.0):
    """Leaky ReLU under another name."""
    return np.clip(x, 0, None) + alpha * np.clip(x, None, 0)


@wrong("activations/elu", embodies="alpha_inside")
def elu__bracket_misplaced(x, alpha=1.0):
    """alpha eˣ − 1."""
    return np.array([v if v > 0 else alpha * math.exp(v) - 1 for v in x.flat]).reshape(x.shape)


@wrong("activations/elu", embodies="masks_multiply_infinity")
def elu__masks(x, alpha=1.0):
    """Zero times infinity."""
    positive = (x > 0).astype(float)
    return positive * x + (1 - positive) * (alpha * np.exp(x) - alpha)


@wrong("activations/elu", embodies="overwrites_input")
def elu__written_in_place(x, alpha=1.0):
    """Right numbers, written over the caller's."""
    np.copyto(x, alpha * (np.exp(np.clip(x, None, 0)) - 1), where=x <= 0)
    return x


@wrong("activations/elu", embodies="masks_multiply_infinity_in_backward")
def elu_backward__sum_of_masks(dy, x, alpha=1.0):
    """Zero times infinity."""
    closed = np.heaviside(-x, 1.0)
    return dy * (1 - closed) + dy * closed * alpha * math.e**x


@wrong("activations/elu", embodies="open_at_zero")
def elu_backward__open_at_the_kink(dy, x, alpha=1.0):
    """1 at zero."""
    return dy * np.where(x < 0, alpha * np.exp(np.clip(x, None, 0)), 1.0)


@wrong("activations/elu", embodies="alpha_forgotten_in_backward")
def elu_backward__exponential_only(dy, x, alpha=1.0):
    """Right for alpha = 1."""
    return dy * np.exp(np.clip(x, None, 0))


@wrong("activations/elu", embodies="value_for_derivative")
def elu_backward__times_the_value(dy, x, alpha=1.0):
    """y in place of y′."""
    return dy * np.where(x > 0, 1.0, alpha * (np.exp(np.clip(x, None, 0)) - 1))


@wrong("activations/elu", embodies="closed_below_zero")
def elu_backward__of_plain_relu(dy, x, alpha=1.0):
    """The gate of ReLU."""
    return dy * np.heaviside(x, 0.0)


@wrong("activations/elu", embodies="upstream_forgotten")
def elu_backward__derivative_only(dy, x, alpha=1.0):
    """As if dy were one."""
    return np.array([1.0 if v > 0 else alpha * math.exp(v) for v in x.flat]).reshape(x.shape)


@wrong("activations/elu")
def elu__tanh_below(x, alpha=1.0):
    """Another curve to the same floor: matches no misconception."""
    return np.where(x > 0, x, alpha * np.tanh(x))


@wrong("activations/elu")
def elu__falls_below_its_floor(x, alpha=1.0):
    """A parabola: no floor at all."""
    return np.where(x > 0, x, alpha * (x - x**2))
