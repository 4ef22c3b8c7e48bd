"""Backpropagation: layers, networks of layers, graphs of single numbers, and what the backward pass costs.

The batch comes first: X is (n, d_in), W is (d_in, d_out), Y = X W + b.  ``dX`` means dL/dX, the
derivative of the final scalar loss L, and has X's shape.  A computation graph is a list of steps
``(operation, place, …)``: step k reads the values at those places and its own value gets the next
place, after all inputs and all earlier steps.
Book: chapter backprop.
"""

import numpy as np

__all__ = ["linear", "two_layer_network", "mlp_forward", "mlp_backward", "gradient_check", "forward_mode",
           "reverse_mode", "count_flops", "gradient_descent_step", "gradient_reversal"]

FAMILIES = ()


def linear(X, W, b):
    """Fully connected layer: every output sees every input.

    Y = X W + b: Y[n, j] = Σᵢ X[n, i] · W[i, j] + b[j]

    Parameters
    ----------
    X : array (n, d_in), one sample a row
    W : array (d_in, d_out), weights
    b : array (d_out,), biases, broadcast over the batch

    Returns
    -------
    Y : array (n, d_out)

    Notes
    -----
    PyTorch keeps its weight as (d_out, d_in) and computes X Wᵀ + b.

    >>> linear(np.array([[1.0, 2.0]]), np.array([[3.0, 0.0, 1.0], [4.0, 5.0, 0.0]]), np.array([0.5, 0.0, 0.0]))
    array([[11.5, 10. ,  1. ]])

    Book: backprop, section linear.
    """
    return X @ W + b


def linear_backward_sample(dy, x, W):
    """Gradients of a fully connected layer for one sample: three rules for vectors.

    dx = W dy, dW = x dyᵀ, db = dy

    Parameters
    ----------
    dy : array (d_out,), dL/dy
    x : array (d_in,), the input of the forward pass
    W : array (d_in, d_out), weights

    Returns
    -------
    dx : array (d_in,)
    dW : array (d_in, d_out)
    db : array (d_out,)

    >>> dx, dW, db = linear_backward_sample(np.array([1.0, 2.0]), np.array([3.0]), np.array([[4.0, 5.0]]))
    >>> dx, dW, db
    (array([14.]), array([[3., 6.]]), array([1., 2.]))

    Book: backprop, section linear.
    """
    return W @ dy, np.outer(x, dy), np.array(dy)


def linear_backward(dY, X, W):
    """Gradients of a fully connected layer for a batch.

    dX = dY Wᵀ, dW = Xᵀ dY, db = the sum of dY over the batch

    Parameters
    ----------
    dY : array (n, d_out), dL/dY
    X : array (n, d_in), the input of the forward pass
    W : array (d_in, d_out), weights

    Returns
    -------
    dX : array (n, d_in)
    dW : array (d_in, d_out)
    db : array (d_out,)

    Notes
    -----
    Nothing is divided by n: if L is a mean over the batch, dY holds the 1/n already.

    >>> dX, dW, db = linear_backward(np.array([[1.0], [10.0]]), np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0], [6.0]]))
    >>> dX
    array([[ 5.,  6.],
           [50., 60.]])
    >>> dW
    array([[31.],
           [42.]])
    >>> db
    array([11.])

    Book: backprop, section linear.
    """
    return dY @ W.T, X.T @ dY, dY.sum(axis=0)


def _sigmoid(z):
    """1 / (1 + e⁻ᶻ)."""
    return 1 / (1 + np.exp(-z))


def two_layer_network(X, W1, b1, W2, b2):
    """A hidden and an output layer, each linear and then a sigmoid σ.

    H = σ(X W1 + b1), Y = σ(H W2 + b2)

    Parameters
    ----------
    X : array (n, d), one sample a row
    W1 : array (d, h), hidden weights
    b1 : array (h,), hidden biases
    W2 : array (h, k), output weights
    b2 : array (k,), output biases

    Returns
    -------
    H : array (n, h), hidden activations
    Y : array (n, k), outputs

    >>> H, Y = two_layer_network(np.array([[1.0]]), np.array([[0.0]]), np.zeros(1), np.array([[2.0, -2.0]]), np.zeros(2))
    >>> H, Y.round(4)
    (array([[0.5]]), array([[0.7311, 0.2689]]))

    Book: backprop, section two_layer_network.
    """
    H = _sigmoid(X @ W1 + b1)
    Y = _sigmoid(H @ W2 + b2)
    return H, Y


def two_layer_network_loss(Y, T):
    """Half the sum of squared errors.

    E = ½ Σ (T − Y)², over all outputs and all samples

    Parameters
    ----------
    Y : array (n, k), outputs
    T : array (n, k), targets

    Returns
    -------
    E : float

    >>> two_layer_network_loss(np.array([[1.0, 2.0, 3.0]]), np.array([[0.0, 0.0, 1.0]])).item()
    4.5

    Book: backprop, section two_layer_network.
    """
    return 0.5 * np.sum((T - Y) ** 2)


def two_layer_network_backward(X, H, Y, T, W2):
    """Every derivative of the backward pass, in the order in which they are found.

    dY = Y − T, dZ2 = dY ⊙ Y ⊙ (1 − Y), dW2 = Hᵀ dZ2, db2 = Σ dZ2,
    dH = dZ2 W2ᵀ, dZ1 = dH ⊙ H ⊙ (1 − H), dW1 = Xᵀ dZ1, db1 = Σ dZ1 (sums over the batch)

    Parameters
    ----------
    X : array (n, d), the input of the forward pass
    H : array (n, h), hidden activations
    Y : array (n, k), outputs
    T : array (n, k), targets
    W2 : array (h, k), output weights

    Returns
    -------
    gradients : dict with the keys dY, dZ2, dW2, db2, dH, dZ1, dW1, db1; each array has the shape of what it belongs to

    >>> one = np.ones((1, 1))
    >>> d = two_layer_network_backward(X=2 * one, H=one / 2, Y=one / 2, T=0 * one, W2=4 * one)
    >>> {name: d[name].item() for name in ("dZ2", "dW2", "dH", "dZ1", "dW1")}
    {'dZ2': 0.125, 'dW2': 0.0625, 'dH': 0.5, 'dZ1': 0.125, 'dW1': 0.25}

    Book: backprop, section two_layer_network.
    """
    dY = Y - T
    dZ2 = dY * Y * (1 - Y)
    dH = dZ2 @ W2.T
    dZ1 = dH * H * (1 - H)
    return {"dY": dY, "dZ2": dZ2, "dW2": H.T @ dZ2, "db2": dZ2.sum(axis=0),
            "dH": dH, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}


def two_layer_network_closed_form(X, H, Y, T, W2):
    """The gradients of both weight matrices, each in one formula.

    dW2 = Hᵀ ((Y − T) ⊙ Y ⊙ (1 − Y)), dW1 = Xᵀ ((((Y − T) ⊙ Y ⊙ (1 − Y)) W2ᵀ) ⊙ H ⊙ (1 − H))

    Parameters
    ----------
    X : array (n, d), the input of the forward pass
    H : array (n, h), hidden activations
    Y : array (n, k), outputs
    T : array (n, k), targets
    W2 : array (h, k), output weights

    Returns
    -------
    dW1 : array (d, h)
    dW2 : array (h, k)

    >>> one = np.ones((1, 1))
    >>> two_layer_network_closed_form(X=2 * one, H=one / 2, Y=one / 2, T=0 * one, W2=4 * one)
    (array([[0.25]]), array([[0.0625]]))

    Book: backprop, section two_layer_network.
    """
    delta = (Y - T) * Y * (1 - Y)
    return X.T @ ((delta @ W2.T) * H * (1 - H)), H.T @ delta


def two_layer_network_update(X, T, W1, b1, W2, b2, lr=0.5):
    """One step of gradient descent on both weight matrices; the biases are kept.

    W1 ← W1 − lr · dW1, W2 ← W2 − lr · dW2, both gradients at the old weights

    Parameters
    ----------
    X : array (n, d), one sample a row
    T : array (n, k), targets
    W1 : array (d, h), hidden weights
    b1 : array (h,), hidden biases
    W2 : array (h, k), output weights
    b2 : array (k,), output biases
    lr : float, learning rate

    Returns
    -------
    W1 : array (d, h), new
    W2 : array (h, k), new

    >>> one, zero = np.ones((1, 1)), np.zeros(1)
    >>> two_layer_network_update(one, 0 * one, 0 * one, zero, 0 * one, zero)
    (array([[0.]]), array([[-0.03125]]))

    Book: backprop, section two_layer_network.
    """
    H, Y = two_layer_network(X, W1, b1, W2, b2)
    dW1, dW2 = two_layer_network_closed_form(X, H, Y, T, W2)
    return W1 - lr * dW1, W2 - lr * dW2


def mlp_forward(X, Ws, bs, f):
    """Forward pass of a network with any number of layers; the last layer is linear.

    A₁ = X, Zₖ = Aₖ Wₖ + bₖ, Aₖ₊₁ = f(Zₖ); the output is the last Z

    Parameters
    ----------
    X : array (n, d₀), one sample a row
    Ws : list of arrays, the weights; layer k has the shape (dₖ₋₁, dₖ)
    bs : list of arrays, the biases; layer k has the shape (dₖ,)
    f : function, array → array, the activation between layers, element by element

    Returns
    -------
    As : list of arrays, the input of each layer, X first
    Zs : list of arrays, the pre-activations of each layer; the last is the network's output

    Notes
    -----
    Everything is kept because the backward pass reads it: As for the weights, Zs for f′.

    >>> As, Zs = mlp_forward(np.array([[1.0, -2.0]]), [np.eye(2), np.array([[3.0], [4.0]])], [np.zeros(2), np.ones(1)], np.abs)
    >>> As[1], Zs[-1]
    (array([[1., 2.]]), array([[12.]]))

    Book: backprop, section mlp_forward.
    """
    As, Zs = [X], [X @ Ws[0] + bs[0]]
    for W, b in zip(Ws[1:], bs[1:]):
        As.append(f(Zs[-1]))
        Zs.append(As[-1] @ W + b)
    return As, Zs


def mlp_backward(dY, As, Zs, Ws, df):
    """Gradients of a network with any number of layers.

    dWₖ = Aₖᵀ δₖ, dbₖ = the sum of δₖ over the batch, dX = δ₁ W₁ᵀ, with δₖ = dL/dZₖ

    Parameters
    ----------
    dY : array (n, d), dL/dY, for the network's output Y, which is the last Z
    As : list of arrays, the input of each layer, as from the forward pass
    Zs : list of arrays, the pre-activations of each layer
    Ws : list of arrays, the weights of each layer
    df : function, array → array, the activation's derivative as a function of Z

    Returns
    -------
    dX : array (n, d₀)
    dWs : list of arrays, in the order of Ws
    dbs : list of arrays, in the same order

    >>> As, Zs = [np.array([[2.0]]), np.array([[3.0]])], [np.array([[3.0]]), np.array([[15.0]])]
    >>> dX, dWs, dbs = mlp_backward(np.array([[1.0]]), As, Zs, [np.array([[1.5]]), np.array([[5.0]])], np.ones_like)
    >>> dX.item(), [dW.item() for dW in dWs], [db.item() for db in dbs]
    (7.5, [10.0, 3.0], [5.0, 1.0])

    Book: backprop, section mlp_backward.
    """
    deltas = mlp_backward_deltas(dY, Zs, Ws, df)
    dWs = [A.T @ delta for A, delta in zip(As, deltas)]
    dbs = [delta.sum(axis=0) for delta in deltas]
    return deltas[0] @ Ws[0].T, dWs, dbs


def mlp_backward_deltas(dY, Zs, Ws, df):
    """The errors δₖ = dL/dZₖ of all layers, found from the last to the first.

    δ_L = dY, δₖ = f′(Zₖ) ⊙ (δₖ₊₁ Wₖ₊₁ᵀ)

    Parameters
    ----------
    dY : array (n, d), dL/dY, for the network's output Y, which is the last Z
    Zs : list of arrays, the pre-activations of each layer
    Ws : list of arrays, the weights of each layer
    df : function, array → array, the activation's derivative as a function of Z

    Returns
    -------
    deltas : list of arrays, one for each layer, the first layer's first; deltas[k] has the shape of Zs[k]

    >>> Zs, Ws = [np.array([[3.0]]), np.array([[15.0]])], [np.array([[1.5]]), np.array([[5.0]])]
    >>> mlp_backward_deltas(np.array([[1.0]]), Zs, Ws, lambda z: 2 * z)
    [array([[30.]]), array([[1.]])]

    Book: backprop, section mlp_backward.
    """
    deltas = [dY]
    for Z, W in zip(reversed(Zs[:-1]), reversed(Ws)):
        deltas.insert(0, df(Z) * (deltas[0] @ W.T))
    return deltas


def mlp_backward_product(dy, zs, Ws, df):
    """The first layer's error for one sample, as one product of matrices.

    δ₁ = D₁ W₂ D₂ W₃ … D_{L−1} W_L dy, with the diagonal matrices Dₖ = diag(f′(zₖ))

    Parameters
    ----------
    dy : array (d,), dL/dy
    zs : list of arrays, the pre-activations (dₖ,) of each layer
    Ws : list of arrays, the weights of each layer
    df : function, array → array, the activation's derivative as a function of z

    Returns
    -------
    delta : array (d₁,), dL/dz₁

    >>> mlp_backward_product(np.array([1.0]), [np.array([3.0]), np.array([15.0])], [np.eye(1), 5 * np.eye(1)], lambda z: 2 * z)
    array([30.])

    Book: backprop, section mlp_backward.
    """
    product = np.eye(len(zs[0]))
    for z, W in zip(zs, Ws[1:]):
        product = product @ np.diag(df(z)) @ W
    return product @ dy


def gradient_check(f, x, g, directions, h=1e-5):
    """How far a claimed gradient is from the measured slopes along some directions.

    error = ‖m − c‖ / (‖m‖ + ‖c‖), with m[k] = (f(x + h vₖ) − f(x − h vₖ)) / (2h) and c[k] = g · vₖ

    Parameters
    ----------
    f : function, array of x's shape → number
    x : array (...), the point; never changed
    g : array (...), the claimed gradient, the same shape as x
    directions : array (k, ...), k directions, each of x's shape
    h : float, step

    Returns
    -------
    error : float, 0 for equal slopes, 1 for opposite ones, and 0 if all slopes are 0

    Notes
    -----
    Two evaluations of f a direction, however long x is; the unit vectors as directions give the whole gradient.

    >>> x, v = np.array([3.0, 1.0]), np.array([[1.0, 0.0]])
    >>> gradient_check(lambda x: x[0]**2 * x[1], x, np.array([4.0, 9.0]), v).round(6).item()
    0.2

    Book: backprop, section gradient_check.
    """
    measured = [(f(x + h * v) - f(x - h * v)) / (2 * h) for v in directions]
    claimed = np.array([np.sum(g * v) for v in directions])
    size = np.linalg.norm(measured) + np.linalg.norm(claimed)
    return np.linalg.norm(measured - claimed) / size if size > 0 else 0.0


def forward_mode(steps, inputs, seeds):
    """Values and derivatives of a computation graph in one pass, with dual numbers.

    every value carries its derivative along the seeds: (v, v̇), for inputs (inputs[i], seeds[i])

    Parameters
    ----------
    steps : list of tuples (operation, place, …); step k's value gets the place len(inputs) + k
    inputs : array (m,), values of the inputs
    seeds : array (m,), derivatives of the inputs: 1 for the input that is asked about, 0 for the others

    Returns
    -------
    values : array (m + s,), inputs first, then one for each step
    derivatives : array (m + s,), of each value along the seeds

    >>> values, derivatives = forward_mode([("mul", 0, 1), ("exp", 2)], np.array([2.0, 0.0]), np.array([0.0, 1.0]))
    >>> values, derivatives
    (array([2., 0., 0., 1.]), array([0., 1., 2., 2.]))

    Book: backprop, section forward_mode.
    """
    pairs = list(zip(inputs, seeds))
    for operation, *places in steps:
        pairs.append(forward_mode_rule(operation, [pairs[i] for i in places]))
    values, derivatives = zip(*pairs)
    return np.array(values), np.array(derivatives)


def forward_mode_rule(operation, pairs):
    """One operation on dual numbers.

    add: (a + b, ȧ + ḃ); mul: (a b, ȧ b + a ḃ); neg: (−a, −ȧ); exp: (eᵃ, eᵃ ȧ);
    reciprocal: (1/a, −ȧ/a²); max: the pair with the larger value, the first of two equal ones

    Parameters
    ----------
    operation : text, one of add, mul, neg, exp, reciprocal, max
    pairs : list of pairs (value, derivative), one or two

    Returns
    -------
    pair : tuple (value, derivative)

    >>> forward_mode_rule("mul", [(2.0, 1.0), (5.0, 0.0)])
    (10.0, 5.0)

    Book: backprop, section forward_mode.
    """
    (a, da), (b, db) = pairs[0], pairs[-1]
    if operation == "add":
        return a + b, da + db
    if operation == "mul":
        return a * b, da * b + a * db
    if operation == "neg":
        return -a, -da
    if operation == "exp":
        return np.exp(a), np.exp(a) * da
    if operation == "reciprocal":
        return 1 / a, -da / a**2
    return (a, da) if a >= b else (b, db)


def reverse_mode(steps, inputs):
    """Values of a computation graph, then the gradient of its last value for every value before it.

    v̄ᵢ = Σ over the steps j that read vᵢ of v̄ⱼ · ∂vⱼ/∂vᵢ, starting from v̄ = 1 at the last value

    Parameters
    ----------
    steps : list of tuples (operation, place, …); step k's value gets the place len(inputs) + k
    inputs : array (m,), values of the inputs

    Returns
    -------
    values : array (m + s,), inputs first, then one for each step
    gradients : array (m + s,), of the last value with respect to each value

    >>> values, gradients = reverse_mode([("mul", 0, 1), ("add", 2, 0)], np.array([2.0, 5.0]))
    >>> values, gradients
    (array([ 2.,  5., 10., 12.]), array([6., 2., 1., 1.]))

    Book: backprop, section reverse_mode.
    """
    values, local = list(inputs), []
    for operation, *places in steps:
        value, slopes = reverse_mode_rule(operation, [values[i] for i in places])
        values.append(value)
        local.append(slopes)
    gradients = np.zeros(len(values))
    gradients[-1] = 1
    for k in reversed(range(len(steps))):
        for i, slope in zip(steps[k][1:], local[k]):
            gradients[i] += gradients[len(inputs) + k] * slope
    return np.array(values), gradients


def reverse_mode_rule(operation, values):
    """One operation: its value, and its slope with respect to each of its inputs.

    add: 1, 1; mul: b, a; neg: −1; exp: eᵃ; reciprocal: −1/a²; max: 1 for the larger, 0 for the other,
    and of two equal inputs 1 for the first

    Parameters
    ----------
    operation : text, one of add, mul, neg, exp, reciprocal, max
    values : list of numbers, one or two

    Returns
    -------
    value : float
    slopes : tuple of floats, one for each input, ∂value/∂input

    >>> reverse_mode_rule("mul", [2.0, 5.0])
    (10.0, (5.0, 2.0))

    Book: backprop, section reverse_mode.
    """
    a, b = values[0], values[-1]
    if operation == "add":
        return a + b, (1.0, 1.0)
    if operation == "mul":
        return a * b, (b, a)
    if operation == "neg":
        return -a, (-1.0,)
    if operation == "exp":
        return np.exp(a), (np.exp(a),)
    if operation == "reciprocal":
        return 1 / a, (-1 / a**2,)
    return (a, (1.0, 0.0)) if a >= b else (b, (0.0, 1.0))


def count_flops(widths, samples, input_gradient=True):
    """Floating-point operations of the matrix products in one forward and one backward pass.

    forward = 2 N D, backward = 4 N D, with N weights and D samples

    Parameters
    ----------
    widths : list of int, d₀ … d_L: the size of the input and of each layer's output
    samples : int, D
    input_gradient : bool, whether the gradient of the network's input is computed too

    Returns
    -------
    forward : int
    backward : int, smaller by 2 d₀ d₁ D without the input's gradient

    Notes
    -----
    N counts weights only; a multiplication and an addition count one each.  Biases, activations
    and the loss are left out: they grow with the widths, not with their products.

    >>> count_flops([784, 100, 10], 32)
    (5081600, 10163200)

    Book: backprop, section count_flops.
    """
    weights = [d_in * d_out for d_in, d_out in zip(widths, widths[1:])]
    forward = 2 * sum(weights) * samples
    saved = 0 if input_gradient else 2 * weights[0] * samples
    return forward, 2 * forward - saved


def gradient_descent_step(params, grads, lr, maximize=False):
    """One step of gradient descent, or of ascent.

    p ← p − lr · dp; with maximize p ← p + lr · dp

    Parameters
    ----------
    params : list of arrays, never changed
    grads : list of arrays, dL/dp for each of them
    lr : float, learning rate
    maximize : bool, whether L is to grow

    Returns
    -------
    params : list of new arrays, in the same order

    Notes
    -----
    The names are those of PyTorch's SGD, which changes its parameters in place.

    >>> gradient_descent_step([np.array([1.0, 2.0])], [np.array([10.0, -10.0])], lr=0.1)
    [array([0., 3.])]

    Book: backprop, section gradient_descent_step.
    """
    signed = lr if maximize else -lr
    return [p + signed * g for p, g in zip(params, grads)]


def gradient_reversal(x):
    """Forward pass of the gradient reversal layer: the identity.

    y = x

    Parameters
    ----------
    x : array (...), features

    Returns
    -------
    y : array (...), a copy of x

    Notes
    -----
    Ganin and Lempitsky (2015).

    >>> gradient_reversal(np.array([1.0, -2.0]))
    array([ 1., -2.])

    Book: backprop, section gradient_reversal.
    """
    return np.array(x)


def gradient_reversal_backward(dy, lambd=1.0):
    """Backward pass of the gradient reversal layer: the gradient turned round.

    dx = −λ dy

    Parameters
    ----------
    dy : array (...), dL/dy
    lambd : float, λ, the strength

    Returns
    -------
    dx : array (...), what is passed on as dL/dx

    Notes
    -----
    This is not the derivative of the forward pass, and is not meant to be.

    >>> gradient_reversal_backward(np.array([1.0, -2.0]), lambd=0.5)
    array([-0.5,  1. ])

    Book: backprop, section gradient_reversal.
    """
    return -lambd * dy
