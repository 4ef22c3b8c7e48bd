"""Submitted notebooks: the released one with answers written into it, and what can befall it on the way."""

import ast
import copy
from functools import cache
from pathlib import Path

from grader.notebook.match import cell_name, functions, is_answer
from grader.notebook.stubs import BEGIN_SOLUTION, END_SOLUTION

ANSWERS = Path(__file__).with_name("answers")


class Exercise:
    """One notebook of an assignment: as released, and with the solution's answers."""

    def __init__(self, name, released, source):
        """``released`` and ``source`` are notebooks of format 4, as dicts."""
        self.name, self.released = name, released
        self._solutions = {cell_name(cell): _plain(cell["source"]) for cell in source["cells"] if is_answer(cell)}

    def solved(self):
        """A copy of the released notebook with right answers in it."""
        return self.edited(lambda text: text)

    def edited(self, change):
        """A copy with each right answer passed through ``change``."""
        notebook = copy.deepcopy(self.released)
        for cell in answers_of(notebook):
            cell["source"] = change(self._solutions[cell_name(cell)])
        return notebook

    def answered(self, kind):
        """A copy in which the functions of ``answers/<kind>.py`` stand in for the right ones."""
        return self.edited(lambda text: replaced(text, kind))

    def touched_by(self, kind):
        """Does ``answers/<kind>.py`` define a function of this exercise?"""
        return any(functions(text) & set(_functions(kind)) for text in self._solutions.values())


def answers_of(notebook):
    """The answer cells of a notebook that are code."""
    return [cell for cell in notebook["cells"] if is_answer(cell) and cell["cell_type"] == "code"]


def _plain(source):
    lines = source.split("\n")
    return "\n".join(line for line in lines if BEGIN_SOLUTION not in line and END_SOLUTION not in line)


@cache
def _functions(kind):
    """Function name → its source, in one of the files in answers/; "" → its imports."""
    text = (ANSWERS / f"{kind}.py").read_text(encoding="utf-8")
    body = ast.parse(text).body
    found = {node.name: ast.get_source_segment(text, node) for node in body if isinstance(node, ast.FunctionDef)}
    imports = [ast.get_source_segment(text, node) for node in body if isinstance(node, ast.Import)]
    return {**found, "": "\n".join(line for line in imports if "numpy" not in line)}


def replaced(source, kind):
    """A cell's source in which functions that ``answers/<kind>.py`` defines replace those of the same name."""
    theirs, imports = _functions(kind), _functions(kind)[""]
    lines, pieces, start = source.split("\n"), [], 0
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name in theirs:
            pieces += [*lines[start:node.lineno - 1], *theirs[node.name].split("\n")]
            start = node.end_lineno
    if not pieces:
        return source
    head = [imports, "", ""] if imports else []
    return "\n".join([*head, *pieces, *lines[start:]])
