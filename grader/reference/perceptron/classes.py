"""Many classes from scorers that know two.

Book: chapter perceptron, page classes.
"""

import numpy as np


def one_vs_rest(X, y, fit):
    """One linear scorer for each class, trained to tell it from all others.

    (w, b)[j] = fit(X, t[j]),  t[j] = +1 where y is class j, −1 elsewhere

    Parameters
    ----------
    X : array (n, d), samples
    y : array (n,), their classes, any numbers
    fit : function of X and of targets −1.0 and 1.0, shape (n,), that gives weights (d,) and a bias

    Returns
    -------
    classes : array (k,), the classes, ascending
    W : array (d, k), weights of the scorer of each class
    b : array (k,), their biases

    Notes
    -----
    scikit-learn's ``OneVsRestClassifier``, for scorers that are linear.

    >>> one_vs_rest(np.array([[1.0], [2.0], [3.0]]), np.array([7, 4, 7]), lambda X, t: (X.T @ t, t.sum()))
    (array([4, 7]), array([[-2.,  2.]]), array([-1.,  1.]))

    Book: perceptron, section one_vs_rest.
    """
    classes = np.unique(y)
    scorers = [fit(X, np.where(y == each, 1.0, -1.0)) for each in classes]
    return classes, np.column_stack([w for w, _ in scorers]), np.array([float(b) for _, b in scorers])


def one_vs_rest_predict(X, classes, W, b, other=None):
    """The class whose scorer is surest; a further class where none says yes.

    y = classes[argmax_j (x·W[:, j] + b[j])]

    Parameters
    ----------
    X : array (n, d), samples
    classes : array (k,), the classes
    W : array (d, k), weights of the scorer of each class
    b : array (k,), their biases
    other : number or None; what to answer where no score exceeds 0, None for the surest class all the same

    Returns
    -------
    y : array (n,), classes

    Notes
    -----
    Of equal scores the first class wins.

    >>> W, b = np.array([[1.0, -1.0]]), np.array([-2.0, -2.0])
    >>> one_vs_rest_predict(np.array([[3.0], [1.0], [-4.0]]), np.array([4, 7]), W, b, other=0)
    array([4, 0, 7])

    Book: perceptron, section one_vs_rest.
    """
    scores = X @ W + b
    surest = classes[scores.argmax(axis=1)]
    return surest if other is None else np.where(scores.max(axis=1) > 0, surest, other)
