"""Two roles: the way to an exercise, and a Chinese name."""

from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.util.docutils import SphinxRole

from grader.address import UnknownAddress, component


class Notebook(SphinxRole):
    """``{notebook}`activations/softmax``` : where the exercise is, how to open and how to check it."""

    def run(self):
        """The link and two commands, or a warning for an address that names nothing."""
        try:
            found = component(self.text)
        except UnknownAddress as problem:
            return [], [self.inliner.reporter.warning(str(problem), line=self.lineno)]
        path = f"exercises/{found.chapter}/{found.notebook}.ipynb"
        return [
            nodes.strong("", "Notebook "), self.link(path),
            nodes.Text(": open it with "), nodes.literal("", "make lab"),
            nodes.Text(", or download it here. Check it with "),
            nodes.literal("", f"python -m grader check {found.address}"), nodes.Text("."),
        ], []

    def link(self, path):
        """A download of the released notebook; plain text until there is a release."""
        if not Path(self.env.srcdir, path).exists():
            return nodes.literal("", path)
        return download_reference(
            "", "", nodes.literal("", path), reftarget="/" + path, refdoc=self.env.docname,
            refdomain="", reftype="download", refexplicit=True, refwarn=False)


class Chinese(SphinxRole):
    """``{zh}`激活函数``` : text marked with its language."""

    def run(self):
        """The text, and for HTML a span that names the language."""
        span = f'<span lang="zh-Hans" class="zh">{escape(self.text)}</span>'
        return [nodes.raw("", span, format="html")], []


def setup(app):
    """Register both."""
    app.add_role("notebook", Notebook())
    app.add_role("zh", Chinese())
