"""Nothing is lost, half-written or graded twice, whatever befalls the grader: the cases of tests/corpus/losing.py."""

import contextlib
import hashlib
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from grader.address import ROOT
from tests.corpus.cases import CASES

pytestmark = [pytest.mark.sandbox, pytest.mark.long]

SECONDS = 300


@pytest.fixture
def hand_in(a_class):
    """A function that hands in a case of the corpus for a learner."""
    def hand_in(student, name, **rest):
        a_class.submit(student, CASES[name].files({}), **rest)
    return hand_in


def start(a_class, **rest):
    """``nbgrader autograde`` in a process group of its own."""
    path = f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}"
    return subprocess.Popen([sys.executable, "-m", "nbgrader", "autograde", "activations"], cwd=a_class.folder, start_new_session=True,
                            env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": path}, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, **rest)


def all_is_there(a_class, *students):
    """Whole notebooks, sound databases, one grade each of ten points, no mark of an unfinished run."""
    for file in ("gradebook.db", "verdicts.db"):
        with contextlib.closing(sqlite3.connect(a_class.folder / file)) as database:
            assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    for student in students:
        assert a_class.score(student) == 10
        assert a_class.verdict(student)["verdict"] == "graded"
        assert json.loads(json.dumps(a_class.graded(student)))["cells"]
    with a_class.nbgrader_gradebook() as gradebook:
        assert sorted(each.student.id for each in gradebook.assignment_submissions("activations")) == sorted(students)
    assert not list((a_class.folder / "autograded").rglob(".*.unfinished"))


@pytest.mark.parametrize("after", [2.0, 3.0, 4.0, 5.0])
def test_a_grader_killed_at_any_instant_is_taken_up_again(a_class, hand_in, after):
    """Whatever it was doing, the next run completes the class."""
    for student in ("ann", "bob"):
        hand_in(student, "takes_a_while_as_the_grader_is_killed")
    process = start(a_class)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(after)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    a_class.nbgrader("autograde", "activations")
    all_is_there(a_class, "ann", "bob")


def test_two_graders_at_once_grade_everybody_once(a_class, hand_in):
    """They may step on each other's toes, but what stands in the end is whole, and a further run adds nothing."""
    for student in ("ann", "bob", "cem"):
        hand_in(student, "takes_a_while_as_another_grader_starts")
    both = [start(a_class), start(a_class)]
    for process in both:
        process.wait(SECONDS)
    a_class.nbgrader("autograde", "activations")
    all_is_there(a_class, "ann", "bob", "cem")


def test_a_full_disk_stops_the_grader_and_loses_nothing(a_class, hand_in):
    """Nothing longer than 30 kB can be written: the run fails, the next one with room completes it."""
    hand_in("ann", "fills_what_is_left_of_the_disk")
    small = 30_000
    process = start(a_class, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (small, resource.RLIM_INFINITY)))
    assert process.wait(SECONDS) != 0
    a_class.nbgrader("autograde", "activations")
    all_is_there(a_class, "ann")


def test_a_locked_gradebook_stops_the_grader_and_loses_nothing(a_class, hand_in):
    """Somebody else holds the database throughout: the run fails, the next one completes it."""
    hand_in("ann", "takes_a_while_as_the_gradebook_is_locked")
    with contextlib.closing(sqlite3.connect(a_class.folder / "gradebook.db", isolation_level=None)) as database:
        database.execute("begin exclusive")
        assert start(a_class).wait(SECONDS) != 0
    a_class.nbgrader("autograde", "activations")
    all_is_there(a_class, "ann")


def test_a_submission_replaced_while_it_is_graded_is_graded_whole(a_class, hand_in):
    """The grade belongs to one of the two files, which the record names; the next run grades the newer one."""
    hand_in("ann", "takes_a_while_as_it_is_handed_in_again")
    first = _digest(a_class)
    process = start(a_class)
    deadline = time.monotonic() + SECONDS
    while not (a_class.folder / "autograded" / "ann").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    new = a_class.folder / "softmax.new"
    new.write_bytes(CASES["leaves_the_stub"].files({})["softmax.ipynb"])
    new.replace(a_class.folder / "submitted" / "ann" / "activations" / "softmax.ipynb")
    second = _digest(a_class)
    process.wait(SECONDS)
    (a_class.folder / "submitted" / "ann" / "activations" / "timestamp.txt").write_text("2030-01-14 13:00:00 UTC", encoding="ascii")
    assert (a_class.score("ann"), a_class.verdict("ann")["submission"]) in ((10, first), (0, second))
    a_class.nbgrader("autograde", "activations")
    assert (a_class.score("ann"), a_class.verdict("ann")["submission"]) == (0, second)


def _digest(a_class):
    return hashlib.sha256((a_class.folder / "submitted" / "ann" / "activations" / "softmax.ipynb").read_bytes()).hexdigest()


def test_a_clock_that_goes_back_loses_nothing(a_class, hand_in):
    """Handed in in the future, by its own account; and once more, before that: ``--force`` grades what lies there now."""
    hand_in("ann", "leaves_the_stub", handed_in="2099-01-01 00:00:00 UTC")
    a_class.nbgrader("autograde", "activations")
    assert a_class.score("ann") == 0
    shutil.rmtree(a_class.folder / "submitted" / "ann")
    hand_in("ann", "is_handed_in_before_it_was_written", handed_in="2001-01-01 00:00:00 UTC")
    a_class.nbgrader("autograde", "activations", "--force")
    all_is_there(a_class, "ann")
