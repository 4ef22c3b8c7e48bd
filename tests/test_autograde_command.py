"""``grader autograde``: the same books as nbgrader's autograde, whatever happens on the way."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest

from grader.address import ROOT
from grader.autograde import grading
from grader.autograde.command import autograde
from grader.autograde.pool import Here, executor
from grader.nbgrader_glue import unfinished
from grader.nbgrader_glue.commands import run
from grader.sandbox import bubblewrap
from tests import nbgrader_steps
from tests.classes import Class, verb
from tests.gradebooks import files, left_behind, rows

pytestmark = pytest.mark.slow

KINDS = ("wrong-axis", "late", "deleted-cell", "renamed-file", "unreadable-file", "split-cell", "right", "blank",
         "ends-python", "ends-all")
ZERO_WHEN_LATE = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory, private_home):
    """A class of two notebooks with submissions of many kinds, none graded; copy it, do not change it."""
    from grader import sample_class

    folder = tmp_path_factory.mktemp("handed-in") / "class"
    sample_class.prepare(folder, ["activations/softmax"])
    _second_notebook(folder)
    for submission in (folder / "submitted").iterdir():
        if submission.name not in KINDS:
            shutil.rmtree(submission)
        elif submission.name in ("deleted-cell", "late"):
            shutil.copy(folder / "release/activations/again.ipynb", submission / "activations")
    (folder / "submitted/deleted-cell/activations/softmax.ipynb").unlink()
    _ends_all(folder)
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text() + ZERO_WHEN_LATE)
    (folder / "seed.txt").write_text("20300115\n")
    return folder


def _second_notebook(folder):
    """The assignment gets the same exercise once more, so that one of two can be missing."""
    source = folder / "source" / "activations"
    shutil.copy(source / "softmax.ipynb", source / "again.ipynb")
    run("generate_assignment", folder, "activations", "--force")


def _ends_all(folder):
    """A submission whose first cell ends the process, so that nothing is judged and a person must look."""
    target = shutil.copytree(folder / "submitted/right", folder / "submitted/ends-all") / "activations/softmax.ipynb"
    notebook = json.loads(target.read_text())
    notebook["cells"].insert(0, {"cell_type": "code", "id": "ends", "metadata": {}, "execution_count": None, "outputs": [],
                                 "source": "import os\nos._exit(3)"})
    target.write_text(json.dumps(notebook))


@pytest.fixture
def ours(handed_in, tmp_path):
    """A copy of that class to be graded by the command."""
    return Class(shutil.copytree(handed_in, tmp_path / "class", symlinks=True))


@pytest.fixture(scope="module")
def plain(handed_in, tmp_path_factory):
    """The same class after nbgrader's own autograde, which does all that it can by its own steps."""
    folder = shutil.copytree(handed_in, tmp_path_factory.mktemp("plain") / "class", symlinks=True)
    config = folder / "nbgrader_config.py"
    shipped = config.read_text()
    config.write_text(shipped + nbgrader_steps.CONFIG)
    run("autograde", folder, "activations")
    config.write_text(shipped)
    return Class(folder)


def graded(made, **how):
    """Grade a class in this process; gives the exit status."""
    return autograde(made.folder, "activations", Here(), **how)


def test_rows_files_and_records_are_those_of_nbgrader(ours, plain):
    """Row for row, byte for byte: late penalties, missing, renamed, unreadable and endless ones included."""
    assert graded(ours) == 0
    mine, theirs = left_behind(ours.folder), left_behind(plain.folder)
    for one, other in zip(mine, theirs, strict=True):
        assert one == other
    for table, number in (("submitted_assignment", 1), ("submitted_notebook", 2), ("grade", 2), ("comment", 2)):
        assert sum(row.startswith(f"{table}(") for row in theirs[0]) == number * len(KINDS)
    assert any("late_submission_penalty=10.0" in row for row in theirs[0]), "no penalty was compared"
    assert {row["verdict"] for row in theirs[2]} == {"graded", "partly graded", "crashed", "unreadable"}


def test_the_shipped_steps_agree_with_those_of_nbgrader(ours, plain):
    """What is done once for the class, and in one transaction, leaves the same behind."""
    run("autograde", ours.folder, "activations")
    assert left_behind(ours.folder) == left_behind(plain.folder)


def test_a_pool_and_cold_processes_grade_the_same(ours, plain):
    """Two workers with a fresh process for every notebook: the same books."""
    config = ours.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.RunAndJudge.warm = False\n")
    with executor(2) as workers:
        assert autograde(ours.folder, "activations", workers, ahead=4) == 0
    assert left_behind(ours.folder) == left_behind(plain.folder)


def test_a_forced_run_is_the_same_too(ours, plain):
    """Over rows that are there: manual scores and comments stay, and ask to be looked at."""
    both = ours, Class(shutil.copytree(plain.folder, ours.folder.parent / "theirs", symlinks=True))
    assert graded(ours) == 0
    for each in both:
        with each.submission("wrong-axis") as found:
            found.grades[0].manual_score, found.grades[0].extra_credit = 9.5, 1
            found.comments[0].manual_comment = "Well derived."
        (each.folder / "submitted/late/activations/softmax.ipynb").unlink()
    third = shutil.copytree(both[1].folder, ours.folder.parent / "shipped", symlinks=True)
    config = both[1].folder / "nbgrader_config.py"
    config.write_text(config.read_text() + nbgrader_steps.CONFIG)
    for folder in (third, both[1].folder):
        run("autograde", folder, "activations", "--force")
    assert rows(third) == rows(both[1].folder)
    assert graded(ours, force=True) == 0
    assert rows(ours.folder) == rows(both[1].folder)
    assert files(ours.folder) == files(both[1].folder)
    assert (ours.score("wrong-axis"), ours.comment("wrong-axis")) == (10.5, "Well derived.")


def test_only_what_is_due_is_graded(ours, capsys):
    """What is graded and not handed in again is passed over, by nbgrader's own rule; --student takes one."""
    assert graded(ours, student="right") == 0
    assert graded(ours, student="[br]*") == 0
    assert "2 submissions graded now, 1 before" in capsys.readouterr().out
    (ours.folder / "submitted/right/activations/timestamp.txt").write_text("2030-01-15 13:00:00 UTC")
    assert graded(ours, student="[br]*") == 0
    assert "1 submissions graded now, 2 before" in capsys.readouterr().out


def test_a_run_that_was_killed_is_taken_up(ours, plain):
    """After kill -9 in the middle nothing half-written counts, and a second run ends with the same books."""
    command = [sys.executable, "-m", "grader", "autograde", "activations", "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ours.folder, env=environment, stderr=subprocess.DEVNULL) as killed:
        _wait_for(lambda: len(list((ours.folder / "autograded").glob("*/activations"))) >= 3, killed)
        killed.send_signal(signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    done = {path.parent.name for path in (ours.folder / "autograded").glob("*/activations")}
    assert done < set(KINDS)
    assert graded(ours) == 0
    assert left_behind(ours.folder) == left_behind(plain.folder)


def _family(process):
    return psutil.Process(process.pid).children(recursive=True)


def _wait_for(happens, process):
    deadline = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.01)


@pytest.mark.parametrize("step", ["_draft", "_text", "record.row"])
def test_what_fails_in_the_middle_leaves_nothing_half_written(ours, monkeypatch, capsys, step):
    """Neither file nor row nor mark; the others are graded, the exit status and a line name the learner."""
    def broken(*args):
        raise OSError("no space left on the device")

    owner, _, name = step.rpartition(".")
    with monkeypatch.context() as patch:
        patch.setattr(getattr(grading, owner) if owner else grading, name, broken)
        assert graded(ours, student="right") == 1
    assert "not graded, see above: right" in capsys.readouterr().err
    assert not [path for path in (ours.folder / "autograded").rglob("*") if path.is_file()]
    assert not [row for row in rows(ours.folder) if row.startswith("submitted_")]
    assert graded(ours, student="right") == 0
    assert ours.score("right") == 10


def test_a_run_that_was_killed_leaves_no_process(ours):
    """Neither workers nor their warm processes, though nobody is there any more to end them."""
    command = [sys.executable, "-m", "grader", "autograde", "activations", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ours.folder, env=environment, stderr=subprocess.DEVNULL) as killed:
        _wait_for(lambda: sum(each.cmdline()[-1:] == ["/runner/zygote.py"] for each in _family(killed)) >= 2, killed)
        family = _family(killed)
        killed.send_signal(signal.SIGKILL)
    assert psutil.wait_procs(family, 30)[1] == []


def test_a_run_killed_between_files_and_rows_is_graded_again(ours, monkeypatch):
    """A folder that is whole but whose rows were never committed does not count as graded."""
    assert graded(ours, student="right") == 0
    unfinished.begin(ours.folder / "autograded/right/activations")
    (ours.folder / "autograded/right/.activations.unfinished").write_text("999999999\n")
    (ours.folder / "autograded/right/.activations.draft").mkdir()
    (ours.folder / "gradebook.db").unlink()
    run("generate_assignment", ours.folder, "activations", "--force")
    assert graded(ours, student="right") == 0
    assert ours.score("right") == 10
    assert {path.name for path in (ours.folder / "autograded/right").iterdir()} == {"activations"}


def test_submissions_that_plain_autograde_passes_over_get_their_verdict(ours, capsys):
    """A notebook that a browser called .txt is graded; an archive is told to be unpacked; nothing is silent."""
    answer = (ours.folder / "submitted/right/activations/softmax.ipynb").read_bytes()
    ours.submit("txt", {"softmax.ipynb.txt": answer})
    ours.submit("archive", {"homework.zip": b"PK\x03\x04 and more"})
    ours.submit("nothing", {})
    assert graded(ours, student="[tan]*") == 0
    assert ours.score("txt") == 10
    assert "Your file is called softmax.ipynb.txt" in ours.comment("txt")
    for name in ("softmax", "again"):
        sentence = "Verdict: unreadable, 0 of 10 points. The submitted file homework.zip is a zip archive"
        assert ours.comment("archive", notebook=name).startswith(sentence)
        assert "is missing, so it counts 0 points" in ours.comment("nothing", notebook=name)
    assert "archive/activations/softmax: Verdict: unreadable" in capsys.readouterr().err
    ours.nbgrader("generate_feedback", "activations")
    assert "homework.zip is a zip archive" in ours.page("archive").get_text()


def test_without_a_sandbox_every_notebook_says_so(ours, monkeypatch, capsys):
    """Nothing runs, a person is asked, and the status and one sentence tell the instructor."""
    config = ours.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.RunAndJudge.warm = False\n")
    monkeypatch.setattr(bubblewrap, "answer_command", lambda size: ["bwrap-that-is-not-there"])
    assert graded(ours, student="[rb]*") == 1
    assert "bwrap-that-is-not-there is not installed" in capsys.readouterr().err
    for student in ("right", "blank"):
        assert ours.comment(student).startswith("Verdict: sandbox refused, 0 of 10 points. Nothing was run")
        assert ours.verdict(student)["verdict"] == "sandbox refused"


def test_steps_that_somebody_changed_are_left_to_nbgrader(ours, capsys):
    """This command knows the shipped steps; with others it grades nothing and says what to use."""
    config = ours.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.Autograde.autograde_preprocessors.pop()\n")
    assert graded(ours) == 1
    assert "changes Autograde.autograde_preprocessors" in capsys.readouterr().err
    assert not (ours.folder / "autograded").exists()


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["activations"], "has no nbgrader_config.py: start it in the course folder"),
    (["activations", "--jobs", "0"], "--jobs must be at least 1")])
def test_what_cannot_be_done_gets_a_sentence(tmp_path, monkeypatch, arguments, sentence):
    """Elsewhere than in a course folder, or with no worker."""
    monkeypatch.chdir(tmp_path)
    status, output = verb("autograde", *arguments)
    assert status == 1
    assert sentence in output


@pytest.mark.parametrize(("assignment", "sentence"), [("nowhere", "The gradebook has no assignment nowhere"),
                                                      ("activations", "No submission was found")])
def test_nothing_to_grade_gets_a_sentence(a_class, capsys, assignment, sentence):
    """An unknown assignment, or one nobody handed in."""
    assert autograde(a_class.folder, assignment, Here()) == 1
    assert sentence in capsys.readouterr().err


def test_work_that_a_dying_worker_lost_is_done_all_the_same(ours):
    """A pool that breaks costs nobody a grade."""
    with executor(2) as workers:
        workers.submit(os.kill, os.getpid(), 0).result()
        dead = workers.submit(os._exit, 1)
        assert dead.exception() is not None
        assert autograde(ours.folder, "activations", workers, student="[rb]*") == 0
    assert (ours.score("right"), ours.score("blank")) == (10, 0)


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["0"], "N and R must be at least 1"), (["--rounds", "0"], "N and R must be at least 1"),
    (["--of", "activations/soft"], "activations/soft")])
def test_a_bench_that_cannot_be_had_gets_a_sentence(arguments, sentence):
    """Nobody to grade, no round, no such component."""
    status, output = verb("bench", *arguments)
    assert status == 1
    assert output.startswith("grader bench: ")
    assert sentence in output
    assert "Traceback" not in output


@pytest.mark.long
def test_the_bench_prints_its_columns():
    """One submission in all ways; no speed is asserted, but that each phase took time and that ratios are of it."""
    status, output = verb("bench", "1", "--rounds", "1", "--of", "activations/softmax")
    assert status == 0
    lines = [re.split(r"\s{2,}", line.strip()) for line in output.splitlines()]
    table = {name: values for name, *values in reversed(lines)}  # of lines with the same name, the first
    for name in ("to start, seconds", "rebuild", "execute", "judge", "bookkeeping", "write", "processor time, with the start"):
        assert len(table[name]) == 4, name
    stock, _, own, wide = map(float, table["notebooks a second"])
    assert float(table["execute"][0]) > 100, "stock starts a kernel for every notebook"
    assert float(table["times stock"][2].partition(" ")[0]) == pytest.approx(own / stock, rel=0.2)
    assert float(table["times stock"][3].partition(" ")[0]) == pytest.approx(wide / stock, rel=0.2)
    *_, own, wide = map(float, table["processor time, with the start"])
    assert wide > own / 2, "the workers' time is counted too"
