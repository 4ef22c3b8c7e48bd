"""Forty scores and one threshold, in four views: the swarm, the counts, the ROC curve and precision against recall."""

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, Line, Names, Panel, Points, Predict, Slider, Table
from grader.reference.metrics import roc_curve

DRAWN = np.random.default_rng(4)
CLASSES = np.arange(40) % 2
SCORES = np.round(np.clip(0.35 + 0.3 * CLASSES + 0.16 * DRAWN.normal(size=40), 0.02, 0.98), 2)
HEIGHT = np.where(CLASSES == 1, 1.2, 0.2) + 0.6 * DRAWN.random(40)
CUTS = tuple(round(0.05 * k, 2) for k in range(1, 20))
TIMES = {"as many": 1, "10 times as many": 10, "100 times as many": 100}
FPR, TPR, _ = roc_curve(CLASSES, SCORES)


def compute(threshold, negatives):
    """The four counts, with each negative sample counted so many times, and both curves."""
    times = TIMES[negatives]
    alarm = threshold <= SCORES
    tp, fp = int(np.sum(alarm & (CLASSES == 1))), times * int(np.sum(alarm & (CLASSES == 0)))
    fn, tn = 20 - tp, 20 * times - fp
    above, below = TPR[1:] * 20, TPR[1:] * 20 + FPR[1:] * 20 * times
    return {"tp": tp, "fp": fp, "fn": fn, "tn": tn, "tpr": tp / 20, "fpr": fp / (20 * times),
            "precision": tp / (tp + fp) if tp + fp else 1.0, "right": (tp + tn) / (20 + 20 * times),
            "counts": np.array([tp / 20, fn / 20, fp / (20 * times), tn / (20 * times)]), "precisions": above / below}


figure = Figure(
    name="linked_views",
    question="A test finds nine of ten, and few false alarms. How many of its alarms are true, if the thing is rare?",
    controls=(Slider("threshold", "threshold", CUTS, 0.5, "{:.2f}"), Choice("negatives", "negative samples", tuple(TIMES), "as many")),
    compute=compute,
    panels=(
        Panel((Points(SCORES[CLASSES == 1], HEIGHT[CLASSES == 1], "output", label="positive"),
               Points(SCORES[CLASSES == 0], HEIGHT[CLASSES == 0], "data", label="negative"),
               Line(lambda f: [f["threshold"], f["threshold"]], [0, 2], "parameter", label="threshold")),
              Axis("score", 0, 1), Axis("", 0, 2), title="Forty samples", height=240),
        Panel((Bars("counts", "statistic", text="{:.2f}"),), Names("", ("found", "missed", "false", "left alone")),
              Axis("share of its class", 0, 1), title="The confusion matrix, as shares", height=240),
        Panel((Line(FPR, TPR, "output", label="ROC"), Points("fpr", "tpr", "parameter", label="this threshold")),
              Axis("false alarms, share of the negative", 0, 1), Axis("found, share of the positive", 0, 1), title="ROC curve", height=260),
        Panel((Line(TPR[1:], "precisions", "score", label="precision"), Points("tpr", "precision", "parameter", label="this threshold")),
              Axis("recall: found, share of the positive", 0, 1), Axis("true, share of the alarms", 0, 1),
              title="Precision and recall", height=260),
    ),
    sentence="At {threshold:.2f}, {tp} found, {fn} missed, {fp} false alarms, {tn} left alone: recall {tpr:.0%}, false alarms {fpr:.0%}, "
             "precision {precision:.0%}, accuracy {right:.0%}.",
    alt="Four views of one threshold: a swarm of scores with a vertical line, four bars of counts, the ROC curve with a dot, which stays "
        "where it is when negative samples become more, and precision against recall with a dot, which falls.",
    predict=Predict(
        question="each negative sample is there ten times. The ROC curve",
        options=("sinks", "stays", "rises"),
        answer=1,
        because="Both its axes are shares of one class: at this threshold still {tpr:.0%} and {fpr:.0%}. Precision is now {precision:.0%}.",
        reveal={"threshold": 0.5, "negatives": "10 times as many"},
    ),
    challenges=(
        Challenge("Find every positive sample with as few false alarms as you can.",
                  lambda f: f["tp"] == 20 and compute(round(f["threshold"] + 0.05, 2), f["negatives"])["tp"] < 20),
        Challenge("Make the accuracy better than 95 % and miss most of the positive ones.", lambda f: f["right"] > 0.95 and f["tp"] < 10),
        Challenge("Make every alarm true.", lambda f: f["precision"] == 1 and f["tp"] > 0),
    ),
    table=Table({"threshold": "{threshold:.2f}", "negative": "{negatives}", "recall": "{tpr:.0%}", "false alarms": "{fpr:.0%}",
                 "precision": "{precision:.0%}"},
                ({"threshold": 0.5}, {"threshold": 0.5, "negatives": "10 times as many"}, {"threshold": 0.5,
                    "negatives": "100 times as many"},
                 {"threshold": 0.7})),
)
