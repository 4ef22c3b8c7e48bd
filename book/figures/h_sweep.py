"""How small should h be?  Two errors pull in opposite directions."""

import numpy as np

from figures import Axis, Challenge, Choice, Figure, Line, Panel, Points, Predict, Slider, Table

STEPS = np.array([float(f"{m}e-{k}") for k in range(1, 14) for m in ((3, 1) if k > 1 else (1,))])
TRUE = float(np.cos(1.0) * np.exp(np.sin(1.0)))


def quotients(precision):
    """Forward and centred difference quotients of exp(sin x) at x = 1, for all h, in one precision."""
    number = np.dtype(precision).type
    x, h = number(1), STEPS.astype(number)
    f = lambda x: np.exp(np.sin(x))  # noqa: E731
    return (f(x + h) - f(x)) / h, (f(x + h) - f(x - h)) / (number(2) * h)


def compute(precision, h):
    """Relative errors of both quotients along all h, and at this h."""
    forward, centred = (np.abs(q.astype(float) - TRUE) / TRUE for q in quotients(precision))
    k = int(np.flatnonzero(STEPS == h)[0])
    best = STEPS[np.argmin(centred)]
    return {"forward_all": forward, "centred_all": centred, "forward": forward[k], "centred": centred[k], "best": best}


figure = Figure(
    name="h_sweep",
    question="A difference quotient is exact in the limit h → 0. So is a smaller h always better?",
    controls=(
        Slider("h", "step h", tuple(STEPS.tolist()), 1e-5, "{:.0e}"),
        Choice("precision", "numbers", ("float64", "float32"), "float64"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Line(STEPS, "forward_all", "data", label="forward: (f(x+h) − f(x)) / h"),
                Line(STEPS, "centred_all", "gradient", label="centred: (f(x+h) − f(x−h)) / 2h"),
                Line(lambda f: [f["h"], f["h"]], [1e-12, 10], "parameter", label="h"),
                Points("h", "forward", "data"),
                Points("h", "centred", "gradient"),
            ),
            Axis("h", 1e-13, 0.1, log=True), Axis("relative error", 1e-12, 10, log=True), height=270,
        ),
    ),
    sentence="f(x) = exp(sin x) at x = 1, in {precision}, h = {h:.0e}: the forward quotient errs by {forward:.0e}, "
             "the centred one by {centred:.0e}; the centred one is best near h = {best:.0e}.",
    alt="Error against h on logarithmic axes: two curves like the letter V. From right to left they fall, the centred "
        "one twice as steeply, reach a lowest point, and rise again as rounding takes over.",
    predict=Predict(
        question="going from h = 1e-5 to h = 1e-10 makes the centred quotient",
        options=("more exact", "no different", "less exact"),
        answer=2,
        because="At h = {h:.0e} it errs by {centred:.0e}: the two values of f differ in their last digits only, and those are rounded.",
        reveal={"h": 1e-10},
    ),
    challenges=(
        Challenge("In float64, bring the forward error below 1e-7.", lambda f: f["precision"] == "float64" and f["forward"] < 1e-7),
        Challenge("In float32, find an h with a centred error below 0.001.", lambda f: f["precision"] == "float32" and f["centred"] < 1e-3),
        Challenge("Make a correct derivative look wrong by more than 10 %.", lambda f: f["centred"] > 0.1),
    ),
    table=Table(
        {"numbers": "{precision}", "h": "{h:.0e}", "forward error": "{forward:.0e}", "centred error": "{centred:.0e}"},
        ({"h": 1e-1}, {"h": 1e-5}, {"h": 1e-8}, {"h": 1e-12}, {"precision": "float32", "h": 1e-5}, {"precision": "float32", "h": 1e-2}),
    ),
)
