"""What is asked of batches and of the plain step."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.optimizers.walks import edges, single, together, velocity, walk, walks

# --- minibatches -----------------------------------------------------------------------------------

ORDER = np.array([3, 0, 4, 1, 2])


def _batches_by_hand(rng):
    return [call("minibatches", ORDER, 2, label="five samples, batches of two"),
            call("minibatches", ORDER, 2, True, label="the same with drop_last")]


def _batches_random(rng):
    return [call("minibatches", rng.permutation(n), size, drop, label=f"{n} samples in batches of {size}{', drop_last' if drop else ''}")
            for n, size, drop in ((23, 5, False), (23, 5, True), (24, 6, True), (30, 7, False), (9, 1, False))]


def _batches_all(rng):
    return [call("minibatches", 100 + rng.permutation(n), size, label=f"{n} samples in batches of {size}")
            for n, size in ((17, 4), (12, 3), (40, 16))]


def _each_once(calls, values):
    for request, batches in zip(calls, values):
        order, size = request.args
        if not isinstance(batches, (list, tuple)):
            return f"a list of batches is asked for, not {type(batches).__name__}"
        visited = np.concatenate([np.ravel(batch) for batch in batches]) if len(batches) else np.array([])
        if sorted(visited.tolist()) != sorted(order.tolist()):
            return f"{len(order)} samples were given, and the batches have {len(visited)}, or others: each sample belongs to one batch"
        if any(len(batch) != size for batch in batches[:-1]):
            return f"the batches have {', '.join(str(len(batch)) for batch in batches)} samples: only the last may be shorter"
    return None


def _batches_edges(rng):
    return [call("minibatches", np.array([2, 0, 1]), 3, label="one batch of everything"),
            call("minibatches", np.array([2, 0, 1]), 8, label="a batch larger than the data"),
            call("minibatches", np.array([2, 0, 1]), 8, True, label="a batch larger than the data, with drop_last"),
            call("minibatches", np.arange(4), 2, True, label="no shorter batch to drop"),
            call("minibatches", np.arange(0), 2, label="no sample")]


def _batches_unchanged(rng):
    return [call("minibatches", rng.permutation(11), 4, label="11 samples in batches of 4")]


def _cut(order, size, starts):
    return [order[start:start + size].copy() for start in starts]


def _in_natural_order(order, batch_size, drop_last=False):
    return _right(np.arange(len(order)), batch_size, drop_last)


def _right(order, size, drop_last=False):
    return [batch for batch in _cut(order, size, range(0, len(order), size)) if len(batch) == size or not drop_last]


def _sorted_in_place(order, batch_size, drop_last=False):
    order.sort()
    return _right(order, batch_size, drop_last)


MINIBATCHES = Sheet(
    checks=(
        Check("by hand", "Five samples make batches of 2, 2 and 1, in the order given.", "value", 1, _batches_by_hand,
              by_hand=([np.array([3, 0]), np.array([4, 1]), np.array([2])], [np.array([3, 0]), np.array([4, 1])])),
        Check("any sizes", "Any number of samples in batches of any size, with and without the last.", "reference", 2, _batches_random,
              hint="batch k begins at position k · batch_size of the order"),
        Check("each sample once", "Every sample is in exactly one batch.", "property", 1, _batches_all, holds=_each_once,
              hint="neither repeat a sample nor lose the last few"),
        Check("edges", "One batch, a batch larger than the data, no sample.", "edge", 1, _batches_edges,
              hint="drop_last leaves out a batch only if it is shorter than the others"),
        Check("order unchanged", "The order is not changed.", "unchanged", 1, _batches_unchanged, hint="sort and shuffle work in place"),
    ),
    misconceptions=(
        Misconception("last_batch_lost", "minibatches", lambda order, batch_size, drop_last=False: _right(order, batch_size, True),
                      "the shorter batch at the end is always left out, so some samples are never seen in this epoch"),
        Misconception("drop_last_ignored", "minibatches", lambda order, batch_size, drop_last=False: _right(order, batch_size),
                      "drop_last makes no difference"),
        Misconception("overlapping", "minibatches", lambda order, batch_size, drop_last=False: _cut(
            order, batch_size, range(0, max(len(order) - batch_size + 1, 0))),
                "the next batch begins one sample later, not batch_size later"),
        Misconception("positions_in_place_of_samples", "minibatches", _in_natural_order,
                      "the batches hold positions 0, 1, 2, … and the order is not used: nothing is shuffled"),
        Misconception("number_of_batches", "minibatches", lambda order, batch_size, drop_last=False: [
            part.copy() for part in np.array_split(order, batch_size)], "batch_size is taken as the number of batches"),
        Misconception("last_always_dropped", "minibatches", lambda order, batch_size, drop_last=False: (
            _right(order, batch_size)[:-1] if drop_last else _right(order, batch_size)),
            "drop_last leaves out the last batch even when it is complete"),
        Misconception("order_overwritten", "minibatches", _sorted_in_place, "the order is sorted in place, so the shuffling is undone"),
    ),
)

# --- sgd -------------------------------------------------------------------------------------------


def _sgd_by_hand(rng):
    one = np.array([1.0])
    return [call("sgd", np.array([1.0, 2.0]), np.array([0.5, -1.0]), 0.1, label="two parameters"),
            call("sgd_dampened", one, np.array([2.0]), None, 0.1, 0.9, 0.5, label="the first step"),
            call("sgd_dampened", np.array([0.8]), one, np.array([2.0]), 0.1, 0.9, 0.5, label="the second step")]


def _dampened_walk(rng):
    valley = np.array([[2.0, 0.6], [0.6, 0.7]])
    return [call("sgd_dampened", "sgd_dampened", rng.uniform(1, 3, size=2), valley, [None], 60, False,
                 {"lr": 0.1, "momentum": mu, "dampening": tau}, driver=walk, label=f"momentum {mu}, dampening {tau}")
            for mu, tau in ((0.9, 0.9), (0.8, 0.3), (0.5, 0.0))]


def _defaults(rng):
    w, grad, buf = rng.normal(size=(3, 4))
    return [call("sgd", w, grad, label="the default rate"), call("sgd_dampened", w, grad, label="all defaults"),
            call("sgd_dampened", w, grad, buf, label="a buffer, and all defaults")]


def _gradient_written_over(answer, w, grad):
    """The buffer of the first step, after the next gradient has been written into the same array."""
    grad = grad.copy()
    _, buf = answer.sgd_dampened(w, grad)
    grad += 1.0
    return np.array(buf)


def _sgd_unchanged(rng):
    w, grad, buf = rng.normal(size=(3, 4))
    return [call("sgd", w, grad, 0.1, label="sgd"), call("sgd_dampened", w, grad, buf, 0.1, label="sgd_dampened"),
            call("sgd_dampened", w, grad, driver=_gradient_written_over, label="a gradient's array that is used again")]


def _in_place(w, grad, lr=0.001):
    w -= lr * grad
    return w


def _buffered(first, rule):
    """A variant of sgd_dampened from what the first step and every other do to the buffer."""
    def variant(w, grad, buf=None, lr=0.001, momentum=0.9, dampening=0.0):
        buf = first(grad, momentum, dampening) if buf is None else rule(buf, grad, momentum, dampening)
        return w - lr * buf, buf
    return variant


def _first(grad, mu, tau):
    return grad.copy()


def _later(buf, grad, mu, tau):
    return mu * buf + (1 - tau) * grad


def _old_buffer(w, grad, buf=None, lr=0.001, momentum=0.9, dampening=0.0):
    new = grad.copy() if buf is None else _later(buf, grad, momentum, dampening)
    return w - lr * (grad if buf is None else buf), new


SGD = Sheet(
    checks=(
        Check("by hand", "The steps of the book are right.", "value", 1, _sgd_by_hand,
              by_hand=(np.array([0.95, 2.1]), (np.array([0.8]), np.array([2.0])), (np.array([0.57]), np.array([2.3])))),
        Check("random steps", "Steps from random places are right, in any shape.", "reference", 2,
              together(single("sgd", lr=0.07), single("sgd_dampened", velocity, lr=0.07, momentum=0.8, dampening=0.3)),
              hint="against the gradient, times the rate"),
        Check("many steps", "Sixty steps down a valley arrive where they should.", "reference", 2,
              together(walks("sgd", 0, lr=0.2), _dampened_walk), hint="the first step, with no buffer yet, is not dampened"),
        Check("edges", "A gradient of zero, one parameter and no parameter work.", "edge", 1,
              together(edges("sgd", lr=0.1), edges("sgd_dampened", velocity, lr=0.1)),
              hint="with momentum the step goes on where the gradient is 0"),
        Check("defaults", "The defaults are those asked for.", "reference", 1, _defaults, hint="lr 0.001, momentum 0.9, dampening 0"),
        Check("inputs unchanged", "Parameters, gradient and buffer are not changed, and the first buffer is no other name of the gradient.",
              "unchanged", 1, _sgd_unchanged, hint="w -= … writes into the caller's array; return new arrays, and copy the first gradient"),
    ),
    misconceptions=(
        Misconception("uphill", "sgd", lambda w, grad, lr=0.001: w + lr * grad, "the step goes up: the gradient is added"),
        Misconception("rate_ignored", "sgd", lambda w, grad, lr=0.001: w - grad, "the gradient is not multiplied by the rate"),
        Misconception("sign_only", "sgd", lambda w, grad, lr=0.001: w - lr * np.sign(grad), "only the sign of the gradient is used"),
        Misconception("normalized", "sgd", lambda w, grad, lr=0.001: w - lr * grad / max(np.linalg.norm(grad), 1e-300),
                      "the gradient is divided by its length, so steep and flat places take equal steps"),
        Misconception("parameters_overwritten", "sgd", _in_place, "the step is written into the caller's parameters"),
        Misconception("buffer_is_the_gradient", "sgd_dampened", _buffered(lambda grad, mu, tau: grad, _later),
                      "the first buffer is the caller's own array of the gradient, so it changes when the next one is written there"),
        Misconception("first_step_dampened", "sgd_dampened", _buffered(lambda grad, mu, tau: (1 - tau) * grad, _later),
                      "the first step is dampened too; it takes the whole gradient"),
        Misconception("dampening_of_the_buffer", "sgd_dampened", _buffered(_first, lambda buf, grad, mu, tau: mu * (1 - tau) * buf + grad),
                      "the buffer is dampened in place of the new gradient"),
        Misconception("dampening_for_one_minus_it", "sgd_dampened", _buffered(_first, lambda buf, grad, mu, tau: mu * buf + tau * grad),
                      "the gradient is multiplied by the dampening; it is what is taken away, 1 − dampening remains"),
        Misconception("always_a_mean", "sgd_dampened", _buffered(_first, lambda buf, grad, mu, tau: mu * buf + (1 - mu) * grad),
                      "the buffer is a running mean whatever the dampening is"),
        Misconception("steps_with_the_old_buffer", "sgd_dampened", _old_buffer, "the step is taken with the buffer of the step before"),
    ),
)
