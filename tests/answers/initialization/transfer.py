"""Wrong and right answers: fine_tuning."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
ALL = "initialization/fine_tuning"


def _log_softmax(z):
    top = z.max()
    return z - top - np.log(sum(np.exp(z - top)))


def _one(layers, x, k):
    """Loss and gradients of a single sample, written with vectors."""
    values = [x]
    for W, b in layers[:-1]:
        values.append(np.tanh(W.T @ values[-1] + b))
    W, b = layers[-1]
    log_p = _log_softmax(W.T @ values[-1] + b)
    d, found = np.exp(log_p), []
    d[k] -= 1
    for (W, _), a in list(zip(layers, values))[::-1]:
        found.append((np.outer(a, d), d))
        d = (W @ d) * (1 - a) * (1 + a)
    return -log_p[k], found[::-1]


@right(ALL)
def fine_tuning_gradients__sample_by_sample(layers, X, y):
    """One sample at a time, means in the end."""
    found = [_one(layers, x, k) for x, k in zip(X, y)]
    loss = np.mean([loss for loss, _ in found])
    return loss, [tuple(np.mean([g[i][part] for _, g in found], axis=0) for part in (0, 1)) for i in range(len(layers))]


@right(ALL)
def fine_tuning_gradients__recursive(layers, X, y):
    """Forward on the way down, back on the way up."""
    n = len(X)

    def down(A, rest):
        W, b = rest[0]
        Z = A @ W + b
        if len(rest) == 1:
            log_p = np.array([_log_softmax(z) for z in Z])
            P = np.exp(log_p)
            P[np.arange(n), y] -= 1
            loss, dZ, above = -log_p[np.arange(n), y].sum() / n, P / n, []
        else:
            T = np.tanh(Z)
            loss, dT, above = down(T, rest[1:])
            dZ = dT / np.cosh(Z) ** 2
        return loss, np.einsum("no,io->ni", dZ, W), [(np.einsum("ni,no->io", A, dZ), np.einsum("no->o", dZ)), *above]

    loss, _, found = down(X, list(layers))
    return loss, found


@right(ALL)
def fine_tuning__body_and_head_apart(layers, head, X, y, lr, body_lr, steps):
    """Two lists, put together for each gradient."""
    body, (W, b) = list(layers[:-1]), head
    for _ in range(steps):
        *below, (dW, db) = fine_tuning_gradients__sample_by_sample([*body, (W, b)], X, y)[1]
        body = [(V - body_lr * dV, c - body_lr * dc) for (V, c), (dV, dc) in zip(body, below)]
        W, b = W - lr * dW, b - lr * db
    return [*body, (W, b)]


@right(ALL)
def fine_tuning__copies_then_in_place(layers, head, X, y, lr, body_lr, steps):
    """Copies first, then −=."""
    mine = [[W.copy(), b.copy()] for W, b in [*layers[:-1], head]]
    for _ in range(steps):
        found = fine_tuning_gradients__recursive(mine, X, y)[1]
        for i in range(len(mine)):
            rate = lr if i == len(mine) - 1 else body_lr
            mine[i][0] -= rate * found[i][0]
            mine[i][1] -= rate * found[i][1]
    return [tuple(layer) for layer in mine]


def _walk(layers, X, y, rates, steps):
    """Steps with one rate for each layer."""
    for _ in range(steps):
        found = fine_tuning_gradients__sample_by_sample(layers, X, y)[1]
        layers = [(W - r * dW, b - r * db) for (W, b), (dW, db), r in zip(layers, found, rates)]
    return layers


def _bent(layers, X, y, slope, on_top=False):
    """The gradients with another slope, or tanh on the scores too."""
    A, sums = [X], []
    for W, b in layers:
        sums.append(A[-1] @ W + b)
        A.append(np.tanh(sums[-1]))
    log_p = np.array([_log_softmax(z) for z in (A[-1] if on_top else sums[-1])])
    D = np.exp(log_p) - np.eye(len(log_p[0]))[y]
    D, found = D / len(X) * (slope(sums[-1]) if on_top else 1), []
    for i in reversed(range(len(layers))):
        found.insert(0, (A[i].T @ D, D.sum(0)))
        if i:
            D = (D @ layers[i][0].T) * slope(sums[i - 1])
    return -np.mean(log_p[np.arange(len(X)), y]), found


@wrong(ALL, embodies="slope_of_the_sums")
def fine_tuning_gradients__sums_in_the_slope(layers, X, y):
    """1 − z²."""
    return _bent(layers, X, y, lambda z: (1 - z) * (1 + z))


@wrong(ALL, embodies="slope_forgotten")
def fine_tuning_gradients__linear_back(layers, X, y):
    """No slope."""
    return _bent(layers, X, y, np.ones_like)


@wrong(ALL, embodies="tanh_on_the_head")
def fine_tuning_gradients__one_loop_for_all(layers, X, y):
    """Every layer alike."""
    return _bent(layers, X, y, lambda z: np.cosh(np.clip(z, -300, 300)) ** -2.0, on_top=True)


@wrong(ALL)
def fine_tuning_gradients__added(layers, X, y):
    """Sums over the samples: matches no misconception."""
    loss, found = fine_tuning_gradients__sample_by_sample(layers, X, y)
    return len(X) * loss, [(len(X) * dW, len(X) * db) for dW, db in found]


@wrong(ALL)
def fine_tuning_gradients__log_of_softmax(layers, X, y):
    """exp of the raw scores: matches no misconception."""
    _, found = fine_tuning_gradients__sample_by_sample(layers, X, y)
    A = X
    for W, b in layers[:-1]:
        A = np.tanh(A @ W + b)
    with np.errstate(all="ignore"):
        E = np.exp(A @ layers[-1][0] + layers[-1][1])
        return -np.mean(np.log(E[np.arange(len(y)), y] / E.sum(axis=1))), found


@wrong(ALL, embodies="old_head_kept")
def fine_tuning__same_head(layers, head, X, y, lr, body_lr, steps):
    """Takes the new head only if it has to."""
    fits = len(layers[-1][1]) == len(head[1])
    return _walk(layers if fits else [*layers[:-1], head], X, y, [body_lr] * (len(layers) - 1) + [lr], steps)


@wrong(ALL, embodies="rates_exchanged")
def fine_tuning__body_fast(layers, head, X, y, lr, body_lr, steps):
    """lr for the body."""
    return fine_tuning__body_and_head_apart(layers, head, X, y, body_lr, lr, steps)


@wrong(ALL, embodies="one_rate_for_all")
def fine_tuning__all_at_lr(layers, head, X, y, lr, body_lr, steps):
    """body_lr is not used."""
    return fine_tuning__body_and_head_apart(layers, head, X, y, lr, lr, steps)


@wrong(ALL, embodies="body_always_frozen")
def fine_tuning__head_only(layers, head, X, y, lr, body_lr, steps):
    """A linear probe."""
    return fine_tuning__body_and_head_apart(layers, head, X, y, lr, 0.0, steps)


@wrong(ALL, embodies="head_moves_first")
def fine_tuning__head_then_body(layers, head, X, y, lr, body_lr, steps):
    """The head's weights are new when the body's gradient is computed from the old scores."""
    body, (W, b) = list(layers[:-1]), head
    for _ in range(steps):
        A = [X]
        for V, c in body:
            A.append(np.tanh(A[-1] @ V + c))
        D = np.exp([_log_softmax(z) for z in A[-1] @ W + b])
        D[np.arange(len(y)), y] -= 1
        D = D / len(y)
        W, b = W - lr * A[-1].T @ D, b - lr * D.sum(0)
        above = W
        for i in reversed(range(len(body))):
            V, c = body[i]
            D = (D @ above.T) * (1 - A[i + 1] ** 2)
            above, body[i] = V, (V - body_lr * A[i].T @ D, c - body_lr * D.sum(0))
    return [*body, (W, b)]


@wrong(ALL, embodies="biases_forgotten")
def fine_tuning__weights_only(layers, head, X, y, lr, body_lr, steps):
    """No step for the biases."""
    mine = [*layers[:-1], head]
    for _ in range(steps):
        found = fine_tuning_gradients__sample_by_sample(mine, X, y)[1]
        mine = [(W - (lr if i == len(mine) - 1 else body_lr) * found[i][0], b) for i, (W, b) in enumerate(mine)]
    return mine


@wrong(ALL, embodies="works_in_place")
def fine_tuning__with_minus_equals(layers, head, X, y, lr, body_lr, steps):
    """No copies."""
    mine = [*layers[:-1], head]
    for _ in range(steps):
        found = fine_tuning_gradients__sample_by_sample(mine, X, y)[1]
        for i, (W, b) in enumerate(mine):
            W -= (lr if i == len(mine) - 1 else body_lr) * found[i][0]
            b -= (lr if i == len(mine) - 1 else body_lr) * found[i][1]
    return mine


@wrong(ALL)
def fine_tuning__one_step(layers, head, X, y, lr, body_lr, steps):
    """A single step, whatever is asked for: matches no misconception."""
    return fine_tuning__body_and_head_apart(layers, head, X, y, lr, body_lr, 1)
