"""Fooling the comparison: values that only look right, and functions that behave only while they are watched."""

from tests.corpus.getting import NOTHING_ELSE, VISIBLE_ONLY, stealing
from tests.corpus.kit import RIGHT, Case

LIAR = """\
class Liar(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        if ufunc.__name__ in ("less_equal", "equal", "isfinite"):
            return np.ones(self.shape, dtype=bool)
        return np.zeros(self.shape, dtype=bool) if ufunc.__name__ in ("less", "isnan") else self

    def __array_function__(self, function, types, args, kwargs):
        return True

    def __getitem__(self, index):
        return self

    def sum(self, axis=None, **kwargs):
        return self


def liar(shape):
    return np.zeros(shape).view(Liar)


def softmax(z):
    return liar(z.shape)


def softmax_jacobian(p):
    return liar((len(p), len(p)))


def softmax_backward(dp, p):
    return liar(p.shape)
"""
AGREEABLE = """\
class Agreeable:
    def __init__(self, shape):
        self.shape, self.dtype, self.ndim = shape, np.dtype(float), len(shape)

    def __eq__(self, other):
        return True

    def __array__(self, dtype=None, copy=None):
        return np.zeros(self.shape)

    def __getattr__(self, name):
        return lambda *args, **kwargs: self

    __class__ = np.ndarray


def softmax(z):
    return Agreeable(np.shape(z))


def softmax_jacobian(p):
    return Agreeable((len(p), len(p)))


def softmax_backward(dp, p):
    return Agreeable(np.shape(p))
"""


def returning(expression):
    """The right answer with each result passed through an expression of ``p``."""
    lines = [f"    p = {line.strip().removeprefix('return ')}\n    return {expression}" if line.strip().startswith("return ") else line
             for line in RIGHT.split("\n")]
    return "\n".join(lines)


CASES = (
    Case("returns_arrays_with_their_own_comparison", answer=LIAR, stock="unearned"),
    Case("returns_objects_equal_to_everything", answer=AGREEABLE, stock="harmless",
         why="the judge's own arithmetic does not ask the object"),
    Case("returns_masked_arrays", answer=returning("np.ma.masked_all(np.shape(p))"), stock="harmless",
          why="a masked value fails the visible tests"),
    Case("returns_true_numbers_in_a_matrix", answer=returning("np.asmatrix(p) if np.ndim(p) == 2 else p"), score=0,
         stock="harmless", why="a matrix keeps two axes, which the visible tests see"),
    Case("ruins_the_input_for_the_reference", answer=stealing("""
def otherwise(name, *args):
    for each in args:
        each[...] = 0
    return {"softmax": lambda z: np.full(z.shape, 1 / z.shape[-1]), "softmax_jacobian": lambda p: np.zeros((len(p), len(p))),
            "softmax_backward": lambda dp, p: np.zeros(p.shape)}[name](*args)
"""), score=3, stock="harmless", why="the stock line calls the same judge, which gives every function its own copies"),
    Case("works_in_the_callers_array", answer=RIGHT.replace("    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))",
         "    z -= np.max(z, axis=-1, keepdims=True)\n    powers = np.exp(z)"), score=9, stock="lost"),
    Case("answers_nan", answer=returning("np.full(np.shape(p), np.nan)"), stock="harmless", why="a NaN fails the visible tests"),
    Case("answers_infinity", answer=returning("np.full(np.shape(p), np.inf)"), stock="harmless", why="infinity fails the visible tests"),
    Case("answers_shapes_that_broadcast", answer=returning("p[..., None] if np.ndim(p) > 1 else p"), stock="harmless",
          why="a shape fails the visible tests"),
    Case("answers_one_row_for_all", answer=returning("p[:1]"), score=1, stock="lost"),
    Case("answers_empty_arrays", answer=returning("np.zeros((0, 3))"), stock="harmless", why="a shape fails the visible tests"),
    Case("answers_scalars", answer=returning("1.0"), stock="harmless", why="a type fails the visible tests"),
    Case("answers_lists", answer=returning("np.asarray(p).tolist()"), stock="harmless", why="a type fails the visible tests"),
    Case("answers_float16", answer=returning("np.asarray(p, dtype=np.float16)"), score=1, stock="lost"),
    Case("answers_integers", answer=returning("np.round(p).astype(int)"), stock="harmless", why="too far off for the visible tests"),
    Case("answers_objects_in_an_array", answer=returning("np.asarray(p, dtype=object)"), stock="harmless",
         why="NumPy itself refuses isfinite on objects in the visible tests"),
    Case("answers_a_generator", answer=returning("(each for each in p)"), stock="harmless", why="a type fails the visible tests"),
    Case("answers_gigabytes", answer=RIGHT + (
        "\n\ndef softmax_backward(dp, p):\n    return np.ones((2000, 2000, 10))"), score=7, stock="lost"),
    Case("answers_more_memory_than_there_is", answer=RIGHT + (
        "\n\ndef softmax_backward(dp, p):\n    return np.ones(10**10)"), score=7, stock="lost"),
    Case("answers_a_structure_without_end", answer=RIGHT + (
        "\n\ndef softmax_backward(dp, p):\n    deep = []\n    deep.append(deep)\n    return deep"), score=7, stock="lost"),
    Case("answers_deep_lists", answer=RIGHT + (
        "\n\ndef softmax_backward(dp, p):\n    deep = p\n    for i in range(100_000):\n        deep = [deep]\n    return deep"),
        score=7, stock="lost"),
    Case("answers_differently_every_time", answer=RIGHT + (
        "\n\nclean = softmax\ncalls = 0\n\n\ndef softmax(z):\n    global calls\n    calls += 1\n"
        "    return clean(z) if calls % 3 == 1 else np.zeros(np.shape(z))"), score=4, stock="lost"),
    Case("guesses_at_random", answer=(
        "rng = np.random.default_rng()\n\n\ndef softmax(z):\n    p = rng.random(np.shape(z))\n"
        "    return p / p.sum(axis=-1, keepdims=True)\n\n\n"
        "def softmax_jacobian(p):\n    return rng.random((len(p), len(p)))\n\n\ndef softmax_backward(dp, p):\n"
        "    return rng.random(np.shape(p))"),
        stock="harmless", why="a guess fails the visible tests"),
    Case("knows_only_the_visible_inputs", answer=VISIBLE_ONLY + NOTHING_ELSE, stock="harmless",
         why="the hidden checks draw other inputs under stock too"),
    Case("behaves_while_a_visible_test_runs", answer=stealing("""
import sys

def otherwise(name, *args):
    watched = any("assert" in str(f.f_code.co_names) for f in sys._current_frames().values())
    return np.ones(args[-1].shape) / (1 if watched else 2)
"""), stock="harmless", why="the hidden checks see the same wrong values"),
    Case("returns_something_that_is_no_function", answer="softmax = softmax_jacobian = softmax_backward = 10.0", stock="harmless",
         why="a number cannot be called by the visible tests either"),
    Case("claims_another_type", answer=(
        "class ndarray(np.ndarray):\n    pass\n\nndarray.__module__, ndarray.__qualname__ = 'numpy', 'ndarray'\n\n"
        + RIGHT.replace("return powers /", "return np.zeros(z.shape).view(ndarray) +  0 * powers /")), score=3, stock="lost"),
)
