"""Weights that were trained before: on the inputs alone, layer by layer, or on another task.

A network is a list of layers (W, b), tanh behind all but the last one, whose outputs are scores.
Book: chapter initialization, page pretraining.
"""

import numpy as np


def greedy_pretraining_gradients(X, W, b, c):
    """Loss and gradients of a layer that has to give its own input back.

    H = tanh(XW + b), R = HWᵀ + c, L = Σ (R − X)² / (2n), dW = Xᵀ dZ + dRᵀ H

    Parameters
    ----------
    X : array (n, d_in), a batch
    W : array (d_in, m), weights, used on the way in and, transposed, on the way out
    b : array (m,), biases on the way in
    c : array (d_in,), biases on the way out

    Returns
    -------
    loss : float
    dW : array (d_in, m)
    db : array (m,)
    dc : array (d_in,)

    Notes
    -----
    Bengio, Lamblin, Popovici and Larochelle (2007), with tied weights and a linear way out.

    >>> W, b, c = np.array([[0.5], [-0.25]]), np.array([np.log(3) / 2]), np.array([0.75, 0.125])
    >>> loss, dW, db, dc = greedy_pretraining_gradients(np.array([[1.0, 2.0]]), W, b, c)
    >>> print(round(loss, 6), dW.ravel(), db, abs(dc))
    2.0 [ 0.375 -0.25 ] [0.375] [0. 2.]

    Book: initialization, section greedy_pretraining.
    """
    H = np.tanh(X @ W + b)
    error = H @ W.T + c - X
    dR = error / len(X)
    dZ = dR @ W * (1 - H**2)
    return np.sum(error**2) / (2 * len(X)), X.T @ dZ + dR.T @ H, dZ.sum(axis=0), dR.sum(axis=0)


def greedy_pretraining(X, weights, lr, steps):
    """Hidden layers trained one after the other, each to give its own input back.

    steps times (W, b, c) = (W, b, c) − lr · (dW, db, dc), then X = tanh(XW + b) is the next layer's input

    Parameters
    ----------
    X : array (n, d_0), the inputs; no labels
    weights : list of arrays (d_0, d_1), (d_1, d_2), …, where each layer starts; all biases start at 0
    lr : float, learning rate
    steps : int, steps of gradient descent for each layer, on the whole of X

    Returns
    -------
    layers : list of pairs (W, b), the trained way in of each layer

    Notes
    -----
    Bengio, Lamblin, Popovici and Larochelle (2007).

    >>> [(W, b)] = greedy_pretraining(np.array([[1.0], [-1.0]]), [np.array([[0.5]])], 0.5, 100)
    >>> W.round(3), b.round(3)
    (array([[1.2]]), array([0.]))

    Book: initialization, section greedy_pretraining.
    """
    layers = []
    for W in weights:
        b, c = np.zeros(W.shape[1]), np.zeros(W.shape[0])
        for _ in range(steps):
            _, dW, db, dc = greedy_pretraining_gradients(X, W, b, c)
            W, b, c = W - lr * dW, b - lr * db, c - lr * dc
        layers.append((W, b))
        X = np.tanh(X @ W + b)
    return layers


def fine_tuning_gradients(layers, X, y):
    """Cross-entropy of a network of tanh layers, and its gradients.

    A = tanh(AW + b) for all layers but the last, z = AW + b, L = −Σ log softmax(z)[i, y[i]] / n

    Parameters
    ----------
    layers : list of pairs (W, b), arrays (d_in, d_out) and (d_out,)
    X : array (n, d_0), a batch
    y : array (n,) of ints, the classes, from 0

    Returns
    -------
    loss : float
    gradients : list of pairs (dW, db), one for each layer, first to last

    >>> body, head = (np.zeros((1, 1)), np.array([np.log(3) / 2])), (np.array([[0.0, 2.0]]), np.array([0.0, np.log(3) - 1]))
    >>> loss, gradients = fine_tuning_gradients([body, head], np.array([[2.0]]), np.array([0]))
    >>> round(float(loss), 6), gradients[0][0].round(6), gradients[1][1].round(6)
    (1.386294, array([[2.25]]), array([-0.75,  0.75]))

    Book: initialization, section fine_tuning.
    """
    values = [X]
    for W, b in layers[:-1]:
        values.append(np.tanh(values[-1] @ W + b))
    scores = values[-1] @ layers[-1][0] + layers[-1][1]
    scores = scores - scores.max(axis=1, keepdims=True)
    log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    truth = np.eye(scores.shape[1])[y]
    dZ = (np.exp(log_p) - truth) / len(X)
    gradients = []
    for (W, _), A in zip(layers[::-1], values[::-1]):
        gradients.insert(0, (A.T @ dZ, dZ.sum(axis=0)))
        dZ = dZ @ W.T * (1 - A**2)
    return -np.sum(truth * log_p) / len(X), gradients


def fine_tuning(layers, head, X, y, lr, body_lr, steps):
    """A trained network with a new last layer, trained on.

    (W, b) ← (W, b) − rate · (dW, db), where rate = lr for the new head and body_lr for all layers below

    Parameters
    ----------
    layers : list of pairs (W, b), a trained network; its last layer is dropped
    head : pair (W, b), the layer that takes its place
    X : array (n, d_0), the inputs of the new task
    y : array (n,) of ints, its classes, from 0
    lr : float, learning rate of the head
    body_lr : float, learning rate of the layers that are kept; 0 freezes them
    steps : int, steps of gradient descent, on the whole of X

    Returns
    -------
    layers : list of pairs (W, b), as many as before

    Notes
    -----
    Yosinski, Clune, Bengio and Lipson (2014) measure what is kept and what is frozen.

    >>> body, old, new = (np.eye(2), np.zeros(2)), (np.eye(2), np.zeros(2)), (np.zeros((2, 3)), np.zeros(3))
    >>> tuned = fine_tuning([body, old], new, np.array([[1.0, 0.0]]), np.array([2]), 0.3, 0.0, 1)
    >>> np.array_equal(tuned[0][0], np.eye(2)), tuned[1][1].round(6)
    (True, array([-0.1, -0.1,  0.2]))

    Book: initialization, section fine_tuning.
    """
    layers = [*layers[:-1], head]
    rates = [body_lr] * (len(layers) - 1) + [lr]
    for _ in range(steps):
        _, gradients = fine_tuning_gradients(layers, X, y)
        layers = [(W - rate * dW, b - rate * db) for (W, b), (dW, db), rate in zip(layers, gradients, rates)]
    return layers
