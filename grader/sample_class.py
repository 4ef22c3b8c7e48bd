"""``python -m grader sample``: make the sample class, grade it, write its feedback, show its table.

It can be stopped at any time: what is graded stays graded, and a further run goes on from there.
"""

import contextlib
import datetime
import os
import shutil
import sys
from pathlib import Path

FOLDER = Path("_build/sample-class")
DUE = datetime.datetime(2030, 1, 15, 12, 0)
DAY = datetime.timedelta(days=1)
DONE, FAILED = 0, 1
JOBS = min(4, len(os.sched_getaffinity(0)))
SETTINGS = """
c.RunAndJudge.cell_seconds = 8.0  # the class has an endless loop; do not wait for it long
c.RunAndJudge.check_seconds = 5.0
c.RunAndJudge.total_seconds = 15.0
"""
UNSANDBOXED = 'c.RunAndJudge.sandbox = "unsandboxed"  # only for these submissions, which come with the course\n'


def add_arguments(parser):
    """What the verb takes."""
    parser.add_argument("folder", metavar="DIR", nargs="?", default=str(FOLDER), help=f"where to make it ({FOLDER})")
    parser.add_argument("address", nargs="*", help="chapters or components to take; all, if none is named")


def main(args):
    """Make, grade, give feedback, show the table."""
    from grader.address import UnknownAddress
    from grader.autograde.pool import executor
    from grader.course import Refused
    from grader.nbgrader_glue.commands import CommandFailed

    folder = Path(args.folder)
    try:
        with executor(JOBS) as workers:
            assignments = prepare(folder, args.address)
            for assignment in assignments:
                grade(folder, assignment, workers)
    except (Refused, UnknownAddress, CommandFailed) as problem:
        print(f"grader sample: {problem}", file=sys.stderr)
        return FAILED
    print("\n".join(table(folder)))
    print(f"\nFeedback as each student gets it: {folder}/feedback/STUDENT/ASSIGNMENT/NOTEBOOK.html")
    print(f"The gradebook in a browser:       cd {folder} && jupyter lab, then Nbgrader > Formgrader")
    return DONE


def prepare(folder, addresses=()):
    """The course folder with its release, its due dates and everybody's submissions; gives the assignments."""
    from nbgrader.api import Gradebook

    from grader import course
    from grader.nbgrader_glue.commands import run

    assignments = course.make(folder, addresses, settings=SETTINGS + _sandbox())
    for name in assignments:
        if not (folder / "release" / name).is_dir():
            run("generate_assignment", folder, name)
        with Gradebook(f"sqlite:///{folder.resolve() / 'gradebook.db'}") as gradebook:
            gradebook.update_or_create_assignment(name, duedate=DUE)
    submit(folder, assignments)
    return assignments


def _sandbox():
    """A line of configuration where no sandbox can be had: the class holds nobody's code but ours."""
    from grader.runner.session import BUBBLEWRAP, run
    from grader.sandbox.verify import SandboxRefused

    try:
        run([], [], sandbox=BUBBLEWRAP)
    except SandboxRefused as problem:
        print(f"The sample class is graded without a sandbox: {problem}", file=sys.stderr)
        return UNSANDBOXED
    return ""


def submit(folder, assignments):
    """Write the submissions that are not there yet."""
    from grader.sample.students import submissions

    exercises = {name: _exercises(folder, name, files) for name, files in assignments.items()}
    for student, assignment, files in submissions(exercises):
        target = folder / "submitted" / student.name / assignment
        if (target / "timestamp.txt").exists():
            continue
        target.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (target / name).write_bytes(data)
        handed_in = DUE + DAY if student.late else DUE - DAY
        (target / "timestamp.txt").write_text(f"{handed_in} UTC\n", encoding="ascii")


def _exercises(folder, assignment, files):
    import nbformat

    from grader.sample.notebooks import Exercise

    read = [(file.stem, folder / "release" / assignment / file.name, file) for file in files]
    return [Exercise(name, nbformat.read(released, as_version=4), nbformat.read(source, as_version=4))
            for name, released, source in read]


def grade(folder, assignment, workers):
    """Autograde in an executor, as ``grader autograde`` does, and write feedback, with a line of progress."""
    from grader.nbgrader_glue.commands import run

    _autograde(folder, assignment, workers)
    _drop_partial_feedback(folder, assignment)
    done, submitted = 0, len(list((folder / "submitted").glob(f"*/{assignment}/timestamp.txt")))

    def follow(line):
        nonlocal done
        if line.startswith("Setting destination"):
            done += 1
            _show(f"feedback on {assignment}", done, submitted)

    run("generate_feedback", folder, assignment, follow=follow)


def _autograde(folder, assignment, workers):
    import logging

    from grader.autograde.grading import grade_class
    from grader.autograde.room import Refused, Room
    from grader.nbgrader_glue.commands import CommandFailed

    try:
        with contextlib.closing(Room(folder, assignment, logging.NullHandler())) as room:
            outcome = grade_class(room, workers, ahead=2 * JOBS, progress=lambda *done: _show(f"autograding {assignment}", *done))
    except Refused as problem:
        raise CommandFailed(str(problem)) from None
    if outcome.refused or outcome.failed:
        raise CommandFailed(outcome.refused or f"not graded: {', '.join(outcome.failed)}")


def _show(what, done, total):
    if sys.stderr.isatty():
        print(f"\r{what}: {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _drop_partial_feedback(folder, assignment):
    """Remove feedback folders that a stopped run left half-filled: nbgrader would pass them over."""
    for feedback in (folder / "feedback").glob(f"*/{assignment}"):
        graded = {path.stem for path in (folder / "autograded" / feedback.parent.name / assignment).glob("*.ipynb")}
        if graded - {path.stem for path in feedback.glob("*.html")}:
            shutil.rmtree(feedback)


def table(folder):
    """Lines of the table: one a student and assignment."""
    from nbgrader.api import Gradebook

    from grader.nbgrader_glue.beside import records
    from grader.sample.students import STUDENTS

    verdicts = {(row["student"], row["assignment"], row["notebook"]): row["verdict"] for row in records(folder)}
    about = {student.name: student.about for student in STUDENTS}
    rows = []
    with Gradebook(f"sqlite:///{folder.resolve() / 'gradebook.db'}") as gradebook:
        for assignment in sorted(gradebook.assignments, key=lambda each: each.name):
            for submission in assignment.submissions:
                rows.append(_row(submission, assignment.name, verdicts, about))
    order = list(about)
    rows.sort(key=lambda row: (row[1], order.index(row[0])))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]).rstrip() for row in rows]


def _row(submission, assignment, verdicts, about):
    student = submission.student.id
    parts = []
    for notebook in sorted(submission.notebooks, key=lambda each: each.name):
        verdict = verdicts.get((student, assignment, notebook.name), "missing")
        parts.append(f"{notebook.name} {notebook.score:g}/{notebook.max_score:g}" + ("" if verdict == "graded" else f" ({verdict})"))
    late = ["(late)"] if submission.total_seconds_late else []
    return student, assignment, about[student], "  ".join(parts + late)
