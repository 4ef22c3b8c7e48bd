"""The one address ``chapter/component``, and every place it names.

The list of components is never written twice: it is the ``__all__`` of each reference module.
"""

import difflib
import importlib
import inspect
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import grader.checks
import grader.reference

ROOT = Path(__file__).resolve().parent.parent


class UnknownAddress(LookupError):
    """An address, chapter or path that names nothing; its text is the sentence for the user."""


@dataclass(frozen=True)
class Component:
    """One component: its chapter, its name, and the notebook that holds its exercise."""

    chapter: str
    name: str
    notebook: str

    @property
    def address(self):
        """``chapter/component``."""
        return f"{self.chapter}/{self.name}"

    @property
    def functions(self):
        """The component's reference functions by name, in the order in which they are written."""
        return dict(_functions(self))

    @property
    def sheet(self):
        """The component's checks and misconceptions."""
        sheets = checks(self.chapter).SHEETS
        if self.name not in sheets:
            raise UnknownAddress(f"{self.address} has no checks yet: add SHEETS[{self.name!r}] to "
                                 f"grader/checks/{self.chapter}.py")
        return sheets[self.name]

    @property
    def section(self):
        """The heading of its section in the book and the page that has it; ("", "") where there is no book."""
        return _sections(self.chapter).get(self.name, ("", ""))


@cache
def _sections(chapter):
    book = ROOT / "book"
    found = {}
    for page in (book / f"{chapter}.md", *sorted((book / chapter).glob("*.md"))):
        text = page.read_text(encoding="utf-8") if page.exists() else ""
        for label, heading in re.findall(r"^\((\w+)\)=\n+#+ (.+)$", text, re.MULTILINE):
            found[label] = heading, page.relative_to(book).with_suffix("").as_posix()
    return found


@cache
def _functions(component):
    module = reference(component.chapter)
    mine = {name: value for name, value in vars(module).items() if inspect.isfunction(value)
            and not name.startswith("_") and _owner(name, module.__all__) == component.name}
    return dict(sorted(mine.items(), key=lambda item: item[1].__code__.co_firstlineno))


def _owner(function, components):
    """The component a function belongs to: itself, or the longest ``component_`` prefix."""
    owners = [name for name in components if function == name or function.startswith(name + "_")]
    return max(owners, key=len, default=None)


@cache
def chapters():
    """Names of all chapters that have a reference module, sorted."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(grader.reference.__path__)))


def reference(chapter):
    """The reference module of a chapter."""
    if chapter not in chapters():
        raise UnknownAddress(f"there is no chapter {chapter!r}; chapters: {', '.join(chapters())}")
    return importlib.import_module(f"grader.reference.{chapter}")


def checks(chapter):
    """The checks module of a chapter."""
    reference(chapter)
    return importlib.import_module(f"grader.checks.{chapter}")


@cache
def components(chapter=None):
    """All components, or those of one chapter, in the order of the reference's ``__all__``."""
    if chapter is None:
        return tuple(c for name in chapters() for c in components(name))
    module = reference(chapter)
    notebook = {member: family[0] for family in module.FAMILIES for member in family}
    return tuple(Component(chapter, name, notebook.get(name, name)) for name in module.__all__)


def component(address):
    """The component at an address; a bare component name will do, since names are unique."""
    for candidate in components():
        if address in (candidate.address, candidate.name):
            return candidate
    raise UnknownAddress(f"there is no component {address!r}; {_suggestion(address)}")


def _suggestion(address):
    """What the user may have meant: like-sounding names, else a chapter's list, else the chapters."""
    chapter, _, name = address.rpartition("/")
    close = difflib.get_close_matches(name, [each.name for each in components()], n=3)
    if close:
        return "did you mean " + " or ".join(component(each).address for each in close) + "?"
    if (chapter or name) in chapters():
        return f"that chapter has {', '.join(each.address for each in components(chapter or name))}."
    return f"the chapters are {', '.join(chapters())}; give an address such as {components()[-1].address}."


def notebooks(chapter):
    """The chapter's notebooks in order: name → its components."""
    grouped = {}
    for each in components(chapter):
        grouped.setdefault(each.notebook, []).append(each)
    return {name: tuple(members) for name, members in grouped.items()}
