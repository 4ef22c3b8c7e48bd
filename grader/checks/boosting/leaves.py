"""What is asked of a leaf's weight and of a split's gain."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

G = np.array([-2.0, -1.5, 1.0, 2.5])
MIDDLE = np.array([True, True, False, False])


def derivatives(rng, n):
    """First and second derivatives, of both signs and positive, whose sums are exact, so that equal gains are equal."""
    return rng.integers(-2048, 2049, size=n) / 1024, rng.integers(100, 2049, size=n) / 1024


# --- leaf_weight -----------------------------------------------------------------------------------


def _weights_by_hand(rng):
    return [call("leaf_weight", np.array([-2.0, -1.5]), np.ones(2), 1.0, label="the left leaf of the ledger"),
            call("leaf_weight", np.array([-0.5, -0.5, -0.5, 0.5]), np.full(4, 0.25), 0.0, label="four samples of the logistic loss")]


def _random_leaves(rng):
    return [call("leaf_weight", *derivatives(rng, n), reg_lambda, label=f"{n} samples, λ = {reg_lambda}")
            for n, reg_lambda in ((1, 0.5), (7, 0.0), (20, 3.0), (5, 1.5))]


def _default_lambda(rng):
    return [call("leaf_weight", *derivatives(rng, 6), label="λ not given")]


def _lowest(calls, values):
    for request, w in zip(calls, values):
        g, h, reg_lambda = request.args
        try:
            losses = [g.sum() * v + (h.sum() + reg_lambda) * v**2 / 2 for v in (w, w - 1e-3, w + 1e-3)]
        except TypeError:
            return "a leaf's weight should be one number"
        if not np.all(losses[0] < losses[1:]):
            return "a weight a thousandth away makes the loss G w + ½ (H + λ) w² lower"
    return None


def _weights_at_the_edge(rng):
    return [call("leaf_weight", np.array([0.7]), np.array([0.0]), 2.0, label="h is 0, λ is not"),
            call("leaf_weight", np.array([0.7, 0.2]), np.zeros(2), 0.0, label="h and λ are 0"),
            call("leaf_weight", np.zeros(3), np.ones(3), 0.0, label="g is 0")]


def _weights_unchanged(rng):
    return [call("leaf_weight", *derivatives(rng, 5), 0.5, label="leaf_weight")]


def _weight(rule):
    """A variant of leaf_weight that keeps to 0 where H + λ is 0."""
    def variant(g, h, reg_lambda=1.0):
        return float(rule(g, h, reg_lambda)) if h.sum() + reg_lambda > 0 else 0.0
    return variant


def _over(above, below):
    return above / below if below else 0.0


def _weight_in_place(g, h, reg_lambda=1.0):
    g *= -1
    return float(g.sum() / (h.sum() + reg_lambda)) if h.sum() + reg_lambda > 0 else 0.0


LEAF_WEIGHT = Sheet(
    checks=(
        Check("by hand", "The leaves of the book have their weights.", "value", 2, _weights_by_hand, by_hand=(3.5 / 3, 1.0)),
        Check("random leaves", "Leaves of any size, with any λ, have the right weight.", "reference", 2, _random_leaves,
              hint="−G / (H + λ), with the sums of g and of h"),
        Check("the lowest loss", "No weight nearby makes the loss lower.", "property", 1, _random_leaves, holds=_lowest,
              hint="where is the derivative of G w + ½ (H + λ) w² zero?"),
        Check("edges", "Leaves with h = 0, with and without λ, and with g = 0 give a finite weight.", "edge", 1, _weights_at_the_edge,
              hint="where H + λ is 0 the weight is 0"),
        Check("default", "λ is 1 unless it is given.", "reference", 1, _default_lambda, hint="reg_lambda=1.0"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _weights_unchanged,
              hint="work on new arrays"),
    ),
    misconceptions=(
        Misconception("uphill", "leaf_weight", _weight(lambda g, h, lam: g.sum() / (h.sum() + lam)),
                      "the sign: the weight goes against the gradient"),
        Misconception("no_lambda", "leaf_weight", _weight(lambda g, h, lam: -_over(g.sum(), h.sum())), "λ is missing below"),
        Misconception("mean_residual", "leaf_weight", _weight(lambda g, h, lam: -g.mean()),
                      "the mean of −g: right for the squared error without λ only"),
        Misconception("samples_for_h", "leaf_weight", _weight(lambda g, h, lam: -g.sum() / (len(g) + lam)),
                      "the number of samples stands where the sum of h belongs: right for the squared error only"),
        Misconception("means_for_sums", "leaf_weight", _weight(lambda g, h, lam: -_over(g.mean(), h.mean() + lam)),
                      "means instead of sums, so that λ weighs as much as all samples together"),
        Misconception("lambda_doubled", "leaf_weight", _weight(lambda g, h, lam: -_over(g.sum(), h.sum() + 2 * lam)),
                      "the penalty is ½ λ w², so its derivative is λ w, not 2 λ w"),
        Misconception("sample_by_sample", "leaf_weight", _weight(lambda g, h, lam: sum(-_over(a, b + lam) for a, b in zip(g, h)) / len(g)),
                      "the mean of each sample's own weight; a leaf has one weight, from the sums"),
        Misconception("derivatives_overwritten", "leaf_weight", _weight_in_place, "the caller's g is changed in place"),
    ),
)

# --- split_gain ------------------------------------------------------------------------------------


def _gains_by_hand(rng):
    one = np.ones(4)
    return [call("split_gain", G, one, MIDDLE, 1.0, 0.0, label="the ledger, two and two"),
            call("split_gain", G, one, np.array([True, False, False, False]), 1.0, 0.0, label="the ledger, one and three"),
            call("split_gain", G, one, MIDDLE, 1.0, 5.0, label="the ledger, two and two, for a price of 5")]


def _random_splits(rng):
    found = []
    for n, reg_lambda, gamma in ((6, 1.0, 0.5), (15, 0.0, 0.0), (9, 3.0, 2.0), (30, 0.5, 0.1)):
        left = np.arange(n) < n // 3
        found.append(call("split_gain", *derivatives(rng, n), rng.permutation(left), reg_lambda, gamma,
                          label=f"{n} samples, λ = {reg_lambda}, γ = {gamma}"))
    return found


def _mirrored(rng):
    g, h = derivatives(rng, 8)
    left = rng.permutation(np.arange(8) < 3)
    return [call("split_gain", *arguments, 0.7, 0.3, label=label) for label, arguments in
            (("a split", (g, h, left)), ("its sides exchanged", (g, h, ~left)), ("the signs of g turned", (-g, h, left)))]


def _all_equal(calls, values):
    try:
        gains = np.array(values, dtype=float)
    except (TypeError, ValueError):
        return "a gain should be one number"
    if gains.shape != (3,) or not np.allclose(gains, gains[0], rtol=1e-9):
        return "exchanging left and right, or turning the signs of all g, changes the gain"
    return None


def _gains_at_the_edge(rng):
    g, h = derivatives(rng, 5)
    all_left = np.ones(5, dtype=bool)
    return [call("split_gain", g, h, all_left, 1.0, 0.25, label="all samples on one side"),
            call("split_gain", g, h, all_left, 0.0, 0.0, label="all samples on one side, λ = 0"),
            call("split_gain", g[:2], h[:2], np.array([False, True]), 0.0, 0.0, label="one sample on each side, λ = 0"),
            call("split_gain", np.array([0.3, 1.0]), np.array([0.0, 1.0]), np.array([True, False]), 0.0, 0.0,
                 label="h = 0 on one side, λ = 0")]


def _gain_defaults(rng):
    return [call("split_gain", *derivatives(rng, 6), MIDDLE[[0, 2, 1, 3, 0, 2]], label="λ and γ not given"),
            call("split_gain", *derivatives(rng, 4), MIDDLE, 2.0, label="γ not given")]


def _gains_unchanged(rng):
    return [call("split_gain", *derivatives(rng, 4), MIDDLE.copy(), 1.0, 0.5, label="split_gain")]


def score(G, H, reg_lambda):
    """G² / (H + λ), 0 where that is 0 / 0."""
    return _over(G**2, H + reg_lambda) if H + reg_lambda > 0 else 0.0


def _gain(total=lambda left, right, parent, gamma: (left + right - parent) / 2 - gamma, leaf=lambda g, h, lam: score(g.sum(), h.sum(),
    lam)):
    """A variant of split_gain, with another sum of the scores, or another score of a leaf."""
    def variant(g, h, left, reg_lambda=1.0, gamma=0.0):
        return float(total(*(leaf(g[rows], h[rows], reg_lambda) for rows in (left, ~left, left | ~left)), gamma))
    return variant


def _gain_in_place(g, h, left, reg_lambda=1.0, gamma=0.0):
    gain = _gain()(g, h, left, reg_lambda, gamma)
    g.sort()
    return gain


SPLIT_GAIN = Sheet(
    checks=(
        Check("by hand", "The gains of the book's ledger are right.", "value", 2, _gains_by_hand, by_hand=(49 / 12, 1.5, 49 / 12 - 5)),
        Check("random splits", "Splits of any size, with any λ and γ, have the right gain.", "reference", 2, _random_splits,
              hint="½ (left + right − parent) − γ, each the square of a sum over a sum"),
        Check("symmetry", "The gain is the same with the sides exchanged, and with the signs of g turned.", "property", 1, _mirrored,
              holds=_all_equal, hint="left and right enter in the same way"),
        Check("edges", "A side without samples, or with h = 0, gives a finite gain.", "edge", 1, _gains_at_the_edge,
              hint="where H + λ is 0 the score G²/(H + λ) counts 0"),
        Check("defaults", "λ is 1 and γ is 0 unless they are given.", "reference", 1, _gain_defaults, hint="reg_lambda=1.0, gamma=0.0"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _gains_unchanged, hint="work on new arrays"),
    ),
    misconceptions=(
        Misconception("no_half", "split_gain", _gain(lambda left, right, parent, gamma: left + right - parent - gamma),
                      "the factor ½ is missing"),
        Misconception("parent_forgotten", "split_gain", _gain(lambda left, right, parent, gamma: (left + right) / 2 - gamma),
                      "the parent's score is not subtracted"),
        Misconception("right_side_forgotten", "split_gain", _gain(lambda left, right, parent, gamma: (left - parent) / 2 - gamma),
                      "the score of the right side is missing"),
        Misconception("price_added", "split_gain", _gain(lambda left, right, parent, gamma: (left + right - parent) / 2 + gamma),
                      "γ is added; it is the price of a leaf"),
        Misconception("price_forgotten", "split_gain", _gain(lambda left, right, parent, gamma: (left + right - parent) / 2),
                      "γ is not subtracted"),
        Misconception("price_halved", "split_gain", _gain(lambda left, right, parent, gamma: (left + right - parent - gamma) / 2),
                      "γ stands inside the bracket and is halved"),
        Misconception("squares_summed", "split_gain", _gain(leaf=lambda g, h, lam: score((g**2).sum() ** 0.5, h.sum(), lam)),
                      "the sum of squares where the square of the sum belongs"),
        Misconception("no_lambda", "split_gain", _gain(leaf=lambda g, h, lam: score(g.sum(), h.sum(), 0.0)), "λ is missing below"),
        Misconception("samples_for_h", "split_gain", _gain(leaf=lambda g, h, lam: score(g.sum(), float(len(g)), lam)),
                      "the number of samples stands where the sum of h belongs: right for the squared error only"),
        Misconception("derivatives_sorted", "split_gain", _gain_in_place, "the caller's g is sorted in place"),
    ),
)
