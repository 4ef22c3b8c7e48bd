"""``python -m grader release``: make exercises/ from solutions/, or prove that it is what solutions/ would give.

nbgrader itself makes the release, into a temporary folder; it moves into place when it succeeded.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from grader.address import ROOT

FRESH, STALE, FAILED = 0, 1, 2


class ReleaseFailed(RuntimeError):
    """nbgrader could not make a release; its text is the sentence for the author."""


def add_arguments(parser):
    """What the verb takes."""
    parser.add_argument("chapter", nargs="*", help="chapters to release; all, if none is named")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if exercises/ is stale")


def main(args, root=ROOT):
    """Release or check; the exit status is 0 when exercises/ is fresh in the end."""
    try:
        chapters = _chosen(args.chapter, root)
        with tempfile.TemporaryDirectory(prefix=".release-", dir=root) as folder:
            for chapter in chapters:
                generate(chapter, root, Path(folder))
            if args.check:
                return _check(chapters, root, Path(folder), everything=not args.chapter)
            _install(chapters, root, Path(folder), everything=not args.chapter)
    except ReleaseFailed as problem:
        print(f"grader release: {problem}", file=sys.stderr)
        return FAILED
    return FRESH


def _chosen(asked, root):
    """Names of the chapters to release, in order."""
    present = sorted(path.name for path in (root / "solutions").iterdir() if any(path.glob("*.ipynb")))
    unknown = [name for name in asked if name not in present]
    if unknown:
        raise ReleaseFailed(f"solutions/ has no chapter {unknown[0]!r}; chapters: {', '.join(present)}.")
    return asked or present


def generate(chapter, root, folder):
    """Run nbgrader's generate_assignment for one chapter of ``root``'s solutions into ``folder``/chapter."""
    from grader.nbgrader_glue.commands import CommandFailed, run

    try:
        run("generate_assignment", root, chapter, "--no-db", f"--CourseDirectory.release_directory={folder}")
    except CommandFailed as problem:
        raise ReleaseFailed(f"{chapter} could not be released. {problem}") from None


def _files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and ".ipynb_checkpoints" not in path.parts}


def _check(chapters, root, folder, everything):
    """Say which file is stale first, if any."""
    for name in chapters:
        made, there = _files(folder / name), _files(root / "exercises" / name)
        for path in sorted(made.keys() | there.keys()):
            if made.get(path) != there.get(path):
                return _stale(f"exercises/{name}/{path}", path in made, path in there)
    strays = _strays(chapters, root) if everything else []
    return _stale(f"exercises/{strays[0]}", False, True) if strays else FRESH


def _stale(path, made, there):
    what = ("is not what solutions/ gives" if made and there else
            "is missing" if made else "comes from nothing in solutions/")
    print(f"grader release: {path} {what}: run `python -m grader release`.", file=sys.stderr)
    return STALE


def _strays(chapters, root):
    """Names in exercises/ that no chapter stands behind."""
    return sorted({path.name for path in (root / "exercises").glob("*")} - set(chapters))


def _install(chapters, root, folder, everything):
    """Move what changed into place; what is the same stays untouched."""
    target = root / "exercises"
    target.mkdir(exist_ok=True)
    for name in chapters:
        if _files(folder / name) != _files(target / name):
            if (target / name).exists():
                (target / name).rename(folder / f"{name}.old")
            (folder / name).rename(target / name)
            print(f"exercises/{name} is made anew.")
    for name in _strays(chapters, root) if everything else []:
        shutil.move(target / name, folder / f"{name}.old")
        print(f"exercises/{name} is gone: nothing in solutions/ stands behind it.")
