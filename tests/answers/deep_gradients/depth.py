"""Wrong and right answers: gradient_profile."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def errors(dY, Zs, Ws, df):
    """All errors, by recursion from the first layer on."""
    if len(Zs) == 1:
        return [dY]
    later = errors(dY, Zs[1:], Ws[1:], df)
    return [np.einsum("nj,ij->ni", later[0], Ws[1]) * df(Zs[0]), *later]


def lengths(arrays):
    """Root of the sum of squares of each."""
    return np.array([math.sqrt(np.vdot(a, a)) for a in arrays])


@right("deep_gradients/gradient_profile")
def gradient_profile__recursively(dY, Zs, Ws, df):
    """Errors by recursion, then dot products."""
    return lengths(errors(dY, Zs, Ws, df))


@right("deep_gradients/gradient_profile")
def gradient_profile__sample_by_sample(dY, Zs, Ws, df):
    """Column vectors, one sample at a time; squares are added up over the samples."""
    squares = np.zeros(len(Zs))
    for s in range(len(dY)):
        delta = dY[s]
        squares[-1] += (delta**2).sum()
        for k in reversed(range(len(Zs) - 1)):
            delta = np.diag(df(Zs[k][s])) @ Ws[k + 1] @ delta
            squares[k] += (delta**2).sum()
    return squares**0.5


@right("deep_gradients/gradient_profile")
def gradient_profile_jacobians__with_diagonal_matrices(zs, Ws, df):
    """W transposed times a diagonal matrix."""
    return [np.transpose(Ws[k + 1]) @ np.diag(df(zs[k])) for k in range(len(zs) - 1)]


@right("deep_gradients/gradient_profile")
def gradient_profile_factor__by_logarithms(norms):
    """The mean of the logarithms' differences."""
    logs = np.log(norms)
    return math.exp(-np.diff(logs).sum() / np.diff(logs).size)


@wrong("deep_gradients/gradient_profile", embodies="slopes_all_one")
def gradient_profile__gates_open(dY, Zs, Ws, df):
    """As if ReLU's derivative were always 1."""
    return lengths(errors(dY, Zs, Ws, lambda z: 1.0))


@wrong("deep_gradients/gradient_profile", embodies="slope_on_the_output")
def gradient_profile__squashed_output(dY, Zs, Ws, df):
    """As if the output had an activation."""
    return lengths(errors(df(Zs[-1]) * dY, Zs, Ws, df))


@wrong("deep_gradients/gradient_profile", embodies="weights_not_transposed")
def gradient_profile__as_dimensions_decide(dY, Zs, Ws, df):
    """δ W instead of δ Wᵀ."""
    deltas = [dY]
    for Z, W in zip(Zs[-2::-1], Ws[:0:-1]):
        deltas = [df(Z) * np.matmul(deltas[0], W), *deltas]
    return lengths(deltas)


@wrong("deep_gradients/gradient_profile", embodies="weights_below")
def gradient_profile__counted_from_one(dY, Zs, Ws, df):
    """Ws[k] where W of layer k + 1 is meant, as if lists began at 1."""
    delta, found = dY, [math.sqrt(np.vdot(dY, dY))]
    for k in range(len(Zs) - 1)[::-1]:
        delta = np.einsum("nj,ij->ni", delta, Ws[k]) * df(Zs[k])
        found = [math.sqrt(np.vdot(delta, delta)), *found]
    return np.array(found)


@wrong("deep_gradients/gradient_profile", embodies="jacobians_of_the_weights_below")
def gradient_profile_jacobians__counted_from_one(zs, Ws, df):
    """The same slip in the Jacobians."""
    return [np.transpose(Ws[k] * 1.0) * df(zs[k]) for k in range(len(zs) - 1)]


@wrong("deep_gradients/gradient_profile", embodies="norms_squared")
def gradient_profile__sums_of_squares(dY, Zs, Ws, df):
    """No root."""
    return np.array([np.vdot(a, a) for a in errors(dY, Zs, Ws, df)])


@wrong("deep_gradients/gradient_profile", embodies="last_layer_first")
def gradient_profile__in_the_order_found(dY, Zs, Ws, df):
    """The output's norm first."""
    return np.flip(lengths(errors(dY, Zs, Ws, df)))


@wrong("deep_gradients/gradient_profile", embodies="largest_entry")
def gradient_profile__maximum_norm(dY, Zs, Ws, df):
    """The largest entry of each error."""
    return np.array([np.linalg.norm(a.ravel(), np.inf) for a in errors(dY, Zs, Ws, df)])


@wrong("deep_gradients/gradient_profile", embodies="upstream_overwritten")
def gradient_profile__doubles_the_upstream(dY, Zs, Ws, df):
    """Right numbers, and dY is not what it was."""
    found = lengths(errors(dY.copy(), Zs, Ws, df))
    np.multiply(dY, 2, out=dY)
    return found


@wrong("deep_gradients/gradient_profile")
def gradient_profile__spectral_norm(dY, Zs, Ws, df):
    """The largest singular value of each error: matches no misconception."""
    return np.array([np.linalg.svd(a, compute_uv=False)[0] for a in errors(dY, Zs, Ws, df)])


@wrong("deep_gradients/gradient_profile")
def gradient_profile__mean_over_samples(dY, Zs, Ws, df):
    """The mean of the samples' norms: matches no misconception."""
    return np.array([np.sqrt((a**2).sum(axis=1)).mean() for a in errors(dY, Zs, Ws, df)])


@wrong("deep_gradients/gradient_profile", embodies="derivatives_without_weights")
def gradient_profile_jacobians__slopes_only(zs, Ws, df):
    """f′ decides alone."""
    return [np.eye(len(z)) * df(z) for z in zs[:-1]]


@wrong("deep_gradients/gradient_profile", embodies="weights_without_derivatives")
def gradient_profile_jacobians__linear(zs, Ws, df):
    """As if there were no activations."""
    return [np.array(np.swapaxes(W, 0, 1)) for W in Ws[1:]]


@wrong("deep_gradients/gradient_profile", embodies="slopes_by_row")
def gradient_profile_jacobians__on_its_side(zs, Ws, df):
    """The transpose, as the backward pass multiplies."""
    return [np.diag(df(z)) @ W for z, W in zip(zs, Ws[1:])]


@wrong("deep_gradients/gradient_profile")
def gradient_profile_jacobians__slope_of_the_next_layer(zs, Ws, df):
    """f′ where the step arrives, not where it starts: matches no misconception."""
    return [np.diag(df(z)) @ W.T for z, W in zip(zs[1:], Ws[1:])]


@wrong("deep_gradients/gradient_profile", embodies="one_step_too_many")
def gradient_profile_factor__root_of_the_layers(norms):
    """L in place of L − 1."""
    return math.exp(math.log(norms[0] / norms[-1]) / norms.size)


@wrong("deep_gradients/gradient_profile", embodies="arithmetic_mean")
def gradient_profile_factor__mean_ratio(norms):
    """Ratios, added up."""
    return float(sum(a / b for a, b in zip(norms, norms[1:])) / (len(norms) - 1))


@wrong("deep_gradients/gradient_profile", embodies="forward_factor")
def gradient_profile_factor__upside_down(norms):
    """From the first layer to the last."""
    return math.exp(np.diff(np.log(norms)).mean())
