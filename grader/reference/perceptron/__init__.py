"""Threshold units, the rule that trains one, and what they need to get past a straight line.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter perceptron.
"""
# ruff: noqa: F401

from grader.reference.perceptron.approximation import universal_approximation, universal_approximation_forward
from grader.reference.perceptron.classes import one_vs_rest, one_vs_rest_predict
from grader.reference.perceptron.features import factorization_machine, factorization_machine_pairs
from grader.reference.perceptron.gates import linear_collapse, logic_gates, logic_gates_xor
from grader.reference.perceptron.learning import perceptron_rule, perceptron_rule_fit, perceptron_rule_predict, step

__all__ = ["step", "perceptron_rule", "logic_gates", "linear_collapse", "factorization_machine", "one_vs_rest", "universal_approximation"]

FAMILIES = ()
