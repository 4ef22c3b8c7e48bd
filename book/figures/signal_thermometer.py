"""A signal on its way through twenty layers: which size of the weights keeps it warm?"""

import functools
import math

import numpy as np

from figures import Axis, Challenge, Choice, Figure, HeatMap, Line, Panel, Points, Predict, Slider, Table
from grader.reference.initialization import lecun_init

WIDTH, DEPTH, SAMPLES = 256, 20, 50
LAYERS = np.arange(1, DEPTH + 1)
SHOWN = (1, 5, 10, 15, 20)
EDGES = np.linspace(-2, 2, 17)
FACTORS = (4 / WIDTH, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0, 4.0, float(WIDTH))


def sigmoid(z):
    """1 / (1 + e⁻ᶻ)."""
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


ACTIVATIONS = {
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "none": (lambda z: z, np.ones_like),
}


@functools.cache
def draws():
    """What goes in, and every layer's weights for c = 1: the same for all states."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(SAMPLES, WIDTH)), [lecun_init((WIDTH, WIDTH), rng) for _ in LAYERS]


def compute(f, c):
    """Sizes of the signal behind every layer, histograms behind some, and how many of layer 1's slopes are flat."""
    activation, slope = ACTIVATIONS[f]
    (x, weights), sizes, shares, flat = draws(), [], [], None
    for layer, W in zip(LAYERS, weights):
        z = math.sqrt(c) * (x @ W)
        x = activation(z)
        flat = np.mean(slope(z) < 0.1) if flat is None else flat
        sizes.append(math.sqrt(np.mean(x**2)))
        if layer in SHOWN:
            shares.append(np.histogram(np.clip(x, -2, 2), EDGES)[0] / x.size)
    return {"std": math.sqrt(c / WIDTH), "sizes": np.array(sizes), "shares": np.array(shares), "last": sizes[-1],
            "kept": sizes[-1] / sizes[0], "flat": flat}


figure = Figure(
    name="signal_thermometer",
    question="Weights are drawn with the standard deviation √(c/n), n = 256. Which c keeps the signal alive through twenty layers?",
    controls=(
        Choice("f", "activation", tuple(ACTIVATIONS), "relu"),
        Slider("c", "c, where σ = √(c/n)", FACTORS, 1.0, "{:.3g}"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Line(LAYERS, np.ones(DEPTH), "statistic", label="size 1, as it went in"),
                Line(LAYERS, "sizes", "output", label="size behind each layer"),
                Points(DEPTH, "last", "output"),
            ),
            Axis("layer", 0, 21, ticks=(1, 5, 10, 15, 20)), Axis("size", 1e-24, 1e24, log=True, ticks=(1e-20, 1e-10, 1, 1e10, 1e20)),
            title="Size: root of the mean square",
        ),
        Panel(
            (HeatMap("shares", 0.5, text="", rows=tuple(f"layer {k}" for k in SHOWN),
                     columns=tuple("" if k not in (0, 4, 8, 12, 15) else f"{EDGES[k]:g}" if k < 15 else "2" for k in range(16))),),
            title="Where the values lie, −2 to 2",
        ),
    ),
    sentence="{f}, c = {c:.3g}: σ = {std:.3g}. Behind layer 20 the size is {last:.2g}, {kept:.2g} times that behind layer 1. "
             "In layer 1, {flat:.0%} of the slopes are below 0.1.",
    alt="A line on a logarithmic axis: the size of the signal behind each of twenty layers, straight, falling for small c and rising for "
        "large c. Beside it a heat map with one row of shades for each of five layers: where the values of that layer lie.",
    predict=Predict(
        question="you write σ = 2/n where √(2/n) belongs. Behind layer 20 the signal is about",
        options=("a tenth", "a thousandth", "a thousandth of a billionth of a billionth"),
        answer=2,
        because="σ = 2/256 is c = 4/n = {c:.3g}, and the size behind layer 20 is {last:.1g}.",
        reveal={"f": "relu", "c": 4 / WIDTH},
    ),
    challenges=(
        Challenge("ReLU: keep the size at layer 20 between 0.5 and 2.", lambda f: f["f"] == "relu" and 0.5 < f["last"] < 2),
        Challenge("tanh: keep more than 0.5 at layer 20, with fewer than a third of layer 1's slopes flat.",
                  lambda f: f["f"] == "tanh" and f["last"] > 0.5 and f["flat"] < 1 / 3),
        Challenge("Find the trap: a signal that stays near 1 for twenty layers although nearly all slopes are flat.",
                  lambda f: f["f"] == "tanh" and f["last"] > 0.9 and f["flat"] > 0.8),
    ),
    table=Table(
        {"activation": "{f}", "c": "{c:.3g}", "size behind layer 20": "{last:.2g}", "flat slopes in layer 1": "{flat:.0%}"},
        ({}, {"c": 2.0}, {"c": 4 / WIDTH}, {"f": "tanh"}, {"f": "tanh", "c": 2.0}, {"f": "tanh", "c": float(WIDTH)}),
    ),
)
