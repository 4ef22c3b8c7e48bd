"""Wrong and right answers: softmax, softmax_jacobian, softmax_backward."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- softmax ---------------------------------------------------------------------------------------

@right("activations/softmax")
def softmax__by_loops(z):
    """One row after the other, one number after the other."""
    rows = z.reshape(-1, z.shape[-1])
    out = []
    for row in rows:
        top = max(row)
        powers = [math.exp(score - top) for score in row]
        out.append([power / sum(powers) for power in powers])
    return np.array(out).reshape(z.shape)


@right("activations/softmax")
def softmax__through_logarithms(z):
    """exp of the log-softmax, with logaddexp doing the sum."""
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


@right("activations/softmax")
def softmax_jacobian__by_loops(p):
    """Quotient rule, entry by entry."""
    return np.array([[p[i] * ((i == j) - p[j]) for j in range(len(p))] for i in range(len(p))])


@right("activations/softmax")
def softmax_backward__through_the_jacobian(dp, p):
    """Build every row's Jacobian and multiply."""
    jacobian = np.einsum("...i,ij->...ij", p, np.eye(p.shape[-1])) - np.einsum("...i,...j->...ij", p, p)
    return np.einsum("...i,...ij->...j", dp, jacobian)


@wrong("activations/softmax", embodies="no_max_shift")
def softmax__plain_quotient(z):
    """The definition as it stands."""
    powers = math.e**z
    return powers / np.sum(powers, axis=z.ndim - 1)[..., None]


@wrong("activations/softmax", embodies="global_max")
def softmax__one_maximum(z):
    """The maximum of all scores, whichever row they are in."""
    z = z - np.max(z)
    return np.exp(z) / np.expand_dims(np.sum(np.exp(z), -1), -1)


@wrong("activations/softmax", embodies="first_axis")
def softmax__columns(z):
    """Transposed twice: once too often for one of the two."""
    turned = np.moveaxis(z, 0, -1)
    powers = np.exp(turned - turned.max(-1, keepdims=True))
    return np.moveaxis(powers / powers.sum(-1, keepdims=True), -1, 0)


@wrong("activations/softmax", embodies="whole_array")
def softmax__of_all_scores(z):
    """The notes' second version: one sum for the array."""
    flat = z.ravel() - z.ravel().max()
    return (np.exp(flat) / np.exp(flat).sum()).reshape(z.shape)


@wrong("activations/softmax", embodies="one_sum")
def softmax__total_of_all_rows(z):
    """The rows are shifted one by one, and the axis of the sum is forgotten."""
    powers = np.exp((z.T - np.max(z, axis=-1).T).T if z.ndim < 3 else z - np.max(z, axis=-1)[..., None])
    return powers / math.fsum(powers.flat)


@wrong("activations/softmax", embodies="no_keepdims")
def softmax__reshaped_to_one_row(z):
    """The notes' first version, without the overwriting."""
    if z.ndim == 1:
        powers = np.exp(z - np.max(z))
        return powers / np.sum(powers)
    powers = np.exp(z - np.max(z, axis=-1).reshape(1, -1))
    return powers / np.sum(powers, axis=-1).reshape(1, -1)


@wrong("activations/softmax", embodies="sum_without_keepdims")
def softmax__sums_along_columns(z):
    """The maximum is shaped well, the sum is not."""
    powers = np.exp((z.T - z.max(-1).T).T) if z.ndim < 3 else np.exp(z - z.max(-1)[..., None])
    return powers / np.sum(powers, axis=-1)


@wrong("activations/softmax", embodies="overwrites_scores")
def softmax__in_place(z):
    """Right numbers, written over the caller's."""
    z[...] = np.exp(z - z.max(axis=-1, keepdims=True))
    z[...] = z / z.sum(axis=-1, keepdims=True)
    return z


@wrong("activations/softmax")
def softmax__of_base_two(z):
    """Powers of two: matches no misconception."""
    powers = 2.0 ** (z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@wrong("activations/softmax")
def softmax__clipped_scores(z):
    """Clipping instead of shifting: finite and wrong for large scores."""
    powers = np.exp(np.clip(z, -30, 30))
    return powers / powers.sum(axis=-1, keepdims=True)


@wrong("activations/softmax", embodies="diagonal_jacobian")
def softmax_jacobian__as_for_a_sigmoid(p):
    """p(1 − p) on the diagonal, as if the classes did not compete."""
    return np.eye(len(p)) * (p - p**2)


@wrong("activations/softmax", embodies="negated_jacobian")
def softmax_jacobian__sign_reversed(p):
    """The negative of the Jacobian, by loops."""
    return np.array([[p[i] * (p[j] - (i == j)) for j in range(len(p))] for i in range(len(p))])


@wrong("activations/softmax", embodies="diagonal_backward")
def softmax_backward__as_for_a_sigmoid(dp, p):
    """The sigmoid's rule applied to each probability."""
    return np.multiply(dp, p) - np.multiply(dp, np.square(p))


@wrong("activations/softmax", embodies="batch_sum_in_backward")
def softmax_backward__one_sum(dp, p):
    """One inner product for the batch."""
    return p * dp - p * np.vdot(dp, p)


@wrong("activations/softmax", embodies="columns_in_backward")
def softmax_backward__sums_of_columns(dp, p):
    """einsum with the wrong letter kept."""
    return p * (dp - np.sum(dp * p, axis=0))


@wrong("activations/softmax")
def softmax_backward__zeros(dp, p):
    """A gradient that is always zero passes any check with an upstream of ones."""
    return np.zeros_like(dp)
