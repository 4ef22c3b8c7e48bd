"""What is asked of principal components."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

PLACE, TURNED = np.array([10.0, 20.0]), np.array([[0.6, 0.8], [0.8, -0.6]])
FOUR = np.array([[5.0, 0.0], [-5.0, 0.0], [0.0, 2.0], [0.0, -2.0]]) @ TURNED + PLACE
SHAPES = ((8, 3, 2), (8, 3, 3), (5, 4, 1), (7, 5, 2))


def _data(rng, n, d):
    """A tilted cloud far from the origin, its spreads apart."""
    turned, _ = np.linalg.qr(rng.normal(size=(d, d)))
    return rng.normal(size=(n, d)) * 3.0 ** -np.arange(d) @ turned.T + 5 * rng.normal(size=d)


def _directions(rng, k, d):
    """Orthonormal rows and a mean that are not those of the data."""
    return rng.normal(size=d), np.linalg.qr(rng.normal(size=(d, d)))[0][:k]


def _by_hand(rng):
    return [call("pca", FOUR, 2, label="four samples"), call("pca_transform", FOUR, PLACE, TURNED, label="four samples"),
            call("pca_inverse", np.array([[5.0], [1.0]]), PLACE, TURNED[:1], label="one component")]


def _random(rng):
    return [call("pca", _data(rng, n, d), k, label=f"{k} components of shape ({n}, {d})") for n, d, k in SHAPES]


def _all_components(rng):
    return [call("pca", _data(rng, 9, 4), 4, label="all components"), call("pca", _data(rng, 6, 3), 3, label="all components")]


def _turned(calls, values):
    for (_, components, variance, ratio), made in zip(values, calls):
        X = made.args[0]
        if np.shape(components) != (X.shape[1], X.shape[1]):
            return f"the components have the shape {np.shape(components)} for data of shape {X.shape}"
        if not np.allclose(components @ components.T, np.eye(len(components)), atol=1e-9):
            return "the components are not of length 1, or not at right angles to each other"
        if not np.all(np.diff(variance) <= 1e-12):
            return f"the variances are {np.round(variance, 4)}: the largest comes first"
        scores = X @ np.transpose(components)
        if not np.allclose(np.cov(scores, rowvar=False), np.diag(variance), atol=1e-9):
            return "along the components the data do not have the variances that are returned, or are still correlated"
        if not np.isclose(np.sum(ratio), 1):
            return f"the shares of all components add up to {np.sum(ratio):.4f}"
    return None


def _there_and_back(rng):
    calls = []
    for n, d, k in ((5, 4, 2), (3, 3, 3), (1, 4, 2)):
        mean, components = _directions(rng, k, d)
        calls += [call("pca_transform", rng.normal(size=(n, d)) + 3, mean, components, label=f"{n} new samples"),
                  call("pca_inverse", rng.normal(size=(n, k)), mean, components, label=f"{n} samples")]
    return calls


def _unchanged(rng):
    X, (mean, components) = _data(rng, 6, 3), _directions(rng, 2, 3)
    return [call("pca", X, 2), call("pca_transform", X, mean, components), call("pca_inverse", rng.normal(size=(6, 2)), mean, components)]


def _parts(X, k, centre=True, ddof=1, order=slice(None, None, -1), pick=lambda vectors: vectors.T):
    """Mean, components with their signs, variances kept, all variances."""
    mean = X.mean(axis=0)
    away = X - mean * centre
    values, vectors = np.linalg.eigh(away.T @ away / (len(X) - ddof))
    rows, values = pick(vectors)[order], values[order]
    signs = np.sign(rows[np.arange(len(rows)), np.abs(rows).argmax(axis=1)])
    return mean, (signs[:, None] * rows)[:k], values[:k], values


def _with(**options):
    def variant(X, n_components):
        mean, components, kept, values = _parts(X, n_components, **options)
        return mean, components, kept, kept / values.sum()
    return variant


def _share(rule):
    def variant(X, n_components):
        mean, components, kept, values = _parts(X, n_components)
        return mean, components, kept, rule(kept, np.maximum(values, 0))
    return variant


def _as_columns(X, n_components):
    mean, components, kept, values = _parts(X, n_components)
    return mean, components.T, kept, kept / values.sum()


def _other_sign(X, n_components):
    mean, components, kept, values = _parts(X, n_components)
    return mean, -components, kept, kept / values.sum()


def _slip(name, variant, cause, which="pca"):
    return Misconception(name, which, variant, cause)


PCA = Sheet(
    checks=(
        Check("by hand", "Four samples on the directions (0.6, 0.8) and (0.8, −0.6) are taken apart and put together as by hand.",
              "value", 2,
              _by_hand,
              by_hand=((PLACE, TURNED, np.array([50.0, 8.0]) / 3, np.array([50.0, 8.0]) / 58),
                       np.array([[5.0, 0.0], [-5.0, 0.0], [0.0, 2.0], [0.0, -2.0]]), np.array([[13.0, 24.0], [10.6, 20.8]]))),
        Check("all components", "All components are a rotation: right angles, falling variances, no correlation, shares that add up to 1.",
              "property", 1, _all_components, holds=_turned,
                  hint="the eigenvectors are the columns of what eigh returns, the largest last"),
        Check("random data", "Random data far from the origin give the right mean, components, variances and shares.", "reference", 3,
              _random,
              hint="centre first; divide by n − 1; the entry of largest absolute value in each component is positive", rtol=1e-7, atol=1e-9,
              why="eigenvectors of a covariance and singular vectors of the data differ by rounding over the gaps between variances"),
        Check("there and back", "New samples are described, and made again, with the mean and the components that are given.",
              "reference", 2,
              _there_and_back, hint="there: less the mean, times the transpose; back: the components' combination, and the mean again"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="X -= mean writes into the caller's array"),
    ),
    misconceptions=(
        _slip("not_centred", _with(centre=False), "the mean is not subtracted: the first direction then points at the mean"),
        _slip("smallest_first", _with(order=slice(None)), "eigh sorts from small to large, so the smallest variances are kept"),
        _slip("rows_of_eigenvectors", _with(pick=lambda vectors: vectors),
            "rows of the matrix of eigenvectors are taken; they are its columns"),
        _slip("components_as_columns", _as_columns, "the components stand in columns; each is to be a row"),
        _slip("variance_over_n", _with(ddof=0), "the variances divide by n; here, as in scikit-learn, by n − 1"),
        _slip("share_of_deviations", _share(lambda kept, values: np.sqrt(np.maximum(kept, 0)) / np.sqrt(values).sum()),
              "the shares are taken of deviations; they are shares of the variance"),
        _slip("share_of_what_is_kept", _share(lambda kept, values: kept / kept.sum()),
              "the shares are taken of the kept variances; they are shares of all"),
        _slip("other_sign", _other_sign, "the signs are the other way round: the entry of largest absolute value is to be positive"),
        _slip("own_mean", lambda X, mean, components: (X - X.mean(axis=0)) @ components.T,
              "new samples are centred by their own mean; the one of the training data is given", "pca_transform"),
        _slip("mean_left_in", lambda X, mean, components: X @ components.T, "the mean is not subtracted", "pca_transform"),
        _slip("mean_not_added", lambda T, mean, components: T @ components, "the mean is not added again", "pca_inverse"),
    ),
)
