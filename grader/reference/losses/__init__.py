"""Losses and their derivatives, one module for each kind of target.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter losses.
"""
# ruff: noqa: F401

from grader.reference.losses.binary import (
    bce_with_logits,
    bce_with_logits_backward,
    binary_cross_entropy,
    binary_cross_entropy_backward,
)
from grader.reference.losses.categorical import (
    cross_entropy,
    cross_entropy_backward,
)
from grader.reference.losses.classes import (
    nll_loss,
    nll_loss_backward,
    softmax_cross_entropy,
    softmax_cross_entropy_backward,
)
from grader.reference.losses.margins import (
    hinge_loss,
    hinge_loss_backward,
    hinge_loss_classes,
    hinge_loss_classes_backward,
    triplet_loss,
    triplet_loss_backward,
)
from grader.reference.losses.squared import mean_squared_error, mean_squared_error_backward

__all__ = ["mean_squared_error", "cross_entropy", "binary_cross_entropy", "bce_with_logits", "nll_loss",
           "softmax_cross_entropy", "hinge_loss", "triplet_loss"]

FAMILIES = (("binary_cross_entropy", "bce_with_logits"),)
