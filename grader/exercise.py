"""What an exercise notebook holds: where it lies, which cells, and what its learner is told is checked."""

import json
from pathlib import Path

from grader.address import ROOT, UnknownAddress, chapters, component, notebooks

COVERS = "**Hidden checks run only at grading**, and cover: {titles}. *Validate* knows nothing of them."


def covers(component):
    """The text under a test cell: the titles of the hidden checks, and when they run."""
    return COVERS.format(titles="; ".join(check.title for check in component.sheet.checks))


def path(component, folder="exercises"):
    """The notebook that holds a component's exercise; ``folder`` may be solutions."""
    return ROOT / folder / component.chapter / f"{component.notebook}.ipynb"


def target(text):
    """From what a user typed to (notebook path, its components): an address, a name, or a path.

    A family's notebook asked for by path means all its members; by address, the one member.
    """
    file = Path(text)
    if text.endswith(".ipynb"):
        return file, _components_of(file)
    if file.is_file():
        raise UnknownAddress(f"{file} is no notebook: give the path of an .ipynb file, or an address such as "
                             "activations/softmax.")
    found = component(text)
    return _shown(path(found)), (found,)


def _shown(file):
    """A path as the user would write it: from here, where that is shorter."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


def _components_of(file):
    """The components whose answer cells a notebook holds, recognised by its cells, not by its name."""
    ids = {_cell_id(cell) for cell in read_cells(file)}
    candidates = [members for chapter in chapters() for members in notebooks(chapter).values()
                  if ids & {member.name for member in members}]
    if not candidates:
        raise UnknownAddress(f"{file} is no exercise of this course: none of its cells has the name of a component. "
                             "Open one of the notebooks in exercises/.")
    return max(candidates, key=lambda members: len(ids & {member.name for member in members}))


def read_cells(file):
    """The cells of a notebook file; raises UnknownAddress with one sentence if it cannot be read."""
    try:
        cells = json.loads(Path(file).read_text(encoding="utf-8-sig"))["cells"]
        return [cell for cell in cells if isinstance(cell, dict)]
    except FileNotFoundError:
        raise UnknownAddress(f"there is no file {file}: check the path, or give an address such as "
                             "activations/softmax.") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise UnknownAddress(f"{file} cannot be read as a notebook: save it again in JupyterLab, or start from a "
                             "fresh copy of the exercise.") from None


def code_cells(file):
    """Sources of a notebook's code cells in order, test cells left out: the judge asks its own questions."""
    return [source(cell) for cell in read_cells(file)
            if cell.get("cell_type") == "code" and not _cell_id(cell).endswith("-test")]


def source(cell):
    """A cell's source as one text."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(text)


def answer_cells(file):
    """Names of the answer cells in a notebook file."""
    return {_cell_id(cell) for cell in read_cells(file) if cell.get("cell_type") == "code"}


def _cell_id(cell):
    """A cell's grade_id, or its own id where it has none."""
    metadata = cell.get("metadata", {})
    return str(metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", ""))
