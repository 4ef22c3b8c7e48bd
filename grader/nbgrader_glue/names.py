"""Which file of a submission is which notebook: by name, else by the answers it holds."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from grader.notebook.match import cell_name, functions, is_answer
from grader.notebook.read import read

_NUMBER = re.compile(r"\d+")


@dataclass
class Files:
    """``chosen``: notebook name → its file; ``notes``: notebook name → sentences for the learner."""

    chosen: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)


def files_of(folder, sources):
    """The `Files` of a submission's folder.

    folder   where the submission lies
    sources  notebook name → the author's notebook as a dict
    """
    files, strays = Files(), []
    for path in sorted(Path(folder).iterdir(), key=_natural):
        if path.name in {f"{name}.ipynb" for name in sources}:
            files.chosen[path.stem] = path
        elif _may_be_notebook(path):
            strays.append(path)
    missing = [name for name in sources if name not in files.chosen]
    for path in strays:
        name = _recognise(path, missing, sources)
        if name:
            files.chosen[name] = path  # of several, the one with the highest number
            files.notes[name] = [f"Your file is called {shown(path.name)}, not {name}.ipynb: it was graded as {name}."]
    return files


def shown(name):
    """A file name fit for a sentence."""
    return re.sub(r"[^\w .()+-]", "?", name)[:80]


def _natural(path):
    return [int(number) for number in _NUMBER.findall(path.name)], path.name


def _may_be_notebook(path):
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".") and ".ipynb" in path.name.lower()


def _recognise(path, missing, sources):
    """The missing notebook whose answers this file holds most of, then the one whose name it carries."""
    cells = read(path).cells
    named = [name for name in missing if re.search(rf"(?<![a-z0-9]){name}(?![a-z0-9])", path.name.lower())]
    scores = {name: (_likeness(cells, sources[name]), name in named) for name in missing}
    best = max(scores, key=scores.get, default="")
    if best and scores[best][0]:
        return best
    return max(named, key=len, default="") if not cells else ""


def _likeness(cells, source):
    answers = [cell for cell in source["cells"] if is_answer(cell)]
    names = {cell_name(cell) for cell in answers}
    wanted = {name for cell in answers for name in functions(cell["source"])}
    return sum(len(names & {cell.grade_id, cell.id}) + len(wanted & functions(cell.source)) for cell in cells)
