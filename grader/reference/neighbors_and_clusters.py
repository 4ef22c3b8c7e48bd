"""Two methods that know nothing but distances: k nearest neighbours, with labels, and k-means, without.

Book: chapter neighbors_and_clusters.
"""

import numpy as np

__all__ = ["k_nearest_neighbors", "kmeans"]

FAMILIES = ()


def k_nearest_neighbors_distances(Q, X):
    """Squared distances of every query from every sample.

    D[i, j] = Σ_f (Q[i, f] − X[j, f])²

    Parameters
    ----------
    Q : array (m, d), queries
    X : array (n, d), samples

    Returns
    -------
    D : array (m, n)

    >>> k_nearest_neighbors_distances(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0], [1.0, 0.0]]))
    array([[25.,  1.]])

    Book: neighbors_and_clusters, section k_nearest_neighbors.
    """
    return ((Q[:, None, :] - X) ** 2).sum(axis=2)


def k_nearest_neighbors(Q, X, t, k):
    """Class of each query: the one that most of its k nearest samples have.

    c(q) = argmax_c #{i among the k nearest samples of q : t[i] = c}

    Parameters
    ----------
    Q : array (m, d), queries
    X : array (n, d), samples with known classes
    t : int array (n,), their classes, 0, 1, 2, …
    k : int, 1 to n, how many neighbours vote

    Returns
    -------
    classes : int array (m,)

    Notes
    -----
    Among samples at the same distance the one that comes first in X is nearer; among classes with
    as many votes the smallest number wins.  scikit-learn's KNeighborsClassifier decides votes alike.

    >>> X, t = np.array([[0.0], [1.0], [5.0], [6.0], [7.0]]), np.array([0, 0, 1, 1, 1])
    >>> k_nearest_neighbors(np.array([[2.0], [4.0]]), X, t, 3)
    array([0, 1])

    Book: neighbors_and_clusters, section k_nearest_neighbors.
    """
    nearest = np.argsort(k_nearest_neighbors_distances(Q, X), axis=1, kind="stable")[:, :k]
    return _majority(t[nearest])


def k_nearest_neighbors_leave_one_out(X, t, k):
    """Share of the samples that the others classify rightly.

    accuracy = (1/n) Σᵢ [class of X[i] by the other n − 1 samples = t[i]]

    Parameters
    ----------
    X : array (n, d), samples
    t : int array (n,), their classes
    k : int, 1 to n − 1

    Returns
    -------
    accuracy : float, 0 to 1

    >>> X, t = np.array([[0.0], [1.0], [5.0], [6.0]]), np.array([0, 0, 1, 0])
    >>> k_nearest_neighbors_leave_one_out(X, t, 1)
    0.5

    Book: neighbors_and_clusters, section k_nearest_neighbors.
    """
    distances = k_nearest_neighbors_distances(X, X)
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1, kind="stable")[:, :k]
    return float((_majority(t[nearest]) == t).mean())


def _majority(votes):
    """The most frequent number of each row, the smallest of several."""
    return np.array([np.bincount(row).argmax() for row in votes], dtype=int)


def kmeans_assign(X, centers):
    """Number of the nearest centre of each sample.

    labels[i] = argmin_j ‖X[i] − centers[j]‖², the first of several

    Parameters
    ----------
    X : array (n, d), samples
    centers : array (k, d)

    Returns
    -------
    labels : int array (n,), 0 to k − 1

    >>> kmeans_assign(np.array([[0.0], [1.0], [9.0]]), np.array([[0.0], [10.0]]))
    array([0, 0, 1])

    Book: neighbors_and_clusters, section kmeans.
    """
    return ((X[:, None, :] - centers) ** 2).sum(axis=2).argmin(axis=1)


def kmeans_update(X, labels, centers):
    """New centres: the mean of each cluster; the centre of an empty cluster stays where it is.

    centers[j] = mean of the X[i] with labels[i] = j

    Parameters
    ----------
    X : array (n, d), samples
    labels : int array (n,), the cluster of each
    centers : array (k, d), the centres so far

    Returns
    -------
    centers : array (k, d), a new array

    Notes
    -----
    What to do with an empty cluster is a choice: scikit-learn moves its centre to a far sample.

    >>> kmeans_update(np.array([[0.0], [1.0], [9.0]]), np.array([0, 0, 1]), np.array([[0.0], [10.0]]))
    array([[0.5],
           [9. ]])

    Book: neighbors_and_clusters, section kmeans.
    """
    members = labels == np.arange(len(centers))[:, None]
    means = [X[row].mean(axis=0) if row.any() else center for row, center in zip(members, centers, strict=True)]
    return np.array(means)


def kmeans(X, centers, max_iter, tol=0.0):
    """k-means from given centres: assign, update, and again, until no centre moves further than tol.

    labels → centers → labels → …: labels = kmeans_assign(X, centers), centers = kmeans_update(X, labels, centers)

    Parameters
    ----------
    X : array (n, d), samples
    centers : array (k, d), where to begin; never changed
    max_iter : int, at least 1, rounds of assigning and updating
    tol : float, a round in which every centre moved by a distance of at most tol is the last

    Returns
    -------
    centers : array (k, d), after the last update
    labels : int array (n,), the nearest of these centres
    sse : float, Σᵢ ‖X[i] − centers[labels[i]]‖², scikit-learn's inertia

    >>> kmeans(np.array([[0.0], [1.0], [9.0]]), np.array([[0.0], [1.0]]), 10)
    (array([[0.5],
           [9. ]]), array([0, 0, 1]), 0.5)

    Book: neighbors_and_clusters, section kmeans.
    """
    for _ in range(max_iter):
        before = centers
        centers = kmeans_update(X, kmeans_assign(X, before), before)
        if np.sqrt(((centers - before) ** 2).sum(axis=1)).max() <= tol:
            break
    labels = kmeans_assign(X, centers)
    return centers, labels, float(((X - centers[labels]) ** 2).sum())
