"""Wrong and right answers: best_split, missing_direction."""

import itertools
import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def worth(g, h, lam):
    """The score of a list of samples."""
    return over(math.fsum(g), math.fsum(h) + lam)


def over(G, below):
    """A square over what stands below, 0 if that is nothing."""
    return G**2 / below if below else 0.0


def gained(g, h, left, lam):
    """The gain of sending these samples left."""
    here, there = np.flatnonzero(left), np.flatnonzero(~np.asarray(left))
    return 0.5 * (worth(g[here], h[here], lam) + worth(g[there], h[there], lam) - worth(g, h, lam))


# --- best_split ------------------------------------------------------------------------------------


@right("boosting/best_split")
def best_split__every_pair(X, g, h, reg_lambda=1.0, min_child_weight=1.0):
    """Every candidate in one list, and the first of the best."""
    found = []
    for j in range(X.shape[1]):
        values = sorted(set(X[:, j].tolist()))
        for a, b in itertools.pairwise(values):
            left = X[:, j] <= a
            if h[left].sum() >= min_child_weight and h[~left].sum() >= min_child_weight:
                found.append((j, 0.5 * (a + b), gained(g, h, left, reg_lambda)))
    best = max(found, key=lambda candidate: candidate[2], default=(0, 0, 0))
    return best if best[2] > 1e-6 else None


@right("boosting/best_split")
def best_split__one_pass(X, g, h, reg_lambda=1.0, min_child_weight=1.0):
    """One pass over the sorted samples, moving each from the right to the left."""
    best, found = 1e-6, None
    for j in range(X.shape[1]):
        rows = sorted(range(len(X)), key=lambda i: X[i, j])
        GL = HL = 0.0
        GR, HR = math.fsum(g), math.fsum(h)
        whole = over(GR, HR + reg_lambda)
        for i, k in itertools.pairwise(rows):
            GL, HL, GR, HR = GL + g[i], HL + h[i], GR - g[i], HR - h[i]
            if X[i, j] == X[k, j] or HL < min_child_weight or HR < min_child_weight:
                continue
            gain = (over(GL, HL + reg_lambda) + over(GR, HR + reg_lambda) - whole) / 2
            if gain > best:
                best, found = gain, (j, (X[i, j] + X[k, j]) / 2, gain)
    return found


def hunt(X, g, h, lam, least, *, places=None, threshold=lambda a, b: (a + b) / 2, weigh=math.fsum, replaces=lambda new, old: new > old,
         floor=1e-6, columns=None, gain=gained):
    """A search in which a part is exchanged."""
    found, best = None, floor
    for j in range(X.shape[1]) if columns is None else columns:
        for below, above, left in (places or neighbours)(X[:, j]):
            rows, rest = np.flatnonzero(left), np.flatnonzero(~left)
            value = gain(g, h, left, lam)
            if weigh(h[rows]) >= least and weigh(h[rest]) >= least and replaces(value, best):
                best, found = value, (j, float(threshold(below, above)), float(value))
    return found


def neighbours(x):
    """Neighbouring values, and who is left of the gap."""
    return [(a, b, x <= a) for a, b in itertools.pairwise(sorted(set(x.tolist())))]


def ranks(x):
    """Neighbouring samples in the order of x."""
    rows = sorted(range(len(x)), key=lambda i: x[i])
    for k in range(1, len(x)):
        yield x[rows[k - 1]], x[rows[k]], np.array([i in rows[:k] for i in range(len(x))])


def detached(x):
    """Sorted values, but the samples as they stand."""
    values = sorted(x)
    return [(values[k - 1], values[k], np.array([i < k for i in range(len(x))])) for k in range(1, len(x)) if values[k - 1] != values[k]]


for name, embodies, options in (
    ("lower_end", "value_before_the_gap", {"threshold": lambda a, b: a}),
    ("upper_end", "value_after_the_gap", {"threshold": lambda a, b: b}),
    ("by_rank", "equal_values_parted", {"places": ranks}),
    ("values_sorted_alone", "derivatives_unsorted", {"places": detached}),
    ("any_weight", "weight_forgotten", {"weigh": lambda h: math.inf}),
    ("heads", "samples_counted", {"weigh": len}),
    ("the_latest", "last_of_equals", {"replaces": lambda new, old: not new < old}),
    ("whatever", "always_splits", {"floor": -math.inf}),
    ("column_zero", "first_feature_only", {"columns": [0]}),
    ("unpenalised", "no_lambda", {"gain": lambda g, h, left, lam: gained(g, h, left, 0.0)}),
    ("doubled", "no_half", {"gain": lambda g, h, left, lam: gained(g, h, left, lam) * 2}),
    ("worst", None, {"replaces": lambda new, old: 1e-6 < new and (old == 1e-6 or new < old)}),
    ("quarter_of_the_gap", None, {"threshold": lambda a, b: 0.75 * a + 0.25 * b}),
):
    def split(X, g, h, reg_lambda=1.0, min_child_weight=1.0, options=options):
        return hunt(X, g, h, reg_lambda, min_child_weight, **options)
    split.__name__ = f"best_split__{name}"
    globals()[split.__name__] = wrong("boosting/best_split", embodies)(split)


@wrong("boosting/best_split", embodies="table_sorted")
def best_split__sorts(X, g, h, reg_lambda=1.0, min_child_weight=1.0):
    """The caller's table."""
    found = hunt(X, g, h, reg_lambda, min_child_weight)
    for j in range(X.shape[1]):
        X[:, j] = sorted(X[:, j])
    return found


# --- missing_direction -----------------------------------------------------------------------------


def sides(x, threshold):
    """Who goes left if the missing do, and if they do not."""
    return np.array([v != v or v < threshold for v in x.tolist()]), np.array([v < threshold for v in x.tolist()])


@right("boosting/missing_direction")
def missing_direction__loop(x, g, h, threshold, reg_lambda=1.0):
    """Both masks, one sample at a time."""
    gains = [gained(g, h, left, reg_lambda) for left in sides(x, threshold)]
    return gains[0] >= gains[1], max(gains)


@right("boosting/missing_direction")
def missing_direction__sums(x, g, h, threshold, reg_lambda=1.0):
    """Three groups of sums, put together in two ways."""
    groups = [x < threshold, np.isnan(x), x >= threshold]
    (A, a), (M, m), (B, b) = ((float(np.sum(g, where=rows)), float(np.sum(h, where=rows))) for rows in groups)
    def part(G, H):
        return G * G / (H + reg_lambda) if H + reg_lambda else 0.0
    left, right_ = part(A + M, a + m) + part(B, b), part(A, a) + part(M + B, m + b)
    return (not right_ > left), (max(left, right_) - part(A + M + B, a + m + b)) / 2


@right("boosting/missing_direction")
def missing_direction_split__list(X, g, h, reg_lambda=1.0, min_child_weight=1.0):
    """Every candidate in one list, and the first of the best."""
    found = [(0, 0.0, True, 1e-6)]
    for j in range(X.shape[1]):
        values = sorted({v for v in X[:, j].tolist() if v == v})
        for cut in [-math.inf, *[(a + b) / 2 for a, b in itertools.pairwise(values)]]:
            for took, left in zip((True, False), sides(X[:, j], cut)):
                if min(np.sum(h, where=left), np.sum(h, where=~left)) >= min_child_weight:
                    found.append((j, cut, took, gained(g, h, left, reg_lambda)))
    best = max(found, key=lambda each: each[3])
    return None if best is found[0] else best


def judged(x, g, h, threshold, lam, choose, keep=None):
    """A direction, from both gains, with some samples only."""
    rows = np.flatnonzero(np.ones(len(x)) if keep is None else keep(x))
    return choose(*(gained(g[rows], h[rows], left[rows], lam) for left in sides(x, threshold)))


def zeroed(x, g, h, threshold, lam):
    """Gaps are zeros."""
    full = np.nan_to_num(x, nan=0.0)
    return bool(np.isnan(x).any()) and threshold > 0, gained(g, h, full < threshold, lam)


for name, embodies, rule in (
    ("left", "always_left", lambda *a: judged(*a, lambda one, other: (True, one))),
    ("right", "always_right", lambda *a: judged(*a, lambda one, other: (False, other))),
    ("worse", "worse_side", lambda *a: judged(*a, lambda one, other: (not one > other, min(one, other)))),
    ("right_if_equal", "ties_to_the_right", lambda *a: judged(*a, lambda one, other: (not one <= other, max(one, other)))),
    ("present_only", "missing_left_out", lambda *a: judged(*a, lambda one, other: (one >= other, max(one, other)), lambda x: x == x)),
    ("zero", "filled_with_zero", zeroed),
    ("gain_of_the_other", None, lambda *a: judged(*a, lambda one, other: (one >= other, min(one, other)))),
    ("by_the_majority", None, lambda x, g, h, t, lam: (bool(np.mean(x < t) >= 0.5), judged(x, g, h, t, lam, max))),
):
    def direction(x, g, h, threshold, reg_lambda=1.0, rule=rule):
        took, gain = rule(x, g, h, threshold, reg_lambda)
        return bool(took), float(gain)
    direction.__name__ = f"missing_direction__{name}"
    globals()[direction.__name__] = wrong("boosting/missing_direction", embodies)(direction)


@wrong("boosting/missing_direction", embodies="gaps_filled_in_place")
def missing_direction__fills(x, g, h, threshold, reg_lambda=1.0):
    """The caller's gaps."""
    found = missing_direction__loop(x, g, h, threshold, reg_lambda)
    np.nan_to_num(x, copy=False, nan=-9.0)
    return found


def comb(X, g, h, lam, least, ways=(True, False), cut_off=True, weigh=math.fsum, replaces=lambda new, old: new > old,
         margin=0.0):
    """The whole search, with a part exchanged."""
    found, best = None, 1e-6
    for j in range(X.shape[1]):
        values = sorted({v for v in X[:, j].tolist() if v == v})
        cuts = [-math.inf] * cut_off + [(a + b) / 2 for a, b in itertools.pairwise(values)]
        for cut, took in itertools.product(cuts, ways):
            left = sides(X[:, j], cut)[0 if took else 1]
            value = gained(g, h, left, lam)
            if min(weigh(h[left]), weigh(h[~left])) >= least + margin and replaces(value, best):
                found, best = (j, cut, took, value), value
    return found


for name, embodies, options in (
    ("between_values_only", "gap_not_tried", {"cut_off": False}),
    ("left", "search_always_left", {"ways": (True,)}),
    ("right", "search_always_right", {"ways": (False,)}),
    ("any_weight", "search_without_weight", {"weigh": lambda h: math.inf}),
    ("the_latest", "search_last_of_equals", {"replaces": lambda new, old: not new < old}),
    ("more_than_the_least", "exactly_enough_refused", {"margin": 1e-12}),
    ("right_first", "search_right_before_left", {"ways": (False, True)}),
    ("of_the_worst", None, {"replaces": lambda new, old: 1e-6 < new and (old == 1e-6 or new < old)}),
):
    def searching(X, g, h, reg_lambda=1.0, min_child_weight=1.0, options=options):
        return comb(X, g, h, reg_lambda, min_child_weight, **options)
    searching.__name__ = f"missing_direction_split__{name}"
    globals()[searching.__name__] = wrong("boosting/missing_direction", embodies)(searching)
