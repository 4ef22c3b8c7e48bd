"""Where training starts: random weights of the right size, and weights that were trained before.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter initialization.
"""
# ruff: noqa: F401

from grader.reference.initialization.geometry import ntk_linear, ntk_linear_backward, ntk_linear_rate, orthogonal_init
from grader.reference.initialization.pretraining import (
    fine_tuning,
    fine_tuning_gradients,
    greedy_pretraining,
    greedy_pretraining_gradients,
)
from grader.reference.initialization.symmetry import constant_init, constant_init_distinct, gaussian_init
from grader.reference.initialization.variance import (
    he_init,
    he_init_std,
    lecun_init,
    lecun_init_std,
    xavier_init,
    xavier_init_std,
)

__all__ = [
    "constant_init",
    "gaussian_init",
    "lecun_init",
    "xavier_init",
    "he_init",
    "orthogonal_init",
    "ntk_linear",
    "greedy_pretraining",
    "fine_tuning",
]

FAMILIES = (("constant_init", "gaussian_init"), ("lecun_init", "xavier_init", "he_init"))
