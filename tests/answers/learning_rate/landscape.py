"""Wrong and right answers: linear_scaling, critical_point."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


# --- linear_scaling ------------------------------------------------------------------------------------

def about_the_mean(gradients, divisor):
    """Mean square distance from the mean gradient, with another divisor."""
    total = np.zeros(gradients.shape[1:])
    mean = sum(gradients) / len(gradients)
    for g in gradients:
        total = total + (g - mean) ** 2
    return total / divisor


@right("learning_rate/linear_scaling")
def linear_scaling__by_ratio(lr, batch_size, base_batch_size):
    """The ratio first."""
    return (batch_size / base_batch_size) * lr


@right("learning_rate/linear_scaling")
def linear_scaling_variance__by_loop(gradients, batch_size, replacement=True):
    """The definition, sample by sample."""
    n = len(gradients)
    left = 1.0 if replacement else (n - batch_size) / (n - 1)
    return about_the_mean(gradients, n) * left / batch_size


@right("learning_rate/linear_scaling")
def linear_scaling_variance__by_moments(gradients, batch_size, replacement=True):
    """Mean of squares of what is left after the first gradient."""
    n, moved = len(gradients), gradients - gradients[0]
    v = (moved**2).mean(axis=0) - moved.mean(axis=0) ** 2
    return v / batch_size if replacement else v / batch_size - v * (batch_size - 1) / (batch_size * (n - 1))


@wrong("learning_rate/linear_scaling", embodies="square_root")
def linear_scaling__root(lr, batch_size, base_batch_size):
    """√k for k."""
    return lr * math.sqrt(batch_size) / math.sqrt(base_batch_size)


@wrong("learning_rate/linear_scaling", embodies="upside_down")
def linear_scaling__inverse(lr, batch_size, base_batch_size):
    """B₀/B."""
    return lr / (batch_size / base_batch_size)


@wrong("learning_rate/linear_scaling", embodies="batch_size_ignored")
def linear_scaling_variance__of_one_sample(gradients, batch_size, replacement=True):
    """s²."""
    return about_the_mean(gradients, len(gradients))


@wrong("learning_rate/linear_scaling", embodies="deviation")
def linear_scaling_variance__standard_deviation(gradients, batch_size, replacement=True):
    """The root of the right answer."""
    return linear_scaling_variance__by_loop(gradients, batch_size, replacement) ** 0.5


@wrong("learning_rate/linear_scaling", embodies="square_of_the_batch_size")
def linear_scaling_variance__of_a_sum_of_parts(gradients, batch_size, replacement=True):
    """s²/B²."""
    n = len(gradients)
    v = about_the_mean(gradients, n) / batch_size / batch_size
    return v if replacement else v * (n - batch_size**2) / (n - 1)


@wrong("learning_rate/linear_scaling", embodies="estimated_variance")
def linear_scaling_variance__unbiased(gradients, batch_size, replacement=True):
    """n − 1."""
    n = len(gradients)
    v = about_the_mean(gradients, n - 1) / batch_size
    return v if replacement else v * (n - batch_size) / (n - 1)


@wrong("learning_rate/linear_scaling", embodies="replacement_ignored")
def linear_scaling_variance__always_with(gradients, batch_size, replacement=True):
    """s²/B, whatever is asked."""
    return about_the_mean(gradients, len(gradients) * batch_size)


@wrong("learning_rate/linear_scaling", embodies="gradients_overwritten")
def linear_scaling_variance__in_place(gradients, batch_size, replacement=True):
    """Right numbers, and the gradients are centred afterwards."""
    v = linear_scaling_variance__by_loop(gradients, batch_size, replacement)
    gradients -= gradients.mean(axis=0, keepdims=True)
    return v


@wrong("learning_rate/linear_scaling")
def linear_scaling_variance__around_zero(gradients, batch_size, replacement=True):
    """Mean squares, not about the mean: matches no misconception."""
    return (gradients**2).mean(axis=0) / batch_size


@wrong("learning_rate/linear_scaling")
def linear_scaling_variance__one_number(gradients, batch_size, replacement=True):
    """Over all elements at once: matches no misconception."""
    return gradients.var() / batch_size


# --- critical_point ------------------------------------------------------------------------------------

def verdict(values, tol):
    """By counting."""
    ups, downs = sum(v > tol for v in values), sum(v < -tol for v in values)
    if ups and downs:
        return "saddle"
    if ups == len(values):
        return "minimum"
    return "maximum" if downs == len(values) else "degenerate"


@right("learning_rate/critical_point")
def critical_point__by_counting(hessian, tol=1e-8):
    """The general solver, and real parts."""
    return verdict(np.linalg.eigvals(hessian).real.tolist(), tol)


@right("learning_rate/critical_point")
def critical_point__by_extremes(hessian, tol=1e-8):
    """The least and the greatest curvature are enough."""
    values = np.linalg.eigvalsh(np.array(hessian))
    least, greatest = values[0], values[-1]
    if least < -tol and greatest > tol:
        return "saddle"
    if least > tol:
        return "minimum"
    if greatest < -tol:
        return "maximum"
    return "degenerate"


@wrong("learning_rate/critical_point", embodies="by_the_diagonal")
def critical_point__along_the_axes(hessian, tol=1e-8):
    """Curvatures along the coordinates."""
    return verdict([hessian[i, i] for i in range(len(hessian))], tol)


@wrong("learning_rate/critical_point", embodies="by_the_determinant")
def critical_point__as_in_the_plane(hessian, tol=1e-8):
    """The test of two dimensions."""
    sign = np.linalg.det(hessian)
    if -tol <= sign <= tol:
        return "degenerate"
    if sign < 0:
        return "saddle"
    return "maximum" if hessian[0][0] <= 0 else "minimum"


@wrong("learning_rate/critical_point", embodies="never_degenerate")
def critical_point__flat_counts_as_up(hessian, tol=1e-8):
    """≥ for >."""
    values = np.linalg.eigvalsh(hessian).tolist()
    if all(v >= -tol for v in values):
        return "minimum"
    if all(v <= tol for v in values):
        return "maximum"
    return "saddle"


@wrong("learning_rate/critical_point", embodies="by_the_trace")
def critical_point__by_the_sum(hessian, tol=1e-8):
    """The sum of the curvatures."""
    total = sum(hessian[i, i] for i in range(len(hessian)))
    if abs(total) <= tol:
        return "saddle"
    return "minimum" if total > 0 else "maximum"


@wrong("learning_rate/critical_point", embodies="signs_exchanged")
def critical_point__upside_down(hessian, tol=1e-8):
    """Minimum for maximum."""
    kind = critical_point__by_counting(hessian, tol)
    return {"minimum": "maximum", "maximum": "minimum"}.get(kind, kind)


@wrong("learning_rate/critical_point", embodies="tol_ignored")
def critical_point__own_tolerance(hessian, tol=1e-8):
    """Always 1e-8."""
    return critical_point__by_counting(hessian)


@wrong("learning_rate/critical_point", embodies="matrix_overwritten")
def critical_point__in_place(hessian, tol=1e-8):
    """Right word, and the matrix is gone."""
    kind = critical_point__by_counting(hessian, tol)
    hessian[...] = np.diag(np.arange(len(hessian)) + 7.0)
    return kind


@wrong("learning_rate/critical_point")
def critical_point__in_capitals(hessian, tol=1e-8):
    """Another spelling: matches no misconception."""
    return critical_point__by_counting(hessian, tol).capitalize()


@wrong("learning_rate/critical_point")
def critical_point__never_a_saddle(hessian, tol=1e-8):
    """The first curvature decides: matches no misconception."""
    return "minimum" if np.linalg.eigvalsh(hessian)[-1] > 0 else "maximum"
