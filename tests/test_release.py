"""exercises/ is what solutions/ gives, byte for byte, and says so in one sentence when it is not."""

import json
import shutil

import pytest

from grader import release
from grader.address import ROOT
from grader.nbgrader_glue.commands import run
from tests.classes import verb


class Arguments:
    """What the verb is asked."""

    def __init__(self, *chapter, check=False):
        self.chapter, self.check = list(chapter), check


@pytest.fixture
def checkout(tmp_path, private_home):
    """A small checkout: one chapter, released."""
    (tmp_path / "solutions" / "activations").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copy(ROOT / "solutions" / "activations" / "softmax.ipynb", tmp_path / "solutions" / "activations")
    (tmp_path / "solutions" / "activations" / "README.md").write_text("Start here.\n")
    assert release.main(Arguments(), tmp_path) == 0
    return tmp_path


def test_exercises_are_fresh(private_home):
    """The committed release equals a new one byte for byte."""
    assert verb("release", "--check") == (0, "")


def test_a_release_holds_stubs_and_no_hidden_test(checkout):
    """Neither a line of the solution nor the hidden line is there; the README is."""
    text = (checkout / "exercises" / "activations" / "softmax.ipynb").read_text(encoding="utf-8")
    assert "hidden_checks" not in text
    assert "shifted" not in text
    assert r'raise NotImplementedError(\"softmax_backward: not written yet\")' in text
    assert (checkout / "exercises" / "activations" / "README.md").read_text() == "Start here.\n"


def test_a_second_release_changes_nothing(checkout):
    """Files that are fresh are not written again."""
    file = checkout / "exercises" / "activations" / "softmax.ipynb"
    before = file.stat().st_mtime_ns, file.stat().st_ino, file.read_bytes()
    assert release.main(Arguments(), checkout) == 0
    assert (file.stat().st_mtime_ns, file.stat().st_ino, file.read_bytes()) == before


def test_a_stale_file_is_named(checkout, capsys):
    """Changed, missing and superfluous files each fail the check, with one sentence; a release mends them."""
    folder = checkout / "exercises" / "activations"
    cases = [(lambda: (folder / "softmax.ipynb").write_text("{}"), "activations/softmax.ipynb is not what solutions/ gives"),
             (lambda: (folder / "README.md").unlink(), "activations/README.md is missing"),
             (lambda: (folder / "stray.txt").write_text("x"), "activations/stray.txt comes from nothing in solutions/"),
             (lambda: (checkout / "exercises" / "old").mkdir(), "exercises/old comes from nothing in solutions/")]
    for spoil, sentence in cases:
        spoil()
        assert release.main(Arguments(check=True), checkout) == 1
        told = capsys.readouterr().err
        assert sentence in told
        assert told.count("\n") == 1
        assert release.main(Arguments(), checkout) == 0
    capsys.readouterr()
    assert release.main(Arguments(check=True), checkout) == 0


def test_stock_commands_work_in_the_checkout(checkout):
    """solutions/ is the source and exercises/ the release; a class would lie in _build/class."""
    before = (checkout / "exercises" / "activations" / "softmax.ipynb").read_bytes()
    run("generate_assignment", checkout, "activations", "--force")
    assert (checkout / "exercises" / "activations" / "softmax.ipynb").read_bytes() == before
    handed_in = checkout / "_build" / "class" / "submitted" / "ann" / "activations"
    handed_in.mkdir(parents=True)
    (handed_in / "softmax.ipynb").write_bytes(before)
    run("autograde", checkout, "activations")
    run("generate_feedback", checkout, "activations")
    page = checkout / "_build" / "class" / "feedback" / "ann" / "activations" / "softmax.html"
    assert "Verdict: graded, 0 of 10 points." in page.read_text(encoding="utf-8")


def test_a_failed_release_leaves_the_old_one(checkout, capsys):
    """A solution that cannot be released is one sentence, and nothing is half-written."""
    file = checkout / "solutions" / "activations" / "softmax.ipynb"
    file.write_text(file.read_text(encoding="utf-8").replace("### END SOLUTION", ""), encoding="utf-8")
    before = {path: path.read_bytes() for path in (checkout / "exercises").rglob("*") if path.is_file()}
    assert release.main(Arguments(), checkout) == 2
    assert "activations could not be released" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (checkout / "exercises").rglob("*") if path.is_file()} == before
    assert not list(checkout.glob(".release-*"))


def test_an_unknown_chapter_is_one_sentence():
    """The chapters there are stand in it."""
    status, told = verb("release", "nonsense")
    assert status == 2
    assert "no chapter 'nonsense'; chapters: activations" in told


def test_every_released_notebook_is_valid(private_home):
    """Every cell of exercises/ has an id, and no outputs."""
    for file in sorted((ROOT / "exercises").rglob("*.ipynb")):
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        assert len({cell["id"] for cell in cells}) == len(cells), file
        assert not any(cell.get("outputs") for cell in cells), file
