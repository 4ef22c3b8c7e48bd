"""``{coverage-table}`` and ``{component-index}``: what the five notes treat and where the book does, from book/coverage.yml."""

from pathlib import Path

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from grader.address import component, components

from .chapters import titles
from .errata import depends
from .errata import load as load_errata
from .errata import place as erratum_place

BOOK = Path(__file__).resolve().parents[2]
DATA = BOOK / "coverage.yml"
MISSING = "*not in the book yet*"


def load():
    """The data file: chapters and numbers."""
    return yaml.safe_load(DATA.read_text(encoding="utf8"))


def slug(heading):
    """The anchor that MyST gives a heading."""
    kept = "".join(letter for letter in heading.strip().lower() if letter.isalnum() or letter in "_- ")
    return kept.replace(" ", "-")


def link(place):
    """One place of the data file as a MyST link: a component, a figure, or ``page#heading``."""
    page, _, heading = place.partition("#")
    if heading:
        return f"[{heading}](/book/{page}.md#{slug(heading)})"
    return f"{{numref}}`{place}`" if place.startswith("fig-") else f"{{ref}}`{place}`"


def links(places):
    """All places of one line, or that there is none."""
    return "; ".join(link(place) for place in places) or MISSING


def exercise(name):
    """The notebook that holds a component's exercise, as a download."""
    part = component(name)
    return f"{{download}}`notebook </exercises/{part.chapter}/{part.notebook}.ipynb>`"


def index_rows(chapter, entry, pages):
    """Each component of a chapter: its name in code, its section, its exercise, the note that it is from."""
    written = {part.name for part in components(chapter)} if f"book/{chapter}" in pages else set()
    for name, note in entry["components"].items():
        here = name in written
        yield from (f"- - `{name}`", "", f"    {exercise(name) if here else MISSING}")
        yield f"  - {f'{{ref}}`{name}`' if here else MISSING}"
        yield f"  - {note}"


def table(head, rows):
    """A MyST list-table."""
    first, *rest = head
    yield from (":::{list-table}", ":header-rows: 1", ":class: coverage", "", f"- - {first}")
    yield from (f"  - {name}" for name in rest)
    yield from rows
    yield from (":::", "")


def line_rows(chapters, pages):
    """Each chapter's lines, after what of the notes it follows."""
    for chapter, entry in chapters.items():
        yield f"- - **{titles()[chapter]}**"
        yield f"  - Notes {entry['from']}"
        for what, places in entry["lines"].items():
            yield f"- - {what}"
            yield f"  - {links(places) if f'book/{chapter}' in pages else MISSING}"


def number_rows(numbers):
    """Each number of the notes, and where it comes out."""
    for number in numbers:
        yield f"- - {number['what']}"
        yield f"  - {number['note']}"
        yield f"  - {links(number['at'])}"


def erratum_rows(pages):
    """Each erratum by its number, with its places."""
    for erratum in load_errata():
        yield f"- - {{ref}}`{erratum['number']} <erratum-{erratum['number']}>`"
        yield f"  - {erratum['note']}"
        yield f"  - {'; '.join(dict.fromkeys(erratum_place(address, pages) for address in erratum['at']))}"


class FromData(SphinxDirective):
    """MyST lines that :meth:`lines` makes from the data file."""

    def run(self):
        """What they say, parsed."""
        depends(self.env, DATA)
        text, node = StringList(list(self.lines(load())), source=str(DATA)), nodes.Element()
        self.state.nested_parse(text, self.content_offset, node)
        return node.children


class ComponentIndex(FromData):
    """Every component of the course, a table a chapter."""

    def lines(self, data):
        """All chapters in the order of the book."""
        for chapter, entry in data["chapters"].items():
            yield from (f":::{{rubric}} {{chapter}}`{chapter}`", ":::", "")
            yield from table(("Component and exercise", "Section", "From note"), index_rows(chapter, entry, self.env.found_docs))


class CoverageTable(FromData):
    """``lines``, ``numbers`` or ``errata``."""

    required_arguments = 1
    kinds = ("lines", "numbers", "errata")

    def lines(self, data):
        """The table that is asked for."""
        pages = self.env.found_docs
        if self.arguments[0] == "lines":
            return table(("What", "Where"), line_rows(data["chapters"], pages))
        if self.arguments[0] == "numbers":
            return table(("Number", "From note", "Where"), number_rows(data["numbers"]))
        return table(("Erratum", "From note", "Where"), erratum_rows(pages))


def setup(app):
    """Register both."""
    app.add_directive("component-index", ComponentIndex)
    app.add_directive("coverage-table", CoverageTable)
