"""A formula and the punctuation that touches it are never on two lines."""

import sys

import pytest
from docutils import nodes

from grader.address import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
from gradients_book import punctuation  # noqa: E402


def line(*parts):
    """A paragraph of text and, where it is in dollars, formulas."""
    return nodes.paragraph("", "", *[nodes.math(part, part.strip("$")) if part.startswith("$") else nodes.Text(part) for part in parts])


def kept(paragraph):
    """The pieces that are not broken, as text, after the transform; and that no text is lost by it."""
    before = paragraph.astext()
    for formula in list(paragraph.findall(nodes.math)):
        punctuation.keep_together(formula)
    assert paragraph.astext() == before
    assert len(list(paragraph.findall(nodes.math))) == before.count("x")
    return [piece.astext() for piece in paragraph.findall(nodes.inline)]


@pytest.mark.parametrize(("parts", "pieces"), [
    (("Let ", "$x$", ", and so on"), ["x,"]),
    (("as in (", "$x$", "), twice ", "$x$", "."), ["(x),", "x."]),
    (("the ", "$x$", ") of (", "$x$"), ["x)", "(x"]),
    (("$x$", "."), ["x."]),
    (("by ", "$x$", " and ", "$x$", " alone"), []),
    (("the ", "$x$", "-th one, and ", "$x$", "'s."), ["x-th", "x's."]),
    (("from ", "$x$", "- or so, to ", "$x$", "'"), []),
    (("both ", "$x$", "$x$", "!"), ["x!"]),
])
def test_what_touches_a_formula_stays_with_it(parts, pieces):
    """Before and after, at the ends of a paragraph, and nothing where a space is between."""
    assert kept(line(*parts)) == pieces


def test_other_elements_beside_a_formula_stay_as_they_are():
    """Bold text beside it is not taken apart, comma or not."""
    paragraph = nodes.paragraph("", "", nodes.math("", "x"), nodes.strong("", ", bold"))
    assert kept(paragraph) == []
