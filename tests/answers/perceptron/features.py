"""Wrong and right answers: factorization_machine, factorization_machine_pairs."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- factorization_machine -------------------------------------------------------------------------


@right("perceptron/factorization_machine")
def factorization_machine__running_sums(X, w0, w, V):
    """Feature after feature: what is new meets the sum of all before it."""
    z, so_far = np.full(len(X), float(w0)), np.zeros((len(X), V.shape[1]))
    for x, weight, v in zip(X.T, w, V):
        new = np.outer(x, v)
        z, so_far = z + weight * x + (new * so_far).sum(axis=1), so_far + new
    return z


@right("perceptron/factorization_machine")
def factorization_machine__factor_by_factor(X, w0, w, V):
    """The identity, a factor and a sample at a time."""
    scores = []
    for x in X:
        crosses = 0.0
        for v in V.T:
            part = v * x
            crosses += part.sum() ** 2 - (part * part).sum()
        scores.append(w0 + x.dot(w) + crosses / 2)
    return np.array(scores)


@right("perceptron/factorization_machine")
def factorization_machine_pairs__triangle(X, w0, w, V):
    """All pairs as the upper triangle of a matrix."""
    G = np.triu(np.dot(V, V.T), 1)
    return w0 + X.dot(w) + ((X @ G) * X).sum(-1)


@wrong("perceptron/factorization_machine", embodies="half_forgotten")
def factorization_machine__both_orders(X, w0, w, V):
    """All off-diagonal entries of the pairs' matrix."""
    G = V @ V.T
    np.fill_diagonal(G, 0.0)
    return w0 + X @ w + ((X @ G) * X).sum(axis=1)


@wrong("perceptron/factorization_machine", embodies="own_squares_kept")
def factorization_machine__half_the_length(X, w0, w, V):
    """Half the squared length of the sums."""
    return w0 + X @ w + np.linalg.norm(X @ V, axis=1) ** 2 / 2


@wrong("perceptron/factorization_machine", embodies="order_reversed")
def factorization_machine__squares_first(X, w0, w, V):
    """Sum of squares minus square of sums."""
    return w0 + X @ w + 0.5 * np.sum(np.square(X) @ np.square(V) - np.square(X @ V), axis=1)


@wrong("perceptron/factorization_machine", embodies="features_not_squared")
def factorization_machine__as_for_bits(X, w0, w, V):
    """x² = x holds for features of 0 and 1 only."""
    own = X @ (V * V).sum(axis=1)
    return w0 + X @ w + (((X @ V) ** 2).sum(axis=1) - own) / 2


@wrong("perceptron/factorization_machine", embodies="factors_summed_first")
def factorization_machine__one_number_a_feature(X, w0, w, V):
    """The factors of a feature added up before anything is squared."""
    total = X @ V.sum(axis=1)
    return w0 + X @ w + (total**2 - ((X[:, :, None] * V) ** 2).sum(axis=(1, 2))) / 2


@wrong("perceptron/factorization_machine", embodies="no_bias")
def factorization_machine__from_zero(X, w0, w, V):
    """Pairs and weights only."""
    pairs = np.triu(V @ V.T, k=1)
    return X @ w + np.einsum("ni,ij,nj->n", X, pairs, X)


@wrong("perceptron/factorization_machine")
def factorization_machine__one_score_for_all(X, w0, w, V):
    """The crosses of all samples are added together: matches no misconception."""
    return w0 + X @ w + 0.5 * ((X @ V) ** 2 - X**2 @ V**2).sum()


@wrong("perceptron/factorization_machine")
def factorization_machine__a_column(X, w0, w, V):
    """Scores as a column: matches no misconception."""
    return w0 + X @ w[:, None] + 0.5 * ((X @ V) ** 2 - X**2 @ V**2).sum(axis=1, keepdims=True)


@wrong("perceptron/factorization_machine")
def factorization_machine__squares_in_place(X, w0, w, V):
    """The arrays that were given are squared to save space: matches no misconception."""
    z, sums = w0 + X @ w, X @ V
    X *= X
    V *= V
    return z + 0.5 * (sums**2 - X @ V).sum(axis=1)


@wrong("perceptron/factorization_machine", embodies="pairs_twice")
def factorization_machine_pairs__full_loops(X, w0, w, V):
    """Both loops over all features, the equal ones left out."""
    z = w0 + X @ w
    for i, v in enumerate(V):
        for j, u in enumerate(V):
            z = z + (v @ u) * X[:, i] * X[:, j] * (i != j)
    return z


@wrong("perceptron/factorization_machine", embodies="pairs_with_themselves")
def factorization_machine_pairs__from_i(X, w0, w, V):
    """The inner loop begins one too early."""
    z = w0 + X @ w
    for i in range(len(V)):
        for j in range(i, len(V)):
            z = z + (V[i] @ V[j]) * X[:, i] * X[:, j]
    return z


@wrong("perceptron/factorization_machine", embodies="neighbours_only")
def factorization_machine_pairs__next_to_it(X, w0, w, V):
    """Each feature with the one after it."""
    links = (V[:-1] * V[1:]).sum(axis=1)
    return w0 + X @ w + (X[:, :-1] * X[:, 1:]) @ links


@wrong("perceptron/factorization_machine")
def factorization_machine_pairs__products_added(X, w0, w, V):
    """The sum of the features instead of their product: matches no misconception."""
    z = w0 + X @ w
    for i in range(len(V)):
        for j in range(i + 1, len(V)):
            z = z + (V[i] @ V[j]) * (X[:, i] + X[:, j])
    return z
