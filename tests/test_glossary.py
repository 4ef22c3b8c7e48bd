"""The glossary: every term has its Chinese name, is used, and is used by the name that it has."""

import re

import pytest
from pybtex.database import parse_file

from grader.address import ROOT

BOOK = ROOT / "book"
GLOSSARY = (BOOK / "glossary.md").read_text(encoding="utf-8")
PAGES = {page.relative_to(BOOK).with_suffix("").as_posix(): page.read_text(encoding="utf-8") for page in sorted(BOOK.rglob("*.md"))}
PAGES["errata"] += (BOOK / "errata.yml").read_text(encoding="utf-8")  # what its tables are made from


def entries():
    """Term → its definition, line by line."""
    found = {}
    for block in re.findall(r"^:::\{glossary\}\n(.*?)^:::$", GLOSSARY, re.MULTILINE | re.DOTALL):
        for entry in re.split(r"\n\n+", block.strip()):
            term, *lines = entry.splitlines()
            found[term] = [line.strip() for line in lines]
    return found


def targets(text):
    """The terms that a page links to."""
    return {given or shown for shown, given in re.findall(r"\{term\}`([^`<]+?)(?:\s*<([^`>]+)>)?`", text)}


TERMS = entries()
every_term = pytest.mark.parametrize("term", sorted(TERMS))


@every_term
def test_a_term_has_its_chinese_name(term):
    """The definition begins with it, marked as Chinese, and goes on in words that end."""
    name, *definition = TERMS[term]
    assert re.fullmatch(r"\{zh\}`[^`]*[\u4e00-\u9fff][^`]*`\.", name)
    assert definition
    assert definition[-1].endswith(".")


@every_term
def test_a_term_is_used_on_a_page(term):
    """Some page other than the glossary links to it."""
    assert [page for page, text in PAGES.items() if page != "glossary" and term in targets(text)] != []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_uses_no_term_that_is_missing(page):
    """What a page links to is in the glossary, under that name."""
    assert targets(PAGES[page]) <= set(TERMS)


def test_terms_stand_in_order():
    """Within its part of the glossary a term is found where the alphabet puts it."""
    for block in re.findall(r"^:::\{glossary\}\n(.*?)^:::$", GLOSSARY, re.MULTILINE | re.DOTALL):
        terms = [entry.splitlines()[0] for entry in re.split(r"\n\n+", block.strip())]
        assert terms == sorted(terms, key=str.casefold)


def test_a_term_stands_once():
    """No term is defined in two parts."""
    written = re.findall(r"^(?!  |:::|#|%|\(|Each |A page )(\S.*)$", GLOSSARY, re.MULTILINE)
    assert sorted(written) == sorted(TERMS)


def test_the_bibliography_can_be_read():
    """Every entry that a page cites is in references.bib, which is whole."""
    known = set(parse_file(BOOK / "references.bib").entries)
    cited = {key.strip() for text in PAGES.values() for keys in re.findall(r"\{cite:[pt]+\}`([^`]+)`", text) for key in keys.split(",")}
    assert cited <= known
    assert len(known) > 50
