"""Second step of autograding: run the rebuilt notebook in the answer process, judge it here, write its outputs."""

import os
from pathlib import Path

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum, Float, default

from grader.nbgrader_glue import beside, current
from grader.runner.session import BUBBLEWRAP, UNSANDBOXED, Limits
from grader.work import Work, grade

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

    def work(self, notebook, course):
        """The `Work` that a rebuilt notebook of this course makes, under this configuration."""
        seed = beside.class_seed(beside.folder_of(course.db_url, Path(course.root)))
        limits = Limits(self.cell_seconds, self.check_seconds, self.total_seconds)
        return Work(notebook, seed, limits, self.sandbox, self.warm, (course.root,))

    def preprocess(self, nb, resources):
        """Run, judge, write outputs and verdict."""
        graded = grade(self.work(nb, current.course()))
        self.tell(graded, resources["nbgrader"])
        return nbformat.from_dict(graded.notebook), resources

    def tell(self, graded, info):
        """Log the verdict, and what the instructor must know."""
        if graded.refused or graded.failure:
            self.log.error("%s", graded.refused or graded.failure)
        self.log.debug("Ran in %.6f s, judged in %.6f s", *graded.seconds)
        self.log.info("%s/%s/%s: %s", info["student"], info["assignment"], info["notebook"], graded.marks["sentence"])
