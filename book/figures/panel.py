"""A panel: one drawing with its axes, ticks, legend and marks."""

from dataclasses import dataclass
from html import escape

from figures.axes import HEIGHT, WIDTH, Scale
from figures.marks import SHAPES, Element, place


@dataclass(frozen=True)
class Panel:
    """Marks over two axes; without axes (a heat map) the marks fill the panel."""

    marks: tuple
    x: object = None
    y: object = None
    title: str = ""
    height: float = HEIGHT

    @property
    def scale(self):
        """The axes laid out."""
        return Scale(self.x, self.y, self.height)

    def elements(self, frame):
        """All elements of the marks, in order."""
        return [element for mark in self.marks for element in mark.draw(frame, self.scale)]

    def background(self):
        """Grid, ticks and labels: the same in every frame."""
        if self.x is None:
            return
        left, top, width, height = self.scale.box
        bottom = top + height
        for value, text in self.y.marks():
            y = float(self.scale.down(value))
            yield Element("path", {"class": "mf-grid", "d": f"M{left} {place(y)}h{place(width)}"})
            yield Element("text", {"class": "mf-tick mf-end", "x": place(left - 6), "y": place(y + 4)}, text)
        for value, text in self.x.marks():
            x = float(self.scale.across(value))
            yield Element("path", {"class": "mf-grid", "d": f"M{place(x)} {place(bottom)}v4"})
            yield Element("text", {"class": "mf-tick", "x": place(x), "y": place(bottom + 17)}, text)
        yield Element("path", {"class": "mf-axis", "d": f"M{left} {place(bottom)}h{place(width)}"})
        yield Element("text", {
            "class": "mf-tick", "x": place(left + width / 2), "y": place(bottom + 35)}, self.x.label)
        yield Element("text", {
            "class": "mf-tick", "transform": f"translate(11 {place(top + height / 2)}) rotate(-90)"}, self.y.label)

    def svg(self, uid, drawn):
        """The drawing; ``drawn`` is the text of the marks' elements."""
        fixed = "".join(markup(element, uid) for element in self.background())
        clip = ""
        if self.x is not None:
            left, top, width, height = self.scale.box
            clip = (f'<clipPath id="{uid}-clip"><rect x="{left}" y="{top - 2}" width="{width}" '
                    f'height="{height + 4}"/></clipPath>')
        return (f'<svg viewBox="0 0 {WIDTH} {self.height:g}" aria-hidden="true" focusable="false">'
                f"{clip}{fixed}{drawn}</svg>")

    def legend(self):
        """Marker or dash, and words, for every mark that has a label."""
        entries = "".join(
            f"<li>{swatch(mark)}{escape(mark.label)}</li>" for mark in self.marks if mark.label)
        return f'<ul class="mf-legend" aria-hidden="true">{entries}</ul>' if entries else ""

    def html(self, uid, drawn):
        """Title, legend and drawing."""
        title = f'<p class="mf-title">{escape(self.title)}</p>' if self.title else ""
        return f'<div class="mf-panel">{title}{self.legend()}{self.svg(uid, drawn)}</div>'


def swatch(mark):
    """How a mark looks, small."""
    shape = {
        "line": f'<path class="mf-line role-{mark.role}" d="M0 8h34"/>',
        "bar": f'<rect class="mf-bar role-{mark.role}" x="8" y="2" width="18" height="12"/>',
        "arrow": f'<path class="mf-shaft role-{mark.role}" d="M2 8h24"/>'
                 f'<path class="mf-head role-{mark.role}" d="M33 8l-9-5v10z"/>',
        "point": f'<path class="mf-point role-{mark.role}" d="{SHAPES.get(mark.role)}" transform="translate(17 8)"/>',
    }[mark.kind]
    return f'<svg viewBox="0 0 34 16" width="34" height="16">{shape}</svg>'


def markup(element, uid, extra=""):
    """An element as text."""
    attributes = dict(element.attributes)
    if attributes.pop("clip", False):
        attributes["clip-path"] = f"url(#{uid}-clip)"
    text = "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<{element.tag}{text}{extra}>{escape(element.text)}</{element.tag}>"
