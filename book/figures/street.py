"""A street between two clouds, and the price of standing in it: what does C decide?"""

import numpy as np

from figures import Axis, Challenge, Choice, Figure, Line, Panel, Points, Predict, Slider, Table
from grader.reference.linear_models import kernel_svm_fit, kernels, svm_soft_margin

PRICES = tuple(float(f"{c:.2g}") for c in np.geomspace(0.01, 10, 10))
PLACES = ("with its own", "amid the others", "far behind its own")
T = np.repeat([1.0, -1.0], 12)
CLOUD = np.random.default_rng(12).normal(size=(24, 2)) + 1.35 * T[:, None]
STEPS = 400  # enough for six digits at every price
ENDS = np.array([-5.0, 5.0])


def compute(C, place):
    """The street for one price and one place of one sample, by the dual."""
    X = CLOUD.copy()
    X[0] = {"with its own": (1.2, 1.6), "amid the others": (-1.2, -0.6), "far behind its own": (4.2, 4.2)}[place]
    a, b = kernel_svm_fit(kernels(X, X), T, C, STEPS)
    w = X.T @ (a * T)
    lead = T * (X @ w + b)
    edges = [(level - b - w[0] * ENDS) / w[1] for level in (-1, 0, 1)]
    held = a > 1e-7
    return {"low": edges[0], "middle": edges[1], "high": edges[2], "width": float(1 / np.linalg.norm(w)),
            "yes_x": X[T > 0, 0], "yes_y": X[T > 0, 1], "no_x": X[T < 0, 0], "no_y": X[T < 0, 1],
            "held_x": np.where(held, X[:, 0], 99.0), "held_y": np.where(held, X[:, 1], 99.0),
            "support": int(held.sum()), "inside": int((lead < 1 - 1e-6).sum()), "wrong": int((lead <= 0).sum()),
            "objective": float(svm_soft_margin(X, T, w, b, C)), "angle": float(np.degrees(np.arctan2(w[1], w[0])))}


figure = Figure(
    name="street",
    question="A sample in the street has a price. Who holds the street when that price is low?",
    controls=(
        Slider("C", "price C", PRICES, 1.0, "{:g}"),
        Choice("place", "one sample of class 1 is", PLACES, "with its own"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Line(ENDS, "low", "score"), Line(ENDS, "middle", "score", label="where the score is 0"), Line(ENDS, "high", "score"),
                Points("yes_x", "yes_y", "data", label="class 1"), Points("no_x", "no_y", "parameter", label="class −1"),
                Points("held_x", "held_y", "gradient", label="support vectors"),
            ),
            Axis("first feature", -5, 5), Axis("second feature", -5, 5), height=344,
        ),
    ),
    sentence="With C = {C:g} the street is {width:.2f} wide on each side; {support} of 24 samples hold it, {inside} stand in it, "
             "{wrong} on the wrong side of its middle.",
    alt="Two clouds of points with a street of three parallel lines between them; the points that hold the street are marked.",
    predict=Predict(
        question="one sample moves far behind its own class; the street with C = 1",
        options=("becomes wider", "turns towards it", "does not change"),
        answer=2,
        because="It was beyond the street before and still is: {width:.2f} wide, held by {support} samples, as before.",
        reveal={"C": 1.0, "place": "far behind its own"},
    ),
    challenges=(
        Challenge("Let every sample but four hold the street, or more.", lambda f: f["support"] >= 20),
        Challenge("Make the street narrower than 0.7 on each side.", lambda f: f["width"] < 0.7),
        Challenge("Put one sample amid the others, and let no more than three stand in the street.",
                  lambda f: f["place"] == "amid the others" and f["inside"] <= 3),
    ),
    table=Table({"C": "{C:g}", "the sample": "{place}", "half width": "{width:.2f}", "support vectors": "{support}",
           "in the street": "{inside}"},
                ({"C": 0.01}, {"C": 1.0}, {"C": 10.0}, {"C": 1.0, "place": "amid the others"},
                 {"C": 10.0, "place": "amid the others"}, {"C": 1.0, "place": "far behind its own"})),
)
