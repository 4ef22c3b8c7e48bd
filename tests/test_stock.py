"""The same notebooks under an untouched nbgrader: its own execution step, its own reading of the grade."""

import copy

import nbformat
import pytest
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade, is_grade

from grader.address import ROOT

SOLUTION = nbformat.read(ROOT / "solutions" / "activations" / "softmax.ipynb", as_version=4)
ANSWER = SOLUTION.cells[2].source
BLANK = """\
def softmax(z):
    raise NotImplementedError("softmax: not written yet")
"""
WRONG = ANSWER.replace("axis=-1", "axis=0")
UNMATCHED = ANSWER.replace("return np.diag(p) - np.outer(p, p)", "J = np.diag(p) - np.outer(p, p)\n    return J if len(p) < 4 else J.T * 2")
NOISY = "import sys\nprint('loading', file=sys.stderr)\n" + ANSWER.replace(
    "    shifted =", "    import warnings; warnings.warn('slow')\n    shifted =")


def stock_grade(answer, workdir):
    """(score, points, text of the test cell's outputs) after stock nbgrader ran the notebook."""
    notebook = copy.deepcopy(SOLUTION)
    notebook.cells[2].source = answer
    step = Execute(timeout=60, allow_errors=True)
    executed, _ = step.preprocess(notebook, {"metadata": {"path": str(workdir)}, "nbgrader": {}})
    cell = next(cell for cell in executed.cells if is_grade(cell))
    text = "".join(o.get("text", "") + o.get("evalue", "") for o in cell.outputs)
    return *determine_grade(cell), text


@pytest.mark.parametrize(("answer", "score", "said"), [
    (ANSWER, 10, "the visible tests pass"), (NOISY, 10, "slow"), (BLANK, 0, "not written yet"),
    (WRONG, 0, "each row must sum to 1"), (UNMATCHED, 8, "[softmax, Jacobian]")],
    ids=["right", "right-and-warns", "blank", "fails-a-visible-test", "fails-a-hidden-check"])
def test_stock_nbgrader_grades_the_same_notebook(answer, score, said, tmp_path):
    """Right, blank and wrong get what they deserve; a hidden check that fails gives partial credit with its reason."""
    got, points, text = stock_grade(answer, tmp_path)
    assert (got, points) == (score, 10)
    assert said in text
