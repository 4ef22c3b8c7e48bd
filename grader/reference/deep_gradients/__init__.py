"""Gradients in deep networks: how they fade and grow, and what is done about it.

One module for each group of components; __all__ lists the components, and their further functions are
public as well (hence no F401).
Book: chapter deep_gradients.
"""
# ruff: noqa: F401

from grader.reference.deep_gradients.clipping import clip_by_global_norm, clip_by_value
from grader.reference.deep_gradients.depth import gradient_profile, gradient_profile_factor, gradient_profile_jacobians
from grader.reference.deep_gradients.recurrent import (
    lstm_cell,
    lstm_cell_backward,
    lstm_cell_through_time,
    lstm_cell_through_time_backward,
)
from grader.reference.deep_gradients.residual import residual_block, residual_block_backward, residual_block_jacobian

__all__ = ["gradient_profile", "clip_by_value", "clip_by_global_norm", "residual_block", "lstm_cell"]

FAMILIES = (("clip_by_value", "clip_by_global_norm"),)
