"""What is asked of binary cross-entropy, on probabilities and on logits."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.losses.squared import of_both, one_shape

ON_P, ON_Z = (("binary_cross_entropy", "binary_cross_entropy_backward"), ("bce_with_logits", "bce_with_logits_backward"))
SHAPES = ((3, 4), (4, 4), (5,), (1, 3), (2, 3, 2))
ROW = [0.3585, 0.5973, -0.4429, -0.0270, 0.2480, 0.3332, -2.0774, 0.1682]
SCORES = np.array([[*ROW, 1.5812, -1.5677], [*ROW, 1.1252, -1.5677]])
YES = np.tile([1.0, 0, 0, 0, 1, 0, 0, 0, 0, 0], (2, 1))
DECIMALS = "the book's number has nine decimals"


def _answers(rng, shape):
    return rng.integers(2, size=shape).astype(float)


def _probabilities(rng, shape):
    return rng.uniform(0.02, 0.98, size=shape), _answers(rng, shape)


def _scores(rng, shape):
    return rng.normal(scale=2, size=shape), _answers(rng, shape)


def _random(names, pair, which):
    def calls(rng):
        cases = [(pair(rng, shape), f"shape {shape}") for shape in SHAPES]
        cases.append(((pair(rng, (3, 2))[0], rng.uniform(size=(3, 2))), "targets between 0 and 1"))
        return [call(names[which], *arguments, label=label) for arguments, label in cases]
    return calls


def _shapes(names, pair):
    def calls(rng):
        return [each for shape in ((3, 4), (5,)) for each in of_both(names, pair(rng, shape), f"shape {shape}")] + [
            call(names[0], rng.uniform(0.2, 0.8, size=(3, 1)), _answers(rng, 3), label="shapes (3, 1) and (3,)")]
    return calls


def _unchanged(names, pair):
    return lambda rng: of_both(names, (*pair(rng, (3, 3)), rng.uniform(1, 3, size=3)), "with weights")


def _weighted(names, pair):
    """Both functions with a weight a column, a weight a sample, and a weight an element."""
    def calls(rng):
        hard = [each for shape in ((1, 4), (3, 1), (3, 4))
                for each in of_both(names, (*pair(rng, (3, 4)), rng.uniform(0.5, 4, size=shape)), f"weights of shape {shape}")]
        soft = pair(rng, (3, 4))[0], rng.uniform(size=(3, 4)), rng.uniform(2, 4, size=4)
        return hard + of_both(names, soft, "weights, and targets between 0 and 1")
    return calls


# --- binary_cross_entropy --------------------------------------------------------------------------


def _by_hand(rng):
    return [call("binary_cross_entropy", 1 / (1 + np.exp(-SCORES)), YES, label="the book's two rows of ten"),
            call("binary_cross_entropy", np.array([0.5, 0.75]), np.array([1.0, 0.0]), label="p = (0.5, 0.75), t = (1, 0)")]


def _one_by_one(rng):
    p, t = _probabilities(rng, (2, 3))
    return [call("binary_cross_entropy", p, t), call("binary_cross_entropy", 1 - p, 1 - t),
            *(call("binary_cross_entropy", p[i, j:j + 1], t[i, j:j + 1]) for i in range(2) for j in range(3))]


def _mean_of_its_elements(calls, values):
    batch, opposite, *single = values
    if not np.isclose(batch, np.mean(single), rtol=1e-9, atol=0):
        return f"element by element the mean is {np.mean(single):.6g}, for the batch the loss is {batch:.6g}; they must be equal"
    if not np.isclose(batch, opposite, rtol=1e-9, atol=0):
        return f"asking the opposite question (1 − p and 1 − t) changed the loss from {batch:.6g} to {opposite:.6g}"
    return None


def _sure(rng):
    p = np.array([0.0, 0.0, 1.0, 1.0, 0.25])
    return [*of_both(ON_P, (p, np.array([0.0, 1.0, 0.0, 1.0, 1.0])), "probabilities of 0 and 1"),
            *of_both(ON_P, (p, np.array([0.0, 0.0, 1.0, 1.0, 0.0])), "sure and right"),
            *of_both(ON_P, (np.array([1e-30, 1e-60, 1e-11]), np.ones(3)), "very small probabilities"),
            *of_both(ON_P, (np.array([0.3]), np.array([1.0])), "a single question")]


def _terms(p, t, floor=-100.0):
    with np.errstate(all="ignore"):
        return -(t * np.maximum(np.log(p), floor) + (1 - t) * np.maximum(np.log1p(-p), floor))


def _times(values, weight):
    return values if weight is None else weight * values


def _weights_divided_out(p, t, weight=None):
    w = np.ones(p.shape) if weight is None else np.broadcast_to(weight, p.shape)
    return (w * _terms(p, t)).sum() / w.sum()


def _ignores_weight(p, t, weight=None):
    return _terms(p, t).mean()


def _unclamped(p, t, weight=None):
    with np.errstate(all="ignore"):
        return _times(-(t * np.log(p) + (1 - t) * np.log(1 - p)), weight).mean()


def _constant_inside(p, t, weight=None):
    return _times(-(t * np.log(p + 1e-7) + (1 - t) * np.log(1 - p + 1e-7)), weight).mean()


def _overwriting(p, t, weight=None):
    loss = _times(_terms(p, t), weight).mean()
    np.clip(p, 1e-7, 0.5, out=p)
    return loss


def _slopes(p, t, least=1e-12):
    with np.errstate(all="ignore"):
        return (p - t) / np.maximum(p * (1 - p), least)


def _p_loss(name, variant, cause):
    return Misconception(name, ON_P[0], one_shape(variant), cause)


def _p_gradient(name, rule, cause):
    return Misconception(name, ON_P[1], lambda p, t, weight=None: _times(rule(p, t), weight), cause)


BINARY_CROSS_ENTROPY = Sheet(
    checks=(
        Check("shapes", "The loss is one number, the gradient has the shape of p, and two different shapes raise a ValueError.", "shape", 1,
              _shapes(ON_P, _probabilities), hint="(3, 1) with (3,) is broadcast to (3, 3): compare the shapes first"),
        Check("by hand", "The book's two rows of ten give 0.686723901, and p = (0.5, 0.75), t = (1, 0) give 1.5 ln 2.", "value", 1,
              _by_hand,
              by_hand=(0.686723901, 1.0397207708399179), atol=6e-10, why=DECIMALS),
        Check("element by element", "The batch costs the mean of its elements, and the opposite question costs the same.", "property", 1,
              _one_by_one, holds=_mean_of_its_elements, hint="both answers have a term: t ln p and (1 − t) ln(1 − p)"),
        Check("random probabilities", "Random probabilities agree with the definition, also for targets between 0 and 1.", "reference", 1,
              _random(ON_P, _probabilities, 0), hint="a target of 0.3 uses both terms"),
        Check("weights", "A weight a column, a sample or an element multiplies its loss and its gradient; the mean divides by N.",
              "reference", 1,
              _weighted(ON_P, _probabilities), hint="multiply first, then take the plain mean"),
        Check("probabilities of 0 and 1", "No logarithm counts for less than −100, and the gradient's denominator is at least 1e-12.",
              "edge", 2,
              _sure, hint="limit each logarithm by itself; at p = 0 and p = 1 everything stays finite"),
        Check("gradient", "The gradient for the probabilities is right.", "reference", 2, _random(ON_P, _probabilities, 1),
              hint="bring −t/p + (1 − t)/(1 − p) to one denominator, and keep the 1/N"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged(ON_P, _probabilities),
              hint="clip returns a new array unless it is told to write into the old one"),
    ),
    misconceptions=(
        _p_loss("yes_only", lambda p, t, weight=None: _times(-t * np.maximum(np.log(np.maximum(p, 1e-300)), -100), weight).mean(),
                "only the term t ln p is there; a no costs −ln(1 − p)"),
        _p_loss("sum_of_elements", lambda p, t, weight=None: _times(_terms(p, t), weight).sum(), "the elements are summed, not averaged"),
        _p_loss("mean_over_rows", lambda p, t, weight=None: _times(_terms(p, t), weight).sum() / len(p),
                "the sum is divided by the number of rows; the mean runs over all elements"),
        _p_loss("weights_divided_out", _weights_divided_out, "the sum is divided by the sum of the weights; here the mean divides by N"),
        _p_loss("weight_ignored", _ignores_weight, "the argument weight makes no difference"),
        _p_loss("no_floor", _unclamped, "a logarithm of 0 gets through: infinite, or no number where its target is 0"),
        _p_loss("constant_inside", _constant_inside, "a constant inside the logarithm caps the loss and changes it everywhere"),
        _p_loss("overwrites_probabilities", _overwriting, "the caller's probabilities are clipped in place"),
        Misconception("shapes_broadcast", ON_P[0], lambda p, t, weight=None: _times(_terms(p, t), weight).mean(),
                      "two different shapes are broadcast, so that every probability meets every target"),
        _p_gradient("gradient_for_scores", lambda p, t: (p - t) / p.size,
                    "p − t is the gradient for the score before the sigmoid, not for the probability"),
        _p_gradient("gradient_not_averaged", _slopes, "the 1/N of the mean is missing in the gradient"),
        _p_gradient("gradient_reversed", lambda p, t: -_slopes(p, t) / p.size, "the gradient's sign is reversed"),
        _p_gradient("gradient_unlimited", lambda p, t: _slopes(p, t, 0.0) / p.size, "at p = 0 and p = 1 the denominator is 0"),
        Misconception("gradient_unweighted", ON_P[1], lambda p, t, weight=None: _slopes(p, t) / p.size,
                      "the weights are missing in the gradient"),
    ),
)

# --- bce_with_logits -------------------------------------------------------------------------------


def _logits_by_hand(rng):
    return [call("bce_with_logits", SCORES, YES, label="the book's two rows of ten"),
            call("bce_with_logits", np.zeros(3), np.array([1.0, 0.0, 1.0]), label="scores of 0"),
            call("bce_with_logits_backward", np.array([0.0, np.log(3.0)]), np.array([1.0, 0.0]), label="scores (0, ln 3)")]


def _three_ways(rng):
    z, t = _scores(rng, (3, 4))
    return [call("bce_with_logits", z, t), call("bce_with_logits", -z, 1 - t), call("bce_with_logits", z, t, np.ones(4)),
            *(call("bce_with_logits", z[i:i + 1], t[i:i + 1]) for i in range(3))]


def _consistent(calls, values):
    batch, opposite, ones, *rows = values
    if not np.isclose(batch, np.mean(rows), rtol=1e-9, atol=0):
        return f"row by row the mean is {np.mean(rows):.6g}, for the batch the loss is {batch:.6g}; they must be equal"
    if not np.isclose(batch, opposite, rtol=1e-9, atol=0):
        return f"asking the opposite question (−z and 1 − t) changed the loss from {batch:.6g} to {opposite:.6g}"
    return None if np.isclose(batch, ones, rtol=1e-9, atol=0) else "positives that weigh 1 must change nothing"


def _far_out(rng):
    z = np.array([-800.0, 800.0, 40.0, -40.0, 0.0, 1e3])
    return [*of_both(ON_Z, (z, np.array([1.0, 0.0, 0.0, 1.0, 1.0, 1.0])), "scores up to ±1000, mostly wrong"),
            *of_both(ON_Z, (z, np.array([0.0, 1.0, 1.0, 0.0, 0.0, 1.0])), "scores up to ±1000, mostly right"),
            *of_both(ON_Z, (np.array([0.7]), np.array([1.0])), "a single question")]


def _logit_terms(z, t, pos_weight=None):
    return (1 - t) * z + (1 - t + _times(t, pos_weight)) * np.logaddexp(0, -z)


def _sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def _log_of_sigmoid(z, t, pos_weight=None):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return -(_times(t, pos_weight) * np.log(p) + (1 - t) * np.log(1 - p)).mean()


def _overflowing(z, t, pos_weight=None):
    with np.errstate(all="ignore"):
        return ((1 - t) * z + (1 - t + _times(t, pos_weight)) * np.log(1 + np.exp(-z))).mean()


def _logits_overwriting(z, t, pos_weight=None):
    loss = _logit_terms(z, t, pos_weight).mean()
    np.negative(z, out=z)
    return loss


def _unweighted(z, t, pos_weight=None):
    return _logit_terms(z, t).mean()


def _weighs_everything(z, t, pos_weight=None):
    return _times(_logit_terms(z, t), pos_weight).mean()


def _pos_weight_divided_out(z, t, pos_weight=None):
    w = 1 - t + _times(t, pos_weight)
    return _logit_terms(z, t, pos_weight).sum() / w.sum()


def _z_loss(name, variant, cause):
    return Misconception(name, ON_Z[0], one_shape(variant), cause)


def _z_gradient(name, rule, cause):
    """``rule(p, t, w)``, with w the weight of each element."""
    return Misconception(name, ON_Z[1], lambda z, t, pos_weight=None: rule(_sigmoid(z), t, 1 - t + _times(t, pos_weight)), cause)


def _dz(p, t, w):
    return (1 - t - w * (1 - p)) / p.size


BCE_WITH_LOGITS = Sheet(
    checks=(
        Check("shapes", "The loss is one number, the gradient has the shape of z, and two different shapes raise a ValueError.", "shape", 1,
              _shapes(ON_Z, _scores), hint="(3, 1) with (3,) is broadcast to (3, 3): compare the shapes first"),
        Check("by hand", "The book's two rows of ten give 0.686723901 again, scores of 0 cost ln 2, and ln 3 has the gradient 3/8.",
              "value", 1,
              _logits_by_hand, by_hand=(0.686723901, np.log(2), np.array([-0.25, 0.375])), atol=6e-10, why=DECIMALS),
        Check("three ways", "The batch costs the mean of its rows, the opposite question the same, and weights of 1 change nothing.",
              "property", 1,
              _three_ways, holds=_consistent, hint="σ(−z) = 1 − σ(z): yes and no are one rule"),
        Check("random scores", "Random scores agree with the definition, also for targets between 0 and 1.", "reference", 1,
              _random(ON_Z, _scores, 0), hint="one sigmoid, inside the loss; the scores are no probabilities yet"),
        Check("pos_weight", "pos_weight multiplies the yes-term alone, in the loss and in the gradient.", "reference", 2,
              _weighted(ON_Z, _scores),
              hint="a target of 0.3 has 0.3 of the yes-term, with the weight, and 0.7 of the no-term, without; divide by N"),
        Check("large scores", "Scores of ±40, ±800 and 1000 cost what they should, and are finite.", "edge", 2, _far_out,
              hint="σ(−800) is stored as 0 and σ(40) as 1: take logarithm and sigmoid in one step"),
        Check("gradient", "The gradient for the scores is right.", "reference", 2, _random(ON_Z, _scores, 1),
              hint="without weights it is σ(z) − t, divided by N"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged(ON_Z, _scores),
              hint="an in-place operation such as z *= −1 writes into the caller's array"),
    ),
    misconceptions=(
        _z_loss("log_of_sigmoid", _log_of_sigmoid, "the sigmoid rounds to 0 or 1 before the logarithm sees it"),
        _z_loss("sigmoid_twice", lambda z, t, pos_weight=None: _logit_terms(_sigmoid(z), t, pos_weight).mean(),
                "the sigmoid is applied twice, so that the loss can never come near 0"),
        _z_loss("exponential_overflows", _overflowing, "e^(−z) overflows for very negative scores"),
        _z_loss("sum_of_elements", lambda z, t, pos_weight=None: _logit_terms(z, t, pos_weight).sum(),
                "the elements are summed, not averaged"),
        _z_loss("pos_weight_ignored", _unweighted, "the argument pos_weight makes no difference"),
        _z_loss("pos_weight_on_all", _weighs_everything, "pos_weight multiplies the no-term as well; it belongs to t = 1 alone"),
        _z_loss("pos_weight_divided_out", _pos_weight_divided_out,
                "the sum is divided by the sum of the weights; here the mean divides by N"),
        _z_loss("sign_of_the_score", lambda z, t, pos_weight=None: _logit_terms(-z, t, pos_weight).mean(),
                "the score enters with the wrong sign: a high score must make yes cheap"),
        _z_loss("overwrites_scores", _logits_overwriting, "the caller's scores are negated in place"),
        Misconception("shapes_broadcast", ON_Z[0], lambda z, t, pos_weight=None: _logit_terms(z, t, pos_weight).mean(),
                      "two different shapes are broadcast, so that every score meets every target"),
        _z_gradient("sigmoid_slope_left_in", lambda p, t, w: _dz(p, t, w) * p * (1 - p),
                    "the slope of the sigmoid is multiplied in; cross-entropy has cancelled it"),
        _z_gradient("gradient_not_averaged", lambda p, t, w: _dz(p, t, w) * p.size, "the 1/N of the mean is missing in the gradient"),
        _z_gradient("gradient_reversed", lambda p, t, w: -_dz(p, t, w), "the gradient's sign is reversed"),
        _z_gradient("gradient_unweighted", lambda p, t, w: (p - t) / p.size, "pos_weight is missing in the gradient"),
        Misconception("gradient_weighs_ones", ON_Z[1],
                      lambda z, t, pos_weight=None: (_sigmoid(z) - t) / z.size * np.where(t == 1, _times(1.0, pos_weight), 1),
                      "p − t is weighted where t is 1; that is right for 0 and 1 only, a target between them has both terms"),
        Misconception("gradient_weighs_everything", ON_Z[1],
                      lambda z, t, pos_weight=None: _times((_sigmoid(z) - t) / z.size, pos_weight),
                      "pos_weight multiplies the gradient of every element; it belongs to t = 1 alone"),
    ),
)
