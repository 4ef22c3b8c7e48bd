"""What is asked of layer normalization."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SHAPES = ((4, 3), (3, 3), (5,), (1, 4), (2, 3, 4))
BY_HAND = np.array([[1.0, 1.0, 5.0, 5.0], [0.0, 6.0, 0.0, 6.0]])
UPSTREAM = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0]])
NAMES = {"forward": "layer_norm", "steps": "layer_norm_backward_steps", "backward": "layer_norm_backward"}


def _input(rng, shape):
    """x (..., d) with rows of different scale, γ and β (d,)."""
    rows = np.exp(rng.normal(size=(*shape[:-1], 1)))
    return rng.normal(size=shape) * rows + rows, rng.normal(size=shape[-1]) + 1.5, rng.normal(size=shape[-1])


def _upstream(rng, shape):
    """dy (..., d), x (..., d) and γ (d,)."""
    x, weight, _ = _input(rng, shape)
    return rng.normal(size=shape), x, weight


def _by_hand(rng):
    return [call("layer_norm", BY_HAND, np.array([1.0, 1.0, 1.0, 2.0]), np.array([0.0, 0.0, 0.0, 3.0]), 0.0, label="ε = 0"),
            call("layer_norm_backward", UPSTREAM, BY_HAND, np.ones(4), 0.0, label="ε = 0")]


def _forward(rng):
    return [call("layer_norm", *_input(rng, shape), label=f"shape {shape}") for shape in SHAPES] + [
        call("layer_norm", *_input(rng, (3, 4)), eps, label=f"ε = {eps}") for eps in (1e-2, 1.0)]


def _alone(rng):
    x, weight, bias = _input(rng, (3, 4))
    far = x.copy()
    far[1:] += 100 * rng.normal(size=(2, 4))
    return [call("layer_norm", x, weight, bias), call("layer_norm", far, weight, bias, label="other samples beside it"),
            call("layer_norm", x[0], weight, bias, label="the first sample alone")]


def _keeps_to_itself(calls, values):
    together, beside, alone = values
    for value, made in ((beside[0], calls[1]), (alone, calls[2])):
        if np.shape(value) != np.shape(together[0]) or not np.allclose(value, together[0], rtol=1e-9, atol=1e-12):
            return f"{made.label}: the first sample came out as {np.round(value, 4)}, among the others as {np.round(together[0], 4)}"
    return None


def _small(rng):
    x, weight, bias = _input(rng, (2, 4))
    rows = np.stack([np.full(4, 2.5), np.zeros(4), x[0] * 1e-3, x[1] * 1e3])
    dy = rng.normal(size=(4, 4))
    return [call("layer_norm", rows, weight, bias, label="constant rows, and rows scaled by 1e-3 and 1e3"),
            call("layer_norm_backward", dy, rows, weight, label="the same rows")]


def _backward(rng):
    return [call(NAMES["backward"], *_upstream(rng, shape), label=f"shape {shape}") for shape in SHAPES] + [
        call(NAMES["backward"], *_upstream(rng, (3, 4)), 0.1, label="ε = 0.1")]


def _steps(rng):
    return [call(NAMES["steps"], *_upstream(rng, shape), label=f"shape {shape}") for shape in SHAPES] + [
        call(NAMES["steps"], *_upstream(rng, (3, 4)), 0.1, label="ε = 0.1")]


def _unchanged(rng):
    x, weight, bias = _input(rng, (3, 4))
    dy = rng.normal(size=(3, 4))
    return [call("layer_norm", x, weight, bias), call(NAMES["steps"], dy, x, weight), call(NAMES["backward"], dy, x, weight)]


def _over(axis, root=lambda var, eps: np.sqrt(var + eps), ddof=0, centre=True):
    """A forward pass with another axis, another denominator, or the mean left in."""
    def variant(x, weight, bias, eps=1e-5):
        with np.errstate(all="ignore"):
            mean = x.mean(axis=axis, keepdims=True)
            square = ((x - mean) ** 2).sum(axis=axis, keepdims=True) if centre else (x**2).sum(axis=axis, keepdims=True)
            count = x.size if axis is None else x.shape[axis]
            return weight * (x - mean * centre) / root(square / max(count - ddof, 1), eps) + bias
    return variant


def _unscaled(x, weight, bias, eps=1e-5):
    return (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + eps)


def _overwriting(x, weight, bias, eps=1e-5):
    x -= x.mean(axis=-1, keepdims=True)
    return weight * x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + eps) + bias


def _parts(dy, x, weight, eps):
    """What the closed form is made of: g, x̂ and the root."""
    root = np.sqrt(x.var(axis=-1, keepdims=True) + eps)
    return weight * dy, (x - x.mean(axis=-1, keepdims=True)) / root, root


def _mean(a):
    return a.mean(axis=-1, keepdims=True)


def _samples(a):
    return a.reshape(-1, a.shape[-1]).sum(axis=0)


def _dx(rule):
    """A backward pass whose dx is wrong."""
    def variant(dy, x, weight, eps=1e-5):
        g, xhat, root = _parts(dy, x, weight, eps)
        return rule(g, xhat) / root, _samples(dy * xhat), _samples(dy)
    return variant


def _parameters(rule):
    """A backward pass whose dγ and dβ are wrong."""
    def variant(dy, x, weight, eps=1e-5):
        g, xhat, root = _parts(dy, x, weight, eps)
        return (g - _mean(g) - xhat * _mean(g * xhat)) / root, *rule(dy, xhat, x)
    return variant


def _unweighted(dy, x, weight, eps=1e-5):
    g, xhat, root = _parts(dy, x, 1.0, eps)
    return (g - _mean(g) - xhat * _mean(g * xhat)) / root, _samples(dy * xhat), _samples(dy)


def _step_slip(dvar=1.0, joined=True):
    """The steps with a wrong factor, or without joining the ways."""
    def variant(dy, x, weight, eps=1e-5):
        g, xhat, root = _parts(dy, x, weight, eps)
        d = x.shape[-1]
        by_var = -dvar * (g * xhat).sum(axis=-1, keepdims=True) / (2 * root**2)
        by_mean = -g.sum(axis=-1, keepdims=True) / root
        ways = (2 / d * xhat * root * by_var + by_mean / d) if joined else 0.0
        return {"dxhat": g, "dvar": by_var, "dmean": by_mean, "dx": g / root + ways}
    return variant


def _slip(function, name, variant, cause, erratum=None):
    return Misconception(name, NAMES[function], variant, cause, erratum)


LAYER_NORM = Sheet(
    checks=(
        Check("by hand", "Two rows with deviations 2 and 3 give the numbers of the exercise, forward and backward.", "value", 2, _by_hand,
              by_hand=(np.array([[-1.0, -1.0, 1.0, 5.0], [-1.0, 1.0, -1.0, 5.0]]),
                       (np.array([[0.25, -0.25, 0.0, 0.0], [0.0, 1 / 3, 0.0, -1 / 3]]), np.array([-1.0, 2.0, 0.0, 0.0]),
                        np.array([1.0, 2.0, 0.0, 0.0])))),
        Check("random samples", "Random samples of any shape (..., d) agree with the definition, for any ε.", "reference", 2, _forward,
              hint="mean and variance over the last axis, both kept as axes of length 1"),
        Check("a sample alone", "A sample comes out the same alone, in a batch, and beside samples far away.", "property", 1, _alone,
              holds=_keeps_to_itself, hint="no number of one sample may enter the mean of another"),
        Check("small deviations", "Constant rows, and rows of a very small or very large scale, come out finite and right.", "edge", 1,
              _small,
              hint="ε is added to the variance, inside the root"),
        Check("steps", "Each gradient along the intermediate variables is right.", "reference", 2, _steps,
              hint="x reaches the loss on three ways: through x̂, the variance and the mean"),
        Check("closed form", "The gradients for x, γ and β are right.", "reference", 2, _backward,
              hint="γ and β are shared by all samples: their gradients are sums over samples"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="x -= mean writes into the caller's array"),
    ),
    misconceptions=(
        _slip("forward", "over_the_batch", lambda x, weight, bias, eps=1e-5: _over(0)(np.atleast_2d(x), weight, bias, eps).reshape(x.shape),
              "mean and variance are taken for each feature over the samples; here each sample has its own, over its features", 29),
        _slip("forward", "over_everything", _over(None),
            "one mean and one variance are taken for the whole array; each sample has its own"),
        _slip("forward", "divides_by_variance", _over(-1, lambda var, eps: var + eps), "the division is by the variance, not by its root"),
        _slip("forward", "eps_outside_the_root", _over(-1, lambda var, eps: np.sqrt(var) + eps),
            "ε is added to the root; it belongs inside"),
        _slip("forward", "eps_missing", _over(-1, lambda var, eps: np.sqrt(var)), "ε is not there: a constant row is 0/0"),
        _slip("forward", "sample_variance", _over(-1, ddof=1), "the variance divides by d − 1; here it divides by d"),
        _slip("forward", "not_centred", _over(-1, centre=False), "the mean is not subtracted"),
        _slip("forward", "scale_and_shift_ignored", _unscaled, "γ and β make no difference"),
        _slip("forward", "overwrites_input", _overwriting, "the caller's x is centred in place"),
        _slip("backward", "statistics_taken_for_constants", _dx(lambda g, xhat: g),
              "mean and variance are treated as constants; they depend on x too"),
        _slip("backward", "mean_taken_for_constant", _dx(lambda g, xhat: g - xhat * _mean(g * xhat)),
            "the way through the mean is missing"),
        _slip("backward", "variance_taken_for_constant", _dx(lambda g, xhat: g - _mean(g)), "the way through the variance is missing"),
        _slip("backward", "scale_missing", _unweighted, "γ is missing in dx"),
        _slip("backward", "parameters_from_x", _parameters(lambda dy, xhat, x: (_samples(dy * x), _samples(dy))),
              "dγ is taken with x; γ multiplied the normalized x̂"),
        _slip("backward", "parameters_averaged", _parameters(
            lambda dy, xhat, x: (_samples(dy * xhat) * x.shape[-1] / x.size, _samples(dy) * x.shape[-1] / x.size)),
              "dγ and dβ are averaged over the samples; a shared parameter collects a sum"),
        _slip("steps", "variance_without_half", _step_slip(dvar=2.0), "the ½ of the root's derivative is missing in dvar"),
        _slip("steps", "ways_not_joined", _step_slip(joined=False), "dx has the direct way only; dvar and dmean reach x as well"),
    ),
)
