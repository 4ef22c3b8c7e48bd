"""Wrong and right answers: instance_norm and group_norm."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
P, G = "normalization/instance_norm", "normalization/group_norm"
SAME = "nchw,nchw->c"


def channel(a):
    """(c,) laid along the second of four axes."""
    return a.reshape(1, -1, 1, 1)


def hats(table, eps):
    """x̂ and 1/√(σ² + ε) of each row of a table."""
    away = table - np.average(table, axis=1)[:, None]
    inv = (np.einsum("rm,rm->r", away, away) / table.shape[1] + eps)[:, None] ** -0.5
    return away * inv, inv


def slopes(up, table, eps):
    """The gradient of each row, by its Jacobian."""
    m = table.shape[1]
    return np.array([s * (np.eye(m) - 1 / m - np.outer(h, h) / m) @ g for g, h, s in zip(up, *hats(table, eps))])


def table_of(X, groups):
    """One row for each sample and group."""
    if X.shape[1] % groups != 0:
        raise ValueError("the groups would not be equal")
    return X.reshape(X.shape[0] * groups, -1)


def forward(X, groups, weight, bias, eps):
    """All norms that stay within a sample."""
    return hats(table_of(X, groups), eps)[0].reshape(X.shape) * channel(weight) + channel(bias)


def backward(dY, X, groups, weight, eps):
    """Their gradients."""
    table = table_of(X, groups)
    up = (dY * channel(weight)).reshape(table.shape)
    Xhat = hats(table, eps)[0].reshape(X.shape)
    return slopes(up, table, eps).reshape(X.shape), np.einsum(SAME, dY, Xhat), np.einsum("nchw->c", dY)


def local(dY, X, groups, weight, eps, centre):
    """γ dY / σ, centred or not, with the right sums."""
    table = table_of(X, groups)
    Xhat, inv = hats(table, eps)
    up = (dY * channel(weight)).reshape(table.shape)
    up = up - centre * up.mean(axis=1)[:, None]
    return (up * inv).reshape(X.shape), np.einsum(SAME, dY, Xhat.reshape(X.shape)), np.einsum("nchw->c", dY)


# --- instance_norm ----------------------------------------------------------------------------------

@right(P)
def instance_norm__rows_of_a_table(X, weight, bias, eps=1e-5):
    """As many groups as channels."""
    return forward(X, X.shape[1], weight, bias, eps)


@right(P)
def instance_norm__image_by_image(X, weight, bias, eps=1e-5):
    """Two loops."""
    Y = np.zeros_like(X)
    for i, j in np.ndindex(X.shape[:2]):
        away = X[i, j] - np.sum(X[i, j]) / X[i, j].size
        Y[i, j] = bias[j] + weight[j] * away / np.sqrt(np.sum(away**2) / away.size + eps)
    return Y


@right(P)
def instance_norm_backward__by_jacobians(dY, X, weight, eps=1e-5):
    """A matrix for each image."""
    return backward(dY, X, X.shape[1], weight, eps)


@wrong(P, embodies="over_the_batch")
def instance_norm__as_batch_norm(X, weight, bias, eps=1e-5):
    """BatchNorm2d."""
    turned = X.swapaxes(0, 1)
    return hats(turned.reshape(len(weight), -1), eps)[0].reshape(turned.shape).swapaxes(0, 1) * channel(weight) + channel(bias)


@wrong(P, embodies="over_the_channels")
def instance_norm__as_layer_norm(X, weight, bias, eps=1e-5):
    """One group."""
    return forward(X, 1, weight, bias, eps)


@wrong(P, embodies="along_the_rows")
def instance_norm__last_axis(X, weight, bias, eps=1e-5):
    """axis=-1."""
    return hats(X.reshape(-1, X.shape[-1]), eps)[0].reshape(X.shape) * channel(weight) + channel(bias)


@wrong(P, embodies="divides_by_variance")
def instance_norm__no_root(X, weight, bias, eps=1e-5):
    """σ² for σ."""
    Xhat, inv = hats(table_of(X, X.shape[1]), eps)
    return (Xhat * inv).reshape(X.shape) * channel(weight) + channel(bias)


@wrong(P, embodies="eps_outside_the_root")
def instance_norm__eps_to_the_deviation(X, weight, bias, eps=1e-5):
    """σ + ε."""
    away = X - np.mean(X, axis=(-2, -1), keepdims=True)
    return away / (np.std(X, axis=(-2, -1), keepdims=True) + eps) * channel(weight) + channel(bias)


@wrong(P, embodies="scale_and_shift_ignored")
def instance_norm__normalized_only(X, weight, bias, eps=1e-5):
    """X̂."""
    return hats(table_of(X, X.shape[1]), eps)[0].reshape(X.shape)


@wrong(P)
def instance_norm__with_ddof(X, weight, bias, eps=1e-5):
    """The unbiased variance: no name."""
    away = X - np.mean(X, axis=(2, 3), keepdims=True)
    return away / np.sqrt(np.var(X, axis=(2, 3), ddof=1, keepdims=True) + eps) * channel(weight) + channel(bias)


@wrong(P, embodies="statistics_taken_for_constants")
def instance_norm_backward__local_slope(dY, X, weight, eps=1e-5):
    """γ dY / σ."""
    return local(dY, X, X.shape[1], weight, eps, 0)


@wrong(P, embodies="variance_taken_for_constant")
def instance_norm_backward__centred_only(dY, X, weight, eps=1e-5):
    """The mean's way alone."""
    return local(dY, X, X.shape[1], weight, eps, 1)


@wrong(P, embodies="parameters_averaged")
def instance_norm_backward__mean_for_sum(dY, X, weight, eps=1e-5):
    """Averaged."""
    dX, dweight, dbias = backward(dY, X, X.shape[1], weight, eps)
    count = X.shape[0] * X.shape[2] * X.shape[3]
    return dX, dweight / count, dbias / count


# --- group_norm -------------------------------------------------------------------------------------

@right(G)
def group_norm__rows_of_a_table(X, num_groups, weight, bias, eps=1e-5):
    """One row for each sample and group."""
    return forward(X, num_groups, weight, bias, eps)


@right(G)
def group_norm__slice_by_slice(X, num_groups, weight, bias, eps=1e-5):
    """The channels of one group after the other."""
    size, left = divmod(X.shape[1], num_groups)
    if left:
        raise ValueError("a multiple, please")
    parts = [X[:, k:k + size] for k in range(0, X.shape[1], size)]
    hat = [(p - p.mean(axis=(1, 2, 3), keepdims=True)) * (p.var(axis=(1, 2, 3), keepdims=True) + eps) ** -0.5 for p in parts]
    return np.concatenate(hat, axis=1) * channel(weight) + channel(bias)


@right(G)
def group_norm_backward__by_jacobians(dY, X, num_groups, weight, eps=1e-5):
    """A matrix for each sample and group."""
    return backward(dY, X, num_groups, weight, eps)


@wrong(G, embodies="groups_as_group_size")
def group_norm__groups_of_that_size(X, num_groups, weight, bias, eps=1e-5):
    """G · H · W numbers in a mean, as the note says."""
    table_of(X, num_groups)
    return forward(X, X.shape[1] // num_groups, weight, bias, eps)


@wrong(G, embodies="every_other_channel")
def group_norm__dealt_out(X, num_groups, weight, bias, eps=1e-5):
    """Channels dealt out like cards."""
    table_of(X, num_groups)
    order = np.argsort(np.arange(X.shape[1]) % num_groups, kind="stable")
    Xhat = hats(table_of(X[:, order], num_groups), eps)[0].reshape(X.shape)
    return Xhat[:, np.argsort(order)] * channel(weight) + channel(bias)


@wrong(G, embodies="one_group")
def group_norm__as_layer_norm(X, num_groups, weight, bias, eps=1e-5):
    """All channels together."""
    table_of(X, num_groups)
    return forward(X, 1, weight, bias, eps)


@wrong(G, embodies="over_the_batch")
def group_norm__samples_together(X, num_groups, weight, bias, eps=1e-5):
    """A group's statistics over all samples."""
    table_of(X, num_groups)
    turned = X.swapaxes(0, 1)
    Xhat = hats(turned.reshape(num_groups, -1), eps)[0].reshape(turned.shape).swapaxes(0, 1)
    return Xhat * channel(weight) + channel(bias)


@wrong(G, embodies="divides_by_variance")
def group_norm__no_root(X, num_groups, weight, bias, eps=1e-5):
    """σ² for σ."""
    Xhat, inv = hats(table_of(X, num_groups), eps)
    return (Xhat * inv).reshape(X.shape) * channel(weight) + channel(bias)


@wrong(G, embodies="unequal_groups_made")
def group_norm__whatever_is_left(X, num_groups, weight, bias, eps=1e-5):
    """The first groups get one more."""
    size, left = divmod(X.shape[1], num_groups)
    ends = np.cumsum([size + (k < left) for k in range(num_groups)])
    parts = [hats(p.reshape(len(X), -1), eps)[0].reshape(p.shape) for p in np.split(X, ends[:-1], axis=1)]
    return np.concatenate(parts, axis=1) * channel(weight) + channel(bias)


@wrong(G)
def group_norm__a_scale_for_each_group(X, num_groups, weight, bias, eps=1e-5):
    """The first γ and β of a group for all of it: no name."""
    size = X.shape[1] // num_groups
    return forward(X, num_groups, np.repeat(weight[::size], size), np.repeat(bias[::size], size), eps)


@wrong(G, embodies="statistics_taken_for_constants")
def group_norm_backward__local_slope(dY, X, num_groups, weight, eps=1e-5):
    """γ dY / σ."""
    return local(dY, X, num_groups, weight, eps, 0)


@wrong(G, embodies="variance_taken_for_constant")
def group_norm_backward__centred_only(dY, X, num_groups, weight, eps=1e-5):
    """The mean's way alone."""
    return local(dY, X, num_groups, weight, eps, 1)


@wrong(G, embodies="parameters_averaged")
def group_norm_backward__mean_for_sum(dY, X, num_groups, weight, eps=1e-5):
    """Averaged."""
    dX, dweight, dbias = backward(dY, X, num_groups, weight, eps)
    count = X.shape[0] * X.shape[2] * X.shape[3]
    return dX, dweight / count, dbias / count


@wrong(P, embodies="scale_on_the_last_axis")
def instance_norm__plain_broadcast(X, weight, bias, eps=1e-5):
    """weight * hat, as NumPy lines them up."""
    flat = X.reshape(*X.shape[:2], -1)
    hat = (flat - flat.mean(axis=-1, keepdims=True)) / np.sqrt(flat.var(axis=-1, keepdims=True) + eps)
    return np.multiply(hat.reshape(X.shape), weight) + bias
