"""``python -m grader check`` as a learner uses it: the diagnosis, the exit status, one sentence for bad input."""

import json
import os
import pty
import subprocess
import sys

import pytest

from grader import cli
from grader.address import ROOT, components

SOLUTION = ROOT / "solutions" / "activations" / "softmax.ipynb"


@pytest.fixture
def notebook(tmp_path):
    """A function that writes the softmax solution with its answer cell replaced, and gives the path."""
    def write(answer, name="mine.ipynb", edit=None):
        content = json.loads(SOLUTION.read_text(encoding="utf-8"))
        for cell in content["cells"]:
            if cell["id"] == "softmax" and answer is not None:
                cell["source"] = answer
        if edit:
            edit(content)
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
        return str(tmp_path / name)

    return write


PLAIN_QUOTIENT = """\
def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
def softmax_jacobian(p):
    raise NotImplementedError("softmax_jacobian: not written yet")
def softmax_backward(dp, p):
    return p * (dp - (dp * p).sum(-1, keepdims=True))
"""


def test_a_right_answer_exits_with_0(notebook, capsys):
    """The solution, under any file name, gets all points."""
    assert cli.main(["check", notebook(None, "softmax (3).ipynb")]) == 0
    out = capsys.readouterr().out
    assert "activations/softmax  10 of 10 points" in out
    assert "All checks pass." in out


def test_a_wrong_answer_is_diagnosed_and_exits_with_1(notebook, capsys):
    """What is wrong, where, the likely cause and the section; unfinished functions cost only their own checks."""
    assert cli.main(["check", notebook(PLAIN_QUOTIENT)]) == 1
    out = capsys.readouterr().out
    assert ("WRONG 0/2  [softmax, large scores] got nan at [1, 0] for a row of small scores beside a row of scores "
            "near 1000, expected finite numbers. Likely cause: exp is taken before the row's maximum is subtracted. "
            'See section "Softmax" of page activations/softmax.') in out
    assert "[softmax, Jacobian] softmax_jacobian: not written yet." in out
    assert "ok    2/2  The gradient for the scores" in out


def test_a_wrong_value_is_not_blamed_on_changed_inputs(notebook, capsys):
    """Where the values are wrong and the inputs as they were, the check of the inputs gives no cause."""
    cli.main(["check", notebook(PLAIN_QUOTIENT.replace("e = np.exp(z)", "e = 2.0 ** (z - z.max(-1, keepdims=True))"))])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "inputs unchanged" in line]
    assert "counts only once the values are right" in line
    assert "Likely cause" not in line


@pytest.mark.parametrize("each", components(), ids=lambda each: each.address)
def test_a_message_can_name_a_section_that_is_there(each):
    """Heading and page are those of the book."""
    heading, page = each.section
    text = (ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")
    assert f"({each.name})=\n" in text
    assert f"# {heading}\n" in text


def test_a_learner_sees_the_expected_value(notebook, capsys):
    """On one's own machine, got and expected stand side by side."""
    cli.main(["check", notebook(PLAIN_QUOTIENT.replace("e = np.exp(z)", "e = 2.0 ** (z - z.max(-1, keepdims=True))"))])
    assert "expected 0.01821127 at [0, 0]" in capsys.readouterr().out


def test_a_cell_that_fails_costs_only_itself(notebook, capsys):
    """A syntax error in another cell does not lose the answer."""
    path = notebook(None, edit=lambda nb: nb["cells"].insert(2, {
        "cell_type": "code", "metadata": {}, "source": "def broken(:", "outputs": [], "id": "x"}))
    assert cli.main(["check", path]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(("target", "sentence"), [
    ("activations/softmx", "there is no component 'activations/softmx'; did you mean activations/softmax"),
    ("nowhere.ipynb", "there is no file nowhere.ipynb"),
    ("README.md", "README.md is no notebook")])
def test_a_wrong_target_gets_one_sentence(target, sentence, capsys, monkeypatch):
    """No traceback: what was wrong and what to do, and exit status 2."""
    monkeypatch.chdir(ROOT)
    assert cli.main(["check", target]) == 2
    err = capsys.readouterr().err
    assert sentence in err
    assert len(err.strip().splitlines()) == 1


def test_a_notebook_of_something_else_gets_one_sentence(notebook, capsys):
    """A notebook without any answer cell of the course is told apart."""
    path = notebook(None, edit=lambda nb: nb.update(cells=nb["cells"][:2]))
    assert cli.main(["check", path]) == 2
    assert "is no exercise of this course" in capsys.readouterr().err


def test_a_notebook_without_its_answer_cell_gets_one_sentence(notebook, capsys, monkeypatch):
    """Asked for by address, a notebook whose answer cell was deleted is told apart."""
    path = notebook(None, edit=lambda nb: nb.update(cells=[c for c in nb["cells"] if c["id"] != "softmax"]))
    monkeypatch.setattr("grader.exercise.path", lambda component, folder="exercises": __import__("pathlib").Path(path))
    assert cli.main(["check", "activations/softmax"]) == 2
    assert "has no answer cell softmax" in capsys.readouterr().err


def test_a_file_that_is_no_notebook_gets_one_sentence(tmp_path, capsys):
    """Merge markers and other damage are no traceback."""
    path = tmp_path / "softmax.ipynb"
    path.write_text("<<<<<<< HEAD\n{}", encoding="utf-8")
    assert cli.main(["check", str(path)]) == 2
    assert "cannot be read as a notebook" in capsys.readouterr().err


def test_output_is_plain_in_a_pipe_and_coloured_on_a_terminal():
    """Escape codes only where a person looks."""
    command = [sys.executable, "-m", "grader", "check", str(SOLUTION)]
    env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    piped = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert "\033[" not in piped.stdout
    master, slave = pty.openpty()
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=slave, stderr=slave)
    os.close(slave)
    shown = b""
    while True:
        try:
            chunk = os.read(master, 4096)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(master)
    assert process.wait() == 0
    assert b"\033[32m" in shown
