"""setup.sh and the Makefile's keys: what a bare, an interrupted and a moved checkout get."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.address import ROOT

TOOLS = ("sh", "dirname", "id", "cat", "rm", "mkdir", "grep", "head", "sha256sum", "env")


def checkout(folder):
    """A checkout small enough to be set up in seconds: the real script, and nothing to download."""
    folder.mkdir()
    shutil.copy(ROOT / "setup.sh", folder)
    for name in ("requirements.txt", "constraints.txt", "pyproject.toml"):
        (folder / name).write_text("")
    return folder


def setup(folder, *words, **env):
    """Run one verb of setup.sh there."""
    env = {**os.environ, "PYTHON": sys.executable, "PIP_NO_INDEX": "1", **env}
    return subprocess.run(["sh", "setup.sh", *words], cwd=folder, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def program(path, text):
    """An executable shell script."""
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path):
    """A PATH with the tools of any machine, without Python, apt-get, sudo or a browser."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool))
    return folder


def one_sentence(done):
    """The only line it said, after it failed."""
    assert done.returncode != 0
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def test_no_python_in_range_is_one_sentence(tmp_path, bare):
    """A Python too old, and a shim that does not run, are passed over; then one sentence says what to install."""
    program(bare / "python3", "exit 1")
    program(bare / "python3.13", "echo 'no such version' >&2; exit 127")
    line = one_sentence(setup(checkout(tmp_path / "course"), "venv", PATH=str(bare), PYTHON=""))
    assert "Python 3.11, 3.12 or 3.13 is needed" in line
    assert "apt-get install python3" in line


def test_a_named_python_out_of_range_is_one_sentence(tmp_path, bare):
    """PYTHON= with something else is refused by name, not replaced in silence."""
    other = program(bare / "python3.9", "exit 1")
    line = one_sentence(setup(checkout(tmp_path / "course"), "venv", PYTHON=str(other)))
    assert line == f"PYTHON={other} is not a Python 3.11, 3.12 or 3.13 that runs."


def test_a_python_without_venv_names_debians_package(tmp_path, bare):
    """Debian's python3 without python3-venv: the package is named where it may not be installed."""
    program(bare / "python3", 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.12;; esac')
    line = one_sentence(setup(checkout(tmp_path / "course"), "venv", PATH=str(bare), PYTHON=""))
    assert line == "Missing: python3.12-venv. Run: sudo apt-get install python3.12-venv"


@pytest.mark.parametrize(("verb", "package"), [("browser", "chromium"), ("bubblewrap", "bubblewrap")])
def test_a_missing_debian_package_is_one_sentence(tmp_path, bare, verb, package):
    """Where nothing may be installed, what is missing is named with the command that installs it."""
    assert f"sudo apt-get install {package}" in one_sentence(setup(checkout(tmp_path / "course"), verb, PATH=str(bare)))


@pytest.mark.slow
def test_an_interrupted_and_a_moved_venv_are_made_anew(tmp_path):
    """A finished .venv is left alone; an unfinished one, or one made in another place, is replaced."""
    course, witness = checkout(tmp_path / "course"), Path(".venv") / "witness"
    assert setup(course, "venv").returncode == 0
    (course / witness).touch()
    again = setup(course, "venv")
    assert (again.returncode, again.stderr) == (0, "")
    assert (course / witness).exists()

    (course / ".venv" / ".unfinished").touch()
    assert setup(course, "venv").returncode == 0
    assert not (course / witness).exists()

    (course / witness).touch()
    moved = course.rename(tmp_path / "moved here")
    assert setup(moved, "venv").returncode == 0
    assert not (moved / witness).exists()

    (moved / "requirements.txt").write_text("numpy==0.0.1\n")
    nowhere = {"PIP_NO_INDEX": "", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": "",
               "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    offline = setup(moved, "venv", **nowhere)
    assert offline.returncode != 0
    assert offline.stderr.splitlines()[-1].startswith("pip cannot reach the package index: connect to the network")
    (moved / "requirements.txt").write_text("")
    assert setup(moved, "venv").stderr == "", "a failed download must leave the finished .venv as it was"


def test_a_key_changes_with_any_input_and_only_then(tmp_path):
    """What the book is made from is known by checksums: an edited, an added and a deleted file count, a touched one does not."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "setup.sh").write_text("exit 0\n")
    for name in ("_config.yml", "_toc.yml", "constraints.txt", "book/a page.md", "grader/a.py", "solutions/b.ipynb", ".venv/.ready-venv"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(name)
    (tmp_path / ".venv/bin").mkdir()
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    key, page = tmp_path / "_build/keys/book", tmp_path / "book/a page.md"

    def keyed():
        subprocess.run(["make", "-s", "_build/keys/book"], cwd=tmp_path, check=True, capture_output=True)
        return key.read_text(), key.stat().st_mtime_ns

    first = keyed()
    page.touch()
    assert keyed() == first
    page.write_text("edited")
    os.utime(page, (0, 0))
    edited = keyed()
    assert edited[0] != first[0]
    (tmp_path / "book/new.md").write_text("new")
    assert keyed()[0] != edited[0]
    page.unlink()
    assert "a page.md" not in keyed()[0]
