"""What grading leaves behind, in a form that two runs can be compared in: rows by names, files by bytes, records."""

import stat

from nbgrader.api import Gradebook

from grader.nbgrader_glue.beside import records


def rows(folder):
    """Every row that grading writes, each as a plain tuple without ids, sorted."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        found = [("student", each.id, each.first_name, each.last_name, each.email) for each in gradebook.students]
        for assignment in gradebook.assignments:
            for submission in assignment.submissions:
                found += _submission(assignment.name, submission)
        return sorted(found, key=repr)


def _submission(assignment, submission):
    where = (assignment, submission.student.id)
    yield ("submission", *where, submission.timestamp, submission.extension, submission.score, submission.max_score,
           submission.total_seconds_late)
    for notebook in submission.notebooks:
        at = (*where, notebook.name)
        yield ("notebook", *at, notebook.flagged, notebook.late_submission_penalty, notebook.score, notebook.failed_tests)
        for grade in notebook.grades:
            yield ("grade", *at, grade.name, type(grade.cell).__name__, grade.auto_score, grade.manual_score,
                   grade.extra_credit, grade.needs_manual_grade)
        for comment in notebook.comments:
            yield ("comment", *at, comment.name, type(comment.cell).__name__, comment.auto_comment, comment.manual_comment)


def files(folder):
    """Graded files by their place: bytes and permissions; hidden ones too."""
    root = folder / "autograded"
    return {str(path.relative_to(root)): (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
            for path in sorted(root.rglob("*")) if path.is_file()}


def left_behind(folder):
    """All of it: rows, files, records."""
    return rows(folder), files(folder), records(folder)
