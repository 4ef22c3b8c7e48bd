"""What the book's pages need from Sphinx beyond the packages that it already uses.

``{notebook}``        a link to a component's exercise, with how to open and check it
``{zh}``              a Chinese name, marked as Chinese for screen readers
``{function-table}``  the reference functions of a chapter, with their signatures
``{chapter}``         a chapter's title, a link once its page exists; ``{chapter-map}`` lists all chapters
``{errata-table}``    the errata of one kind, from book/errata.yml
``{component-index}`` every component; ``{coverage-table}`` what the notes treat, and where: from book/coverage.yml
a copy of MathJax inside the site, formulas that keep their punctuation, printed output merged as it was printed,
and the cells of several pages run at a time.
"""

from . import chapters, coverage, errata, functions, mathjax, punctuation, roles, streams, together


def setup(app):
    """Register everything with Sphinx."""
    for part in (chapters, coverage, errata, functions, mathjax, punctuation, roles, streams, together):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
