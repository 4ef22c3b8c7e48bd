"""What is asked of layers that are trained one by one to give their input back."""

import math

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

BIAS = math.log(3) / 2  # tanh(BIAS) = ½, where the slope is ¾
SIZES = ((5, 4, 3), (3, 2, 6), (4, 4, 4), (1, 3, 2))


def _layer(rng, n, d_in, m):
    """A batch, weights and both biases."""
    return rng.normal(size=(n, d_in)), rng.normal(size=(d_in, m)) / math.sqrt(d_in), rng.normal(size=m), rng.normal(size=d_in)


def _by_hand(rng):
    return [call("greedy_pretraining_gradients", np.array([[1.0, 2.0]]), np.array([[0.5], [-0.25]]), np.array([BIAS]),
                 np.array([0.75, 0.125]), label="the layer of the book")]


def _gradients(rng):
    return [call("greedy_pretraining_gradients", *_layer(rng, *size), label=f"{size[0]} samples, {size[1]} inputs, {size[2]} units")
            for size in SIZES]


def _weights(rng, *widths):
    return [rng.normal(size=pair) / math.sqrt(pair[0]) for pair in zip(widths, widths[1:])]


def _train(rng, n, *widths, steps=3, lr=0.3, label=""):
    return call("greedy_pretraining", rng.normal(size=(n, widths[0])), _weights(rng, *widths), lr, steps,
                label=label or f"widths {widths}, {steps} steps")


def _one_layer(rng):
    return [_train(rng, 5, 4, 3), _train(rng, 4, 3, 5, steps=8, lr=0.1)]


def _stacks(rng):
    return [_train(rng, 5, 6, 4, 3), _train(rng, 6, 4, 4, 4, 4), _train(rng, 4, 3, 5, 2, steps=6, lr=0.1)]


def _edges(rng):
    return [_train(rng, 4, 3, 3, 2, steps=0, label="no steps: where each layer starts"), _train(rng, 1, 3, 2, label="one sample"),
            _train(rng, 4, 3, 3, 2, steps=1, lr=0.0, label="a rate of 0")]


def _unchanged(rng):
    return [_train(rng, 4, 3, 2, 2), call("greedy_pretraining_gradients", *_layer(rng, 4, 3, 2))]


def _variant(way_out=True, slope=lambda Z: 1 - np.tanh(Z) ** 2, share=lambda X: len(X), halved=2.0):
    """Loss and gradients with some of their parts exchanged."""
    def gradients(X, W, b, c):
        Z = X @ W + b
        H = np.tanh(Z)
        error = H @ W.T + c - X
        dR = error / share(X) * (2.0 / halved)
        dZ = dR @ W * slope(Z)
        dW = X.T @ dZ + (dR.T @ H if way_out else 0.0)
        return np.sum(error**2) / (halved * share(X)), dW, dZ.sum(axis=0), dR.sum(axis=0)
    return gradients


def _stack(passed=lambda X, W, b, c, start: np.tanh(X @ W + b), learned=(1.0, 1.0, 1.0)):
    """The loop over layers, with what goes to the next one and what is learned exchanged."""
    def train(X, weights, lr, steps):
        layers, step = [], _variant()
        for start in weights:
            W, b, c = start, np.zeros(start.shape[1]), np.zeros(start.shape[0])
            for _ in range(steps):
                W, b, c = (p - lr * on * d for p, on, d in zip((W, b, c), learned, step(X, W, b, c)[1:]))
            layers.append((W, b))
            X = passed(X, W, b, c, start)
        return layers
    return train


def _same_width(X, W, b, c, start):
    """The raw input again, where its width allows that."""
    return X if W.shape[0] == W.shape[1] else np.tanh(X @ W + b)


def _given_back(X, W, b, c, start):
    """What the layer gave back, where its width allows that."""
    return np.tanh(X @ W + b) @ W.T + c if W.shape[0] == W.shape[1] else np.tanh(X @ W + b)


def _in_place(X, weights, lr, steps):
    layers = _stack()(X, weights, lr, steps)
    for start, (W, _) in zip(weights, layers):
        start[...] = W
    return layers


GREEDY_PRETRAINING = Sheet(
    checks=(
        Check("by hand", "Loss and gradients of the layer worked out in the book come out right.", "value", 1, _by_hand,
              by_hand=((2.0, np.array([[0.375], [-0.25]]), np.array([0.375]), np.array([0.0, -2.0])),)),
        Check("gradients", "Loss and gradients are right for layers of any shape.", "reference", 3, _gradients,
              hint="the weights are used twice, on the way in and on the way out: their gradient is a sum of two"),
        Check("one layer", "A single layer is trained step by step.", "reference", 2, _one_layer,
              hint="weights and both biases take a step; the biases start at 0"),
        Check("stacks", "Several layers are trained in turn, each on what the trained one before sends on.", "reference", 2, _stacks,
              hint="the next layer's input is tanh(XW + b) with the trained W and b"),
        Check("edges", "No steps, one sample and a rate of 0 are fine.", "edge", 1, _edges),
        Check("inputs unchanged", "The batch and the starting weights are not changed.", "unchanged", 1, _unchanged),
    ),
    misconceptions=(
        Misconception("way_out_forgotten", "greedy_pretraining_gradients", _variant(way_out=False),
                      "the weights' gradient lacks the part from the way out, where they are used a second time"),
        Misconception("slope_forgotten", "greedy_pretraining_gradients", _variant(slope=lambda Z: 1.0),
                      "the slope of tanh is missing on the way back"),
        Misconception("not_halved", "greedy_pretraining_gradients", _variant(halved=1.0), "the squared error is not halved"),
        Misconception("mean_over_all_numbers", "greedy_pretraining_gradients", _variant(share=np.size),
                      "the loss is divided by the number of all entries, not of samples"),
        Misconception("input_for_every_layer", "greedy_pretraining", _stack(_same_width),
                      "every layer is trained on the raw input, where its width allows that"),
        Misconception("reconstruction_passed_on", "greedy_pretraining", _stack(_given_back),
                      "the next layer gets what this one gives back, not its hidden values"),
        Misconception("untrained_values_passed_on", "greedy_pretraining", _stack(lambda X, W, b, c, start: np.tanh(X @ start)),
                      "the next layer gets the values of the weights as they started"),
        Misconception("biases_forgotten", "greedy_pretraining", _stack(learned=(1.0, 0.0, 0.0)), "only the weights take steps"),
        Misconception("way_out_untrained", "greedy_pretraining", _stack(learned=(1.0, 1.0, 0.0)),
                      "the biases on the way out take no steps, although only the way in is returned"),
        Misconception("works_in_place", "greedy_pretraining", _in_place, "the starting weights are overwritten"),
    ),
)
