"""What is asked of the capstone, stage by stage.

The answer's functions get the components that they are built from as an argument.  The book's travel with each
request as text; where the answer has its own, and ``own_parts`` names it, that one is used in its place.
"""

import ast
import builtins
import inspect
import textwrap
from functools import cache
from pathlib import Path

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.reference import capstone
from grader.reference.capstone import (
    capstone_backward,
    capstone_fit,
    capstone_forward,
    capstone_init,
    capstone_step,
)

DIGITS = Path(__file__).resolve().parents[2] / "book" / "data" / "digits.npz"
ROUNDING = "sums of products in another order differ by rounding, which some dozens of steps enlarge"


@cache
def _book():
    """The source of the book's parts and of what they call, without the words."""
    found, waiting = {}, list(capstone.PARTS)
    while waiting:
        function = waiting.pop()
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        tree.body[0].body = tree.body[0].body[1:] if ast.get_docstring(tree.body[0]) else tree.body[0].body
        found[function.__name__] = ast.unparse(tree)
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - set(found) - set(dir(builtins))
        waiting += [value for name in names if inspect.isfunction(value := function.__globals__.get(name))]
    return "\n\n".join(found.values())


def _staged(answer, stage, book, *arguments):
    """Run one stage with the book's parts, or the answer's own where it names them."""
    scope = {"np": np, "math": math}  # noqa: F821 - beside the answer there is math
    exec(book, scope)
    own = list(answer.own_parts()) if hasattr(answer, "own_parts") else []

    class Parts:
        pass

    for name, part in scope.items():
        if callable(part):
            setattr(Parts, name, staticmethod(getattr(answer, name) if name in own else part))
    arguments = [np.random.default_rng(value["seed"]) if isinstance(value, dict) and set(value) == {"seed"} else value
                 for value in arguments]
    return getattr(answer, stage)(Parts, *arguments)


def _ask(stage, *arguments, label=""):
    return call(stage, stage, _book(), *arguments, driver=_staged, label=label)


def _digits_driver(answer, stage, book, X, t, X_val, t_val, sizes, seed, epochs, X_test):
    """Classes of digits that were not trained on, from the answer's own loop."""
    scope = {"np": np, "math": math}  # noqa: F821 - beside the answer there is math
    exec(book, scope)
    own = list(answer.own_parts()) if hasattr(answer, "own_parts") else []

    class Parts:
        pass

    for name, part in scope.items():
        if callable(part):
            setattr(Parts, name, staticmethod(getattr(answer, name) if name in own else part))
    rng = np.random.default_rng(seed)
    params, running, losses = answer.capstone_fit(Parts, X, t, X_val, t_val, sizes, rng, epochs, 20, 0.02, 0.1, 5)
    return answer.capstone_predict(Parts, params, running, X_test), losses


# --- inputs ------------------------------------------------------------------------------------------


def _network(rng, *sizes):
    """Parameters and running statistics as after some training: nothing is 0 or 1."""
    params, running = [], []
    for a, b in zip(sizes[:-1], sizes[1:]):
        params.append({"W": rng.normal(size=(a, b)), "b": rng.normal(size=b)})
    for layer, size in zip(params[:-1], sizes[1:-1]):
        layer["weight"], layer["bias"] = rng.uniform(0.5, 2, size=size), rng.normal(size=size)
        running.append((rng.normal(size=size), rng.uniform(0.5, 2, size=size)))
    return params, running


def _like(rng, params):
    return [{name: rng.normal(size=w.shape) for name, w in layer.items()} for layer in params]


def _seed(rng):
    return {"seed": int(rng.integers(2**31))}


def _groups(rng, n, d, k):
    t = np.arange(n) % k
    return rng.normal(size=(n, d)) + 2 * np.eye(k, d)[t], np.eye(k)[t]


def _inits(rng):
    return [_ask("capstone_init", sizes, _seed(rng), label=f"layers {sizes}") for sizes in ([5, 4, 3], [6, 5, 4, 3], [4, 2])]


def _forwards(rng):
    found = []
    for sizes, n in (((5, 4, 3), 6), ((4, 6, 5, 2), 8), ((3, 2), 4)):
        params, running = _network(rng, *sizes)
        X = rng.normal(size=(n, sizes[0]))
        found += [_ask("capstone_forward", params, running, X, 0.3, _seed(rng), True, label=f"training, layers {list(sizes)}"),
                  _ask("capstone_forward", params, running, X, label=f"inference, layers {list(sizes)}")]
    return found


def _backwards(rng):
    found = []
    for sizes, n in (((5, 4, 3), 6), ((4, 6, 5, 2), 8), ((3, 2), 4)):
        params, running = _network(rng, *sizes)
        cache = capstone_forward(capstone.book_parts(), params, running, rng.normal(size=(n, sizes[0])), 0.3, rng, True)[1]
        found.append(_ask("capstone_backward", params, cache, rng.normal(size=(n, sizes[-1])), label=f"layers {list(sizes)}"))
    return found


def _steps(rng):
    params, _ = _network(rng, 4, 3, 2)
    moments = [{name: (rng.normal(size=w.shape), rng.uniform(0.1, 1, size=w.shape)) for name, w in layer.items()} for layer in params]
    return [_ask("capstone_step", params, _like(rng, params), None, 1, 0.01, label="the first step"),
            _ask("capstone_step", params, _like(rng, params), moments, 7, 0.05, label="step 7")]


def _fits(rng):
    found = []
    for sizes, n, epochs, batch_size in (([4, 5, 3], 21, 4, 5), ([3, 6, 4, 2], 16, 3, 4)):
        X, t = _groups(rng, n, sizes[0], sizes[-1])
        X_val, t_val = _groups(rng, 12, sizes[0], sizes[-1])
        found.append(_ask("capstone_fit", X, t, X_val, t_val, sizes, _seed(rng), epochs, batch_size, 0.02, 0.2, epochs,
                          label=f"{n} samples in batches of {batch_size}"))
    return found


def _patience(rng):
    found = []
    for patience in (1, 2, 3):
        X, t = _groups(rng, 12, 3, 2)
        X_val, t_val = _groups(rng, 15, 3, 2)
        t_val[:5] = t_val[:5, ::-1]
        found.append(_ask("capstone_fit", X, t, X_val, t_val, [3, 8, 2], _seed(rng), 10, 4, 0.02, 0.0, patience,
                          label=f"a validation loss that falls and rises, patience {patience}"))
    return found


def _predictions(rng):
    found = []
    for sizes in ((5, 4, 3), (3, 2)):
        params, running = _network(rng, *sizes)
        found.append(_ask("capstone_predict", params, running, 2 * rng.normal(size=(9, sizes[0])), label=f"layers {list(sizes)}"))
    params = [{"W": np.zeros((2, 3)), "b": np.array([1.0, 2.0, 2.0])}]
    return [*found, _ask("capstone_predict", params, [], rng.normal(size=(3, 2)), label="a tie")]


def _digits(rng):
    with np.load(DIGITS) as data:
        order = rng.permutation(len(data["labels"]))
        X, t = data["images"][order] / 16.0, np.eye(10)[data["labels"][order]]
    return [call("capstone_fit", "capstone_fit", _book(), X[:300], t[:300], X[300:400], t[300:400], [64, 24, 10],
                 int(rng.integers(2**31)), 5, X[400:800], driver=_digits_driver, label="300 handwritten digits, five epochs")]


def _digits_hold(calls, values):
    """At least 80 of 100 unseen digits are right."""
    with np.load(DIGITS) as data:
        images, labels = data["images"] / 16.0, data["labels"].astype(int)
    known = {image.tobytes(): label for image, label in zip(images, labels)}
    for asked, value in zip(calls, values):
        if not (isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], np.ndarray) and value[0].shape == (400,)):
            return "there is not one class for each of the 400 unseen digits"
        right = float((value[0] == np.array([known[image.tobytes()] for image in asked.args[-1]])).mean())
        if right < 0.8:
            return f"only {right:.0%} of the unseen digits are right after five epochs; 80 % and more are within reach"
    return None


def _unchanged(rng):
    params, running = _network(rng, 4, 3, 2)
    X = rng.normal(size=(6, 4))
    cache = capstone_forward(capstone.book_parts(), params, running, X, 0.3, rng, True)[1]
    return [_ask("capstone_forward", params, running, X, 0.3, _seed(rng), True, label="forward"),
            _ask("capstone_backward", params, cache, rng.normal(size=(6, 2)), label="backward"),
            _ask("capstone_step", params, _like(rng, params), None, 1, 0.01, label="a step")]


# --- what goes wrong -----------------------------------------------------------------------------------


def _swapped(parts, **others):
    """The parts, with some of them exchanged."""
    class Parts:
        pass

    for name in dir(parts):
        if not name.startswith("__"):
            setattr(Parts, name, staticmethod(getattr(parts, name)))
    for name, part in others.items():
        setattr(Parts, name, staticmethod(part))
    return Parts


def _init_gaussian(parts, sizes, rng):
    return capstone_init(_swapped(parts, he_init=lambda shape, rng: rng.normal(size=shape)), sizes, rng)


def _gamma_zero(parts, sizes, rng):
    params, running = capstone_init(parts, sizes, rng)
    return [{**layer, **({"weight": np.zeros_like(layer["weight"])} if "weight" in layer else {})} for layer in params], running


def _variance_zero(parts, sizes, rng):
    params, running = capstone_init(parts, sizes, rng)
    return params, [(mean, np.zeros_like(var)) for mean, var in running]


def _always_training(parts, params, running, X, p=0.0, rng=None, training=False):
    def norm(X, mean, var, weight, bias, _):
        return parts.batch_norm(X, mean, var, weight, bias, True)

    return capstone_forward(_swapped(parts, batch_norm=norm), params, running, X, p, rng, training)


def _norm_after_relu(parts, params, running, X, p=0.0, rng=None, training=False):
    A, cache, new = X, [], []
    for layer, (mean, var) in zip(params[:-1], running):
        Z = parts.linear(A, layer["W"], layer["b"])
        B, mean, var = parts.batch_norm(parts.relu(Z), mean, var, layer["weight"], layer["bias"], training)
        dropped, factor = parts.dropout(B, p, rng, training)
        cache.append({"A": A, "Z": Z, "B": B, "factor": factor})
        A = dropped
        new.append((mean, var))
    return parts.linear(A, params[-1]["W"], params[-1]["b"]), [*cache, {"A": A}], new


def _running_forgotten(parts, params, running, X, p=0.0, rng=None, training=False):
    z, cache, _ = capstone_forward(parts, params, running, X, p, rng, training)
    return z, cache, running


def _relu_at_the_output(parts, params, running, X, p=0.0, rng=None, training=False):
    z, cache, new = capstone_forward(parts, params, running, X, p, rng, training)
    return parts.relu(z), cache, new


def _without(name, replacement):
    return lambda parts, params, cache, dz: capstone_backward(_swapped(parts, **{name: replacement(parts)}), params, cache, dz)


def _gate_by_z(parts, params, cache, dz):
    dA, dW, db = parts.linear_backward(dz, cache[-1]["A"], params[-1]["W"])
    grads = [{"W": dW, "b": db}]
    for layer, kept in zip(params[-2::-1], cache[-2::-1]):
        dB = parts.relu_backward(parts.dropout_backward(dA, kept["factor"]), kept["Z"])
        dZ, dweight, dbias = parts.batch_norm_backward(dB, kept["Z"], layer["weight"])
        dA, dW, db = parts.linear_backward(dZ, kept["A"], layer["W"])
        grads.insert(0, {"W": dW, "b": db, "weight": dweight, "bias": dbias})
    return grads


def _moments_reset(parts, params, grads, moments, t, lr):
    return capstone_step(parts, params, grads, None, t, lr)


def _step_always_first(parts, params, grads, moments, t, lr):
    return capstone_step(parts, params, grads, moments, 1, lr)


def _weights_only(parts, params, grads, moments, t, lr):
    new, moments = capstone_step(parts, params, grads, moments, t, lr)
    return [{**old, "W": layer["W"]} for old, layer in zip(params, new)], moments


def _fit(**others):
    """Training with parts exchanged; what makes them sees the true parts."""
    return lambda parts, *rest: capstone_fit(_swapped(parts, **{name: make(parts) for name, make in others.items()}), *rest)


def _last_kept(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    """Stops as it should, and keeps what the last epoch left."""
    def stop(losses, patience):
        _, last, stopped = parts.early_stopping(losses, patience)
        return last, last, stopped

    return capstone_fit(_swapped(parts, early_stopping=stop), X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience)


def _never_stops(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    return capstone_fit(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, epochs)


def _no_shuffle(parts, X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience):
    def in_order(order, batch_size, drop_last):
        return parts.minibatches(np.sort(order), batch_size, drop_last)

    return capstone_fit(_swapped(parts, minibatches=in_order), X, t, X_val, t_val, sizes, rng, epochs, batch_size, lr, p, patience)


def _double_softmax(parts):
    def soft(z):
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    return lambda z, t: parts.softmax_cross_entropy_backward(soft(z), t)


def _judged_on_training(parts, X, t, X_val, t_val, *rest):
    return capstone_fit(parts, X, t, X, t, *rest)


def _smallest_score(parts, params, running, X):
    return capstone_forward(parts, params, running, X)[0].argmin(axis=1)


def _scores(parts, params, running, X):
    z = capstone_forward(parts, params, running, X)[0]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


CAPSTONE = Sheet(
    checks=(
        Check("start", "Weights are drawn layer by layer by he_init; γ and the running variance begin at 1, all else at 0.", "reference", 1,
              _inits, hint="draw one weight matrix after the other, the first layer's first; the last layer has no batch norm"),
        Check("forward", "Scores, what is kept, running statistics and classes are right, in training and in inference.", "reference", 4,
              lambda rng: [*_forwards(rng), *_predictions(rng)],
              hint="linear, batch norm, ReLU, dropout in each hidden layer, and one more linear layer"),
        Check("backward", "All gradients are right, for none, one and two hidden layers.", "reference", 3, _backwards,
              hint="the same parts in the opposite order, each with what its forward line had"),
        Check("a step", "Each parameter has its own two moments, and all share the number of the step.", "reference", 2, _steps,
              hint="the moments are zero before the first step only"),
        Check("training", "Weights, running statistics and validation losses agree after some epochs.", "reference", 3, _fits, rtol=1e-6,
              atol=1e-9, why=ROUNDING,
              hint="a new order for every epoch, a rate for every step, and the number of the step from 1 for Adam"),
        Check("early stopping", "Training ends when patience does, and goes back to the best epoch.", "reference", 2, _patience, rtol=1e-6,
              atol=1e-9, why=ROUNDING, hint="keep what every epoch left, and return that of the best"),
        Check("digits", "Five epochs on 300 handwritten digits classify most unseen ones rightly.", "property", 2, _digits,
              holds=_digits_hold, hint="look at the validation loss after each epoch: does it fall?"),
        Check("inputs unchanged", "Parameters, statistics and data are not changed.", "unchanged", 1, _unchanged,
              hint="make new dicts, new lists and new arrays"),
    ),
    misconceptions=(
        Misconception("plain_normal_weights", "capstone_init", _init_gaussian,
                      "the weights have deviation 1, whatever the number of inputs: use the part he_init"),
        Misconception("gamma_zero", "capstone_init", _gamma_zero, "γ begins at 0, and then every hidden unit is silent"),
        Misconception("variance_zero", "capstone_init", _variance_zero, "the running variance begins at 0; it begins at 1"),
        Misconception("batch_statistics_in_inference", "capstone_forward", _always_training,
                      "in inference batch norm still uses the batch's own mean and variance: pass training on"),
        Misconception("norm_after_the_activation", "capstone_forward", _norm_after_relu,
                      "batch norm stands after the activation; here it stands between the linear layer and ReLU"),
        Misconception("running_statistics_forgotten", "capstone_forward", _running_forgotten,
                      "the running statistics that came in are returned, not the new ones"),
        Misconception("activation_at_the_output", "capstone_forward", _relu_at_the_output, "the last layer has no activation"),
        Misconception("dropout_not_passed_back", "capstone_backward", _without("dropout_backward", lambda parts: lambda dy, factor: dy),
                      "the gradient does not pass through dropout's factor"),
        Misconception("norm_not_passed_back", "capstone_backward", _without(
            "batch_norm_backward", lambda parts: lambda dY, X, weight: (weight * dY, *parts.batch_norm_backward(dY, X, weight)[1:])),
            "the gradient is only scaled by γ; mean and variance depend on the samples, too"),
        Misconception("gate_by_the_wrong_input", "capstone_backward", _gate_by_z,
                      "ReLU's gate is taken from batch norm's input; ReLU saw its output"),
        Misconception("moments_forgotten", "capstone_step", _moments_reset, "the moments begin at zero in every step"),
        Misconception("step_number_stuck", "capstone_step", _step_always_first, "the number of the step is always 1"),
        Misconception("only_weights_step", "capstone_step", _weights_only, "only the weight matrices are stepped; b, γ and β learn, too"),
        Misconception("last_epoch_kept", "capstone_fit", _last_kept, "the last epoch's parameters are returned, not the best epoch's"),
        Misconception("patience_ignored", "capstone_fit", _never_stops, "training goes on to the last epoch, whatever the patience"),
        Misconception("not_shuffled", "capstone_fit", _no_shuffle,
            "the batches come in the order of the data, not in that of the permutation"),
        Misconception("second_softmax", "capstone_fit", _fit(softmax_cross_entropy_backward=_double_softmax),
                      "the scores pass through a softmax before the loss, which has one of its own"),
        Misconception("constant_rate", "capstone_fit", _fit(cosine_decay=lambda parts: lambda t, lr, T_max: lr),
                      "the rate stays what it was at the first step"),
        Misconception("judged_on_training_data", "capstone_fit", _judged_on_training,
                      "the validation loss is measured on the training samples"),
        Misconception("lowest_score_wins", "capstone_predict", _smallest_score, "the class with the lowest score is chosen"),
        Misconception("probabilities_returned", "capstone_predict", _scores, "probabilities are returned; classes are asked for"),
    ),
)

SHEETS = {"capstone": CAPSTONE}
