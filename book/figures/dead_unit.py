"""A ReLU unit whose bias sinks: from open on some samples to shut on all, and on to shut for every input there can be."""

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, Label, Line, Names, Panel, Points, Predict, Slider, Table
from grader.reference.activations import dead_units, dead_units_backward, dead_units_permanent

SAMPLES = np.random.default_rng(5).beta(2.0, 3.0, size=(200, 3))  # three inputs, each between 0 and 1
WEIGHTS = np.array([[2.0], [1.5], [-1.0]])
LOW, HIGH = np.zeros(3), np.ones(3)
HIGHEST = 3.5  # of w · x in the box: at the inputs (1, 1, 0)
INPUTS = {"as they are": SAMPLES, "first two raised by 0.4": np.clip(SAMPLES + [0.4, 0.4, 0.0], LOW, HIGH)}
BIASES = tuple(-k / 10 for k in range(41))
EDGES = np.arange(-4.5, 4.01, 0.5)
UPSTREAM = np.full((len(SAMPLES), 1), 1 / len(SAMPLES))  # L is the mean output


def state(X, bias):
    """What the unit does with these inputs."""
    b = np.array([bias])
    _, dW, db = dead_units_backward(UPSTREAM, X, WEIGHTS, b)
    return {"share": float((X @ WEIGHTS + b > 0).mean()), "gradient": np.append(dW[:, 0], db),
            "here": bool(dead_units(X, WEIGHTS, b)[0]), "ever": bool(dead_units_permanent(WEIGHTS, b, LOW, HIGH)[0])}


CURVES = {name: np.array([state(X, bias)["share"] for bias in BIASES]) for name, X in INPUTS.items()}


def compute(bias, inputs):
    """The histogram of z in steps, the share of open gates along all biases, and the four gradients."""
    X = INPUTS[inputs]
    counts, _ = np.histogram(X @ WEIGHTS + bias, EDGES)
    found = state(X, bias)
    verdict = "dead for ever" if found["ever"] else "dead for these inputs" if found["here"] else "alive"
    return {**found, "outline": np.repeat(counts, 2), "curve": CURVES[inputs], "verdict": verdict, "reach": HIGHEST + bias,
            "active": round(found["share"] * len(X))}


figure = Figure(
    name="dead_unit",
    question="The bias of a ReLU unit sinks. When does it stop learning, and when is nothing left that could wake it?",
    controls=(
        Slider("bias", "bias b", BIASES, -1.0, "{:.1f}"),
        Choice("inputs", "inputs", tuple(INPUTS), "as they are"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Line(np.repeat(EDGES, 2)[1:-1], "outline", "score", label="samples, by their z"),
                Line([0, 0], [0, 100], "output", label="gate: open to the right"),
                Line(lambda f: [f["reach"]] * 2, [0, 40], "parameter", label="highest z that any input can reach"),
            ),
            Axis("z = w · x + b", -4.5, 4, ticks=(-4, -2, 0, 2, 4)), Axis("samples", 0, 100), title="Where the samples are",
        ),
        Panel(
            (
                Line(BIASES, "curve", "statistic", label="share of samples that open the gate"),
                Line([-HIGHEST, -HIGHEST], [0, 1], "parameter"),
                Label(-3.55, 0.8, "for ever", "end"),
                Points("bias", "share", "statistic"),
            ),
            Axis("bias b", -4.5, 0, ticks=(-4, -3, -2, -1, 0)), Axis("share", -0.02, 1.05, ticks=(0, 0.25, 0.5, 0.75, 1)),
            title="At every bias",
        ),
        Panel(
            (Bars("gradient", "gradient", "{:.3g}"),),
            Names("gradient of the mean output", ("w₁", "w₂", "w₃", "b")), Axis("gradient", 0, 1.15, ticks=(0, 0.25, 0.5, 0.75, 1)),
            title="What training sees",
        ),
    ),
    sentence="b = {bias:.1f}, inputs {inputs}: {active} of 200 samples open the gate; the gradient of b is {gradient[3]:.3g}. "
             "No input can lift z above {reach:.1f}: the unit is {verdict}.",
    alt="Left, a histogram of pre-activations that moves left with the bias, past the gate at zero; middle, the share of "
        "samples right of the gate falls to zero well before the mark beyond which the unit is dead for ever; right, "
        "four gradients that shrink and end at exactly zero.",
    predict=Predict(
        question="at b = −3, with no sample active, the gradients are",
        options=("small", "exactly zero", "negative"),
        answer=1,
        because="Each sample's gate is shut, so each adds nothing: the gradient of b is {gradient[3]:g}, and no step can raise it.",
        reveal={"bias": -3.0, "inputs": "as they are"},
    ),
    challenges=(
        Challenge("Find a bias at which the unit is dead for these inputs, but not for ever.", lambda f: f["here"] and not f["ever"]),
        Challenge("Revive it there without touching the bias: other inputs, and a gradient again.",
                  lambda f: f["inputs"] != "as they are" and f["share"] > 0 and CURVES["as they are"][BIASES.index(f["bias"])] == 0),
        Challenge("Kill it for ever.", lambda f: f["ever"]),
    ),
    table=Table(
        {"bias": "{bias:.1f}", "inputs": "{inputs}", "active": "{active}", "gradient of b": "{gradient[3]:.3g}", "unit": "{verdict}"},
        ({"bias": -1.0}, {"bias": -3.0}, {"bias": -3.0, "inputs": "first two raised by 0.4"}, {"bias": -4.0},
         {"bias": -4.0, "inputs": "first two raised by 0.4"}),
    ),
)
