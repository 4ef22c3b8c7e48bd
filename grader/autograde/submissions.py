"""Which submissions are to be graded, by nbgrader's rule, and what each holds."""

import glob
from dataclasses import dataclass
from pathlib import Path

from grader.autograde.room import Refused
from grader.nbgrader_glue import current
from grader.nbgrader_glue.exporter import submission as read_submission
from grader.nbgrader_glue.hooks import KEPT
from grader.nbgrader_glue.names import files_of, shown
from grader.notebook.read import Reading, read


@dataclass(frozen=True)
class Handed:
    """What one learner handed in: notebook name → (`Reading`, digest), for the notebooks that are there."""

    student: str
    notebooks: dict


def students(room, force):
    """(names of learners to grade, names of those graded before); raises `Refused` where there is nobody."""
    pattern = room.course.format_path(room.course.submitted_directory, room.course.student_id, room.assignment)
    folders = [Path(path) for path in sorted(glob.glob(pattern)) if Path(path).is_dir()]
    if not folders:
        raise Refused(f"No submission was found at {pattern}: collect them first.")
    names = [current.student_of(room.course, folder, room.course.submitted_directory)[1] for folder in folders]
    excluded = room.course.student_id_exclude.split(",")
    names = [name for name in names if name not in excluded]
    wanted = [name for name in names if force or _is_due(room, name)]
    return wanted, [name for name in names if name not in wanted]


def _is_due(room, student):
    """Not graded yet, or handed in again since."""
    graded = room.graded(student)
    if not graded.exists():
        return True
    new, old = (room.course.get_existing_timestamp(str(folder)) for folder in (room.submitted(student), graded))
    return new is not None and old is not None and new > old


def handed_in(room, student):
    """Read a learner's submission, whatever its files are called."""
    folder = room.submitted(student)
    files = files_of(folder, room.sources)
    found = {name: read_submission(files, name) for name in sorted(files.chosen)}
    if not any(folder.glob("*.ipynb")):
        found = {**_in_place_of_notebooks(room, folder, files.chosen.values()), **found}
    return Handed(student, dict(sorted(found.items())))


def _in_place_of_notebooks(room, folder, graded):
    """Where no file is called a notebook, the first other file stands for each: `nbgrader autograde` sees none."""
    others = sorted(path for path in folder.iterdir()
                    if path not in graded and path.name not in KEPT and not path.name.startswith("."))
    if not others:
        return {}
    problem = f"{shown(others[0].name)} {read(others[0]).problem or 'is no notebook of this assignment'}"
    return {name: (Reading(problem=problem), "") for name in sorted(room.templates)}
