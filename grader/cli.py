"""The verbs of ``python -m grader``; each lives in a module of its own, imported only when asked for."""

import argparse
import importlib
import sys

VERBS = {
    "check": ("grader.check", "check your own answer at once, with a diagnosis"),
    "where": ("grader.where", "print every place of one component"),
    "new": ("grader.new", "write the stubs of a new component, in every place"),
    "release": ("grader.release", "make exercises/ from solutions/, or prove that it is fresh"),
    "course": ("grader.course", "make an nbgrader course folder for a class"),
    "autograde": ("grader.autograde.command", "grade a class's submissions, fast, into nbgrader's gradebook"),
    "bench": ("grader.bench.command", "measure how fast submissions are graded, beside nbgrader as it is"),
    "sample": ("grader.sample_class", "grade the sample class and show its table"),
    "doctor": ("grader.doctor", "say what the sandbox can do here, and try to break out of it"),
}


def main(argv=None):
    """Run one verb; gives its exit status."""
    argv = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="python -m grader", description="The judge of Gradients by Hand.")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, (module, text) in VERBS.items():
        verb = verbs.add_parser(name, help=text, description=text)
        if argv[:1] == [name]:
            importlib.import_module(module).add_arguments(verb)
    args = parser.parse_args(argv)
    try:
        return importlib.import_module(VERBS[args.verb][0]).main(args)
    except KeyboardInterrupt:
        print(f"grader {args.verb}: stopped; run it again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 141
