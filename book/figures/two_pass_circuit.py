"""A circuit of two sums and a product: values on the way there, gradients on the way back, and a nudge that judges them."""

from dataclasses import dataclass

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, Names, Panel, Predict, Slider, Table
from figures.marks import Element, place
from grader.reference.backprop import reverse_mode

STEPS = [("add", 0, 1), ("add", 1, 2), ("mul", 3, 4)]
NAMES = ("a", "b", "1", "c", "d", "e")
SIGNS = ("a", "b", "1", "+", "+", "×")
SPOTS = ((44, 42), (44, 122), (44, 202), (184, 72), (184, 172), (318, 122))
EDGES = ((0, 3), (1, 3), (1, 4), (2, 4), (3, 5), (4, 5))
RADIUS = 17
ADDED, OVERWRITTEN, CUT = "all paths added", "overwritten by the last path", "path through c cut"
DOING = ("the inputs are given", "forward (1): c = a + b", "forward (2): d = b + 1", "forward (3): e = c · d",
         "backward (3): the product hands each factor the value of the other", "backward (2): the sum d hands its gradient on",
         "backward (1): the sum c hands its gradient on")
VALUE_AT = (0, 0, 0, 1, 2, 3)  # the step that finds each value
GRADIENT_AT = (6, 5, 5, 4, 4, 3)  # and the one that first finds its gradient


def error(a, b):
    """The circuit's result."""
    return (a + b) * (b + 1)


def compute(a, b, step, paths):
    """Everything found up to this step; what is not found yet is not a number."""
    values, gradients = reverse_mode(STEPS, np.array([a, b, 1.0]))
    step, through_c, through_d = int(step), gradients[3], gradients[4]
    gradients[1] = {ADDED: through_c + through_d, OVERWRITTEN: through_c, CUT: through_d}[paths]
    final = gradients[1]
    if step == 5:
        gradients[1] = through_d
    gradients = np.where(step >= np.array(GRADIENT_AT), gradients, np.nan)
    true = np.array([(error(a + 0.1, b) - error(a - 0.1, b)) / 0.2, (error(a, b + 0.1) - error(a, b - 0.1)) / 0.2])
    return {"values": np.where(step >= np.array(VALUE_AT), values, np.nan), "gradients": gradients, "true": true,
            "claimed": gradients[:2] if step == 6 else np.full(2, np.nan), "wrong": bool(abs(final - true[1]) > 1e-9),
            "doing": DOING[step], "done": step == 6, "final": float(final), "verdict": verdict(final, true[1]) if step == 6 else ""}


def verdict(claimed, true):
    """What the nudge says about the gradient for b."""
    says = f" The pass says {claimed:g} for b, and a nudge of b changes e {true:g} times as much: "
    return says + ("they agree." if abs(claimed - true) < 1e-9 else "they disagree.")


def reached(frame, edge):
    """What has passed along an edge: nothing, a value, a gradient; or it is cut."""
    start, end = edge
    if frame["paths"] == CUT and edge == (1, 3):
        return "mf-grid"
    back = {5: 4, 4: 5, 3: 6}[end]
    if frame["step"] >= back:
        return "mf-line role-gradient"
    return "mf-line role-output" if frame["step"] >= VALUE_AT[end] else "mf-axis"


@dataclass(frozen=True)
class Circuit:
    """Nodes with their value above and their gradient below, and the edges between them."""

    label: str = ""
    role: str = ""

    def draw(self, frame, scale):
        """Edges, circles, then the three texts of each node."""
        for edge in EDGES:
            (x0, y0), (x1, y1) = (np.array(SPOTS[k], dtype=float) for k in edge)
            along = np.array([x1 - x0, y1 - y0]) / np.hypot(x1 - x0, y1 - y0) * (RADIUS + 2)
            d = f"M{place(x0 + along[0])} {place(y0 + along[1])}L{place(x1 - along[0])} {place(y1 - along[1])}"
            yield Element("path", {"class": reached(frame, edge), "d": d})
        for k, (x, y) in enumerate(SPOTS):
            yield Element("circle", {"class": "mf-frame", "cx": place(x), "cy": place(y), "r": place(RADIUS)})
            yield Element("text", {"class": "mf-number", "x": place(x), "y": place(y + 4)}, SIGNS[k])
            value, gradient = frame["values"][k], frame["gradients"][k]
            name = "" if NAMES[k] == "1" else NAMES[k]
            yield Element("text", {"class": "mf-number", "x": place(x), "y": place(y - RADIUS - 6)},
                          f"{name} = {value:g}" if name and np.isfinite(value) else "")
            yield Element("text", {"class": "mf-number role-gradient", "stroke-width": "0.3", "x": place(x), "y": place(y + RADIUS + 15)},
                          f"∂{name} = {gradient:g}" if name and np.isfinite(gradient) else "")


figure = Figure(
    name="two_pass_circuit",
    question="b reaches e = (a + b)(b + 1) on two paths. What is its gradient, and what if one path is lost?",
    controls=(
        Slider("step", "steps done", tuple(range(7)), 6, "{:g}"),
        Choice("paths", "at the fork of b, gradients are", (ADDED, OVERWRITTEN, CUT), ADDED),
        Slider("a", "input a", (1.0, 2.0, 3.0, 4.0), 2.0),
        Slider("b", "input b", (-2.0, -1.0, 0.0, 1.0, 2.0), 1.0),
    ),
    compute=compute,
    panels=(
        Panel((Circuit(),), title="Values above, gradients of e below", height=250),
        Panel(
            (
                Bars("claimed", "gradient", "{:g}", label="gradient found by the pass", slot=(0, 2)),
                Bars("true", "output", "{:g}", label="true change of e, per unit of nudge", slot=(1, 2)),
            ),
            Names("nudged input", ("a", "b")), Axis("change of e", -4, 10, ticks=(-4, -2, 0, 2, 4, 6, 8, 10)),
            title="The judge: nudge an input", height=250,
        ),
    ),
    sentence="a = {a:g}, b = {b:g}, {paths}. After step {step}: {doing}.{verdict}",
    alt="Left, a circuit: inputs a, b and 1, two sums c and d, and their product e, each with its value above and its "
        "gradient below; b feeds both sums. Right, for a and for b, the gradient found beside the true change of e: bars "
        "of equal height, unless a path was lost.",
    predict=Predict(
        question="b feeds two paths, along which the gradients 2 and 3 come back. Its gradient is",
        options=("3", "5", "6"),
        answer=1,
        because="Paths add up: 2 + 3 = {final:g}, and nudging b changes e {true[1]:g} times as much.",
        reveal={"step": 6, "paths": ADDED, "a": 2.0, "b": 1.0},
    ),
    challenges=(
        Challenge("Let the last path overwrite, and find inputs where nobody would notice.",
                  lambda f: f["paths"] == OVERWRITTEN and f["done"] and not f["wrong"]),
        Challenge("Cut the path through c so that the pass says 0 for b, although b matters.",
                  lambda f: f["paths"] == CUT and f["done"] and f["final"] == 0 and f["wrong"]),
        Challenge("With all paths added, find inputs where e does not depend on b, to first order.",
                  lambda f: f["paths"] == ADDED and f["done"] and f["final"] == 0),
    ),
    table=Table(
        {"a": "{a:g}", "b": "{b:g}", "at the fork": "{paths}", "gradient for b": "{final:g}", "true change": "{true[1]:g}"},
        ({}, {"paths": OVERWRITTEN}, {"paths": CUT}, {"a": 4.0, "b": 2.0}, {"a": 2.0, "b": -2.0, "paths": OVERWRITTEN}),
    ),
)
