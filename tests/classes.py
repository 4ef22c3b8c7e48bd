"""Course folders for tests: made by the verbs, graded by nbgrader's commands, read from the gradebook."""

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

from grader import cli
from grader.nbgrader_glue.beside import records
from grader.nbgrader_glue.commands import run


@dataclass
class Class:
    """A course folder, and what the verb that made it printed."""

    folder: Path
    status: int = 0
    output: str = ""

    @property
    def db_url(self):
        """The gradebook's address."""
        return f"sqlite:///{self.folder / 'gradebook.db'}"

    @contextlib.contextmanager
    def submission(self, student, notebook="softmax", assignment="activations"):
        """The gradebook's record of one submitted notebook; what is changed in it is kept."""
        with Gradebook(self.db_url) as gradebook:
            yield gradebook.find_submission_notebook(notebook, assignment, student)
            gradebook.db.commit()

    @contextlib.contextmanager
    def nbgrader_gradebook(self):
        """nbgrader's own view of the gradebook."""
        with Gradebook(self.db_url) as gradebook:
            yield gradebook

    def score(self, student, **where):
        """Points of one submitted notebook, manual ones included, late penalty taken off."""
        with self.submission(student, **where) as found:
            return found.score - (found.late_submission_penalty or 0)

    def comment(self, student, **where):
        """The gradebook's comment on the first answer of a notebook."""
        with self.submission(student, **where) as found:
            return next((each.comment for each in found.comments if each.comment), "")

    def verdict(self, student, notebook="softmax"):
        """The recorded row of one notebook, as a dict."""
        return next(row for row in records(self.folder) if (row["student"], row["notebook"]) == (student, notebook))

    def page(self, student, notebook="softmax", assignment="activations"):
        """The feedback page as parsed HTML."""
        file = self.folder / "feedback" / student / assignment / f"{notebook}.html"
        return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")

    def graded(self, student, notebook="softmax", assignment="activations"):
        """The autograded notebook, as a dict."""
        file = self.folder / "autograded" / student / assignment / f"{notebook}.ipynb"
        return json.loads(file.read_text(encoding="utf-8"))

    def submit(self, student, files, assignment="activations", handed_in="2030-01-14 12:00:00 UTC"):
        """Put files (name → bytes) where nbgrader collects them to."""
        target = self.folder / "submitted" / student / assignment
        target.mkdir(parents=True)
        for name, data in files.items():
            (target / name).write_bytes(data)
        (target / "timestamp.txt").write_text(handed_in, encoding="ascii")

    def nbgrader(self, command, *arguments):
        """Run one of nbgrader's commands here; gives the lines it logged."""
        return run(command, self.folder, *arguments)


def verb(*arguments):
    """Run ``python -m grader`` with these arguments in this process; gives (status, what it printed)."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = cli.main([str(each) for each in arguments])
    return status, out.getvalue()


def text_of(page):
    """What a reader of a page sees, with single spaces."""
    return " ".join(page.get_text(" ").split())
