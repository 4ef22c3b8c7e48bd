"""Wrong and right answers: l1_penalty, l2_penalty."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def one_by_one(w, rule):
    """A rule for one weight, applied to each."""
    return np.array([rule(each) for each in np.ravel(w).tolist()], dtype=float).reshape(np.shape(w))


# --- l1_penalty ------------------------------------------------------------------------------------

@right("regularization/l1_penalty")
def l1_penalty__loop(w, strength):
    """Weight by weight, with math.fsum."""
    return math.fsum(strength * abs(each) for each in w.ravel().tolist())


@right("regularization/l1_penalty")
def l1_penalty__positive_and_negative(w, strength):
    """What is above 0 minus what is below."""
    return strength * float(np.sum(w[w > 0]) - np.sum(w[w < 0]))


@right("regularization/l1_penalty")
def l1_penalty_backward__two_masks(w, strength):
    """Masks in place of the sign."""
    return strength * ((w > 0).astype(float) - (w < 0).astype(float))


@wrong("regularization/l1_penalty", embodies="mean_of_the_sizes")
def l1_penalty__mean(w, strength):
    """An average price."""
    return strength * float(np.mean(np.absolute(w))) if w.size else 0.0


@wrong("regularization/l1_penalty", embodies="signs_kept")
def l1_penalty__no_absolute_value(w, strength):
    """Weights as they are, one after the other."""
    return sum(strength * each for each in w.ravel().tolist()) + 0.0


@wrong("regularization/l1_penalty", embodies="squares")
def l1_penalty__of_squares(w, strength):
    """An inner product."""
    return strength * float(w.ravel() @ w.ravel())


@wrong("regularization/l1_penalty", embodies="euclidean_length")
def l1_penalty__norm(w, strength):
    """np.linalg.norm means the other one."""
    return strength * float(np.linalg.norm(w.ravel()))


@wrong("regularization/l1_penalty", embodies="halved")
def l1_penalty__half(w, strength):
    """The ½ of the neighbour."""
    return 0.5 * strength * float(np.linalg.norm(w.ravel(), 1))


@wrong("regularization/l1_penalty")
def l1_penalty__largest(w, strength):
    """The largest size only: matches no misconception."""
    return strength * max((abs(each) for each in w.ravel().tolist()), default=0.0)


@wrong("regularization/l1_penalty", embodies="slope_at_zero")
def l1_penalty_backward__heaviside(w, strength):
    """At 0 it is taken for positive."""
    return strength * (2 * np.heaviside(w, 1.0) - 1)


@wrong("regularization/l1_penalty", embodies="always_up")
def l1_penalty_backward__unsigned(w, strength):
    """Where there is a weight."""
    return strength * (w != 0).astype(float)


@wrong("regularization/l1_penalty", embodies="grows_with_the_weight")
def l1_penalty_backward__of_the_other(w, strength):
    """The gradient of the L2 penalty."""
    return one_by_one(w, lambda each: strength * each)


@wrong("regularization/l1_penalty", embodies="strength_forgotten")
def l1_penalty_backward__bare_sign(w, strength):
    """No strength."""
    return one_by_one(w, lambda each: float((each > 0) - (each < 0)))


@wrong("regularization/l1_penalty", embodies="signs_in_place")
def l1_penalty_backward__in_place(w, strength):
    """Masks write into w."""
    w[w > 0] = 1.0
    w[w < 0] = -1.0
    return strength * w


# --- l2_penalty ------------------------------------------------------------------------------------

@right("regularization/l2_penalty")
def l2_penalty__inner_product(w, strength):
    """A vector times itself."""
    flat = w.ravel()
    return 0.5 * strength * float(flat @ flat)


@right("regularization/l2_penalty")
def l2_penalty__loop(w, strength):
    """Weight by weight."""
    return math.fsum(strength * each * each / 2 for each in w.ravel().tolist())


@right("regularization/l2_penalty")
def l2_penalty_backward__each(w, strength):
    """One weight at a time."""
    return one_by_one(w, lambda each: each * strength)


@wrong("regularization/l2_penalty", embodies="rooted")
def l2_penalty__norm(w, strength):
    """The norm as it is."""
    return strength * float(np.linalg.norm(w.ravel()))


@wrong("regularization/l2_penalty", embodies="not_halved")
def l2_penalty__whole(w, strength):
    """Without ½."""
    return strength * float(np.einsum("i,i->", w.ravel(), w.ravel()))


@wrong("regularization/l2_penalty", embodies="mean_of_squares")
def l2_penalty__mean(w, strength):
    """An average price."""
    return strength * float(np.mean(np.square(w))) / 2 if w.size else 0.0


@wrong("regularization/l2_penalty", embodies="strength_squared")
def l2_penalty__inside(w, strength):
    """The strength inside the square."""
    return 0.5 * sum((strength * each) ** 2 for each in w.ravel().tolist())


@wrong("regularization/l2_penalty", embodies="sizes")
def l2_penalty__of_sizes(w, strength):
    """The neighbour."""
    return strength * float(np.linalg.norm(w.ravel(), 1))


@wrong("regularization/l2_penalty")
def l2_penalty__columns_only(w, strength):
    """One number for each column of a matrix: matches no misconception."""
    return strength / 2 * np.sum(w * w, axis=0)


@wrong("regularization/l2_penalty", embodies="gradient_doubled")
def l2_penalty_backward__twice(w, strength):
    """The 2 of the derivative."""
    return strength * (w + w)


@wrong("regularization/l2_penalty", embodies="gradient_of_the_norm")
def l2_penalty_backward__unit_vector(w, strength):
    """A direction."""
    length = np.linalg.norm(w.ravel())
    return strength * w / length if length > 0 else 0.0 * w


@wrong("regularization/l2_penalty", embodies="constant_pull")
def l2_penalty_backward__signs(w, strength):
    """The gradient of the L1 penalty."""
    return strength * ((w > 0) * 1.0 - (w < 0) * 1.0)


@wrong("regularization/l2_penalty", embodies="pushed_outwards")
def l2_penalty_backward__descent(w, strength):
    """The step in place of the gradient."""
    return 0.0 - strength * w


@wrong("regularization/l2_penalty", embodies="scaled_in_place")
def l2_penalty_backward__in_place(w, strength):
    """np.multiply with out."""
    return np.multiply(w, strength, out=w)


@wrong("regularization/l2_penalty")
def l2_penalty_backward__shared_out(w, strength):
    """Divided by the number of weights: matches no misconception."""
    return strength * w / max(1, w.size)
