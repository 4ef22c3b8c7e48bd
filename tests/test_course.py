"""grader course: a class's own folder, outside the checkout, of whole chapters or single components."""

import pytest

from grader.address import ROOT, notebooks
from grader.course import MARK
from tests.classes import verb


def test_a_course_has_one_assignment_a_chapter(tmp_path):
    """With the chapter's notebooks byte for byte, its README, a configuration and an exchange."""
    status, told = verb("course", tmp_path / "class", "activations")
    assert status == 0
    assert told.startswith(f"activations: {', '.join(notebooks('activations'))}\nNext: ")
    made, source = tmp_path / "class" / "source" / "activations", ROOT / "solutions" / "activations"
    assert {path.name: path.read_bytes() for path in made.iterdir()} == {
        path.name: path.read_bytes() for path in source.iterdir() if path.is_file()}
    assert (tmp_path / "class" / "nbgrader_config.py").read_text().startswith(MARK)
    assert (tmp_path / "class" / "exchange").is_dir()


def test_components_of_several_chapters_make_one_assignment(tmp_path):
    """--assignment names it; a member of a family brings the family's notebook, once."""
    status, _ = verb("course", tmp_path, "activations/elu", "prelu", "matrix_calculus/chain_matrix", "--assignment", "week1")
    assert status == 0
    assert {path.name for path in (tmp_path / "source" / "week1").iterdir()} == {"relu.ipynb", "chain_matrix.ipynb"}


def test_without_addresses_everything_written_is_taken(tmp_path):
    """Each chapter that has exercises becomes an assignment."""
    assert verb("course", tmp_path / "class")[0] == 0
    taken = {str(path.relative_to(tmp_path / "class" / "source")) for path in (tmp_path / "class" / "source").rglob("*.ipynb")}
    assert taken == {str(path.relative_to(ROOT / "solutions")) for path in (ROOT / "solutions").glob("*/*.ipynb")}


def test_a_second_run_completes_and_overwrites_nothing(tmp_path):
    """What the instructor changed stays, and is named; a further chapter is added."""
    verb("course", tmp_path, "softmax")
    changed = tmp_path / "source" / "activations" / "softmax.ipynb"
    changed.write_text("mine")
    (tmp_path / "nbgrader_config.py").write_text(MARK + "\n# mine")
    status, told = verb("course", tmp_path, "softmax", "chain_matrix")
    assert status == 0
    assert f"{changed} differs from solutions/activations/softmax.ipynb: it is left as it is." in told
    assert changed.read_text() == "mine"
    assert (tmp_path / "nbgrader_config.py").read_text().endswith("# mine")
    assert (tmp_path / "source" / "matrix_calculus" / "chain_matrix.ipynb").exists()


def _foreign(folder):
    (folder / "thesis.tex").write_text("years of work")
    return folder, []


@pytest.mark.parametrize(("place", "sentence"), [
    (_foreign, "holds other files and is no course of this kind"),
    (lambda folder: (ROOT, []), "holds other files"),
    (lambda folder: (ROOT / "solutions" / "new", []), "is part of the checkout: a class lives outside it"),
    (lambda folder: (folder / "new", ["nonsense"]), "there is no component 'nonsense'"),
], ids=["foreign folder", "checkout", "solutions", "unknown address"])
def test_what_cannot_be_is_one_sentence(tmp_path, place, sentence):
    """A foreign folder, the checkout itself, an unknown address: nothing is written."""
    folder, addresses = place(tmp_path)
    before = sorted(folder.iterdir()) if folder.exists() else None
    status, told = verb("course", folder, *addresses)
    assert status == 2
    assert sentence in told
    assert told.count("\n") == 1
    assert (sorted(folder.iterdir()) if folder.exists() else None) == before
