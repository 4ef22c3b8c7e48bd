"""The front page's neuron: where it is most wrong, it learns least; derived, measured, and with a slip."""

import numpy as np

from figures import Axis, Bars, Challenge, Figure, Line, Names, Panel, Points, Predict, Slider, Table

INPUT, TARGET, STEP = 2.0, 1.0, 1e-5
WEIGHTS = np.linspace(-3, 3, 61).round(1)


def output(w):
    """The neuron's answer to the one input."""
    return 1 / (1 + np.exp(-w * INPUT))


def loss(w):
    """Half the squared distance from the target."""
    return 0.5 * (output(w) - TARGET) ** 2


LOSSES = loss(WEIGHTS)


def compute(w):
    """The loss at w with its derivative three ways: derived, measured, and with one factor forgotten."""
    p = output(w)
    derived = (p - TARGET) * p * (1 - p) * INPUT
    measured = (loss(w + STEP) - loss(w - STEP)) / (2 * STEP)
    slip = (p - TARGET) * INPUT
    ends = np.array([w - 0.6, w + 0.6])
    return {"p": float(p), "loss": float(loss(w)), "slopes": np.array([derived, measured, slip]),
            "ends": ends, "tangent": loss(w) + derived * (ends - w)}


figure = Figure(
    name="first_gradient",
    question="A neuron should answer 1. It learns by walking down the slope of its loss. "
             "Does it learn fastest where it is most wrong?",
    controls=(Slider("w", "weight w", tuple(WEIGHTS), -2.0, "{:.1f}"),),
    compute=compute,
    panels=(
        Panel(
            (Line(WEIGHTS, LOSSES, "output"), Line("ends", "tangent", "gradient"),
             Points(lambda f: [f["w"]], lambda f: [f["loss"]], "parameter")),
            Axis("weight w", -3.6, 3.6, ticks=(-3, -2, -1, 0, 1, 2, 3)), Axis("loss", -0.05, 0.6, ticks=(0, 0.25, 0.5)),
            title="The loss, and its slope at w",
        ),
        Panel(
            (Bars("slopes", "gradient", text="{:.3f}"),),
            Names("how the slope is found", ("by hand", "measured", "with a slip")),
            Axis("slope of the loss", -2.2, 0.2, ticks=(-2, -1, 0)), title="The same slope, three ways",
        ),
    ),
    sentence="At w = {w:.1f} the neuron answers {p:.3f}, and the slope of its loss is {slopes[0]:.3f} by hand, "
             "{slopes[1]:.3f} measured, and {slopes[2]:.3f} if one factor of the chain rule is forgotten.",
    alt="Left, the loss against the weight: a high plain for negative weights, then a descent to zero; a short line "
        "shows the slope at the chosen weight. Right, that slope as three bars. On the plain, where the answer is "
        "most wrong, the slope by hand and as measured is almost zero, and the one with a slip is large.",
    predict=Predict(
        question="at w = −3 the answer is 0.002 instead of 1, and the slope is",
        options=("the steepest of all", "about half of that", "nearly zero"),
        answer=2,
        because="The slope there is {slopes[0]:.3f}: the answer could hardly be worse, and the neuron hardly learns.",
        reveal={"w": -3.0},
    ),
    challenges=(
        Challenge("Find the weight where the neuron learns fastest: a slope below −0.29.", lambda f: f["slopes"][0] < -0.29),
        Challenge("Bring the answer above 0.99.", lambda f: f["p"] > 0.99),
    ),
    table=Table(
        {"w": "{w:.1f}", "answer": "{p:.3f}", "loss": "{loss:.3f}", "by hand": "{slopes[0]:.3f}",
         "measured": "{slopes[1]:.3f}", "with a slip": "{slopes[2]:.3f}"},
        ({"w": -3.0}, {"w": -2.0}, {"w": -0.3}, {"w": 1.0}, {"w": 3.0}),
    ),
)
