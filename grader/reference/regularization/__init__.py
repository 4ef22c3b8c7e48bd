"""Regularization: what keeps a model from learning its samples by heart.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter regularization.
"""
# ruff: noqa: F401

from grader.reference.regularization.images import augment, augment_crop, augment_flip, augment_shift
from grader.reference.regularization.penalties import (
    l1_penalty,
    l1_penalty_backward,
    l2_penalty,
    l2_penalty_backward,
    soft_threshold,
    soft_threshold_step,
)
from grader.reference.regularization.priors import map_estimate, map_estimate_loss, weight_decay, weight_decay_in_gradient
from grader.reference.regularization.stopping import early_stopping, early_stopping_filter
from grader.reference.regularization.units import dropout, dropout_backward

__all__ = ["l1_penalty", "l2_penalty", "soft_threshold", "weight_decay", "map_estimate", "dropout", "early_stopping", "augment"]

FAMILIES = (("l1_penalty", "l2_penalty"),)
