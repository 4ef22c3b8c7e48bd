"""A gradient of two numbers that is too long, clipped in two ways: which one still points where it pointed?"""

import numpy as np

from figures import Axis, Challenge, Choice, Figure, Line, Panel, Points, Predict, Slider, Table
from grader.reference.deep_gradients import clip_by_global_norm, clip_by_value

KINDS = ("by value", "by norm", "each array by its own norm")
TURN = np.linspace(0, 2 * np.pi, 61)
SQUARE = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1], [1, 1]]).T
COMPONENTS = tuple(k / 2 for k in range(-11, 12))


def clipped(kind, gradient, bound):
    """The gradient after clipping; its two numbers are two parameters, in two arrays."""
    grads = [gradient[:1], gradient[1:]]
    if kind == "by value":
        return np.concatenate(clip_by_value(grads, bound))
    if kind == "by norm":
        return np.concatenate(clip_by_global_norm(grads, bound)[0])
    return np.concatenate([clip_by_global_norm([g], bound)[0][0] for g in grads])


def compute(kind, up, bound):
    """The gradient before and after, the border of what is allowed, and the angle between the two."""
    before = np.array([1.0, up])
    after = clipped(kind, before, bound)
    border = bound * (np.stack([np.cos(TURN), np.sin(TURN)]) if kind == "by norm" else SQUARE[:, np.arange(61) * 4 // 60])
    angles = np.degrees(np.arctan2([before[1], after[1]], [before[0], after[0]]))
    return {"before_x": [0, before[0]], "before_y": [0, before[1]], "after_x": [0, after[0]], "after_y": [0, after[1]],
            "tip_x": before[0], "tip_y": before[1], "end_x": after[0], "end_y": after[1], "border_x": border[0], "border_y": border[1],
            "length": float(np.hypot(*before)), "short": float(np.hypot(*after)), "turned": float(abs(angles[0] - angles[1]))}


figure = Figure(
    name="clip_direction",
    question="A gradient is too long and has to be shortened. Does the step still go where it should?",
    controls=(
        Choice("kind", "clip", KINDS, "by value"),
        Slider("up", "second number of the gradient; the first is 1", COMPONENTS, 4.0, "{:.1f}"),
        Slider("bound", "bound", (0.5, 1.0, 2.0), 1.0, "{:g}"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Line("border_x", "border_y", "parameter", label="what is allowed"),
                Line("before_x", "before_y", "data", label="gradient"),
                Points("tip_x", "tip_y", "data"),
                Line("after_x", "after_y", "gradient", label="after clipping"),
                Points("end_x", "end_y", "gradient"),
            ),
            Axis("first number", -6, 6), Axis("second number", -6, 6), height=344,
        ),
    ),
    sentence="Clipped {kind} at {bound:g}: (1, {up:.1f}), {length:.1f} long, becomes ({end_x:.2f}, {end_y:.2f}), {short:.2f} long, "
             "and turns by {turned:.0f} degrees.",
    alt="A long dotted arrow from the origin, and a short dashed one inside a square or a circle. In the square the short arrow "
        "ends in the corner and points elsewhere; in the circle it lies on the long one.",
    predict=Predict(
        question="clipped by norm at 1, the gradient (1, 4) turns by",
        options=("31 degrees", "45 degrees", "not at all"),
        answer=2,
        because="Both numbers are multiplied by one factor: it turns by {turned:.0f} degrees.",
        reveal={"kind": "by norm", "up": 4.0, "bound": 1.0},
    ),
    challenges=(
        Challenge("Clip by value, and shorten the gradient without turning it.",
                  lambda f: f["kind"] == "by value" and f["short"] < f["length"] and f["turned"] < 1e-9),
        Challenge("Find a gradient that clipping leaves alone altogether.", lambda f: abs(f["short"] - f["length"]) < 1e-9),
        Challenge("Turn it by more than 33 degrees.", lambda f: f["turned"] > 33),
    ),
    table=Table(
        {"clipped": "{kind}", "second number": "{up:.1f}", "bound": "{bound:g}",
         "after": "({end_x:.2f}, {end_y:.2f})", "turned by": "{turned:.0f}°"},
        ({}, {"kind": "by norm"}, {"kind": "each array by its own norm"}, {"up": -3.0}, {"up": 0.5}, {"kind": "by norm", "up": 0.5}),
    ),
)
