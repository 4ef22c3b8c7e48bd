"""What is asked of ridge and lasso."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

LINE, HEIGHTS = np.array([[-1.0], [0.0], [1.0]]), np.array([97.0, 100.0, 103.0])
SIZES = ((6, 3), (4, 4), (9, 2), (5, 1))


def _data(rng, n, d):
    """Features with means and units of their own, and targets far from 0."""
    X = rng.normal(size=(n, d)) * rng.uniform(0.5, 2, size=d) + rng.normal(size=d)
    return X, X @ rng.normal(scale=2, size=d) + rng.normal(size=n) + 10


def _minimum(name, objective):
    """Calls, and the law that no step from the answer lowers the objective."""
    def calls(rng):
        return [call(name, *_data(rng, 7, 3), 0.5)]

    def holds(calls, values):
        (X, t, alpha), (w, b) = calls[0].args, values[0]
        here = objective(X, t, w, b, alpha)
        for k in range(4):
            for step in (1e-3, -1e-3):
                v = np.append(w, b)
                v[k] += step
                if objective(X, t, v[:3], v[3], alpha) < here - 1e-12:
                    return f"changing {'the bias' if k == 3 else f'weight {k}'} by {step:g} lowers the objective; it is not at its minimum"
        return None
    return {"calls": calls, "holds": holds}


def _by_hand(name, *more):
    return lambda rng: [call(name, LINE, HEIGHTS, alpha, *more, label=f"three samples on a line, λ = {alpha:g}") for alpha in (1.0, 2.0)]


def _random(name):
    return lambda rng: [call(name, *_data(rng, n, d), alpha, label=f"{n} samples of {d} features, λ = {alpha}")
                        for (n, d), alpha in zip(SIZES, (0.1, 1.5, 20.0, 0.5))] + [_left_out(rng, name)]


def _left_out(rng, name):
    X, t = _data(rng, 6, 2)
    return call(name, X, t + X @ np.array([9.0, -9.0]), label="λ left out")


def _alike(rng):
    X = rng.normal(size=(6, 1)) + 0.1 * rng.normal(size=(6, 2))
    return call("lasso", X, X @ np.array([3.0, -2.0]), 1e-4, label="two columns that are nearly equal, sweeps left out")


def _ridge_edges(rng):
    X, t = _data(rng, 5, 2)
    return [call("ridge", np.hstack([X, X]), t, 0.5, label="each column twice"),
            call("ridge", *_data(rng, 3, 6), 0.5, label="more features than samples"),
            call("ridge", np.column_stack([X, np.full(5, 4.0)]), t, 0.5, label="a constant column"),
            call("ridge", X[:1], t[:1], 1.0, label="one sample"), call("ridge", X, t + 1e4, 0.5, label="targets near 10,000")]


def _sweeps(rng):
    return [call("lasso", *_data(rng, n, d), alpha, sweeps, label=f"{n} samples of {d} features, λ = {alpha}, {sweeps} sweeps")
            for (n, d), alpha, sweeps in (((6, 3), 0.1, 1), ((9, 4), 0.3, 2), ((5, 2), 0.05, 3), ((4, 3), 0.2, 0))] + [_alike(rng)]


def _lasso_edges(rng):
    X, t = _data(rng, 6, 2)
    X = X - X.mean(axis=0)
    return [call("lasso", np.column_stack([X[:, 0], X[:, 0], X[:, 1]]), t, 0.1, label="two equal columns"),
            call("lasso", np.column_stack([np.full(6, 4.0), X]), t, 0.1, label="a constant column"),
            call("lasso", X, t, 1e3, label="a penalty that leaves nothing"), call("lasso", X[:, :1], -t, 0.1, label="a negative weight"),
            call("lasso", *_data(rng, 3, 5), 0.5, 20, label="more features than samples")]


def _unchanged(name):
    return lambda rng: [call(name, *_data(rng, 5, 3), 0.5)]


def _centred(X, t):
    return X - X.mean(axis=0), t - t.mean()


def _ridge(X, t, alpha):
    A, y = _centred(X, t)
    w = np.linalg.solve(A.T @ A + alpha * np.eye(X.shape[1]), A.T @ y)
    return w, t.mean() - X.mean(axis=0) @ w


def _bias_penalised(X, t, alpha=1.0):
    A = np.column_stack([X, np.ones(len(X))])
    v = np.linalg.solve(A.T @ A + alpha * np.eye(A.shape[1]), A.T @ t)
    return v[:-1], v[-1]


def _not_centred(X, t, alpha=1.0):
    w = np.linalg.solve(X.T @ X + alpha * np.eye(X.shape[1]), X.T @ t)
    return w, t.mean() - X.mean(axis=0) @ w


def _in_place(rule):
    def overwriting(X, t, *rest):
        mean, centre = t.mean(), X.mean(axis=0)
        X -= centre
        w, _ = rule(X, t, *rest)
        return w, mean - centre @ w
    return overwriting


def _coordinates(threshold=lambda rho, lam: np.sign(rho) * max(0.0, abs(rho) - lam), scale=lambda n: n, stale=False, late=False,
                 unit=lambda column: column @ column, floor=0.0):
    """Coordinate descent as it should be, but for what is given."""
    def lasso(X, t, alpha=1.0, sweeps=100):
        A, y = _centred(X, t)
        w, n = np.zeros(X.shape[1]), scale(len(t))
        for _ in range(sweeps):
            old = w.copy()
            for j in range(X.shape[1]):
                if A[:, j].any():
                    others = old if stale else w
                    rho = A[:, j] @ (y - A @ others + (0 if late else A[:, j] * others[j])) / n
                    w[j] = threshold(rho, alpha) / (unit(A[:, j]) / n)
        return w, t.mean() - X.mean(axis=0) @ w
    return lasso


def _hard(rho, lam):
    return rho if abs(rho) > lam else 0.0


RIDGE = Sheet(
    checks=(
        Check("by hand", "Three samples on a line of slope 3 have the slopes 2 and 1.5 for λ = 1 and 2, and always the bias 100.",
              "value", 1,
              _by_hand("ridge"), by_hand=((np.array([2.0]), 100.0), (np.array([1.5]), 100.0))),
        Check("minimum", "No small step away from the answer lowers the objective.", "property", 1,
              **_minimum("ridge", lambda X, t, w, b, alpha: ((t - X @ w - b) ** 2).sum() + alpha * w @ w),
              hint="the errors are summed, and the penalty is λ times the squared length of w"),
        Check("random samples", "Random samples agree with the closed form, for several λ.", "reference", 2, _random("ridge"),
              hint="take the means off, solve, and let the bias carry the means"),
        Check("edges", "Equal and constant columns, more features than samples, and one sample have one answer.", "edge", 2, _ridge_edges,
              rtol=1e-7, atol=1e-9, why="means near 10,000 cost four digits", hint="λ on the diagonal makes the matrix invertible"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged("ridge"),
              hint="X -= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("bias_penalised", "ridge", _bias_penalised,
            "the bias is penalised like a weight, which pulls every answer towards 0"),
        Misconception("errors_averaged", "ridge", lambda X, t, alpha=1.0: _ridge(X, t, alpha * len(t)),
                      "the errors are averaged; summed, they make the same λ weigh n times less"),
        Misconception("half_the_errors", "ridge", lambda X, t, alpha=1.0: _ridge(X, t, 2 * alpha),
                      "the errors have a factor ½ and the penalty has none"),
        Misconception("half_the_penalty", "ridge", lambda X, t, alpha=1.0: _ridge(X, t, alpha / 2),
                      "the penalty has a factor ½ and the errors have none"),
        Misconception("penalty_squared", "ridge", lambda X, t, alpha=1.0: _ridge(X, t, alpha ** 2), "λ is squared"),
        Misconception("not_centred", "ridge", _not_centred, "the weights are found without taking the means off, as if there were no bias"),
        Misconception("bias_is_the_mean", "ridge", lambda X, t, alpha=1.0: (_ridge(X, t, alpha)[0], t.mean()),
                      "the bias is the mean of the targets, although the features have means too"),
        Misconception("samples_overwritten", "ridge", lambda X, t, alpha=1.0: _in_place(_ridge)(X, t, alpha),
                      "the means are taken off in place, which changes the caller's X"),
    ),
)

LASSO = Sheet(
    checks=(
        Check("by hand", "Three samples on a line of slope 3 have the slope 1.5 for λ = 1, and 0 for λ = 2; the bias is 100.", "value", 1,
              _by_hand("lasso"), by_hand=((np.array([1.5]), 100.0), (np.array([0.0]), 100.0))),
        Check("minimum", "No small step away from the answer lowers the objective.", "property", 1,
              **_minimum("lasso", lambda X, t, w, b, alpha: ((t - X @ w - b) ** 2).mean() / 2 + alpha * np.abs(w).sum()),
              hint="the errors are averaged and halved, and the penalty is λ times the sum of |w|"),
        Check("random samples", "Random samples agree with a hundred sweeps, for several λ.", "reference", 2, _random("lasso"),
              rtol=1e-7, atol=1e-9, why="a hundred sweeps add up rounding", hint="ρ is measured with weight j left out"),
        Check("few sweeps", "After none, one, two and three sweeps the weights are right, each with the newest of the others.", "reference",
              2, _sweeps, hint="in the order of the columns; what weight j has become counts for weight j + 1 at once"),
        Check("edges", "Equal and constant columns, a negative weight, and a penalty that leaves nothing are handled.", "edge", 2,
              _lasso_edges, rtol=1e-7, atol=1e-9, why="a hundred sweeps add up rounding",
              hint="a constant column has no size to divide by: its weight stays 0"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged("lasso"),
              hint="X -= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("errors_summed", "lasso", _coordinates(scale=lambda n: 1),
            "the errors are summed, where this objective averages them"),
        Misconception("half_forgotten", "lasso", _coordinates(scale=lambda n: n / 2),
                      "the factor ½ of the errors is missing, so that λ weighs half as much"),
        Misconception("hard_threshold", "lasso", _coordinates(_hard), "ρ is kept whole or dropped; it has to come nearer to 0 by λ"),
        Misconception("sign_lost", "lasso", _coordinates(lambda rho, lam: max(0.0, abs(rho) - lam)),
                      "the threshold loses the sign of ρ: no weight is ever negative"),
        Misconception("negative_forgotten", "lasso", _coordinates(lambda rho, lam: max(0.0, rho - lam)),
                      "a negative ρ becomes 0, however large it is"),
        Misconception("shrunk_past_zero", "lasso", _coordinates(lambda rho, lam: rho - lam * np.sign(rho)),
                      "a small ρ is shrunk past 0 to the other side; it stops at 0"),
        Misconception("own_share_left_out", "lasso", _coordinates(late=True),
                      "ρ is measured with weight j still in the prediction; what it explains must be added back"),
        Misconception("all_at_once", "lasso", _coordinates(stale=True),
                      "all weights change at once, from the old ones; each sweep uses what has just changed"),
        Misconception("columns_of_one_size", "lasso", _coordinates(unit=lambda column: len(column)),
                      "the division by the column's size is missing, which is right for standardised columns only"),
    ),
)
