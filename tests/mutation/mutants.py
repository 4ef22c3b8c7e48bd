"""All mutants of a component's reference functions, and the answers made of them.

A mutant is the function's source with one node changed, written out by `ast.unparse` without its
docstring: line 1 is the signature.  Its name is its function, the line, and that line as it now
reads, ``softmax:3 return e / e.mean(axis=-1, keepdims=True)``, so it stays the same wherever the
function moves in its file.
"""

import ast
import inspect
import sys
import textwrap
import types
from dataclasses import dataclass
from functools import cache

from tests.mutation.operators import OPERATORS, know_arguments, with_field


@dataclass(frozen=True)
class Mutant:
    """One changed function: which, what it is called in lists, and its source."""

    function: str
    name: str
    source: str


def functions(component):
    """The component's own functions and the module's private helpers they reach, by name."""
    found = dict(component.functions)
    module = _home(component)
    waiting = list(found.values())
    while waiting:
        code = waiting.pop().__code__
        for name in _names(code):
            helper = vars(module).get(name)
            if name.startswith("_") and inspect.isfunction(helper) and name not in found:
                found[name] = helper
                waiting.append(helper)
    return found


def _home(component):
    """The module in which the component is written: the chapter's, or one of the parts it was split into."""
    return sys.modules[next(iter(component.functions.values())).__module__]


@cache
def mutants(component):
    """Every mutant of the component, each source once, in the order of the text."""
    return [mutant for name, function in functions(component).items() for mutant in of_source(name, source(function))]


def source(function):
    """The function's source in normal form: no docstring, no comments, one statement a line."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    tree.body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    return ast.unparse(tree)


def of_source(name, text):
    """The mutants of one function's normal form; changes that change nothing are left out."""
    before, tree = text.splitlines(), _Signed().visit(ast.parse(text).body[0])
    know_arguments(tree)
    sources = dict.fromkeys(ast.unparse(ast.fix_missing_locations(new)) for new in variants(tree))
    sources.pop(text, None)
    return [Mutant(name, _name(name, before, new.splitlines()), new) for new in sources if _compiles(new)]


def answer(component, mutant):
    """The component's functions with the mutant in place, for those that call it too."""
    namespace = dict(vars(_home(component)))
    for name, function in functions(component).items():
        twin = types.FunctionType(function.__code__, namespace, name, function.__defaults__)
        twin.__kwdefaults__ = function.__kwdefaults__
        namespace[name] = twin
    exec(compile(mutant.source, f"<mutant {mutant.name}>", "exec"), namespace)
    return {name: namespace[name] for name in component.functions}


def variants(node):
    """Copies of the tree with one change each."""
    for change in OPERATORS.get(type(node), ()):
        yield from change(node)
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            for new in variants(value):
                yield with_field(node, field, new)
        elif isinstance(value, list):
            for new in _list_variants(field, value):
                yield with_field(node, field, new)


def _list_variants(field, items):
    for i, item in enumerate(items):
        if field == "body" and _droppable(item, items[:i]):
            yield items[:i] + items[i + 1:] or [ast.Pass()]
        if isinstance(item, ast.AST):
            for new in variants(item):
                yield items[:i] + [new] + items[i + 1:]


def _droppable(statement, before):
    """May a statement go without leaving a name undefined?  Then the mutant is a program somebody could write."""
    if isinstance(statement, ast.Assign):
        stored = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        read = {n.id for n in ast.walk(statement.value) if isinstance(n, ast.Name)}
        earlier = {n.id for each in before for n in ast.walk(each) if isinstance(n, ast.Name)}
        return stored <= read | earlier
    return isinstance(statement, ast.AugAssign | ast.Expr | ast.For | ast.While | ast.If)


class _Signed(ast.NodeTransformer):
    """Makes −1 one constant instead of a sign before a 1."""

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            return ast.Constant(-node.operand.value)
        return node


def _names(code):
    """Names a function's code looks up, also in the functions and comprehensions inside it."""
    inner = [name for constant in code.co_consts if inspect.iscode(constant) for name in _names(constant)]
    return [*code.co_names, *inner]


def _name(function, before, after):
    """Function, line, and how that line reads now."""
    line = next((i for i, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(after))
    if len(after) < len(before):
        return f"{function}:{line + 1} without {before[line].strip()}"
    return f"{function}:{line + 1} {after[line].strip()}"


def _compiles(text):
    try:
        compile(text, "<mutant>", "exec")
    except SyntaxError:
        return False
    return True
