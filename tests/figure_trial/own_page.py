"""The trial figure with the book's own helper: states computed by NumPy, looked up by a small script."""

import numpy as np
from figures import Axis, Bars, Challenge, Figure, Names, Panel, Predict, Slider, Table

from grader.reference.activations import softmax

# author's lines begin
SCORES = np.array([0.3, 2.9, 4.0])

figure = Figure(
    name="trial",
    question="What does a temperature do to the softmax of the same three scores?",
    controls=(Slider("T", "temperature T", tuple(np.geomspace(0.1, 10, 41)), 1.0, "{:.2f}"),),
    compute=lambda T: {"p": softmax(SCORES / T)},
    panels=(Panel((Bars("p", "output"),), Names("score", ("0.3", "2.9", "4.0")), Axis("probability", 0, 1.1)),),
    sentence="At T = {T:.2f} the largest has {p[2]:.3f}",
    alt="Three bars, one for each score; a low temperature gives the largest nearly everything.",
    # what the two libraries do not offer begins
    predict=Predict(
        "at T = 10, the largest bar is", ("still near 0.74", "near 0.40", "no longer the largest"), 1,
        "At T = {T:.0f} the largest has {p[2]:.3f}.", {"T": 10.0}),
    challenges=(Challenge("Give the score 4.0 more than 99 %.", lambda frame: frame["p"][2] > 0.99),),
    table=Table({"T": "{T:.2f}", "largest": "{p[2]:.3f}"}, ({"T": 0.1}, {"T": 1.0}, {"T": 10.0})),
    # what the two libraries do not offer ends
)
# author's lines end


def page():
    """The helper's page for a figure alone, its script and styles inside."""
    return figure.page()
