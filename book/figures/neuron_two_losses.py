"""The same neuron, the same start, the same rate: squared error waits, cross-entropy does not."""

import numpy as np

from figures import Axis, Bars, Challenge, Figure, Line, Names, Panel, Points, Predict, Slider, Table

RATE, LAST = 0.15, 300
STARTS = (0.6, 1.0, 1.5, 2.0, 2.5, 3.0)
EPOCHS = tuple(range(0, LAST + 1, 10))
SHOWN = np.arange(0, LAST + 1, 6)


def sigmoid(z):
    """1 / (1 + e⁻ᶻ)."""
    return 1 / (1 + np.exp(-z))


def squared_slope(p):
    """d/dz of ½ (p − 0)²: the error times the sigmoid's slope."""
    return p * p * (1 - p)


def entropy_slope(p):
    """d/dz of −ln(1 − p): the error alone."""
    return p


def outputs(start, slope):
    """What the neuron answers to the input 1 after each epoch; weight and bias both begin at ``start``."""
    w = b = start
    answers = []
    for _ in range(LAST + 1):
        p = sigmoid(w + b)
        answers.append(p)
        w, b = w - RATE * slope(p), b - RATE * slope(p)
    return np.array(answers)


RUNS = {start: (outputs(start, squared_slope), outputs(start, entropy_slope)) for start in STARTS}


def compute(start, epoch):
    """Both runs, and both gradients at the chosen epoch."""
    squared, entropy = RUNS[start]
    a, b = float(squared[epoch]), float(entropy[epoch])
    slopes = np.array([squared_slope(a), entropy_slope(b)])
    return {"squared": squared[SHOWN], "entropy": entropy[SHOWN], "a": a, "b": b, "slopes": slopes, "ratio": float(slopes[1] / slopes[0])}


figure = Figure(
    name="neuron_two_losses",
    question="A neuron answers nearly 1, and should answer 0. Two copies learn at the same rate, one from half the squared error, one "
             "from cross-entropy. Which one moves first?",
    controls=(
        Slider("start", "weight and bias at the start", STARTS, 2.0, "{:.1f}"),
        Slider("epoch", "epoch", EPOCHS, 10, "{:d}"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Line(SHOWN, "squared", "output", label="½ squared error"), Line(SHOWN, "entropy", "score", label="cross-entropy"),
                Line(lambda f: [f["epoch"], f["epoch"]], [0, 1], "data"),
                Points("epoch", "a", "output"), Points("epoch", "b", "score"),
            ),
            Axis("epoch", 0, 300, ticks=(0, 100, 200, 300)), Axis("answer", 0, 1.05, ticks=(0, 0.25, 0.5, 0.75, 1)),
              title="What they answer",
        ),
        Panel(
            (Bars("slopes", "gradient", "{:.3f}"),),
            Names("", ("½ squared error", "cross-entropy")), Axis("dL/dz", 0, 1.1, ticks=(0, 0.25, 0.5, 0.75, 1)),
            title="What they learn from, at this epoch",
        ),
    ),
    sentence="Start {start:.1f}, epoch {epoch:d}, rate 0.15: with half the squared error the answer is {a:.3f} and the gradient "
             "{slopes[0]:.3f}; with cross-entropy {b:.3f} and {slopes[1]:.3f}.",
    alt="Left, two curves of answers against epochs: from the same start near 1, cross-entropy falls at once, the squared error stays on "
        "a plateau for many epochs. Right, two bars: where the answer is most wrong, the gradient of the squared error is almost nothing.",
    predict=Predict(
        question="the answer is 0.982 and should be 0. On the first step the gradient of cross-entropy is",
        options=("about the same", "about twice as large", "more than fifty times as large"),
        answer=2,
        because="{slopes[1]:.3f} against {slopes[0]:.4f} for ½ (p − 0)²: {ratio:.0f} times; without the ½, half of that.",
        reveal={"start": 2.0, "epoch": 0},
    ),
    challenges=(
        Challenge("Start at 2.0: at which epoch has the squared error fallen below 0.5?",
                  lambda f: f["start"] == 2.0 and f["a"] < 0.5),
        Challenge("Start at 3.0, epoch 300: compare what each has learned.", lambda f: f["start"] == 3.0 and f["epoch"] == 300),
        Challenge("Find a start where both are below 0.15 by epoch 150.", lambda f: f["epoch"] <= 150 and max(f["a"], f["b"]) < 0.15),
    ),
    table=Table(
        {"start": "{start:.1f}", "epoch": "{epoch:d}", "½ squared error": "{a:.3f}", "its gradient": "{slopes[0]:.4f}",
         "cross-entropy": "{b:.3f}", "its gradient ": "{slopes[1]:.4f}"},
        ({"epoch": 0}, {"epoch": 50}, {"epoch": 150}, {"epoch": 300}),
    ),
)
