"""What is asked of the kernels."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.reference.linear_models.inner import kernels_map

LINEAR, POLYNOMIAL, GAUSSIAN, MAP = (f"kernels{part}" for part in ("", "_polynomial", "_gaussian", "_map"))
A, B = np.array([[1.0, 2.0]]), np.array([[3.0, -1.0], [0.0, 5.0]])
SIZES = ((4, 3, 2), (3, 3, 3), (2, 5, 4), (3, 1, 1))


def _inner_products(answer, X, Z):
    return answer.kernels_map(X) @ answer.kernels_map(Z).T


def _map(X, Z, label):
    return call(MAP, X, Z, driver=_inner_products, label=f"inner products of the features, {label}")


def _pair(rng, n, m, d):
    return rng.normal(size=(n, d)), rng.normal(size=(m, d))


def _by_hand(rng):
    return [call(LINEAR, A, B), call(POLYNOMIAL, A, B, 2), call(GAUSSIAN, np.zeros((1, 2)), np.array([[0.0, 0.0], [1.0, 1.0]]), 0.5),
            _map(A, B, "the book's vectors")]


def _shapes(rng):
    return [call(MAP, rng.normal(size=(n, d)), driver=_shape, label=f"{n} samples of {d} features") for n, d in ((3, 2), (4, 4), (2, 1))]


def _shape(answer, X):
    return np.array(answer.kernels_map(X).shape)


def _random(name, *options):
    def calls(rng):
        return [call(name, *_pair(rng, *size), *given, label=f"shapes {size[0], size[2]} and {size[1], size[2]}")
                for size, given in zip(SIZES, options)]
    return calls


def _maps(rng):
    return _shapes(rng) + [_map(*_pair(rng, *size), f"{size[2]} features") for size in SIZES]


def _laws(rng):
    X = rng.normal(size=(6, 2))
    return [call(LINEAR, X, X), call(POLYNOMIAL, X, X, 3), call(GAUSSIAN, X, X, 0.7), call(GAUSSIAN, X + 3, X + 3, 0.7)]


def _symmetric_and_never_negative(calls, values):
    for name, K in zip(("linear", "polynomial", "Gaussian"), values):
        if not np.allclose(K, K.T, rtol=1e-9, atol=1e-12):
            return f"the {name} kernel of the samples with themselves is not symmetric"
        least = np.linalg.eigvalsh(K).min()
        if least < -1e-9 * np.abs(K).max():
            return f"the {name} kernel has the eigenvalue {least:.4g}; of inner products none is negative"
    if not np.allclose(np.diag(values[2]), 1, rtol=0, atol=1e-12) or not np.allclose(values[2], values[3], rtol=0, atol=1e-12):
        return "the Gaussian kernel of a sample with itself is not 1, or changes when all samples are moved"
    return None


def _edges(rng):
    X = rng.normal(size=(3, 2))
    return [call(GAUSSIAN, X + 1e6, X + 1e6, 1.0, label="samples a million from the origin"),
            call(GAUSSIAN, 100 * X, -100 * X, 1.0, label="samples far apart"), call(LINEAR, np.zeros((2, 3)), np.ones((1, 3)),
                label="zeros"),
            call(POLYNOMIAL, X, X, 1, 1.0, 0.0, label="degree 1 without a constant")]


def _unchanged(rng):
    X, Z = _pair(rng, 3, 3, 2)
    return [call(LINEAR, X, Z), call(POLYNOMIAL, X, Z), call(GAUSSIAN, X, Z), call(MAP, X, driver=_columns)]


def _columns(answer, X):
    before = X.copy()
    answer.kernels_map(X)
    return X - before


def _squares(X, Z):
    return ((X[:, None] - Z) ** 2).sum(axis=-1)


def _cosines(X, Z):
    with np.errstate(all="ignore"):
        return X @ Z.T / np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))


def _expanded(X, Z, gamma=1.0):
    return np.exp(-gamma * ((X ** 2).sum(axis=1)[:, None] + (Z ** 2).sum(axis=1) - 2 * X @ Z.T))


KERNELS = Sheet(
    checks=(
        Check("by hand",
              "The book's vectors have the inner products 1 and 10, the kernels 4 and 121 of degree 2, and so have their features.",
              "value", 1, _by_hand, by_hand=(np.array([[1.0, 10.0]]), np.array([[4.0, 121.0]]), np.array([[1.0, np.exp(-1.0)]]),
                                             np.array([[4.0, 121.0]]))),
        Check("laws", "Kernels are symmetric, have no negative eigenvalue, and the Gaussian one is 1 on the diagonal.", "property", 1,
              _laws,
              holds=_symmetric_and_never_negative, hint="γ stands with a minus sign in the exponent"),
        Check("linear and polynomial", "Both are right for all pairs of rows, with any degree, γ and constant.", "reference", 2,
              lambda rng: _random(LINEAR, (), (), (), ())(rng) + _random(POLYNOMIAL, (), (2, 0.5), (4, 1.5, 0.25), (3, 1.0, -2.0))(rng),
              hint="row i of X with row j of Z; the power comes last"),
        Check("Gaussian", "The Gaussian kernel is right for all pairs of rows.", "reference", 2,
              _random(GAUSSIAN, (), (0.5,), (2.0,), (0.1,)), hint="the squared distance: squares of differences, added up"),
        Check("features", "The features have the kernel (x · z + 1)² as their inner products, in any order of columns.", "reference", 2,
              _maps, hint="expand the square for two features, and see which products occur twice"),
        Check("edges", "Far from the origin no digit of a distance is lost, far apart the Gaussian kernel is 0, and degree 1 is linear.",
              "edge", 1, _edges, rtol=1e-7, atol=1e-9, why="the samples themselves have lost digits a million from the origin",
              hint="subtract first, then square"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="X **= 2 writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("linear_as_cosine", LINEAR, _cosines, "these are cosines; the linear kernel is the inner product, lengths included",
                      erratum=35),
        Misconception("constant_forgotten", POLYNOMIAL, lambda X, Z, degree=3, gamma=1.0, coef0=1.0: (gamma * X @ Z.T) ** degree,
                      "the constant is not added before the power is taken"),
        Misconception("constant_after_the_power", POLYNOMIAL, lambda X, Z, degree=3, gamma=1.0, coef0=1.0: (
            gamma * X @ Z.T) ** degree + coef0, "the constant is added after the power; it belongs inside"),
        Misconception("constant_scaled", POLYNOMIAL, lambda X, Z, degree=3, gamma=1.0, coef0=1.0: (gamma * (X @ Z.T + coef0)) ** degree,
                      "γ multiplies the constant as well"),
        Misconception("powers_first", POLYNOMIAL, lambda X, Z, degree=3, gamma=1.0,
            coef0=1.0: gamma * X ** degree @ (Z ** degree).T + coef0,
                      "the features are raised to the power one by one, before the sum"),
        Misconception("sign_of_gamma", GAUSSIAN, lambda X, Z, gamma=1.0: np.exp(np.minimum(gamma * _squares(X, Z), 700)),
                      "the exponent has the wrong sign: what is far apart counts as alike"),
        Misconception("distance_not_squared", GAUSSIAN, lambda X, Z, gamma=1.0: np.exp(-gamma * np.sqrt(_squares(X, Z))),
                      "the distance is not squared"),
        Misconception("sum_before_the_square", GAUSSIAN, lambda X, Z, gamma=1.0: np.exp(-gamma * (X[:, None] - Z).sum(axis=-1) ** 2),
                      "the differences are added before they are squared, so that opposite ones cancel"),
        Misconception("gamma_as_a_width", GAUSSIAN, lambda X, Z, gamma=1.0: np.exp(-_squares(X, Z) / (2 * gamma ** 2)),
                      "γ is taken for the width σ; it multiplies the squared distance"),
        Misconception("squares_left_out", GAUSSIAN, lambda X, Z, gamma=1.0: np.exp(np.minimum(2 * gamma * X @ Z.T, 700)),
                      "of the squared distance only the inner product is left"),
        Misconception("distance_expanded", GAUSSIAN, _expanded,
                      "‖x‖² + ‖z‖² − 2 x·z is the difference of enormous numbers far from the origin, and loses digits"),
        Misconception("roots_of_two_forgotten", MAP, lambda X: np.hstack([kernels_map(X)[:, :1], X, X ** 2, kernels_map(X)[
            :, 2 * X.shape[1] + 1:] / np.sqrt(2)]), "the products that occur twice need a factor √2"),
        Misconception("powers_without_products", MAP, lambda X: np.hstack([np.ones((len(X), 1)), np.sqrt(2) * X, X ** 2]),
                      "the products of two different features are missing"),
    ),
)
