"""Wrong and right answers: k_nearest_neighbors, kmeans."""

from collections import Counter

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

KNN = "neighbors_and_clusters/k_nearest_neighbors"
KMEANS = "neighbors_and_clusters/kmeans"


# --- k_nearest_neighbors -------------------------------------------------------------------------------

def apart(a, b):
    """Squared distance of two points."""
    return float(sum((x - y) ** 2 for x, y in zip(a, b)))


def ranked(q, X):
    """Numbers of the samples, the nearest first."""
    return sorted(range(len(X)), key=lambda j: (apart(q, X[j]), j))


def elected(classes):
    """The class with the most votes, the smallest of several."""
    votes = Counter(int(c) for c in classes)
    return min(votes, key=lambda c: (-votes[c], c))


def classified(Q, X, t, order, vote=elected):
    """One query after the other."""
    return np.array([vote([t[j] for j in order(q, X)]) for q in Q])


@right(KNN)
def k_nearest_neighbors_distances__by_loops(Q, X):
    """Two loops."""
    return np.array([[apart(q, x) for x in X] for q in Q])


@right(KNN)
def k_nearest_neighbors_distances__by_einsum(Q, X):
    """Differences, then einsum."""
    gap = Q[:, np.newaxis] - X[np.newaxis]
    return np.einsum("mnd,mnd->mn", gap, gap)


@right(KNN)
def k_nearest_neighbors__by_loop(Q, X, t, k):
    """Sorted lists and a Counter."""
    return classified(Q, X, t, lambda q, X: ranked(q, X)[:k])


@right(KNN)
def k_nearest_neighbors__one_hot_votes(Q, X, t, k):
    """Votes as a sum of one-hot rows; distances with their root, which changes no order."""
    onehot = np.eye(t.max() + 1)[t]
    order = np.argsort(np.linalg.norm(Q[:, None] - X[None], axis=-1), axis=1, kind="stable")
    return onehot[order[:, :k]].sum(axis=1).argmax(axis=1)


@right(KNN)
def k_nearest_neighbors_leave_one_out__deleted(X, t, k):
    """The sample is taken out of the arrays."""
    hits = 0
    for i in range(len(X)):
        others, theirs = np.delete(X, i, axis=0), np.delete(t, i)
        hits += elected([theirs[j] for j in ranked(X[i], others)[:k]]) == t[i]
    return hits / len(X)


@right(KNN)
def k_nearest_neighbors_leave_one_out__filtered(X, t, k):
    """The sample's own number is left out of the ranking."""
    hits = [elected([t[j] for j in ranked(X[i], X) if j != i][:k]) == t[i] for i in range(len(X))]
    return float(np.mean(hits))


@wrong(KNN, embodies="distances_not_squared")
def k_nearest_neighbors_distances__city(Q, X):
    """Manhattan."""
    return np.array([[sum(abs(a - b) for a, b in zip(q, x)) for x in X] for q in Q])


@wrong(KNN, embodies="root_taken")
def k_nearest_neighbors_distances__norm(Q, X):
    """The norm."""
    return np.array([[np.linalg.norm(q - x) for x in X] for q in Q])


@wrong(KNN, embodies="samples_by_queries")
def k_nearest_neighbors_distances__transposed(Q, X):
    """A row for each sample."""
    return np.array([[apart(q, x) for q in Q] for x in X])


@wrong(KNN, embodies="one_neighbour_only")
def k_nearest_neighbors__nearest(Q, X, t, k):
    """k ignored."""
    return np.array([int(t[ranked(q, X)[0]]) for q in Q])


@wrong(KNN, embodies="farthest_instead")
def k_nearest_neighbors__descending(Q, X, t, k):
    """Sorted the wrong way round."""
    return classified(Q, X, t, lambda q, X: sorted(range(len(X)), key=lambda j: (-apart(q, X[j]), j))[:k])


@wrong(KNN, embodies="first_k_samples")
def k_nearest_neighbors__sorts_distances(Q, X, t, k):
    """The distances are sorted, the classes are not."""
    return np.array([elected(t[:k]) for _ in Q])


@wrong(KNN, embodies="differences_not_squared_in_votes")
def k_nearest_neighbors__cancelling(Q, X, t, k):
    """|Σ differences|."""
    return classified(Q, X, t, lambda q, X: sorted(range(len(X)), key=lambda j: (abs(float(sum(q - X[j]))), j))[:k])


@wrong(KNN, embodies="ties_to_the_largest_class")
def k_nearest_neighbors__larger_class(Q, X, t, k):
    """Ties decided the other way."""
    def vote(classes):
        votes = Counter(int(c) for c in classes)
        return max(votes, key=lambda c: (votes[c], c))

    return classified(Q, X, t, lambda q, X: ranked(q, X)[:k], vote)


@wrong(KNN, embodies="judged_by_itself")
def k_nearest_neighbors_leave_one_out__trained_on(X, t, k):
    """Accuracy on the training set."""
    return float(np.mean(classified(X, X, t, lambda q, X: ranked(q, X)[:k]) == t))


@wrong(KNN, embodies="first_neighbour_dropped")
def k_nearest_neighbors_leave_one_out__skips_first(X, t, k):
    """ranked[1:k + 1], twins or not."""
    return float(np.mean(classified(X, X, t, lambda q, X: ranked(q, X)[1:k + 1]) == t))


@wrong(KNN)
def k_nearest_neighbors__mean_class(Q, X, t, k):
    """The rounded mean of the classes: matches no misconception."""
    return classified(Q, X, t, lambda q, X: ranked(q, X)[:k], lambda classes: round(float(np.mean(classes))))


@wrong(KNN)
def k_nearest_neighbors__closest_voter_on_ties(Q, X, t, k):
    """Ties go to the class of the nearest voter: reasonable, and not what is asked; matches no misconception."""
    return classified(Q, X, t, lambda q, X: ranked(q, X)[:k], lambda classes: Counter(int(c) for c in classes).most_common(1)[0][0])


@wrong(KNN)
def k_nearest_neighbors_leave_one_out__counts(X, t, k):
    """A number of samples, not a share: matches no misconception."""
    return float(len(X) * k_nearest_neighbors_leave_one_out__filtered(X, t, k))


# --- kmeans ----------------------------------------------------------------------------------------------

def closest(X, centers):
    """Number of the nearest centre, sample by sample."""
    return np.array([min(range(len(centers)), key=lambda j: (apart(x, centers[j]), j)) for x in X])


def moved(X, labels, centers, middle=lambda members: members.sum(axis=0) / len(members)):
    """New centres, one after the other."""
    found = []
    for j in range(len(centers)):
        members = X[np.flatnonzero(labels == j)]
        found.append(middle(members) if len(members) else centers[j])
    return np.array(found)


def rounds(X, centers, max_iter, tol, update=moved, distance=lambda a, b: apart(a, b) ** 0.5):
    """All centres, from the given ones to the last."""
    path = [centers]
    while len(path) <= max_iter:
        path.append(update(X, closest(X, path[-1]), path[-1]))
        if max(distance(a, b) for a, b in zip(path[-1], path[-2])) <= tol:
            break
    return path


def report(X, centers, labels):
    """What kmeans returns."""
    return centers, labels, sum(apart(x, centers[j]) for x, j in zip(X, labels))


def median_member(members):
    """The sample with the least sum of squared distances from the others."""
    return min(members, key=lambda m: sum(apart(m, other) for other in members))


@right(KMEANS)
def kmeans_assign__by_loop(X, centers):
    """Sample by sample."""
    return closest(X, centers)


@right(KMEANS)
def kmeans_assign__by_norm(X, centers):
    """Norms, which order as their squares do."""
    return np.argmin(np.linalg.norm(X[:, np.newaxis] - centers[np.newaxis], axis=2), axis=1)


@right(KMEANS)
def kmeans_update__by_loop(X, labels, centers):
    """Cluster by cluster."""
    return moved(X, labels, centers)


@right(KMEANS)
def kmeans_update__by_one_hot(X, labels, centers):
    """One matrix product for all sums."""
    onehot = np.eye(len(centers))[labels]
    counts = onehot.sum(axis=0)[:, None]
    return np.where(counts > 0, onehot.T @ X / np.maximum(counts, 1), centers)


@right(KMEANS)
def kmeans__by_path(X, centers, max_iter, tol=0.0):
    """Keeps the whole path."""
    last = rounds(X, centers, max_iter, tol)[-1]
    return report(X, last, closest(X, last))


@right(KMEANS)
def kmeans__with_a_counter(X, centers, max_iter, tol=0.0):
    """A while loop, and the sum by np.sum."""
    done, now = 0, np.array(centers, dtype=float)
    while done < max_iter:
        new = moved(X, closest(X, now), now)
        largest = np.linalg.norm(new - now, axis=1).max()
        now, done = new, done + 1
        if largest <= tol:
            done = max_iter
    labels = closest(X, now)
    return now, labels, float(np.sum((X - now[labels]) ** 2))


@wrong(KMEANS, embodies="farthest_centre")
def kmeans_assign__far(X, centers):
    """The largest distance."""
    return np.array([max(range(len(centers)), key=lambda j: (apart(x, centers[j]), -j)) for x in X])


@wrong(KMEANS, embodies="sample_of_each_centre")
def kmeans_assign__axis_zero(X, centers):
    """argmin over the samples."""
    return np.array([min(range(len(X)), key=lambda i: (apart(X[i], c), i)) for c in centers])


@wrong(KMEANS, embodies="last_of_equals")
def kmeans_assign__less_or_equal(X, centers):
    """≤ for <."""
    return np.array([min(range(len(centers)), key=lambda j: (apart(x, centers[j]), -j)) for x in X])


@wrong(KMEANS, embodies="medoid")
def kmeans_update__medoid(X, labels, centers):
    """As the note says."""
    return moved(X, labels, centers, median_member)


@wrong(KMEANS, embodies="run_with_medoids")
def kmeans__medoids(X, centers, max_iter, tol=0.0):
    """As the note says, to the end."""
    last = rounds(X, centers, max_iter, tol, lambda X, labels, centers: moved(X, labels, centers, median_member))[-1]
    return report(X, last, closest(X, last))


@wrong(KMEANS, embodies="median_instead")
def kmeans_update__median(X, labels, centers):
    """Number by number in the middle."""
    return moved(X, labels, centers, lambda members: np.quantile(members, 0.5, axis=0))


@wrong(KMEANS, embodies="empty_to_nan")
def kmeans_update__plain_mean(X, labels, centers):
    """np.mean of nothing."""
    return np.array([np.mean(X[labels == j], axis=0) for j in range(len(centers))])


@wrong(KMEANS, embodies="empty_to_the_origin")
def kmeans_update__starts_at_zero(X, labels, centers):
    """An array of zeros that is filled where there is something."""
    found = np.zeros(centers.shape)
    for j in set(labels.tolist()):
        found[j] = X[labels == j].mean(axis=0)
    return found


@wrong(KMEANS, embodies="divided_by_all")
def kmeans_update__over_n(X, labels, centers):
    """One divisor for all."""
    return moved(X, labels, centers, lambda members: members.sum(axis=0) / len(X))


@wrong(KMEANS, embodies="one_round_only")
def kmeans__once(X, centers, max_iter, tol=0.0):
    """No loop."""
    new = moved(X, closest(X, centers), centers)
    return report(X, new, closest(X, new))


@wrong(KMEANS, embodies="labels_of_the_round_before")
def kmeans__stale_labels(X, centers, max_iter, tol=0.0):
    """Assigned before the last update."""
    path = rounds(X, centers, max_iter, tol)
    return report(X, path[-1], closest(X, path[-2]))


@wrong(KMEANS, embodies="mean_of_squares")
def kmeans__average(X, centers, max_iter, tol=0.0):
    """Mean for sum."""
    centers, labels, sse = kmeans__by_path(X, centers, max_iter, tol)
    return centers, labels, sse / len(X)


@wrong(KMEANS, embodies="roots_added")
def kmeans__sum_of_distances(X, centers, max_iter, tol=0.0):
    """Distances, not their squares."""
    centers, labels, _ = kmeans__by_path(X, centers, max_iter, tol)
    return centers, labels, float(sum(apart(x, centers[j]) ** 0.5 for x, j in zip(X, labels)))


@wrong(KMEANS, embodies="shift_is_squared")
def kmeans__squared_shift(X, centers, max_iter, tol=0.0):
    """No root before the comparison."""
    last = rounds(X, centers, max_iter, tol, distance=apart)[-1]
    return report(X, last, closest(X, last))


@wrong(KMEANS, embodies="tol_ignored")
def kmeans__until_nothing_moves(X, centers, max_iter, tol=0.0):
    """Always to the end."""
    return kmeans__by_path(X, centers, max_iter, 0.0)


@wrong(KMEANS, embodies="max_iter_ignored")
def kmeans__for_ever(X, centers, max_iter, tol=0.0):
    """No limit."""
    return kmeans__by_path(X, centers, 10_000, tol)


@wrong(KMEANS)
def kmeans__moves_while_assigning(X, centers, max_iter, tol=0.0):
    """Each sample pulls its centre at once (online k-means): matches no misconception."""
    centers, counts = centers.copy(), np.ones(len(centers))
    for x in X:
        j = closest(x[None], centers)[0]
        counts[j] += 1
        centers[j] += (x - centers[j]) / counts[j]
    return report(X, centers, closest(X, centers))


@wrong(KMEANS)
def kmeans_update__halfway(X, labels, centers):
    """Only half of the way to the mean: matches no misconception."""
    return (moved(X, labels, centers) + centers) / 2
