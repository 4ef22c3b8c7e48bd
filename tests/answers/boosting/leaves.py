"""Wrong and right answers: leaf_weight, split_gain."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- leaf_weight -----------------------------------------------------------------------------------


@right("boosting/leaf_weight")
def leaf_weight__loop(g, h, reg_lambda=1.0):
    """Two running totals."""
    above, below = 0.0, reg_lambda
    for a, b in zip(g.tolist(), h.tolist()):
        above, below = above - a, below + b
    return above / below if below else 0.0


@right("boosting/leaf_weight")
def leaf_weight__least_squares(g, h, reg_lambda=1.0):
    """Where the line G + (H + λ) w crosses zero, by a pseudo-inverse."""
    return np.linalg.pinv(np.array([[np.sum(h) + reg_lambda]]))[0, 0] * -np.sum(g)


def quotient(above, below):
    """A fraction, 0 without anything below."""
    return above / below if below else 0.0


for name, embodies, rule in (
    ("plus", "uphill", lambda g, h, lam: quotient(math.fsum(g), math.fsum(h) + lam)),
    ("unpenalised", "no_lambda", lambda g, h, lam: -quotient(math.fsum(g), math.fsum(h))),
    ("average", "mean_residual", lambda g, h, lam: quotient(-math.fsum(g), len(g)) if math.fsum(h) + lam else 0.0),
    ("counted", "samples_for_h", lambda g, h, lam: math.fsum(-g) / (len(h) + lam) if math.fsum(h) + lam else 0.0),
    ("averages", "means_for_sums", lambda g, h, lam: quotient(-math.fsum(g) / len(g), math.fsum(h) / len(h) + lam)),
    ("twice_the_penalty", "lambda_doubled", lambda g, h, lam: quotient(-math.fsum(g), math.fsum(h) + lam + lam)),
    ("each_alone", "sample_by_sample", lambda g, h, lam: np.mean([quotient(-a, b + lam) for a, b in zip(g, h)])),
    ("half", None, lambda g, h, lam: -0.5 * quotient(math.fsum(g), math.fsum(h) + lam)),
    ("rooted", None, lambda g, h, lam: -quotient(math.fsum(g), math.sqrt(math.fsum(h)) + lam)),
):
    def leaf(g, h, reg_lambda=1.0, rule=rule):
        return float(rule(g, h, reg_lambda))
    leaf.__name__ = f"leaf_weight__{name}"
    globals()[leaf.__name__] = wrong("boosting/leaf_weight", embodies)(leaf)


@wrong("boosting/leaf_weight", embodies="derivatives_overwritten")
def leaf_weight__negates(g, h, reg_lambda=1.0):
    """The caller's g."""
    np.negative(g, out=g)
    return quotient(math.fsum(g), math.fsum(h) + reg_lambda)


@wrong("boosting/leaf_weight")
def leaf_weight__two(g, h, reg_lambda=2.0):
    """Another default."""
    return leaf_weight__loop(g, h, reg_lambda)


# --- split_gain ------------------------------------------------------------------------------------


@right("boosting/split_gain")
def split_gain__losses(g, h, left, reg_lambda=1.0, gamma=0.0):
    """The lowest loss of one leaf less those of two."""
    def lowest(rows):
        w = leaf_weight__loop(g[rows], h[rows], reg_lambda)
        return g[rows].sum() * w + (h[rows].sum() + reg_lambda) * w * w / 2
    return lowest(np.arange(len(g))) - lowest(np.flatnonzero(left)) - lowest(np.flatnonzero(~left)) - gamma


@right("boosting/split_gain")
def split_gain__one_fraction(g, h, left, reg_lambda=1.0, gamma=0.0):
    """Matrix products with the mask, and its opposite."""
    sides = np.array([left, ~left, np.ones(len(g), dtype=bool)]).astype(float)
    above, below = (sides @ g) ** 2, sides @ h + reg_lambda
    scores = np.where(below == 0, 0.0, above / np.where(below == 0, 1.0, below))
    return 0.5 * (scores[0] + scores[1] - scores[2]) - gamma


def fraction(g, h, rows, lam):
    """The score of some samples."""
    return quotient(math.fsum(g[rows]) ** 2, math.fsum(h[rows]) + lam)


def three(g, h, left, lam, leaf=fraction):
    """The scores of left, right and parent."""
    return [leaf(g, h, np.flatnonzero(rows), lam) for rows in (left, ~left, np.ones(len(g)))]


def rooted(g, h, rows, lam):
    """The sum of squares above."""
    return quotient(math.fsum(g[rows] ** 2), math.fsum(h[rows]) + lam)


def counting(g, h, rows, lam):
    """The number of samples below."""
    return quotient(math.fsum(g[rows]) ** 2, len(rows) + lam)


def combined(a, b, c):
    """The gain without a price."""
    return 0.5 * a + 0.5 * b - 0.5 * c


for name, embodies, rule in (
    ("whole", "no_half", lambda g, h, left, lam, gamma: np.dot((1, 1, -1), three(g, h, left, lam)) - gamma),
    ("two_leaves", "parent_forgotten", lambda g, h, left, lam, gamma: sum(three(g, h, left, lam)[:2]) / 2 - gamma),
    ("left_only", "right_side_forgotten", lambda g, h, left, lam, gamma: np.dot((0.5, 0, -0.5), three(g, h, left, lam)) - gamma),
    ("refund", "price_added", lambda g, h, left, lam, gamma: combined(*three(g, h, left, lam)) - -gamma),
    ("free", "price_forgotten", lambda g, h, left, lam, gamma: combined(*three(g, h, left, lam))),
    ("half_price", "price_halved", lambda g, h, left, lam, gamma: combined(*three(g, h, left, lam)) - 0.5 * gamma),
    ("squares", "squares_summed", lambda g, h, left, lam, gamma: combined(*three(g, h, left, lam, rooted)) - gamma),
    ("unpenalised", "no_lambda", lambda g, h, left, lam, gamma: combined(*three(g, h, left, 0)) - gamma),
    ("counted", "samples_for_h", lambda g, h, left, lam, gamma: combined(*three(g, h, left, lam, counting)) - gamma),
    ("relative", None, lambda g, h, left, lam, gamma: combined(*three(g, h, left, lam)) / (1 + gamma)),
    ("twice_the_parent", None, lambda g, h, left, lam, gamma: np.dot((0.5, 0.5, -1), three(g, h, left, lam)) - gamma),
):
    def gain(g, h, left, reg_lambda=1.0, gamma=0.0, rule=rule):
        return float(rule(g, h, left, reg_lambda, gamma))
    gain.__name__ = f"split_gain__{name}"
    globals()[gain.__name__] = wrong("boosting/split_gain", embodies)(gain)


@wrong("boosting/split_gain", embodies="derivatives_sorted")
def split_gain__sorts(g, h, left, reg_lambda=1.0, gamma=0.0):
    """The caller's g."""
    found = combined(*three(g, h, left, reg_lambda)) - gamma
    g[:] = sorted(g)
    return float(found)
