"""Autograding with as much of nbgrader's own steps as there can be: what the shipped steps must agree with, row for row."""

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution

from grader.nbgrader_glue import beside, current, record, verdicts
from grader.notebook.rebuild import rebuild
from grader.work import MARKS

NBGRADER, HERE, GLUE = "nbgrader.preprocessors", "tests.nbgrader_steps", "grader.nbgrader_glue"
CONFIG = f"""
c.Autograde.sanitize_preprocessors = ["{HERE}.RebuildOnly", "{NBGRADER}.OverwriteKernelspec", "{NBGRADER}.OverwriteCells",
                                      "{NBGRADER}.CheckCellMetadata"]
c.Autograde.autograde_preprocessors = ["{GLUE}.execute.RunAndJudge", "{NBGRADER}.IgnorePattern",
                                       "nbconvert.preprocessors.ClearMetadataPreprocessor", "{NBGRADER}.LimitOutput",
                                       "{NBGRADER}.SaveAutoGrades", "{NBGRADER}.AssignLatePenalties",
                                       "{HERE}.RecordVerdict", "{NBGRADER}.CheckCellMetadata"]
"""


class RebuildOnly(NbGraderPreprocessor):
    """The source with the submission's answers; nbgrader's steps follow, on every learner's notebook."""

    def preprocess(self, nb, resources):
        """Rebuild one notebook from what the exporter read."""
        info = resources["nbgrader"]
        reading = info.pop("submission")
        notes = list(reading.notes)
        if not reading.problem:
            source = current.sources(current.course(), info["assignment"])[info["notebook"]]
            rebuilt, told = rebuild(source, reading.cells)
            nb, notes = nbformat.from_dict(rebuilt), notes + told
        nb.metadata[MARKS] = nbformat.from_dict({"problem": reading.problem, "notes": notes, "digest": info.pop("digest")})
        return nb, resources


class RecordVerdict(NbGraderPreprocessor):
    """After nbgrader has saved scores and comments: the verdict into the first comment, and into the record."""

    def preprocess(self, nb, resources):
        """Record one notebook's verdict."""
        info, marks = resources["nbgrader"], nb.metadata[MARKS]
        gradebook = current.gradebook()
        found = gradebook.find_submission_notebook(info["notebook"], info["assignment"], info["student"])
        answers = [cell.metadata.nbgrader.grade_id for cell in nb.cells if is_solution(cell)]
        for comment in found.comments:
            if answers and comment.name == answers[0]:
                comment.auto_comment = record.comment_text(marks, comment.auto_comment)
        for grade in found.grades:
            grade.needs_manual_grade = grade.needs_manual_grade or marks.verdict in verdicts.UNSURE
        earned, points = sum(g.auto_score or 0 for g in found.grades), sum(g.max_score for g in found.grades)
        gradebook.db.commit()
        folder = beside.folder_of(info["db_url"], current.course().root)
        beside.record(folder, record.row(info, marks, earned, points, str(beside.class_seed(folder))))
        return nb, resources
