"""An activation as a gate: how much of the upstream gradient it lets through, once and many times."""

import numpy as np

from figures import Arrow, Axis, Bars, Challenge, Choice, Figure, Line, Names, Panel, Points, Predict, Slider, Table
from grader.reference import activations as ours

DEPTHS = np.array([1, 2, 5, 10, 20])
Z = tuple(k / 5 for k in range(-20, 21))
CURVE = np.linspace(-4, 4, 81)
SLOPE = np.array([0.25])


def passed(backward):
    """f′ as what a backward pass makes of an upstream gradient of one."""
    return lambda z: backward(np.ones_like(z), z)


GATES = {
    "relu": (ours.relu, passed(ours.relu_backward)),
    "leaky relu, slope 0.01": (ours.leaky_relu, passed(ours.leaky_relu_backward)),
    "prelu, learned slope 0.25": (
        lambda z: ours.prelu(z, SLOPE), passed(lambda dy, z: ours.prelu_backward(dy, z, SLOPE)[0])),
    "elu, alpha 1": (ours.elu, passed(ours.elu_backward)),
    "sigmoid": (ours.sigmoid, lambda z: ours.sigmoid_backward(np.ones_like(z), ours.sigmoid(z))),
    "tanh": (ours.tanh, lambda z: ours.tanh_backward(np.ones_like(z), ours.tanh(z))),
}


def compute(gate, z):
    """The curve, its derivative, both at z, and the derivative's powers."""
    f, slope = GATES[gate]
    here = np.array([z])
    d = float(slope(here)[0])
    return {
        "curve": f(CURVE), "slopes": slope(CURVE), "f": float(f(here)[0]), "d": d,
        "powers": d**DEPTHS, "deep": d ** int(DEPTHS[-1]),
    }


figure = Figure(
    name="gradient_gate",
    question="A gradient of 1 arrives at an activation. How much of it gets through, and how much through twenty of them?",
    controls=(
        Choice("gate", "activation f", tuple(GATES), "sigmoid"),
        Slider("z", "pre-activation z", Z, 2.0, "{:.1f}"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Line(CURVE, "curve", "output", label="f(z)"),
                Line(CURVE, "slopes", "gradient", label="f′(z)"),
                Line(lambda f: [f["z"], f["z"]], [-2, 2], "score", label="z"),
                Points("z", "f", "output"),
                Points("z", "d", "gradient"),
            ),
            Axis("z", -4, 4, ticks=(-4, -2, 0, 2, 4)), Axis("value", -1.5, 2), title="The activation",
        ),
        Panel(
            (
                Arrow(0, 0, 1.0, "gradient", "{:g}"),
                Arrow(1, 0, "d", "gradient", "{:.3g}"),
            ),
            Names("", ("arrives: dL/df", "leaves: dL/dz")), Axis("gradient", 0, 1.2, ticks=(0, 0.25, 0.5, 0.75, 1)),
            title="Through one gate",
        ),
        Panel(
            (Bars("powers", "gradient", "{:.1g}"),),
            Names("layers, all at this z", ("1", "2", "5", "10", "20")),
            Axis("gradient left", 1e-40, 1e4, log=True, ticks=(1e-40, 1e-30, 1e-20, 1e-10, 1)),
            title="Through many",
        ),
    ),
    sentence="{gate} at z = {z:.1f}: f = {f:.3f}, f′ = {d:.3g}. Of a gradient of 1, one gate passes {d:.3g}, twenty pass {deep:.1g}.",
    alt="Left, the activation and its derivative with a marker at z; middle, an arrow of length one arriving and a "
        "shorter one leaving; right, bars on a logarithmic axis that fall by the same factor with every layer.",
    predict=Predict(
        question="twenty sigmoid layers, all at their best point, multiply the gradient by about",
        options=("0.001", "0.000001", "0.000000000001"),
        answer=2,
        because="The best point is z = 0, where f′ = {d:.2f}, and {d:.2f} to the power of 20 is {deep:.0e}.",
        reveal={"gate": "sigmoid", "z": 0.0},
    ),
    challenges=(
        Challenge("Find an activation and a z where twenty layers lose nothing.", lambda f: f["deep"] > 0.99),
        Challenge("Find one that passes exactly nothing: no later step can tell the weight to move.", lambda f: f["d"] == 0),
        Challenge("Stay below zero and still keep more than 0.1 of the gradient through five layers.",
                  lambda f: f["z"] < 0 and f["d"] ** 5 > 0.1),
    ),
    table=Table(
        {"activation": "{gate}", "z": "{z:.1f}", "f′": "{d:.3g}", "through twenty": "{deep:.1g}"},
        ({"z": 0.0}, {"z": 2.0}, {"gate": "tanh", "z": 2.0}, {"gate": "relu", "z": 2.0}, {"gate": "relu", "z": -2.0}),
    ),
)
