"""A linear unit learns sample by sample: inputs off zero make a ravine of its loss, and a zigzag of its way."""

import numpy as np

from figures import Axis, Challenge, Figure, Label, Line, Panel, Points, Predict, Slider, Table

DRAWN = np.random.default_rng(11).uniform(-1, 1, size=(24, 2))
CENTRED = np.linalg.qr(DRAWN - DRAWN.mean(axis=0))[0] * np.sqrt(24 / 3)  # mean 0, variance ⅓, uncorrelated
START, BEST = np.array([-0.8, 0.7]), np.array([0.8, -0.7])
SHIFTS = tuple(k / 10 for k in range(21))
ROUND = np.linspace(0, 2 * np.pi, 41)
LEVELS = (0.04, 0.2, 0.5)


def walk(shift):
    """One step a sample; the rate falls as the inputs grow, so that all walks are about equally bold."""
    H = CENTRED + shift
    rate = 0.5 / (H**2).sum(axis=1).mean()
    path = [START]
    for h in H:
        path.append(path[-1] - rate * (h @ (path[-1] - BEST)) * h)
    return H, np.array(path)


def level_curves(H):
    """Ellipses of equal loss ½ mean (h · (w − best))², one for each level; in the middle stands the best w."""
    sizes, axes = np.linalg.eigh(H.T @ H / len(H))
    circle = np.stack([np.cos(ROUND), np.sin(ROUND)])
    return [(BEST[:, None] + axes @ (circle * np.sqrt(2 * level / sizes)[:, None])) for level in LEVELS]


def compute(shift):
    """Level curves, the path, the share of steps that move both weights one way, and what is left of the loss."""
    H, path = walk(shift)
    steps = np.diff(path, axis=0)
    loss = 0.5 * ((H @ (path - BEST).T) ** 2).mean(axis=0)
    sizes = np.linalg.eigvalsh(H.T @ H / len(H))
    curves = level_curves(H)
    return {**{f"x{i}": curve[0] for i, curve in enumerate(curves)}, **{f"y{i}": curve[1] for i, curve in enumerate(curves)},
            "px": path[:, 0], "py": path[:, 1], "together": float((steps.prod(axis=1) > 0).mean()),
            "left": float(loss[-1] / loss[0]), "away": float(np.linalg.norm(path[-1] - BEST) / np.linalg.norm(START - BEST)),
            "ratio": float(sizes[1] / sizes[0])}


AWAY = [compute(shift)["away"] for shift in SHIFTS]

figure = Figure(
    name="zigzag",
    question="One weight has to rise and the other to fall. What becomes of the way if the inputs are not centred at zero?",
    controls=(Slider("shift", "mean of both inputs", SHIFTS, 1.2, "{:.1f}"),),
    compute=compute,
    panels=(
        Panel(
            (
                *(Line(f"x{i}", f"y{i}", "output", label="equal loss" if not i else "") for i in range(len(LEVELS))),
                Line("px", "py", "parameter", label="the weights, one step a sample"),
                Points([START[0]], [START[1]], "parameter"),
                Points([BEST[0]], [BEST[1]], "statistic", label="the best weights"),
                Label(START[0] + 0.1, START[1] + 0.1, "start", "start"),
            ),
            Axis("w₁", -1.2, 2.2), Axis("w₂", -2, 1.2), title="The loss surface from above", height=300,
        ),
        Panel(
            (
                Line(SHIFTS, AWAY, "statistic", label="distance left, of 1"),
                Line(lambda f: [f["shift"], f["shift"]], [0, 1], "parameter"),
                Points("shift", "away", "statistic"),
            ),
            Axis("mean of both inputs", 0, 2), Axis("distance left", 0, 1), title="After 24 steps", height=300,
        ),
    ),
    sentence="Inputs with the mean {shift:.1f}: {together:.0%} of the steps move both weights the same way, the valley is "
             "{ratio:.1f} times as steep across as along, and after 24 steps {away:.0%} of the distance is left.",
    alt="Left, ellipses of equal loss around the best weights and a path from the upper left: with centred inputs the "
        "ellipses are round and the path goes down to the right; with positive inputs they are long and thin and the path "
        "moves back and forth across them. Right, the distance left grows with the mean of the inputs.",
    predict=Predict(
        question="with all inputs positive, the share of steps that move both weights the same way is",
        options=("half", "three quarters", "all"),
        answer=2,
        because="Both gradients are the error times a positive input, so they share its sign: {together:.0%}.",
        reveal={"shift": 1.4},
    ),
    challenges=(
        Challenge("Come within a tenth of the distance in 24 steps.", lambda f: f["away"] < 0.1),
        Challenge("Let fewer than half of the steps move both weights the same way.", lambda f: f["together"] < 0.5),
        Challenge("Make the valley more than 10 times as steep across as along.", lambda f: f["ratio"] > 10),
    ),
    table=Table(
        {"mean of the inputs": "{shift:.1f}", "steps that move both the same way": "{together:.0%}",
         "steepness across : along": "{ratio:.1f}", "distance left": "{away:.0%}"},
        ({"shift": 0.0}, {"shift": 0.5}, {"shift": 1.0}, {"shift": 2.0}),
    ),
)
