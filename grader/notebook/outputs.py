"""Outputs that the trusted side writes into cells: plain text and re-encoded pictures, nothing else."""

import base64
import binascii
import io
import math
import re
import textwrap
import warnings

from PIL import Image, UnidentifiedImageError

MAX_TEXT = 20_000
MAX_LINES = 400
MAX_LINE = 4_000
MAX_PIXELS = 4_000_000
MAX_PICTURES = 10
WIDTH = 96

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[^\[]?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text):
    """Text without terminal escapes, control and direction characters, cut to a bounded size."""
    text = _CONTROL.sub("", _ESCAPES.sub("", str(text)[: 2 * MAX_TEXT]))
    lines = text[:MAX_TEXT].split("\n")
    cut = len(text) > MAX_TEXT or len(lines) > MAX_LINES
    return "\n".join(lines[:MAX_LINES]) + ("\n[the rest is not shown]" if cut else "")


def stream(text, name="stdout"):
    """A text output."""
    return {"output_type": "stream", "name": name, "text": plain(text)}


def error(name, value, lines):
    """An error output; its traceback is plain text."""
    return {"output_type": "error", "ename": plain(name)[:80], "evalue": plain(value)[:500],
            "traceback": plain("\n".join(lines)).split("\n")}


def cell_outputs(items):
    """nbformat outputs of one cell from what the answer process sent back."""
    outputs, pictures = [], 0
    for item in items:
        if item["kind"] == "png":
            pictures += 1
            outputs.append(_picture(item["data"]) if pictures <= MAX_PICTURES else stream("[a further picture]\n"))
        elif item["kind"] == "error":
            outputs.append(error(item["ename"], item["evalue"], item["traceback"].split("\n")))
        else:
            outputs.append(stream(item["text"], item["name"]))
    return outputs


def _picture(data):
    png = reencode(data)
    if png is None:
        return stream("[a picture that cannot be shown]\n")
    return {"output_type": "display_data", "metadata": {}, "data": {"image/png": png, "text/plain": "[a picture]"}}


def reencode(data):
    """A base64 PNG drawn afresh from its pixels, without metadata; None if it is none or too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(base64.b64decode(data, validate=True)), formats=("PNG",)) as picture:
                if picture.width * picture.height > MAX_PIXELS or getattr(picture, "n_frames", 1) > 1:
                    return None
                pixels = picture.convert("RGBA")
    except (ValueError, OSError, SyntaxError, binascii.Error, UnidentifiedImageError, Warning,
            Image.DecompressionBombError):
        return None
    fresh = Image.new("RGBA", pixels.size)
    fresh.paste(pixels)
    buffer = io.BytesIO()
    fresh.save(buffer, "PNG", compress_level=1)  # a little larger, in half the time
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def decimal(credit, points):
    """Partial credit as nbgrader reads it: a plain decimal between 0 and the cell's points."""
    credit = credit if math.isfinite(credit) else 0.0
    return f"{min(max(credit, 0.0), points):.6f}".rstrip("0").rstrip(".")


def grade_outputs(lines, credit, points):
    """Outputs of a grade cell: reasons as stdout, then what nbgrader reads the score from.

    Full marks need nothing more; partial credit is an execute_result; nothing is an error.
    """
    outputs = [stream("\n".join(_wrapped(line) for line in lines) + "\n")]
    text = decimal(credit, points)
    if float(text) >= points:
        return outputs
    if float(text) > 0:
        return [*outputs, {"output_type": "execute_result", "execution_count": None, "metadata": {},
                           "data": {"text/plain": text}}]
    reason = f"0 of {points:g} points"
    return [*outputs, error("NoPoints", reason, [f"{reason}: see the reasons above."])]


def _wrapped(line):
    """A long line folded, since feedback pages do not fold text; what continues is indented."""
    return textwrap.fill(line[:MAX_LINE], WIDTH, subsequent_indent=" " * 10, break_on_hyphens=False, drop_whitespace=True)
