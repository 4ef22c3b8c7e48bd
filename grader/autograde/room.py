"""What grading one assignment needs, made once: configuration, the authors' notebooks, the gradebook."""

import contextlib
import time
import warnings
from collections import Counter
from pathlib import Path

from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from traitlets.utils.importstring import import_item

from grader.nbgrader_glue import beside, configuration, current
from grader.nbgrader_glue.commands import prepared
from grader.nbgrader_glue.late import Penalties
from grader.nbgrader_glue.rows import Rows
from grader.nbgrader_glue.template import Template

RUN, *AFTER = configuration.AUTOGRADE[:-1]  # what runs, and what may cut outputs; the last writes the rows


class Refused(RuntimeError):
    """The class cannot be graded like this; its text is the sentence for the instructor."""


class Room:
    """One assignment of one class, ready to be graded.

    log        nbgrader's own log
    run        the step that runs and judges (`RunAndJudge`), with its settings
    templates  notebook name → `Template`
    rows       the gradebook's rows
    spent      seconds by what they went into
    """

    def __init__(self, folder, assignment, handler, student="*"):
        self.spent = Counter()
        with self.clock("start"), _sentence_of_nbgrader():
            self.app = prepared("autograde", folder, handler=handler)
            self.log, self.course, self.assignment = self.app.log, self.app.coursedir, assignment
            self.course.student_id = student
            self.converter = Autograde(coursedir=self.course, parent=self.app)
            _require_shipped(self.converter)
            self._make_steps()
            self.rows = Rows(self.course, assignment, self.log)
            self.templates = self._templates()

    def _make_steps(self):
        """The exporter first: it looks at nbgrader's version and the seed, and sweeps what a killed run left."""
        self.exporter = self.converter.exporter_class(parent=self.converter, config=self.converter.config)
        self.run, self.late = self._step(RUN), Penalties(self.exporter)
        self.after = [self._step(name) for name in AFTER]
        self.records = beside.folder_of(self.course.db_url, self.course.root)
        self.seed = str(beside.class_seed(self.records))

    def _step(self, name):
        return import_item(name)(parent=self.exporter)

    def _templates(self):
        found = current.sources(self.course, self.assignment)
        return {name: Template.made(self.exporter, source, name, self.assignment, self.course.db_url)
                for name, source in found.items() if name in self.rows.notebooks}

    @property
    def sources(self):
        """Notebook name → the author's notebook."""
        return {name: template.source for name, template in self.templates.items()}

    def submitted(self, student):
        """Where a learner's submission lies."""
        return current.submitted_folder(self.course, self.assignment, student)

    def graded(self, student):
        """Where the graded notebooks go."""
        return current.autograded_folder(self.course, self.assignment, student)

    @contextlib.contextmanager
    def clock(self, name):
        """Count the time of a block under a name."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.spent[name] += time.perf_counter() - start

    def close(self):
        """Close the gradebook."""
        self.rows.close()
        self.log.handlers[:] = []


@contextlib.contextmanager
def _sentence_of_nbgrader():
    """What nbgrader refuses, as `Refused`; its own warnings about SQLAlchemy are not ours to show."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except NbGraderException as problem:
        raise Refused(str(problem)) from None


def _require_shipped(converter):
    """Steps that somebody changed are nbgrader's to run, in its own order."""
    shipped = {"sanitize_preprocessors": configuration.SANITIZE, "autograde_preprocessors": configuration.AUTOGRADE}
    for name, steps in shipped.items():
        if list(getattr(converter, name)) != steps:
            raise Refused(f"{Path(converter.coursedir.root) / 'nbgrader_config.py'} changes Autograde.{name}: "
                          "this command knows the shipped steps only, so use nbgrader autograde.")
    if converter.config.Autograde.get("exporter_class") != f"{configuration.GLUE}.exporter.SubmissionExporter":
        raise Refused("This folder is no course of this kind: make one with python -m grader course DIR.")
