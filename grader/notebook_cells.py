"""Cells of an exercise notebook, by the part they play; ids equal grade_ids."""

import json

KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
          "language_info": {"name": "python"}}

HIDDEN = """\
### BEGIN HIDDEN TESTS
from grader.stock import hidden_checks; hidden_checks("{name}", globals())
### END HIDDEN TESTS"""

ROUTE = "import sys\nsys.stderr = sys.stdout  # warnings are shown, never charged\n"


def _nbgrader(ident, **changes):
    fields = {"grade": False, "grade_id": ident, "locked": True, "schema_version": 3, "solution": False, "task": False}
    return {"nbgrader": dict(sorted({**fields, **changes}.items()))}


def _code(ident, metadata, source):
    return {"cell_type": "code", "execution_count": None, "id": ident, "metadata": metadata, "outputs": [],
            "source": source.splitlines(keepends=True)}


def text(ident, source):
    """A locked Markdown cell."""
    return {"cell_type": "markdown", "id": ident, "metadata": _nbgrader(ident),
            "source": source.splitlines(keepends=True)}


def setup(ident, source):
    """A locked code cell: imports."""
    return _code(ident, _nbgrader(ident), source)


def answer(name, source):
    """The answer cell, the only one whose source is graded."""
    return _code(name, _nbgrader(name, locked=False, solution=True), source)


def attempt(name, source):
    """The ungraded cell to play in."""
    return _code(f"{name}-try", {}, source)


def test(name, source, points):
    """The grade cell: visible asserts, then the hidden line."""
    ident = f"{name}-test"
    metadata = {**_nbgrader(ident, grade=True, points=points), "tags": ["raises-exception"]}
    return _code(ident, metadata, f"{ROUTE}\n{source}\n{HIDDEN.format(name=name)}")


def dumps(cells):
    """The notebook file of these cells, byte for byte the same each time."""
    notebook = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
