"""First step of autograding: the notebook as its author wrote it, with the learner's answers grafted in."""

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.nbgrader_glue import current
from grader.nbgrader_glue.template import Template


class Rebuild(NbGraderPreprocessor):
    """Replace the notebook by its source with the submission's answers, and leave notes in its metadata."""

    def preprocess(self, nb, resources):
        """Rebuild one notebook from what the exporter read."""
        info = resources["nbgrader"]
        place = info["assignment"], info["notebook"]
        template = current.once("template", *place, make=lambda: self._template(*place))
        return nbformat.from_dict(template.grafted(info.pop("submission"), info.pop("digest"))), resources

    def _template(self, assignment, name):
        course = current.course()
        return Template.made(self.parent, current.sources(course, assignment)[name], name, assignment, course.db_url)
