"""What is asked of the linear models, split as in the reference."""

from grader.checks.linear_models.logistic import LOGISTIC_REGRESSION
from grader.checks.linear_models.penalized import LASSO, RIDGE

SHEETS = {
    "logistic_regression": LOGISTIC_REGRESSION,
    "ridge": RIDGE,
    "lasso": LASSO,
}
