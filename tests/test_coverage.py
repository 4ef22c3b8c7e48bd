"""The data file of what the notes treat: complete against the reference, and every place that it names is there."""

import re
import sys

import pytest
import yaml

from grader import address
from grader.address import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
from gradients_book import coverage  # noqa: E402

BOOK = ROOT / "book"
DATA = coverage.load()
CHAPTERS = DATA["chapters"]
NOTE = re.compile(r"all five|00[0-4](, [a-zA-Z0-9][^;]*)?(; 00[0-4](, [a-zA-Z0-9][^;]*)?)*")
PLACES = [(what, place) for entry in CHAPTERS.values() for what, places in entry["lines"].items() for place in places]
PLACES += [(number["what"], place) for number in DATA["numbers"] for place in number["at"]]


def page_text(page):
    """The source of one page of the book; empty where there is none."""
    path = BOOK / f"{page}.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def exists(place):
    """Whether a component's label, a figure or a heading of a page is in the book's sources."""
    page, _, heading = place.partition("#")
    if heading:
        return re.search(rf"^#+ {re.escape(heading)}$", page_text(page), re.MULTILINE) is not None
    if place.startswith("fig-"):
        sought = re.compile(rf"^ *:?name: {re.escape(place)}$", re.MULTILINE)
    else:
        sought = re.compile(rf"^\({re.escape(place)}\)=$", re.MULTILINE)
    return any(sought.search(page.read_text(encoding="utf-8")) for page in BOOK.rglob("*.md"))


def test_the_chapters_are_those_of_the_book_in_its_order():
    """What is covered is what chapters.yml announces."""
    planned = yaml.safe_load((BOOK / "chapters.yml").read_text(encoding="utf-8")).values()
    assert list(CHAPTERS) == [name for part in planned for name in part]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_its_components_and_no_others(chapter):
    """What the data file lists for a chapter is its reference's ``__all__``, so none can go missing unseen."""
    assert sorted(CHAPTERS[chapter]["components"]) == sorted(part.name for part in address.components(chapter))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_line_of_a_chapter_has_a_place(chapter):
    """What is taught beside the components is somewhere, too."""
    assert CHAPTERS[chapter]["lines"]
    assert [what for what, places in CHAPTERS[chapter]["lines"].items() if not places] == []


@pytest.mark.parametrize(("what", "place"), PLACES)
def test_a_place_is_in_the_book(what, place):
    """Components, figures and headings are found under the name that the data file gives them."""
    assert exists(place), f"{what}: the book has no {place}"


def test_a_place_that_is_nowhere_is_noticed():
    """The search for places can fail, in each of its three forms."""
    assert not exists("softmaxx")
    assert not exists("fig-nowhere")
    assert not exists("activations/softmax#Five classes are a sigmoid")
    assert not exists("no/page#Two classes are a sigmoid")


def test_every_source_is_one_of_the_five_notes():
    """Notes go by the numbers 000 to 004, with the section that is meant."""
    sources = [entry["from"] for entry in CHAPTERS.values()] + [number["note"] for number in DATA["numbers"]]
    sources += [note for entry in CHAPTERS.values() for note in entry["components"].values()]
    assert [source for source in sources if not NOTE.fullmatch(source)] == []


def test_the_pages_show_the_whole_file():
    """One table for the components, and one each for lines, numbers and errata."""
    assert re.findall(r"^```\{component-index\}$", page_text("components"), re.MULTILINE) == ["```{component-index}"]
    asked = re.findall(r"^```\{coverage-table\} (\w+)$", page_text("coverage"), re.MULTILINE)
    assert sorted(asked) == sorted(coverage.CoverageTable.kinds)


def test_a_component_that_is_not_written_is_shown_as_missing():
    """The index does not hide what the data file has and the reference has not."""
    entry = {"components": {"softmax": "000", "no_such": "001"}}
    rows = "\n".join(coverage.index_rows("activations", entry, {"book/activations"}))
    assert coverage.MISSING in rows.partition("`no_such`")[2]
    assert coverage.MISSING not in rows.partition("`no_such`")[0]


def test_a_line_without_a_place_is_shown_as_missing():
    """The table says so, both for a line without a place and for a chapter without a page."""
    entry = {"activations": {"from": "000", "lines": {"something": []}}}
    assert coverage.MISSING in "\n".join(coverage.line_rows(entry, {"book/activations"}))
    entry["activations"]["lines"]["something"] = ["softmax"]
    assert coverage.MISSING in "\n".join(coverage.line_rows(entry, set()))
    assert coverage.MISSING not in "\n".join(coverage.line_rows(entry, {"book/activations"}))
