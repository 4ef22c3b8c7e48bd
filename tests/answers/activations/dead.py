"""Wrong and right answers: dead_units."""

import itertools

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def scores(X, W, b):
    """Pre-activations, one product after the other."""
    return np.array([[sum(x * w for x, w in zip(row, column, strict=True)) + bias
                      for column, bias in zip(W.T, b, strict=True)] for row in X])


def corners(W, b, low, high):
    """Pre-activations at every corner of the box."""
    return np.array([np.array(corner) @ W + b for corner in itertools.product(*zip(low, high, strict=True))])


# --- on data -----------------------------------------------------------------------------------------

@right("activations/dead_units")
def dead_units__no_output(X, W, b):
    """The outputs of ReLU sum to nothing."""
    return np.maximum(X @ W + b, 0).sum(axis=0) == 0


@right("activations/dead_units")
def dead_units__highest_score(X, W, b):
    """The largest pre-activation is not above zero."""
    return (X @ W).max(axis=0) + b <= 0


@right("activations/dead_units")
def dead_units__by_loops(X, W, b):
    """One unit after the other."""
    return np.array([not any(x @ W[:, j] + b[j] > 0 for x in X) for j in range(len(b))])


@wrong("activations/dead_units", embodies="inactive_once")
def dead_units__lowest_score(X, W, b):
    """The smallest pre-activation decides."""
    return (X @ W + b).min(axis=0) <= 0


@wrong("activations/dead_units", embodies="alive_for_dead")
def dead_units__those_with_output(X, W, b):
    """Alive, not dead."""
    return np.maximum(scores(X, W, b), 0).sum(axis=0) > 0


@wrong("activations/dead_units", embodies="mean_pre_activation")
def dead_units__sum_of_scores(X, W, b):
    """The sum decides."""
    return scores(X, W, b).sum(axis=0) <= 0


@wrong("activations/dead_units", embodies="samples_for_units")
def dead_units__rows(X, W, b):
    """Samples that activate nothing."""
    return np.array([not any(row > 0) for row in scores(X, W, b)])


@wrong("activations/dead_units", embodies="zero_is_active")
def dead_units__strictly_below(X, W, b):
    """Zero counts as alive."""
    return (X @ W + b).max(axis=0) < 0


@wrong("activations/dead_units", embodies="bias_forgotten")
def dead_units__weights_only(X, W, b):
    """As if the bias were zero."""
    return (X @ W).max(axis=0) <= 0


@wrong("activations/dead_units")
def dead_units__negative_bias(X, W, b):
    """Looks at the bias alone: matches no misconception."""
    return b < 0


# --- in a box ----------------------------------------------------------------------------------------

@right("activations/dead_units")
def dead_units_permanent__every_corner(W, b, low, high):
    """All corners, one after the other."""
    return (corners(W, b, low, high) <= 0).all(axis=0)


@right("activations/dead_units")
def dead_units_permanent__middle_and_reach(W, b, low, high):
    """The value in the middle, plus how far half a side can raise it."""
    middle, half = (low + high) / 2, (high - low) / 2
    return middle @ W + half @ np.abs(W) + b <= 1e-12


@right("activations/dead_units")
def dead_units_permanent__larger_product(W, b, low, high):
    """Each weight takes the better end."""
    best = np.maximum(W.T * low, W.T * high)
    return np.sum(best, axis=1) + b <= 0


@wrong("activations/dead_units", embodies="lowest_value")
def dead_units_permanent__smaller_product(W, b, low, high):
    """Each weight takes the worse end."""
    return np.minimum(W.T * low, W.T * high).sum(axis=1) + b <= 0


@wrong("activations/dead_units", embodies="two_corners")
def dead_units_permanent__all_low_or_all_high(W, b, low, high):
    """First and last corner."""
    both = corners(W, b, low, high)[[0, -1]]
    return (both <= 0).all(axis=0)


@wrong("activations/dead_units", embodies="centre_of_the_box")
def dead_units_permanent__mean_of_the_corners(W, b, low, high):
    """The mean over the corners is the middle."""
    return corners(W, b, low, high).mean(axis=0) <= 0


@wrong("activations/dead_units", embodies="high_end_only")
def dead_units_permanent__last_corner(W, b, low, high):
    """Only where all inputs are high."""
    return corners(W, b, low, high)[-1] <= 0


@wrong("activations/dead_units", embodies="nothing_below_zero")
def dead_units_permanent__from_zero(W, b, low, high):
    """As if every input began at zero."""
    return corners(W, b, 0 * low, high).max(axis=0) <= 0 if (high > 0).all() else \
        np.array([sum(w * h for w, h in zip(column, high, strict=True) if w > 0) + bias <= 0
                  for column, bias in zip(W.T, b, strict=True)])


@wrong("activations/dead_units", embodies="sizes_only")
def dead_units_permanent__larger_box(W, b, low, high):
    """A box around zero."""
    reach = np.maximum(high, -low)
    return corners(W, b, -reach, reach).max(axis=0) <= 0


@wrong("activations/dead_units", embodies="bias_forgotten_for_ever")
def dead_units_permanent__weights_only(W, b, low, high):
    """As if the bias were zero."""
    return corners(W, 0 * b, low, high).max(axis=0) <= 0


@wrong("activations/dead_units", embodies="zero_is_active_for_ever")
def dead_units_permanent__strictly_below(W, b, low, high):
    """Zero counts as alive."""
    return corners(W, b, low, high).max(axis=0) < 0


@wrong("activations/dead_units", embodies="nothing_positive")
def dead_units_permanent__negative_weights(W, b, low, high):
    """No weight and no bias above zero, and the box is never asked."""
    return np.logical_and(W.max(axis=0) <= 0, b <= 0)


# --- gradients ---------------------------------------------------------------------------------------

@right("activations/dead_units")
def dead_units_backward__sample_by_sample(dY, X, W, b):
    """Outer products, added up."""
    dZ = dY * np.heaviside(X @ W + b, 0.0)
    return dZ, sum(np.outer(x, row) for x, row in zip(X, dZ, strict=True)), sum(dZ)


@right("activations/dead_units")
def dead_units_backward__einsum(dY, X, W, b):
    """The sums written as index letters; a list in place of a tuple."""
    dZ = dY.copy()
    dZ[X @ W + b <= 0] = 0
    return [dZ, np.einsum("nd,nu->du", X, dZ), np.einsum("nu->u", dZ)]


@wrong("activations/dead_units", embodies="gate_forgotten")
def dead_units_backward__linear_layer(dY, X, W, b):
    """As if there were no ReLU."""
    return dY * 1.0, np.einsum("nd,nu->du", X, dY), sum(dY)


@wrong("activations/dead_units", embodies="gate_from_upstream")
def dead_units_backward__sign_of_upstream(dY, X, W, b):
    """The gate asks the wrong array."""
    dZ = dY * (dY > 0)
    return dZ, np.einsum("nd,nu->du", X, dZ), sum(dZ)


@wrong("activations/dead_units", embodies="value_for_gate")
def dead_units_backward__times_output(dY, X, W, b):
    """y in place of y′."""
    Z = scores(X, W, b)
    dZ = dY * (Z + np.abs(Z)) / 2
    return dZ, np.einsum("nd,nu->du", X, dZ), sum(dZ)


@wrong("activations/dead_units", embodies="upstream_forgotten")
def dead_units_backward__gate_only(dY, X, W, b):
    """As if dY were one."""
    dZ = np.heaviside(scores(X, W, b), 0.0)
    return dZ, np.einsum("nd,nu->du", X, dZ), sum(dZ)


@wrong("activations/dead_units", embodies="open_at_zero")
def dead_units_backward__open_at_the_kink(dY, X, W, b):
    """1 at zero."""
    dZ = dY * np.heaviside(X @ W + b, 1.0)
    return dZ, np.einsum("nd,nu->du", X, dZ), sum(dZ)


@wrong("activations/dead_units", embodies="mean_over_batch")
def dead_units_backward__divided_by_samples(dY, X, W, b):
    """Averages of the samples' gradients."""
    dZ = dY * np.heaviside(X @ W + b, 0.0)
    return dZ, np.mean([np.outer(x, row) for x, row in zip(X, dZ, strict=True)], axis=0), sum(dZ) / len(X)


@wrong("activations/dead_units", embodies="bias_averaged")
def dead_units_backward__bias_divided(dY, X, W, b):
    """Only the bias is averaged."""
    dZ = dY * np.heaviside(X @ W + b, 0.0)
    return dZ, np.einsum("nd,nu->du", X, dZ), sum(dZ) / len(X)


@wrong("activations/dead_units", embodies="overwrites_upstream")
def dead_units_backward__multiplied_in_place(dY, X, W, b):
    """Right numbers, written over the caller's."""
    dY *= np.heaviside(X @ W + b, 0.0)
    return dY, np.einsum("nd,nu->du", X, dY), sum(dY)


@wrong("activations/dead_units")
def dead_units_backward__leaky(dY, X, W, b):
    """A leak of a tenth: matches no misconception."""
    dZ = dY * np.where(X @ W + b > 0, 1.0, 0.1)
    return dZ, X.T @ dZ, dZ.sum(axis=0)
