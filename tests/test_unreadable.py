"""Reading submitted files: what can be read is read, what cannot gets a sentence."""

import json

import pytest

from grader.nbgrader_glue.names import files_of
from grader.notebook.read import Unreadable, parse, read

CELL = {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "double"}}, "id": "double",
        "source": ["def double(x):\n", "    return 2 * x"], "outputs": [], "execution_count": None}
NOTEBOOK = {"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
TEXT = json.dumps(NOTEBOOK, indent=1)
SOURCES = {"double": {"cells": [{**CELL, "source": "def double(x):\n    pass",
                                 "metadata": {"nbgrader": {"grade_id": "double", "solution": True}}}]},
           "relu": {"cells": []}}


def merged(ours, theirs):
    """The notebook with two versions of its last line between the marks of a merge."""
    return TEXT.replace(' "nbformat_minor": 5\n', f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n")


READABLE = {
    "as it is": TEXT,
    "byte-order mark": "\ufeff" + TEXT,
    "UTF-16": TEXT.encode("utf-16"),
    "format 3": json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [
        {"cell_type": "code", "input": CELL["source"], "metadata": CELL["metadata"], "language": "python"}]}]}),
    "no metadata": json.dumps({"cells": [{"cell_type": "code", "source": "def double(x):\n    return 2 * x", "id": "double"}]}),
    "metadata of another shape": json.dumps({"cells": ["not a cell", {**CELL, "metadata": {"nbgrader": [1], "colab": 2}}]}),
    "merge": merged(' "nbformat_minor": 5\n', ' "nbformat_minor": 4\n'),
    "merge whose first side is broken": merged(' "nbformat_minor: 5\n', ' "nbformat_minor": 4\n'),
    "Windows line ends": TEXT.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("name", READABLE)
def test_a_notebook_in_a_bad_state_is_still_read(name):
    """The cell, its source and a name by which it is found are there."""
    data = READABLE[name]
    reading = parse(data if isinstance(data, bytes) else data.encode("utf-8"))
    cell, = reading.cells
    assert cell.source == "def double(x):\n    return 2 * x"
    assert "double" in (cell.grade_id, cell.id)
    assert bool(reading.notes) == name.startswith("merge")


UNREADABLE = {
    "is empty": b" \n",
    "is not valid JSON from line": TEXT[:100].encode(),
    "is a web page": b"<!DOCTYPE html><html>Sign in</html>",
    "is a zip archive": b"PK\x03\x04rest",
    "it does not start like one": b"def double(x): return 2 * x",
    "is JSON, but no notebook": b"{}",
    "it has no cells": b'{"cells": 3}',
    "neither version is a notebook": merged("{\n", "{\n").encode(),
    "not text in UTF-8": b'{"cells": "\xff\xfe\xff"}',
    "nested too deeply": b"[" * 200_000,
    "more than 2000 cells": json.dumps({"cells": [{}] * 2001}).encode(),
}


@pytest.mark.parametrize("sentence", UNREADABLE)
def test_what_cannot_be_read_says_why(sentence):
    """Each kind of broken file has its own sentence."""
    with pytest.raises(Unreadable, match=sentence):
        parse(UNREADABLE[sentence])


def test_links_and_folders_are_not_followed(tmp_path):
    """A link to another file, a folder and a missing file are problems, not exceptions."""
    (tmp_path / "secret.ipynb").write_text(TEXT)
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "secret.ipynb")
    assert "links are not followed" in read(tmp_path / "link.ipynb").problem
    assert "is a folder" in read(tmp_path).problem
    assert "does not exist" in read(tmp_path / "nothing").problem
    assert read(tmp_path / "secret.ipynb").problem == ""


@pytest.mark.parametrize("name", ["double (1).ipynb", "double-Copy1.ipynb", "Double.ipynb.txt", "homework.ipynb"])
def test_a_renamed_file_is_recognised(tmp_path, name):
    """By the answers it holds, with a note that names the file."""
    (tmp_path / name).write_text(TEXT)
    files = files_of(tmp_path, SOURCES)
    assert files.chosen == {"double": tmp_path / name}
    assert name in files.notes["double"][0]


def test_a_renamed_file_that_cannot_be_read_is_recognised_by_its_name(tmp_path):
    """So that its learner is told it cannot be read, not that it is missing."""
    (tmp_path / "double (2).ipynb").write_text(TEXT[:50])
    assert list(files_of(tmp_path, SOURCES).chosen) == ["double"]


def test_the_file_of_the_right_name_is_the_one(tmp_path):
    """A further copy does not replace it; of several copies the highest number counts."""
    for number in (2, 10, 9):
        (tmp_path / f"double ({number}).ipynb").write_text(TEXT)
    assert files_of(tmp_path, SOURCES).chosen["double"].name == "double (10).ipynb"
    (tmp_path / "double.ipynb").write_text(TEXT)
    assert files_of(tmp_path, SOURCES).chosen["double"].name == "double.ipynb"
