"""What is asked of training on: a new last layer on a trained network."""

import math

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

BIAS = math.log(3) / 2  # tanh(BIAS) = ½, where the slope is ¾


def _network(rng, *widths):
    return [(rng.normal(size=pair) / math.sqrt(pair[0]), rng.normal(size=pair[1])) for pair in zip(widths, widths[1:])]


def _task(rng, n, d_in, classes):
    return rng.normal(size=(n, d_in)), rng.integers(classes, size=n)


def _by_hand(rng):
    body, head = (np.zeros((1, 1)), np.array([BIAS])), (np.array([[0.0, 2.0]]), np.array([0.0, math.log(3) - 1]))
    return [call("fine_tuning_gradients", [body, head], np.array([[2.0]]), np.array([0]), label="the network of the book")]


def _gradients(rng):
    return [call("fine_tuning_gradients", _network(rng, *widths), *_task(rng, n, widths[0], widths[-1]),
        label=f"{n} samples, widths {widths}")
            for n, widths in ((5, (4, 3, 2)), (3, (2, 4, 5, 3)), (4, (3, 3, 3, 3)), (1, (3, 4)))]


def _tune(rng, n, widths, classes, lr, body_lr, steps, label):
    return call("fine_tuning", _network(rng, *widths), _network(rng, widths[-2], classes)[0], *_task(rng, n, widths[0], classes),
                lr, body_lr, steps, label=label)


def _heads(rng):
    return [_tune(rng, 5, (4, 3, 3), 3, 0.4, 0.1, 3, "as many classes as before"),
            _tune(rng, 4, (3, 2, 4, 3), 5, 0.2, 0.6, 4, "more classes than before"),
            _tune(rng, 6, (2, 4, 6), 2, 0.3, 0.3, 3, "fewer classes, one rate for all")]


def _frozen(rng):
    return [_tune(rng, 5, (4, 3, 5, 3), 3, 0.5, 0.0, 3, "body_lr = 0"), _tune(rng, 4, (3, 3, 2), 2, 0.0, 0.5, 3, "lr = 0")]


def _edges(rng):
    X, y = _task(rng, 3, 2, 2)
    large = [(np.eye(2), np.zeros(2)), (np.array([[800.0, -800.0], [300.0, 700.0]]), np.array([200.0, -200.0]))]
    return [call("fine_tuning_gradients", large, X, y, label="scores of about 1000"),
            _tune(rng, 3, (4, 3), 2, 0.3, 0.1, 2, "a network that is a head only"),
            _tune(rng, 4, (3, 2, 2), 3, 0.3, 0.1, 0, "no steps")]


def _unchanged(rng):
    return [_tune(rng, 4, (3, 4, 2), 3, 0.5, 0.2, 2, "fine_tuning"),
            call("fine_tuning_gradients", _network(rng, 3, 2, 2), *_task(rng, 4, 3, 2), label="fine_tuning_gradients")]


def _log_softmax(scores):
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def _variant(slope=lambda Z: 1 - np.tanh(Z) ** 2, bent_head=False, later=None):
    """Loss and gradients with some of their parts exchanged; ``later`` gives the head that the gradient goes back through."""
    def gradients(layers, X, y):
        values, sums = [X], []
        for W, b in layers:
            sums.append(values[-1] @ W + b)
            values.append(np.tanh(sums[-1]))
        log_p = _log_softmax(values[-1] if bent_head else sums[-1])
        truth = np.eye(log_p.shape[1])[y]
        dZ, found = (np.exp(log_p) - truth) / len(X), []
        for k in range(len(layers))[::-1]:
            if bent_head and k == len(layers) - 1:
                dZ = dZ * slope(sums[k])
            found.append((values[k].T @ dZ, dZ.sum(axis=0)))
            W = layers[k][0] if later is None or k < len(layers) - 1 else layers[k][0] - later * found[-1][0]
            dZ = dZ @ W.T * slope(sums[k - 1]) if k else None
        return -np.sum(truth * log_p) / len(X), found[::-1]
    return gradients


def _tuned(keep=lambda layers, head: [*layers[:-1], head], rates=lambda k, lr, body_lr: [body_lr] * (k - 1) + [lr],
           on_bias=1.0, late=False):
    """The loop of steps, with the layers that are kept, their rates, or what takes a step exchanged."""
    def tune(layers, head, X, y, lr, body_lr, steps):
        layers = keep(layers, head)
        for _ in range(steps):
            found = _variant(later=lr if late else None)(layers, X, y)[1]
            layers = [(W - rate * dW, b - rate * on_bias * db)
                      for (W, b), (dW, db), rate in zip(layers, found, rates(len(layers), lr, body_lr))]
        return layers
    return tune


def _old_head(layers, head):
    """The old head where it would do."""
    return layers if layers[-1][1].shape == head[1].shape else [*layers[:-1], head]


def _in_place(layers, head, X, y, lr, body_lr, steps):
    tuned = _tuned()(layers, head, X, y, lr, body_lr, steps)
    for (W, b), (new, shift) in zip([*layers[:-1], head], tuned):
        W[...], b[...] = new, shift
    return tuned


FINE_TUNING = Sheet(
    checks=(
        Check("by hand", "Loss and gradients of the network worked out in the book come out right.", "value", 1, _by_hand,
              by_hand=((math.log(4), [(np.array([[2.25]]), np.array([1.125])), (np.array([[-0.375, 0.375]]), np.array([-0.75, 0.75]))]),)),
        Check("gradients", "Loss and gradients are right for networks of any depth and width.", "reference", 2, _gradients,
              hint="tanh stands behind all layers but the last; the loss is a mean over the samples"),
        Check("new heads", "The trained layers and the new head learn, each at its rate, whatever the number of classes.", "reference", 3,
              _heads, hint="the last layer is replaced; it learns at lr, the others at body_lr"),
        Check("frozen", "A rate of 0 freezes the body, or the head, and nothing else.", "reference", 1, _frozen,
              hint="each step takes all gradients at one place, then moves"),
        Check("edges", "Large scores, a network without hidden layers and no steps are fine.", "edge", 1, _edges,
              hint="where the result is nan, exp of a large score has overflowed"),
        Check("inputs unchanged", "Neither the trained layers nor the head nor the data are changed.", "unchanged", 1, _unchanged),
    ),
    misconceptions=(
        Misconception("slope_of_the_sums", "fine_tuning_gradients", _variant(slope=lambda Z: 1 - Z**2),
                      "tanh's slope is 1 − A², with the layer's outputs A; here its sums stand in it"),
        Misconception("slope_forgotten", "fine_tuning_gradients", _variant(slope=lambda Z: 1.0),
            "the slope of tanh is missing on the way back"),
        Misconception("tanh_on_the_head", "fine_tuning_gradients", _variant(bent_head=True), "tanh is put on the scores as well"),
        Misconception("old_head_kept", "fine_tuning", _tuned(keep=_old_head), "the old last layer is kept, where it has as many classes"),
        Misconception("rates_exchanged", "fine_tuning", _tuned(rates=lambda k, lr, body_lr: [lr] * (k - 1) + [body_lr]),
                      "the two rates have changed places"),
        Misconception("one_rate_for_all", "fine_tuning", _tuned(rates=lambda k, lr, body_lr: [lr] * k),
            "all layers learn at the head's rate"),
        Misconception("body_always_frozen", "fine_tuning", _tuned(rates=lambda k, lr, body_lr: [0.0] * (k - 1) + [lr]),
                      "only the head learns, whatever the body's rate"),
        Misconception("head_moves_first", "fine_tuning", _tuned(late=True),
                      "the gradient goes back through a head that has taken its step already"),
        Misconception("biases_forgotten", "fine_tuning", _tuned(on_bias=0.0), "only the weights take steps"),
        Misconception("works_in_place", "fine_tuning", _in_place, "the trained layers are overwritten"),
    ),
)
