"""``python -m grader bench``: grade the same submissions three ways, in turn, and show what each took."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

CHAPTER = "activations"
STOCK, PLAIN, OWN = "stock nbgrader autograde", "nbgrader autograde, our steps", "grader autograde --jobs 1"
PHASES = ("rebuild", "execute", "judge", "bookkeeping", "write")
STOCK_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'gradients'\n"
ENDS_BADLY = {"endless_loop", "ends_python"}  # would measure a time limit
DONE, FAILED = 0, 1


class Failed(RuntimeError):
    """A way to grade ended badly; its text says which, and its last words."""


def add_arguments(parser):
    """What the verb takes."""
    parser.add_argument("number", metavar="N", nargs="?", type=int, default=20,
                        help=f"submissions of the chapter {CHAPTER} to grade (20)")


def main(args):
    """Make a class, grade it three times, print the table."""
    if args.number < 1:
        print("grader bench: N must be at least 1", file=sys.stderr)
        return FAILED
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        try:
            notebooks = make_class(Path(place) / "class", args.number)
            measured = {way: measure(way, Path(place)) for way in (STOCK, PLAIN, OWN)}
        except Failed as problem:
            print(f"grader bench: {problem}", file=sys.stderr)
            return FAILED
    print(f"{args.number} submissions, {notebooks} notebooks of {CHAPTER}; one worker, our sandbox on; "
          f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}.\n")
    print("\n".join(table(measured, notebooks)))
    return DONE


def make_class(folder, number):
    """A released course folder with so many submissions; gives the number of notebooks in them."""
    import nbformat

    from grader import course
    from grader.nbgrader_glue.commands import run
    from grader.sample.notebooks import Exercise

    files = course.make(folder, [CHAPTER])[CHAPTER]
    run("generate_assignment", folder, CHAPTER)
    read = partial(nbformat.read, as_version=4)
    exercises = [Exercise(file.stem, read(folder / "release" / CHAPTER / file.name), read(file)) for file in files]
    for index, make in zip(range(number), _endlessly(_ways_to_answer()), strict=False):
        target = folder / "submitted" / f"student-{index:03}" / CHAPTER
        target.mkdir(parents=True)
        for exercise in exercises:
            for name, data in make(exercise).items():
                (target / name).write_bytes(data)
    return number * len(exercises)


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


def measure(way, place):
    """Seconds by phase, `total` among them, of grading a fresh copy of the class this way."""
    folder = place / way.replace(" ", "-")
    shutil.copytree(place / "class", folder)
    if way == STOCK:
        (folder / "nbgrader_config.py").write_text(STOCK_CONFIG, encoding="utf-8")
    print(f"{way} ...", file=sys.stderr, flush=True)
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "grader.bench.child", way, folder, CHAPTER], cwd=folder,
                          env=_environment(), capture_output=True, text=True)
    total = time.perf_counter() - start
    if done.returncode:
        raise Failed(f"{way} failed: {(done.stderr.strip().splitlines() or ['it gave no reason'])[-1]}")
    return {**json.loads(done.stdout.splitlines()[-1]), "total": total}


def _environment():
    """As now, with this package to be found, by the kernels that stock nbgrader starts too."""
    root = str(Path(__file__).resolve().parent.parent.parent)
    paths = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return {**os.environ, "PYTHONPATH": root, "PATH": os.pathsep.join(paths), "GRADER_SANDBOX": ""}


def table(measured, notebooks):
    """Lines: notebooks a second and their ratio to stock, with and without the start; then milliseconds a notebook."""
    heads = ("", "notebooks/s", "times stock", "start s", "then nb/s", "times stock", *(f"{name} ms" for name in PHASES))
    first = next(iter(measured.values()))
    rows = [heads, *(_row(way, each, first, notebooks) for way, each in measured.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]


def _row(way, each, first, notebooks):
    working, whole = _working(each), each["total"]
    return (way, f"{notebooks / whole:.2f}", f"{first['total'] / whole:.1f}", f"{whole - working:.1f}",
            f"{notebooks / working:.2f}", f"{_working(first) / working:.1f}",
            *(f"{1000 * each.get(name, 0) / notebooks:.0f}" for name in PHASES))


def _working(each):
    return sum(each.get(name, 0) for name in PHASES)
