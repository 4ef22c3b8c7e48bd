"""Computation graphs of single numbers, differentiated in forward and in reverse mode.

A graph is a list of steps ``(operation, place, …)``: a step reads the values at those places, and
its own value gets the next place, after all inputs and all earlier steps.
"""

import numpy as np


def forward_mode(steps, inputs, seeds):
    """Values and derivatives of a computation graph in one pass, with dual numbers.

    v → (v, v̇): every value carries its derivative along the seeds; input i is (inputs[i], seeds[i])

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

    add → (a + b, ȧ + ḃ); mul → (a b, ȧ b + a ḃ); neg → (−a, −ȧ); exp → (eᵃ, eᵃ ȧ);
    reciprocal → (1/a, −ȧ/a²); max → the pair with the larger value, the first of two equal ones

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

    add → 1, 1; mul → b, a; neg → −1; exp → eᵃ; reciprocal → −1/a²; max → 1 for the larger, 0 for the other,
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
