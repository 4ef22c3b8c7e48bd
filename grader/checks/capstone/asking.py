"""Requests for the capstone's stages, and the drivers that run beside the answer.

The answer's functions get the components that they are built from as an argument.  The book's travel with each
request as text; where the answer has its own, named ``my_relu`` for ``relu``, that one is used in its place.
"""

import ast
import builtins
import inspect
import textwrap
from functools import cache
from pathlib import Path

import numpy as np

from grader.checks.kit import call
from grader.reference.capstone import capstone_forward
from grader.reference.capstone.parts import PARTS, book_parts

DIGITS = Path(__file__).resolve().parents[3] / "book" / "data" / "digits.npz"


@cache
def book():
    """The source of the book's parts and of what they call, without the words; the notebook has it, too, packed."""
    found, waiting = {}, list(PARTS)
    while waiting:
        function = waiting.pop()
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        tree.body[0].body = tree.body[0].body[1:] if ast.get_docstring(tree.body[0]) else tree.body[0].body
        found[function.__name__] = ast.unparse(tree)
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - set(found) - set(dir(builtins))
        waiting += [value for name in sorted(names) if inspect.isfunction(value := function.__globals__.get(name))]
    return "\n\n".join(found.values())


def _my(answer, scope):
    """The parts of a scope, with the answer's own in the places of those for which it has one."""
    class Parts:
        pass

    for name, part in scope.items():
        if callable(part):
            setattr(Parts, name, staticmethod(getattr(answer, f"my_{name}", part)))
    return Parts


@cache
def _beside():
    """What travels with every request: the book's parts, and how the answer's own take their places."""
    return f"{book()}\n\n{inspect.getsource(_my)}"


def _staged(answer, stage, source, *arguments, **settings):
    """Run one stage; what is called seed is a generator there."""
    scope = {"np": np, "math": math}  # noqa: F821 - beside the answer there is math
    exec(source, scope)
    if "rng" in settings:
        settings["rng"] = np.random.default_rng(settings["rng"]["seed"])
    arguments = [np.random.default_rng(value["seed"]) if isinstance(value, dict) and set(value) == {"seed"} else value
                 for value in arguments]
    return getattr(answer, stage)(scope.pop("_my")(answer, scope), *arguments, **settings)


def _ask(stage, *arguments, label="", **settings):
    return call(stage, stage, _beside(), *arguments, driver=_staged, label=label, **settings)


def _classified(answer, source, X, t, X_val, t_val, sizes, seed, epochs, X_test):
    """Classes of digits that were not trained on, from the answer's own loop, and its losses."""
    scope = {"np": np, "math": math}  # noqa: F821 - beside the answer there is math
    exec(source, scope)
    parts = scope.pop("_my")(answer, scope)
    rng = np.random.default_rng(seed)
    params, running, losses = answer.capstone(parts, X, t, X_val, t_val, sizes, rng, epochs, 25, 0.02, 0.1, 5)
    return answer.capstone_predict(parts, params, running, X_test), losses


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


def inits(rng):
    return [_ask("capstone_init", sizes, _seed(rng), label=f"layers {sizes}") for sizes in ([5, 4, 3], [6, 5, 4, 3], [4, 2])]


def forwards(rng):
    found = []
    for sizes, n in (((5, 4, 3), 6), ((4, 6, 5, 2), 8)):
        params, running = _network(rng, *sizes)
        X = rng.normal(size=(n, sizes[0]))
        found += [_ask("capstone_forward", params, running, X, 0.3, _seed(rng), True, label=f"training, layers {list(sizes)}"),
                  _ask("capstone_forward", params, running, X, label=f"inference, layers {list(sizes)}")]
    params, running = _network(rng, 4, 3, 2)
    X = rng.normal(size=(5, 4))
    return [*found,
            _ask("capstone_forward", params, running, X, 0.3, _seed(rng), False, label="inference, with a generator at hand"),
            _ask("capstone_forward", params, running, X, label="training, p as it is", rng=_seed(rng), training=True)]


def backwards(rng):
    found = []
    for sizes, n in (((5, 4, 3), 6), ((4, 6, 5, 2), 8), ((3, 2), 4)):
        params, running = _network(rng, *sizes)
        cache = capstone_forward(book_parts(), params, running, rng.normal(size=(n, sizes[0])), 0.3, rng, True)[1]
        found.append(_ask("capstone_backward", params, cache, rng.normal(size=(n, sizes[-1])), label=f"layers {list(sizes)}"))
    return found


def steps(rng):
    params, _ = _network(rng, 4, 3, 2)
    moments = [{name: (rng.normal(size=w.shape), rng.uniform(0.1, 1, size=w.shape)) for name, w in layer.items()} for layer in params]
    return [_ask("capstone_step", params, _like(rng, params), None, 1, 0.01, label="the first step"),
            _ask("capstone_step", params, _like(rng, params), moments, 7, 0.05, label="step 7")]


def fits(rng):
    found = []
    for sizes, n, epochs, batch_size in (([4, 5, 3], 16, 3, 5), ([3, 6, 4, 2], 13, 2, 4)):
        X, t = _groups(rng, n, sizes[0], sizes[-1])
        X_val, t_val = _groups(rng, 12, sizes[0], sizes[-1])
        found.append(_ask("capstone", X, t, X_val, t_val, sizes, _seed(rng), epochs, batch_size, 0.02, 0.2, epochs,
                          label=f"{n} samples in batches of {batch_size}"))
    return found


def patience(rng):
    found = []
    for patience in (1, 2):
        X, t = _groups(rng, 12, 3, 2)
        X_val, t_val = _groups(rng, 15, 3, 2)
        t_val[:5] = t_val[:5, ::-1]
        found.append(_ask("capstone", X, t, X_val, t_val, [3, 8, 2], _seed(rng), 10, 4, 0.02, 0.0, patience,
                          label=f"a validation loss that falls and rises, patience {patience}"))
    return found


def predictions(rng):
    found = []
    for sizes in ((5, 4, 3), (3, 2)):
        params, running = _network(rng, *sizes)
        found.append(_ask("capstone_predict", params, running, 2 * rng.normal(size=(9, sizes[0])), label=f"layers {list(sizes)}"))
    params = [{"W": np.zeros((2, 3)), "b": np.array([1.0, 2.0, 2.0])}]
    return [*found, _ask("capstone_predict", params, [], rng.normal(size=(3, 2)), label="a tie")]


def digits(rng):
    with np.load(DIGITS) as data:
        order = rng.permutation(len(data["labels"]))
        X, t = data["images"][order] / 16.0, np.eye(10)[data["labels"][order]]
    return [call("capstone", _beside(), X[:300], t[:300], X[300:400], t[300:400], [64, 20, 10],
                 int(rng.integers(2**31)), 5, X[400:800], driver=_classified, label="300 handwritten digits, five epochs")]


def digits_hold(calls, values):
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


def unchanged(rng):
    params, running = _network(rng, 4, 3, 2)
    X = rng.normal(size=(6, 4))
    cache = capstone_forward(book_parts(), params, running, X, 0.3, rng, True)[1]
    return [_ask("capstone_forward", params, running, X, 0.3, _seed(rng), True, label="forward"),
            _ask("capstone_backward", params, cache, rng.normal(size=(6, 2)), label="backward"),
            _ask("capstone_step", params, _like(rng, params), None, 1, 0.01, label="a step")]
