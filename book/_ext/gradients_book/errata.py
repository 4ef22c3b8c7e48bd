"""``{errata-table} wrong``: the errata of one kind, from book/errata.yml."""

from pathlib import Path

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from grader.address import components

from .chapters import titles

DATA = Path(__file__).resolve().parents[2] / "errata.yml"
REFERENCE = Path(__file__).resolve().parents[3] / "grader" / "reference"
KINDS = ("wrong", "imprecise", "convention", "typo", "open")


def load():
    """All errata in order, as written in the data file."""
    return yaml.safe_load(DATA.read_text(encoding="utf8"))


def place(address, pages):
    """A link to the section (or the chapter) that treats an erratum, or the name of what will."""
    chapter, _, name = address.partition("/")
    if f"book/{chapter}" not in pages:
        return f"chapter *{titles()[chapter]}*, in preparation"
    if not name:
        return f"{{chapter}}`{chapter}`"
    if address in {part.address for part in components(chapter)}:
        return f"{{chapter}}`{chapter}`, {{ref}}`{name}`"
    return f"{{chapter}}`{chapter}`, in a section still to come"


def row(erratum, pages):
    """One erratum as three cells of a MyST list-table."""
    number, where = erratum["number"], dict.fromkeys(place(a, pages) for a in erratum["at"])
    yield f"- - (erratum-{number})="
    yield f"    {number}"
    yield f"  - {erratum['slip']}"
    yield ""
    yield f"    Note {erratum['note']}"
    yield f"  - {erratum['right']}"
    yield ""
    yield f"    Where: {'; '.join(where)}."


def depends(env, data):
    """Make the page anew when its data file changes, or when a chapter gains a component, which is one more link."""
    for path in (data, *REFERENCE.glob("*.py"), *REFERENCE.glob("*/__init__.py")):
        env.note_dependency(str(path))


class ErrataTable(SphinxDirective):
    """The directive; an erratum of two kinds stands in the table of its first."""

    required_arguments = 1

    def run(self):
        """The parsed table."""
        depends(self.env, DATA)
        table = [":::{list-table}", ":header-rows: 1", ":class: errata", "",
                 "- - No.", "  - What the notes say", "  - What is right"]
        for erratum in load():
            if erratum["kinds"][0] == self.arguments[0]:
                table.extend(row(erratum, self.env.found_docs))
        text, node = StringList([*table, ":::"], source=str(DATA)), nodes.Element()
        self.state.nested_parse(text, self.content_offset, node)
        return node.children


def setup(app):
    """Register the directive."""
    app.add_directive("errata-table", ErrataTable)
