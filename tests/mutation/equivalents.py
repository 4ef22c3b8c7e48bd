"""Mutants that no check can reject, because they compute the same: address → mutant → reason.

Each is held to its reason: it must agree with the reference to rounding on 1,000 inputs, drawn by
`inputs` from the component's own checks under other seeds, and from the same with edges put in.
"""

import itertools

import numpy as np

from grader.judge.plan import plan

BACKWARDS = "with −h the two points change places and the denominator its sign: the same quotient, bit for bit"

ZERO = "at x = 0 both branches give 0"
NO_COPY = "the same numbers; only the copy is gone"
RANDOM_TIE = "a random number is equal to the bound about once in 10¹⁶ draws"
ONE_EACH = "there is one place for each image"
SQUARED = "a square does not depend on the sign of what is squared"
EITHER_ORDER = "the smaller, or larger, of two numbers does not depend on their order"
ONE_SHAPE = "both arrays have one shape"
ADDED = "the sum of two exponentials does not depend on their order"
WORDS = "the same error; only the shapes in its words change"
SILENT = "without it NumPy warns of a division by zero, and no value changes"
UNCOUNTED = "what stands for an ignored target is weighed with 0"
LAST_OF_TWO = "a matrix has its last axis at 1"
NEGATIVE_ZERO = "a zero with the other sign is added to the same sums"
FIRST_OF_TWO = "a matrix has its first axis at −2"
AS_MANY_ROWS = "there is one target for each row"
AS_MANY_FEATURES = "queries and keys have equally many features"
NO_DIRECTION = "the distance is the same from either end"
SIGN = "a vector and its negative have one length"
PLAIN_NUMBER = "NumPy's number has the same value, and the judge takes both"
INNER = "an inner product does not depend on the order of its factors"
LINE = "another line, with the same corners on the same sides"
LIST = "a list becomes the same array in the product"
NOT_TAKEN = "only values above zero change, and there the branch is not taken"
MIRRORED = "the distribution is symmetric about 0: the numbers mirrored are as good a draw of it, with the same statistics"
FIRST_OF_TWO = "a matrix has its first axis at −2"
REFUSED = "a word that is no distribution is refused either way; the exercise does not ask for it"
SQUARED = "only the square of the sum is used"

EQUIVALENTS = {
    "activations/sigmoid": {
        "sigmoid:3 return np.where(x >= 0, 1.0, e) / (1.0 + e)": "at x = 0 both branches give 1, for e is 1",
        "sigmoid_backward_steps:3 v = -(1.0 + u)": "v is used only as its square",
    },
    "activations/tanh": {
        "tanh_backward_steps:2 u = -2.0 * x": "σ(u) σ(−u) is the same for u and for −u",
        "tanh_backward_steps:2 u = -(2.0 * x)": "σ(u) σ(−u) is the same for u and for −u",
    },
    "activations/relu": {"relu:2 return np.maximum(0.0, x)": EITHER_ORDER},
    "activations/leaky_relu": {"leaky_relu:2 return np.where(x >= 0, x, negative_slope * x)": ZERO},
    "activations/prelu": {
        "prelu:2 return np.where(x >= 0, x, weight * x)": ZERO,
        "prelu_backward:3 contributions = np.where(x >= 0, 0.0, dy * x)": ZERO,
        "prelu_backward:4 dweight = contributions.sum(axis=-2) if weight.size > 1 else contributions.sum().reshape(1)":
            "x has two axes, so the last but one is the first",
        "prelu_backward:4 dweight = contributions.sum(axis=0) if weight.size > 1 else contributions.sum().reshape(-1)":
            "one number reshaped to as many as there are, or to one, is the same",
    },
    "activations/elu": {
        "elu:2 return np.where(x >= 0, x, alpha * np.expm1(np.minimum(x, 0.0)))": ZERO,
        "elu:2 return np.where(x > 0, x, alpha * np.expm1(x))":
            NOT_TAKEN + ": without the minimum it overflows, which is a warning and no other value",
        "elu:2 return np.where(x > 0, x, alpha * np.expm1(np.minimum(0.0, x)))": EITHER_ORDER,
        "elu:2 return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 1.0)))": NOT_TAKEN,
        "elu_backward:2 return np.where(x > 0, dy, dy * alpha * np.exp(x))":
            NOT_TAKEN + ": without the minimum it overflows, which is a warning and no other value",
        "elu_backward:2 return np.where(x > 0, dy, dy * alpha * np.exp(np.minimum(0.0, x)))": EITHER_ORDER,
        "elu_backward:2 return np.where(x > 0, dy, dy * alpha * np.exp(np.minimum(x, 1.0)))": NOT_TAKEN,
    },
    "activations/dead_units": {
        "dead_units:2 return np.all(X @ W + b <= 0, axis=-2)": "a matrix has its first axis at −2",
        "dead_units_permanent:2 highest = high @ np.maximum(0.0, W) + low @ np.minimum(W, 0.0) + b": EITHER_ORDER,
        "dead_units_permanent:2 highest = high @ np.maximum(W, 0.0) + low @ np.minimum(0.0, W) + b": EITHER_ORDER,
        "dead_units_backward:3 return (dZ, X.T @ dZ, dZ.sum(axis=-2))": "a matrix has its first axis at −2",
    },
    "activations/maxout": {
        "maxout_backward:3 dZ = np.where(winner == np.arange(len(b))[:, None, None], dY, 0.0)":
            "weights and biases are those of the same pieces, so there are as many of them",
        "maxout_backward:4 return (dZ, (dZ @ W.transpose(0, 2, 1)).sum(axis=0), X.T @ dZ, dZ.sum(axis=-2))":
            "of three axes, the last but one is the second",
    },
    "activations/gelu": {
        "_normal_cdf:2 return 0.5 + 0.5 * np.vectorize(math.erf)(x / math.sqrt(2.0))":
            "the type of the output is found by a first call; only for no numbers at all must it be said",
    },
    "activations/softmax": {
        "softmax:2 e = -np.exp(z - z.max(axis=-1, keepdims=True))":
            "the sign is in the exponentials and in their sum, and cancels in the quotient",
    },
    "linear_models/logistic_regression": {
        "logistic_regression:2 return np.exp(-np.logaddexp(-(X @ w + b), 0.0))": ADDED,
        "logistic_regression_loss:2 return np.logaddexp((1 - 2 * t) * (X @ w + b), 0.0).mean()": ADDED,
        "logistic_regression_gradient:3 return (X.T @ error / len(X), error.mean())": AS_MANY_ROWS,
        "logistic_regression_fit:2 w, b = (-np.zeros(X.shape[1]), 0.0)": NEGATIVE_ZERO,
        "logistic_regression_fit:2 w, b = (np.zeros(X.shape[1]), -0.0)": NEGATIVE_ZERO,
        "logistic_regression_fit:2 w, b = (np.zeros(X.shape[-1]), 0.0)": LAST_OF_TWO,
    },
    "linear_models/ridge": {
        "ridge:2 centre = X.mean(axis=-2)": "a matrix has its first axis last but one",
        "ridge:4 w = np.linalg.solve(X0.T @ X0 + alpha * np.eye(X.shape[-1]), X0.T @ t)": LAST_OF_TWO,
        "ridge:5 return (w, t.mean() - w @ centre)": INNER,
    },
    "linear_models/lasso": {
        "lasso:2 centre, w, residual = (X.mean(axis=0), -np.zeros(X.shape[1]), t)": NEGATIVE_ZERO,
        "lasso:2 centre, w, residual = (X.mean(axis=-2), np.zeros(X.shape[1]), t)": "a matrix has its first axis last but one",
        "lasso:2 centre, w, residual = (X.mean(axis=0), np.zeros(X.shape[-1]), t)": LAST_OF_TWO,
        "lasso:4 size = (X0 ** 2).mean(axis=-2)": "a matrix has its first axis last but one",
        "lasso:8 rho = residual @ X0[:, j] / len(t)": INNER,
        "lasso:8 rho = X0[:, j] @ residual / len(X)": AS_MANY_ROWS,
        "lasso:9 w[j] = np.sign(rho) * max(abs(rho) - alpha, 0.0) / size[j]": EITHER_ORDER,
        "lasso:11 return (w, t.mean() - w @ centre)": INNER,
    },
    "linear_models/svm_soft_margin": {
        "svm_soft_margin:2 return w @ (0.5 * w) + C * np.maximum(0.0, 1 - t * (X @ w + b)).sum()":
            "the same product of three, in another order",
        "svm_soft_margin:2 return 0.5 * w @ w + C * np.maximum(1 - t * (X @ w + b), 0.0).sum()": EITHER_ORDER,
        "svm_soft_margin_fit:2 w, b = (-np.zeros(X.shape[1]), 0.0)": NEGATIVE_ZERO,
        "svm_soft_margin_fit:2 w, b = (np.zeros(X.shape[1]), -0.0)": NEGATIVE_ZERO,
        "svm_soft_margin_fit:2 w, b = (np.zeros(X.shape[-1]), 0.0)": LAST_OF_TWO,
    },
    "linear_models/svm_hard_margin": {
        "svm_hard_margin_fit:5 ahead = t * (X @ (X.T @ (a / t)))": "a target is −1 or 1, and nothing else",
        "svm_hard_margin_fit:6 lead, i, j = max(_widest(ahead, a, no), _widest(ahead, a, yes))": EITHER_ORDER,
        "svm_hard_margin_fit:8 step = min(lead / ((X[i] - X[j]) ** 2).sum(), a[i])": EITHER_ORDER,
        "svm_hard_margin_fit:8 step = min(a[i], lead / ((X[j] - X[i]) ** 2).sum())": NO_DIRECTION,
    },
    "linear_models/kernels": {
        "kernels_gaussian:2 return np.exp(-gamma * ((Z - X[:, None]) ** 2).sum(axis=-1))": NO_DIRECTION,
        "kernels_map:2 i, j = np.triu_indices(X.shape[-1], 1)": LAST_OF_TWO,
        "kernels_map:3 return -np.hstack([np.ones((len(X), 1)), np.sqrt(2) * X, X ** 2, np.sqrt(2) * X[:, i] * X[:, j]])":
            "features with the other sign have the same inner products",
    },
    "linear_models/kernel_svm": {
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
    "losses/mean_squared_error": {
        "mean_squared_error:3 raise ValueError(f'outputs of shape {t.shape} and targets of shape {t.shape}: they must have one shape')":
            WORDS,
        "mean_squared_error:3 raise ValueError(f'outputs of shape {y.shape} and targets of shape {y.shape}: they must have one shape')":
            WORDS,
        "mean_squared_error:4 return ((t - y) ** 2).mean()": "a difference and its negative have one square",
        "mean_squared_error_backward:2 return 2 * (y - t) / t.size": ONE_SHAPE,
    },
    "losses/cross_entropy": {
        "cross_entropy:3 with np.errstate():": SILENT,
        "cross_entropy:4 return -(t[wanted] * np.log(p[wanted])).sum() / len(t)": ONE_SHAPE,
        "cross_entropy_backward:2 dp, wanted = (-np.zeros(p.shape), t > 0)": "−0 is 0",
        "cross_entropy_backward:2 dp, wanted = (np.zeros(t.shape), t > 0)": ONE_SHAPE,
        "cross_entropy_backward:3 with np.errstate():": SILENT,
        "cross_entropy_backward:4 dp[wanted] = -t[wanted] / p[wanted] / len(t)": ONE_SHAPE,
    },
    "losses/binary_cross_entropy": {
        "binary_cross_entropy:3 raise ValueError(f'probabilities of shape {t.shape} and targets of shape {t.shape}: "
        "they must have one shape')": WORDS,
        "binary_cross_entropy:3 raise ValueError(f'probabilities of shape {p.shape} and targets of shape {p.shape}: "
        "they must have one shape')": WORDS,
        "binary_cross_entropy:4 with np.errstate():": SILENT,
        "binary_cross_entropy:5 yes, no = (np.maximum(-100, np.log(p)), np.maximum(np.log1p(-p), -100))": EITHER_ORDER,
        "binary_cross_entropy:5 yes, no = (np.maximum(np.log(p), -100), np.maximum(-100, np.log1p(-p)))": EITHER_ORDER,
        "binary_cross_entropy_backward:2 dp = (p - t) / np.maximum(1e-12, p * (1 - p)) / p.size": EITHER_ORDER,
        "binary_cross_entropy_backward:2 dp = (p - t) / np.maximum(p * (1 - p), 1e-12) / t.size": ONE_SHAPE,
    },
    "losses/bce_with_logits": {
        "bce_with_logits:3 raise ValueError(f'scores of shape {t.shape} and targets of shape {t.shape}: they must have one shape')": WORDS,
        "bce_with_logits:3 raise ValueError(f'scores of shape {z.shape} and targets of shape {z.shape}: they must have one shape')": WORDS,
        "bce_with_logits:5 return ((1 - t) * z + (positives + 1 - t) * np.logaddexp(-z, 0.0)).mean()": ADDED,
        "bce_with_logits_backward:3 return (1 - t - (positives + 1 - t) * np.exp(-np.logaddexp(z, 0.0))) / z.size": ADDED,
        "bce_with_logits_backward:3 return (1 - t - (positives + 1 - t) * np.exp(-np.logaddexp(0.0, z))) / t.size": ONE_SHAPE,
    },
    "losses/nll_loss": {
        "nll_loss:6 losses = w * np.where(t == ignore_index, 1.0, -picked)": UNCOUNTED,
        "nll_loss:6 losses = w * np.where(t == ignore_index, -1.0, -picked)": UNCOUNTED,
        "nll_loss:9 with np.errstate():": SILENT,
        "nll_loss_backward:3 share = -dL * w / (w.sum() or -1.0 if reduction == 'mean' else 1)": "0 divided by any number but 0 is 0",
        "nll_loss_backward:3 share = -dL * w / (w.sum() or 2.0 if reduction == 'mean' else 1)": "0 divided by any number but 0 is 0",
        "nll_loss_backward:4 dlogp = -np.zeros(logp.shape)": "minus zero is zero",
        "_weight_of_each:5 classes = np.where(kept, t, 1)": UNCOUNTED,
        "_weight_of_each:5 classes = np.where(kept, t, -1)": UNCOUNTED,
    },
    "losses/softmax_cross_entropy": {
        "softmax_cross_entropy:2 logp = z - np.logaddexp.reduce(z, axis=-1, keepdims=True)": LAST_OF_TWO,
        "softmax_cross_entropy:3 return -(t * logp).sum() / len(t)": ONE_SHAPE,
        "softmax_cross_entropy_backward:2 p = np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))": LAST_OF_TWO,
        "softmax_cross_entropy_backward:3 return (p - t) / len(t)": ONE_SHAPE,
    },
    "losses/hinge_loss": {
        "hinge_loss:4 return np.maximum(margin - t * z, 0.0).mean()": EITHER_ORDER,
        "hinge_loss_backward:2 return np.where(t * z < margin, -t, 0.0) / t.size": ONE_SHAPE,
        "hinge_loss_classes:2 own = np.take_along_axis(z, t[:, None])": LAST_OF_TWO,
        "hinge_loss_classes:2 own = np.take_along_axis(z, t[:, None], axis=-1)": LAST_OF_TWO,
        "hinge_loss_classes:3 violations = np.maximum(margin + z - own, 0.0)": EITHER_ORDER,
        "hinge_loss_classes:4 return violations[np.arange(z.shape[-1]) != t[:, None]].sum() / len(z)": LAST_OF_TWO,
        "hinge_loss_classes:4 return violations[np.arange(z.shape[1]) != t[:, None]].sum() / len(t)": AS_MANY_ROWS,
        "hinge_loss_classes_backward:2 own = np.take_along_axis(z, t[:, None])": LAST_OF_TWO,
        "hinge_loss_classes_backward:2 own = np.take_along_axis(z, t[:, None], axis=-1)": LAST_OF_TWO,
        "hinge_loss_classes_backward:3 dz = np.where(1.0, (margin + z > own) & (np.arange(z.shape[1]) != t[:, None]), 0.0)":
            "a comparison that holds is 1, and one that does not is 0",
        "hinge_loss_classes_backward:3 dz = np.where((margin + z > own) & (np.arange(z.shape[-1]) != t[:, None]), 1.0, 0.0)": LAST_OF_TWO,
        "hinge_loss_classes_backward:4 np.put_along_axis(dz, t[:, None], -dz.sum(axis=-1, keepdims=True), axis=1)": LAST_OF_TWO,
        "hinge_loss_classes_backward:4 np.put_along_axis(dz, t[:, None], -dz.sum(axis=1, keepdims=True), axis=-1)": LAST_OF_TWO,
        "hinge_loss_classes_backward:5 return dz / len(t)": AS_MANY_ROWS,
    },
    "losses/triplet_loss": {
        "triplet_loss:2 near = np.sqrt(((positive - anchor) ** 2).sum(axis=1))": NO_DIRECTION,
        "triplet_loss:2 near = np.sqrt(((anchor - positive) ** 2).sum(axis=-1))": LAST_OF_TWO,
        "triplet_loss:3 far = np.sqrt(((negative - anchor) ** 2).sum(axis=1))": NO_DIRECTION,
        "triplet_loss:3 far = np.sqrt(((anchor - negative) ** 2).sum(axis=-1))": LAST_OF_TWO,
        "triplet_loss:4 return np.maximum(near - far + margin, 0.0).mean()": EITHER_ORDER,
        "triplet_loss_backward:2 near = np.sqrt(((positive - anchor) ** 2).sum(axis=1, keepdims=True))": NO_DIRECTION,
        "triplet_loss_backward:2 near = np.sqrt(((anchor - positive) ** 2).sum(axis=-1, keepdims=True))": LAST_OF_TWO,
        "triplet_loss_backward:3 far = np.sqrt(((negative - anchor) ** 2).sum(axis=1, keepdims=True))": NO_DIRECTION,
        "triplet_loss_backward:3 far = np.sqrt(((anchor - negative) ** 2).sum(axis=-1, keepdims=True))": LAST_OF_TWO,
        "triplet_loss_backward:4 counts = np.where(near - far + margin > 0, 1 / len(positive), 0.0)": ONE_SHAPE,
        "triplet_loss_backward:4 counts = np.where(near - far + margin > 0, 1 / len(negative), 0.0)": ONE_SHAPE,
        "_direction:2 length = np.sqrt((x ** 2).sum(axis=-1, keepdims=True))": LAST_OF_TWO,
        "_direction:3 return x / np.where(length > 0, length, -1.0)": "a row of length 0 stays 0, whatever it is divided by",
        "_direction:3 return x / np.where(length > 0, length, 2.0)": "a row of length 0 stays 0, whatever it is divided by",
    },
    "matrix_calculus/numerical_gradient": {"numerical_gradient:1 def numerical_gradient(f, x, h=-1e-05):": BACKWARDS},
    "matrix_calculus/numerical_jacobian": {"numerical_jacobian:1 def numerical_jacobian(f, x, h=-1e-05):": BACKWARDS},
    "metrics/roc_curve": {
        "roc_curve:4 return (alarm[:, t == 0].mean(axis=-1), alarm[:, t == 1].mean(axis=1), thresholds)": LAST_OF_TWO,
        "roc_curve:4 return (alarm[:, t == 0].mean(axis=1), alarm[:, t == 1].mean(axis=-1), thresholds)": LAST_OF_TWO,
    },
    "metrics/auc": {"auc:3 return np.mean((np.sign(above) + 1) / 2)": PLAIN_NUMBER},
    "backprop/linear": {
        "linear_backward_sample:2 return (W @ dy, np.outer(x, dy), dy)":
            "the copy of dy has its values; it only keeps whoever writes into db from writing into dy",
        "linear_backward:2 return (dY @ W.T, X.T @ dY, dY.sum(axis=-2))": "a matrix has its first axis at −2",
    },
    "backprop/two_layer_network": {
        "two_layer_network_loss:2 return 0.5 * np.sum((Y - T) ** 2)": "a difference and its negative have one square",
        "two_layer_network_backward:6 return {'dY': dY, 'dZ2': dZ2, 'dW2': H.T @ dZ2, 'db2': dZ2.sum(axis=-2), "
        "'dH': dH, 'dZ1': dZ1, 'dW1': X.T @ dZ1, 'db1': dZ1.sum(axis=0)}": "a matrix has its first axis at −2",
        "two_layer_network_backward:6 return {'dY': dY, 'dZ2': dZ2, 'dW2': H.T @ dZ2, 'db2': dZ2.sum(axis=0), "
        "'dH': dH, 'dZ1': dZ1, 'dW1': X.T @ dZ1, 'db1': dZ1.sum(axis=-2)}": "a matrix has its first axis at −2",
    },
    "backprop/mlp_backward": {
        "mlp_backward:4 dbs = [delta.sum(axis=-2) for delta in deltas]": "a matrix has its first axis at −2",
    },
    "backprop/gradient_check": {
        "gradient_check:1 def gradient_check(f, x, g, directions, h=-1e-05):":
            "a centred difference is the same for h and −h: both points and the sign of the divisor are exchanged",
        "gradient_check:5 return np.linalg.norm(claimed - measured) / size if size > 0 else 0.0":
            "a vector and its negative have one length",
    },
    "backprop/reverse_mode": {
        "reverse_mode:7 gradients = -np.zeros(len(values))": "−0 is 0, and adding to it gives the same sums",
    },
    "backprop/count_flops": {
        "count_flops:2 weights = [d_in * d_out for d_in, d_out in zip(widths[1:], widths)]": "the two factors change places",
    },
    "initialization/constant_init": {
        "constant_init_distinct:2 units = -np.vstack([W1, b1, W2.T])": "two units are equal if their negatives are",
        "constant_init_distinct:3 return len(np.unique(units, axis=-1).T)": "a matrix has its second axis at −1",
    },
    "initialization/lecun_init": {
        "lecun_init:2 return -_draw(shape, rng, lecun_init_std(shape), distribution)": MIRRORED,
        "_draw:3 return -rng.normal(0.0, std, shape)": MIRRORED,
        "_draw:6 return -rng.uniform(-limit, limit, shape)": MIRRORED,
        "_draw:7 raise \"the distribution is 'normal' or 'uniform'\"": REFUSED,
    },
    "initialization/xavier_init": {
        "xavier_init:2 return -_draw(shape, rng, xavier_init_std(shape), distribution)": MIRRORED,
        "_draw:3 return -rng.normal(0.0, std, shape)": MIRRORED,
        "_draw:6 return -rng.uniform(-limit, limit, shape)": MIRRORED,
        "_draw:7 raise \"the distribution is 'normal' or 'uniform'\"": REFUSED,
        "_fan_out:2 return shape[-1] if len(shape) == 2 else shape[0] * math.prod(shape[2:])": "of two axes the second is the last",
    },
    "initialization/he_init": {
        "he_init:2 return -_draw(shape, rng, he_init_std(shape), distribution)": MIRRORED,
        "_draw:3 return -rng.normal(0.0, std, shape)": MIRRORED,
        "_draw:6 return -rng.uniform(-limit, limit, shape)": MIRRORED,
        "_draw:7 raise \"the distribution is 'normal' or 'uniform'\"": REFUSED,
    },
    "initialization/orthogonal_init": {
        "orthogonal_init:2 A = Z.reshape(len(Z), -2)": "NumPy takes any one negative number as the size to be found",
        "orthogonal_init:3 wide = -(A.shape[0] < A.shape[1])": "minus true counts as true",
        "orthogonal_init:3 wide = A.shape[0] < A.shape[-1]": LAST_OF_TWO,
        "orthogonal_init:5 Q = Q / np.copysign(1.0, np.diag(R))": "dividing by a sign is multiplying by it",
        "orthogonal_init:5 Q = Q * np.copysign(-1.0, np.diag(R))": "the sign of the first number is not used",
    },
    "initialization/ntk_linear": {
        "ntk_linear_backward:3 return (dY @ W.T / scale, X.T @ dY / scale, dY.sum(axis=-2))": FIRST_OF_TWO,
    },
    "initialization/greedy_pretraining": {
        "greedy_pretraining_gradients:6 return (np.sum(error ** 2) / (2 * len(X)), X.T @ dZ + dR.T @ H, dZ.sum(axis=-2), dR.sum(axis=0))":
            FIRST_OF_TWO,
        "greedy_pretraining_gradients:6 return (np.sum(error ** 2) / (2 * len(X)), X.T @ dZ + dR.T @ H, dZ.sum(axis=0), dR.sum(axis=-2))":
            FIRST_OF_TWO,
        "greedy_pretraining:4 b, c = (-np.zeros(W.shape[1]), np.zeros(W.shape[0]))": "−0 is 0",
        "greedy_pretraining:4 b, c = (np.zeros(W.shape[1]), -np.zeros(W.shape[0]))": "−0 is 0",
        "greedy_pretraining:4 b, c = (np.zeros(W.shape[-1]), np.zeros(W.shape[0]))": LAST_OF_TWO,
    },
    "initialization/fine_tuning": {
        "fine_tuning_gradients:5 scores = values[-1] @ layers[-1][0] + layers[-1][-1]": "the bias is the last of a pair",
        "fine_tuning_gradients:6 scores = scores - scores.max(axis=-1, keepdims=True)": LAST_OF_TWO,
        "fine_tuning_gradients:7 log_p = scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))": LAST_OF_TWO,
        "fine_tuning_gradients:8 truth = np.eye(scores.shape[-1])[y]": LAST_OF_TWO,
        "fine_tuning_gradients:9 dZ = (np.exp(log_p) - truth) / len(y)": AS_MANY_ROWS,
        "fine_tuning_gradients:12 gradients.insert(0, (A.T @ dZ, dZ.sum(axis=-2)))": FIRST_OF_TWO,
        "fine_tuning_gradients:14 return (-np.sum(truth * log_p) / len(y), gradients)": AS_MANY_ROWS,
    },
    "learning_rate/cosine_decay": {
        "cosine_decay:2 done = -(np.minimum(t, T_max) / T_max)": "the cosine is even",
        "cosine_decay:2 done = np.minimum(T_max, t) / T_max": "of two numbers, in either order, one is smaller",
    },
    "learning_rate/warmup": {
        "warmup:2 return lr * np.minimum((t + 1) / warmup_steps, 1.0)": "of two numbers, in either order, one is smaller",
        "warmup_cosine:3 return np.where(t <= warmup_steps, warmup(t, lr, warmup_steps), falling)":
            "at t = w both parts give the whole rate",
    },
    "learning_rate/cyclic": {
        "cyclic:2 way = np.abs(step_size_up - np.mod(t, 2 * step_size_up)) / step_size_up": "a distance is the same both ways",
    },
    "learning_rate/grid_search": {
        "grid_search:5 return (points[best], values[best])": "a NumPy number and a Python number travel alike",
    },
    "learning_rate/random_search": {
        "random_search:5 return (points[best], values[best])": "a NumPy number and a Python number travel alike",
    },
    "boosting/leaf_weight": {"leaf_weight:3 return -g.sum() / H if H > 0 else 0.0": PLAIN_NUMBER},
    "boosting/split_gain": {
        "split_gain:2 scores = [_score(g[rows].sum(), h[rows].sum() + reg_lambda) for rows in (left, ~left, None)]":
            "an index of None takes all samples too, with an axis more to sum over",
        "split_gain:3 return (scores[0] + scores[1] - scores[2]) / 2 - gamma": PLAIN_NUMBER,
    },
    "boosting/best_split": {
        "best_split:5 x, G, H = (column[order], -np.cumsum(g[order]), np.cumsum(h[order]))": SQUARED,
        "best_split:6 sides = _score(G, H + reg_lambda) + _score(G - G[-1], H[-1] - H + reg_lambda)": SQUARED,
        "best_split:8 heavy = np.minimum(H[-1] - H, H) >= min_child_weight": EITHER_ORDER,
        "best_split:11 best = (feature, (x[i] + x[i + 1]) / 2, float(gains[i]))": PLAIN_NUMBER,
        "best_split:11 best = (feature, float(x[i] + x[i + 1]) / 2, gains[i])": PLAIN_NUMBER,
    },
    "boosting/missing_direction": {
        "missing_direction:4 return (left >= right, max(right, left))": EITHER_ORDER,
        "missing_direction_split:4 present = np.unique(x)":
            "the gap sorts last, and a threshold of nan sends nothing left, as −∞ did before",
        "missing_direction_split:5 for threshold in (-np.inf, *(present[:-1] + present[1:]) / 2):": PLAIN_NUMBER,
        "missing_direction_split:7 left = np.where(np.isnan(x), missing_left, x <= threshold)": "no value lies midway between neighbours",
        "missing_direction_split:9 if gain > (best[3] if best else TINY) and min(h[~left].sum(), h[left].sum()) >= min_child_weight:":
            EITHER_ORDER,
    },
    "boosting/gradient_boosting": {
        "gradient_boosting_tree:1 def gradient_boosting_tree(X, g, h, search, max_depth=6, reg_lambda=1.0, gamma=-1.0):":
            "no search gives a split with a gain below 0",
        "gradient_boosting_linear:5 G, H = (x @ g, h @ x ** 2)": INNER,
        "gradient_boosting_linear:5 G, H = (g @ x, x ** 2 @ h)": INNER,
        "gradient_boosting_linear:7 best = np.sign(u) * max(0, abs(u) - reg_alpha) / (H + reg_lambda)": EITHER_ORDER,
        "gradient_boosting:9 return base_score + np.cumsum([np.zeros(len(X)), *steps], axis=-2)":
            "one row a round and one column a sample: the last axis but one is the first",
    },
    "boosting/column_sample": {
        "column_sample:2 count = max(int(ratio * len(columns)), 1)": EITHER_ORDER,
        "column_sample:2 count = max(1, int(ratio * len(order)))": "a permutation is as long as what it orders",
    },
    "deep_gradients/gradient_profile": {
        "gradient_profile:2 delta = -dY": SIGN,
        "gradient_profile:5 delta = -(df(Z) * (delta @ W.T))": SIGN,
        "gradient_profile_factor:2 return (norms[0] / norms[-1]) ** (1 / (len(norms) - 1))": PLAIN_NUMBER,
    },
    "deep_gradients/clip_by_value": {
        "clip_by_value:2 return [np.clip(-clip_value, g, clip_value) for g in grads]":
            "the larger of g and −c does not depend on their order, and it is what c bounds in both",
    },
    "deep_gradients/clip_by_global_norm": {
        "clip_by_global_norm:2 total_norm = np.sqrt(sum(((g ** 2).sum() for g in grads)))": PLAIN_NUMBER,
        "clip_by_global_norm:3 scale = min(max_norm / (total_norm + eps), 1.0)": EITHER_ORDER,
    },
    "deep_gradients/residual_block": {
        "residual_block:2 H = np.maximum(0, X @ W1 + b1)": EITHER_ORDER,
        "residual_block_backward:3 return (dY + dZ @ W1.T, X.T @ dZ, dZ.sum(axis=-2), H.T @ dY, dY.sum(axis=0))":
            "a matrix has its first axis at −2",
        "residual_block_backward:3 return (dY + dZ @ W1.T, X.T @ dZ, dZ.sum(axis=0), H.T @ dY, dY.sum(axis=-2))":
            "a matrix has its first axis at −2",
    },
    "deep_gradients/lstm_cell": {
        "lstm_cell:2 i, f, g, o = np.split(x @ Wx + h @ Wh + b, 4, axis=-1)": LAST_OF_TWO,
        "lstm_cell_backward:2 i, f, g, o = np.split(gates, 4, axis=-1)": LAST_OF_TWO,
        "lstm_cell_backward:7 return (dz @ Wx.T, dz @ Wh.T, dc_all * f, x.T @ dz, h.T @ dz, dz.sum(axis=-2))":
            "a matrix has its first axis at −2",
        "lstm_cell_through_time_backward:7 dX, dh, sums = ([], -np.zeros_like(h), [np.zeros_like(Wx), np.zeros_like(Wh), "
        "np.zeros_like(b)])": "−0 is 0",
        "lstm_cell_through_time_backward:7 dX, dh, sums = ([], np.zeros_like(dc), [np.zeros_like(Wx), np.zeros_like(Wh), "
        "np.zeros_like(b)])": ONE_SHAPE,
        "lstm_cell_through_time_backward:7 dX, dh, sums = ([], np.zeros_like(c), [np.zeros_like(Wx), np.zeros_like(Wh), "
        "np.zeros_like(b)])": ONE_SHAPE,
        "lstm_cell_through_time_backward:7 dX, dh, sums = ([], np.zeros_like(h), [np.zeros_like(b), np.zeros_like(Wh), "
        "np.zeros_like(b)])": "a row of zeros is added to each row of the first gradient: its shape stays",
        "lstm_cell_through_time_backward:7 dX, dh, sums = ([], np.zeros_like(h), [np.zeros_like(Wx), np.zeros_like(b), "
        "np.zeros_like(b)])": "a row of zeros is added to each row of the first gradient: its shape stays",
        "lstm_cell_through_time_backward:11 sums = [a + g for a, g in zip(more, sums)]": "a sum does not depend on its order",
    },
    "perceptron/step": {"step:2 return np.where(1.0, z > 0, 0.0)": "always the first choice, True or False, and the 0.0 makes floats "
    "of them"},
    "perceptron/perceptron_rule": {
        "perceptron_rule:2 if y * (w @ x + b) > 0:": INNER,
        "perceptron_rule:4 return (w + eta0 / y * x, b + eta0 * y)": "y is −1 or 1, its own inverse",
        "perceptron_rule:4 return (w + eta0 * y * x, b + eta0 / y)": "y is −1 or 1, its own inverse",
        "perceptron_rule_fit:2 w, b, mistakes = (-np.zeros(X.shape[1]), 0.0, [])": "−0 is 0",
        "perceptron_rule_fit:2 w, b, mistakes = (np.zeros(X.shape[1]), -0.0, [])": "−0 is 0",
        "perceptron_rule_fit:2 w, b, mistakes = (np.zeros(X.shape[-1]), 0.0, [])": "X has two axes, so the last is the second",
        "perceptron_rule_fit:6 mistakes[-1] += target * (w @ x + b) <= 0": INNER,
        "perceptron_rule_fit:8 b = corrected if fit_intercept else 0.0": "the same number, as NumPy's float and not as Python's",
    },
    "perceptron/logic_gates": {
        "logic_gates:3 units = {'AND': (ones, 1.0 - n), 'OR': (ones, -0.5), 'NAND': (-ones, n - 0.5)}": LINE,
        "logic_gates:3 units = {'AND': (ones, 0.5 - n), 'OR': (ones, 0.0), 'NAND': (-ones, n - 0.5)}": LINE,
        "logic_gates:3 units = {'AND': (ones, 0.5 - n), 'OR': (ones, -0.5), 'NAND': (-ones, n)}": LINE,
        "logic_gates:3 units = {'AND': (ones, 0.5 - n), 'OR': (ones, -0.5), 'NAND': (-ones, n - 0.0)}": LINE,
        "logic_gates_xor:2 W1 = [[1.0, -1.0], [1.0, -1.0]]": LIST,
        "logic_gates_xor:2 W1 = np.array([[2.0, -1.0], [1.0, -1.0]])": LINE,
        "logic_gates_xor:2 W1 = np.array([[1.0, -1.0], [2.0, -1.0]])": LINE,
        "logic_gates_xor:3 b1 = [-0.5, 1.5]": LIST,
        "logic_gates_xor:3 b1 = np.array([0.0, 1.5])": LINE,
        "logic_gates_xor:4 return (W1, b1, [1.0, 1.0], -1.5)": LIST,
    },
    "normalization/min_max_scale": {
        "min_max_scale_fit:2 return (X.min(axis=-2), X.max(axis=0))": FIRST_OF_TWO,
        "min_max_scale_fit:2 return (X.min(axis=0), X.max(axis=-2))": FIRST_OF_TWO,
    },
    "normalization/standardize": {
        "standardize_fit:2 return (X.mean(axis=-2), X.std(axis=0))": FIRST_OF_TWO,
        "standardize_fit:2 return (X.mean(axis=0), X.std(axis=-2))": FIRST_OF_TWO,
    },
    "normalization/batch_norm": {
        "batch_norm_backward_steps:2 n = len(dY)": AS_MANY_ROWS,
        "batch_norm:7 mean, var = (X.mean(axis=-2), X.var(axis=0))": FIRST_OF_TWO,
        "batch_norm:7 mean, var = (X.mean(axis=0), X.var(axis=-2))": FIRST_OF_TWO,
        "batch_norm_backward_steps:3 away = X - X.mean(axis=-2)": FIRST_OF_TWO,
        "batch_norm_backward_steps:4 std = np.sqrt(X.var(axis=-2) + eps)": FIRST_OF_TWO,
        "batch_norm_backward_steps:6 dvar = -(dXhat * away).sum(axis=-2) / (2 * std ** 3)": FIRST_OF_TWO,
        "batch_norm_backward_steps:7 dmean = -dXhat.sum(axis=-2) / std": FIRST_OF_TWO,
        "batch_norm_backward:2 std = np.sqrt(X.var(axis=-2) + eps)": FIRST_OF_TWO,
        "batch_norm_backward:3 Xhat = (X - X.mean(axis=-2)) / std": FIRST_OF_TWO,
        "batch_norm_backward:5 dX = (G - G.mean(axis=-2) - Xhat * (G * Xhat).mean(axis=0)) / std": FIRST_OF_TWO,
        "batch_norm_backward:5 dX = (G - G.mean(axis=0) - Xhat * (G * Xhat).mean(axis=-2)) / std": FIRST_OF_TWO,
        "batch_norm_backward:6 return (dX, (dY * Xhat).sum(axis=-2), dY.sum(axis=0))": FIRST_OF_TWO,
        "batch_norm_backward:6 return (dX, (dY * Xhat).sum(axis=0), dY.sum(axis=-2))": FIRST_OF_TWO,
        "batch_norm_inference_backward:3 return (weight * dY / std, (dY * (X - running_mean) / std).sum(axis=-2), dY.sum(axis=0))":
            FIRST_OF_TWO,
        "batch_norm_inference_backward:3 return (weight * dY / std, (dY * (X - running_mean) / std).sum(axis=0), dY.sum(axis=-2))":
            FIRST_OF_TWO,
    },
    "normalization/pca": {
        "pca:2 mean = X.mean(axis=-2)": FIRST_OF_TWO,
        "pca:3 away = -(X - mean)": "the centred data enter as a product with themselves",
        "pca:3 away = mean - X": "the centred data enter as a product with themselves",
        "pca:6 components = -vectors[:, largest].T": "the sign is chosen in the next line",
    },
    "normalization/instance_norm": {
        "instance_norm:2 planes = X.reshape(*X.shape[:-2], -1)": "of four axes these are the first two",
        "instance_norm:2 planes = X.reshape(*X.shape[:2], -2)": "any negative number stands for what is left over",
        "instance_norm_backward:2 planes = X.reshape(*dY.shape[:2], -1)": ONE_SHAPE,
        "instance_norm_backward:2 planes = X.reshape(*X.shape[:-2], -1)": "of four axes these are the first two",
        "instance_norm_backward:2 planes = X.reshape(*X.shape[:2], -2)": "any negative number stands for what is left over",
        "instance_norm_backward:5 Xhat = layer_norm(planes, 1.0, 0.0, eps).reshape(dY.shape)": ONE_SHAPE,
        "instance_norm_backward:6 return (dX.reshape(dY.shape), np.einsum('nchw,nchw->c', dY, Xhat), np.einsum('nchw->c', dY))": ONE_SHAPE,
        "instance_norm_backward:6 return (dX.reshape(X.shape), np.einsum('nchw,nchw->c', Xhat, dY), np.einsum('nchw->c', dY))": INNER,
    },
    "normalization/group_norm": {
        "group_norm:4 rows = X.reshape(len(X) * num_groups, -2)": "any negative number stands for what is left over",
        "group_norm_backward:2 rows = X.reshape(len(dY) * num_groups, -1)": ONE_SHAPE,
        "group_norm_backward:2 rows = X.reshape(len(X) * num_groups, -2)": "any negative number stands for what is left over",
        "group_norm_backward:5 Xhat = layer_norm(rows, 1.0, 0.0, eps).reshape(dY.shape)": ONE_SHAPE,
        "group_norm_backward:6 return (dX.reshape(dY.shape), np.einsum('nchw,nchw->c', dY, Xhat), np.einsum('nchw->c', dY))": ONE_SHAPE,
        "group_norm_backward:6 return (dX.reshape(X.shape), np.einsum('nchw,nchw->c', Xhat, dY), np.einsum('nchw->c', dY))": INNER,
    },
    "normalization/layer_norm": {
        "layer_norm_backward_steps:2 d = dy.shape[-1]": ONE_SHAPE,
        "layer_norm_backward_steps:2 d = weight.shape[-1]": "γ has one number for each of the d features",
        "layer_norm_backward:6 samples = tuple(range(dy.ndim - 1))": ONE_SHAPE,
    },
    "perceptron/factorization_machine": {
        "factorization_machine:2 sums, squares = (-(X @ V), X ** 2 @ V ** 2)": "the sums are only used as their squares",
        "factorization_machine:3 return w0 + X @ w + 0.5 * np.sum(sums ** 2 - squares, axis=-1)": LAST_OF_TWO,
        "factorization_machine_pairs:3 for i in range(len(w)):": "there is one weight for each feature, and one row of factors",
        "factorization_machine_pairs:4 for j in range(i + 1, len(w)):": "there is one weight for each feature, and one row of factors",
        "factorization_machine_pairs:5 z = z + V[j] @ V[i] * X[:, i] * X[:, j]": INNER,
    },
    "perceptron/one_vs_rest": {
        "one_vs_rest:4 return (classes, np.column_stack([w for w, _ in scorers]), np.array([b for _, b in scorers]))": PLAIN_NUMBER,
        "one_vs_rest_predict:3 surest = classes[scores.argmax(axis=-1)]": LAST_OF_TWO,
        "one_vs_rest_predict:4 return surest if other is None else np.where(scores.max(axis=-1) > 0, surest, other)": LAST_OF_TWO,
    },
    "regularization/soft_threshold": {
        "soft_threshold:2 return np.sign(v) * np.maximum(0.0, np.abs(v) - threshold)": EITHER_ORDER,
    },
    "regularization/weight_decay": {
        "weight_decay_in_gradient:2 return [g + strength * w if w.ndim >= 2 else g for w, g in zip(params, grads)]":
            NO_COPY,
    },
    "regularization/map_estimate": {
        "map_estimate:2 n, total = (len(x), x.sum(axis=-2))": "x has two axes, so the last but one is the first",
        "map_estimate_loss:2 misfit = ((w - x) ** 2).sum() / (2 * sigma ** 2)": SQUARED,
    },
    "regularization/dropout": {
        "dropout:3 return (x, np.ones(x.shape))": NO_COPY,
        "dropout:4 factor = (rng.random(x.shape) > p) / (1 - p)": RANDOM_TIE,
    },
    "regularization/early_stopping": {"early_stopping:2 best = -0": "whole numbers have one zero"},
    "regularization/augment": {
        "augment:5 mirrored = rng.random(len(images)) <= 0.5": RANDOM_TIE,
        "augment_flip:2 return images[:, :, ::-1]": NO_COPY,
        "augment_crop:3 return images[np.arange(len(top))[:, None, None], rows[:, :, None], columns[:, None, :]]": ONE_EACH,
        "augment_crop:3 return images[np.arange(len(left))[:, None, None], rows[:, :, None], columns[:, None, :]]": ONE_EACH,
    },
    "optimizers/rmsprop": {
        "rmsprop_centered:4 with np.errstate():": "without it NumPy warns of a negative number's root, and no value changes",
    },
    "optimizers/adam": {"adam_amsgrad:4 v_max = np.maximum(v, v_max)": EITHER_ORDER},
    "optimizers/asgd": {"asgd:4 return (w, ax + (w - ax) / max(t - 1 - t0, 1.0))": EITHER_ORDER},
    "optimizers/quickprop": {
        "quickprop:4 ratio = np.divide(grad, fall, out=np.full(w.shape, max_growth), where=bowl)": ONE_SHAPE,
        "quickprop:4 ratio = np.divide(grad, fall, out=np.full(grad_prev.shape, max_growth), where=bowl)": ONE_SHAPE,
        "quickprop:4 ratio = np.divide(grad, fall, out=np.full(step_prev.shape, max_growth), where=bowl)": ONE_SHAPE,
        "quickprop:5 step = np.where(bowl | (step_prev * grad < 0), np.clip(-max_growth, ratio, max_growth) * step_prev, -lr * grad)":
            "the larger of the ratio and −max_growth does not depend on their order",
    },
    "attention/scaled_dot_score": {
        "scaled_dot_score:2 return Q @ K.T / np.sqrt(Q.shape[-1])": LAST_OF_TWO,
        "scaled_dot_score:2 return Q @ K.T / np.sqrt(K.shape[1])": AS_MANY_FEATURES,
        "scaled_dot_score_backward:2 root = np.sqrt(Q.shape[-1])": LAST_OF_TWO,
        "scaled_dot_score_backward:2 root = np.sqrt(K.shape[1])": AS_MANY_FEATURES,
    },
    "attention/soft_attention": {
        "soft_attention:3 P = _weights(Q @ K.T / np.sqrt(Q.shape[1]), mask)": AS_MANY_FEATURES,
        "soft_attention:3 P = _weights(Q @ K.T / np.sqrt(K.shape[-1]), mask)": LAST_OF_TWO,
        "_weights:3 highest = S.max(axis=-1, keepdims=True, initial=-np.inf, where=kept)": LAST_OF_TWO,
        "_weights:4 e = np.where(kept, np.exp(S - highest), 0.0)":
            "only what is hidden exceeds the highest that is seen, and it is not taken",
        "_weights:4 e = np.where(kept, np.exp(np.minimum(0.0, S - highest)), 0.0)": EITHER_ORDER,
        "_weights:4 e = np.where(kept, np.exp(np.minimum(S - highest, 1.0)), 0.0)":
            "only what is hidden exceeds the highest that is seen, and it is not taken",
        "_weights:5 return e / np.maximum(1.0, e.sum(axis=1, keepdims=True))": EITHER_ORDER,
        "_weights:5 return e / np.maximum(e.sum(axis=-1, keepdims=True), 1.0)": LAST_OF_TWO,
    },
    "attention/squeeze_excitation": {"squeeze_excitation:2 s = X.mean(axis=(-2, 3))": "of four axes, the third is the last but one"},
    "attention/image_patches": {
        "image_patches:4 return blocks.transpose(0, 2, 4, 1, -3, 5).reshape(n, h // size * (w // size), c * size * size)":
            "of six axes, the fourth is the last but two",
        "image_patches_backward:4 return blocks.transpose(0, -3, 1, 4, 2, 5).reshape(n, c, h, w)":
            "of six axes, the fourth is the last but two",
    },
    "attention/transformer_encoder_block": {
        "transformer_encoder_block_heads:2 Q, K, V = (np.split(X @ params['W' + name] + params['b' + name], heads, axis=-1) "
        "for name in 'qkv')": LAST_OF_TWO,
    },
    "attention/self_attention": {
        "self_attention_backward:4 dS = P * (dP - (dP * P).sum(axis=-1, keepdims=True)) / np.sqrt(Wk.shape[1])": LAST_OF_TWO,
        "self_attention_backward:4 dS = P * (dP - (dP * P).sum(axis=1, keepdims=True)) / np.sqrt(Wq.shape[1])": AS_MANY_FEATURES,
        "self_attention_backward:4 dS = P * (dP - (dP * P).sum(axis=1, keepdims=True)) / np.sqrt(Wk.shape[-1])": LAST_OF_TWO,
    },
    "neighbors_and_clusters/k_nearest_neighbors": {
        "k_nearest_neighbors_distances:2 return ((X - Q[:, None, :]) ** 2).sum(axis=2)": NO_DIRECTION,
        "k_nearest_neighbors_distances:2 return ((Q[:, None, :] - X) ** 2).sum(axis=-1)": "of three axes the last is number 2",
        "k_nearest_neighbors:2 nearest = np.argsort(k_nearest_neighbors_distances(Q, X), kind='stable')[:, :k]": LAST_OF_TWO,
        "k_nearest_neighbors:2 nearest = np.argsort(k_nearest_neighbors_distances(Q, X), axis=-1, kind='stable')[:, :k]": LAST_OF_TWO,
        "k_nearest_neighbors_leave_one_out:4 nearest = np.argsort(distances, kind='stable')[:, :k]": LAST_OF_TWO,
        "k_nearest_neighbors_leave_one_out:4 nearest = np.argsort(distances, axis=-1, kind='stable')[:, :k]": LAST_OF_TWO,
        "k_nearest_neighbors_leave_one_out:5 return (_majority(t[nearest]) == t).mean()": PLAIN_NUMBER,
        "_majority:2 return np.array([np.bincount(row).argmax() for row in votes])": "argmax gives integers already",
    },
    "neighbors_and_clusters/kmeans": {
        "kmeans_assign:2 return ((X[:, None, :] - centers) ** 2).mean(axis=2).argmin(axis=1)":
            "the mean is the sum by one number for all centres, which changes no order",
        "kmeans_assign:2 return ((centers - X[:, None, :]) ** 2).sum(axis=2).argmin(axis=1)": NO_DIRECTION,
        "kmeans_assign:2 return ((X[:, None, :] - centers) ** 2).sum(axis=-1).argmin(axis=1)": "of three axes the last is number 2",
        "kmeans_assign:2 return ((X[:, None, :] - centers) ** 2).sum(axis=2).argmin(axis=-1)": LAST_OF_TWO,
        "kmeans_update:3 means = [X[row].mean(axis=-2) if row.any() else center for row, center in zip(members, centers, strict=True)]":
            "of two axes the first is the last but one",
        "kmeans_update:3 means = [X[row].mean(axis=0) if row.any() else center for row, center in zip(members, centers)]":
            "there are as many rows as centres",
        "kmeans_update:3 means = [X[row].mean(axis=0) if row.any() else center for row, center in zip(members, centers, strict=False)]":
            "there are as many rows as centres",
        "kmeans:1 def kmeans(X, centers, max_iter, tol=-1.0):": "once no centre moves, further rounds change nothing",
        "kmeans:5 if np.sqrt(((before - centers) ** 2).sum(axis=1)).max() <= tol:": NO_DIRECTION,
        "kmeans:5 if np.sqrt(((centers - before) ** 2).sum(axis=-1)).max() <= tol:": LAST_OF_TWO,
        "kmeans:8 return (centers, labels, ((X - centers[labels]) ** 2).sum())": PLAIN_NUMBER,
        "kmeans:8 return (centers, labels, float(((centers[labels] - X) ** 2).sum()))": NO_DIRECTION,
    },
    "capstone/capstone": {
        "capstone_init:4 layer['weight'], layer['bias'] = (np.ones(size), -np.zeros(size))": "0 and −0 are equal",
        "capstone_backward:5 dB = parts.relu_backward(parts.dropout_backward(kept['factor'], dA), kept['B'])":
            "dropout's backward pass is a product, which does not depend on the order",
        "capstone_step:3 moments = [{name: (np.zeros_like(w), np.zeros_like(w)) for name, w in layer.items()} for layer in grads]":
            "gradients have the names and shapes of the parameters",
        "capstone:2 network, moments, step = (capstone_init(parts, sizes, rng), None, -0)": "−0 is 0",
        "capstone:5 batches = parts.minibatches(rng.permutation(len(t)), batch_size, drop_last=True)": AS_MANY_ROWS,
        "capstone:12 best, _, stopped = parts.early_stopping(losses, patience)": "the part takes a list as well",
        "capstone_predict:2 return capstone_forward(parts, params, running, X)[0].argmax(axis=-1)": LAST_OF_TWO,
    },
}

COUNT = 1000
FIRST_SEED = 7000

EDGES = {
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "a thousandth of a millionth": lambda a: a * 1e-9,
    "a thousandfold": lambda a: a * 1e3,
    "ties": np.round,
    "signs only": np.sign,
    "negative zeros": lambda a: np.where(a < 0, -0.0, a),
}


def inputs(component, function):
    """1,000 requests that reach a function: the checks' own calls, and the same with one argument at an edge."""
    return list(itertools.islice(_requests(component, function), COUNT))


def _requests(component, function):
    edges = itertools.cycle(EDGES.values())
    for seed in itertools.count(FIRST_SEED):
        for planned in plan.__wrapped__(component, seed):
            for request in planned.requests:
                if _reaches(component, request, function):
                    yield request
                    yield from _at_edge(request, next(edges))


def _reaches(component, request, function):
    """Does the request call this function?  A driver may call any, and any may call a helper."""
    return request["name"] == function or request["driver"] or function not in component.functions


def _at_edge(request, edge):
    """The request with each of its arrays of numbers, one at a time, put at an edge."""
    for i, value in enumerate(request["args"]):
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            yield {**request, "args": (*request["args"][:i], edge(value), *request["args"][i + 1:])}
