"""``python -m grader new ADDRESS``: the stubs of a new component, in every place it will have.

Every stub raises or reads as unwritten, so the course's own tests stay red until it is filled in.
"""

import re
import sys
from pathlib import Path
from string import Template

from grader import notebook_cells as cells
from grader.address import ROOT, chapters, components

TEMPLATES = Path(__file__).with_name("templates")
NAME = re.compile(r"(l[12]|[a-z]+)(_[a-z]+)*")  # l1 and l2 are the field's words


def add_arguments(parser):
    """What the verb takes."""
    parser.add_argument("address", help="chapter/component; a chapter that does not exist yet is begun")


def main(args, root=ROOT):
    """Write the stubs; the exit status is 2 if the address will not do."""
    problem = refuse(args.address, root)
    if problem:
        print(f"grader new: {problem}", file=sys.stderr)
        return 2
    chapter, name = args.address.split("/")
    for file, content in stubs(chapter, name, root):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        print(f"wrote {file.relative_to(root)}")
    if chapter not in (root / "_toc.yml").read_text(encoding="utf-8"):
        print(f"now add book/{chapter} to _toc.yml, where the chapter belongs")
    print(f"then fill the stubs in; python -m grader where {args.address} lists them")
    return 0


def refuse(address, root=ROOT):
    """The sentence why an address will not do, or None."""
    chapter, slash, name = address.partition("/")
    if not slash or not NAME.fullmatch(chapter) or not NAME.fullmatch(name):
        return f"{address!r} is no address: write chapter/component in snake_case without digits, such as optimizers/adam."
    if name in {each.name for each in components()}:
        return f"a component {name!r} exists: python -m grader where {name} shows it; names are unique in the course."
    if name in chapters() or name == chapter:
        return f"{name!r} is the name of a chapter: a component needs one of its own."
    split = [folder for folder in ("grader/reference", "grader/checks", "tests/answers")
             if (root / folder / chapter / "__init__.py").exists()]
    if split:
        return f"{split[0]}/{chapter} is split by family: add {name} to the module of its family by hand."
    return None


def stubs(chapter, name, root=ROOT):
    """(file, whole new content) for every place."""
    words = {"chapter": chapter, "name": name, "constant": name.upper(),
             "title": name.replace("_", " ").capitalize()}
    chapter_words = {**words, "title": chapter.replace("_", " ").capitalize()}

    def current(file, template):
        return file.read_text(encoding="utf-8") if file.exists() else _filled(template, chapter_words)

    reference = root / "grader" / "reference" / f"{chapter}.py"
    module = current(reference, "reference_module.py") + _filled("reference.py", words)
    yield reference, _listed(module, name)
    checks = root / "grader" / "checks" / f"{chapter}.py"
    yield checks, _registered(current(checks, "checks_module.py"), _filled("checks.py", words), words)
    answers = root / "tests" / "answers" / f"{chapter}.py"
    yield answers, current(answers, "answers_module.py") + _filled("answers.py", words)
    page = root / "book" / f"{chapter}.md"
    yield page, _with_section(current(page, "page.md"), _filled("section.md", words))
    yield root / "solutions" / chapter / f"{name}.ipynb", cells.dumps(list(_notebook(chapter, words)))


def _filled(template, words):
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).safe_substitute(words)


def _listed(module, name):
    """The reference module with the name at the end of ``__all__``."""
    empty = module.replace("__all__ = []", f'__all__ = ["{name}"]', 1)
    if empty != module:
        return empty
    return re.sub(r"(__all__ = \[[^\]]*?),?(\s*)\]", rf'\1, "{name}"\2]', module, count=1)


def _registered(module, sheet, words):
    """The checks module with the sheet before SHEETS and its entry at the end of it."""
    before, mark, after = module.rpartition("SHEETS = {\n")
    return before.rstrip() + "\n\n\n" + sheet + mark + after.replace("}", f'    "{words["name"]}": {words["constant"]},\n}}', 1)


def _with_section(page, section):
    """The page with the section before its closing part."""
    before, mark, after = page.partition("## In practice")
    return before.replace("<!-- sections -->\n\n", "") + section + "\n" + mark + after


def _notebook(chapter, words):
    name, title = words["name"], words["title"]
    yield cells.text(f"{name}-intro", f"# {title}\n\nThe task, the signature with shapes, the equation, one worked "
                     f"number.\n\nBook: chapter *{chapter}*, section *{title}*.\n\n**Points:** 1. **Time:** 15 minutes.")
    yield cells.setup(f"{name}-setup", "import numpy as np")
    yield cells.answer(name, f'def {name}(x):\n    """One line.\n\n    x : array (...)\n    returns y : array (...)\n'
                       f'    """\n    ### BEGIN SOLUTION\n    raise NotImplementedError("{name}: no solution yet")\n'
                       "    ### END SOLUTION")
    yield cells.attempt(name, f"try:\n    print({name}(np.array([1.0, 2.0])))\nexcept NotImplementedError as missing:\n"
                        "    print(missing)")
    yield cells.test(name, f'y = {name}(np.ones((2, 3)))\nassert y.shape == (2, 3), f"got shape {{y.shape}}."\n'
                     f'print("{name}: the visible tests pass.")', points=1)
    yield cells.text(f"{name}-hidden", "**Hidden checks run only at grading**, and cover: shapes. "
                     "*Validate* knows nothing of them.")
    yield cells.text(f"{name}-next", "What comes next in the book.")
