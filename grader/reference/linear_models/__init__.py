"""Linear models: logistic regression, ridge, lasso and support vector machines.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter linear_models.
"""
# ruff: noqa: F401

from grader.reference.linear_models.dual import (
    kernel_svm,
    kernel_svm_fit,
    kernel_svm_predict,
    kernel_svm_step,
)
from grader.reference.linear_models.hard import svm_hard_margin, svm_hard_margin_canonical, svm_hard_margin_fit
from grader.reference.linear_models.inner import (
    kernels,
    kernels_gaussian,
    kernels_map,
    kernels_polynomial,
)
from grader.reference.linear_models.logistic import (
    logistic_regression,
    logistic_regression_fit,
    logistic_regression_gradient,
    logistic_regression_loss,
)
from grader.reference.linear_models.penalized import lasso, ridge
from grader.reference.linear_models.soft import svm_soft_margin, svm_soft_margin_fit, svm_soft_margin_gradient

__all__ = ["logistic_regression", "ridge", "lasso", "svm_hard_margin", "svm_soft_margin", "kernels", "kernel_svm"]

FAMILIES = (("ridge", "lasso"),)
