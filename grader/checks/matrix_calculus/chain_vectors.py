"""What is asked of the chain rule for vectors."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

CHAIN = "products in another order differ by rounding, a few units in the sixteenth digit"


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
