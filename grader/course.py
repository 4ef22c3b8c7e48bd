"""``python -m grader course``: make an nbgrader course folder for a class, outside the checkout."""

import shutil
import sys
from pathlib import Path

from grader.address import ROOT, UnknownAddress, chapters, component, components

MARK = '"""An nbgrader course folder of Gradients by Hand; add your own settings below."""'
CONFIG = f'''{MARK}

from pathlib import Path

from grader.nbgrader_glue.configuration import apply

c = get_config()
apply(c, Path(__file__).parent)
'''
DONE, REFUSED = 0, 2


class Refused(ValueError):
    """A course that cannot be made as asked; its text is the sentence for the instructor."""


def add_arguments(parser):
    """What the verb takes."""
    parser.add_argument("folder", metavar="DIR", help="the folder to make; it may be empty")
    parser.add_argument("address", nargs="*", help="chapters or components to take; all, if none is named")
    parser.add_argument("--assignment", metavar="NAME", help="one assignment of this name, not one a chapter")


def main(args):
    """Make the folder and say what to do next."""
    folder = Path(args.folder)
    try:
        assignments = make(folder, args.address, args.assignment)
    except (Refused, UnknownAddress) as problem:
        print(f"grader course: {problem}", file=sys.stderr)
        return REFUSED
    for name, files in assignments.items():
        print(f"{name}: {', '.join(file.stem for file in files)}")
    first = next(iter(assignments))
    print(f"Next: cd {folder} && nbgrader generate_assignment {first} && nbgrader release_assignment {first}")
    return DONE


def make(folder, addresses=(), assignment=None, settings=""):
    """Make or complete a course folder; gives assignment → notebook files it was made from.

    settings  further lines for a new nbgrader_config.py
    """
    assignments = _assignments(addresses, assignment)
    _require_own(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "nbgrader_config.py").exists():
        (folder / "nbgrader_config.py").write_text(CONFIG + settings, encoding="utf-8")
    (folder / "exchange").mkdir(exist_ok=True)
    for name, files in assignments.items():
        _fill(folder / "source" / name, files)
    return assignments


def _require_own(folder):
    """Refuse a folder that holds something else."""
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file: name a folder.")
    config = folder / "nbgrader_config.py"
    own = config.is_file() and config.read_text(encoding="utf-8", errors="replace").startswith(MARK)
    if folder.exists() and any(folder.iterdir()) and not own:
        raise Refused(f"{folder} holds other files and is no course of this kind: name an empty or a new folder.")
    if folder.resolve().is_relative_to(ROOT / "solutions") or folder.resolve() == ROOT:
        raise Refused(f"{folder} is part of the checkout: a class lives outside it.")


def _assignments(addresses, assignment):
    """Assignment → files of the notebooks that hold what was asked for."""
    found = {}
    for each in addresses or [name for name in chapters() if (ROOT / "solutions" / name).is_dir()]:
        members = components(each) if each in chapters() else (component(each),)
        written = [member for member in members if _file(member).is_file()]
        if not written:
            raise Refused(f"{each} has no exercise in solutions/ yet.")
        for member in written:
            files = found.setdefault(assignment or member.chapter, [])
            if _file(member) not in files:
                files.append(_file(member))
    return found


def _file(member):
    return ROOT / "solutions" / member.chapter / f"{member.notebook}.ipynb"


def _fill(target, files):
    """Copy notebooks that are not there yet, and the chapter's README when the chapter is whole."""
    target.mkdir(parents=True, exist_ok=True)
    for file in files:
        copy = target / file.name
        if not copy.exists():
            shutil.copyfile(file, copy)
        elif copy.read_bytes() != file.read_bytes():
            print(f"{copy} differs from {file.relative_to(ROOT)}: it is left as it is.", file=sys.stderr)
    folder = files[0].parent
    whole = {file.name for file in folder.glob("*.ipynb")} == {file.name for file in files}
    if whole and (folder / "README.md").is_file() and not (target / "README.md").exists():
        shutil.copyfile(folder / "README.md", target / "README.md")
