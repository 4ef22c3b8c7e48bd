"""What is asked of what surrounds a backward pass: counting it, stepping with it, reversing it."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

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
    return [call("gradient_descent_step", [], [], 0.1, label="no parameters"),
            call("gradient_descent_step", params, grads, 0.0, label="rate 0"),
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
        Misconception("parameters_overwritten", "gradient_descent_step", _step_in_place,
                      "an in-place operation writes into the old parameters"),
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
