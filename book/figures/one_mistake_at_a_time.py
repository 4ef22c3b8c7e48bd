"""Rosenblatt's rule on the four corners, a corner at a time: the line among the data, and the weights among weights."""

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, Label, Line, Names, Panel, Points, Predict, Slider, Table
from grader.reference.perceptron import perceptron_rule

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
CLASSES = {"AND": (-1, -1, -1, 1), "OR": (-1, 1, 1, 1), "XOR": (-1, 1, 1, -1)}
WITH, WITHOUT = "learned", "kept at 0"
EPOCHS = 9
LAST = 4 * EPOCHS


def history(gate, bias):
    """Weights, bias and whether it was a mistake, after each corner shown."""
    w, b, states = np.zeros(2), 0.0, [(np.zeros(2), 0.0, False)]
    for k in range(LAST):
        x, y = CORNERS[k % 4], CLASSES[gate][k % 4]
        wrong = y * (x @ w + b) <= 0
        w, new = perceptron_rule(x, y, w, b)
        b = float(new) if bias == WITH else 0.0
        states.append((w, b, bool(wrong)))
    return states


HISTORIES = {(gate, bias): history(gate, bias) for gate in CLASSES for bias in (WITH, WITHOUT)}


def border(normal, offset, reach=9.0):
    """Two points of the line normal · p + offset = 0, or of none."""
    size = float(normal @ normal)
    if size == 0:
        return np.full(2, np.nan), np.full(2, np.nan)
    foot, along = -offset * normal / size, np.array([-normal[1], normal[0]]) / np.sqrt(size)
    ends = np.array([foot - reach * along, foot + reach * along])
    return ends[:, 0], ends[:, 1]


def compute(gate, bias, k):
    """The line, the weights, and the story of the corner that was shown last."""
    k, states, y = int(k), HISTORIES[gate, bias], np.array(CLASSES[gate])
    (w, b, wrong), (old_w, old_b, _) = states[k], states[max(k - 1, 0)]
    shown = (k - 1) % 4
    x = CORNERS[shown]
    right = y * (CORNERS @ w + b) > 0
    counts = [sum(s[2] for s in states[1 + 4 * e:min(5 + 4 * e, k + 1)]) if k > 4 * e else np.nan for e in range(EPOCHS)]
    mistakes = np.array(counts, dtype=float)
    line_x, line_y = border(w, b)
    edge_x, edge_y = border(x if k else np.zeros(2), old_b)
    middle = -b * w / (w @ w) if w.any() else np.full(2, np.nan)
    tip = middle + 0.5 * w / np.linalg.norm(w) if w.any() else middle
    trail = np.array([state[0] for state in states[:k + 1]])
    foot = -old_b * x / (x @ x) if k and x.any() else np.full(2, np.nan)
    side = foot + y[shown] * x / np.linalg.norm(x) if k and x.any() else foot
    return {"w": w, "b": b, "line_x": line_x, "line_y": line_y, "edge_x": edge_x, "edge_y": edge_y,
            "arrow_x": np.array([middle[0], tip[0]]), "arrow_y": np.array([middle[1], tip[1]]),
            "side_x": np.array([foot[0], side[0]]), "side_y": np.array([foot[1], side[1]]), "trail_x": trail[:, 0], "trail_y": trail[:, 1],
            "ones": CORNERS[y > 0], "others": CORNERS[y < 0], "now": CORNERS[[shown]] if k else np.full((1, 2), np.nan),
            "mistakes": mistakes, "errors": int((~right).sum()), "made": int(sum(s[2] for s in states[1:k + 1])),
            "story": story(k, x, y[shown], y[shown] * (x @ old_w + old_b), x @ old_w + old_b, wrong),
            "wrong_corners": tuple(map(bool, ~right))}


def story(k, x, y, margin, score, wrong):
    """What happened to the corner shown last."""
    if not k:
        return "Nothing was shown yet"
    verdict = ("a mistake: its class times its coordinates is added to w" if wrong else "right, and nothing changes")
    return f"Corner ({x[0]:g}, {x[1]:g}) of class {y:+d} had the score {score + 0.0:g}, {verdict}"


def column(name, which):
    """One coordinate of named points."""
    return lambda frame: np.asarray(frame[name])[:, which]


figure = Figure(
    name="one_mistake_at_a_time",
    question="Four corners, one after the other, again and again; each mistake moves the line. When does it come to rest?",
    controls=(
        Choice("gate", "corners of class +1 as in", ("AND", "OR", "XOR"), "AND"),
        Choice("bias", "the bias is", (WITH, WITHOUT), WITH),
        Slider("k", "corners shown", tuple(range(LAST + 1)), LAST, "{:g}"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Points(column("ones", 0), column("ones", 1), "output", label="class +1"),
                Points(column("others", 0), column("others", 1), "data", label="class −1"),
                Line("line_x", "line_y", "score", label="score 0"), Line("arrow_x", "arrow_y", "parameter", label="direction of w"),
                Label(lambda f: f["now"][0, 0] + 0.08, lambda f: f["now"][0, 1] + 0.1, "shown last", "start"),
            ),
            Axis("first input", -0.6, 1.8, ticks=(0, 1)), Axis("second input", -0.6, 1.8, ticks=(0, 1)), title="Among the data", height=280,
        ),
        Panel(
            (
                Line("edge_x", "edge_y", "data", label="the last corner has score 0"),
                Line("side_x", "side_y", "output", label="towards weights that get it right"),
                Line("trail_x", "trail_y", "parameter", label="path of w"),
                Points(lambda f: [f["w"][0]], lambda f: [f["w"][1]], "parameter", label="w"),
            ),
            Axis("first weight", -2.5, 4.5, ticks=(-2, -1, 0, 1, 2, 3, 4)), Axis("second weight", -2.5, 3.5, ticks=(-2, -1, 0, 1, 2, 3)),
            title="Among the weights", height=280,
        ),
        Panel(
            (Bars("mistakes", "statistic", "{:g}"),),
            Names("epoch", tuple(map(str, range(1, EPOCHS + 1)))), Axis("mistakes", 0, 4.6, ticks=(0, 1, 2, 3, 4)),
                title="Mistakes of each epoch",
        ),
    ),
    sentence="{story}. After {k} corners w = ({w[0]:g}, {w[1]:g}) and b = {b:g}; {made} mistakes so far, and the line has {errors} corners "
             "on the wrong side.",
    alt="Left, the four corners of the unit square, the line where the score is 0 and the direction of the weights; in the middle, the "
        "two weights as a "
        "point with the path that led there, and the line of weights for which the last corner's score is 0; right, the number of "
        "mistakes in each epoch, which "
        "falls to 0 for AND and OR with a bias, and stays at 4 for XOR.",
    predict=Predict(
        question="XOR: the mistakes in the ninth epoch are",
        options=("0", "1", "4, as in all others"),
        answer=2,
        because="In the ninth epoch there are {mistakes[8]:g}: after every epoch w and b are back where they began, and everything "
            "repeats.",
        reveal={"gate": "XOR", "bias": WITH, "k": LAST},
    ),
    challenges=(
        Challenge("AND: go back to a moment at which (1, 0) alone is wrong.",
                  lambda f: f["gate"] == "AND" and f["wrong_corners"] == (False, False, True, False)),
        Challenge("XOR: find a moment at which only two corners are wrong; it gets no better.",
                  lambda f: f["gate"] == "XOR" and f["errors"] == 2),
        Challenge("OR without a bias: leave only (0, 0), which no line through the origin gets right.",
                  lambda f: f["gate"] == "OR" and f["bias"] == WITHOUT and f["wrong_corners"] == (True, False, False, False)),
    ),
    table=Table(
        {"corners of": "{gate}", "bias": "{bias}", "corners shown": "{k}", "w": "({w[0]:g}, {w[1]:g})", "b": "{b:g}",
            "mistakes so far": "{made}",
         "corners wrong": "{errors}"},
        ({"k": 4}, {"k": 8}, {}, {"gate": "OR"}, {"gate": "XOR"}, {"bias": WITHOUT}),
    ),
)
