"""Pictures drawn beside the notebook: a fork draws each figure as it is at that moment, while the cells go on.

Loaded by itself inside the answer process: it imports no content of the course.
"""

import signal
from functools import partial

import calls
import wire
from forks import Child, send

AT_ONCE = 3
UNFINISHED = "[a picture that was not finished in time]\n"


class Later(str):
    """Text in place of a picture that is being drawn: its number."""


class Drawing:
    """Pictures that are drawn in forks of this process, each in so many seconds."""

    def __init__(self, seconds):
        self.seconds, self.count, self.begun, self.drawn = seconds, 0, {}, {}

    def begin(self, draw):
        """Have ``draw`` called in a fork, at once if there can be none; gives a `Later` or the picture."""
        while len(self.begun) >= AT_ONCE:
            self._finish(next(iter(self.begun)))
        try:
            child = Child(partial(_draw, draw, self.seconds))
        except OSError:
            return draw()
        number = Later(self.count)
        self.count, self.begun[number] = self.count + 1, child
        return number

    def outputs(self):
        """(number, output) of each picture, when it is there."""
        for number in list(self.begun):
            self._finish(number)
        return self.drawn.items()

    def _finish(self, number):
        lines, _ = self.begun[number].lines(1, self.seconds)
        self.drawn[number] = wire.loads(lines[0]) if lines else {"kind": "text", "name": "stdout", "text": UNFINISHED}
        self.begun.pop(number).end()


def _draw(draw, seconds, channel):
    """In the fork: draw and send the output; what goes wrong is one too."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        output = {"kind": "png", "data": draw()}
    except Exception as error:
        name, message = calls.describe(error)
        output = {"kind": "error", "ename": name, "evalue": message, "traceback": f"{name}: {message}"}
    send(channel, output)
