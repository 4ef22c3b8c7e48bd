"""What is asked of numerical derivatives and the two chain rules, a component a file."""

from grader.checks.matrix_calculus.chain_matrix import CHAIN_MATRIX
from grader.checks.matrix_calculus.chain_vectors import CHAIN_VECTORS
from grader.checks.matrix_calculus.numerical_gradient import NUMERICAL_GRADIENT
from grader.checks.matrix_calculus.numerical_jacobian import NUMERICAL_JACOBIAN

SHEETS = {
    "numerical_gradient": NUMERICAL_GRADIENT,
    "numerical_jacobian": NUMERICAL_JACOBIAN,
    "chain_vectors": CHAIN_VECTORS,
    "chain_matrix": CHAIN_MATRIX,
}
