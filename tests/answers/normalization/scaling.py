"""Wrong and right answers: min_max_scale and standardize."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()
R, S = "normalization/min_max_scale", "normalization/standardize"


# --- min_max_scale ----------------------------------------------------------------------------------

@right(R)
def min_max_scale__a_line_through_two_points(X, low, high, feature_range=(0, 1)):
    """Slope and intercept of each column first."""
    a, b = feature_range
    slope = (b - a) / np.array([end - start if end != start else 1.0 for start, end in zip(low, high)])
    return X * slope + (a - low * slope)


@right(R)
def min_max_scale__by_a_loop(X, low, high, feature_range=(0, 1)):
    """Number after number."""
    Y = np.empty(X.shape)
    for i, j in np.ndindex(X.shape):
        u = (X[i, j] - low[j]) / ((high[j] - low[j]) or 1.0)
        Y[i, j] = feature_range[1] * u + feature_range[0] * (1 - u)
    return Y


@right(R)
def min_max_scale_fit__sorted(X):
    """First and last of the sorted columns."""
    ordered = np.sort(X, axis=0)
    return ordered[0], ordered[-1]


@right(R)
def min_max_scale_fit__column_by_column(X):
    """Python's min and max of each column."""
    return np.array([min(column) for column in X.T]), np.array([max(column) for column in X.T])


def unit(X, low, high):
    """To 0 and 1, constant columns divided by 1."""
    return (X - low) / np.where(np.isclose(high, low), 1, high - low)


@wrong(R, embodies="own_statistics")
def min_max_scale__fit_transform(X, low, high, feature_range=(0, 1)):
    """Fits whatever comes."""
    a, b = feature_range
    return a + (b - a) * unit(X, np.min(X, 0), np.max(X, 0))


@wrong(R, embodies="divides_by_the_largest")
def min_max_scale__share_of_the_largest(X, low, high, feature_range=(0, 1)):
    """As if the smallest were 0."""
    a, b = feature_range
    return a + X / high * (b - a)


@wrong(R, embodies="range_ignored")
def min_max_scale__always_zero_to_one(X, low, high, feature_range=(0, 1)):
    """The last argument forgotten."""
    return unit(X, low, high)


@wrong(R, embodies="start_of_range_forgotten")
def min_max_scale__stretched_only(X, low, high, feature_range=(0, 1)):
    """Right length, wrong place."""
    return unit(X, low, high) * np.ptp(feature_range)


@wrong(R, embodies="stretched_by_the_end")
def min_max_scale__times_b_plus_a(X, low, high, feature_range=(0, 1)):
    """b u + a."""
    return unit(X, low, high) * feature_range[1] + feature_range[0]


@wrong(R, embodies="zero_by_zero")
def min_max_scale__as_the_formula_stands(X, low, high, feature_range=(0, 1)):
    """No look at the span."""
    a, b = feature_range
    with np.errstate(all="ignore"):
        return (b - a) * np.divide(X - low, high - low) + a


@wrong(R, embodies="clipped")
def min_max_scale__kept_inside(X, low, high, feature_range=(0, 1)):
    """Never beyond the range."""
    a, b = feature_range
    return a + (b - a) * np.minimum(np.maximum(unit(X, low, high), 0), 1)


@wrong(R, embodies="overwrites_data")
def min_max_scale__in_place(X, low, high, feature_range=(0, 1)):
    """Right numbers, spoilt argument."""
    a, b = feature_range
    X[...] = unit(X, low, high)
    return a + (b - a) * X


@wrong(R)
def min_max_scale__upside_down(X, low, high, feature_range=(0, 1)):
    """High becomes a: no name."""
    a, b = feature_range
    return b - (b - a) * unit(X, low, high)


@wrong(R, embodies="whole_array")
def min_max_scale_fit__over_everything(X):
    """No axis."""
    return np.repeat(np.amin(X), X.shape[1]), np.repeat(np.amax(X), X.shape[1])


@wrong(R, embodies="rows_for_columns")
def min_max_scale_fit__of_each_sample(X):
    """The other axis."""
    return np.array([min(row) for row in X]), np.array([max(row) for row in X])


# --- standardize ------------------------------------------------------------------------------------

@right(S)
def standardize__by_columns(X, mean, std):
    """One column after the other."""
    return np.stack([(column - m) * (1 / s if s else 1.0) for column, m, s in zip(X.T, mean, std)], axis=1)


@right(S)
def standardize__masked_division(X, mean, std):
    """Divide only where there is something to divide by."""
    centred = X - mean
    return np.divide(centred, std, out=centred.copy(), where=std != 0)


@right(S)
def standardize_fit__by_sums(X):
    """math.fsum and a root."""
    n = len(X)
    mean = [math.fsum(column) / n for column in X.T]
    return np.array(mean), np.array([math.sqrt(math.fsum((x - m) ** 2 for x in column) / n) for column, m in zip(X.T, mean)])


@right(S)
def standardize_fit__by_norms(X):
    """The norm of the centred column."""
    mean = np.sum(X, axis=0) / X.shape[0]
    return mean, np.linalg.norm(X - mean, axis=0) / X.shape[0] ** 0.5


def divisor(std):
    """1 for 0."""
    return std + (std == 0)


@wrong(S, embodies="own_statistics")
def standardize__fit_transform(X, mean, std):
    """Fits whatever comes."""
    centred = X - np.average(X, axis=0)
    return centred / divisor(np.sqrt(np.mean(centred**2, axis=0)))


@wrong(S, embodies="divides_by_variance")
def standardize__over_the_square(X, mean, std):
    """σ² for σ."""
    return (X - mean) / np.square(divisor(std))


@wrong(S, embodies="not_centred")
def standardize__scaled_only(X, mean, std):
    """The mean left in."""
    return X / divisor(std)


@wrong(S, embodies="mean_after_division")
def standardize__without_brackets(X, mean, std):
    """X / σ − μ."""
    return np.divide(X, divisor(std)) - mean


@wrong(S, embodies="zero_by_zero")
def standardize__as_the_formula_stands(X, mean, std):
    """No look at σ."""
    with np.errstate(all="ignore"):
        return np.subtract(X, mean) / std


@wrong(S, embodies="overwrites_data")
def standardize__in_place(X, mean, std):
    """Right numbers, spoilt argument."""
    X[:] = (X - mean) / divisor(std)
    return X.copy()


@wrong(S)
def standardize__mean_added(X, mean, std):
    """A sign: no name."""
    return (X + mean) / divisor(std)


@wrong(S, embodies="sample_deviation")
def standardize_fit__as_statisticians_do(X):
    """ddof=1."""
    return np.mean(X, axis=0), np.sqrt(np.sum((X - X.mean(axis=0)) ** 2, axis=0) / max(len(X) - 1, 1))


@wrong(S, embodies="variance_for_deviation")
def standardize_fit__no_root(X):
    """The mean square itself."""
    mean = np.mean(X, axis=0)
    return mean, np.mean((X - mean) ** 2, axis=0)


@wrong(S, embodies="whole_array")
def standardize_fit__over_everything(X):
    """No axis."""
    return np.repeat(np.average(X), X.shape[1]), np.repeat(np.std(X), X.shape[1])


@wrong(S, embodies="rows_for_columns")
def standardize_fit__of_each_sample(X):
    """The other axis."""
    return np.average(X, axis=1), np.sqrt(np.mean((X - X.mean(axis=1, keepdims=True)) ** 2, axis=1))
