"""What is asked of the confusion matrix, of the ROC curve, and of the area under it."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

T = np.array([1, 0, 1, 1, 0, 0, 1, 0])
S = np.array([0.9, 0.8, 0.7, 0.6, 0.6, 0.4, 0.4, 0.1])

# --- confusion_matrix ------------------------------------------------------------------------------


def _matrix_by_hand(rng):
    return [call("confusion_matrix", np.array([0, 0, 0, 1, 1, 2, 2]), np.array([0, 1, 0, 1, 1, 0, 2]), 3,
        label="seven samples of three classes")]


def _random_matrices(rng):
    return [call("confusion_matrix", rng.integers(0, k, size=n), rng.integers(0, k, size=n), k, label=f"{n} samples of {k} classes")
            for n, k in ((20, 2), (60, 4), (200, 10))]


def _absent_classes(rng):
    return [call("confusion_matrix", rng.integers(0, 2, size=9), np.full(9, 3), 5,
        label="true classes 0 and 1, predicted class 3, of five"),
            call("confusion_matrix", np.array([1]), np.array([1]), 3, label="one sample"),
            call("confusion_matrix", np.zeros(0, dtype=int), np.zeros(0, dtype=int), 2, label="no sample")]


def _sums(calls, values):
    for request, C in zip(calls, values):
        t, y, k = request.args
        C = np.asarray(C)
        if C.shape != (k, k):
            return f"{k} classes gave the shape {C.shape}"
        if not np.array_equal(C.sum(axis=1), np.bincount(t, minlength=k)):
            return "the rows do not sum to the numbers of samples of each true class"
        if not np.array_equal(C.sum(axis=0), np.bincount(y, minlength=k)):
            return "the columns do not sum to the numbers of samples that were given each class"
    return None


def _matrix_unchanged(rng):
    return [call("confusion_matrix", rng.integers(0, 3, size=8), rng.integers(0, 3, size=8), 3, label="confusion_matrix")]


def _counted(cell=lambda a, b: (a, b), finish=lambda C: C, size=lambda t, y, k: k):
    """A variant of confusion_matrix."""
    def variant(t, y, k):
        size_now = size(t, y, k)
        C = np.zeros((size_now, size_now), dtype=int)
        for a, b in zip(t.tolist(), y.tolist()):
            C[cell(a, b)] += 1
        return finish(C)
    return variant


def _no_repeats(t, y, k):
    C = np.zeros((k, k), dtype=int)
    C[t, y] += 1
    return C


def _matrix_in_place(t, y, k):
    t *= k
    t += y
    return np.bincount(t, minlength=k * k).reshape(k, k)


CONFUSION_MATRIX = Sheet(
    checks=(
        Check("by hand", "The table of the book is right.", "value", 2, _matrix_by_hand,
              by_hand=(np.array([[2, 1, 0], [0, 2, 0], [1, 0, 1]]),)),
        Check("random classes", "Tables of two to ten classes are right.", "reference", 2, _random_matrices,
              hint="true classes down, predicted ones across, whole numbers"),
        Check("sums", "Rows sum to the samples of each class, columns to the predictions.", "property", 1, _random_matrices, holds=_sums,
              hint="every sample is counted once"),
        Check("absent classes", "Classes that do not occur have their row and column of zeros, and no sample gives zeros.", "edge", 2,
              _absent_classes, hint="the table always has k rows and k columns"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _matrix_unchanged, hint="work on new arrays"),
    ),
    misconceptions=(
        Misconception("transposed", "confusion_matrix", _counted(cell=lambda a, b: (b, a)),
            "predicted classes stand down and true ones across"),
        Misconception("shares_for_counts", "confusion_matrix", _counted(finish=lambda C: C / max(C.sum(), 1)),
            "shares where counts are asked for"),
        Misconception("row_shares", "confusion_matrix", _counted(finish=lambda C: C / np.maximum(C.sum(axis=1, keepdims=True), 1)),
                      "each row is divided by its sum"),
        Misconception("counted_once", "confusion_matrix", _no_repeats,
                      "C[t, y] += 1 with arrays adds one to each cell at most once, however often it occurs"),
        Misconception("errors_only", "confusion_matrix", _counted(finish=lambda C: C - np.diag(np.diag(C))),
            "the right answers are not counted"),
        Misconception("largest_class_seen", "confusion_matrix",
                      _counted(size=lambda t, y, k: int(max(t.max(), y.max())) + 1 if len(t) else 0),
                      "the table is as large as the largest class that occurs"),
        Misconception("classes_overwritten", "confusion_matrix", _matrix_in_place, "the caller's classes are changed in place"),
    ),
)

# --- roc_curve -------------------------------------------------------------------------------------


def scored(rng, n, ties=0):
    """Classes, at least one of each, and scores that know something; with ties they lie on a coarse grid."""
    t = np.append([0, 1], rng.integers(0, 2, size=n - 2))
    scores = t + rng.normal(size=n)
    return t, np.round(scores * ties) / ties if ties else scores


def _curve_by_hand(rng):
    return [call("roc_curve", T, S, label="the eight samples of the book")]


def _random_curves(rng):
    return [call("roc_curve", *scored(rng, n), label=f"{n} samples") for n in (2, 9, 40)]


def _tied_curves(rng):
    return [call("roc_curve", *scored(rng, n, 2), label=f"{n} samples with many equal scores") for n in (12, 60)]


def _curve_edges(rng):
    return [call("roc_curve", np.array([1, 0, 0, 1, 0]), np.full(5, 0.3), label="all scores equal"),
            call("roc_curve", np.array([0, 0, 1]), np.array([-1.0, -2.0, 3.0]), label="negative scores, and the classes apart"),
            call("roc_curve", np.array([1, 0, 0]), np.array([1.0, 2.0, 3.0]), label="everything the wrong way round")]


def _tenfold(rng):
    t, scores = scored(rng, 12)
    many = np.repeat(np.arange(12), np.where(t == 0, 10, 1))
    return [call("roc_curve", t, scores, label="twelve samples"), call("roc_curve", t[many], scores[many], label="each negative ten times")]


def _same_curve(calls, values):
    try:
        one, ten = ([np.asarray(part, dtype=float) for part in value] for value in values)
    except (TypeError, ValueError):
        return "three arrays are asked for"
    if [a.shape for a in one] != [a.shape for a in ten] or not all(np.allclose(a, b) for a, b in zip(one, ten)):
        return "ten times as many negative samples, with the same scores, give another curve"
    if not all(a[0] == 0 and np.isclose(a[-1], 1) and (np.diff(a) >= 0).all() for a in one[:2]):
        return "the rates do not rise from 0 to 1"
    return None


def _curve_unchanged(rng):
    return [call("roc_curve", *scored(rng, 8), label="roc_curve")]


def _curve(strict=False, first=True, tied=True, base=None, rising=False):
    """A variant of roc_curve."""
    def variant(t, scores):
        thresholds = np.unique(scores)[::-1] if tied else scores[np.argsort(-scores, kind="stable")]
        start = [np.inf] if first else []
        alarms = [np.arange(len(t)) < i + 1 for i in range(len(t))] if not tied else [
            scores > s if strict else scores >= s for s in thresholds]
        ranked = np.argsort(-scores, kind="stable") if not tied else np.arange(len(t))
        alarms = [np.zeros(len(t), dtype=bool)] * len(start) + alarms
        of = t[ranked]
        wrong, right = (np.array([(alarm & (of == kind)).sum() for alarm in alarms]) for kind in (0, 1))
        below = base or (lambda t, right, wrong: ((t == 0).sum(), (t == 1).sum()))
        n0, n1 = below(t, right, wrong)
        found = wrong / n0, right / n1, np.append(start, thresholds)
        return tuple(each[::-1] for each in found) if rising else found
    return variant


def _swapped(t, scores):
    fpr, tpr, thresholds = _curve()(t, scores)
    return tpr, fpr, thresholds


def _curve_in_place(t, scores):
    found = _curve()(t, scores)
    scores.sort()
    return found


ROC_CURVE = Sheet(
    checks=(
        Check("by hand", "The curve of the book's eight samples is right.", "value", 2, _curve_by_hand,
              by_hand=((np.array([0, 0, 1, 1, 2, 3, 4]) / 4, np.array([0, 1, 1, 2, 3, 4, 4]) / 4,
                        np.array([np.inf, 0.9, 0.8, 0.7, 0.6, 0.4, 0.1])),)),
        Check("random scores", "Curves of different scores are right.", "reference", 2, _random_curves,
              hint="false alarms of all negatives, true alarms of all positives, thresholds falling from ∞"),
        Check("ties", "Samples with equal scores pass a threshold together.", "reference", 2, _tied_curves,
              hint="one point for each different score"),
        Check("imbalance", "Ten times as many negative samples leave the curve as it is.", "property", 2, _tenfold, holds=_same_curve,
              hint="each rate is a share of its own class"),
        Check("edges", "Equal scores, classes apart, and everything the wrong way round work.", "edge", 1, _curve_edges,
              hint="the first point is (0, 0) at ∞, the last (1, 1)"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _curve_unchanged,
              hint="sort() works in place, np.sort does not"),
    ),
    misconceptions=(
        Misconception("ties_one_by_one", "roc_curve", _curve(tied=False), "samples with equal scores pass one after the other"),
        Misconception("above_only", "roc_curve", _curve(strict=True), "a score at the threshold is no alarm; it should be one"),
        Misconception("no_start", "roc_curve", _curve(first=False), "the point (0, 0) at the threshold ∞ is missing"),
        Misconception("rates_exchanged", "roc_curve", _swapped, "the rates are returned in the other order"),
        Misconception("shares_of_all", "roc_curve", _curve(base=lambda t, right, wrong: (len(t), len(t))),
                      "both rates are shares of all samples; each is a share of its own class"),
        Misconception("share_of_alarms", "roc_curve",
                      _curve(base=lambda t, right, wrong: (np.maximum(right + wrong, 1), (t == 1).sum())),
                      "false alarms are divided by all alarms; that is no rate of the negative samples"),
        Misconception("rising_thresholds", "roc_curve", _curve(rising=True), "the thresholds rise, so that the curve runs backwards"),
        Misconception("scores_sorted", "roc_curve", _curve_in_place, "the caller's scores are sorted in place"),
    ),
)

# --- auc -------------------------------------------------------------------------------------------


def _area_by_hand(rng):
    return [call("auc", T, S, label="the eight samples of the book"),
            call("auc", np.array([1, 0, 1, 0]), np.array([0.9, 0.4, 0.4, 0.1]), label="one tie")]


def _random_areas(rng):
    return [call("auc", *scored(rng, n), label=f"{n} samples") for n in (3, 20, 75)]


def _tied_areas(rng):
    return [call("auc", *scored(rng, n, 2), label=f"{n} samples with many equal scores") for n in (10, 50)]


def _area_edges(rng):
    return [call("auc", np.array([1, 0, 0, 1]), np.full(4, 0.2), label="all scores equal"),
            call("auc", np.array([0, 1]), np.array([-5.0, -3.0]), label="one pair, in order"),
            call("auc", np.array([0, 1, 1]), np.array([2.0, 1.0, -1.0]), label="everything the wrong way round")]


def _stretched(rng):
    t, scores = scored(rng, 30, 4)
    return [call("auc", t, values, label=label) for label, values in
            (("scores", scores), ("their cubes plus 5", scores**3 + 5), ("with the signs turned", -scores))]


def _order_only(calls, values):
    try:
        area, cubed, turned = (float(value) for value in values)
    except (TypeError, ValueError):
        return "an area should be one number"
    if not np.isclose(area, cubed):
        return "other scores in the same order give another area"
    if not np.isclose(area + turned, 1):
        return "turning the signs of all scores should turn the area A into 1 − A"
    return None


def _area_unchanged(rng):
    return [call("auc", *scored(rng, 8), label="auc")]


def _pairs(pair):
    """A variant of auc, pair by pair."""
    def variant(t, scores):
        return float(np.mean([[pair(p, n) for n in scores[t == 0]] for p in scores[t == 1]]))
    return variant


def _by_rows(t, scores):
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(t[order] == 1)
    return float(np.sum(right[t[order] == 0]) / ((t == 1).sum() * (t == 0).sum()))


def _of_answers(t, scores):
    return _pairs(lambda p, n: 1.0 if p > n else 0.5 if p == n else 0.0)(t, (scores >= 0.5).astype(float))


def _all_pairs(t, scores):
    wins = (scores[:, None] > scores) + 0.5 * (scores[:, None] == scores)
    return float(wins[t == 1][:, t == 0].sum() / len(t) ** 2)


def _area_in_place(t, scores):
    found = _pairs(lambda p, n: 1.0 if p > n else 0.5 if p == n else 0.0)(t, scores)
    scores -= scores.min()
    return found


AUC = Sheet(
    checks=(
        Check("by hand", "The areas of the book are right.", "value", 2, _area_by_hand, by_hand=(11 / 16, 3.5 / 4)),
        Check("random scores", "Areas of different scores are right.", "reference", 2, _random_areas,
              hint="in how many of the pairs does the positive sample stand higher?"),
        Check("ties", "A tie counts one half.", "reference", 2, _tied_areas, hint="½ for each pair with equal scores"),
        Check("order only", "Only the order of scores counts, and turning it turns A into 1 − A.", "property", 1, _stretched,
              holds=_order_only, hint="compare scores, never subtract and add them up"),
        Check("edges", "Equal scores, one pair, and everything the wrong way round work.", "edge", 1, _area_edges,
              hint="½ if all are equal, 0 if every pair is the wrong way round"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _area_unchanged, hint="work on new arrays"),
    ),
    misconceptions=(
        Misconception("ties_in_row_order", "auc", _by_rows, "ties are broken by the order of the rows, so the area depends on luck"),
        Misconception("ties_lost", "auc", _pairs(lambda p, n: float(p > n)), "a tie counts nothing; it counts one half"),
        Misconception("ties_won", "auc", _pairs(lambda p, n: float(p >= n)), "a tie counts as won; it counts one half"),
        Misconception("wrong_way_round", "auc", _pairs(lambda p, n: 1.0 if p < n else 0.5 if p == n else 0.0),
                      "high scores count for the negative class: this is one minus the area"),
        Misconception("answers_for_scores", "auc", _of_answers, "scores are cut at ½ first: the area of yes and no, not of the scores"),
        Misconception("all_pairs", "auc", _all_pairs, "divided by all pairs of samples; only those of a positive and a negative one count"),
        Misconception("differences_summed", "auc", _pairs(lambda p, n: p - n),
            "differences of scores are averaged; only their order counts"),
        Misconception("scores_shifted", "auc", _area_in_place, "the caller's scores are changed in place"),
    ),
)

SHEETS = {
    "confusion_matrix": CONFUSION_MATRIX,
    "roc_curve": ROC_CURVE,
    "auc": AUC,
}
