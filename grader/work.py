"""The unit of work: a rebuilt notebook, its limits and the class's seed in, the graded notebook out.

Plain `nbgrader autograde` calls `grade` for one notebook after the other, `grader autograde` submits it
to an executor: so it takes and gives plain values only, and imports nothing of nbgrader.
"""

import time
import traceback
from dataclasses import dataclass

from grader.address import UnknownAddress, component
from grader.grading import judge_components, run_components
from grader.nbgrader_glue import verdicts
from grader.notebook.outputs import cell_outputs, error, grade_outputs, plain
from grader.runner.session import BUBBLEWRAP, Limits, kept_warm
from grader.sandbox.verify import SandboxRefused

MARKS = "gradients_by_hand"  # where a notebook's metadata holds problem, notes, digest, and then the verdict


@dataclass(frozen=True)
class Work:
    """One notebook to grade.

    notebook   rebuilt, format 4, as a dict; its metadata says under `MARKS` what was found amiss
    sandbox    BUBBLEWRAP or UNSANDBOXED
    warm       fork this process's own warm process, in a sandbox
    forbidden  paths that must not exist inside
    """

    notebook: dict
    seed: int
    limits: Limits = Limits()
    sandbox: str = BUBBLEWRAP
    warm: bool = True
    forbidden: tuple = ()


@dataclass(frozen=True)
class Graded:
    """The notebook with outputs, and under `MARKS` verdict, sentence and protection.

    refused  why no sandbox could be had, for the instructor
    failure  a traceback, where the grader itself failed
    seconds  what running and judging took
    """

    notebook: dict
    refused: str = ""
    failure: str = ""
    seconds: tuple = (0.0, 0.0)

    @property
    def marks(self):
        """Verdict, sentence, protection, problem, notes and digest."""
        return self.notebook["metadata"][MARKS]


def grade(work):
    """Run, judge, write outputs and verdict; a failure of the grader is a verdict too."""
    problem = work.notebook["metadata"][MARKS]["problem"]
    protection, reports, cells, seconds, refused, failure = "nothing was run", {}, [], (0.0, 0.0), "", ""
    try:
        if problem:
            verdict = verdicts.unreadable(problem)
        else:
            result, reports, seconds = _run_and_judge(work)
            verdict, protection, cells = verdicts.of_run(result), result.sandbox, result.cells
    except SandboxRefused as sentence:
        verdict, refused = verdicts.refused(), str(sentence)
    except Exception as ours:  # not the learner's: the rest of the class goes on
        verdict, reports, failure = verdicts.failed(ours), {}, traceback.format_exc()
    return Graded(_graded(work.notebook, cells, reports, verdict, protection), refused, failure, seconds)


def failed(work, problem):
    """The graded notebook where even `grade` could not be carried through."""
    return Graded(_graded(work.notebook, [], {}, verdicts.failed(problem), "nothing was run"), failure=repr(problem))


def get_ready(warm=True):
    """Start what `grade` will need, in the process that calls this; a refusal is told by `grade`."""
    try:
        if warm:
            kept_warm()
    except SandboxRefused:
        return


def _run_and_judge(work):
    """Run the cells and judge the components; gives (RunResult, reports by grade cell, seconds)."""
    asked = {name: _component(name) for name in map(_grade_id, filter(_is_grade, work.notebook["cells"]))}
    known = [each for each in asked.values() if each]
    sources = [cell["source"] for cell in work.notebook["cells"] if _is_run(cell)]
    where = kept_warm() if work.warm and work.sandbox == BUBBLEWRAP else work.sandbox
    start = time.perf_counter()
    result = run_components(known, sources, work.seed, work.limits, where, work.forbidden)
    ran = time.perf_counter()
    reports = judge_components(known, result, work.seed)
    seconds = ran - start, time.perf_counter() - ran
    return result, {name: reports[each.name] for name, each in asked.items() if each}, seconds


def _graded(notebook, cells, reports, verdict, protection):
    """A copy of the notebook with outputs, the verdict in its metadata and in a cell at the top."""
    done, shown = [], iter(cells)
    for cell in notebook["cells"]:
        if _is_grade(cell) and cell["cell_type"] == "code":
            cell = {**cell, "outputs": _grade_cell(cell, reports, verdict)}
        elif _is_run(cell):
            ran = next(shown, None)
            cell = cell if ran is None else {**cell, "outputs": cell_outputs(ran)}
        done.append(cell)
    earned, points = _sum(notebook, reports)
    marks = {**notebook["metadata"][MARKS], "protection": protection, "verdict": verdict.kind,
             "sentence": verdict.sentence(earned, points)}
    return {**notebook, "cells": [_verdict_cell(marks), *done], "metadata": {**notebook["metadata"], MARKS: marks}}


def _marks(cell):
    return cell["metadata"].get("nbgrader", {})


def _is_grade(cell):
    return bool(_marks(cell).get("grade"))


def _is_run(cell):
    return cell["cell_type"] == "code" and not _is_grade(cell)


def _grade_id(cell):
    return _marks(cell)["grade_id"]


def _component(name):
    """The component a grade cell belongs to, or None for a cell that a person grades."""
    try:
        return component(name.removesuffix("-test"))
    except UnknownAddress:
        return None


def _credit(cell, reports):
    report = reports.get(_grade_id(cell))
    return float(_marks(cell)["points"]) * report.score / report.points if report else 0.0


def _sum(notebook, reports):
    """Points earned and points to be had in cells that are graded here."""
    cells = [cell for cell in notebook["cells"] if _is_grade(cell) and cell["cell_type"] == "code"]
    return sum((_credit(cell, reports) for cell in cells), 0.0), sum((float(_marks(cell)["points"]) for cell in cells), 0.0)


def _grade_cell(cell, reports, verdict):
    """Outputs of a grade cell: reasons and credit, or why there is none."""
    report = reports.get(_grade_id(cell))
    if report is None:
        reason = verdict.reason or "No check of this course belongs to this cell: your instructor grades it."
        return [error("NotGraded", reason, [reason])]
    heading = f"{report.address}: {report.score:g} of {report.points:g} points"
    warnings = [f"note  a warning, not charged: {plain(text)}" for text in report.warnings]
    return grade_outputs([heading, *report.lines(), *warnings], _credit(cell, reports), float(_marks(cell)["points"]))


def _verdict_cell(marks):
    """Verdict and notes, for the top of the notebook, where learner and grader read first."""
    text = "\n".join([f"**{marks['sentence']}**", "", *[f"- {note}" for note in marks["notes"]]]).strip()
    return {"cell_type": "markdown", "id": "verdict", "metadata": {}, "source": text}
