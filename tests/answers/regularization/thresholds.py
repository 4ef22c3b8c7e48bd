"""Wrong and right answers: soft_threshold."""

import numpy as np

from tests.answers.kit import collector
from tests.answers.regularization.penalties import one_by_one

right, wrong, ANSWERS = collector()


def towards_zero(v, threshold):
    """One number, by cases."""
    if v > threshold:
        return v - threshold
    return v + threshold if v < -threshold else 0.0


@right("regularization/soft_threshold")
def soft_threshold__cases(v, threshold):
    """Three cases, number by number."""
    return one_by_one(v, lambda each: towards_zero(each, threshold))


@right("regularization/soft_threshold")
def soft_threshold__minus_clipped(v, threshold):
    """What is left when as much as may be taken is taken."""
    return v - np.clip(v, -threshold, threshold)


@right("regularization/soft_threshold")
def soft_threshold_step__two_sides(w, grad, lr, strength):
    """What is too large above, and what is too large below."""
    v = w - lr * grad
    return np.maximum(v - lr * strength, 0) + np.minimum(v + lr * strength, 0)


@right("regularization/soft_threshold")
def soft_threshold_step__of_cases(w, grad, lr, strength):
    """The cases, after the step."""
    return soft_threshold__cases(w - lr * grad, lr * strength)


@wrong("regularization/soft_threshold", embodies="hard_threshold")
def soft_threshold__kept(v, threshold):
    """Small ones are deleted, the others kept."""
    return one_by_one(v, lambda each: each if abs(each) > threshold else 0.0)


@wrong("regularization/soft_threshold", embodies="sign_forgotten")
def soft_threshold__sizes(v, threshold):
    """Sizes only."""
    return np.abs(soft_threshold__cases(v, threshold))


@wrong("regularization/soft_threshold", embodies="passes_zero")
def soft_threshold__no_maximum(v, threshold):
    """No stop at 0."""
    return one_by_one(v, lambda each: each - threshold * ((each > 0) - (each < 0)))


@wrong("regularization/soft_threshold", embodies="positive_side_only")
def soft_threshold__relu(v, threshold):
    """One side."""
    return one_by_one(v, lambda each: max(0.0, each - threshold))


@wrong("regularization/soft_threshold", embodies="clipped")
def soft_threshold__held(v, threshold):
    """min and max."""
    return np.minimum(np.maximum(v, -threshold), threshold)


@wrong("regularization/soft_threshold", embodies="factor")
def soft_threshold__ridge(v, threshold):
    """The other penalty's answer."""
    return (1 / (1 + threshold)) * v


@wrong("regularization/soft_threshold", embodies="overwritten")
def soft_threshold__in_place(v, threshold):
    """Masks write into v."""
    small = abs(v) < threshold
    v[small] = 0.0
    return soft_threshold__cases(v, threshold)


@wrong("regularization/soft_threshold")
def soft_threshold__twice_the_way(v, threshold):
    """Twice the threshold: matches no misconception."""
    return soft_threshold__cases(v, 2 * threshold)


@wrong("regularization/soft_threshold", embodies="threshold_without_the_rate")
def soft_threshold_step__full_threshold(w, grad, lr, strength):
    """The strength is the threshold."""
    return soft_threshold__cases(w - lr * grad, strength)


@wrong("regularization/soft_threshold", embodies="threshold_before_the_step")
def soft_threshold_step__other_order(w, grad, lr, strength):
    """First shrink, then step."""
    return soft_threshold__cases(w, strength * lr) - grad * lr


@wrong("regularization/soft_threshold", embodies="subgradient_step")
def soft_threshold_step__subgradient(w, grad, lr, strength):
    """Both gradients at once."""
    return w - lr * grad - lr * strength * ((w > 0) * 1.0 - (w < 0) * 1.0)


@wrong("regularization/soft_threshold", embodies="uphill")
def soft_threshold_step__up(w, grad, lr, strength):
    """The sign of the step."""
    return soft_threshold__cases(w + grad * lr, strength * lr)


@wrong("regularization/soft_threshold")
def soft_threshold_step__no_gradient(w, grad, lr, strength):
    """Only the shrinking: matches no misconception."""
    return soft_threshold__cases(w, lr * strength)
