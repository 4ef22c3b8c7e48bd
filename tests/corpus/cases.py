"""All cases, by name and by category, and the list of threats they stand for."""

import tomllib
from importlib import import_module
from pathlib import Path

CATEGORIES = ("deciding", "getting", "fooling", "harming", "exhausting", "clumsy", "reading", "losing")
BY_CATEGORY = {name: import_module(f"tests.corpus.{name}").CASES for name in CATEGORIES}
CASES = {case.name: case for cases in BY_CATEGORY.values() for case in cases}


def threats():
    """category → threat in words → names of its notebooks."""
    with Path(__file__).with_name("threats.toml").open("rb") as file:
        return tomllib.load(file)
