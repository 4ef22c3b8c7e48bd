"""The nbgrader configuration that ships: one function, used by the checkout and by every course folder."""

import contextlib
import os
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

GLUE = "grader.nbgrader_glue"
TEMPLATES = Path(__file__).with_name("templates")

# what zip_collect expects a downloaded file to be called: STUDENT_NOTEBOOK.ipynb, or STUDENT_ANYTHING.zip with files in it.
# The first folder "extracted" below the course counts: a learner's archive may hold another.  Nobody's id may be HTML.
DOWNLOADED = r"/.*?/extracted/(?P<student_id>[^/_<>\"\\]+)_(?:[^/]+/)*(?P<file_id>[^/]+)$"
# and what it collects, so that a file of the wrong kind gets its verdict and is not passed over in silence
COLLECTED = [".ipynb", ".json", ".txt", ".html", ".htm", ".md", ".py", ".pdf"]

# nbgrader's steps that change a notebook alike for every learner: done once, on the source, by Rebuild
ALIKE = ["nbgrader.preprocessors.OverwriteKernelspec", "nbgrader.preprocessors.OverwriteCells",
         "nbgrader.preprocessors.CheckCellMetadata"]
SANITIZE = [f"{GLUE}.rebuild.Rebuild"]
AUTOGRADE = [f"{GLUE}.execute.RunAndJudge", "nbgrader.preprocessors.IgnorePattern",
             "nbconvert.preprocessors.ClearMetadataPreprocessor", "nbgrader.preprocessors.LimitOutput",
             f"{GLUE}.save.SaveGrades"]
GENERATE = ["IncludeHeaderFooter", "InstantiateTests", "LockCells", f"{GLUE}.release.NamedStubs", "ClearOutput",
            "CheckCellMetadata", "ComputeChecksums", "SaveCells", "ClearHiddenTests", "ClearMarkScheme",
            "ComputeChecksums", "CheckCellMetadata"]


def apply(c, root, course_id="gradients"):
    """Set up a course folder: nbgrader's own folders in ``root``, our steps in its pipeline."""
    root = Path(root).resolve()
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = course_id
    c.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
    c.Exchange.root = str(root / "exchange")
    c.ExchangeFactory.collect = f"{GLUE}.collect.CollectWithoutLinks"
    c.FileNameCollectorPlugin.named_regexp = re.escape(str(root)) + DOWNLOADED
    c.FileNameCollectorPlugin.valid_ext = list(COLLECTED)
    c.ExportApp.plugin_class = f"{GLUE}.grades_csv.VerdictCsvPlugin"
    _steps(c)
    _inert_pages(c)
    find_alembic()


def apply_checkout(c, root):
    """Set up the checkout: solutions/ is the source, exercises/ the release, the class lies in _build/class."""
    root = Path(root).resolve()
    apply(c, root)
    c.CourseDirectory.source_directory = "solutions"
    c.CourseDirectory.release_directory = "exercises"
    for step in ("submitted", "autograded", "feedback"):
        c.CourseDirectory[f"{step}_directory"] = f"_build/class/{step}"
    folder = root / "_build" / "class"
    with contextlib.suppress(OSError):  # a read-only checkout has no class
        folder.mkdir(parents=True, exist_ok=True)
    c.CourseDirectory.db_url = f"sqlite:///{folder / 'gradebook.db'}"
    c.Exchange.root = str(folder / "exchange")


def _steps(c):
    """Our steps between nbgrader's own; as names, so that formgrader can show the configuration."""
    c.GenerateAssignment.preprocessors = [
        step if "." in step else f"nbgrader.preprocessors.{step}" for step in GENERATE]
    c.Autograde.sanitize_preprocessors = list(SANITIZE)
    c.Autograde.autograde_preprocessors = list(AUTOGRADE)
    c.Autograde.exporter_class = f"{GLUE}.exporter.SubmissionExporter"
    c.Autograde.pre_convert_hook = f"{GLUE}.hooks.before_submission"
    c.Autograde.post_convert_hook = f"{GLUE}.hooks.after_submission"
    c.GenerateFeedback.exporter_class = f"{GLUE}.exporter.FeedbackExporter"
    c.GenerateFeedback.post_convert_hook = f"{GLUE}.hooks.after_feedback"


def _inert_pages(c):
    """Feedback and formgrader pages: Markdown without HTML of a learner's, and no request to another host."""
    stock = Path(find_spec("nbgrader").origin).parent / "server_extensions" / "formgrader" / "templates"
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), str(stock)]
    c.TemplateExporter.filters = {"markdown2html": f"{GLUE}.inert.markdown2html"}
    c.HTMLExporter.sanitize_html = True


def find_alembic():
    """nbgrader calls ``alembic`` by name: let it be found where no virtual environment was activated."""
    if shutil.which("alembic") is None:
        os.environ["PATH"] = os.pathsep.join(filter(None, [str(Path(sys.executable).parent), os.environ.get("PATH")]))
