"""``python -m grader where ADDRESS``: every place that one component has."""

import re
import sys

from grader.address import ROOT, UnknownAddress, component
from grader.exercise import path, read_cells


def add_arguments(parser):
    """What the verb takes."""
    parser.add_argument("address", help="chapter/component, or a component's name")


def main(args):
    """Print the places; the exit status is 1 if one is missing."""
    try:
        found = component(args.address)
    except UnknownAddress as problem:
        print(f"grader where: {problem}", file=sys.stderr)
        return 2
    rows = list(places(found))
    width = max(len(name) for name, _, _ in rows)
    for name, place, there in rows:
        print(f"{name:<{width}}  {place}" + ("" if there else "   MISSING"))
    return 0 if all(there for _, _, there in rows) else 1


def places(each):
    """(what, where, whether it is there) for every place of a component."""
    page = chapter_files(f"book/{each.chapter}", ".md")
    module = chapter_files(f"grader/reference/{each.chapter}", ".py")
    checks = chapter_files(f"grader/checks/{each.chapter}", ".py")
    answers = chapter_files(f"tests/answers/{each.chapter}", ".py")
    label = rf"^\({re.escape(each.name)}\)="
    yield "book section", *_line(page, label)
    yield "book exercise", *_line(page, rf"\{{notebook\}}`{each.chapter}/{each.notebook}`")
    yield "reference", *_line(module, rf"^def {each.name}\(")
    yield "hidden checks", *_line(checks, rf'^    "{each.name}":')
    for folder in ("solutions", "exercises"):
        yield folder, *_cell(each, folder)
    yield "answers in tests", *_line(answers, rf"^def {each.name}__")


def chapter_files(stem, suffix):
    """A chapter's files: the one of its name, and those of its folder once it has been split."""
    whole = ROOT / f"{stem}{suffix}"
    parts = sorted((ROOT / stem).glob(f"*{suffix}"))
    return [whole, *parts] if whole.exists() or not parts else parts


def _line(files, pattern):
    """``file:line`` of the first match of a pattern, and whether there is one."""
    for file in files:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        match = re.search(pattern, text, re.MULTILINE)
        if match:
            return f"{file.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}", True
    return str(files[0].relative_to(ROOT)), False


def _cell(each, folder):
    """The notebook and its two cells."""
    file = path(each, folder)
    place = f"{file.relative_to(ROOT)}, cells {each.name} and {each.name}-test"
    if not file.exists():
        return place, False
    ids = {cell.get("metadata", {}).get("nbgrader", {}).get("grade_id") for cell in read_cells(file)}
    return place, {each.name, f"{each.name}-test"} <= ids
