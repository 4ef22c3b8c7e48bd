"""Grade a class's submissions of one assignment: work goes to an executor, one writer keeps the books."""

import contextlib
import shutil
import traceback
import warnings
from collections import Counter, deque
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field

import nbformat

from grader import work
from grader.autograde.submissions import handed_in, students
from grader.nbgrader_glue import beside, record, unfinished
from grader.nbgrader_glue.hooks import KEPT


@dataclass
class Outcome:
    """What became of a class.

    graded    learners graded now; `before`, those graded earlier; `failed`, those that could not be
    verdicts  how many notebooks ended in which verdict
    refused   why no sandbox could be had, once
    """

    graded: int = 0
    before: int = 0
    failed: list = field(default_factory=list)
    verdicts: Counter = field(default_factory=Counter)
    refused: str = ""


def grade_class(room, executor, force=False, ahead=0, progress=lambda done, total: None):
    """Grade what is due in a `Room`; gives the `Outcome`.

    executor  any `concurrent.futures.Executor`: it is given `grader.work.grade` and plain values
    ahead     how many learners' work is given to it before the first one's books are done
    progress  called with the number of learners done, and of all
    """
    due, before = students(room, force)
    outcome, waiting = Outcome(before=len(before)), deque()
    for number, student in enumerate(due):
        waiting.append(_begin(room, executor, student, outcome))
        while len(waiting) > (ahead if number + 1 < len(due) else 0):
            _finish(room, *waiting.popleft(), outcome)
            progress(number + 1 - len(waiting), len(due))
    return outcome


def _begin(room, executor, student, outcome):
    """Rebuild a learner's notebooks and give them out; gives (student, notebook name → (work, future))."""
    with _one_learner(room, student, outcome):
        with room.clock("rebuild"):
            handed = handed_in(room, student)
            works = {name: room.run.work(room.templates[name].grafted(*found), room.course)
                     for name, found in handed.notebooks.items()}
        with room.clock("wait"):
            return student, {name: (each, _submit(executor, each)) for name, each in works.items()}
    return student, None


def _submit(executor, each):
    try:
        return executor.submit(work.grade, each)
    except BrokenExecutor:
        return None


def _finish(room, student, given, outcome):
    """Wait for a learner's work, then write files and rows."""
    if given is None:
        return
    with _one_learner(room, student, outcome):
        graded = {}
        for name, (each, future) in given.items():
            with room.clock("wait"):
                graded[name] = _result(each, future)
            _tell(room, student, name, graded[name], outcome)
        _keep(room, student, graded)
        outcome.graded += 1


def _result(each, future):
    """The graded notebook; work that a dying worker lost is done here, where its learner's code is as far away."""
    try:
        if future is not None:
            return future.result()
    except BrokenExecutor:
        pass
    except Exception as problem:  # a worker's, not the learner's
        return work.failed(each, problem)
    return work.grade(each)


def _tell(room, student, name, graded, outcome):
    room.spent["execute"] += graded.seconds[0]
    room.spent["judge"] += graded.seconds[1]
    outcome.verdicts[graded.marks["verdict"]] += 1
    first = graded.refused and not outcome.refused
    outcome.refused = outcome.refused or graded.refused
    if graded.failure or first:
        room.log.error("%s", graded.failure or graded.refused)
    room.log.info("%s/%s/%s: %s", student, room.assignment, name, graded.marks["sentence"])


def _keep(room, student, graded):
    """Files into a draft folder, rows into a transaction; then the folder is renamed and the rows committed."""
    place = room.graded(student)
    unfinished.begin(place)
    with room.clock("write"):
        draft = _draft(room, student, place)
    rows = _rows(room, student, graded, draft)
    with room.clock("write"):
        if place.exists():
            shutil.rmtree(place)
        draft.rename(place)
        room.converter.set_permissions(room.assignment, student)
    with room.clock("bookkeeping"):
        room.rows.session.commit()
        beside.record(room.records, *rows)
    unfinished.end(place)


def _draft(room, student, place):
    """A folder with what the exchange wrote, and nothing else of the submission's own files."""
    draft = unfinished.draft(place)
    for name in KEPT:
        file = room.submitted(student) / name
        if file.is_file() and not file.is_symlink():
            shutil.copy(file, draft / name)
    return draft


def _rows(room, student, graded, draft):
    """Write the graded notebooks and the gradebook's rows; gives the rows of the record."""
    with room.clock("bookkeeping"):
        timestamp = room.course.get_existing_timestamp(str(room.submitted(student)))
        submission, entries = room.rows.of(student, timestamp, room.converter.create_student)
        for name, entry in entries.items():
            if not (room.submitted(student) / f"{name}.ipynb").exists():
                room.rows.nothing_submitted(entry)
            if name in room.templates and name not in graded:
                room.rows.comment_missing(entry, name, room.templates[name].source)
    rows = []
    for name, each in graded.items():
        with room.clock("write"):
            notebook = _limited(room, each.notebook)
            (draft / f"{name}.ipynb").write_text(_text(notebook), encoding="utf-8")
        with room.clock("bookkeeping"):
            sums = room.rows.save(entries[name], notebook, each.marks)
            room.late.assign(room.rows.session, submission, entries[name])
            info = {"student": student, "assignment": room.assignment, "notebook": name}
            rows.append(record.row(info, each.marks, *sums, room.seed))
    return rows


def _limited(room, notebook):
    """The notebook after nbgrader's steps that may cut outputs."""
    notebook, resources = nbformat.from_dict(notebook), {}
    for step in room.after:
        notebook, resources = step(notebook, resources)
    return notebook


def _text(notebook):
    """As nbgrader writes it, without checking once more what was made here."""
    text = nbformat.v4.writes_json(notebook)
    return text if text.endswith("\n") else text + "\n"


@contextlib.contextmanager
def _one_learner(room, student, outcome):
    """What fails for one learner is told and leaves nothing half-written; the rest of the class goes on."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader 0.9.6 warns of its own use of SQLAlchemy
            yield
    except BaseException as problem:
        room.rows.session.rollback()
        place = room.graded(student)
        if unfinished.begun(place):
            shutil.rmtree(unfinished.draft(place))
            shutil.rmtree(place, ignore_errors=True)
            unfinished.end(place)
        if not isinstance(problem, Exception):
            raise
        room.log.error("There was an error processing the submission of %s:\n%s", student, traceback.format_exc())
        outcome.failed.append(student)
