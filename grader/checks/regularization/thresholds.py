"""What is asked of soft-thresholding and of the step made of it."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call


def _by_hand(rng):
    return [call("soft_threshold", np.array([2.0, -2.0, 0.3, 0.0]), 0.5, label="the four numbers of the book"),
            call("soft_threshold_step", np.array([2.0, 0.02]), np.array([0.0, -0.1]), 0.1, 0.5, label="the step of the book")]


def _random(rng):
    found = [call("soft_threshold", 2 * rng.normal(size=shape), float(rng.uniform(0.3, 1)), label=f"shape {shape}")
             for shape in ((4, 3), (7,), (2, 3, 2))]
    return found + [call("soft_threshold_step", *rng.normal(size=(2, 3, 4)), lr, strength, label=f"a step, rate {lr}, strength {strength}")
                    for lr, strength in ((0.1, 2.0), (0.5, 0.6), (2.0, 0.3))]


def _walk(answer, w, valley, bottom, lr, strength, steps):
    """Where many steps end on the bowl ½ (w − b)ᵀ H (w − b), and how many weights are exactly 0."""
    for _ in range(steps):
        w = answer.soft_threshold_step(w, valley @ (w - bottom), lr, strength)
    return {"weights": w, "exact zeros": int((w == 0).sum())}


def _walks(rng):
    found = []
    for strength in (0.05, 0.4, 30.0):
        root = rng.normal(size=(8, 5)) / 3
        bottom = rng.normal(size=5) * np.array([1, 1, 1, 0.02, 0.02])
        found.append(call("soft_threshold_step", np.ones(5), root.T @ root + 0.3 * np.eye(5), bottom, 0.2, strength, 60,
                          driver=_walk, label=f"60 steps, strength {strength}"))
    return found


def _nearby(rng):
    v = rng.uniform(-2, 2, size=6)
    return [call("soft_threshold", v, 0.7, label="six numbers"), call("soft_threshold", -v, 0.7, label="the same with turned signs")]


def _least(calls, values):
    """½ (w − v)² + τ |w| is no smaller a little to the left or right; and the operator is odd."""
    v, threshold = calls[0].args
    cost = lambda w: (w - v) ** 2 / 2 + threshold * np.abs(w)  # noqa: E731
    w = values[0]
    worse = min(float((cost(w + d) - cost(w)).min()) for d in (-0.01, 0.01))
    if worse < 0:
        return "½ (w − v)² + threshold · |w| is smaller 0.01 to the side of one of your numbers, so that is not the minimum"
    if not np.array_equal(values[1], -w):
        return "numbers with turned signs gave another result than the same with turned signs"
    return None


def _edges(rng):
    return [call("soft_threshold", np.array([0.5, -0.5, 0.5 + 1e-9]), 0.5, label="numbers at the threshold"),
            call("soft_threshold", rng.normal(size=4), 0.0, label="a threshold of 0"),
            call("soft_threshold", np.array([[1e3, -1e3, 0.0]]), 2.0, label="large numbers and 0"),
            call("soft_threshold", np.zeros(0), 1.0, label="no number"),
            call("soft_threshold_step", np.zeros(3), np.array([0.9, -0.9, 1.5]), 0.1, 1.0, label="weights that are 0 already"),
            call("soft_threshold_step", *rng.normal(size=(2, 4)), 0.1, 0.0, label="a strength of 0")]


def _unchanged(rng):
    return [call("soft_threshold", rng.normal(size=(3, 4)), 0.3), call("soft_threshold_step", *rng.normal(size=(2, 3, 4)), 0.1, 0.5)]


def _shrunk(v, threshold):
    return np.sign(v) * np.maximum(np.abs(v) - threshold, 0.0)


def _in_place(v, threshold):
    v[np.abs(v) <= threshold] = 0.0
    return v - np.sign(v) * threshold


SOFT_THRESHOLD = Sheet(
    checks=(
        Check("by hand", "The numbers and the step worked out in the book come out right.", "value", 1, _by_hand,
              by_hand=(np.array([1.5, -1.5, 0.0, 0.0]), np.array([1.95, 0.0]))),
        Check("random numbers", "Numbers and steps of any shape are right.", "reference", 2, _random,
              hint="first the plain step with the loss's gradient, then the threshold, which is the rate times the strength"),
        Check("least", "What comes back is where the square and the penalty together are least.", "property", 1, _nearby, holds=_least,
              hint="three cases: above the threshold, below minus the threshold, and between"),
        Check("many steps", "Sixty steps on a bowl arrive, with the same weights at exactly 0.", "reference", 2, _walks,
              hint="in each step the threshold is the rate times the strength"),
        Check("edges", "Numbers at the threshold, a threshold of 0, large numbers and none work.", "edge", 1, _edges,
              hint="at the threshold the result is 0"),
        Check("inputs unchanged", "The numbers are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("hard_threshold", "soft_threshold", lambda v, threshold: np.where(np.abs(v) > threshold, v, 0.0),
                      "what is above the threshold is kept as it is (hard thresholding); it has to come nearer by the threshold"),
        Misconception("sign_forgotten", "soft_threshold", lambda v, threshold: np.maximum(np.abs(v) - threshold, 0.0),
                      "the sign is lost: −2 becomes positive"),
        Misconception("passes_zero", "soft_threshold", lambda v, threshold: v - threshold * np.sign(v),
                      "small numbers pass 0 and come out on the other side: that is the plain subgradient step"),
        Misconception("positive_side_only", "soft_threshold", lambda v, threshold: np.maximum(v - threshold, 0.0),
                      "negative numbers all become 0, however large they are"),
        Misconception("clipped", "soft_threshold", lambda v, threshold: np.clip(v, -threshold, threshold),
                      "the numbers are held inside the threshold; it is to be taken away from them"),
        Misconception("factor", "soft_threshold", lambda v, threshold: v / (1 + threshold),
                      "numbers are divided, which is what an L2 penalty does: none becomes exactly 0"),
        Misconception("overwritten", "soft_threshold", _in_place, "zeros are written into the caller's array"),
        Misconception("threshold_without_the_rate", "soft_threshold_step", lambda w, grad, lr, strength: _shrunk(w - lr * grad, strength),
                      "the threshold of a step is the strength alone; it is the rate times the strength"),
        Misconception("threshold_before_the_step", "soft_threshold_step",
                      lambda w, grad, lr, strength: _shrunk(w, lr * strength) - lr * grad,
                      "the threshold comes before the step along the gradient, so weights end next to 0, not at it"),
        Misconception("subgradient_step", "soft_threshold_step", lambda w, grad, lr, strength: w - lr * (grad + strength * np.sign(w)),
                      "this is the plain subgradient step, which passes 0 and comes back for ever"),
        Misconception("uphill", "soft_threshold_step", lambda w, grad, lr, strength: _shrunk(w + lr * grad, lr * strength),
                      "the step goes along the gradient: it has to go against it"),
    ),
)
