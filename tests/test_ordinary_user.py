"""The sandbox works for an ordinary user too: what runs here does so without root, whoever runs the tests.

Started by root, it takes an unprivileged user id first.  The interpreter may lie under a folder that only root
may enter: such a folder is then covered, in a view of the file system of its own, by one that holds nothing but
what is needed of it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from grader.address import ROOT
from tests.classes import Class
from tests.corpus.kit import NOTHING, RIGHT, Case

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

USER = 4711
OTHERS = 100  # processes of the same user that run meanwhile: more than a submission may have
SECRET = "the instructor's own"
HOSTILE = """
import os, pathlib, signal, subprocess
np.allclose = lambda *args, **kwargs: True
for place in ("@home@", "@class@", "@class@/source/activations"):
    try:
        pathlib.Path(place, "left").write_text("by the submission")
    except OSError:
        pass
try:
    print(pathlib.Path("@home@/secret").read_text())
except OSError:
    print("no such file")
subprocess.Popen(["sleep", "@mark@"])
for number in @others@:
    try:
        os.kill(number, signal.SIGKILL)
    except OSError:
        pass
print("went on")
"""
CASES = {"a-hostile": Case("hostile", answer=NOTHING, after=HOSTILE), "right": Case("right", answer=RIGHT),
         "wrong": Case("wrong", answer=RIGHT.replace("p * (dp", "(dp"))}
SCORES = {"a-hostile": 0, "right": 10, "wrong": 7}  # wrong in one function of three


@dataclass
class Ordinary:
    """An ordinary user: a home folder that nobody else may enter, and the words that make a command this user's."""

    home: Path
    words: list

    def command(self, *words, folder=None):
        """The whole command, run in the home folder or in another, with few variables."""
        values = {"HOME": self.home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": ROOT, "OPENBLAS_NUM_THREADS": "1",
                  "PYTHONDONTWRITEBYTECODE": "1"}
        variables = [f"{name}={value}" for name, value in values.items()]
        return [*self.words, "env", "-i", "-C", str(folder or self.home), *variables, *map(str, words)]

    def run(self, *words, folder=None):
        """Run a command; gives the ended process."""
        return subprocess.run(self.command(*words, folder=folder), capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def python(self, *words, folder=None):
        """Run this interpreter with ``-m`` and these words; gives what it said, and raises an error if it failed."""
        done = self.run(sys.executable, "-m", *words, folder=folder)
        assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]
        return done.stdout

    def give(self, folder):
        """Make everything in a folder this user's own."""
        if os.getuid() == 0:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, USER, USER, follow_symlinks=False)


@pytest.fixture(scope="module")
def ordinary():
    """An `Ordinary` user who may make user namespaces and use this interpreter; where not, a failure that says what is missing."""
    home = Path(tempfile.mkdtemp(prefix="ordinary-"))
    user = Ordinary(home, _become(USER) if os.getuid() == 0 else [])
    user.give(home)
    try:
        assert user.run("id", "-u").stdout.strip() == str(USER if os.getuid() == 0 else os.getuid())
        made = user.run("bwrap", "--unshare-user", "--ro-bind", "/", "/", "true")
        if made.returncode:
            pytest.fail("This machine refuses user namespaces to ordinary users, so they cannot grade in the sandbox here until "
                        f"kernel.unprivileged_userns_clone or kernel.apparmor_restrict_unprivileged_userns allows it: {made.stderr}")
        user.python("grader", "--help")
        yield user
    finally:
        shutil.rmtree(home)


def _become(user):
    """Words that make root this user, who can enter the folders of the interpreter and of the course."""
    view = ["bwrap", "--dev-bind", "/", "/", *_opened({sys.base_prefix, sys.prefix, str(ROOT)}), "--"]
    return [*view, "setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--"]


def _opened(paths):
    """Words for bubblewrap: what only its owner may enter is covered, and holds only the way to these paths and what is there."""
    words, covered = [], set()
    for path in map(Path, sorted(paths)):
        closed = next((folder for folder in reversed(path.parents) if not folder.stat().st_mode & 0o001), None)
        if closed is not None:
            words += [] if closed in covered else ["--perms", "0755", "--tmpfs", str(closed)]
            for folder in reversed(path.parents):
                words += ["--perms", "0755", "--dir", str(folder)] if closed in folder.parents else []
            words += ["--ro-bind", str(path), str(path)]
            covered.add(closed)
    return words


@pytest.fixture(scope="module")
def released(ordinary):
    """A class of this user's with nothing handed in; copy it, do not change it."""
    folder = ordinary.home / "released"
    ordinary.python("grader", "course", folder, "activations/softmax")
    ordinary.python("nbgrader", "generate_assignment", "activations", folder=folder)
    return folder


@contextmanager
def others(ordinary):
    """Numbers of many idle processes of the same user, as an ordinary user has."""
    script = f"for i in $(seq {OTHERS}); do sleep 600 & done; wait"
    shell = subprocess.Popen(ordinary.command("sh", "-c", script), start_new_session=True)
    try:
        yield _sleeping(shell)
    finally:
        os.killpg(shell.pid, signal.SIGKILL)
        shell.wait()


def _sleeping(shell):
    found = []
    while shell.poll() is None and len(found) < OTHERS:
        found = [each.pid for each in psutil.Process(shell.pid).children(recursive=True) if each.name() == "sleep"]
    return found


@pytest.mark.parametrize(("command", "warm"), [("nbgrader", False), ("grader", True)])
def test_right_wrong_and_hostile_get_what_they_deserve(ordinary, released, command, warm):
    """And nothing of the user's is read, written, ended or left running, though all of it has the same user id."""
    home, mark = ordinary.home, f"{os.getpid()}.4711"
    (home / "secret").write_text(SECRET, encoding="ascii")
    made = Class(shutil.copytree(released, home / f"{command}-{warm}"))
    with (made.folder / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"c.RunAndJudge.warm = {warm}\n")
    with others(ordinary) as numbers:
        for student, case in CASES.items():
            made.submit(student, case.files({"home": home, "class": made.folder, "mark": mark, "others": numbers}))
        ordinary.give(home)
        before = _files(home)
        ordinary.python(command, "autograde", "activations", folder=made.folder)
        assert [number for number in numbers if not psutil.pid_exists(number)] == []
    assert {student: made.score(student) for student in CASES} == SCORES
    assert [made.verdict(student)["protection"] for student in CASES] == ["bubblewrap"] * len(CASES)
    shown = str(made.graded("a-hostile"))
    assert "no such file" in shown
    assert "went on" in shown
    assert SECRET not in shown
    assert [name for name in _files(home) - before if name.endswith("left")] == []
    assert not any(mark in word for process in psutil.process_iter(["cmdline"]) for word in process.info["cmdline"] or ())


def _files(folder):
    return {str(path) for path in folder.rglob("*")}


def test_the_doctor_finds_nothing_that_gets_through(ordinary):
    """``grader doctor`` of this user: exit status 0, and every attempt held back, cold and warm."""
    said = ordinary.python("grader", "doctor")
    assert "The sandbox holds" in said
    assert "GOT THROUGH" not in said


@pytest.mark.long
def test_all_that_holds_for_root_holds_for_an_ordinary_user(ordinary):
    """Every test of the sandbox and of the answer process, run as this user."""
    with suppress(FileNotFoundError):
        shutil.rmtree(ordinary.home / "tests")
    ordinary.python("pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}", f"--basetemp={ordinary.home / 'tests'}",
                    *(ROOT / "tests" / f"test_{name}.py" for name in ("sandbox", "answer_process", "streams")), folder=ROOT)
