"""``python -m grader bench``: grade the same submissions in several ways, in turn, and show what each took."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from grader.address import UnknownAddress

CHAPTER = "activations"
WORKERS = len(os.sched_getaffinity(0))
STOCK, PLAIN, OWN, WIDE = "stock", "ours in nbgrader", "grader autograde", f"with {WORKERS} workers"
WAYS = {STOCK: "nbgrader autograde as it comes, no sandbox",
        PLAIN: "nbgrader autograde with this course's configuration",
        OWN: "python -m grader autograde --jobs 1",
        WIDE: f"python -m grader autograde --jobs {WORKERS}, which is what it does unasked; its workers judge too"}
PHASES = ("rebuild", "execute", "judge", "bookkeeping", "write")
STOCK_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'gradients'\n"
ENDS_BADLY = {"endless_loop", "ends_python"}  # would measure a time limit
DONE, FAILED = 0, 1


class Failed(RuntimeError):
    """A way to grade ended badly; its text says which, and its last words."""


def add_arguments(parser):
    """What the verb takes."""
    parser.add_argument("number", metavar="N", nargs="?", type=int, default=10,
                        help="submissions to grade (10)")
    parser.add_argument("--of", metavar="ADDRESS", default=CHAPTER, help=f"of which chapter or component ({CHAPTER})")
    parser.add_argument("--rounds", metavar="R", type=int, default=3, help="how often, the ways taking turns (3)")


def main(args):
    """Make a class, grade it in every way and round, print the table."""
    if min(args.number, args.rounds) < 1:
        print("grader bench: N and R must be at least 1", file=sys.stderr)
        return FAILED
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        try:
            chapter, notebooks = make_class(Path(place) / "class", args.of, args.number)
            measured = measure(Path(place), chapter, args.rounds)
        except (Failed, UnknownAddress) as problem:
            print(f"grader bench: {problem}", file=sys.stderr)
            return FAILED
    print(f"{args.number} submissions of {args.of}, {notebooks} notebooks; {args.rounds} rounds, the {len(WAYS)} ways in turn; "
          f"one worker but in the last.\nThere are {WORKERS} processors; their load in the end was {os.getloadavg()[0]:.1f}.\n")
    print("\n".join(table(measured, notebooks)))
    print()
    print("\n".join(f"{way:16}  {text}" for way, text in WAYS.items()))
    return DONE


def make_class(folder, address, number):
    """A released course folder with so many submissions; gives its assignment and the number of notebooks in them."""
    import nbformat

    from grader import course
    from grader.nbgrader_glue.commands import run
    from grader.sample.notebooks import Exercise

    (chapter, files), = course.make(folder, [address]).items()
    run("generate_assignment", folder, chapter)
    read = partial(nbformat.read, as_version=4)
    exercises = [Exercise(file.stem, read(folder / "release" / chapter / file.name), read(file)) for file in files]
    for index, make in zip(range(number), _endlessly(_ways_to_answer()), strict=False):
        target = folder / "submitted" / f"student-{index:03}" / chapter
        target.mkdir(parents=True)
        for exercise in exercises:
            for name, data in make(exercise).items():
                (target / name).write_bytes(data)
    return chapter, number * len(exercises)


def _ways_to_answer():
    """The sample class's answers, right and wrong, without what befalls files."""
    from grader.sample import befalls
    from grader.sample.students import STUDENTS

    plain = {befalls.right, befalls.blank, befalls.half_finished}
    return [each.make for each in STUDENTS if each.make in plain and not each.late
            or isinstance(each.make, partial) and each.answers not in ENDS_BADLY]


def _endlessly(items):
    while True:
        yield from items


def measure(place, chapter, rounds):
    """Way → a list with the seconds of each round by phase, ``total`` among them; the ways take turns."""
    measured = {way: [] for way in WAYS}
    for number in range(1, rounds + 1):
        for way, each in measured.items():
            print(f"round {number} of {rounds}: {way} ...", file=sys.stderr, flush=True)
            each.append(_seconds(way, place, chapter))
    return measured


def _seconds(way, place, chapter):
    """Grade a fresh copy of the class this way, in a process of its own."""
    folder = shutil.copytree(place / "class", place / "copy")
    if way == STOCK:
        (folder / "nbgrader_config.py").write_text(STOCK_CONFIG, encoding="utf-8")
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "grader.bench.child", way, folder, chapter], cwd=folder,
                          env=_environment(), capture_output=True, text=True)
    total = time.perf_counter() - start
    shutil.rmtree(folder)
    if done.returncode:
        raise Failed(f"{way} failed: {(done.stderr.strip().splitlines() or ['it gave no reason'])[-1]}")
    return {**json.loads(done.stdout.splitlines()[-1]), "total": total}


def _environment():
    """As now, with this package to be found, by the kernels that stock nbgrader starts too."""
    root = str(Path(__file__).resolve().parent.parent.parent)
    paths = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return {**os.environ, "PYTHONPATH": root, "PATH": os.pathsep.join(paths), "GRADER_SANDBOX": ""}


def table(measured, notebooks):
    """Lines, a column for each way: speed and its ratio to stock, with the start and without; then where time goes."""
    sums = {way: sum(map(Counter, rounds), Counter()) for way, rounds in measured.items()}
    graded = notebooks * len(measured[STOCK])
    rows = [["", *measured],
            ["notebooks a second", *(f"{graded / each['total']:.2f}" for each in sums.values())],
            ["  times stock", *(_ratio(measured, way, _whole) for way in measured)],
            ["once it has started", *(f"{graded / _working(each):.2f}" for each in sums.values())],
            ["  times stock", *(_ratio(measured, way, _working) for way in measured)],
            ["to start, seconds", *(f"{_start(each) / len(measured[STOCK]):.1f}" for each in sums.values())],
            ["a notebook, milliseconds", *(f"{1000 * _working(each) / graded:.0f}" for each in sums.values())],
            *([f"  {name}", *(f"{1000 * each[name] / graded:.0f}" for each in sums.values())] for name in PHASES),
            ["processor time, with the start", *(f"{1000 * each['processor'] / graded:.0f}" for each in sums.values())],
            ["  times stock", *(_ratio(measured, way, _processor) for way in measured)]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]


def _ratio(measured, way, what):
    """How many times as fast as stock: over all rounds, and in the slowest and fastest round."""
    pairs = [(what(stock), what(each)) for stock, each in zip(measured[STOCK], measured[way], strict=True)]
    stock, ours = map(sum, zip(*pairs, strict=True))
    single = [slow / fast for slow, fast in pairs]
    return f"{stock / ours:.1f} ({min(single):.1f}-{max(single):.1f})"


def _whole(each):
    return each["total"]


def _processor(each):
    return each["processor"]


def _working(each):
    return sum(each.get(name, 0) for name in PHASES)


def _start(each):
    return _whole(each) - _working(each)
