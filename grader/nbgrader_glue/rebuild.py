"""First step of autograding: the notebook as its author wrote it, with the learner's answers grafted in."""

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.nbgrader_glue import current
from grader.notebook.rebuild import rebuild
from grader.work import MARKS


class Rebuild(NbGraderPreprocessor):
    """Replace the notebook by its source with the submission's answers, and leave notes in its metadata."""

    def preprocess(self, nb, resources):
        """Rebuild one notebook from what the exporter read."""
        info = resources["nbgrader"]
        reading = info.pop("submission")
        notes = list(reading.notes)
        if not reading.problem:
            source = current.sources(current.course(), info["assignment"])[info["notebook"]]
            rebuilt, told = rebuild(source, reading.cells)
            nb, notes = nbformat.from_dict(rebuilt), notes + told
        nb.metadata[MARKS] = nbformat.from_dict(
            {"problem": reading.problem, "notes": notes, "digest": info.pop("digest")})
        return nb, resources
