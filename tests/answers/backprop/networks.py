"""Wrong and right answers: mlp_forward, mlp_backward."""

from functools import reduce

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


# --- mlp_forward -----------------------------------------------------------------------------------

@right("backprop/mlp_forward")
def mlp_forward__with_an_index(X, Ws, bs, f):
    """Layer numbers, and einsum."""
    As, Zs = [X], []
    for k in range(len(Ws)):
        if k:
            As.append(f(Zs[k - 1]))
        Zs.append(np.einsum("ni,ij->nj", As[k], Ws[k]) + bs[k][None, :])
    return As, Zs


@right("backprop/mlp_forward")
def mlp_forward__recursively(X, Ws, bs, f):
    """The first layer, then the network that is left."""
    Z = np.add(np.dot(X, Ws[0]), bs[0])
    if len(Ws) == 1:
        return [X], [Z]
    As, Zs = mlp_forward__recursively(f(Z), Ws[1:], bs[1:], f)
    return [X, *As], [Z, *Zs]


@wrong("backprop/mlp_forward", embodies="activation_on_output")
def mlp_forward__squashed_output(X, Ws, bs, f):
    """f after every layer."""
    As, Zs = mlp_forward__recursively(X, Ws, bs, f)
    return As, [*Zs[:-1], f(Zs[-1])]


@wrong("backprop/mlp_forward", embodies="no_activation")
def mlp_forward__linear(X, Ws, bs, f):
    """f is never called."""
    return mlp_forward__recursively(X, Ws, bs, np.positive)


@wrong("backprop/mlp_forward", embodies="no_biases")
def mlp_forward__through_the_origin(X, Ws, bs, f):
    """Products only."""
    return mlp_forward__recursively(X, Ws, [np.zeros_like(b) for b in bs], f)


@wrong("backprop/mlp_forward", embodies="activations_kept_as_pre_activations")
def mlp_forward__one_list_twice(X, Ws, bs, f):
    """The activations stand in both lists."""
    As, Zs = mlp_forward__recursively(X, Ws, bs, f)
    return As, [*As[1:], Zs[-1]]


@wrong("backprop/mlp_forward", embodies="output_among_the_inputs")
def mlp_forward__one_activation_more(X, Ws, bs, f):
    """As has the activation of the output too."""
    As, Zs = mlp_forward__recursively(X, Ws, bs, f)
    As.append(f(Zs[-1]))
    return As, Zs


@wrong("backprop/mlp_forward", embodies="biases_changed")
def mlp_forward__biases_moved(X, Ws, bs, f):
    """Right numbers, other biases afterwards."""
    result = mlp_forward__recursively(X, Ws, [b.copy() for b in bs], f)
    for b in bs:
        np.add(b, 1, out=b)
    return result


@wrong("backprop/mlp_forward")
def mlp_forward__always_tanh(X, Ws, bs, f):
    """Right for one activation only: matches no misconception."""
    return mlp_forward__recursively(X, Ws, bs, lambda z: np.tanh(z) + 0.1)


# --- mlp_backward ----------------------------------------------------------------------------------

def errors(dY, Zs, Ws, df):
    """All errors by recursion from the first layer on."""
    if len(Zs) == 1:
        return [dY]
    later = errors(dY, Zs[1:], Ws[1:], df)
    return [np.einsum("nj,ij->ni", later[0], Ws[1]) * df(Zs[0]), *later]


def gathered(deltas, As, W):
    """The gradients that follow from the errors."""
    dWs = [np.einsum("ni,nj->ij", A, d) for A, d in zip(As, deltas)]
    return np.einsum("nj,ij->ni", deltas[0], W), dWs, [np.ones(len(d)) @ d for d in deltas]


@right("backprop/mlp_backward")
def mlp_backward__recursively(dY, As, Zs, Ws, df):
    """Errors by recursion, then einsum."""
    return gathered(errors(dY, Zs, Ws, df), As, Ws[0])


@right("backprop/mlp_backward")
def mlp_backward__in_one_loop(dY, As, Zs, Ws, df):
    """The gradient for each layer's input, and what hangs on it, from the last layer to the first."""
    dWs, dbs, upstream = [None] * len(Ws), [None] * len(Ws), dY
    for k in reversed(range(len(Ws))):
        delta = upstream if k == len(Ws) - 1 else upstream * df(Zs[k])
        dWs[k], dbs[k], upstream = As[k].T @ delta, delta.sum(0), delta @ Ws[k].T
    return upstream, dWs, dbs


@right("backprop/mlp_backward")
def mlp_backward_deltas__collected_then_turned(dY, Zs, Ws, df):
    """Append, and reverse at the end."""
    found = [dY]
    for k in range(len(Zs) - 1, 0, -1):
        found.append(df(Zs[k - 1]) * (Ws[k] @ found[-1].T).T)
    return found[::-1]


@right("backprop/mlp_backward")
def mlp_backward_product__from_the_right(dy, zs, Ws, df):
    """Matrix times vector only, from the output on."""
    for z, W in zip(zs[-2::-1], Ws[:0:-1]):
        dy = df(z) * (W @ dy)
    return np.array(dy)


@wrong("backprop/mlp_backward", embodies="one_output_all_weights")
def mlp_backward__as_in_the_notes(dY, As, Zs, Ws, df):
    """(y′ⱼ − yⱼ) of the first output, with the whole last matrix."""
    if len(Ws) == 1:
        return gathered([dY], As, Ws[0])
    last = np.einsum("n,ij->ni", dY[:, 0], Ws[-1]) * df(Zs[-2])
    return gathered([*errors(last, Zs[:-1], Ws[:-1], df), dY], As, Ws[0])


@wrong("backprop/mlp_backward", embodies="no_slope")
def mlp_backward__linear(dY, As, Zs, Ws, df):
    """As if there were no activations."""
    return gathered(errors(dY, Zs, Ws, lambda z: 1.0), As, Ws[0])


@wrong("backprop/mlp_backward", embodies="slope_on_the_output")
def mlp_backward__squashed_output(dY, As, Zs, Ws, df):
    """As if the output had an activation."""
    return gathered(errors(df(Zs[-1]) * dY, Zs, Ws, df), As, Ws[0])


@wrong("backprop/mlp_backward", embodies="weights_not_transposed")
def mlp_backward__as_dimensions_decide(dY, As, Zs, Ws, df):
    """δ W instead of δ Wᵀ between the layers."""
    deltas = [dY]
    for Z, W in zip(Zs[-2::-1], Ws[:0:-1]):
        deltas = [df(Z) * np.einsum("nj,jk->nk", deltas[0], W), *deltas]
    return gathered(deltas, As, Ws[0])


@wrong("backprop/mlp_backward", embodies="averaged_over_the_batch")
def mlp_backward__mean_gradients(dY, As, Zs, Ws, df):
    """Means for weights and biases."""
    dX, dWs, dbs = gathered(errors(dY, Zs, Ws, df), As, Ws[0])
    n = dY.shape[0]
    return dX, [dW / n for dW in dWs], [db / n for db in dbs]


@wrong("backprop/mlp_backward", embodies="last_layer_first")
def mlp_backward__in_the_order_found(dY, As, Zs, Ws, df):
    """Lists as they grow on the way back."""
    dX, dWs, dbs = gathered(errors(dY, Zs, Ws, df), As, Ws[0])
    return dX, list(reversed(dWs)), list(reversed(dbs))


@wrong("backprop/mlp_backward", embodies="errors_overwritten")
def mlp_backward__doubles_the_error(dY, As, Zs, Ws, df):
    """Right numbers, and dY is not what it was."""
    dX, dWs, dbs = gathered(errors(dY.copy(), Zs, Ws, df), As, Ws[0])
    np.multiply(dY, 2, out=dY)
    return dX, dWs, dbs


@wrong("backprop/mlp_backward")
def mlp_backward__first_sample_only(dY, As, Zs, Ws, df):
    """Weights learn from one sample: matches no misconception."""
    deltas = errors(dY, Zs, Ws, df)
    dX, _, dbs = gathered(deltas, As, Ws[0])
    return dX, [np.outer(A[-1], d[-1]) for A, d in zip(As, deltas)], dbs


@wrong("backprop/mlp_backward", embodies="errors_without_slope")
def mlp_backward_deltas__linear(dY, Zs, Ws, df):
    """As if there were no activations."""
    return errors(dY, Zs, Ws, lambda z: 1.0)


@wrong("backprop/mlp_backward", embodies="errors_through_untransposed_weights")
def mlp_backward_deltas__as_dimensions_decide(dY, Zs, Ws, df):
    """δ W instead of δ Wᵀ."""
    deltas = [dY]
    for Z, W in zip(Zs[-2::-1], Ws[:0:-1]):
        deltas = [df(Z) * np.matmul(deltas[0], W), *deltas]
    return deltas


@wrong("backprop/mlp_backward", embodies="errors_listed_backwards")
def mlp_backward_deltas__in_the_order_found(dY, Zs, Ws, df):
    """The output's error first."""
    return list(reversed(errors(dY, Zs, Ws, df)))


@wrong("backprop/mlp_backward")
def mlp_backward_deltas__slope_of_the_next_layer(dY, Zs, Ws, df):
    """f′ at twice the pre-activation: matches no misconception."""
    return errors(dY, [2 * Z for Z in Zs], Ws, df)


@wrong("backprop/mlp_backward", embodies="factors_in_reverse")
def mlp_backward_product__as_in_the_notes(dy, zs, Ws, df):
    """W of the last layer first, as the notes' last formula lists its factors, then applied from the wrong end."""
    factors = [np.diag(df(z)) @ W for z, W in zip(zs[:-1], Ws[1:])]
    return reduce(np.matmul, reversed(factors), np.eye(len(zs[-1]))) @ dy


@wrong("backprop/mlp_backward", embodies="product_without_slopes")
def mlp_backward_product__weights_only(dy, zs, Ws, df):
    """The product of all weight matrices."""
    return reduce(np.matmul, Ws[1:], np.eye(len(zs[0]))) @ dy
