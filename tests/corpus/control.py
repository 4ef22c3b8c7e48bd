"""The control: the corpus under stock nbgrader, each submission in an outer sandbox with a private copy of a course.

Outside the sandbox nothing of a submission runs.  Inside there is no network, an unprivileged user, limits
on memory, processes, disk and time; effects are measured in the private copy (`tests.corpus.inside`).
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

import nbgrader

from grader.address import ROOT
from grader.sandbox import bubblewrap
from tests.corpus import course
from tests.corpus.cases import CASES
from tests.corpus.kit import EFFECT, HARMLESS, LOST, UNEARNED

PLACE = {"course": "/course", "root": ROOT, "home": "/home/instructor", "port": 4711, "mark": "300.4711"}
INSIDE = Path(__file__).with_name("inside.py")
SECONDS = 25
PATIENCE = 6
ROOM = str(256 * 2**20)


@dataclass
class Outcome:
    """What stock nbgrader made of a case: the grade or None, effects in words; or why the control itself failed."""

    score: float | None
    effects: list = field(default_factory=list)
    log: str = ""
    failed: str = ""

    def gains(self, case):
        """The set of words out of unearned, lost, effect; or harmless; nothing, where the control failed."""
        if self.failed:
            return set()
        low, high = case.deserves
        found = {UNEARNED: self.score is not None and self.score > high, EFFECT: bool(self.effects),
                 LOST: self.score is None or self.score < low}
        return {word for word, true in found.items() if true} or {HARMLESS}

    def bears_out(self, case):
        """Is everything seen that the case claims, and nothing where it claims to be harmless?"""
        claims, seen = set(case.stock.split()), self.gains(case)
        return seen == claims if claims == {HARMLESS} else claims <= seen


def run(names, template, store, say=lambda line: None, workers=2):
    """{name: Outcome}; what ``store`` already holds of unchanged cases is not run again.

    What is unlike its claim gets another try in the end, alone and with more time, for a busy machine is slow.
    A case on which the control failed twice does not end the run.  Neither that nor what is unlike its claim is
    kept, so that the next run tries it again.
    """
    store = Path(store)
    kept = json.loads(store.read_text(encoding="utf-8")) if store.exists() else {}
    results = {name: Outcome(**kept[name]["outcome"]) for name in names if kept.get(name, {}).get("digest") == digest(CASES[name])}
    results = {name: outcome for name, outcome in results.items() if outcome.bears_out(CASES[name])}
    missing = [name for name in names if name not in results]

    def take(name, outcome, which):
        results[name] = outcome
        if outcome.bears_out(CASES[name]):
            kept[name] = {"digest": digest(CASES[name]), "outcome": vars(outcome)}
            _write(store, kept)
        say(f"stock, {which}: {name}{' FAILED: ' + outcome.failed if outcome.failed else ''}")

    with ThreadPoolExecutor(workers) as pool:
        running = {pool.submit(_try, CASES[name], template, 1): name for name in missing}
        try:
            for number, done in enumerate(as_completed(running), 1):
                take(running[done], done.result(), f"{number} of {len(missing)}")
        except BaseException:  # Ctrl-C: what is running is waited for, the rest is left for the next run
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for name in missing:
        if not results[name].bears_out(CASES[name]):
            take(name, _try(CASES[name], template, PATIENCE), "again")
    return {name: results[name] for name in names}


def _try(case, template, patience):
    """The `Outcome` of one case, never an error: a case must not end the run, whatever it did to the control."""
    try:
        return one(case, template, patience)
    except Exception as problem:
        return Outcome(None, failed=f"{type(problem).__name__}: {problem}")


def _write(store, kept):
    store.parent.mkdir(parents=True, exist_ok=True)
    draft = store.with_suffix(".new")
    draft.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    draft.replace(store)


def digest(case):
    """Changes when the case, the notebook, the control or nbgrader does."""
    files = {name: value.hex() if isinstance(value, bytes) else str(value) for name, value in case.files(PLACE).items()}
    about = [files, case.follower, case.feedback, INSIDE.read_text(encoding="utf-8"), course.SETTINGS, nbgrader.__version__]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()


def one(case, template, patience=1):
    """The `Outcome` of one case, in so many times the usual time."""
    seconds = SECONDS * patience
    settings = course.SETTINGS.format(root="/course") + f"c.Execute.timeout *= {patience}\n" * (patience > 1)
    with tempfile.TemporaryDirectory(prefix="control-") as job:
        course.submit(case, job, "mallory", PLACE)
        words = {"assignment": case.notebook, "notebook": case.notebook, "follower": case.follower, "feedback": case.feedback,
                 "port": PLACE["port"], "seconds": seconds, "secret": course.SECRET, "settings": settings}
        os.chmod(job, 0o755)
        try:
            done = subprocess.run(command(job, template), input=json.dumps(words).encode(), capture_output=True, timeout=4 * seconds,
                                  check=False)
        except subprocess.TimeoutExpired:
            return Outcome(None)
    try:
        return Outcome(**json.loads(done.stdout.splitlines()[-1]))
    except (IndexError, ValueError, TypeError):
        return Outcome(None, failed=f"status {done.returncode}, {done.stderr[-2000:].decode('utf-8', 'replace')}")


def command(job, template):
    """bubblewrap with namespaces, then an unprivileged user, then `tests.corpus.inside` as the first process.

    Files are bound after the private folders: an interpreter or a checkout may itself lie in /tmp.
    """
    root = os.getuid() == 0
    user = () if root else ("--unshare-user", "--cap-drop", "ALL")
    drop = bubblewrap._drop() if root else ()
    spaces = [word for name in ("/course", "/home/instructor", "/tmp", "/dev/shm")
              for word in ("--perms", "1777", "--size", ROOM, "--tmpfs", name)]
    bound = [word for path in (str(ROOT / "grader"), str(ROOT / "solutions")) for word in ("--ro-bind", path, path)]
    return [bubblewrap._program("bwrap"), *user, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
            "--die-with-parent", "--new-session", "--as-pid-1", "--proc", "/proc", "--dev", "/dev", *spaces,
            *bubblewrap._binds(), *bubblewrap._parents(str(ROOT / "x")), *bound,
            "--ro-bind", str(template), "/template", "--ro-bind", job, "/job", "--ro-bind", str(INSIDE), "/inside.py", "--clearenv",
            *_environment(), "--chdir", "/course", "--", *drop, sys.executable, "-s", "/inside.py"]


def _environment():
    here = str(Path(sys.executable).parent)
    values = {"HOME": "/home/instructor", "PATH": f"{here}:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT),
              "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return [word for name, value in values.items() for word in ("--setenv", name, value)]
