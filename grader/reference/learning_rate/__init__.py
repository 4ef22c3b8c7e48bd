"""The learning rate: schedules, batch size against rate, stationary points, and searching for settings.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter learning_rate.
"""
# ruff: noqa: F401

from grader.reference.learning_rate.landscape import critical_point, linear_scaling, linear_scaling_variance
from grader.reference.learning_rate.schedules import (
    cosine_decay,
    cyclic,
    exponential_decay,
    natural_exponential_decay,
    warmup,
    warmup_cosine,
)
from grader.reference.learning_rate.search import grid_search, grid_search_size, random_search

__all__ = ["exponential_decay", "natural_exponential_decay", "cosine_decay", "warmup", "cyclic",
           "linear_scaling", "critical_point", "grid_search", "random_search"]

FAMILIES = (("exponential_decay", "natural_exponential_decay", "cosine_decay", "warmup", "cyclic"),
            ("grid_search", "random_search"))
