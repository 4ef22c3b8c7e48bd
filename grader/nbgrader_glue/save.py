"""Last step of autograding: scores, comments, verdict and late penalty into the gradebook, the record beside it."""

from nbgrader.preprocessors import NbGraderPreprocessor

from grader.nbgrader_glue import beside, current, record
from grader.nbgrader_glue.late import Penalties
from grader.nbgrader_glue.rows import Rows
from grader.work import MARKS


class SaveGrades(NbGraderPreprocessor):
    """In place of nbgrader's SaveAutoGrades and AssignLatePenalties: the same rows, in one transaction a notebook."""

    def preprocess(self, nb, resources):
        """Save one notebook's grades."""
        info, marks, course = resources["nbgrader"], nb.metadata[MARKS], current.course()
        rows = current.once("rows", info["assignment"], make=lambda: Rows(course, info["assignment"], self.log))
        late = current.once("late", make=lambda: Penalties(self.parent))
        with rows.learner():
            submission, entries = rows.of(info["student"], None, create=False, only=info["notebook"])
            entry = entries[info["notebook"]]
            sums = rows.save(entry, nb, marks)
            late.assign(rows.session, submission, entry)
        folder = beside.folder_of(course.db_url, course.root)
        seed = str(beside.class_seed(folder))
        beside.record(folder, record.row(info, marks, *sums, seed))
        return nb, resources
