"""What happens before and after a submission's notebooks are graded; nbgrader swallows what hooks raise."""

import glob
import logging
import secrets
import shutil
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path

from grader.nbgrader_glue import current, unfinished
from grader.nbgrader_glue.names import files_of
from grader.notebook.match import cell_name, is_answer

KEPT = ("timestamp.txt", "submission_secret.txt")  # the exchange's own files
_log = logging.getLogger("grader.nbgrader_glue")


class _Stray(str):
    """A pattern that nbgrader is to ignore for this submission only."""


def _tells(hook):
    """Log a hook's failure with its traceback before nbgrader drops it."""
    @wraps(hook)
    def told(**kwargs):
        try:
            hook(**kwargs)
        except Exception:
            _log.exception("%s failed; nbgrader goes on without it", hook.__name__)
            raise
    return told


@_tells
def before_submission(assignment, student, notebooks):
    """Put the notebooks' right names into nbgrader's list, whatever the files are called.

    The list is edited in place; files are not touched: the exporter finds a renamed file again.
    The learner's other files are not copied: one that cannot be would cost the learner the assignment.
    """
    course, folder = current.course(), Path(notebooks[0]).parent
    files = files_of(folder, current.sources(course, assignment))
    course.ignore = [each for each in course.ignore if not isinstance(each, _Stray)] + _strays(folder)
    notebooks[:] = [str(folder / f"{name}.ipynb") for name in sorted(files.chosen)]
    unfinished.begin(_graded(folder))


@_tells
def after_submission(assignment, student, notebooks):
    """Comment on notebooks nobody submitted, drop the learner's other files, and call it finished."""
    course = current.course()
    folder = Path(notebooks[0]).parent
    assignment, student = current.student_of(course, folder, course.submitted_directory)
    sources = current.sources(course, assignment)
    absent = [name for name in sources if str(folder / f"{name}.ipynb") not in notebooks]
    gradebook = current.gradebook()
    for name in absent:
        _comment_missing(gradebook, name, sources[name], assignment, student)
    gradebook.db.commit()
    _drop_strays(_graded(folder), sources)
    unfinished.end(_graded(folder))


@_tells
def after_feedback(assignment, student, notebooks):
    """Make each page fit for nbgrader's exchange, which looks for it by the name and time of the submission."""
    course = current.course()
    assignment, student = current.student_of(course, Path(notebooks[0]).parent, course.autograded_directory)
    folder = Path(course.format_path(course.feedback_directory, student, assignment))
    submitted = current.submitted_folder(course, assignment, student)
    for name, file in files_of(submitted, current.sources(course, assignment)).chosen.items():
        page = folder / f"{name}.html"
        if file.suffix == ".ipynb" and file.stem != name and page.exists():
            shutil.copyfile(page, folder / f"{file.stem}.html")
    handed_in = datetime.fromtimestamp(submitted.stat().st_mtime, UTC)
    _write_if_missing(folder / "timestamp.txt", f"{handed_in:%Y-%m-%d %H:%M:%S} UTC\n")
    _write_if_missing(folder / "submission_secret.txt", secrets.token_hex(64))


def _strays(folder):
    """Patterns of everything in a submission but what the exchange wrote, and that only where it is a file."""
    return [_Stray(glob.escape(path.name)) for path in folder.iterdir()
            if path.name not in KEPT or path.is_symlink() or not path.is_file()]


def _write_if_missing(file, text):
    """What zip_collect leaves out, and where release_feedback would stop for the whole class."""
    if not file.exists():
        file.write_text(text, encoding="ascii")


def _graded(folder):
    course = current.course()
    return current.autograded_folder(course, *current.student_of(course, folder, course.submitted_directory))


def _comment_missing(gradebook, name, source, assignment, student):
    answers = [cell_name(cell) for cell in source["cells"] if is_answer(cell)]
    if answers:
        comment = gradebook.find_comment(answers[0], name, assignment, student)
        comment.auto_comment = missing(name)


def missing(name):
    """The comment on a notebook that nobody submitted."""
    return f"No file was submitted for this notebook: {name}.ipynb is missing, so it counts 0 points."


def _drop_strays(folder, sources):
    """Of what nbgrader copied from the submission, keep what the exchange wrote only."""
    kept = {*KEPT, *(f"{name}.ipynb" for name in sources)}
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in kept:
            path.unlink()
