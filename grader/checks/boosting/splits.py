"""What is asked of the search for a split, without gaps and with them."""

import numpy as np

from grader.checks.boosting.leaves import G, derivatives, score
from grader.checks.kit import Check, Misconception, Sheet, call

# --- best_split ------------------------------------------------------------------------------------

LEDGER = np.array([[1.0], [2.0], [3.0], [4.0]])


def _splits_by_hand(rng):
    return [call("best_split", LEDGER, G, np.ones(4), 1.0, 1.0, label="the ledger"),
            call("best_split", np.array([[5.0, 1.0], [7.0, 4.0], [6.0, 2.0]]), np.array([-1.0, 2.0, -1.0]), np.ones(3), 0.0, 1.0,
                 label="two features, rows in any order"),
            call("best_split", LEDGER, np.ones(4), np.ones(4), 1.0, 1.0, label="nothing to tell apart")]


def _random_tables(rng):
    return [call("best_split", rng.normal(size=(n, d)), *derivatives(rng, n), reg_lambda, 0.0, label=f"{n} samples, {d} features")
            for n, d, reg_lambda in ((12, 1, 1.0), (20, 3, 0.25), (7, 5, 0.0))]


def _repeated_values(rng):
    return [call("best_split", rng.integers(0, 3, size=(n, 2)) * 1.5, *derivatives(rng, n), 1.0, 0.0,
                 label=f"{n} samples with three different values") for n in (10, 25, 40)]


def _equal_gains(rng):
    column = np.array([1.0, 2.0, 3.0, 4.0])
    g = np.array([-1.0, 1.0, 1.0, -1.0])
    return [call("best_split", np.stack([column, column, column], axis=1), G, np.ones(4), label="three equal columns"),
            call("best_split", np.stack([column, -column], axis=1), g, np.ones(4), label="two equal thresholds")]


def _light_children(rng):
    found = []
    for least in (1.0, 2.5, 6.0):
        g, h = derivatives(rng, 14)
        g[:1] = 20.0
        X = rng.normal(size=(14, 2))
        X[0] = 9.0
        found.append(call("best_split", X, g, np.append(0.4, h[1:]), 0.5, least, label=f"children of at least {least}"))
    return [*found, call("best_split", LEDGER, G, np.ones(4), 1.0, 2.0, label="children of exactly the least weight"),
            call("best_split", LEDGER, G, np.ones(4), 1.0, 3.0, label="no child heavy enough"),
            call("best_split", LEDGER[:3], np.array([1.0, -1.0, 2.0]), np.array([0.0, 1.0, 1.0]), 0.0, 0.0,
                label="a side of weight 0, λ = 0"),
            call("best_split", LEDGER, np.array([-9.0, 1.0, 1.0, 1.0]), np.full(4, 0.5), label="the least weight not given")]


def _nothing_to_split(rng):
    return [call("best_split", np.ones((1, 2)), np.ones(1), np.ones(1), label="one sample"),
            call("best_split", np.ones((5, 2)), *derivatives(rng, 5), 1.0, 0.0, label="all values equal"),
            call("best_split", rng.normal(size=(5, 2)), np.zeros(5), np.ones(5), label="g is 0"),
            call("best_split", np.array([[3.0], [1.0]]), np.array([1.0, -1.0]), np.ones(2), label="two samples")]


def _splits_unchanged(rng):
    return [call("best_split", rng.normal(size=(8, 2)), *derivatives(rng, 8), 1.0, 0.0, label="best_split")]


def gain_of(g, h, left, reg_lambda):
    """The gain of a split, with γ = 0."""
    return sum(sign * score(g[rows].sum(), h[rows].sum(), reg_lambda) for sign, rows in ((0.5, left), (0.5, ~left), (-0.5, left | ~left)))


def _candidates(x):
    """(threshold, left) for each gap between neighbouring values."""
    values = np.unique(x)
    return [(float(a + b) / 2, x < b) for a, b in zip(values, values[1:])]


def _by_rank(x):
    """(threshold, left) after each sample in the order of x, equal values or not."""
    order = np.argsort(x, kind="stable")
    return [(float(x[i] + x[j]) / 2, np.isin(np.arange(len(x)), order[: k + 1])) for k, (i, j) in enumerate(zip(order, order[1:]))]


def _unsorted(x):
    """Thresholds of the sorted values, with the first samples as they stand."""
    values = np.sort(x)
    return [(float(values[k] + values[k + 1]) / 2, np.arange(len(x)) <= k) for k in range(len(x) - 1) if values[k] < values[k + 1]]


def _searched(candidates=_candidates, gain=gain_of, heavy=lambda h: h.sum(), better=lambda new, old: new > old, least_gain=1e-6,
              features=lambda d: range(d)):
    """A variant of best_split."""
    def variant(X, g, h, reg_lambda=1.0, min_child_weight=1.0):
        best = None
        for feature in features(X.shape[1]):
            for threshold, left in candidates(X[:, feature]):
                new = gain(g, h, left, reg_lambda)
                if better(new, best[2] if best else least_gain) and min(heavy(h[left]), heavy(h[~left])) >= min_child_weight:
                    best = feature, threshold, float(new)
        return best
    return variant


def _ends(side):
    return lambda x: [(float(x[left].max() if side == "left" else x[~left].min()), left) for _, left in _candidates(x)]


def _split_in_place(X, g, h, reg_lambda=1.0, min_child_weight=1.0):
    found = _searched()(X, g, h, reg_lambda, min_child_weight)
    X.sort(axis=0)
    return found


BEST_SPLIT = Sheet(
    checks=(
        Check("by hand", "The splits of the book are found, and none where there is nothing to tell apart.", "value", 2, _splits_by_hand,
              by_hand=((0, 2.5, 49 / 12), (0, 6.5, 3.0), None)),
        Check("random tables", "Tables with one to five features have the right best split.", "reference", 2, _random_tables,
              hint="(feature, threshold, gain), the threshold midway between neighbouring values"),
        Check("repeated values", "Samples with equal values stay together.", "reference", 2, _repeated_values,
              hint="a threshold lies between two different values"),
        Check("equal gains", "Of equal gains the first counts: the lowest feature, then the lowest threshold.", "edge", 1, _equal_gains,
              hint="only a larger gain replaces what was found"),
        Check("light children", "No child is lighter than min_child_weight, the least sum of h.", "reference", 2, _light_children,
              hint="both sides have to weigh enough; exactly enough is enough"),
        Check("nothing to split", "One sample, equal values, or no gain give None.", "edge", 1, _nothing_to_split,
              hint="None where no split gains more than 1e-6"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _splits_unchanged,
              hint="sort() works in place, np.sort does not"),
    ),
    misconceptions=(
        Misconception("value_before_the_gap", "best_split", _searched(candidates=_ends("left")),
                      "the threshold is the last value on the left; it lies midway between two values"),
        Misconception("value_after_the_gap", "best_split", _searched(candidates=_ends("right")),
                      "the threshold is the first value on the right; it lies midway between two values"),
        Misconception("equal_values_parted", "best_split", _searched(candidates=_by_rank),
                      "samples with equal values are sent to different sides"),
        Misconception("derivatives_unsorted", "best_split", _searched(candidates=_unsorted),
                      "the values were sorted, and g and h were not sorted with them"),
        Misconception("weight_forgotten", "best_split", _searched(heavy=lambda h: np.inf), "min_child_weight is not used"),
        Misconception("samples_counted", "best_split", _searched(heavy=len),
                      "min_child_weight is compared with the number of samples; it is a sum of h"),
        Misconception("last_of_equals", "best_split", _searched(better=lambda new, old: new >= old),
                      "an equal gain replaces the one that was found before"),
        Misconception("always_splits", "best_split", _searched(least_gain=-np.inf), "a split is returned even where it gains nothing"),
        Misconception("first_feature_only", "best_split", _searched(features=lambda d: range(1)), "the other features are not looked at"),
        Misconception("no_lambda", "best_split", _searched(gain=lambda g, h, left, lam: gain_of(g, h, left, 0.0)), "λ is not used"),
        Misconception("no_half", "best_split", _searched(gain=lambda g, h, left, lam: 2 * gain_of(g, h, left, lam)),
                      "the factor ½ of the gain is missing"),
        Misconception("table_sorted", "best_split", _split_in_place, "the caller's table is sorted in place"),
    ),
)

# --- missing_direction -----------------------------------------------------------------------------

GAPPED = np.array([1.0, 2.0, 3.0, 4.0, np.nan])
WITH_GAP = np.array([-2.0, -1.5, 1.0, 2.5, 2.0])


def _directions_by_hand(rng):
    return [call("missing_direction", GAPPED, WITH_GAP, np.ones(5), 2.5, 1.0, label="the ledger and a sample without a value"),
            call("missing_direction_split", np.array([[3.0], [np.nan], [5.0]]), np.array([1.0, -4.0, 1.0]), np.ones(3), 0.0, 1.0,
                 label="the missing value says it all")]


def gapped(rng, n, d=1, share=0.35):
    """A table with gaps, at least one in each column and two values beside it."""
    X = rng.normal(size=(n, d))
    X[rng.random((n, d)) < share] = np.nan
    X[:3] = np.where(np.arange(3)[:, None] == 0, np.nan, rng.normal(size=(3, d)))
    return X


def _random_directions(rng):
    found = []
    for n in (6, 9, 14, 14, 20, 20):
        x = gapped(rng, n)[:, 0]
        found.append(call("missing_direction", x, *derivatives(rng, n), float(np.nanmedian(x)) + 0.01, 0.5,
            label=f"{n} samples, some missing"))
    return [*found, call("missing_direction", x, *derivatives(rng, 20), 0.1, label="λ not given"),
            call("missing_direction", x, *derivatives(rng, 20), float(np.nanmax(x)), 0.5, label="a value at the threshold")]


def _gapped_tables(rng):
    found = [call("missing_direction_split", gapped(rng, n, d), *derivatives(rng, n), reg_lambda, 0.0, label=f"{n} samples, {d} features")
             for n, d, reg_lambda in ((12, 1, 1.0), (16, 2, 0.25), (9, 3, 0.0))]
    found.append(call("missing_direction_split", gapped(rng, 12, 2), *derivatives(rng, 12), label="λ and the least weight not given"))
    for value, h_alone, settings in ((9.0, 1.5, (1.0, 2.0)), (-9.0, 1.5, (1.0, 2.0)), (9.0, 0.5, ())):
        X, (g, h) = gapped(rng, 12, 2), derivatives(rng, 12)
        X[5], g[5], h[5] = value, 30.0, h_alone
        found.append(call("missing_direction_split", X, g, h, *settings, label="one sample far away from all others"))
    return [*found,
            call("missing_direction_split", LEDGER, G, np.ones(4), 1.0, 2.0, label="children of exactly the least weight")]


def _told_by_the_gap(rng):
    found = []
    for n in (8, 15):
        x = gapped(rng, n, 1, 0.4)
        g = np.where(np.isnan(x[:, 0]), -3.0, 1.0) + 0.1 * rng.normal(size=n)
        found.append(call("missing_direction_split", x, g, np.ones(n), 1.0, 0.0, label="the missing samples are another kind"))
    return found


def _direction_edges(rng):
    return [call("missing_direction", LEDGER[:, 0], G, np.ones(4), 2.5, label="nothing missing"),
            call("missing_direction", np.full(4, np.nan), G, np.ones(4), 2.5, label="everything missing"),
            call("missing_direction", np.array([1.0, 2.0, np.nan]), np.array([-1.0, 1.0, 0.0]), np.ones(3), 1.5, 0.0,
                 label="both sides gain the same"),
            call("missing_direction_split", np.full((4, 2), np.nan), G, np.ones(4), label="everything missing in two columns"),
            call("missing_direction_split", LEDGER, G, np.ones(4), label="nothing missing, the whole search"),
            call("missing_direction_split", np.hstack([LEDGER, LEDGER]), np.array([-1.0, 1.0, 1.0, -1.0]), np.ones(4),
                 label="equal gains, the whole search"),
            call("missing_direction_split", LEDGER, np.zeros(4), np.ones(4), label="g is 0")]


def _directions_unchanged(rng):
    X = gapped(rng, 8, 2)
    return [call("missing_direction", X[:, 0].copy(), *derivatives(rng, 8), 0.2, label="missing_direction"),
            call("missing_direction_split", X, *derivatives(rng, 8), label="missing_direction_split")]


def _direction(sides=lambda left, right: (left >= right, max(left, right)), fill=None, keep_missing=True):
    """A variant of missing_direction."""
    def variant(x, g, h, threshold, reg_lambda=1.0):
        missing = np.isnan(x)
        below = (np.where(missing, fill(x), x) if fill else x) < threshold
        if fill:
            return bool(missing.any() and below[missing][0]), gain_of(g, h, below, reg_lambda)
        rows = slice(None) if keep_missing else ~missing
        left, right = (gain_of(g[rows], h[rows], side[rows], reg_lambda) for side in (below | missing, below))
        took, gain = sides(left, right)
        return bool(took), float(gain)
    return variant


def _gapped_search(thresholds=lambda present: [-np.inf, *((present[:-1] + present[1:]) / 2).tolist()], sides=(True, False),
                   heavy=True, better=lambda new, old: new > old, enough_weight=lambda weight, least: weight >= least):
    """A variant of missing_direction_split."""
    def variant(X, g, h, reg_lambda=1.0, min_child_weight=1.0):
        best = None
        for feature, x in enumerate(X.T):
            for threshold in thresholds(np.unique(x[~np.isnan(x)])):
                for missing_left in sides:
                    left = (x < threshold) | (np.isnan(x) & missing_left)
                    gain = gain_of(g, h, left, reg_lambda)
                    enough = not heavy or enough_weight(min(h[left].sum(), h[~left].sum()), min_child_weight)
                    if enough and better(gain, best[3] if best else 1e-6):
                        best = feature, float(threshold), missing_left, float(gain)
        return best
    return variant


def _fills_the_gaps(x, g, h, threshold, reg_lambda=1.0):
    found = _direction()(x, g, h, threshold, reg_lambda)
    x[np.isnan(x)] = -np.inf
    return found


MISSING_DIRECTION = Sheet(
    checks=(
        Check("by hand", "The directions of the book are right.", "value", 2, _directions_by_hand,
              by_hand=((False, (12.25 / 3 + 30.25 / 4 - 4 / 6) / 2), (0, -np.inf, True, 8 + 1 - 2 / 3))),
        Check("random gaps", "Samples without a value go to the side that gains more.", "reference", 2, _random_directions,
              hint="compute both gains with all samples, and take the larger"),
        Check("the whole search", "Tables with gaps have the right best split.", "reference", 2, _gapped_tables,
              hint="each threshold twice: with the missing left and right"),
        Check("told by the gap", "A split that parts the missing from the present is found.", "reference", 1, _told_by_the_gap,
              hint="at −∞ every present value goes right"),
        Check("edges", "Nothing missing, everything missing, equal gains and no gain work.", "edge", 2, _direction_edges,
              hint="of equal gains left counts, and before that the lowest threshold and the lowest feature"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _directions_unchanged,
              hint="x[np.isnan(x)] = … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("worse_side", "missing_direction", _direction(lambda left, right: (left <= right, min(left, right))),
                      "the side that gains less is taken"),
        Misconception("always_left", "missing_direction", _direction(lambda left, right: (True, left)),
                      "the missing always go left; the side is chosen by the gain"),
        Misconception("always_right", "missing_direction", _direction(lambda left, right: (False, right)),
                      "the missing always go right, as a comparison with nan does by itself"),
        Misconception("ties_to_the_right", "missing_direction", _direction(lambda left, right: (left > right, max(left, right))),
                      "where both sides gain the same the missing go right; they go left"),
        Misconception("missing_left_out", "missing_direction", _direction(keep_missing=False),
                      "the samples without a value are left out of the sums"),
        Misconception("filled_with_zero", "missing_direction", _direction(fill=lambda x: 0.0),
                      "gaps are filled with 0, as if that had been measured"),
        Misconception("gap_not_tried", "missing_direction_split",
            _gapped_search(lambda present: ((present[:-1] + present[1:]) / 2).tolist()),
                      "the split of the missing from the present is not among the candidates"),
        Misconception("search_always_left", "missing_direction_split", _gapped_search(sides=(True,)),
                      "the search sends the missing left at every threshold"),
        Misconception("search_always_right", "missing_direction_split", _gapped_search(sides=(False,)),
                      "the search sends the missing right at every threshold"),
        Misconception("search_without_weight", "missing_direction_split", _gapped_search(heavy=False), "min_child_weight is not used"),
        Misconception("exactly_enough_refused", "missing_direction_split",
                      _gapped_search(enough_weight=lambda weight, least: weight > least),
                      "a side that weighs exactly min_child_weight is refused; exactly enough is enough"),
        Misconception("search_right_before_left", "missing_direction_split", _gapped_search(sides=(False, True)),
                      "where both sides gain the same the search sends the missing right; left is tried first"),
        Misconception("search_last_of_equals", "missing_direction_split", _gapped_search(better=lambda new, old: new >= old),
                      "an equal gain replaces the one that was found before"),
        Misconception("gaps_filled_in_place", "missing_direction", _fills_the_gaps, "the caller's gaps are filled"),
    ),
)
