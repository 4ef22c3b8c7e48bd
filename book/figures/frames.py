"""Every state of a figure, computed once at build time, and what changes between them.

A *frame* is one dictionary: the controls' values and whatever ``compute`` returns for them.  Frames
form a grid, one axis a control.  A quantity that does not depend on some controls is stored without
their axes; that is all the compression there is, and nearly always enough.
"""

from itertools import product

import numpy as np

from figures.controls import position


class Frames:
    """All frames of a figure, in the order of the grid (last control fastest)."""

    def __init__(self, controls, compute):
        self.controls = controls
        self.shape = tuple(len(control.values) for control in controls)
        names = [control.name for control in controls]
        self.all = []
        for values in product(*(control.values for control in controls)):
            state = dict(zip(names, values))
            self.all.append({**state, **compute(**state)})
        self.start = self.index({control.name: control.start for control in controls})

    def index(self, state):
        """Place in the grid of a state, given by values; controls left out keep their start."""
        unknown = set(state) - {control.name for control in self.controls}
        if unknown:
            raise ValueError(f"no such control: {', '.join(sorted(unknown))}")
        places = [
            position(control.values, state.get(control.name, control.start), control.name)
            for control in self.controls]
        return int(np.ravel_multi_index(places, self.shape)) if places else 0

    def places(self, state):
        """The control positions of a state, in order."""
        return [int(i) for i in np.unravel_index(self.index(state), self.shape)]

    def channel(self, values):
        """[axes, table] of one value a frame, without the axes along which it never changes."""
        grid = np.empty(len(self.all), dtype=object)
        grid[:] = values
        grid = grid.reshape(self.shape)
        axes = []
        for axis in reversed(range(len(self.shape))):
            first = grid.take([0], axis=axis)
            if (grid == first).all():
                grid = first.squeeze(axis)
            else:
                axes.insert(0, axis)
        return [axes, np.asarray(grid, dtype=object).ravel().tolist()]


def pick(source, frame):
    """A value of a frame: by name, by function of the frame, or constant."""
    if isinstance(source, str):
        return frame[source]
    return source(frame) if callable(source) else source


def words(template, frame):
    """Text of a frame: a format string over the frame's names, or a function of the frame."""
    return template(frame) if callable(template) else template.format(**frame)
