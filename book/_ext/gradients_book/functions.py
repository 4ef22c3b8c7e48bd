"""``{function-table} activations``: every function of a chapter's reference, with its signature."""

import inspect

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from grader.address import UnknownAddress, components, reference


def signature(name, function):
    """The call as a learner writes it, defaults included."""
    return f"{name}{inspect.signature(function)}"


def summary(function):
    """The first line of the docstring."""
    return inspect.getdoc(function).partition("\n")[0]


def section(part, pages):
    """A link to the component's section if its page is in the book, else its name."""
    if f"book/{part.chapter}" in pages:
        return f"{{ref}}`{part.name}`"
    return f"`{part.name}`"


def lines(chapter, pages):
    """The table in MyST: one row a function, grouped by component."""
    yield from (":::{list-table}", ":header-rows: 1", ":class: functions", "",
                "- - Component", "  - Function", "  - What it gives")
    for part in components(chapter):
        for place, (name, function) in enumerate(part.functions.items()):
            yield f"- - {section(part, pages) if place == 0 else ''}"
            yield f"  - `{signature(name, function)}`"
            yield f"  - {summary(function)}"
    yield ":::"


class FunctionTable(SphinxDirective):
    """The directive."""

    required_arguments = 1

    def run(self):
        """The parsed table."""
        chapter, node = self.arguments[0], nodes.Element()
        try:
            self.env.note_dependency(reference(chapter).__file__)
        except UnknownAddress as problem:
            raise self.error(str(problem)) from None
        text = StringList(list(lines(chapter, self.env.found_docs)), source=self.get_source_info()[0])
        self.state.nested_parse(text, self.content_offset, node)
        return node.children


def setup(app):
    """Register the directive."""
    app.add_directive("function-table", FunctionTable)
