"""Equivalent mutants of the chapter deep_gradients: component → mutant → reason."""

from tests.mutation.reasons import EITHER_ORDER, LAST_OF_TWO, ONE_SHAPE, PLAIN_NUMBER

SIGN = "a vector and its negative have one length"

EQUIVALENTS = {
    "gradient_profile": {
        "gradient_profile:2 delta = -dY": SIGN,
        "gradient_profile:5 delta = -(df(Z) * (delta @ W.T))": SIGN,
        "gradient_profile_factor:2 return (norms[0] / norms[-1]) ** (1 / (len(norms) - 1))": PLAIN_NUMBER,
    },
    "clip_by_value": {
        "clip_by_value:2 return [np.clip(-clip_value, g, clip_value) for g in grads]":
            "the larger of g and −c does not depend on their order, and it is what c bounds in both",
    },
    "clip_by_global_norm": {
        "clip_by_global_norm:2 total_norm = np.sqrt(sum(((g ** 2).sum() for g in grads)))": PLAIN_NUMBER,
        "clip_by_global_norm:3 scale = min(max_norm / (total_norm + eps), 1.0)": EITHER_ORDER,
    },
    "residual_block": {
        "residual_block:2 H = np.maximum(0, X @ W1 + b1)": EITHER_ORDER,
        "residual_block_backward:3 return (dY + dZ @ W1.T, X.T @ dZ, dZ.sum(axis=-2), H.T @ dY, dY.sum(axis=0))":
            "a matrix has its first axis at −2",
        "residual_block_backward:3 return (dY + dZ @ W1.T, X.T @ dZ, dZ.sum(axis=0), H.T @ dY, dY.sum(axis=-2))":
            "a matrix has its first axis at −2",
    },
    "lstm_cell": {
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
}
