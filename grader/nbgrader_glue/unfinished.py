"""Marks on submissions whose grading has begun and not ended, so that a killed run resumes.

nbgrader skips a submission whose graded folder exists; a run that was killed leaves such a folder
half-filled.  The mark names the process, so that a run going on beside this one is left alone.
"""

import contextlib
import os
import shutil
from pathlib import Path

SUFFIX = ".unfinished"


def _mark(folder):
    return folder.with_name(f".{folder.name}{SUFFIX}")


def draft(folder):
    """Where a graded folder may be filled, to be renamed when it is whole; empty."""
    place = folder.with_name(f".{folder.name}.draft")
    if place.is_dir():
        shutil.rmtree(place)
    place.mkdir(parents=True)
    return place


def begin(folder):
    """Mark a graded folder as being filled."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _mark(folder).write_text(f"{os.getpid()}\n", encoding="ascii")


def begun(folder):
    """Is it marked as being filled?"""
    return _mark(folder).exists()


def end(folder):
    """Take the mark away."""
    _mark(folder).unlink(missing_ok=True)


def sweep(coursedir):
    """Remove graded folders that an ended process left half-filled; gives their paths."""
    pattern = coursedir.format_path(coursedir.autograded_directory, "*", f".*{SUFFIX}")
    swept = []
    for mark in sorted(Path("/").glob(pattern.lstrip("/"))):
        if not _alive(mark):
            folder = mark.with_name(mark.name[1: -len(SUFFIX)])
            shutil.rmtree(folder.with_name(f".{folder.name}.draft"), ignore_errors=True)
            if folder.is_dir():
                shutil.rmtree(folder)
                swept.append(folder)
            mark.unlink(missing_ok=True)
    return swept


def _alive(mark):
    with contextlib.suppress(ValueError, OSError):
        process = int(mark.read_text(encoding="ascii"))
        if process != os.getpid():
            os.kill(process, 0)
            return True
    return False
