"""Wrong and right answers: clip_by_value, clip_by_global_norm."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


# --- clip_by_value ---------------------------------------------------------------------------------

@right("deep_gradients/clip_by_value")
def clip_by_value__two_bounds(grads, clip_value):
    """A minimum, then a maximum."""
    return [np.maximum(np.minimum(g, clip_value), -clip_value) for g in grads]


@right("deep_gradients/clip_by_value")
def clip_by_value__sign_times_size(grads, clip_value):
    """The sign is kept, the size is bounded."""
    clipped = []
    for g in grads:
        size = np.abs(g)
        clipped.append(np.where(size > clip_value, np.sign(g) * clip_value, g))
    return clipped


@wrong("deep_gradients/clip_by_value", embodies="from_above_only")
def clip_by_value__one_bound(grads, clip_value):
    """np.clip with an open lower end."""
    return [np.clip(g, None, clip_value) for g in grads]


@wrong("deep_gradients/clip_by_value", embodies="signs_lost")
def clip_by_value__sizes(grads, clip_value):
    """Sizes only."""
    return [np.clip(np.sqrt(g**2), 0, clip_value) for g in grads]


@wrong("deep_gradients/clip_by_value", embodies="outliers_to_zero")
def clip_by_value__masked(grads, clip_value):
    """Too large is thrown away."""
    return [g * (np.abs(g) <= clip_value) for g in grads]


@wrong("deep_gradients/clip_by_value", embodies="norm_clipped")
def clip_by_value__by_length(grads, clip_value):
    """One factor for all."""
    whole = np.concatenate([np.ravel(g) for g in grads] or [np.zeros(0)])
    length = np.linalg.norm(whole) + 1e-6
    return [g * clip_value / max(length, clip_value) if length > clip_value else g for g in grads]


@wrong("deep_gradients/clip_by_value", embodies="clipped_in_place")
def clip_by_value__into_the_caller(grads, clip_value):
    """Right numbers, and the gradients are not what they were."""
    for g in grads:
        g[g > clip_value] = clip_value
        g[g < -clip_value] = -clip_value
    return [+g for g in grads]


@wrong("deep_gradients/clip_by_value")
def clip_by_value__by_the_largest(grads, clip_value):
    """Each array is divided until its largest number fits: matches no misconception."""
    return [g * clip_value / max(clip_value, np.abs(g).max(), 1e-300) for g in grads]


# --- clip_by_global_norm ---------------------------------------------------------------------------

def length(grads):
    """The norm of everything, as one vector."""
    return float(np.linalg.norm(np.concatenate([np.ravel(g) for g in grads])))


@right("deep_gradients/clip_by_global_norm")
def clip_by_global_norm__one_vector(grads, max_norm, eps=1e-6):
    """All numbers in one vector, and a branch."""
    total = length(grads)
    factor = max_norm / (total + eps)
    return [g * factor if factor < 1 else g.copy() for g in grads], total


@right("deep_gradients/clip_by_global_norm")
def clip_by_global_norm__norm_of_norms(grads, max_norm, eps=1e-6):
    """The norm of the arrays' norms."""
    total = math.hypot(*[float(np.linalg.norm(g)) for g in grads])
    return [np.multiply(g, np.clip(max_norm / (total + eps), None, 1.0)) for g in grads], total


@wrong("deep_gradients/clip_by_global_norm", embodies="each_array_alone")
def clip_by_global_norm__per_tensor(grads, max_norm, eps=1e-6):
    """A loop over the parameters."""
    clipped = []
    for g in grads:
        clipped += clip_by_global_norm__one_vector([g], max_norm, eps)[0]
    return clipped, length(grads)


@wrong("deep_gradients/clip_by_global_norm", embodies="element_by_element")
def clip_by_global_norm__by_value(grads, max_norm, eps=1e-6):
    """The other kind of clipping."""
    return [np.minimum(np.maximum(g, -max_norm), max_norm) for g in grads], length(grads)


@wrong("deep_gradients/clip_by_global_norm", embodies="always_rescaled")
def clip_by_global_norm__normalized(grads, max_norm, eps=1e-6):
    """Every gradient gets the same length."""
    total = length(grads)
    return [max_norm * g / (total + eps) for g in grads], total


@wrong("deep_gradients/clip_by_global_norm", embodies="root_forgotten")
def clip_by_global_norm__squares(grads, max_norm, eps=1e-6):
    """A sum of squares for a norm."""
    total = float(sum(np.vdot(g, g) for g in grads))
    return [g * min(1, max_norm / (total + eps)) for g in grads], total


@wrong("deep_gradients/clip_by_global_norm", embodies="eps_left_out")
def clip_by_global_norm__as_in_the_paper(grads, max_norm, eps=1e-6):
    """If the norm is above the threshold, scale to it."""
    total = length(grads)
    if total > max_norm:
        return [g * (max_norm / total) for g in grads], total
    return [1.0 * g for g in grads], total


@wrong("deep_gradients/clip_by_global_norm", embodies="norms_added")
def clip_by_global_norm__sum(grads, max_norm, eps=1e-6):
    """Norms are added like numbers."""
    total = math.fsum(length([g]) for g in grads)
    return [g * min(1, max_norm / (total + eps)) for g in grads], total


@wrong("deep_gradients/clip_by_global_norm", embodies="norm_after_clipping")
def clip_by_global_norm__measured_too_late(grads, max_norm, eps=1e-6):
    """The norm of what comes back."""
    clipped, _ = clip_by_global_norm__one_vector(grads, max_norm, eps)
    return clipped, length(clipped)


@wrong("deep_gradients/clip_by_global_norm", embodies="scaled_in_place")
def clip_by_global_norm__into_the_caller(grads, max_norm, eps=1e-6):
    """Right numbers, and the gradients are not what they were."""
    clipped, total = clip_by_global_norm__one_vector(grads, max_norm, eps)
    for g, c in zip(grads, clipped):
        np.copyto(g, c)
    return clipped, total


@wrong("deep_gradients/clip_by_global_norm")
def clip_by_global_norm__by_the_largest(grads, max_norm, eps=1e-6):
    """The largest number of all as the norm: matches no misconception."""
    total = float(max((np.abs(g).max() for g in grads if g.size), default=0.0))
    return [g * min(1, max_norm / (total + eps)) for g in grads], total
