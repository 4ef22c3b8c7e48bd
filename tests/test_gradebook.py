"""The gradebook: manual work survives, late is late, one bad file costs one notebook, and a killed run goes on."""

import json
import os

import nbformat
import pytest

from grader import work
from grader.nbgrader_glue import unfinished, versions
from grader.nbgrader_glue.commands import CommandFailed
from grader.sample.notebooks import Exercise
from grader.sandbox import bubblewrap
from tests.classes import Class, text_of, verb

pytestmark = pytest.mark.slow


@pytest.fixture
def files(released_class):
    """Right and overflowing answers as files' bytes."""
    folder = released_class.folder
    read = [nbformat.read(folder / step / "activations" / "softmax.ipynb", as_version=4) for step in ("release", "source")]
    exercise = Exercise("softmax", *read)
    return {name: json.dumps(notebook).encode() for name, notebook in
            (("right", exercise.solved()), ("overflow", exercise.answered("overflow")))}


def test_manual_score_and_comment_survive_a_forced_run(a_class, files):
    """What a person decided stays, and the notebook asks to be looked at again."""
    a_class.submit("ann", {"softmax.ipynb": files["overflow"]})
    a_class.nbgrader("autograde", "activations")
    with a_class.submission("ann") as found:
        found.grades[0].manual_score = 9.5
        found.comments[0].manual_comment = "Well derived."
    a_class.nbgrader("autograde", "activations", "--force")
    assert a_class.score("ann") == 9.5
    assert a_class.comment("ann") == "Well derived."
    with a_class.submission("ann") as found:
        assert found.grades[0].auto_score == 8
        assert found.grades[0].needs_manual_grade
    a_class.nbgrader("generate_feedback", "activations")
    page = text_of(a_class.page("ann"))
    assert "Score: 9.5 / 10.0" in page
    assert "Well derived." in page
    assert "Verdict: graded, 8 of 10 points." in page


def test_partial_credit_and_reasons_arrive_together(a_class, files):
    """In one grade cell: reasons as text, credit as a plain decimal between nothing and the points."""
    a_class.submit("ann", {"softmax.ipynb": files["overflow"]})
    a_class.nbgrader("autograde", "activations")
    cell = next(cell for cell in a_class.graded("ann")["cells"] if cell["id"] == "softmax-test")
    reasons, credit = cell["outputs"]
    assert "Likely cause" in "".join(reasons["text"])
    assert credit["output_type"] == "execute_result"
    assert "".join(credit["data"]["text/plain"]) == "8"
    assert a_class.score("ann") == 8


def test_a_late_penalty_is_nbgraders_own(a_class, files):
    """The plugin's penalty is taken off, and the verdict still tells the points earned."""
    with a_class.nbgrader_gradebook() as gradebook:
        gradebook.update_or_create_assignment("activations", duedate="2030-01-15 12:00:00 UTC")
    a_class.submit("ann", {"softmax.ipynb": files["right"]}, handed_in="2030-01-16 12:00:00 UTC")
    a_class.nbgrader("autograde", "activations", "--LateSubmissionPlugin.penalty_method=zero")
    assert a_class.score("ann") == 0
    assert a_class.verdict("ann")["score"] == 10


def test_one_unreadable_notebook_costs_only_that_notebook(a_class, files):
    """The others of the same learner, and the rest of the class, keep their points; a missing one has a comment."""
    second = json.loads((a_class.folder / "source" / "activations" / "softmax.ipynb").read_text(encoding="utf-8"))
    for name in ("again", "third"):
        (a_class.folder / "source" / "activations" / f"{name}.ipynb").write_text(json.dumps(second), encoding="utf-8")
    a_class.nbgrader("generate_assignment", "activations", "--force")
    a_class.submit("ann", {"softmax.ipynb": files["right"], "again.ipynb": b'{"cells": ['})
    a_class.submit("bob", {"softmax.ipynb": files["right"], "again.ipynb": files["right"], "third.ipynb": files["right"]})
    a_class.nbgrader("autograde", "activations")
    assert [a_class.score("ann", notebook=name) for name in ("softmax", "again", "third")] == [10, 0, 0]
    assert a_class.comment("ann", notebook="again").startswith("Verdict: unreadable, 0 of 10 points.")
    assert "third.ipynb is missing" in a_class.comment("ann", notebook="third")
    assert [a_class.score("bob", notebook=name) for name in ("softmax", "again", "third")] == [10, 10, 10]


def test_a_chapter_of_ten_notebooks_one_unreadable_one_renamed_one_crashing(tmp_path, private_home):
    """The learner gets the points of the other seven and of the renamed one; the other two say why they have none."""
    folder = tmp_path / "class"
    verb("course", folder, "backprop")
    ten = Class(folder)
    ten.nbgrader("generate_assignment", "backprop")
    exercises = [Exercise(file.stem, *(nbformat.read(folder / step / "backprop" / file.name, as_version=4)
                                       for step in ("release", "source")))
                 for file in sorted((folder / "source" / "backprop").glob("*.ipynb"))]
    names = [each.name for each in exercises]
    assert len(names) == 10
    handed_in = {f"{each.name}.ipynb": json.dumps(each.solved()).encode() for each in exercises}
    unreadable, renamed, crashing = names[1], names[4], names[7]
    handed_in[f"{unreadable}.ipynb"] = handed_in[f"{unreadable}.ipynb"][:500]
    handed_in[f"{renamed} (1).ipynb"] = handed_in.pop(f"{renamed}.ipynb")
    handed_in[f"{crashing}.ipynb"] = json.dumps(exercises[7].edited(lambda text: f"{text}\n\nimport os\nos.abort()")).encode()
    ten.submit("ann", handed_in, assignment="backprop")
    ten.nbgrader("autograde", "backprop")
    with ten.nbgrader_gradebook() as gradebook:
        whole = gradebook.find_submission("backprop", "ann")
        points = {each.name: each.max_score for each in whole.notebooks}
        assert whole.score == sum(points[name] for name in names if name not in (unreadable, crashing))
        assert {each.name for each in whole.notebooks if each.score < each.max_score} == {unreadable, crashing}
    verdicts = {name: ten.verdict("ann", notebook=name)["verdict"] for name in names}
    assert verdicts == {**dict.fromkeys(names, "graded"), unreadable: "unreadable", crashing: "crashed"}
    where = {"assignment": "backprop"}
    assert ten.comment("ann", notebook=unreadable, **where).startswith("Verdict: unreadable, 0 of")
    assert ten.comment("ann", notebook=crashing, **where).startswith("Verdict: crashed, 0 of")
    assert f"{renamed} (1).ipynb" in ten.comment("ann", notebook=renamed, **where)


def test_strays_and_links_are_left_out(a_class, files, tmp_path):
    """A link in place of the notebook is not followed; further files reach neither grades nor feedback."""
    (tmp_path / "secret.txt").write_text("the instructor's secret")
    a_class.submit("ann", {"numpy.py": b"raise SystemExit", "softmax.ipynb": files["right"], "other.ipynb": b"{}"})
    a_class.submit("bob", {"relu.ipynb": files["right"]})
    (a_class.folder / "submitted/bob/activations/relu.ipynb").rename(tmp_path / "stolen.ipynb")
    (a_class.folder / "submitted/bob/activations/softmax.ipynb").symlink_to(tmp_path / "stolen.ipynb")
    (a_class.folder / "submitted/bob/activations/notes.txt").symlink_to(tmp_path / "secret.txt")
    a_class.nbgrader("autograde", "activations")
    a_class.nbgrader("generate_feedback", "activations")
    assert a_class.score("ann") == 10
    assert "links are not followed" in a_class.comment("bob")
    kept = {path.name for step in ("autograded", "feedback") for path in (a_class.folder / step).rglob("*") if path.is_file()}
    assert kept == {"softmax.ipynb", "softmax.html", "timestamp.txt", "submission_secret.txt"}


def test_a_stray_that_cannot_be_copied_costs_nothing(a_class, files):
    """Links to nowhere, to a folder and to an endless device, a pipe, a deep folder: none is copied, none is in the way."""
    a_class.submit("ann", {"softmax.ipynb": files["right"], "[a] file.txt": b"mine"})
    folder = a_class.folder / "submitted" / "ann" / "activations"
    for name, target in (("nowhere.txt", "/nowhere/at/all"), ("course", a_class.folder), ("endless", "/dev/zero"), ("round", "round")):
        (folder / name).symlink_to(target)
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "nowhere.txt").symlink_to("/nowhere/at/all")
    os.mkfifo(folder / "pipe")
    a_class.submit("bob", {"softmax.ipynb": files["right"], "nowhere.txt": b"a file of the same name"})
    a_class.nbgrader("autograde", "activations")
    assert (a_class.score("ann"), a_class.score("bob")) == (10, 10)
    kept = {str(path.relative_to(a_class.folder / "autograded")) for path in (a_class.folder / "autograded").glob("*/*/*")}
    assert kept == {f"{name}/activations/{file}" for name in ("ann", "bob") for file in ("softmax.ipynb", "timestamp.txt")}


def test_a_killed_run_is_taken_up_again(a_class, files):
    """A graded folder that an ended process left half-filled is graded afresh; one of a living process is not."""
    a_class.submit("ann", {"softmax.ipynb": files["right"]})
    half = a_class.folder / "autograded" / "ann" / "activations"
    unfinished.begin(half)
    half.mkdir()
    mark = half.with_name(".activations.unfinished")
    mark.write_text(f"{os.getppid()}\n")
    a_class.nbgrader("autograde", "activations")
    assert not list(half.iterdir())
    mark.write_text("999999999\n")
    a_class.nbgrader("autograde", "activations")
    assert a_class.score("ann") == 10
    assert not mark.exists()


def test_a_failure_of_the_grader_is_a_verdict_and_asks_for_a_person(a_class, files, monkeypatch):
    """No zero is silent: the verdict is crashed, the comment says why, the rest of the class is graded."""
    def broken(*args):
        raise ZeroDivisionError("a slip of ours")

    a_class.submit("ann", {"softmax.ipynb": files["right"]})
    monkeypatch.setattr(work, "judge_components", broken)
    a_class.nbgrader("autograde", "activations")
    assert a_class.comment("ann").startswith("Verdict: crashed, 0 of 10 points. The grader itself failed")
    with a_class.submission("ann") as found:
        assert found.grades[0].needs_manual_grade


def test_without_a_sandbox_nothing_runs(a_class, files, monkeypatch):
    """The verdict says so, and a person is asked; unsandboxed runs only when asked for by name, and on record."""
    a_class.submit("ann", {"softmax.ipynb": files["right"]})
    monkeypatch.setattr(bubblewrap, "answer_command", lambda size: ["bwrap-that-is-not-there"])
    a_class.nbgrader("autograde", "activations", "--RunAndJudge.warm=False")
    assert a_class.comment("ann").startswith("Verdict: sandbox refused, 0 of 10 points. Nothing was run")
    monkeypatch.setenv("GRADER_SANDBOX", "unsandboxed")
    a_class.nbgrader("autograde", "activations", "--force")
    assert a_class.score("ann") == 10
    assert a_class.verdict("ann")["protection"] == "unsandboxed"


def test_a_lost_seed_stops_grading_with_one_sentence(a_class, files):
    """Grades under two seeds would not be comparable."""
    a_class.submit("ann", {"softmax.ipynb": files["right"]})
    (a_class.folder / "seed.txt").write_text("not a number")
    with pytest.raises(CommandFailed, match="holds no seed"):
        a_class.nbgrader("autograde", "activations")


def test_no_execute_does_not_give_points_away(a_class, files):
    """Under nbgrader's --no-execute a blank notebook gets full marks in stock nbgrader; not here."""
    a_class.submit("ann", {"softmax.ipynb": (a_class.folder / "release/activations/softmax.ipynb").read_bytes()})
    a_class.nbgrader("autograde", "activations", "--no-execute")
    assert a_class.score("ann") == 0


def test_a_version_nobody_tried_is_refused(a_class, files, monkeypatch):
    """Neither a release nor a grade is made; one sentence says which version to install."""
    monkeypatch.setattr(versions, "TRIED", ("0.9.5",))
    a_class.submit("ann", {"softmax.ipynb": files["right"]})
    for command in ("autograde", "generate_assignment"):
        with pytest.raises(CommandFailed, match="pip install nbgrader==0.9.5"):
            a_class.nbgrader(command, "activations", "--force")
    assert not (a_class.folder / "autograded").exists()


def test_plain_autograde_passes_over_a_submission_without_any_notebook(a_class, files):
    """nbgrader's own gap: no hook sees it; the log names it, and the others are graded."""
    a_class.submit("ann", {"softmax.ipynb": files["right"]})
    a_class.submit("bob", {"softmax.ipynb.zip": b"PK"})
    lines = a_class.nbgrader("autograde", "activations")
    assert any("No notebooks were matched" in line and "bob" in line for line in lines)
    assert a_class.score("ann") == 10
    assert not (a_class.folder / "autograded" / "bob").exists()
