"""What is asked of clipping: clip_by_value, clip_by_global_norm."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SHAPES = ((4, 3), (3,), (2, 2, 3))


def _gradients(rng, scale=1.0, shapes=SHAPES):
    return [scale * rng.normal(size=shape) for shape in shapes]


# --- clip_by_value ---------------------------------------------------------------------------------

def _value_shapes(rng):
    return [call("clip_by_value", _gradients(rng), 0.5), call("clip_by_value", [rng.normal(size=5)], 0.5)]


def _value_by_hand(rng):
    return [call("clip_by_value", [np.array([0.1, 10.0]), np.array([-3.0])], 1.0, label="the gradients of the book")]


def _value_random(rng):
    return [call("clip_by_value", _gradients(rng, 3.0), bound, label=f"a bound of {bound}") for bound in (0.3, 1.0, 2.5)]


def _value_twice(rng):
    grads = _gradients(rng, 3.0)
    signs = [np.sign(g) for g in grads]
    return [call("clip_by_value", grads, 0.7), call("clip_by_value", [-g for g in grads], 0.7, label="all signs turned"),
            call("clip_by_value", signs, 0.7, label="gradients of −1 and 1")]


def _value_bounded(calls, values):
    plus, minus, _ = values
    if any(np.abs(g).max() > 0.7 for g in plus):
        return "a number lies outside the interval from −clip_value to clip_value"
    if not all(np.array_equal(a, -b) for a, b in zip(plus, minus)):
        return "gradients with all signs turned gave another result than the same with all signs turned"
    return None


def _value_edges(rng):
    return [call("clip_by_value", [np.array([1.0, -1.0, 0.0])], 1.0, label="numbers at the bound"),
            call("clip_by_value", _gradients(rng), 0.0, label="a bound of 0"), call("clip_by_value", [], 1.0, label="no gradients"),
            call("clip_by_value", [np.array([1e-3, 1e3]), np.zeros(2)], 10.0, label="small, large and zero")]


def _value_unchanged(rng):
    return [call("clip_by_value", _gradients(rng, 5.0), 1.0)]


def _value_in_place(grads, clip_value):
    for g in grads:
        np.clip(g, -clip_value, clip_value, out=g)
    return [g.copy() for g in grads]


CLIP_BY_VALUE = Sheet(
    checks=(
        Check("shapes", "One array comes back for each gradient, in its shape.", "shape", 1, _value_shapes),
        Check("by hand", "The gradients worked out in the book come out right.", "value", 1, _value_by_hand,
              by_hand=([np.array([0.1, 1.0]), np.array([-1.0])],)),
        Check("random gradients", "Every number is brought into the interval, and only those outside it move.", "reference", 2,
              _value_random, hint="each number alone, against the bound alone"),
        Check("bounds", "Nothing lies outside the interval, and the sign makes no difference.", "property", 1, _value_twice,
              holds=_value_bounded, hint="the interval has two ends"),
        Check("edges", "Numbers at the bound, a bound of 0 and no gradients at all work.", "edge", 1, _value_edges),
        Check("inputs unchanged", "The gradients that are given stay as they are.", "unchanged", 1, _value_unchanged,
              hint="clipping in place writes into the caller's arrays"),
    ),
    misconceptions=(
        Misconception("from_above_only", "clip_by_value", lambda grads, c: [np.minimum(g, c) for g in grads],
                      "numbers are held down from above only; a gradient of −1000 is as bad"),
        Misconception("signs_lost", "clip_by_value", lambda grads, c: [np.minimum(np.abs(g), c) for g in grads],
                      "the sign is lost with the absolute value, so that half of the steps go uphill"),
        Misconception("outliers_to_zero", "clip_by_value", lambda grads, c: [np.where(np.abs(g) > c, 0.0, g) for g in grads],
                      "numbers that are too large become 0 and not the bound"),
        Misconception("norm_clipped", "clip_by_value",
                      lambda grads, c: [g * min(1.0, c / (np.sqrt(sum((h**2).sum() for h in grads)) + 1e-6)) for g in grads],
                      "the length of all gradients is clipped, and here it is each number by itself"),
        Misconception("clipped_in_place", "clip_by_value", _value_in_place, "an in-place operation writes into the gradients"),
    ),
)

# --- clip_by_global_norm ---------------------------------------------------------------------------


def _norm_shapes(rng):
    return [call("clip_by_global_norm", _gradients(rng), 0.5), call("clip_by_global_norm", [rng.normal(size=5)], 0.5)]


def _norm_by_hand(rng):
    grads = [np.array([3.0, 4.0]), np.array([0.0, 12.0])]
    return [call("clip_by_global_norm", grads, 6.5, 0.0, label="the gradients of the book"),
            call("clip_by_global_norm", grads, 20.0, 0.0, label="the same with a bound that is large enough")]


def _norm_random(rng):
    return [call("clip_by_global_norm", _gradients(rng, scale), bound, label=f"a bound of {bound}")
            for scale, bound in ((3.0, 1.0), (100.0, 5.0), (1.0, 2.5))]


def _norm_small(rng):
    return [call("clip_by_global_norm", [np.array([0.03, 0.04]), np.zeros((2, 2))], 1.0, label="gradients below the bound"),
            call("clip_by_global_norm", _gradients(rng, 0.01), 5.0, label="gradients far below the bound")]


def _norm_direction(rng):
    return [call("clip_by_global_norm", _gradients(rng, scale), 2.0) for scale in (0.01, 1.0, 50.0)]


def _direction_kept(calls, values):
    for asked, (clipped, _) in zip(calls, values):
        before = np.concatenate([g.ravel() for g in asked.args[0]])
        after = np.concatenate([g.ravel() for g in clipped])
        if np.linalg.norm(after) > 2.0 + 1e-9:
            return "the length of all clipped gradients together is above max_norm"
        if before @ after < (1 - 1e-9) * np.linalg.norm(before) * np.linalg.norm(after):
            return "the direction of all gradients together has changed"
    return None


def _norm_edges(rng):
    return [call("clip_by_global_norm", [np.zeros((2, 3)), np.zeros(3)], 1.0, label="gradients that are all zero"),
            call("clip_by_global_norm", [np.array([2.0])], 2.0, label="a length that equals the bound"),
            call("clip_by_global_norm", [np.array([1e-7, -1e-7])], 1e-7, label="gradients as small as eps"),
            call("clip_by_global_norm", _gradients(rng), 1.0, 0.5, label="a large eps"),
            call("clip_by_global_norm", [rng.normal(size=(3, 0)), np.array([6.0])], 3.0, label="a gradient without numbers")]


def _norm_unchanged(rng):
    return [call("clip_by_global_norm", _gradients(rng, 5.0), 1.0)]


def _total(grads):
    return float(np.sqrt(sum((g**2).sum() for g in grads)))


def _scaled(grads, scale):
    return [g * scale for g in grads]


def _per_tensor(grads, max_norm, eps=1e-6):
    return [g * min(1.0, max_norm / (_total([g]) + eps)) for g in grads], _total(grads)


def _element_by_element(grads, max_norm, eps=1e-6):
    return [np.clip(g, -max_norm, max_norm) for g in grads], _total(grads)


def _always(grads, max_norm, eps=1e-6):
    return _scaled(grads, max_norm / (_total(grads) + eps)), _total(grads)


def _without_root(grads, max_norm, eps=1e-6):
    total = _total(grads) ** 2
    return _scaled(grads, min(1.0, max_norm / (total + eps))), total


def _without_eps(grads, max_norm, eps=1e-6):
    total = _total(grads)
    return _scaled(grads, max_norm / total if total > max_norm else 1.0), total


def _sum_of_norms(grads, max_norm, eps=1e-6):
    total = float(sum(np.linalg.norm(g) for g in grads))
    return _scaled(grads, min(1.0, max_norm / (total + eps))), total


def _norm_afterwards(grads, max_norm, eps=1e-6):
    clipped = _scaled(grads, min(1.0, max_norm / (_total(grads) + eps)))
    return clipped, _total(clipped)


def _norm_in_place(grads, max_norm, eps=1e-6):
    total = _total(grads)
    for g in grads:
        g *= min(1.0, max_norm / (total + eps))
    return [g.copy() for g in grads], total


CLIP_BY_GLOBAL_NORM = Sheet(
    checks=(
        Check("shapes", "The gradients come back in their shapes, and with them one number.", "shape", 1, _norm_shapes),
        Check("by hand", "The gradients worked out in the book come out right.", "value", 1, _norm_by_hand, by_hand=(
            ([np.array([1.5, 2.0]), np.array([0.0, 6.0])], 13.0), ([np.array([3.0, 4.0]), np.array([0.0, 12.0])], 13.0))),
        Check("random gradients", "Gradients of several shapes are scaled by one factor, which has eps in it.", "reference", 2,
              _norm_random, hint="one norm over all numbers of all gradients; eps is added to it before you divide"),
        Check("small gradients", "Gradients that are short enough stay as they are.", "reference", 1, _norm_small,
              hint="the bound is a bound, and not a length to be reached"),
        Check("direction", "All gradients together keep their direction, and are no longer than the bound.", "property", 1,
              _norm_direction, holds=_direction_kept, hint="one factor for all"),
        Check("edges", "Zeros, a length that equals the bound and tiny gradients work.", "edge", 1, _norm_edges,
              hint="0/0 is what eps is there to prevent"),
        Check("inputs unchanged", "The gradients that are given stay as they are.", "unchanged", 1, _norm_unchanged,
              hint="scaling in place writes into the caller's arrays"),
    ),
    misconceptions=(
        Misconception("each_array_alone", "clip_by_global_norm", _per_tensor,
                      "each array is clipped by its own norm; the direction of all together then changes"),
        Misconception("element_by_element", "clip_by_global_norm", _element_by_element,
                      "each number is clipped by itself; that is clipping by value, and changes the direction"),
        Misconception("always_rescaled", "clip_by_global_norm", _always,
                      "gradients are scaled to the bound even when they are shorter, which makes small ones large"),
        Misconception("root_forgotten", "clip_by_global_norm", _without_root, "the norm lacks its root: this is the sum of squares"),
        Misconception("eps_left_out", "clip_by_global_norm", _without_eps,
                      "eps is left out; it is added to the norm before the division, as PyTorch does"),
        Misconception("norms_added", "clip_by_global_norm", _sum_of_norms,
                      "the norms of the arrays are added; their squares have to be, before the root"),
        Misconception("norm_after_clipping", "clip_by_global_norm", _norm_afterwards,
                      "the norm that comes back is that of the clipped gradients; the one before clipping is wanted, to be watched"),
        Misconception("scaled_in_place", "clip_by_global_norm", _norm_in_place, "an in-place operation writes into the gradients"),
    ),
)
