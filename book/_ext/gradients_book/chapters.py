"""The chapters, written or planned: ``{chapter}`activations``` links to one, ``{chapter-map}`` lists all."""

from pathlib import Path

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective, SphinxRole

DATA = Path(__file__).resolve().parents[2] / "chapters.yml"


def load():
    """Part → chapter name → title and one line, in the order of the book."""
    return yaml.safe_load(DATA.read_text(encoding="utf8"))


def titles():
    """Chapter name → title."""
    return {name: entry["title"] for part in load().values() for name, entry in part.items()}


class Chapter(SphinxRole):
    """The chapter's title, as a link once its page is in the book."""

    def run(self):
        """A reference to the page, or the title alone."""
        self.env.note_dependency(str(DATA))
        title = titles().get(self.text)
        if title is None:
            return [], [self.inliner.reporter.warning(f"{DATA.name} has no chapter {self.text!r}", line=self.lineno)]
        page = f"book/{self.text}"
        if page not in self.env.found_docs:
            return [nodes.Text(title)], []
        return [pending_xref("", nodes.inline("", title), refdomain="std", reftype="doc", refexplicit=True,
                             reftarget="/" + page, refdoc=self.env.docname, refwarn=True)], []


class ChapterMap(SphinxDirective):
    """All parts of the book, with their chapters."""

    def run(self):
        """A heading and a list for each part."""
        self.env.note_dependency(str(DATA))
        text = StringList(list(self.lines()), source=str(DATA))
        node = nodes.container(classes=["chapter-map"])
        self.state.nested_parse(text, self.content_offset, node)
        return [node]

    def lines(self):
        """MyST: the part's name, then one item a chapter."""
        for part, chapters in load().items():
            yield from (f":::{{rubric}} {part}", ":::", "")
            yield from (f"- {{chapter}}`{name}`: {entry['about']}" for name, entry in chapters.items())
            yield ""


def setup(app):
    """Register both."""
    app.add_role("chapter", Chapter())
    app.add_directive("chapter-map", ChapterMap)
