"""Gradient descent on a parabola: one number decides between slow, at once, zigzag and away."""

import numpy as np

from figures import Axis, Challenge, Figure, Line, Panel, Points, Predict, Slider, Table

RATES = tuple(np.round(np.arange(1, 23) / 10, 1).tolist())
STEPS = np.arange(21)
X = np.linspace(-1.6, 1.6, 65)
EDGE = 1.6


def compute(rate):
    """The places of 20 steps from x = 1 on L = x²/2, and their distances from the minimum."""
    places = [1.0]
    for _ in STEPS[1:]:
        places.append(places[-1] - rate * places[-1])  # the slope of x²/2 is x
    places = np.array(places)
    seen = np.clip(places[:9], -EDGE, EDGE)
    return {"x": seen, "loss": seen**2 / 2, "distance": np.clip(np.abs(places), 1e-7, 1e3), "factor": 1 - rate,
            "after": float(abs(places[10])), "last": float(abs(places[-1]))}


figure = Figure(
    name="parabola",
    question="The loss is x²/2, the start is x = 1. Which learning rates are too small, right, too large?",
    controls=(Slider("rate", "learning rate", RATES, 0.3, "{:.1f}"),),
    compute=compute,
    panels=(
        Panel((Line(X, X**2 / 2, "output", label="loss"), Line("x", "loss", "gradient", label="eight steps"),
               Points("x", "loss", "parameter")),
              Axis("x", -EDGE, EDGE), Axis("loss", 0, 1.3), title="On the parabola"),
        Panel((Line(STEPS, "distance", "parameter", label="distance from the minimum"), Points(STEPS, "distance", "parameter")),
              Axis("step", 0, 20), Axis("distance (log scale)", 1e-7, 1e3, log=True), title="Over twenty steps"),
    ),
    sentence="At rate {rate:.1f} every step multiplies x by {factor:.1f}; after 10 steps the distance is {after:.3g}, "
             "after 20 it is {last:.3g}.",
    alt="Left, a parabola with the points that gradient descent visits; right, the distance from the minimum at each step on a "
        "logarithmic axis, a straight line that falls, is level, or rises.",
    predict=Predict(
        question="which is faster, a rate of 0.1 or a rate of 1.9?",
        options=("0.1", "1.9", "they are equally fast"),
        answer=2,
        because="At {rate:.1f} the factor is {factor:.1f}, and after 10 steps {after:.3f} is left; at 0.1 it is 0.9, and as much is left.",
        reveal={"rate": 1.9},
    ),
    challenges=(
        Challenge("Be within a millionth of the minimum after 20 steps, jumping from side to side.",
                  lambda f: f["rate"] > 1 and f["last"] < 1e-6),
        Challenge("Arrive in a single step.", lambda f: f["rate"] == 1.0),
        Challenge("Never come nearer, and never get away.", lambda f: f["rate"] == 2.0),
    ),
    table=Table({"rate": "{rate:.1f}", "factor": "{factor:.1f}", "distance after 10 steps": "{after:.3g}", "after 20": "{last:.3g}"},
                ({"rate": 0.1}, {"rate": 0.5}, {"rate": 1.0}, {"rate": 1.9}, {"rate": 2.0}, {"rate": 2.1})),
)
