"""What is asked of the chapter capstone; ``book`` is the source of the parts that travel with each request."""

from grader.checks.capstone.asking import book
from grader.checks.capstone.sheet import CAPSTONE

__all__ = ["SHEETS", "book"]

SHEETS = {
    "capstone": CAPSTONE,
}
