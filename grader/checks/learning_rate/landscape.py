"""What is asked of batch sizes and of stationary points."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

# --- linear_scaling --------------------------------------------------------------------------------


def _scaling_by_hand(rng):
    return [call("linear_scaling", 0.1, 256, 64, label="four times the batch"),
            call("linear_scaling_variance", np.array([[1.0], [3.0], [5.0], [7.0]]), 2, label="gradients 1, 3, 5, 7 and batches of two"),
            call("linear_scaling_variance", np.array([[1.0], [3.0], [5.0], [7.0]]), 2, replacement=False,
                 label="the same, drawn without replacement")]


def _scaling_random(rng):
    return [call("linear_scaling", float(rng.uniform(0.01, 1)), *map(int, sizes), label="batch {} against {}".format(*sizes))
            for sizes in ((32, 256), (512, 128), (7, 3))]


def _variance_random(rng):
    return [call("linear_scaling_variance", rng.normal(loc=2, scale=3, size=shape), size, label=f"{shape[0]} gradients, batches of {size}")
            for shape, size in (((9, 4), 3), ((20, 2, 3), 7), ((5,), 5))]


def _variance_without(rng):
    return [call("linear_scaling_variance", rng.normal(loc=2, scale=3, size=shape), size, replacement=False,
                 label=f"{shape[0]} gradients, batches of {size}, no sample twice") for shape, size in (((9, 4), 3), ((20, 2, 3), 7))]


def _scaling_edges(rng):
    gradients = rng.normal(size=(6, 2))
    return [call("linear_scaling", 0.3, 64, 64, label="the same batch size"),
            call("linear_scaling_variance", gradients, 1, False, label="batches of one"),
            call("linear_scaling_variance", gradients, 6, False, label="a batch of everything"),
            call("linear_scaling_variance", gradients, 60, label="more draws than samples, with replacement"),
            call("linear_scaling_variance", np.ones((4, 3)), 2, label="samples that agree")]


def _scaling_unchanged(rng):
    return [call("linear_scaling_variance", rng.normal(loc=1, size=(6, 2)), 2)]


def _spread(gradients, size, replacement, ddof=0, correct=True):
    n = len(gradients)
    v = np.var(gradients, axis=0, ddof=ddof) / size
    return v if replacement or not correct else v * (n - size) / (n - 1)


def _centred_in_place(gradients, batch_size, replacement=True):
    gradients -= gradients.mean(axis=0)
    return _spread(gradients, batch_size, replacement)


LINEAR_SCALING = Sheet(
    checks=(
        Check("by hand", "Four times the batch takes four times the rate; batches of two halve the variance 5.", "value", 1,
              _scaling_by_hand,
              by_hand=(0.4, np.array([2.5]), np.array([5 / 3]))),
        Check("rates", "The rate follows the batch size in proportion.", "reference", 1, _scaling_random,
              hint="the rate times the batch size over the base's"),
        Check("variance", "The variance of a batch's mean is that of one sample over the batch size.", "reference", 2, _variance_random,
              hint="the variance is over the samples, element by element of the gradient"),
        Check("without replacement", "When no sample is drawn twice the variance is smaller.", "reference", 1, _variance_without,
              hint="the factor is (n − B) / (n − 1)"),
        Check("edges", "The same size, batches of one and of everything, and samples that agree work.", "edge", 1, _scaling_edges,
              hint="a batch of everything is no longer random"),
        Check("gradients unchanged", "The array of gradients is not changed.", "unchanged", 1, _scaling_unchanged,
              hint="subtracting the mean in place writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("square_root", "linear_scaling", lambda lr, batch_size, base_batch_size: lr * np.sqrt(batch_size / base_batch_size),
                      "the square root of the ratio keeps the noise of one step; the linear rule keeps the progress of an epoch"),
        Misconception("upside_down", "linear_scaling", lambda lr, batch_size, base_batch_size: lr * base_batch_size / batch_size,
                      "the ratio is upside down: a larger batch takes a larger rate"),
        Misconception("batch_size_ignored", "linear_scaling_variance", lambda gradients, batch_size, replacement=True: _spread(
            gradients, 1, True), "that is the variance of one sample; a batch of B averages B of them"),
        Misconception("deviation", "linear_scaling_variance", lambda gradients, batch_size, replacement=True: np.sqrt(
            _spread(gradients, batch_size, replacement)), "the root was taken: that is the standard deviation"),
        Misconception("square_of_the_batch_size", "linear_scaling_variance", lambda gradients, batch_size, replacement=True: _spread(
            gradients, batch_size**2, replacement), "divided by the batch size twice; the sum of B draws has B times the variance"),
        Misconception("estimated_variance", "linear_scaling_variance", lambda gradients, batch_size, replacement=True: _spread(
            gradients, batch_size, replacement, ddof=1), "divided by n − 1; the n samples are all there are, not an estimate"),
        Misconception("replacement_ignored", "linear_scaling_variance", lambda gradients, batch_size, replacement=True: _spread(
            gradients, batch_size, True), "the argument replacement makes no difference"),
        Misconception("gradients_overwritten", "linear_scaling_variance", _centred_in_place,
                      "an in-place operation writes into the array of gradients"),
    ),
)

# --- critical_point --------------------------------------------------------------------------------


def _symmetric(rng, eigenvalues):
    """A symmetric matrix with these eigenvalues and random axes."""
    q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues), len(eigenvalues))))
    matrix = (q * np.asarray(eigenvalues, dtype=float)) @ q.T
    return (matrix + matrix.T) / 2


def _point(rng, eigenvalues, label):
    return call("critical_point", _symmetric(rng, eigenvalues), label=label)


def _points_by_hand(rng):
    return [call("critical_point", np.array(m), label=label) for m, label in (
        ([[2.0, 0.0], [0.0, 2.0]], "x² + y²"), ([[2.0, 0.0], [0.0, -2.0]], "x² − y²"), ([[-2.0, 1.0], [1.0, -2.0]], "−x² + xy − y²"))]


def _points_random(rng):
    return [_point(rng, rng.uniform(0.5, 3, size=4), "four curvatures that go up"),
            _point(rng, -rng.uniform(0.5, 3, size=3), "three curvatures that go down"),
            _point(rng, [2.0, -0.7, 1.0, 0.4], "one of four curvatures goes down"),
            _point(rng, [-3.0, -0.7, -1.0, 0.4], "one of four curvatures goes up")]


def _points_off_diagonal(rng):
    return [call("critical_point", np.array([[1.0, 3.0], [3.0, 1.0]]), label="x² + 6xy + y², all over 2"),
            call("critical_point", np.array([[0.0, 1.0], [1.0, 0.0]]), label="xy"),
            _point(rng, [5.0, -1.0], "axes turned away from the coordinates"),
            call("critical_point", np.array([[-1.0, 0.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 3.0]]), label="two down, one up")]


def _points_flat(rng):
    return [_point(rng, [2.0, 1.0, 0.0], "two curvatures up, one flat"), _point(rng, [-2.0, -1.0, 0.0], "two curvatures down, one flat"),
            call("critical_point", np.zeros((2, 2)), label="flat in all directions"), _point(rng, [2.0, -1.0, 0.0], "up, down and flat")]


def _points_edges(rng):
    return [call("critical_point", np.array([[0.5]]), label="one dimension"),
            call("critical_point", np.array([[-0.5]]), label="one dimension"),
            call("critical_point", np.diag([1.0, 1e-4]), 1e-3, label="a small curvature and a larger tol"),
            call("critical_point", np.diag([1.0, -1e-4]), 1e-3, label="a small curvature down and a larger tol"),
            call("critical_point", np.diag([1.0, 1.5e-8]), label="a curvature just above the default tol"),
            call("critical_point", np.array([[0.5]]), 0.5, label="a curvature of tol itself"),
            call("critical_point", np.array([[-0.5]]), 0.5, label="a curvature of −tol itself")]


def _point_unchanged(rng):
    return [_point(rng, [2.0, -1.0, 0.5], "a saddle"), _point(rng, [2.0, 1.0], "a minimum")]


def _kind(up, down, size):
    if up and down:
        return "saddle"
    return "minimum" if up == size else "maximum" if down == size else "degenerate"


def _of_eigenvalues(hessian, tol, change=lambda values: values):
    values = change(np.linalg.eigvalsh(hessian))
    return _kind(int((values > tol).sum()), int((values < -tol).sum()), len(values))


def _by_the_diagonal(hessian, tol=1e-8):
    values = np.diag(hessian)
    return _kind(int((values > tol).sum()), int((values < -tol).sum()), len(values))


def _by_the_determinant(hessian, tol=1e-8):
    determinant = np.linalg.det(hessian)
    if abs(determinant) <= tol:
        return "degenerate"
    return "saddle" if determinant < 0 else "minimum" if hessian[0, 0] > 0 else "maximum"


def _never_degenerate(hessian, tol=1e-8):
    values = np.linalg.eigvalsh(hessian)
    if (values >= -tol).all():
        return "minimum"
    return "maximum" if (values <= tol).all() else "saddle"


def _by_the_trace(hessian, tol=1e-8):
    trace = np.trace(hessian)
    return "minimum" if trace > tol else "maximum" if trace < -tol else "saddle"


def _scaled_in_place(hessian, tol=1e-8):
    kind = _of_eigenvalues(hessian, tol)
    hessian /= np.abs(hessian).max() + 1.0
    return kind


CRITICAL_POINT = Sheet(
    checks=(
        Check("by hand", "A bowl, a saddle and a hill in the plane are told apart.", "value", 1, _points_by_hand,
              by_hand=("minimum", "saddle", "maximum")),
        Check("three dimensions and more", "All curvatures decide, not some of them.", "reference", 2, _points_random,
              hint="a minimum has only positive eigenvalues, a maximum only negative ones, a saddle some of both"),
        Check("turned axes", "Curvature along the coordinates is not enough.", "reference", 1, _points_off_diagonal,
              hint="the eigenvalues of the Hessian, not its diagonal"),
        Check("flat directions", "Where no sign decides, the answer is degenerate.", "reference", 1, _points_flat,
              hint="an eigenvalue of 0 leaves it open; up and down elsewhere still make a saddle"),
        Check("edges", "One dimension, a small curvature, and a larger tol work.", "edge", 1, _points_edges,
              hint="eigenvalues between −tol and tol count as 0"),
        Check("matrix unchanged", "The Hessian is not changed.", "unchanged", 1, _point_unchanged, hint="work on a new array"),
    ),
    misconceptions=(
        Misconception("by_the_diagonal", "critical_point", _by_the_diagonal,
                      "only the diagonal is looked at, the curvatures along the coordinates; "
                      "between them the surface may bend the other way"),
        Misconception("by_the_determinant", "critical_point", _by_the_determinant,
                      "the sign of the determinant decides only in two dimensions: two eigenvalues below 0 multiply to a positive number"),
        Misconception("never_degenerate", "critical_point", _never_degenerate,
                      "a flat direction is taken for one that bends; second derivatives then do not decide"),
        Misconception("by_the_trace", "critical_point", _by_the_trace,
                      "the sum of the eigenvalues decides nothing: one large curvature up hides one that goes down"),
        Misconception("signs_exchanged", "critical_point", lambda hessian, tol=1e-8: _of_eigenvalues(hessian, tol, np.negative),
                      "minimum and maximum are exchanged: in a minimum the surface bends up in all directions"),
        Misconception("tol_ignored", "critical_point", lambda hessian, tol=1e-8: _of_eigenvalues(hessian, 1e-8),
                      "the argument tol makes no difference"),
        Misconception("matrix_overwritten", "critical_point", _scaled_in_place, "an in-place operation writes into the Hessian"),
    ),
)
