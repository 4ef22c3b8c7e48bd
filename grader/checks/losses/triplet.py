"""What is asked of the triplet loss."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.losses.squared import of_both

TRIPLET = ("triplet_loss", "triplet_loss_backward")
TRIPLETS = ((3, 2), (4, 4), (5, 3), (1, 2))


def _points(rng, n, d):
    return tuple(rng.normal(size=(n, d)) for _ in range(3))


def _triplet_shapes(rng):
    return of_both(TRIPLET, _points(rng, 3, 2), "shape (3, 2)") + of_both(TRIPLET, _points(rng, 1, 4), "shape (1, 4)")


def _triplet_by_hand(rng):
    triplet = (np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]]), np.array([[0.0, 2.0]]))
    return of_both(TRIPLET, triplet, "the book's triplet")


def _moved(rng):
    a, p, n = _points(rng, 5, 3)
    offset = rng.normal(size=3)
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    return [call("triplet_loss", a, p, n, 3.0), call("triplet_loss", a + offset, p + offset, n + offset, 3.0),
            call("triplet_loss", a @ turn, p @ turn, n @ turn, 3.0),
            call("triplet_loss", a, a + 0.1 * p, a + 100 * n / np.linalg.norm(n, axis=1, keepdims=True), 1.0),
            call("triplet_loss_backward", a, p, n, 3.0)]


def _distances_alone(calls, values):
    once, moved, turned, content, gradients = values
    if not np.isclose(once, moved, rtol=1e-9, atol=0) or not np.isclose(once, turned, rtol=1e-9, atol=0):
        return f"moving or turning all points together changed {once:.6g} to {moved:.6g} and {turned:.6g}; only distances count"
    if content != 0:
        return f"triplets that keep the margin cost {content:.6g}"
    if not np.allclose(sum(gradients), 0, rtol=0, atol=1e-12):
        return "the three gradients do not add up to 0: moving all three points together must change nothing"
    return None


def _triplet_random(rng):
    return [call("triplet_loss", *_points(rng, n, d), margin, label=f"shape {(n, d)}, margin {margin}")
            for n, d in TRIPLETS for margin in (1.0, 0.2)]


def _triplet_gradients(rng):
    return [call("triplet_loss_backward", *_points(rng, n, d), margin, label=f"shape {(n, d)}, margin {margin}")
            for n, d in TRIPLETS for margin in (2.0, 0.2)]


def _triplet_edges(rng):
    a, p, n = _points(rng, 3, 2)
    here = np.zeros((1, 2))
    return [*of_both(TRIPLET, (a, a.copy(), n), "anchor and positive in one place"),
            *of_both(TRIPLET, (a, p, a.copy()), "anchor and negative in one place"),
            *of_both(TRIPLET, (here, here.copy(), here.copy()), "all three in one place"),
            *of_both(TRIPLET, (here, np.array([[3.0, 4.0]]), np.array([[0.0, 6.0]])), "exactly at the margin"),
            *of_both(TRIPLET, (1e3 * a, 1e3 * p, 1e3 * n), "points far apart")]


def _triplet_unchanged(rng):
    return of_both(TRIPLET, _points(rng, 3, 3), "values")


def _length(x):
    return np.linalg.norm(x, axis=1)


def _gap(a, p, n):
    return _length(a - p) - _length(a - n)


def _by_the_norm(x):
    """Direction of each row, 0 for a row of length 0."""
    size = _length(x)[:, None]
    return x / np.where(size == 0, 1, size)


def _gradient_with(direction, rule, counts=lambda gap, margin: gap + margin > 0, share=len):
    def variant(anchor, positive, negative, margin=1.0):
        on = counts(_gap(anchor, positive, negative), margin)[:, None] / share(anchor)
        u, v = on * direction(anchor - positive), on * direction(anchor - negative)
        return rule(u, v)
    return variant


def _true(u, v):
    return u - v, -u, v


def _far_moves_anchor_only(u, v):
    return u - v, np.zeros(u.shape), np.zeros(v.shape)


def _not_a_number(x):
    with np.errstate(all="ignore"):
        return x / _length(x)[:, None]


def _t_loss(name, rule, cause):
    def variant(anchor, positive, negative, margin=1.0):
        return rule(anchor, positive, negative, margin)
    return Misconception(name, TRIPLET[0], variant, cause)


def _overwriting_points(a, p, n, margin):
    loss = np.maximum(0, _gap(a, p, n) + margin).mean()
    p -= a
    return loss


TRIPLET_LOSS = Sheet(
    checks=(
        Check("shapes", "The loss is one number, and there are three gradients, each in the shape of its points.", "shape", 1,
              _triplet_shapes),
        Check("by hand", "The book's triplet costs 4, with the gradients (−0.6, 0.2), (0.6, 0.8) and (0, −1).", "value", 1,
              _triplet_by_hand,
              by_hand=(4.0, (np.array([[-0.6, 0.2]]), np.array([[0.6, 0.8]]), np.array([[0.0, -1.0]])))),
        Check("distances alone", "Moving or turning all points together changes nothing, and a triplet that keeps the margin is free.",
              "property",
              1, _moved, holds=_distances_alone, hint="the distance is the root of the sum of squares within a row"),
        Check("random points", "Random triplets agree with the definition, for two margins.", "reference", 2, _triplet_random,
              hint="the distance to the like, minus the distance to the other, plus the margin, or nothing"),
        Check("gradient", "All three gradients are right.", "reference", 2, _triplet_gradients,
              hint="the gradient of a distance is the unit vector along it"),
        Check("edges", "Points in one place have no direction and get 0, and exactly at the margin everything is 0.", "edge", 2,
              _triplet_edges,
              hint="0 divided by 0 is not a number: divide only where the distance is positive"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _triplet_unchanged,
              hint="an in-place operation such as positive -= anchor writes into the caller's array"),
    ),
    misconceptions=(
        _t_loss("squared_distances", lambda a, p, n, margin: np.maximum(0, _length(a - p) ** 2 - _length(a - n) ** 2 + margin).mean(),
                "the distances are squared; FaceNet's loss is, this one is not"),
        _t_loss("margin_subtracted", lambda a, p, n, margin: np.maximum(0, _gap(a, p, n) - margin).mean(),
                "the margin is subtracted, so that wrong triplets are free"),
        _t_loss("margin_left_out", lambda a, p, n, margin: np.maximum(0, _gap(a, p, n)).mean(),
                "the margin is missing, so that all points in one place cost nothing"),
        _t_loss("not_cut_off", lambda a, p, n, margin: (_gap(a, p, n) + margin).mean(),
                "triplets that keep the margin earn something; they cost 0"),
        _t_loss("cut_off_after_the_mean", lambda a, p, n, margin: np.maximum(0, (_gap(a, p, n) + margin).mean()),
                "the mean is taken before the cut, so that easy triplets pay for hard ones"),
        _t_loss("likes_exchanged", lambda a, p, n, margin: np.maximum(0, margin - _gap(a, p, n)).mean(), "like and other are exchanged"),
        _t_loss("sum_of_triplets", lambda a, p, n, margin: np.maximum(0, _gap(a, p, n) + margin).sum(),
                "the triplets are summed, not averaged"),
        _t_loss("sum_of_absolutes", lambda a, p, n, margin: np.maximum(
            0, np.abs(a - p).sum(axis=1) - np.abs(a - n).sum(axis=1) + margin).mean(), "the distance is the sum of absolute differences"),
        _t_loss("overwrites_points", _overwriting_points, "the caller's points are moved in place"),
        Misconception("always_counts", TRIPLET[1], _gradient_with(_by_the_norm, _true, lambda gap, margin: np.ones(gap.shape)),
                      "triplets that keep the margin still have a gradient"),
        Misconception("margin_forgotten_in_gradient", TRIPLET[1], _gradient_with(_by_the_norm, _true, lambda gap, margin: gap > 0),
                      "the gradient stops when the order is right, before the margin is kept"),
        Misconception("gradient_of_squares", TRIPLET[1], _gradient_with(lambda x: 2 * x, _true),
                      "this is the gradient of the squared distances"),
        Misconception("gradient_reversed", TRIPLET[1], _gradient_with(_by_the_norm, lambda u, v: (v - u, u, -v)),
                      "the gradients' sign is reversed"),
        Misconception("gradient_not_averaged", TRIPLET[1], _gradient_with(_by_the_norm, _true, share=lambda a: 1),
                      "the 1/n of the mean is missing in the gradient"),
        Misconception("anchor_alone", TRIPLET[1], _gradient_with(_by_the_norm, _far_moves_anchor_only), "only the anchor has a gradient"),
        Misconception("anchor_sees_one", TRIPLET[1], _gradient_with(_by_the_norm, lambda u, v: (u, -u, v)),
                      "the anchor has two distances; its gradient holds both"),
        Misconception("no_direction", TRIPLET[1], _gradient_with(_not_a_number, _true), "points in one place give 0 divided by 0"),
    ),
)
