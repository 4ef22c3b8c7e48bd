"""What a learner gets in place of a solution or of hidden tests; text in, text out."""

import re

STUB = '# YOUR CODE HERE\nraise NotImplementedError("{name}: not written yet")'
BEGIN_SOLUTION, END_SOLUTION = "BEGIN SOLUTION", "END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"

_HEADER = re.compile(r"(\s*)(?:async\s+)?(?:def|class)\s+(\w+)")


class BadRegion(ValueError):
    """Solution or test markers that do not pair up; its text is the sentence for the author."""


def without_solutions(source, name):
    """The released form of an answer cell; ``name`` stands in stubs that lie outside any function.

    Each region becomes a stub that names the function around it.  A cell without a region is all
    solution, so all of it becomes one stub.
    """
    parts = _split(source, BEGIN_SOLUTION, END_SOLUTION)
    if all(kind == "text" for kind, _ in parts):
        return STUB.format(name=name)
    lines = []
    for kind, content in parts:
        lines += content if kind == "text" else _stub(content[0], lines, name)
    return "\n".join(lines)


def without_hidden(source):
    """A grade cell's source without its hidden tests."""
    parts = _split(source, BEGIN_HIDDEN, END_HIDDEN)
    return "\n".join(line for kind, content in parts if kind == "text" for line in content)


def has_solution(source):
    """Is there a solution region in this source?"""
    return any(kind == "region" for kind, _ in _split(source, BEGIN_SOLUTION, END_SOLUTION))


def _split(source, begin, end):
    """The source as ("text", lines) and ("region", lines) in order; a region starts with its marker line."""
    parts = [("text", [])]
    for line in source.split("\n"):
        inside = parts[-1][0] == "region"
        if begin in line:
            if inside:
                raise BadRegion(f"{begin} stands inside another region that has no {end} yet")
            parts.append(("region", [line]))
        elif end in line:
            if not inside:
                raise BadRegion(f"{end} has no {begin} before it")
            parts.append(("text", []))
        else:
            parts[-1][1].append(line)
    if parts[-1][0] == "region":
        raise BadRegion(f"{begin} has no {end} after it")
    return parts


def _stub(marker, before, name):
    """Lines of the stub for a region that starts with this marker line, after these lines."""
    indent = marker[: len(marker) - len(marker.lstrip())]
    filled = STUB.format(name=_enclosing(before, len(indent)) or name)
    return [indent + line for line in filled.split("\n")]


def _enclosing(lines, indent):
    """Dotted name of the functions and classes around a line of this indentation, or ""."""
    names = []
    for line in reversed(lines):
        if line.strip() and len(line) - len(line.lstrip()) < indent:
            indent = len(line) - len(line.lstrip())
            header = _HEADER.match(line)
            if header:
                names.insert(0, header[2])
    return ".".join(names)
