"""Wrong and right answers: pca."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
A = "normalization/pca"


def signed(rows):
    """The entry of largest absolute value made positive."""
    return np.array([row if row[np.abs(row).argmax()] > 0 else -row for row in rows])


def decomposed(away):
    """Right singular vectors and squared singular values."""
    _, s, Vt = np.linalg.svd(away, full_matrices=False)
    return signed(Vt), s**2


@right(A)
def pca__by_singular_values(X, n_components):
    """No covariance at all."""
    mean = np.average(X, axis=0)
    Vt, squares = decomposed(X - mean)
    return mean, Vt[:n_components], squares[:n_components] / (len(X) - 1), squares[:n_components] / np.sum((X - mean) ** 2)


@right(A)
def pca__by_numpys_covariance(X, n_components):
    """np.cov, and eigenpairs sorted as pairs."""
    values, vectors = np.linalg.eigh(np.cov(X.T))
    pairs = sorted(zip(values, vectors.T), key=lambda pair: -pair[0])
    kept = np.array([value for value, _ in pairs[:n_components]])
    return X.mean(axis=0), signed([v for _, v in pairs[:n_components]]), kept, kept / np.var(X, axis=0, ddof=1).sum()


@right(A)
def pca_transform__one_direction_after_the_other(X, mean, components):
    """Inner products."""
    return np.stack([np.einsum("nd,d->n", X - mean, v) for v in components], axis=1)


@right(A)
def pca_inverse__a_sum_of_directions(T, mean, components):
    """Steps from the mean."""
    return sum((np.outer(t, v) for t, v in zip(T.T, components)), np.tile(mean, (len(T), 1)))


@wrong(A, embodies="not_centred")
def pca__of_the_raw_matrix(X, n_components):
    """SVD of X itself."""
    Vt, squares = decomposed(X)
    squares = squares / (len(X) - 1)
    return X.mean(axis=0), Vt[:n_components], squares[:n_components], squares[:n_components] / squares.sum()


@wrong(A, embodies="smallest_first")
def pca__as_eigh_sorts(X, n_components):
    """The first columns of eigh."""
    values, vectors = np.linalg.eigh(np.cov(X, rowvar=False))
    return X.mean(axis=0), signed(vectors.T[:n_components]), values[:n_components], values[:n_components] / values.sum()


@wrong(A, embodies="rows_of_eigenvectors")
def pca__rows(X, n_components):
    """vectors[i] for vectors[:, i]."""
    values, vectors = np.linalg.eigh(np.cov(X, rowvar=False))
    order = np.argsort(-values)[:n_components]
    return X.mean(axis=0), signed(vectors[order]), values[order], values[order] / values.sum()


@wrong(A, embodies="components_as_columns")
def pca__columns(X, n_components):
    """(d, k)."""
    mean, components, variance, ratio = pca__by_singular_values(X, n_components)
    return mean, np.ascontiguousarray(components.T), variance, ratio


@wrong(A, embodies="variance_over_n")
def pca__biased(X, n_components):
    """ddof=0, as everywhere else in the chapter."""
    mean, components, variance, ratio = pca__by_singular_values(X, n_components)
    return mean, components, variance * (len(X) - 1) / len(X), ratio


@wrong(A, embodies="share_of_deviations")
def pca__ratio_of_singular_values(X, n_components):
    """S / S.sum()."""
    mean, components, variance, _ = pca__by_singular_values(X, n_components)
    s = np.linalg.svd(X - mean, compute_uv=False)
    return mean, components, variance, s[:n_components] / s.sum()


@wrong(A, embodies="share_of_what_is_kept")
def pca__ratio_of_the_kept(X, n_components):
    """Always adds up to 1."""
    mean, components, variance, ratio = pca__by_singular_values(X, n_components)
    return mean, components, variance, ratio / np.sum(ratio)


@wrong(A, embodies="other_sign")
def pca__negative(X, n_components):
    """Largest entry negative."""
    mean, components, variance, ratio = pca__by_singular_values(X, n_components)
    return mean, 0 - components, variance, ratio


@wrong(A)
def pca__of_correlations(X, n_components):
    """Standardized unasked: no name."""
    return pca__by_singular_values((X - X.mean(axis=0)) / X.std(axis=0), n_components)


@wrong(A, embodies="own_mean")
def pca_transform__centred_again(X, mean, components):
    """fit_transform on the test data."""
    return np.dot(X - np.average(X, axis=0), components.T)


@wrong(A, embodies="mean_left_in")
def pca_transform__product_only(X, mean, components):
    """X Vᵀ."""
    return np.einsum("nd,kd->nk", X, components)


@wrong(A, embodies="mean_not_added")
def pca_inverse__product_only(T, mean, components):
    """T V."""
    return np.einsum("nk,kd->nd", T, components)
