"""The course's notebooks as the tests read them: which there are, their cells, the parts of a test cell."""

import ast
import json
import re
from dataclasses import dataclass

import pytest

from grader import address
from grader.address import ROOT

HIDDEN_REGION = re.compile(r"^### BEGIN HIDDEN TESTS$.*?^### END HIDDEN TESTS$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^(?P<fence>```+|~~~+)(?P<info>[^\n]*)\n(?P<body>.*?)^(?P=fence)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Notebook:
    """One notebook of one folder (solutions or exercises)."""

    folder: str
    chapter: str
    name: str
    components: tuple

    @property
    def path(self):
        """Where it lies."""
        return ROOT / self.folder / self.chapter / f"{self.name}.ipynb"

    @property
    def content(self):
        """The file as it is, parsed."""
        return json.loads(self.path.read_text(encoding="utf-8"))

    @property
    def cells(self):
        """Its cells in order, each source one text."""
        return [{**cell, "source": "".join(cell["source"])} for cell in self.content["cells"]]

    @property
    def sources(self):
        """Cell id → source."""
        return {cell["id"]: cell["source"] for cell in self.cells}

    @property
    def code(self):
        """Sources of the code cells, in order, without hidden regions."""
        return [visible(cell["source"]) for cell in self.cells if cell["cell_type"] == "code"]

    @property
    def prose(self):
        """The Markdown cells as one text."""
        return "\n\n".join(cell["source"] for cell in self.cells if cell["cell_type"] == "markdown")


def notebooks(folder):
    """All notebooks that the components ask for, in one folder."""
    return [Notebook(folder, chapter, name, members) for chapter in address.chapters()
            for name, members in address.notebooks(chapter).items()]


def each_notebook(folder):
    """A parameter ``notebook`` for all of a folder's notebooks, named by address."""
    return pytest.mark.parametrize("notebook", notebooks(folder), ids=lambda n: f"{n.chapter}/{n.name}")


each_component = pytest.mark.parametrize("component", address.components(), ids=lambda c: c.address)
each_chapter = pytest.mark.parametrize("chapter", address.chapters())


def notebook_of(component, folder):
    """The notebook that holds a component's exercise."""
    return next(n for n in notebooks(folder) if component in n.components)


def visible(source):
    """A cell without its hidden region."""
    return HIDDEN_REGION.sub("", source)


def fenced(text, info=""):
    """The bodies of all fenced code blocks in Markdown whose first line goes on like this."""
    return [match["body"] for match in FENCE.finditer(text) if match["info"].strip().startswith(info)]


def pages():
    """The book's pages, by path."""
    return {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "book").rglob("*.md"))}


def definitions(source):
    """The functions a cell defines at its top level, by name."""
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
