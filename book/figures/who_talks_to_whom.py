"""Which numbers share a mean and a variance, and whose outputs change when one sample does: five norms on one batch."""

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, HeatMap, Names, Panel, Predict, Slider, Table

SAMPLES, CHANNELS, PLACES = 4, 4, 3
MARKED = (0, 1, 1)  # sample, channel, place
X = np.random.default_rng(8).integers(0, 10, size=(SAMPLES, CHANNELS, PLACES)).astype(float)
RUNNING = "batch norm, in inference"
AXES = {"batch norm": (0, 2), "layer norm": (1, 2), "instance norm": (2,)}
NORMS = ("batch norm", "layer norm", "instance norm", "group norm, two groups", RUNNING)
ALL, ONE = "all 12 numbers of sample 4", "one number of sample 4"
AMOUNTS = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


def standard(x, axes):
    """x̂ over these axes, ε = 1e-5."""
    return (x - x.mean(axis=axes, keepdims=True)) / np.sqrt(x.var(axis=axes, keepdims=True) + 1e-5)


def normalized(x, norm):
    """The batch after one of the norms, γ = 1 and β = 0."""
    if norm == RUNNING:
        return (x - X.mean(axis=(0, 2), keepdims=True)) / np.sqrt(X.var(axis=(0, 2), keepdims=True) + 1e-5)
    if norm in AXES:
        return standard(x, AXES[norm])
    return standard(x.reshape(SAMPLES, 2, -1), (2,)).reshape(x.shape)


def together(norm):
    """True where a number shares its mean and variance with the marked one."""
    sample, channel, place = np.indices(X.shape)
    same_sample, same_channel = sample == MARKED[0], channel == MARKED[1]
    return {"batch norm": same_channel, "layer norm": same_sample, "instance norm": same_sample & same_channel,
            "group norm, two groups": same_sample & (channel // 2 == MARKED[1] // 2),
            RUNNING: same_sample & same_channel & (place == MARKED[2])}[norm]


def compute(norm, what, amount):
    """The set of the marked number, and the largest change of an output for each sample."""
    x = X.copy()
    if what == ALL:
        x[3] += amount
    else:
        x[3, 1, 1] += amount
    members = together(norm)
    change = np.abs(normalized(x, norm) - normalized(X, norm)).max(axis=(1, 2)).round(9) + 0.0
    counted = members & (norm != RUNNING)  # in inference no number of this batch is in the mean
    return {"shown": np.where(members, x, np.nan).reshape(SAMPLES, -1), "change": change, "count": int(counted.sum()),
            "people": int(counted.any(axis=(1, 2)).sum()), "first": change[0], "last": change[3],
            "whose": "those of the training data, so with no number here" if norm == RUNNING else
                     f"those of {int(members.sum())} numbers, of {int(members.any(axis=(1, 2)).sum())} of the 4 samples"}


figure = Figure(
    name="who_talks_to_whom",
    question="Four samples with four channels of three places each. Something is added to sample 4. Which samples come out differently?",
    controls=(
        Choice("norm", "norm", NORMS, "batch norm"),
        Choice("what", "added to", (ALL, ONE), ALL),
        Slider("amount", "added", AMOUNTS, 10.0),
    ),
    compute=compute,
    panels=(
        Panel((HeatMap("shown", 12.0, text="{:.0f}", lit=MARKED[1] * PLACES + MARKED[2],
                       rows=tuple(f"sample {i}" for i in range(1, 5)),
                       columns=tuple(f"c{1 + j // PLACES}" if j % PLACES == 1 else "" for j in range(CHANNELS * PLACES))),),
              title="Who shares a mean with sample 1 in the frame"),
        Panel((Bars("change", "output", "{:.2f}"),),
              Names("sample", ("1", "2", "3", "4")), Axis("change of an output", 0, 5, ticks=(0, 1, 2, 3, 4, 5)),
              title="Largest change of an output"),
    ),
    sentence="{norm}: mean and variance are {whose}. With {amount:g} added to {what}, the outputs of sample 1 change by up to "
             "{first:.2f}, and those of sample 4 by up to {last:.2f}.",
    alt="Left, a table of four rows, the samples, and twelve columns, four channels of three places; filled are the numbers that share "
        "a mean with the framed one: a band down all samples for batch norm, a whole row for layer norm, three cells for instance norm, "
        "six for group norm. Right, a bar a sample: under batch norm all four outputs change, under the others at most the last.",
    predict=Predict(
        question="layer norm, and 10 is added to all numbers of sample 4. Its own outputs",
        options=("change by 10", "change a little", "do not change"),
        answer=2,
        because="They change by {last:.2f}: the sample's mean takes the 10 away again.",
        reveal={"norm": "layer norm", "what": ALL, "amount": 10.0},
    ),
    challenges=(
        Challenge("Change sample 4 and no other, with a norm that looks at this sample alone.",
                  lambda f: f["first"] == 0 and f["last"] > 0 and f["norm"] not in ("batch norm", RUNNING)),
        Challenge("Find the norm under which the outputs of sample 4 grow with what is added, without limit.",
                  lambda f: f["norm"] == RUNNING and f["amount"] == 100),
        Challenge("Move the outputs of sample 1 by more than 2 without touching it.", lambda f: f["first"] > 2),
    ),
    table=Table({"norm": "{norm}", "added": "{amount:g}", "numbers in the mean": "{count:d}", "samples in it": "{people:d}",
                 "change of sample 1": "{first:.2f}", "of sample 4": "{last:.2f}"},
                tuple({"norm": norm} for norm in NORMS)),
)
