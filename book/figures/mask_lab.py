"""Four words that must not see what comes after them, hidden in three ways: do the weights add up, and does anything leak?"""

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, HeatMap, Names, Panel, Predict, Slider, Table
from grader.reference.activations import softmax
from grader.reference.attention import scaled_dot_score, soft_attention

WORDS = ("she", "sees", "the", "dog")
WAYS = ("nothing is hidden", "scores of −∞, before the softmax", "scores of 0, before the softmax", "weights of 0, after the softmax")
RNG = np.random.default_rng(778)
TOKENS, OTHER = RNG.normal(size=(2, 4, 3))
WQ, WK, WV = 1.5 * RNG.normal(size=(3, 3, 3))
EARLIER = np.tril(np.ones((4, 4), dtype=bool))


def mixed(X, way):
    """Outputs and weights of the words."""
    Q, K, V = X @ WQ, X @ WK, X @ WV
    S = scaled_dot_score(Q, K)
    if way == WAYS[1]:
        return soft_attention(Q, K, V, EARLIER)
    P = softmax(np.where(EARLIER, S, 0.0)) if way == WAYS[2] else softmax(S)
    P = P * EARLIER if way == WAYS[3] else P
    return P @ V, P


def compute(way, place):
    """Weights, their sums, and how far each word's output moves when one word is replaced."""
    k = place - 1
    X = TOKENS.copy()
    X[k] = OTHER[k]
    (Y, P), (Z, _) = mixed(TOKENS, way), mixed(X, way)
    moved = np.sqrt(((Z - Y) ** 2).sum(axis=1))
    return {"word": WORDS[k], "P": P, "sums": P.sum(axis=1), "moved": moved, "leak": float(moved[:k].max() if k else 0.0),
            "least": float(P.sum(axis=1).min())}


figure = Figure(
    name="mask_lab",
    question="Each of four words may see itself and the words before it. Which way of hiding the others works?",
    controls=(Choice("way", "how the later words are hidden", WAYS, WAYS[3]),
              Slider("place", "place of the word that is replaced by another", (1, 2, 3, 4), 4, "{:d}")),
    compute=compute,
    panels=(
        Panel((HeatMap("P", rows=WORDS, columns=WORDS),), title="Weights: a row for each word that asks"),
        Panel((Bars("sums", "statistic", "{:.2f}"),), Names("word that asks", WORDS), Axis("sum of its weights", 0, 1.3), title="Sums"),
        Panel((Bars("moved", "output", "{:.2f}"),), Names("word that asks", WORDS), Axis("its output moves by", 0, 5),
              title="What the replacement changes"),
    ),
    sentence="With {way}, the weights of the rows add up to {sums[0]:.2f}, {sums[1]:.2f}, {sums[2]:.2f} and {sums[3]:.2f}; replacing "
             "“{word}” moves the words before it by {leak:.2f} at most.",
    alt="A table of weights, four words by four; bars for the sum of each row, and bars for how far each output moves when a word is "
        "replaced. With weights set to zero after the softmax the first rows add up to less than 1.",
    predict=Predict(
        question="with weights of 0 after the softmax, what breaks first?",
        options=("later words are seen", "the rows no longer add up to 1", "nothing: it is the same"),
        answer=1,
        because="The first row adds up to {sums[0]:.2f}, and its output shrinks; replacing the last word moves it by {moved[0]:.2f} "
                "all the same.",
        reveal={"way": WAYS[3], "place": 4},
    ),
    challenges=(
        Challenge("Find the way that keeps all sums at 1 and lets nothing leak back from the last word.",
                  lambda f: f["place"] == 4 and f["leak"] < 1e-12 and abs(f["least"] - 1) < 1e-12),
        Challenge("Replace a word so that some word before it moves by more than 1, although all sums are 1 and something is hidden.",
                  lambda f: f["way"] == WAYS[2] and f["leak"] > 1),
    ),
    table=Table(
        {"hidden by": "{way}", "replaced": "{word}", "first row": "{sums[0]:.2f}", "second row": "{sums[1]:.2f}", "leak": "{leak:.2f}"},
        ({"way": WAYS[0]}, {"way": WAYS[1]}, {"way": WAYS[2]}, {}),
    ),
)
