"""Learners that correct one another: a tree, a linear one, and the rounds in which they are added up.

Book: chapter boosting.
"""

import numpy as np

from grader.reference.boosting.splits import leaf_weight


def gradient_boosting_tree(X, g, h, search, max_depth=6, reg_lambda=1.0, gamma=0.0):
    """Grow a tree on first and second derivatives, then prune the splits that gain less than γ.

    w = −G / (H + λ) in a leaf; of the parents of two leaves, from below, those with gain < γ become leaves

    Parameters
    ----------
    X : array (n, d); nan where a value is missing
    g : array (n,), first derivatives
    h : array (n,), second derivatives
    search : function, ``search(X, g, h)`` gives (feature, threshold, missing_left, gain) of the best split, or None
    max_depth : int, how many splits may stand above a leaf
    reg_lambda : float, λ
    gamma : float, γ, the price of one leaf more

    Returns
    -------
    tree : a float, the weight of a leaf, or a tuple (feature, threshold, missing_left, left tree, right tree)

    >>> search = lambda X, g, h: (0, 1.5, True, 4.0) if len(X) == 2 else None
    >>> gradient_boosting_tree(np.array([[1.0], [2.0]]), np.array([-2.0, 2.0]), np.ones(2), search)
    (0, 1.5, True, 1.0, -1.0)

    Book: boosting, section gradient_boosting.
    """
    weight = leaf_weight(g, h, reg_lambda)
    split = search(X, g, h) if max_depth > 0 else None
    if split is None:
        return weight
    feature, threshold, missing_left, gain = split
    goes_left = _goes_left(X[:, feature], threshold, missing_left)
    left, right = (gradient_boosting_tree(X[rows], g[rows], h[rows], search, max_depth - 1, reg_lambda, gamma)
                   for rows in (goes_left, ~goes_left))
    if gain < gamma and not isinstance(left, tuple) and not isinstance(right, tuple):
        return weight
    return feature, threshold, missing_left, left, right


def gradient_boosting_predict(tree, X):
    """The weight of the leaf in which each sample ends.

    f(x) = w of the leaf that x reaches: left where x < threshold, and where x is missing and missing_left holds

    Parameters
    ----------
    tree : what `gradient_boosting_tree` returns
    X : array (n, d); nan where a value is missing

    Returns
    -------
    f : array (n,)

    >>> gradient_boosting_predict((0, 1.5, True, 1.0, -1.0), np.array([[1.0], [1.5], [np.nan]]))
    array([ 1., -1.,  1.])

    Book: boosting, section gradient_boosting.
    """
    if not isinstance(tree, tuple):
        return np.full(len(X), tree)
    feature, threshold, missing_left, left, right = tree
    goes_left = _goes_left(X[:, feature], threshold, missing_left)
    return np.where(goes_left, gradient_boosting_predict(left, X), gradient_boosting_predict(right, X))


def _goes_left(x, threshold, missing_left):
    """Which samples go left at a split."""
    return np.where(np.isnan(x), missing_left, x < threshold)


def gradient_boosting_linear(X, g, h, w, learning_rate=0.5, reg_lambda=0.0, reg_alpha=0.0):
    """One round of a linear learner: a step for the intercept, then one for each weight in turn.

    w₀' = w₀ − η G/H, then for each column x of X: w' = w + η (S(H w − G, α) / (H + λ) − w) with G = Σ g x, H = Σ h x²,
    S(u, α) = sign(u) max(|u| − α, 0); after each step g grows by h times what it added to the scores

    Parameters
    ----------
    X : array (n, d), no column of which is all zeros
    g : array (n,), first derivatives at the scores w₀ + X w
    h : array (n,), second derivatives there
    w : array (d + 1,), the weights so far, the intercept w₀ first
    learning_rate : float, η
    reg_lambda : float, λ, the penalty ½ λ Σ w² on the weights without the intercept
    reg_alpha : float, α, the penalty α Σ |w| on them

    Returns
    -------
    w : array (d + 1,), the new weights

    Notes
    -----
    Cyclic coordinate descent, as XGBoost's ``gblinear`` does it; there λ and α are given divided by n.

    >>> gradient_boosting_linear(np.array([[1.0], [-1.0]]), np.array([-3.0, 1.0]), np.ones(2), np.zeros(2), learning_rate=1.0)
    array([1., 2.])

    Book: boosting, section gradient_boosting.
    """
    step = -learning_rate * g.sum() / h.sum()
    found, g = [w[0] + step], g + h * step
    for x, old in zip(X.T, w[1:]):
        G, H = g @ x, h @ x**2
        u = H * old - G
        best = np.sign(u) * max(abs(u) - reg_alpha, 0) / (H + reg_lambda)
        step = learning_rate * (best - old)
        found.append(old + step)
        g = g + h * step * x
    return np.array(found)


def gradient_boosting(X, objective, fit, rounds=10, learning_rate=0.3, base_score=0.0):
    """Add up learners, each of which is fitted to the derivatives where the ones before have led.

    F₀ = base score, F_m = F_{m−1} + η f_m(X), where f_m is fitted to (g, h) at F_{m−1}

    Parameters
    ----------
    X : array (n, d)
    objective : function, ``objective(F)`` gives (g, h), arrays (n,), at the scores F, an array (n,)
    fit : function, ``fit(X, g, h)`` gives a learner f, a function with ``f(X)`` an array (n,)
    rounds : int, how many learners
    learning_rate : float, η, the share of each learner that is added
    base_score : float, the score to begin with

    Returns
    -------
    predict : function, ``predict(X)`` gives an array (rounds + 1, n): the scores after 0, 1, … rounds, for any X

    >>> predict = gradient_boosting(np.zeros((1, 1)), lambda F: (F - 8, np.ones(1)), lambda X, g, h: lambda X: -g, 3, 0.5)
    >>> predict(np.zeros((1, 1))).ravel()
    array([0., 4., 6., 7.])

    Book: boosting, section gradient_boosting.
    """
    learners, F = [], np.full(len(X), base_score)
    for _ in range(rounds):
        learners.append(fit(X, *objective(F)))
        F = F + learning_rate * learners[-1](X)

    def predict(X):
        steps = [learning_rate * f(X) for f in learners]
        return base_score + np.cumsum([np.zeros(len(X)), *steps], axis=0)

    return predict
