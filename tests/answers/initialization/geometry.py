"""Wrong and right answers: orthogonal_init, ntk_linear."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- orthogonal_init -------------------------------------------------------------------------------


def _schmidt(rows, again=True):
    """Rows made perpendicular one after the other, from a loop."""
    done = []
    for row in rows:
        for _ in range(2 if again else 1):
            for other in done:
                row = row - other * sum(row * other)
        done.append(row / sum(row**2) ** 0.5)
    return np.array(done)


def _matrix(Z):
    return Z.reshape(Z.shape[0], int(np.prod(Z.shape[1:])))


@right("initialization/orthogonal_init")
def orthogonal_init__row_by_row(Z, gain=1.0):
    """Gram and Schmidt, twice each, for rounding's sake."""
    A = _matrix(Z)
    W = _schmidt(A) if len(A) < len(A[0]) else _schmidt(A.T).T
    return (gain * W).reshape(Z.shape)


@right("initialization/orthogonal_init")
def orthogonal_init__by_a_root_of_the_gram_matrix(Z, gain=1.0):
    """AᵀA = LLᵀ, W = A L⁻ᵀ, by Cholesky."""
    A = _matrix(Z)
    tall = A if len(A) >= len(A[0]) else A.T
    W = np.linalg.solve(np.linalg.cholesky(tall.T @ tall), tall.T).T
    return (gain * (W if tall is A else W.T)).reshape(Z.shape)


@wrong("initialization/orthogonal_init", embodies="signs_of_the_library")
def orthogonal_init__as_it_comes(Z, gain=1.0):
    """No look at R."""
    A = _matrix(Z)
    if len(A) < len(A[0]):
        return (gain * np.linalg.qr(A.T).Q.T).reshape(Z.shape)
    return (gain * np.linalg.qr(A).Q).reshape(Z.shape)


@wrong("initialization/orthogonal_init", embodies="lengths_only")
def orthogonal_init__normalized(Z, gain=1.0):
    """Length 1, any angle."""
    A = _matrix(Z)
    W = np.array([row / np.sqrt(row @ row) for row in (A if len(A) < len(A[0]) else A.T)])
    return (gain * (W if len(A) < len(A[0]) else W.T)).reshape(Z.shape)


@wrong("initialization/orthogonal_init", embodies="gain_ignored")
def orthogonal_init__of_length_one(Z, gain=1.0):
    """No gain."""
    return orthogonal_init__row_by_row(Z)


@wrong("initialization/orthogonal_init", embodies="gain_squared")
def orthogonal_init__gained_twice(Z, gain=1.0):
    """Gain inside and outside."""
    return gain * orthogonal_init__row_by_row(Z, gain)


@wrong("initialization/orthogonal_init", embodies="nearest_orthogonal")
def orthogonal_init__by_newton(Z, gain=1.0):
    """The polar factor, by the eigenvectors of the Gram matrix."""
    A = _matrix(Z)
    tall = A if len(A) >= len(A[0]) else A.T
    values, vectors = np.linalg.eigh(tall.T @ tall)
    W = tall @ (vectors / np.sqrt(values)) @ vectors.T
    return (gain * (W if tall is A else W.T)).reshape(Z.shape)


@wrong("initialization/orthogonal_init", embodies="works_in_place")
def orthogonal_init__overwrites(Z, gain=1.0):
    """Right, in the caller's array."""
    np.copyto(Z, orthogonal_init__row_by_row(Z, gain))
    return Z


@wrong("initialization/orthogonal_init")
def orthogonal_init__from_the_last_row(Z, gain=1.0):
    """Gram and Schmidt from the other end: matches no misconception."""
    A = _matrix(Z)
    W = _schmidt(A[::-1])[::-1] if len(A) < len(A[0]) else _schmidt(A.T[::-1])[::-1].T
    return (gain * W).reshape(Z.shape)


@wrong("initialization/orthogonal_init")
def orthogonal_init__lengths_kept(Z, gain=1.0):
    """Perpendicular, and as long as Gram and Schmidt's rest is: matches no misconception."""
    A = _matrix(Z)
    rows = A if len(A) < len(A[0]) else A.T
    W = _schmidt(rows) * np.linalg.norm(rows, axis=1)[:, None]
    return (gain * (W if len(A) < len(A[0]) else W.T)).reshape(Z.shape)


# --- ntk_linear ------------------------------------------------------------------------------------

@right("initialization/ntk_linear")
def ntk_linear__weights_scaled_first(X, W, b):
    """Effective weights."""
    return np.einsum("ni,io->no", X, W * W.shape[0] ** -0.5) + b[None]


@right("initialization/ntk_linear")
def ntk_linear__inputs_scaled_first(X, W, b):
    """Scaled inputs."""
    return b + np.dot(X / np.sqrt(X.shape[1]), W)


@right("initialization/ntk_linear")
def ntk_linear_backward__scaled_gradient(dY, X, W):
    """The scale is put on dY once."""
    g = dY / X.shape[1] ** 0.5
    return np.einsum("no,io->ni", g, W), np.einsum("ni,no->io", X, g), np.ones(len(dY)) @ dY


@right("initialization/ntk_linear")
def ntk_linear_backward__sample_by_sample(dY, X, W):
    """A loop, for the weights."""
    root = np.sqrt(len(W))
    return (W @ dY.T).T / root, sum(np.outer(x, g) for x, g in zip(X, dY)) / root, sum(dY)


@right("initialization/ntk_linear")
def ntk_linear_rate__two_roots(lr, d_in):
    """The root twice."""
    return np.float64(lr) / np.sqrt(d_in) / np.sqrt(d_in)


@wrong("initialization/ntk_linear", embodies="plain_layer")
def ntk_linear__unscaled(X, W, b):
    """A plain layer."""
    return np.einsum("ni,io->no", X, W) + b


@wrong("initialization/ntk_linear", embodies="divided_by_the_number")
def ntk_linear__mean(X, W, b):
    """The mean of the terms."""
    return np.mean(X[:, :, None] * W[None], axis=1) + b


@wrong("initialization/ntk_linear", embodies="outputs_counted")
def ntk_linear__by_outputs(X, W, b):
    """Wrong axis."""
    return X @ (W * len(b) ** -0.5) + b


@wrong("initialization/ntk_linear", embodies="samples_counted")
def ntk_linear__by_samples(X, W, b):
    """The batch's size."""
    return X * X.shape[0] ** -0.5 @ W + b


@wrong("initialization/ntk_linear", embodies="bias_scaled")
def ntk_linear__all_scaled(X, W, b):
    """A bracket too many."""
    return (X @ W + b) * X.shape[1] ** -0.5


@wrong("initialization/ntk_linear")
def ntk_linear__multiplied(X, W, b):
    """Times the root: matches no misconception."""
    return X @ W * len(W) ** 0.5 + b


@wrong("initialization/ntk_linear", embodies="gradients_unscaled")
def ntk_linear_backward__plain(dY, X, W):
    """A plain layer's."""
    return (W @ dY.T).T, (dY.T @ X).T, np.add.reduce(dY)


@wrong("initialization/ntk_linear", embodies="input_unscaled")
def ntk_linear_backward__dx_plain(dY, X, W):
    """No scale on the way down."""
    return (W @ dY.T).T, (dY.T @ X).T * len(W) ** -0.5, np.add.reduce(dY)


@wrong("initialization/ntk_linear", embodies="weight_unscaled")
def ntk_linear_backward__dw_plain(dY, X, W):
    """No scale for the weights."""
    return (W @ dY.T).T * len(W) ** -0.5, (dY.T @ X).T, np.add.reduce(dY)


@wrong("initialization/ntk_linear", embodies="weight_scaled_twice")
def ntk_linear_backward__dw_by_effective_inputs(dY, X, W):
    """Scaled in X and in dY."""
    root = len(W) ** 0.5
    return (W @ dY.T).T / root, (X / root).T @ (dY / root), np.add.reduce(dY)


@wrong("initialization/ntk_linear", embodies="bias_averaged")
def ntk_linear_backward__db_mean(dY, X, W):
    """A mean over the batch."""
    root = len(W) ** 0.5
    return (W @ dY.T).T / root, X.T @ dY / root, dY.sum(axis=0) / len(dY)


@wrong("initialization/ntk_linear")
def ntk_linear_backward__negative(dY, X, W):
    """Downhill already: matches no misconception."""
    root = len(W) ** 0.5
    return -dY @ W.T / root, -X.T @ dY / root, -dY.sum(axis=0)


@wrong("initialization/ntk_linear", embodies="root_once")
def ntk_linear_rate__one_root(lr, d_in):
    """One root."""
    return lr * d_in**-0.5


@wrong("initialization/ntk_linear", embodies="rate_grows")
def ntk_linear_rate__other_way(lr, d_in):
    """The inverse."""
    return lr / (1 / d_in)


@wrong("initialization/ntk_linear")
def ntk_linear_rate__the_same(lr, d_in):
    """No change: matches no misconception."""
    return lr
