"""What is asked of cross-entropy on probabilities."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.losses.squared import of_both

BOTH = ("cross_entropy", "cross_entropy_backward")
SIZES = ((3, 5), (4, 4), (6, 2), (1, 3))
TEN = np.array([[0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0]])


def one_hot(rng, n, k):
    """Rows with a single one in a random place."""
    return np.eye(k)[rng.integers(k, size=n)]


def _pair(rng, n, k):
    return rng.dirichlet(np.ones(k), size=n), one_hot(rng, n, k)


def _shapes(rng):
    return [each for n, k in ((3, 5), (1, 4)) for each in of_both(BOTH, _pair(rng, n, k), f"shape {(n, k)}")]


def _by_hand(rng):
    return [call("cross_entropy", TEN, np.eye(10)[[2]], label="the book's ten classes"),
            call("cross_entropy", np.array([[0.5, 0.5, 0.0], [0.25, 0.5, 0.25]]), np.eye(3)[[0, 0]], label="two rows")]


def _known(rng):
    p, t = _pair(rng, 4, 3)
    k = int(rng.integers(3, 9))
    return [call("cross_entropy", np.full((5, k), 1 / k), one_hot(rng, 5, k)),
            call("cross_entropy", p, t), call("cross_entropy", np.vstack([p, p]), np.vstack([t, t]))]


def _chance_and_mean(calls, values):
    chance, once, twice = values
    k = calls[0].args[0].shape[1]
    if not np.isclose(chance, np.log(k), rtol=1e-9, atol=0):
        return f"equal probabilities for {k} classes cost {chance:.6g}, and ln {k} is the price of knowing nothing"
    if not np.isclose(once, twice, rtol=1e-9, atol=0):
        return f"the same rows twice changed the loss from {once:.6g} to {twice:.6g}; a mean over the samples stays the same"
    return None


def _random(rng):
    return [call("cross_entropy", *_pair(rng, n, k), label=f"random probabilities of shape {(n, k)}") for n, k in SIZES] + [
        call("cross_entropy", rng.dirichlet(np.ones(3), size=4), rng.dirichlet(np.ones(3), size=4), label="targets that are distributions")]


def _gradients(rng):
    return [call("cross_entropy_backward", *_pair(rng, n, k), label=f"random probabilities of shape {(n, k)}") for n, k in SIZES] + [
        call("cross_entropy_backward", rng.dirichlet(np.ones(3), size=4), rng.dirichlet(np.ones(3), size=4),
             label="targets that are distributions")]


def _edges(rng):
    sure = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    return [*of_both(BOTH, (sure, sure.copy()), "sure and right"),
            *of_both(BOTH, (sure, np.eye(3)[[1, 2]]), "a true class of probability 0"),
            *of_both(BOTH, (np.ones((2, 1)), np.ones((2, 1))), "a single class"),
            call("cross_entropy", np.array([[1e-300, 1 - 1e-300]]), np.eye(2)[[0]], label="a true class of probability 1e-300")]


def _unchanged(rng):
    return of_both(BOTH, _pair(rng, 3, 3), "values")


def _costs(p, t, log=np.log):
    with np.errstate(all="ignore"):
        return -(t * log(p, out=np.zeros(p.shape), where=t > 0))


def _plain(p, t):
    with np.errstate(all="ignore"):
        return -(t * np.log(p)).sum() / len(p)


def _shares(p, t):
    with np.errstate(all="ignore"):
        return np.divide(t, p, out=np.zeros(p.shape), where=t > 0)


def _overwriting(p, t):
    loss = _costs(p, t).sum() / len(p)
    p += 1e-7
    return loss


CROSS_ENTROPY = Sheet(
    checks=(
        Check("shapes", "The loss is one number, and the gradient has the shape of the probabilities.", "shape", 1, _shapes),
        Check("by hand", "Ten classes of the book cost −ln 0.6, and two rows of powers of one half 1.5 ln 2.", "value", 1, _by_hand,
              by_hand=(0.510825623765991, 1.0397207708399179)),
        Check("chance and mean", "Equal probabilities for k classes cost ln k, and repeating the batch changes nothing.", "property", 1,
              _known,
              holds=_chance_and_mean, hint="the natural logarithm, and the mean over the samples"),
        Check("random probabilities", "Random rows agree with the definition, also for targets between 0 and 1.", "reference", 1, _random,
              hint="sum over the classes, average over the samples"),
        Check("gradient", "The gradient for the probabilities is right.", "reference", 2, _gradients,
              hint="the derivative of −t ln p, and the 1/n of the mean"),
        Check("zero probabilities", "A zero where the target is 0 costs nothing; where it is 1, the loss is infinite.", "edge", 2, _edges,
              hint="0 times the logarithm of 0 is no number: leave those terms out, and add nothing inside the logarithm"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as p += 1e-7 writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("sum_over_batch", BOTH[0], lambda p, t: _costs(p, t).sum(), "the samples are summed; the loss is their mean",
                      erratum=45),
        Misconception("mean_over_elements", BOTH[0], lambda p, t: _costs(p, t).mean(),
                      "the mean runs over samples and classes; divide by the number of samples"),
        Misconception("constant_inside", BOTH[0], lambda p, t: -(t * np.log(p + 1e-7)).sum() / len(p),
                      "a constant is added inside the logarithm, which changes every loss and caps the largest"),
        Misconception("nought_times_infinity", BOTH[0], _plain, "0 · ln 0 is not a number: a target of 0 must silence its term"),
        Misconception("bits", BOTH[0], lambda p, t: _costs(p, t, np.log2).sum() / len(p), "the logarithm is to base 2, not natural"),
        Misconception("sign_forgotten", BOTH[0], lambda p, t: -_costs(p, t).sum() / len(p),
                      "the minus sign is missing, so a loss is negative"),
        Misconception("overwrites_probabilities", BOTH[0], _overwriting, "a constant is added to the caller's probabilities"),
        Misconception("gradient_for_scores", BOTH[1], lambda p, t: (p - t) / len(p),
                      "p − t is the gradient for the scores before softmax, not for the probabilities"),
        Misconception("gradient_not_averaged", BOTH[1], lambda p, t: -_shares(p, t), "the 1/n of the mean is missing in the gradient"),
        Misconception("gradient_over_elements", BOTH[1], lambda p, t: -_shares(p, t) / p.size,
                      "the gradient is divided by n · k, not by n"),
        Misconception("gradient_reversed", BOTH[1], lambda p, t: _shares(p, t) / len(p), "the gradient has lost its minus sign"),
    ),
)
