"""What is asked of the schedules that only go down."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call


def _steps(rng, size=12, most=200):
    """Step numbers in no order, some of them twice."""
    return rng.integers(0, most, size=size)


# --- exponential_decay -----------------------------------------------------------------------------


def _exponential_shapes(rng):
    return [call("exponential_decay", rng.integers(0, 9, size=shape), 0.5, 0.9, label=f"steps of shape {shape}")
            for shape in ((5,), (2, 3), (1,))]


def _exponential_by_hand(rng):
    return [call("exponential_decay", np.arange(3), 0.8, 0.5, label="0.8 halved at every step")]


def _exponential_random(rng):
    return [call("exponential_decay", _steps(rng), float(rng.uniform(0.01, 2)), gamma, label=f"γ = {gamma}")
            for gamma in (0.9, 0.99, 0.5)]


def _exponential_edges(rng):
    return [call("exponential_decay", np.arange(4), 0.3, 1.0, label="γ = 1, nothing decays"),
            call("exponential_decay", np.array([0]), 0.3, 0.7, label="step 0 alone"),
            call("exponential_decay", np.array([3, 1000, 3]), 0.3, 0.9, label="a late step"),
            call("exponential_decay", np.arange(0), 0.3, 0.9, label="no step")]


def _exponential_unchanged(rng):
    return [call("exponential_decay", np.arange(6.0), 0.5, 0.9, label="steps that are floats")]


EXPONENTIAL_DECAY = Sheet(
    checks=(
        Check("shape", "As many rates come back as there are steps.", "shape", 1, _exponential_shapes),
        Check("by hand", "0.8 is halved to 0.4 and 0.2.", "value", 1, _exponential_by_hand, by_hand=(np.array([0.8, 0.4, 0.2]),)),
        Check("random steps", "Any step's rate is right, whatever the order.", "reference", 1, _exponential_random,
              hint="the rate of step t has been multiplied by gamma t times"),
        Check("edges", "γ = 1, step 0 alone, a late step and no step work.", "edge", 1, _exponential_edges,
              hint="the first rate is lr itself"),
        Check("steps unchanged", "The array of steps is not changed.", "unchanged", 1, _exponential_unchanged,
              hint="an in-place power writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("multiplied_by_the_step", "exponential_decay", lambda t, lr, gamma: lr * gamma * np.asarray(t),
                      "gamma is multiplied by t; it is raised to the power t"),
        Misconception("off_by_one", "exponential_decay", lambda t, lr, gamma: lr * np.power(float(gamma), np.asarray(t) + 1),
                      "step 0 is decayed already: it has the rate lr itself"),
        Misconception("decays_linearly", "exponential_decay", lambda t, lr, gamma: lr * (1 - (1 - gamma) * np.asarray(t)),
                      "the same amount is taken away at each step; it is the same fraction"),
        Misconception("power_of_the_rate", "exponential_decay", lambda t, lr, gamma: np.power(lr * gamma, np.asarray(t, dtype=float)),
                      "the first rate is raised to the power as well; only gamma is"),
        Misconception("power_of_e", "exponential_decay", lambda t, lr, gamma: lr * np.exp(-gamma * np.asarray(t)),
                      "gamma is used as the rate of natural decay; here it is the base"),
    ),
)

# --- natural_exponential_decay ---------------------------------------------------------------------


def _natural_by_hand(rng):
    return [call("natural_exponential_decay", np.array([0, 10, 20]), 1.0, 0.1, label="rate 0.1, steps 0, 10 and 20")]


def _natural_random(rng):
    return [call("natural_exponential_decay", _steps(rng).reshape(3, 4), float(rng.uniform(0.01, 2)), rate, label=f"k = {rate}")
            for rate in (0.1, 0.01, 0.5)]


def _natural_ratio(rng):
    return [call("natural_exponential_decay", np.arange(8), 0.7, 0.3, label="eight steps")]


def _every_step_keeps_the_same_share(calls, values):
    for rates in map(np.asarray, values):
        if rates.shape != (8,):
            return f"eight steps gave the shape {rates.shape}"
        if not np.allclose(rates[1:-1] ** 2, rates[:-2] * rates[2:], rtol=1e-9, atol=0):
            return "some steps keep a larger share of the rate than others"
        if not rates[1] < rates[0]:
            return f"step 1 has the rate {rates[1]:.4g}, step 0 had {rates[0]:.4g}: it must fall"
    return None


def _natural_edges(rng):
    return [call("natural_exponential_decay", np.arange(4), 0.3, 0.0, label="k = 0, nothing decays"),
            call("natural_exponential_decay", np.array([0]), 0.3, 0.7, label="step 0 alone"),
            call("natural_exponential_decay", np.array([0, 300]), 0.3, 2.0, label="a rate that falls to almost nothing"),
            call("natural_exponential_decay", np.arange(0), 0.3, 0.9, label="no step")]


def _natural_unchanged(rng):
    return [call("natural_exponential_decay", np.arange(6.0), 0.5, 0.9, label="steps that are floats")]


NATURAL_EXPONENTIAL_DECAY = Sheet(
    checks=(
        Check("by hand", "With k = 0.1 ten steps divide the rate by e.", "value", 1, _natural_by_hand,
              by_hand=(np.array([1.0, 0.36787944117144233, 0.1353352832366127]),)),
        Check("random steps", "Any step's rate is right, in an array of any shape.", "reference", 1, _natural_random,
              hint="the exponent is minus k times the step"),
        Check("the same share", "Every step keeps the same share of the rate.", "property", 1, _natural_ratio,
              holds=_every_step_keeps_the_same_share, hint="what falls by the same share at every step is an exponential"),
        Check("edges", "k = 0, step 0 alone, a rate near 0 and no step work.", "edge", 1, _natural_edges,
              hint="the first rate is lr itself"),
        Check("steps unchanged", "The array of steps is not changed.", "unchanged", 1, _natural_unchanged,
              hint="an in-place product writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("grows", "natural_exponential_decay", lambda t, lr, rate: lr * np.exp(rate * np.asarray(t)),
                      "the sign of the exponent: the rate grows instead of falling"),
        Misconception("rate_as_base", "natural_exponential_decay", lambda t, lr, rate: lr * (1 - rate) ** np.asarray(t, dtype=float),
                      "1 − k is used as the base; it is e^(−k), which is 1 − k to first order only"),
        Misconception("off_by_one", "natural_exponential_decay", lambda t, lr, rate: lr * np.exp(-rate * (np.asarray(t) + 1)),
                      "step 0 is decayed already: it has the rate lr itself"),
        Misconception("inverse_time", "natural_exponential_decay", lambda t, lr, rate: lr / (1 + rate * np.asarray(t)),
                      "that is 1/(1 + k t), which falls ever more slowly; the exponential keeps the same share at each step"),
    ),
)

# --- cosine_decay ----------------------------------------------------------------------------------


def _cosine_by_hand(rng):
    return [call("cosine_decay", np.array([0, 25, 50, 100]), 1.0, 100, label="100 steps from 1 to 0"),
            call("cosine_decay", np.array([45]), 1.0, 90, 0.1, label="half-way between 1 and a floor of 0.1")]


def _cosine_random(rng):
    return [call("cosine_decay", rng.integers(0, T, size=(2, 5)), float(rng.uniform(0.1, 2)), T, float(rng.uniform(0.01, 0.1)),
                 label=f"{T} steps with a floor") for T in (10, 77, 300)]


def _cosine_falls(rng):
    return [call("cosine_decay", np.arange(61), 0.5, 60, 0.02, label="60 steps")]


def _between_the_ends(calls, values):
    for request, rates in zip(calls, values):
        rates, floor = np.asarray(rates), request.args[3]
        if rates.shape != request.args[0].shape:
            return f"{len(request.args[0])} steps gave the shape {rates.shape}"
        if (np.diff(rates) > 0).any():
            return f"the rate rises after step {int(np.argmax(np.diff(rates) > 0))}"
        if (rates < floor - 1e-12).any():
            return f"the rate of some step is {rates.min():.4g}, below the floor"
        if not np.allclose(rates + rates[::-1], rates[0] + rates[-1], rtol=1e-9):
            return "the first half and the second are not mirror images"
    return None


def _cosine_after_the_end(rng):
    return [call("cosine_decay", np.array([99, 100, 101, 150, 200, 1000]), 1.0, 100, 0.05, label="steps after the last")]


def _cosine_edges(rng):
    return [call("cosine_decay", np.arange(3), 0.4, 1, label="a schedule of one step"),
            call("cosine_decay", np.arange(0), 0.4, 7, label="no step"),
            call("cosine_decay", np.arange(5), 0.4, 4, 0.4, label="a floor as high as the start")]


def _cosine_unchanged(rng):
    return [call("cosine_decay", np.array([0, 3, 12]), 0.5, 9, label="steps past the end")]


def _cosine(done, lr, eta_min):
    return eta_min + (lr - eta_min) * (1 + np.cos(np.pi * done)) / 2


def _clipped_in_place(t, lr, T_max, eta_min=0.0):
    np.minimum(t, T_max, out=t)
    return _cosine(t / T_max, lr, eta_min)


COSINE_DECAY = Sheet(
    checks=(
        Check("by hand", "Start, a quarter, the middle and the end are right, and the middle with a floor.", "value", 1, _cosine_by_hand,
              by_hand=(np.array([1.0, 0.8535533905932737, 0.5, 0.0]), np.array([0.55]))),
        Check("random steps", "Any step's rate is right, for any length and floor.", "reference", 2, _cosine_random,
              hint="the cosine's argument runs from 0 to π; half of 1 + cos runs from 1 to 0"),
        Check("slow, fast, slow", "The rate never rises, stays above the floor, and its two halves mirror each other.", "property", 1,
              _cosine_falls, holds=_between_the_ends, hint="half a period of a cosine, squeezed between the floor and lr"),
        Check("after the end", "From step T_max on the rate stays at the floor.", "reference", 1, _cosine_after_the_end,
              hint="a cosine goes up again after half a period"),
        Check("edges", "One step, no step, and a floor as high as the start work.", "edge", 1, _cosine_edges,
              hint="eta_min is 0 unless given"),
        Check("steps unchanged", "The array of steps is not changed.", "unchanged", 1, _cosine_unchanged,
              hint="clipping in place writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("rises_again", "cosine_decay", lambda t, lr, T_max, eta_min=0.0: _cosine(np.asarray(t) / T_max, lr, eta_min),
                      "nothing stops the cosine at T_max, and it goes up again"),
        Misconception("floor_by_maximum", "cosine_decay", lambda t, lr, T_max, eta_min=0.0: np.maximum(
            _cosine(np.minimum(t, T_max) / T_max, lr, 0.0), eta_min),
            "the curve goes to 0 and is cut off at the floor; it is the whole curve that is squeezed between lr and the floor"),
        Misconception("degrees", "cosine_decay", lambda t, lr, T_max, eta_min=0.0: eta_min + (lr - eta_min) * (
            1 + np.cos(180 * np.minimum(t, T_max) / T_max)) / 2, "the cosine is given degrees; NumPy's takes radians"),
        Misconception("last_step_early", "cosine_decay", lambda t, lr, T_max, eta_min=0.0: _cosine(
            np.minimum(t, T_max - 1) / np.maximum(T_max - 1, 1), lr, eta_min), "the floor is reached one step early, at T_max − 1"),
        Misconception("floor_added", "cosine_decay", lambda t, lr, T_max, eta_min=0.0: eta_min + _cosine(
            np.minimum(t, T_max) / T_max, lr, 0.0), "the floor is added to the whole curve, so the first rate is too high"),
        Misconception("quarter_period", "cosine_decay", lambda t, lr, T_max, eta_min=0.0: eta_min + (lr - eta_min) * np.cos(
            np.pi / 2 * np.minimum(t, T_max) / T_max), "a quarter of a period: the rate falls fastest at the end"),
        Misconception("steps_overwritten", "cosine_decay", _clipped_in_place, "an in-place operation writes into the array of steps"),
    ),
)
