"""Points on a plane under the triplet loss: like comes to like, as far as the margin asks."""

import itertools

import numpy as np

from figures import Axis, Challenge, Choice, Figure, Label, Line, Panel, Points, Predict, Slider, Table
from grader.reference.losses import triplet_loss, triplet_loss_backward

STEPS = tuple(range(0, 61, 3))
RATE = 5 / 3
KINDS = np.repeat(np.arange(3), 4)
ROLES = ("data", "output", "gradient")
START = np.random.default_rng(8).normal(size=(12, 2))
TRIPLETS = np.array([(a, p, n) for a, p, n in itertools.product(range(12), repeat=3)
                     if a != p and KINDS[a] == KINDS[p] != KINDS[n]]).T
MARGINS = {"0": 0.0, "0.5": 0.5, "1": 1.0, "2": 2.0}


def slopes(points, margin):
    """The gradient of the loss of all triplets for every point: each adds up what its triplets say."""
    total = np.zeros(points.shape)
    for which, part in zip(TRIPLETS, triplet_loss_backward(*points[TRIPLETS], margin)):
        np.add.at(total, which, part)
    return total


def path(margin):
    """Where the points are after each number of steps shown."""
    points, places = START, {}
    for step in range(STEPS[-1] + 1):
        places[step] = points
        points = points - RATE * slopes(points, margin)
    return places


PATHS = {name: path(margin) for name, margin in MARGINS.items()}
LOSSES = {name: np.array([triplet_loss(*places[step][TRIPLETS], MARGINS[name]) for step in STEPS]) for name, places in PATHS.items()}


def compute(margin, step):
    """The points, and what their triplets say."""
    points = PATHS[margin][step]
    a, p, n = points[TRIPLETS]
    near, far = np.linalg.norm(a - p, axis=1), np.linalg.norm(a - n, axis=1)
    return {"near": float(near.mean()), "far": float(far.mean()), "wrong": int((near >= far).sum()),
            "share": float(100 * np.mean(near >= far)), "loss": float(triplet_loss(a, p, n, MARGINS[margin])),
            "losses": LOSSES[margin],
            **{f"{axis}{kind}": points[kind == KINDS, i] for kind in range(3) for i, axis in enumerate("xy")},
            **{f"{axis}way{j}": np.array([START[j, i], points[j, i]]) for j in range(12) for i, axis in enumerate("xy")}}


figure = Figure(
    name="triplet_points",
    question="Twelve points of three kinds lie about a plane; every triplet pulls like to like and pushes unlike away. When do they stop?",
    controls=(Slider("step", "step", STEPS, 3, "{:d}"), Choice("margin", "margin", tuple(MARGINS), "1")),
    compute=compute,
    panels=(Panel(
        (*(Line(f"xway{j}", f"yway{j}", ROLES[KINDS[j]]) for j in range(12)),
         *(Points(f"x{kind}", f"y{kind}", role, label=f"kind {kind + 1}") for kind, role in enumerate(ROLES)),
         Label(0, 2.2, "{share:.0f} % of the triplets in the wrong order")),
        Axis("first coordinate", -3, 3, ticks=(-3, -2, -1, 0, 1, 2, 3)), Axis("second coordinate", -2, 2.5, ticks=(-2, -1, 0, 1, 2)),
        title="Each point, and where it came from",
    ), Panel(
        (Line(np.array(STEPS), "losses", "statistic"), Points("step", "loss", "statistic")),
        Axis("step", 0, 60, ticks=(0, 20, 40, 60)), Axis("loss", 0, 1.8, ticks=(0, 0.5, 1, 1.5)), title="What all triplets cost",
    )),
    sentence="Margin {margin}, step {step:d}: like points are {near:.2f} apart on average and unlike ones {far:.2f}; {wrong:d} of 288 "
             "triplets have them in the wrong order; the loss is {loss:.3f}.",
    alt="A plane with twelve points of three kinds, each joined to its place at the start. They begin mixed; with the steps each kind "
        "gathers in a place of its own, and closer for a larger margin.",
    predict=Predict(
        question="with the margin 0, the points stop",
        options=("when each kind has come to one place", "as soon as every like is nearer than every unlike", "never"),
        answer=1, because="After 60 steps like points are still {near:.2f} apart, and the loss is {loss:.3f}.",
        reveal={"margin": "0", "step": 60},
    ),
    challenges=(
        Challenge("Find the first step at which no triplet is in the wrong order, for the margin 1.",
                  lambda f: f["margin"] == "1" and f["wrong"] == 0),
        Challenge("Bring like points within 0.1 of one another.", lambda f: f["near"] < 0.1),
    ),
    table=Table({"margin": "{margin}", "step": "{step:d}", "like": "{near:.2f}", "unlike": "{far:.2f}", "wrong": "{share:.0f} %",
           "loss": "{loss:.3f}"},
                ({"step": 0}, {"step": 6}, {"step": 60}, {"margin": "0", "step": 60}, {"margin": "2", "step": 60})),
)
