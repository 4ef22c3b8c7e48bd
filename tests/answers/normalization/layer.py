"""Wrong and right answers: layer_norm."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
A = "normalization/layer_norm"


def moments(row):
    """Mean and variance of a list of numbers."""
    mean = math.fsum(row) / len(row)
    return mean, math.fsum((v - mean) ** 2 for v in row) / len(row)


def rows(x):
    """All samples, one a row."""
    return x.reshape(-1, x.shape[-1])


def hat(x, eps):
    """x̂ and 1/√(σ² + ε), sample by sample."""
    pairs = [moments(row.tolist()) for row in rows(x)]
    scale = np.array([(var + eps) ** -0.5 for _, var in pairs]).reshape(*x.shape[:-1], 1)
    return (x - np.array([mean for mean, _ in pairs]).reshape(*x.shape[:-1], 1)) * scale, scale


def jacobians(x, eps):
    """One Jacobian of x̂ for each row, d × d."""
    d = x.shape[-1]
    xhat, scale = hat(rows(x), eps)
    return [s * (np.eye(d) - np.ones((d, d)) / d - np.outer(h, h) / d) for h, s in zip(xhat, scale)]


@right(A)
def layer_norm__sample_by_sample(x, weight, bias, eps=1e-5):
    """Plain Python sums."""
    xhat, _ = hat(x, eps)
    return bias + xhat * weight


@right(A)
def layer_norm__mean_of_squares(x, weight, bias, eps=1e-5):
    """Centre first; the variance is then the mean of the squares."""
    centred = x - np.average(x, axis=-1)[..., None]
    power = np.einsum("...d,...d->...", centred, centred) / x.shape[-1]
    return np.multiply(centred, weight) * (power + eps)[..., None] ** -0.5 + bias


@right(A)
def layer_norm_backward_steps__in_other_words(dy, x, weight, eps=1e-5):
    """The same gradients by x̂ and its scale."""
    xhat, scale = hat(x, eps)
    d, g = x.shape[-1], np.multiply(dy, weight)
    dvar = -0.5 * scale**2 * np.einsum("...d,...d->...", g, xhat)[..., None]
    dmean = scale * np.einsum("...d->...", -g)[..., None]
    return {"dxhat": g, "dvar": dvar, "dmean": dmean, "dx": scale * g + (dmean + 2 * dvar * xhat / scale) / d}


@right(A)
def layer_norm_backward__by_jacobians(dy, x, weight, eps=1e-5):
    """A d × d matrix for each sample."""
    dx = np.array([J @ g for J, g in zip(jacobians(x, eps), rows(dy) * weight)]).reshape(x.shape)
    xhat, _ = hat(x, eps)
    return dx, np.einsum("nd,nd->d", rows(dy), rows(xhat)), np.ones(len(rows(dy))) @ rows(dy)


@right(A)
def layer_norm_backward__as_a_projection(dy, x, weight, eps=1e-5):
    """What is left of g without its parts along 1 and along x̂."""
    xhat, scale = hat(x, eps)
    g, d = weight * dy, x.shape[-1]
    g = g - np.add.reduce(g, axis=-1, keepdims=True) / d - xhat * np.add.reduce(g * xhat, axis=-1, keepdims=True) / d
    return g * scale, rows(dy * xhat).sum(0), rows(dy).sum(0)


@wrong(A, embodies="over_the_batch")
def layer_norm__each_feature_over_the_batch(x, weight, bias, eps=1e-5):
    """What the note says: a feature channel's mean and variance."""
    table = x[None] if x.ndim == 1 else x
    return (weight * (table - np.mean(table, 0)) / np.sqrt(np.var(table, 0) + eps) + bias).reshape(x.shape)


@wrong(A, embodies="over_everything")
def layer_norm__no_axis(x, weight, bias, eps=1e-5):
    """np.mean without an axis."""
    return weight * (x - np.mean(x)) / np.sqrt(np.var(x) + eps) + bias


@wrong(A, embodies="divides_by_variance")
def layer_norm__no_root(x, weight, bias, eps=1e-5):
    """σ² for σ."""
    xhat, scale = hat(x, eps)
    return xhat * scale * weight + bias


@wrong(A, embodies="eps_outside_the_root")
def layer_norm__eps_to_the_deviation(x, weight, bias, eps=1e-5):
    """As optimizers have it."""
    centred = x - x.mean(axis=-1)[..., None]
    return centred / (x.std(axis=-1)[..., None] + eps) * weight + bias


@wrong(A, embodies="eps_missing")
def layer_norm__without_eps(x, weight, bias, eps=1e-5):
    """As the formula is often written."""
    with np.errstate(all="ignore"):
        return (x - x.mean(axis=-1)[..., None]) / x.std(axis=-1)[..., None] * weight + bias


@wrong(A, embodies="sample_variance")
def layer_norm__with_ddof(x, weight, bias, eps=1e-5):
    """torch.std's default."""
    return weight * (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, ddof=1, keepdims=True) + eps) + bias


@wrong(A, embodies="not_centred")
def layer_norm__by_the_root_mean_square(x, weight, bias, eps=1e-5):
    """RMS norm with a shift."""
    return x * weight / np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + eps) + bias


@wrong(A, embodies="scale_and_shift_ignored")
def layer_norm__normalized_only(x, weight, bias, eps=1e-5):
    """x̂."""
    return hat(x, eps)[0]


@wrong(A, embodies="overwrites_input")
def layer_norm__in_place(x, weight, bias, eps=1e-5):
    """Right numbers, spoilt argument."""
    x[...] = hat(x, eps)[0]
    return x * weight + bias


@wrong(A)
def layer_norm__shifted_before_scaling(x, weight, bias, eps=1e-5):
    """γ (x̂ + β): no name."""
    return weight * (hat(x, eps)[0] + bias)


@wrong(A, embodies="statistics_taken_for_constants")
def layer_norm_backward__local_slope(dy, x, weight, eps=1e-5):
    """γ dy / σ."""
    xhat, scale = hat(x, eps)
    return dy * weight * scale, rows(dy * xhat).sum(0), rows(dy).sum(0)


@wrong(A, embodies="variance_taken_for_constant")
def layer_norm_backward__centred_only(dy, x, weight, eps=1e-5):
    """Only the part along 1 goes."""
    xhat, scale = hat(x, eps)
    g = dy * weight
    return (g - np.mean(g, axis=-1)[..., None]) * scale, rows(dy * xhat).sum(0), rows(dy).sum(0)


@wrong(A, embodies="mean_taken_for_constant")
def layer_norm_backward__rescaled_only(dy, x, weight, eps=1e-5):
    """Only the part along x̂ goes."""
    xhat, scale = hat(x, eps)
    g = dy * weight
    return (g - xhat * np.mean(g * xhat, axis=-1)[..., None]) * scale, rows(dy * xhat).sum(0), rows(dy).sum(0)


@wrong(A, embodies="parameters_from_x")
def layer_norm_backward__as_for_a_linear_layer(dy, x, weight, eps=1e-5):
    """Upstream times input."""
    dx, _, dbias = layer_norm_backward__by_jacobians(dy, x, weight, eps)
    return dx, np.einsum("nd,nd->d", rows(dy), rows(x)), dbias


@wrong(A, embodies="scale_missing")
def layer_norm_backward__without_gamma(dy, x, weight, eps=1e-5):
    """dy for γ dy."""
    dx = np.array([J @ g for J, g in zip(jacobians(x, eps), rows(dy))]).reshape(x.shape)
    return dx, rows(dy * hat(x, eps)[0]).sum(0), rows(dy).sum(0)


@wrong(A, embodies="parameters_averaged")
def layer_norm_backward__mean_over_samples(dy, x, weight, eps=1e-5):
    """mean for sum."""
    dx, dweight, dbias = layer_norm_backward__by_jacobians(dy, x, weight, eps)
    return dx, dweight / len(rows(x)), dbias / len(rows(x))


@wrong(A)
def layer_norm_backward__whole_sum(dy, x, weight, eps=1e-5):
    """A single γ and β: no name."""
    dx, dweight, dbias = layer_norm_backward__by_jacobians(dy, x, weight, eps)
    return dx, np.sum(dweight), np.sum(dbias)


@wrong(A, embodies="variance_without_half")
def layer_norm_backward_steps__root_forgotten(dy, x, weight, eps=1e-5):
    """d(s^−½) = −s^−³⁄²."""
    xhat, scale = hat(x, eps)
    d, g = x.shape[-1], dy * weight
    dvar, dmean = -(g * xhat).sum(axis=-1)[..., None] * scale**2, -g.sum(axis=-1)[..., None] * scale
    return {"dxhat": g, "dvar": dvar, "dmean": dmean, "dx": g * scale + dvar * 2 * xhat / scale / d + dmean / d}


@wrong(A, embodies="ways_not_joined")
def layer_norm_backward_steps__last_way_only(dy, x, weight, eps=1e-5):
    """dx without the two statistics."""
    xhat, scale = hat(x, eps)
    g = dy * weight
    return {"dxhat": g, "dvar": -0.5 * (g * xhat).sum(axis=-1)[..., None] * scale**2, "dmean": -g.sum(axis=-1)[..., None] * scale,
            "dx": g * scale}
