"""Imports go one way, machinery to checks to reference to NumPy, and no module outgrows its reader."""

import ast
import sys

import pytest

from grader.address import ROOT

FILES = sorted(p for p in (ROOT / "grader").rglob("*.py") if "templates" not in p.parts)
LONGEST = 350

# What a folder (or file) of grader/ may import besides the standard library; the longest match decides.
ALLOWED = {
    "reference": {"numpy"},
    "reference/attention": {"numpy", "grader.reference"},  # two chapters that are built from others' components
    "reference/capstone": {"numpy", "grader.reference"},
    "checks": {"numpy", "grader.checks.kit", "grader.reference"},
    "checks/kit.py": set(),
    "judge": {"numpy", "grader.judge", "grader.checks.kit", "grader.runner.wire", "grader.runner.calls"},
}
CONTENT = ("grader.checks", "grader.reference")
NO_CONTENT = ("runner", "sandbox")
NO_PROCESSES = ("judge", "checks", "reference")
PROCESSES = {"subprocess", "multiprocessing", "socket", "threading", "concurrent"}


def imported(path):
    """Full names of all modules (and of names that may be modules) that a file imports, wherever it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def under(name, packages):
    """Is the name one of these, or inside one?"""
    return any(name == package or name.startswith(package + ".") for package in packages)


def where(path):
    """The file's place in grader/: ``judge/plan.py``."""
    return path.relative_to(ROOT / "grader").as_posix()


def allowed(place):
    """What the file may import, or None if nothing is said about it."""
    matches = [key for key in ALLOWED if place == key or place.startswith(key + "/")]
    return ALLOWED[max(matches, key=len)] if matches else None


@pytest.mark.parametrize("path", FILES, ids=where)
def test_imports_go_one_way(path):
    """Reference and checks import no machinery; the judge takes the vocabulary, not the content."""
    permitted = allowed(where(path))
    names = [name for name in imported(path) if name.partition(".")[0] not in sys.stdlib_module_names]
    if permitted is not None:
        package = ".".join(path.relative_to(ROOT).parts[:3])  # a chapter that has been split imports its own parts
        assert [name for name in names if not under(name, permitted | {package})] == []


@pytest.mark.parametrize("path", [p for p in FILES if where(p).startswith(NO_CONTENT)], ids=where)
def test_what_runs_learner_code_knows_no_content(path):
    """Neither the answer process nor the sandbox can reach a check or a reference answer."""
    assert [name for name in imported(path) if under(name, (*CONTENT, "grader.address", "grader.judge"))] == []


@pytest.mark.parametrize("path", [p for p in FILES if where(p).startswith(NO_PROCESSES)], ids=where)
def test_judge_and_content_are_pure(path):
    """They run wherever NumPy runs, a browser included: no process, no thread, no network."""
    assert [name for name in imported(path) if name.partition(".")[0] in PROCESSES] == []


@pytest.mark.parametrize("path", FILES, ids=where)
def test_a_module_is_a_small_room(path):
    """No module is longer than 350 lines, and each says in its docstring what it is for."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(text))
