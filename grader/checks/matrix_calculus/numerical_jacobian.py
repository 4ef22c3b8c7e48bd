"""What is asked of the numerical Jacobian."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call
from grader.checks.matrix_calculus.numerical_gradient import CENTRED


def _jacobian(answer, name, x, A, **step):
    functions = {
        "(x₁ x₂, x₁ + 2 x₂, x₂²)": lambda x: np.array([x[0] * x[1], x[0] + 2 * x[1], x[1] ** 2]),
        "A x": lambda x: A @ x,
        "tanh(A x)": lambda x: np.tanh(A @ x),
        "softmax": lambda x: np.exp(x) / np.exp(x).sum(),
        "bent": lambda x: (1000 * (A @ x)) ** 3,
    }
    return answer.numerical_jacobian(functions[name], x, **step)


def _jacobian_and_direction(answer, x, A, v):
    def f(x):
        return np.tanh(A @ x) + x[0] * x

    step = 1e-5 * v
    along = (f(x + step) - f(x - step)) / 2e-5
    return {"J": answer.numerical_jacobian(f, x), "along": along}


def _ask_jacobian(name, x, A=None, label="", **step):
    return call("numerical_jacobian", name, x, A, driver=_jacobian, label=label, **step)


def _jacobian_shapes(rng):
    return [_ask_jacobian("tanh(A x)", rng.normal(size=n), rng.normal(size=(m, n)), f"{n} inputs and {m} outputs")
            for m, n in ((2, 3), (4, 2), (3, 3))]


def _jacobian_by_hand(rng):
    return [_ask_jacobian("(x₁ x₂, x₁ + 2 x₂, x₂²)", np.array([2.0, 5.0]), label="(x₁ x₂, x₁ + 2 x₂, x₂²) at (2, 5)")]


def _jacobian_directions(rng):
    return [call("numerical_jacobian", *(rng.normal(size=shape) for shape in (4, (4, 4), 4)),
                 driver=_jacobian_and_direction)]


def _directions_agree(calls, values):
    v = calls[0].args[2]
    J, along = values[0]["J"], values[0]["along"]
    if np.allclose(J @ v, along, rtol=1e-6, atol=1e-7):
        return None
    return "a small move of x along a direction v does not change f by J v"


def _jacobian_random(rng):
    return [_ask_jacobian("tanh(A x)", rng.normal(size=3), rng.normal(size=(5, 3)), "3 inputs and 5 outputs"),
            _ask_jacobian("A x", rng.normal(size=4), rng.normal(size=(2, 4)), "4 inputs and 2 outputs"),
            _ask_jacobian("A x", rng.normal(size=3), rng.normal(size=(3, 3)), "as many outputs as inputs"),
            _ask_jacobian("softmax", rng.normal(size=4), label="a symmetric Jacobian")]


def _jacobian_steps(rng):
    return [_ask_jacobian("tanh(A x)", rng.normal(size=3), rng.normal(size=(2, 3)), "h = 0.5", h=0.5),
            _ask_jacobian("bent", np.zeros(3), np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]]),
                          "a function so bent that the default h shows"),
            _ask_jacobian("bent", rng.normal(scale=1e-4, size=2), rng.normal(size=(3, 2)),
                          "a function so bent that the default h shows")]


def _jacobian_edges(rng):
    return [_ask_jacobian("tanh(A x)", np.array([1, -2, 0]), rng.normal(scale=0.3, size=(2, 3)), "x of integers"),
            _ask_jacobian("tanh(A x)", rng.normal(size=4), rng.normal(size=(1, 4)), "a single output"),
            _ask_jacobian("tanh(A x)", rng.normal(size=1), rng.normal(size=(3, 1)), "a single input"),
            _ask_jacobian("A x", 100 * rng.normal(size=2), rng.normal(size=(3, 2)), label="numbers near 100")]


def _jacobian_unchanged(rng):
    return [_ask_jacobian("tanh(A x)", rng.normal(size=6), rng.normal(size=(3, 6)))]


def _columns(f, x, h):
    return np.array([(f(x + step) - f(x - step)) / (2 * h) for step in h * np.eye(x.size)])


def _forward_jacobian(f, x, h=1e-5):
    return np.array([(f(x + step) - f(x)) / h for step in h * np.eye(x.size)]).T


def _moving_jacobian(f, x, h, back):
    columns = []
    for j in range(x.size):
        x[j] += h
        up = f(x)
        x[j] -= 2 * h
        columns.append((up - f(x)) / (2 * h))
        x[j] += back * h
    return np.array(columns).T


def _integer_jacobian(f, x, h=1e-5):
    columns = []
    for j in range(x.size):
        up, down = x.copy(), x.copy()
        up[j] += h
        down[j] -= h
        columns.append((f(up) - f(down)) / (2 * h))
    return np.array(columns).T


def _all_moved_jacobian(f, x, h=1e-5):
    return np.outer((f(x + h) - f(x - h)) / (2 * h), np.ones(x.size))


def _square_jacobian(f, x, h=1e-5):
    J = np.zeros((x.size, x.size))
    J.T[...] = _columns(f, x, h)
    return J


NUMERICAL_JACOBIAN = Sheet(
    checks=(
        Check("shapes", "m outputs and n inputs make a Jacobian of shape (m, n).", "shape", 1, _jacobian_shapes,
              rtol=1e-7, atol=1e-8, why=CENTRED),
        Check("a Jacobian by hand", "The Jacobian worked out in the book comes out right.", "value", 1,
              _jacobian_by_hand, by_hand=(np.array([[5.0, 2.0], [1.0, 2.0], [0.0, 10.0]]),),
              rtol=1e-7, atol=1e-8, why=CENTRED),
        Check("directions", "Moving x a little along any direction v changes f by J v.", "property", 1,
              _jacobian_directions, holds=_directions_agree,
              rtol=1e-7, atol=1e-8, why=CENTRED,
              hint="which index of J counts the outputs, and which the inputs?"),
        Check("random points", "At random points every entry is right, also for square Jacobians.", "reference", 2,
              _jacobian_random, rtol=1e-7, atol=1e-8, why=CENTRED,
              hint="move one input and look where its effects on the outputs are stored"),
        Check("step h", "The step is h: the given one, or 1e-5 if none is given.", "reference", 1, _jacobian_steps,
              rtol=1e-8, atol=1e-10, hint="both points, and the denominator, must use the argument h",
              why="these functions bend so much that the step decides the value; rounding is below 1e-11"),
        Check("edges", "Integers, a single input or output and numbers near 100 give right Jacobians.", "edge", 1,
              _jacobian_edges, rtol=1e-7, atol=1e-8, why=CENTRED, hint="a single row or column is still a matrix"),
        Check("x unchanged", "The array x is not changed, not even in its last digit.", "unchanged", 1,
              _jacobian_unchanged, rtol=1e-7, atol=1e-8, why=CENTRED, hint="x[j] += h writes into the caller's array"),
    ),
    misconceptions=(
        Misconception("transposed", "numerical_jacobian", lambda f, x, h=1e-5: _columns(f, x, h),
                      "rows and columns are exchanged: what input j does to all outputs belongs into column j"),
        Misconception("stacked", "numerical_jacobian", lambda f, x, h=1e-5: _columns(f, x, h).T.ravel(),
                      "all entries stand in one long vector, which nothing can be multiplied by"),
        Misconception("outputs_summed", "numerical_jacobian", lambda f, x, h=1e-5: _columns(f, x, h).sum(axis=1),
                      "the outputs are added up first, so that one gradient is left of m"),
        Misconception("always_square", "numerical_jacobian", _square_jacobian,
                      "as many outputs as inputs are taken for granted"),
        Misconception("forward_difference", "numerical_jacobian", _forward_jacobian,
                      "a forward difference, from x to x + h, where the centred one goes from x − h to x + h"),
        Misconception("step_not_doubled", "numerical_jacobian", lambda f, x, h=1e-5: 2 * _columns(f, x, h).T,
                      "the difference over two steps is divided by one step"),
        Misconception("not_restored", "numerical_jacobian",
                      lambda f, x, h=1e-5: _moving_jacobian(f, x.astype(float), h, back=0),
                      "an input that was moved is not put back before the next one moves"),
        Misconception("writes_into_x", "numerical_jacobian",
                      lambda f, x, h=1e-5: _moving_jacobian(f, np.asarray(x, dtype=float), h, back=1),
                      "the caller's array is moved in place, and does not come back to its last digit"),
        Misconception("integer_steps", "numerical_jacobian", _integer_jacobian,
                      "the step is added inside an array of integers, which cuts it off"),
        Misconception("all_at_once", "numerical_jacobian", _all_moved_jacobian,
                      "all inputs move at once, so that every column is the same"),
        Misconception("own_step", "numerical_jacobian", lambda f, x, h=1e-5: _columns(f, x, 1e-5).T,
                      "a fixed step is used instead of the argument h"),
    ),
)
