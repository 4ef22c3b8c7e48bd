"""Every direction of a signal on its way through linear layers: which weights keep them all?"""

import functools

import numpy as np

from figures import Axis, Challenge, Choice, Figure, Line, Panel, Points, Predict, Slider, Table
from grader.reference.initialization import lecun_init, orthogonal_init

WIDTH, DEPTH = 24, 20
RANKS = np.arange(1, WIDTH + 1)
TURN = np.linspace(0, 2 * np.pi, 49)
CIRCLE = np.stack([np.cos(TURN), np.sin(TURN)], axis=1)
LEAST = 1e-12  # smaller stretches are drawn here: the product itself is not more exact


def orthogonal(shape, rng):
    """Orthogonal weights from the same normal numbers."""
    return orthogonal_init(rng.normal(size=shape))


WEIGHTS = {"LeCun's": lecun_init, "orthogonal": orthogonal}


@functools.cache
def products(weights, width):
    """The product of the first 1, 2, … layers: the same draws for both kinds of weights."""
    rng, found = np.random.default_rng(8), [np.eye(width)]
    for _ in range(DEPTH):
        found.append(found[-1] @ WEIGHTS[weights]((width, width), rng))
    return found


def compute(weights, depth):
    """Stretches of the product of so many layers, and a circle of inputs behind as many layers of two units."""
    stretches = np.linalg.svd(products(weights, WIDTH)[depth], compute_uv=False)
    ellipse = CIRCLE @ products(weights, 2)[depth]
    ellipse = ellipse / np.linalg.norm(products(weights, 2)[depth], 2)
    return {"stretches": np.maximum(stretches, LEAST), "largest": stretches[0], "middle": stretches[WIDTH // 2 - 1],
            "kept": int(np.sum(stretches > 0.1)), "east": ellipse[:, 0], "north": ellipse[:, 1],
            "thin": 1 / np.linalg.cond(products(weights, 2)[depth])}


figure = Figure(
    name="kept_directions",
    question="A signal of 24 numbers goes through linear layers that keep its size on average. How many of its directions arrive?",
    controls=(
        Choice("weights", "weights", tuple(WEIGHTS), "LeCun's"),
        Slider("depth", "layers", tuple(range(1, DEPTH + 1)), 10, "{:d}"),
    ),
    compute=compute,
    panels=(
        Panel(
            (
                Line(RANKS, np.ones(WIDTH), "statistic", label="stretch 1: kept"),
                Line(RANKS, "stretches", "output", label="stretch of each direction"),
                Points(RANKS, "stretches", "output"),
            ),
            Axis("direction, the most stretched first", 0, 25, ticks=(1, 6, 12, 18, 24)),
            Axis("stretch", LEAST, 100, log=True, ticks=(1e-12, 1e-8, 1e-4, 1)),
            title="24 directions, 24 stretches",
        ),
        Panel(
            (
                Line(CIRCLE[:, 0], CIRCLE[:, 1], "data", label="inputs"),
                Line("east", "north", "output", label="behind the layers, drawn as large"),
            ),
            Axis("first number", -1.2, 1.2, ticks=(-1, 0, 1)), Axis("second number", -1.2, 1.2, ticks=(-1, 0, 1)),
            title="The same with two numbers",
        ),
    ),
    sentence="{weights} weights, layers: {depth}. The largest stretch is {largest:.3g}, the twelfth {middle:.2g}; "
             "{kept} of 24 directions keep more than a tenth of their length. The ellipse is {thin:.2g} times as wide as long.",
    alt="Left, 24 stretches on a logarithmic axis, falling from above one to far below a thousandth for LeCun's weights, all at one for "
        "orthogonal ones. Right, a circle of inputs and what becomes of it: a thin ellipse, or the circle itself.",
    predict=Predict(
        question="with LeCun's weights, how many of 24 directions keep more than a tenth of their length behind 20 layers?",
        options=("all", "about half", "about a quarter"),
        answer=2,
        because="It is {kept} of 24.",
        reveal={"depth": 20},
    ),
    challenges=(
        Challenge("Keep all 24 directions through 20 layers.", lambda f: f["depth"] == 20 and f["kept"] == 24),
        Challenge("LeCun's: find how many layers it takes until half of the directions are below a tenth.",
                  lambda f: f["weights"] == "LeCun's" and f["kept"] == 12),
    ),
    table=Table(
        {"weights": "{weights}", "layers": "{depth}", "largest stretch": "{largest:.2g}", "the twelfth": "{middle:.2g}",
         "directions above a tenth": "{kept} of 24"},
        ({"depth": 1}, {}, {"depth": 20}, {"weights": "orthogonal", "depth": 20}),
    ),
)
