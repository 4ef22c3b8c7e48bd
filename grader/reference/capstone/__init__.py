"""A classifier put together from the components of the course; its functions are public (hence no F401).

Book: chapter capstone.
"""
# ruff: noqa: F401

from grader.reference.capstone.network import (
    capstone,
    capstone_backward,
    capstone_forward,
    capstone_init,
    capstone_predict,
    capstone_step,
)

__all__ = ["capstone"]

FAMILIES = ()
