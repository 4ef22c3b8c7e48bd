"""One column of a Jacobian at a time: what it predicts for a bump of one input, and what happens."""

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, HeatMap, Line, Names, Panel, Points, Predict, Slider, Table
from grader.reference.activations import softmax, softmax_jacobian

X = np.array([0.6, -0.4, 1.0, 0.2])
W = np.array([[0.5, -0.4, 0.2, 0.3], [-0.3, 0.6, 0.0, 0.4], [0.2, 0.1, -0.7, 0.5]])
STEPS = tuple(float(f"{m}e{k}") for k in (-3, -2, -1) for m in (1, 2, 5)) + (1.0,)
WRONG = "softmax as if outputs stood alone (wrong)"
PATTERN = {
    "elementwise tanh": "only the diagonal is filled, since each output sees one input",
    "sum": "one row of ones, since there is one output and every input counts alike",
    "matmul W x": "the matrix W itself, three rows and four columns",
    "softmax": "full and symmetric, and each column sums to zero",
    "layer norm": "full, and each column sums to zero",
    WRONG: "the sums of its columns are not zero, and the error shrinks with h, not with h²",
}


def layer_norm(x):
    """Standardised over all features, without gain and shift."""
    return (x - x.mean()) / x.std()


def layer_norm_jacobian(x):
    """(I − 1/n − x̂ x̂ᵀ/n) / σ."""
    n, normal = x.size, layer_norm(x)
    return (np.eye(n) - 1 / n - np.outer(normal, normal) / n) / x.std()


OPERATIONS = {
    "elementwise tanh": (np.tanh, lambda x: np.diag(1 - np.tanh(x) ** 2)),
    "sum": (lambda x: x.sum(keepdims=True), lambda x: np.ones((1, x.size))),
    "matmul W x": (lambda x: W @ x, lambda x: W),
    "softmax": (softmax, lambda x: softmax_jacobian(softmax(x))),
    "layer norm": (layer_norm, layer_norm_jacobian),
    WRONG: (softmax, lambda x: np.diag(softmax_jacobian(softmax(x)).diagonal())),
}


def four(array):
    """Filled up with missing values to four rows, so that every operation is drawn alike."""
    rows = np.full((4, *np.shape(array)[1:]), np.nan)
    rows[: len(array)] = array
    return rows


def change(f, j, h):
    """f(x + h eⱼ) − f(x)."""
    return f(X + h * np.eye(X.size)[j]) - f(X)


def compute(op, j, h):
    """Jacobian, its column's prediction per unit of h, the true change per unit of h, the errors."""
    f, jacobian = OPERATIONS[op]
    J, j = jacobian(X), int(j) - 1
    errors = np.array([np.abs(change(f, j, step) - J[:, j] * step).max() for step in STEPS])
    error = errors[STEPS.index(h)]
    exact = bool(errors.max() < 1e-12)
    return {
        "J": four(J), "limit": np.abs(J).max(), "column": j, "pattern": PATTERN[op], "rank": int(np.linalg.matrix_rank(J)),
        "predicted": four(J[:, j]), "true": four(change(f, j, h) / h), "errors": errors, "error": error,
        "says": "no error but rounding: it is linear" if exact else f"an error of {error:.1e}",
        "sum": J[:, j].sum(),
    }


figure = Figure(
    name="jacobian_microscope",
    question="Bump one input by h. How well does one column of the Jacobian foretell every output, and what does its pattern give away?",
    controls=(
        Choice("op", "operation", tuple(OPERATIONS), "softmax"),
        Slider("j", "bumped input j", (1, 2, 3, 4), 4, "{}"),
        Slider("h", "size of the bump h", STEPS, 0.5),
    ),
    compute=compute,
    panels=(
        Panel(
            (HeatMap("J", "limit", lit="column", rows=("y₁", "y₂", "y₃", "y₄"), columns=("x₁", "x₂", "x₃", "x₄")),),
            title="Jacobian J, column j framed",
        ),
        Panel(
            (
                Bars("predicted", "gradient", "{:.2f}", label="predicted: J[:, j]", slot=(0, 2)),
                Bars("true", "output", "{:.2f}", label="true: change / h", slot=(1, 2)),
            ),
            Names("output", ("y₁", "y₂", "y₃", "y₄")), Axis("change per unit of h", -0.75, 1.1, ticks=(-0.5, 0, 0.5, 1)),
            title="Prediction and truth",
        ),
        Panel(
            (
                Line(STEPS, "errors", "gradient", label="largest error of J[:, j]·h"),
                Line(STEPS, np.square(STEPS), "statistic", label="h², to compare"),
                Points("h", "error", "gradient"),
            ),
            Axis("h", 1e-3, 1, log=True), Axis("error", 1e-8, 1, log=True), title="Error against h",
        ),
    ),
    sentence="{op}: x{j} grows by {h:g}, and column {j}, times h, foretells all outputs with {says}. "
             "The pattern of J: {pattern}.",
    alt="A matrix as a heat map with one column framed; beside it, for each output, the change that the column "
        "foretells and the change that happens: nearly equal bars. Below, the error along all h: a straight line on "
        "logarithmic axes, parallel to h squared.",
    predict=Predict(
        question="the Jacobian of softmax on four scores has rank",
        options=("4", "3", "1"),
        answer=1,
        because="The rank is {rank}: adding the same constant to all scores changes nothing, so one direction is lost.",
        reveal={"op": "softmax"},
    ),
    challenges=(
        Challenge("Find an operation that the Jacobian foretells without error, even at h = 1.",
                  lambda f: f["h"] == 1 and f["error"] < 1e-12),
        Challenge("Softmax: bring the largest error below one millionth.",
                  lambda f: f["op"] == "softmax" and f["error"] < 1e-6),
        Challenge("Turn on the wrong softmax and find a column whose sum is above 0.2.",
                  lambda f: f["op"] == WRONG and f["sum"] > 0.2),
    ),
    table=Table(
        {"operation": "{op}", "j": "{j}", "h": "{h:g}", "largest error": "{error:.1e}", "sum of column": "{sum:.3f}"},
        ({}, {"h": 0.1}, {"h": 0.01}, {"op": "sum"}, {"op": WRONG, "h": 0.1}, {"op": WRONG, "h": 0.01}),
    ),
)
