"""Wrong and right answers: mean_squared_error."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def same_shapes(y, t):
    """What every answer but one asks first."""
    if np.shape(y) != np.shape(t):
        raise ValueError("outputs and targets differ in shape")


@right("losses/mean_squared_error")
def mean_squared_error__by_a_loop(y, t):
    """One difference after the other."""
    same_shapes(y, t)
    total = 0.0
    for a, b in zip(y.ravel().tolist(), t.ravel().tolist()):
        total += (a - b) ** 2
    return total / y.size


@right("losses/mean_squared_error")
def mean_squared_error__by_an_inner_product(y, t):
    """The squared length of the difference."""
    same_shapes(y, t)
    difference = np.ravel(t - y)
    return difference @ difference / difference.size


@right("losses/mean_squared_error")
def mean_squared_error_backward__expanded(y, t):
    """Scaled first, subtracted then."""
    scale = 2 / np.prod(y.shape)
    return scale * y - scale * t


@right("losses/mean_squared_error")
def mean_squared_error_backward__one_by_one(y, t):
    """Each element by itself."""
    dy = np.empty_like(y)
    for place in np.ndindex(y.shape):
        dy[place] = (y[place] - t[place]) / (0.5 * y.size)
    return dy


@wrong("losses/mean_squared_error", embodies="half_mean")
def mean_squared_error__the_notes_code(y, t):
    """np.mean of squares, halved."""
    same_shapes(y, t)
    return np.average(np.square(t - y)) / 2


@wrong("losses/mean_squared_error", embodies="half_sum")
def mean_squared_error__the_notes_formula(y, t):
    """½ Σ (t − y)²."""
    same_shapes(y, t)
    return np.vdot(t - y, t - y) / 2


@wrong("losses/mean_squared_error", embodies="sum_of_squares")
def mean_squared_error__never_divided(y, t):
    """The squared distance."""
    same_shapes(y, t)
    return np.vdot(y - t, y - t)


@wrong("losses/mean_squared_error", embodies="mean_over_rows")
def mean_squared_error__divided_by_samples(y, t):
    """Squared distance of each row, averaged over the rows."""
    same_shapes(y, t)
    return np.array([np.vdot(a - b, a - b) for a, b in zip(y, t)]).mean()


@wrong("losses/mean_squared_error", embodies="root")
def mean_squared_error__root(y, t):
    """The RMSE."""
    same_shapes(y, t)
    return np.linalg.norm((y - t).ravel()) / y.size**0.5


@wrong("losses/mean_squared_error", embodies="absolute")
def mean_squared_error__absolute(y, t):
    """The mean absolute error."""
    same_shapes(y, t)
    return float(sum(abs(y - t).ravel())) / y.size


@wrong("losses/mean_squared_error", embodies="shapes_broadcast")
def mean_squared_error__without_looking(y, t):
    """Right on equal shapes, silent on others."""
    return np.average(np.square(t - y))


@wrong("losses/mean_squared_error", embodies="overwrites_outputs")
def mean_squared_error__in_place(y, t):
    """Right number, spoilt argument."""
    same_shapes(y, t)
    np.subtract(y, t, out=y)
    np.power(y, 2, out=y)
    return np.sum(y) / y.size


@wrong("losses/mean_squared_error")
def mean_squared_error__median(y, t):
    """The median of the squares: matches no misconception."""
    same_shapes(y, t)
    return np.median((y - t) ** 2)


@wrong("losses/mean_squared_error", embodies="two_forgotten")
def mean_squared_error_backward__of_a_half(y, t):
    """The gradient of the halved loss."""
    return np.divide(y - t, np.prod(y.shape))


@wrong("losses/mean_squared_error", embodies="gradient_not_averaged")
def mean_squared_error_backward__of_the_sum(y, t):
    """The gradient of the sum."""
    return (y - t) + (y - t)


@wrong("losses/mean_squared_error", embodies="gradient_over_rows")
def mean_squared_error_backward__by_samples(y, t):
    """Divided by the length of the first axis."""
    return (y - t) / (0.5 * y.shape[0])


@wrong("losses/mean_squared_error", embodies="gradient_reversed")
def mean_squared_error_backward__downhill(y, t):
    """The direction to go, not the gradient."""
    return (2 / y.size) * (t - y)


@wrong("losses/mean_squared_error")
def mean_squared_error_backward__one_number(y, t):
    """The mean of the gradient: no shape, no name."""
    return np.mean(2 * (y - t))
