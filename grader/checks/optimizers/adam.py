"""What is asked of Adam, AMSGrad and AdamW."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.optimizers.walks import edges, single, squares, together, velocity, walk, walks

SMALL = 1e-8  # gradients as small as ε


def _adam_by_hand(rng):
    one, zero = np.ones, np.zeros
    return [call("adam", one(1), np.array([100.0]), zero(1), zero(1), 1, 0.1, (0.9, 0.999), 0.0, label="a first gradient of 100"),
            call("adam", np.array([0.9]), np.array([-100.0]), np.array([10.0]), np.array([10.0]), 2, 0.19, (0.9, 0.999), 0.0,
                 label="then one of −100"),
            call("adam_amsgrad", one(1), np.array([2.0]), zero(1), zero(1), np.array([8.0]), 1, 0.1, (0.5, 0.5), 0.0,
                 label="AMSGrad, a gradient of 2 after large ones")]


def _small_gradients(rng):
    w, grad = rng.normal(size=(2, 5))
    return [call("adam", w, SMALL * grad, np.zeros(5), np.zeros(5), 1, label="gradients of 1e-8, all defaults"),
            call("adam_amsgrad", w, SMALL * grad, *np.zeros((3, 5)), 1, label="AMSGrad, gradients of 1e-8, all defaults")]


def _ledger(answer, grads, lr):
    w, m, v, moved = np.zeros(grads.shape[1]), np.zeros(grads.shape[1]), np.zeros(grads.shape[1]), []
    for t, grad in enumerate(grads, start=1):
        new, m, v = answer.adam(w, grad, m, v, t, lr)
        moved.append(w - new)
        w = new
    return np.array(moved)


def _scaled_gradients(rng):
    grads = rng.normal(loc=1.0, scale=0.5, size=(12, 1))
    return [call("adam", grads * np.array([1.0, 1e-3, 1e4]), 0.01, driver=_ledger, label="the same twelve gradients at three scales")]


def _scale_does_not_matter(calls, values):
    for moved in values:
        moved = np.asarray(moved)
        if moved.shape != (12, 3):
            return f"three parameters and twelve steps gave the shape {moved.shape}"
        if not np.allclose(np.abs(moved[0]), 0.01, rtol=1e-4):
            return f"the first steps are {np.abs(moved[0]).round(6)} with a rate of 0.01"
        if not np.allclose(moved, moved[:, :1], rtol=1e-4):
            return f"gradients a thousandth as large take steps that are {abs(moved[-1, 1] / moved[-1, 0]):.3g} times as large in the end"
    return None


def _forgetting(rng):
    """One large gradient and many small ones: Adam forgets the large one, AMSGrad does not."""
    grad = np.array([0.1, -0.2])
    m, v = np.full(2, 0.1), np.full(2, 0.05)
    return [call("adam_amsgrad", np.ones(2), grad, m, v, np.full(2, 9.0), 50, 0.1, (0.9, 0.99), label="small gradients after a large one"),
            call("adam_amsgrad", np.ones(2), 30 * grad, m, v, np.full(2, 0.06), 50, 0.1, (0.9, 0.99),
                 label="a gradient larger than any before")]


def _adam_unchanged(rng):
    return [call("adam", *rng.normal(size=(2, 4)), *rng.uniform(1, 2, size=(2, 4)), 3, label="adam"),
            call("adam_amsgrad", *rng.normal(size=(2, 4)), *rng.uniform(1, 2, size=(3, 4)), 3, label="adam_amsgrad")]


def _right(w, m_hat, v_hat, lr, eps):
    return w - lr * m_hat / (np.sqrt(v_hat) + eps)


def _adam(first=lambda m, b, t: m / (1 - b**t), second=lambda v, b, t: v / (1 - b**t),
          step=lambda m, v, eps: m / (np.sqrt(v) + eps), gather=lambda v, g, b: b * v + (1 - b) * g**2,
          mean=lambda m, g, b: b * m + (1 - b) * g):
    """A variant of adam with some of its parts exchanged."""
    def variant(w, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        m, v = mean(m, grad, betas[0]), gather(v, grad, betas[1])
        return w - lr * step(first(m, betas[0], t), second(v, betas[1], t), eps), m, v
    return variant


def _returns_corrected(w, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m, v = betas[0] * m + (1 - betas[0]) * grad, betas[1] * v + (1 - betas[1]) * grad**2
    m, v = m / (1 - betas[0]**t), v / (1 - betas[1]**t)
    return _right(w, m, v, lr, eps), m, v


def _in_place(w, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m *= betas[0]
    m += (1 - betas[0]) * grad
    v *= betas[1]
    v += (1 - betas[1]) * grad**2
    return _right(w, m / (1 - betas[0]**t), v / (1 - betas[1]**t), lr, eps), m, v


def _amsgrad(largest, used=lambda v, v_max, b, t: v_max / (1 - b**t)):
    def variant(w, grad, m, v, v_max, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        m, v = betas[0] * m + (1 - betas[0]) * grad, betas[1] * v + (1 - betas[1]) * grad**2
        v_max = largest(v_max, v, betas[1], t)
        return _right(w, m / (1 - betas[0]**t), used(v, v_max, betas[1], t), lr, eps), m, v, v_max
    return variant


ADAM = Sheet(
    checks=(
        Check("by hand", "The first rows of the book's ledger are right.", "value", 2, _adam_by_hand,
              by_hand=((np.array([0.9]), np.array([10.0]), np.array([10.0])), (np.array([0.91]), np.array([-1.0]), np.array([19.99])),
                       (np.array([0.95]), np.array([1.0]), np.array([2.0]), np.array([8.0])))),
        Check("random steps", "Steps 1, 7 and 400 from random places are right, in any shape.", "reference", 2,
              together(single("adam", velocity, squares, counted=True, lr=0.07), single("adam", velocity, squares, counted=True,
                  betas=(0.5, 0.8)),
                       single("adam_amsgrad", velocity, squares, squares, counted=True, lr=0.07)),
              hint="t is in the exponents of the correction"),
        Check("many steps", "Sixty steps down a valley arrive where they should.", "reference", 2,
              together(walks("adam", 2, counted=True, lr=0.02), walks("adam_amsgrad", 3, counted=True, lr=0.02, betas=(0.8, 0.9))),
              hint="what is returned is not corrected: the correction is made anew at every step"),
        Check("any scale", "Gradients a thousand times smaller take the same steps, the first of them the rate.", "property", 1,
              _scaled_gradients,
              holds=_scale_does_not_matter, hint="a mean over the root of a mean of squares has no unit"),
        Check("small gradients", "Gradients of 1e-8 show where ε stands, and the defaults.", "reference", 1, _small_gradients,
              hint="ε is added to the corrected root; lr 0.001, betas (0.9, 0.999), eps 1e-8"),
        Check("AMSGrad remembers", "After a large gradient AMSGrad's steps stay small.", "reference", 1, _forgetting,
              hint="the larger of the two goes into the denominator, and is returned"),
        Check("edges", "A gradient of zero, one parameter and no parameter work.", "edge", 1,
              together(edges("adam", velocity, squares, counted=True), edges("adam_amsgrad", velocity, squares, squares, counted=True)),
              hint="with a gradient of 0 Adam goes on for a while"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _adam_unchanged,
              hint="m *= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("no_correction", "adam", _adam(first=lambda m, b, t: m, second=lambda v, b, t: v),
                      "the moments are not corrected: they begin at 0, so the first steps are up to six times too long"),
        Misconception("correction_without_t", "adam", _adam(first=lambda m, b, t: m / (1 - b), second=lambda v, b, t: v / (1 - b)),
                      "the correction has no t in its exponent: right at the first step and at no other"),
        Misconception("one_step_late", "adam", _adam(first=lambda m, b, t: m / (1 - b**(t + 1)), second=lambda v, b,
            t: v / (1 - b**(t + 1))),
                      "the correction is that of the next step: t counts from 1 already"),
        Misconception("multiplied_by_the_correction", "adam", _adam(first=lambda m, b, t: m * (1 - b**t), second=lambda v, b,
            t: v * (1 - b**t)),
                      "the moments are multiplied by the correction, not divided"),
        Misconception("only_the_second", "adam", _adam(first=lambda m, b, t: m),
                      "only the second moment is corrected: the first step is a tenth of the rate"),
        Misconception("only_the_first", "adam", _adam(second=lambda v, b, t: v), "only the first moment is corrected"),
        Misconception("no_root", "adam", _adam(step=lambda m, v, eps: m / (v + eps)),
                      "the root of the second moment is missing: the steps depend on the scale"),
        Misconception("eps_inside", "adam", _adam(step=lambda m, v, eps: m / np.sqrt(v + eps)),
                      "eps stands inside the root, where it is ten thousand times larger"),
        Misconception("no_square", "adam", _adam(gather=lambda v, g, b: b * v + (1 - b) * g),
                      "the second moment gathers gradients that are not squared"),
        Misconception("first_of_squares", "adam", _adam(mean=lambda m, g, b: b * m + (1 - b) * g**2),
                      "the first moment gathers squares too, so the direction is lost"),
        Misconception("sum_of_squares", "adam", _adam(gather=lambda v, g, b: v + g**2, second=lambda v, b, t: v),
                      "the squares are summed as in AdaGrad; Adam's fade, as in RMSProp"),
        Misconception("returns_the_corrected", "adam", _returns_corrected,
            "the corrected moments are returned, and corrected again at the next step"),
        Misconception("moments_overwritten", "adam", _in_place, "an in-place operation writes into the caller's moments"),
        Misconception("maximum_not_used", "adam_amsgrad", _amsgrad(lambda v_max, v, b, t: np.maximum(v_max, v), used=lambda v, v_max, b,
            t: v / (1 - b**t)),
                      "the maximum is kept, and the step is taken without it: this is Adam"),
        Misconception("maximum_of_the_corrected", "adam_amsgrad", _amsgrad(
            lambda v_max, v, b, t: np.maximum(v_max, v / (1 - b**t)), used=lambda v, v_max, b, t: v_max),
            "the maximum is taken of corrected moments; here, as in PyTorch, it is taken before the correction"),
        Misconception("maximum_forgotten", "adam_amsgrad", _amsgrad(lambda v_max, v, b, t: v + 0 * v_max),
                      "the maximum so far is not looked at"),
    ),
)

# --- adamw -----------------------------------------------------------------------------------------


def _adamw_by_hand(rng):
    return [call("adamw", np.array([2.0]), *np.zeros((3, 1)), 1, 0.1, (0.9, 0.999), 1e-8, 0.5, label="a weight of 2, gradient 0"),
            call("adamw", np.array([2.0]), np.array([100.0]), *np.zeros((2, 1)), 1, 0.1, (0.9, 0.999), 0.0, 0.5,
                 label="the same, gradient 100")]


def _two_scales(answer, noise, lr, weight_decay):
    """Two weights whose gradients are noise of different sizes: where do they end?"""
    w, m, v = np.ones(2), np.zeros(2), np.zeros(2)
    for t, grad in enumerate(noise, start=1):
        w, m, v = answer.adamw(w, grad, m, v, t, lr, weight_decay=weight_decay)
    return w


def _noises(rng):
    signs = np.where(np.arange(400) % 2, 1.0, -1.0)[:, None]
    return [call("adamw", signs * np.array([0.1, 10.0]), 0.001, 0.8, driver=_two_scales,
                 label="two weights, gradients ±0.1 and ±10, 400 steps")]


def _decay_alike(calls, values):
    for w in values:
        w = np.asarray(w)
        if w.shape != (2,):
            return f"two weights ended with the shape {w.shape}"
        if not np.isclose(w[0], w[1], rtol=1e-3):
            return f"the weight with gradients of ±0.1 ended at {w[0]:.3g}, that with ±10 at {w[1]:.3g}; they should decay alike"
        if not 0.5 < w[0] < 0.9:
            return f"after 400 steps with a rate of 0.001 and a decay of 0.8 both are {w[0]:.3g}"
    return None


def _no_decay(rng):
    w, grad, m, v = (*rng.normal(size=(3, 6)), rng.uniform(0.5, 2, size=6))
    return [call("adamw", w, grad, m, v, 5, 0.1, (0.9, 0.999), 1e-8, 0.0, label="no decay"),
            call("adamw", w, grad, m, v, 5, label="all defaults")]


def _adamw_unchanged(rng):
    return [call("adamw", *rng.normal(size=(2, 4)), *rng.uniform(1, 2, size=(2, 4)), 3, 0.1, weight_decay=0.3, label="adamw")]


def _adamw(shrink=lambda w, lr, wd: (1 - lr * wd) * w, penalty=lambda w, wd: 0.0):
    plain = _adam()

    def variant(w, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        return plain(shrink(w, lr, weight_decay), grad + penalty(w, weight_decay), m, v, t, lr, betas, eps)
    return variant


def _decay_after(w, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    w, m, v = _adam()(w, grad, m, v, t, lr, betas, eps)
    return (1 - lr * weight_decay) * w, m, v


def _weights_overwritten(w, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    w *= 1 - lr * weight_decay
    return _adam()(w, grad, m, v, t, lr, betas, eps)


def _valley_with_decay(rng):
    valley = np.array([[2.0, 0.6], [0.6, 0.7]])
    return [call("adamw", "adamw", rng.uniform(1, 3, size=2), valley, [np.zeros(2), np.zeros(2)], 60, True,
                 {"lr": 0.02, "weight_decay": decay}, driver=walk, label=f"60 steps with a decay of {decay}") for decay in (0.01, 2.0)]


ADAMW = Sheet(
    checks=(
        Check("by hand", "The steps of the book are right.", "value", 1, _adamw_by_hand,
              by_hand=((np.array([1.9]), np.array([0.0]), np.array([0.0])), (np.array([1.8]), np.array([10.0]), np.array([10.0])))),
        Check("random steps", "Steps from random places are right, in any shape.", "reference", 2,
              single("adamw", velocity, squares, counted=True, lr=0.07, weight_decay=0.3),
              hint="first the weights shrink, then Adam's step"),
        Check("many steps", "Sixty steps down a valley arrive where they should.", "reference", 2, _valley_with_decay,
              hint="the moments know nothing of the decay"),
        Check("all decay alike", "Weights with small and with large gradients decay alike.", "property", 1, _noises, holds=_decay_alike,
              hint="a penalty inside the gradient is divided by the root too"),
        Check("no decay", "Without decay it is Adam; the defaults are those asked for.", "reference", 1, _no_decay,
              hint="weight_decay is 0.01 unless given"),
        Check("edges", "A gradient of zero, one parameter and no parameter work.", "edge", 1,
              edges("adamw", velocity, squares, counted=True, lr=0.1, weight_decay=0.5),
              hint="with a gradient of 0 the weights still shrink"),
        Check("inputs unchanged", "Nothing that is handed in is changed.", "unchanged", 1, _adamw_unchanged,
              hint="w *= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("penalty_in_the_gradient", "adamw", _adamw(lambda w, lr, wd: w, lambda w, wd: wd * w),
                      "the decay is put into the gradient as an L2 penalty, where Adam divides it by the gradient's size", 33),
        Misconception("decay_without_the_rate", "adamw", _adamw(lambda w, lr, wd: (1 - wd) * w),
                      "the decay is not multiplied by the rate, so the weights vanish in a few steps"),
        Misconception("weights_grow", "adamw", _adamw(lambda w, lr, wd: (1 + lr * wd) * w),
                      "the sign of the decay is wrong: the weights grow"),
        Misconception("decay_ignored", "adamw", _adamw(lambda w, lr, wd: w), "there is no decay at all: this is Adam"),
        Misconception("decay_after_the_step", "adamw", _decay_after, "the weights shrink after the step, which shrinks the step too"),
        Misconception("both", "adamw", _adamw(penalty=lambda w, wd: wd * w),
                      "the decay is there twice: in the weights and in the gradient"),
        Misconception("weights_overwritten", "adamw", _weights_overwritten, "an in-place operation writes into the caller's weights"),
    ),
)
