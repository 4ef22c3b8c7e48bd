"""A case of the corpus as data: what is submitted, what it deserves, and what stock nbgrader makes of it."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import nbformat

from grader.address import ROOT, component
from grader.notebook.match import cell_name, is_answer, released
from grader.notebook.stubs import BEGIN_SOLUTION, END_SOLUTION

SOFTMAX = "activations/softmax"
UNEARNED, LOST, EFFECT, HARMLESS = "unearned", "lost", "effect", "harmless"

NOTHING = """\
def softmax(z):
    return np.zeros(np.shape(z))


def softmax_jacobian(p):
    return np.zeros((len(p), len(p)))


def softmax_backward(dp, p):
    return np.zeros(np.shape(p))
"""

RIGHT = """\
def softmax(z):
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


def softmax_jacobian(p):
    return np.diag(p) - np.outer(p, p)


def softmax_backward(dp, p):
    return p * (dp - np.sum(dp * p, axis=-1, keepdims=True))
"""


@dataclass(frozen=True)
class Link:
    """A symbolic link in place of a file; ``@course@`` in its target is the course folder."""

    target: str


@dataclass(frozen=True)
class Case:
    """One submission.

    name      says what it does
    answer    the answer cell's source; ``top`` and ``bottom`` stand above and below it in the same cell
    setup     code put into the locked set-up cell
    before, after, last   sources of further cells: before the answer's, after it, at the end
    change    ``change(notebook)`` edits the notebook (a dict) in place
    data      ``data(bytes)`` gives the bytes of the file
    file      the file's name
    others    further files of the submission: name → bytes or `Link`
    exercise  the address of the component

    verdict, score, note   what ours must give; score may be a pair (lowest, highest); note is a part of a note
    shows     text that the graded notebook must show; ``hides``: texts that must be nowhere in it
    cell_seconds  how long a cell may take here, for the endless ones

    stock     what stock nbgrader gives: words out of unearned, lost, effect; or harmless
    why       the reason, where it is harmless there
    follower  does stock grade another learner after this one?  For what stops a class or waits for the next
    feedback  does stock write the feedback page too?
    """

    name: str
    answer: str = NOTHING
    top: str = ""
    bottom: str = ""
    setup: str = ""
    before: str = ""
    after: str = ""
    last: str = ""
    change: Callable | None = None
    data: Callable | None = None
    file: str = ""
    others: dict = field(default_factory=dict)
    exercise: str = SOFTMAX
    verdict: str = "graded"
    score: float | tuple = 0
    note: str = ""
    shows: str = ""
    hides: tuple = ()
    cell_seconds: float = 10.0
    stock: str = ""
    why: str = ""
    follower: bool = False
    feedback: bool = False

    @property
    def deserves(self):
        """Lowest and highest score this submission deserves."""
        return self.score if isinstance(self.score, tuple) else (self.score, self.score)

    @property
    def waits(self):
        """Is it one whose limits are short because it would reach them, so that grading it is mostly waiting?"""
        return self.cell_seconds != Case.cell_seconds

    @property
    def notebook(self):
        """Name of the notebook it answers, which is the assignment's name too."""
        return component(self.exercise).notebook

    def files(self, place):
        """Name → bytes or `Link` of the submission; ``@name@`` is replaced by ``place[name]``."""
        notebook = self._notebook()
        data = _fill(json.dumps(notebook, ensure_ascii=False), place).encode("utf-8", "surrogatepass")
        name = self.file or f"{self.notebook}.ipynb"
        given = {name: self.data(data) if self.data else data, **self.others}
        return {name: value for name, value in given.items() if value is not None}

    def _notebook(self):
        notebook = copy.deepcopy(exercise(self.exercise))
        answer = next(cell for cell in notebook["cells"] if is_answer(cell))
        answer["source"] = "\n".join(filter(None, [self.top, self.answer, self.bottom]))
        at = notebook["cells"].index(answer)
        notebook["cells"][at - 1]["source"] += f"\n{self.setup}" if self.setup else ""
        after = [extra("mine-after", self.after)] if self.after else []
        before = [extra("mine-before", self.before)] if self.before else []
        notebook["cells"][at:at + 1] = [*before, answer, *after]
        notebook["cells"] += [extra("mine-last", self.last)] if self.last else []
        if self.change:
            self.change(notebook)
        return notebook


def extra(ident, source):
    """A code cell of the learner's own."""
    return {"cell_type": "code", "execution_count": None, "id": ident, "metadata": {}, "outputs": [], "source": source}


def answer_cell(notebook):
    """The answer cell of a notebook."""
    return named(notebook, next(cell_name(cell) for cell in notebook["cells"] if is_answer(cell)))


def named(notebook, name):
    """The cell of this name."""
    return next(cell for cell in notebook["cells"] if cell_name(cell) == name)


@cache
def source(address):
    """The author's notebook, without figures: importing matplotlib costs each of hundreds of runs half a second."""
    path = ROOT / "solutions" / component(address).chapter / f"{component(address).notebook}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if "nbgrader" not in cell.metadata and "plt." in cell.source:
            cell.source = "print('nothing to see here')"
        cell.source = cell.source.replace("import matplotlib.pyplot as plt\n", "")
    return notebook


@cache
def exercise(address):
    """The notebook as learners get it."""
    notebook = copy.deepcopy(source(address))
    for cell in notebook["cells"]:
        cell["source"] = released(cell)
    return notebook


def solution(address):
    """The author's answer, without the marks around it."""
    cell = next(cell for cell in source(address)["cells"] if is_answer(cell) and cell["cell_type"] == "code")
    lines = cell["source"].split("\n")
    return "\n".join(line for line in lines if BEGIN_SOLUTION not in line and END_SOLUTION not in line)


def _fill(text, place):
    for name, value in place.items():
        text = text.replace(f"@{name}@", str(value))
    return text
