"""What is asked of the four scores."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

SIZES = ((3, 4, 5), (4, 4, 4), (1, 5, 2), (5, 1, 3))  # queries, keys, features
WIDTHS = ((3, 4, 2, 5, 6), (3, 3, 3, 3, 3), (2, 5, 4, 4, 3), (1, 2, 3, 1, 1))  # queries, keys, features of each, hidden units
BOOK_QUERIES, BOOK_KEYS = np.array([[1.0, 2.0, 0.0, 1.0], [0.0, 1.0, -1.0, 2.0]]), np.array([[2.0, 1.0, 4.0, 0.0]])
UNCHANGED = "an in-place operation such as *= writes into the caller's array"


def _pair(rng, m, n, d):
    return rng.normal(size=(m, d)), rng.normal(size=(n, d))


def _additive(rng, m, n, d, e, h):
    """Queries, keys, and the weights of a network that looks at both."""
    return rng.normal(size=(m, d)), rng.normal(size=(n, e)), rng.normal(size=(e, h)), rng.normal(size=(d, h)), rng.normal(size=h)


def _bilinear(rng, m, n, d, e, h):
    return rng.normal(size=(m, d)), rng.normal(size=(n, e)), rng.normal(size=(e, d))


def _each(name, make, sizes):
    """Calls of one score, for inputs of several sizes."""
    def calls(rng):
        return [call(name, *make(rng, *size), label=f"{size[0]} queries, {size[1]} keys, "
                     + (f"{size[2]} features" if len(size) == 3 else f"{size[2]} and {size[3]} features")) for size in sizes]
    return calls


def _unchanged(name, make, size):
    return Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1,
                 lambda rng: [call(name, *make(rng, *size))], hint=UNCHANGED)


def _shapes(name, make, sizes):
    return Check("shapes", "There is one score for each query and each key: queries down, keys across.", "shape", 1,
                 _each(name, make, sizes[:2]))


# --- dot_score ---------------------------------------------------------------------------------------


def _swapped(rng):
    Q, K = _pair(rng, 3, 4, 5)
    return [call("dot_score", Q, K), call("dot_score", K, Q), call("dot_score", 3 * Q, K)]


def _symmetric(calls, values):
    S, back, threefold = values
    if not np.allclose(S, back.T, rtol=1e-9, atol=1e-12):
        return "queries and keys, exchanged, do not give the transposed scores"
    if not np.allclose(3 * S, threefold, rtol=1e-9, atol=1e-12):
        return "queries three times as long do not score three times as much"
    return None


def _cosines(Q, K):
    return Q @ K.T / np.linalg.norm(Q, axis=1)[:, None] / np.linalg.norm(K, axis=1)


def _overwriting(Q, K):
    Q /= np.sqrt(Q.shape[1])
    return Q @ K.T * np.sqrt(Q.shape[1])


DOT_SCORE = Sheet(
    checks=(
        _shapes("dot_score", _pair, SIZES),
        Check("by hand", "Two queries of the book and a key score 4 and −3.", "value", 1,
              lambda rng: [call("dot_score", BOOK_QUERIES, BOOK_KEYS)], by_hand=(np.array([[4.0], [-3.0]]),)),
        Check("exchange and length", "Exchanging queries and keys transposes the scores, and a longer query scores more.", "property", 1,
              _swapped, holds=_symmetric, hint="nothing but a sum of products"),
        Check("random rows", "Random queries and keys of several sizes score what they must.", "reference", 1,
              _each("dot_score", _pair, SIZES), hint="which axis of the keys has to meet the features of the queries?"),
        _unchanged("dot_score", _pair, (3, 3, 3)),
    ),
    misconceptions=(
        Misconception("scaled_already", "dot_score", lambda Q, K: Q @ K.T / np.sqrt(Q.shape[1]),
                      "the scores are divided by √d, which is the next score"),
        Misconception("cosine", "dot_score", _cosines, "the scores are cosines: both rows are divided by their lengths"),
        Misconception("keys_down", "dot_score", lambda Q, K: K @ Q.T, "the scores are transposed; queries go down"),
        Misconception("keys_not_transposed", "dot_score", lambda Q, K: Q @ K if len(K) == Q.shape[1] else Q @ K.T,
                      "square keys are taken on their side: features must meet features"),
        Misconception("mean_of_products", "dot_score", lambda Q, K: Q @ K.T / Q.shape[1], "the products are averaged, not summed"),
        Misconception("distances", "dot_score", lambda Q, K: -((Q[:, None] - K) ** 2).sum(axis=-1),
                      "the scores are negative squared distances"),
        Misconception("softmax_applied", "dot_score", lambda Q, K: np.exp(Q @ K.T) / np.exp(Q @ K.T).sum(axis=1, keepdims=True),
                      "a softmax is applied already; scores may have any size and sign"),
        Misconception("overwrites_queries", "dot_score", _overwriting, "the caller's queries are changed in place"),
    ),
)


# --- scaled_dot_score --------------------------------------------------------------------------------

BOTH = ("scaled_dot_score", "scaled_dot_score_backward")


def _scaled_by_hand(rng):
    return [call(BOTH[0], BOOK_QUERIES, BOOK_KEYS), call(BOTH[1], np.array([[3.0], [-2.0]]), BOOK_QUERIES, BOOK_KEYS)]


def _spread(rng):
    return [call(BOTH[0], rng.normal(size=(25, d)), rng.normal(size=(25, d)), label=f"{d} features") for d in (4, 64, 256)]


def _steady(calls, values):
    for asked, S in zip(calls, values):
        if not 0.6 < S.std() < 1.6:
            return f"with {asked.label} of variance 1, the scores have the standard deviation {S.std():.3g}"
    return None


def _gradients(rng):
    return [call(BOTH[1], rng.normal(size=(m, n)), *_pair(rng, m, n, d), label=f"{m} queries, {n} keys, {d} features")
            for m, n, d in SIZES]


def _scaled_backward_in_place(dS, Q, K):
    dS /= np.sqrt(Q.shape[1])
    return dS @ K, dS.T @ Q


def _forward(name, rule, cause):
    return Misconception(name, BOTH[0], rule, cause)


def _backward(name, rule, cause):
    return Misconception(name, BOTH[1], rule, cause)


SCALED_DOT_SCORE = Sheet(
    checks=(
        Check("shapes", "There is one score for each query and each key, and the gradients have the shapes of queries and keys.", "shape",
              1,
              lambda rng: _each(BOTH[0], _pair, SIZES[:2])(rng) + _gradients(rng)[:2]),
        Check("by hand", "Two queries of the book and a key score 2 and −1.5, and the gradients are those of the book.", "value", 1,
              _scaled_by_hand,
              by_hand=(np.array([[2.0], [-1.5]]),
                       (np.array([[3.0, 1.5, 6.0, 0.0], [-2.0, -1.0, -4.0, 0.0]]), np.array([[1.5, 2.0, 1.0, -0.5]])))),
        Check("spread", "Features of variance 1 give scores of about variance 1, with 4 of them and with 256.", "property", 1, _spread,
              holds=_steady, hint="the variance of the sum grows as d; of what does the standard deviation grow?"),
        Check("random rows", "Random queries and keys of several sizes score what they must.", "reference", 1,
              _each(BOTH[0], _pair, SIZES), hint="d is the number of features, not of queries or keys"),
        Check("gradients", "Both gradients are right, for random upstream gradients.", "reference", 2, _gradients,
              hint="each query meets every key, and each key every query; the divisor is a constant factor"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1,
              lambda rng: [call(BOTH[0], *_pair(rng, 3, 3, 3)), call(BOTH[1], rng.normal(size=(3, 3)), *_pair(rng, 3, 3, 3))],
              hint=UNCHANGED),
    ),
    misconceptions=(
        _forward("not_scaled", lambda Q, K: Q @ K.T, "the scores are not divided by anything"),
        _forward("divided_by_features", lambda Q, K: Q @ K.T / Q.shape[1],
                 "the scores are divided by d; their standard deviation grows as √d"),
        _forward("root_of_keys", lambda Q, K: Q @ K.T / np.sqrt(len(K)), "the root is that of the number of keys"),
        _forward("root_of_queries", lambda Q, K: Q @ K.T / np.sqrt(len(Q)), "the root is that of the number of queries"),
        _forward("multiplied_by_root", lambda Q, K: Q @ K.T * np.sqrt(Q.shape[1]), "the scores are multiplied by √d, not divided"),
        _forward("cosine_scaled", _cosines, "the scores are divided by the rows' lengths; √d is the same for all"),
        _backward("root_forgotten", lambda dS, Q, K: (dS @ K, dS.T @ Q), "the gradients are not divided by √d"),
        _backward("root_squared", lambda dS, Q, K: (dS @ K / Q.shape[1], dS.T @ Q / Q.shape[1]), "the gradients are divided by d"),
        _backward("upstream_not_transposed",
                  lambda dS, Q, K: (dS @ K / np.sqrt(Q.shape[1]), (dS if dS.shape[0] == dS.shape[1] else dS.T) @ Q / np.sqrt(Q.shape[1])),
                  "square upstream gradients are taken on their side for the keys"),
        _backward("queries_and_keys_exchanged", lambda dS, Q, K: (dS.T @ Q / np.sqrt(Q.shape[1]), dS @ K / np.sqrt(Q.shape[1])),
                  "the two gradients are returned in the wrong order"),
        _backward("mean_over_keys", lambda dS, Q, K: (dS @ K / np.sqrt(Q.shape[1]) / len(K), dS.T @ Q / np.sqrt(Q.shape[1]) / len(Q)),
                  "the contributions are averaged; they add up"),
        _backward("upstream_overwritten", _scaled_backward_in_place, "the upstream gradient is divided in place"),
    ),
)


# --- additive_score ----------------------------------------------------------------------------------


def _additive_by_hand(rng):
    log = np.log(2.0)  # tanh(ln 2) = 3/5
    return [call("additive_score", np.array([[log], [0.0]]), np.array([[0.0], [log]]), np.array([[0.0, 1.0]]),
                 np.array([[1.0, -1.0]]), np.array([5.0, 10.0]))]


def _bounded(rng):
    Q, K, W, U, v = _additive(rng, 3, 4, 2, 5, 6)
    return [call("additive_score", 1000 * Q, K, W, U, v), call("additive_score", Q, 1000 * K, W, U, v),
            call("additive_score", Q, K, 0 * W, U, v)]


def _never_above(calls, values):
    most = np.abs(calls[0].args[4]).sum()
    for S in values:
        if not np.abs(S).max() <= most * (1 + 1e-9):
            return f"a score has the size {np.abs(S).max():.4g}, beyond what tanh and v allow"
    if not np.allclose(values[2], values[2][:, :1], rtol=1e-9, atol=1e-12):
        return "with W = 0 the scores still depend on the key"
    return None


def _sum_of(Q, K, W, U):
    return (Q @ U)[:, None] + K @ W


def _overwriting_additive(Q, K, W, U, v):
    U *= -1
    return np.tanh(_sum_of(Q, K, W, -U)) @ v


def _added(name, rule, cause):
    return Misconception(name, "additive_score", rule, cause)


ADDITIVE_SCORE = Sheet(
    checks=(
        _shapes("additive_score", _additive, WIDTHS),
        Check("by hand", "Two queries and two keys of the book score −3 and 3, 0 and 6.", "value", 1, _additive_by_hand,
              by_hand=(np.array([[-3.0, 3.0], [0.0, 6.0]]),)),
        Check("bounds", "No score exceeds the sum of |v|, however long the rows; and a weight of 0 makes its side count for nothing.",
              "property", 1, _bounded, holds=_never_above, hint="tanh stands inside, and v outside of it"),
        Check("random rows", "Random queries and keys, with different numbers of features, score what they must.", "reference", 2,
              _each("additive_score", _additive, WIDTHS), hint="every query meets every key: three axes, of which the last is summed"),
        _unchanged("additive_score", _additive, WIDTHS[1]),
    ),
    misconceptions=(
        _added("no_tanh", lambda Q, K, W, U, v: _sum_of(Q, K, W, U) @ v, "tanh is missing, so that query and key never meet"),
        _added("tanh_outside", lambda Q, K, W, U, v: np.tanh(_sum_of(Q, K, W, U) @ v), "tanh is applied to the score, not to the sum"),
        _added("tanh_of_each", lambda Q, K, W, U, v: (np.tanh(Q @ U)[:, None] + np.tanh(K @ W)) @ v,
               "tanh is applied to each side by itself; it belongs around their sum"),
        _added("multiplied", lambda Q, K, W, U, v: np.tanh((Q @ U)[:, None] * (K @ W)) @ v, "the two sides are multiplied, not added"),
        _added("weights_exchanged",
               lambda Q, K, W, U, v: np.tanh(_sum_of(Q, K, U, W) if W.shape == U.shape else _sum_of(Q, K, W, U)) @ v,
               "W is applied to the queries and U to the keys"),
        _added("mean_over_units", lambda Q, K, W, U, v: np.tanh(_sum_of(Q, K, W, U)) @ v / len(v),
               "the hidden units are averaged, not summed"),
        _added("sigmoid_for_tanh", lambda Q, K, W, U, v: 1 / (1 + np.exp(-np.clip(_sum_of(Q, K, W, U), -700, 700))) @ v,
               "a sigmoid stands where tanh belongs"),
        _added("keys_down", lambda Q, K, W, U, v: (np.tanh(_sum_of(Q, K, W, U)) @ v).T, "the scores are transposed; queries go down"),
        _added("overwrites_weights", _overwriting_additive, "the caller's weights are changed in place"),
    ),
)


# --- bilinear_score ----------------------------------------------------------------------------------


def _special(rng):
    Q, K = _pair(rng, 3, 4, 5)
    W = rng.normal(size=(5, 5))
    return [call("bilinear_score", Q, K, np.eye(5)), call("bilinear_score", Q, K, W), call("bilinear_score", K, Q, W.T)]


def _as_promised(calls, values):
    plain, S, back = values
    if not np.allclose(plain, calls[0].args[0] @ calls[0].args[1].T, rtol=1e-9, atol=1e-12):
        return "with the identity for W the scores are not the dot products"
    if not np.allclose(S, back.T, rtol=1e-9, atol=1e-12):
        return "queries and keys exchanged, with W transposed, do not give the transposed scores"
    return None


def _overwriting_bilinear(Q, K, W):
    W *= 2
    return Q @ W.T @ K.T / 2


def _form(name, rule, cause):
    return Misconception(name, "bilinear_score", rule, cause)


BILINEAR_SCORE = Sheet(
    checks=(
        _shapes("bilinear_score", _bilinear, WIDTHS),
        Check("by hand", "Two queries of two features and a key of three score 15 and 3.", "value", 1,
              lambda rng: [call("bilinear_score", np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[1.0, 0.0, 2.0]]),
                                np.array([[1.0, 2.0], [5.0, 7.0], [1.0, 2.0]]))],
              by_hand=(np.array([[15.0], [3.0]]),)),
        Check("special forms", "The identity gives the dot product; exchanging both sides and transposing W transposes the scores.",
              "property", 1, _special, holds=_as_promised, hint="keys stand on W's left, queries on its right"),
        Check("random rows", "Random queries and keys, with different numbers of features, score what they must.", "reference", 1,
              _each("bilinear_score", _bilinear, WIDTHS), hint="W has the shape (features of a key, features of a query)"),
        _unchanged("bilinear_score", _bilinear, WIDTHS[1]),
    ),
    misconceptions=(
        _form("weights_on_their_side", lambda Q, K, W: Q @ (W if W.shape[0] == W.shape[1] else W.T) @ K.T,
              "square weights are taken on their side: the key stands on W's left"),
        _form("weights_ignored", lambda Q, K, W: Q @ K.T if Q.shape[1] == K.shape[1] else Q @ W.T @ K.T,
              "where queries and keys have equally many features, W makes no difference"),
        _form("scaled_too", lambda Q, K, W: Q @ W.T @ K.T / np.sqrt(Q.shape[1]), "the scores are divided by √d; W can learn any factor"),
        _form("keys_down", lambda Q, K, W: K @ W @ Q.T, "the scores are transposed; queries go down"),
        _form("tanh_around", lambda Q, K, W: np.tanh(Q @ W.T @ K.T), "tanh stands around the score; that belongs to the additive one"),
        _form("symmetric_weights", lambda Q, K, W: Q @ ((W + W.T) / 2 if W.shape[0] == W.shape[1] else W.T) @ K.T,
              "square weights are made symmetric"),
        _form("overwrites_weights", _overwriting_bilinear, "the caller's weights are changed in place"),
    ),
)
