"""A bowl and a price on weights: where is the best place, and is one of its two weights exactly 0?"""

import numpy as np

from figures import Axis, Challenge, Choice, Figure, Line, Panel, Points, Predict, Slider, Table
from grader.reference.regularization import soft_threshold_step

KINDS = ("L1", "L2")
BOTTOMS = (0.03, 0.2, 0.4, 0.6, 0.8, 1.0)
STRENGTHS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0, 1.5)
CURVATURES = np.array([0.5, 1.0])
TURN = np.linspace(0, 2 * np.pi, 29)
ROUND = np.stack([np.cos(TURN), np.sin(TURN)])
DIAMOND = np.sign(ROUND) * ROUND**2


def best(kind, bottom, strength):
    """Where the bowl and the penalty together are least."""
    if kind == "L2":
        return CURVATURES * bottom / (CURVATURES + strength)
    w = bottom.copy()
    for _ in range(200):
        w = soft_threshold_step(w, CURVATURES * (w - bottom), 1.0, strength)
    return w


def compute(kind, second, strength):
    """The best place, the level of the bowl through it, and the border of what its penalty can buy."""
    bottom = np.array([1.2, second])
    w = best(kind, bottom, strength)
    height = float(CURVATURES @ (w - bottom) ** 2) / 2
    level = bottom[:, None] + np.sqrt(2 * height / CURVATURES)[:, None] * ROUND
    size = np.abs(w).sum() if kind == "L1" else np.sqrt((w**2).sum())
    border = size * (DIAMOND if kind == "L1" else ROUND)
    zeros = int((w == 0).sum())
    return {"level_x": np.clip(level[0], -1.5, 2.5), "level_y": np.clip(level[1], -1.5, 2.5), "border_x": border[0], "border_y": border[1],
            "bottom_y": second, "x": w[0], "y": w[1], "budget": float(size), "zeros": zeros,
            "lamp": ("none of the two weights is exactly 0", "one weight is exactly 0", "both weights are exactly 0")[zeros]}


figure = Figure(
    name="corners_and_circles",
    question="A bowl with the curvatures ½ and 1 has its bottom at (1.2, second). "
             "Which penalty makes a weight exactly 0, and from which strength on?",
    controls=(Choice("kind", "penalty", KINDS, "L1"), Slider("second", "second number of the bottom", BOTTOMS, 0.4, "{:g}"),
              Slider("strength", "strength", STRENGTHS, 0.4, "{:g}")),
    compute=compute,
    panels=(
        Panel(
            (
                Line("border_x", "border_y", "parameter", label="what the penalty buys"),
                Line("level_x", "level_y", "gradient", label="one level of the bowl"),
                Points(1.2, "bottom_y", "data", label="bottom"),
                Points("x", "y", "output", label="best"),
            ),
            Axis("first weight", -1.5, 2.5), Axis("second weight", -1.5, 2.5), height=344,
        ),
    ),
    sentence="{kind} with strength {strength:g} and the bottom at (1.2, {second:g}): best at ({x:.3f}, {y:.3f}), and {lamp}.",
    alt="A diamond or a circle around the origin touches an ellipse around the bottom of the bowl. The diamond is touched at its corner "
        "on the first axis, where the second weight is 0; the circle is touched beside the axis.",
    predict=Predict(
        question="the bottom is at (1.2, 0.03), the L1 strength 0.05. The second weight is best at",
        options=("0.03", "−0.02", "0"),
        answer=2,
        because="It is {y:.3f}: below the strength the price is steeper than the bowl on either side of 0.",
        reveal={"kind": "L1", "second": 0.03, "strength": 0.05},
    ),
    challenges=(
        Challenge("Find the smallest strength on the slider at which L1 sets a second weight of 0.6 to 0.",
                  lambda f: f["kind"] == "L1" and f["second"] == 0.6 and f["strength"] == 0.6),
        Challenge("Set both weights to exactly 0.", lambda f: f["zeros"] == 2),
        Challenge("With L2, bring the second weight below 0.02. Is it 0?", lambda f: f["kind"] == "L2" and f["y"] < 0.02),
    ),
    table=Table(
        {"penalty": "{kind}", "bottom": "(1.2, {second:g})", "strength": "{strength:g}", "best": "({x:.3f}, {y:.3f})", "zeros": "{zeros}"},
        ({"kind": "L1", "second": 0.4, "strength": 0.2}, {"kind": "L1", "second": 0.4, "strength": 0.4},
         {"kind": "L2", "second": 0.4, "strength": 0.4}, {"kind": "L2", "second": 0.4, "strength": 1.5},
         {"kind": "L1", "second": 1.0, "strength": 1.0}, {"kind": "L1", "second": 0.03, "strength": 0.05}),
    ),
)
