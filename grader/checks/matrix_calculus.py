"""What is asked of numerical derivatives and the two chain rules."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

CENTRED = ("with h = 1e-5 a centred difference errs by about 1e-10, however it is written; a forward difference by 5e-6 "
           "times the second derivative, a point left one step away by 2e-5 times a mixed one")
CHAIN = "products in another order differ by rounding, a few units in the sixteenth digit"


# --- numerical_gradient ----------------------------------------------------------------------------

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


# --- numerical_jacobian ----------------------------------------------------------------------------

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


# --- chain_vectors ---------------------------------------------------------------------------------

def _chain(rng, *sizes, scale=1.0):
    jacobians = [rng.normal(scale=scale, size=(m, n)) for n, m in zip(sizes, sizes[1:], strict=False)]
    return jacobians, rng.normal(scale=scale, size=sizes[-1])


def _ask_chain(rng, *sizes, label="", scale=1.0):
    label = label or "vectors of sizes " + " → ".join(map(str, sizes))
    return call("chain_vectors", *_chain(rng, *sizes, scale=scale), label=label)


def _chain_shapes(rng):
    return [_ask_chain(rng, *sizes) for sizes in ((3, 2), (2, 4, 3), (5, 2, 3, 4))]


def _chain_by_hand(rng):
    J1, J2 = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, -1.0]]), np.array([[2.0, 0.0, 1.0], [1.0, 4.0, 0.0]])
    return [call("chain_vectors", [J1, J2], np.array([1.0, 10.0]), label="the chain of sizes 2 → 3 → 2")]


def _chain_pushed(rng):
    return [_ask_chain(rng, 4, 3, 5, 2), _ask_chain(rng, 3, 3, 3)]


def _agrees_with_pushing_forward(calls, values):
    for asked, g in zip(calls, values, strict=True):
        jacobians, dz = asked.args
        moves = np.eye(g.size)
        for J in jacobians:
            moves = J @ moves
        wrong = ~np.isclose(g, dz @ moves, rtol=1e-9, atol=1e-10)
        if wrong.any():
            return (f"a small move of number {int(np.flatnonzero(wrong)[0])} of the first vector, pushed forward "
                    "through the chain, changes z by another amount than the gradient says")
    return None


def _chain_random(rng):
    return [_ask_chain(rng, *sizes) for sizes in ((2, 5, 3), (6, 4, 2, 3), (1, 3, 2))]


def _chain_square(rng):
    J, dz = _chain(rng, 3, 3)
    return [_ask_chain(rng, 4, 4, 4), _ask_chain(rng, 3, 3, 3, 3),
            call("chain_vectors", [J[0] + J[0].T, *_chain(rng, 3, 3)[0]], dz, label="a symmetric Jacobian among square ones")]


def _chain_edges(rng):
    return [call("chain_vectors", [], rng.normal(size=3), label="no step between the first vector and z"),
            _ask_chain(rng, 4, 4, label="a single square Jacobian"),
            _ask_chain(rng, 3, 1, 4, label="a vector of size one in the middle"),
            _ask_chain(rng, 2, 3, 2, scale=1e3, label="numbers near 1000"),
            _ask_chain(rng, 2, 2, 2, 2, 2, 2, 2, label="a chain of seven vectors")]


def _chain_result_is_new(answer, jacobians, dz):
    g = answer.chain_vectors(jacobians, dz)
    g[...] = g + 1
    return g


def _chain_unchanged(rng):
    return [_ask_chain(rng, 3, 4, 2), _ask_chain(rng, 3, 3, 3),
            call("chain_vectors", [], rng.normal(size=3), driver=_chain_result_is_new,
                 label="an empty chain whose result is changed later")]


def _order_reversed(jacobians, dz):
    g = dz.copy()
    for J in jacobians:
        g = J.T @ g
    return g


def _transpose_forgotten(jacobians, dz):
    g = dz.copy()
    for J in reversed(jacobians):
        g = J @ g
    return g


def _pushed_forward(jacobians, dz):
    g = dz.copy()
    for J in jacobians:
        g = J @ g
    return g


def _upstream_forgotten(jacobians, dz):
    g = np.ones_like(dz)
    for J in reversed(jacobians):
        g = J.T @ g
    return g


def _element_by_element(jacobians, dz):
    g = dz.copy()
    for J in reversed(jacobians):
        g = J.T * g
    return g


def _only_diagonals(jacobians, dz):
    g = dz.copy()
    for J in reversed(jacobians):
        g = np.diag(J) * g
    return g


def _product_only(jacobians, dz):
    product = np.eye(dz.size)
    for J in reversed(jacobians):
        product = product @ J
    return product.T


def _dz_itself(jacobians, dz):
    for J in reversed(jacobians):
        dz = J.T @ dz
    return dz


CHAIN_VECTORS = Sheet(
    checks=(
        Check("shapes", "The gradient has the size of the first vector.", "shape", 1, _chain_shapes, why=CHAIN),
        Check("a chain by hand", "The chain 2 → 3 → 2 worked out in the book comes out right.", "value", 1,
              _chain_by_hand, by_hand=(np.array([15.0, 63.0]),)),
        Check("forward and backward", "The gradient foretells what a small move of the first vector does to z.",
              "property", 1, _chain_pushed, holds=_agrees_with_pushing_forward,
              hint="push one number of the first vector forward by hand and compare"),
        Check("random chains", "Chains of vectors of different sizes give the right gradient.", "reference", 2,
              _chain_random, why=CHAIN, hint="write the shape beside every factor: neighbours must agree"),
        Check("square Jacobians", "Where all vectors have one size, so that any order and any transpose runs, it is still right.",
              "reference", 1, _chain_square, why=CHAIN, hint="shapes cannot help here: which factor meets dz first?"),
        Check("edges", "Empty, short and long chains, a vector of size one and numbers near 1000 are handled.", "edge", 1,
              _chain_edges, why=CHAIN, hint="an empty chain leaves dz as it is"),
        Check("inputs unchanged", "Neither dz nor a Jacobian is changed, and the result is an array of its own.",
              "unchanged", 1, _chain_unchanged, why=CHAIN,
              hint="returning dz itself lets the caller's next change reach into it"),
    ),
    misconceptions=(
        Misconception("order_reversed", "chain_vectors", _order_reversed,
                      "the factors stand in forward order; dz belongs to the last vector, so it meets the last Jacobian first"),
        Misconception("transpose_forgotten", "chain_vectors", _transpose_forgotten,
                      "the Jacobians are not transposed: a column of J, not a row, gathers what one input does"),
        Misconception("pushed_forward", "chain_vectors", _pushed_forward,
                      "dz is pushed forward through the chain as if it were a move of the first vector"),
        Misconception("upstream_forgotten", "chain_vectors", _upstream_forgotten,
                      "the chain starts from ones instead of dz"),
        Misconception("element_by_element", "chain_vectors", _element_by_element,
                      "numbers are multiplied in place (*), and the sum over the outputs is missing"),
        Misconception("only_diagonals", "chain_vectors", _only_diagonals,
                      "only the diagonals of the Jacobians are used, as if every step worked number by number"),
        Misconception("product_only", "chain_vectors", _product_only,
                      "the product of the Jacobians is returned, and dz is never multiplied in"),
        Misconception("returns_dz_itself", "chain_vectors", _dz_itself,
                      "an empty chain returns the caller's own dz instead of a copy"),
    ),
)


# --- chain_matrix ----------------------------------------------------------------------------------

def _ask_matrix(rng, n, d_in, d_out, label="", scale=1.0):
    label = label or f"{n} samples, {d_in} inputs, {d_out} outputs"
    return call("chain_matrix", rng.normal(scale=scale, size=(n, d_in)), rng.normal(scale=scale, size=(n, d_out)),
                label=label)


def _matrix_shapes(rng):
    return [_ask_matrix(rng, *sizes) for sizes in ((4, 3, 2), (2, 3, 5), (5, 1, 4))]


def _matrix_by_hand(rng):
    return [call("chain_matrix", np.array([[1.0, 2.0], [0.0, -1.0], [4.0, 1.0]]), np.array([[3.0], [1.0], [-2.0]]),
                 label="the three samples of the book"),
            call("chain_matrix", np.array([[1.0, 2.0]]), np.array([[3.0, 4.0, 5.0]]), label="x = (1, 2), dy = (3, 4, 5)")]


def _matrix_parts(rng):
    X, dY = rng.normal(size=(5, 3)), rng.normal(size=(5, 4))
    return [call("chain_matrix", X[rows], dY[rows]) for rows in (slice(None), slice(0, 2), slice(2, None))]


def _samples_add_up(calls, values):
    whole, first, rest = values
    if np.allclose(whole, first + rest, rtol=1e-9, atol=1e-11):
        return None
    return "the gradients of two parts of a batch do not add up to the gradient of the batch"


def _matrix_random(rng):
    return [_ask_matrix(rng, *sizes) for sizes in ((6, 3, 4), (3, 5, 2), (2, 2, 3))]


def _matrix_square(rng):
    return [_ask_matrix(rng, 3, 3, 3), _ask_matrix(rng, 4, 3, 3), _ask_matrix(rng, 3, 3, 2), _ask_matrix(rng, 3, 2, 3)]


def _matrix_edges(rng):
    return [_ask_matrix(rng, 1, 3, 2, label="a single sample"), _ask_matrix(rng, 4, 1, 1, label="one input, one output"),
            _ask_matrix(rng, 3, 2, 4, scale=1e3, label="numbers near 1000"),
            call("chain_matrix", rng.normal(size=(3, 2)), np.zeros((3, 4)), label="dY = 0")]


def _matrix_unchanged(rng):
    return [_ask_matrix(rng, 4, 2, 3), _ask_matrix(rng, 3, 3, 3)]


def _scaled_matrix(X, dY):
    return X.T @ dY / len(X)


CHAIN_MATRIX = Sheet(
    checks=(
        Check("shapes", "dW has the shape of W: inputs along the rows, outputs along the columns.", "shape", 1,
              _matrix_shapes, why=CHAIN),
        Check("two matrices by hand", "The two gradients worked out in the book come out right.", "value", 1,
              _matrix_by_hand, by_hand=(np.array([[-5.0], [3.0]]), np.array([[3.0, 4.0, 5.0], [6.0, 8.0, 10.0]]))),
        Check("samples add up", "The gradient of a batch is the sum of the gradients of its parts.", "property", 1,
              _matrix_parts, holds=_samples_add_up,
              hint="every sample uses the same W, so every sample's share belongs into dW, undivided"),
        Check("random batches", "Random batches agree with the derivation.", "reference", 2, _matrix_random, why=CHAIN,
              hint="write out one entry of dW as a sum over the samples"),
        Check("square shapes", "Where shapes are square and cannot object, the gradient is still right.", "reference", 1,
              _matrix_square, why=CHAIN, hint="shapes cannot help here: follow one weight W[i, j] to the outputs it reaches"),
        Check("edges", "A single sample, one input and one output, dY = 0 and numbers near 1000 are handled.", "edge", 1,
              _matrix_edges, why=CHAIN),
        Check("inputs unchanged", "X and dY are not changed.", "unchanged", 1, _matrix_unchanged, why=CHAIN),
    ),
    misconceptions=(
        Misconception("transposed", "chain_matrix", lambda X, dY: dY.T @ X,
                      "this is the gradient of the transpose: outputs along the rows, as in the column form y = W x"),
        Misconception("mean_over_batch", "chain_matrix", _scaled_matrix,
                      "the sum over the samples is divided by their number; a mean in the loss is in dY already"),
        Misconception("last_sample_only", "chain_matrix", lambda X, dY: np.outer(X[-1], dY[-1]),
                      "only the last sample is left: each sample's share is assigned instead of added"),
        Misconception("batch_not_summed", "chain_matrix", lambda X, dY: X[:, :, None] * dY[:, None, :],
                      "one matrix for each sample is left: the sum over the samples is missing"),
        Misconception("summed_too_early", "chain_matrix", lambda X, dY: np.outer(X.sum(axis=0), dY.sum(axis=0)),
                      "X and dY are summed over the samples before they are multiplied, so samples mix"),
        Misconception("transpose_forgotten", "chain_matrix", lambda X, dY: X @ dY,
                      "X is not transposed: the sum runs over the inputs instead of the samples"),
        Misconception("element_by_element", "chain_matrix", lambda X, dY: X * dY,
                      "X and dY are multiplied number by number (*) instead of as matrices (@)"),
        Misconception("upstream_forgotten", "chain_matrix", lambda X, dY: X.T @ np.ones_like(dY),
                      "dW is made of x alone, as if ∂Y/∂W were a matrix of its own; dY never enters"),
    ),
)

SHEETS = {
    "numerical_gradient": NUMERICAL_GRADIENT,
    "numerical_jacobian": NUMERICAL_JACOBIAN,
    "chain_vectors": CHAIN_VECTORS,
    "chain_matrix": CHAIN_MATRIX,
}
