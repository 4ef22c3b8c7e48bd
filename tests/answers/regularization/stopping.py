"""Wrong and right answers: early_stopping."""

import math

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def patient(losses, patience, min_delta, better, limit=0, again=True):
    """A loop with the best loss and a counter; its three knobs make the wrong ones."""
    values = [float(loss) for loss in losses]
    best, where, waited = values[0], 0, 0
    for epoch in range(1, len(values)):
        if better(values[epoch], best, values[epoch - 1]):
            best, where, waited = values[epoch], epoch, 0 if again else waited
            continue
        waited += 1
        if waited >= patience + limit:
            return where, epoch, True
    return where, len(values) - 1, False


@right("regularization/early_stopping")
def early_stopping__counter(losses, patience, min_delta=0.0):
    """A counter and the best loss."""
    return patient(losses, patience, min_delta, lambda loss, best, before: loss < best - min_delta)


@right("regularization/early_stopping")
def early_stopping__recursive(losses, patience, min_delta=0.0):
    """From improvement to improvement."""
    best = 0
    while True:
        ahead = losses[best + 1:best + 1 + patience]
        better = np.flatnonzero(ahead < losses[best] - min_delta)
        if better.size:
            best += 1 + int(better[0])
        else:
            return best, min(best + patience, len(losses) - 1), len(ahead) == patience


@right("regularization/early_stopping")
def early_stopping_filter__steps(curvatures, lr, steps):
    """Step by step, from 0 towards 1."""
    gone = np.zeros(len(curvatures))
    for _ in range(steps):
        gone = gone + lr * curvatures * (1 - gone)
    return gone


@wrong("regularization/early_stopping", embodies="against_the_last_loss")
def early_stopping__pairs(losses, patience, min_delta=0.0):
    """Each with the one before."""
    return patient(losses, patience, min_delta, lambda loss, best, before: loss < before - min_delta)


@wrong("regularization/early_stopping", embodies="equal_is_better")
def early_stopping__or_equal(losses, patience, min_delta=0.0):
    """Not worse."""
    return patient(losses, patience, min_delta, lambda loss, best, before: not loss > best - min_delta)


@wrong("regularization/early_stopping", embodies="one_epoch_more")
def early_stopping__longer(losses, patience, min_delta=0.0):
    """More than the patience."""
    return patient(losses, patience, min_delta, lambda loss, best, before: loss < best - min_delta, limit=1)


@wrong("regularization/early_stopping", embodies="counter_never_set_back")
def early_stopping__in_all(losses, patience, min_delta=0.0):
    """Bad epochs altogether."""
    return patient(losses, patience, min_delta, lambda loss, best, before: loss < best - min_delta, again=False)


@wrong("regularization/early_stopping", embodies="min_delta_ignored")
def early_stopping__any_gain(losses, patience, min_delta=0.0):
    """Any gain counts."""
    return patient(losses, patience, 0.0, lambda loss, best, before: loss < best)


@wrong("regularization/early_stopping", embodies="min_delta_added")
def early_stopping__tolerant(losses, patience, min_delta=0.0):
    """A little worse is as good."""
    return patient(losses, patience, min_delta, lambda loss, best, before: loss < best + min_delta)


@wrong("regularization/early_stopping", embodies="highest")
def early_stopping__accuracy(losses, patience, min_delta=0.0):
    """As if it were an accuracy."""
    return patient(-np.asarray(losses), patience, min_delta, lambda loss, best, before: loss < best - min_delta)


@wrong("regularization/early_stopping", embodies="sees_the_future")
def early_stopping__global_minimum(losses, patience, min_delta=0.0):
    """The minimum of everything."""
    values = list(losses)
    return (values.index(min(values)), *early_stopping__counter(losses, patience, min_delta)[1:])


@wrong("regularization/early_stopping", embodies="keeps_the_last")
def early_stopping__where_it_stopped(losses, patience, min_delta=0.0):
    """The epoch of the stop."""
    _, last, stopped = early_stopping__counter(losses, patience, min_delta)
    return last, last, stopped


@wrong("regularization/early_stopping", embodies="losses_sorted")
def early_stopping__tidied(losses, patience, min_delta=0.0):
    """In place."""
    result = early_stopping__counter(losses, patience, min_delta)
    losses[:] = sorted(losses)
    return result


@wrong("regularization/early_stopping")
def early_stopping__at_the_first_rise(losses, patience, min_delta=0.0):
    """No patience at all: matches no misconception."""
    return early_stopping__counter(losses, 1, min_delta)


@wrong("regularization/early_stopping", embodies="way_left")
def early_stopping_filter__left(curvatures, lr, steps):
    """What is missing."""
    return np.power(1 - curvatures * lr, steps)


@wrong("regularization/early_stopping", embodies="ridge_filter")
def early_stopping_filter__ridge(curvatures, lr, steps):
    """With the strength 1/(ηk)."""
    return lr * steps * curvatures / (lr * steps * curvatures + 1)


@wrong("regularization/early_stopping", embodies="straight")
def early_stopping_filter__line(curvatures, lr, steps):
    """k times the first step."""
    return np.array([min(1.0, each * lr * steps) for each in curvatures.tolist()])


@wrong("regularization/early_stopping", embodies="exponential")
def early_stopping_filter__flow(curvatures, lr, steps):
    """Continuous time."""
    return np.array([-math.expm1(-each * lr * steps) for each in curvatures.tolist()])


@wrong("regularization/early_stopping")
def early_stopping_filter__one_step_more(curvatures, lr, steps):
    """k + 1 steps: matches no misconception."""
    return early_stopping_filter__steps(curvatures, lr, steps + 1)


@wrong("regularization/early_stopping", embodies="best_creeps_down")
def early_stopping__lowest_so_far(losses, patience, min_delta=0.0):
    """The lowest loss is kept, whether it counted or not."""
    best, lowest, waited = 0, float(losses[0]), 0
    for epoch, each in enumerate(losses.tolist()[1:], start=1):
        best, waited = (epoch, 0) if each < lowest - min_delta else (best, waited + 1)
        lowest = min(lowest, each)
        if waited >= patience:
            return best, epoch, True
    return best, len(losses) - 1, False
