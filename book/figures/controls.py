"""What a reader can change: a slider over listed values, or a choice among words.

Both are a list of values and a starting one, so that every state of a figure is a place in a grid.
"""

from dataclasses import dataclass
from html import escape


def position(values, start, name):
    """Index of ``start`` among ``values``; equal up to rounding when they are numbers."""
    for i, value in enumerate(values):
        close = value == start if isinstance(value, str) else abs(value - start) <= 1e-9 * abs(start)
        if close:
            return i
    raise ValueError(f"control {name}: {start!r} is not one of its values")


@dataclass(frozen=True)
class Slider:
    """A native range input that steps through ``values``; ``text`` formats the value shown and spoken."""

    name: str
    label: str
    values: tuple
    start: float
    text: str = "{:g}"

    def shown(self, i):
        """The words for value i."""
        return self.text.format(self.values[i])

    def html(self, uid, value):
        """Label, present value, and the input; ``value`` is the element that shows the value."""
        first = position(self.values, self.start, self.name)
        return (
            f'<div class="mf-control"><label for="{uid}">{escape(self.label)}</label> {value}'
            f'<input type="range" id="{uid}" min="0" max="{len(self.values) - 1}" step="1" value="{first}" '
            f'autocomplete="off" aria-valuetext="{escape(self.shown(first))}" data-control></div>')


@dataclass(frozen=True)
class Choice:
    """A native drop-down list; the values are the words themselves."""

    name: str
    label: str
    values: tuple
    start: str

    def shown(self, i):
        """The words for value i."""
        return self.values[i]

    def html(self, uid, value):
        """Label and select; it shows its own value, so ``value`` is not needed."""
        options = "".join(
            f'<option value="{i}"{" selected" if word == self.start else ""}>{escape(word)}</option>'
            for i, word in enumerate(self.values))
        return (
            f'<div class="mf-control"><label for="{uid}">{escape(self.label)}</label> '
            f'<select id="{uid}" autocomplete="off" data-control>{options}</select></div>')
