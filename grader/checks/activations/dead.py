"""What is asked about dead units: which pass nothing, on these data or on any, and why they stay so."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SIZES = ((4, 3, 6), (5, 5, 5), (3, 2, 4), (6, 4, 4))  # samples, inputs, units
CORNERS = "each input may stand at its low or at its high end, whichever its weight turns into more"
GATE = "the gate asks whether the pre-activation is above zero; then come the two gradients of a linear layer"


def _data(rng, n, d, units):
    """Of the units one is dead, one barely alive, one inactive on some samples only, and so on."""
    X, W = rng.normal(size=(n, d)) + 0.3, rng.normal(size=(d, units))
    z = X @ W
    top, middle, bottom = z.max(axis=0), z.mean(axis=0), z.min(axis=0)
    thresholds = np.array([1.2 * top - 0.2 * middle, 0.8 * top + 0.2 * middle, 0.8 * middle + 0.2 * bottom])
    return X, W, -thresholds[rng.permutation(np.arange(units) % 3), np.arange(units)]


def _box(rng, d, units):
    """A box off the origin; of the units one is dead for ever, the others are alive in different corners."""
    W = rng.normal(size=(d, units))
    kind = rng.permutation(np.arange(units) % 4)
    W = np.where(kind == 1, -np.abs(W), np.where(kind == 2, np.abs(W), W))
    W[:2, kind == 3] = np.abs(W[:2, kind == 3]) * [[1.0], [-1.0]]
    low = rng.uniform(-2.0, 0.5, size=d)
    high = low + rng.uniform(0.3, 2.0, size=d)
    middle, reach = (low + high) / 2 @ W, (high - low) / 2 @ np.abs(W)
    return W, np.array([-1.2, 0.5, -0.95, -0.95])[kind] * reach - middle, low, high


def _shapes(rng):
    X, W, b = _data(rng, 4, 3, 5)
    return [call("dead_units", X, W, b, label="4 samples, 3 inputs, 5 units"),
            call("dead_units_permanent", W, b, np.zeros(3), np.ones(3), label="3 inputs, 5 units"),
            call("dead_units_backward", rng.normal(size=(4, 5)), X, W, b, label="4 samples, 3 inputs, 5 units")]


def _by_hand(rng):
    X, W, b = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[1.0, -1.0, -1.0], [1.0, 1.0, -2.0]]), np.array([0.5, -2.0, 0.0])
    return [call("dead_units", X, W, b, label="the book's layer and its two samples"),
            call("dead_units_permanent", W, b, np.zeros(2), np.array([1.0, 3.0]), label="the book's layer and its box")]


def _on_data(rng):
    return [call("dead_units", *_data(rng, *size), label=f"{size[0]} samples, {size[1]} inputs, {size[2]} units")
            for size in SIZES for _ in range(2)]


def _in_boxes(rng):
    return [call("dead_units_permanent", *_box(rng, d, units), label=f"{d} inputs, {units} units")
            for _, d, units in SIZES for _ in range(2)]


def _gradients(rng):
    return [call("dead_units_backward", rng.normal(size=(n, units)), *_data(rng, n, d, units),
                 label=f"{n} samples, {d} inputs, {units} units") for n, d, units in SIZES]


def _one_layer(rng):
    W, b, low, high = _box(rng, 3, 6)
    X = low + rng.random((5, 3)) * (high - low)
    return [call("dead_units", X, W, b, label="samples out of the box"),
            call("dead_units_permanent", W, b, low, high, label="the box"),
            call("dead_units_backward", rng.normal(size=(5, 6)), X, W, b, label="samples out of the box")]


def _fit_together(calls, values):
    dead, permanent, (dZ, dW, db) = values
    if not np.shape(dead) == np.shape(permanent) == np.shape(db):
        return f"dead, dead for ever and db have the shapes {np.shape(dead)}, {np.shape(permanent)} and {np.shape(db)}"
    if (permanent & ~dead).any():
        return "a unit is called dead for ever, and a sample in the box activates it"
    if np.any(dZ[:, dead]) or np.any(dW[:, dead]) or np.any(db[dead]):
        return "a unit that is dead for these data gets a gradient other than zero"
    return None


def _edges(rng):
    X, W = np.array([[1.0, 2.0], [2.0, 1.0], [0.0, 0.0]]), np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, 1.0]])
    b = np.array([-1.0, -0.5, -5.0])
    corner, x = np.array([0.0, 1.0]), rng.normal(size=(1, 4))
    W4, high4 = rng.normal(size=(4, 1)), rng.uniform(0.5, 1.0, size=4)
    return [call("dead_units", X, W, b, label="a pre-activation of exactly 0"),
            call("dead_units_permanent", W, b, corner * 0, corner + [1.0, 0.0],
                 label="a highest pre-activation of exactly 0"),
            call("dead_units_backward", rng.normal(size=(3, 3)), X, W, b,
                 label="a pre-activation of exactly 0 in the backward pass"),
            call("dead_units", x, W4, np.array([0.1]) - (x @ W4)[0], label="one sample and one unit"),
            call("dead_units_permanent", np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([0.5, -0.5]), corner, corner + 0.0,
                 label="a box of one point"),
            call("dead_units_permanent", -np.abs(W4), np.array([-0.25]), -high4, high4, label="negative weights, inputs of both signs")]


def _unchanged(rng):
    X, W, b = _data(rng, 4, 4, 4)
    return [call("dead_units", X, W, b, label="dead_units"),
            call("dead_units_permanent", W, b, np.zeros(4), np.ones(4), label="dead_units_permanent"),
            call("dead_units_backward", rng.normal(size=(4, 4)), X, W, b, label="dead_units_backward")]


# --- misconceptions ----------------------------------------------------------------------------

def _on(judged):
    return lambda X, W, b: judged(X @ W + b)


def _highest(W, low, high):
    return high @ np.maximum(W, 0) + low @ np.minimum(W, 0)


def _through(gate, reduce=np.sum):
    """The gradients, with another gate or another reduction of the batch."""
    def variant(dY, X, W, b):
        dZ = gate(dY, X @ W + b)
        return dZ, X.T @ dZ, reduce(dZ, axis=0)
    return variant


def _weights_averaged(dY, X, W, b):
    dZ = np.where(X @ W + b > 0, dY, 0.0)
    return dZ, X.T @ dZ / len(X), dZ.mean(axis=0)


def _overwriting(dY, X, W, b):
    dY[X @ W + b <= 0] = 0.0
    return dY, X.T @ dY, dY.sum(axis=0)


DEAD_UNITS = Sheet(
    checks=(
        Check("shapes", "There is one answer for each unit, and each gradient has the shape of what it belongs to.",
              "shape", 1, _shapes),
        Check("values by hand", "The layer worked out in the book is judged right.", "value", 1, _by_hand,
              by_hand=(np.array([False, True, True]), np.array([False, False, True]))),
        Check("on data", "A unit is dead for these data if it is inactive on every sample.", "reference", 1, _on_data,
              hint="one sample that activates it is enough to keep a unit alive"),
        Check("in a box", "A unit is dead for ever if no input in the box activates it.", "reference", 2, _in_boxes,
              hint=CORNERS),
        Check("gradients", "The gradients for pre-activations, weights and biases are right.", "reference", 2,
              _gradients, hint=GATE),
        Check("one layer", "What is dead for ever is dead for these data, and what is dead gets no gradient at all.",
              "property", 1, _one_layer, holds=_fit_together, hint=CORNERS),
        Check("edges", "A pre-activation of exactly 0, one sample, and a box of one point are judged right.", "edge", 1,
              _edges, hint="at exactly 0 ReLU gives neither output nor gradient"),
        Check("inputs unchanged", "The arrays you are given are not changed.", "unchanged", 1, _unchanged,
              hint="an assignment such as dY[Z <= 0] = 0 writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("inactive_once", "dead_units", _on(lambda Z: (Z <= 0).any(axis=0)),
                      "a single inactive sample is taken for death: it must be inactive on all"),
        Misconception("alive_for_dead", "dead_units", _on(lambda Z: (Z > 0).any(axis=0)),
                      "the answer is turned round: these are the units that are alive"),
        Misconception("mean_pre_activation", "dead_units", _on(lambda Z: Z.mean(axis=0) <= 0),
                      "the mean pre-activation decides; one large one among many negative ones keeps a unit alive"),
        Misconception("samples_for_units", "dead_units", _on(lambda Z: (Z <= 0).all(axis=1)),
                      "the samples are judged, along axis 1, in place of the units"),
        Misconception("zero_is_active", "dead_units", _on(lambda Z: (Z < 0).all(axis=0)),
                      "a pre-activation of exactly 0 is taken for active"),
        Misconception("bias_forgotten", "dead_units", lambda X, W, b: (X @ W + 0 * b <= 0).all(axis=0),
                      "the bias is left out"),
        Misconception("lowest_value", "dead_units_permanent",
                      lambda W, b, low, high: low @ np.maximum(W, 0) + high @ np.minimum(W, 0) + b <= 0,
                      "this is the lowest pre-activation in the box: low and high are exchanged"),
        Misconception("two_corners", "dead_units_permanent",
                      lambda W, b, low, high: np.maximum(low @ W, high @ W) + b <= 0,
                      "only two corners of the box are tried; an input may be low while another one is high"),
        Misconception("centre_of_the_box", "dead_units_permanent",
                      lambda W, b, low, high: (low + high) / 2 @ W + b <= 0, "only the middle of the box is tried"),
        Misconception("high_end_only", "dead_units_permanent", lambda W, b, low, high: high @ W + b <= 0,
                      "all inputs are taken at their high end, also those with a negative weight"),
        Misconception("nothing_below_zero", "dead_units_permanent",
                      lambda W, b, low, high: high @ np.maximum(W, 0) + b <= 0,
                      "the low ends are left out, as if they were all zero"),
        Misconception("nothing_positive", "dead_units_permanent",
                      lambda W, b, low, high: (W <= 0).all(axis=0) & (b <= 0),
                      "only a unit whose weights and bias are all ≤ 0 is called dead: see what the box lets in"),
        Misconception("sizes_only", "dead_units_permanent",
                      lambda W, b, low, high: np.maximum(np.abs(low), np.abs(high)) @ np.abs(W) + b <= 0,
                      "absolute values make a box around zero that is larger than the one given"),
        Misconception("bias_forgotten_for_ever", "dead_units_permanent",
                      lambda W, b, low, high: _highest(W, low, high) + 0 * b <= 0, "the bias is left out"),
        Misconception("zero_is_active_for_ever", "dead_units_permanent",
                      lambda W, b, low, high: _highest(W, low, high) + b < 0,
                      "a highest pre-activation of exactly 0 is taken for active"),
        Misconception("gate_forgotten", "dead_units_backward", _through(lambda dY, Z: dY + 0 * Z),
                      "the gate is missing: a dead unit would get a gradient"),
        Misconception("gate_from_upstream", "dead_units_backward", _through(lambda dY, Z: np.maximum(dY, 0)),
                      "the gate looks at the sign of dY instead of the pre-activation"),
        Misconception("value_for_gate", "dead_units_backward", _through(lambda dY, Z: dY * np.maximum(Z, 0)),
                      "dY is multiplied by the value of ReLU where its derivative belongs"),
        Misconception("upstream_forgotten", "dead_units_backward", _through(lambda dY, Z: (Z > 0) * 1.0),
                      "the upstream gradient dY is missing: only the gate is used"),
        Misconception("open_at_zero", "dead_units_backward", _through(lambda dY, Z: np.where(Z >= 0, dY, 0.0)),
                      "the derivative at exactly 0 is taken as 1"),
        Misconception("mean_over_batch", "dead_units_backward", _weights_averaged,
                      "the gradients are means over the batch: dY already holds whatever the loss divides by"),
        Misconception("bias_averaged", "dead_units_backward", _through(lambda dY, Z: np.where(Z > 0, dY, 0.0), np.mean),
                      "db is a mean over the batch where dW is a sum"),
        Misconception("overwrites_upstream", "dead_units_backward", _overwriting,
                      "zeros are written into the caller's dY"),
    ),
)
