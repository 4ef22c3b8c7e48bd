"""A price on large weights: the two penalties with their gradients, and the step that sets weights to 0.

Book: chapter regularization, page penalties.
"""

import numpy as np


def l1_penalty(w, strength):
    """The L1 penalty: every weight costs its size.

    P = λ Σ |w|

    Parameters
    ----------
    w : array (...), weights, in any shape
    strength : float ≥ 0, λ

    Returns
    -------
    penalty : float, P, to be added to the loss

    Notes
    -----
    The sum over all weights, not their mean: the strength then does not change with the layer's size.

    >>> print(l1_penalty(np.array([3.0, -4.0]), 0.1))
    0.7000000000000001

    Book: regularization, section l1_penalty.
    """
    return strength * np.abs(w).sum()


def l1_penalty_backward(w, strength):
    """Gradient of the L1 penalty.

    dw = λ sign(w), and 0 where w = 0

    Parameters
    ----------
    w : array (...), weights
    strength : float ≥ 0, λ

    Returns
    -------
    dw : array (...), to be added to the gradient of the loss

    Notes
    -----
    At 0 there is a kink: any number from −λ to λ is a subgradient, and as in PyTorch it is 0.

    >>> l1_penalty_backward(np.array([3.0, -4.0, 0.0]), 0.1)
    array([ 0.1, -0.1,  0. ])

    Book: regularization, section l1_penalty.
    """
    return strength * np.sign(w)


def l2_penalty(w, strength):
    """The L2 penalty: every weight costs half of its square.

    P = (λ/2) Σ w²

    Parameters
    ----------
    w : array (...), weights, in any shape
    strength : float ≥ 0, λ

    Returns
    -------
    penalty : float, P, to be added to the loss

    Notes
    -----
    The squared norm, without a root; halved, so that the gradient is λ w.  scikit-learn's ridge has no ½.

    >>> print(l2_penalty(np.array([3.0, -4.0]), 0.1))
    1.25

    Book: regularization, section l2_penalty.
    """
    return strength / 2 * (w**2).sum()


def l2_penalty_backward(w, strength):
    """Gradient of the L2 penalty.

    dw = λ w

    Parameters
    ----------
    w : array (...), weights
    strength : float ≥ 0, λ

    Returns
    -------
    dw : array (...), to be added to the gradient of the loss

    >>> l2_penalty_backward(np.array([3.0, -4.0, 0.0]), 0.1)
    array([ 0.3, -0.4,  0. ])

    Book: regularization, section l2_penalty.
    """
    return strength * w


def soft_threshold(v, threshold):
    """Every number brought towards 0 by one amount, and left at 0 where it would pass it.

    S(v) = sign(v) · max(|v| − τ, 0)

    Parameters
    ----------
    v : array (...)
    threshold : float ≥ 0, τ

    Returns
    -------
    w : array (...), for each v the w at which ½ (w − v)² + τ |w| is least

    Notes
    -----
    It is the proximal operator of the L1 penalty.

    >>> soft_threshold(np.array([2.0, -2.0, 0.3, 0.0]), 0.5)
    array([ 1.5, -1.5,  0. ,  0. ])

    Book: regularization, section soft_threshold.
    """
    return np.sign(v) * np.maximum(np.abs(v) - threshold, 0.0)


def soft_threshold_step(w, grad, lr, strength):
    """One step of descent on a loss with an L1 penalty that can reach 0 and stay there.

    w' = S(w − η g) with the threshold η λ

    Parameters
    ----------
    w : array (...), weights
    grad : array (...), g, the gradient of the loss at w, without the penalty
    lr : float > 0, η
    strength : float ≥ 0, λ

    Returns
    -------
    w : array (...), the new weights

    Notes
    -----
    The proximal gradient step; repeated, it is the method called ISTA.

    >>> soft_threshold_step(np.array([2.0, 0.02]), np.array([0.0, -0.1]), lr=0.1, strength=0.5)
    array([1.95, 0.  ])

    Book: regularization, section soft_threshold.
    """
    return soft_threshold(w - lr * grad, lr * strength)
