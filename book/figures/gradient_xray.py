"""The size of the gradient in each of thirty layers, and the two factors that decide it."""

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, Line, Names, Panel, Points, Predict, Slider, Table
from grader.reference import activations
from grader.reference.backprop import mlp_forward
from grader.reference.deep_gradients import gradient_profile, gradient_profile_factor

WIDTH, SAMPLES = 64, 8
HE = float(np.sqrt(2))
SCALES = (0.5, 0.7, 1.0, 1.2, HE, 1.7, 1.5 * HE, 3.0, 4.0, 6.0, 8.0, 11.0)
FUNCTIONS = {
    "sigmoid": (activations.sigmoid, lambda z: activations.sigmoid_backward(np.ones_like(z), activations.sigmoid(z))),
    "tanh": (activations.tanh, lambda z: activations.tanh_backward(np.ones_like(z), activations.tanh(z))),
    "relu": (activations.relu, lambda z: activations.relu_backward(np.ones_like(z), z)),
}


def compute(activation, scale, depth):
    """The profile, divided by the last layer's norm, and what the factor of a layer is made of."""
    rng, count = np.random.default_rng(3), int(depth)
    f, df = FUNCTIONS[activation]
    Ws = [rng.normal(size=(WIDTH, WIDTH)) * scale / np.sqrt(WIDTH) for _ in range(count)]
    _, Zs = mlp_forward(rng.normal(size=(SAMPLES, WIDTH)), Ws, [np.zeros(WIDTH)] * count, f)
    norms = gradient_profile(rng.normal(size=(SAMPLES, WIDTH)), Zs, Ws, df)
    slope = float(np.exp(np.mean([np.log(np.mean(df(Z) ** 2)) for Z in Zs[:-1]]) / 2))
    shown = np.full(30, np.nan)
    shown[:count] = norms / norms[-1]
    return {"norms": shown, "first": float(shown[0]), "slope": slope, "product": scale * slope,
            "parts": np.array([scale, slope, scale * slope]), "factor": gradient_profile_factor(norms)}


figure = Figure(
    name="gradient_xray",
    question="A gradient of length 1 arrives at the last layer. How long is it when it reaches the first?",
    controls=(
        Choice("activation", "activation f", tuple(FUNCTIONS), "sigmoid"),
        Slider("scale", "weights: standard deviation times √width", SCALES, 1.0, "{:.2f}"),
        Choice("depth", "layers", ("10", "20", "30"), "30"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Line([1, 30], [1, 1], "statistic", label="no change"),
                Line(np.arange(1, 31), "norms", "gradient", label="‖δ‖"),
                Points(1, "first", "gradient"),
            ),
            Axis("layer", 0, 31, ticks=(1, 10, 20, 30)),
            Axis("length of the gradient", 1e-28, 1e28, log=True, ticks=(1e-24, 1e-16, 1e-8, 1, 1e8, 1e16, 1e24)),
            title="From the last layer back to the first", height=270,
        ),
        Panel(
            (Bars("parts", "gradient", "{:.3g}"),),
            Names("", ("weights", "slopes f′", "product")),
            Axis("factor of one layer", 0.01, 100, log=True, ticks=(0.01, 0.1, 1, 10, 100)),
            title="What one layer multiplies by", height=270,
        ),
    ),
    sentence="{activation}, {depth} layers, weights {scale:.2f} times 1/√width: weights {scale:.2f} times slopes {slope:.3f} is "
             "{product:.3f}; measured, {factor:.3f} a layer. At the first layer the gradient is {first:.1e}.",
    alt="Left, the length of the gradient by layer on a logarithmic axis: nearly a straight line that falls, is level or rises "
        "towards layer 1. Right, three bars: the factor of the weights, that of the slopes, and their product.",
    predict=Predict(
        question="ReLU's slope is 1 wherever it is on. Thirty layers of it, "
                 "with weights 1.5 times as large as He's, multiply the gradient by about",
        options=("1", "45 = 30 × 1.5", "100,000"),
        answer=2,
        because="The weights multiply by {scale:.2f} and the open gates by {slope:.2f}: {product:.2f} a layer. "
                "Measured, it is {factor:.3f}; the 29 steps between 30 layers make {first:,.0f} of 1.",
        reveal={"activation": "relu", "scale": 1.5 * HE, "depth": "30"},
    ),
    challenges=(
        Challenge("Find weights for 30 layers of ReLU that change the gradient less than twofold.",
                  lambda f: f["activation"] == "relu" and f["depth"] == "30" and 0.5 < f["first"] < 2),
        Challenge("Do the same for tanh.", lambda f: f["activation"] == "tanh" and f["depth"] == "30" and 0.5 < f["first"] < 2),
        Challenge("Make the gradient of sigmoid grow, although its slope is never above 1/4.",
                  lambda f: f["activation"] == "sigmoid" and f["first"] > 1),
    ),
    table=Table(
        {"activation": "{activation}", "weights": "{scale:.2f}", "slopes": "{slope:.3f}", "product": "{product:.3f}",
         "measured": "{factor:.3f}", "layers": "{depth}", "first layer": "{first:.1e}"},
        ({}, {"depth": "10"}, {"scale": 4.0}, {"activation": "tanh"}, {"activation": "relu", "scale": HE},
         {"activation": "relu", "scale": 1.5 * HE}),
    ),
)
