"""The README: every command in it exists, and every verb is in it."""

import re

import pytest

from grader.address import ROOT
from grader.cli import VERBS

README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
DOCUMENTED = re.findall(r"^([a-z]+):.*##", MAKEFILE, re.MULTILINE)
MADE = ("_build/",)  # what appears in the README and is made by its commands


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"\bmake ([a-z]+)`|^make ([a-z]+)", README, re.MULTILINE))))
def test_each_make_verb_named_there_is_in_the_makefile(verb):
    """``make VERB`` in the README is a documented target."""
    assert "".join(verb) in DOCUMENTED


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"python -m grader ([a-z]+)", README))))
def test_each_grader_verb_named_there_exists(verb):
    """``python -m grader VERB`` in the README is a verb."""
    assert verb in VERBS


@pytest.mark.parametrize("verb", [verb for verb in DOCUMENTED if verb != "all"])
def test_each_documented_target_is_in_the_readme(verb):
    """No verb of the Makefile is hidden from the README."""
    assert re.search(rf"make {verb}\b", README)


def test_each_path_named_there_exists():
    """A file or folder that the README sends people to is there, or is made by its commands."""
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`|\]\(([\w./-]+)\)|(?:check )(\S+\.ipynb)", README)
    paths = ["".join(groups) for groups in named]
    assert len(paths) >= 5
    assert [path for path in paths if not path.startswith(MADE) and not (ROOT / path).exists()] == []
