"""Wrong and right answers: lstm_cell."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def sigma(z):
    """The logistic function, from the hyperbolic tangent."""
    return (1 + np.tanh(z / 2)) / 2


def parts(z):
    """Pre-activations of i, f, g, o by slices."""
    d = z.shape[1] // 4
    return z[:, :d], z[:, d:2 * d], z[:, 2 * d:3 * d], z[:, 3 * d:]


def scores(x, h, Wx, Wh, b):
    """One product for inputs and outputs together."""
    return np.concatenate([x, h], axis=1) @ np.concatenate([Wx, Wh]) + b


def step(x, h, c, Wx, Wh, b):
    """One step, right."""
    i, f, g, o = parts(scores(x, h, Wx, Wh, b))
    gates = np.concatenate([sigma(i), sigma(f), np.tanh(g), sigma(o)], axis=1)
    i, f, g, o = parts(gates)
    memory = c * f + g * i
    return np.tanh(memory) * o, memory, gates


def back(dh_new, dc_new, x, h, c, gates, Wx, Wh):
    """One step back, right, with one derivative on each line."""
    i, f, g, o = parts(gates)
    out = np.tanh(c * f + g * i)
    do = dh_new * out
    du = dh_new * o
    dmemory = dc_new + du - du * out**2
    dz = np.empty_like(gates)
    d = c.shape[1]
    dz[:, :d] = dmemory * g * (i - i**2)
    dz[:, d:2 * d] = dmemory * c * (f - f**2)
    dz[:, 2 * d:3 * d] = dmemory * i - dmemory * i * g**2
    dz[:, 3 * d:] = do * (o - o**2)
    return np.einsum("nk,dk->nd", dz, Wx), np.einsum("nk,dk->nd", dz, Wh), f * dmemory, *weights(dz, x, h)


def weights(dz, x, h):
    """What the weights and the bias get from one step."""
    return np.einsum("nd,nk->dk", x, dz), np.einsum("nd,nk->dk", h, dz), np.ones(len(dz)) @ dz


def whole(dH, dc, X, h, c, Wx, Wh, b, one_back=back):
    """Back through a sequence by recursion: first the later steps, then this one."""
    if len(X) == 0:
        return [], np.zeros_like(h), dc, np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    after_h, after_c, gates = step(X[0], h, c, Wx, Wh, b)
    later, dh, dc, *sums = whole(dH[1:], dc, X[1:], after_h, after_c, Wx, Wh, b, one_back)
    dx, dh, dc, *grads = one_back(dH[0] + dh, dc, X[0], h, c, gates, Wx, Wh)
    return [dx, *later], dh, dc, *(s + g for s, g in zip(sums, grads))


@right("deep_gradients/lstm_cell")
def lstm_cell__one_product(x, h, c, Wx, Wh, b):
    """Inputs and outputs side by side."""
    return step(x, h, c, Wx, Wh, b)


@right("deep_gradients/lstm_cell")
def lstm_cell_backward__line_by_line(dh_new, dc_new, x, h, c, gates, Wx, Wh):
    """One derivative a line, by slices."""
    return back(dh_new, dc_new, x, h, c, gates, Wx, Wh)


@right("deep_gradients/lstm_cell")
def lstm_cell_through_time__into_an_array(X, h, c, Wx, Wh, b):
    """An array that is filled."""
    H = np.zeros((len(X), *h.shape))
    for t in range(len(X)):
        H[t], c, _ = step(X[t], H[t - 1] if t else h, c, Wx, Wh, b)
    return H, c


@right("deep_gradients/lstm_cell")
def lstm_cell_through_time_backward__recursively(dH, dc, X, h, c, Wx, Wh, b):
    """By recursion over the steps."""
    dX, *others = whole(dH, dc, X, h, c, Wx, Wh, b)
    return np.stack(dX), *others


@wrong("deep_gradients/lstm_cell", embodies="candidate_by_sigmoid")
def lstm_cell__four_sigmoids(x, h, c, Wx, Wh, b):
    """Everything is a gate."""
    gates = sigma(scores(x, h, Wx, Wh, b))
    i, f, g, o = parts(gates)
    return o * np.tanh(f * c + i * g), f * c + i * g, gates


@wrong("deep_gradients/lstm_cell", embodies="memory_not_squashed")
def lstm_cell__memory_as_it_is(x, h, c, Wx, Wh, b):
    """No tanh on the way out."""
    _, memory, gates = step(x, h, c, Wx, Wh, b)
    return parts(gates)[3] * memory, memory, gates


@wrong("deep_gradients/lstm_cell", embodies="old_memory_shown")
def lstm_cell__one_step_late(x, h, c, Wx, Wh, b):
    """tanh of the memory that came in."""
    _, memory, gates = step(x, h, c, Wx, Wh, b)
    return np.tanh(c) * parts(gates)[3], memory, gates


@wrong("deep_gradients/lstm_cell", embodies="old_memory_behind_the_output")
def lstm_cell_backward__one_step_late(dh_new, dc_new, x, h, c, gates, Wx, Wh):
    """c where the new memory belongs, in the output gate's gradient and in the slope."""
    i, f, g, o = parts(gates)
    dmemory = dc_new + dh_new * o / np.cosh(c) ** 2
    dz = np.concatenate([dmemory * g * i * (1 - i), dmemory * c * f * (1 - f), dmemory * i * (1 - g**2),
                         dh_new * np.tanh(c) * o * (1 - o)], axis=1)
    return dz @ Wx.T, dz @ Wh.T, f * dmemory, *weights(dz, x, h)


@wrong("deep_gradients/lstm_cell", embodies="other_gate_order")
def lstm_cell__output_before_candidate(x, h, c, Wx, Wh, b):
    """The order of another library."""
    i, f, o, g = parts(scores(x, h, Wx, Wh, b))
    i, f, g, o = sigma(i), sigma(f), np.tanh(g), sigma(o)
    return o * np.tanh(f * c + i * g), f * c + i * g, np.concatenate([i, f, g, o], axis=1)


@wrong("deep_gradients/lstm_cell", embodies="one_minus_forget")
def lstm_cell__forget_means_forget(x, h, c, Wx, Wh, b):
    """f is what goes."""
    _, _, gates = step(x, h, c, Wx, Wh, b)
    i, f, g, o = parts(gates)
    memory = c - f * c + i * g
    return o * np.tanh(memory), memory, gates


@wrong("deep_gradients/lstm_cell", embodies="memory_overwritten")
def lstm_cell__into_the_caller(x, h, c, Wx, Wh, b):
    """Right numbers, and c is not what it was."""
    out, memory, gates = step(x, h, c, Wx, Wh, b)
    np.copyto(c, memory)
    return out, memory, gates


@wrong("deep_gradients/lstm_cell")
def lstm_cell__coupled_gates(x, h, c, Wx, Wh, b):
    """1 − f for i: matches no misconception."""
    _, _, gates = step(x, h, c, Wx, Wh, b)
    i, f, g, o = parts(gates)
    memory = f * c + (1 - f) * g
    return o * np.tanh(memory), memory, gates


@wrong("deep_gradients/lstm_cell", embodies="memory_gradient_dropped")
def lstm_cell_backward__no_carry(dh_new, dc_new, x, h, c, gates, Wx, Wh):
    """= for +=."""
    return back(dh_new, np.zeros_like(dc_new), x, h, c, gates, Wx, Wh)


@wrong("deep_gradients/lstm_cell", embodies="output_gradient_dropped")
def lstm_cell_backward__memory_only(dh_new, dc_new, x, h, c, gates, Wx, Wh):
    """dh reaches the output gate and nothing else."""
    i, f, g, o = parts(gates)
    d_out = dh_new * np.tanh(f * c + i * g) * o * (1 - o)
    dz = np.concatenate([dc_new * g * i * (1 - i), dc_new * c * f * (1 - f), dc_new * i * (1 - g * g), d_out], axis=1)
    return dz @ Wx.T, dz @ Wh.T, dc_new * f, *weights(dz, x, h)


@wrong("deep_gradients/lstm_cell", embodies="slope_of_the_output_left_out")
def lstm_cell_backward__straight_out(dh_new, dc_new, x, h, c, gates, Wx, Wh):
    """As if h were o times c."""
    i, f, g, o = parts(gates)
    out = np.tanh(f * c + i * g)
    return back(dh_new, dc_new + dh_new * o * out**2, x, h, c, gates, Wx, Wh)


@wrong("deep_gradients/lstm_cell", embodies="forget_gate_from_new_memory")
def lstm_cell_backward__new_memory(dh_new, dc_new, x, h, c, gates, Wx, Wh):
    """c after the step where c before it belongs."""
    i, f, g, o = parts(gates)
    memory = f * c + i * g
    dm = dc_new + dh_new * o / np.cosh(memory) ** 2
    dz = np.concatenate([dm * g * i * (1 - i), dm * memory * f * (1 - f), dm * i * (1 - g * g),
                         dh_new * np.tanh(memory) * o * (1 - o)], axis=1)
    return dz @ Wx.T, dz @ Wh.T, dm * f, *weights(dz, x, h)


@wrong("deep_gradients/lstm_cell")
def lstm_cell_backward__memory_without_gate(dh_new, dc_new, x, h, c, gates, Wx, Wh):
    """dc is handed back without the forget gate: matches no misconception."""
    dx, dh, dc, *others = back(dh_new, dc_new, x, h, c, gates, Wx, Wh)
    return dx, dh, dc / parts(gates)[1], *others


@wrong("deep_gradients/lstm_cell", embodies="outputs_not_handed_on")
def lstm_cell_through_time__always_the_first(X, h, c, Wx, Wh, b):
    """h never moves on."""
    H = []
    for x in X:
        out, c, _ = step(x, h, c, Wx, Wh, b)
        H.append(out)
    return np.stack(H), c


@wrong("deep_gradients/lstm_cell", embodies="dh_not_handed_on")
def lstm_cell_through_time_backward__memory_only(dH, dc, X, h, c, Wx, Wh, b):
    """The outputs' way back is cut between steps; the first dh comes back all the same."""
    states = [(h, c)]
    for x in X:
        states.append(step(x, *states[-1], Wx, Wh, b)[:2])
    dX, sums = [], [0, 0, 0]
    for x, g_h, (h, c) in zip(X[::-1], dH[::-1], states[-2::-1]):
        dx, dh, dc, *grads = back(g_h, dc, x, h, c, step(x, h, c, Wx, Wh, b)[2], Wx, Wh)
        dX, sums = [dx, *dX], [s + g for s, g in zip(sums, grads)]
    return np.stack(dX), dh, dc, *sums


@wrong("deep_gradients/lstm_cell", embodies="dc_not_handed_on")
def lstm_cell_through_time_backward__outputs_only(dH, dc, X, h, c, Wx, Wh, b):
    """The memory's way back is cut between steps."""
    states = [(h, c)]
    for x in X:
        states.append(step(x, *states[-1], Wx, Wh, b)[:2])
    dX, sums, dh = [], [0, 0, 0], np.zeros_like(h)
    for t in reversed(range(len(X))):
        h, c = states[t]
        dx, dh, dc, *grads = back(dH[t] + dh, dc * (t == len(X) - 1), X[t], h, c, step(X[t], h, c, Wx, Wh, b)[2], Wx, Wh)
        dX, sums = [dx, *dX], [s + g for s, g in zip(sums, grads)]
    return np.stack(dX), dh, dc, *sums


@wrong("deep_gradients/lstm_cell", embodies="weights_of_one_step")
def lstm_cell_through_time_backward__first_step(dH, dc, X, h, c, Wx, Wh, b):
    """Overwritten at every step, so that the first step's gradients stay."""
    gates = step(X[0], h, c, Wx, Wh, b)[2]
    after_h, after_c, _ = step(X[0], h, c, Wx, Wh, b)
    later, dh, dc, *_ = whole(dH[1:], dc, X[1:], after_h, after_c, Wx, Wh, b)
    dx, *others = back(dH[0] + dh, dc, X[0], h, c, gates, Wx, Wh)
    return np.stack([dx, *later]), *others


@wrong("deep_gradients/lstm_cell", embodies="last_loss_only")
def lstm_cell_through_time_backward__loss_at_the_end(dH, dc, X, h, c, Wx, Wh, b):
    """As if only the last outputs were used."""
    last = np.zeros_like(dH)
    last[-1:] = dH[-1:]
    dX, *others = whole(last, dc, X, h, c, Wx, Wh, b)
    return np.stack(dX), *others


@wrong("deep_gradients/lstm_cell", embodies="upstream_overwritten")
def lstm_cell_through_time_backward__into_the_caller(dH, dc, X, h, c, Wx, Wh, b):
    """Right numbers, and dH is not what it was."""
    dX, *others = whole(dH.copy(), dc, X, h, c, Wx, Wh, b)
    np.negative(dH, out=dH)
    return np.stack(dX), *others


@wrong("deep_gradients/lstm_cell")
def lstm_cell_through_time_backward__averaged(dH, dc, X, h, c, Wx, Wh, b):
    """The weights' gradients averaged over the steps: matches no misconception."""
    dX, dh, dc, *sums = whole(dH, dc, X, h, c, Wx, Wh, b)
    return np.stack(dX), dh, dc, *(s / (len(X) + 1) for s in sums)
