"""Two files beside the gradebook, readable by their owner only: the class's secret seed, and the record of grades."""

import contextlib
import os
import secrets
import sqlite3
from pathlib import Path

from sqlalchemy.engine import make_url

_TABLE = """CREATE TABLE IF NOT EXISTS verdict (
    student TEXT, assignment TEXT, notebook TEXT, verdict TEXT, score REAL, points REAL, seed TEXT,
    submission TEXT, protection TEXT, PRIMARY KEY (student, assignment, notebook))"""
_ROW = "INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


class BadSeed(ValueError):
    """A seed file that holds no seed; its text is the sentence for the instructor."""


def folder_of(db_url, root):
    """Where the gradebook lies; the course folder, when the gradebook is on a server."""
    url = make_url(db_url)
    return Path(url.database).parent if url.drivername.startswith("sqlite") and url.database else Path(root)


def class_seed(folder):
    """The class's seed, drawn once and kept in ``seed.txt``, mode 600."""
    file = Path(folder) / "seed.txt"
    with contextlib.suppress(FileExistsError):
        _write_new(file, f"{secrets.randbits(63)}\n")
    text = file.read_text(encoding="ascii", errors="replace").strip()
    if not text.isdecimal():
        raise BadSeed(f"{file} holds no seed (a number): restore it from a backup, or delete it to draw a new one.")
    return int(text)


def _write_new(file, text):
    """Create a private file with this text, whole, or raise FileExistsError."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(text)
        os.link(draft, file)
    finally:
        draft.unlink()


def record(folder, *rows):
    """Keep grades' verdicts and seed in ``verdicts.db``; a later grade of the same notebook replaces it."""
    file = Path(folder) / "verdicts.db"
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
    with contextlib.closing(sqlite3.connect(file, timeout=30)) as database, database:
        database.execute(_TABLE)
        database.executemany(_ROW, rows)


def records(folder):
    """All recorded grades as dicts, in order of student, assignment and notebook."""
    file = Path(folder) / "verdicts.db"
    if not file.exists():
        return []
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.row_factory = sqlite3.Row
        rows = database.execute("SELECT * FROM verdict ORDER BY student, assignment, notebook")
        return [dict(row) for row in rows]
