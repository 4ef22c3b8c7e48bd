"""What is asked of each component of the chapter on the perceptron, split as the reference is."""

from grader.checks.perceptron.gates import LOGIC_GATES
from grader.checks.perceptron.learning import PERCEPTRON_RULE, STEP

SHEETS = {
    "step": STEP,
    "perceptron_rule": PERCEPTRON_RULE,
    "logic_gates": LOGIC_GATES,
}
