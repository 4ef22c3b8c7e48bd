"""What grading leaves behind, in a form that two runs can be compared in: every table, file and record."""

import contextlib
import re
import sqlite3
import stat

from grader.nbgrader_glue.beside import records

_ID = re.compile(r"[0-9a-f]{32}")


def rows(folder):
    """Every row of every table of the gradebook as text, sorted; for an id stands the row that it is the id of."""
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as database:
        database.row_factory = sqlite3.Row
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        found = [(name, dict(row)) for (name,) in names.fetchall() for row in database.execute(f'SELECT * FROM "{name}"')]
    owners = {}
    for table, row in found:
        if _ID.fullmatch(str(row.get("id"))):
            owners.setdefault(row["id"], (table, row))  # base_cell before the tables that go on with its rows
    return sorted(_text(table, row, owners) for table, row in found)


def _text(table, row, owners):
    """A row without its own random id."""
    shown = [f"{column}={_text(*owners[value], owners) if value in owners else repr(value)}" for column, value in row.items()
             if owners.get(value, ("", None))[1] is not row]
    return f"{table}({', '.join(shown)})"


def files(folder):
    """Graded files by their place: bytes and permissions; hidden ones too."""
    root = folder / "autograded"
    return {str(path.relative_to(root)): (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
            for path in sorted(root.rglob("*")) if path.is_file()}


def left_behind(folder):
    """All of it: rows, files, records."""
    return rows(folder), files(folder), records(folder)
