"""What is asked of batch normalization."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SHAPES = ((5, 3), (4, 4), (3, 1), (2, 3))
NAMES = {"forward": "batch_norm", "steps": "batch_norm_backward_steps", "backward": "batch_norm_backward",
         "inference": "batch_norm_inference_backward"}
X4 = np.array([[1.0, 0.0], [1.0, 6.0], [5.0, 0.0], [5.0, 6.0]])
DY4 = np.array([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0], [0.0, 0.0]])


def _batch(rng, shape):
    """X (n, d) with columns of different scale."""
    scale = np.exp(rng.normal(size=shape[1]))
    return rng.normal(size=shape) * scale + scale


def _given(rng, d):
    """Running mean and variance, γ and β, each (d,)."""
    return rng.normal(size=d), rng.uniform(0.3, 3, size=d), rng.normal(size=d) + 1.5, rng.normal(size=d)


def _by_hand(rng):
    start = (np.zeros(2), np.ones(2), np.array([1.0, 2.0]), np.array([0.0, 3.0]))
    return [call("batch_norm", X4, *start, True, 0.1, 0.0, label="training, ε = 0"),
            call("batch_norm_backward", DY4, X4, np.ones(2), 0.0, label="ε = 0")]


def _training(rng):
    return [call("batch_norm", _batch(rng, shape), *_given(rng, shape[1]), True, label=f"training, shape {shape}") for shape in SHAPES] + [
        call("batch_norm", _batch(rng, (4, 3)), *_given(rng, 3), True, momentum, eps, label=f"training, momentum {momentum}, ε = {eps}")
        for momentum, eps in ((0.3, 0.1), (1.0, 1.0))]


def _twelve_batches(answer, batches, mean, var, weight, bias):
    Y = None
    for X in batches:
        Y, mean, var = answer.batch_norm(X, mean, var, weight, bias, training=True)
    return Y, mean, var


def _stream(rng):
    mean, var, weight, bias = _given(rng, 3)
    batches = [_batch(rng, (2 + i % 3, 3)) for i in range(12)]
    return [call("batch_norm", batches, mean, var, weight, bias, driver=_twelve_batches, label="twelve batches of 2, 3 and 4")]


def _inference(rng):
    made = []
    for shape in ((4, 3), (3, 3), (1, 3)):
        X, (mean, var, weight, bias) = _batch(rng, shape), _given(rng, 3)
        made += [call("batch_norm", X, mean, var, weight, bias, label=f"inference, shape {shape}"),
                 call(NAMES["inference"], rng.normal(size=shape), X, mean, var, weight, label=f"inference, shape {shape}")]
    X, (mean, var, weight, bias) = _batch(rng, (3, 2)), _given(rng, 2)
    return [*made, call("batch_norm", X, mean, var, weight, bias, False, 0.1, 0.5, label="inference, ε = 0.5"),
            call(NAMES["inference"], rng.normal(size=(3, 2)), X, mean, var, weight, 0.5, label="inference, ε = 0.5")]


def _small_batches(rng):
    """One sample is refused in training; two are taken; a constant column is no 0/0."""
    given, pair = _given(rng, 3), _batch(rng, (2, 3))
    flat = _batch(rng, (4, 3))
    flat[:, 1], flat[:, 2] = 2.5, flat[:, 2] * 1e-3
    return [call("batch_norm", pair[:1], *given, True, label="a batch of one"), call("batch_norm", pair, *given, True,
        label="a batch of two"),
            call("batch_norm", flat, *given, True, label="a constant and a nearly constant column"),
            call(NAMES["backward"], rng.normal(size=(4, 3)), flat, given[2], label="the same columns"),
            call(NAMES["backward"], rng.normal(size=(2, 3)), pair, given[2], label="a batch of two")]


def _gradients(which):
    def calls(rng):
        cases = [(shape, {}) for shape in SHAPES] + [((4, 3), {"eps": 0.1})]
        return [call(NAMES[which], rng.normal(size=shape), _batch(rng, shape), rng.normal(size=shape[1]) + 1.5,
                     label=f"shape {shape}", **options) for shape, options in cases]
    return calls


def _unchanged(rng):
    X, dY, (mean, var, weight, bias) = _batch(rng, (3, 3)), rng.normal(size=(3, 3)), _given(rng, 3)
    return [call("batch_norm", X, mean, var, weight, bias, True), call("batch_norm", X, mean, var, weight, bias),
            call(NAMES["steps"], dY, X, weight), call(NAMES["backward"], dY, X, weight),
            call(NAMES["inference"], dY, X, mean, var, weight)]


def _refuse_one(X):
    if len(X) < 2:
        raise ValueError("a batch of one")


def _forward(root=lambda var, eps: np.sqrt(var + eps), axis=0, ddof=0, kept_ddof=1, look=lambda training: training,
             take=lambda training: training, mix=lambda old, new, a: (1 - a) * old + a * new, refuse=True):
    """A forward pass that differs in one place: which statistics are used, and which are kept."""
    def variant(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
        if training and refuse:
            _refuse_one(X)
        with np.errstate(all="ignore"):
            n = len(X)
            mean, kept = X.mean(axis=0), X.var(axis=0) * n / max(n - kept_ddof, 1)
            used = (X.mean(axis=axis, keepdims=True), X.var(axis=axis, keepdims=True) * n / max(n - ddof, 1))
            mean_used, var_used = used if look(training) else (running_mean, running_var)
            if take(training):
                running_mean, running_var = mix(running_mean, mean, momentum), mix(running_var, kept, momentum)
            return weight * (X - mean_used) / root(var_used, eps) + bias, running_mean, running_var
    return variant


def _in_place(X, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5):
    Y, mean, var = _forward()(X, running_mean, running_var, weight, bias, training, momentum, eps)
    if training:
        running_mean[...], running_var[...] = mean, var
    return Y, running_mean, running_var


def _backward(rule, scale=1.0, root_of=lambda var, eps: np.sqrt(var + eps)):
    """A backward pass whose dX is wrong, or whose parameters' gradients are scaled."""
    def variant(dY, X, weight, eps=1e-5):
        root = root_of(X.var(axis=0), eps)
        Xhat, G = (X - X.mean(axis=0)) / root, weight * dY
        by = 1 if scale == 1.0 else len(X)
        return rule(G, Xhat) / root, (dY * Xhat).sum(axis=0) / by, dY.sum(axis=0) / by
    return variant


def _right_dX(G, Xhat):
    return G - G.mean(axis=0) - Xhat * (G * Xhat).mean(axis=0)


def _over_features(dY, X, weight, eps=1e-5):
    root = np.sqrt(X.var(axis=1, keepdims=True) + eps)
    Xhat, G = (X - X.mean(axis=1, keepdims=True)) / root, weight * dY
    dX = (G - G.mean(axis=1, keepdims=True) - Xhat * (G * Xhat).mean(axis=1, keepdims=True)) / root
    return dX, (dY * Xhat).sum(axis=0), dY.sum(axis=0)


def _unjoined(dY, X, weight, eps=1e-5):
    root = np.sqrt(X.var(axis=0) + eps)
    Xhat, G = (X - X.mean(axis=0)) / root, weight * dY
    return {"dXhat": G, "dvar": -(G * Xhat).sum(axis=0) / (2 * root**2), "dmean": -G.sum(axis=0) / root, "dX": G / root}


def _as_in_training(dY, X, running_mean, running_var, weight, eps=1e-5):
    return _backward(_right_dX)(dY, X, weight, eps)


def _slip(function, name, variant, cause, erratum=None):
    return Misconception(name, NAMES[function], variant, cause, erratum)


BATCH_NORM = Sheet(
    checks=(
        Check("by hand", "Four samples with deviations 2 and 3 give the numbers of the exercise, forward and backward.", "value", 2,
              _by_hand, by_hand=((np.array([[-1.0, 1.0], [-1.0, 5.0], [1.0, 1.0], [1.0, 5.0]]), np.array([0.3, 0.3]),
                                  np.array([0.9 + 0.4 * 4 / 3, 2.1])),
                                 (np.array([[0.25, 0.0], [-0.25, 1 / 3], [0.0, 0.0], [0.0, -1 / 3]]), np.array([-1.0, 2.0]),
                                  np.array([1.0, 2.0])))),
        Check("training", "Random batches agree with the definition: the output, and both running statistics.", "reference", 2, _training,
              hint="the output takes the variance with 1/n, the running variance takes up the one with 1/(n − 1)"),
        Check("twelve batches", "After twelve batches of different sizes the running statistics are right.", "reference", 1, _stream,
              hint="each new value is (1 − momentum) of the old one, plus momentum of the batch's"),
        Check("inference", "In inference the running statistics are used, and stay as they are; so are the gradients.", "reference", 2,
              _inference, hint="in inference mean and variance are constants, and any batch size will do"),
        Check("small batches", "One sample raises a ValueError in training; two samples and constant columns come out right.", "edge", 1,
              _small_batches, hint="with one sample every feature is its own mean; ε stands inside the root"),
        Check("steps", "Each gradient along the intermediate variables is right.", "reference", 2, _gradients("steps"),
              hint="X reaches the loss on three ways: through X̂, the variance and the mean"),
        Check("closed form", "The gradients for X, γ and β are right.", "reference", 2, _gradients("backward"),
              hint="put the formula beside your lines: what runs over the samples, where γ stands, and where ε"),
        Check("inputs unchanged", "The arrays that you are given are not changed, the running statistics neither.", "unchanged", 1,
              _unchanged,
              hint="running_mean *= 0.9 writes into the caller's array"),
    ),
    misconceptions=(
        _slip("forward", "divides_by_variance", _forward(lambda var, eps: var + eps),
            "the division is by the variance, not by its root", 12),
        _slip("forward", "each_sample_by_itself", _forward(axis=1),
              "mean and variance are taken over the features of each sample; here they are taken over the samples, feature by feature"),
        _slip("forward", "running_statistics_in_training", _forward(look=lambda training: False),
              "the running statistics are used in training; there the batch's own belong"),
        _slip("forward", "batch_statistics_in_inference", _forward(look=lambda training: True),
              "the batch's statistics are used in inference, so that a sample's output depends on its company"),
        _slip("forward", "inference_moves_statistics", _forward(take=lambda training: True),
            "the running statistics move in inference too"),
        _slip("forward", "running_variance_biased", _forward(kept_ddof=0),
              "the running variance takes up the variance with 1/n; PyTorch's takes the one with 1/(n − 1)"),
        _slip("forward", "output_variance_unbiased", _forward(ddof=1), "the output is made with the variance that divides by n − 1"),
        _slip("forward", "momentum_reversed", _forward(mix=lambda old, new, a: a * old + (1 - a) * new),
              "momentum weighs the old statistics; here it weighs the new ones"),
        _slip("forward", "eps_outside_the_root", _forward(lambda var, eps: np.sqrt(var) + eps),
            "ε is added to the root; it belongs inside"),
        _slip("forward", "one_sample_taken", _forward(refuse=False), "a batch of one is accepted in training, and all that comes out is β"),
        _slip("forward", "overwrites_statistics", _in_place, "the caller's running statistics are changed in place"),
        _slip("backward", "statistics_taken_for_constants", _backward(lambda G, Xhat: G),
              "mean and variance are treated as constants, as in inference; in training they depend on X"),
        _slip("backward", "variance_taken_for_constant", _backward(lambda G, Xhat: G - G.mean(axis=0)),
              "the way through the variance is missing"),
        _slip("backward", "over_the_features", _over_features, "means are taken over the features; here they run over the samples"),
        _slip("backward", "parameters_averaged", _backward(_right_dX, scale=0.0),
              "dγ and dβ are averaged over the batch; a shared parameter collects a sum"),
        _slip("backward", "eps_outside_the_root_backward", _backward(_right_dX, root_of=lambda var, eps: np.sqrt(var) + eps),
              "ε is added to the root on the way back; it belongs inside"),
        _slip("steps", "ways_not_joined", _unjoined, "dX has the direct way only; dvar and dmean reach X as well"),
        _slip("inference", "as_in_training", _as_in_training,
            "the gradient goes through the batch's statistics, which inference does not use"),
    ),
)
