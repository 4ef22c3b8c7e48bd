"""The course that is being graded in this process, for the hooks: nbgrader hands them no course of their own."""

import re
from functools import lru_cache
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException

_course, _kept = None, {}


def begin(coursedir):
    """Called when grading starts, with nbgrader's `CourseDirectory`."""
    global _course
    end()
    _course = coursedir


def end():
    """Forget the course, and close what was kept open for it."""
    global _course
    for each in _kept.values():
        getattr(each, "close", lambda: None)()
    _course = None
    _kept.clear()


def once(*key, make):
    """What ``make`` gives, made once in this grading; it is closed at the end if it can be."""
    if key not in _kept:
        _kept[key] = make()
    return _kept[key]


def gradebook():
    """The course's gradebook, opened once: opening it takes nbgrader longer than writing a learner's rows.

    Whoever uses it commits, so that it holds no lock when nbgrader's own steps write.
    """
    opened = once("gradebook", make=lambda: Gradebook(course().db_url))
    opened.db.rollback()  # nothing is left of a step that failed
    return opened


def course():
    """The `CourseDirectory` of the grading that runs."""
    if _course is None:
        raise NbGraderException("No grading runs in this process: the hooks belong to `nbgrader autograde`.")
    return _course


def student_of(coursedir, folder, step):
    """(assignment, student) of a folder of this step: submitted or autograded."""
    pattern = coursedir.format_path(step, "(?P<student>.*)", "(?P<assignment>.*)", escape=True)
    found = re.match(pattern, str(folder))
    return found["assignment"], found["student"]


def submitted_folder(coursedir, assignment, student):
    """Where a submission lies."""
    return Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))


def autograded_folder(coursedir, assignment, student):
    """Where its graded notebooks go."""
    return Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))


def sources(coursedir, assignment):
    """The author's notebooks of an assignment by name; they must not be changed."""
    folder = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    found = {path.stem: _read(path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.ipynb"))}
    if not found:
        raise NbGraderException(f"{folder} holds no notebook: grading {assignment} needs the author's notebooks there.")
    return found


@lru_cache(maxsize=256)
def _read(path, _changed):
    return nbformat.read(path, as_version=4)
