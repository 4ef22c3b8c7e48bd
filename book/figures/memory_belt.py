"""What is left of a gradient a hundred steps back: by an LSTM cell's memory, and by a plain recurrent network."""

import numpy as np

from figures import Axis, Challenge, Choice, Figure, Line, Panel, Points, Predict, Slider, Table
from grader.reference.deep_gradients import lstm_cell, lstm_cell_backward

STEPS, SAMPLES, UNITS = 100, 4, 16
BIASES = (-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0, 7.0, 8.0)
SHOWN = np.arange(0, STEPS + 1, 2)


def through_the_cell(X, Wx, Wh, b, upstream):
    """Lengths of the memory's gradient, from the last step to before the first."""
    h = c = np.zeros((SAMPLES, UNITS))
    steps = []
    for x in X:
        h_new, c_new, gates = lstm_cell(x, h, c, Wx, Wh, b)
        steps.append((x, h, c, gates))
        h, c = h_new, c_new
    dh, dc, lengths = np.zeros_like(h), upstream, [np.linalg.norm(upstream)]
    for step in steps[::-1]:
        _, dh, dc, *_ = lstm_cell_backward(dh, dc, *step, Wx, Wh)
        lengths.append(np.linalg.norm(dc))
    return np.array(lengths)


def through_plain_layers(X, Wx, Wh, upstream):
    """Lengths of the gradient of h, where h′ = tanh(x Wx + h Wh)."""
    H, dh, lengths = [np.zeros((SAMPLES, UNITS))], upstream, [np.linalg.norm(upstream)]
    for x in X:
        H.append(np.tanh(x @ Wx + H[-1] @ Wh))
    for h in H[:0:-1]:
        dh = (dh * (1 - h**2)) @ Wh.T
        lengths.append(np.linalg.norm(dh))
    return np.array(lengths)


def compute(bias, weights):
    """Three curves: the cell, the forget gate's power alone, and a plain recurrent network with weights of the same size."""
    rng, scale = np.random.default_rng(5), float(weights)
    X = rng.normal(size=(STEPS, SAMPLES, 4))
    Wx = rng.normal(size=(4, 4 * UNITS)) * 0.1
    Wh = rng.normal(size=(UNITS, 4 * UNITS)) * scale / np.sqrt(UNITS)
    upstream = rng.normal(size=(SAMPLES, UNITS)) * 0.1
    b = np.repeat([0.0, bias, 0.0, 0.0], UNITS)
    cell = through_the_cell(X, Wx, Wh, b, upstream)
    plain = through_plain_layers(X, Wx[:, :UNITS], Wh[:, :UNITS], upstream)
    gate = 1 / (1 + np.exp(-bias))
    return {"cell": cell[SHOWN] / cell[0], "plain": plain[SHOWN] / plain[0], "belt": gate**SHOWN, "gate": float(gate),
            "power": float(gate**STEPS), "left": float(cell[-1] / cell[0]), "other": float(plain[-1] / plain[0])}


figure = Figure(
    name="memory_belt",
    question="A gradient of length 1 arrives at step 100. How much of it is left a hundred steps earlier?",
    controls=(
        Slider("bias", "bias of the forget gate", BIASES, 0.0, "{:.1f}"),
        Choice("weights", "weights from outputs, times 1/√units", ("0.3", "0.5", "1.0"), "0.3"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Line(SHOWN, "belt", "statistic", label="σ(bias) to the power of the steps"),
                Line(SHOWN, "cell", "gradient", label="LSTM cell, gradient of c"),
                Line(SHOWN, "plain", "data", label="plain recurrent network"),
                Points(STEPS, "left", "gradient"),
            ),
            Axis("steps back", 0, 101, ticks=(0, 25, 50, 75, 100)),
            Axis("length of the gradient", 1e-60, 1e10, log=True, ticks=(1e-60, 1e-50, 1e-40, 1e-30, 1e-20, 1e-10, 1)),
            height=300,
        ),
    ),
    sentence="Forget bias {bias:.1f}: the gate lets {gate:.3f} through, and {power:.1e} after 100 steps. Measured, {left:.1e} is left "
             "by the cell, and {other:.1e} by a plain recurrent network.",
    alt="Lengths of a gradient by steps back, on a logarithmic axis: three nearly straight lines. That of a plain recurrent network "
        "falls most steeply; that of the cell follows the forget gate's power, and is level for a large bias.",
    predict=Predict(
        question="the bias goes from 0 to 1, and the gate from 0.50 to 0.73. The gate's power after 100 steps grows by a factor of about",
        options=("1.5", "10,000", "10 to the 16"),
        answer=2,
        because="The power is {power:.1e} instead of 7.9e-31, since 1.46 a step is taken to the power of 100.",
        reveal={"bias": 1.0, "weights": "0.3"},
    ),
    challenges=(
        Challenge("Let half of the gradient come through.", lambda f: f["left"] > 0.5),
        Challenge("Find a bias of the forget gate with which the cell is worse than the plain network.", lambda f: f["left"] < f["other"]),
        Challenge("Let more arrive than was sent, although the gate's own power is below a tenth.",
                  lambda f: f["left"] > 1 and f["power"] < 0.1),
    ),
    table=Table(
        {"forget bias": "{bias:.1f}", "weights": "{weights}", "gate": "{gate:.4f}", "gate to the power 100": "{power:.1e}",
         "cell": "{left:.1e}", "plain network": "{other:.1e}"},
        ({}, {"bias": 1.0}, {"bias": 3.0}, {"bias": 5.0}, {"bias": 0.0, "weights": "1.0"}, {"bias": 3.0, "weights": "1.0"}),
    ),
)
