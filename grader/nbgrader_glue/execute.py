"""Second step of autograding: run the rebuilt notebook in the answer process, judge it here, write its outputs."""

import os
import traceback
from pathlib import Path

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade
from traitlets import Bool, Enum, Float, default

from grader.address import UnknownAddress, component
from grader.grading import grade_components
from grader.nbgrader_glue import beside, current, verdicts
from grader.nbgrader_glue.rebuild import MARKS
from grader.notebook.outputs import cell_outputs, error, grade_outputs, plain
from grader.runner.session import BUBBLEWRAP, UNSANDBOXED, Limits, kept_warm
from grader.sandbox.verify import SandboxRefused

_DEFAULT = Limits()


class RunAndJudge(NbGraderPreprocessor):
    """In place of nbgrader's Execute: learner code and judge never share a process.

    It has a name of its own so that ``--no-execute``, under which every blank cell gets full marks,
    does not reach it.
    """

    cell_seconds = Float(_DEFAULT.cell_seconds, help="seconds a cell may take").tag(config=True)
    check_seconds = Float(_DEFAULT.check_seconds, help="seconds a check may take").tag(config=True)
    total_seconds = Float(_DEFAULT.total_seconds, help="seconds a notebook may take").tag(config=True)
    sandbox = Enum((BUBBLEWRAP, UNSANDBOXED), help="where learner code runs; every record says which").tag(config=True)

    warm = Bool(True, help="fork one kept process for each notebook; False starts a new one each time").tag(config=True)

    @default("sandbox")
    def _sandbox_default(self):
        return UNSANDBOXED if os.environ.get("GRADER_SANDBOX") == UNSANDBOXED else BUBBLEWRAP

    def preprocess(self, nb, resources):
        """Run, judge, write outputs and verdict; a failure of the grader is a verdict too."""
        marks = nb.metadata[MARKS]
        marks.protection = "nothing was run"
        try:
            if marks.problem:
                verdict, reports = verdicts.unreadable(marks.problem), {}
            else:
                verdict, reports = self._grade(nb, resources["nbgrader"])
        except SandboxRefused as problem:
            self.log.error("%s", problem)
            verdict, reports = verdicts.refused(), {}
        except Exception as problem:  # ours, not the learner's: the rest of the class goes on
            self.log.error(traceback.format_exc())
            verdict, reports = verdicts.failed(problem), {}
        earned, points = _write_grades(nb, reports, verdict)
        marks.update(verdict=verdict.kind, sentence=verdict.sentence(earned, points))
        info = resources["nbgrader"]
        self.log.info("%s/%s/%s: %s", info["student"], info["assignment"], info["notebook"], marks.sentence)
        _show_verdict(nb, marks)
        return nb, resources

    def _where(self):
        return kept_warm() if self.warm and self.sandbox == BUBBLEWRAP else self.sandbox

    def _grade(self, nb, info):
        """Run the cells and judge the components; gives verdict and reports by grade cell."""
        asked = {cell.metadata.nbgrader.grade_id: _component(cell) for cell in nb.cells if is_grade(cell)}
        run = [cell for cell in nb.cells if cell.cell_type == "code" and not is_grade(cell)]
        seed = beside.class_seed(beside.folder_of(info["db_url"], Path(current.course().root)))
        limits = Limits(self.cell_seconds, self.check_seconds, self.total_seconds)
        known = [each for each in asked.values() if each]
        result, reports = grade_components(known, [cell.source for cell in run], seed, limits, self._where(),
                                           [current.course().root])
        for cell, outputs in zip(run, result.cells, strict=False):
            cell.outputs = _nodes(cell_outputs(outputs))
        nb.metadata[MARKS].protection = result.sandbox
        return verdicts.of_run(result), {ident: reports[each.name] for ident, each in asked.items() if each}


def _component(cell):
    """The component a grade cell belongs to, or None for a cell that a person grades."""
    try:
        return component(cell.metadata.nbgrader.grade_id.removesuffix("-test"))
    except UnknownAddress:
        return None


def _write_grades(nb, reports, verdict):
    """Write the outputs of the grade cells; gives points earned and points to be had."""
    earned = total = 0.0
    for cell in nb.cells:
        if not is_grade(cell) or cell.cell_type != "code":
            continue
        points = float(cell.metadata.nbgrader.points)
        report = reports.get(cell.metadata.nbgrader.grade_id)
        credit = points * report.score / report.points if report else 0.0
        cell.outputs = _nodes(_grade_cell(report, credit, points, verdict))
        earned, total = earned + credit, total + points
    return earned, total


def _grade_cell(report, credit, points, verdict):
    if report is None:
        reason = verdict.reason or "No check of this course belongs to this cell: your instructor grades it."
        return [error("NotGraded", reason, [reason])]
    heading = f"{report.address}: {report.score:g} of {report.points:g} points"
    warnings = [f"note  a warning, not charged: {plain(text)}" for text in report.warnings]
    return grade_outputs([heading, *report.lines(), *warnings], credit, points)


def _show_verdict(nb, marks):
    """Put verdict and notes at the top, where learner and grader read first."""
    text = "\n".join([f"**{marks.sentence}**", "", *[f"- {note}" for note in marks.notes]]).strip()
    nb.cells.insert(0, nbformat.from_dict({"cell_type": "markdown", "id": "verdict", "metadata": {}, "source": text}))


def _nodes(outputs):
    return [nbformat.from_dict(each) for each in outputs]
