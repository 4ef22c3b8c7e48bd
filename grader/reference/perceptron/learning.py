"""A threshold unit and Rosenblatt's rule, which learns its weights one mistake at a time.

Classes are −1 and 1 where something is learned, 0 and 1 where a unit answers.
Book: chapter perceptron, page learning.
"""

import numpy as np


def step(z):
    """The answer of a threshold unit, which is whether the score exceeds 0.

    y = step(z) = [z > 0]

    Parameters
    ----------
    z : array (...), scores

    Returns
    -------
    y : array (...), 1.0 where z > 0 and 0.0 elsewhere

    Notes
    -----
    At z = 0 the answer is 0, as in scikit-learn's linear classifiers, and as ``numpy.heaviside(z, 0)`` has it.

    >>> step(np.array([-1.5, 0.0, 0.25]))
    array([0., 0., 1.])

    Book: perceptron, section step.
    """
    return np.where(z > 0, 1.0, 0.0)


def perceptron_rule(x, y, w, b, eta0=1.0):
    """Weights and bias after one sample: changed only if the sample was a mistake.

    w → w + η y x,  b → b + η y  if y (x·w + b) ≤ 0

    Parameters
    ----------
    x : array (d,), one sample
    y : −1 or 1, its class
    w : array (d,), weights
    b : float, bias
    eta0 : float, how large a correction is, η

    Returns
    -------
    w : array (d,), new weights
    b : float, new bias

    Notes
    -----
    Rosenblatt's rule, as scikit-learn has it: a score of exactly 0 is a mistake for either class, so that
    learning can begin at w = 0.

    >>> perceptron_rule(np.array([1.0, 1.0]), 1, np.array([0.0, 0.0]), -1.0)
    (array([1., 1.]), 0.0)

    Book: perceptron, section perceptron_rule.
    """
    if y * (x @ w + b) > 0:
        return w.copy(), b
    return w + eta0 * y * x, b + eta0 * y


def perceptron_rule_fit(X, y, max_iter=1000, eta0=1.0, fit_intercept=True):
    """Rosenblatt's rule from 0, through the samples in their order, until an epoch has no mistake.

    w = Σ η y x over all mistakes made on the way,  b = Σ η y

    Parameters
    ----------
    X : array (n, d), samples
    y : array (n,), their classes, −1 or 1
    max_iter : int, the largest number of epochs; 0 is allowed
    eta0 : float, how large a correction is
    fit_intercept : bool; without it the bias stays 0

    Returns
    -------
    w : array (d,), weights
    b : float, bias
    mistakes : array of int, how many samples of each epoch were a mistake when their turn came; empty without epochs

    Notes
    -----
    scikit-learn's ``Perceptron(shuffle=False, tol=None)`` takes the same steps, but never stops early.

    >>> X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> perceptron_rule_fit(X, np.array([-1, -1, -1, 1]))
    (array([3., 2.]), -4.0, array([2, 3, 3, 2, 2, 3, 2, 1, 0]))

    Book: perceptron, section perceptron_rule.
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_iter):
        mistakes.append(0)
        for x, target in zip(X, y):
            mistakes[-1] += target * (x @ w + b) <= 0
            w, corrected = perceptron_rule(x, target, w, b, eta0)
            b = float(corrected) if fit_intercept else 0.0
        if mistakes[-1] == 0:
            break
    return w, b, np.array(mistakes, dtype=int)


def perceptron_rule_predict(X, w, b):
    """Classes from the side of the line on which a sample lies.

    y = 1 if x·w + b > 0, else −1

    Parameters
    ----------
    X : array (n, d), samples
    w : array (d,), weights
    b : float, bias

    Returns
    -------
    y : array (n,), 1.0 where the score exceeds 0, −1.0 elsewhere, on the line too

    >>> perceptron_rule_predict(np.array([[1.0, 1.0], [0.0, 1.0], [1.0, 1.5]]), np.array([2.0, 1.0]), -3.0)
    array([-1., -1.,  1.])

    Book: perceptron, section perceptron_rule.
    """
    return np.where(X @ w + b > 0, 1.0, -1.0)
