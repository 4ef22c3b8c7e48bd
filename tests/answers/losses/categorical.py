"""Wrong and right answers: cross_entropy."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def prices(p, t):
    """−t ln p where t is positive, 0 elsewhere, by a loop."""
    costs = np.zeros(p.shape)
    for place in zip(*np.nonzero(t)):
        costs[place] = math.inf if p[place] == 0 else -t[place] * math.log(p[place])
    return costs


def quotients(p, t):
    """t / p where t is positive."""
    result = np.zeros(p.shape)
    for place in zip(*np.nonzero(t)):
        result[place] = math.inf if p[place] == 0 else t[place] / p[place]
    return result


@right("losses/cross_entropy")
def cross_entropy__by_a_loop(p, t):
    """Class by class, sample by sample."""
    return float(prices(p, t).sum(axis=1).mean())


@right("losses/cross_entropy")
def cross_entropy__with_ones_put_in(p, t):
    """Where nothing is wanted, the probability is made 1, whose logarithm is 0."""
    with np.errstate(divide="ignore"):
        return -np.einsum("ik,ik->", t, np.log(np.where(t == 0, 1.0, p))) / p.shape[0]


@right("losses/cross_entropy")
def cross_entropy_backward__by_a_loop(p, t):
    """Quotient by quotient."""
    return quotients(p, t) / -p.shape[0]


@right("losses/cross_entropy")
def cross_entropy_backward__with_ones_put_in(p, t):
    """Where nothing is wanted, the quotient is 0/1."""
    with np.errstate(divide="ignore"):
        return -t / np.where(t == 0, 1.0, p) / p.shape[0]


@wrong("losses/cross_entropy", embodies="sum_over_batch")
def cross_entropy__the_notes_sum(p, t):
    """All samples together."""
    return math.fsum(prices(p, t).ravel())


@wrong("losses/cross_entropy", embodies="mean_over_elements")
def cross_entropy__averaged_twice(p, t):
    """Over classes, then over samples."""
    return prices(p, t).mean(axis=1).mean()


@wrong("losses/cross_entropy", embodies="constant_inside")
def cross_entropy__the_notes_delta(p, t):
    """ln(p + 1e-7)."""
    return -np.einsum("ik,ik->i", t, np.log(1e-7 + p)).mean()


@wrong("losses/cross_entropy", embodies="nought_times_infinity")
def cross_entropy__as_it_stands(p, t):
    """The sum over all classes, zeros included."""
    with np.errstate(all="ignore"):
        return -np.einsum("ik,ik->i", t, np.log(p)).mean()


@wrong("losses/cross_entropy", embodies="bits")
def cross_entropy__in_bits(p, t):
    """Divided by ln 2."""
    return prices(p, t).sum() / (p.shape[0] * math.log(2))


@wrong("losses/cross_entropy", embodies="sign_forgotten")
def cross_entropy__log_likelihood(p, t):
    """The mean log-likelihood."""
    return -prices(p, t).sum(axis=1).mean()


@wrong("losses/cross_entropy", embodies="overwrites_probabilities")
def cross_entropy__made_safe_in_place(p, t):
    """Right number, then the caller's zeros are filled."""
    loss = prices(p, t).sum() / p.shape[0]
    np.add(p, 1e-7, out=p)
    return loss


@wrong("losses/cross_entropy")
def cross_entropy__clipped(p, t):
    """Probabilities clipped at one in a million: no name."""
    return -(t * np.log(np.clip(p, 1e-6, 1))).sum() / p.shape[0]


@wrong("losses/cross_entropy", embodies="gradient_for_scores")
def cross_entropy_backward__softmax_included(p, t):
    """The famous short one."""
    return np.subtract(p, t) / p.shape[0]


@wrong("losses/cross_entropy", embodies="gradient_not_averaged")
def cross_entropy_backward__of_the_sum(p, t):
    """One share a sample is forgotten."""
    return -quotients(p, t)


@wrong("losses/cross_entropy", embodies="gradient_over_elements")
def cross_entropy_backward__over_all(p, t):
    """np.size instead of len."""
    return -quotients(p, t) / np.size(p)


@wrong("losses/cross_entropy", embodies="gradient_reversed")
def cross_entropy_backward__plus(p, t):
    """No minus."""
    return quotients(p, t) / p.shape[0]


@wrong("losses/cross_entropy")
def cross_entropy_backward__only_wanted(p, t):
    """−1/p of every class: no name."""
    with np.errstate(all="ignore"):
        return -1 / (p * p.shape[0])
