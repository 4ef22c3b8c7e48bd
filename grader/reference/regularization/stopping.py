"""When to stop, and what stopping does to each direction.

Book: chapter regularization, page training.
"""



def early_stopping(losses, patience, min_delta=0.0):
    """The epoch to go back to, and the epoch at which to stop.

    better if lossₑ < L − δ, and then L = lossₑ; stop after P epochs in a row that were not better

    Parameters
    ----------
    losses : array (n,), n ≥ 1, the validation loss after each epoch, finite numbers
    patience : int ≥ 1, P
    min_delta : float ≥ 0, δ, how much better counts as better

    Returns
    -------
    best : int, the epoch of the last improvement, counted from 0; the first epoch is one
    last : int, the last epoch that is trained
    stopped : bool, whether patience ran out

    Notes
    -----
    best is the loss at the last improvement.  A loss that comes after the stop is never seen.

    >>> early_stopping(np.array([1.0, 0.8, 0.9, 0.7, 0.75, 0.7, 0.2]), 2)
    (3, 5, True)

    Book: regularization, section early_stopping.
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best] - min_delta:
            best = epoch
        elif epoch - best >= patience:
            return best, epoch, True
    return best, len(losses) - 1, False


def early_stopping_filter(curvatures, lr, steps):
    """Which share of the way to the best weights descent has gone, in each direction.

    φ = 1 − (1 − η λ)ᵏ

    Parameters
    ----------
    curvatures : array (d,), λ, eigenvalues of the Hessian
    lr : float > 0, η
    steps : int ≥ 0, k, steps from 0

    Returns
    -------
    shares : array (d,)

    Notes
    -----
    An L2 penalty of strength α leaves the share λ/(λ + α).

    >>> early_stopping_filter(np.array([1.0, 0.1, 0.01]), 1.0, 20)
    array([1.        , 0.87842335, 0.18209306])

    Book: regularization, section early_stopping.
    """
    return 1 - (1 - lr * curvatures) ** steps
