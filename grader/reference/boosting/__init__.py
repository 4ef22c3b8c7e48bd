"""Boosting: what a split of a tree gains, trees that grow by it, and learners that correct one another.

``__all__`` lists the components, and their further functions are public as well (hence no F401).
Book: chapter boosting.
"""
# ruff: noqa: F401

from grader.reference.boosting.columns import column_sample, missing_direction, missing_direction_split
from grader.reference.boosting.rounds import gradient_boosting, gradient_boosting_linear, gradient_boosting_predict, gradient_boosting_tree
from grader.reference.boosting.splits import best_split, leaf_weight, split_gain

__all__ = ["leaf_weight", "split_gain", "best_split", "missing_direction", "column_sample", "gradient_boosting"]

FAMILIES = (("leaf_weight", "split_gain"),)
