"""``nbgrader export`` in a class: nbgrader's own columns, a verdict wherever points are lost, and no formula."""

import csv
import io
import json
import shutil

import pytest

from grader.nbgrader_glue.grades_csv import COLUMNS, cell
from tests.classes import Class

pytestmark = pytest.mark.slow

LINK = '=HYPERLINK("https://example.org";"look")'
STOCK = "--exporter=nbgrader.plugins.CsvExportPlugin"


@pytest.fixture(scope="module")
def course(released_class, tmp_path_factory):
    """Graded: right, blank, broken, late, half by hand; one has not submitted, one was not graded."""
    made = Class(shutil.copytree(released_class.folder, tmp_path_factory.mktemp("export") / "class"))
    blank = (made.folder / "release/activations/softmax.ipynb").read_bytes()
    right = (made.folder / "source/activations/softmax.ipynb").read_text(encoding="utf-8")
    right = json.dumps(json.loads(right)).replace("### BEGIN SOLUTION", "#").replace("### END SOLUTION", "#").encode()
    names = {"ann": ("Ann", "Ångström"), "bob": (LINK, "@SUM(1)"), "cem": ("Cem", "Doe, Jr."),
             "dan": ("\tDan", "-1+1"), "eve": ("Eve", "=1")}
    with made.nbgrader_gradebook() as gradebook:
        for student, (first, last) in names.items():
            gradebook.add_student(student, first_name=first, last_name=last)
    made.submit("ann", {"softmax.ipynb": right})
    made.submit("bob", {"=1+1 softmax.ipynb": blank})
    made.submit("cem", {"softmax.ipynb": b"no notebook"})
    made.nbgrader("autograde", "activations")
    made.submit("eve", {"softmax.ipynb": right})
    return made


def exported(course, *options):
    """The text that one export writes."""
    file = course.folder / "out.csv"
    course.nbgrader("export", f"--to={file}", *options)
    return file.read_bytes().decode("utf-8")


def rows(course, *options):
    """The rows of one export, by student."""
    return {row["student_id"]: row for row in csv.DictReader(io.StringIO(exported(course, *options)))}


def test_a_zero_carries_its_verdict(course):
    """Blank, unreadable, not there, not graded: each says so; full marks need no word."""
    told = {name: (float(row["score"]), row["verdict"]) for name, row in rows(course).items()}
    assert {score for name, (score, _) in told.items() if name != "ann"} == {0}
    assert told["ann"] == (10, "")
    assert told["bob"][1].startswith("softmax: Verdict: graded, 0 of 10 points.")
    assert "Your file is called ?1+1 softmax.ipynb" in told["bob"][1]
    assert told["cem"][1].startswith("softmax: Verdict: unreadable, 0 of 10 points. The submitted file ")
    assert told["dan"] == (0, "missing")
    assert told["eve"] == (0, "not graded yet")


def test_no_cell_is_a_formula(course):
    """Names that a spreadsheet would run stand behind an apostrophe; nbgrader's own exporter lets them through."""
    table = rows(course)
    assert (table["bob"]["first_name"], table["bob"]["last_name"]) == (f"'{LINK}", "'@SUM(1)")
    assert (table["dan"]["first_name"], table["dan"]["last_name"]) == ("'\tDan", "'-1+1")
    assert [value for row in table.values() for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert LINK in exported(course, STOCK, '--student=["bob"]').split(",")


def test_the_other_columns_are_nbgraders(course):
    """Header and values, for a student whose name needs no care; a comma in a name stays in its cell."""
    ours, stock = (exported(course, *more, '--student=["ann"]').splitlines() for more in ((), (STOCK,)))
    assert stock[0].split(",") == list(COLUMNS)
    assert ours == [f"{stock[0]},verdict", f"{stock[1]},"]
    assert rows(course)["cem"]["last_name"] == "Doe, Jr."


def test_students_and_assignments_can_be_chosen(course):
    """nbgrader's own options; without --to the file is grades.csv."""
    assert list(rows(course, '--student=["bob","cem"]')) == ["bob", "cem"]
    assert rows(course, '--assignment=["another"]') == {}
    assert len(rows(course, '--assignment=["activations"]')) == 5


def test_what_a_person_changed_and_lateness_are_told(course, tmp_path):
    """A zero by hand does not claim ten points; a zero for lateness says that it is one."""
    changed = Class(shutil.copytree(course.folder, tmp_path / "class"))
    with changed.submission("ann") as found:
        found.late_submission_penalty = 10.0
    assert (rows(changed)["ann"]["score"], rows(changed)["ann"]["verdict"]) == ("0.0", "Late: 10 points are taken off.")
    with changed.submission("ann") as found:
        for grade in found.grades:
            grade.manual_score = 0.0
    assert rows(changed)["ann"]["verdict"].startswith("softmax: 0 points after a person looked. Verdict: graded, 10 of 10 points.")


@pytest.mark.parametrize(("value", "written"), [
    ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@A1", "'@A1"), ("\t=1", "'\t'=1"), ("\r=1", "'\r'=1"), ("  =1", "'  =1"),
    ("\uff1d1", "'\uff1d1"), ("a;=1", "a;'=1"), ("a\n-1", "a\n'-1"), ("a=1", "a=1"), ("Anne-Marie", "Anne-Marie"), ("", ""),
    (None, ""), (-1.5, -1.5), (0.0, 0.0)])
def test_what_is_made_inert(value, written):
    """Text that begins like a formula, also after another spreadsheet's separator; numbers stay numbers."""
    assert cell(value) == written
