"""``nbgrader export``: nbgrader's columns and one more, the verdict; no cell is a formula to a spreadsheet."""

import csv
import re
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

COLUMNS = ("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
           "late_submission_penalty", "score", "max_score")
VERDICT = "verdict"
MISSING, UNGRADED = "missing", "not graded yet"

# where a cell begins, also for a spreadsheet that takes ; or a line's end for the end of a cell; the last four are full-width
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


class VerdictCsvPlugin(ExportPlugin):
    """A row for each assignment and student, as nbgrader's own plugin writes it, with what became of lost points."""

    def export(self, gradebook):
        """Write the grades to ``self.to``, or to grades.csv."""
        file = Path(self.to or "grades.csv")
        assignments, students = ([str(each) for each in chosen] for chosen in (self.assignment, self.student))
        self.log.info("Exporting grades to %s", file)
        with file.open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream, lineterminator="\n")
            table.writerow([*COLUMNS, VERDICT])
            for assignment in gradebook.assignments:
                for student in gradebook.students:
                    if assignment.name in (assignments or [assignment.name]) and student.id in (students or [student.id]):
                        table.writerow([cell(value) for value in self._row(gradebook, assignment, student)])

    def _row(self, gradebook, assignment, student):
        """The values of one student's row, in the order of the columns."""
        try:
            found = gradebook.find_submission(assignment.name, student.id)
        except MissingEntry:
            handed_in = self._handed_in(assignment.name, student.id)
            timestamp, raw, penalty, verdict = "", 0.0, 0.0, UNGRADED if handed_in else MISSING
        else:
            timestamp, raw, penalty = found.timestamp, found.score, found.late_submission_penalty
            verdict = verdicts_of(found, penalty)
        return (assignment.name, assignment.duedate, timestamp, student.id, student.last_name, student.first_name,
                student.email, raw, penalty, max(0.0, raw - (penalty or 0.0)), assignment.max_score, verdict)

    def _handed_in(self, assignment, student):
        """Whether a submission lies there that the gradebook does not know."""
        course = getattr(self.parent, "coursedir", None)
        return course is not None and Path(course.format_path(course.submitted_directory, student, assignment)).is_dir()


def verdicts_of(submission, penalty=0.0):
    """What the gradebook says of each notebook that lost points, and of lateness; empty if none were lost."""
    lost = [f"{notebook.name}: {_told(notebook)}" for notebook in submission.notebooks if notebook.score < notebook.max_score]
    late = [f"Late: {penalty:g} points are taken off."] if penalty else []
    return " | ".join([*lost, *late])


def _told(notebook):
    """Verdict and notes of one notebook, on one line; what a person changed is named first."""
    comments = [comment.auto_comment for comment in notebook.comments if (comment.auto_comment or "").startswith("Verdict: ")]
    if comments:
        by_hand = any(grade.manual_score is not None for grade in notebook.grades)
        hand = f"{notebook.score:g} points after a person looked. " if by_hand else ""
        return hand + " ".join(comments[0].split())
    return UNGRADED if any(grade.auto_score is None for grade in notebook.grades) else MISSING


def cell(value):
    """The value as a cell: a number as it is, a text that would be run as a formula behind an apostrophe."""
    if value is None:
        return ""
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value
