"""Equivalent mutants of the chapter linear_models: component → mutant → reason."""

from tests.mutation.reasons import ADDED, AS_MANY_ROWS, EITHER_ORDER, INNER, LAST_OF_TWO, NO_DIRECTION

NEGATIVE_ZERO = "a zero with the other sign is added to the same sums"

EQUIVALENTS = {
    "logistic_regression": {
        "logistic_regression:2 return np.exp(-np.logaddexp(-(X @ w + b), 0.0))": ADDED,
        "logistic_regression_loss:2 return np.logaddexp((1 - 2 * t) * (X @ w + b), 0.0).mean()": ADDED,
        "logistic_regression_gradient:3 return (X.T @ error / len(X), error.mean())": AS_MANY_ROWS,
        "logistic_regression_fit:2 w, b = (-np.zeros(X.shape[1]), 0.0)": NEGATIVE_ZERO,
        "logistic_regression_fit:2 w, b = (np.zeros(X.shape[1]), -0.0)": NEGATIVE_ZERO,
        "logistic_regression_fit:2 w, b = (np.zeros(X.shape[-1]), 0.0)": LAST_OF_TWO,
    },
    "ridge": {
        "ridge:2 centre = X.mean(axis=-2)": "a matrix has its first axis last but one",
        "ridge:4 w = np.linalg.solve(X0.T @ X0 + alpha * np.eye(X.shape[-1]), X0.T @ t)": LAST_OF_TWO,
        "ridge:5 return (w, t.mean() - w @ centre)": INNER,
    },
    "lasso": {
        "lasso:2 centre, w, residual = (X.mean(axis=0), -np.zeros(X.shape[1]), t)": NEGATIVE_ZERO,
        "lasso:2 centre, w, residual = (X.mean(axis=-2), np.zeros(X.shape[1]), t)": "a matrix has its first axis last but one",
        "lasso:2 centre, w, residual = (X.mean(axis=0), np.zeros(X.shape[-1]), t)": LAST_OF_TWO,
        "lasso:4 size = (X0 ** 2).mean(axis=-2)": "a matrix has its first axis last but one",
        "lasso:8 rho = residual @ X0[:, j] / len(t)": INNER,
        "lasso:8 rho = X0[:, j] @ residual / len(X)": AS_MANY_ROWS,
        "lasso:9 w[j] = np.sign(rho) * max(abs(rho) - alpha, 0.0) / size[j]": EITHER_ORDER,
        "lasso:11 return (w, t.mean() - w @ centre)": INNER,
    },
    "svm_soft_margin": {
        "svm_soft_margin:2 return w @ (0.5 * w) + C * np.maximum(0.0, 1 - t * (X @ w + b)).sum()":
            "the same product of three, in another order",
        "svm_soft_margin:2 return 0.5 * w @ w + C * np.maximum(1 - t * (X @ w + b), 0.0).sum()": EITHER_ORDER,
        "svm_soft_margin_fit:2 w, b = (-np.zeros(X.shape[1]), 0.0)": NEGATIVE_ZERO,
        "svm_soft_margin_fit:2 w, b = (np.zeros(X.shape[1]), -0.0)": NEGATIVE_ZERO,
        "svm_soft_margin_fit:2 w, b = (np.zeros(X.shape[-1]), 0.0)": LAST_OF_TWO,
    },
    "svm_hard_margin": {
        "svm_hard_margin_fit:5 ahead = t * (X @ (X.T @ (a / t)))": "a target is −1 or 1, and nothing else",
        "svm_hard_margin_fit:6 lead, i, j = max(_widest(ahead, a, no), _widest(ahead, a, yes))": EITHER_ORDER,
        "svm_hard_margin_fit:8 step = min(lead / ((X[i] - X[j]) ** 2).sum(), a[i])": EITHER_ORDER,
        "svm_hard_margin_fit:8 step = min(a[i], lead / ((X[j] - X[i]) ** 2).sum())": NO_DIRECTION,
    },
    "kernels": {
        "kernels_gaussian:2 return np.exp(-gamma * ((Z - X[:, None]) ** 2).sum(axis=-1))": NO_DIRECTION,
        "kernels_map:2 i, j = np.triu_indices(X.shape[-1], 1)": LAST_OF_TWO,
        "kernels_map:3 return -np.hstack([np.ones((len(X), 1)), np.sqrt(2) * X, X ** 2, np.sqrt(2) * X[:, i] * X[:, j]])":
            "features with the other sign have the same inner products",
    },
    "kernel_svm": {
        "kernel_svm:2 u = -_signed(a, t)": "both factors change their sign",
        "kernel_svm:3 return a.sum() - u @ (0.5 * u @ K)": "a kernel of samples with themselves is symmetric",
        "kernel_svm:3 return a.sum() - K @ (0.5 * u) @ u": "a kernel of samples with themselves is symmetric",
        "kernel_svm_step:3 delta = (u @ (K[j] - K[i]) - (t[j] - t[i])) / max(K[i, i] + K[j, j] - 2 * K[i, j], TINY)": INNER,
        "kernel_svm_step:3 delta = ((K[j] - K[i]) @ u - (t[j] - t[i])) / max(TINY, K[i, i] + K[j, j] - 2 * K[i, j])": EITHER_ORDER,
        "kernel_svm_step:5 delta = min(high[i] - u[i], max(delta, low[i] - u[i], u[j] - high[j]), u[j] - low[j])": EITHER_ORDER,
        "kernel_svm_step:5 delta = min(max(delta, low[i] - u[i], u[j] - high[j]), u[j] - low[j], high[i] - u[i])": EITHER_ORDER,
        "kernel_svm_step:5 delta = min(max(low[i] - u[i], delta, u[j] - high[j]), high[i] - u[i], u[j] - low[j])": EITHER_ORDER,
        "kernel_svm_step:5 delta = min(max(delta, u[j] - high[j], low[i] - u[i]), high[i] - u[i], u[j] - low[j])": EITHER_ORDER,
        "kernel_svm_fit:2 a = -np.zeros(len(t))": NEGATIVE_ZERO,
        "kernel_svm_fit:2 a = np.zeros(len(K))": AS_MANY_ROWS,
        "kernel_svm_fit:5 if lowest <= highest:": "a step of 0 changes nothing",
        "kernel_svm_fit:6 a = kernel_svm_step(K, t, a, j, i, C)": "both samples exchanged: δ has the other sign, and so have its ends",
        "_most_violating:2 error = _signed(a, t) @ K - t": "a kernel of samples with themselves is symmetric",
        "_most_violating:3 grows = np.where(np.where(t == 1, a <= C - ROOM, a > ROOM), error, np.inf)":
            "only a variable within rounding of an end decides",
        "_most_violating:3 grows = np.where(np.where(t == 1, a < C, a > ROOM), error, np.inf)":
            "only a variable within rounding of an end decides",
        "_most_violating:3 grows = np.where(np.where(t == 1, a < C - ROOM, a >= ROOM), error, np.inf)":
            "only a variable within rounding of an end decides",
        "_most_violating:4 shrinks = np.where(np.where(t == 1, a >= ROOM, a < C - ROOM), error, -np.inf)":
            "only a variable within rounding of an end decides",
        "_most_violating:4 shrinks = np.where(np.where(t == 1, a > ROOM, a <= C - ROOM), error, -np.inf)":
            "only a variable within rounding of an end decides",
        "_most_violating:4 shrinks = np.where(np.where(t == 1, a > ROOM, a < C), error, -np.inf)":
            "only a variable within rounding of an end decides",
    },
}
