"""``python -m grader check``: the self-learner's instant answer, with all checks and their diagnosis.

It runs the notebook on this machine as its owner, unprotected, as JupyterLab would.
"""

import os
import sys

from grader.address import UnknownAddress
from grader.exercise import answer_cells, code_cells, target

GREEN, RED, GREY, BOLD, PLAIN = "\033[32m", "\033[31m", "\033[90m", "\033[1m", "\033[0m"
RIGHT, WRONG, UNUSABLE = 0, 1, 2


def add_arguments(parser):
    """What the verb takes."""
    parser.add_argument("target", help="an address (activations/softmax), a component's name, or a notebook's path")
    parser.add_argument("--seed", type=int, help="draw other random inputs than the usual ones")


def main(args):
    """Check one notebook; the exit status is 0 for full marks, 1 for less, 2 if there is nothing to check."""
    try:
        file, components = target(args.target)
        cells = code_cells(file)
        _require_answers(file, components)
    except UnknownAddress as problem:
        print(f"grader check: {problem}", file=sys.stderr)
        return UNUSABLE
    from grader.grading import grade_components
    from grader.judge.plan import PUBLIC_SEED
    seed = PUBLIC_SEED if args.seed is None else args.seed
    result, reports = grade_components(components, cells, seed)
    paint = _painter(sys.stdout)
    for report in reports.values():
        _print_report(report, paint)
    if result.note:
        print(paint(result.note, RED))
    return RIGHT if all(report.complete for report in reports.values()) and result.verdict == "ran" else WRONG


def _require_answers(file, components):
    missing = [each.name for each in components if each.name not in answer_cells(file)]
    if missing:
        raise UnknownAddress(f"{file} has no answer cell {' and no answer cell '.join(missing)}: "
                             "copy it from a fresh exercise, or give the path of the right notebook.")


def _painter(stream):
    """A function that colours text on a terminal and leaves it plain elsewhere (or under NO_COLOR)."""
    colours = stream.isatty() and "NO_COLOR" not in os.environ
    return (lambda text, colour: f"{colour}{text}{PLAIN}") if colours else (lambda text, colour: text)


def _print_report(report, paint):
    colour = GREEN if report.complete else RED
    print(paint(f"{report.address}  {report.score} of {report.points} points", BOLD))
    for result in report.results:
        print(paint(report.line(result, show_expected=True), GREEN if result.passed else RED))
    for text in report.warnings:
        print(paint(f"note  a warning, not charged: {text}", GREY))
    print(paint("All checks pass." if report.complete else "Not there yet: the first WRONG line is the place to start.",
                colour))
