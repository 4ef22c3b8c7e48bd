"""Scaling of data, and of what flows through a network, one module for each kind.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter normalization.
"""
# ruff: noqa: F401

from grader.reference.normalization.batch import (
    batch_norm,
    batch_norm_backward,
    batch_norm_backward_steps,
    batch_norm_inference_backward,
)
from grader.reference.normalization.components import pca, pca_inverse, pca_transform
from grader.reference.normalization.groups import (
    group_norm,
    group_norm_backward,
    instance_norm,
    instance_norm_backward,
)
from grader.reference.normalization.layer import layer_norm, layer_norm_backward, layer_norm_backward_steps
from grader.reference.normalization.scaling import (
    min_max_scale,
    min_max_scale_fit,
    standardize,
    standardize_fit,
)

__all__ = ["min_max_scale", "standardize", "pca", "layer_norm", "batch_norm", "instance_norm", "group_norm"]

FAMILIES = (("min_max_scale", "standardize"), ("instance_norm", "group_norm"))
