"""Eight networks, each with one bug: their curves, and the measurements that tell the bugs apart."""

from pathlib import Path

import numpy as np

from figures import Axis, Bars, Challenge, Choice, Figure, Line, Names, Panel, Predict, Slider, Table
from grader.reference.activations import softmax, softmax_backward
from grader.reference.capstone import capstone_backward, capstone_forward, capstone_init, capstone_step
from grader.reference.capstone.parts import book_parts

DATA = Path(__file__).parents[1] / "data"
SIZES, EPOCHS, BATCH = [64, 24, 10], 12, 32
BUGS = {
    2: "the labels are shuffled", 6: "softmax stands twice", 1: "the rate is 50 times too large", 8: "the data are not shuffled",
    3: "batch norm trains while it is tested", 5: "the validation images are in the training set",
    4: "it is validated on its training set", 7: "its units are dead",
}
CASES = tuple(sorted(BUGS))  # patients have numbers, so that a slider goes through them
NONE = "not sure yet"


def load():
    """Small parts of the digits: training, validation, fresh ones; images and classes."""
    with np.load(DATA / "digits.npz") as digits, np.load(DATA / "digits_split.npz") as split:
        images, kinds = digits["images"] / 16.0, digits["labels"].astype(int)
        return [(images[rows], kinds[rows]) for rows in (split["train"][::3], split["validation"][:120], split["test"][:250])]


TRAIN, VALID, FRESH = load()


def twice(parts):
    """The loss and its gradient with a softmax before the one that they have."""
    loss, backward = parts.softmax_cross_entropy, parts.softmax_cross_entropy_backward
    parts.softmax_cross_entropy = lambda z, t: loss(softmax(z), t)
    parts.softmax_cross_entropy_backward = lambda z, t: softmax_backward(backward(softmax(z), t), softmax(z))
    return parts


def patient(case):
    """A network trained with one bug: its curves by epoch, and what can be measured on it."""
    rng, parts = np.random.default_rng(6), book_parts()
    parts = twice(parts) if BUGS[case] == "softmax stands twice" else parts
    (X, kinds), (X_val, kinds_val) = TRAIN, VALID
    if case == 2:
        kinds = rng.permutation(kinds)
    if case == 5:
        X, kinds = np.concatenate([X, X_val]), np.concatenate([kinds, kinds_val])
    if case == 4:
        X_val, kinds_val = X, kinds
    if case == 8:
        X, kinds = X[np.argsort(kinds, kind="stable")], np.sort(kinds)
    params, running = capstone_init(parts, SIZES, rng)
    params[0]["bias"] -= 6.0 * (case == 7)
    tested = {"training": case == 3}
    t, t_val, moments, step, curves = np.eye(10)[kinds], np.eye(10)[kinds_val], None, 0, []
    for _ in range(EPOCHS):
        order = np.arange(len(X)) if case == 8 else rng.permutation(len(X))
        for batch in parts.minibatches(order, BATCH, drop_last=True):
            z, cache, running = capstone_forward(parts, params, running, X[batch], 0.0, rng, True)
            grads = capstone_backward(parts, params, cache, parts.softmax_cross_entropy_backward(z, t[batch]))
            step += 1
            params, moments = capstone_step(parts, params, grads, moments, step, 0.5 if case == 1 else 0.01)
        curves.append([parts.softmax_cross_entropy(capstone_forward(parts, params, running, part, 0.0, rng, **tested)[0], wanted)
                       for part, wanted in ((X, t), (X_val, t_val))])

    def right(part, wanted, size=None, **how):
        size = size or len(part)
        found = [capstone_forward(parts, params, running, part[i:i + size], 0.0, rng, **how)[0].argmax(axis=1)
                 for i in range(0, len(part), size)]
        return float((np.concatenate(found) == wanted).mean())

    silent = (capstone_forward(parts, params, running, X)[1][-1]["A"] == 0).all(axis=0).mean()
    shared = np.mean([(X == image).all(axis=1).any() for image in X_val])
    return np.array(curves).T, np.array([right(X, kinds, **tested), right(X_val, kinds_val, **tested), right(*FRESH),
                                         right(X_val, kinds_val, size=2, **tested), silent, shared])


PATIENTS = {case: patient(case) for case in CASES}
SAYS = {
    2: "It learns a little of its own labels, and nothing that holds for other images: fresh ones are right as often as by chance.",
    6: "The loss stops just above 1.461, the least that a second softmax allows with ten classes, though the accuracy is fine.",
    1: "The validation loss jumps about from epoch to epoch, and most units have fallen silent: every step overshoots.",
    8: "Both losses stay high, and nothing else is odd: each batch has one class only, so that every step undoes the steps before.",
    3: "The same images, handed over two by two, are judged far worse: the answer depends on the company.",
    5: "Every validation image is in the training set as well, so validation promises more than fresh images keep.",
    4: "The two curves are one, to the last digit: both are measured on the same images.",
    7: "Every hidden unit is silent on every image; only the last biases learn, so that all images get the same answer.",
}


def compute(case, diagnosis):
    """The curves and measurements of a case, and what to say of the diagnosis."""
    curves, measured = PATIENTS[case]
    correct = BUGS[case] == diagnosis
    if diagnosis == NONE:
        word = "What is wrong with it?"
    elif correct:
        word = f"Yes. {SAYS[case]}"
    else:
        word = "No: look at the measurements again."
    return {"train": curves[0], "valid": curves[1], "measured": measured, "word": word, "correct": int(correct),
            "last": float(curves[0][-1]), "last_valid": float(curves[1][-1]),
            **{name: float(value) for name, value in zip(("right", "validated", "fresh", "pairs", "silent", "shared"), measured)}}


figure = Figure(
    name="debug_clinic",
    question="Eight networks, one bug each. Which is which?",
    controls=(Slider("case", "patient", CASES, 1, "{:d}"), Choice("diagnosis", "diagnosis", (NONE, *sorted(BUGS.values())), NONE)),
    compute=compute,
    panels=(Panel(
        (Line(np.arange(1, EPOCHS + 1), "train", "data", label="training loss"),
         Line(np.arange(1, EPOCHS + 1), "valid", "output", label="validation loss")),
        Axis("epoch", 0, EPOCHS + 1, ticks=(0, 4, 8, 12)), Axis("loss", 0, 4, ticks=(0, 1, 2, 3, 4)), title="Its curves",
    ), Panel(
        (Bars("measured", "statistic", "{:.2f}"),), Names("", ("train", "valid.", "fresh", "pairs", "silent", "shared")),
        Axis("share", 0, 1.1, ticks=(0, 0.5, 1)), title="Its measurements",
    )),
    sentence="Patient {case:d}: training loss {last:.2f}, validation loss {last_valid:.2f} after 12 epochs; right are {right:.0%} of the "
             "training images, {validated:.0%} in validation, {fresh:.0%} of fresh ones, {pairs:.0%} of validation images in pairs; "
             "{silent:.0%} of the units are silent, {shared:.0%} of the validation images are in the training set. {word}",
    alt="Left, the training and the validation loss of one network over twelve epochs. Right, six bars between 0 and 1: how often it is "
        "right in training, in validation, on fresh images, and on pairs of images; its silent units; validation images that are shared.",
    predict=Predict(
        question="the loss of ten classes stops falling at 1.46, while the accuracy still rises. The bug is",
        options=("a rate that is too small", "a second softmax", "too few units"),
        answer=1, because="Probabilities taken for scores lie between 0 and 1: the least loss is then 1.461. Here it ends at {last:.2f}.",
        reveal={"case": 6, "diagnosis": "softmax stands twice"},
    ),
    challenges=tuple(Challenge(f"Diagnose patient {case}.", lambda f, case=case: f["case"] == case and f["correct"] == 1)
                     for case in (1, 3, 5)),
    table=Table({"patient": "{case:d}", "bug": "{diagnosis}", "training loss": "{last:.2f}", "validation loss": "{last_valid:.2f}",
                 "right": "{right:.2f}", "validation": "{validated:.2f}", "fresh": "{fresh:.2f}", "pairs": "{pairs:.2f}",
                 "silent": "{silent:.2f}", "shared": "{shared:.2f}"},
                tuple({"case": case, "diagnosis": BUGS[case]} for case in (2, 3, 4, 6, 7, 8))),
)
