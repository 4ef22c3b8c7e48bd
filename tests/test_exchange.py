"""Through a real exchange folder and back: released, fetched, submitted, collected, graded, feedback fetched, exported."""

import csv
import json
import os
import zipfile

import nbformat
import pytest

from grader.nbgrader_glue.commands import run
from grader.sample.notebooks import Exercise
from tests.classes import Class, text_of

pytestmark = pytest.mark.slow


class Learner:
    """A learner's own folder, with nothing of the instructor's in it but the way to the exchange."""

    def __init__(self, name, folder, course):
        self.name, self.folder, self.course = name, folder / name, course.folder
        self.folder.mkdir()

    def nbgrader(self, command):
        """Run a command as this learner does."""
        exchange = [f"--Exchange.root={self.course / 'exchange'}", f"--Exchange.cache={self.folder / 'cache'}",
                    f"--Exchange.assignment_dir={self.folder}", f"--CourseDirectory.student_id={self.name}"]
        return run(command, self.folder, "activations", "--course=gradients", *exchange)

    def notebook(self, name="softmax"):
        """The path of a notebook in the fetched assignment."""
        return self.folder / "activations" / f"{name}.ipynb"


def write_answer(learner, course, name="softmax"):
    """Put right answers into the fetched notebook, and save it under a name."""
    released = nbformat.read(learner.notebook(), as_version=4)
    source = nbformat.read(course.folder / "source" / "activations" / "softmax.ipynb", as_version=4)
    learner.notebook().unlink()
    learner.notebook(name).write_text(json.dumps(Exercise("softmax", released, source).solved()), encoding="utf-8")


@pytest.fixture(scope="module")
def term(released_class, tmp_path_factory):
    """One assignment's whole way: learners through the exchange, two of them with links in what they submit, others by an archive."""
    import shutil

    root = tmp_path_factory.mktemp("term")
    course = Class(shutil.copytree(released_class.folder, root / "course"))
    course.nbgrader("release_assignment", "activations")
    learners = {name: Learner(name, root, course) for name in ("ann", "bob")}
    for name, file in (("ann", "softmax"), ("bob", "softmax (1)")):
        learners[name].nbgrader("fetch_assignment")
        write_answer(learners[name], course, file)
        learners[name].nbgrader("submit")
    for name in ("dan", "eve"):
        learners[name] = Learner(name, root, course)
        learners[name].nbgrader("fetch_assignment")
        learners[name].nbgrader("submit")
    inbound = course.folder / "exchange" / "gradients" / "inbound"
    for name, file, target in (("dan", "softmax.ipynb", course.folder / "source" / "activations" / "softmax.ipynb"),
                               ("eve", "notes.txt", "/nowhere/at/all")):
        handed_in = next(inbound.glob(f"{name}+activations+*"))
        (handed_in / file).unlink(missing_ok=True)
        (handed_in / file).symlink_to(target)
    os.mkfifo(handed_in / "pipe")
    shutil.copytree(handed_in, inbound / handed_in.name.replace("eve", "<b>eve"), ignore=lambda folder, names: {"pipe", "notes.txt"})
    course.nbgrader("collect", "activations")
    archive = course.folder / "downloaded" / "activations" / "archive"
    archive.mkdir(parents=True)
    shutil.copy(course.folder / "release" / "activations" / "softmax.ipynb", archive / "cem_softmax.ipynb")
    (archive / "fay_softmax.txt").write_text("I could not find my notebook.\n")
    with zipfile.ZipFile(archive / "gil_my homework.zip", "w") as packed:
        packed.writestr("homework/softmax.ipynb", learners["ann"].notebook().read_bytes())
    with zipfile.ZipFile(archive / "hal_homework.zip", "w") as packed:
        packed.writestr("softmax.ipynb", learners["ann"].notebook().read_bytes())
        packed.writestr("extracted/ivy_softmax.ipynb", learners["ann"].notebook().read_bytes())
    shutil.copy(course.folder / "release" / "activations" / "softmax.ipynb", archive / "<i>jo_softmax.ipynb")
    course.nbgrader("zip_collect", "activations")
    course.nbgrader("autograde", "activations")
    course.nbgrader("generate_feedback", "activations")
    course.nbgrader("release_feedback", "activations")
    for name in ("ann", "bob"):
        learners[name].nbgrader("fetch_feedback")
    course.nbgrader("export", f"--to={root / 'grades.csv'}")
    return course, learners, root / "grades.csv"


def test_everybody_is_collected_and_graded(term):
    """Through the exchange under the right and another file name, and from an archive."""
    course, _, _ = term
    deserved = {"ann": 10, "bob": 10, "cem": 0, "gil": 10, "hal": 10}
    assert {name: course.score(name) for name in deserved} == deserved
    assert course.verdict("bob")["verdict"] == "graded"


def test_collecting_follows_no_link(term):
    """A link to the author's notebook brings no points, a link to nowhere and a pipe cost nothing."""
    course, _, _ = term
    assert (course.folder / "submitted" / "dan" / "activations" / "softmax.ipynb").is_symlink()
    assert (course.score("dan"), course.score("eve")) == (0, 0)
    assert "links are not followed" in course.comment("dan")
    assert course.verdict("eve")["verdict"] == "graded"


def test_a_file_that_is_no_notebook_is_collected(term):
    """What stock nbgrader passes over in silence lies where `python -m grader autograde` finds it."""
    assert [path.name for path in (term[0].folder / "submitted" / "fay" / "activations").iterdir()] == ["softmax.txt"]


def test_nobody_is_collected_under_a_name_that_is_html_or_out_of_an_archive(term):
    """Formgrader would show such a name as it is; and who packs a folder ``extracted`` hands in for nobody else."""
    names = {path.name for path in (term[0].folder / "submitted").iterdir()}
    assert names == {"ann", "bob", "cem", "dan", "eve", "fay", "gil", "hal"}


@pytest.mark.parametrize(("name", "file"), [("ann", "softmax"), ("bob", "softmax (1)")])
def test_the_learner_fetches_the_feedback(term, name, file):
    """Also the one whose file was renamed: the page goes by the name that was submitted."""
    from bs4 import BeautifulSoup

    _, learners, _ = term
    pages = list((learners[name].folder / "activations" / "feedback").rglob("*.html"))
    assert [page.stem for page in pages] == [file]
    assert "Verdict: graded, 10 of 10 points." in text_of(BeautifulSoup(pages[0].read_text(encoding="utf-8"), "html.parser"))


def test_the_export_has_every_score(term):
    """One row a student, with the points of the gradebook."""
    with open(term[2], encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    assert rows == {"ann": (10, 10), "bob": (10, 10), "cem": (0, 10), "dan": (0, 10), "eve": (0, 10), "gil": (10, 10), "hal": (10, 10)}


def test_the_release_in_the_exchange_is_the_one_in_the_course(term):
    """Learners fetch what was released, and nothing of the source."""
    course, learners, _ = term
    outbound = course.folder / "exchange" / "gradients" / "outbound" / "activations"
    assert [path.name for path in outbound.iterdir()] == ["softmax.ipynb"]
    assert "BEGIN SOLUTION" not in (outbound / "softmax.ipynb").read_text(encoding="utf-8")
