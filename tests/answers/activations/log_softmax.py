"""Wrong and right answers: log-softmax."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def rows(z, function):
    """A function of one row, applied along the last axis."""
    return np.array([function(row) for row in z.reshape(-1, z.shape[-1])]).reshape(z.shape)


@right("activations/log_softmax")
def log_softmax__logaddexp(z):
    """NumPy's own safe sum."""
    return z - np.expand_dims(np.logaddexp.reduce(z, axis=-1), -1)


@right("activations/log_softmax")
def log_softmax__by_loop(z):
    """One row after the other, by the largest score."""
    def one(row):
        top = max(row)
        return [v - top - math.log(sum(math.exp(u - top) for u in row)) for v in row]
    return rows(z, one)


@right("activations/log_softmax")
def log_softmax_backward__through_the_jacobian(dlogp, logp):
    """Every row's Jacobian is the identity minus rows of probabilities."""
    k = logp.shape[-1]
    jacobian = np.eye(k) - np.exp(logp)[..., np.newaxis, :] * np.ones((k, 1))
    return np.einsum("...i,...ij->...j", dlogp, jacobian)


@right("activations/log_softmax")
def log_softmax_backward__by_loop(dlogp, logp):
    """One row after the other."""
    pairs = zip(dlogp.reshape(-1, dlogp.shape[-1]), logp.reshape(-1, logp.shape[-1]), strict=True)
    return np.array([d - sum(d) * np.exp(row) for d, row in pairs]).reshape(logp.shape)


def shares(z):
    """Softmax, by loops."""
    return rows(z, lambda row: [1 / sum(np.exp(row - v)) for v in row])


@right("activations/log_softmax")
def log_softmax_backward_steps__named(dlogp, z):
    """By name, with sums over the last axis kept in place."""
    powers = math.e**z
    total = np.einsum("...k->...", powers)[..., np.newaxis]
    dl = -np.einsum("...k->...", dlogp)[..., np.newaxis]
    return {"dz": dlogp + dl * powers / total, "de": np.repeat(dl / total, z.shape[-1], axis=-1), "ds": dl / total, "dl": dl}


@right("activations/log_softmax")
def log_softmax_backward_steps__row_by_row(dlogp, z):
    """A loop over rows, numbers in lists."""
    found = {"dl": [], "ds": [], "de": [], "dz": []}
    for up, row in zip(dlogp.reshape(-1, z.shape[-1]), z.reshape(-1, z.shape[-1]), strict=True):
        total = sum(math.exp(v) for v in row)
        found["dl"].append([-sum(up)])
        found["ds"].append([-sum(up) / total])
        found["de"].append([-sum(up) / total for _ in row])
        found["dz"].append([u - sum(up) / total * math.exp(v) for u, v in zip(up, row, strict=True)])
    return {name: np.array(values).reshape(*z.shape[:-1], -1) for name, values in found.items()}


def four(dl, ds, de, dz):
    """The gradients by name."""
    return {"dl": dl, "ds": ds, "de": de, "dz": dz}


def along(a):
    """A row's sum, kept in its place."""
    return np.expand_dims(np.einsum("...k->...", a), -1)


@wrong("activations/log_softmax", embodies="sign_of_the_logarithm")
def log_softmax_backward_steps__plus(dlogp, z):
    """As if l were added."""
    up, p = along(dlogp), shares(z)
    ds = up / along(np.exp(z))
    return four(up, ds, ds + 0 * z, dlogp + up * p)


@wrong("activations/log_softmax", embodies="logarithm_not_differentiated")
def log_softmax_backward_steps__no_quotient(dlogp, z):
    """ds is dl."""
    dl = -along(dlogp)
    return four(dl, dl.copy(), dl + 0 * z, dlogp + dl * np.exp(z))


@wrong("activations/log_softmax", embodies="logarithm_twice")
def log_softmax_backward_steps__by_the_logarithm(dlogp, z):
    """Divided by l."""
    dl = -along(dlogp)
    ds = dl / np.logaddexp.reduce(z, axis=-1)[..., None]
    return four(dl, ds, ds + 0 * z, dlogp + ds * np.exp(z))


@wrong("activations/log_softmax", embodies="exponential_not_differentiated")
def log_softmax_backward_steps__sum_of_scores(dlogp, z):
    """As if s were the sum of the scores."""
    dl = -along(dlogp)
    ds = dl / along(np.exp(z))
    return four(dl, ds, ds + 0 * z, dlogp + ds)


@wrong("activations/log_softmax", embodies="direct_way_forgotten")
def log_softmax_backward_steps__one_way(dlogp, z):
    """The last line alone."""
    dl = -along(dlogp)
    ds = dl / along(np.exp(z))
    return four(dl, ds, ds + 0 * z, dl * shares(z))


@wrong("activations/log_softmax", embodies="steps_without_upstream")
def log_softmax_backward_steps__count(dlogp, z):
    """Minus the number of classes."""
    dl = np.full((*z.shape[:-1], 1), -float(z.shape[-1]))
    ds = dl / along(np.exp(z))
    return four(dl, ds, ds + 0 * z, dlogp + dl * shares(z))


@wrong("activations/log_softmax")
def log_softmax_backward_steps__dz_of_the_exponential(dlogp, z):
    """dz for a loss on the probabilities: matches no misconception."""
    dl = -along(dlogp)
    ds = dl / along(np.exp(z))
    return four(dl, ds, ds + 0 * z, shares(z) * (dlogp - along(dlogp * shares(z))))


@wrong("activations/log_softmax", embodies="logarithm_of_softmax")
def log_softmax__in_two_steps(z):
    """Probabilities first."""
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.log(e / np.sum(e, axis=-1, keepdims=True))


@wrong("activations/log_softmax", embodies="small_number_inside")
def log_softmax__guarded(z):
    """Never minus infinity, never right."""
    return np.log(1e-7 + shares(z))


@wrong("activations/log_softmax", embodies="no_max_shift")
def log_softmax__as_defined(z):
    """The definition as it stands."""
    return z - np.log(np.sum(math.e**z, axis=-1, keepdims=True))


@wrong("activations/log_softmax", embodies="global_max")
def log_softmax__one_maximum(z):
    """The maximum of all scores, whichever row they are in."""
    top = z.ravel().max()
    return z - top - np.log(np.expand_dims(np.exp(z - top).sum(-1), -1))


@wrong("activations/log_softmax", embodies="first_axis")
def log_softmax__columns(z):
    """Down instead of along."""
    return z - np.logaddexp.reduce(z, axis=0)


@wrong("activations/log_softmax", embodies="whole_array")
def log_softmax__of_all_scores(z):
    """One sum for the array."""
    return z - np.logaddexp.reduce(z.ravel())


@wrong("activations/log_softmax", embodies="maximum_lost")
def log_softmax__shifted_inside_only(z):
    """The maximum never comes back."""
    top = np.max(z, axis=-1, keepdims=True)
    return z - (np.expand_dims(np.logaddexp.reduce(z, axis=-1), -1) - top)


@wrong("activations/log_softmax", embodies="sum_without_keepdims")
def log_softmax__sums_along_columns(z):
    """The maximum is shaped well, the sum is not."""
    top = z.max(-1)
    return z - top[..., None] - (np.logaddexp.reduce(z, axis=-1) - top)


@wrong("activations/log_softmax", embodies="probabilities_returned")
def log_softmax__without_the_logarithm(z):
    """Softmax under another name."""
    return shares(z)


@wrong("activations/log_softmax", embodies="overwrites_scores")
def log_softmax__in_place(z):
    """Right numbers, written over the caller's."""
    z[...] = z - np.expand_dims(np.logaddexp.reduce(z, axis=-1), -1)
    return z


@wrong("activations/log_softmax", embodies="softmax_backward")
def log_softmax_backward__of_softmax(dlogp, logp):
    """The backward pass of the function before."""
    p = np.exp(logp)
    return p * dlogp - p * np.einsum("...k,...k->...", dlogp, p)[..., None]


@wrong("activations/log_softmax", embodies="sum_of_upstream_forgotten")
def log_softmax_backward__of_one_label(dlogp, logp):
    """Right when the upstream gradient sums to one."""
    return dlogp - math.e**logp


@wrong("activations/log_softmax", embodies="only_its_own_score")
def log_softmax_backward__diagonal(dlogp, logp):
    """As if the classes did not compete."""
    return dlogp - dlogp * np.exp(logp)


@wrong("activations/log_softmax", embodies="logarithm_for_probability")
def log_softmax_backward__not_exponentiated(dlogp, logp):
    """The output taken as it is."""
    return dlogp - np.sum(dlogp, axis=-1, keepdims=True) * logp


@wrong("activations/log_softmax", embodies="batch_sum_in_backward")
def log_softmax_backward__one_sum(dlogp, logp):
    """One sum for the batch."""
    return dlogp - np.sum(dlogp) * np.exp(logp)


@wrong("activations/log_softmax")
def log_softmax__of_base_two(z):
    """Logarithms to the base of two: matches no misconception."""
    return np.log2(shares(z) + np.finfo(float).tiny)


@wrong("activations/log_softmax")
def log_softmax__clipped(z):
    """Clipped scores: finite and wrong for large ones."""
    clipped = np.clip(z, -30, 30)
    return clipped - np.expand_dims(np.logaddexp.reduce(clipped, axis=-1), -1)


@wrong("activations/log_softmax")
def log_softmax_backward__sign_reversed(dlogp, logp):
    """Uphill."""
    return np.exp(logp) * np.sum(dlogp, axis=-1, keepdims=True) - dlogp
