"""The page for authors and the map of chapters say what is there."""

import re

import pytest
import yaml

from grader.address import ROOT, chapters
from grader.cli import VERBS

BOOK = ROOT / "book"
PAGE = (BOOK / "contributing.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TITLES = {name: entry["title"] for part in yaml.safe_load((BOOK / "chapters.yml").read_text(encoding="utf-8")).values()
          for name, entry in part.items()}


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"\bmake ([a-z]+)`", PAGE))))
def test_a_make_verb_named_there_is_in_the_makefile(verb):
    """``make VERB`` is a documented target."""
    assert re.search(rf"^{verb}:.*##", MAKEFILE, re.MULTILINE)


def test_the_graders_verbs_named_there_exist():
    """Each verb of ``python -m grader`` that the page names is one, and those that an author needs are named."""
    named = set(re.findall(r"python -m grader ([a-z-]+)", PAGE))
    assert named <= set(VERBS)
    assert {"where", "new", "release", "check"} <= named


def test_paths_named_there_exist():
    """A file or folder that the page sends an author to is there."""
    named = re.findall(r"`((?:book|grader|tests|solutions|exercises)/[\w./]*)`", PAGE)
    assert len(named) >= 8
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_books_own_roles_are_named():
    """Every role and directive of the book's extension is explained to authors."""
    extension = "".join(path.read_text(encoding="utf-8") for path in (BOOK / "_ext" / "gradients_book").glob("*.py"))
    own = re.findall(r"add_(?:role|directive)\(\"([\w-]+)\"", extension)
    for name in {*own} - {"chapter-map", "errata-table"}:  # these two have one page each
        assert f"{{{name}}}" in PAGE


@pytest.mark.parametrize("chapter", chapters())
def test_a_chapter_is_in_the_map_under_its_title(chapter):
    """The front page and the chapter's own heading agree."""
    heading = re.search(r"^# (.+)$", (BOOK / f"{chapter}.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert heading.group(1) == TITLES[chapter]


def test_every_written_chapter_is_in_the_table_of_contents():
    """A page of a chapter that exists is in the book."""
    toc = re.findall(r"file: book/(\w+)$", (ROOT / "_toc.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert [chapter for chapter in chapters() if chapter not in toc] == []
    parts = re.findall(r"file: book/(\w+/\w+)$", (ROOT / "_toc.yml").read_text(encoding="utf-8"), re.MULTILINE)
    pages = {path.relative_to(BOOK).with_suffix("").as_posix() for chapter in TITLES for path in (BOOK / chapter).glob("*.md")}
    assert set(parts) == pages
    written = [name for name in toc if name in TITLES]
    assert written == [name for name in TITLES if name in written]
