"""Markdown to HTML that does nothing: no script, no foreign HTML, no request; formulas become MathML.

Used for every Markdown cell and comment in feedback and formgrader pages.
"""

import bleach
import latex2mathml.converter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

_TEXT = {"a", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li",
         "ol", "p", "pre", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
_MATH = {"math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mroot", "mrow", "mspace", "msqrt", "mstyle",
         "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover"}
_MATH_ATTRIBUTES = {"accent", "columnalign", "display", "displaystyle", "fence", "form", "linethickness", "mathvariant",
                    "maxsize", "minsize", "rowspacing", "scriptlevel", "separator", "stretchy", "width", "xmlns"}


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, with formulas as MathML."""

    def block_math(self, body):
        return _mathml(body, "block")

    def inline_math(self, body):
        return _mathml(body, "inline")

    def latex_environment(self, name, body):
        return _mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")


def markdown2html(source):
    """Inert HTML of a Markdown text."""
    renderer = _Renderer(escape=False, exclude_anchor_links=True)
    html = MarkdownWithMath(renderer=renderer).render(source or "")
    return bleach.clean(html, tags=_TEXT | _MATH, attributes=_allowed, protocols={"http", "https", "mailto", "data"},
                        strip=True)


def _allowed(tag, name, value):
    if tag in _MATH:
        return name in _MATH_ATTRIBUTES
    if tag == "img":
        return name in ("alt", "title") or (name == "src" and value.startswith("data:image/png;base64,"))
    if tag == "a":
        return name == "href" and value.startswith(("http://", "https://", "mailto:", "#"))
    return name == "align" and tag in ("td", "th")


def _mathml(body, display):
    try:
        return latex2mathml.converter.convert(body, display=display)
    except Exception:  # TeX that the converter does not know: the learner sees the TeX itself
        return f"<code>{bleach.clean(body, tags=set())}</code>"
