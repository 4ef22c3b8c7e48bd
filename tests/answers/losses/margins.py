"""Wrong and right answers: hinge_loss, triplet_loss."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- hinge_loss ------------------------------------------------------------------------------------


def refused(z, t):
    """A ValueError for what is no yes-or-no target."""
    if np.shape(z) != np.shape(t) or not all(value in (-1, 1) for value in np.ravel(t)):
        raise ValueError("targets")


def missing(z, t, margin):
    """What each score lacks, by a loop."""
    refused(z, t)
    return [max(0.0, margin - s * y) for s, y in zip(z.ravel().tolist(), t.ravel().tolist())]


def pairs(z, t, margin):
    """(row, other class, what is missing) of every violation."""
    for i, row in enumerate(z.tolist()):
        for k, score in enumerate(row):
            lack = margin + score - row[t[i]]
            if k != t[i] and lack > 0:
                yield i, k, lack


@right("losses/hinge_loss")
def hinge_loss__by_a_loop(z, t, margin=1.0):
    """Score by score."""
    return sum(missing(z, t, margin)) / z.size


@right("losses/hinge_loss")
def hinge_loss__clipped(z, t, margin=1.0):
    """Half of a number plus its size is its positive part."""
    refused(z, t)
    lack = margin - np.multiply(z, t)
    return float(((lack + np.abs(lack)) / 2).mean())


@right("losses/hinge_loss")
def hinge_loss_backward__by_a_loop(z, t, margin=1.0):
    """Score by score."""
    slopes = [-y if s * y < margin else 0.0 for s, y in zip(z.ravel().tolist(), t.ravel().tolist())]
    return np.array(slopes).reshape(z.shape) / len(slopes)


@right("losses/hinge_loss")
def hinge_loss_backward__heaviside(z, t, margin=1.0):
    """A step function, 0 at 0."""
    return -t * np.heaviside(margin - z * t, 0.0) / np.prod(z.shape)


@right("losses/hinge_loss")
def hinge_loss_classes__by_a_loop(z, t, margin=1.0):
    """Pair by pair."""
    return math.fsum(lack for _, _, lack in pairs(z, t, margin)) / len(z)


@right("losses/hinge_loss")
def hinge_loss_classes__margin_taken_off(z, t, margin=1.0):
    """The true class's own term is the margin: all terms, less one margin a row."""
    own = np.einsum("ik,ik->i", z, np.eye(z.shape[1])[t])
    return float(np.clip(z - own[:, None] + margin, 0, None).sum(axis=1).mean() - max(margin, 0))


@right("losses/hinge_loss")
def hinge_loss_classes_backward__by_a_loop(z, t, margin=1.0):
    """Each violation pulls twice."""
    d = np.zeros(z.shape)
    for i, k, _ in pairs(z, t, margin):
        d[i, k] += 1 / len(z)
        d[i, t[i]] -= 1 / len(z)
    return d


@right("losses/hinge_loss")
def hinge_loss_classes_backward__one_hot(z, t, margin=1.0):
    """Violations, less their number where the true class is."""
    hot = np.eye(z.shape[1])[t]
    broken = ((z - (z * hot).sum(axis=1)[:, None] + margin) > 0) * (1 - hot)
    return (broken - hot * broken.sum(axis=1)[:, None]) / z.shape[0]


@wrong("losses/hinge_loss", embodies="margin_forgotten")
def hinge_loss__of_the_perceptron(z, t, margin=1.0):
    """Mistakes only."""
    return sum(missing(z, t, 0.0)) / z.size


@wrong("losses/hinge_loss", embodies="margin_of_one")
def hinge_loss__one_is_one(z, t, margin=1.0):
    """max(0, 1 − t z)."""
    return np.mean(missing(z, t, 1))


@wrong("losses/hinge_loss", embodies="squared_hinge")
def hinge_loss__smooth(z, t, margin=1.0):
    """Squares."""
    return sum(lack * lack for lack in missing(z, t, margin)) / z.size


@wrong("losses/hinge_loss", embodies="not_cut_off")
def hinge_loss__straight(z, t, margin=1.0):
    """No max."""
    refused(z, t)
    return margin - float(z.ravel() @ t.ravel()) / z.size


@wrong("losses/hinge_loss", embodies="sign_of_the_score")
def hinge_loss__the_other_way(z, t, margin=1.0):
    """+ for −."""
    return np.mean(missing(z, -t, margin))


@wrong("losses/hinge_loss", embodies="sum_of_elements")
def hinge_loss__added_up(z, t, margin=1.0):
    """Not averaged."""
    return math.fsum(missing(z, t, margin))


@wrong("losses/hinge_loss", embodies="overwrites_scores")
def hinge_loss__signs_in_place(z, t, margin=1.0):
    """Right number, other scores."""
    loss = np.mean(missing(z, t, margin))
    np.multiply(z, -t, out=z)
    return loss


@wrong("losses/hinge_loss", embodies="zero_allowed")
def hinge_loss__trusting(z, t, margin=1.0):
    """Whatever comes is multiplied."""
    lack = margin - np.multiply(t, z)
    return np.where(lack > 0, lack, 0).mean()


@wrong("losses/hinge_loss")
def hinge_loss__zero_and_one(z, t, margin=1.0):
    """Expects 0 and 1, and makes −3 of −1: no name."""
    return np.clip(margin - (2 * t - 1) * z, 0, None).mean()


@wrong("losses/hinge_loss", embodies="slope_everywhere")
def hinge_loss_backward__never_content(z, t, margin=1.0):
    """−t."""
    return np.negative(t) / z.size


@wrong("losses/hinge_loss", embodies="slope_at_the_kink")
def hinge_loss_backward__not_strict(z, t, margin=1.0):
    """A step function, 1 at 0."""
    return -t * np.heaviside(margin - z * t, 1.0) / z.size


@wrong("losses/hinge_loss", embodies="slope_reversed")
def hinge_loss_backward__downwards(z, t, margin=1.0):
    """The step, not the gradient."""
    return t * np.heaviside(margin - z * t, 0.0) / z.size


@wrong("losses/hinge_loss", embodies="slope_not_averaged")
def hinge_loss_backward__of_the_sum(z, t, margin=1.0):
    """No 1/N."""
    return -t * np.heaviside(margin - z * t, 0.0)


@wrong("losses/hinge_loss", embodies="slope_for_mistakes_only")
def hinge_loss_backward__of_the_perceptron(z, t, margin=1.0):
    """Wrong signs only."""
    return -t * np.heaviside(-z * t, 0.0) / z.size


@wrong("losses/hinge_loss", embodies="true_class_counted")
def hinge_loss_classes__with_itself(z, t, margin=1.0):
    """One margin a row too much."""
    return hinge_loss_classes__by_a_loop(z, t, margin) + margin


@wrong("losses/hinge_loss", embodies="largest_only")
def hinge_loss_classes__the_worst(z, t, margin=1.0):
    """Crammer and Singer's."""
    worst = np.zeros(len(z))
    for i, _, lack in pairs(z, t, margin):
        worst[i] = max(worst[i], lack)
    return worst.mean()


@wrong("losses/hinge_loss", embodies="divided_by_classes")
def hinge_loss_classes__as_pytorch_has_it(z, t, margin=1.0):
    """Over k as well."""
    return hinge_loss_classes__by_a_loop(z, t, margin) / z.shape[1]


@wrong("losses/hinge_loss", embodies="rows_summed")
def hinge_loss_classes__added_up(z, t, margin=1.0):
    """Not averaged."""
    return sum(lack for _, _, lack in pairs(z, t, margin))


@wrong("losses/hinge_loss", embodies="true_class_once")
def hinge_loss_classes_backward__assigned(z, t, margin=1.0):
    """= for −=."""
    d = np.zeros(z.shape)
    for i, k, _ in pairs(z, t, margin):
        d[i, k], d[i, t[i]] = 1 / len(z), -1 / len(z)
    return d


@wrong("losses/hinge_loss", embodies="true_class_left_out")
def hinge_loss_classes_backward__others_only(z, t, margin=1.0):
    """Half of each pair."""
    d = np.zeros(z.shape)
    for i, k, _ in pairs(z, t, margin):
        d[i, k] = 1 / len(z)
    return d


@wrong("losses/hinge_loss", embodies="class_slope_at_the_kink")
def hinge_loss_classes_backward__touching(z, t, margin=1.0):
    """A class that just keeps its distance pulls all the same."""
    d = np.zeros(z.shape)
    for i, own in enumerate(t):
        for k in set(range(z.shape[1])) - {int(own)}:
            if z[i, own] - z[i, k] <= margin:
                d[i, k] += 1 / len(z)
                d[i, own] -= 1 / len(z)
    return d


@wrong("losses/hinge_loss", embodies="rows_not_averaged")
def hinge_loss_classes_backward__of_the_sum(z, t, margin=1.0):
    """No 1/n."""
    return hinge_loss_classes_backward__by_a_loop(z, t, margin) * len(z)


@wrong("losses/hinge_loss")
def hinge_loss_classes_backward__error(z, t, margin=1.0):
    """Cross-entropy's: no name."""
    e = np.exp(z - z.max(axis=1)[:, None])
    return (e / e.sum(axis=1)[:, None] - np.eye(z.shape[1])[t]) / len(z)


# --- triplet_loss ----------------------------------------------------------------------------------


def lacks(anchor, positive, negative, margin):
    """Distance to the like minus distance to the other plus the margin, row by row."""
    return [math.dist(a, p) - math.dist(a, n) + margin for a, p, n in zip(anchor.tolist(), positive.tolist(), negative.tolist())]


def unit(x):
    """A vector of length 1, or 0."""
    length = math.hypot(*x)
    return np.zeros(len(x)) if length == 0 else x / length


def pulls(anchor, positive, negative, margin, least=0.0):
    """The three gradients of the sum, row by row, for the triplets that lack more than ``least``."""
    rows = []
    for lack, a, p, n in zip(lacks(anchor, positive, negative, margin), anchor, positive, negative):
        u, v = (unit(a - p), unit(a - n)) if lack > least else (0 * a, 0 * a)
        rows.append((u - v, -u, v))
    return tuple(np.array(part) for part in zip(*rows))


@right("losses/triplet_loss")
def triplet_loss__row_by_row(anchor, positive, negative, margin=1.0):
    """math.dist."""
    return sum(max(0.0, lack) for lack in lacks(anchor, positive, negative, margin)) / len(anchor)


@right("losses/triplet_loss")
def triplet_loss__by_norms(anchor, positive, negative, margin=1.0):
    """numpy.linalg.norm, and a clip."""
    gap = np.linalg.norm(positive - anchor, axis=-1) - np.linalg.norm(negative - anchor, axis=-1)
    return float(np.clip(gap + margin, 0, None).mean())


@right("losses/triplet_loss")
def triplet_loss_backward__row_by_row(anchor, positive, negative, margin=1.0):
    """A loop over the triplets."""
    return tuple(part / len(anchor) for part in pulls(anchor, positive, negative, margin))


@right("losses/triplet_loss")
def triplet_loss_backward__masked(anchor, positive, negative, margin=1.0):
    """Safe lengths, then a mask."""
    near, far = (np.linalg.norm(anchor - other, axis=1, keepdims=True) for other in (positive, negative))
    mask = (near - far + margin > 0) / anchor.shape[0]
    u = mask * (anchor - positive) / np.where(near > 0, near, np.inf)
    v = mask * (anchor - negative) / np.where(far > 0, far, np.inf)
    return u - v, -u, v


@wrong("losses/triplet_loss", embodies="squared_distances")
def triplet_loss__of_facenet(anchor, positive, negative, margin=1.0):
    """Squares."""
    gap = np.einsum("ij,ij->i", anchor - positive, anchor - positive) - np.einsum("ij,ij->i", anchor - negative, anchor - negative)
    return np.mean([max(0.0, each + margin) for each in gap])


@wrong("losses/triplet_loss", embodies="margin_subtracted")
def triplet_loss__minus(anchor, positive, negative, margin=1.0):
    """− for +."""
    return triplet_loss__row_by_row(anchor, positive, negative, -margin)


@wrong("losses/triplet_loss", embodies="margin_left_out")
def triplet_loss__order_only(anchor, positive, negative, margin=1.0):
    """No margin."""
    return triplet_loss__row_by_row(anchor, positive, negative, 0.0)


@wrong("losses/triplet_loss", embodies="not_cut_off")
def triplet_loss__straight(anchor, positive, negative, margin=1.0):
    """No max."""
    return np.mean(lacks(anchor, positive, negative, margin))


@wrong("losses/triplet_loss", embodies="cut_off_after_the_mean")
def triplet_loss__late(anchor, positive, negative, margin=1.0):
    """max of the mean."""
    return max(0.0, math.fsum(lacks(anchor, positive, negative, margin)) / len(anchor))


@wrong("losses/triplet_loss", embodies="likes_exchanged")
def triplet_loss__drives_away(anchor, positive, negative, margin=1.0):
    """The roles exchanged."""
    return triplet_loss__by_norms(anchor, negative, positive, margin)


@wrong("losses/triplet_loss", embodies="sum_of_triplets")
def triplet_loss__added_up(anchor, positive, negative, margin=1.0):
    """Not averaged."""
    return triplet_loss__by_norms(anchor, positive, negative, margin) * len(anchor)


@wrong("losses/triplet_loss", embodies="sum_of_absolutes")
def triplet_loss__round_the_block(anchor, positive, negative, margin=1.0):
    """ord=1."""
    gap = np.linalg.norm(positive - anchor, 1, axis=1) - np.linalg.norm(negative - anchor, 1, axis=1)
    return np.clip(gap + margin, 0, None).mean()


@wrong("losses/triplet_loss", embodies="overwrites_points")
def triplet_loss__from_the_anchor(anchor, positive, negative, margin=1.0):
    """Right number; the positives have become differences."""
    loss = triplet_loss__by_norms(anchor, positive, negative, margin)
    np.subtract(positive, anchor, out=positive)
    return loss


@wrong("losses/triplet_loss")
def triplet_loss__from_the_positive(anchor, positive, negative, margin=1.0):
    """The negative's distance is taken from the positive: no name."""
    gap = np.linalg.norm(positive - anchor, axis=1) - np.linalg.norm(negative - positive, axis=1)
    return np.clip(gap + margin, 0, None).mean()


@wrong("losses/triplet_loss", embodies="always_counts")
def triplet_loss_backward__never_content(anchor, positive, negative, margin=1.0):
    """No mask."""
    return tuple(part / len(anchor) for part in pulls(anchor, positive, negative, margin, -math.inf))


@wrong("losses/triplet_loss", embodies="margin_forgotten_in_gradient")
def triplet_loss_backward__order_only(anchor, positive, negative, margin=1.0):
    """The mask without the margin."""
    return tuple(part / len(anchor) for part in pulls(anchor, positive, negative, 0.0))


@wrong("losses/triplet_loss", embodies="gradient_of_squares")
def triplet_loss_backward__unnormalized(anchor, positive, negative, margin=1.0):
    """Twice the differences."""
    mask = np.array([[2 * (lack > 0) / len(anchor)] for lack in lacks(anchor, positive, negative, margin)])
    return mask * (negative - positive), mask * (positive - anchor), mask * (anchor - negative)


@wrong("losses/triplet_loss", embodies="gradient_reversed")
def triplet_loss_backward__uphill(anchor, positive, negative, margin=1.0):
    """Steps, not gradients."""
    return tuple(-part / len(anchor) for part in pulls(anchor, positive, negative, margin))


@wrong("losses/triplet_loss", embodies="gradient_not_averaged")
def triplet_loss_backward__of_the_sum(anchor, positive, negative, margin=1.0):
    """No 1/n."""
    return pulls(anchor, positive, negative, margin)


@wrong("losses/triplet_loss", embodies="anchor_alone")
def triplet_loss_backward__others_fixed(anchor, positive, negative, margin=1.0):
    """The others stand still."""
    first, *_ = pulls(anchor, positive, negative, margin)
    return first / len(anchor), 0 * positive, 0 * negative


@wrong("losses/triplet_loss", embodies="anchor_sees_one")
def triplet_loss_backward__pulled_only(anchor, positive, negative, margin=1.0):
    """The anchor is not pushed."""
    _, second, third = pulls(anchor, positive, negative, margin)
    return -second / len(anchor), second / len(anchor), third / len(anchor)


@wrong("losses/triplet_loss", embodies="no_direction")
def triplet_loss_backward__divides_anyway(anchor, positive, negative, margin=1.0):
    """0/0 in one place."""
    near, far = anchor - positive, anchor - negative
    mask = np.array([[(lack > 0) / len(anchor)] for lack in lacks(anchor, positive, negative, margin)])
    with np.errstate(all="ignore"):
        u = mask * (near / np.sqrt(np.einsum("ij,ij->i", near, near))[:, None])
        v = mask * (far / np.sqrt(np.einsum("ij,ij->i", far, far))[:, None])
    return u - v, -u, v


@wrong("losses/triplet_loss")
def triplet_loss_backward__of_signs(anchor, positive, negative, margin=1.0):
    """Signs of the differences: no name."""
    u, v = np.sign(anchor - positive) / len(anchor), np.sign(anchor - negative) / len(anchor)
    return u - v, -u, v
