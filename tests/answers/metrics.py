"""Wrong and right answers: confusion_matrix, roc_curve, auc."""

import itertools
import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- confusion_matrix ------------------------------------------------------------------------------


@right("metrics/confusion_matrix")
def confusion_matrix__one_hot(t, y, k):
    """The product of two tables of ones and zeros."""
    return np.eye(k, dtype=int)[t].T @ np.eye(k, dtype=int)[y]


@right("metrics/confusion_matrix")
def confusion_matrix__add_at(t, y, k):
    """Adds one sample after the other."""
    C = np.zeros((k, k), dtype=int)
    np.add.at(C, (t, y), 1)
    return C


def tallied(t, y, k):
    """Cells counted by comparison."""
    return np.array([[int(np.sum((t == i) & (y == j))) for j in range(k)] for i in range(k)], dtype=int).reshape(k, k)


for name, embodies, rule in (
    ("turned", "transposed", lambda t, y, k: tallied(y, t, k)),
    ("shares", "shares_for_counts", lambda t, y, k: tallied(t, y, k) / (len(t) or 1)),
    ("rates", "row_shares", lambda t, y, k: np.array([row / (sum(row) or 1) for row in tallied(t, y, k)])),
    ("at_most_one", "counted_once", lambda t, y, k: (tallied(t, y, k) > 0).astype(int)),
    ("slips", "errors_only", lambda t, y, k: tallied(t, y, k) * (1 - np.eye(k, dtype=int))),
    ("as_seen", "largest_class_seen", lambda t, y, k: tallied(t, y, 1 + max([-1, *t.tolist(), *y.tolist()]))),
    ("from_one", None, lambda t, y, k: tallied(t - 1, y - 1, k)),
    ("right_only", None, lambda t, y, k: tallied(t, y, k) * np.eye(k, dtype=int)),
):
    def matrix(t, y, k, rule=rule):
        return rule(t, y, k)
    matrix.__name__ = f"confusion_matrix__{name}"
    globals()[matrix.__name__] = wrong("metrics/confusion_matrix", embodies)(matrix)


@wrong("metrics/confusion_matrix", embodies="classes_overwritten")
def confusion_matrix__packs(t, y, k):
    """The caller's classes."""
    found = tallied(t, y, k)
    np.add(t * k, y, out=t)
    return found


# --- roc_curve -------------------------------------------------------------------------------------


@right("metrics/roc_curve")
def roc_curve__cumulative(t, scores):
    """Sorted once; running counts, kept where the score changes."""
    order = np.argsort(scores)[::-1]
    s, hits = scores[order], t[order] == 1
    last = np.append(s[1:] != s[:-1], True)
    tp, fp = np.cumsum(hits)[last], np.cumsum(~hits)[last]
    return np.append(0.0, fp / fp[-1]), np.append(0.0, tp / tp[-1]), np.append(np.inf, s[last])


@right("metrics/roc_curve")
def roc_curve__loop(t, scores):
    """Every threshold by itself."""
    points = [(0.0, 0.0, math.inf)]
    for s in sorted(set(scores.tolist()), reverse=True):
        points.append((np.mean(scores[t == 0] >= s), np.mean(scores[t == 1] >= s), s))
    return tuple(np.array(column) for column in zip(*points))


def traced(t, scores, passes=lambda v, s: v >= s, start=True, cuts=None):
    """A curve from a list of thresholds and a comparison."""
    cuts = sorted(set(scores.tolist()), reverse=True) if cuts is None else cuts
    cuts = [math.inf] * start + cuts
    counts = [[sum(passes(v, s) for v, c in zip(scores.tolist(), t.tolist()) if c == kind) for s in cuts] for kind in (0, 1)]
    return np.array(counts[0], dtype=float), np.array(counts[1], dtype=float), np.array(cuts)


def rated(t, scores, **options):
    """That curve, as rates."""
    fp, tp, cuts = traced(t, scores, **options)
    return fp / np.sum(t == 0), tp / np.sum(t == 1), cuts


def in_rows(t, scores):
    """One point a sample."""
    rows = sorted(range(len(t)), key=lambda i: -scores[i])
    fp, tp = ([0, *itertools.accumulate(int(t[i] == kind) for i in rows)] for kind in (0, 1))
    return np.array(fp) / fp[-1], np.array(tp) / tp[-1], np.array([math.inf, *(scores[i] for i in rows)])


def precision_like(t, scores):
    """False alarms over alarms."""
    fp, tp, cuts = traced(t, scores)
    return np.array([a / (a + b) if a + b else 0.0 for a, b in zip(fp, tp)]), tp / np.sum(t == 1), cuts


for name, embodies, rule in (
    ("one_by_one", "ties_one_by_one", in_rows),
    ("strict", "above_only", lambda t, s: rated(t, s, passes=lambda v, cut: v > cut)),
    ("late", "no_start", lambda t, s: rated(t, s, start=False)),
    ("exchanged", "rates_exchanged", lambda t, s: tuple(rated(t, s)[i] for i in (1, 0, 2))),
    ("of_all", "shares_of_all", lambda t, s: tuple(part / count for part, count in zip(traced(t, s), (len(t), len(t), 1)))),
    ("of_alarms", "share_of_alarms", precision_like),
    ("backwards", "rising_thresholds", lambda t, s: tuple(np.flip(part) for part in rated(t, s))),
    ("counts", None, traced),
    ("low_is_positive", None, lambda t, s: rated(t, s, passes=lambda v, cut: v <= cut)),
):
    def curve(t, scores, rule=rule):
        return rule(t, scores)
    curve.__name__ = f"roc_curve__{name}"
    globals()[curve.__name__] = wrong("metrics/roc_curve", embodies)(curve)


@wrong("metrics/roc_curve", embodies="scores_sorted")
def roc_curve__sorts(t, scores):
    """The caller's scores."""
    found = rated(t, scores)
    scores[:] = np.sort(scores)
    return found


# --- auc -------------------------------------------------------------------------------------------


@right("metrics/auc")
def auc__ranks(t, scores):
    """Mann and Whitney's sum of ranks, ties with their mean rank."""
    values, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    p, n = int(np.sum(t == 1)), int(np.sum(t == 0))
    return float((ranks[t == 1].sum() - p * (p + 1) / 2) / (p * n))


@right("metrics/auc")
def auc__trapezoids(t, scores):
    """Trapezoids under the curve."""
    fpr, tpr, _ = roc_curve__cumulative(t, scores)
    return float(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))


def matched(t, scores, won=1.0, tied=0.5, lost=0.0, total=None):
    """Points for each pair of a positive and a negative sample."""
    pairs = list(itertools.product(scores[t == 1].tolist(), scores[t == 0].tolist()))
    points = math.fsum(won if p > n else tied if p == n else lost for p, n in pairs)
    return points / (total(t) if total else len(pairs))


def steps(t, scores):
    """A staircase in the order of the rows."""
    rows = sorted(range(len(t)), key=lambda i: -scores[i])
    height = area = 0
    for i in rows:
        height, area = (height + 1, area) if t[i] == 1 else (height, area + height)
    return area / (height * (len(t) - height))


for name, embodies, rule in (
    ("staircase", "ties_in_row_order", steps),
    ("unforgiving", "ties_lost", lambda t, s: matched(t, s, tied=0.0)),
    ("generous", "ties_won", lambda t, s: matched(t, s, tied=1.0)),
    ("upside_down", "wrong_way_round", lambda t, s: 1 - matched(t, s)),
    ("yes_or_no", "answers_for_scores", lambda t, s: matched(t, np.where(s < 0.5, 0, 1))),
    ("of_all_pairs", "all_pairs", lambda t, s: matched(t, s, total=lambda t: len(t) * len(t))),
    ("means", "differences_summed", lambda t, s: np.mean(s[t == 1]) - np.mean(s[t == 0])),
    ("accuracy", None, lambda t, s: np.mean((s >= 0.5) == (t == 1))),
    ("gini", None, lambda t, s: 2 * matched(t, s) - 1),
):
    def area(t, scores, rule=rule):
        return float(rule(t, scores))
    area.__name__ = f"auc__{name}"
    globals()[area.__name__] = wrong("metrics/auc", embodies)(area)


@wrong("metrics/auc", embodies="scores_shifted")
def auc__shifts(t, scores):
    """The caller's scores."""
    np.subtract(scores, scores.max(), out=scores)
    return float(matched(t, scores))
