"""nbgrader in the checkout: stock commands work here; a class lives in a folder of its own (grader course)."""

from pathlib import Path

from grader.nbgrader_glue.configuration import apply_checkout

apply_checkout(get_config(), Path(__file__).parent)  # noqa: F821 - nbgrader gives get_config and __file__
