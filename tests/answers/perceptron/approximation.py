"""Wrong and right answers: universal_approximation, universal_approximation_forward."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- universal_approximation -----------------------------------------------------------------------


@right("perceptron/universal_approximation")
def universal_approximation__jumps(f, low, high, bumps):
    """One unit an end: each adds the jump from a height to the next."""
    ends = np.linspace(low, high, bumps + 1)
    heights = np.concatenate([[0.0], f((ends[1:] + ends[:-1]) / 2), [0.0]])
    return np.ones(bumps + 1), -ends, np.diff(heights)


@right("perceptron/universal_approximation")
def universal_approximation__bump_by_bump(f, low, high, bumps):
    """A pair of units after the other, with other weights on the input."""
    width = (high - low) / bumps
    w, b, v = [], [], []
    for k in range(bumps):
        height = f(low + (k + 0.5) * width)
        w, v = [*w, 2.0, 2.0], [*v, height, -height]
        b += [-2.0 * (low + k * width), -2.0 * (low + (k + 1) * width)]
    return np.array(w), np.array(b), np.array(v)


@right("perceptron/universal_approximation")
def universal_approximation_forward__loop(x, w, b, v):
    """Unit after unit."""
    y = np.zeros(len(x))
    for slope, shift, height in zip(w, b, v):
        y = y + height * np.heaviside(slope * x + shift, 0.0)
    return y


@wrong("perceptron/universal_approximation", embodies="height_of_the_left_end")
def universal_approximation__left_sums(f, low, high, bumps):
    """As in a left Riemann sum."""
    ends = np.linspace(low, high, bumps + 1)
    heights = f(ends)[:-1]
    return np.ones(2 * bumps), -np.hstack([ends[:-1], ends[1:]]), np.hstack([heights, -heights])


@wrong("perceptron/universal_approximation", embodies="height_of_the_right_end")
def universal_approximation__right_sums(f, low, high, bumps):
    """As in a right Riemann sum, with one unit an end."""
    ends = np.linspace(low, high, bumps + 1)
    return np.ones(bumps + 1), -ends, np.diff(np.hstack([0.0, f(ends[1:]), 0.0]))


@wrong("perceptron/universal_approximation", embodies="never_switched_off")
def universal_approximation__on_for_ever(f, low, high, bumps):
    """A unit a bump, with the curve's height as its weight."""
    width = (high - low) / bumps
    starts = low + width * np.arange(bumps)
    return np.ones(bumps), -starts, f(starts + width / 2)


@wrong("perceptron/universal_approximation", embodies="area_for_height")
def universal_approximation__integral(f, low, high, bumps):
    """Width times height, as for an integral."""
    width = (high - low) / bumps
    starts = low + width * np.arange(bumps)
    areas = width * f(starts + width / 2)
    return np.ones(2 * bumps), -np.hstack([starts, starts + width]), np.hstack([areas, -areas])


@wrong("perceptron/universal_approximation", embodies="threshold_added")
def universal_approximation__thresholds(f, low, high, bumps):
    """The places themselves as biases."""
    ends = np.linspace(low, high, bumps + 1)
    heights = f((ends[:-1] + ends[1:]) / 2)
    return np.ones(2 * bumps), np.hstack([ends[:-1], ends[1:]]), np.hstack([heights, -heights])


@wrong("perceptron/universal_approximation", embodies="one_end_short")
def universal_approximation__as_many_ends(f, low, high, bumps):
    """Ends from linspace with the number of bumps; one bump gives nothing."""
    ends = np.linspace(low, high, bumps)
    jumps = np.diff(np.hstack([0.0, f((ends[:-1] + ends[1:]) / 2), 0.0])) if bumps > 1 else np.zeros(1)
    return np.ones(bumps), -ends, jumps


@wrong("perceptron/universal_approximation")
def universal_approximation__from_zero(f, low, high, bumps):
    """The ends are counted from 0, wherever the interval begins: matches no misconception."""
    width = (high - low) / bumps
    starts = width * np.arange(bumps)
    heights = f(low + starts + width / 2)
    return np.ones(2 * bumps), -np.hstack([starts, starts + width]), np.hstack([heights, -heights])


@wrong("perceptron/universal_approximation")
def universal_approximation__a_matrix(f, low, high, bumps):
    """Weights as a row of a matrix: matches no misconception."""
    ends = np.linspace(low, high, bumps + 1)
    heights = f((ends[:-1] + ends[1:]) / 2)
    return np.ones((1, 2 * bumps)), -np.hstack([ends[:-1], ends[1:]]), np.hstack([heights, -heights])


@wrong("perceptron/universal_approximation", embodies="smooth_units")
def universal_approximation_forward__sigmoid(x, w, b, v):
    """σ(z) = ½ (1 + tanh(z/2)) instead of the step."""
    return (1 + np.tanh((x[:, None] * w + b) / 2)) @ v / 2


@wrong("perceptron/universal_approximation", embodies="on_at_zero")
def universal_approximation_forward__heaviside_of_one(x, w, b, v):
    """NumPy's heaviside with the other value at 0."""
    return np.heaviside(x[:, None] * w + b, 1.0) @ v


@wrong("perceptron/universal_approximation", embodies="step_left_out")
def universal_approximation_forward__linear(x, w, b, v):
    """Slope and intercept of the collapsed network."""
    return x * (w @ v) + b @ v


@wrong("perceptron/universal_approximation")
def universal_approximation_forward__in_place(x, w, b, v):
    """The places are sorted in place, as for a plot: matches no misconception."""
    x.sort()
    return (x[:, None] * w + b > 0) @ v


@wrong("perceptron/universal_approximation")
def universal_approximation_forward__counts(x, w, b, v):
    """Every unit that is on counts 1, whatever v is: matches no misconception."""
    return np.sum(x[:, None] * w + b > 0, axis=1) * 1.0
