"""What is asked of each component of the chapter on the perceptron, split as the reference is."""

from grader.checks.perceptron.approximation import UNIVERSAL_APPROXIMATION
from grader.checks.perceptron.classes import ONE_VS_REST
from grader.checks.perceptron.features import FACTORIZATION_MACHINE
from grader.checks.perceptron.gates import LINEAR_COLLAPSE, LOGIC_GATES
from grader.checks.perceptron.learning import PERCEPTRON_RULE, STEP

SHEETS = {
    "step": STEP,
    "perceptron_rule": PERCEPTRON_RULE,
    "logic_gates": LOGIC_GATES,
    "linear_collapse": LINEAR_COLLAPSE,
    "factorization_machine": FACTORIZATION_MACHINE,
    "one_vs_rest": ONE_VS_REST,
    "universal_approximation": UNIVERSAL_APPROXIMATION,
}
