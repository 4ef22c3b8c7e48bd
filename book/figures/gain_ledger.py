"""Eight samples and a threshold that moves: the weights of the two leaves, and what the split gains."""

import numpy as np

from figures import Axis, Challenge, Choice, Figure, Line, Panel, Points, Predict, Slider, Table
from grader.reference.boosting import leaf_weight, split_gain

X = np.arange(1.0, 9.0)
WANTED = np.array([1.5, 2.5, 2.0, 1.0, -0.5, -2.0, -1.5, 1.0])  # target − score of each sample
THRESHOLDS = tuple((X[:-1] + 0.5).tolist())
ONES = np.ones(8)
PENALTIES = {"λ = 0": 0.0, "λ = 1": 1.0, "λ = 8": 8.0}
PRICES = {"γ = 0": 0.0, "γ = 2": 2.0, "γ = 6": 6.0}


def compute(threshold, penalty, price):
    """Both leaves at this threshold, and the gain at every threshold."""
    g, left = -WANTED, threshold > X
    reg_lambda, gamma = PENALTIES[penalty], PRICES[price]
    gains = np.array([split_gain(g, ONES, each > X, reg_lambda, gamma) for each in THRESHOLDS])
    gain = split_gain(g, ONES, left, reg_lambda, gamma)
    return {"w_left": leaf_weight(g[left], ONES[left], reg_lambda) + 0.0,
            "w_right": leaf_weight(g[~left], ONES[~left], reg_lambda) + 0.0,
            "gains": gains, "gain": gain, "most": float(gains.max()), "worth": "worth its price" if gain > 0 else "not worth its price",
            "G_left": float(g[left].sum()), "G_right": float(g[~left].sum()), "n_left": int(left.sum()), "n_right": int((~left).sum())}


figure = Figure(
    name="gain_ledger",
    question="Where should these eight samples be parted, and when is no split worth its price?",
    controls=(Slider("threshold", "threshold", THRESHOLDS, 2.5, "{:.1f}"), Choice("penalty", "penalty on weights", tuple(PENALTIES),
        "λ = 1"),
              Choice("price", "price of a leaf", tuple(PRICES), "γ = 0")),
    compute=compute,
    panels=(
        Panel(
            (
                Points(X, WANTED, "data", label="what each sample lacks, −g"),
                Line(lambda f: [0.5, f["threshold"]], lambda f: [f["w_left"], f["w_left"]], "output", label="weight of its leaf"),
                Line(lambda f: [f["threshold"], 8.5], lambda f: [f["w_right"], f["w_right"]], "output"),
                Line(lambda f: [f["threshold"], f["threshold"]], [-3, 3], "parameter", label="threshold"),
            ),
            Axis("x", 0.5, 8.5), Axis("score to add", -3, 3), title="Two leaves", height=260,
        ),
        Panel(
            (
                Line(THRESHOLDS, "gains", "statistic", label="gain"),
                Points("threshold", "gain", "parameter"),
                Line([1, 8], [0, 0], "data"),
            ),
            Axis("threshold", 1, 8), Axis("gain", -6.5, 10), title="What the split gains", height=260,
        ),
    ),
    sentence="At {threshold:.1f}: left G = {G_left:.1f}, H = {n_left}, weight {w_left:.2f}; right G = {G_right:.1f}, H = {n_right}, "
             "weight {w_right:.2f}; the gain is {gain:.2f}, {worth}.",
    alt="Left, eight points, high on the left, low between 5 and 7, with a horizontal line on either side of a movable threshold; "
        "right, the gain of every threshold, a curve with its peak at 4.5, and a dot on it.",
    predict=Predict(
        question="λ goes from 1 to 8. At the threshold 4.5 the gain",
        options=("rises", "stays", "falls"),
        answer=2,
        because="More stands below each fraction: the gain is {gain:.2f}, and the weights are nearer to 0.",
        reveal={"threshold": 4.5, "penalty": "λ = 8", "price": "γ = 0"},
    ),
    challenges=(
        Challenge("With λ = 1 and no price, find the split that gains most.",
                  lambda f: f["penalty"] == "λ = 1" and f["price"] == "γ = 0" and f["gain"] == f["most"]),
        Challenge("Choose λ and γ so that no split is worth its price.", lambda f: f["most"] < 0),
        Challenge("Find a split whose two weights are both positive, and which gains something all the same.",
                  lambda f: f["w_left"] > 0 and f["w_right"] > 1e-9 and f["gain"] > 0),
    ),
    table=Table(
        {"threshold": "{threshold:.1f}", "λ": "{penalty}", "γ": "{price}", "left weight": "{w_left:.2f}", "right weight": "{w_right:.2f}",
         "gain": "{gain:.2f}"},
        ({"threshold": 2.5}, {"threshold": 4.5}, {"threshold": 4.5, "penalty": "λ = 8"}, {"threshold": 4.5, "price": "γ = 6"}),
    ),
)
