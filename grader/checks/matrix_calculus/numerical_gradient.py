"""What is asked of the numerical gradient."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

CENTRED = ("with h = 1e-5 a centred difference errs by about 1e-10, however it is written; a forward difference by 5e-6 "
           "times the second derivative, a point left one step away by 2e-5 times a mixed one")


def _gradient(answer, name, x, **step):
    functions = {
        "x₁² + 3 x₁ x₂": lambda x: x[0] ** 2 + 3 * x[0] * x[1],
        "x + x²": lambda x: (x + x**2).sum(),
        "form": lambda x: (x**2).sum() + (x.ravel() * np.roll(x.ravel(), 1)).sum(),
        "wave": lambda x: np.exp(np.sin(x)).sum() * np.cos(x.sum() / 2),
        "logsumexp": lambda x: np.log(np.exp(x).sum()),
        "bent": lambda x: ((1000 * x) ** 3).sum(),
    }
    return answer.numerical_gradient(functions[name], x, **step)


def _gradient_watched(answer, x):
    start, moves = x.copy(), []

    def f(z):
        moves.append(np.ravel(z - start))
        return np.sin(z).sum()

    answer.numerical_gradient(f, x)
    moves = np.reshape(moves, (-1, x.size))
    return {"most": int((np.abs(moves) > 1e-7).sum(axis=1).max(initial=0)),
            "up": (moves > 1e-7).any(axis=0), "down": (moves < -1e-7).any(axis=0)}


def _ask_gradient(name, x, label="", **step):
    return call("numerical_gradient", name, x, driver=_gradient, label=label, **step)


def _gradient_shapes(rng):
    return [_ask_gradient("wave", rng.normal(size=shape), f"x of shape {shape}") for shape in ((4,), (2, 3), (2, 1, 3))]


def _gradient_by_hand(rng):
    return [_ask_gradient("x₁² + 3 x₁ x₂", np.array([1.0, 2.0]), "x₁² + 3 x₁ x₂ at (1, 2)"),
            _ask_gradient("x + x²", np.array([1.0]), "x + x² at 1 with h = 1", h=1.0)]


def _gradient_random(rng):
    return [_ask_gradient(name, rng.normal(size=shape), f"x of shape {shape}")
            for name, shape in (("wave", (5,)), ("form", (3, 4)), ("logsumexp", (3, 3)))]


def _gradient_steps(rng):
    return [_ask_gradient("wave", rng.normal(size=3), "h = 0.5", h=0.5),
            _ask_gradient("form", rng.normal(size=(2, 2)), "h = 0.25", h=0.25),
            _ask_gradient("bent", np.zeros(3), "a function so bent that the default h shows"),
            _ask_gradient("bent", rng.normal(scale=1e-4, size=3), "a function so bent that the default h shows")]


def _gradient_questions(rng):
    return [call("numerical_gradient", rng.normal(size=(2, 3)), driver=_gradient_watched)]


def _one_number_at_a_time(calls, values):
    asked = values[0]
    if asked["most"] > 1:
        return f"f was asked at a point where {asked['most']} numbers of x had moved at once"
    for side in ("up", "down"):
        if not asked[side].all():
            missed = int(np.flatnonzero(~asked[side])[0])
            return f"f was never asked at a point where number {missed} of x alone had moved {side}"
    return None


def _gradient_edges(rng):
    return [_ask_gradient("form", rng.integers(-4, 5, size=4), "x of integers"),
            _ask_gradient("wave", np.array([[2, -1, 3], [0, 1, -2]]), "x of integers"),
            _ask_gradient("wave", rng.normal(size=1), "a single number"),
            _ask_gradient("wave", 100 * rng.normal(size=3), "numbers near 100"),
            _ask_gradient("wave", np.zeros((2, 2)), "x = 0")]


def _gradient_unchanged(rng):
    return [_ask_gradient("wave", rng.normal(size=(3, 4)))]


def _forward_gradient(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + step) - f(x)) / h for step in steps]).reshape(x.shape)


def _one_h_gradient(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + step) - f(x - step)) / h for step in steps]).reshape(x.shape)


def _no_way_back_gradient(f, x, h=1e-5):
    x, g = x.astype(float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        up = f(x)
        x[i] -= 2 * h
        g[i] = (up - f(x)) / (2 * h)
    return g


def _writing_gradient(f, x, h=1e-5):
    x, g = np.asarray(x, dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        up = f(x)
        x[i] -= 2 * h
        g[i] = (up - f(x)) / (2 * h)
        x[i] += h
    return g


def _integer_gradient(f, x, h=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
    return g


def _all_moved_gradient(f, x, h=1e-5):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


def _own_h_gradient(f, x, h=1e-5):
    return _writing_gradient(f, x.astype(float), 1e-5)


def _flat_gradient(f, x, h=1e-5):
    return _writing_gradient(f, x.astype(float), h).ravel()


NUMERICAL_GRADIENT = Sheet(
    checks=(
        Check("shapes", "The gradient has the shape of x, whatever that is.", "shape", 1, _gradient_shapes,
              rtol=1e-7, atol=1e-8, why=CENTRED),
        Check("two gradients by hand", "The two gradients worked out in the book come out right.", "value", 1,
              _gradient_by_hand, by_hand=(np.array([8.0, 3.0]), np.array([3.0])), rtol=1e-7, atol=1e-8, why=CENTRED),
        Check("random points", "At random points the slope along every single number of x is right.", "reference", 2,
              _gradient_random, rtol=1e-7, atol=1e-8, why=CENTRED,
              hint="write out the formula for one number of x and compare"),
        Check("step h", "The step is h: the given one, or 1e-5 if none is given.", "reference", 1, _gradient_steps,
              rtol=1e-8, atol=1e-10, hint="both points, and the denominator, must use the argument h",
              why="these functions bend so much that the step decides the value; rounding is below 1e-11"),
        Check("one number at a time", "f is asked on both sides of x along each number, with all others in their place.",
              "property", 1, _gradient_questions, holds=_one_number_at_a_time,
              hint="every question must start again from x itself"),
        Check("edges", "Integers, zeros, a single number and numbers near 100 give right gradients.", "edge", 1,
              _gradient_edges, rtol=1e-7, atol=1e-8, why=CENTRED,
              hint="a step of 1e-5 must not be lost in x's own type of number"),
        Check("x unchanged", "The array x is not changed, not even in its last digit.", "unchanged", 1,
              _gradient_unchanged, rtol=1e-7, atol=1e-8, why=CENTRED, hint="x[i] += h writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("forward_difference", "numerical_gradient", _forward_gradient,
                      "a forward difference, from x to x + h, where the centred one goes from x − h to x + h"),
        Misconception("step_not_doubled", "numerical_gradient", _one_h_gradient,
                      "the difference over two steps is divided by one step"),
        Misconception("not_restored", "numerical_gradient", _no_way_back_gradient,
                      "a number of x that was moved is not put back before the next one moves"),
        Misconception("writes_into_x", "numerical_gradient", _writing_gradient,
                      "the caller's array is moved in place, and does not come back to its last digit"),
        Misconception("integer_steps", "numerical_gradient", _integer_gradient,
                      "the step is added inside an array of integers, which cuts it off"),
        Misconception("all_at_once", "numerical_gradient", _all_moved_gradient,
                      "all numbers of x move at once, which gives one slope for all of them together"),
        Misconception("own_step", "numerical_gradient", _own_h_gradient, "a fixed step is used instead of the argument h"),
        Misconception("flat_gradient", "numerical_gradient", _flat_gradient,
                      "the gradient is left as one long row instead of taking the shape of x"),
    ),
)
