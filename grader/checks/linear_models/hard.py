"""What is asked of the support vector machine with a hard margin."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.reference.linear_models.hard import svm_hard_margin, svm_hard_margin_fit

MARGIN, CANONICAL, FIT = (f"svm_hard_margin{part}" for part in ("", "_canonical", "_fit"))
TWO, SIGNS = np.array([[4.0, 3.0], [0.0, 0.0]]), np.array([1.0, -1.0])
THREE = np.array([[4.0, 3.0], [5.0, 3.0], [0.0, 0.0]])
BACK = np.array([[8.0, 0.0], [3.0, 3.0], [3.0, 1.0], [5.0, 3.0], [-5.0, 0.0], [-4.0, -6.0]])
CORNERS = np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]])


def separable(rng, n, d):
    """Two classes with a street between them, some way from the origin, and the plane that made them."""
    w, t = rng.normal(size=d), rng.choice([-1.0, 1.0], size=n)
    t[:2] = 1, -1
    X = rng.normal(size=(n, d))
    X = X - np.outer(X @ w, w) / (w @ w) + np.outer(t * rng.uniform(0.5, 2, size=n), w) / np.linalg.norm(w)
    centre = rng.normal(size=d)
    return X + centre, t, w, float(-w @ centre)


def _by_hand(rng):
    w = np.array([4.0, 3.0])
    return [call(MARGIN, TWO, SIGNS, w, -10.0, label="two samples"), call(MARGIN, TWO, SIGNS, w, -30.0, label="one on the wrong side"),
            call(CANONICAL, TWO, SIGNS, w, -10.0, label="two samples"),
            call(FIT, THREE, np.array([1.0, 1.0, -1.0]), 5, label="three samples, 5 moves")]


def _planes(rng):
    calls = []
    for n, d in ((5, 3), (4, 4), (8, 2)):
        X, t, w, b = separable(rng, n, d)
        calls += [call(MARGIN, X, t, w, b, label=f"{n} samples of {d} features"), call(CANONICAL, X, t, w, b, label="the same"),
                  call(MARGIN, X, t, rng.normal(size=d), float(rng.normal()), label="any plane")]
    return calls


def _fits(rng):
    return [call(FIT, *separable(rng, n, d)[:2], moves, label=f"{n} samples of {d} features, {moves} moves")
            for n, d, moves in ((8, 2, 0), (6, 3, 1), (7, 2, 2), (9, 3, 5), (8, 2, 200))] + [_part_of_the_weight(rng), _back_again(rng)]


def _part_of_the_weight(rng):
    """The nearest point lies between two samples, so that the first move takes a part of what there is."""
    up, down = rng.uniform(2, 4, size=2)
    return call(FIT, np.array([[3.0, up], [3.0, -down], [-3.0, 0.25]]), np.array([1.0, 1.0, -1.0]), 1,
        label="one move, a part of the weight")


def _back_again(rng):
    """A sample of the class 1 gives away all its weight, and needs some of it again in the end."""
    return call(FIT, BACK * rng.uniform(0.5, 2), np.repeat([1.0, -1.0], (4, 2)), 500, label="a sample without weight gets some again")


def _best(rng):
    return [call(FIT, *separable(rng, 7, 2)[:2], 800)]


def _nothing_wider(calls, values):
    (X, t, _), (w, b) = calls[0].args, values[0]
    nearest = (t * (X @ w + b)).min()
    if not np.isclose(nearest, 1, rtol=0, atol=1e-6):
        return f"the nearest sample has t z = {nearest:.6g}; in canonical form it is 1"
    turns = np.linspace(0, 2 * np.pi, 721)
    along = X @ np.stack([np.cos(turns), np.sin(turns)])
    widest = ((along[t == 1].min(axis=0) - along[t == -1].max(axis=0)) / 2).max()
    if widest > 1.001 / np.linalg.norm(w):
        return f"the margin is {1 / np.linalg.norm(w):.6g}; some other line has a larger one"
    return None


def _edges(rng):
    X, t, w, b = separable(rng, 6, 2)
    xor = np.array([1.0, 1.0, -1.0, -1.0])
    yes, no = rng.normal(size=(4, 2)), rng.normal(size=(3, 2))
    amid = np.vstack([yes, yes.mean(axis=0), no])
    return [call(FIT, CORNERS, xor, 10, label="XOR"),
            call(FIT, amid, np.repeat([1.0, -1.0], 4), 50, label="a sample amid the other class"),
            call(CANONICAL, CORNERS, xor, np.array([1.0, 1.0]), -0.5, label="a plane with samples on its wrong side"),
            call(CANONICAL, TWO, SIGNS, np.array([1.0, 1.0]), 0.0, label="a sample on the plane"),
            call(FIT, TWO, SIGNS, 3, label="one sample of each class"),
            call(FIT, np.vstack([X, X]), np.append(t, t), 800, label="each sample twice"),
            call(FIT, X[:, :1] + 9 * t[:, None], t, 9, label="one feature"), call(FIT, X + 10, t, 100, label="far from the origin")]


def _unchanged(rng):
    X, t, w, b = separable(rng, 5, 2)
    return [call(MARGIN, X, t, w, b), call(CANONICAL, X, t, w, b), call(FIT, X, t, 2)]


def _refusing(rule):
    """A variant that refuses what it should, so that only its own mistake shows."""
    def canonical(X, t, w, b):
        nearest = (t * (X @ w + b)).min()
        if nearest <= 0:
            raise ValueError("not separated")
        return rule(w, b, nearest)
    return canonical


def _fitted(rule):
    """A plane made from the right one, or from the data."""
    def fit(X, t, moves):
        w, b = svm_hard_margin_fit(X, t, moves)
        return rule(X, t, w, b)
    return fit


def _moving(amount=min, takers=lambda own: own >= 0):
    """The fit with another amount for each move, or with other samples that may receive it."""
    def fit(X, t, moves):
        a = np.where(t > 0, 1 / (t > 0).sum(), 1 / (t < 0).sum())
        for _ in range(moves):
            m, pairs = t * (X @ ((a * t) @ X)), []
            for side in (1, -1):
                i, j = np.where((t == side) & (a > 0), m, -np.inf).argmax(), np.where((t == side) & takers(a), m, np.inf).argmin()
                pairs.append((m[i] - m[j], i, j))
            lead, i, j = max(pairs)
            if lead > 0:
                step = amount(a[i], lead / ((X[i] - X[j]) ** 2).sum())
                a[i], a[j] = a[i] - step, a[j] + step
        p, q = (a * (t > 0)) @ X, (a * (t < 0)) @ X
        w, b = p - q, (q @ q - p @ p) / 2
        if (nearest := (t * (X @ w + b)).min()) <= 0:
            raise ValueError("not separated")
        return w / nearest, b / nearest
    return fit


def _through_the_middle(p, q):
    w = 2 * (p - q) / ((p - q) @ (p - q))
    return w, -w @ (p + q) / 2


def _nearest_pair(X, t, w, b):
    yes, no = X[t == 1], X[t == -1]
    i, j = np.unravel_index(((yes[:, None] - no) ** 2).sum(axis=-1).argmin(), (len(yes), len(no)))
    return _through_the_middle(yes[i], no[j])


SVM_HARD_MARGIN = Sheet(
    checks=(
        Check("by hand", "The book's two samples have the margins 2 and −1, and its three the plane (0.32, 0.24), −1.", "value", 1,
              _by_hand, by_hand=(2.0, -1.0, (np.array([0.4, 0.3]), -1.0), (np.array([0.32, 0.24]), -1.0))),
        Check("planes", "The margin and the canonical form are right for any plane.", "reference", 2, _planes,
              hint="a distance is a score divided by the length of w"),
        Check("widest street", "In canonical form, and no other line has a larger margin.", "property", 2, _best, holds=_nothing_wider,
              hint="the plane lies midway between the nearest points of the two hulls"),
        Check("fit", "No move, one, two, five and two hundred lead to the right plane, in two dimensions and in three.", "reference", 2,
              _fits, rtol=1e-7, atol=1e-9,
              why="many moves add up rounding",
              hint="follow the five steps of the notebook by hand, on two samples of each class, for one move and for two"),
        Check("edges",
              "Where no plane separates, and for planes that do not, a ValueError is raised; samples may be there twice.",
              "edge", 2, _edges, rtol=1e-7, atol=1e-9, why="many moves add up rounding",
              hint="the label says which case differs; a plane is refused if its smallest t z is not positive, and only then"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="w /= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("functional_margin", MARGIN, lambda X, t, w, b: (t * (X @ w + b)).min(),
                      "this is a score, which grows with w; a distance is divided by the length of w"),
        Misconception("mean_for_nearest", MARGIN, lambda X, t, w, b: (t * (X @ w + b)).mean() / np.linalg.norm(w),
                      "the distances are averaged; the nearest sample alone decides"),
        Misconception("side_forgotten", MARGIN, lambda X, t, w, b: np.abs(X @ w + b).min() / np.linalg.norm(w),
                      "a sample on the wrong side counts as if it were on the right one"),
        Misconception("whole_street", MARGIN, lambda X, t, w, b: 2 * svm_hard_margin(X, t, w, b),
                      "this is the width of the street; the margin is half of it"),
        Misconception("bias_in_the_length", MARGIN, lambda X, t, w, b: (t * (X @ w + b)).min() / np.sqrt(w @ w + b * b),
                      "the bias is counted in the length of w"),
        Misconception("length_one", CANONICAL, _refusing(lambda w, b, nearest: (w / np.linalg.norm(w), b / np.linalg.norm(w))),
                      "w is scaled to the length 1; in canonical form the nearest score is 1"),
        Misconception("bias_not_scaled", CANONICAL, _refusing(lambda w, b, nearest: (w / nearest, b)),
                      "the bias is not scaled with the weights, which moves the plane"),
        Misconception("any_plane_accepted", CANONICAL, lambda X, t, w, b: tuple(v / np.abs(X @ w + b).min() for v in (w, b)) if np.all(
            X @ w + b) else (w, b), "a plane that does not separate the classes is scaled all the same"),
        Misconception("between_the_means", FIT, _fitted(lambda X, t, w, b: _through_the_middle(
            X[t == 1].mean(axis=0), X[t == -1].mean(axis=0))), "this is the plane between the means of the classes"),
        Misconception("between_two_samples", FIT, _fitted(_nearest_pair),
                      "this is the plane between the two nearest samples; the nearest points of the hulls may lie between samples"),
        Misconception("all_of_the_weight", FIT, _moving(lambda owned, wanted: owned),
                      "each move takes all the weight that the sample has; the best amount may be less"),
        Misconception("among_those_with_weight", FIT, _moving(takers=lambda own: own > 0),
                      "weight moves only to samples that still have some; the nearest of all samples of the class receives it"),
        Misconception("fit_of_length_one", FIT, _fitted(lambda X, t, w, b: (w / np.linalg.norm(w), b / np.linalg.norm(w))),
                      "the plane is right and its w has the length 1; asked for is the canonical form"),
    ),
)
