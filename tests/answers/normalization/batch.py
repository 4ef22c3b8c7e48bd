"""Wrong and right answers: batch_norm."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
A = "normalization/batch_norm"


def moments(X):
    """Means and variances of the columns, by plain sums."""
    n = len(X)
    mean = [math.fsum(column) / n for column in X.T]
    return np.array(mean), np.array([math.fsum((v - m) ** 2 for v in column) / n for column, m in zip(X.T, mean)])


def hat(X, eps):
    """X̂ and 1/√(σ² + ε)."""
    mean, var = moments(X)
    inv = (var + eps) ** -0.5
    return (X - mean) * inv, inv


def enough(X):
    """Two samples or more."""
    if X.shape[0] <= 1:
        raise ValueError("more than one sample, please")


def kept(old, new, momentum):
    """The running average, moved towards the new value."""
    return old + momentum * (new - old)


def unbiased(X):
    """The variance with n − 1."""
    return np.sum((X - X.mean(axis=0)) ** 2, axis=0) / max(len(X) - 1, 1)


def trained(X, mean, var, weight, bias, momentum, eps):
    """All three results of a step of training."""
    enough(X)
    Xhat, _ = hat(X, eps)
    return weight * Xhat + bias, kept(mean, moments(X)[0], momentum), kept(var, unbiased(X), momentum)


def used(X, mean, var, weight, bias, eps):
    """The output in inference."""
    return (X - mean) * (weight / np.sqrt(var + eps)) + bias


@right(A)
def batch_norm__two_functions(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """One for training, one for inference."""
    if training:
        return trained(X, running_mean, running_var, weight, bias, momentum, eps)
    return used(X, running_mean, running_var, weight, bias, eps), running_mean.copy(), running_var.copy()


@right(A)
def batch_norm__one_affine_map(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """Slope and intercept of each feature."""
    mean, var = (np.average(X, axis=0), np.var(X.T, axis=1)) if training else (running_mean, running_var)
    if training:
        enough(X)
        running_mean = np.average([running_mean, mean], axis=0, weights=[1 - momentum, momentum])
        running_var = np.average([running_var, np.var(X, axis=0, ddof=1)], axis=0, weights=[1 - momentum, momentum])
    slope = weight * (var + eps) ** -0.5
    return X * slope + (bias - mean * slope), running_mean, running_var


@right(A)
def batch_norm_backward_steps__in_other_words(dY, X, weight, eps=1e-5):
    """The same gradients by X̂ and its scale."""
    Xhat, inv = hat(X, eps)
    n, G = len(X), np.multiply(dY, weight)
    dvar, dmean = -0.5 * inv**2 * np.einsum("nd,nd->d", G, Xhat), -inv * np.einsum("nd->d", G)
    return {"dXhat": G, "dvar": dvar, "dmean": dmean, "dX": inv * G + (dmean + 2 * dvar * Xhat / inv) / n}


@right(A)
def batch_norm_backward__by_jacobians(dY, X, weight, eps=1e-5):
    """An n × n matrix for each feature."""
    n, (Xhat, inv) = len(X), hat(X, eps)
    columns = [s * w * (np.eye(n) - np.ones((n, n)) / n - np.outer(h, h) / n) @ g for h, s, w, g in zip(Xhat.T, inv, weight, dY.T)]
    return np.array(columns).T, np.einsum("nd,nd->d", dY, Xhat), np.ones(n) @ dY


@right(A)
def batch_norm_backward__with_sums(dY, X, weight, eps=1e-5):
    """The usual form with dγ and dβ in it."""
    n, (Xhat, inv) = len(X), hat(X, eps)
    dweight, dbias = np.add.reduce(dY * Xhat), np.add.reduce(dY)
    return weight * inv / n * (n * dY - dbias - Xhat * dweight), dweight, dbias


@right(A)
def batch_norm_inference_backward__a_line(dY, X, running_mean, running_var, weight, eps=1e-5):
    """Slope of a line."""
    inv = (running_var + eps) ** -0.5
    return dY * (weight * inv), inv * (np.einsum("nd,nd->d", dY, X) - running_mean * dY.sum(0)), np.ones(len(dY)) @ dY


@wrong(A, embodies="divides_by_variance")
def batch_norm__over_the_square(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """What the note says."""
    mean, var = moments(X) if training else (running_mean, running_var)
    if training:
        _, running_mean, running_var = trained(X, running_mean, running_var, weight, bias, momentum, eps)
    return weight * (X - mean) / (var + eps) + bias, running_mean, running_var


@wrong(A, embodies="each_sample_by_itself")
def batch_norm__as_layer_norm(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """The other axis, in training."""
    if not training:
        return used(X, running_mean, running_var, weight, bias, eps), running_mean, running_var
    _, mean, var = trained(X, running_mean, running_var, weight, bias, momentum, eps)
    return hat(X.T, eps)[0].T * weight + bias, mean, var


@wrong(A, embodies="running_statistics_in_training")
def batch_norm__always_the_running_ones(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """They move, and are used at once."""
    Y = used(X, running_mean, running_var, weight, bias, eps)
    if training:
        _, running_mean, running_var = trained(X, running_mean, running_var, weight, bias, momentum, eps)
    return Y, running_mean, running_var


@wrong(A, embodies="batch_statistics_in_inference")
def batch_norm__always_the_batch(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """eval() forgotten."""
    if training:
        return trained(X, running_mean, running_var, weight, bias, momentum, eps)
    return weight * hat(X, eps)[0] + bias, running_mean, running_var


@wrong(A, embodies="inference_moves_statistics")
def batch_norm__never_stops_learning(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """The statistics follow the test data."""
    if training:
        return trained(X, running_mean, running_var, weight, bias, momentum, eps)
    Y = used(X, running_mean, running_var, weight, bias, eps)
    return Y, kept(running_mean, X.mean(axis=0), momentum), kept(running_var, unbiased(X), momentum)


@wrong(A, embodies="running_variance_biased")
def batch_norm__one_variance(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """The same variance for both."""
    if not training:
        return used(X, running_mean, running_var, weight, bias, eps), running_mean, running_var
    Y, mean, _ = trained(X, running_mean, running_var, weight, bias, momentum, eps)
    return Y, mean, kept(running_var, moments(X)[1], momentum)


@wrong(A, embodies="output_variance_unbiased")
def batch_norm__with_ddof(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """ddof=1 for both."""
    if not training:
        return used(X, running_mean, running_var, weight, bias, eps), running_mean, running_var
    _, mean, var = trained(X, running_mean, running_var, weight, bias, momentum, eps)
    return used(X, X.mean(axis=0), unbiased(X), weight, bias, eps), mean, var


@wrong(A, embodies="momentum_reversed")
def batch_norm__momentum_as_in_sgd(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """The old value weighs momentum."""
    if training:
        return trained(X, running_mean, running_var, weight, bias, 1 - momentum, eps)
    return used(X, running_mean, running_var, weight, bias, eps), running_mean, running_var


@wrong(A, embodies="eps_outside_the_root")
def batch_norm__eps_to_the_deviation(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """As optimizers have it."""
    mean, var = moments(X) if training else (running_mean, running_var)
    if training:
        _, running_mean, running_var = trained(X, running_mean, running_var, weight, bias, momentum, eps)
    return weight * (X - mean) / (np.sqrt(var) + eps) + bias, running_mean, running_var


@wrong(A, embodies="one_sample_taken")
def batch_norm__without_looking(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """No error for one sample."""
    if not training:
        return used(X, running_mean, running_var, weight, bias, eps), running_mean, running_var
    return weight * hat(X, eps)[0] + bias, kept(running_mean, X.mean(axis=0), momentum), kept(running_var, unbiased(X), momentum)


@wrong(A, embodies="overwrites_statistics")
def batch_norm__in_place(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """As a layer with state would."""
    if not training:
        return used(X, running_mean, running_var, weight, bias, eps), running_mean, running_var
    Y, mean, var = trained(X, running_mean, running_var, weight, bias, momentum, eps)
    running_mean *= 0
    running_mean += mean
    running_var *= 0
    running_var += var
    return Y, running_mean, running_var


@wrong(A)
def batch_norm__never_kept(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    """The running statistics stay as they began: no name."""
    if training:
        return trained(X, running_mean, running_var, weight, bias, momentum, eps)[0], running_mean, running_var
    return used(X, running_mean, running_var, weight, bias, eps), running_mean, running_var


@wrong(A, embodies="statistics_taken_for_constants")
def batch_norm_backward__local_slope(dY, X, weight, eps=1e-5):
    """γ dY / σ."""
    Xhat, inv = hat(X, eps)
    return dY * weight * inv, (dY * Xhat).sum(0), dY.sum(0)


@wrong(A, embodies="variance_taken_for_constant")
def batch_norm_backward__centred_only(dY, X, weight, eps=1e-5):
    """Only the mean's way."""
    Xhat, inv = hat(X, eps)
    return (dY - np.mean(dY, axis=0)) * weight * inv, (dY * Xhat).sum(0), dY.sum(0)


@wrong(A, embodies="over_the_features")
def batch_norm_backward__of_layer_norm(dY, X, weight, eps=1e-5):
    """The other axis."""
    Xhat, inv = hat(X.T, eps)
    G = (dY * weight).T
    return ((G - G.mean(axis=0) - Xhat * (G * Xhat).mean(axis=0)) * inv).T, (dY * Xhat.T).sum(0), dY.sum(0)


@wrong(A, embodies="parameters_averaged")
def batch_norm_backward__mean_over_samples(dY, X, weight, eps=1e-5):
    """mean for sum."""
    dX, dweight, dbias = batch_norm_backward__with_sums(dY, X, weight, eps)
    return dX, dweight / X.shape[0], dbias / X.shape[0]


@wrong(A, embodies="ways_not_joined")
def batch_norm_backward_steps__last_way_only(dY, X, weight, eps=1e-5):
    """dX without the two statistics."""
    Xhat, inv = hat(X, eps)
    G = dY * weight
    return {"dXhat": G, "dvar": -0.5 * (G * Xhat).sum(axis=0) * inv**2, "dmean": -G.sum(axis=0) * inv, "dX": G * inv}


@wrong(A, embodies="as_in_training")
def batch_norm_inference_backward__of_training(dY, X, running_mean, running_var, weight, eps=1e-5):
    """The closed form with the batch's statistics."""
    return batch_norm_backward__with_sums(dY, X, weight, eps)


@wrong(A)
def batch_norm_inference_backward__without_the_mean(dY, X, running_mean, running_var, weight, eps=1e-5):
    """dγ with X for X − m: no name."""
    inv = (running_var + eps) ** -0.5
    return dY * weight * inv, (dY * X * inv).sum(axis=0), dY.sum(axis=0)


@wrong(A, embodies="eps_outside_the_root_backward")
def batch_norm_backward__deviation_plus_eps(dY, X, weight, eps=1e-5):
    """std + ε."""
    size = X.std(axis=0) + eps
    hat, n = (X - X.mean(axis=0)) / size, len(X)
    dweight, dbias = np.einsum("ij,ij->j", dY, hat), np.einsum("ij->j", dY)
    return weight / (n * size) * (n * dY - dbias - hat * dweight), dweight, dbias
