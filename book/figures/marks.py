"""What can be drawn: bars, lines, points, arrows, labels, heat maps.

A mark turns one frame into elements; the number and kind of its elements is the same in every frame,
only attributes and text change.  Whoever collects them finds out which do.  Sources (``heights``,
``x``, …) are a name in the frame, a function of the frame, or a constant.
"""

from dataclasses import dataclass, field

import numpy as np

from figures.axes import LEFT, RIGHT, WIDTH
from figures.frames import pick, words

SHAPES = {  # role's marker as a path about 10 units wide
    "data": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", "parameter": "M-4-4h8v8h-8z",
    "score": "M0-5.5L5.5 0L0 5.5L-5.5 0z", "output": "M0-5L5 4H-5z", "gradient": "M0 5L5-4H-5z",
    "statistic": "M-2-5h4v3h3v4h-3v3h-4v-3h-3v-4h3z",
}


@dataclass
class Element:
    """One SVG element: tag, attributes, text."""

    tag: str
    attributes: dict
    text: str = ""


def place(value):
    """A coordinate to a tenth of a unit, short."""
    return f"{value:.1f}".removesuffix(".0") if np.isfinite(value) else "-99"


def path(xs, ys):
    """A path through finite points, broken where one is missing; steps are relative, hence short."""
    parts, last = [], None
    for x, y in zip(np.round(xs, 1), np.round(ys, 1)):
        if not (np.isfinite(x) and np.isfinite(y)):
            last = None
        elif last is None:
            parts.append(f"M{place(x)} {place(y)}")
            last = x, y
        else:
            parts.append(f"l{place(x - last[0])} {place(y - last[1])}")
            last = x, y
    return "".join(parts) or "M-99-99"


@dataclass(frozen=True)
class Bars:
    """One bar a name, from the bottom of the axis (from 0 where the axis has one)."""

    heights: object
    role: str
    text: str = "{:.3f}"
    label: str = ""
    lit: object = None
    slot: tuple = (0, 1)  # which of how many bars that share a place
    kind = "bar"

    def draw(self, frame, scale):
        """An outlined bar with its number above (below, for a negative one)."""
        heights = np.atleast_1d(pick(self.heights, frame))
        lit = None if self.lit is None else pick(self.lit, frame)
        nth, of = self.slot
        share = 0.7 if of == 1 else 0.9
        step = scale.box[2] / len(scale.x.names)
        width = step * share / of
        low, high = scale.y.low, scale.y.high
        zero = float(scale.down(low if scale.y.log else np.clip(0, low, high)))
        for i, height in enumerate(heights):
            inside = np.clip(height, low, high) if np.isfinite(height) else np.clip(0, low, high)
            end = float(scale.down(inside))
            x = float(scale.across(i)) - step * share / 2 + nth * width
            role = f"mf-bar role-{self.role}" + (" mf-lit" if i == lit else "")
            yield Element("rect", {
                "class": role, "x": place(x), "width": place(width),
                "y": place(min(end, zero)), "height": place(abs(end - zero))})
            beside = end + 14 if end > zero else end - 5
            yield Element("text", {
                "class": "mf-number", "x": place(x + width / 2), "y": place(beside)},
                self.text.format(height) if np.isfinite(height) else "")


@dataclass(frozen=True)
class Line:
    """A curve through the points (x, y), dashed as its role is."""

    x: object
    y: object
    role: str
    label: str = ""
    kind = "line"

    def draw(self, frame, scale):
        """One path; what lies outside the axes is cut off."""
        xs, ys = scale.across(pick(self.x, frame)), scale.down(pick(self.y, frame))
        yield Element("path", {"class": f"mf-line role-{self.role}", "d": path(xs, ys), "clip": True})


@dataclass(frozen=True)
class Points:
    """Markers at (x, y), shaped as their role is; a point outside the axes is hidden."""

    x: object
    y: object
    role: str
    label: str = ""
    kind = "point"

    def draw(self, frame, scale):
        """One marker a point."""
        xs, ys = np.atleast_1d(pick(self.x, frame)), np.atleast_1d(pick(self.y, frame))
        seen = np.abs(scale.x.fraction(xs) - 0.5) <= 0.501
        seen &= np.abs(scale.y.fraction(ys) - 0.5) <= 0.501
        for x, y, visible in zip(scale.across(xs), scale.down(ys), seen):
            where = f"translate({place(x)} {place(y)})" if visible else "translate(-99 -99)"
            yield Element("path", {
                "class": f"mf-point role-{self.role}", "d": SHAPES[self.role], "transform": where})


@dataclass(frozen=True)
class Arrow:
    """An arrow from (x, y) that goes ``length`` upwards (downwards if negative), in units of the y axis."""

    x: object
    y: object
    length: object
    role: str
    text: str = "{:.3f}"
    label: str = ""
    kind = "arrow"

    def draw(self, frame, scale):
        """Shaft, head and number; a length of zero leaves only a flat stroke."""
        base, length = pick(self.y, frame), pick(self.length, frame)
        x, start = float(scale.across(pick(self.x, frame))), float(scale.down(base))
        end = float(scale.down(np.clip(base + length, scale.y.low, scale.y.high)))
        head = min(9.0, abs(end - start)) * (1 if end > start else -1)
        d = f"M{place(x - 6)} {place(start)}h12M{place(x)} {place(start)}V{place(end)}"
        tip = f"M{place(x)} {place(end)}l-5 {place(-head)}h10z"
        yield Element("path", {"class": f"mf-shaft role-{self.role}", "d": d})
        yield Element("path", {"class": f"mf-head role-{self.role}", "d": tip})
        yield Element("text", {
            "class": "mf-number", "x": place(x), "y": place(end + 15 if end > start else end - 6)},
            self.text.format(length))


@dataclass(frozen=True)
class Label:
    """Words at (x, y)."""

    x: object
    y: object
    text: object
    anchor: str = "middle"
    label = ""
    role = None

    def draw(self, frame, scale):
        """One text element."""
        yield Element("text", {
            "class": "mf-number", "x": place(float(scale.across(pick(self.x, frame)))),
            "y": place(float(scale.down(pick(self.y, frame)))), "style": f"text-anchor:{self.anchor}"},
            words(self.text, frame))


@dataclass(frozen=True)
class HeatMap:
    """A matrix as cells; colour and number (or, without ``text``, a minus sign) tell the value.

    Up to about 16 × 16 cells; a cell that is not a number is left empty.  ``lit`` is a column to frame; ``limit`` the absolute value of the
    fullest colour.
    """

    values: object
    limit: object = 1.0
    text: str = "{:.2f}"
    lit: object = None
    rows: tuple = field(default=())
    columns: tuple = field(default=())
    label = ""
    role = None

    def draw(self, frame, scale):
        """Cells row by row, names of rows and columns, a frame around the lit column."""
        matrix, limit = np.asarray(pick(self.values, frame), dtype=float), pick(self.limit, frame)
        m, n = matrix.shape
        left, top = LEFT, 24
        wide, high = (WIDTH - LEFT - RIGHT) / n, (scale.height - top - 8) / m
        for (i, j), v in np.ndenumerate(matrix):
            x, y = left + j * wide, top + i * high
            level = round(min(1.0, abs(v) / limit) * 20) * 3 if np.isfinite(v) else 0
            sign = "negative" if v < 0 and level else "positive"
            shown = self.text.format(v) if self.text else "−" if sign == "negative" else ""
            if np.isnan(v):
                sign, shown = "missing", ""
            yield Element("rect", {
                "class": f"mf-cell mf-{sign}", "x": place(x), "y": place(y), "width": place(wide),
                "height": place(high), "fill-opacity": f"{level / 100:g}"})
            yield Element("text", {
                "class": "mf-number", "x": place(x + wide / 2), "y": place(y + high / 2 + 4)}, shown)
        for i, name in enumerate(self.rows):
            yield Element("text", {"class": "mf-tick mf-end", "x": place(left - 6),
                                   "y": place(top + (i + 0.5) * high + 4)}, name)
        for j, name in enumerate(self.columns):
            yield Element("text", {"class": "mf-tick", "x": place(left + (j + 0.5) * wide),
                                   "y": place(top - 8)}, name)
        if self.lit is not None:
            yield Element("rect", {
                "class": "mf-frame", "x": place(left + pick(self.lit, frame) * wide), "y": place(top),
                "width": place(wide), "height": place(high * m)})
