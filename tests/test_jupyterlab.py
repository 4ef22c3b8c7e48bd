"""The learner in a real browser: JupyterLab, from the unfinished exercise to nbgrader's success."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from grader.address import ROOT
from tests.browser import browser, jupyterlab, patient_page

pytestmark = pytest.mark.browser

ANSWER, TRY, TEST, HIDDEN = 2, 3, 4, 5

WRONG = '''\
def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)


def softmax_jacobian(p):
    return np.diag(p) - np.outer(p, p)


def softmax_backward(dp, p):
    return p * (dp - np.sum(dp * p, axis=-1, keepdims=True))
'''

RIGHT = '''\
import warnings


def softmax(z):
    warnings.warn("this softmax was written late at night")
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(p):
    return np.diag(p) - np.outer(p, p)


def softmax_backward(dp, p):
    return p * (dp - np.sum(dp * p, axis=-1, keepdims=True))
'''


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The exercise open in JupyterLab; the page is shared, the tests follow one learner in order."""
    root, home = tmp_path_factory.mktemp("learner"), tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "exercises" / "activations", root / "exercises" / "activations")
    with jupyterlab(root, home) as url, browser() as chromium:
        page = patient_page(chromium, viewport={"width": 1400, "height": 1000})
        page.goto(f"{url}/lab/tree/exercises/activations/softmax.ipynb")
        expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(7)
        expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=60_000)  # of a kernel, not of none
        yield page


def cell(page, index):
    """One cell of the notebook."""
    return page.locator(".jp-Notebook .jp-Cell").nth(index)


def run_all(page):
    """Run → Run All Cells, and wait until the test cell has a new number and its last word, and the kernel is idle."""
    prompt = cell(page, TEST).locator(".jp-InputArea-prompt")
    before = prompt.inner_text()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    expect(prompt).not_to_have_text(before)
    expect(prompt).to_have_text(re.compile(r"\[\d+\]"))
    expect(cell(page, TEST).locator(".jp-OutputArea")).to_contain_text(re.compile(r"Error: |the visible tests pass"))
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_attached(timeout=60_000)
    expect(page.locator(".jp-InputArea-prompt").filter(has_text="[*]")).to_have_count(0)


def write_answer(page, text):
    """Replace the answer cell's text as a learner would: click, select all, paste."""
    cell(page, ANSWER).locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    expect(cell(page, ANSWER).locator(".cm-line")).to_have_text(text.split("\n"))


@pytest.fixture(scope="module")
def unfinished(lab):
    """The exercise as it was handed out, run from top to bottom."""
    run_all(lab)
    return {index: cell(lab, index).locator(".jp-OutputArea").inner_text() for index in (TRY, TEST)}


@pytest.fixture(scope="module")
def wrong(lab, unfinished):
    """The same with a wrong answer typed."""
    write_answer(lab, WRONG)
    run_all(lab)
    return cell(lab, TEST).locator(".jp-OutputArea").inner_text()


@pytest.fixture(scope="module")
def right(lab, wrong):
    """The same with a right answer typed, which also warns."""
    write_answer(lab, RIGHT)
    run_all(lab)
    return cell(lab, TEST).locator(".jp-OutputArea").inner_text()


def test_the_unfinished_exercise_runs_to_its_end_and_says_what_is_missing(unfinished):
    """Run All reaches the last cell; the playground and the test name the function that is not written."""
    assert unfinished[TRY].strip() == "softmax: not written yet"
    assert unfinished[TEST].strip().endswith("NotImplementedError: softmax: not written yet")


def test_a_wrong_answer_meets_a_message_that_helps(wrong):
    """The assert's last line says what came out and asks the question that leads on."""
    last = wrong.strip().splitlines()[-1]
    assert last.startswith("AssertionError: scores near 1000 gave [nan nan]")
    assert "which exponential overflows?" in wrong


def test_a_right_answer_that_warns_passes_and_the_warning_is_shown(right):
    """The warning is visible, and the visible tests pass."""
    assert "this softmax was written late at night" in right
    assert "softmax: the visible tests pass." in right


def test_under_the_test_cell_stands_that_hidden_checks_run_at_grading(lab, right):
    """The reader of green output is told what it means."""
    expect(cell(lab, HIDDEN)).to_contain_text("Hidden checks run only at grading, and cover: shapes;")


def test_validate_ends_with_success_although_the_answer_warns(lab, right):
    """nbgrader's own button accepts the notebook."""
    lab.get_by_role("button", name="Validate").click()
    dialog = lab.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Success! Your notebook passes all the tests.")
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_have_count(0)
