"""Wrong and right answers: binary_cross_entropy and bce_with_logits."""

import math

import numpy as np

from tests.answers.kit import collector
from tests.answers.losses.squared import same_shapes

right, wrong, ANSWERS = collector()
P, Z = "losses/binary_cross_entropy", "losses/bce_with_logits"


def spread(weight, like):
    """The weights, one an element; ones where there are none."""
    return np.ones(like.shape) if weight is None else np.broadcast_to(weight, like.shape)


def price(p, t, floor=-100.0):
    """One element's cost, with limited logarithms."""
    yes = max(math.log(p), floor) if p > 0 else floor
    no = max(math.log1p(-p), floor) if p < 1 else floor
    return -t * yes - (1 - t) * no


def prices(p, t):
    """All elements' costs."""
    return np.array([price(a, b) for a, b in zip(p.ravel().tolist(), t.ravel().tolist())]).reshape(p.shape)


def slopes(p, t, least=1e-12):
    """All elements' derivatives, summed from the two terms."""
    return (p * (1 - t) - t * (1 - p)) / np.clip(p - p * p, least, None)


# --- on probabilities -------------------------------------------------------------------------------

@right(P)
def binary_cross_entropy__by_a_loop(p, t, weight=None):
    """One question after the other."""
    same_shapes(p, t)
    return float(np.vdot(spread(weight, p), prices(p, t))) / p.size


@right(P)
def binary_cross_entropy__by_cases(p, t, weight=None):
    """Logarithms of clipped probabilities, clipped again."""
    same_shapes(p, t)
    with np.errstate(divide="ignore"):
        yes, no = (np.clip(np.log(q), -100, None) for q in (p, 1 - p))
    return np.average(spread(weight, p) * (t * -yes - no + t * no))


@right(P)
def binary_cross_entropy_backward__two_quotients(p, t, weight=None):
    """−t/p + (1 − t)/(1 − p), over one limited denominator."""
    return spread(weight, p) * slopes(p, t) / p.size


@right(P)
def binary_cross_entropy_backward__by_a_loop(p, t, weight=None):
    """One question after the other."""
    w, dp = spread(weight, p), np.zeros(p.shape)
    for at in np.ndindex(p.shape):
        dp[at] = w[at] * (p[at] - t[at]) / (max(p[at] * (1 - p[at]), 1e-12) * p.size)
    return dp


@wrong(P, embodies="yes_only")
def binary_cross_entropy__as_for_classes(p, t, weight=None):
    """−t ln p, as if p were one of several classes."""
    same_shapes(p, t)
    return np.mean(spread(weight, p) * t * prices(p, np.ones_like(p)))


@wrong(P, embodies="sum_of_elements")
def binary_cross_entropy__summed(p, t, weight=None):
    """reduction="sum"."""
    same_shapes(p, t)
    return np.vdot(spread(weight, p), prices(p, t))


@wrong(P, embodies="mean_over_rows")
def binary_cross_entropy__summed_over_columns(p, t, weight=None):
    """As for exclusive classes: a sum in each row."""
    same_shapes(p, t)
    return (spread(weight, p) * prices(p, t)).reshape(p.shape[0], -1).sum(axis=1).mean()


@wrong(P, embodies="weights_divided_out")
def binary_cross_entropy__weighted_average(p, t, weight=None):
    """np.average does what NLL does."""
    same_shapes(p, t)
    return np.average(prices(p, t), weights=spread(weight, p))


@wrong(P, embodies="weight_ignored")
def binary_cross_entropy__unweighted(p, t, weight=None):
    """No weight."""
    same_shapes(p, t)
    return np.average(prices(p, t))


@wrong(P, embodies="no_floor")
def binary_cross_entropy__unlimited(p, t, weight=None):
    """The definition as it stands."""
    same_shapes(p, t)
    with np.errstate(all="ignore"):
        return np.mean(-spread(weight, p) * (t * np.log(p) + (1 - t) * np.log1p(-p)))


@wrong(P, embodies="constant_inside")
def binary_cross_entropy__made_safe(p, t, weight=None):
    """A small number in both logarithms."""
    same_shapes(p, t)
    tiny = 1e-7
    return np.mean(spread(weight, p) * (-(1 - t) * np.log(tiny + 1 - p) - t * np.log(tiny + p)))


@wrong(P, embodies="overwrites_probabilities")
def binary_cross_entropy__clipped_in_place(p, t, weight=None):
    """Right number, spoilt argument."""
    same_shapes(p, t)
    loss = np.mean(spread(weight, p) * prices(p, t))
    p[...] = np.minimum(p, 0.5)
    return loss


@wrong(P, embodies="shapes_broadcast")
def binary_cross_entropy__without_looking(p, t, weight=None):
    """Right on equal shapes, silent on others."""
    p, t = np.broadcast_arrays(p, t)
    return np.mean(spread(weight, p) * prices(p, t))


@wrong(P)
def binary_cross_entropy__hard_limits(p, t, weight=None):
    """Probabilities clipped at a thousandth: no name."""
    same_shapes(p, t)
    return np.mean(spread(weight, p) * prices(np.clip(p, 1e-3, 1 - 1e-3), t))


@wrong(P, embodies="gradient_for_scores")
def binary_cross_entropy_backward__sigmoid_included(p, t, weight=None):
    """The famous short one."""
    return spread(weight, p) * np.subtract(p, t) / p.size


@wrong(P, embodies="gradient_not_averaged")
def binary_cross_entropy_backward__of_the_sum(p, t, weight=None):
    """No 1/N."""
    return spread(weight, p) * slopes(p, t)


@wrong(P, embodies="gradient_reversed")
def binary_cross_entropy_backward__downhill(p, t, weight=None):
    """The direction to go."""
    return -spread(weight, p) * slopes(p, t) / p.size


@wrong(P, embodies="gradient_unlimited")
def binary_cross_entropy_backward__unlimited(p, t, weight=None):
    """0/0 where p is sure and right."""
    with np.errstate(all="ignore"):
        return spread(weight, p) * ((p - t) / (p * (1 - p))) / p.size


@wrong(P, embodies="gradient_unweighted")
def binary_cross_entropy_backward__unweighted(p, t, weight=None):
    """No weight."""
    return slopes(p, t) / p.size


@wrong(P)
def binary_cross_entropy_backward__yes_only(p, t, weight=None):
    """−t/p alone: no name."""
    return -spread(weight, p) * t / np.maximum(p, 1e-12) / p.size


# --- on logits --------------------------------------------------------------------------------------

def sigma(z):
    """The sigmoid, by cases."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def softplus(z):
    """ln(1 + e^z), by cases."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def both_terms(z, t, w):
    """The yes-term and the no-term apart."""
    return w * t * softplus(-z), (1 - t) * softplus(z)


@right(Z)
def bce_with_logits__by_cases(z, t, pos_weight=None):
    """max(z, 0) − tz + ln(1 + e^−|z|), the usual stable form, generalised."""
    same_shapes(z, t)
    return sum(both_terms(z, t, spread(pos_weight, z))).sum() / z.size


@right(Z)
def bce_with_logits__by_a_loop(z, t, pos_weight=None):
    """One question after the other, the exponent never positive."""
    same_shapes(z, t)
    w, total = spread(pos_weight, z), 0.0
    for at in np.ndindex(z.shape):
        tail = math.log1p(math.exp(-abs(z[at])))
        total += w[at] * t[at] * (tail + max(-z[at], 0)) + (1 - t[at]) * (tail + max(z[at], 0))
    return total / z.size


@right(Z)
def bce_with_logits_backward__by_cases(z, t, pos_weight=None):
    """Each term's own derivative."""
    return ((1 - t) * sigma(z) - spread(pos_weight, z) * t * sigma(-z)) / z.size


@right(Z)
def bce_with_logits_backward__by_tanh(z, t, pos_weight=None):
    """σ(z) = (1 + tanh(z/2)) / 2."""
    p, w = 0.5 + 0.5 * np.tanh(0.5 * z), spread(pos_weight, z)
    return (p * (1 - t + w * t) - w * t) / z.size


@wrong(Z, embodies="log_of_sigmoid")
def bce_with_logits__in_two_steps(z, t, pos_weight=None):
    """Sigmoid, then logarithms."""
    same_shapes(z, t)
    with np.errstate(all="ignore"):
        p = np.reciprocal(1 + np.exp(-z))
        return np.mean(-spread(pos_weight, z) * t * np.log(p) - (1 - t) * np.log(1 - p))


@wrong(Z, embodies="sigmoid_twice")
def bce_with_logits__of_probabilities(z, t, pos_weight=None):
    """The network ended in a sigmoid already."""
    same_shapes(z, t)
    return np.mean(sum(both_terms(sigma(z), t, spread(pos_weight, z))))


@wrong(Z, embodies="exponential_overflows")
def bce_with_logits__one_step_and_no_care(z, t, pos_weight=None):
    """ln(1 + e^(−z)) as typed."""
    same_shapes(z, t)
    with np.errstate(all="ignore"):
        tail = np.log(np.exp(-z) + 1)
        return np.mean((1 - t) * z + (1 - t + spread(pos_weight, z) * t) * tail)


@wrong(Z, embodies="sum_of_elements")
def bce_with_logits__summed(z, t, pos_weight=None):
    """reduction="sum"."""
    same_shapes(z, t)
    return np.sum(both_terms(z, t, spread(pos_weight, z)))


@wrong(Z, embodies="pos_weight_ignored")
def bce_with_logits__unweighted(z, t, pos_weight=None):
    """No pos_weight."""
    same_shapes(z, t)
    return np.mean(softplus(z) - t * z)


@wrong(Z, embodies="pos_weight_on_all")
def bce_with_logits__as_weight(z, t, pos_weight=None):
    """pos_weight taken for weight."""
    same_shapes(z, t)
    return np.mean(spread(pos_weight, z) * (softplus(z) - t * z))


@wrong(Z, embodies="pos_weight_divided_out")
def bce_with_logits__weighted_average(z, t, pos_weight=None):
    """Divided by the weights that were used."""
    same_shapes(z, t)
    w = spread(pos_weight, z)
    return np.sum(sum(both_terms(z, t, w))) / np.sum(t * w + 1 - t)


@wrong(Z, embodies="sign_of_the_score")
def bce_with_logits__upside_down(z, t, pos_weight=None):
    """The score of no."""
    same_shapes(z, t)
    return np.mean(sum(both_terms(-z, t, spread(pos_weight, z))))


@wrong(Z, embodies="overwrites_scores")
def bce_with_logits__in_place(z, t, pos_weight=None):
    """Right number, spoilt argument."""
    same_shapes(z, t)
    loss = np.mean(sum(both_terms(z, t, spread(pos_weight, z))))
    z *= -1
    return loss


@wrong(Z, embodies="shapes_broadcast")
def bce_with_logits__without_looking(z, t, pos_weight=None):
    """Right on equal shapes, silent on others."""
    z, t = np.broadcast_arrays(z, t)
    return np.mean(sum(both_terms(z, t, spread(pos_weight, z))))


@wrong(Z)
def bce_with_logits__clipped(z, t, pos_weight=None):
    """Scores limited to ±20: no name."""
    same_shapes(z, t)
    return np.mean(sum(both_terms(np.clip(z, -20, 20), t, spread(pos_weight, z))))


@wrong(Z, embodies="sigmoid_slope_left_in")
def bce_with_logits_backward__like_squared_error(z, t, pos_weight=None):
    """σ′ once too often."""
    w = spread(pos_weight, z)
    return sigma(z) * sigma(-z) * ((1 - t) * sigma(z) - w * t * sigma(-z)) / z.size


@wrong(Z, embodies="gradient_not_averaged")
def bce_with_logits_backward__of_the_sum(z, t, pos_weight=None):
    """No 1/N."""
    return (1 - t) * sigma(z) - spread(pos_weight, z) * t * sigma(-z)


@wrong(Z, embodies="gradient_reversed")
def bce_with_logits_backward__downhill(z, t, pos_weight=None):
    """The direction to go."""
    return (spread(pos_weight, z) * t * sigma(-z) - (1 - t) * sigma(z)) / z.size


@wrong(Z, embodies="gradient_unweighted")
def bce_with_logits_backward__unweighted(z, t, pos_weight=None):
    """σ(z) − t, weights forgotten."""
    return (sigma(z) - t) / np.size(z)


@wrong(Z, embodies="gradient_weighs_ones")
def bce_with_logits_backward__ones_only(z, t, pos_weight=None):
    """The error, weighted by a rule for hard targets."""
    d = (sigma(z) - t) / z.size
    w = spread(pos_weight, z)
    for place in np.argwhere(t >= 1):
        d[tuple(place)] *= w[tuple(place)]
    return d


@wrong(Z, embodies="gradient_weighs_everything")
def bce_with_logits_backward__as_weight(z, t, pos_weight=None):
    """pos_weight taken for weight."""
    return spread(pos_weight, z) * (sigma(z) - t) / np.size(z)


@wrong(Z)
def bce_with_logits_backward__hard(z, t, pos_weight=None):
    """The perceptron's rule: a decision instead of a sigmoid, no name."""
    return ((z > 0) - t) / z.size
