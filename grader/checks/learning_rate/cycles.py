"""What is asked of the schedules that go up: warm-up and cycles."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

# --- warmup ----------------------------------------------------------------------------------------


def _warmup_by_hand(rng):
    return [call("warmup", np.array([0, 4, 9, 10, 500]), 1.0, 10, label="ten steps of warm-up"),
            call("warmup_cosine", np.array([0, 9, 10, 55, 100]), 1.0, 10, 100, 0.1, label="ten steps up, ninety down to 0.1")]


def _warmup_random(rng):
    return [call("warmup", rng.integers(0, 2 * w, size=9), float(rng.uniform(0.01, 2)), w, label=f"{w} steps of warm-up")
            for w in (3, 20, 111)]


def _joined_random(rng):
    return [call("warmup_cosine", rng.integers(0, T + 20, size=(2, 8)), float(rng.uniform(0.1, 2)), w, T, float(rng.uniform(0.01, 0.1)),
                 label=f"{w} steps up, then down to step {T}") for w, T in ((5, 40), (30, 100), (1, 12))]


def _joined_all(rng):
    return [call("warmup_cosine", np.arange(81), 0.5, 20, 80, label="80 steps, 20 of them warm-up")]


def _no_jump(calls, values):
    for request, rates in zip(calls, values):
        rates, (t, lr, w) = np.asarray(rates), request.args[:3]
        if rates.shape != t.shape:
            return f"{len(t)} steps gave the shape {rates.shape}"
        if rates.max() > lr * (1 + 1e-12):
            return f"the rate of step {int(rates.argmax())} is {rates.max():.4g}, above the highest rate"
        if not rates[0] > 0:
            return f"step 0 has the rate {rates[0]:.4g}, so it does nothing"
        if np.abs(np.diff(rates)).max() > lr / w * (1 + 1e-9):
            return f"the rate jumps by {np.abs(np.diff(rates)).max():.4g} between two steps"
    return None


def _warmup_edges(rng):
    return [call("warmup", np.arange(4), 0.3, 1, label="a warm-up of one step"), call("warmup", np.arange(0), 0.3, 5, label="no step"),
            call("warmup_cosine", np.arange(5), 0.3, 1, 3, label="one step up, two down"),
            call("warmup_cosine", np.array([100, 101, 250]), 0.3, 10, 100, 0.02, label="steps after the end")]


def _warmup_unchanged(rng):
    return [call("warmup", np.array([0.0, 3.0, 12.0]), 0.5, 9, label="warmup"),
            call("warmup_cosine", np.array([0, 3, 12, 40]), 0.5, 9, 30, label="warmup_cosine")]


def _up(t, lr, w):
    return lr * np.minimum(1.0, (np.asarray(t) + 1) / w)


def _down(done, lr, eta_min):
    return eta_min + (lr - eta_min) * (1 + np.cos(np.pi * np.clip(done, 0, 1))) / 2


def _joined(t, lr, w, falling):
    return np.where(np.asarray(t) < w, _up(t, lr, w), falling)


def _raised_in_place(t, lr, warmup_steps):
    t += 1
    return lr * np.minimum(1.0, t / warmup_steps)


WARMUP = Sheet(
    checks=(
        Check("by hand", "The schedule of the book is right at its start, its joint, its middle and its end.", "value", 1, _warmup_by_hand,
              by_hand=(np.array([0.1, 0.5, 1.0, 1.0, 1.0]), np.array([0.1, 1.0, 1.0, 0.55, 0.1])),
              hint="if warmup_cosine calls your cosine_decay, mend that first"),
        Check("warm-up alone", "Steps before and after the warm-up have the right rate.", "reference", 1, _warmup_random,
              hint="step t is the (t + 1)-th step"),
        Check("up, then down", "Warm-up and cosine together are right at any step.", "reference", 2, _joined_random,
              hint="if it calls your cosine_decay, mend that first; "
                   "the cosine counts its steps from the end of the warm-up, and has T_max − warmup_steps of them"),
        Check("no jump", "The rate has no jump, no zero at the start, and never exceeds lr.", "property", 1, _joined_all, holds=_no_jump,
              hint="if it calls your cosine_decay, mend that first; where the two parts meet, both must give lr"),
        Check("edges", "A warm-up of one step, no step, and steps after the end work.", "edge", 1, _warmup_edges,
              hint="if it calls your cosine_decay, mend that first; after T_max the rate stays at the floor"),
        Check("steps unchanged", "The array of steps is not changed.", "unchanged", 1, _warmup_unchanged,
              hint="t += 1 writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("first_step_does_nothing", "warmup", lambda t, lr, warmup_steps: lr * np.minimum(1.0, np.asarray(t) / warmup_steps),
                      "t / w in place of (t + 1) / w: the first step has the rate 0 and is wasted"),
        Misconception("goes_on_rising", "warmup", lambda t, lr, warmup_steps: lr * (np.asarray(t) + 1) / warmup_steps,
                      "nothing stops the rise: after the warm-up the rate is lr"),
        Misconception("jumps_to_the_rate", "warmup", lambda t, lr, warmup_steps: np.where(
            np.asarray(t) < warmup_steps, lr / warmup_steps, lr),
            "a constant small rate and then a jump; linear warm-up rises a little at each step"),
        Misconception("steps_overwritten", "warmup", _raised_in_place, "an in-place operation writes into the array of steps"),
        Misconception("cosine_not_shifted", "warmup_cosine", lambda t, lr, warmup_steps, T_max, eta_min=0.0: _joined(
            t, lr, warmup_steps, _down(np.asarray(t) / T_max, lr, eta_min)),
            "the cosine counts from step 0, so the rate drops suddenly where the warm-up ends"),
        Misconception("cosine_too_long", "warmup_cosine", lambda t, lr, warmup_steps, T_max, eta_min=0.0: _joined(
            t, lr, warmup_steps, _down((np.asarray(t) - warmup_steps) / T_max, lr, eta_min)),
            "the cosine is given T_max steps, not the T_max − warmup_steps that are left, and misses the floor"),
        Misconception("product_of_both", "warmup_cosine", lambda t, lr, warmup_steps, T_max, eta_min=0.0: _up(
            t, 1.0, warmup_steps) * _down(np.asarray(t) / T_max, lr, eta_min),
            "warm-up and cosine are multiplied; they follow one another"),
        Misconception("rises_again", "warmup_cosine", lambda t, lr, warmup_steps, T_max, eta_min=0.0: _joined(
            t, lr, warmup_steps, eta_min + (lr - eta_min) * (
                1 + np.cos(np.pi * (np.asarray(t) - warmup_steps) / (T_max - warmup_steps))) / 2),
            "nothing stops the cosine at T_max, and it goes up again"),
    ),
)

# --- cyclic ----------------------------------------------------------------------------------------


def _cyclic_by_hand(rng):
    return [call("cyclic", np.array([0, 2, 4, 6, 8]), 0.1, 0.5, 4, label="one cycle of eight steps")]


def _cyclic_random(rng):
    return [call("cyclic", rng.integers(0, 7 * s, size=(3, 4)), 0.01 * s, 0.5, s, label=f"{s} steps up and {s} down") for s in (3, 10, 64)]


def _cyclic_repeats(rng):
    return [call("cyclic", np.arange(24), 0.2, 0.9, 4, label="three cycles of eight steps")]


def _comes_back(calls, values):
    for request, rates in zip(calls, values):
        rates, (_, low, high, _) = np.asarray(rates), request.args
        if rates.shape != request.args[0].shape:
            return f"{len(request.args[0])} steps gave the shape {rates.shape}"
        if not np.allclose(rates[:8], rates[8:16], rtol=1e-9):
            return "the second cycle is not like the first"
        if rates.min() < low - 1e-12 or rates.max() > high + 1e-12:
            return f"the rate goes from {rates.min():.4g} to {rates.max():.4g}, beyond the two given"
        if not np.allclose(np.abs(np.diff(rates)), np.abs(rates[1] - rates[0]), rtol=1e-9):
            return "some steps change the rate more than others: a triangle's sides are straight"
    return None


def _cyclic_edges(rng):
    return [call("cyclic", np.arange(5), 0.1, 0.3, 1, label="half a cycle of one step"),
            call("cyclic", np.arange(0), 0.1, 0.3, 5, label="no step"),
            call("cyclic", np.arange(6), 0.3, 0.3, 2, label="two rates that are equal"),
            call("cyclic", np.array([100_003]), 0.1, 0.3, 5, label="a late step")]


def _cyclic_unchanged(rng):
    return [call("cyclic", np.array([0.0, 3.0, 12.0]), 0.1, 0.5, 5, label="steps that are floats")]


def _triangle(t, base_lr, max_lr, s, period, shift=0.0):
    way = np.abs(np.mod(np.asarray(t) + shift, period) - s) / s
    return base_lr + (max_lr - base_lr) * (1 - way)


def _wrapped_in_place(t, base_lr, max_lr, step_size_up):
    np.mod(t, 2 * step_size_up, out=t)
    return base_lr + (max_lr - base_lr) * (1 - np.abs(t - step_size_up) / step_size_up)


CYCLIC = Sheet(
    checks=(
        Check("by hand", "One cycle between 0.1 and 0.5 is right at its corners and half-way.", "value", 1, _cyclic_by_hand,
              by_hand=(np.array([0.1, 0.3, 0.5, 0.3, 0.1]),)),
        Check("random steps", "Any step of any cycle is right.", "reference", 2, _cyclic_random,
              hint="a cycle has 2 step_size_up steps, and its highest rate in the middle"),
        Check("a triangle for ever", "Cycles repeat, stay between the two rates, and have straight sides.", "property", 1, _cyclic_repeats,
              holds=_comes_back, hint="the distance from the middle of the cycle falls and rises in equal steps"),
        Check("edges", "Cycles of two steps, equal rates, a late step and no step work.", "edge", 1, _cyclic_edges,
              hint="the remainder of t by the length of a cycle says where in the cycle you are"),
        Check("steps unchanged", "The array of steps is not changed.", "unchanged", 1, _cyclic_unchanged,
              hint="an in-place remainder writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("starts_at_the_top", "cyclic", lambda t, base_lr, max_lr, step_size_up: _triangle(
            t, base_lr, max_lr, step_size_up, 2 * step_size_up, step_size_up), "high and low are exchanged: a cycle starts low"),
        Misconception("saw_tooth", "cyclic", lambda t, base_lr, max_lr, step_size_up: base_lr + (max_lr - base_lr) * np.mod(
            np.asarray(t), step_size_up) / step_size_up, "the rate rises and drops at once; a triangle comes down as it went up"),
        Misconception("whole_cycle_too_short", "cyclic", lambda t, base_lr, max_lr, step_size_up: _triangle(
            t, base_lr, max_lr, step_size_up / 2, step_size_up), "step_size_up is taken as the whole cycle; it is the way up"),
        Misconception("one_cycle_only", "cyclic", lambda t, base_lr, max_lr, step_size_up: base_lr + (max_lr - base_lr) * np.maximum(
            0, 1 - np.abs(np.asarray(t) - step_size_up) / step_size_up), "only the first cycle is there; afterwards the rate stays low"),
        Misconception("rounded_like_a_cosine", "cyclic", lambda t, base_lr, max_lr, step_size_up: base_lr + (max_lr - base_lr) * (
            1 - np.cos(np.pi * np.asarray(t) / step_size_up)) / 2, "a cosine's hills; the cycle asked for has straight sides"),
        Misconception("steps_overwritten", "cyclic", _wrapped_in_place, "an in-place operation writes into the array of steps"),
    ),
)
