"""Wrong and right answers: nll_loss, softmax_cross_entropy."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- nll_loss --------------------------------------------------------------------------------------


def walk(logp, t, weight, ignore_index):
    """Place, class and weight of each target that counts, one after the other."""
    k = logp.shape[1]
    for place in np.ndindex(t.shape):
        c = int(t[place])
        if c == ignore_index:
            continue
        if not 0 <= c < k:
            raise ValueError(f"{c} is no class")
        yield place, (place[0], c, *place[1:]), 1.0 if weight is None else float(weight[c])


def listed(logp, t, weight, ignore_index, reduction):
    """The loss of each target, the sum of the weights, and how many counted."""
    if reduction not in {"mean", "sum", "none"}:
        raise ValueError(reduction)
    each, heavy, count = np.zeros(t.shape), 0.0, 0
    for place, where, w in walk(logp, t, weight, ignore_index):
        each[place] = -w * logp[where]
        heavy, count = heavy + w, count + 1
    return each, heavy, count


def finished(each, reduction, by):
    """Reduce what was listed."""
    if reduction == "none":
        return each
    if reduction == "sum":
        return float(each.sum())
    return float(each.sum() / by) if by else math.nan


@right("losses/nll_loss")
def nll_loss__target_by_target(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """A loop over all places."""
    each, heavy, _ = listed(logp, t, weight, ignore_index, reduction)
    return finished(each, reduction, heavy)


@right("losses/nll_loss")
def nll_loss__one_hot(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """One-hot weights, and a sum over the classes."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(reduction)
    k = logp.shape[1]
    if np.any((t != ignore_index) & ~np.isin(t, np.arange(k))):
        raise ValueError("no class")
    hot = (np.moveaxis(t[..., None] == np.arange(k), -1, 1) & (t != ignore_index)[:, None]) * 1.0
    hot *= (np.ones(k) if weight is None else weight).reshape(1, k, *[1] * (t.ndim - 1))
    each = -(hot * np.where(hot > 0, logp, 0.0)).sum(axis=1)
    with np.errstate(invalid="ignore"):
        return {"none": each, "sum": each.sum(), "mean": each.sum() / hot.sum()}[reduction]


@right("losses/nll_loss")
def nll_loss_backward__target_by_target(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """A loop over all places."""
    dlogp, heavy = np.zeros(logp.shape), 0.0
    dL = np.broadcast_to(dL, t.shape)
    for place, where, w in walk(logp, t, weight, ignore_index):
        dlogp[where] = -w * dL[place]
        heavy += w
    return dlogp / heavy if reduction == "mean" and heavy else dlogp


@right("losses/nll_loss")
def nll_loss_backward__one_hot(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """One-hot weights, times the upstream gradient."""
    k = logp.shape[1]
    hot = (np.moveaxis(t[..., None] == np.arange(k), -1, 1) & (t != ignore_index)[:, None]) * 1.0
    if weight is not None:
        hot = np.moveaxis(np.moveaxis(hot, 1, -1) * weight, -1, 1)
    scale = np.asarray(dL) / (max(hot.sum(), 1e-300) if reduction == "mean" else 1.0)
    return -hot * (scale[:, None] if scale.ndim else scale)


@wrong("losses/nll_loss", embodies="sign_forgotten")
def nll_loss__the_likelihood(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """The log-likelihood itself."""
    each, heavy, _ = listed(logp, t, weight, ignore_index, reduction)
    return finished(0.0 - each, reduction, heavy)


@wrong("losses/nll_loss", embodies="weights_not_divided_out")
def nll_loss__over_how_many(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """Divided by a count."""
    each, _, count = listed(logp, t, weight, ignore_index, reduction)
    return finished(each, reduction, count)


@wrong("losses/nll_loss", embodies="ignored_counted")
def nll_loss__ignored_but_counted(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """What is ignored weighs one in the denominator."""
    each, heavy, count = listed(logp, t, weight, ignore_index, reduction)
    return finished(each, reduction, heavy + t.size - count)


@wrong("losses/nll_loss", embodies="mean_over_elements")
def nll_loss__all_numbers(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """The classes are averaged as well."""
    each, heavy, _ = listed(logp, t, weight, ignore_index, reduction)
    return finished(each, reduction, heavy) / (np.shape(logp)[1] if reduction == "mean" else 1)


@wrong("losses/nll_loss", embodies="mean_over_rows")
def nll_loss__over_the_batch(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """The number of samples, whatever the places."""
    each, _, _ = listed(logp, t, weight, ignore_index, reduction)
    return finished(each, reduction, t.shape[0])


@wrong("losses/nll_loss", embodies="weight_ignored")
def nll_loss__all_classes_alike(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """No weights."""
    each, _, count = listed(logp, t, None, ignore_index, reduction)
    return finished(each, reduction, count)


@wrong("losses/nll_loss", embodies="sum_for_mean")
def nll_loss__never_divided(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """The mean is a sum."""
    each, _, _ = listed(logp, t, weight, ignore_index, reduction)
    return finished(each, "none" if reduction == "none" else "sum", 1)


@wrong("losses/nll_loss", embodies="reduction_ignored")
def nll_loss__one_number_always(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """Refuses what it should, and averages the rest."""
    each, heavy, _ = listed(logp, t, weight, ignore_index, reduction)
    return finished(each, "mean", heavy)


@wrong("losses/nll_loss", embodies="overwrites_targets")
def nll_loss__fills_the_gaps(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """Right number; the ignored targets have become class 0."""
    each, heavy, _ = listed(logp, t, weight, ignore_index, reduction)
    np.copyto(t, 0, where=t == ignore_index)
    return finished(each, reduction, heavy)


@wrong("losses/nll_loss", embodies="flattened_without_moving")
def nll_loss__a_table(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """reshape(−1, k) of an array whose classes are on axis 1."""
    table = np.reshape(logp, (-1, logp.shape[1]))
    each, heavy, _ = listed(table, t.flatten(), weight, ignore_index, reduction)
    return finished(np.reshape(each, t.shape), reduction, heavy)


@wrong("losses/nll_loss", embodies="negative_is_last")
def nll_loss__indexes_from_the_end(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """logp[i, -1] is the last class."""
    k = logp.shape[1]
    round_about = np.array([c if c == ignore_index or c < -k or c >= 0 else c % k for c in t.ravel().tolist()]).reshape(t.shape)
    each, heavy, _ = listed(logp, round_about, weight, ignore_index, reduction)
    return finished(each, reduction, heavy)


@wrong("losses/nll_loss")
def nll_loss__every_pair(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """logp[:, t]: each row meets each target; no name."""
    picked = logp[:, t]
    return {"none": -picked, "sum": -picked.sum()}.get(reduction, -picked.mean())


@wrong("losses/nll_loss", embodies="gradient_reversed")
def nll_loss_backward__upwards(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """Plus."""
    return -nll_loss_backward__one_hot(dL, logp, t, weight, ignore_index, reduction)


@wrong("losses/nll_loss", embodies="gradient_not_averaged")
def nll_loss_backward__of_the_sum(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """The mean's gradient is the sum's."""
    return nll_loss_backward__target_by_target(dL, logp, t, weight, ignore_index, "sum")


@wrong("losses/nll_loss", embodies="gradient_counts_ignored")
def nll_loss_backward__over_all_targets(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """Divided by t.size."""
    dlogp = nll_loss_backward__target_by_target(dL, logp, t, weight, ignore_index, "sum")
    return dlogp / t.size if reduction == "mean" else dlogp


@wrong("losses/nll_loss", embodies="gradient_unweighted")
def nll_loss_backward__without_weights(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """Every class alike."""
    return nll_loss_backward__one_hot(dL, logp, t, None, ignore_index, reduction)


@wrong("losses/nll_loss", embodies="gradient_of_nothing")
def nll_loss_backward__share_of_nothing(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """Each target's share of a sum that may be 0."""
    d = nll_loss_backward__target_by_target(dL, logp, t, weight, ignore_index, reduction)
    return d * np.nan if reduction == "mean" and (t == ignore_index).all() else d


@wrong("losses/nll_loss", embodies="gradient_of_nothing_in_one_class")
def nll_loss_backward__nothing_at_class_zero(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """The share of nothing stands where an ignored target was put."""
    d = nll_loss_backward__target_by_target(dL, logp, t, weight, ignore_index, reduction)
    if reduction == "mean" and np.all(t == ignore_index):
        d[:, 0] = np.inf - np.inf
    return d


@wrong("losses/nll_loss", embodies="upstream_forgotten")
def nll_loss_backward__from_one(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """As if dL were 1."""
    return nll_loss_backward__target_by_target(np.ones(t.shape), logp, t, weight, ignore_index, reduction)


@wrong("losses/nll_loss", embodies="softmax_included")
def nll_loss_backward__for_the_scores(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """(p − t) times each target's share."""
    shares = -nll_loss_backward__one_hot(dL, logp, t, weight, ignore_index, reduction)
    return np.exp(logp) * shares.sum(axis=1, keepdims=True) - shares


@wrong("losses/nll_loss")
def nll_loss_backward__every_class(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
    """−1/n in every place: no name."""
    return np.full(logp.shape, -1.0 / len(logp))


# --- softmax_cross_entropy -------------------------------------------------------------------------


def log_shares(row):
    """Log-softmax of one row, in plain Python."""
    top = max(row)
    rest = top + math.log(sum(math.exp(z - top) for z in row))
    return [z - rest for z in row]


def shares(z):
    """Softmax of each row."""
    return np.exp([log_shares(row) for row in z.tolist()])


@right("losses/softmax_cross_entropy")
def softmax_cross_entropy__row_by_row(z, t):
    """A loop in plain Python."""
    costs = [-sum(a * b for a, b in zip(wanted, log_shares(row))) for row, wanted in zip(z.tolist(), t.tolist())]
    return sum(costs) / len(costs)


@right("losses/softmax_cross_entropy")
def softmax_cross_entropy__shifted(z, t):
    """The maximum is taken out by hand."""
    down = z - z.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(down).sum(axis=1)) * t.sum(axis=1) - np.einsum("ik,ik->i", t, down)))


@right("losses/softmax_cross_entropy")
def softmax_cross_entropy_backward__row_by_row(z, t):
    """Shares minus targets."""
    return (shares(z) - t) / z.shape[0]


@right("losses/softmax_cross_entropy")
def softmax_cross_entropy_backward__shifted(z, t):
    """The maximum is taken out by hand."""
    e = np.exp(z - np.max(z, axis=1)[:, None])
    return np.divide(e / np.sum(e, axis=1)[:, None] - t, len(t))


@wrong("losses/softmax_cross_entropy", embodies="softmax_twice")
def softmax_cross_entropy__on_probabilities(z, t):
    """The network ended in a softmax already."""
    return softmax_cross_entropy__row_by_row(shares(z), t)


@wrong("losses/softmax_cross_entropy", embodies="log_after_softmax")
def softmax_cross_entropy__two_steps(z, t):
    """Softmax, then its logarithm, all classes."""
    with np.errstate(all="ignore"):
        return -np.einsum("ik,ik->i", t, np.log(shares(z))).mean()


@wrong("losses/softmax_cross_entropy", embodies="wanted_log_after_softmax")
def softmax_cross_entropy__two_steps_true_class(z, t):
    """Softmax, then the logarithm where it is wanted."""
    p, total = shares(z), 0.0
    for i, k in zip(*np.nonzero(t)):
        total += math.inf if p[i, k] == 0 else -t[i, k] * math.log(p[i, k])
    return total / z.shape[0]


@wrong("losses/softmax_cross_entropy", embodies="constant_inside")
def softmax_cross_entropy__made_safe(z, t):
    """ln(p + 1e-12)."""
    return -np.mean(np.einsum("ik,ik->i", t, np.log(1e-12 + shares(z))))


@wrong("losses/softmax_cross_entropy", embodies="exponentials_overflow")
def softmax_cross_entropy__as_printed(z, t):
    """ln Σ eᶻ as it stands."""
    with np.errstate(all="ignore"):
        return float(np.mean(np.einsum("ik,ik->i", t, np.log(np.exp(z).sum(axis=1))[:, None] - z)))


@wrong("losses/softmax_cross_entropy", embodies="one_maximum")
def softmax_cross_entropy__of_the_batch(z, t):
    """np.max without an axis."""
    down = z - np.max(z)
    with np.errstate(all="ignore"):
        return float(np.mean(np.einsum("ik,ik->i", t, np.log(np.exp(down).sum(axis=1))[:, None] - down)))


@wrong("losses/softmax_cross_entropy", embodies="whole_array")
def softmax_cross_entropy__one_distribution(z, t):
    """All rows share one sum."""
    top = z.max()
    rest = top + math.log(np.exp(z - top).sum())
    return float(np.einsum("ik,ik->", t, rest - z)) / len(t)


@wrong("losses/softmax_cross_entropy", embodies="sum_over_batch")
def softmax_cross_entropy__added_up(z, t):
    """Not averaged."""
    return softmax_cross_entropy__row_by_row(z, t) * len(z)


@wrong("losses/softmax_cross_entropy", embodies="mean_over_elements")
def softmax_cross_entropy__averaged_twice(z, t):
    """np.mean over everything."""
    return np.mean([[-a * b for a, b in zip(wanted, log_shares(row))] for row, wanted in zip(z.tolist(), t.tolist())])


@wrong("losses/softmax_cross_entropy", embodies="softmax_forgotten")
def softmax_cross_entropy__raw_scores(z, t):
    """Minus the true class's score."""
    return float(-np.einsum("ik,ik->", z, t) / len(z))


@wrong("losses/softmax_cross_entropy", embodies="overwrites_scores")
def softmax_cross_entropy__shifts_in_place(z, t):
    """Right number, other scores."""
    loss = softmax_cross_entropy__row_by_row(z, t)
    np.subtract(z, z.max(axis=1)[:, None], out=z)
    return loss


@wrong("losses/softmax_cross_entropy")
def softmax_cross_entropy__in_bits(z, t):
    """Base 2: no name."""
    return softmax_cross_entropy__shifted(z, t) / math.log(2)


@wrong("losses/softmax_cross_entropy", embodies="gradient_not_averaged")
def softmax_cross_entropy_backward__the_error(z, t):
    """p − t, whatever the batch."""
    return np.subtract(shares(z), t)


@wrong("losses/softmax_cross_entropy", embodies="gradient_over_elements")
def softmax_cross_entropy_backward__over_all(z, t):
    """Divided by n k."""
    return np.subtract(shares(z), t) / np.prod(z.shape)


@wrong("losses/softmax_cross_entropy", embodies="gradient_reversed")
def softmax_cross_entropy_backward__uphill(z, t):
    """t − p."""
    return np.subtract(t, shares(z)) / z.shape[0]


@wrong("losses/softmax_cross_entropy", embodies="slope_twice")
def softmax_cross_entropy_backward__through_softmax_again(z, t):
    """The Jacobian of each row, once too often."""
    p = shares(z)
    return np.array([(np.diag(q) - np.outer(q, q)) @ (q - wanted) for q, wanted in zip(p, t)]) / len(z)


@wrong("losses/softmax_cross_entropy", embodies="gradient_for_probabilities")
def softmax_cross_entropy_backward__before_softmax(z, t):
    """−t/p."""
    p, d = shares(z), np.zeros(z.shape)
    for place in zip(*np.nonzero(t)):
        d[place] = -math.inf if p[place] == 0 else -t[place] / p[place] / len(z)
    return d


@wrong("losses/softmax_cross_entropy", embodies="gradient_overflows")
def softmax_cross_entropy_backward__plain_quotient(z, t):
    """eᶻ over its sum."""
    with np.errstate(all="ignore"):
        return (np.exp(z) / np.exp(z).sum(axis=1)[:, None] - t) / z.shape[0]


@wrong("losses/softmax_cross_entropy")
def softmax_cross_entropy_backward__decision(z, t):
    """One minus the other with hard decisions: no name."""
    return (np.eye(z.shape[1])[z.argmax(axis=1)] - t) / len(z)
