"""Figures of answer cells are drawn once, and look as Jupyter's, which are drawn twice."""

import base64
import io
from functools import partial

import numpy as np
import pytest
from IPython.core.pylabtools import print_figure
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from grader.runner import pictures

USUAL = partial(print_figure, **pictures.KNOWN)


def drawing(**texts):
    """A figure with a line, a legend and a title."""
    figure = Figure()
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(title="A title", xlabel="$x^2$")
    axes.plot(np.linspace(0, 1) ** 2, label="a line")
    axes.legend()
    for name, place in texts.items():
        axes.text(*place, name)
    return figure


def image(data):
    """The pixels of a base64 PNG, grey."""
    return Image.open(io.BytesIO(base64.b64decode(data))).convert("L")


def never(figure):
    """In place of Jupyter's way, where it must not be taken."""
    raise AssertionError("drawn twice")


@pytest.mark.parametrize("colour", ["white", "lightgrey"])
def test_one_drawing_looks_like_two(colour):
    """To a pixel or two at the edges, margins and their colour included."""
    once, twice = drawing(), drawing()
    once.set_facecolor(colour), twice.set_facecolor(colour)
    mine, usual = image(pictures.shortcut(never, once)), image(USUAL(twice))
    assert np.abs(np.subtract(mine.size, usual.size)).max() <= 2
    small = [np.asarray(each.resize((80, 60)), dtype=float) for each in (mine, usual)]
    assert np.corrcoef(small[0].ravel(), small[1].ravel())[0, 1] > 0.97
    assert mine.getpixel((1, 1)) == usual.getpixel((1, 1))


@pytest.mark.parametrize("place", [(1.2, 0.5), (-0.5, 0.5), (0.5, -0.4), (0.5, 1.3)])
def test_what_reaches_beyond_the_edge_is_shown(place):
    """Then the figure is drawn as Jupyter draws it, and nothing is cut off."""
    figure = drawing()
    figure.axes[0].text(*place, "a long remark", transform=figure.axes[0].transAxes, ha="center")
    assert pictures.shortcut(USUAL, figure) == USUAL(figure)


def test_other_wishes_are_left_alone():
    """An empty figure, and one that is asked for in another way than the usual, take Jupyter's way."""
    formatter = pictures.DrawnOnce()
    formatter.for_type(Figure, USUAL)
    assert formatter.lookup_by_type(Figure).func == formatter.draw
    wide = partial(print_figure, fmt="png", base64=True, bbox_inches=None)
    formatter.for_type(Figure, wide)
    assert formatter.lookup_by_type(Figure) is wide
    empty = Figure()
    FigureCanvasAgg(empty)
    assert pictures.shortcut(lambda figure: "asked", empty) == "asked"
