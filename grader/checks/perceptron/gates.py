"""What is asked of gates made of threshold units, and of linear layers."""

import numpy as np

from grader.checks.kit import Check, Misconception, Sheet, call

# --- logic_gates -----------------------------------------------------------------------------------
# Any weights that compute the gate are right, so a driver puts all corners through the unit.

GATES = ("AND", "OR", "NAND")


def _gate_sizes(answer, gate, n):
    w, b = answer.logic_gates(gate, n)
    return np.shape(w), np.shape(b)


def _gate_answers(answer, gate, *n):
    w, b = answer.logic_gates(gate, *n)
    corners = np.stack(np.meshgrid(*[[0.0, 1.0]] * len(w), indexing="ij"), axis=-1).reshape(-1, len(w))
    return np.where(corners @ w + b > 0, 1.0, 0.0)


def _xor_answers(answer):
    W1, b1, w2, b2 = answer.logic_gates_xor()
    hidden = np.where(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]) @ W1 + b1 > 0, 1.0, 0.0)
    return np.where(hidden @ w2 + b2 > 0, 1.0, 0.0)


def _xor_sizes(answer):
    W1, b1, w2, b2 = answer.logic_gates_xor()
    h = np.shape(W1)[-1]
    return np.ndim(W1) == 2 and np.shape(W1)[0] == 2, np.shape(b1) == (h,), np.shape(w2) == (h,), np.shape(b2)


def _sizes(rng):
    return [*(call("logic_gates", gate, n, driver=_gate_sizes, label=f"{gate} of {n} inputs") for gate, n in zip(GATES, (2, 3, 5))),
            call("logic_gates_xor", driver=_xor_sizes, label="XOR")]


def _two_inputs(rng):
    return [call("logic_gates", gate, driver=_gate_answers, label=gate) for gate in GATES]


def _more_inputs(rng):
    return [call("logic_gates", gate, n, driver=_gate_answers, label=f"{gate} of {n} inputs") for gate in GATES for n in (3, 4, 6)]


def _one_input(rng):
    return [call("logic_gates", gate, 1, driver=_gate_answers, label=f"{gate} of one input") for gate in GATES]


def _xor(rng):
    return [call("logic_gates_xor", driver=_xor_answers, label="XOR")]


def _unit(gate, n, b):
    return (-np.ones(n) if gate == "NAND" else np.ones(n)), b


def _bias_of_two(gate, n=2):
    return _unit(gate, n, {"AND": -1.5, "OR": -0.5, "NAND": 1.5}[gate])


def _no_bias(gate, n=2):
    return _unit(gate, n, 0.0)


def _threshold_added(gate, n=2):
    return _unit(gate, n, {"AND": n - 0.5, "OR": 0.5, "NAND": 0.5 - n}[gate])


def _through_the_corners(gate, n=2):
    return _unit(gate, n, {"AND": -float(n), "OR": 0.0, "NAND": float(n)}[gate])


def _nand_is_nor(gate, n=2):
    return _unit(gate, n, {"AND": 0.5 - n, "OR": -0.5, "NAND": 0.5}[gate])


def _gates_exchanged(gate, n=2):
    return _unit(gate, n, {"OR": 0.5 - n, "AND": -0.5, "NAND": n - 0.5}[gate])


def _xor_layers(first, b1, b2):
    return np.array(first), np.array(b1), np.array([1.0, 1.0]), b2


LOGIC_GATES = Sheet(
    checks=(
        Check("shapes", "A unit has a weight for each input and one bias; XOR has two layers that fit.", "shape", 1, _sizes),
        Check("two inputs", "AND, OR and NAND answer all four pairs as their tables say, in the order 00, 01, 10, 11.", "value", 2,
              _two_inputs, by_hand=(np.array([0.0, 0, 0, 1]), np.array([0.0, 1, 1, 1]), np.array([1.0, 1, 1, 0]))),
        Check("more inputs", "The gates of three, four and six inputs answer every combination.", "reference", 2, _more_inputs,
              hint="AND needs all of its inputs, so its bias depends on how many there are"),
        Check("one input", "With a single input AND and OR repeat it, and NAND is its opposite.", "edge", 1, _one_input,
              hint="the same formula should work for n = 1"),
        Check("XOR", "Two layers answer 0, 1, 1, 0.", "value", 2, _xor, by_hand=(np.array([0.0, 1.0, 1.0, 0.0]),)),
    ),
    misconceptions=(
        Misconception("bias_of_two_inputs", "logic_gates", _bias_of_two, "the bias is that of two inputs, whatever n is"),
        Misconception("no_bias", "logic_gates", _no_bias,
            "without a bias the line goes through the origin, so all zeros are answered by 0"),
        Misconception("threshold_added", "logic_gates", _threshold_added,
            "the bias is minus the threshold, and here it has the threshold's sign"),
        Misconception("through_the_corners", "logic_gates", _through_the_corners,
                      "the line goes through a corner, where the score is 0 and the answer 0"),
        Misconception("nand_is_nor", "logic_gates", _nand_is_nor, "this NAND is NOR: it should be false only when all inputs are true"),
        Misconception("gates_exchanged", "logic_gates", _gates_exchanged, "AND and OR are exchanged: AND needs the higher threshold"),
        Misconception("or_of_gates", "logic_gates_xor", lambda: _xor_layers([[1.0, -1.0], [1.0, -1.0]], [-0.5, 1.5], -0.5),
                      "the output unit is an OR of the hidden units, and one of OR and NAND is always true"),
        Misconception("or_and_and", "logic_gates_xor", lambda: _xor_layers([[1.0, 1.0], [1.0, 1.0]], [-0.5, -1.5], -1.5),
                      "OR and AND together are AND; XOR is OR but *not* AND"),
        Misconception("one_unit_twice", "logic_gates_xor", lambda: _xor_layers([[1.0, 1.0], [1.0, 1.0]], [-0.5, -0.5], -0.5),
                      "both hidden units draw the same line, which is no more than one"),
    ),
)


# --- linear_collapse -------------------------------------------------------------------------------


def _stack(rng, *widths):
    Ws = [rng.normal(size=(d_in, d_out)) for d_in, d_out in zip(widths, widths[1:])]
    return Ws, [rng.normal(size=width) for width in widths[1:]]


def _collapse_shapes(rng):
    return [call("linear_collapse", *_stack(rng, *widths), driver=_collapse_sizes, label=f"widths {widths}")
            for widths in ((3, 4, 2), (2, 5, 1, 4), (3, 3, 3))]


def _collapse_sizes(answer, Ws, bs):
    W, b = answer.linear_collapse(Ws, bs)
    return np.shape(W), np.shape(b)


def _collapse_by_hand(rng):
    return [call("linear_collapse", [np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])], [np.array([1.0, 0.0]), np.array([5.0])],
                 label="widths 1, 2, 1")]


def _collapse_random(rng):
    return [call("linear_collapse", *_stack(rng, *widths), label=f"widths {widths}")
            for widths in ((3, 4, 2), (4, 2, 5, 3), (3, 3, 3), (2, 2, 2, 2, 2))]


def _collapse_slopes(rng):
    return [call("linear_collapse", *_stack(rng, 3, 4, 2, 3), slope, label=f"slope {slope:g}") for slope in (0.5, -2.0, 0.0)]


def _collapse_one(rng):
    return [call("linear_collapse", *_stack(rng, 3, 2), slope, label=f"one layer, slope {slope:g}") for slope in (1.0, 3.0)]


def _collapse_unchanged(rng):
    return [call("linear_collapse", *_stack(rng, 2, 3, 2)),
            call("linear_collapse", *_stack(rng, 2, 2), driver=_collapsed_into, label="one layer")]


def _collapsed_into(answer, Ws, bs):
    W, b = answer.linear_collapse(Ws, bs)
    W[...], b[...] = 0.0, 0.0
    return Ws[0], bs[0]


def _collapse(Ws, bs, slope, keep=1.0, add=1.0, last=1.0):
    """Right with keep = add = last = 1: what earlier biases, later biases and the end are multiplied by."""
    W, b = Ws[0].copy(), bs[0].copy()
    for W_next, b_next in zip(Ws[1:], bs[1:]):
        W, b = slope * W @ W_next, keep * slope * b @ W_next + add * b_next
    return last * W, last * b


def _biases_added(Ws, bs, slope=1.0):
    W, b = _collapse(Ws, bs, slope)
    return W, sum(np.resize(each, b.shape) for each in bs)


def _other_order(Ws, bs, slope=1.0):
    W, b = Ws[0].copy(), bs[0].copy()
    for W_next, b_next in zip(Ws[1:], bs[1:]):
        W, b = slope * (W_next @ W if W_next.shape == W.shape and W.shape[0] == W.shape[1] else W @ W_next), slope * b @ W_next + b_next
    return W, b


LINEAR_COLLAPSE = Sheet(
    checks=(
        Check("shapes", "The one layer takes what the first took and gives what the last gave.", "shape", 1, _collapse_shapes),
        Check("by hand", "The two layers of the book become W = 11, b = 8.", "value", 1, _collapse_by_hand,
              by_hand=((np.array([[11.0]]), np.array([8.0])),)),
        Check("random stacks", "Two to four layers of any widths, square ones too, are one layer.", "reference", 2, _collapse_random,
              hint="the bias of a layer goes through all the layers after it"),
        Check("slopes", "The factor between the layers is counted once between each two.", "reference", 1, _collapse_slopes,
              hint="the factor acts on scores, which hold the bias as well"),
        Check("one layer", "A single layer is itself, and nothing comes after it.", "edge", 1, _collapse_one,
              hint="the factor stands between layers, and not after the last"),
        Check("inputs unchanged", "What you are given is not changed, not even by writing into what you return.", "unchanged", 1,
              _collapse_unchanged, hint="start from copies"),
    ),
    misconceptions=(
        Misconception("earlier_biases_lost", "linear_collapse", lambda Ws, bs, slope=1.0: _collapse(Ws, bs, slope, keep=0.0),
                      "only the last bias is kept; earlier ones go through the layers after them"),
        Misconception("later_biases_lost", "linear_collapse", lambda Ws, bs, slope=1.0: _collapse(Ws, bs, slope, add=0.0),
                      "only the first bias is kept; each layer adds its own"),
        Misconception("biases_added", "linear_collapse", _biases_added,
                      "the biases are added up as they are, without the weights that come after them"),
        Misconception("slope_forgotten", "linear_collapse", lambda Ws, bs, slope=1.0: _collapse(Ws, bs, 1.0),
                      "the factor between the layers makes no difference"),
        Misconception("slope_on_weights_only", "linear_collapse",
                      lambda Ws, bs, slope=1.0: _collapse(Ws, bs, slope, keep=1 / slope if slope else 1.0),
                      "the factor is applied to the weights and not to the biases, but it acts on whole scores"),
        Misconception("slope_after_the_last", "linear_collapse", lambda Ws, bs, slope=1.0: _collapse(Ws, bs, slope, last=slope),
                      "the factor is applied after the last layer too"),
        Misconception("weights_in_reverse", "linear_collapse", _other_order,
                      "the weights are multiplied in the reverse order; with samples as rows, the first layer stands on the left"),
    ),
)
