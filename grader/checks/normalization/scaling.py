"""What is asked of the two scalings of a data set's columns."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

RANGES = ((0, 1), (-1, 1), (2, 5))
UNITS = np.array([1.0, 1000.0, 0.001, 3.0])
SMALL = np.array([[1.0, -3.0], [2.0, 4.0], [5.0, 0.5]])


def _data(rng, n=5, d=4):
    """Columns of very different units and places."""
    return rng.normal(size=(n, d)) * UNITS[:d] + rng.normal(size=d) * UNITS[:d]


def _edges(rng, d=4):
    """Two arrays (d,): the ends of each column's range."""
    low = rng.normal(size=d) * UNITS[:d]
    return low, low + rng.uniform(0.5, 3, size=d) * UNITS[:d]


def _moments(rng, d=4):
    """Two arrays (d,): means and deviations that are not those of the data."""
    return rng.normal(size=d) * UNITS[:d], rng.uniform(0.5, 3, size=d) * UNITS[:d]


def _fits(name):
    return lambda rng: [call(name, _data(rng, n, d), label=f"shape ({n}, {d})") for n, d in ((5, 3), (4, 4), (2, 1), (1, 3))]


# --- min_max_scale ---------------------------------------------------------------------------------


def _range_by_hand(rng):
    low, high = SMALL.min(axis=0), SMALL.max(axis=0)
    return [call("min_max_scale_fit", SMALL), call("min_max_scale", SMALL, low, high),
            call("min_max_scale", SMALL, low, high, (-1, 1), label="to (-1, 1)")]


def _range_new(rng):
    return [call("min_max_scale", _data(rng, n, d), *_edges(rng, d), each, label=f"shape ({n}, {d}), to {each}")
            for n, d in ((5, 4), (3, 3), (1, 4)) for each in RANGES]


def _range_order(rng):
    X = _data(rng, 6, 3)
    return [call("min_max_scale", X, X.min(axis=0), X.max(axis=0), each, label=f"to {each}") for each in RANGES]


def _inside(calls, values):
    for made, Y in zip(calls, values):
        a, b = made.args[3]
        if not (np.allclose(Y.min(axis=0), a) and np.allclose(Y.max(axis=0), b)):
            return f"{made.label}: the columns run from {np.round(Y.min(axis=0), 4)} to {np.round(Y.max(axis=0), 4)}"
        if not np.array_equal(np.argsort(Y, axis=0), np.argsort(made.args[0], axis=0)):
            return f"{made.label}: the order of the samples in a column has changed"
    return None


def _range_constant(rng):
    X = _data(rng, 4, 3)
    X[:, 1] = 7.0
    return [call("min_max_scale", rows, X.min(axis=0), X.max(axis=0), each, label=f"a constant column, to {each}")
            for rows in (X, X[:2] + 1.0) for each in RANGES]


def _range_unchanged(rng):
    X = _data(rng)
    return [call("min_max_scale_fit", X), call("min_max_scale", X, *_edges(rng), (-1, 1))]


def _scaled(X, low, high, feature_range, span=None):
    a, b = feature_range
    with np.errstate(all="ignore"):
        return a + (b - a) * (X - low) / (np.where(high == low, 1.0, high - low) if span is None else span)


def _range_slip(name, variant, cause):
    return Misconception(name, "min_max_scale", lambda X, low, high, feature_range=(0, 1): variant(X, low, high, feature_range), cause)


def _range_overwriting(X, low, high, r):
    X -= low
    X /= np.where(high > low, high - low, 1.0)
    return r[0] + (r[1] - r[0]) * X


MIN_MAX_SCALE = Sheet(
    checks=(
        Check("by hand", "The three rows of the exercise come out as worked by hand, for (0, 1) and for (−1, 1).", "value", 1,
              _range_by_hand,
              by_hand=((np.array([1.0, -3.0]), np.array([5.0, 4.0])),
                       np.array([[0.0, 0.0], [0.25, 1.0], [1.0, 0.5]]), np.array([[-1.0, -1.0], [-0.5, 1.0], [1.0, 0.0]]))),
        Check("ends of the range", "Each column of the training data runs from a to b, and keeps its order.", "property", 1,
              _range_order, holds=_inside, hint="low must become a, and high must become b"),
        Check("new samples", "Other samples are scaled with the low and high that are given, and may leave the range.", "reference", 2,
              _range_new, hint="use low and high, whatever X is"),
        Check("constant column", "A column with high = low is divided by 1, for old and for new samples.", "edge", 1,
              _range_constant, hint="look for the columns where high − low is 0 before you divide"),
        Check("fit", "low and high are found column by column, on any (n, d).", "reference", 1, _fits("min_max_scale_fit"),
              hint="one number for each column: the axis of the samples goes"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _range_unchanged,
              hint="X -= low writes into the caller's array"),
    ),
    misconceptions=(
        _range_slip("own_statistics", lambda X, low, high, r: _scaled(X, X.min(axis=0), X.max(axis=0), r),
                    "the smallest and largest value are looked up again in X; new samples then get a scale of their own"),
        _range_slip("divides_by_the_largest", lambda X, low, high, r: _scaled(X, 0.0, high, r, high),
                    "X is divided by high; low has to be subtracted first, above and below the line"),
        _range_slip("range_ignored", lambda X, low, high, r: _scaled(X, low, high, (0, 1)),
            "the argument feature_range makes no difference"),
        _range_slip("start_of_range_forgotten", lambda X, low, high, r: _scaled(X, low, high, (0, r[1] - r[0])),
                    "the stretched values are not moved to a"),
        _range_slip("stretched_by_the_end", lambda X, low, high, r: r[0] + r[1] * _scaled(X, low, high, (0, 1)),
                    "the values are stretched by b; the range is b − a long"),
        _range_slip("zero_by_zero", lambda X, low, high, r: _scaled(X, low, high, r, high - low), "a constant column is divided by 0"),
        _range_slip("clipped", lambda X, low, high, r: np.clip(_scaled(X, low, high, r), *r),
                    "new samples beyond low and high are cut off at the range's ends"),
        _range_slip("overwrites_data", _range_overwriting, "the caller's X is scaled in place"),
        Misconception("whole_array", "min_max_scale_fit", lambda X: (np.full(X.shape[1], X.min()), np.full(X.shape[1], X.max())),
                      "one minimum and one maximum are taken for the whole array; each column has its own"),
        Misconception("rows_for_columns", "min_max_scale_fit", lambda X: (X.min(axis=1), X.max(axis=1)),
                      "the extremes are taken of each row; samples are rows, features are columns"),
    ),
)

# --- standardize -----------------------------------------------------------------------------------


def _moments_by_hand(rng):
    X = np.array([[1.0, 10.0], [3.0, 10.0], [3.0, 40.0], [5.0, 40.0]])
    return [call("standardize_fit", X), call("standardize", X, np.array([3.0, 25.0]), np.array([2.0, 15.0]),
        label="μ = (3, 25), σ = (2, 15)")]


def _unit(rng):
    X = _data(rng, 7, 3)
    return [call("standardize", X, X.mean(axis=0), X.std(axis=0)),
            call("standardize", X * 1000 + 5, X.mean(axis=0) * 1000 + 5, X.std(axis=0) * 1000)]


def _mean_and_deviation(calls, values):
    Z, other = values
    if not (np.allclose(Z.mean(axis=0), 0, atol=1e-9) and np.allclose(Z.std(axis=0), 1)):
        return f"the columns have the means {np.round(Z.mean(axis=0), 4)} and the deviations {np.round(Z.std(axis=0), 4)}"
    return None if np.allclose(Z, other, atol=1e-9) else "the same data in other units came out differently"


def _standard_new(rng):
    return [call("standardize", _data(rng, n, d), *_moments(rng, d), label=f"shape ({n}, {d})")
            for n, d in ((5, 4), (3, 3), (1, 4))]


def _standard_constant(rng):
    X = _data(rng, 4, 3)
    X[:, 1] = 7.0
    return [call("standardize", rows, X.mean(axis=0), X.std(axis=0), label="a constant column") for rows in (X, X[:2] + 1.0)]


def _standard_unchanged(rng):
    X = _data(rng)
    return [call("standardize_fit", X), call("standardize", X, *_moments(rng))]


def _standard(X, mean, std):
    with np.errstate(all="ignore"):
        return (X - mean) / std


def _safe(std):
    return np.where(std == 0, 1.0, std)


def _standard_overwriting(X, mean, std):
    X -= mean
    return X / _safe(std)


def _standard_slip(name, variant, cause):
    return Misconception(name, "standardize", variant, cause)


STANDARDIZE = Sheet(
    checks=(
        Check("by hand", "Columns with the means 3 and 25 and the deviations √2 and 15 are found, and scaled as worked by hand.",
              "value", 1,
              _moments_by_hand,
              by_hand=((np.array([3.0, 25.0]), np.array([np.sqrt(2), 15.0])),
                       np.array([[-1.0, -1.0], [0.0, -1.0], [0.0, 1.0], [1.0, 1.0]]))),
        Check("mean and deviation", "The training data come out with mean 0 and deviation 1, whatever their units.", "property", 1,
              _unit, holds=_mean_and_deviation, hint="first the mean away, then divide by the deviation"),
        Check("new samples", "Other samples are scaled with the mean and std that are given.", "reference", 2,
              _standard_new, hint="use mean and std, whatever X is"),
        Check("constant column", "A column with std = 0 is divided by 1, for old and for new samples.", "edge", 1,
              _standard_constant, hint="look for the columns where std is 0 before you divide"),
        Check("fit", "mean and std are found column by column, on any (n, d), with 1/n.", "reference", 1, _fits("standardize_fit"),
              hint="the variance here is the mean of the squared distances from the mean"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _standard_unchanged,
              hint="X -= mean writes into the caller's array"),
    ),
    misconceptions=(
        _standard_slip("own_statistics", lambda X, mean, std: _standard(X, X.mean(axis=0), _safe(X.std(axis=0))),
                       "mean and deviation are taken of X again; new samples then get a scale of their own"),
        _standard_slip("divides_by_variance", lambda X, mean, std: _standard(X, mean, _safe(std) ** 2),
                       "the division is by the variance; the unit is its root"),
        _standard_slip("not_centred", lambda X, mean, std: _standard(X, 0.0, _safe(std)), "the mean is not subtracted"),
        _standard_slip("mean_after_division", lambda X, mean, std: X / _safe(std) - mean,
                       "the mean is subtracted after the division, when the values have other units"),
        _standard_slip("zero_by_zero", _standard, "a constant column is divided by 0"),
        _standard_slip("overwrites_data", _standard_overwriting, "the caller's X is scaled in place"),
        Misconception("sample_deviation", "standardize_fit", lambda X: (X.mean(axis=0), X.std(axis=0) * np.sqrt(len(X) / max(len(X) - 1,
            1))),
                      "the deviation divides by n − 1 (ddof=1); here it divides by n"),
        Misconception("variance_for_deviation", "standardize_fit", lambda X: (X.mean(axis=0), X.var(axis=0)),
                      "the variance is returned; std is its root"),
        Misconception("whole_array", "standardize_fit", lambda X: (np.full(X.shape[1], X.mean()), np.full(X.shape[1], X.std())),
                      "one mean and one deviation are taken for the whole array; each column has its own"),
        Misconception("rows_for_columns", "standardize_fit", lambda X: (X.mean(axis=1), X.std(axis=1)),
                      "mean and deviation are taken of each row; samples are rows, features are columns"),
    ),
)
