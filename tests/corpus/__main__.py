"""``python -m tests.corpus``: the corpus under stock nbgrader and under this course's own steps, side by side.

Stock runs in an outer sandbox, on private copies of a course.  What it gave is kept in ``_build/corpus``,
so that a run that was stopped goes on from there, and only changed cases are run again.
"""

import argparse
import shutil
import sys
import time
from pathlib import Path

from grader.address import ROOT
from tests.corpus import control, course, ours
from tests.corpus.cases import BY_CATEGORY, CASES
from tests.corpus.kit import EFFECT, LOST, UNEARNED

FOLDER = ROOT / "_build" / "corpus"
WORDS = (UNEARNED, LOST, EFFECT)


def main():
    """Run both columns, print them and their totals; the exit status is 0 if ours are all nothing and stock does what is claimed."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="cases or categories; all, if none is named")
    parser.add_argument("--fresh", action="store_true", help="run stock again for cases that have not changed")
    wanted = parser.parse_args()
    names = _names(wanted.names, parser)
    FOLDER.mkdir(parents=True, exist_ok=True)
    if wanted.fresh:
        (FOLDER / "stock.json").unlink(missing_ok=True)
    template = _template(names)
    mine = ours.grade_all(names, template, say=_progress)
    stock = control.run(names, template, FOLDER / "stock.json", say=_progress)
    wrong = unlike_its_claim(stock)
    print("\n".join([*table(names, stock, mine), *wrong]))
    return 1 if wrong or any(sum(_ours(mine, mode).values()) for mode in ("cold", "warm")) else 0


def _names(words, parser):
    found = []
    for word in words or CASES:
        if word not in BY_CATEGORY and word not in CASES:
            parser.error(f"{word} is no case and no category; categories: {', '.join(BY_CATEGORY)}")
        found += [case.name for case in BY_CATEGORY[word]] if word in BY_CATEGORY else [word]
    return list(dict.fromkeys(found))


def _template(names):
    """The course that is copied for every case, made anew."""
    folder = Path(FOLDER, "course")
    shutil.rmtree(folder, ignore_errors=True)
    return course.make(folder, ours.exercises_of(names))


def _progress(line):
    print(f"{time.strftime('%H:%M:%S')}  {line}", file=sys.stderr, flush=True)


def table(names, stock, mine):
    """Lines: a category's heading, a case with what stock gave and what ours gave, the totals."""
    lines = []
    for category, cases in BY_CATEGORY.items():
        rows = [_row(case, stock[case.name], mine[case.name]) for case in cases if case.name in names]
        lines += [f"\n{category.upper():<62}deserves  stock                                 ours", *rows] if rows else []
    gained = {word: sum(word in stock[name].gains(CASES[name]) for name in names) for word in WORDS}
    harmless = sum("harmless" in stock[name].gains(CASES[name]) for name in names)
    lines += ["", f"{len(names)} notebooks           unearned points   lost grades   effects   harmless",
              f"stock nbgrader        {gained[UNEARNED]:>15}   {gained[LOST]:>11}   {gained[EFFECT]:>7}   {harmless:>8}"]
    for mode in ("cold", "warm"):
        got = _ours(mine, mode)
        lines.append(f"ours, {mode}            {got[UNEARNED]:>15}   {got[LOST]:>11}   {got[EFFECT]:>7}")
    return lines


def unlike_its_claim(stock):
    """A line for each case of which stock, or the control, did not do what the case says."""
    return [f"{name}: claimed {CASES[name].stock}, seen {', '.join(sorted(outcome.gains(CASES[name]))) or outcome.failed}"
            for name, outcome in stock.items() if not outcome.bears_out(CASES[name])]


def _ours(mine, mode):
    return ours.totals({name: pair[mode] for name, pair in mine.items()})


def _row(case, stock, mine):
    low, high = case.deserves
    deserves = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    score = "no grade" if stock.score is None else f"{stock.score:g}"
    warm = mine["warm"]
    differs = "" if (mine["cold"].verdict, mine["cold"].score) == (warm.verdict, warm.score) else "  COLD DIFFERS"
    effect = f"  EFFECT: {warm.effects[0]}" if warm.effects else ""
    gains = ", ".join(word for word in (*WORDS, "harmless") if word in stock.gains(case)) or "THE CONTROL FAILED"
    return f"  {case.name:<60}{deserves:<10}{score:<10}{gains:<28}{warm.score:g}  {warm.verdict}{differs}{effect}"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("stopped; the same command goes on from here")
