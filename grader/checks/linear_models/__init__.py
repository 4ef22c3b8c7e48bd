"""What is asked of the linear models, split as in the reference."""

from grader.checks.linear_models.dual import KERNEL_SVM
from grader.checks.linear_models.hard import SVM_HARD_MARGIN
from grader.checks.linear_models.kernels import KERNELS
from grader.checks.linear_models.logistic import LOGISTIC_REGRESSION
from grader.checks.linear_models.penalized import LASSO, RIDGE
from grader.checks.linear_models.soft import SVM_SOFT_MARGIN

SHEETS = {
    "logistic_regression": LOGISTIC_REGRESSION,
    "ridge": RIDGE,
    "lasso": LASSO,
    "svm_hard_margin": SVM_HARD_MARGIN,
    "svm_soft_margin": SVM_SOFT_MARGIN,
    "kernels": KERNELS,
    "kernel_svm": KERNEL_SVM,
}
