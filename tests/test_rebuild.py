"""Rebuilding: the author's notebook with the learner's answers, whatever happened to the cells."""

import copy

import pytest

from grader.notebook.read import Cell
from grader.notebook.rebuild import empty, rebuild
from grader.notebook.stubs import BadRegion, without_hidden, without_solutions

TWO = "def double(x):\n    return 2 * x\n\n\ndef half(x):\n    return x / 2"
SOURCE = ("def double(x):\n    ### BEGIN SOLUTION\n    return x + x\n    ### END SOLUTION\n\n\n"
          "def half(x):\n    ### BEGIN SOLUTION\n    return 0.5 * x\n    ### END SOLUTION")
STUB = without_solutions(SOURCE, "double")


def cell(ident, source, kind="code", **marks):
    """A cell of a source notebook."""
    metadata = {"nbgrader": {"grade_id": ident, "locked": True, "grade": False, "solution": False, **marks}} if marks else {}
    form = {"cell_type": kind, "id": ident, "metadata": metadata, "source": source}
    return {**form, "outputs": [{"output_type": "stream"}], "execution_count": 3} if kind == "code" else form


NOTEBOOK = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "python3"}}, "cells": [
    cell("double-intro", "# Double", "markdown", locked=True),
    cell("double-setup", "import numpy as np", locked=True),
    cell("double", SOURCE, solution=True, locked=False),
    cell("double-try", "print(double(1))"),
    cell("double-test", "assert double(1) == 2\n### BEGIN HIDDEN TESTS\nsecret()\n### END HIDDEN TESTS", grade=True, points=3),
]}


def submitted(**changes):
    """The cells of a right submission, in order, with some replaced, left out (None) or added."""
    sources = {each["id"]: (each["cell_type"], each["source"]) for each in NOTEBOOK["cells"]}
    sources["double"] = ("code", TWO)
    sources["double-test"] = ("code", "assert double(1) == 2")
    cells = {name: Cell(kind, source, grade_id=name if name != "double-try" else "", id=name)
             for name, (kind, source) in sources.items()}
    cells.update({name.replace("_", "-"): change for name, change in changes.items()})
    return [each for each in cells.values() if each is not None]


def answer(notebook):
    """The source of the answer cell."""
    return next(each["source"] for each in notebook["cells"] if each["id"] == "double")


def test_only_the_answers_source_is_taken():
    """Metadata, locked cells, kernel and the hidden tests are the author's; outputs are gone."""
    cells = submitted(double_test=Cell("code", "print('fine')", grade_id="double-test"))
    notebook, notes = rebuild(NOTEBOOK, cells)
    assert answer(notebook) == TWO
    assert notebook["metadata"] == NOTEBOOK["metadata"]
    assert [each["metadata"] for each in notebook["cells"]] == [each["metadata"] for each in NOTEBOOK["cells"]]
    assert notebook["cells"][4]["source"] == NOTEBOOK["cells"][4]["source"]
    assert all(not each["outputs"] for each in notebook["cells"] if each["cell_type"] == "code")
    assert notes == ["Your change to the cell double-test was not used: that cell is not part of the answer."]


def test_an_untouched_submission_has_no_notes():
    """A learner who only wrote the answer is told nothing."""
    assert rebuild(NOTEBOOK, submitted())[1] == []


def test_the_source_is_never_changed():
    """The author's notebook is the same afterwards."""
    before = copy.deepcopy(NOTEBOOK)
    rebuild(NOTEBOOK, submitted())
    assert before == NOTEBOOK


def test_no_solution_is_left_anywhere():
    """Whatever was submitted, the author's own answer is never what is graded."""
    for cells in ([], submitted(double=None), submitted()):
        assert "x + x" not in str(rebuild(NOTEBOOK, cells)[0])
    assert answer(empty(NOTEBOOK)) == STUB


def test_a_deleted_answer_counts_as_not_written():
    """The released stub takes its place, and a note says what to do."""
    notebook, notes = rebuild(NOTEBOOK, submitted(double=None))
    assert answer(notebook) == STUB
    assert notes[0].startswith("The answer cell double was not found")


@pytest.mark.parametrize("lost", [Cell("code", TWO), Cell("code", TWO, id="colab7"), Cell("code", TWO, id="double")],
                         ids=["no names", "foreign id", "id only"])
def test_an_answer_without_grade_id_is_found(lost):
    """By its cell id, or by the functions it defines."""
    notebook, notes = rebuild(NOTEBOOK, submitted(double=lost))
    assert answer(notebook) == TWO
    assert notes == []
    assert len(notebook["cells"]) == len(NOTEBOOK["cells"])


def test_cells_that_lost_their_names_are_not_run_twice():
    """A released cell is known by its text: after Colab only the answer is new."""
    notebook, notes = rebuild(NOTEBOOK, [Cell(each.kind, each.source, id=f"colab{n}") for n, each in enumerate(submitted())])
    assert [each["id"] for each in notebook["cells"]] == [each["id"] for each in NOTEBOOK["cells"]]
    assert answer(notebook) == TWO
    assert notes == []


def test_of_duplicates_the_last_complete_one_wins():
    """An earlier draft loses against the later answer, and so does an untouched copy below it."""
    draft = Cell("code", TWO.replace("2 * x", "None"), grade_id="double")
    cells = submitted()
    cells.insert(2, draft)
    assert answer(rebuild(NOTEBOOK, cells)[0]) == TWO
    assert "2 times" in rebuild(NOTEBOOK, cells)[1][0]
    assert answer(rebuild(NOTEBOOK, [*submitted(), Cell("code", STUB, grade_id="double")])[0]) == TWO


def test_the_parts_of_a_split_cell_are_joined_in_order():
    """Two halves with the same grade_id make one answer, even when cut inside a function."""
    for cut in (TWO.index("\n\n\n"), TWO.index("    return 2")):
        halves = [Cell("code", TWO[:cut], grade_id="double"), Cell("code", TWO[cut:].lstrip("\n"), grade_id="double")]
        notebook, notes = rebuild(NOTEBOOK, [*submitted(double=None)[:2], *halves])
        namespace = {}
        exec(answer(notebook), namespace)
        assert namespace["double"](3) == 6
        assert namespace["half"](3) == 1.5
        assert "split into 2 cells" in notes[0]


@pytest.mark.parametrize("source", [TWO, f"My answer:\n\n```python\n{TWO}\n```\n"], ids=["plain", "fenced"])
def test_an_answer_retyped_as_markdown_is_graded_as_code(source):
    """With a note; fences are taken off."""
    notebook, notes = rebuild(NOTEBOOK, submitted(double=Cell("markdown", source, grade_id="double")))
    assert answer(notebook).strip() == TWO
    assert notebook["cells"][2]["cell_type"] == "code"
    assert "of type markdown" in notes[0]


def test_reordered_cells_take_their_places_again():
    """The order is the author's."""
    notebook, notes = rebuild(NOTEBOOK, submitted()[::-1])
    assert [each["id"] for each in notebook["cells"]] == [each["id"] for each in NOTEBOOK["cells"]]
    assert notes == []


def test_the_learners_own_cells_run_in_their_place_ungraded():
    """A helper above the answer stays above it; Markdown of the learner's is left out."""
    helper = Cell("code", "def helper(x):\n    return x")
    cells = [*submitted()[:2], helper, Cell("markdown", "<script>alert(1)</script>"), *submitted()[2:]]
    notebook = rebuild(NOTEBOOK, cells)[0]
    assert [each["id"] for each in notebook["cells"]][1:4] == ["double-setup", "extra-1", "double"]
    assert notebook["cells"][2]["metadata"] == {}
    assert "script" not in str(notebook)


def test_a_later_definition_below_the_answer_stays_below_it():
    """As in the learner's own session, where the last definition counts."""
    cells = submitted()
    cells.insert(3, Cell("code", "def double(x):\n    return 7"))
    ids = [each["id"] for each in rebuild(NOTEBOOK, cells)[0]["cells"]]
    assert ids.index("extra-1") == ids.index("double") + 1


def test_edits_to_the_try_cell_are_kept():
    """It is the learner's to play with."""
    notebook = rebuild(NOTEBOOK, submitted(double_try=Cell("code", "print(half(1))", id="double-try")))[0]
    assert notebook["cells"][3]["source"] == "print(half(1))"


def test_stubs_name_the_function_they_stand_for():
    """Several functions in one cell, a method, and a cell that is all solution."""
    assert 'raise NotImplementedError("double: not written yet")' in STUB
    assert 'raise NotImplementedError("half: not written yet")' in STUB
    region = "            ### BEGIN SOLUTION\n            pass\n            ### END SOLUTION"
    method = f"class Net:\n    def step(self):\n        if self:\n{region}"
    assert 'NotImplementedError("Net.step: not written yet")' in without_solutions(method, "net")
    assert without_solutions("x = 1", "net").endswith('raise NotImplementedError("net: not written yet")')


@pytest.mark.parametrize("source", ["### BEGIN SOLUTION", "### END SOLUTION", "### BEGIN SOLUTION\n### BEGIN SOLUTION"])
def test_markers_that_do_not_pair_up_are_refused(source):
    """An author's slip is a sentence, not a release with a solution in it."""
    with pytest.raises(BadRegion):
        without_solutions(source, "x")


def test_hidden_tests_are_cut_out_whole():
    """Nothing between the markers is left, nor the markers."""
    assert without_hidden(NOTEBOOK["cells"][4]["source"]) == "assert double(1) == 2"
