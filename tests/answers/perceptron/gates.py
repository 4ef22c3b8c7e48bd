"""Wrong and right answers: logic_gates, logic_gates_xor, linear_collapse."""

import numpy as np

from tests.answers.kit import collector

right, wrong, ANSWERS = collector()

# --- logic_gates -----------------------------------------------------------------------------------


@right("perceptron/logic_gates")
def logic_gates__unequal_weights(gate, n=2):
    """Other weights, the same gates."""
    w = np.linspace(1.0, 1.2, n)
    b = -w.sum() + 0.9 if gate != "OR" else -0.7
    return (-w, -b) if gate == "NAND" else (w, b)


@right("perceptron/logic_gates")
def logic_gates__by_negation(gate, n=2):
    """NAND from AND, AND from OR by De Morgan, all in whole numbers."""
    if gate == "OR":
        return np.full(n, 2), -1
    w, b = np.full(n, 2), 1 - 2 * n
    return (w, b) if gate == "AND" else (-w, -b)


@wrong("perceptron/logic_gates", embodies="bias_of_two_inputs")
def logic_gates__two_only(gate, n=2):
    """A table of biases for two inputs."""
    return [1.0, -1.0][gate == "NAND"] * np.ones(n), {"AND": -1.2, "OR": -0.2, "NAND": 1.2}[gate]


@wrong("perceptron/logic_gates", embodies="no_bias")
def logic_gates__through_the_origin(gate, n=2):
    """Weights of larger size instead of a bias."""
    return np.full(n, {"AND": 0.4, "OR": 1.0, "NAND": -2.0}[gate]), 0.0


@wrong("perceptron/logic_gates", embodies="threshold_added")
def logic_gates__thresholds(gate, n=2):
    """The threshold that the sum has to exceed, not its negative."""
    theta = {"AND": n - 0.3, "OR": 0.3, "NAND": 0.3 - n}[gate]
    return np.full(n, 1.0 - 2.0 * (gate == "NAND")), theta


@wrong("perceptron/logic_gates", embodies="through_the_corners")
def logic_gates__whole_thresholds(gate, n=2):
    """AND if the sum is n, written with > all the same."""
    return (-np.ones(n), n * 1.0) if gate == "NAND" else (np.ones(n), {"AND": -n, "OR": 0}[gate])


@wrong("perceptron/logic_gates", embodies="nand_is_nor")
def logic_gates__not_or(gate, n=2):
    """Not OR under the name of NAND."""
    return {"AND": (np.ones(n), 0.2 - n), "OR": (np.ones(n), -0.2), "NAND": (-np.ones(n), 0.2)}[gate]


@wrong("perceptron/logic_gates", embodies="gates_exchanged")
def logic_gates__two_confused(gate, n=2):
    """OR's threshold for AND, and the reverse."""
    high, low = 0.4 - n, -0.4
    return {"AND": (np.ones(n), low), "OR": (np.ones(n), high), "NAND": (-np.ones(n), -high)}[gate]


@wrong("perceptron/logic_gates")
def logic_gates__majority(gate, n=2):
    """More than half of the inputs: AND of two, but not of more; matches no misconception."""
    w, b = {"AND": (np.ones(n), -n / 2), "OR": (np.ones(n), -0.5), "NAND": (-np.ones(n), n / 2 + 0.5)}[gate]
    return w, b


@right("perceptron/logic_gates")
def logic_gates_xor__two_one_sided():
    """x₁ and not x₂, or x₂ and not x₁."""
    return np.array([[1, -1], [-1, 1]]), np.array([-0.5, -0.5]), np.array([1, 1]), -0.5


@right("perceptron/logic_gates")
def logic_gates_xor__counting():
    """At least one, and not at least two, with a third unit that does nothing."""
    return np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0]]), np.array([-0.5, -1.5, -1.0]), np.array([1.0, -1.0, 5.0]), -0.5


@wrong("perceptron/logic_gates", embodies="or_of_gates")
def logic_gates_xor__always_true():
    """NAND first, OR second, and an OR of the two."""
    return np.array([[-2.0, 2.0], [-2.0, 2.0]]), np.array([3.0, -1.0]), np.array([2.0, 2.0]), -1.0


@wrong("perceptron/logic_gates", embodies="or_and_and")
def logic_gates_xor__both():
    """AND without its "not"."""
    return np.ones((2, 2)), np.array([-1.4, -0.6]), np.ones(2), -1.6


@wrong("perceptron/logic_gates", embodies="one_unit_twice")
def logic_gates_xor__one_line():
    """The hidden units are equal."""
    return np.full((2, 2), 0.5), np.full(2, -0.2), np.array([1.0, 0.0]), -0.5


@wrong("perceptron/logic_gates")
def logic_gates_xor__nand_only():
    """The output listens to the NAND unit alone: matches no misconception."""
    return np.array([[1.0, -1.0], [1.0, -1.0]]), np.array([-0.5, 1.5]), np.array([0.0, 1.0]), -0.5


@wrong("perceptron/logic_gates")
def logic_gates__a_column(gate, n=2):
    """Weights as a column: the answers become a column too."""
    return np.ones((n, 1)), {"AND": 0.5 - n, "OR": -0.5, "NAND": n - 0.5}[gate]

# --- linear_collapse -------------------------------------------------------------------------------


@right("perceptron/linear_collapse")
def linear_collapse__by_trying_it(Ws, bs, slope=1.0):
    """Send the origin and the unit vectors through the stack, and read W and b off the answers."""
    A = np.vstack([np.zeros(len(Ws[0])), np.eye(len(Ws[0]))])
    for k, (W, b) in enumerate(zip(Ws, bs)):
        A = (A if k == 0 else slope * A) @ W + b
    return A[1:] - A[0], A[0]


@right("perceptron/linear_collapse")
def linear_collapse__from_the_end(Ws, bs, slope=1.0):
    """Multiply from the last layer back."""
    W, b = np.array(Ws[-1]), np.array(bs[-1])
    for k in range(len(Ws) - 2, -1, -1):
        b = slope * (bs[k] @ W) + b
        W = slope * (Ws[k] @ W)
    return W, b


@right("perceptron/linear_collapse")
def linear_collapse__with_a_row_of_ones(Ws, bs, slope=1.0):
    """The bias as one more row of each matrix."""
    M = np.eye(len(Ws[0]) + 1)
    for k, (W, b) in enumerate(zip(Ws, bs)):
        c = slope if k else 1.0
        step = np.zeros((len(W) + 1, len(b) + 1))
        step[:-1, :-1], step[-1, :-1], step[-1, -1] = c * W, b, 1.0
        M = M @ step
    return M[:-1, :-1], M[-1, :-1]


@wrong("perceptron/linear_collapse", embodies="earlier_biases_lost")
def linear_collapse__last_bias(Ws, bs, slope=1.0):
    """The product of the weights, and the bias of the last layer."""
    W = np.linalg.multi_dot(Ws) if len(Ws) > 1 else Ws[0] * 1
    return W * slope ** (len(Ws) - 1), (bs[-1] if len(bs) > 1 else bs[0]) + 0


@wrong("perceptron/linear_collapse", embodies="slope_forgotten")
def linear_collapse__identity_only(Ws, bs, slope=1.0):
    """As if nothing stood between the layers."""
    b = np.zeros(len(Ws[0]))
    for W, bias in zip(Ws, bs):
        b = b @ W + bias
    A = np.eye(len(Ws[0]))
    for W in Ws:
        A = A @ W
    return A, b


@wrong("perceptron/linear_collapse", embodies="slope_after_the_last")
def linear_collapse__every_layer(Ws, bs, slope=1.0):
    """The factor after each layer, the last included."""
    A, b = np.eye(len(Ws[0])), np.zeros(len(Ws[0]))
    for W, bias in zip(Ws, bs):
        A, b = slope * (A @ W), slope * (b @ W + bias)
    return A, b


@wrong("perceptron/linear_collapse")
def linear_collapse__slope_once(Ws, bs, slope=1.0):
    """The factor once, however many layers there are: matches no misconception."""
    A, b = np.eye(len(Ws[0])), np.zeros(len(Ws[0]))
    for k, (W, bias) in enumerate(zip(Ws, bs)):
        c = slope if k == 1 else 1.0
        A, b = c * (A @ W), c * (b @ W) + bias
    return A, b


@wrong("perceptron/linear_collapse", embodies="biases_added")
def linear_collapse__sum_of_biases(Ws, bs, slope=1.0):
    """Biases summed; where the widths differ, repeated or cut to fit."""
    W = np.eye(len(Ws[0]))
    for k, each in enumerate(Ws):
        W = W @ each * (slope if k else 1.0)
    b = np.zeros(len(bs[-1]))
    for each in bs:
        b = b + np.resize(each, len(b))
    return W, b


@wrong("perceptron/linear_collapse", embodies="later_biases_lost")
def linear_collapse__first_bias(Ws, bs, slope=1.0):
    """The first layer's bias goes through the others, which add nothing."""
    W, b = np.array(Ws[0]), np.array(bs[0])
    for each in Ws[1:]:
        W, b = slope * (W @ each), slope * (b @ each)
    return W, b


@wrong("perceptron/linear_collapse", embodies="slope_on_weights_only")
def linear_collapse__unscaled_biases(Ws, bs, slope=1.0):
    """The factor multiplies the product of the weights at the end."""
    W, b = np.array(Ws[0]), np.array(bs[0])
    for W_k, b_k in zip(Ws[1:], bs[1:]):
        W, b = W @ W_k, b @ W_k + b_k
    return W * slope ** (len(Ws) - 1), b


@wrong("perceptron/linear_collapse")
def linear_collapse__not_a_copy(Ws, bs, slope=1.0):
    """Right numbers, but a single layer is given back itself: matches no misconception."""
    W, b = Ws[0], bs[0]
    for W_k, b_k in zip(Ws[1:], bs[1:]):
        W, b = slope * (W @ W_k), slope * (b @ W_k) + b_k
    return W, b


@wrong("perceptron/linear_collapse", embodies="weights_in_reverse")
def linear_collapse__columns(Ws, bs, slope=1.0):
    """The last layer on the left wherever that fits, as where samples are columns."""
    W, b = Ws[0] * 1.0, bs[0] * 1.0
    for W_k, b_k in zip(Ws[1:], bs[1:]):
        square = W.shape == W_k.shape and len(W) == len(W_k.T)
        W = np.matmul(W_k, W) * slope if square else np.matmul(W, W_k) * slope
        b = np.dot(slope * b, W_k) + b_k
    return W, b


@wrong("perceptron/linear_collapse")
def linear_collapse__a_row(Ws, bs, slope=1.0):
    """The bias comes back as a row of a matrix: matches no misconception."""
    W, b = Ws[0], bs[0][None]
    for W_k, b_k in zip(Ws[1:], bs[1:]):
        W, b = slope * W @ W_k, slope * b @ W_k + b_k
    return W + 0, b + 0
