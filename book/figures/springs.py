"""Momentum on three curvatures at once: each is a weight on a spring, with the momentum as what is left of its speed."""

import numpy as np

from figures import Axis, Challenge, Figure, Line, Panel, Predict, Slider, Table

CURVATURES = np.array([0.01, 0.1, 1.0])
RATES = (0.5, 1.0, 1.5, 1.9, 2.1, 2.5, 3.3, 3.7, 3.9)
MOMENTA = (0.0, 0.7, 0.8, 0.9, 0.95, 0.99)
STEPS = np.arange(0, 151, 5)
FIRST = np.arange(31)
LEAST, MOST = 1e-12, 1e4


def compute(rate, momentum):
    """The loss of each of three springs, ½ λ x², over 150 steps from x = 1 at rest, and where the steepest is."""
    x, v, path = np.ones(3), np.zeros(3), [np.ones(3)]
    for _ in range(150):
        v = momentum * v + CURVATURES * x
        x = x - rate * v
        path.append(x)
    path = np.array(path)
    whole = CURVATURES * path**2 / 2
    loss = np.clip(whole, LEAST, MOST)
    return {"flat": loss[STEPS, 0], "middle": loss[STEPS, 1], "steep": loss[STEPS, 2], "place": np.clip(path[FIRST, 2], -2, 2),
            "last": float(whole[-1].sum()), "worst": ("flat", "middle", "steep")[int(whole[-1].argmax())]}


figure = Figure(
    name="springs",
    question="Three springs, soft to stiff, and one rate for all. How fast can they all come to rest?",
    controls=(Slider("rate", "learning rate", RATES, 1.5, "{:.1f}"), Slider("momentum", "momentum", MOMENTA, 0.0, "{:.2f}")),
    compute=compute,
    panels=(
        Panel((Line(STEPS, "flat", "data", label="curvature 0.01"), Line(STEPS, "middle", "output", label="curvature 0.1"),
               Line(STEPS, "steep", "gradient", label="curvature 1")),
              Axis("step", 0, 150), Axis("loss (log scale)", LEAST, MOST, log=True), title="The loss of each spring"),
        Panel((Line(FIRST, "place", "gradient", label="curvature 1"),),
              Axis("step", 0, 30), Axis("place", -2, 2), title="The stiffest spring, first 30 steps"),
    ),
    sentence="With rate {rate:.1f} and momentum {momentum:.2f} the loss after 150 steps is {last:.2g}; most of it is in the {worst} one.",
    alt="Left, three curves of a loss on a logarithmic axis, one for each curvature, which fall at different speeds, or rise; right, "
        "the place of the stiffest spring, which creeps, swings or runs away.",
    predict=Predict(
        question="plain descent runs away at a rate of 2.1. What does it do with a momentum of 0.9?",
        options=("it runs away sooner", "it runs away later", "it comes to rest"),
        answer=2,
        because="At rate {rate:.1f} and momentum {momentum:.2f} the loss after 150 steps is {last:.2g}: "
                "the limit is no longer 2 but 2 + 2 · 0.9.",
        reveal={"rate": 2.1, "momentum": 0.9},
    ),
    challenges=(
        Challenge("Bring the loss below a millionth in 150 steps.", lambda f: f["last"] < 1e-6),
        Challenge("Make it run away with a momentum of 0.9.", lambda f: f["momentum"] == 0.9 and f["last"] > 10),
        Challenge("Find a momentum that is worse than none at the same rate.",
                  lambda f: f["momentum"] > 0 and f["last"] > compute(f["rate"], 0.0)["last"]),
    ),
    table=Table({"rate": "{rate:.1f}", "momentum": "{momentum:.2f}", "loss after 150 steps": "{last:.2g}"},
                ({"rate": 1.9, "momentum": 0.0}, {"rate": 2.1, "momentum": 0.0}, {"rate": 2.1, "momentum": 0.9},
                 {"rate": 3.3, "momentum": 0.8}, {"rate": 3.9, "momentum": 0.9}, {"rate": 1.5, "momentum": 0.99})),
)
