"""What a page shows of anybody's Markdown and outputs does nothing and asks nobody."""

import base64
import io

import pytest
from bs4 import BeautifulSoup
from PIL import Image, PngImagePlugin

from grader.nbgrader_glue.inert import markdown2html
from grader.notebook.outputs import MAX_TEXT, cell_outputs, decimal, grade_outputs, plain, reencode

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](https://example.org/x.png)",
    "[x](javascript:alert(1))", "<a href='javascript:alert(1)'>x</a>", "<iframe src='https://example.org'></iframe>",
    "<svg onload=alert(1)></svg>", "<style>@import url(https://example.org)</style>", "<p style='background:url(//x)'>x</p>",
    r"$\text{<script>alert(1)</script>}$", "$$<img src=x onerror=alert(1)>$$", "<math href='javascript:alert(1)'>x</math>",
    "<form action='https://example.org'><input></form>", "<meta http-equiv=refresh content='0;url=//x'>",
    "```mermaid\ngraph TD\n```", "![x](data:text/html;base64,PHNjcmlwdD4=)", r"$\href{javascript:alert(1)}{x}$",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_markdown_runs_or_loads(text):
    """No element that acts, no handler, no style, no address but a link to be clicked."""
    page = BeautifulSoup(markdown2html(text), "html.parser")
    assert not page.find_all(["script", "iframe", "svg", "style", "form", "input", "meta", "object", "link"])
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), tag
            assert name != "style", tag
            assert "javascript" not in str(value), tag
            assert name not in ("src", "srcset"), tag


def test_markdown_is_still_markdown():
    """Emphasis, code, tables, links and pictures that are part of the page."""
    page = BeautifulSoup(markdown2html("**bold** `code` [book](https://example.org)\n\n| a |\n|---|\n| 1 |\n\n"
                                       "![dot](data:image/png;base64,iVBORw0KGgo=)"), "html.parser")
    assert [page.find(tag) is not None for tag in ("strong", "code", "table", "a", "img")] == [True] * 5
    assert page.img["src"].startswith("data:image/png")


def test_formulas_become_mathml():
    """Inline, displayed and environments; what the converter does not know stays TeX."""
    page = BeautifulSoup(markdown2html("$x^2$ and $$\\frac{a}{b}$$"), "html.parser")
    assert page.find("msup").get_text() == "x2"
    assert page.find("mfrac").get_text() == "ab"
    assert markdown2html(None) == ""


def png(size=(3, 2), text=""):
    """A base64 PNG, with a text in a comment and in its colour profile if asked."""
    info = PngImagePlugin.PngInfo()
    if text:
        info.add_text("Comment", text)
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, "PNG", pnginfo=info, icc_profile=text.encode())
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def test_pictures_are_drawn_afresh():
    """The pixels are the same, what was hidden beside them is gone."""
    fresh = base64.b64decode(reencode(png(text="<script>")))
    assert b"script" not in fresh
    with Image.open(io.BytesIO(fresh)) as picture:
        assert picture.info == {}
        assert picture.size == (3, 2)
        assert picture.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize("data", ["", "not base64!", base64.b64encode(b"<svg onload=x>").decode(), png()[:60], png((4000, 3000))],
                         ids=["empty", "no base64", "another kind", "cut off", "too large"])
def test_what_is_no_bounded_png_becomes_words(data):
    """A ruined, foreign or huge picture is a line of text."""
    output, = cell_outputs([{"kind": "png", "data": data}])
    assert output == {"output_type": "stream", "name": "stdout", "text": "[a picture that cannot be shown]\n"}


def test_text_is_plain_and_bounded():
    """Terminal escapes, control and direction characters are taken out; the rest is cut."""
    assert plain("\x1b[31mred\x1b[0m\x00\u202e ok\n\tx") == "red ok\n\tx"
    assert len(plain("x" * 10**6)) < MAX_TEXT + 100
    assert plain("x\n" * 5000).count("\n") < 500


@pytest.mark.parametrize(("credit", "text"), [(7.5, "7.5"), (-3, "0"), (99, "10"), (float("nan"), "0"), (1e-9, "0"), (10 / 3, "3.333333")])
def test_partial_credit_is_a_plain_decimal_within_bounds(credit, text):
    """Nothing nbgrader would read as full marks by mistake."""
    assert decimal(credit, 10) == text


def test_a_grade_cell_says_what_nbgrader_reads():
    """Full marks: no error, no result; some: a result; none: an error, so that a zero is never full credit."""
    kinds = [[output["output_type"] for output in grade_outputs(["why"], credit, 10)] for credit in (10, 4, 0)]
    assert kinds == [["stream"], ["stream", "execute_result"], ["stream", "error"]]
