"""The corpus through this course's own steps: choose the file, rebuild, run in the sandbox, judge, write the notebook."""

import hashlib
import os
import shutil
import socket
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import LimitOutput
from nbgrader.utils import determine_grade, is_grade
from traitlets.config import Config

from grader.address import component
from grader.nbgrader_glue import current
from grader.nbgrader_glue.execute import RunAndJudge
from grader.nbgrader_glue.exporter import submission
from grader.nbgrader_glue.names import files_of
from grader.nbgrader_glue.rebuild import Rebuild
from grader.notebook.rebuild import empty
from grader.work import MARKS
from tests.corpus import course
from tests.corpus.cases import CASES
from tests.corpus.kit import EFFECT, LOST, UNEARNED, source

STARTING = 1.0  # seconds that NumPy may take to import on a busy machine, where it is not warm


@dataclass
class Outcome:
    """What became of a case: verdict and score, notes, all that the graded notebook shows, effects in words."""

    verdict: str
    score: float = 0.0
    sandbox: str = ""
    notes: str = ""
    shown: str = ""
    kinds: set = field(default_factory=set)
    size: int = 0
    effects: list = field(default_factory=list)

    def gains(self, case):
        """The set of words out of unearned, lost, effect that apply."""
        low, high = case.deserves
        found = {UNEARNED: self.score > high, LOST: self.score < low, EFFECT: bool(self.effects)}
        return {word for word, true in found.items() if true}


def totals(outcomes):
    """How many cases got an unearned point, lost an honest one, had an effect outside."""
    return {word: sum(word in outcome.gains(CASES[name]) for name, outcome in outcomes.items())
            for word in (UNEARNED, LOST, EFFECT)}


def grade_all(names, template, workers=2, say=lambda line: None):
    """{name: {"cold": Outcome, "warm": Outcome}}; each worker grades in a copy of the course of its own.

    Cases that mostly wait have workers of their own, so that those that compute keep the processors busy meanwhile.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.corpus.ours"])
    waiting = [name for name in names if CASES[name].waits]
    queues = [sorted(waiting, key=lambda name: -CASES[name].cell_seconds), [name for name in names if name not in waiting]]
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder, ExitStack() as pools:
        running = {}
        for queue in filter(None, queues):
            pool = ProcessPoolExecutor(workers, context, _begin, (folder, template))
            pools.enter_context(pool)
            running |= {pool.submit(_both, name): name for name in queue}
        found = {}
        for number, done in enumerate(as_completed(running), 1):
            found[running[done]] = done.result()
            say(f"ours, {number} of {len(running)}: {running[done]}")
    return {name: found[name] for name in names}


def _begin(folder, template):
    """In a worker: its course, and a watch over it."""
    global _watch
    folder = shutil.copytree(template, Path(folder, str(os.getpid())))
    current.begin(CourseDirectory(config=Config({"CourseDirectory": {"root": str(folder)}})))
    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)
    _watch = Watch(folder, server)


_watch = None


def _both(name):
    """In a worker: one case in a process of its own, then on the worker's warm process."""
    return {"cold": _watch.over(CASES[name], warm=False), "warm": _watch.over(CASES[name], warm=True)}


class Watch:
    """Grades a case and tells what changed outside: files of the course, processes, connections."""

    def __init__(self, folder, server):
        self.folder, self.server = folder, server
        self.place = {"course": folder, "root": course.ROOT, "home": folder / "home", "port": server.getsockname()[1],
                      "mark": f"{os.getpid()}4711"}
        (folder / "home").mkdir(exist_ok=True)
        (folder / "home" / ".secret").write_text(course.SECRET, encoding="ascii")

    def over(self, case, warm):
        """The `Outcome` of one case."""
        submitted = course.submit(case, self.folder, "mallory", self.place)
        before = self._files()
        outcome = grade(case, submitted, warm)
        outcome.effects = [*_differences(before, self._files()), *self._processes(), *self._connections()]
        shutil.rmtree(submitted)
        return outcome

    def _files(self):
        """Path → digest of every file of the course, the submission included."""
        return {str(path): hashlib.sha256(path.read_bytes()).digest() for path in sorted(self.folder.rglob("*")) if path.is_file()}

    def _processes(self):
        return [f"a process is left: {words}" for words in running() if self.place["mark"] in words]

    def _connections(self):
        try:
            self.server.accept()[0].close()
        except BlockingIOError:
            return []
        return ["somebody connected to a server outside"]


def running():
    """Command lines of all processes."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            found.append(Path("/proc", pid, "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return found


def _differences(before, after):
    names = sorted(before.keys() | after.keys())
    return [f"{name} changed" for name in names if before.get(name) != after.get(name)]


def grade(case, submitted, warm):
    """One case through the steps of autograding, without gradebook."""
    name = case.notebook
    files = files_of(submitted, {name: source(case.exercise)})
    if name not in files.chosen:
        return Outcome("missing")
    reading, digest = submission(files, name)
    resources = {"nbgrader": {"student": "mallory", "assignment": name, "notebook": name, "submission": reading, "digest": digest,
                              "db_url": f"sqlite:///{current.course().root}/gradebook.db"}}
    notebook, resources = Rebuild().preprocess(nbformat.from_dict(empty(source(case.exercise))), resources)
    seconds = case.cell_seconds + (0.0 if warm else STARTING)
    step = RunAndJudge(cell_seconds=seconds, check_seconds=min(5.0, case.cell_seconds), total_seconds=seconds + 4.0, warm=warm)
    notebook, resources = step.preprocess(notebook, resources)
    notebook, resources = LimitOutput().preprocess(notebook, resources)
    return _described(notebook)


def _described(notebook):
    """What people would read in the graded notebook."""
    marks = notebook.metadata[MARKS]
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    texts = [output.get("text", "") + "\n".join(output.get("traceback", [])) + output.get("data", {}).get("text/plain", "")
             for output in outputs]
    texts += [cell.source for cell in notebook.cells if cell.cell_type != "code"]
    score = sum(determine_grade(cell)[0] or 0.0 for cell in notebook.cells if is_grade(cell))
    return Outcome(marks.verdict, score, marks.protection, "\n".join([marks.sentence, *marks.notes, marks.problem]), "\n".join(texts),
                   {kind for output in outputs for kind in output.get("data", {})}, len(nbformat.writes(notebook)))


def exercises_of(names):
    """Addresses of the exercises that these cases answer."""
    return sorted({component(CASES[name].exercise).address for name in names})
