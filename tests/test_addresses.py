"""One address, every place: each component is everywhere, and nowhere is anything without a component."""

import importlib
import inspect
import re

import pytest

from grader import address
from grader.address import ROOT
from grader.judge.plan import plan
from grader.where import chapter_files
from tests.notebooks import each_chapter, each_component, notebooks

SECTION = re.compile(r"^\((?P<label>[^)\n]+)\)=\n+## ", re.MULTILINE)
WORDS = r"(l[12]|[a-z]+)(_(l[12]|[a-z]+))*"
NOT_CHAPTERS = {"index", "notation", "glossary", "errata", "bibliography", "components", "coverage", "grading", "grading_safely",
                "contributing"}


def stems(folder, suffix):
    """Names of the files and packages of a folder, without their suffix; private ones left out."""
    found = {path.stem for path in (ROOT / folder).iterdir() if path.suffix == suffix or path.is_dir()}
    return {name for name in found if not name.startswith(("_", "."))}


def text_of(folder, chapter, suffix):
    """A chapter's file and the files of its folder, if it has been split, as one text."""
    return "\n".join(file.read_text(encoding="utf-8") for file in chapter_files(f"{folder}/{chapter}", suffix))


def all_names():
    """The names of all components, as often as they occur."""
    return [component.name for component in address.components()]


# --- names ------------------------------------------------------------------------------------------

def test_names_are_unique():
    """No two components of the course share a name."""
    assert sorted(all_names()) == sorted(set(all_names()))


@pytest.mark.parametrize("name", [*all_names(), *address.chapters()])
def test_names_are_snake_case_without_digits(name):
    """Order lives in _toc.yml and __all__, never in a name; only l1 and l2, the field's words, have a digit."""
    assert re.fullmatch(WORDS, name)


def test_no_component_is_named_like_a_chapter():
    """Except the capstone, which is chapter and component in one."""
    assert set(all_names()) & set(address.chapters()) <= {"capstone"}


@each_chapter
def test_a_family_stands_together(chapter):
    """Members of a family are components, follow one another in __all__, and belong to one family."""
    module = address.reference(chapter)
    for family in module.FAMILIES:
        start = module.__all__.index(family[0])
        assert tuple(module.__all__[start:start + len(family)]) == tuple(family)
    members = [name for family in module.FAMILIES for name in family]
    assert len(members) == len(set(members))


# --- every component is in every place (see also grader where, in test_new_and_where) ---------------

@each_component
def test_a_component_has_its_own_section(component):
    """The label stands at a second-level heading of the chapter's page, once."""
    labels = SECTION.findall(text_of("book", component.chapter, ".md"))
    assert labels.count(component.name) == 1


@each_component
def test_a_component_has_its_equation(component):
    """The section's equation is labelled after the component."""
    assert re.search(rf"^:label: eq-{component.name}$", text_of("book", component.chapter, ".md"), re.MULTILINE)


@each_component
def test_a_component_is_listed_with_its_notebook_in_the_chapter_readme(component):
    """The README beside the notebooks links the notebook that holds the component, in source and release."""
    for folder in ("solutions", "exercises"):
        readme = (ROOT / folder / component.chapter / "README.md").read_text(encoding="utf-8")
        assert f"({component.notebook}.ipynb)" in readme


# --- and nothing without a component ----------------------------------------------------------------

@pytest.mark.parametrize(("folder", "suffix", "machinery"), [
    ("grader/reference", ".py", set()), ("grader/checks", ".py", {"kit"}), ("tests/answers", ".py", {"kit"}),
    ("book", ".md", NOT_CHAPTERS | {"data", "figures"}), ("solutions", "/", set()), ("exercises", "/", set())])
def test_a_place_holds_the_chapters_and_nothing_else(folder, suffix, machinery):
    """Every folder of the address has one entry for each chapter."""
    assert stems(folder, suffix) - machinery == set(address.chapters())


@each_chapter
def test_a_chapter_has_a_sheet_for_each_component_and_no_other(chapter):
    """SHEETS and __all__ hold the same names."""
    assert set(address.checks(chapter).SHEETS) == set(address.reference(chapter).__all__)


@each_chapter
def test_every_public_function_has_an_owner(chapter):
    """A reference function is named by its component, and every name in __all__ is a function."""
    module = address.reference(chapter)
    mine = {name for name, value in vars(module).items()
            if inspect.isfunction(value) and (value.__module__ + ".").startswith(module.__name__ + ".") and not name.startswith("_")}
    owned = {name for component in address.components(chapter) for name in component.functions}
    assert mine == owned
    assert set(module.__all__) <= mine


@each_chapter
def test_a_chapter_page_has_no_section_label_without_a_component(chapter):
    """Labels of second-level headings are components; anything else would be an address that leads nowhere."""
    labels = set(SECTION.findall(text_of("book", chapter, ".md")))
    assert labels <= set(address.reference(chapter).__all__)


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
def test_a_folder_has_the_notebooks_and_readmes_and_nothing_else(folder):
    """No stray notebook, no checkpoint, no forgotten file."""
    wanted = {n.path for n in notebooks(folder)} | {ROOT / folder / c / "README.md" for c in address.chapters()}
    found = {path for path in (ROOT / folder).rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts}
    assert found == wanted


@each_chapter
def test_answers_belong_to_components(chapter):
    """Every function in tests/answers with a double underscore is registered, for a component of this chapter."""
    module = importlib.import_module(f"tests.answers.{chapter}")
    written = {name for name, value in vars(module).items() if inspect.isfunction(value) and "__" in name.strip("_")}
    assert written == {f"{answer.function}__{answer.name}" for answer in module.ANSWERS}
    assert {answer.address for answer in module.ANSWERS} <= {c.address for c in address.components(chapter)}


@each_component
def test_a_sheet_asks_for_the_functions_of_its_component(component):
    """Calls and misconceptions name the component's own functions, and every function is called by some check."""
    asked = {request["name"] for planned in plan(component) for request in planned.requests}
    assert asked == set(component.functions)
    assert {m.function for m in component.sheet.misconceptions} <= set(component.functions)


@each_component
def test_names_of_misconceptions_are_unique(component):
    """Within a component a name means one slip, in snake_case."""
    names = [m.name for m in component.sheet.misconceptions]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(WORDS, name) for name in names)
