"""Wrong and right answers: minibatches, sgd."""

import itertools

import numpy as np

from tests.answers.kit import collector
from tests.answers.optimizers.scalars import each, table

right, wrong, ANSWERS = collector()

# --- minibatches -----------------------------------------------------------------------------------


@right("optimizers/minibatches")
def minibatches__by_split(order, batch_size, drop_last=False):
    """np.split at every multiple."""
    parts = np.split(np.array(order), range(batch_size, len(order), batch_size)) if len(order) else []
    if drop_last and parts and len(parts[-1]) < batch_size:
        parts.pop()
    return parts


@right("optimizers/minibatches")
def minibatches__one_by_one(order, batch_size, drop_last=False):
    """A batch is filled sample by sample."""
    batches, batch = [], []
    for sample in order:
        batch.append(sample)
        if len(batch) == batch_size:
            batches.append(np.array(batch))
            batch = []
    if batch and not drop_last:
        batches.append(np.array(batch))
    return batches


@wrong("optimizers/minibatches", embodies="last_batch_lost")
def minibatches__whole_ones_only(order, batch_size, drop_last=False):
    """As many as fit."""
    return [order[k * batch_size:(k + 1) * batch_size] for k in range(len(order) // batch_size)]


@wrong("optimizers/minibatches", embodies="drop_last_ignored")
def minibatches__all_the_same(order, batch_size, drop_last=False):
    """The flag is not read."""
    return minibatches__one_by_one(order, batch_size)


@wrong("optimizers/minibatches", embodies="overlapping")
def minibatches__sliding(order, batch_size, drop_last=False):
    """A window that slides."""
    return [np.array(window) for window in zip(*(order[i:] for i in range(batch_size)))]


@wrong("optimizers/minibatches", embodies="positions_in_place_of_samples")
def minibatches__ranges(order, batch_size, drop_last=False):
    """Positions."""
    return minibatches__by_split(range(len(order)), batch_size, drop_last)


@wrong("optimizers/minibatches", embodies="number_of_batches")
def minibatches__that_many(order, batch_size, drop_last=False):
    """batch_size batches."""
    return np.array_split(order, batch_size)


@wrong("optimizers/minibatches", embodies="last_always_dropped")
def minibatches__one_less(order, batch_size, drop_last=False):
    """The last is popped, complete or not."""
    batches = minibatches__one_by_one(order, batch_size)
    if drop_last and batches:
        batches.pop()
    return batches


@wrong("optimizers/minibatches", embodies="order_overwritten")
def minibatches__tidied(order, batch_size, drop_last=False):
    """Sorted first, in the caller's array."""
    order[:] = sorted(order.tolist())
    return minibatches__by_split(order, batch_size, drop_last)


@wrong("optimizers/minibatches")
def minibatches__dealt_like_cards(order, batch_size, drop_last=False):
    """Every k-th sample into one batch: matches no misconception."""
    count = -(-len(order) // batch_size) or 1
    return [np.array(list(itertools.islice(order, k, None, count))) for k in range(count)]


# --- sgd -------------------------------------------------------------------------------------------

@right("optimizers/sgd")
@each(0)
def sgd__one_by_one(w, grad, lr=0.001):
    """Each parameter by itself."""
    return w + -lr * grad


@right("optimizers/sgd")
def sgd__subtract(w, grad, lr=0.001):
    """np.subtract into a new array."""
    return np.subtract(w, np.multiply(grad, lr))


@right("optimizers/sgd")
def sgd_dampened__flag(w, grad, buf=None, lr=0.001, momentum=0.9, dampening=0.0):
    """The gradient's share is chosen first."""
    share = 1.0 if buf is None else 1.0 - dampening
    gathered = share * grad + (0.0 if buf is None else momentum * buf)
    return w - lr * gathered, gathered


def dampened(rule):
    """An answer for sgd_dampened from a rule for one parameter: the new buffer from the old (or None)."""
    def answer(w, grad, buf=None, lr=0.001, momentum=0.9, dampening=0.0):
        olds = [None] * w.size if buf is None else np.ravel(buf).tolist()
        new = [rule(old, g, momentum, dampening) for old, g in zip(olds, np.ravel(grad).tolist())]
        new = np.array(new, dtype=float).reshape(w.shape)
        return w - lr * new, new
    return answer


def dampened_rows(rows):
    """Wrong answers of sgd_dampened, by their names: name → (misconception, rule)."""
    made = {}
    for name, (embodies, rule) in rows.items():
        answer = dampened(rule)
        answer.__name__ = f"sgd_dampened__{name}"
        made[answer.__name__] = wrong("optimizers/sgd", embodies)(answer)
    return made


globals().update(table(wrong, "optimizers/sgd", "sgd", 0, {
    "climbs": ("uphill", lambda w, g, lr=0.001: w - -lr * g),
    "full_step": ("rate_ignored", lambda w, g, lr=0.001: w - g),
    "signs": ("sign_only", lambda w, g, lr=0.001: w - lr * ((g > 0) - (g < 0))),
    "half_a_step": (None, lambda w, g, lr=0.001: w - lr * g / 2),
}))
globals().update(dampened_rows({
    "from_the_start": ("first_step_dampened", lambda b, g, mu, tau: (mu * b if b is not None else 0) + g - tau * g),
    "brake_on_the_buffer": ("dampening_of_the_buffer", lambda b, g, mu, tau: g if b is None else mu * b - tau * mu * b + g),
    "tau_itself": ("dampening_for_one_minus_it", lambda b, g, mu, tau: g if b is None else mu * b + g * tau),
    "a_mean": ("always_a_mean", lambda b, g, mu, tau: g if b is None else g + mu * (b - g)),
    "nothing_dampened": (None, lambda b, g, mu, tau: g if b is None else mu * b + g),
}))


@wrong("optimizers/sgd", embodies="buffer_is_the_gradient")
def sgd_dampened__no_copy(w, grad, buf=None, lr=0.001, momentum=0.9, dampening=0.0):
    """Right numbers; the first buffer is a second name of the gradient."""
    buf = grad if buf is None else grad - dampening * grad + momentum * buf
    return w - lr * buf, buf


@wrong("optimizers/sgd", embodies="normalized")
def sgd__unit_length(w, grad, lr=0.001):
    """A step of length lr."""
    length = np.sqrt((grad**2).sum())
    return w - lr * (grad / length if length else 0 * grad)


@wrong("optimizers/sgd", embodies="parameters_overwritten")
def sgd__in_place(w, grad, lr=0.001):
    """The caller's array."""
    np.subtract(w, lr * grad, out=w)
    return w


@wrong("optimizers/sgd", embodies="steps_with_the_old_buffer")
def sgd_dampened__late(w, grad, buf=None, lr=0.001, momentum=0.9, dampening=0.0):
    """The step first, the buffer afterwards."""
    stepped = w - lr * (grad if buf is None else buf)
    return stepped, sgd_dampened__flag(w, grad, buf, lr, momentum, dampening)[1]
