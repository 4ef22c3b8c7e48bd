"""The data file of errata: complete, in a closed vocabulary, and shown whole.  That errata and misconceptions name
each other is tested with the book's other laws."""

import re
import sys

import pytest
import yaml

from grader import address
from grader.address import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
from gradients_book import errata  # noqa: E402

BOOK = ROOT / "book"
ERRATA = errata.load()
PLANNED = {name for part in yaml.safe_load((BOOK / "chapters.yml").read_text(encoding="utf-8")).values() for name in part}
EXISTING = {component.address for component in address.components()}
FIELDS = {"number", "note", "kinds", "slip", "right", "at"}
every_erratum = pytest.mark.parametrize("erratum", ERRATA, ids=lambda erratum: str(erratum["number"]))


def test_the_numbers_run_without_a_gap():
    """All errata of the notes are there, 54 at least, each once and in order."""
    assert [erratum["number"] for erratum in ERRATA] == list(range(1, len(ERRATA) + 1))
    assert len(ERRATA) >= 54


@every_erratum
def test_an_erratum_has_every_field(erratum):
    """Nothing is missing, nothing is unknown, and what is written is a sentence."""
    assert FIELDS <= set(erratum) <= FIELDS | {"misconceptions"}
    assert all(erratum[field].strip() == erratum[field] != "" for field in ("note", "slip", "right"))
    assert erratum["slip"].endswith((".", ".\""))
    assert erratum["right"].endswith(".")


@every_erratum
def test_the_note_is_one_of_the_five(erratum):
    """Notes go by the numbers 000 to 004."""
    assert re.fullmatch(r"00[0-4](, section \d\.\d)?((, |; )00[0-4])*", erratum["note"])


@every_erratum
def test_the_kinds_are_from_the_closed_set(erratum):
    """Wrong, imprecise, convention, typo or open; the first decides where the erratum is listed."""
    assert erratum["kinds"]
    assert set(erratum["kinds"]) <= set(errata.KINDS)
    assert len(set(erratum["kinds"])) == len(erratum["kinds"])


@every_erratum
def test_an_address_exists_or_is_still_to_come(erratum):
    """Each address names a planned chapter, and no component that its chapter has finished without."""
    assert erratum["at"]
    for where in erratum["at"]:
        chapter, _, name = where.partition("/")
        assert chapter in PLANNED
        assert not name or re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)
        if where not in EXISTING:
            assert name not in {component.name for component in address.components()}, f"{name} moved: correct the address"


@every_erratum
def test_what_an_erratum_names_is_in_snake_case(erratum):
    """Misconceptions are named by address, then by names in snake_case, each once."""
    for where, names in erratum.get("misconceptions", {}).items():
        assert where in erratum["at"]
        assert names == list(dict.fromkeys(names))
        assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)


def test_the_page_lists_every_kind():
    """One table for each kind, so no erratum is left out."""
    asked = re.findall(r"^```\{errata-table\} (\w+)$", (BOOK / "errata.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(asked) == sorted(errata.KINDS)


def test_a_place_is_linked_once_it_is_there():
    """A chapter in the book and a component of it are links; what is still to come is plain text."""
    chapter, name = "activations", "softmax"
    linked = errata.place(f"{chapter}/{name}", {f"book/{chapter}"})
    assert f"{{ref}}`{name}`" in linked
    assert "{ref}" not in errata.place(f"{chapter}/no_such_component", {f"book/{chapter}"})
    assert "{" not in errata.place(f"{chapter}/{name}", set())


@pytest.mark.parametrize("page", sorted(BOOK.rglob("*.md")), ids=lambda page: page.relative_to(BOOK).with_suffix("").as_posix())
def test_a_link_to_an_erratum_names_its_own_number(page):
    """The number that is read is the number that is linked to."""
    links = re.findall(r"\{ref\}`erratum (\d+) <erratum-(\d+)>`", page.read_text(encoding="utf-8"))
    assert all(read == linked for read, linked in links)
