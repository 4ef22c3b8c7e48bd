"""The cells of several pages run at a time: myst-nb finds what they gave, and says itself what is wrong with a page that failed."""

import os
import subprocess
import sys

import pytest

from grader.address import ROOT

HEAD = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n"
CONFIG = ("extensions = ['myst_nb', 'gradients_book.together']\nnb_execution_mode = 'cache'\nnb_execution_raise_on_error = False\n"
          "nb_execution_show_tb = True\nexclude_patterns = ['_build']\nhtml_theme = 'basic'\n")
FENCE = "```"
pytestmark = pytest.mark.book


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """A small book, built: each page's source and what the build said."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "conf.py").write_text(CONFIG)
    pages = {"index": "import os\nprint(6 * 7, os.path.basename(os.getcwd()))", "sub/other": "print(6 * 8)",
             "broken": "1 + 1\n```\n\nText between.\n\n```{code-cell}\nprint(no_such_name)"}
    for name, code in pages.items():
        page = folder / f"{name}.md"
        page.parent.mkdir(exist_ok=True)
        toc = "\n```{toctree}\nsub/other\nbroken\n```\n" if name == "index" else ""
        page.write_text(f"{HEAD}# A page\n\n{FENCE}{{code-cell}}\n{code}\n{FENCE}\n{toc}")

    def again():
        command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-E", folder, folder / "_build" / "html"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "book" / "_ext")}
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    return folder, again(), again


def test_what_was_run_beforehand_is_not_run_again(build):
    """Both good pages come from the cache, each run in its own folder, and their output is on the page."""
    folder, done, _ = build
    assert "Running the cells of 3 pages" in done.stdout
    said = done.stdout.splitlines()
    assert [line.split(":")[0].rpartition("/")[2] for line in said if "Using cached notebook" in line] == ["index.md", "other.md"]
    assert f"42 {folder.name}" in (folder / "_build/html/index.html").read_text()
    assert "48" in (folder / "_build/html/sub/other.html").read_text()


def test_a_page_that_fails_ends_the_build_and_is_named_with_its_cell(build):
    """As without running together: a warning with page, cell and error, and a status that is not 0."""
    _, done, _ = build
    assert done.returncode != 0
    (line,) = [line for line in done.stderr.splitlines() if "Executing notebook failed" in line]
    assert "broken.md" in line
    assert "print(no_such_name)" in done.stderr
    assert "name 'no_such_name' is not defined" in done.stderr


def test_only_what_is_not_known_is_run(build):
    """The next build runs the page that failed, and no other."""
    _, _, again = build
    assert "Running the cells of 1 pages" in again().stdout
