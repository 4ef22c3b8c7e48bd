"""Run notebook cells under IPython in this process and keep what they show, as text and PNG only.

Loaded by itself inside the answer process: it imports no content of the course.
"""

import base64
import binascii
import io
import os
import signal
import sys

import pictures
import wire
from drawing import Drawing, Later
from IPython.core.displayhook import CapturingDisplayHook, DisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

MAX_TEXT = 20_000
MAX_PNG = 2 * 2**20
MAX_PICTURES = 10


class CellTimeout(BaseException):
    """A cell ran out of time; not an Exception, so that ``except Exception`` lets it pass."""


class BoundedText(io.TextIOBase):
    """A text stream that keeps its first characters and counts the rest."""

    def __init__(self):
        self.parts, self.size = [], 0

    def writable(self):
        return True

    def write(self, text):
        if self.size < MAX_TEXT:
            self.parts.append(text[: MAX_TEXT - self.size])
        self.size += len(text)
        return len(text)

    def text(self):
        cut = f"\n[{self.size - MAX_TEXT} more characters]" if self.size > MAX_TEXT else ""
        return "".join(self.parts) + cut


class AnswerShell(InteractiveShell):
    """IPython without history, colours or a front end; errors are kept, not printed."""

    errors = ()

    def init_history(self):
        """No history: it would start a thread and a database."""
        super().init_history()
        self.history_manager.enabled = False

    def init_display_formatter(self):
        """As IPython's, but that figures are drawn once."""
        super().init_display_formatter()
        self.display_formatter.formatters["image/png"] = pictures.DrawnOnce(parent=self.display_formatter)

    def enable_gui(self, gui=None):
        """No event loop: ``%matplotlib inline`` asks for none."""

    def showtraceback(self, *args, **kwargs):
        """Describe the error in peace: an alarm that rings on would lose it."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        super().showtraceback(*args, **kwargs)

    def _showtraceback(self, etype, evalue, stb):
        self.keep_error(etype, evalue, stb)

    def keep_error(self, etype, evalue, lines):
        """Keep an error as an output: its type, its message and its traceback as text."""
        name, message, trace = etype.__name__[:80], _text(evalue)[:500], "\n".join(lines)[:MAX_TEXT]
        if issubclass(etype, CellTimeout):
            name, trace = "Timeout", message
        self.errors = (*self.errors, {"kind": "error", "ename": name, "evalue": message, "traceback": trace})


def _text(value):
    try:
        return str(value)
    except BaseException:
        return "(its message cannot be shown)"


def make_shell():
    """A fresh shell; as in Jupyter, figures are drawn inline and modules in the notebook's folder are found."""
    if "" not in sys.path:
        sys.path.insert(0, "")
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autocall = 0
    return AnswerShell.instance(config=config)


def draw_beside(shell, seconds):
    """From now on figures are drawn beside the cells, each in so many seconds; gives the `Drawing`."""
    drawing = Drawing(seconds)
    shell.display_formatter.formatters["image/png"].drawing = drawing
    return drawing


def run_cell(shell, source, seconds):
    """Run one cell; gives its outputs in order: text, then what was displayed, then the error."""
    shell.errors = ()
    out, err, published, results = BoundedText(), BoundedText(), CapturingDisplayPublisher(), []
    saved = shell.display_pub, shell.display_trap.hook, sys.stdout, sys.stderr
    shell.display_pub, shell.display_trap.hook = published, CapturingDisplayHook(shell=shell, outputs=results)
    sys.stdout, sys.stderr = out, err
    alarm = Alarm(seconds)
    try:
        try:
            alarm.start()
            shell.run_cell(source, store_history=False)
        finally:
            alarm.stop()
    except BaseException as stop:  # what IPython lets through: SystemExit, a late alarm
        alarm.stop()
        shell.keep_error(type(stop), stop, [f"the cell ended with {type(stop).__name__}"])
    finally:
        shell.display_pub, shell.display_trap.hook, sys.stdout, sys.stderr = saved
    shown = [{"data": o.get("data", {})} for o in [*published.outputs, *([] if _quiet(source) else results)]]
    errors = shell.errors[:5]
    return [*[*_streams(out, err), *_displayed(shown)][: wire.MAX_OUTPUTS - len(errors)], *errors]


def _quiet(source):
    """Does a semicolon at the end ask for the last value not to be shown?"""
    try:
        return DisplayHook.semicolon_at_end_of_expression(source)
    except Exception:  # a source that is no Python shows no value anyway
        return True


def _streams(out, err):
    named = (("stdout", out), ("stderr", err))
    return [{"kind": "text", "name": name, "text": stream.text()} for name, stream in named if stream.size]


def _displayed(items):
    outputs, count = [], 0
    for item in items[: wire.MAX_OUTPUTS + 1]:
        data = item["data"]
        png = _png(data.get("image/png"))
        count += bool(png)
        if png and count <= MAX_PICTURES:
            outputs.append(png)
        elif png:
            outputs.append({"kind": "text", "name": "stdout", "text": "[a further picture]\n"})
        elif isinstance(data.get("text/plain"), str):
            outputs.append({"kind": "text", "name": "stdout", "text": data["text/plain"][:MAX_TEXT] + "\n"})
    return outputs


def _png(data):
    """The output of a picture: base64 text of a PNG of bounded size, or what stands for one that is being drawn; or None."""
    if isinstance(data, Later):
        return {"kind": "later", "number": str(data)}
    if isinstance(data, str):
        try:
            data = base64.b64decode(data)
        except (ValueError, binascii.Error):
            return None
    if isinstance(data, bytes) and len(data) <= MAX_PNG and data.startswith(b"\x89PNG"):
        return {"kind": "png", "data": base64.b64encode(data).decode("ascii")}
    return None


class Alarm:
    """Raise `CellTimeout` in the cell after so many seconds of wall clock, and go on ringing should it swallow that."""

    AGAIN = 0.5

    def __init__(self, seconds):
        self.seconds, self.over = seconds, False

    def start(self):
        """Set the alarm."""
        signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, self.seconds, self.AGAIN)

    def stop(self):
        """Switch it off, and be deaf to one that rings just now."""
        self.over = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)

    def _ring(self, signum, frame):
        if not self.over:
            raise CellTimeout(f"this cell was stopped after {self.seconds:g} seconds")
