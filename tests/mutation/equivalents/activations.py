"""Equivalent mutants of the chapter activations: component → mutant → reason."""

from tests.mutation.reasons import EITHER_ORDER

ZERO = "at x = 0 both branches give 0"
NOT_TAKEN = "only values above zero change, and there the branch is not taken"

EQUIVALENTS = {
    "sigmoid": {
        "sigmoid:3 return np.where(x >= 0, 1.0, e) / (1.0 + e)": "at x = 0 both branches give 1, for e is 1",
        "sigmoid_backward_steps:3 v = -(1.0 + u)": "v is used only as its square",
    },
    "tanh": {
        "tanh_backward_steps:2 u = -2.0 * x": "σ(u) σ(−u) is the same for u and for −u",
        "tanh_backward_steps:2 u = -(2.0 * x)": "σ(u) σ(−u) is the same for u and for −u",
    },
    "relu": {"relu:2 return np.maximum(0.0, x)": EITHER_ORDER},
    "leaky_relu": {"leaky_relu:2 return np.where(x >= 0, x, negative_slope * x)": ZERO},
    "prelu": {
        "prelu:2 return np.where(x >= 0, x, weight * x)": ZERO,
        "prelu_backward:3 contributions = np.where(x >= 0, 0.0, dy * x)": ZERO,
        "prelu_backward:4 dweight = contributions.sum(axis=-2) if weight.size > 1 else contributions.sum().reshape(1)":
            "x has two axes, so the last but one is the first",
        "prelu_backward:4 dweight = contributions.sum(axis=0) if weight.size > 1 else contributions.sum().reshape(-1)":
            "one number reshaped to as many as there are, or to one, is the same",
    },
    "elu": {
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
    "dead_units": {
        "dead_units:2 return np.all(X @ W + b <= 0, axis=-2)": "a matrix has its first axis at −2",
        "dead_units_permanent:2 highest = high @ np.maximum(0.0, W) + low @ np.minimum(W, 0.0) + b": EITHER_ORDER,
        "dead_units_permanent:2 highest = high @ np.maximum(W, 0.0) + low @ np.minimum(0.0, W) + b": EITHER_ORDER,
        "dead_units_backward:3 return (dZ, X.T @ dZ, dZ.sum(axis=-2))": "a matrix has its first axis at −2",
    },
    "maxout": {
        "maxout_backward:3 dZ = np.where(winner == np.arange(len(b))[:, None, None], dY, 0.0)":
            "weights and biases are those of the same pieces, so there are as many of them",
        "maxout_backward:4 return (dZ, (dZ @ W.transpose(0, 2, 1)).sum(axis=0), X.T @ dZ, dZ.sum(axis=-2))":
            "of three axes, the last but one is the second",
    },
    "gelu": {
        "_normal_cdf:2 return 0.5 + 0.5 * np.vectorize(math.erf)(x / math.sqrt(2.0))":
            "the type of the output is found by a first call; only for no numbers at all must it be said",
    },
    "softmax": {
        "softmax:2 e = -np.exp(z - z.max(axis=-1, keepdims=True))":
            "the sign is in the exponentials and in their sum, and cancels in the quotient",
    },
}
