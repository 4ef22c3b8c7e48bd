"""scikit-learn's confusion matrix, ROC curve and area."""

import numpy as np

FUNCTIONS = {}


def samples(seed, n, ties):
    """Classes, and scores on a grid, so that some are equal."""
    rng = np.random.default_rng(seed)
    t = np.append([0, 1], rng.integers(0, 2, size=n - 2))
    return t, np.round((t + rng.normal(size=n)) * ties) / ties


def records():
    """Tables of two to five classes, curves and areas with few ties and with many."""
    from sklearn import metrics

    for seed, n, k in ((0, 30, 2), (1, 50, 5), (2, 8, 5)):
        rng = np.random.default_rng(seed)
        t, y = rng.integers(0, k, size=(2, n))
        yield "confusion_matrix", [t.tolist(), y.tolist(), k], [metrics.confusion_matrix(t, y, labels=range(k)).tolist()]
    for seed, n, ties in ((3, 12, 1024), (4, 40, 2), (5, 25, 1)):
        t, scores = samples(seed, n, ties)
        curve = metrics.roc_curve(t, scores, drop_intermediate=False)
        yield "roc_curve", [t.tolist(), scores.tolist()], [part.tolist() for part in curve]
        yield "auc", [t.tolist(), scores.tolist()], [float(metrics.roc_auc_score(t, scores))]
