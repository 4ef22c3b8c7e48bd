"""What is asked of the negative log-likelihood."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

NLL = ("nll_loss", "nll_loss_backward")
REDUCTIONS = ("mean", "sum", "none")
SHAPES = ((3, 5), (4, 4), (2, 3, 5), (2, 4, 3, 2))


def _logarithms(rng, shape):
    """Log-probabilities with the classes on axis 1, and one class for every target."""
    z = rng.normal(size=shape)
    return z - np.logaddexp.reduce(z, axis=1, keepdims=True), rng.integers(shape[1], size=shape[:1] + shape[2:])


def _upstream(rng, t, reduction):
    return rng.normal(size=t.shape) if reduction == "none" else float(rng.normal())


def _shapes(rng):
    cases = [_logarithms(rng, shape) for shape in ((3, 5), (2, 3, 5))]
    return [each for logp, t in cases for each in (
        call("nll_loss", logp, t, label=f"shape {logp.shape}"),
        call("nll_loss", logp, t, reduction="none", label=f"shape {logp.shape}, reduction none"),
        call("nll_loss_backward", 1.0, logp, t, label=f"backward, shape {logp.shape}"))]


def _by_hand(rng):
    logp, t = np.log(np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]])), np.array([1, 0])
    return [call("nll_loss", logp, t, label="the book's two rows"),
            call("nll_loss", logp, t, weight=np.array([1.0, 3.0, 1.0]), label="the second class weighs 3"),
            call("nll_loss_backward", 1.0, logp, t, weight=np.array([1.0, 3.0, 1.0]), label="backward, the second class weighs 3")]


def _means(rng):
    logp, t = _logarithms(rng, (5, 3))
    weight = rng.uniform(1, 3, size=3)
    return [call("nll_loss", logp, t, weight=weight), call("nll_loss", np.vstack([logp, logp]), np.concatenate([t, t]), weight=weight),
            call("nll_loss", logp, t, weight=10 * weight), call("nll_loss", logp, t), call("nll_loss", logp, t, reduction="sum")]


def _are_means(calls, values):
    once, twice, heavier, mean, total = values
    if not np.isclose(once, twice, rtol=1e-9, atol=0):
        return f"the same targets twice changed the mean from {once:.6g} to {twice:.6g}"
    if not np.isclose(once, heavier, rtol=1e-9, atol=0):
        return f"ten times all weights changed the mean from {once:.6g} to {heavier:.6g}; only their ratios count"
    if not np.isclose(5 * mean, total, rtol=1e-9, atol=0):
        return f"without weights the sum over 5 targets is {total:.6g} and the mean {mean:.6g}"
    return None


def _random(rng):
    return [call("nll_loss", *_logarithms(rng, shape), reduction=reduction, label=f"shape {shape}, reduction {reduction}")
            for shape in SHAPES for reduction in REDUCTIONS]


def _silenced(rng, shape, ignore_index):
    """Log-probabilities and targets of which at least one is ignored and one is not."""
    logp, t = _logarithms(rng, shape)
    flat = t.reshape(-1)
    flat[::3], flat[1] = ignore_index, 0
    return logp, t


def _weights(rng):
    plain = [call("nll_loss", *_logarithms(rng, shape), weight=rng.uniform(0.5, 4, size=shape[1]), reduction=reduction,
                  label=f"weights, shape {shape}, reduction {reduction}") for shape in SHAPES[:3] for reduction in REDUCTIONS]
    return plain + [call("nll_loss", *_silenced(rng, shape, ignored), weight=weight, ignore_index=ignored, reduction=reduction,
                         label=f"ignored targets of number {ignored}, shape {shape}, reduction {reduction}")
                    for shape, weight, ignored in (((6, 4), None, -100), ((6, 4), rng.uniform(0.5, 4, size=4), 2), ((2, 3, 4), None, -1))
                    for reduction in REDUCTIONS]


def _gradients(rng):
    calls = []
    for shape, weighted, ignored in (((3, 5), False, -100), ((4, 4), True, -100), ((6, 4), True, 1), ((2, 3, 4), False, 2),
                                     ((2, 4, 3, 2), True, -1)):
        for reduction in REDUCTIONS:
            logp, t = _silenced(rng, shape, ignored) if ignored != -100 else _logarithms(rng, shape)
            calls.append(call("nll_loss_backward", _upstream(rng, t, reduction), logp, t,
                              weight=rng.uniform(0.5, 4, size=shape[1]) if weighted else None, ignore_index=ignored, reduction=reduction,
                              label=f"shape {shape}, reduction {reduction}"))
    return calls


def _edges(rng):
    logp = np.array([[0.0, -np.inf], [-np.inf, 0.0], [-1000.0, 0.0]])
    return [call("nll_loss", logp, np.array([0, 1, 0]), reduction="none", label="a probability of 0 for another class"),
            call("nll_loss", logp, np.array([0, -100, 0]), label="an ignored target whose row has a probability of 0"),
            call("nll_loss", logp, np.array([1, 1, 1]), label="a true class of probability 0"),
            *(call("nll_loss", logp, np.full(3, -100), reduction=reduction,
                   label=f"every target ignored, reduction {reduction}") for reduction in REDUCTIONS),
            call("nll_loss_backward", 1.5, logp, np.full(3, -100), label="backward, every target ignored"),
            *(call("nll_loss", logp, np.array([0, strange, 1]), label=f"target {strange} of two classes") for strange in (2, -1)),
            call("nll_loss", logp, np.array([0, 1, 0]), reduction="average", label="reduction 'average'")]


def _unchanged(rng):
    logp, t = _silenced(rng, (6, 3), -100)
    weight = rng.uniform(1, 3, size=3)
    return [call("nll_loss", logp, t, weight=weight, label="nll_loss"),
            call("nll_loss_backward", rng.normal(size=6), logp, t, weight=weight, reduction="none", label="nll_loss_backward")]


def _parts(logp, t, weight, ignore_index):
    """Class and weight of every target, after the refusals that are asked."""
    kept = t != ignore_index
    if (kept & ((t < 0) | (t >= logp.shape[1]))).any():
        raise ValueError("no class")
    classes = np.where(kept, t, 0)
    w = np.ones(t.shape) if weight is None else np.asarray(weight)[classes]
    return kept, classes, w * kept


def _prices(logp, t, weight, ignore_index):
    kept, classes, w = _parts(logp, t, weight, ignore_index)
    picked = np.where(kept, np.take_along_axis(logp, classes[:, None], 1)[:, 0], 0.0)
    return kept, w, np.where(w > 0, -w * picked, 0.0)


def _reduced(prices, reduction, denominator):
    if reduction not in REDUCTIONS:
        raise ValueError("no such reduction")
    if reduction == "none":
        return prices
    with np.errstate(all="ignore"):
        return prices.sum() / (denominator if reduction == "mean" else 1)


def _nll(name, denominator, cause, change=lambda prices, logp: prices, of_weight=lambda weight: weight, erratum=None):
    """A variant of the loss with another denominator, other prices or other weights."""
    def variant(logp, t, weight=None, ignore_index=-100, reduction="mean"):
        kept, w, prices = _prices(logp, t, of_weight(weight), ignore_index)
        return _reduced(change(prices, logp), reduction, denominator(kept, w, logp))
    return Misconception(name, NLL[0], variant, cause, erratum=erratum)


def _of_weights(kept, w, logp):
    return w.sum()


def _always_mean(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    kept, w, prices = _prices(logp, t, weight, ignore_index)
    return _reduced(prices, "mean" if reduction in REDUCTIONS else reduction, w.sum())


def _flattened(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    k = logp.shape[1]
    kept, w, prices = _prices(logp.reshape(-1, k), t.reshape(-1), weight, ignore_index)
    return _reduced(prices.reshape(t.shape), reduction, w.sum())


def _overwriting_targets(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    kept, w, prices = _prices(logp, t, weight, ignore_index)
    t[~kept] = 0
    return _reduced(prices, reduction, w.sum())


def _negative_is_last(logp, t, weight=None, ignore_index=-100, reduction="mean"):
    k = logp.shape[1]
    from_the_end = (t < 0) & (t != ignore_index) & (t >= -k)
    kept, w, prices = _prices(logp, np.where(from_the_end, t + k, t), weight, ignore_index)
    return _reduced(prices, reduction, w.sum())


def _nll_gradient(name, cause, denominator=_of_weights, of_weight=lambda weight: weight, upstream=lambda dL: dL,
                  change=lambda dlogp, logp: dlogp, empty=1.0):
    """A variant of the gradient."""
    def variant(dL, logp, t, weight=None, ignore_index=-100, reduction="mean"):
        kept, classes, w = _parts(logp, t, of_weight(weight), ignore_index)
        with np.errstate(all="ignore"):
            share = -upstream(dL) * w / (denominator(kept, w, logp) or empty if reduction == "mean" else 1)
        dlogp = np.zeros(logp.shape)
        np.put_along_axis(dlogp, classes[:, None], share[:, None], 1)
        return change(dlogp, logp)
    return Misconception(name, NLL[1], variant, cause)


def _softmax_included(dlogp, logp):
    return dlogp - np.exp(logp) * dlogp.sum(axis=1, keepdims=True)


NOTHING = "no target counts, and the gradient is 0/0; nothing depends on logp then, so it is 0"

NLL_LOSS = Sheet(
    checks=(
        Check("shapes", "The loss is one number, or one a target for reduction none; the gradient has the shape of logp.", "shape", 1,
              _shapes),
        Check("by hand", "The book's two rows cost 2.5 ln 2, and 2.25 ln 2 where the second class weighs 3.", "value", 1, _by_hand,
              by_hand=(1.7328679513998633, 1.5595811562598769, np.array([[0.0, -0.75, 0.0], [-0.25, 0.0, 0.0]]))),
        Check("means", "Repeating the targets, or multiplying all weights, leaves the mean; the sum is n times the plain mean.", "property",
              1,
              _means, holds=_are_means, hint="the weighted mean divides by the weights of the targets that it counts"),
        Check("random targets", "Two, three and four axes agree with the definition, for each reduction.", "reference", 2, _random,
              hint="the classes are on axis 1, and t says for each place which of them to take"),
        Check("weights and ignored targets", "Class weights and ignored targets are right, for each reduction.", "reference", 2, _weights,
              hint="an ignored target counts neither above nor below the fraction line; a weight counts in both"),
        Check("gradient", "The gradient is right for a random upstream gradient, with weights and ignored targets.", "reference", 2,
              _gradients,
              hint="each target moves one number of logp, its own class's"),
        Check("edges", "A probability of 0 costs nothing in another class; no targets cost 0/0, with the gradient 0; no class: ValueError.",
              "edge", 2,
              _edges, hint="0 times −∞ is not a number: leave ignored targets out before you multiply"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="t[t == ignore_index] = 0 writes into the caller's targets"),
    ),
    misconceptions=(
        _nll("sign_forgotten", _of_weights, "the minus sign is missing, so a loss is negative", change=lambda prices, logp: -prices),
        _nll("weights_not_divided_out", lambda kept, w, logp: kept.sum(),
             "the mean divides by the number of targets, not by their weights"),
        _nll("ignored_counted", lambda kept, w, logp: w.sum() + (~kept).sum(), "ignored targets still count in the denominator"),
        _nll("mean_over_elements", lambda kept, w, logp: w.sum() * logp.shape[1], "the mean runs over the classes as well"),
        _nll("mean_over_rows", lambda kept, w, logp: len(logp),
             "the sum is divided by the number of rows, not by the weights of the targets"),
        _nll("weight_ignored", _of_weights, "the argument weight makes no difference", of_weight=lambda weight: None),
        _nll("sum_for_mean", lambda kept, w, logp: 1, "the mean is the sum; divide by the weights that were counted"),
        Misconception("reduction_ignored", NLL[0], _always_mean, "every reduction gives the mean"),
        Misconception("flattened_without_moving", NLL[0], _flattened,
                      "the axes are flattened before the classes were moved last, which mixes the places"),
        Misconception("negative_is_last", NLL[0], _negative_is_last,
                      "a target of −1 that is not ignored picks the last class, as an index does"),
        Misconception("overwrites_targets", NLL[0], _overwriting_targets, "ignored targets are replaced in the caller's array"),
        _nll_gradient("gradient_reversed", "the gradient has lost its minus sign", change=lambda dlogp, logp: -dlogp),
        _nll_gradient("gradient_not_averaged", "the mean's denominator is missing in the gradient", denominator=lambda kept, w, logp: 1),
        _nll_gradient("gradient_counts_ignored", "the gradient's denominator is the number of all targets", denominator=lambda kept, w,
                      logp: kept.size),
        _nll_gradient("gradient_unweighted", "the class weights are missing in the gradient", of_weight=lambda weight: None),
        _nll_gradient("gradient_of_nothing", NOTHING, empty=np.float64(0), change=lambda dlogp, logp: dlogp + 0 * dlogp.sum()),
        _nll_gradient("gradient_of_nothing_in_one_class", NOTHING, empty=np.float64(0)),
        _nll_gradient("upstream_forgotten", "the upstream gradient is not multiplied in", upstream=lambda dL: 1.0),
        _nll_gradient("softmax_included", "p − t is the gradient for the scores; here it is asked for the log-probabilities",
                      change=_softmax_included),
    ),
)
