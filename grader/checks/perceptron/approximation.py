"""What is asked of a network that is built from bumps."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

# --- universal_approximation -----------------------------------------------------------------------
# Many weights make the same curve, so a driver puts places through whatever network comes back.


def _built(answer, a, c, low, high, bumps, x):
    w, b, v = answer.universal_approximation(lambda x: np.sin(a * x) + c * x, low, high, bumps)
    return np.where(np.multiply.outer(x, w) + b > 0, 1.0, 0.0) @ v


def _built_square(answer, low, high, bumps, x):
    w, b, v = answer.universal_approximation(lambda x: x**2, low, high, bumps)
    return np.where(np.multiply.outer(x, w) + b > 0, 1.0, 0.0) @ v


def _built_sizes(answer, bumps):
    w, b, v = answer.universal_approximation(lambda x: x**2, 0.0, 1.0, bumps)
    return [np.ndim(w), np.shape(w) == np.shape(b), np.shape(w) == np.shape(v)]


def _curve(rng, low, high, bumps, x, label):
    return call("universal_approximation", rng.uniform(1, 3), rng.normal(), low, high, bumps, np.asarray(x), driver=_built, label=label)


def _forward(rng, n, h):
    return rng.normal(size=n), rng.normal(size=h), rng.normal(size=h), rng.normal(size=h)


def _approximation_shapes(rng):
    return [*(call("universal_approximation", bumps, driver=_built_sizes, label=f"{bumps} bumps") for bumps in (1, 3)),
            call("universal_approximation_forward", *_forward(rng, 5, 3), label="5 places, 3 units"),
            call("universal_approximation_forward", *_forward(rng, 1, 4), label="one place, 4 units")]


def _approximation_by_hand(rng):
    x = np.array([1.0, 2.0, 3.0, 4.0, 5.0, -1.0])
    return [call("universal_approximation", 0.0, 4.0, 2, x, driver=_built_square, label="two bumps under the square of x, from 0 to 4"),
            call("universal_approximation_forward", np.arange(5.0), np.array([1.0, 1.0]), np.array([-1.0, -3.0]), np.array([5.0, -5.0]),
                 label="a bump of height 5 from 1 to 3")]


def _approximation_inside(rng):
    return [_curve(rng, low, high, bumps, np.sort(rng.uniform(low, high, 20)), f"{bumps} bumps from {low:g} to {high:g}")
            for low, high, bumps in ((-2.0, 3.0, 7), (1.0, 2.0, 4), (-3.0, -1.0, 1), (0.5, 9.0, 30))]


def _approximation_edges(rng):
    return [_curve(rng, 1.0, 5.0, 4, [1.0, 2.0, 3.0, 4.0, 5.0], "the ends of the intervals"),
            _curve(rng, 1.0, 5.0, 4, [-6.0, 0.0, 0.9, 5.1, 8.0], "outside")]


def _approximation_forward(rng):
    ends = np.array([-1.0, 0.0, 0.5, 2.0]), np.array([1.0, -2.0, 0.0]), np.array([-0.5, 1.0, 0.0]), np.array([1.5, -0.5, 4.0])
    return [call("universal_approximation_forward", *_forward(rng, n, h), label=f"{n} places, {h} units") for n, h in ((9, 4), (4, 4), (3,
        8))] + [
        call("universal_approximation_forward", *ends, label="scores of exactly 0")]


def _approximation_unchanged(rng):
    return [call("universal_approximation_forward", *_forward(rng, 4, 3))]


def _bumps(f, low, high, bumps, at=0.5, off=1.0, sign=-1.0, scale=None):
    """Right with at = 0.5, off = 1, sign = −1: where f is asked, what switches off, and the sign of the biases."""
    edges = np.linspace(low, high, bumps + 1)
    heights = f(edges[:-1] + at * np.diff(edges)) * (np.diff(edges) if scale else 1.0)
    return np.ones(2 * bumps), sign * np.concatenate([edges[:-1], edges[1:]]), np.concatenate([heights, -off * heights])


def _one_edge_short(f, low, high, bumps):
    edges = np.linspace(low, high, bumps)
    heights = f((edges[:-1] + edges[1:]) / 2)
    return np.ones(2 * len(heights)), -np.concatenate([edges[:-1], edges[1:]]), np.concatenate([heights, -heights])


def _sigmoid_units(x, w, b, v):
    return 1 / (1 + np.exp(-(np.outer(x, w) + b))) @ v


UNIVERSAL_APPROXIMATION = Sheet(
    checks=(
        Check("shapes", "w, b and v have one number for each hidden unit; the network has one answer for each place.", "shape", 1,
              _approximation_shapes),
        Check("by hand", "Two bumps under x² from 0 to 4, and a bump of height 5 from 1 to 3.", "value", 2, _approximation_by_hand,
              by_hand=(np.array([1.0, 1.0, 9.0, 9.0, 0.0, 0.0]), np.array([0.0, 0.0, 5.0, 5.0, 0.0]))),
        Check("inside", "Anywhere between low and high the network answers with the height of the bump there.", "reference", 3,
              _approximation_inside, hint="each bump is as high as the curve in the middle of its interval"),
        Check("ends and outside", "At its left end a bump is not yet on, at its right end it still is, and outside all are off.", "edge", 2,
              _approximation_edges, hint="step(0) is 0, so a unit with the bias −a is on for x > a"),
        Check("network", "Hidden units of any weights, scores of exactly 0 too.", "reference", 1, _approximation_forward,
              hint="each unit answers 0 or 1, and v weighs the answers"),
        Check("inputs unchanged", "What you are given is not changed.", "unchanged", 1, _approximation_unchanged),
    ),
    misconceptions=(
        Misconception("height_of_the_left_end", "universal_approximation", lambda f, low, high, bumps: _bumps(f, low, high, bumps, at=0.0),
                      "a bump is as high as the curve at its left end, and not in its middle"),
        Misconception("height_of_the_right_end", "universal_approximation", lambda f, low, high, bumps: _bumps(f, low, high, bumps, at=1.0),
                      "a bump is as high as the curve at its right end, and not in its middle"),
        Misconception("never_switched_off", "universal_approximation", lambda f, low, high, bumps: _bumps(f, low, high, bumps, off=0.0),
                      "nothing switches a bump off, so all that came before is still there"),
        Misconception("area_for_height", "universal_approximation", lambda f, low, high, bumps: _bumps(f, low, high, bumps, scale=True),
                      "the weights are the areas of the bumps, and not their heights"),
        Misconception("threshold_added", "universal_approximation", lambda f, low, high, bumps: _bumps(f, low, high, bumps, sign=1.0),
                      "the bias is minus the place where a unit switches, and here it has that place's sign"),
        Misconception("one_end_short", "universal_approximation", _one_edge_short,
                      "there are as many ends as bumps, which makes one bump too few"),
        Misconception("smooth_units", "universal_approximation_forward", _sigmoid_units,
                      "the hidden units are sigmoids here, and steps are asked for"),
        Misconception("on_at_zero", "universal_approximation_forward", lambda x, w, b, v: (np.outer(x, w) + b >= 0) @ v,
                      "a score of exactly 0 switches a unit on here"),
        Misconception("step_left_out", "universal_approximation_forward", lambda x, w, b, v: (np.outer(x, w) + b) @ v,
                      "the scores are weighed and added without a step, so the answer is a straight line"),
    ),
)
