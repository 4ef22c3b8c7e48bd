"""Wrong and right answers: ridge and lasso."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
RIDGE, LASSO = "linear_models/ridge", "linear_models/lasso"


def with_penalty_rows(X, t, rows):
    """Least squares with further samples: the penalty as data whose bias is switched off."""
    A = np.vstack([np.column_stack([X, np.ones(len(X))]), rows])
    v = np.linalg.lstsq(A, np.append(t, np.zeros(len(rows))), rcond=None)[0]
    return v[:-1], v[-1]


def shrink(rho, by):
    """Towards 0 by so much."""
    return rho - by if rho > by else rho + by if rho < -by else 0.0


def sweep(X, t, alpha, sweeps, errors, rule=shrink):
    """Coordinate descent from the Gram matrix; ``errors`` is what their sum is divided by."""
    A, y = X - X.mean(axis=0), t - t.mean()
    G, c, w = A.T @ A / errors, A.T @ y / errors, np.zeros(X.shape[1])
    for _ in range(sweeps):
        for j in range(len(w)):
            if G[j, j] > 1e-20:
                w[j] = rule(c[j] - G[j] @ w + G[j, j] * w[j], alpha) / G[j, j]
    return w, float(t.mean() - X.mean(axis=0) @ w)


@right(RIDGE)
def ridge__as_data(X, t, alpha=1.0):
    """The penalty as d more samples."""
    return with_penalty_rows(X, t, np.sqrt(alpha) * np.eye(X.shape[1] + 1)[:-1])


@right(RIDGE)
def ridge__by_singular_values(X, t, alpha=1.0):
    """Each direction shrinks by s²/(s² + λ)."""
    centre = np.mean(X, axis=0)
    U, s, Vt = np.linalg.svd(X - centre, full_matrices=False)
    w = Vt.T @ (s / (s**2 + alpha) * (U.T @ (t - np.mean(t))))
    return w, float(np.mean(t) - centre @ w)


@right(RIDGE)
def ridge__dual(X, t, alpha=1.0):
    """A system of n unknowns in place of d."""
    A = X - X.mean(axis=0)
    w = A.T @ np.linalg.solve(A @ A.T + alpha * np.eye(len(t)), t - t.mean())
    return w, t.mean() - X.mean(axis=0) @ w


@wrong(RIDGE, embodies="bias_penalised")
def ridge__penalty_on_all(X, t, alpha=1.0):
    """A row for the bias too."""
    return with_penalty_rows(X, t, np.sqrt(alpha) * np.eye(X.shape[1] + 1))


@wrong(RIDGE, embodies="errors_averaged")
def ridge__of_the_mean(X, t, alpha=1.0):
    """‖…‖²/n."""
    return with_penalty_rows(X, t, np.sqrt(len(X) * alpha) * np.eye(X.shape[1] + 1)[:-1])


@wrong(RIDGE, embodies="half_the_errors")
def ridge__halved_errors(X, t, alpha=1.0):
    """½‖…‖² + λ‖w‖²."""
    return ridge__dual(X, t, alpha + alpha)


@wrong(RIDGE, embodies="half_the_penalty")
def ridge__halved_penalty(X, t, alpha=1.0):
    """‖…‖² + (λ/2)‖w‖²."""
    return ridge__dual(X, t, 0.5 * alpha)


@wrong(RIDGE, embodies="penalty_squared")
def ridge__rows_not_rooted(X, t, alpha=1.0):
    """λ where √λ belongs."""
    return with_penalty_rows(X, t, alpha * np.eye(X.shape[1] + 1)[:-1])


@wrong(RIDGE, embodies="not_centred")
def ridge__bias_afterwards(X, t, alpha=1.0):
    """Weights through the origin, then a bias."""
    w = X.T @ np.linalg.inv(X @ X.T + alpha * np.eye(len(t))) @ t
    return w, np.mean(t - X @ w)


@wrong(RIDGE, embodies="bias_is_the_mean")
def ridge__mean_of_targets(X, t, alpha=1.0):
    """The centred features' bias."""
    return ridge__by_singular_values(X, t, alpha)[0], float(np.mean(t))


@wrong(RIDGE, embodies="samples_overwritten")
def ridge__takes_means_off(X, t, alpha=1.0):
    """Right, once."""
    w, b = ridge__dual(X, t, alpha)
    np.subtract(X, X.mean(axis=0), out=X)
    return w, b


@wrong(RIDGE)
def ridge__minus(X, t, alpha=1.0):
    """− λ: no name."""
    A = X - X.mean(axis=0)
    w = np.linalg.pinv(A.T @ A - alpha * np.eye(X.shape[1])) @ A.T @ t
    return w, t.mean() - X.mean(axis=0) @ w


@right(LASSO)
def lasso__gram(X, t, alpha=1.0, sweeps=100):
    """Inner products of columns, taken once."""
    return sweep(X, t, alpha, sweeps, len(t))


@right(LASSO)
def lasso__predictions_anew(X, t, alpha=1.0, sweeps=100):
    """Each weight set to 0, then measured."""
    A, w = X - X.mean(axis=0), np.zeros(X.shape[1])
    for step in range(sweeps * len(w)):
        j = step % len(w)
        w[j] = 0.0
        size = np.mean(A[:, j] ** 2)
        if size > 0:
            rho = np.mean(A[:, j] * (t - t.mean() - A @ w))
            w[j] = (max(rho - alpha, 0) - max(-rho - alpha, 0)) / size
    return w, t.mean() - X.mean(axis=0) @ w


@wrong(LASSO, embodies="errors_summed")
def lasso__sum(X, t, alpha=1.0, sweeps=100):
    """½‖…‖²."""
    return sweep(X, t, alpha, sweeps, 1)


@wrong(LASSO, embodies="half_forgotten")
def lasso__of_the_mean(X, t, alpha=1.0, sweeps=100):
    """‖…‖²/n."""
    return sweep(X, t, alpha / 2, sweeps, len(t))


@wrong(LASSO, embodies="hard_threshold")
def lasso__all_or_nothing(X, t, alpha=1.0, sweeps=100):
    """Kept whole."""
    return sweep(X, t, alpha, sweeps, len(t), lambda rho, by: rho * (abs(rho) > by))


@wrong(LASSO, embodies="sign_lost")
def lasso__size_only(X, t, alpha=1.0, sweeps=100):
    """1.5 for −1.5."""
    return sweep(X, t, alpha, sweeps, len(t), lambda rho, by: abs(shrink(rho, by)))


@wrong(LASSO, embodies="negative_forgotten")
def lasso__clipped(X, t, alpha=1.0, sweeps=100):
    """Like a rectifier."""
    return sweep(X, t, alpha, sweeps, len(t), lambda rho, by: np.clip(rho - by, 0, None))


@wrong(LASSO, embodies="shrunk_past_zero")
def lasso__always_by_so_much(X, t, alpha=1.0, sweeps=100):
    """No stop at 0."""
    return sweep(X, t, alpha, sweeps, len(t), lambda rho, by: rho - np.copysign(by, rho) if rho else 0.0)


@wrong(LASSO, embodies="own_share_left_out")
def lasso__plain_residual(X, t, alpha=1.0, sweeps=100):
    """The residual as it is."""
    A, w = X - X.mean(axis=0), np.zeros(X.shape[1])
    for _ in range(sweeps):
        for j in np.flatnonzero(np.any(A, axis=0)):
            w[j] = shrink(np.mean(A[:, j] * (t - t.mean() - A @ w)), alpha) / np.mean(A[:, j] ** 2)
    return w, t.mean() - X.mean(axis=0) @ w


@wrong(LASSO, embodies="all_at_once")
def lasso__together(X, t, alpha=1.0, sweeps=100):
    """From the old weights."""
    A, w = X - X.mean(axis=0), np.zeros(X.shape[1])
    size = (A * A).mean(axis=0)
    with np.errstate(all="ignore"):
        for _ in range(sweeps):
            rho = A.T @ (t - t.mean() - A @ w) / len(t) + size * w
            w = np.where(size > 0, np.sign(rho) * np.maximum(np.abs(rho) - alpha, 0) / np.where(size > 0, size, 1), 0.0)
    return w, t.mean() - X.mean(axis=0) @ w


@wrong(LASSO, embodies="columns_of_one_size")
def lasso__standardised_only(X, t, alpha=1.0, sweeps=100):
    """No division."""
    A, w = X - X.mean(axis=0), np.zeros(X.shape[1])
    with np.errstate(all="ignore"):
        for _ in range(sweeps):
            for j in np.flatnonzero(np.any(A, axis=0)):
                w[j] = shrink(np.mean(A[:, j] * (t - t.mean() - A @ w + A[:, j] * w[j])), alpha)
    return w, t.mean() - X.mean(axis=0) @ w


@wrong(LASSO)
def lasso__backwards(X, t, alpha=1.0, sweeps=100):
    """From the last column to the first: no name."""
    w, b = sweep(X[:, ::-1], t, alpha, sweeps, len(t))
    return w[::-1].copy(), b
