"""``python -m grader autograde``: grade a class's submissions, faster than nbgrader and into the same gradebook."""

import logging
import os
import sys
from pathlib import Path

from grader.autograde.pool import executor

DONE, FAILED = 0, 1


def add_arguments(parser):
    """What the verb takes."""
    parser.add_argument("assignment", metavar="CHAPTER", help="the assignment to grade")
    parser.add_argument("--force", action="store_true", help="grade again what has been graded; manual scores stay")
    parser.add_argument("--student", metavar="S", default="*", help="only this learner, or those a pattern matches")
    parser.add_argument("--jobs", metavar="N", type=int, default=len(os.sched_getaffinity(0)),
                        help="so many processes; 1 works in this one (as many as there are processors)")


def main(args):
    """Grade the course folder that this was started in."""
    if args.jobs < 1:
        print("grader autograde: --jobs must be at least 1", file=sys.stderr)
        return FAILED
    if not Path("nbgrader_config.py").is_file():
        print("grader autograde: this folder has no nbgrader_config.py: start it in the course folder.", file=sys.stderr)
        return FAILED
    with executor(args.jobs) as workers:  # they start while nbgrader is imported
        return autograde(Path.cwd(), args.assignment, workers, args.force, args.student, given_ahead(args.jobs))


def given_ahead(jobs):
    """How many learners' work is given out before the first one's books are done: enough to keep so many workers at work."""
    return 2 * jobs if jobs > 1 else 0


def autograde(folder, assignment, workers, force=False, student="*", ahead=0, spent=None):
    """Grade with any executor and say what came of it; gives the exit status.

    spent  a dict that is given the seconds by what they went into
    """
    from grader.autograde.grading import grade_class
    from grader.autograde.room import Refused, Room

    room = None
    try:
        room = Room(folder, assignment, _Told(), student)
        outcome = grade_class(room, workers, force, ahead, _progress(f"autograding {assignment}"))
    except Refused as problem:
        print(f"grader autograde: {problem}", file=sys.stderr)
        return FAILED
    finally:
        if room is not None:
            room.close()
    if spent is not None:
        spent.update(room.spent)
    return _report(outcome, assignment)


class _Told(logging.Handler):
    """Errors as nbgrader logs them, and every verdict that is not plainly graded, a line each."""

    def emit(self, record):
        line = record.getMessage()
        verdict = ": Verdict: " in line and ": Verdict: graded" not in line
        if verdict or record.levelno >= logging.ERROR:
            print(f"{CLEAR}{line}", file=sys.stderr)


CLEAR = "\r\033[K" if sys.stderr.isatty() else ""


def _progress(what):
    """A function that shows a line of progress on a terminal."""
    def show(done, total):
        if sys.stderr.isatty():
            print(f"\r{what}: {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show


def _report(outcome, assignment):
    """One line on the class, one on what is amiss; gives the exit status."""
    verdicts = ", ".join(f"{number} {verdict}" for verdict, number in outcome.verdicts.most_common())
    print(f"{assignment}: {outcome.graded} submissions graded now, {outcome.before} before"
          + (f"; notebooks: {verdicts}" if verdicts else ""))
    if outcome.refused:
        print(f"grader autograde: {outcome.refused} Then grade again with --force.", file=sys.stderr)
    if outcome.failed:
        print(f"grader autograde: not graded, see above: {', '.join(outcome.failed)}", file=sys.stderr)
    return FAILED if outcome.refused or outcome.failed else DONE
