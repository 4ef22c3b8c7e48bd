"""What is asked of a factorization machine."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

# --- factorization_machine -------------------------------------------------------------------------

BOTH = ("factorization_machine_pairs", "factorization_machine")


def _machine(rng, n, d, r):
    return rng.normal(size=(n, d)), rng.normal(), rng.normal(size=d), rng.normal(size=(d, r))


def _machine_shapes(rng):
    return [call(name, *_machine(rng, n, d, r), driver=_machine_size, label=f"{name}, {n} samples, {d} features, {r} factors")
            for name in BOTH for n, d, r in ((5, 3, 2), (1, 4, 6), (4, 4, 4))]


def _machine_size(answer, X, w0, w, V):
    z = answer.factorization_machine(X, w0, w, V), answer.factorization_machine_pairs(X, w0, w, V)
    return np.shape(z[0]), np.shape(z[1])


def _machine_by_hand(rng):
    case = np.array([[1.0, 2.0]]), 0.5, np.array([1.0, -1.0]), np.array([[1.0, 0.0], [3.0, 2.0]])
    return [call(name, *case, label=name) for name in BOTH]


def _machine_random(rng):
    return [call(name, *_machine(rng, n, d, r), label=f"{name}, {n} samples, {d} features, {r} factors")
            for name in BOTH for n, d, r in ((6, 4, 3), (3, 3, 3), (2, 7, 1))]


def _machine_alone(rng):
    quiet = [call(name, X, w0, w, 0.0 * V, label=f"{name}, no factors") for name in BOTH for X, w0, w, V in (_machine(rng, 4, 3, 2),)]
    single = [call(name, *_machine(rng, 4, 1, 2), label=f"{name}, a single feature") for name in BOTH]
    return quiet + single


def _machine_sparse(rng):
    X = np.zeros((4, 9))
    X[[0, 0, 1, 1, 2, 3], [1, 7, 0, 8, 4, 4]] = [1.0, 1.0, 1.0, 1.0, 1.0, 2.5]
    rest = _machine(rng, 4, 9, 2)[1:]
    return [call(name, X, *rest, label=f"{name}, rows with one or two features") for name in BOTH]


def _machine_unchanged(rng):
    return [call(name, *_machine(rng, 3, 4, 2), label=name) for name in BOTH]


def _by_sums(X, w0, w, V, half=0.5, minus=1.0, bias=1.0):
    """The right identity with half = 0.5, minus = bias = 1."""
    return bias * w0 + X @ w + half * ((X @ V) ** 2 - minus * (X**2 @ V**2)).sum(axis=1)


def _over_pairs(X, w0, w, V, chosen):
    """The definition over the pairs that are chosen by their places."""
    i, j = np.indices((len(V), len(V)))
    return w0 + X @ w + np.einsum("ni,nj,ij->n", X, X, V @ V.T * chosen(i, j))


FACTORIZATION_MACHINE = Sheet(
    checks=(
        Check("shapes", "One score for each sample, however many features and factors there are.", "shape", 1, _machine_shapes),
        Check("by hand", "The sample of the book, (1, 2), gets the score 5.5, pair by pair and by sums.", "value", 2, _machine_by_hand,
              by_hand=(np.array([5.5]), np.array([5.5]))),
        Check("random machines", "Several features and factors, square and not, one factor too.", "reference", 3, _machine_random,
              hint="each pair of different features counts once"),
        Check("nothing to cross", "With factors of 0, or with a single feature, what is left is a linear score.", "edge", 1,
              _machine_alone, hint="a feature makes no pair with itself"),
        Check("sparse rows", "Rows with only one or two features that are not 0.", "edge", 1, _machine_sparse,
              hint="a row with one feature has no pair, whatever its size"),
        Check("inputs unchanged", "What you are given is not changed.", "unchanged", 1, _machine_unchanged),
    ),
    misconceptions=(
        Misconception("half_forgotten", "factorization_machine", lambda X, w0, w, V: _by_sums(X, w0, w, V, half=1.0),
                      "the square of a sum holds each pair twice, and the half is missing"),
        Misconception("own_squares_kept", "factorization_machine", lambda X, w0, w, V: _by_sums(X, w0, w, V, minus=0.0),
                      "the square of a sum holds each feature crossed with itself, and nothing takes that away"),
        Misconception("order_reversed", "factorization_machine", lambda X, w0, w, V: _by_sums(X, w0, w, V, half=-0.5),
                      "the two parts are subtracted in the wrong order, which turns the sign of every pair"),
        Misconception("features_not_squared", "factorization_machine",
                      lambda X, w0, w, V: w0 + X @ w + 0.5 * ((X @ V) ** 2 - X @ V**2).sum(axis=1),
                      "in the part that is taken away the factors are squared and the features are not"),
        Misconception("factors_summed_first", "factorization_machine",
                      lambda X, w0, w, V: w0 + X @ w + 0.5 * ((X @ V).sum(axis=1) ** 2 - (X**2 @ V**2).sum(axis=1)),
                      "the sums of the factors are added before they are squared, which crosses different factors"),
        Misconception("no_bias", "factorization_machine", lambda X, w0, w, V: _by_sums(X, w0, w, V, bias=0.0),
                      "the bias w0 is not in the score"),
        Misconception("pairs_twice", "factorization_machine_pairs", lambda X, w0, w, V: _over_pairs(X, w0, w, V, np.not_equal),
                      "every pair is counted in both orders"),
        Misconception("pairs_with_themselves", "factorization_machine_pairs", lambda X, w0, w, V: _over_pairs(X, w0, w, V, np.less_equal),
                      "each feature is paired with itself as well"),
        Misconception("neighbours_only", "factorization_machine_pairs",
                      lambda X, w0, w, V: _over_pairs(X, w0, w, V, lambda i, j: j == i + 1),
                      "only neighbouring features are paired"),
    ),
)
