"""What is asked of what surrounds a backward pass: checking it, counting it, stepping with it, reversing it."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

# --- gradient_check --------------------------------------------------------------------------------

RIGHT = {"rtol": 1e-6, "atol": 1e-9, "why": "a difference quotient has rounding errors of about 1e-11, whoever computes it"}


def _wavy_driver(answer, x, g, directions, h):
    return answer.gradient_check(lambda x: np.sum(np.exp(np.sin(x))) + 0.5 * np.sum(x) ** 2, x, g, directions, h)


def _linear_driver(answer, x, g, directions):
    return answer.gradient_check(lambda x: 1e-6 * np.sum(x), x, g, directions)


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
    return [call("gradient_check", x, np.array([4.0, 9.0]), first, driver=_cubic_driver, label="x₀² x₁ at (3, 1), claimed (4, 9), along x₀"),
            call("gradient_check", x, np.array([-6.0, -9.0]), np.eye(2), driver=_cubic_driver, label="the gradient with its sign reversed"),
            call("gradient_check", x, np.array([4.0, 9.0]), second, driver=_cubic_driver, label="claimed (4, 9), along x₁, where it is right")]


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
            call("gradient_check", np.array([3.0, 1.0]), np.zeros(2), np.zeros((1, 2)), driver=_cubic_driver, label="a direction of length 0"),
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
              hint="the argument h must be used", **RIGHT),
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
        Misconception("point_moved", "gradient_check", _point_moved, "the point is moved and not put back"),
    ),
)

# --- count_flops -----------------------------------------------------------------------------------


def _counts_by_hand(rng):
    return [call("count_flops", [784, 100, 10], 32, label="784, 100, 10 units and 32 samples"),
            call("count_flops", [784, 100, 10], 32, input_gradient=False, label="the same without the input's gradient")]


def _counts_random(rng):
    widths = [[int(w) for w in rng.integers(2, 40, size=k)] for k in (3, 4, 5)]
    return [call("count_flops", each, int(rng.integers(2, 60)), label=f"widths {each}") for each in widths]


def _counts_without_input(rng):
    widths = [[int(w) for w in rng.integers(2, 40, size=k)] for k in (3, 4)]
    return [call("count_flops", each, int(rng.integers(2, 60)), False, label=f"widths {each}, no gradient of the input") for each in widths]


def _count_edges(rng):
    return [call("count_flops", [7, 3], 1, label="one layer, one sample"), call("count_flops", [7, 3], 5, False, label="one layer"),
            call("count_flops", [1, 1, 1], 1, label="one unit a layer"), call("count_flops", [4, 5, 6], 0, label="no sample")]


def _count_unchanged(rng):
    return [call("count_flops", [5, 6, 7], 8)]


def _flops(widths, samples, input_gradient, per_weight=2, extra=0, backward=2, saved=lambda weights: weights[0]):
    weights = [a * b for a, b in zip(widths, widths[1:])]
    forward = per_weight * (sum(weights) + extra) * samples
    return forward, backward * forward - (0 if input_gradient else 2 * saved(weights) * samples)


def _biases_counted(widths, samples, input_gradient=True):
    return _flops(widths, samples, input_gradient, extra=sum(widths[1:]))


def _widths_changed(widths, samples, input_gradient=True):
    counts = _flops(widths, samples, input_gradient)
    widths.pop()
    return counts


COUNT_FLOPS = Sheet(
    checks=(
        Check("by hand", "The network of the book takes 5,081,600 operations forward, 10,163,200 backward.", "value", 1, _counts_by_hand,
              by_hand=((5081600, 10163200), (5081600, 5145600))),
        Check("random networks", "Networks of two to four layers are counted right.", "reference", 2, _counts_random,
              hint="each weight takes part in one multiplication and one addition a sample, forward; in two of each, backward"),
        Check("without the input's gradient", "What is saved belongs to the first layer.", "reference", 1, _counts_without_input,
              hint="the product dY Wᵀ of the first layer is not computed: 2 d₀ d₁ a sample"),
        Check("edges", "One layer, one unit, one sample and none are counted right.", "edge", 1, _count_edges,
              hint="the counts are whole numbers"),
        Check("inputs unchanged", "The list of widths is not changed.", "unchanged", 1, _count_unchanged,
              hint="pop and append change the caller's list"),
    ),
    misconceptions=(
        Misconception("biases_counted", "count_flops", _biases_counted, "biases are counted among N; it is the number of weights"),
        Misconception("additions_forgotten", "count_flops", lambda widths, samples, input_gradient=True: _flops(
            widths, samples, input_gradient, per_weight=1), "each weight costs a multiplication and an addition"),
        Misconception("backward_like_forward", "count_flops", lambda widths, samples, input_gradient=True: _flops(
            widths, samples, input_gradient, backward=1), "backward takes two products for each forward one: dX and dW"),
        Misconception("input_gradient_ignored", "count_flops", lambda widths, samples, input_gradient=True: _flops(
            widths, samples, True), "the argument input_gradient makes no difference"),
        Misconception("last_layer_saved", "count_flops", lambda widths, samples, input_gradient=True: _flops(
            widths, samples, input_gradient, saved=lambda weights: weights[-1]), "the last layer's product is left out, not the first's"),
        Misconception("widths_changed", "count_flops", _widths_changed, "the list of widths is changed on the way"),
    ),
)

# --- gradient_descent_step -------------------------------------------------------------------------


def _parameters(rng):
    shapes = ((3, 2), (2,), (1, 4))
    return [rng.normal(size=shape) for shape in shapes], [rng.normal(scale=3, size=shape) for shape in shapes]


def _step_shapes(rng):
    return [call("gradient_descent_step", *_parameters(rng), 0.1)]


def _step_by_hand(rng):
    params, grads = [np.array([1.0, 2.0]), np.array([[4.0]])], [np.array([10.0, -10.0]), np.array([[0.5]])]
    return [call("gradient_descent_step", params, grads, 0.1, label="rate 0.1"),
            call("gradient_descent_step", params, grads, 0.1, maximize=True, label="rate 0.1, upwards")]


def _steps_random(rng):
    return [call("gradient_descent_step", *_parameters(rng), lr, label=f"rate {lr}") for lr in (0.5, 2.0, 0.013)]


def _steps_up(rng):
    return [call("gradient_descent_step", *_parameters(rng), lr, maximize=True, label=f"rate {lr}, upwards") for lr in (0.5, 2.0)]


def _step_edges(rng):
    params, grads = _parameters(rng)
    return [call("gradient_descent_step", [], [], 0.1, label="no parameters"), call("gradient_descent_step", params, grads, 0.0, label="rate 0"),
            call("gradient_descent_step", params, [0 * g for g in grads], 0.1, label="gradients of zero"),
            call("gradient_descent_step", params, [1e3 * g for g in grads], 0.1, label="large gradients")]


def _step_unchanged(rng):
    return [call("gradient_descent_step", *_parameters(rng), 0.1), call("gradient_descent_step", *_parameters(rng), 0.1, True)]


def _stepped(params, grads, lr, maximize, step=lambda p, g, lr: -lr * g):
    return [p + (-1 if maximize else 1) * step(p, g, lr) for p, g in zip(params, grads)]


def _step_in_place(params, grads, lr, maximize=False):
    for p, g in zip(params, grads):
        p += lr * g if maximize else -lr * g
    return params


GRADIENT_DESCENT_STEP = Sheet(
    checks=(
        Check("shapes", "Each parameter keeps its place and its shape.", "shape", 1, _step_shapes),
        Check("by hand", "The step worked out in the book comes out right, down and up.", "value", 1, _step_by_hand, by_hand=(
            [np.array([0.0, 3.0]), np.array([[3.95]])], [np.array([2.0, 1.0]), np.array([[4.05]])])),
        Check("random steps", "Steps of any rate are right.", "reference", 1, _steps_random,
              hint="the step is the rate times the gradient, against the gradient"),
        Check("upwards", "With maximize the step goes up.", "reference", 1, _steps_up, hint="only the sign of the step differs"),
        Check("edges", "No parameters, a rate of 0, gradients of zero and large ones work.", "edge", 1, _step_edges,
              hint="nothing is divided by, and no gradient is rescaled"),
        Check("parameters unchanged", "The old parameters stay as they are.", "unchanged", 1, _step_unchanged,
              hint="p -= … writes into the caller's array; p - … makes a new one"),
    ),
    misconceptions=(
        Misconception("ascent", "gradient_descent_step", lambda params, grads, lr, maximize=False: _stepped(
            params, grads, lr, not maximize), "up and down are exchanged: descent subtracts the gradient"),
        Misconception("maximize_ignored", "gradient_descent_step", lambda params, grads, lr, maximize=False: _stepped(
            params, grads, lr, False), "the argument maximize makes no difference"),
        Misconception("sign_of_the_gradient", "gradient_descent_step", lambda params, grads, lr, maximize=False: _stepped(
            params, grads, lr, maximize, lambda p, g, lr: -lr * np.sign(g)), "only the sign of the gradient is used, not its size"),
        Misconception("unit_length", "gradient_descent_step", lambda params, grads, lr, maximize=False: _stepped(
            params, grads, lr, maximize, lambda p, g, lr: -lr * g / (np.linalg.norm(g) or 1.0)),
            "the gradient is scaled to length 1 first"),
        Misconception("multiplied_into_the_parameters", "gradient_descent_step", lambda params, grads, lr, maximize=False: _stepped(
            params, grads, lr, maximize, lambda p, g, lr: -lr * g * p), "the step is multiplied by the parameter itself"),
        Misconception("parameters_overwritten", "gradient_descent_step", _step_in_place, "an in-place operation writes into the old parameters"),
    ),
)

# --- gradient_reversal -----------------------------------------------------------------------------


def _reversal_by_hand(rng):
    return [call("gradient_reversal", np.array([1.0, -2.0]), label="forward"),
            call("gradient_reversal_backward", np.array([1.0, -2.0]), 0.5, label="backward, λ = 0.5")]


def _identity_random(rng):
    return [call("gradient_reversal", rng.normal(size=shape), label=f"features of shape {shape}") for shape in ((3, 4), (5,), (2, 3, 2))]


def _reversed_random(rng):
    return [call("gradient_reversal_backward", rng.normal(size=(3, 4)), lambd, label=f"λ = {lambd}") for lambd in (0.3, 2.0, 1.0)]


def _reversal_edges(rng):
    return [call("gradient_reversal_backward", rng.normal(size=(2, 3)), label="the default strength"),
            call("gradient_reversal_backward", rng.normal(size=3), 0.0, label="λ = 0"),
            call("gradient_reversal", np.zeros((0, 3)), label="an empty batch")]


def _written_into(answer, x):
    y = answer.gradient_reversal(x)
    y[...] = 0.0
    return y


def _reversal_unchanged(rng):
    return [call("gradient_reversal", rng.normal(size=(2, 3)), label="gradient_reversal"),
            call("gradient_reversal", rng.normal(size=(2, 3)), driver=_written_into, label="features, when the result is written into"),
            call("gradient_reversal_backward", rng.normal(size=(2, 3)), 0.5, label="gradient_reversal_backward")]


def _reversed_in_place(dy, lambd=1.0):
    dy *= -lambd
    return dy


GRADIENT_REVERSAL = Sheet(
    checks=(
        Check("by hand", "The two numbers of the book come out right, forward and backward.", "value", 1, _reversal_by_hand,
              by_hand=(np.array([1.0, -2.0]), np.array([-0.5, 1.0]))),
        Check("forward", "Forward, nothing happens.", "reference", 1, _identity_random, hint="the forward pass is the identity"),
        Check("backward", "Backward, the gradient is turned round and scaled.", "reference", 1, _reversed_random,
              hint="multiply by minus the strength"),
        Check("edges", "The default strength is 1, a strength of 0 passes nothing, an empty batch works.", "edge", 1, _reversal_edges,
              hint="λ = 0 gives zeros"),
        Check("inputs unchanged", "What you are given is not changed, not even by writing into what you return.", "unchanged", 1,
              _reversal_unchanged, hint="return a copy, not the caller's own array"),
    ),
    misconceptions=(
        Misconception("forward_reversed", "gradient_reversal", lambda x: -x,
                      "the sign is reversed on the way forward; forward is the identity"),
        Misconception("returns_its_input", "gradient_reversal", lambda x: x,
                      "the caller's own array is returned, so whoever writes into the result changes the features"),
        Misconception("sign_kept", "gradient_reversal_backward", lambda dy, lambd=1.0: lambd * dy,
                      "the gradient is scaled and not turned round"),
        Misconception("strength_ignored", "gradient_reversal_backward", lambda dy, lambd=1.0: -dy, "the strength λ is not used"),
        Misconception("gradient_overwritten", "gradient_reversal_backward", _reversed_in_place,
                      "an in-place operation writes into the upstream gradient"),
    ),
)
