"""What is asked of weight decay, beside the step and inside the gradient."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SHAPES = ((4, 3), (3,), (2, 2, 3))


def _arrays(rng, shapes=SHAPES):
    return [rng.normal(size=shape) for shape in shapes]


def _both(rng, label="", shapes=SHAPES, lr=0.3, strength=0.7):
    params, others = _arrays(rng, shapes), _arrays(rng, shapes)
    return [call("weight_decay", params, others, lr, strength, label=label),
            call("weight_decay_in_gradient", params, others, strength, label=label and f"{label}, in the gradient")]


def _by_hand(rng):
    params = [np.array([[2.0]]), np.array([2.0])]
    return [call("weight_decay", params, [np.array([[-0.1]]), np.array([-0.1])], 0.1, 0.5, label="a weight of 2 and a bias of 2"),
            call("weight_decay_in_gradient", params, [np.array([[1.0]]), np.array([1.0])], 0.5, label="the same, in the gradient")]


def _random(rng):
    return [each for lr, strength in ((0.1, 2.0), (0.01, 0.3), (1.5, 0.2)) for each in _both(rng, f"rate {lr}, strength {strength}",
                                                                                             SHAPES, lr, strength)]


def _plain(answer, params, grads, lr, strength):
    """Ten steps of plain descent on given gradients, decayed beside the step and inside the gradient."""
    beside, inside = params, params
    for each in grads:
        beside = answer.weight_decay(beside, [-lr * g for g in each], lr, strength)
        inside = [w - lr * g for w, g in zip(inside, answer.weight_decay_in_gradient(inside, each, strength))]
    return {"beside the step": list(beside), "inside the gradient": list(inside)}


def _plain_walks(rng):
    return [call("weight_decay", _arrays(rng), [_arrays(rng) for _ in range(10)], lr, strength, driver=_plain,
                 label=f"ten steps of plain descent, rate {lr}, strength {strength}") for lr, strength in ((0.1, 0.5), (0.03, 4.0))]


def _agree(calls, values):
    for value in values:
        if not all(np.allclose(a, b, rtol=1e-9, atol=1e-12) for a, b in zip(value["beside the step"], value["inside the gradient"])):
            return "after ten steps of plain descent your two functions have led to different parameters"
    return None


def _adam(answer, params, grads, lr, strength, inside):
    """Ten steps of Adam on given gradients, with the decay inside the gradient or beside the step."""
    m, v = [0 * w for w in params], [0 * w for w in params]
    for t, each in enumerate(grads, start=1):
        each = answer.weight_decay_in_gradient(params, each, strength) if inside else each
        m = [0.9 * a + 0.1 * g for a, g in zip(m, each)]
        v = [0.99 * a + 0.01 * g * g for a, g in zip(v, each)]
        steps = [-lr * (a / (1 - 0.9**t)) / (np.sqrt(b / (1 - 0.99**t)) + 1e-8) for a, b in zip(m, v)]
        params = answer.weight_decay(params, steps, lr, 0.0 if inside else strength)
    return list(params)


def _adam_walks(rng):
    params, grads = _arrays(rng), [_arrays(rng) for _ in range(10)]
    return [call("weight_decay", params, grads, 0.1, 0.5, inside, driver=_adam,
                 label=f"ten steps of Adam, {'in the gradient' if inside else 'beside the step'}") for inside in (False, True)]


def _edges(rng):
    return [*_both(rng, "a strength of 0", strength=0.0), *_both(rng, "a single weight", ((1, 1),)), *_both(rng, "biases only", ((3,),
        (1,))),
            *_both(rng, "no parameters", ()), *_both(rng, "all of it in one step", ((2, 3), (2,)), 0.5, 2.0)]


def _unchanged(rng):
    return _both(rng)


def _beside(rule):
    """A variant of weight_decay from a rule (w, u, lr, strength) for an array that decays."""
    return lambda params, steps, lr, strength: [rule(w, u, lr, strength) if w.ndim >= 2 else w + u for w, u in zip(params, steps)]


def _inside(rule):
    """A variant of weight_decay_in_gradient from a rule (w, g, strength) for an array that decays."""
    return lambda params, grads, strength: [rule(w, g, strength) if w.ndim >= 2 else g.copy() for w, g in zip(params, grads)]


def _in_place(params, steps, lr, strength):
    for w, u in zip(params, steps):
        w *= 1 - lr * strength if w.ndim >= 2 else 1.0
        w += u
    return [w.copy() for w in params]


WEIGHT_DECAY = Sheet(
    checks=(
        Check("by hand", "The weight and the bias worked out in the book come out right.", "value", 1, _by_hand,
              by_hand=([np.array([[1.8]]), np.array([1.9])], [np.array([[2.0]]), np.array([1.0])])),
        Check("random parameters", "Weights of any shape decay, and arrays with one axis do not.", "reference", 2, _random,
              hint="a weight keeps 1 − rate · strength of itself; in the gradient the rate has no part"),
        Check("plain descent", "With plain descent both ways give the same parameters.", "property", 1, _plain_walks, holds=_agree,
              hint="put w − η (g + λ w) in the form (1 − η λ) w − η g"),
        Check("Adam", "Ten steps of Adam with either way arrive where they should.", "reference", 1, _adam_walks,
              hint="the decay beside the step is not touched by what Adam makes of the gradient"),
        Check("edges", "A strength of 0, a single weight, biases only and no parameters work.", "edge", 1, _edges,
              hint="it is the number of axes that decides, not the size"),
        Check("inputs unchanged", "Parameters, steps and gradients are not changed.", "unchanged", 1, _unchanged,
              hint="w *= … writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("rate_forgotten", "weight_decay", _beside(lambda w, u, lr, strength: (1 - strength) * w + u),
                      "a weight loses the strength times itself; the rate is missing"),
        Misconception("grows", "weight_decay", _beside(lambda w, u, lr, strength: (1 + lr * strength) * w + u),
                      "the sign is turned, so weights grow"),
        Misconception("decay_of_the_new_weight", "weight_decay", _beside(lambda w, u, lr, strength: (1 - lr * strength) * (w + u)),
                      "the step is decayed too: the weight before the step is to decay, and then the step is added"),
        Misconception("step_subtracted", "weight_decay", lambda params, steps, lr, strength: [
            ((1 - lr * strength) * w if w.ndim >= 2 else w) - u for w, u in zip(params, steps)],
                      "the step is subtracted; it is what the optimizer adds, so its sign is already right"),
        Misconception("biases_decay", "weight_decay", lambda params, steps, lr, strength: [
            (1 - lr * strength) * w + u for w, u in zip(params, steps)],
                "arrays with one axis decay too: biases and gains are to be left out"),
        Misconception("by_a_constant", "weight_decay", _beside(lambda w, u, lr, strength: w - lr * strength * np.sign(w) + u),
                      "every weight loses the same amount, which is the L1 penalty; it is to lose a share of itself"),
        Misconception("parameters_overwritten", "weight_decay", _in_place, "the caller's parameters are written over"),
        Misconception("halved", "weight_decay_in_gradient", _inside(lambda w, g, strength: g + strength * w / 2),
                      "the penalty's gradient is halved; the ½ of the penalty cancels the 2 of the derivative"),
        Misconception("penalty_subtracted", "weight_decay_in_gradient", _inside(lambda w, g, strength: g - strength * w),
                      "the penalty's gradient is subtracted, so descent makes the weights grow"),
        Misconception("biases_penalized", "weight_decay_in_gradient",
                      lambda params, grads, strength: [g + strength * w for w, g in zip(params, grads)],
                      "arrays with one axis are penalized too: biases and gains are to be left out"),
        Misconception("gradient_scaled", "weight_decay_in_gradient", _inside(lambda w, g, strength: (1 + strength) * g),
                      "the gradient is made larger; it is the weight that is to be added, times the strength"),
    ),
)
