"""A source notebook after nbgrader's own steps, which change it alike for every learner."""

import json
from dataclasses import dataclass

import nbformat
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import is_locked
from traitlets.utils.importstring import import_item

from grader.nbgrader_glue.configuration import ALIKE
from grader.notebook.match import cell_name
from grader.notebook.rebuild import empty, rebuild
from grader.work import MARKS


@dataclass(frozen=True)
class Template:
    """One notebook of the assignment.

    source    the author's notebook, plain
    cells     cell name → the same cell after nbgrader's steps
    metadata  the notebook's own, after them
    """

    source: dict
    cells: dict
    metadata: dict

    @classmethod
    def made(cls, exporter, source, name, assignment, db_url):
        """Run nbgrader's steps once, on the notebook without any answer, and validate what they made."""
        notebook = nbformat.from_dict(empty(source))
        resources = {"nbgrader": {"assignment": assignment, "notebook": name, "db_url": db_url}}
        kinds = [cell.cell_type for cell in notebook.cells]
        for step in ALIKE:
            notebook, resources = import_item(step)(parent=exporter)(notebook, resources)
        if [cell.cell_type for cell in notebook.cells] != kinds:
            raise NbGraderException(f"The source of {name} has changed since it was released: "
                                    f"run `nbgrader generate_assignment {assignment} --force` and try again.")
        nbformat.validate(notebook)
        return cls(_plain(source), {cell_name(cell): _locked_or_open(cell) for cell in _plain(notebook)["cells"]},
                   _plain(notebook["metadata"]))

    def grafted(self, reading, digest):
        """The notebook to run: the answers of a `Reading` in this notebook; marks say what was amiss."""
        notes = list(reading.notes)
        if reading.problem:
            notebook = empty(self.source)
        else:
            notebook, told = rebuild(self.source, reading.cells)
            notes += told
        cells = [{**cell, **self.cells.get(cell_name(cell), {})} for cell in notebook["cells"]]
        marks = {"problem": reading.problem, "notes": notes, "digest": digest}
        return {**notebook, "cells": cells, "metadata": {**self.metadata, MARKS: marks}}


def _locked_or_open(cell):
    """What of a cell is the same for all: its metadata, and its source where that is locked."""
    locked = is_locked(nbformat.from_dict(cell))
    return {"metadata": cell["metadata"], **({"source": cell["source"]} if locked else {})}


def _plain(notebook):
    """A copy in plain dicts, which travel to another process without nbformat."""
    return json.loads(json.dumps(notebook))
