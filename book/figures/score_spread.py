"""Eight keys, one query: what the number of features does to softmax, and what dividing the scores by √d does about it."""

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, Line, Names, Panel, Points, Predict, Slider, Table
from grader.reference.activations import softmax, softmax_jacobian
from grader.reference.attention import dot_score

FEATURES = (2, 4, 8, 16, 32, 64, 128, 256, 512)
DIVISORS = {"nothing": lambda d: 1.0, "√d": np.sqrt, "d": float}
KEYS, DRAWS = 8, 400
RNG = np.random.default_rng(2)
QUERY, KEY = RNG.normal(size=(1, 512)), RNG.normal(size=(KEYS, 512))


def draws(divisor):
    """Largest weight and largest slope, averaged over many queries, for every number of features."""
    rng = np.random.default_rng(5)
    weights, slopes = [], []
    for d in FEATURES:
        S = np.concatenate([dot_score(rng.normal(size=(1, d)), rng.normal(size=(KEYS, d))) for _ in range(DRAWS)])
        P = softmax(S / DIVISORS[divisor](d))
        weights.append(P.max(axis=1).mean())
        slopes.append(np.median([np.abs(softmax_jacobian(p)).max() for p in P]))
    return weights, slopes


CURVES = {divisor: draws(divisor) for divisor in DIVISORS}


def compute(d, divisor):
    """Scores and weights of the eight keys, and what is typical of many such."""
    S = dot_score(QUERY[:, :d], KEY[:, :d])[0] / DIVISORS[divisor](d)
    p = softmax(S)
    weights, slopes = CURVES[divisor]
    at = FEATURES.index(d)
    return {"S": S, "p": p, "most": float(p.max()), "slope": float(np.abs(softmax_jacobian(p)).max()), "spread": float(S.std()),
            "typical": float(weights[at]), "small": float(weights[0]), "typical_slope": float(slopes[at])}


SIZES = Axis("features d (log scale)", 2, 512, log=True)
figure = Figure(
    name="score_spread",
    question="A random query meets eight random keys. What happens to the weights of the keys as the rows get longer?",
    controls=(Slider("d", "number of features d", FEATURES, 512, "{:d}"), Choice("divisor", "scores divided by", tuple(DIVISORS),
        "nothing")),
    compute=compute,
    panels=(
        Panel((Bars("S", "score", "{:.0f}"),), Names("key", tuple("12345678")), Axis("score", -45, 20), title="Scores of eight keys"),
        Panel((Bars("p", "output", "{:.2f}"),), Names("key", tuple("12345678")), Axis("weight", 0, 1.05, ticks=(0, 0.25, 0.5, 0.75, 1)),
              title="Their weights"),
        Panel((*(Line(FEATURES, CURVES[divisor][0], role, label=f"divided by {divisor}")
                 for divisor, role in (("nothing", "data"), ("√d", "output"), ("d", "parameter"))),
               Points(lambda f: [f["d"]], lambda f: [f["typical"]], "statistic")),
              SIZES, Axis("largest weight, mean", 0, 1.05, ticks=(0, 0.25, 0.5, 0.75, 1)), title="Many queries"),
        Panel((*(Line(FEATURES, CURVES[divisor][1], role, label=f"divided by {divisor}")
                 for divisor, role in (("nothing", "data"), ("√d", "output"), ("d", "parameter"))),
               Points(lambda f: [f["d"]], lambda f: [f["typical_slope"]], "gradient")),
              SIZES, Axis("largest slope of softmax, median", 0, 0.27, ticks=(0, 0.05, 0.1, 0.15, 0.2, 0.25)), title="What can be learned"),
    ),
    sentence="With {d} features, divided by {divisor}, these eight scores have the standard deviation {spread:.2f}, the largest weight is "
             "{most:.2f}, and the largest slope of the softmax is {slope:.1e}.",
    alt="Eight scores and their weights: with 512 features and undivided scores one bar has nearly everything. Below, the largest weight "
        "grows with the number of features unless the scores are divided by its root, and the largest slope falls to zero.",
    predict=Predict(
        question="512 features, divided by √d: the largest weight of the eight is",
        options=("still near 1", "as with two features, about a third", "one eighth, like all the others"),
        answer=1,
        because="Over many queries it is {typical:.2f}; with two features it was {small:.2f}.",
        reveal={"d": 512, "divisor": "√d"},
    ),
    challenges=(
        Challenge("Make all eight weights equal to within 0.03.", lambda f: np.ptp(f["p"]) < 0.03),
        Challenge("Without dividing, find a d at which the softmax of these keys still has a slope above 0.2.",
                  lambda f: f["divisor"] == "nothing" and f["slope"] > 0.2),
    ),
    table=Table(
        {"features": "{d}", "divided by": "{divisor}", "spread": "{spread:.2f}", "largest weight": "{most:.2f}",
         "largest slope": "{slope:.1e}"},
        ({"d": 4}, {"d": 64}, {}, {"divisor": "√d"}, {"divisor": "d"}),
    ),
)
