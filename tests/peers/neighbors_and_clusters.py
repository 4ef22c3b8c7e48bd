"""scikit-learn's k nearest neighbours, leave-one-out and k-means from given centres."""

FUNCTIONS = {}
X = [[0.2, 1.1], [1.3, -0.4], [-0.7, 0.6], [2.1, 2.2], [3.4, 1.9], [2.6, 3.1], [-2.2, -1.7], [-1.4, -2.9], [-3.1, -2.0], [0.9, 0.3]]
T = [0, 0, 0, 1, 1, 1, 2, 2, 0, 1]
Q = [[0.0, 0.0], [2.0, 1.0], [-2.0, -1.0], [1.1, 1.2]]
START = [[0.0, 0.0], [1.0, 1.0], [-1.0, -1.0]]


def records():
    """Distances, classes for several k, accuracies of leave-one-out, and two whole runs of k-means."""
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.metrics import pairwise_distances_argmin
    from sklearn.metrics.pairwise import euclidean_distances
    from sklearn.model_selection import LeaveOneOut, cross_val_score
    from sklearn.neighbors import KNeighborsClassifier, NearestCentroid

    samples, classes = np.array(X), np.array(T)
    yield "k_nearest_neighbors_distances", [Q, X], [euclidean_distances(Q, X, squared=True).tolist()]
    for k in (1, 3, 4, 7):
        model = KNeighborsClassifier(k)
        yield "k_nearest_neighbors", [Q, X, T, k], [model.fit(samples, classes).predict(np.array(Q)).tolist()]
        yield "k_nearest_neighbors_leave_one_out", [X, T, k], [cross_val_score(model, samples, classes, cv=LeaveOneOut()).mean().item()]
    yield "kmeans_assign", [X, START], [pairwise_distances_argmin(samples, np.array(START)).tolist()]
    yield "kmeans_update", [X, T, START], [NearestCentroid().fit(samples, classes).centroids_.tolist()]
    for rounds in (1, 50):
        model = KMeans(3, init=np.array(START), n_init=1, max_iter=rounds, tol=0.0, algorithm="lloyd").fit(samples)
        yield "kmeans", [X, START, rounds], [model.cluster_centers_.tolist(), model.labels_.tolist(), float(model.inertia_)]
