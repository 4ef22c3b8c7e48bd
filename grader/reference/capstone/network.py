"""A classifier put together from the components of the course.

Every function takes ``parts``: the components it is built from, by name, one's own or the book's.

Book: chapter capstone.
"""

import numpy as np


def capstone_init(parts, sizes, rng):
    """Parameters and running statistics of a network with batch normalization before each hidden activation.

    W = he_init((d_in, d_out)), b = 0, γ = 1, β = 0; running mean 0, running variance 1

    Parameters
    ----------
    parts : namespace of components
    sizes : list of ints, features, units of each hidden layer, classes
    rng : numpy.random.Generator, draws the weights, the first layer's first

    Returns
    -------
    params : list of dicts, one a layer: "W" and "b", in hidden layers also "weight" (γ) and "bias" (β)
    running : list of tuples (mean, variance), one a hidden layer

    >>> from grader.reference.capstone.parts import book_parts
    >>> params, running = capstone_init(book_parts(), [64, 8, 10], np.random.default_rng(0))
    >>> [sorted(layer) for layer in params], params[0]["W"].shape, len(running)
    ([['W', 'b', 'bias', 'weight'], ['W', 'b']], (64, 8), 1)

    Book: capstone, section capstone.
    """
    params = [{"W": parts.he_init((a, b), rng), "b": np.zeros(b)} for a, b in zip(sizes, sizes[1:])]
    for layer, size in zip(params, sizes[1:-1]):
        layer["weight"], layer["bias"] = np.ones(size), np.zeros(size)
    return params, [(np.zeros(size), np.ones(size)) for size in sizes[1:-1]]


def capstone_forward(parts, params, running, X, p=0.0, rng=None, training=False):
    """Scores of a batch: for every hidden layer linear, batch norm, ReLU, dropout; then one more linear layer.

    A₁ = X, Aₗ₊₁ = dropout(relu(batch_norm(Aₗ Wₗ + bₗ))), z = A W + b

    Parameters
    ----------
    parts : namespace of components
    params : list of dicts, as from capstone_init
    running : list of tuples, as from capstone_init
    X : array (n, d)
    p : float, share of units that dropout switches off
    rng : numpy.random.Generator for dropout, or None in inference
    training : bool, statistics of the batch and dropout, or running statistics and none

    Returns
    -------
    z : array (n, k), scores
    cache : list of dicts, one a hidden layer: its input "A", "Z" and "B" before and after batch norm, dropout's "factor";
        and one with the last layer's "A"
    running : list of tuples, the new running statistics; in inference those given

    >>> from grader.reference.capstone.parts import book_parts
    >>> params, running = capstone_init(book_parts(), [2, 3, 2], np.random.default_rng(0))
    >>> capstone_forward(book_parts(), params, running, np.ones((4, 2)))[0].shape
    (4, 2)

    Book: capstone, section capstone.
    """
    A, cache, new = X, [], []
    for layer, (mean, var) in zip(params, running):
        Z = parts.linear(A, layer["W"], layer["b"])
        B, mean, var = parts.batch_norm(Z, mean, var, layer["weight"], layer["bias"], training)
        dropped, factor = parts.dropout(parts.relu(B), p, rng, training)
        cache.append({"A": A, "Z": Z, "B": B, "factor": factor})
        A = dropped
        new.append((mean, var))
    return parts.linear(A, params[-1]["W"], params[-1]["b"]), [*cache, {"A": A}], new


def capstone_backward(parts, params, cache, dz):
    """Gradients of all parameters, in training.

    The lines of the forward pass in the opposite order: dB = relu_backward(dropout_backward(dA)), dZ = batch_norm_backward(dB)

    Parameters
    ----------
    parts : namespace of components
    params : as from capstone_init
    cache : as from capstone_forward
    dz : array (n, k), ∂L/∂z

    Returns
    -------
    grads : list of dicts with the same names and shapes as params

    >>> from grader.reference.capstone.parts import book_parts
    >>> params, running = capstone_init(book_parts(), [2, 2], np.random.default_rng(0))
    >>> capstone_backward(book_parts(), params, [{"A": np.ones((3, 2))}], np.ones((3, 2)))[0]["b"]
    array([3., 3.])

    Book: capstone, section capstone.
    """
    dA, dW, db = parts.linear_backward(dz, cache[-1]["A"], params[-1]["W"])
    grads = [{"W": dW, "b": db}]
    for layer, kept in zip(params[-2::-1], cache[-2::-1]):
        dB = parts.relu_backward(parts.dropout_backward(dA, kept["factor"]), kept["B"])
        dZ, dweight, dbias = parts.batch_norm_backward(dB, kept["Z"], layer["weight"])
        dA, dW, db = parts.linear_backward(dZ, kept["A"], layer["W"])
        grads.insert(0, {"W": dW, "b": db, "weight": dweight, "bias": dbias})
    return grads


def capstone_step(parts, params, grads, moments, t, lr):
    """One step of Adam for every parameter.

    w, m, v → adam(w, g, m, v, t, lr), for each array of each layer

    Parameters
    ----------
    parts : namespace of components
    params : list of dicts of arrays
    grads : list of dicts of arrays under the same names
    moments : list of dicts of tuples (m, v) under the same names; None at the first step, when all are zero
    t : int, the number of this step, from 1
    lr : float

    Returns
    -------
    params : list of dicts, new
    moments : list of dicts, new

    >>> from grader.reference.capstone.parts import book_parts
    >>> params, moments = capstone_step(book_parts(), [{"b": np.ones(2)}], [{"b": np.array([5.0, -0.1])}], None, 1, 0.01)
    >>> params[0]["b"].round(6)
    array([0.99, 1.01])

    Book: capstone, section capstone.
    """
    if moments is None:
        moments = [{name: (np.zeros_like(w), np.zeros_like(w)) for name, w in layer.items()} for layer in params]
    stepped = [{name: parts.adam(w, layer_grads[name], *layer_moments[name], t, lr) for name, w in layer.items()}
               for layer, layer_grads, layer_moments in zip(params, grads, moments)]
    return ([{name: w for name, (w, _, _) in layer.items()} for layer in stepped],
            [{name: (m, v) for name, (_, m, v) in layer.items()} for layer in stepped])


def capstone(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """Train until the validation loss has not improved for some epochs, and go back to the best one.

    η = cosine_decay(step, lr, epochs · batches), with step from 0; Adam's own number of the step counts from 1

    Every epoch has a new order, rng.permutation(n), cut into batches of full size; for each batch forward, backward, step.
    After it the validation loss is measured, in inference.

    Parameters
    ----------
    parts : namespace of components
    X : array (n, d), samples
    t : array (n, k), their classes as one-hot rows
    X_val : array (n_val, d), validation samples
    t_val : array (n_val, k), their classes
    sizes : list of ints, as in capstone_init
    rng : numpy.random.Generator, draws first the weights, then for every epoch the order and the units dropped
    epochs : int, how many at most
    batch_size : int
    lr : float, the first rate
    p : float, as in capstone_forward
    patience : int, as in early_stopping

    Returns
    -------
    params : list of dicts, after the best epoch
    running : list of tuples, after the best epoch
    losses : array (epochs done,), validation loss after each

    >>> from grader.reference.capstone.parts import book_parts
    >>> X, t = np.repeat(np.eye(2), 8, axis=0), np.repeat(np.eye(2), 8, axis=0)
    >>> _, _, losses = capstone(book_parts(), X, t, X, t, [2, 4, 2], np.random.default_rng(0), 20, 4, 0.05, 0.0, 20)
    >>> bool(losses[-1] < 0.1 < losses[0])
    True

    Book: capstone, section capstone.
    """
    network, moments, step = capstone_init(parts, sizes, rng), None, 0
    losses, kept = [], []
    for _ in range(epochs):
        batches = parts.minibatches(rng.permutation(len(X)), batch_size, drop_last=True)
        for batch in batches:
            rate = parts.cosine_decay(step, lr, epochs * len(batches))
            step += 1
            network, moments = _learn(parts, network, moments, X[batch], t[batch], rng, p, step, rate)
        losses.append(parts.softmax_cross_entropy(capstone_forward(parts, *network, X_val)[0], t_val))
        kept.append(network)
        best, _, stopped = parts.early_stopping(np.array(losses), patience)
        if stopped:
            break
    return *kept[best], np.array(losses)


def _learn(parts, network, moments, X, t, rng, p, step, lr):
    """One batch: forward, backward, step; a network is (params, running)."""
    params, running = network
    z, cache, running = capstone_forward(parts, params, running, X, p, rng, training=True)
    grads = capstone_backward(parts, params, cache, parts.softmax_cross_entropy_backward(z, t))
    params, moments = capstone_step(parts, params, grads, moments, step, lr)
    return (params, running), moments


def capstone_predict(parts, params, running, X):
    """Class of each sample: the one with the highest score, in inference.

    class = argmaxₖ z[k]

    Parameters
    ----------
    parts : namespace of components
    params : list of dicts, as from capstone
    running : list of tuples, as from capstone
    X : array (n, d)

    Returns
    -------
    classes : int array (n,)

    >>> from grader.reference.capstone.parts import book_parts
    >>> params, running = capstone_init(book_parts(), [2, 2], np.random.default_rng(0))
    >>> capstone_predict(book_parts(), params, running, np.zeros((3, 2)))
    array([0, 0, 0])

    Book: capstone, section capstone.
    """
    return capstone_forward(parts, params, running, X)[0].argmax(axis=1)
