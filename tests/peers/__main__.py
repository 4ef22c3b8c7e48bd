"""Record what other libraries say of the chapters' inputs, or compare with what is recorded.

    python -m tests.peers --record [chapter ...]    write the values anew (needs the libraries)
    python -m tests.peers --check [chapter ...]     compute them anew and compare (needs the libraries)
    python -m tests.peers --requirements            the pinned packages that the two need
"""

import importlib
import json
import math
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGES = ("torch", "numpy", "scipy", "scikit-learn", "xgboost-cpu")
TOLERANCE = 1e-14  # between two machines: the last digit of an exponential


def chapters():
    """Every chapter that has a module here."""
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in {"__init__", "__main__", "kit"})


def computed(chapter):
    """A chapter's records, as they stand in its file."""
    found = importlib.import_module(f"tests.peers.{chapter}").records()
    return [{"function": function, "arguments": arguments, "results": results} for function, arguments, results in found]


def leaves(value):
    """Everything inside nested lists and dicts, in order."""
    parts = list(value.values()) if isinstance(value, dict) else value
    return [leaf for part in parts for leaf in leaves(part)] if isinstance(parts, list) else [parts]


def same(old, new, tolerance=TOLERANCE):
    """Equal, numbers to rounding."""
    if isinstance(old, str | None) or isinstance(new, str | None):
        return old == new
    return math.isclose(old, new, rel_tol=tolerance, abs_tol=tolerance)  # infinities are equal to themselves only


def differences(old, new, tolerance=TOLERANCE):
    """Sentences on what is recorded otherwise than it is computed now."""
    found = []
    for part in ("function", "arguments", "results"):
        before, after = ([leaves(record[part]) for record in records] for records in (old, new))
        if [len(row) for row in before] != [len(row) for row in after]:
            return [*found, "other functions or inputs are recorded: run python -m tests.peers --record"]
        found += [f"{record['function']}: recorded {a}, computed {b}" for record, row, other in zip(new, before, after)
                  for a, b in zip(row, other) if not same(a, b, tolerance)]
    return found


def requirements():
    """The lines of pip's requirements for the packages in use, with the project's own pins."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    lines = [*extras["peers"], *(ROOT / "requirements.txt").read_text().splitlines()]
    return [line.split("#")[0].strip() for line in lines if line.split("==")[0] in PACKAGES]


def record(chapter):
    """Write a chapter's file: one record a line."""
    lines = ",\n".join(json.dumps(each) for each in computed(chapter))
    (HERE / f"{chapter}.json").write_text(f"[\n{lines}\n]\n")


def check(chapter):
    """Compare a chapter's file with what is computed now; print the differences and give their number."""
    now = computed(chapter)
    tolerance = getattr(importlib.import_module(f"tests.peers.{chapter}"), "AGAIN", TOLERANCE)
    found = differences(json.loads((HERE / f"{chapter}.json").read_text()), now, tolerance)
    print(*found, f"{chapter}: {len(now)} records made again, {len(found)} differences", sep="\n")
    return len(found)


def main(verb, *wanted):
    """Carry out one of the three; gives the exit status."""
    if unknown := set(wanted) - set(chapters()):
        print(f"tests/peers has no module {', '.join(sorted(unknown))}; it has {', '.join(chapters())}.")
        return 2
    if verb == "--requirements":
        print(*requirements(), sep="\n")
        return 0
    if verb == "--record":
        for chapter in wanted or chapters():
            record(chapter)
        return 0
    return bool(sum(check(chapter) for chapter in wanted or chapters()))


if __name__ == "__main__":
    if sys.argv[1:2] not in (["--record"], ["--check"], ["--requirements"]):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
