"""Moving figures of the book, one module a figure; how to write one is on the contributing page.

>>> from figures.softmax_temperature import figure  # in a cell tagged build-only
"""

from figures.axes import Axis, Names
from figures.controls import Choice, Slider
from figures.figure import Challenge, Figure, Predict, Table
from figures.marks import Arrow, Bars, HeatMap, Label, Line, Points
from figures.panel import Panel
from figures.roles import COLOUR, DASH, MARKER

__all__ = [
    "Arrow", "Axis", "Bars", "COLOUR", "Challenge", "Choice", "DASH", "Figure", "HeatMap", "Label", "Line",
    "MARKER", "Names", "Panel", "Points", "Predict", "Slider", "Table",
]
