"""From data to places in a drawing 360 units wide, which is one phone: linear, log and named axes."""

from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

WIDTH, HEIGHT = 360, 230
LEFT, RIGHT, TOP, BOTTOM = 60, 12, 14, 42
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Axis:
    """Label and fixed limits, the same in every frame; ``ticks`` are chosen when not given."""

    label: str
    low: float
    high: float
    log: bool = False
    ticks: tuple = ()

    def fraction(self, value):
        """0 at low, 1 at high; not a number where a log axis has no place for the value."""
        value = np.asarray(value, dtype=float)
        low, high = self.low, self.high
        if self.log:
            value = np.log10(np.where(value > 0, value, np.nan))
            low, high = log10(low), log10(high)
        return (value - low) / (high - low)

    def marks(self):
        """(value, text) of each tick."""
        if self.ticks:
            return [(t, power(t) if self.log else f"{t:g}") for t in self.ticks]
        if self.log:
            first, last = ceil(log10(self.low) - 1e-9), floor(log10(self.high) + 1e-9)
            step = max(1, ceil((last - first) / 5))
            return [(10.0**k, power(10.0**k)) for k in range(first, last + 1, step)]
        step = nice((self.high - self.low) / 4)
        count = range(ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9) + 1)
        return [(k * step, f"{k * step:g}") for k in count]


@dataclass(frozen=True)
class Names:
    """An axis of named places, for bars."""

    label: str
    names: tuple

    def fraction(self, value):
        """The middle of place 0, 1, …"""
        return (np.asarray(value, dtype=float) + 0.5) / len(self.names)

    def marks(self):
        """(place, name) of each."""
        return list(enumerate(self.names))


def nice(step):
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    scale = 10.0 ** floor(log10(step))
    return next(scale * m for m in (1, 2, 2.5, 5, 10) if scale * m >= step * (1 - 1e-9))


def power(value):
    """10⁻³ for exact powers of ten outside 0.01 to 100, the plain number otherwise."""
    k = round(log10(value))
    if abs(value / 10.0**k - 1) > 1e-9 or -2 <= k <= 2:
        return f"{value:g}"
    return "10" + str(k).translate(SUPERSCRIPT)


@dataclass(frozen=True)
class Scale:
    """Two axes laid over the plot area of one panel."""

    x: object
    y: object
    height: float = HEIGHT

    @property
    def box(self):
        """left, top, width, height of the plot area."""
        return LEFT, TOP, WIDTH - LEFT - RIGHT, self.height - TOP - BOTTOM

    def across(self, value):
        """Horizontal places."""
        left, _, width, _ = self.box
        return left + width * self.x.fraction(value)

    def down(self, value):
        """Vertical places."""
        _, top, _, height = self.box
        return top + height * (1 - self.y.fraction(value))
