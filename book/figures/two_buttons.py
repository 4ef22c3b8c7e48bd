"""k-means half a round at a time: all samples choose a centre, then all centres move to their samples' mean."""

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, Line, Names, Panel, Points, Predict, Slider, Table
from grader.reference.neighbors_and_clusters import kmeans_assign, kmeans_update

RECTANGLE = np.array([[0.0, 0.0], [0.0, 1.0], [4.0, 0.0], [4.0, 1.0]])
GROUPS = np.array([[0.5, 0.5], [3.5, 0.8], [2.0, 2.9]]).repeat(8, axis=0) + 0.33 * np.random.default_rng(4).normal(size=(24, 2))
STARTS = {
    "rectangle, left and right": (RECTANGLE, np.array([[0.3, 0.9], [1.5, 0.4]])),
    "rectangle, below and above": (RECTANGLE, np.array([[1.9, -0.4], [2.1, 1.4]])),
    "three groups, one centre near each": (GROUPS, np.array([[1.0, 1.2], [3.0, 0.2], [2.5, 2.4]])),
    "three groups, two centres in one": (GROUPS, np.array([[0.4, 0.3], [0.7, 0.9], [3.0, 2.0]])),
    "three groups, one centre far away": (GROUPS, np.array([[1.0, 1.2], [3.0, 1.2], [4.4, 3.6]])),
}
HALVES = tuple(range(13))
ROLES = ("data", "output", "gradient")
AWAY = 99.0


def run(X, centers):
    """(labels, centres) after every half round: first the samples choose, then the centres move."""
    labels, states = kmeans_assign(X, centers), [(None, centers)]
    for half in HALVES[1:]:
        if half % 2:
            labels = kmeans_assign(X, centers)
        else:
            centers = kmeans_update(X, labels, centers)
        states.append((labels, centers))
    return states


RUNS = {name: run(*start) for name, start in STARTS.items()}


def cost(X, labels, centers):
    """The sum of squares of each cluster."""
    squares = ((X - centers[labels]) ** 2).sum(axis=1)
    return np.array([squares[labels == j].sum() for j in range(len(centers))])


def compute(start, half):
    """Samples by cluster, threads to their centres, and what each cluster costs."""
    X, (labels, centers) = STARTS[start][0], RUNS[start][half]
    chosen = np.zeros(len(X), dtype=int) if labels is None else labels
    found = {"before": X if labels is None else np.full(X.shape, AWAY)}
    for j in range(3):
        mine = np.full((24, 2), AWAY)
        if labels is not None and j < len(centers):
            mine[: len(X)] = np.where((chosen == j)[:, None], X, AWAY)
        threads = [np.array([x, centers[j], x]) if c == j and labels is not None else np.full((3, 2), np.nan) for x, c in zip(X, chosen)]
        threads = np.concatenate([*threads, np.full((72 - 3 * len(X), 2), np.nan)])
        place = centers[j] if j < len(centers) else np.array([AWAY, AWAY])
        found |= {f"x{j}": mine[:, 0], f"y{j}": mine[:, 1], f"tx{j}": threads[:, 0], f"ty{j}": threads[:, 1],
                  f"cx{j}": place[0], f"cy{j}": place[1]}
    waiting = np.full((24, 2), AWAY)
    waiting[: len(X)] = found.pop("before")
    costs = np.full(4, np.nan)
    if labels is not None:
        costs[: len(centers)] = cost(X, labels, centers)
        costs[3] = np.nansum(costs[:3])
    done = labels is not None and half >= 2 and all(
        np.array_equal(a, b) for a, b in zip(RUNS[start][min(half + 2, 12)], RUNS[start][half]))
    what = "the start" if half == 0 else "the samples choose" if half % 2 else "the centres move"
    said = "nobody has chosen yet" if labels is None else f"the sum of squares is {costs[3]:.2f}"
    return found | {"wx": waiting[:, 0], "wy": waiting[:, 1], "costs": costs, "sse": float(costs[3]) if labels is not None else 0.0,
                    "what": what, "said": said + (", and nothing moves any more" if done else ""), "done": int(done)}


figure = Figure(
    name="two_buttons",
    question="Two moves in turn, and both only ever lower the sum of squares. Is it the lowest when nothing moves any more?",
    controls=(Choice("start", "samples and starting centres", tuple(STARTS), "rectangle, below and above"),
              Slider("half", "half rounds", HALVES, 4, "{:d}")),
    compute=compute,
    panels=(Panel(
        (*(Line(f"tx{j}", f"ty{j}", role) for j, role in enumerate(ROLES)),
         *(Points(f"x{j}", f"y{j}", role, label=f"cluster {j + 1}") for j, role in enumerate(ROLES)),
         Points("wx", "wy", "statistic", label="no cluster yet"),
         *(Points(f"cx{j}", f"cy{j}", "parameter", label="" if j else "centre") for j in range(3))),
        Axis("first feature", -0.5, 5, ticks=(0, 1, 2, 3, 4, 5)), Axis("second feature", -0.7, 4, ticks=(0, 1, 2, 3, 4)),
        title="Samples and their centres", height=300,
    ), Panel(
        (Bars("costs", "statistic", "{:.2f}"),), Names("", ("1", "2", "3", "all")),
        Axis("sum of squares", 0, 40, ticks=(0, 10, 20, 30, 40)),
        title="What each cluster costs", height=300,
    )),
    sentence="{start}: after {half:d} half rounds ({what}) {said}.",
    alt="Left, samples in one colour for each cluster, each joined to the centre of its cluster. Right, bars with the sum of squares of "
        "each cluster and of all. With every half round the last bar falls or stays.",
    predict=Predict(
        question="the rectangle is 4 wide and 1 high, and k-means has come to rest. Its sum of squares is",
        options=("1, because it minimizes that sum", "1 or 16, according to the start", "always 16"),
        answer=1, because="From left and right it is {sse:.0f}; from below and above it rests at 16, sixteen times the least.",
        reveal={"start": "rectangle, left and right", "half": 4},
    ),
    challenges=(
        Challenge("Reach a sum of 1 on the rectangle.", lambda f: f["start"].startswith("rectangle") and abs(f["sse"] - 1) < 1e-9),
        Challenge("Find three groups at rest with the wrong clusters.",
                  lambda f: f["start"].startswith("three") and f["done"] == 1 and f["sse"] > 10),
        Challenge("Find a centre that never gets a sample.",
                  lambda f: f["start"].startswith("three") and f["half"] >= 1 and bool((f["costs"][:3] == 0).any())),
    ),
    table=Table({"start": "{start}", "half rounds": "{half:d}", "sum of squares": "{sse:.2f}"},
                tuple({"start": name, "half": 12} for name in STARTS)),
)
