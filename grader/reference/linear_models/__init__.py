"""Linear models: logistic regression, ridge, lasso and support vector machines.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter linear_models.
"""
# ruff: noqa: F401

from grader.reference.linear_models.logistic import (
    logistic_regression,
    logistic_regression_fit,
    logistic_regression_gradient,
    logistic_regression_loss,
)
from grader.reference.linear_models.penalized import lasso, ridge

__all__ = ["logistic_regression", "ridge", "lasso"]

FAMILIES = (("ridge", "lasso"),)
