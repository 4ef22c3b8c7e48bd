"""The gradebook's rows of one learner, the same as nbgrader writes, in one transaction.

nbgrader's tables and rules are used as they are; only its habit of a connection for every step and
a commit for every cell is not.
"""

import contextlib
from dataclasses import dataclass, field

from nbgrader.api import Comment, Grade, Gradebook, GradeCell, MissingEntry, SolutionCell, Student, SubmittedNotebook
from nbgrader.api import SubmittedAssignment as Submission
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from grader.nbgrader_glue import verdicts
from grader.nbgrader_glue.hooks import missing
from grader.nbgrader_glue.record import comment_text
from grader.notebook.match import cell_name, is_answer

LEARNERS = (Student, Submission, SubmittedNotebook, Grade, Comment)


@dataclass
class Entry:
    """A learner's rows for one notebook, by names of cells; `points` are what its grade cells are worth together."""

    row: SubmittedNotebook
    points: float
    grades: dict = field(default_factory=dict)
    comments: dict = field(default_factory=dict)


class Rows:
    """One assignment in the gradebook.

    notebooks  names of its notebooks
    """

    def __init__(self, course, assignment, log):
        self.log = log
        if course.course_id:
            Gradebook(course.db_url, course.course_id).close()  # nbgrader makes the row of both courses
        self.gradebook = Gradebook(course.db_url)
        self.gradebook.db.remove()
        self.gradebook.db.configure(expire_on_commit=False)  # the assignment's own rows are read once
        self.session = self.gradebook.db()
        try:
            self.assignment = self.gradebook.find_assignment(assignment)
        except MissingEntry:
            raise NbGraderException(f"The gradebook has no assignment {assignment}: "
                                    f"run `nbgrader generate_assignment {assignment}` first.") from None
        self.notebooks = {notebook.name: notebook for notebook in self.assignment.notebooks}
        self.cells = {name: _cells(notebook) for name, notebook in self.notebooks.items()}

    def of(self, student, timestamp, create, only=None):
        """(submission, notebook name → Entry) of a learner, made if they are not there; not yet committed.

        only  name of the one notebook that is wanted
        """
        if self.session.get(Student, student) is None:
            if not create:
                raise NbGraderException(f"No student with ID '{student}' exists in the database")
            self.session.add(Student(id=student))
        found = self.session.query(Submission).filter_by(assignment_id=self.assignment.id, student_id=student)
        submission = found.one_or_none()
        if submission is None:
            submission = self._new(student)
        if timestamp is not None:
            submission.timestamp = timestamp
        rows = [row for row in submission.notebooks if only in (None, row.notebook.name)]
        return submission, {row.notebook.name: self._entry(row) for row in rows}

    def _new(self, student):
        """A submission with its rows, as `Gradebook.add_submission` makes them."""
        submission = Submission(assignment_id=self.assignment.id, student_id=student)
        for name, notebook in self.notebooks.items():
            row = SubmittedNotebook(notebook_id=notebook.id, assignment=submission)
            for cell in self.cells[name]:
                if isinstance(cell, SolutionCell):
                    Comment(cell_id=cell.id, notebook=row)
                else:
                    Grade(cell_id=cell.id, notebook=row, needs_manual_grade=True)
                    if not isinstance(cell, GradeCell):
                        Comment(cell_id=cell.id, notebook=row)
        self.session.add(submission)
        self.session.flush()
        return submission

    def _entry(self, row):
        cells = {cell.id: cell for cell in self.cells[row.notebook.name]}
        points = sum(cells[grade.cell_id].max_score or 0.0 for grade in row.grades)
        entry = Entry(row, points)
        for kind, rows, found in ((GradeCell, row.grades, entry.grades), (SolutionCell, row.comments, entry.comments)):
            for each in rows:  # of a task and another cell of the same name nbgrader finds the other
                cell = cells[each.cell_id]
                if isinstance(cell, kind) or cell.name not in found:
                    found[cell.name] = each
        return entry

    @contextlib.contextmanager
    def learner(self):
        """Commit what is done within, or undo it; then forget the learner's rows, which others may change."""
        try:
            yield
            self.session.commit()
        except BaseException:
            self.session.rollback()
            raise
        finally:
            for row in list(self.session):
                if isinstance(row, LEARNERS):
                    self.session.expunge(row)

    def nothing_submitted(self, entry):
        """A notebook without a file of its name counts zero, until a renamed one is graded."""
        for grade in entry.row.grades:
            grade.auto_score, grade.needs_manual_grade = 0, False

    def comment_missing(self, entry, name, source):
        """Say on the first answer that the notebook was not submitted."""
        answers = [cell_name(cell) for cell in source["cells"] if is_answer(cell)]
        if answers and answers[0] in entry.comments:
            entry.comments[answers[0]].auto_comment = missing(name)

    def save(self, entry, notebook, marks):
        """Scores and comments of one graded notebook; gives points earned and points to be had."""
        for cell in notebook.cells:
            if is_grade(cell):
                self._score(entry.grades[cell.metadata.nbgrader.grade_id], cell)
            if is_solution(cell) or is_task(cell):
                untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) and not is_task(cell)
                entry.comments[cell.metadata.nbgrader.grade_id].auto_comment = "No response." if untouched else None
        answers = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_solution(cell)]
        if answers:
            comment = entry.comments[answers[0]]
            comment.auto_comment = comment_text(marks, comment.auto_comment)
        if marks["verdict"] in verdicts.UNSURE:
            for grade in entry.row.grades:
                grade.needs_manual_grade = True
        return sum(grade.auto_score or 0 for grade in entry.row.grades), entry.points

    def _score(self, grade, cell):
        grade.auto_score, _ = determine_grade(cell, self.log)
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None

    def close(self):
        """Close the connection."""
        self.gradebook.close()


def _cells(notebook):
    """A notebook's cells in the gradebook, in the order in which nbgrader makes a submission's rows."""
    return [*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells]
