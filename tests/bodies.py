"""Is the body of a graded answer printed somewhere?  Syntax trees compared, names normalised."""

import ast
import copy
import re
import textwrap
from functools import cache

KEPT_NAMES = {"np", "math", "range", "len", "sum", "max", "min", "abs", "zip", "enumerate", "reversed"}
OPTIONS = re.compile(r"\A(?:---\n(?:.*\n)*?---\n|(?::[\w-]+:.*\n)+)")
PROMPT = re.compile(r"^(>>>|\.\.\.) ?", re.MULTILINE)


def body(function):
    """The statements of a function's tree, docstring dropped."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def shape(statements):
    """A run of statements in normal form: names by order of appearance; the last one only by its value."""
    run = [copy.deepcopy(statement) for statement in statements]
    run[-1] = ast.Expr(_result(run[-1]))
    names = {}
    for statement in run:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id not in KEPT_NAMES:
                node.id = names.setdefault(node.id, f"v{len(names)}")
            elif isinstance(node, ast.arg):
                node.arg = names.setdefault(node.arg, f"v{len(names)}")
            elif isinstance(node, ast.Return):
                node.value = node.value or ast.Constant(None)
    return "\n".join(ast.dump(statement) for statement in run)


def _result(statement):
    """What a last statement gives: returned, assigned, shown or printed, it is the same body."""
    value = getattr(statement, "value", None)
    if not isinstance(statement, ast.Return | ast.Assign | ast.AnnAssign | ast.Expr) or value is None:
        return ast.Constant(ast.dump(_anonymous(statement)))
    printed = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print"
    return value.args[0] if printed and len(value.args) == 1 else value


def _anonymous(statement):
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and node.id not in KEPT_NAMES:
            node.id = "_"
    return statement


@cache
def blocks(tree):
    """All runs of statements that stand under one heading, at every depth of a tree."""
    return [block for node in ast.walk(tree) for field in ("body", "orelse", "finalbody")
            if isinstance(block := getattr(node, field, None), list)]


@cache
def _shape(tree, block, start, stop):
    return shape(blocks(tree)[block][start:stop])


def holds(tree, wanted, form):
    """Does a run of statements of the tree have this normal form?  Only runs of the same kinds of statements are brought into it."""
    kinds, length = [type(each) for each in wanted[:-1]], len(wanted)
    return any(_shape(tree, number, start, start + length) == form for number, block in enumerate(blocks(tree))
               for start in range(len(block) - length + 1)
               if [type(each) for each in block[start:start + length - 1]] == kinds)


def printed(function, sources):
    """The sources (by name) in which the body of the function's tree stands; bodies of one statement are free."""
    wanted = body(function)
    if len(wanted) < 2:
        return []
    form = shape(wanted)
    return [name for name, tree in sources.items() if holds(tree, wanted, form)]


def parsed(text):
    """The tree of a piece of code; prompts and a cell's options are dropped, and what is no Python gives None."""
    text = textwrap.dedent(text)
    if ">>>" in text:
        text = "\n".join(PROMPT.sub("", line) for line in text.splitlines() if PROMPT.match(line))
    try:
        return ast.parse(OPTIONS.sub("", text))
    except SyntaxError:
        return None
