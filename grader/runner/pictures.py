"""Figures as PNG, drawn once.

Jupyter draws every figure twice: first to see where its margins end, then what lies within them.  Here
the first drawing is cut out, unless something reaches beyond its edge.  Loaded by itself inside the
answer process: it imports no content of the course.
"""

import base64
import io
import math
from functools import partial

import numpy as np
from IPython.core.formatters import PNGFormatter
from IPython.core.pylabtools import print_figure

KNOWN = {"fmt": "png", "base64": True, "bbox_inches": "tight"}  # how Jupyter asks for a figure, unless it is told otherwise


class DrawnOnce(PNGFormatter):
    """IPython's formatter for pictures.

    drawing  a `Drawing` that has figures drawn while the notebook goes on, or None to draw at once
    """

    drawing = None

    def for_type(self, typ, func=None):
        """Take a function for a type; Jupyter's usual one for figures is taken with this module's shortcut."""
        usual = isinstance(func, partial) and func.func is print_figure and func.keywords == KNOWN and not func.args
        return super().for_type(typ, partial(self.draw, func) if usual else func)

    def draw(self, usual, figure):
        """The picture, base64, or what stands for it."""
        return self.drawing.begin(partial(shortcut, usual, figure)) if self.drawing else shortcut(usual, figure)


def shortcut(usual, figure):
    """The picture, base64, by one drawing if that shows all of the figure."""
    return _cut_out(figure) or usual(figure)


def _cut_out(figure):
    """What a single drawing shows within the figure's margins; None if a part of it lies outside."""
    if not (figure.axes or figure.lines) or not hasattr(figure.canvas, "buffer_rgba"):
        return None
    from matplotlib import rcParams
    from matplotlib.colors import to_rgba
    from PIL import Image

    figure.canvas.draw()
    drawn = Image.fromarray(np.asarray(figure.canvas.buffer_rgba()))
    inside = figure.get_tightbbox(figure.canvas.get_renderer())
    left, bottom, right, top = (inside.extents * figure.dpi).tolist()
    if min(left, bottom) < 0 or right > drawn.width or top > drawn.height:
        return None
    margin = rcParams["savefig.pad_inches"] * figure.dpi
    corner = math.floor(left - margin), math.floor(drawn.height - top - margin)
    size = math.ceil(right + margin) - corner[0], math.ceil(drawn.height - bottom + margin) - corner[1]
    picture = Image.new("RGBA", size, tuple(round(255 * part) for part in to_rgba(figure.get_facecolor())))
    picture.paste(drawn, (-corner[0], -corner[1]))
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=1)
    return base64.b64encode(data.getvalue()).decode("ascii")
