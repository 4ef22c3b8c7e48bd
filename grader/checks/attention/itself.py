"""What is asked of self-attention."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

FORWARD, BACKWARD = "self_attention", "self_attention_backward"
SIZES = ((4, 3, 2, 5), (3, 3, 3, 3), (5, 2, 4, 1), (1, 2, 3, 2))  # tokens, features, features of a key, of a value
BOOK = np.array([[1.0], [0.0]]), np.array([[np.log(3.0)]]), np.array([[1.0]]), np.array([[8.0]])
BOOK_WEIGHTS = np.array([[0.75, 0.25], [0.5, 0.5]])


def _weights(rng, d, d_k, d_v):
    return rng.normal(size=(d, d_k)), rng.normal(size=(d, d_k)), rng.normal(size=(d, d_v))


def _inputs(rng, n, d, d_k, d_v):
    return rng.normal(size=(n, d)), *_weights(rng, d, d_k, d_v)


def _rows(rng, n):
    """Any weights that a softmax could have given."""
    P = rng.random((n, n)) + 0.1
    return P / P.sum(axis=1, keepdims=True)


def _upstream(rng, n, d, d_k, d_v, P=None):
    return call(BACKWARD, rng.normal(size=(n, d_v)), *_inputs(rng, n, d, d_k, d_v), _rows(rng, n) if P is None else P,
                label=_label((n, d, d_k, d_v)))


def _label(size):
    return f"{size[0]} tokens of {size[1]} features, keys of {size[2]}, values of {size[3]}"


def _earlier(n):
    return np.tril(np.ones((n, n), dtype=bool))


def _shapes(rng):
    return [call(FORWARD, *_inputs(rng, *size), label=_label(size)) for size in SIZES[:2]] + [_upstream(rng, *SIZES[0])]


def _by_hand(rng):
    return [call(FORWARD, *BOOK), call(FORWARD, *BOOK, _earlier(2), label="each token sees itself and what came before"),
            call(BACKWARD, np.array([[1.0], [1.0]]), *BOOK, BOOK_WEIGHTS)]


LOG = float(np.log(3.0))


def _properties(rng):
    X, *weights = _inputs(rng, 4, 3, 2, 5)
    order, later = rng.permutation(4), X.copy()
    later[-1] = 5 * rng.normal(size=3)
    return [call(FORWARD, X, *weights), call(FORWARD, X[order], *weights), call(FORWARD, X, *weights, _earlier(4)),
            call(FORWARD, later, *weights, _earlier(4))]


def _any_order_and_no_future(calls, values):
    X, shuffled = calls[0].args[0], calls[1].args[0]
    order = [int(np.flatnonzero((X == row).all(axis=1))[0]) for row in shuffled]
    (Y, P), (moved, _), (seen, _), (changed, _) = values
    if not np.allclose(P.sum(axis=1), 1, rtol=1e-9, atol=1e-12):
        return f"the weights of each token must add up to 1; a row adds up to {P.sum(axis=1)[0]:.6g}"
    if not np.allclose(Y[order], moved, rtol=1e-9, atol=1e-12):
        return "tokens in another order do not give the same outputs in that order"
    if not np.allclose(seen[:-1], changed[:-1], rtol=1e-9, atol=1e-12):
        return "under a mask that hides the future, another last token changes the outputs of the tokens before it"
    return None


def _random(rng):
    return [call(FORWARD, *_inputs(rng, *size), label=_label(size)) for size in SIZES]


def _masks(rng):
    return [call(FORWARD, *_inputs(rng, *size), mask, label=_label(size)) for size in SIZES[:3]
            for mask in (_earlier(size[0]), (rng.random((size[0], size[0])) < 0.4) | np.eye(size[0], dtype=bool))]


def _gradients(rng):
    hidden = _rows(rng, 4) * _earlier(4)
    return [_upstream(rng, *size) for size in SIZES] + [_upstream(rng, 4, 3, 2, 5, hidden / hidden.sum(axis=1, keepdims=True))]


def _unchanged(rng):
    return [call(FORWARD, *_inputs(rng, 3, 3, 3, 3), _earlier(3)), _upstream(rng, 3, 3, 3, 3)]


def _attend(X, Wq, Wk, Wv, mask=None, scale=None, axis=1, after=False, hidden=-np.inf, V=None, add=False):
    """Self-attention with parts to exchange."""
    Q, K = X @ Wq, X @ Wk
    S = Q @ K.T / (np.sqrt(Wk.shape[1]) if scale is None else scale(X, Wk))
    S = S if mask is None or after else np.where(mask, S, hidden)
    with np.errstate(all="ignore"):
        e = np.exp(S - S.max(axis=axis, keepdims=True))
        P = e / e.sum(axis=axis, keepdims=True)
    P = P * mask if after and mask is not None else P
    Y = P @ (X @ Wv if V is None else V(X, Wk, Wv))
    return (Y + X if add and X.shape == Y.shape else Y), P


def _overwriting(X, Wq, Wk, Wv, mask=None):
    Wq /= np.sqrt(Wk.shape[1])
    return _attend(X, Wq, Wk, Wv, mask, scale=lambda X, Wk: 1.0)


def _back(dY, X, Wq, Wk, Wv, P, centre=True, root=True, dV=None, paths=(1, 1, 1), exchanged=False, softmax=True, mean=False):
    """The backward pass with parts to exchange."""
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    dP = dY @ V.T
    dS = (P * (dP - (dP * P).sum(axis=1, keepdims=True) * centre) if softmax else dP) / (np.sqrt(Wk.shape[1]) if root else 1)
    dQ, dK = (dS.T @ Q, dS @ K) if exchanged else (dS @ K, dS.T @ Q)
    dV = P.T @ dY if dV is None else dV(P, dY)
    dX = paths[0] * dQ @ Wq.T + paths[1] * dK @ Wk.T + paths[2] * dV @ Wv.T
    size = len(X) if mean else 1
    return dX, X.T @ dQ / size, X.T @ dK / size, X.T @ dV / size


def _back_overwriting(dY, X, Wq, Wk, Wv, P):
    found = _back(dY, X, Wq, Wk, Wv, P)
    dY *= 0.5
    return found


def _forward(name, cause, **parts):
    return Misconception(name, FORWARD, lambda X, Wq, Wk, Wv, mask=None: _attend(X, Wq, Wk, Wv, mask, **parts), cause)


def _backward(name, cause, **parts):
    return Misconception(name, BACKWARD, lambda dY, X, Wq, Wk, Wv, P: _back(dY, X, Wq, Wk, Wv, P, **parts), cause)


SELF_ATTENTION = Sheet(
    checks=(
        Check("shapes", "Output, weights and all four gradients have the right shapes.", "shape", 1, _shapes),
        Check("by hand", "The two tokens of the book are mixed, and their gradients found, as worked out there.", "value", 1, _by_hand,
              by_hand=((np.array([[6.0], [4.0]]), BOOK_WEIGHTS), (np.array([[8.0], [4.0]]), np.array([[1.0, 0.0], [0.5, 0.5]])),
                       (np.array([[3 * LOG + 10], [LOG / 2 + 6]]), np.array([[1.5]]), np.array([[1.5 * LOG]]), np.array([[1.25]])))),
        Check("order and future", "Tokens in another order give the same outputs in that order, and what is hidden has no effect.",
              "property", 2, _properties, holds=_any_order_and_no_future, hint="each row asks for itself; places have no say"),
        Check("random sequences", "Random sequences, with keys and values of other widths, come out right.", "reference", 2, _random,
              hint="the root is that of the number of features of a key"),
        Check("masks", "Masks that hide the future, and random ones, come out right.", "reference", 1, _masks,
              hint="what is hidden must be out of the softmax, not only out of the sum"),
        Check("gradients", "All four gradients are right, for random upstream gradients and random weights.", "reference", 4, _gradients,
              hint="the sequence is used three times, so its gradient has three parts; between dP and dS stands a softmax"),
        Check("inputs unchanged", "The arrays that you are given are not changed.", "unchanged", 1, _unchanged,
              hint="an in-place operation such as /= writes into the caller's array"),
    ),
    misconceptions=(
        _forward("not_scaled", "the scores are not divided by √d_k", scale=lambda X, Wk: 1.0),
        _forward("root_of_tokens_features", "the root is that of the features of a token; what was multiplied are features of a key",
                 scale=lambda X, Wk: np.sqrt(Wk.shape[0])),
        _forward("over_queries", "the softmax goes down the queries; each token's weights must add up to 1", axis=0),
        _forward("masked_afterwards", "the mask is applied to the weights, which then do not add up to 1", after=True),
        _forward("zero_scores", "hidden scores are set to 0, which is a score like any other", hidden=0.0),
        _forward("tokens_mixed", "the tokens themselves are mixed where their values should be",
                 V=lambda X, Wk, Wv: X if Wv.shape[0] == Wv.shape[1] else X @ Wv),
        _forward("keys_mixed", "the keys are mixed where the values should be",
                 V=lambda X, Wk, Wv: X @ Wk if Wk.shape == Wv.shape else X @ Wv),
        _forward("input_added", "the input is added to the output; that comes later, in the encoder", add=True),
        Misconception("queries_and_keys_exchanged", FORWARD,
                      lambda X, Wq, Wk, Wv, mask=None: _attend(X, Wk, Wq, Wv, mask), "Wq makes the keys, and Wk the queries"),
        Misconception("mask_ignored", FORWARD, lambda X, Wq, Wk, Wv, mask=None: _attend(X, Wq, Wk, Wv), "the mask makes no difference"),
        Misconception("overwrites_weights", FORWARD, _overwriting, "the caller's matrix is divided in place"),
        _backward("softmax_left_out", "between dP and dS the softmax's derivative is left out", softmax=False),
        _backward("sum_left_out", "the softmax's derivative lacks its sum: raising one weight lowers the others", centre=False),
        _backward("root_left_out", "the gradients of queries and keys lack 1/√d_k", root=False),
        _backward("weights_not_transposed", "the values' gradient takes P as it is; a value is used by all rows of its column",
                  dV=lambda P, dY: P @ dY),
        _backward("values_only", "the sequence's gradient comes by the values alone; it is used by queries and keys as well",
                  paths=(0, 0, 1)),
        _backward("keys_left_out", "the sequence's gradient lacks the path by the keys", paths=(1, 0, 1)),
        _backward("gradients_exchanged", "the gradients of queries and keys are exchanged", exchanged=True),
        _backward("mean_over_tokens", "the matrices' gradients are averaged over the tokens; they add up", mean=True),
        Misconception("upstream_overwritten", BACKWARD, _back_overwriting, "the upstream gradient is changed in place"),
    ),
)
