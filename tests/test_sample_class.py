"""The sample class: each kind of submission gets the score, the verdict and the words it should."""

import nbformat
import pytest

from grader.address import ROOT
from grader.sample.notebooks import Exercise
from grader.sample.students import STUDENTS, submissions
from tests.classes import text_of, verb

pytestmark = pytest.mark.slow

# student: (points of 10 or None for "some, not all", verdict, words in the feedback)
EXPECTED = {
    "right": (10, "graded", "activations/softmax: 10 of 10 points"),
    "differently-right": (10, "graded", "10 of 10 points"),
    "blank": (0, "graded", "softmax: not written yet"),
    "half-finished": (None, "graded", "softmax_backward: not written yet"),
    "wrong-axis": (None, "graded", "Likely cause: axis 0 is normalised, so the columns sum to 1"),
    "overflow": (8, "graded", "Likely cause: exp is taken before the row's maximum is subtracted"),
    "half-the-derivative": (None, "graded", "only the diagonal p(1 − p) of the Jacobian is used"),
    "overwrites-input": (None, "graded", "in-place operation writes into the array of scores"),
    "forgets-return": (None, "graded", "is a return missing?"),
    "returns-a-list": (None, "graded", "a list"),
    "endless-loop": (0, "timed out", "The notebook was stopped after 15 seconds."),
    "ends-python": (8, "partly graded", "Python ended with exit status 1"),
    "syntax-error": (0, "graded", "SyntaxError"),
    "warning-on-stderr": (10, "graded", "a warning, not charged: softmax of scores"),
    "extra-helper-cell": (10, "graded", "10 of 10 points"),
    "duplicated-cell": (10, "graded", "The answer cell softmax is there 2 times"),
    "split-cell": (10, "graded", "was split into 2 cells: they were joined in order"),
    "deleted-cell": (0, "graded", "The answer cell softmax was not found"),
    "retyped-cell": (10, "graded", "is of type markdown: its text was graded as code"),
    "reordered-cells": (10, "graded", "10 of 10 points"),
    "lost-metadata": (10, "graded", "10 of 10 points"),
    "edited-tests": (0, "graded", "Your change to the cell softmax-test was not used"),
    "shows-html": (10, "graded", "10 of 10 points"),
    "renamed-file": (10, "graded", "Your file is called softmax (1).ipynb"),
    "unreadable-file": (0, "unreadable", "it may have been cut off or edited by hand"),
    "byte-order-mark": (10, "graded", "10 of 10 points"),
    "merge-marks": (10, "graded", "The file still holds the marks of a merge"),
    "old-format": (10, "graded", "10 of 10 points"),
    "late": (10, "graded", "10 of 10 points"),
}
ONLY_WITH_MORE_NOTEBOOKS = {"missing-file"}


def test_every_student_is_expected():
    """At least fifteen, each named once, each with an expectation."""
    names = [student.name for student in STUDENTS]
    assert len(names) == len(set(names)) >= 15
    assert set(names) == set(EXPECTED) | ONLY_WITH_MORE_NOTEBOOKS


def test_everybody_hands_something_in():
    """With all chapters every student has a submission, and every chapter has clumsy ones beside those who are everywhere."""
    exercises = {}
    for chapter in sorted(path.name for path in (ROOT / "exercises").iterdir()):
        files = sorted((ROOT / "exercises" / chapter).glob("*.ipynb"))
        exercises[chapter] = [Exercise(file.stem, nbformat.read(file, as_version=4),
                                       nbformat.read(ROOT / "solutions" / chapter / file.name, as_version=4)) for file in files]
    handed_in = {}
    for student, assignment, files in submissions(exercises):
        assert files, (student.name, assignment)
        handed_in.setdefault(assignment, set()).add(student.name)
    assert set().union(*handed_in.values()) == {student.name for student in STUDENTS}
    everywhere = {student.name for student in STUDENTS if student.everywhere}
    assert all(everywhere < names for names in handed_in.values())


def test_the_verb_ends_with_a_table_and_where_to_look(sample_class):
    """One line a student, then the feedback folder and formgrader."""
    assert sample_class.status == 0
    for name in EXPECTED:
        assert f"\n{name} " in f"\n{sample_class.output}"
    assert "softmax 10/10  (late)" in sample_class.output
    assert "feedback/STUDENT/ASSIGNMENT/NOTEBOOK.html" in sample_class.output


@pytest.mark.parametrize("student", EXPECTED)
def test_each_gets_score_verdict_and_words(sample_class, student):
    """In gradebook, record and feedback page alike."""
    points, verdict, words = EXPECTED[student]
    score, row = sample_class.score(student), sample_class.verdict(student)
    assert score == points if points is not None else 0 < score < 10
    assert (row["verdict"], row["score"], row["points"]) == (verdict, score, 10)
    sentence = f"Verdict: {verdict}, {score:g} of 10 points."
    assert sample_class.comment(student).startswith(sentence)
    page = text_of(sample_class.page(student))
    assert sentence in page
    assert words in page
    assert f"Score: {score:.1f} / 10.0" in page


@pytest.mark.parametrize("student", EXPECTED)
def test_feedback_is_inert(sample_class, student):
    """No script, no frame, no event handler, nothing to load from anywhere, whatever the learner wrote."""
    page = sample_class.page(student)
    assert not page.find_all(["script", "iframe", "object", "embed", "link", "base", "form", "video", "audio", "svg"])
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.lower().startswith("on")], tag
        for name in ("src", "href", "srcset", "style", "poster"):
            value = str(tag.attrs.get(name, ""))
            assert value.startswith(("data:image/png;base64,", "#")) or "//" not in value, tag
    assert not any("@import" in style.text or "url(http" in style.text for style in page.find_all("style"))


def test_formulas_are_shown_without_mathjax(sample_class):
    """The exercise's formulas are MathML in the page."""
    assert len(sample_class.page("right").find_all("math")) >= 1


def test_no_expected_value_is_told(sample_class):
    """Reasons give what came back, never what the hidden checks expect."""
    for student in ("wrong-axis", "half-the-derivative", "overflow"):
        for cell in sample_class.graded(student)["cells"]:
            for output in cell.get("outputs", []):
                assert "expected 0." not in str(output)


def test_submitted_files_stay_as_they_are_and_graded_folders_hold_nothing_else(sample_class):
    """Autograding writes notebooks and the time stamp, and nothing into submitted/."""
    for folder in (sample_class.folder / "autograded").glob("*/*"):
        assert {path.name for path in folder.iterdir()} == {"softmax.ipynb", "timestamp.txt"}
    names = {path.name for path in (sample_class.folder / "submitted").glob("*/*/*")}
    assert names == {"softmax.ipynb", "softmax (1).ipynb", "timestamp.txt"}


def test_equal_answers_get_equal_inputs(sample_class):
    """One secret seed for the class, kept beside the gradebook for its owner only, recorded with every grade."""
    from grader.nbgrader_glue.beside import records

    seed = (sample_class.folder / "seed.txt").read_text().strip()
    assert {row["seed"] for row in records(sample_class.folder)} == {seed}
    for name in ("seed.txt", "verdicts.db"):
        assert (sample_class.folder / name).stat().st_mode & 0o777 == 0o600
    assert not any(seed in path.read_text(encoding="utf-8", errors="replace")
                   for folder in ("autograded", "feedback", "release") for path in (sample_class.folder / folder).rglob("*.*")
                   if path.is_file())


def test_a_further_run_changes_nothing(sample_class):
    """Neither a file nor its time changes, but for the empty marks of SQLite."""
    def state():
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in sample_class.folder.rglob("*") if path.is_file()}

    before = state()
    status, output = verb("sample", sample_class.folder, "activations/softmax")
    assert (status, output) == (0, sample_class.output)
    assert state() == before
