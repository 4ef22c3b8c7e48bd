"""What is asked of the hinge losses."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.losses.squared import of_both

YES_NO, MANY = ("hinge_loss", "hinge_loss_backward"), ("hinge_loss_classes", "hinge_loss_classes_backward")
SHAPES = ((3, 4), (4, 4), (5,), (1, 3), (2, 3, 2))
SIZES = ((3, 5), (4, 4), (6, 2), (1, 3))
BOOK, BOOK_CLASS = np.array([[13.0, -7.0, 11.0]]), np.array([0])


def _signs(rng, shape):
    return rng.normal(scale=2, size=shape), rng.choice([-1.0, 1.0], size=shape)


def _numbers(rng, n, k):
    return rng.normal(scale=2, size=(n, k)), rng.integers(k, size=n)


def _margins(rng, n, k):
    """Scores as above, and a margin that is not 1."""
    return *_numbers(rng, n, k), float(rng.uniform(1.5, 4))


def _shapes(rng):
    return [each for shape in ((3, 4), (5,)) for each in of_both(YES_NO, _signs(rng, shape), f"shape {shape}")] + of_both(
        MANY, _numbers(rng, 3, 4), "shape (3, 4)")


def _by_hand(rng):
    return [*of_both(YES_NO, (np.array([2.0, 0.25, -1.0, 0.5]), np.array([1.0, 1.0, 1.0, -1.0])), "four scores of the book"),
            *of_both(MANY, (BOOK, BOOK_CLASS, 10.0), "the book's row, with the margin 10")]


def _quiet(rng):
    t = rng.choice([-1.0, 1.0], size=(3, 4))
    z, classes = _numbers(rng, 4, 3)
    return [call("hinge_loss", t * rng.uniform(1.5, 9, size=t.shape), t),
            call("hinge_loss_backward", t * rng.uniform(1.5, 9, size=t.shape), t),
            call("hinge_loss_classes", 20 * np.eye(3)[classes] + z, classes, 2.0),
            call("hinge_loss_classes", z, classes, 2.0), call("hinge_loss_classes", z + rng.normal(size=(4, 1)), classes, 2.0),
            call("hinge_loss_classes", np.vstack([z, z]), np.concatenate([classes, classes]), 2.0)]


def _content_and_shifted(calls, values):
    right, slope, right_of_many, once, shifted, twice = values
    if right != 0 or np.any(slope) or right_of_many != 0:
        steepest = np.abs(slope).max()
        return f"scores that are right by more than the margin cost {right:.6g} and {right_of_many:.6g}, with slopes up to {steepest:.6g}"
    if not np.isclose(once, shifted, rtol=1e-9, atol=0):
        return f"adding one constant to all scores of a row changed the loss of several classes from {once:.6g} to {shifted:.6g}"
    if not np.isclose(once, twice, rtol=1e-9, atol=0):
        return f"the same rows twice changed the loss of several classes from {once:.6g} to {twice:.6g}; a mean stays the same"
    return None


def _random(rng):
    return [call("hinge_loss", *_signs(rng, shape), margin, label=f"shape {shape}, margin {margin}")
            for shape in SHAPES for margin in (1.0, 2.5)] + [
        call("hinge_loss_classes", *_margins(rng, n, k), label=f"several classes, shape {(n, k)}") for n, k in SIZES]


def _gradients(rng):
    return [call("hinge_loss_backward", *_signs(rng, shape), margin, label=f"shape {shape}, margin {margin}")
            for shape in SHAPES for margin in (1.0, 2.5)] + [
        call("hinge_loss_classes_backward", *_margins(rng, n, k), label=f"several classes, shape {(n, k)}") for n, k in SIZES]


def _edges(rng):
    kink, t = np.array([1.0, -1.0, 1.0, -1.0]), np.array([1.0, -1.0, -1.0, 1.0])
    ties = np.array([[2.0, 1.0, 1.0], [3.0, 3.0, 0.0]])
    return [*of_both(YES_NO, (kink, t), "scores at the margin, right and wrong"), *of_both(YES_NO, (1000 * kink, t), "scores of ±1000"),
            *of_both(MANY, (ties, np.array([0, 1])), "scores at the margin, and a tie"),
            *of_both(MANY, (np.array([[1000.0, -1000.0], [1000.0, -1000.0]]), np.array([0, 1])), "several classes, scores of ±1000"),
            call("hinge_loss", rng.normal(size=3), np.array([0.0, 1.0, 1.0]), label="a target of 0"),
            call("hinge_loss", rng.normal(size=(3, 1)), np.array([-1.0, 1.0, 1.0]), label="shapes (3, 1) and (3,)")]


def _unchanged(rng):
    return of_both(YES_NO, _signs(rng, (3, 3)), "values") + of_both(MANY, _numbers(rng, 3, 3), "values")


def _yes_no(rule):
    """A variant that refuses what it should, so that only its own mistake shows."""
    def guarded(z, t, margin=1.0):
        if z.shape != t.shape or not np.isin(t, (-1, 1)).all():
            raise ValueError("shape or target")
        return rule(z, t, margin)
    return guarded


def _hinge(z, t, margin):
    return np.maximum(0, margin - t * z)


def _hinge_overwriting(z, t, margin):
    z *= -t
    return np.maximum(0, margin + z).mean()


def _terms(z, t, margin):
    """Every class's term, the true one's 0."""
    rows = np.arange(len(z))
    terms = np.maximum(0, margin + z - z[rows, t][:, None])
    terms[rows, t] = 0
    return terms


def _counted(z, t, margin, true_class):
    """1 for every violation, and ``true_class(count)`` for the true class."""
    rows, d = np.arange(len(z)), (_terms(z, t, margin) > 0) * 1.0
    d[rows, t] = true_class(d.sum(axis=1))
    return d


def _at_the_kink(z, t, margin):
    rows = np.arange(len(z))
    d = (margin + z - z[rows, t][:, None] >= 0) * 1.0
    d[rows, t] = 0
    d[rows, t] = -d.sum(axis=1)
    return d / len(z)


def _loss(name, rule, cause, erratum=None):
    return Misconception(name, YES_NO[0], _yes_no(rule), cause, erratum=erratum)


def _slope(name, rule, cause):
    return Misconception(name, YES_NO[1], lambda z, t, margin=1.0: rule(z, t, margin), cause)


def _of_many(name, rule, cause):
    return Misconception(name, MANY[0], lambda z, t, margin=1.0: rule(z, t, margin), cause)


def _slope_of_many(name, rule, cause):
    return Misconception(name, MANY[1], lambda z, t, margin=1.0: rule(z, t, margin), cause)


HINGE_LOSS = Sheet(
    checks=(
        Check("shapes", "The losses are one number each, and the gradients have the shape of the scores.", "shape", 1, _shapes),
        Check("by hand", "Four scores of the book cost 4.25/4, and the row (13, −7, 11) with the margin 10 costs 8.", "value", 1, _by_hand,
              by_hand=(1.0625, np.array([0.0, -0.25, -0.25, 0.25]), 8.0, np.array([[-1.0, 0.0, 1.0]]))),
        Check("content and shift", "Scores that are right by more than the margin cost nothing, and only differences within a row count.",
              "property", 1, _quiet, holds=_content_and_shifted, hint="the true class has no term of its own"),
        Check("random scores", "Random scores agree with the definitions, for several margins.", "reference", 2, _random,
              hint="what is missing to the margin, or nothing"),
        Check("gradients", "Both gradients are right.", "reference", 2, _gradients,
              hint="each violation pulls at two scores of its row: one up, one down"),
        Check("edges", "At the margin the slope is 0; ±1000 is finite; a target of 0 and two different shapes raise a ValueError.", "edge",
              2,
              _edges, hint="at the margin nothing is missing, so nothing pulls; hinge_loss refuses a target that is not −1 or 1"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as z *= t writes into the caller's array"),
    ),
    misconceptions=(
        _loss("margin_forgotten", lambda z, t, margin: np.maximum(0, -t * z).mean(),
              "the margin is missing; this is the perceptron's loss"),
        _loss("margin_of_one", lambda z, t, margin: _hinge(z, t, 1.0).mean(), "the margin is always 1; the argument makes no difference"),
        _loss("squared_hinge", lambda z, t, margin: (_hinge(z, t, margin) ** 2).mean(), "the violations are squared"),
        _loss("not_cut_off", lambda z, t, margin: (margin - t * z).mean(), "scores beyond the margin earn something; they cost 0"),
        _loss("sign_of_the_score", lambda z, t, margin: _hinge(-z, t, margin).mean(),
              "the sign is reversed: a right score makes the loss large"),
        _loss("sum_of_elements", lambda z, t, margin: _hinge(z, t, margin).sum(), "the elements are summed, not averaged"),
        _loss("overwrites_scores", _hinge_overwriting, "the caller's scores are multiplied in place"),
        Misconception("zero_allowed", YES_NO[0], lambda z, t, margin=1.0: _hinge(z, t, margin).mean(),
                      "a target of 0, or of another shape, is accepted: its score then has no say"),
        _slope("slope_everywhere", lambda z, t, margin: -t / z.size, "scores beyond the margin have a slope; it is 0"),
        _slope("slope_at_the_kink", lambda z, t, margin: np.where(t * z <= margin, -t, 0) / z.size, "the slope at the margin itself is 0"),
        _slope("slope_reversed", lambda z, t, margin: np.where(t * z < margin, t, 0) / z.size, "the gradient's sign is reversed"),
        _slope("slope_not_averaged", lambda z, t, margin: np.where(t * z < margin, -t, 0.0),
               "the 1/N of the mean is missing in the gradient"),
        _slope("slope_for_mistakes_only", lambda z, t, margin: np.where(t * z < 0, -t, 0) / z.size,
               "only wrong signs have a slope; right ones within the margin have it too"),
        _of_many("true_class_counted", lambda z, t, margin: np.maximum(0, margin + z - z[np.arange(len(z)), t][:, None]).sum() / len(z),
                 "the true class is compared with itself, which adds the margin to every row"),
        _of_many("largest_only", lambda z, t, margin: _terms(z, t, margin).max(axis=1).mean(),
                 "only the largest violation of a row is counted"),
        _of_many("divided_by_classes", lambda z, t, margin: _terms(z, t, margin).mean(),
                 "the sum of a row is divided by the number of classes"),
        _of_many("rows_summed", lambda z, t, margin: _terms(z, t, margin).sum(), "the rows are summed; the loss is their mean"),
        _slope_of_many("true_class_once", lambda z, t, margin: _counted(z, t, margin, lambda count: -np.sign(count)) / len(z),
                       "the true class is pulled once, whatever the number of violations"),
        _slope_of_many("true_class_left_out", lambda z, t, margin: _counted(z, t, margin, lambda count: 0) / len(z),
                       "the true class's score has no slope"),
        _slope_of_many("class_slope_at_the_kink", _at_the_kink,
                       "a class exactly at the margin pulls; at the kink of several classes the slope is 0 as well"),
        _slope_of_many("rows_not_averaged", lambda z, t, margin: _counted(z, t, margin, lambda count: -count),
                       "the 1/n of the mean is missing"),
    ),
)
