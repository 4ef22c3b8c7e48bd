"""Equivalent mutants of the chapter initialization: component → mutant → reason."""

from tests.mutation.reasons import AS_MANY_ROWS, FIRST_OF_TWO, LAST_OF_TWO

MIRRORED = "the distribution is symmetric about 0: the numbers mirrored are as good a draw of it, with the same statistics"
REFUSED = "a word that is no distribution is refused either way; the exercise does not ask for it"

EQUIVALENTS = {
    "constant_init": {
        "constant_init_distinct:2 units = -np.vstack([W1, b1, W2.T])": "two units are equal if their negatives are",
        "constant_init_distinct:3 return len(np.unique(units, axis=-1).T)": "a matrix has its second axis at −1",
    },
    "lecun_init": {
        "lecun_init:2 return -_draw(shape, rng, lecun_init_std(shape), distribution)": MIRRORED,
        "_draw:3 return -rng.normal(0.0, std, shape)": MIRRORED,
        "_draw:6 return -rng.uniform(-limit, limit, shape)": MIRRORED,
        "_draw:7 raise \"the distribution is 'normal' or 'uniform'\"": REFUSED,
    },
    "xavier_init": {
        "xavier_init:2 return -_draw(shape, rng, xavier_init_std(shape), distribution)": MIRRORED,
        "_draw:3 return -rng.normal(0.0, std, shape)": MIRRORED,
        "_draw:6 return -rng.uniform(-limit, limit, shape)": MIRRORED,
        "_draw:7 raise \"the distribution is 'normal' or 'uniform'\"": REFUSED,
        "_fan_out:2 return shape[-1] if len(shape) == 2 else shape[0] * math.prod(shape[2:])": "of two axes the second is the last",
    },
    "he_init": {
        "he_init:2 return -_draw(shape, rng, he_init_std(shape), distribution)": MIRRORED,
        "_draw:3 return -rng.normal(0.0, std, shape)": MIRRORED,
        "_draw:6 return -rng.uniform(-limit, limit, shape)": MIRRORED,
        "_draw:7 raise \"the distribution is 'normal' or 'uniform'\"": REFUSED,
    },
    "orthogonal_init": {
        "orthogonal_init:2 A = Z.reshape(len(Z), -2)": "NumPy takes any one negative number as the size to be found",
        "orthogonal_init:3 wide = -(A.shape[0] < A.shape[1])": "minus true counts as true",
        "orthogonal_init:3 wide = A.shape[0] < A.shape[-1]": LAST_OF_TWO,
        "orthogonal_init:5 Q = Q / np.copysign(1.0, np.diag(R))": "dividing by a sign is multiplying by it",
        "orthogonal_init:5 Q = Q * np.copysign(-1.0, np.diag(R))": "the sign of the first number is not used",
    },
    "ntk_linear": {
        "ntk_linear_backward:3 return (dY @ W.T / scale, X.T @ dY / scale, dY.sum(axis=-2))": FIRST_OF_TWO,
    },
    "greedy_pretraining": {
        "greedy_pretraining_gradients:6 return (np.sum(error ** 2) / (2 * len(X)), X.T @ dZ + dR.T @ H, dZ.sum(axis=-2), dR.sum(axis=0))":
            FIRST_OF_TWO,
        "greedy_pretraining_gradients:6 return (np.sum(error ** 2) / (2 * len(X)), X.T @ dZ + dR.T @ H, dZ.sum(axis=0), dR.sum(axis=-2))":
            FIRST_OF_TWO,
        "greedy_pretraining:4 b, c = (-np.zeros(W.shape[1]), np.zeros(W.shape[0]))": "−0 is 0",
        "greedy_pretraining:4 b, c = (np.zeros(W.shape[1]), -np.zeros(W.shape[0]))": "−0 is 0",
        "greedy_pretraining:4 b, c = (np.zeros(W.shape[-1]), np.zeros(W.shape[0]))": LAST_OF_TWO,
    },
    "fine_tuning": {
        "fine_tuning_gradients:5 scores = values[-1] @ layers[-1][0] + layers[-1][-1]": "the bias is the last of a pair",
        "fine_tuning_gradients:6 scores = scores - scores.max(axis=-1, keepdims=True)": LAST_OF_TWO,
        "fine_tuning_gradients:7 log_p = scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))": LAST_OF_TWO,
        "fine_tuning_gradients:8 truth = np.eye(scores.shape[-1])[y]": LAST_OF_TWO,
        "fine_tuning_gradients:9 dZ = (np.exp(log_p) - truth) / len(y)": AS_MANY_ROWS,
        "fine_tuning_gradients:12 gradients.insert(0, (A.T @ dZ, dZ.sum(axis=-2)))": FIRST_OF_TWO,
        "fine_tuning_gradients:14 return (-np.sum(truth * log_p) / len(y), gradients)": AS_MANY_ROWS,
    },
}
