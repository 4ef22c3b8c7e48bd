"""Wrong and right answers: greedy_pretraining."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
ALL = "initialization/greedy_pretraining"


def _passes(X, W, b, c):
    """Hidden values, and the error of what comes back."""
    H = np.array([np.tanh(x @ W + b) for x in X])
    return H, np.einsum("im,dm->id", H, W) + c - X


def _squeeze(X, start, lr, steps):
    """One layer, trained: W, b, c."""
    W, b, c, n = 1.0 * start, 0.0 * start[0], 0.0 * start[:, 0], len(X)
    for _ in range(steps):
        H, E = _passes(X, W, b, c)
        back = (E @ W) * (1 - H) * (1 + H) / n
        W, b, c = W - lr * (X.T @ back + (H.T @ E).T / n), b - lr * back.sum(0), c - lr * E.sum(0) / n
    return W, b, c


@right(ALL)
def greedy_pretraining_gradients__sample_by_sample(X, W, b, c):
    """A loop over samples, outer products added."""
    n, loss, dW, db, dc = len(X), 0.0, 0 * W, 0 * b, 0 * c
    for x in X:
        h = np.tanh(b + W.T @ x)
        e = W @ h + c - x
        back = (W.T @ e) * (1 - h * h)
        loss = loss + (e @ e) / 2 / n
        dW = dW + (np.outer(x, back) + np.outer(e, h)) / n
        db, dc = db + back / n, dc + e / n
    return loss, dW, db, dc


@right(ALL)
def greedy_pretraining_gradients__untied_then_added(X, W, b, c):
    """Two matrices, one gradient each, in the form of einsum."""
    H, E = _passes(X, W, b, c)
    E = E / len(X)
    back = np.einsum("id,dm,im->im", E, W, 1 - H**2)
    way_in, way_out = np.einsum("id,im->dm", X, back), np.einsum("im,id->md", H, E)
    return 0.5 * len(X) * np.sum(E * E), way_in + way_out.T, np.einsum("im->m", back), np.einsum("id->d", E)


@right(ALL)
def greedy_pretraining__from_the_top_of_a_loop(X, weights, lr, steps):
    """Each layer in a function of its own."""
    layers, values = [], X
    while len(layers) < len(weights):
        W, b, _ = _squeeze(values, weights[len(layers)], lr, steps)
        layers.append((W, b))
        values = np.tanh(values @ W + b)
    return layers


@right(ALL)
def greedy_pretraining__recursive(X, weights, lr, steps):
    """The first layer, and then the others on what it sends on."""
    if not weights:
        return []
    W, b, _ = _squeeze(X, weights[0], lr, steps)
    return [(W, b), *greedy_pretraining__recursive(np.tanh(X @ W + b), weights[1:], lr, steps)]


@wrong(ALL, embodies="way_out_forgotten")
def greedy_pretraining_gradients__as_if_untied(X, W, b, c):
    """Only the encoder's gradient."""
    H, E = _passes(X, W, b, c)
    back = (E @ W) * (1 - H**2) / len(X)
    return np.sum(E**2) / 2 / len(X), X.T @ back, back.sum(0), E.mean(0)


@wrong(ALL, embodies="slope_forgotten")
def greedy_pretraining_gradients__linear_back(X, W, b, c):
    """No slope."""
    H, E = _passes(X, W, b, c)
    back = (E @ W) / len(X)
    return np.sum(E**2) / 2 / len(X), X.T @ back + E.T @ H / len(X), back.sum(0), E.mean(0)


@wrong(ALL, embodies="not_halved")
def greedy_pretraining_gradients__whole_squares(X, W, b, c):
    """The loss without the half, and its gradients."""
    loss, *slopes = greedy_pretraining_gradients__sample_by_sample(X, W, b, c)
    return (2 * loss, *(2 * slope for slope in slopes))


@wrong(ALL, embodies="mean_over_all_numbers")
def greedy_pretraining_gradients__mean_of_squares(X, W, b, c):
    """np.mean of the squares."""
    loss, *slopes = greedy_pretraining_gradients__sample_by_sample(X, W, b, c)
    return (loss / X.shape[1], *(slope / X.shape[1] for slope in slopes))


@wrong(ALL)
def greedy_pretraining_gradients__the_other_way(X, W, b, c):
    """X − R for R − X in the gradients: matches no misconception."""
    loss, *slopes = greedy_pretraining_gradients__sample_by_sample(X, W, b, c)
    return (loss, *(-slope for slope in slopes))


@wrong(ALL, embodies="input_for_every_layer")
def greedy_pretraining__raw_input(X, weights, lr, steps):
    """Never replaces X, as long as the shapes allow it."""
    layers, values = [], X
    for start in weights:
        W, b, _ = _squeeze(values, start, lr, steps)
        layers.append((W, b))
        values = values if len(W) == len(W[0]) else np.tanh(values @ W + b)
    return layers


@wrong(ALL, embodies="reconstruction_passed_on")
def greedy_pretraining__what_comes_back(X, weights, lr, steps):
    """R for H, as long as the shapes allow it."""
    layers, values = [], X
    for start in weights:
        W, b, c = _squeeze(values, start, lr, steps)
        layers.append((W, b))
        hidden = np.tanh(values @ W + b)
        values = hidden @ W.T + c if len(W) == len(W[0]) else hidden
    return layers


@wrong(ALL, embodies="untrained_values_passed_on")
def greedy_pretraining__values_of_the_start(X, weights, lr, steps):
    """The forward pass is made before training."""
    layers, values = [], X
    for start in weights:
        W, b, _ = _squeeze(values, start, lr, steps)
        layers.append((W, b))
        values = np.tanh(values @ start)
    return layers


@wrong(ALL, embodies="biases_forgotten")
def greedy_pretraining__weights_only(X, weights, lr, steps):
    """Biases stay at 0."""
    layers = []
    for W in weights:
        b, c = np.zeros(W.shape[1]), np.zeros(W.shape[0])
        for _ in range(steps):
            W = W - lr * greedy_pretraining_gradients__sample_by_sample(X, W, b, c)[1]
        layers.append((W, b))
        X = np.tanh(X @ W)
    return layers


@wrong(ALL, embodies="way_out_untrained")
def greedy_pretraining__no_step_for_c(X, weights, lr, steps):
    """c stays at 0."""
    layers = []
    for W in weights:
        b, c = np.zeros(W.shape[1]), np.zeros(W.shape[0])
        for _ in range(steps):
            _, dW, db, _ = greedy_pretraining_gradients__sample_by_sample(X, W, b, c)
            W, b = W - lr * dW, b - lr * db
        layers.append((W, b))
        X = np.tanh(X @ W + b)
    return layers


@wrong(ALL, embodies="works_in_place")
def greedy_pretraining__with_minus_equals(X, weights, lr, steps):
    """W -= …"""
    layers = []
    for W in weights:
        b, c = np.zeros(W.shape[1]), np.zeros(W.shape[0])
        for _ in range(steps):
            _, dW, db, dc = greedy_pretraining_gradients__sample_by_sample(X, W, b, c)
            W -= lr * dW
            b -= lr * db
            c -= lr * dc
        layers.append((W, b))
        X = np.tanh(X @ W + b)
    return layers


@wrong(ALL)
def greedy_pretraining__sums_passed_on(X, weights, lr, steps):
    """No tanh between the layers: matches no misconception."""
    layers = []
    for start in weights:
        W, b, _ = _squeeze(X, start, lr, steps)
        layers.append((W, b))
        X = X @ W + b
    return layers
