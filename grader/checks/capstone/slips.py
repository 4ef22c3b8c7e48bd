"""What goes wrong when parts are put together: the capstone's stages with one line moved or one part exchanged."""

import numpy as np

from grader.reference.activations import softmax
from grader.reference.capstone import capstone, capstone_backward, capstone_forward, capstone_init, capstone_step


def swapped(parts, **others):
    """The parts, with some of them exchanged."""
    class Parts:
        pass

    for name in dir(parts):
        if not name.startswith("__"):
            setattr(Parts, name, staticmethod(getattr(parts, name)))
    for name, part in others.items():
        setattr(Parts, name, staticmethod(part))
    return Parts


def init_gaussian(parts, sizes, rng):
    return capstone_init(swapped(parts, he_init=lambda shape, rng: rng.normal(size=shape)), sizes, rng)


def gamma_zero(parts, sizes, rng):
    params, running = capstone_init(parts, sizes, rng)
    return [{**layer, **({"weight": np.zeros_like(layer["weight"])} if "weight" in layer else {})} for layer in params], running


def variance_zero(parts, sizes, rng):
    params, running = capstone_init(parts, sizes, rng)
    return params, [(mean, np.zeros_like(var)) for mean, var in running]


def always_training(parts, params, running, X, p=0.0, rng=None, training=False):
    def norm(X, mean, var, weight, bias, _):
        return parts.batch_norm(X, mean, var, weight, bias, True)

    return capstone_forward(swapped(parts, batch_norm=norm), params, running, X, p, rng, training)


def norm_after_relu(parts, params, running, X, p=0.0, rng=None, training=False):
    def norm(X, *rest):
        return parts.batch_norm(parts.relu(X), *rest)

    return capstone_forward(swapped(parts, batch_norm=norm, relu=lambda x: x), params, running, X, p, rng, training)


def running_forgotten(parts, params, running, X, p=0.0, rng=None, training=False):
    z, cache, _ = capstone_forward(parts, params, running, X, p, rng, training)
    return z, cache, running


def relu_at_the_output(parts, params, running, X, p=0.0, rng=None, training=False):
    z, cache, new = capstone_forward(parts, params, running, X, p, rng, training)
    return parts.relu(z), cache, new


def without(name, replacement):
    return lambda parts, params, cache, dz: capstone_backward(swapped(parts, **{name: replacement(parts)}), params, cache, dz)


def gate_by_z(parts, params, cache, dz):
    return capstone_backward(parts, params, [*({**kept, "B": kept["Z"]} for kept in cache[:-1]), cache[-1]], dz)


def moments_reset(parts, params, grads, moments, t, lr):
    return capstone_step(parts, params, grads, None, t, lr)


def step_always_first(parts, params, grads, moments, t, lr):
    return capstone_step(parts, params, grads, moments, 1, lr)


def weights_only(parts, params, grads, moments, t, lr):
    new, moments = capstone_step(parts, params, grads, moments, t, lr)
    return [{**old, "W": layer["W"]} for old, layer in zip(params, new)], moments


def fit(**others):
    """Training with parts exchanged; what makes them sees the true parts."""
    return lambda parts, *rest: capstone(swapped(parts, **{name: make(parts) for name, make in others.items()}), *rest)


def last_kept(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """Stops as it should, and keeps what the last epoch left."""
    def stop(losses, patience):
        _, last, stopped = parts.early_stopping(losses, patience)
        return last, last, stopped

    return capstone(swapped(parts, early_stopping=stop), X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience)


def never_stops(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    return capstone(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, epochs)


def no_shuffle(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    def in_order(order, batch_size, drop_last):
        return parts.minibatches(np.sort(order), batch_size, drop_last)

    return capstone(swapped(parts, minibatches=in_order), X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience)


def double_softmax(parts):
    return lambda z, t: parts.softmax_cross_entropy_backward(softmax(z), t)


def judged_on_training(parts, X, t, X_val, t_val, *rest):
    return capstone(parts, X, t, X, t, *rest)


def smallest_score(parts, params, running, X):
    return capstone_forward(parts, params, running, X)[0].argmin(axis=1)


def scores(parts, params, running, X):
    return softmax(capstone_forward(parts, params, running, X)[0])
