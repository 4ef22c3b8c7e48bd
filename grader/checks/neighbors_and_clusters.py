"""What is asked of k nearest neighbours and of k-means."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

LINE, KINDS_ON_IT = np.array([[0.0], [1.0], [2.5], [5.0], [6.0], [7.0]]), np.array([0, 0, 1, 1, 1, 0])


def _cloud(rng, n, d, classes):
    """Samples around as many places as there are classes; the classes in no order."""
    t = rng.permutation(np.arange(n) % classes)
    return rng.normal(size=(n, d)) + 1.5 * rng.normal(size=(classes, d))[t], t


# --- k_nearest_neighbors -----------------------------------------------------------------------------


def _knn_by_hand(rng):
    Q = np.array([[2.0], [4.0]])
    return [call("k_nearest_neighbors", Q, LINE, KINDS_ON_IT, 1, label="one neighbour"),
            call("k_nearest_neighbors", Q, LINE, KINDS_ON_IT, 3, label="three neighbours"),
            call("k_nearest_neighbors_distances", np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[3.0, 4.0], [1.0, 0.0], [1.0, 1.0]]),
                 label="two queries, three samples"),
            call("k_nearest_neighbors_leave_one_out", LINE, KINDS_ON_IT, 1, label="six samples, one neighbour")]


def _distances(rng):
    return [call("k_nearest_neighbors_distances", rng.normal(size=(m, d)), 3 * rng.normal(size=(n, d)), label=f"{m} queries, {n} samples")
            for m, n, d in ((4, 7, 3), (1, 5, 2), (6, 6, 1), (3, 1, 4))]


def _votes(rng):
    found = []
    for k, classes, d in ((1, 3, 2), (5, 3, 4), (7, 4, 2), (2, 2, 3)):
        X, t = _cloud(rng, 30, d, classes)
        found.append(call("k_nearest_neighbors", 2 * rng.normal(size=(12, d)), X, t, k, label=f"{k} neighbours, {classes} classes"))
    return found


def _left_out(rng):
    found = []
    for k in (1, 2, 5, 19):
        X, t = _cloud(rng, 20, 2, 2)
        found.append(call("k_nearest_neighbors_leave_one_out", X, t, k, label=f"20 samples, {k} neighbours"))
    twins = np.repeat(rng.normal(size=(5, 2)), 2, axis=0)
    return [*found, call("k_nearest_neighbors_leave_one_out", twins, np.arange(10) % 2, 1, label="pairs of twins of two classes")]


def _knn_edges(rng):
    X = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    t = np.array([2, 1, 2, 1])
    middle = np.zeros((1, 2))
    grid = rng.permutation(np.array([[i, j] for i in range(7) for j in range(7)], dtype=float))
    kinds = rng.integers(0, 4, size=49)
    return [call("k_nearest_neighbors", middle, X, t, 1, label="four samples at the same distance"),
            call("k_nearest_neighbors", middle, X, t, 4, label="two votes each for two classes"),
            call("k_nearest_neighbors", np.array([[0.1, 0.0]]), X, np.array([5, 0, 3, 0]), 4, label="classes that nobody has in between"),
            call("k_nearest_neighbors", middle, X[:1], t[:1], 1, label="one sample"),
            call("k_nearest_neighbors", X + 1000, X, t, 3, label="far away"),
            call("k_nearest_neighbors", grid, grid, kinds, 7, label="many samples at the same distance"),
            *[call("k_nearest_neighbors_leave_one_out", grid, kinds, k, label=f"samples on a grid, {k} neighbours") for k in (2, 3, 6)]]


def _knn_unchanged(rng):
    X, t = _cloud(rng, 8, 2, 2)
    return [call("k_nearest_neighbors", X[:3] + 0.1, X, t, 3, label="eight samples"),
            call("k_nearest_neighbors_leave_one_out", X, t, 3, label="eight samples, one left out"),
            call("k_nearest_neighbors_distances", X[:3] + 0.1, X, label="three queries")]


def _squares(Q, X):
    return ((Q[:, None, :] - X) ** 2).sum(axis=2)


def _vote(distances, t, k):
    nearest = np.argsort(distances, axis=1, kind="stable")[:, :k]
    return np.array([np.bincount(row).argmax() for row in t[nearest]], dtype=int)


def _share(distances, t, k):
    return float((_vote(distances, t, k) == t).mean())


def _largest_of_equals(Q, X, t, k):
    nearest = np.argsort(_squares(Q, X), axis=1, kind="stable")[:, :k]
    return np.array([len(counts) - 1 - counts[::-1].argmax() for counts in (np.bincount(row) for row in t[nearest])], dtype=int)


def _without(Q, X, t, k):
    """The first of the k + 1 nearest is dropped, whoever it is."""
    distances = _squares(X, X)
    return np.argsort(distances, axis=1, kind="stable")[:, 1:k + 1]


K_NEAREST_NEIGHBORS = Sheet(
    checks=(
        Check("by hand", "Two queries on a line, with one neighbour and with three; distances; six samples left out in turn.", "value", 2,
              _knn_by_hand, by_hand=(np.array([1, 1]), np.array([0, 1]), np.array([[25.0, 1.0, 2.0], [13.0, 1.0, 0.0]]), 4 / 6)),
        Check("distances", "Squared distances agree, for any number of queries, samples and features.", "reference", 1, _distances,
              hint="square the differences, then add over the features"),
        Check("votes", "The majority of the k nearest decides.", "reference", 3, _votes,
              hint="the k nearest vote, and of classes with as many votes the smallest wins"),
        Check("leave one out", "Each sample is judged by the others, and never by itself.", "reference", 2, _left_out,
              hint="each sample is judged by the same rule as a query, with itself taken out"),
        Check("edges", "Ties go to the sample that comes first, and to the smallest class.", "edge", 1, _knn_edges,
              hint='argsort with kind="stable" keeps the order of equals; argmax gives the first of equals'),
        Check("inputs unchanged", "Samples and classes are not changed.", "unchanged", 1, _knn_unchanged),
    ),
    misconceptions=(
        Misconception("distances_not_squared", "k_nearest_neighbors_distances", lambda Q, X: np.abs(Q[:, None, :] - X).sum(axis=2),
                      "the differences are added without their squares"),
        Misconception("root_taken", "k_nearest_neighbors_distances", lambda Q, X: np.sqrt(_squares(Q, X)),
                      "the root is taken, and squared distances are asked for"),
        Misconception("samples_by_queries", "k_nearest_neighbors_distances", lambda Q, X: _squares(X, Q),
                      "rows and columns are exchanged: a row belongs to a query"),
        Misconception("one_neighbour_only", "k_nearest_neighbors", lambda Q, X, t, k: _vote(_squares(Q, X), t, 1),
                      "only the nearest sample votes, whatever k is"),
        Misconception("farthest_instead", "k_nearest_neighbors", lambda Q, X, t, k: _vote(-_squares(Q, X), t, k),
                      "the samples that are farthest away vote"),
        Misconception("first_k_samples", "k_nearest_neighbors", lambda Q, X, t, k: _vote(np.zeros((len(Q), len(X))), t, k),
                      "the first k samples vote, not the nearest ones: the sorting gives numbers of samples, to be used as indices"),
        Misconception("differences_not_squared_in_votes", "k_nearest_neighbors", lambda Q, X, t, k: _vote(
            np.abs((Q[:, None, :] - X).sum(axis=2)), t, k), "differences of opposite sign cancel: square them before they are added"),
        Misconception("ties_to_the_largest_class", "k_nearest_neighbors", _largest_of_equals,
                      "among classes with as many votes the largest number wins; the smallest should"),
        Misconception("judged_by_itself", "k_nearest_neighbors_leave_one_out", lambda X, t, k: _share(_squares(X, X), t, k),
                      "each sample is among its own neighbours, at distance 0"),
        Misconception("first_neighbour_dropped", "k_nearest_neighbors_leave_one_out", lambda X, t, k: float((np.array(
            [np.bincount(row).argmax() for row in t[_without(X, X, t, k)]]) == t).mean()),
            "the first of the sorted neighbours is taken for the sample itself; a twin at the same place may stand before it"),
    ),
)

# --- kmeans ----------------------------------------------------------------------------------------------

RECTANGLE = np.array([[0.0, 0.0], [0.0, 1.0], [4.0, 0.0], [4.0, 1.0]])


def _means_by_hand(rng):
    return [call("kmeans", RECTANGLE, np.array([[0.0, 0.5], [1.0, 0.5]]), 50, label="a rectangle, from left and right"),
            call("kmeans", RECTANGLE, np.array([[2.0, 0.0], [2.0, 1.0]]), 50, label="a rectangle, from below and above"),
            call("kmeans_update", np.array([[0.0], [1.0], [9.0]]), np.array([0, 0, 2]), np.array([[0.0], [3.0], [10.0]]),
                 label="a cluster that is empty")]


def _assignments(rng):
    return [call("kmeans_assign", 2 * rng.normal(size=(n, d)), rng.normal(size=(k, d)), label=f"{n} samples, {k} centres")
            for n, d, k in ((12, 2, 3), (5, 4, 5), (7, 1, 2), (3, 3, 1))]


def _updates(rng):
    found = []
    for n, d, k in ((12, 2, 3), (9, 4, 2), (6, 1, 3)):
        X, centers = rng.normal(size=(n, d)), rng.normal(size=(k, d))
        found.append(call("kmeans_update", X, rng.permutation(np.arange(n) % k), centers, label=f"{n} samples, {k} clusters"))
    X = rng.normal(size=(5, 2))
    return [*found, call("kmeans_update", X, np.array([3, 0, 3, 0, 0]), rng.normal(size=(4, 2)), label="two of four clusters empty")]


def _runs(rng):
    found = []
    for n, d, k in ((30, 2, 3), (24, 3, 2), (20, 1, 4)):
        X, _ = _cloud(rng, n, d, k)
        found.append(call("kmeans", X, X[rng.permutation(n)[:k]], 50, label=f"{n} samples, {k} clusters"))
    return found


def _stops(rng):
    X, _ = _cloud(rng, 60, 2, 5)
    start = X[:5]
    ladder, i = np.arange(20.0)[:, None] ** 2 / 40, np.arange(40)
    lattice = np.stack([i**2 % 17, i**3 % 13, i * 7 % 11], axis=1) / 4.0
    rungs = np.arange(20.0)[:, None] / 4
    return [call("kmeans", X, start, 1, label="one round"), call("kmeans", X, start, max_iter=3, label="three rounds"),
            call("kmeans", ladder, ladder[:3], max_iter=50, tol=2.0, label="a tolerance of 2"),
            call("kmeans", ladder, ladder[:3], max_iter=50, tol=0.6, label="a tolerance of 0.6"),
            call("kmeans", rungs, rungs[:3], max_iter=50, tol=0.5, label="a centre that moves by exactly the tolerance"),
            *[call("kmeans", lattice, lattice[:4], 50, tol, label=f"three features, a tolerance of {tol}") for tol in (0.9, 0.68)]]


def _means_edges(rng):
    X = rng.normal(size=(6, 2))
    return [call("kmeans_assign", np.array([[0.0], [2.0]]), np.array([[1.0], [3.0], [1.0]]), label="ties"),
            call("kmeans", X, np.array([[0.0, 0.0], [99.0, 99.0]]), 50, label="a centre that nobody is near"),
            call("kmeans", X, X[:1], 50, label="one cluster"), call("kmeans", X, X, 50, label="a cluster for each sample"),
            call("kmeans", np.ones((4, 2)), np.array([[0.0, 0.0], [2.0, 2.5]]), 50, label="samples that are all equal")]


def _means_unchanged(rng):
    X = rng.normal(size=(8, 2))
    return [call("kmeans", X, X[:2] + 0.1, 50, label="two clusters"),
            call("kmeans_update", X, np.arange(8) % 2, X[:2] + 0.1, label="an update")]


def _nearest(X, centers):
    return _squares(X, centers).argmin(axis=1)


def _mean(X, labels, centers, of_one=lambda members: members.mean(axis=0)):
    return np.array([of_one(X[labels == j]) if (labels == j).any() else center for j, center in enumerate(centers)])


def _lloyd(X, centers, max_iter, tol=0.0, update=_mean, shift=lambda moves: np.sqrt((moves**2).sum(axis=1)).max()):
    for _ in range(max_iter):
        before, centers = centers, update(X, _nearest(X, centers), centers)
        if shift(centers - before) <= tol:
            break
    return centers, _nearest(X, centers)


def _with_sse(X, centers, labels):
    return centers, labels, float(((X - centers[labels]) ** 2).sum())


def _medoid(members):
    return members[_squares(members, members).sum(axis=1).argmin()]


def _with_medoids(X, centers, max_iter, tol=0.0):
    return _with_sse(X, *_lloyd(X, centers, max_iter, tol, lambda X, labels, centers: _mean(X, labels, centers, _medoid)))


def _labels_of_before(X, centers, max_iter, tol=0.0):
    for _ in range(max_iter):
        before, labels = centers, _nearest(X, centers)
        centers = _mean(X, labels, before)
        if np.sqrt(((centers - before) ** 2).sum(axis=1)).max() <= tol:
            break
    return _with_sse(X, centers, labels)


def _zeros_if_empty(X, labels, centers):
    return np.array([X[labels == j].sum(axis=0) / max((labels == j).sum(), 1) for j in range(len(centers))])


def _mean_of_all(X, labels, centers):
    return np.array([X[labels == j].sum(axis=0) / len(X) if (labels == j).any() else c for j, c in enumerate(centers)])


def _run(**how):
    return lambda X, centers, max_iter, tol=0.0: _with_sse(X, *_lloyd(X, centers, max_iter, tol, **how))


KMEANS = Sheet(
    checks=(
        Check("by hand", "A rectangle from two starts, and an empty cluster.", "value", 2, _means_by_hand, by_hand=(
            (np.array([[0.0, 0.5], [4.0, 0.5]]), np.array([0, 0, 1, 1]), 1.0),
            (np.array([[2.0, 0.0], [2.0, 1.0]]), np.array([0, 1, 0, 1]), 16.0), np.array([[0.5], [3.0], [9.0]]))),
        Check("assignment", "Each sample goes to its nearest centre.", "reference", 1, _assignments,
              hint="one row of distances for each sample, and the place of its least"),
        Check("update", "Each centre moves to the mean of its samples; one without samples stays.", "reference", 2, _updates,
              hint="the mean of no samples is not a number"),
        Check("whole runs", "Centres, labels and the sum of squares agree when nothing moves any more.", "reference", 2, _runs,
              hint="all samples are assigned before any centre moves"),
        Check("when to stop", "max_iter and tol end the rounds, and the labels belong to the centres that are returned.", "reference", 1,
              _stops, hint="compare the largest distance that a centre moved with tol, after the update"),
        Check("edges", "Ties, a centre nobody is near, one cluster, and as many as samples work.", "edge", 1, _means_edges,
              hint="ties go to the first centre; an empty cluster keeps its centre"),
        Check("inputs unchanged", "Samples and starting centres are not changed.", "unchanged", 1, _means_unchanged,
              hint="write the new centres into a new array"),
    ),
    misconceptions=(
        Misconception("farthest_centre", "kmeans_assign", lambda X, centers: _squares(X, centers).argmax(axis=1),
                      "each sample goes to the centre that is farthest away"),
        Misconception("sample_of_each_centre", "kmeans_assign", lambda X, centers: _squares(X, centers).argmin(axis=0),
                      "this is the nearest sample of each centre, not the nearest centre of each sample"),
        Misconception("last_of_equals", "kmeans_assign", lambda X, centers: len(centers) - 1 - _squares(
            X, centers)[:, ::-1].argmin(axis=1), "a tie goes to the last of the nearest centres; the first should have it"),
        Misconception("medoid", "kmeans_update", lambda X, labels, centers: _mean(X, labels, centers, _medoid),
                      "the new centre is chosen among the samples; it is their mean (that would be a medoid)", erratum=49),
        Misconception("run_with_medoids", "kmeans", _with_medoids,
                      "the new centre is chosen among the samples; it is their mean (that would be a medoid)", erratum=49),
        Misconception("median_instead", "kmeans_update", lambda X, labels, centers: _mean(
            X, labels, centers, lambda members: np.median(members, axis=0)), "the centre is the median of its samples; it is their mean"),
        Misconception("empty_to_nan", "kmeans_update", lambda X, labels, centers: np.array(
            [X[labels == j].sum(axis=0) / np.float64((labels == j).sum()) for j in range(len(centers))]),
            "an empty cluster's mean is 0/0; its centre stays where it is"),
        Misconception("empty_to_the_origin", "kmeans_update", _zeros_if_empty,
                      "an empty cluster's centre goes to the origin; it stays where it is"),
        Misconception("divided_by_all", "kmeans_update", _mean_of_all,
                      "the sum over a cluster is divided by the number of all samples, not by that of its own"),
        Misconception("one_round_only", "kmeans", lambda X, centers, max_iter, tol=0.0: _with_sse(X, *_lloyd(X, centers, 1)),
                      "there is one round only; assigning and updating go on until no centre moves"),
        Misconception("labels_of_the_round_before", "kmeans", _labels_of_before,
                      "the labels belong to the centres before the last update: assign once more in the end"),
        Misconception("mean_of_squares", "kmeans", lambda X, centers, max_iter, tol=0.0: (
            *(found := _lloyd(X, centers, max_iter, tol)), float(((X - found[0][found[1]]) ** 2).sum() / len(X))),
            "the squared distances are averaged over the samples; their sum is asked for"),
        Misconception("roots_added", "kmeans", lambda X, centers, max_iter, tol=0.0: (
            *(found := _lloyd(X, centers, max_iter, tol)), float(np.sqrt(((X - found[0][found[1]]) ** 2).sum(axis=1)).sum())),
            "distances are added where their squares are asked for"),
        Misconception("shift_is_squared", "kmeans", _run(shift=lambda moves: (moves**2).sum(axis=1).max()),
                      "the squared distance that a centre moved is compared with tol; the distance should be"),
        Misconception("tol_ignored", "kmeans", lambda X, centers, max_iter, tol=0.0: _with_sse(X, *_lloyd(X, centers, max_iter)),
                      "tol makes no difference"),
        Misconception("max_iter_ignored", "kmeans", lambda X, centers, max_iter, tol=0.0: _with_sse(X, *_lloyd(X, centers, 1000, tol)),
                      "max_iter makes no difference"),
    ),
)

SHEETS = {
    "k_nearest_neighbors": K_NEAREST_NEIGHBORS,
    "kmeans": KMEANS,
}
