"""Backpropagation: layers, networks of layers, graphs of single numbers, and what surrounds a backward pass.

One module for each group of components; __all__ lists the components, and their further functions are
public as well (hence no F401).
Book: chapter backprop.
"""
# ruff: noqa: F401

from grader.reference.backprop.graphs import forward_mode, forward_mode_rule, reverse_mode, reverse_mode_rule
from grader.reference.backprop.layers import (
    linear,
    linear_backward,
    linear_backward_sample,
    two_layer_network,
    two_layer_network_backward,
    two_layer_network_closed_form,
    two_layer_network_loss,
    two_layer_network_update,
)
from grader.reference.backprop.networks import mlp_backward, mlp_backward_deltas, mlp_backward_product, mlp_forward
from grader.reference.backprop.steps import (
    count_flops,
    gradient_check,
    gradient_descent_step,
    gradient_reversal,
    gradient_reversal_backward,
)

__all__ = ["linear", "two_layer_network", "mlp_forward", "mlp_backward", "gradient_check", "forward_mode",
           "reverse_mode", "count_flops", "gradient_descent_step", "gradient_reversal"]

FAMILIES = ()
