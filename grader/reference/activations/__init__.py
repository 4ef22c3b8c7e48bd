"""Activation functions and their derivatives, one module for each group.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter activations.
"""
# ruff: noqa: F401

from grader.reference.activations.dead import dead_units, dead_units_backward, dead_units_permanent
from grader.reference.activations.gaussian import (
    gelu,
    gelu_backward,
    gelu_backward_steps,
    gelu_sigmoid,
    gelu_sigmoid_backward,
    gelu_sigmoid_backward_steps,
    gelu_tanh,
    gelu_tanh_backward,
    gelu_tanh_backward_steps,
)
from grader.reference.activations.maxout import maxout, maxout_backward
from grader.reference.activations.rectified import (
    elu,
    elu_backward,
    leaky_relu,
    leaky_relu_backward,
    prelu,
    prelu_backward,
    relu,
    relu_backward,
)
from grader.reference.activations.saturating import (
    sigmoid,
    sigmoid_backward,
    sigmoid_backward_steps,
    tanh,
    tanh_backward,
    tanh_backward_steps,
)
from grader.reference.activations.softmax import (
    log_softmax,
    log_softmax_backward,
    log_softmax_backward_steps,
    softmax,
    softmax_backward,
    softmax_jacobian,
)

__all__ = ["sigmoid", "tanh", "relu", "leaky_relu", "prelu", "elu", "dead_units", "maxout", "gelu", "gelu_tanh",
           "gelu_sigmoid", "softmax", "log_softmax"]

FAMILIES = (("sigmoid", "tanh"), ("relu", "leaky_relu", "prelu", "elu"), ("gelu", "gelu_tanh", "gelu_sigmoid"))
