"""What is asked of gradient_check, which judges all the others."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

RIGHT = {"rtol": 1e-6, "atol": 1e-9, "why": "a difference quotient has rounding errors of about 1e-11, whoever computes it"}


def _wavy_driver(answer, x, g, directions, h):
    return answer.gradient_check(lambda x: np.sum(np.exp(np.sin(x))) + 0.5 * np.sum(x) ** 2, x, g, directions, h)


def _linear_driver(answer, x, g, directions):
    return answer.gradient_check(lambda x: 1e-6 * np.sum(x), x, g, directions)


def _faint_driver(answer, x, g, directions):
    return answer.gradient_check(lambda x: 1e-12 * np.sum(x), x, g, directions)


def _cubic_driver(answer, x, g, directions):
    return answer.gradient_check(lambda x: x[0] ** 2 * x[1], x, g, directions)


def _kink_driver(answer, x, g, directions):
    return answer.gradient_check(lambda x: np.sum(np.abs(x)), x, g, directions)


def _counting_driver(answer, x, g, directions):
    points = []
    answer.gradient_check(lambda x: points.append(1) or np.sum(np.sin(x)), x, g, directions)
    return len(points)


def _wavy_gradient(x):
    return np.cos(x) * np.exp(np.sin(x)) + np.sum(x)


def _wavy(rng, shape, change=lambda g: g, h=1e-5, directions=3, label=""):
    x = rng.uniform(-1, 1, size=shape)
    return call("gradient_check", x, change(_wavy_gradient(x)), rng.normal(size=(directions, *shape)), h, driver=_wavy_driver, label=label)


def _check_shapes(rng):
    return [_wavy(rng, shape, change=lambda g: 1.5 * g, label=f"a point of shape {shape}") for shape in ((3,), (2, 3), ())]


def _check_by_hand(rng):
    x, first, second = np.array([3.0, 1.0]), np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
    return [call("gradient_check", x, np.array([4.0, 9.0]), first, driver=_cubic_driver,
                 label="x₁² x₂ at (3, 1), claimed (4, 9), along x₁"),
            call("gradient_check", x, np.array([-6.0, -9.0]), np.eye(2), driver=_cubic_driver, label="the gradient with its sign reversed"),
            call("gradient_check", x, np.array([4.0, 9.0]), second, driver=_cubic_driver,
                 label="claimed (4, 9), along x₂, where it is right")]


def _right_gradients(rng):
    return [_wavy(rng, shape) for shape in ((3,), (2, 4), (5,))]


def _errors_are_small(calls, values):
    for value in values:
        if not 0 <= value < 1e-8:
            return f"a right gradient got the error {value:.3g}; it must be below 1e-8"
    return None


def _wrong_gradients(rng):
    return [_wavy(rng, (4,), lambda g: 2 * g, label="twice the gradient"),
            _wavy(rng, (3, 3), lambda g: g.T.copy(), label="the gradient transposed"),
            _wavy(rng, (4,), lambda g: np.append(g[:-1], 0.0), label="a gradient with one entry lost"),
            _wavy(rng, (5,), lambda g: g + 1e-3, label="a gradient that is off a little"),
            _wavy(rng, (2, 2), lambda g: 1e-7 * g, label="a gradient that is far too small")]


def _large_steps(rng):
    return [_wavy(rng, (3,), h=0.1, label="a right gradient, h = 0.1"),
            _wavy(rng, (2, 3), lambda g: 1.2 * g, h=0.05, label="a gradient 20 % too large, h = 0.05")]


def _check_edges(rng):
    x = rng.normal(size=3)
    return [call("gradient_check", x, np.zeros(3), np.eye(3), driver=_linear_driver, label="a claim of zero"),
            call("gradient_check", x, np.zeros(3), np.array([[1.0, -1.0, 0.0]]), driver=_linear_driver,
                 label="a direction along which nothing changes"),
            call("gradient_check", x, np.full(3, 2e-6), np.eye(3), driver=_linear_driver, label="a tiny gradient, twice too large"),
            call("gradient_check", np.zeros(3), np.full(3, 3e-12), np.eye(3), driver=_faint_driver,
                 label="slopes of 1e-12, claimed to be three times as large"),
            call("gradient_check", np.array([3.0, 1.0]), np.zeros(2), np.zeros((1, 2)), driver=_cubic_driver,
                 label="a direction of length 0"),
            call("gradient_check", np.full(3, 1.5e-5), np.ones(3), np.eye(3), driver=_kink_driver,
                 label="a kink that the default step of 1e-5 does not reach")]


def _counted(rng):
    return [call("gradient_check", rng.normal(size=50), np.ones(50), rng.normal(size=(k, 50)), driver=_counting_driver) for k in (1, 3)]


def _few_evaluations(calls, values):
    for k, count in zip((1, 3), values):
        if count > 2 * k:
            return f"{k} direction{'s' if k > 1 else ''} in 50 dimensions took {count} evaluations of f; two a direction are enough"
    return None


def _check_unchanged(rng):
    return [_wavy(rng, (3,), lambda g: 1.5 * g)]


def _compared(f, x, g, directions, h, measure=None, distance=None):
    measure = measure or (lambda v: (f(x + h * v) - f(x - h * v)) / (2 * h))
    m, c = np.array([measure(v) for v in directions]), np.array([(g * v).sum() for v in directions])
    size = np.linalg.norm(m) + np.linalg.norm(c)
    if distance:
        return float(distance(m, c))
    return float(np.linalg.norm(m - c) / size) if size else 0.0


def _forward_difference(f, x, g, directions, h=1e-5):
    return _compared(f, x, g, directions, h, lambda v: (f(x + h * v) - f(x)) / h)


def _divided_by_h(f, x, g, directions, h=1e-5):
    return _compared(f, x, g, directions, h, lambda v: (f(x + h * v) - f(x - h * v)) / h)


def _absolute(f, x, g, directions, h=1e-5):
    return _compared(f, x, g, directions, h, distance=lambda m, c: np.linalg.norm(m - c))


def _lengths(f, x, g, directions, h=1e-5):
    def relative(m, c):
        size = np.linalg.norm(m) + np.linalg.norm(c)
        return abs(np.linalg.norm(m) - np.linalg.norm(c)) / size if size else 0.0
    return _compared(f, x, g, directions, h, distance=relative)


def _by_measured_alone(f, x, g, directions, h=1e-5):
    def relative(m, c):
        return np.linalg.norm(m - c) / np.linalg.norm(m) if m.any() else 0.0
    return _compared(f, x, g, directions, h, distance=relative)


def _nothing_found(f, x, g, directions, h=1e-5):
    return _compared(f, x, g, directions, h, distance=lambda m, c: 0.0)


def _tiny_is_right(f, x, g, directions, h=1e-5):
    def relative(m, c):
        size = np.linalg.norm(m) + np.linalg.norm(c)
        return 0.0 if size < 1e-8 else np.linalg.norm(m - c) / size
    return _compared(f, x, g, directions, h, distance=relative)


def _unit_directions(f, x, g, directions, h=1e-5):
    return _compared(f, x, g, [v / (np.linalg.norm(v) or 1.0) for v in directions], h)


def _point_moved(f, x, g, directions, h=1e-5):
    result = _compared(f, x, g, directions, h)
    x += h * directions[0]
    return result


GRADIENT_CHECK = Sheet(
    checks=(
        Check("one number", "The error is one number, whatever the shape of the point.", "shape", 1, _check_shapes, **RIGHT),
        Check("by hand", "A claim worked out in the book has the error 0.2, a reversed one the error 1.", "value", 1, _check_by_hand,
              by_hand=(0.2, 1.0, 0.0), **RIGHT),
        Check("right gradients", "A right gradient has an error below 1e-8.", "property", 2, _right_gradients, holds=_errors_are_small,
              hint="the difference must be centred, and divided by 2h", **RIGHT),
        Check("wrong gradients", "Wrong gradients get the error of the definition.", "reference", 2, _wrong_gradients,
              hint="lengths of differences over the sum of both lengths", **RIGHT),
        Check("large steps", "With a large h the error of the difference itself shows, as defined.", "reference", 1, _large_steps,
              hint="h and the directions are taken as they come: h is the factor of v, not the distance moved", **RIGHT),
        Check("edges", "Slopes of zero, tiny gradients, a direction of length 0 and the default step work.", "edge", 1, _check_edges,
              hint="h is 1e-5 if not given; two slopes that are both zero agree: the error is 0, not 0/0", **RIGHT),
        Check("cost", "Each direction takes two evaluations of f.", "property", 1, _counted, holds=_few_evaluations,
              hint="step along the whole direction at once, not along one coordinate after the other"),
        Check("inputs unchanged", "The point, the gradient and the directions are not changed.", "unchanged", 1, _check_unchanged,
              hint="x + h * v makes a new array, x += h * v does not", **RIGHT),
    ),
    misconceptions=(
        Misconception("forward_difference", "gradient_check", _forward_difference,
                      "a one-sided difference: its error is of the order of h, not of h²"),
        Misconception("divided_by_h", "gradient_check", _divided_by_h, "the distance between the two points is 2h, not h"),
        Misconception("absolute_error", "gradient_check", _absolute,
                      "the error is absolute, so that small wrong gradients pass and large right ones fail"),
        Misconception("lengths_compared", "gradient_check", _lengths,
                      "the lengths of the two are compared; a gradient of the right length can point anywhere"),
        Misconception("divided_by_one_length", "gradient_check", _by_measured_alone,
                      "only one of the two lengths is in the denominator"),
        Misconception("nothing_compared", "gradient_check", _nothing_found, "the error is 0 whatever is claimed"),
        Misconception("tiny_slopes_called_right", "gradient_check", _tiny_is_right,
                      "small slopes are called right without a look; only two lengths that are both exactly 0 agree by themselves"),
        Misconception("directions_normalised", "gradient_check", _unit_directions,
                      "the directions are brought to length 1 first; each slope belongs to v as it comes"),
        Misconception("point_moved", "gradient_check", _point_moved, "the point is moved and not put back"),
    ),
)
