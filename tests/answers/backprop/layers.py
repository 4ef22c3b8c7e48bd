"""Wrong and right answers: linear, two_layer_network."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


# --- linear ----------------------------------------------------------------------------------------

@right("backprop/linear")
def linear__by_loops(X, W, b):
    """One number after the other."""
    out = np.zeros((len(X), len(b)))
    for n, row in enumerate(X):
        for j in range(len(b)):
            out[n, j] = sum(row[i] * W[i, j] for i in range(len(row))) + b[j]
    return out


@right("backprop/linear")
def linear__with_a_column_of_ones(X, W, b):
    """The bias as one more row of weights, for an input that is always 1."""
    return np.hstack([X, np.ones((len(X), 1))]) @ np.vstack([W, b])


@right("backprop/linear")
def linear_backward_sample__by_letters(dy, x, W):
    """einsum, with each derivative spelt out."""
    return np.einsum("ij,j->i", W, dy), np.einsum("i,j->ij", x, dy), 1.0 * dy


@right("backprop/linear")
def linear_backward__sample_by_sample(dY, X, W):
    """Sums of outer products."""
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for n in range(len(X)):
        dX[n] = (W * dY[n]).sum(axis=1)
        dW += X[n][:, None] * dY[n]
        db += dY[n]
    return dX, dW, db


@wrong("backprop/linear", embodies="bias_along_columns")
def linear__copied_biases(X, W, b):
    """The notes' copy of the bias to a column."""
    return np.matmul(X, W) + b.reshape(-1, 1)


@wrong("backprop/linear", embodies="weights_transposed")
def linear__as_in_the_notes(X, W, b):
    """W with one row for each output, as the column form has it."""
    return np.stack([np.dot(W, x) for x in X]) + b if len(X) else np.zeros((0, len(W))) + b


@wrong("backprop/linear", embodies="no_bias")
def linear__products_only(X, W, b):
    """The weighted sums alone."""
    return np.einsum("ni,ij->nj", X, W)


@wrong("backprop/linear", embodies="bias_changed")
def linear__bias_used_as_scratch(X, W, b):
    """Right numbers, and the caller's bias is gone."""
    Y = X @ W + b
    b[...] = X[0] @ W + b
    return Y


@wrong("backprop/linear")
def linear__bias_subtracted(X, W, b):
    """A threshold instead of a bias: matches no misconception."""
    return X @ W - b


@wrong("backprop/linear", embodies="outer_product_turned")
def linear_backward_sample__column_form(dy, x, W):
    """dW as the notes write it, for a W with one row for each output."""
    return np.dot(W, dy), dy[:, None] * x[None, :], dy.copy()


@wrong("backprop/linear", embodies="sample_weights_turned")
def linear_backward_sample__through_rows(dy, x, W):
    """The notes' W transposed, for this W."""
    return dy @ W, x[:, None] * dy, dy.copy()


@wrong("backprop/linear", embodies="weights_not_transposed")
def linear_backward__as_dimensions_decide(dY, X, W):
    """What fits when everything is square."""
    return np.einsum("nj,jk->nk", dY, W), np.einsum("ni,nj->ij", X, dY), np.sum(dY, 0)


@wrong("backprop/linear", embodies="weight_gradient_transposed")
def linear_backward__dw_turned(dY, X, W):
    """dW with one row for each output."""
    return np.einsum("nj,ij->ni", dY, W), np.einsum("ni,nj->ji", X, dY), np.sum(dY, 0)


@wrong("backprop/linear", embodies="weight_gradient_averaged")
def linear_backward__mean_weights(dY, X, W):
    """The mean over the batch for the weights alone."""
    return dY @ W.T, np.einsum("ni,nj->ij", X, dY) / (len(X) or 1), np.sum(dY, 0)


@wrong("backprop/linear", embodies="bias_gradient_averaged")
def linear_backward__mean_bias(dY, X, W):
    """The mean over the batch for the bias alone."""
    return dY @ W.T, X.T @ dY, np.ones(len(dY)) @ dY / (len(dY) or 1)


@wrong("backprop/linear", embodies="bias_gradient_not_summed")
def linear_backward__bias_like_outputs(dY, X, W):
    """As if every sample had a bias of its own."""
    return dY @ np.transpose(W), np.transpose(X) @ dY, dY.copy()


@wrong("backprop/linear")
def linear_backward__bias_over_outputs(dY, X, W):
    """The sum runs over the outputs: matches no misconception."""
    return dY @ W.T, X.T @ dY, dY.sum(axis=1)


# --- two_layer_network -----------------------------------------------------------------------------

def squash(z):
    """Sigmoid through tanh."""
    return 0.5 * (1 + np.tanh(0.5 * z))


@right("backprop/two_layer_network")
def two_layer_network__through_tanh(X, W1, b1, W2, b2):
    """σ(z) = (1 + tanh(z/2)) / 2."""
    H = squash(np.einsum("nd,dh->nh", X, W1) + b1)
    return H, squash(np.einsum("nh,hk->nk", H, W2) + b2)


@right("backprop/two_layer_network")
def two_layer_network_loss__by_norm(Y, T):
    """Half the squared length."""
    return np.linalg.norm(Y - T) ** 2 / 2


@right("backprop/two_layer_network")
def two_layer_network_backward__sample_by_sample(X, H, Y, T, W2):
    """Vectors for one sample, stacked and added up."""
    parts = {name: [] for name in ("dY", "dZ2", "dW2", "db2", "dH", "dZ1", "dW1", "db1")}
    for x, h, y, t in zip(X, H, Y, T):
        dy = -(t - y)
        dz2 = dy * (y - y**2)
        dh = np.array([np.dot(row, dz2) for row in W2])
        dz1 = dh * (h - h**2)
        for name, value in (("dY", dy), ("dZ2", dz2), ("dW2", np.outer(h, dz2)), ("db2", dz2),
                            ("dH", dh), ("dZ1", dz1), ("dW1", np.outer(x, dz1)), ("db1", dz1)):
            parts[name].append(value)
    return {name: np.sum(values, axis=0) if name[1] in "Wb" else np.array(values) for name, values in parts.items()}


@right("backprop/two_layer_network")
def two_layer_network_closed_form__by_letters(X, H, Y, T, W2):
    """One einsum for each matrix."""
    slope2, slope1, error = Y - Y**2, H - H**2, Y - T
    return np.einsum("nd,nh,hk,nk,nk->dh", X, slope1, W2, slope2, error), np.einsum("nh,nk,nk->hk", H, slope2, error)


@right("backprop/two_layer_network")
def two_layer_network_update__hidden_layer_first(X, T, W1, b1, W2, b2, lr=0.5):
    """All gradients at the old weights, W1 before W2."""
    H = squash(X @ W1 + b1)
    Y = squash(H @ W2 + b2)
    error = (T - Y) * (Y - Y * Y)
    return W1 + X.T @ ((error @ W2.T) * (H - H * H)) * lr, W2 + H.T @ error * lr


@wrong("backprop/two_layer_network", embodies="one_hidden_output_twice")
def two_layer_network__as_written_out_in_the_notes(X, W1, b1, W2, b2):
    """net_o1 reads out₃ with w₅ and w₆."""
    H = squash(X @ W1 + b1)
    columns = [squash(H[:, j] * W2[0, j] + H[:, j] * W2[1:, j].sum() + b2[j]) for j in range(len(b2))]
    if H.shape[1] != len(b2):
        raise ValueError("as many hidden units as outputs")
    return H, np.stack(columns, axis=1)


@wrong("backprop/two_layer_network", embodies="no_output_sigmoid")
def two_layer_network__linear_output(X, W1, b1, W2, b2):
    """net_o itself as the output."""
    H = squash(np.dot(X, W1) + b1)
    return H, np.dot(H, W2) + b2


@wrong("backprop/two_layer_network")
def two_layer_network__tanh_units(X, W1, b1, W2, b2):
    """Another activation: matches no misconception."""
    H = np.tanh(X @ W1 + b1)
    return H, np.tanh(H @ W2 + b2)


@wrong("backprop/two_layer_network", embodies="second_square_missing")
def two_layer_network_loss__as_written_out_in_the_notes(Y, T):
    """½ (t₁ − o₁)² + ½ (t₂ − o₂)."""
    return sum(0.5 * (t[0] - y[0]) ** 2 + 0.5 * sum(t[1:] - y[1:]) for y, t in zip(Y, T))


@wrong("backprop/two_layer_network", embodies="half_mean")
def two_layer_network_loss__half_the_mean(Y, T):
    """As the notes' code has it."""
    return 0.5 * ((Y - T) ** 2).mean()


@wrong("backprop/two_layer_network", embodies="no_half")
def two_layer_network_loss__whole_sum(Y, T):
    """Without the half."""
    return float(np.vdot(Y - T, Y - T))


@wrong("backprop/two_layer_network", embodies="no_output_slope")
def two_layer_network_backward__as_for_cross_entropy(X, H, Y, T, W2):
    """Y − T taken for dZ2, which is right for another loss."""
    error = Y - T
    dH = np.einsum("nk,hk->nh", error, W2)
    dZ1 = dH * (H - H**2)
    return {"dY": error, "dZ2": error, "dW2": np.einsum("nh,nk->hk", H, error), "db2": error.sum(0),
            "dH": dH, "dZ1": dZ1, "dW1": np.einsum("nd,nh->dh", X, dZ1), "db1": dZ1.sum(0)}


@wrong("backprop/two_layer_network", embodies="sigmoid_applied_again")
def two_layer_network_backward__slope_of_activations(X, H, Y, T, W2):
    """σ′ evaluated at what has been through σ."""
    def slope(a):
        return squash(a) - squash(a) ** 2

    dY = Y - T
    dZ2 = slope(Y) * dY
    dH = np.einsum("nk,hk->nh", dZ2, W2)
    dZ1 = slope(H) * dH
    return {"dY": dY, "dZ2": dZ2, "dW2": H.T @ dZ2, "db2": dZ2.sum(0), "dH": dH, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(0)}


@wrong("backprop/two_layer_network", embodies="errors_reversed")
def two_layer_network_backward__target_minus_output(X, H, Y, T, W2):
    """The negative of every derivative."""
    dY = T - Y
    dZ2 = (Y - Y**2) * dY
    dH = np.einsum("nk,hk->nh", dZ2, W2)
    dZ1 = (H - H**2) * dH
    return {"dY": dY, "dZ2": dZ2, "dW2": H.T @ dZ2, "db2": dZ2.sum(0), "dH": dH, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(0)}


@wrong("backprop/two_layer_network")
def two_layer_network_backward__zeros(X, H, Y, T, W2):
    """Zeros of the right shapes: match no misconception."""
    shapes = {"dY": Y, "dZ2": Y, "dW2": W2, "db2": Y[0], "dH": H, "dZ1": H, "dW1": X.T @ H, "db1": H[0]}
    return {name: np.zeros(np.shape(like)) for name, like in shapes.items()}


@wrong("backprop/two_layer_network", embodies="closed_without_output_slope")
def two_layer_network_closed_form__as_for_cross_entropy(X, H, Y, T, W2):
    """Y (1 − Y) is missing."""
    return np.einsum("nd,nh,hk,nk->dh", X, H - H**2, W2, Y - T), np.einsum("nh,nk->hk", H, Y - T)


@wrong("backprop/two_layer_network", embodies="closed_without_hidden_slope")
def two_layer_network_closed_form__linear_hidden_layer(X, H, Y, T, W2):
    """H (1 − H) is missing."""
    error = (Y - T) * (Y - Y**2)
    return np.einsum("nd,hk,nk->dh", X, W2, error), np.einsum("nh,nk->hk", H, error)


@wrong("backprop/two_layer_network")
def two_layer_network_closed_form__averaged(X, H, Y, T, W2):
    """Means over the batch: match no misconception."""
    error = (Y - T) * (Y - Y**2)
    return X.T @ ((error @ W2.T) * (H - H**2)) / (len(X) + 1), H.T @ error / (len(X) + 1)


@wrong("backprop/two_layer_network", embodies="new_weights_in_the_backward_pass")
def two_layer_network_update__layer_by_layer(X, T, W1, b1, W2, b2, lr=0.5):
    """Each layer is updated as soon as it is reached."""
    H = squash(X @ W1 + b1)
    Y = squash(H @ W2 + b2)
    error = (Y - T) * (Y - Y**2)
    W2 = W2 - lr * H.T @ error
    error = (error @ W2.T) * (H - H**2)
    return W1 - lr * X.T @ error, W2


@wrong("backprop/two_layer_network", embodies="uphill")
def two_layer_network_update__climbing(X, T, W1, b1, W2, b2, lr=0.5):
    """Plus the gradient."""
    H = squash(X @ W1 + b1)
    Y = squash(H @ W2 + b2)
    error = (Y - T) * (Y - Y**2)
    return W1 + lr * np.einsum("nd,nh->dh", X, (error @ W2.T) * (H - H**2)), W2 + lr * np.einsum("nh,nk->hk", H, error)


@wrong("backprop/two_layer_network", embodies="weights_overwritten")
def two_layer_network_update__in_place(X, T, W1, b1, W2, b2, lr=0.5):
    """Right numbers, in the caller's arrays."""
    H = squash(X @ W1 + b1)
    Y = squash(H @ W2 + b2)
    error = (Y - T) * (Y - Y**2)
    hidden = (error @ W2.T) * (H - H**2)
    W1 -= lr * (X.T @ hidden)
    W2 -= lr * (H.T @ error)
    return W1, W2


@wrong("backprop/two_layer_network")
def two_layer_network_update__fixed_rate(X, T, W1, b1, W2, b2, lr=0.5):
    """The rate of the example for every rate: matches no misconception."""
    H = squash(X @ W1 + b1)
    Y = squash(H @ W2 + b2)
    error = math.sqrt(0.25) * (Y - T) * (Y - Y**2)
    return W1 - X.T @ ((error @ W2.T) * (H - H**2)), W2 - H.T @ error
