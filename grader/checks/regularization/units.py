"""What is asked of dropout and of its backward pass.

The random numbers are part of what is asked for: one call of rng.random, so a seed decides the result.
"""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call


def _seeded(answer, x, p, seed, training=True):
    """Both results, from a generator made of the seed."""
    return answer.dropout(x, p, np.random.default_rng(seed), training)


def _steps(answer, x, dy, p, seed):
    """Two forward passes from one generator, then the backward pass of the first."""
    rng = np.random.default_rng(seed)
    y, factor = answer.dropout(x, p, rng)
    later, _ = answer.dropout(x, p, rng)
    return {"first": y, "second": later, "gradient of the first": answer.dropout_backward(dy, factor)}


def _mean(answer, p, seed):
    """The mean over many units and passes, and the mean square, of activations of 1."""
    y, factor = answer.dropout(np.ones((200, 300)), p, np.random.default_rng(seed))
    return {"mean": float(np.mean(y)), "mean of the factors": float(np.mean(factor)), "units out": float(np.mean(np.equal(y, 0)))}


def _seed(rng):
    return int(rng.integers(2**31))


def _dropout(rng, x, p, training=True, label=""):
    return call("dropout", x, p, _seed(rng), training, driver=_seeded, label=label)


def _by_hand(rng):
    return [call("dropout", np.full(4, 2.0), 0.5, 0, driver=_seeded, label="four activations of 2, seed 0"),
            call("dropout_backward", np.array([1.0, -3.0]), np.array([2.0, 0.0]), label="backward")]


def _random(rng):
    found = [_dropout(rng, rng.normal(size=shape), p, label=f"shape {shape}, p = {p}")
             for shape, p in (((6, 5), 0.5), ((40,), 0.2), ((3, 4, 5), 0.8), ((8, 8), 0.3))]
    return found + [call("dropout_backward", *rng.normal(size=(2, 4, 3)), label="backward, any factors")]


def _passes(rng):
    return [call("dropout", rng.normal(size=(5, 6)), rng.normal(size=(5, 6)), p, _seed(rng), driver=_steps, label=f"two passes, p = {p}")
            for p in (0.5, 0.2)]


def _means(rng):
    return [call("dropout", p, _seed(rng), driver=_mean, label=f"60,000 activations of 1, p = {p}") for p in (0.2, 0.5, 0.75)]


def _mean_kept(calls, values):
    for request, value in zip(calls, values):
        p = request.args[0]
        if abs(value["mean"] - 1) > 0.04:
            return f"with p = {p} activations of 1 have the mean {value['mean']:.3f} afterwards: dropout is to keep it"
        if abs(value["units out"] - p) > 0.02:
            return f"with p = {p} a share of {value['units out']:.3f} of the units is out"
    return None


def _edges(rng):
    x = rng.normal(size=(3, 4))
    return [_dropout(rng, x, 0.5, False, "without training"), _dropout(rng, x, 0.0, label="p = 0"),
            _dropout(rng, x, 0.0, False, "p = 0, without training"), _dropout(rng, np.zeros((2, 3)), 0.5, label="activations of 0"),
            _dropout(rng, x, 0.99, label="p = 0.99"), _dropout(rng, np.zeros((0, 3)), 0.5, label="no sample"),
            call("dropout_backward", np.zeros((2, 3)), np.full((2, 3), 2.0), label="an upstream gradient of 0")]


def _unchanged(rng):
    x, dy = rng.normal(size=(2, 3, 4))
    return [_dropout(rng, x, 0.5, label="in training"), _dropout(rng, x, 0.5, False, "without training"),
            call("dropout_backward", dy, 2.0 * (x > 0), label="backward")]


def _variant(rule):
    """A variant of dropout from a rule (x, p, rng) for training, which gives the output and the factors."""
    def variant(x, p, rng, training=True):
        return rule(x, p, rng) if training else (x.copy(), np.ones(x.shape))
    return variant


def _with(factors):
    """A variant from a rule (x, p, rng) for the factors alone."""
    return _variant(lambda x, p, rng: (lambda f: (x * f, f))(factors(x, p, rng)))


def _kept(x, p, rng):
    return (rng.random(x.shape) >= p) * 1.0


def _always(x, p, rng, training=True):
    f = _kept(x, p, rng) / (1 - p)
    return x * f, f


def _scaled_afterwards(x, p, rng, training=True):
    f = _kept(x, p, rng) if training else np.full(x.shape, 1 - p)
    return x * f, f


def _output_only_scaled(x, p, rng):
    kept = _kept(x, p, rng)
    return x * kept / (1 - p), kept


def _in_place(x, p, rng, training=True):
    f = _kept(x, p, rng) / (1 - p) if training else np.ones(x.shape)
    x *= f
    return x.copy(), f


DROPOUT = Sheet(
    checks=(
        Check("by hand", "The four activations and the gradient worked out in the book come out right.", "value", 1, _by_hand,
              by_hand=((np.array([4.0, 0.0, 0.0, 0.0]), np.array([2.0, 0.0, 0.0, 0.0])), np.array([2.0, 0.0]))),
        Check("random activations", "Activations of any shape come out right, number by number.", "reference", 2, _random,
              hint="forward: rng.random(x.shape), once; below p: out, the others divided by 1 − p; backward: times the factors"),
        Check("two passes", "A second pass draws other units, and the backward pass uses those of its own forward pass.", "reference", 1,
              _passes, hint="the gradient goes where the activation went, times the same factor"),
        Check("mean", "The mean of the activations stays, and a share p of the units is out.", "property", 1, _means, holds=_mean_kept,
              hint="a share p is out, each number by a draw of its own, and what is left makes up for it"),
        Check("edges", "Without training nothing happens; p = 0, p near 1 and no sample work.", "edge", 1, _edges,
              hint="in training p = 0 and p = 0.99 follow the same rule; without it the activations pass, and all factors are 1"),
        Check("inputs unchanged", "The arrays that are given stay as they are.", "unchanged", 1, _unchanged,
              hint="x *= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("scaled_without_training", "dropout", _scaled_afterwards,
                      "the scale stands in the pass without training, as in the paper; inverted dropout scales in training"),
        Misconception("unscaled", "dropout", _with(_kept), "what is left is not made larger, so the mean falls to 1 − p of what it was",
            48),
        Misconception("divided_by_p", "dropout", _with(lambda x, p, rng: _kept(x, p, rng) / (p or 1.0)),
                      "the rest is divided by the share that is dropped, and not by the share that is kept"),
        Misconception("p_is_kept", "dropout", _with(lambda x, p, rng: (rng.random(x.shape) < p) / (p or 1.0)),
                      "p is taken for the share that is kept; it is the share that is dropped"),
        Misconception("other_side", "dropout", _with(lambda x, p, rng: (rng.random(x.shape) < 1 - p) / (1 - p)),
                      "numbers above 1 − p drop a unit, and not those below p: as likely, but another mask than the one asked for"),
        Misconception("one_mask_for_all_rows", "dropout", _with(
            lambda x, p, rng: np.broadcast_to(rng.random(x.shape[-1:]) >= p, x.shape) / (1 - p)),
                      "one mask is drawn and used for every row, so all samples lose the same units"),
        Misconception("also_without_training", "dropout", _always, "units are dropped without training as well"),
        Misconception("factor_without_the_scale", "dropout", _variant(_output_only_scaled),
                      "the factors that are returned lack the scale, so the gradient is too small"),
        Misconception("own_generator", "dropout", _with(lambda x, p, rng: (np.random.default_rng(0).random(x.shape) >= p) / (1 - p)),
                      "a generator with a seed of its own is made inside, so the same units are out in every step"),
        Misconception("overwritten", "dropout", _in_place, "the caller's activations are multiplied in place"),
        Misconception("gradient_everywhere", "dropout_backward", lambda dy, factor: dy * factor.max(initial=0.0),
                      "the gradient is scaled but not dropped: units that were out get one"),
        Misconception("gradient_not_scaled", "dropout_backward", lambda dy, factor: dy * (factor != 0),
                      "the gradient goes to the right units, without their scale"),
        Misconception("gradient_untouched", "dropout_backward", lambda dy, factor: dy.copy(),
            "the gradient passes as if there were no dropout"),
    ),
)
