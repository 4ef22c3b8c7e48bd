"""Last step of autograding: verdict and notes into the gradebook, verdict and seed into the record beside it."""

from pathlib import Path

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution

from grader.nbgrader_glue import beside, current, verdicts
from grader.work import MARKS


class RecordVerdict(NbGraderPreprocessor):
    """Write what `RunAndJudge` decided where people look for it; runs after SaveAutoGrades."""

    def preprocess(self, nb, resources):
        """Record one notebook's verdict."""
        info, marks = resources["nbgrader"], nb.metadata[MARKS]
        place = info["notebook"], info["assignment"], info["student"]
        gradebook = current.gradebook()
        found = gradebook.find_submission_notebook(*place)
        answers = [cell.metadata.nbgrader.grade_id for cell in nb.cells if is_solution(cell)]
        for comment in found.comments:
            if answers and comment.name == answers[0]:
                comment.auto_comment = comment_text(marks, comment.auto_comment)
        unsure = marks.verdict in verdicts.UNSURE
        for grade in found.grades:
            grade.needs_manual_grade = grade.needs_manual_grade or unsure
        earned, points = sum(g.auto_score or 0 for g in found.grades), sum(g.max_score for g in found.grades)
        gradebook.db.commit()
        folder = beside.folder_of(info["db_url"], Path(current.course().root))
        seed = str(beside.class_seed(folder))
        beside.record(folder, row(info, marks, earned, points, seed))
        return nb, resources


def row(info, marks, earned, points, seed):
    """What `beside.record` keeps of one notebook."""
    return (info["student"], info["assignment"], info["notebook"], marks["verdict"], earned, points, seed,
            marks["digest"], marks["protection"])


def comment_text(marks, told):
    """The comment: verdict, notes, and what nbgrader says ("No response.") of a cell that was found."""
    found = not marks["problem"] and not marks["notes"]
    return "\n\n".join(filter(None, [marks["sentence"], *marks["notes"], told if found else ""]))
