"""Wrong and right answers: logic_gates, logic_gates_xor."""

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
