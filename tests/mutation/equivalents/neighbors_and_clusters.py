"""Equivalent mutants of the chapter neighbors_and_clusters: component → mutant → reason."""

from tests.mutation.reasons import LAST_OF_TWO, NO_DIRECTION, PLAIN_NUMBER

EQUIVALENTS = {
    "k_nearest_neighbors": {
        "k_nearest_neighbors_distances:2 return ((X - Q[:, None, :]) ** 2).sum(axis=2)": NO_DIRECTION,
        "k_nearest_neighbors_distances:2 return ((Q[:, None, :] - X) ** 2).sum(axis=-1)": "of three axes the last is number 2",
        "k_nearest_neighbors:2 nearest = np.argsort(k_nearest_neighbors_distances(Q, X), kind='stable')[:, :k]": LAST_OF_TWO,
        "k_nearest_neighbors:2 nearest = np.argsort(k_nearest_neighbors_distances(Q, X), axis=-1, kind='stable')[:, :k]": LAST_OF_TWO,
        "k_nearest_neighbors_leave_one_out:4 nearest = np.argsort(distances, kind='stable')[:, :k]": LAST_OF_TWO,
        "k_nearest_neighbors_leave_one_out:4 nearest = np.argsort(distances, axis=-1, kind='stable')[:, :k]": LAST_OF_TWO,
        "k_nearest_neighbors_leave_one_out:5 return (_majority(t[nearest]) == t).mean()": PLAIN_NUMBER,
        "_majority:2 return np.array([np.bincount(row).argmax() for row in votes])": "argmax gives integers already",
    },
    "kmeans": {
        "kmeans_assign:2 return ((X[:, None, :] - centers) ** 2).mean(axis=2).argmin(axis=1)":
            "the mean is the sum by one number for all centres, which changes no order",
        "kmeans_assign:2 return ((centers - X[:, None, :]) ** 2).sum(axis=2).argmin(axis=1)": NO_DIRECTION,
        "kmeans_assign:2 return ((X[:, None, :] - centers) ** 2).sum(axis=-1).argmin(axis=1)": "of three axes the last is number 2",
        "kmeans_assign:2 return ((X[:, None, :] - centers) ** 2).sum(axis=2).argmin(axis=-1)": LAST_OF_TWO,
        "kmeans_update:3 means = [X[row].mean(axis=-2) if row.any() else center for row, center in zip(members, centers, strict=True)]":
            "of two axes the first is the last but one",
        "kmeans_update:3 means = [X[row].mean(axis=0) if row.any() else center for row, center in zip(members, centers)]":
            "there are as many rows as centres",
        "kmeans_update:3 means = [X[row].mean(axis=0) if row.any() else center for row, center in zip(members, centers, strict=False)]":
            "there are as many rows as centres",
        "kmeans:1 def kmeans(X, centers, max_iter, tol=-1.0):": "once no centre moves, further rounds change nothing",
        "kmeans:5 if np.sqrt(((before - centers) ** 2).sum(axis=1)).max() <= tol:": NO_DIRECTION,
        "kmeans:5 if np.sqrt(((centers - before) ** 2).sum(axis=-1)).max() <= tol:": LAST_OF_TWO,
        "kmeans:8 return (centers, labels, ((X - centers[labels]) ** 2).sum())": PLAIN_NUMBER,
        "kmeans:8 return (centers, labels, float(((centers[labels] - X) ** 2).sum()))": NO_DIRECTION,
    },
}
