"""Read what was submitted, whatever its state, so that one bad file costs its learner only that notebook."""

import hashlib
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter, NotebookExporter
from nbgrader.converters.base import NbGraderException

from grader.nbgrader_glue import beside, current, unfinished
from grader.nbgrader_glue.names import files_of
from grader.nbgrader_glue.versions import require_tried
from grader.notebook.read import Reading, read
from grader.notebook.rebuild import empty


class SubmissionExporter(NotebookExporter):
    """nbgrader's reader and writer of notebooks during autograding.

    A submitted file is read here and handed to `Rebuild` beside an empty copy of the source, so a
    file that cannot be read becomes that empty copy.  Files that nbgrader itself wrote pass as usual.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        require_tried(self.log)
        current.begin(self.parent.coursedir)
        self._require_seed()
        for folder in unfinished.sweep(self.parent.coursedir):
            self.log.warning("%s was left unfinished by a run that ended early: it is graded again", folder)

    def _require_seed(self):
        """Stop before the first notebook when the class's seed is lost: grades under two seeds differ."""
        course = self.parent.coursedir
        try:
            beside.class_seed(beside.folder_of(course.db_url, course.root))
        except (beside.BadSeed, OSError) as problem:
            self.log.error(str(problem))
            raise NbGraderException(str(problem)) from None

    def from_filename(self, filename, resources=None, **kwargs):
        """Convert one notebook file."""
        info = resources["nbgrader"]
        folder = current.submitted_folder(self.parent.coursedir, info["assignment"], info["student"])
        if Path(filename).parent != folder:
            return super().from_filename(filename, resources, **kwargs)
        sources = current.sources(self.parent.coursedir, info["assignment"])
        if info["notebook"] not in sources:
            raise NbGraderException(f"The source folder has no {info['notebook']}.ipynb, which the gradebook knows: "
                                    "put it back, or run `nbgrader generate_assignment` again.")
        files = files_of(folder, sources)
        info["submission"], info["digest"] = submission(files, info["notebook"])
        return self.from_notebook_node(nbformat.from_dict(empty(sources[info["notebook"]])), resources, **kwargs)


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter, which lets the hooks know the course."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        current.begin(self.parent.coursedir)


def submission(files, name):
    """The `Reading` of the file that was submitted for a notebook, and the file's digest."""
    path = files.chosen.get(name)
    if path is None:
        return Reading(problem="is not there any more"), ""
    reading = read(path)
    digest = "" if reading.problem else hashlib.sha256(path.read_bytes()).hexdigest()
    return Reading(reading.cells, (*files.notes.get(name, ()), *reading.notes), reading.problem), digest
