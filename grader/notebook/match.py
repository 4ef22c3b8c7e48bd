"""Which submitted cell is which cell of the source notebook: by grade_id, by cell id, by what it defines."""

import re
from dataclasses import dataclass, field

from grader.notebook.stubs import without_hidden, without_solutions

_DEFINED = re.compile(r"^(?:async\s+)?def\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)", re.MULTILINE)


@dataclass
class Matched:
    """Submitted cells sorted by the part they play.

    parts    answer name → the submitted cells that hold it, in order, the first found best
    edited   name of a known cell that is not an answer → its submitted cell
    extras   (name of the known cell before it, cell) for the learner's own code cells
    """

    parts: dict = field(default_factory=dict)
    edited: dict = field(default_factory=dict)
    extras: list = field(default_factory=list)


def cell_name(cell):
    """The name of a source cell: its grade_id, else its id."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id", "")


def is_answer(cell):
    """Does the learner write this cell for a grade?"""
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def released(cell):
    """A source cell's text as the learner gets it."""
    name = cell_name(cell)
    if is_answer(cell):
        return without_solutions(cell["source"], name) if cell["cell_type"] == "code" else "YOUR ANSWER HERE"
    return without_hidden(cell["source"])


def defines(source):
    """Names of the functions and variables that a cell's source defines at its top level."""
    return {function or variable for function, variable in _DEFINED.findall(source)}


def functions(source):
    """Names of the functions that a cell's source defines at its top level."""
    return {name for name, _ in _DEFINED.findall(source) if name}


def match(source_cells, submitted):
    """The `Matched` submitted cells of a notebook."""
    known = {cell_name(cell): cell for cell in source_cells}
    texts = {released(cell).strip() for cell in source_cells if not is_answer(cell)}
    matched, before = Matched(), ""
    for cell in submitted:
        name = _named(cell, known) or _recognised(cell, known)
        if name and is_answer(known[name]):
            matched.parts.setdefault(name, []).append(cell)
        elif name:
            matched.edited.setdefault(name, cell)
        elif cell.kind == "code" and cell.source.strip() and cell.source.strip() not in texts:
            matched.extras.append((before, cell))
        before = name or before
    _demote(matched, known)
    return matched


def _named(cell, known):
    return next((name for name in (cell.grade_id, cell.id) if name in known), "")


def _recognised(cell, known):
    """The answer whose functions this unnamed cell defines; Markdown counts, for a cell may be retyped."""
    mine = functions(cell.source)
    shared = {name: len(mine & functions(each["source"])) for name, each in known.items()
              if is_answer(each) and each["cell_type"] == "code"}
    best = max(shared, key=shared.get, default="")
    return best if best and shared[best] else ""


def _demote(matched, known):
    """Where an answer has cells that carry its name, the others are the learner's own cells, in their place."""
    for name, cells in matched.parts.items():
        named = [cell for cell in cells if _named(cell, known)]
        if named and len(named) < len(cells):
            matched.parts[name] = named
            strays = [cell for cell in cells if cell not in named and cell.kind == "code"]
            matched.extras += [(name, cell) for cell in strays]
