"""A memory with gates: the LSTM cell, for one step and through time."""

import numpy as np


def lstm_cell(x, h, c, Wx, Wh, b):
    """One step of a cell with long short-term memory.

    (i, f, g, o) = (σ, σ, tanh, σ)(x Wx + h Wh + b), c′ = f ⊙ c + i ⊙ g, h′ = o ⊙ tanh(c′)

    Parameters
    ----------
    x : array (n, d_in), the inputs of this step
    h : array (n, d), the outputs of the step before
    c : array (n, d), the memory that it left
    Wx : array (d_in, 4d), side by side for i, f, g, o
    Wh : array (d, 4d)
    b : array (4d,)

    Returns
    -------
    h_new : array (n, d), outputs, between −1 and 1
    c_new : array (n, d), memory
    gates : array (n, 4d), i, f, g and o, kept for the backward pass

    Notes
    -----
    Hochreiter and Schmidhuber (1997), with the forget gate f of Gers and others (2000); no peepholes.
    The order of the gates is PyTorch's, whose two biases are one here.

    >>> zero, one = np.zeros((1, 1)), np.ones((1, 1))
    >>> h, c, gates = lstm_cell(zero, zero, one, np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4))
    >>> gates, c
    (array([[0.5, 0.5, 0. , 0.5]]), array([[0.5]]))

    Book: deep_gradients, section lstm_cell.
    """
    i, f, g, o = np.split(x @ Wx + h @ Wh + b, 4, axis=1)
    i, f, g, o = _sigmoid(i), _sigmoid(f), np.tanh(g), _sigmoid(o)
    c_new = f * c + i * g
    return o * np.tanh(c_new), c_new, np.hstack([i, f, g, o])


def lstm_cell_backward(dh_new, dc_new, x, h, c, gates, Wx, Wh):
    """Gradients of one step of the cell.

    dc̄ = dc′ + dh′ ⊙ o ⊙ (1 − tanh²c′), dc = dc̄ ⊙ f; di = dc̄ ⊙ g, df = dc̄ ⊙ c, dg = dc̄ ⊙ i, do = dh′ ⊙ tanh c′

    Parameters
    ----------
    dh_new : array (n, d), dL/dh′, by all ways that do not lead through c′
    dc_new : array (n, d), dL/dc′, by all ways that do not lead through h′
    x : array (n, d_in), the inputs of this step
    h : array (n, d), the outputs of the step before
    c : array (n, d), the memory that it left
    gates : array (n, 4d), from the forward pass
    Wx : array (d_in, 4d)
    Wh : array (d, 4d)

    Returns
    -------
    dx : array (n, d_in)
    dh : array (n, d)
    dc : array (n, d)
    dWx : array (d_in, 4d)
    dWh : array (d, 4d)
    db : array (4d,)

    >>> zero, one = np.zeros((1, 1)), np.ones((1, 1))
    >>> gates = np.array([[0.5, 0.5, 0.0, 0.5]])
    >>> lstm_cell_backward(zero, one, zero, zero, one, gates, np.zeros((1, 4)), np.zeros((1, 4)))[2]
    array([[0.5]])

    Book: deep_gradients, section lstm_cell.
    """
    i, f, g, o = np.split(gates, 4, axis=1)
    t = np.tanh(f * c + i * g)
    dc_all = dc_new + dh_new * o * (1 - t**2)
    dgates = np.hstack([dc_all * g, dc_all * c, dc_all * i, dh_new * t])
    dz = dgates * np.hstack([i * (1 - i), f * (1 - f), 1 - g**2, o * (1 - o)])
    return dz @ Wx.T, dz @ Wh.T, dc_all * f, x.T @ dz, h.T @ dz, dz.sum(axis=0)


def lstm_cell_through_time(X, h, c, Wx, Wh, b):
    """A whole sequence through one cell.

    hₜ, cₜ = cell(xₜ, hₜ₋₁, cₜ₋₁), t = 1 … T

    Parameters
    ----------
    X : array (T, n, d_in), the inputs of each step, at least one
    h : array (n, d), the outputs before the first step
    c : array (n, d), the memory before the first step
    Wx : array (d_in, 4d)
    Wh : array (d, 4d)
    b : array (4d,)

    Returns
    -------
    H : array (T, n, d), the outputs of each step
    c : array (n, d), the memory after the last step

    >>> zero, four = np.zeros((1, 1)), np.zeros((1, 4))
    >>> lstm_cell_through_time(np.zeros((3, 1, 1)), zero, np.ones((1, 1)), four, four, np.zeros(4))[1]
    array([[0.125]])

    Book: deep_gradients, section lstm_cell.
    """
    H = []
    for x in X:
        h, c, _ = lstm_cell(x, h, c, Wx, Wh, b)
        H.append(h)
    return np.array(H), c


def lstm_cell_through_time_backward(dH, dc, X, h, c, Wx, Wh, b):
    """Gradients of a whole sequence.

    dxₜ, dh, dc, dWxₜ, dWhₜ, dbₜ = backward(dHₜ + dh, dc) for t = T … 1, from dh = 0; dWx = Σₜ dWxₜ, dWh = Σₜ dWhₜ, db = Σₜ dbₜ

    Parameters
    ----------
    dH : array (T, n, d), dL/dhₜ of each step, by all ways that do not lead through later steps
    dc : array (n, d), dL/dc of the last step's memory, by all ways but that step's outputs
    X : array (T, n, d_in), the inputs of each step
    h : array (n, d), the outputs before the first step
    c : array (n, d), the memory before the first step
    Wx : array (d_in, 4d)
    Wh : array (d, 4d)
    b : array (4d,)

    Returns
    -------
    dX : array (T, n, d_in)
    dh : array (n, d), for the outputs before the first step
    dc : array (n, d), for the memory before the first step
    dWx : array (d_in, 4d)
    dWh : array (d, 4d)
    db : array (4d,)

    >>> zero, four, none = np.zeros((1, 1)), np.zeros((1, 4)), np.zeros((3, 1, 1))
    >>> lstm_cell_through_time_backward(none, np.ones((1, 1)), none, zero, zero, four, four, np.zeros(4))[2]
    array([[0.125]])

    Book: deep_gradients, section lstm_cell.
    """
    steps = []
    for x in X:
        h_new, c_new, gates = lstm_cell(x, h, c, Wx, Wh, b)
        steps.append((x, h, c, gates))
        h, c = h_new, c_new
    dX, dh, sums = [], np.zeros_like(h), [np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)]
    for dh_here, step in zip(dH[::-1], steps[::-1]):
        dx, dh, dc, *more = lstm_cell_backward(dh + dh_here, dc, *step, Wx, Wh)
        dX.insert(0, dx)
        sums = [a + g for a, g in zip(sums, more)]
    return np.array(dX), dh, dc, *sums


def _sigmoid(z):
    """The logistic function, from tanh, which never overflows."""
    return 0.5 + 0.5 * np.tanh(0.5 * z)
