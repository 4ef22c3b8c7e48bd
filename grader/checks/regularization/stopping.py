"""What is asked of early stopping and of its filter."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

BOOK = np.array([1.0, 0.8, 0.9, 0.7, 0.75, 0.7, 0.2])


def _by_hand(rng):
    return [call("early_stopping", BOOK, 2, label="the losses of the book"),
            call("early_stopping", BOOK, 3, label="the same with a patience of 3"),
            call("early_stopping_filter", np.array([1.0, 0.1]), 1.0, 2, label="two steps")]


def _curve(rng, n=60):
    """A loss that falls, turns and rises, with noise."""
    epochs = np.arange(n)
    return 1 + np.abs(epochs - n // 3) / n + 0.15 * rng.normal(size=n)


def _random(rng):
    found = [call("early_stopping", _curve(rng), patience, label=f"60 epochs, patience {patience}") for patience in (1, 3, 5, 8, 60)]
    return found + [call("early_stopping", _curve(rng), patience, delta, label=f"patience {patience}, min_delta {delta}")
                    for patience, delta in ((4, 0.1), (6, 0.03), (20, 0.3))]


def _slow(rng):
    """Losses that fall by less than min_delta at each epoch, and by more over several."""
    return [call("early_stopping", 1 - 0.04 * np.arange(12), patience, 0.1, label=f"a slow fall, min_delta 0.1, patience {patience}")
            for patience in (2, 3, 5)]


def _filters(rng):
    return [call("early_stopping_filter", rng.uniform(0, 1.9, size=6), lr, steps, label=f"rate {lr}, {steps} steps")
            for lr, steps in ((1.0, 20), (0.3, 7), (0.05, 400))]


def _descend(answer, curvatures, bottom, lr, steps):
    """Descent from 0 on a bowl, beside what the filter foretells."""
    w = np.zeros(len(bottom))
    for _ in range(steps):
        w = w - lr * curvatures * (w - bottom)
    return {"descent": w, "filter": answer.early_stopping_filter(curvatures, lr, steps) * bottom}


def _descents(rng):
    return [call("early_stopping_filter", rng.uniform(0.01, 1, size=4), rng.normal(size=4), 0.9, steps, driver=_descend,
                 label=f"{steps} steps down a bowl") for steps in (1, 5, 30)]


def _foretold(calls, values):
    for request, value in zip(calls, values):
        if not np.allclose(value["filter"], value["descent"], rtol=1e-8, atol=1e-10):
            return f"{request.args[3]} steps of descent from 0 end at another place than your shares of the way foretell"
    return None


def _edges(rng):
    return [call("early_stopping", np.array([0.7]), 1, label="one epoch"),
            call("early_stopping", np.array([0.7, 0.9]), 1, label="worse at once, patience 1"),
            call("early_stopping", np.array([0.9, 0.7, 0.5]), 1, label="better every time"),
            call("early_stopping", np.array([0.5, 0.5, 0.5, 0.5]), 2, label="losses that are all equal"),
            call("early_stopping", np.array([0.5, 0.6, 0.4, 0.6, 0.6]), 2, label="patience runs out with the last epoch"),
            call("early_stopping", np.array([-1.0, -2.0, -1.5, -1.6]), 2, label="losses below 0"),
            call("early_stopping", np.array([1e6, 5e5, 1e7]), 2, label="large losses"),
            call("early_stopping_filter", np.array([0.3, 2.0]), 0.5, 0, label="no step"),
            call("early_stopping_filter", np.array([0.0, 1.0]), 1.0, 5, label="a flat direction, and one that is there at once")]


def _unchanged(rng):
    return [call("early_stopping", _curve(rng), 3), call("early_stopping_filter", rng.uniform(0, 1, size=4), 0.5, 7)]


def _scan(better, waits=lambda epoch, best, worse: worse, restart=True):
    """A variant of early_stopping: what counts as better, and what is counted against the patience."""
    def variant(losses, patience, min_delta=0.0):
        best, worse = 0, 0
        for epoch in range(1, len(losses)):
            if better(losses, epoch, best, min_delta):
                best, worse = epoch, 0 if restart else worse
            else:
                worse += 1
                if waits(epoch, best, worse) >= patience:
                    return best, epoch, True
        return best, len(losses) - 1, False
    return variant


def _right(losses, epoch, best, delta):
    return losses[epoch] < losses[best] - delta


def _best_of_all(losses, patience, min_delta=0.0):
    _, last, stopped = _scan(_right)(losses, patience, min_delta)
    return int(np.argmin(losses)), last, stopped


def _last_for_best(losses, patience, min_delta=0.0):
    _, last, stopped = _scan(_right)(losses, patience, min_delta)
    return last, last, stopped


def _sorted_in_place(losses, patience, min_delta=0.0):
    result = _scan(_right)(losses, patience, min_delta)
    losses.sort()
    return result


EARLY_STOPPING = Sheet(
    checks=(
        Check("by hand", "The losses and the shares worked out in the book come out right.", "value", 1, _by_hand,
              by_hand=((3, 5, True), (6, 6, False), np.array([1.0, 0.19]))),
        Check("random losses", "Noisy losses with any patience stop where they should.", "reference", 2, _random,
              hint="count the epochs since the last improvement, which is a loss more than min_delta below that of the one before"),
        Check("slow fall", "Losses that creep down count as better once they are min_delta below the best.", "reference", 1, _slow,
              hint="the best is the loss at the last improvement: smaller ones that were no improvement do not lower it"),
        Check("filter", "The shares are right for any curvatures, rate and number of steps.", "reference", 1, _filters,
              hint="a step leaves 1 − rate · curvature of what is missing"),
        Check("descent", "Steps down a bowl from 0 end where the shares say.", "property", 1, _descents, holds=_foretold,
              hint="share of the way gone, not of the way left"),
        Check("edges", "One epoch, equal losses, losses below 0, patience that runs out at the end, and no step work.", "edge", 1, _edges,
              hint="an equal loss is no improvement"),
        Check("inputs unchanged", "The losses are not changed.", "unchanged", 1, _unchanged, hint="sort works in place"),
    ),
    misconceptions=(
        Misconception("against_the_last_loss", "early_stopping", _scan(lambda losses, epoch, best,
            delta: losses[epoch] < losses[epoch - 1] - delta),
                      "each loss is compared with the one before it, so a loss that goes up and down never stops"),
        Misconception("equal_is_better", "early_stopping", _scan(lambda losses, epoch, best, delta: losses[epoch] <= losses[best] - delta),
                      "an equal loss counts as an improvement"),
        Misconception("one_epoch_more", "early_stopping", _scan(_right, lambda epoch, best, worse: worse - 1),
                      "it waits one epoch longer than the patience"),
        Misconception("counter_never_set_back", "early_stopping", _scan(_right, restart=False),
                      "epochs without improvement are counted over the whole run; an improvement has to begin the count again"),
        Misconception("min_delta_ignored", "early_stopping", _scan(lambda losses, epoch, best, delta: losses[epoch] < losses[best]),
                      "min_delta makes no difference"),
        Misconception("min_delta_added", "early_stopping", _scan(lambda losses, epoch, best, delta: losses[epoch] < losses[best] + delta),
                      "min_delta makes it easier to be better; it is to make it harder"),
        Misconception("highest", "early_stopping", _scan(lambda losses, epoch, best, delta: losses[epoch] > losses[best] + delta),
                      "the highest loss counts as the best"),
        Misconception("sees_the_future", "early_stopping", _best_of_all,
                      "the best epoch is taken from all losses, also from those after the stop, which nobody has seen"),
        Misconception("keeps_the_last", "early_stopping", _last_for_best,
                      "the weights of the last epoch are kept; those of the best are better, by what patience has cost"),
        Misconception("losses_sorted", "early_stopping", _sorted_in_place, "the caller's losses are sorted in place"),
        Misconception("way_left", "early_stopping_filter", lambda curvatures, lr, steps: (1 - lr * curvatures) ** steps,
                      "this is the share of the way that is left, not that which is gone"),
        Misconception("ridge_filter", "early_stopping_filter",
                      lambda curvatures, lr, steps: curvatures / (curvatures + 1 / max(lr * steps, 1e-300)),
                      "this is the filter of an L2 penalty: alike, and not equal"),
        Misconception("straight", "early_stopping_filter", lambda curvatures, lr, steps: np.minimum(lr * curvatures * steps, 1.0),
                      "the way is taken for straight; each step goes a share of what is left"),
        Misconception("exponential", "early_stopping_filter", lambda curvatures, lr, steps: 1 - np.exp(-lr * curvatures * steps),
                      "this is the limit of small steps; a step of finite size leaves 1 − rate · curvature"),
        Misconception("best_creeps_down", "early_stopping",
                      _scan(lambda losses, epoch, best, delta: losses[epoch] < min(losses[:epoch]) - delta),
                      "any smaller loss becomes the one to beat; only an improvement by more than min_delta may lower it"),
    ),
)
