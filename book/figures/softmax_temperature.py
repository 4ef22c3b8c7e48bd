"""What a temperature does to a softmax: the order stays, the confidence changes."""

import numpy as np

from figures import Axis, Bars, Challenge, Figure, Label, Line, Names, Panel, Points, Predict, Slider, Table
from grader.reference.activations import softmax

SCORES = np.array([0.3, 2.9, 4.0])
TEMPERATURES = np.geomspace(0.1, 10, 41)
CURVES = softmax(SCORES / TEMPERATURES[:, None]).T
PROBABILITY = Axis("probability", 0, 1.08, ticks=(0, 0.25, 0.5, 0.75, 1))


def compute(T):
    """Probabilities of the scores divided by T, and their entropy in bits."""
    p = softmax(SCORES / T)
    return {"p": p, "bits": float(-(p * np.log2(p)).sum())}


figure = Figure(
    name="softmax_temperature",
    question="The scores 0.3, 2.9 and 4.0 never change. What does dividing them by a temperature T do to their softmax?",
    controls=(Slider("T", "temperature T", tuple(TEMPERATURES), 1.0, "{:.2f}"),),
    compute=compute,
    panels=(
        Panel((Bars("p", "output"),), Names("score", ("0.3", "2.9", "4.0")), PROBABILITY, title="At this temperature"),
        Panel(
            (
                *(Line(TEMPERATURES, curve, "output") for curve in CURVES),
                Line(lambda f: [f["T"], f["T"]], [0, 1.08], "parameter", label="T"),
                Points(lambda f: [f["T"]] * 3, "p", "output"),
                Label(0.12, 0.88, "4.0", "start"), Label(0.9, 0.28, "2.9", "end"), Label(0.9, 0.06, "0.3", "end"),
            ),
            Axis("temperature T (log scale)", 0.1, 10, log=True), PROBABILITY, title="At every temperature",
        ),
    ),
    sentence="At T = {T:.2f} the probabilities are {p[0]:.3f}, {p[1]:.3f} and {p[2]:.3f}: "
             "{bits:.2f} bits of doubt, out of 1.58 for three equal bars.",
    alt="Left, three bars, one for each score; right, the same probabilities along all temperatures. "
        "The largest score is always the most probable; a low temperature gives it nearly everything, "
        "a high one makes the three nearly equal.",
    predict=Predict(
        question="at T = 10, the largest bar is",
        options=("still near 0.74", "near 0.40", "no longer the largest"),
        answer=1,
        because="At T = 10 the bars are {p[0]:.3f}, {p[1]:.3f} and {p[2]:.3f}: closer, in the same order.",
        reveal={"T": 10.0},
    ),
    challenges=(
        Challenge("Give the score 4.0 more than 99 % of the probability.", lambda f: f["p"][2] > 0.99),
        Challenge("Bring the doubt above 1.5 bits.", lambda f: f["bits"] > 1.5),
        Challenge("The middle bar rises and falls again as T grows: bring it above 0.35.", lambda f: f["p"][1] > 0.35),
    ),
    table=Table(
        {"T": "{T:.2f}", "p of 0.3": "{p[0]:.3f}", "p of 2.9": "{p[1]:.3f}", "p of 4.0": "{p[2]:.3f}", "bits": "{bits:.2f}"},
        ({"T": 0.1}, {"T": 1.0}, {"T": 10.0}),
    ),
)
