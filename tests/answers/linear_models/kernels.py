"""Wrong and right answers: kernels."""

import itertools
import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
HERE = "linear_models/kernels"


def pairs(X, Z, kernel):
    """A number for each pair of rows."""
    return np.array([[kernel(x, z) for z in Z.tolist()] for x in X.tolist()])


def dot(x, z):
    """Inner product."""
    return math.fsum(u * v for u, v in zip(x, z))


def apart(x, z):
    """Squared distance."""
    return math.fsum((u - v) ** 2 for u, v in zip(x, z))


def monomials(row, twice):
    """1, features, squares and products, those that occur twice with a factor."""
    return [1.0, *(twice * x for x in row), *(x * x for x in row), *(twice * x * y for x, y in itertools.combinations(row, 2))]


@right(HERE)
def kernels__by_a_loop(X, Z):
    """Pair by pair."""
    return pairs(X, Z, dot)


@right(HERE)
def kernels__einsum(X, Z):
    """Indices."""
    return np.einsum("ik,jk->ij", X, Z)


@right(HERE)
def kernels_polynomial__by_a_loop(X, Z, degree=3, gamma=1.0, coef0=1.0):
    """Multiplied so many times."""
    return pairs(X, Z, lambda x, z: math.prod([gamma * dot(x, z) + coef0] * degree))


@right(HERE)
def kernels_polynomial__of_scaled_rows(X, Z, degree=3, gamma=1.0, coef0=1.0):
    """γ goes into X."""
    return np.power(np.dot(gamma * X, Z.T) + coef0, degree)


@right(HERE)
def kernels_gaussian__by_a_loop(X, Z, gamma=1.0):
    """Pair by pair."""
    return pairs(X, Z, lambda x, z: math.exp(-gamma * apart(x, z)))


@right(HERE)
def kernels_gaussian__feature_by_feature(X, Z, gamma=1.0):
    """A product over the features."""
    K = np.ones((len(X), len(Z)))
    for x, z in zip(X.T, Z.T):
        K = K * np.exp(-gamma * np.subtract.outer(x, z) ** 2)
    return K


@right(HERE)
def kernels_gaussian__centred_expansion(X, Z, gamma=1.0):
    """‖x‖² + ‖z‖² − 2 x·z after the mean is taken off."""
    centre = Z.mean(axis=0)
    X, Z = X - centre, Z - centre
    return np.exp(-gamma * np.maximum((X * X).sum(axis=1)[:, None] + (Z * Z).sum(axis=1) - 2 * X @ Z.T, 0))


@right(HERE)
def kernels_map__by_a_loop(X):
    """Row by row."""
    return np.array([monomials(row, math.sqrt(2)) for row in X.tolist()])


@right(HERE)
def kernels_map__of_the_outer_product(X):
    """The upper triangle of (1, x)(1, x)ᵀ."""
    V = np.column_stack([X, np.ones(len(X))])
    i, j = np.triu_indices(V.shape[1])
    return V[:, i] * V[:, j] * np.where(i == j, 1, 2**0.5)


@wrong(HERE, embodies="linear_as_cosine")
def kernels__of_unit_vectors(X, Z):
    """Lengths taken out."""
    with np.errstate(all="ignore"):
        return (X / np.sqrt((X**2).sum(axis=1, keepdims=True))) @ (Z / np.sqrt((Z**2).sum(axis=1, keepdims=True))).T


@wrong(HERE)
def kernels__other_way_round(X, Z):
    """Z first: no name."""
    return Z @ X.T


@wrong(HERE, embodies="constant_forgotten")
def kernels_polynomial__homogeneous(X, Z, degree=3, gamma=1.0, coef0=1.0):
    """No r."""
    return pairs(X, Z, lambda x, z: (gamma * dot(x, z)) ** degree)


@wrong(HERE, embodies="constant_after_the_power")
def kernels_polynomial__outside(X, Z, degree=3, gamma=1.0, coef0=1.0):
    """… + r."""
    return pairs(X, Z, lambda x, z: (gamma * dot(x, z)) ** degree + coef0)


@wrong(HERE, embodies="constant_scaled")
def kernels_polynomial__gamma_on_all(X, Z, degree=3, gamma=1.0, coef0=1.0):
    """γ (x·z + r)."""
    return pairs(X, Z, lambda x, z: gamma**degree * (dot(x, z) + coef0) ** degree)


@wrong(HERE, embodies="powers_first")
def kernels_polynomial__of_powers(X, Z, degree=3, gamma=1.0, coef0=1.0):
    """Σ (x z)^p."""
    return pairs(X, Z, lambda x, z: gamma * math.fsum((u * v) ** degree for u, v in zip(x, z)) + coef0)


@wrong(HERE, embodies="sign_of_gamma")
def kernels_gaussian__growing(X, Z, gamma=1.0):
    """+ γ."""
    return pairs(X, Z, lambda x, z: math.exp(min(gamma * apart(x, z), 700)))


@wrong(HERE, embodies="distance_not_squared")
def kernels_gaussian__laplace(X, Z, gamma=1.0):
    """With the root."""
    return pairs(X, Z, lambda x, z: math.exp(-gamma * math.dist(x, z)))


@wrong(HERE, embodies="sum_before_the_square")
def kernels_gaussian__of_the_sum(X, Z, gamma=1.0):
    """(Σ …)²."""
    return pairs(X, Z, lambda x, z: math.exp(-gamma * math.fsum(u - v for u, v in zip(x, z)) ** 2))


@wrong(HERE, embodies="gamma_as_a_width")
def kernels_gaussian__of_a_width(X, Z, gamma=1.0):
    """1/(2σ²)."""
    return pairs(X, Z, lambda x, z: math.exp(-0.5 * apart(x, z) / gamma**2))


@wrong(HERE, embodies="squares_left_out")
def kernels_gaussian__of_the_product(X, Z, gamma=1.0):
    """2 γ x·z."""
    return pairs(X, Z, lambda x, z: math.exp(min(2 * gamma * dot(x, z), 700)))


@wrong(HERE, embodies="distance_expanded")
def kernels_gaussian__by_the_formula(X, Z, gamma=1.0):
    """Far away, nothing is left."""
    return np.exp(-gamma * (np.sum(X * X, axis=1, keepdims=True) + np.sum(Z * Z, axis=1) - 2 * X @ Z.T))


@wrong(HERE)
def kernels_gaussian__half(X, Z, gamma=1.0):
    """γ/2: no name."""
    return pairs(X, Z, lambda x, z: math.exp(-0.5 * gamma * apart(x, z)))


@wrong(HERE, embodies="roots_of_two_forgotten")
def kernels_map__plain(X):
    """9 for 4."""
    return np.array([monomials(row, 1.0) for row in X.tolist()])


@wrong(HERE, embodies="powers_without_products")
def kernels_map__no_pairs(X):
    """x and x²."""
    return np.array([monomials(row, math.sqrt(2))[: 2 * len(row) + 1] for row in X.tolist()])
