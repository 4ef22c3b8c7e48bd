"""Read a submitted notebook, whatever its state; what cannot be read gets a sentence that says why.

Only what grading needs is taken from the file: for each cell its kind, names and source.
"""

import codecs
import json
import re
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 50 * 2**20
MAX_CELLS = 2000

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONFLICT = re.compile(r"^<{7}[^\n]*\n(.*?)^={7}[^\n]*\n(.*?)^>{7}[^\n]*\n?", re.DOTALL | re.MULTILINE)


class Unreadable(ValueError):
    """A file that is no notebook; its text completes "the file …"."""


@dataclass(frozen=True)
class Cell:
    """One submitted cell: ``kind`` as the file says it, and the two names it may carry."""

    kind: str
    source: str
    grade_id: str = ""
    id: str = ""


@dataclass(frozen=True)
class Reading:
    """What was read: cells and notes for the learner, or the problem in words."""

    cells: tuple = ()
    notes: tuple = ()
    problem: str = ""


def read(path):
    """The `Reading` of one file; links are not followed."""
    path = Path(path)
    try:
        if path.is_symlink():
            raise Unreadable("is a link to another file, and links are not followed")
        if not path.is_file():
            raise Unreadable("is a folder, not a notebook" if path.is_dir() else "does not exist")
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"is larger than {MAX_BYTES // 2**20} MB")
        return parse(path.read_bytes())
    except OSError as error:
        return Reading(problem=f"cannot be opened ({error.strerror})")
    except Unreadable as problem:
        return Reading(problem=str(problem))


def parse(data):
    """The `Reading` of a file's bytes; raises `Unreadable`."""
    text, notes = _decode(data)
    try:
        notebook = json.loads(text)
    except RecursionError:
        raise Unreadable("is nested too deeply") from None
    except ValueError as error:
        notebook = _resolve_conflict(text)
        if notebook is None:
            raise Unreadable(_why_not_json(text, error)) from None
        notes.append("The file still holds the marks of a merge (<<<<<<<, >>>>>>>): one of the two versions was "
                     "taken. Open it in a text editor, keep the lines you want, and submit it again.")
    return Reading(tuple(_cells(notebook)), tuple(notes))


def _decode(data):
    if not data.strip():
        raise Unreadable("is empty")
    if data[:4] == b"PK\x03\x04":
        raise Unreadable("is a zip archive, not a notebook: unpack it and submit what is inside")
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        raise Unreadable("is not text in UTF-8, as notebooks are") from None


def _resolve_conflict(text):
    """The first side of the merge that is JSON, or None."""
    if _CONFLICT.search(text):
        for side in (r"\1", r"\2"):
            try:
                return json.loads(_CONFLICT.sub(side, text))
            except (ValueError, RecursionError):
                continue
    return None


def _why_not_json(text, error):
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html")):
        return "is a web page, not a notebook: download the notebook itself (Raw)"
    if _CONFLICT.search(text) or text.startswith("<<<<<<<"):
        return "holds the marks of an unfinished merge, and neither version is a notebook"
    if not start.startswith("{"):
        return "is no notebook: it does not start like one"
    line = getattr(error, "lineno", 0)
    return f"is not valid JSON from line {line} on: it may have been cut off or edited by hand"


def _cells(notebook):
    """Cells of a notebook of format 3 or 4."""
    if not isinstance(notebook, dict):
        raise Unreadable("is JSON, but no notebook")
    found = notebook.get("cells")
    if found is None and isinstance(notebook.get("worksheets"), list):
        sheets = [sheet.get("cells") for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        found = [cell for cells in sheets if isinstance(cells, list) for cell in cells]
    if not isinstance(found, list):
        raise Unreadable("is JSON, but no notebook: it has no cells")
    if len(found) > MAX_CELLS:
        raise Unreadable(f"has more than {MAX_CELLS} cells")
    return [_cell(each) for each in found if isinstance(each, dict)]


def _cell(form):
    kind = str(form.get("cell_type", "code"))
    source = form.get("input") if kind == "code" and "source" not in form else form.get("source")
    metadata = form.get("metadata") if isinstance(form.get("metadata"), dict) else {}
    marks = metadata.get("nbgrader") if isinstance(metadata.get("nbgrader"), dict) else {}
    return Cell(kind, _text(source), _name(marks.get("grade_id")), _name(form.get("id")))


def _text(source):
    """A source as one text: formats allow a string or a list of lines."""
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return ""
    return source.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")


def _name(value):
    return value if isinstance(value, str) else ""
