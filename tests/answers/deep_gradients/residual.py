"""Wrong and right answers: residual_block."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()


def hidden(X, W1, b1):
    """ReLU of the first layer, by its gate."""
    Z = np.einsum("nd,dm->nm", X, W1) + b1
    return np.where(Z > 0, Z, 0.0)


def inside(dY, H, W1, W2):
    """The gradients that come out of F: for its input, and for its pre-activations."""
    dZ = np.einsum("nd,md->nm", dY, W2)
    dZ[H == 0] = 0.0
    return np.einsum("nm,dm->nd", dZ, W1), dZ


def parameters(dY, X, H, dZ):
    """Gradients of both layers' parameters."""
    ones = np.ones(len(dY))
    return np.einsum("nd,nm->dm", X, dZ), ones @ dZ, np.einsum("nm,nd->md", H, dY), ones @ dY


@right("deep_gradients/residual_block")
def residual_block__by_the_gate(X, W1, b1, W2, b2):
    """A gate, and the sum in another order."""
    H = hidden(X, W1, b1)
    return H, b2 + np.matmul(H, W2) + X


@right("deep_gradients/residual_block")
def residual_block__sample_by_sample(X, W1, b1, W2, b2):
    """One sample at a time, with columns."""
    H = [np.clip(W1.T @ x + b1, 0, None) for x in X]
    return np.array(H), np.array([x + W2.T @ h + b2 for x, h in zip(X, H)])


@right("deep_gradients/residual_block")
def residual_block_backward__two_ways_added(dY, X, H, W1, W2):
    """The way through, then the way round."""
    through, dZ = inside(dY, H, W1, W2)
    return np.add(through, dY), *parameters(dY, X, H, dZ)


@right("deep_gradients/residual_block")
def residual_block_jacobian__unit_by_unit(h, W1, W2):
    """A sum of outer products over the units that are on."""
    J = np.identity(W1.shape[0])
    for unit in np.flatnonzero(h > 0):
        J = J + np.outer(W2[unit], W1[:, unit])
    return J


@wrong("deep_gradients/residual_block", embodies="no_skip")
def residual_block__plain_layers(X, W1, b1, W2, b2):
    """F alone."""
    H = hidden(X, W1, b1)
    return H, H @ W2 + b2


@wrong("deep_gradients/residual_block", embodies="difference_from_input")
def residual_block__difference(X, W1, b1, W2, b2):
    """F minus the input."""
    H = hidden(X, W1, b1)
    return H, H @ W2 + b2 - X


@wrong("deep_gradients/residual_block", embodies="rectified_sum")
def residual_block__as_first_published(X, W1, b1, W2, b2):
    """The ReLU of the first paper behind the sum."""
    H = hidden(X, W1, b1)
    Y = X + H @ W2 + b2
    return H, Y * (Y > 0)


@wrong("deep_gradients/residual_block", embodies="input_overwritten")
def residual_block__into_the_caller(X, W1, b1, W2, b2):
    """Right numbers, and X is not what it was."""
    H = hidden(X, W1, b1)
    np.add(X, H @ W2 + b2, out=X)
    return H, +X


@wrong("deep_gradients/residual_block")
def residual_block__mean_of_both(X, W1, b1, W2, b2):
    """Half of each: matches no misconception."""
    H = hidden(X, W1, b1)
    return H, (X + H @ W2 + b2) / 2


@wrong("deep_gradients/residual_block")
def residual_block__skip_around_the_second_layer(X, W1, b1, W2, b2):
    """The pre-activation is handed out in place of the hidden units: matches no misconception."""
    H = hidden(X, W1, b1)
    return X @ W1 + b1, X + H @ W2 + b2


@wrong("deep_gradients/residual_block", embodies="no_skip_gradient")
def residual_block_backward__through_only(dY, X, H, W1, W2):
    """As if there were no way round."""
    through, dZ = inside(dY, H, W1, W2)
    return through, *parameters(dY, X, H, dZ)


@wrong("deep_gradients/residual_block", embodies="gate_left_out")
def residual_block_backward__linear(dY, X, H, W1, W2):
    """No slope."""
    dZ = np.dot(dY, np.transpose(W2))
    return dY + np.dot(dZ, np.transpose(W1)), *parameters(dY, X, H, dZ)


@wrong("deep_gradients/residual_block", embodies="block_with_the_sum")
def residual_block_backward__twice_round(dY, X, H, W1, W2):
    """dY for the sum and dY for the block's output."""
    through, dZ = inside(dY, H, W1, W2)
    return 2 * dY + through, *parameters(dY, X, H, dZ)


@wrong("deep_gradients/residual_block", embodies="mean_over_the_batch")
def residual_block_backward__averaged(dY, X, H, W1, W2):
    """Means for sums."""
    through, dZ = inside(dY, H, W1, W2)
    return dY + through, *(g / X.shape[0] for g in parameters(dY, X, H, dZ))


@wrong("deep_gradients/residual_block", embodies="upstream_overwritten")
def residual_block_backward__into_the_caller(dY, X, H, W1, W2):
    """Right numbers, and dY is not what it was."""
    through, dZ = inside(dY, H, W1, W2)
    others = parameters(dY, X, H, dZ)
    np.add(dY, through, out=dY)
    return dY.copy(), *others


@wrong("deep_gradients/residual_block")
def residual_block_backward__input_for_hidden(dY, X, H, W1, W2):
    """The input of the second layer gets a sign: matches no misconception."""
    through, dZ = inside(dY, H, W1, W2)
    dW1, db1, dW2, db2 = parameters(dY, X, H, dZ)
    return dY - through, dW1, db1, dW2, db2


@wrong("deep_gradients/residual_block", embodies="no_identity")
def residual_block_jacobian__of_f(h, W1, W2):
    """F's alone."""
    return (W1 * (h > 0) @ W2).T


@wrong("deep_gradients/residual_block", embodies="ones_for_identity")
def residual_block_jacobian__plus_one(h, W1, W2):
    """The number 1 in place of the matrix."""
    return 1 + (W1 * (h > 0) @ W2).T


@wrong("deep_gradients/residual_block", embodies="jacobian_on_its_side")
def residual_block_jacobian__transposed(h, W1, W2):
    """Inputs down."""
    return np.eye(len(W1)) + W1 * (h > 0) @ W2


@wrong("deep_gradients/residual_block", embodies="jacobian_without_gate")
def residual_block_jacobian__linear(h, W1, W2):
    """All units on."""
    return np.eye(len(W1)) + (W1 @ W2).T
