"""Equivalent mutants of the chapter backprop: component → mutant → reason."""

EQUIVALENTS = {
    "linear": {
        "linear_backward_sample:2 return (W @ dy, np.outer(x, dy), dy)":
            "the copy of dy has its values; it only keeps whoever writes into db from writing into dy",
        "linear_backward:2 return (dY @ W.T, X.T @ dY, dY.sum(axis=-2))": "a matrix has its first axis at −2",
    },
    "two_layer_network": {
        "two_layer_network_loss:2 return 0.5 * np.sum((Y - T) ** 2)": "a difference and its negative have one square",
        "two_layer_network_backward:6 return {'dY': dY, 'dZ2': dZ2, 'dW2': H.T @ dZ2, 'db2': dZ2.sum(axis=-2), "
        "'dH': dH, 'dZ1': dZ1, 'dW1': X.T @ dZ1, 'db1': dZ1.sum(axis=0)}": "a matrix has its first axis at −2",
        "two_layer_network_backward:6 return {'dY': dY, 'dZ2': dZ2, 'dW2': H.T @ dZ2, 'db2': dZ2.sum(axis=0), "
        "'dH': dH, 'dZ1': dZ1, 'dW1': X.T @ dZ1, 'db1': dZ1.sum(axis=-2)}": "a matrix has its first axis at −2",
    },
    "mlp_backward": {
        "mlp_backward:4 dbs = [delta.sum(axis=-2) for delta in deltas]": "a matrix has its first axis at −2",
    },
    "gradient_check": {
        "gradient_check:1 def gradient_check(f, x, g, directions, h=-1e-05):":
            "a centred difference is the same for h and −h: both points and the sign of the divisor are exchanged",
        "gradient_check:5 return np.linalg.norm(claimed - measured) / size if size > 0 else 0.0":
            "a vector and its negative have one length",
    },
    "reverse_mode": {
        "reverse_mode:7 gradients = -np.zeros(len(values))": "−0 is 0, and adding to it gives the same sums",
    },
    "count_flops": {
        "count_flops:2 weights = [d_in * d_out for d_in, d_out in zip(widths[1:], widths)]": "the two factors change places",
    },
}
