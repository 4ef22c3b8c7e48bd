"""What is asked of the LSTM cell, for one step and through time: lstm_cell."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SIZES = ((2, 3, 4), (3, 4, 4), (1, 2, 1), (4, 1, 3))


def _weights(rng, d_in, d):
    return rng.normal(size=(d_in, 4 * d)), rng.normal(size=(d, 4 * d)), rng.normal(size=4 * d)


def _cell(rng, n, d_in, d, label=""):
    return call("lstm_cell", rng.normal(size=(n, d_in)), np.tanh(rng.normal(size=(n, d))), 2 * rng.normal(size=(n, d)),
                *_weights(rng, d_in, d), label=label or f"a batch of {n}, {d_in} inputs, {d} outputs")


def _gates(rng, n, d):
    i, f, o = rng.uniform(0.05, 0.95, size=(3, n, d))
    return np.hstack([i, f, rng.uniform(-0.95, 0.95, size=(n, d)), o])


def _back(rng, n, d_in, d, label=""):
    Wx, Wh, _ = _weights(rng, d_in, d)
    return call("lstm_cell_backward", rng.normal(size=(n, d)), rng.normal(size=(n, d)), rng.normal(size=(n, d_in)),
                np.tanh(rng.normal(size=(n, d))), 2 * rng.normal(size=(n, d)), _gates(rng, n, d), Wx, Wh,
                label=label or f"a batch of {n}, {d_in} inputs, {d} outputs")


def _through(rng, steps, n, d_in, d, label=""):
    return call("lstm_cell_through_time", rng.normal(size=(steps, n, d_in)), np.tanh(rng.normal(size=(n, d))), rng.normal(size=(n, d)),
                *_weights(rng, d_in, d), label=label or f"{steps} steps, a batch of {n}, {d_in} inputs, {d} outputs")


def _through_back(rng, steps, n, d_in, d, label=""):
    return call("lstm_cell_through_time_backward", rng.normal(size=(steps, n, d)), rng.normal(size=(n, d)),
                *_through(rng, steps, n, d_in, d).args, label=label or f"{steps} steps, a batch of {n}, {d_in} inputs, {d} outputs")


def _shapes(rng):
    return [_cell(rng, 2, 3, 4), _back(rng, 2, 3, 4), _through(rng, 5, 2, 3, 4), _through_back(rng, 5, 2, 3, 4)]


def _by_hand(rng):
    zero, one, ln3 = np.zeros((1, 1)), np.ones((1, 1)), np.log(3)
    gates = np.array([[0.75, 0.5, 0.8, 0.25]])
    return [call("lstm_cell", one, zero, np.array([[2.0]]), np.array([[ln3, 0.0, ln3, -ln3]]), np.zeros((1, 4)), np.zeros(4),
                 label="the cell of the book"),
            call("lstm_cell_backward", zero, one, one, zero, np.array([[2.0]]), gates, np.array([[1.0, 0.0, 0.0, 0.0]]),
                 np.zeros((1, 4)), label="the cell of the book"),
            call("lstm_cell_through_time", np.zeros((3, 1, 1)), zero, np.array([[8.0]]), np.zeros((1, 4)), np.zeros((1, 4)),
                 np.zeros(4), label="three steps that halve the memory"),
            call("lstm_cell_through_time_backward", np.zeros((3, 1, 1)), np.array([[8.0]]), np.zeros((3, 1, 1)), zero, zero,
                 np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4), label="three steps that halve the memory")]


HAND = (
    (np.array([[0.25 * np.tanh(1.6)]]), np.array([[1.6]]), np.array([[0.75, 0.5, 0.8, 0.25]])),
    (np.array([[0.15]]), np.array([[0.0]]), np.array([[0.5]]), np.array([[0.15, 0.5, 0.27, 0.0]]), np.zeros((1, 4)),
     np.array([0.15, 0.5, 0.27, 0.0])),
    (0.5 * np.tanh([[[4.0]], [[2.0]], [[1.0]]]), np.array([[1.0]])),
    (np.zeros((3, 1, 1)), np.array([[0.0]]), np.array([[1.0]]), np.zeros((1, 4)), np.zeros((1, 4)),
     np.array([0.0, 0.0, 4.0 + 2.0 + 1.0, 0.0])),
)


def _cell_random(rng):
    return [_cell(rng, *size) for size in SIZES]


def _back_random(rng):
    return [_back(rng, *size) for size in SIZES]


def _through_random(rng):
    return [_through(rng, steps, *size) for steps, size in zip((5, 2, 7, 3), SIZES)]


def _through_back_random(rng):
    return [_through_back(rng, steps, *size) for steps, size in zip((5, 2, 7, 3), SIZES)]


def _edges(rng):
    Wx, Wh, b = _weights(rng, 3, 2)
    x, h, c = rng.normal(size=(2, 3)), np.zeros((2, 2)), rng.normal(size=(2, 2))
    far = 1000.0 * np.repeat([-1.0, 1.0, 0.0, 1.0], 2)
    kept, long = np.repeat([-60.0, 60.0, 0.0, 60.0], 2), "50 steps of a memory that is kept"
    return [call("lstm_cell", x, h, c, Wx, Wh, far, label="biases of ±1000"),
            call("lstm_cell_through_time", rng.normal(size=(50, 2, 3)), h, c, 0.1 * Wx, 0.1 * Wh, kept, label=long),
            call("lstm_cell_through_time_backward", np.zeros((50, 2, 2)), np.ones((2, 2)), rng.normal(size=(50, 2, 3)), h, c,
                 0.1 * Wx, 0.1 * Wh, kept, label=long),
            _through_back(rng, 1, 2, 3, 2, "a single step")]


def _unchanged(rng):
    return [_cell(rng, 2, 2, 2, "lstm_cell"), _back(rng, 2, 2, 2, "lstm_cell_backward"),
            _through(rng, 3, 2, 2, 2, "lstm_cell_through_time"), _through_back(rng, 3, 2, 2, 2, "lstm_cell_through_time_backward")]


def _sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def _step(x, h, c, Wx, Wh, b, candidate=np.tanh, squash=np.tanh, order=(0, 1, 2, 3), keep=None):
    z = np.split(x @ Wx + h @ Wh + b, 4, axis=1)
    i, f, o = (_sigmoid(z[order[k]]) for k in (0, 1, 3))
    g = candidate(z[order[2]])
    c_new = (f if keep is None else keep(f)) * c + i * g
    return o * squash(c_new), c_new, np.hstack([i, f, g, o])


def _step_in_place(x, h, c, Wx, Wh, b):
    h_new, c_new, gates = _step(x, h, c, Wx, Wh, b)
    c *= 0
    c += c_new
    return h_new, c_new, gates


def _step_shows_the_old(x, h, c, Wx, Wh, b):
    _, c_new, gates = _step(x, h, c, Wx, Wh, b)
    return np.split(gates, 4, axis=1)[3] * np.tanh(c), c_new, gates


def _step_back(dh_new, dc_new, x, h, c, gates, Wx, Wh, dc_carry=True, dh_carry=True, output=True, to_forget=True, slope=True, old=False):
    i, f, g, o = np.split(gates, 4, axis=1)
    t = np.tanh(c if old else f * c + i * g)
    dc_all = (dc_new if dc_carry else 0) + (dh_new * o * ((1 - t**2) if slope else 1) if dh_carry else 0)
    dz = np.hstack([dc_all * g * i * (1 - i), dc_all * (c if to_forget else f * c + i * g) * f * (1 - f), dc_all * i * (1 - g**2),
                    dh_new * t * o * (1 - o) if output else 0 * o])
    return dz @ Wx.T, dz @ Wh.T, dc_all * f, x.T @ dz, h.T @ dz, dz.sum(axis=0)


def _sequence(X, h, c, Wx, Wh, b, carry=True):
    H, first = [], h
    for x in X:
        h, c, _ = _step(x, h if carry else first, c, Wx, Wh, b)
        H.append(h)
    return np.array(H), c


def _sequence_back(dH, dc, X, h, c, Wx, Wh, b, carry_h=True, carry_c=True, only_last=False, every_loss=True):
    kept = []
    for x in X:
        h_new, c_new, gates = _step(x, h, c, Wx, Wh, b)
        kept.append((x, h, c, gates))
        h, c = h_new, c_new
    dX, dh, total = [], np.zeros_like(h), None
    for t in range(len(X) - 1, -1, -1):
        here = dH[t] if every_loss or t == len(X) - 1 else 0 * dH[t]
        dx, dh, dc, *grads = _step_back((dh if carry_h else 0 * dh) + here, dc if carry_c or t == len(X) - 1 else 0 * dc, *kept[t], Wx, Wh)
        dX.append(dx)
        total = grads if only_last or total is None else [a + g for a, g in zip(total, grads)]
    return np.array(dX[::-1]), dh, dc, *total


def _sequence_back_in_place(dH, dc, X, h, c, Wx, Wh, b):
    result = _sequence_back(dH, dc, X, h, c, Wx, Wh, b)
    dH += 1
    return result


LSTM_CELL = Sheet(
    checks=(
        Check("shapes", "Each of the four functions returns arrays of the right shapes.", "shape", 1, _shapes),
        Check("by hand", "The cell and the three steps worked out in the book come out right.", "value", 2, _by_hand, by_hand=HAND),
        Check("one step", "Output, memory and gates of one step are right.", "reference", 3, _cell_random,
              hint="i, f and o through a sigmoid, g through tanh, in this order; the memory goes through tanh on its way out"),
        Check("one step back", "All six gradients of one step are right.", "reference", 4, _back_random,
              hint="the memory's gradient has two parts, from later steps and from this step's output; first add them"),
        Check("through time", "Outputs and memory of a sequence are right.", "reference", 2, _through_random,
              hint="outputs and memory of one step are what the next one begins with"),
        Check("back through time", "All six gradients of a sequence are right.", "reference", 4, _through_back_random,
              hint="dh and dc are handed from step to step, and every step adds to the weights' gradients"),
        Check("edges", "Gates far from zero, fifty steps of a memory that is kept, and a single step work.", "edge", 1, _edges),
        Check("inputs unchanged", "No array that is given is changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as += writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("candidate_by_sigmoid", "lstm_cell", lambda x, h, c, Wx, Wh, b: _step(x, h, c, Wx, Wh, b, candidate=_sigmoid),
                      "the candidate g goes through a sigmoid, so that the memory can only be added to; it is a tanh"),
        Misconception("memory_not_squashed", "lstm_cell", lambda x, h, c, Wx, Wh, b: _step(x, h, c, Wx, Wh, b, squash=lambda m: m),
                      "the memory is handed out without tanh, and the output has no bounds"),
        Misconception("old_memory_shown", "lstm_cell", _step_shows_the_old,
                      "the output is made of the old memory; it shows the new one"),
        Misconception("other_gate_order", "lstm_cell", lambda x, h, c, Wx, Wh, b: _step(x, h, c, Wx, Wh, b, order=(0, 1, 3, 2)),
                      "the columns are read in the order i, f, o, g; here g comes before o"),
        Misconception("one_minus_forget", "lstm_cell", lambda x, h, c, Wx, Wh, b: _step(x, h, c, Wx, Wh, b, keep=lambda f: 1 - f),
                      "the memory is multiplied by 1 − f; f says what is kept, not what is forgotten"),
        Misconception("memory_overwritten", "lstm_cell", _step_in_place, "an in-place operation writes into c"),
        Misconception("memory_gradient_dropped", "lstm_cell_backward", lambda *args: _step_back(*args, dc_carry=False),
                      "what comes back through the later memory is dropped: a plain = where the two parts have to be added"),
        Misconception("output_gradient_dropped", "lstm_cell_backward", lambda *args: _step_back(*args, dh_carry=False),
                      "the output's gradient does not reach the memory; the output is made from it"),
        Misconception("slope_of_the_output_left_out", "lstm_cell_backward", lambda *args: _step_back(*args, slope=False),
                      "the slope of the tanh between memory and output is left out"),
        Misconception("old_memory_behind_the_output", "lstm_cell_backward", lambda *args: _step_back(*args, old=True),
                      "tanh is taken of the old memory c; behind the output stands the new one, f ⊙ c + i ⊙ g"),
        Misconception("forget_gate_from_new_memory", "lstm_cell_backward", lambda *args: _step_back(*args, to_forget=False),
                      "the forget gate's gradient takes the new memory; the gate has multiplied the old one"),
        Misconception("outputs_not_handed_on", "lstm_cell_through_time", lambda *args: _sequence(*args, carry=False),
                      "each step reads the first outputs, not those of the step before"),
        Misconception("dh_not_handed_on", "lstm_cell_through_time_backward", lambda *args: _sequence_back(*args, carry_h=False),
                      "dh is not handed to the step before: later steps read this step's outputs too"),
        Misconception("dc_not_handed_on", "lstm_cell_through_time_backward", lambda *args: _sequence_back(*args, carry_c=False),
                      "dc is not handed to the step before, and the memory is the way that was built for it"),
        Misconception("weights_of_one_step", "lstm_cell_through_time_backward", lambda *args: _sequence_back(*args, only_last=True),
                      "the weights' gradients are those of a single step; all steps use the same weights, so they add up"),
        Misconception("last_loss_only", "lstm_cell_through_time_backward", lambda *args: _sequence_back(*args, every_loss=False),
                      "dH is read for the last step only; there is a gradient for each step's outputs"),
        Misconception("upstream_overwritten", "lstm_cell_through_time_backward", _sequence_back_in_place,
                      "an in-place operation writes into dH"),
    ),
)
