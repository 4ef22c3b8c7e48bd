"""A private course folder: sources, releases, a gradebook, a neighbour who was graded, a secret of the instructor's."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

from grader.address import ROOT, component
from grader.nbgrader_glue.commands import run
from grader.nbgrader_glue.configuration import find_alembic
from tests.corpus.kit import RIGHT, Case, Link, source

SETTINGS = """
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "corpus"
c.CourseDirectory.db_url = "sqlite:///{root}/gradebook.db"
c.Execute.timeout = 4
"""
NEIGHBOUR = Case("neighbour", answer=RIGHT, score=10)
SECRET = "the instructor's own"


def make(folder, exercises):
    """Make the course with one assignment for each exercise, and the neighbour's graded submission."""
    folder = Path(folder)
    for address in exercises:
        part = component(address)
        target = folder / "source" / part.notebook
        target.mkdir(parents=True)
        nbformat.write(source(address), target / f"{part.notebook}.ipynb")
    settle(folder)
    submit(NEIGHBOUR, folder, "neighbour", {})
    find_alembic()
    for address in exercises:
        run("generate_assignment", folder, component(address).notebook)
    autograde(folder, "softmax")
    return folder


def settle(folder):
    """Write the settings of stock nbgrader for a course that lies here; only its folders and shorter times."""
    Path(folder, "nbgrader_config.py").write_text(SETTINGS.format(root=str(folder)), encoding="utf-8")
    Path(folder, "seed.txt").write_text("20240229\n", encoding="ascii")


def autograde(folder, assignment):
    """Stock nbgrader's autograding, with a home folder of its own for the kernel."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run([sys.executable, "-m", "nbgrader", "autograde", assignment], cwd=folder, capture_output=True, text=True,
                              check=False, env={"PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}", "LANG": "C.UTF-8",
                                                "HOME": home, "PYTHONPATH": str(ROOT)})
    if done.returncode:
        raise RuntimeError(f"nbgrader autograde {assignment} failed:\n{done.stderr[-2000:]}")


def submit(case, folder, student, place):
    """Write a case's files as this student's submission; gives its folder."""
    target = Path(folder, "submitted", student, case.notebook)
    target.mkdir(parents=True)
    for name, value in case.files(place).items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(value, Link):
            path.symlink_to(_filled(value.target, place))
        else:
            path.write_bytes(value)
    return target


def _filled(text, place):
    for name, value in place.items():
        text = text.replace(f"@{name}@", str(value))
    return text
