"""The instructor in a real browser: formgrader over the sample class, with the configuration that ships."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.browser import browser, jupyterlab, patient_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def formgrader(sample_class, tmp_path_factory):
    """A page on a Jupyter server that runs in a copy of the class, its address, and the requests it made."""
    folder = shutil.copytree(sample_class.folder, tmp_path_factory.mktemp("formgrader") / "class")
    requests, errors = [], []
    with jupyterlab(folder, tmp_path_factory.mktemp("instructor")) as url, browser() as chromium:
        page = patient_page(chromium, viewport={"width": 1300, "height": 1000})
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page, url, requests, errors


def test_the_gradebook_lists_the_assignment_and_its_submissions(formgrader, sample_class):
    """Every student is there with the score of the gradebook."""
    page, url, _, _ = formgrader
    page.goto(f"{url}/formgrader/gradebook")
    expect(page.get_by_role("link", name="activations")).to_be_visible(timeout=30_000)
    page.goto(f"{url}/formgrader/gradebook/activations/softmax")
    expect(page.locator("tbody tr").first).to_contain_text("Submission #")
    page.goto(f"{url}/formgrader/manage_submissions/activations")
    expect(page.locator("tbody")).to_contain_text("differently-right")
    page.goto(f"{url}/formgrader/manage_students/overflow/activations")
    expect(page.locator("tbody tr").first).to_contain_text("8")


def test_a_submission_shows_verdict_reasons_score_and_formulas(formgrader, sample_class):
    """The grader reads what the learner will read."""
    page, url, _, _ = formgrader
    with sample_class.submission("overflow") as found:
        submission = found.id
    page.goto(f"{url}/formgrader/submissions/{submission}/")
    expect(page.locator("body")).to_contain_text("Verdict: graded, 8 of 10 points.")
    expect(page.locator("body")).to_contain_text("Likely cause: exp is taken before the row's maximum is subtracted")
    expect(page.locator("input.score").first).to_have_attribute("placeholder", "8")
    assert page.locator("math").count() >= 1


def test_a_learners_html_does_nothing_here_either(formgrader, sample_class):
    """A submission that shows a script shows no script to the instructor."""
    page, url, _, _ = formgrader
    page.on("dialog", lambda dialog: pytest.fail(f"a learner's script ran: {dialog.message}"))
    with sample_class.submission("shows-html") as found:
        submission = found.id
    page.goto(f"{url}/formgrader/submissions/{submission}/")
    expect(page.locator("body")).to_contain_text("10 of 10 points")
    assert page.locator("img[src*='example.org']").count() == 0


def test_no_page_asked_another_host(formgrader):
    """All requests of the tests above went to this machine, and no script failed."""
    _, url, requests, errors = formgrader
    assert len(requests) > 20
    assert [request for request in requests if not request.startswith((url, "data:"))] == []
    assert errors == []
