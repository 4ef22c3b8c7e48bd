"""What the book and the release may not print, and what they must say alike."""

import ast
import contextlib
import inspect
import math
import re
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml

from grader import address
from grader.address import ROOT
from grader.notebook_cells import ROUTE
from tests import bodies
from tests.notebooks import definitions, each_chapter, each_component, each_notebook, fenced, notebook_of, notebooks, pages, visible

RELEASE = ROOT / "exercises"
CODE_WIDTH = 79  # characters
NUMBER = re.compile(r"(?<![\w.])\d+\.?\d*(?:e[+-]?\d+)?(?![\w])", re.IGNORECASE)
SECRETS = re.compile(r"(BEGIN|END) (HIDDEN TESTS|SOLUTION)|hidden_checks|\bgrader\.\w+|import grader|from grader|[Mm]isconception")


# --- no answer in print -----------------------------------------------------------------------------

def graded():
    """Every graded body of two or more statements: reference functions, and the solutions' answers."""
    for component in address.components():
        for name, function in component.functions.items():
            yield f"reference {name}", ast.parse(inspect.getsource(function)).body[0]
        notebook = notebook_of(component, "solutions")
        if notebook.path.exists():
            for name, tree in definitions(notebook.sources[component.name]).items():
                yield f"solution {name}", tree


def book_code():
    """Every fenced block of every page that is Python, by page and position."""
    return trees((f"{path.relative_to(ROOT)} block {i}", text) for path, page in pages().items()
                 for i, text in enumerate(fenced(page)))


def release_code():
    """Every code cell, and every fenced block in a text cell, of every notebook (and README) in the release."""
    pieces = [(f"{notebook.name} {cell['id']} {i}", text) for notebook in notebooks("exercises") if notebook.path.exists()
              for cell in notebook.cells
              for i, text in enumerate([cell["source"]] if cell["cell_type"] == "code" else fenced(cell["source"]))]
    pieces += [(f"{path} {i}", text) for path in RELEASE.rglob("*.md") for i, text in enumerate(fenced(path.read_text()))]
    return trees(pieces)


def trees(pieces):
    """The syntax trees of those pieces that are Python."""
    return {name: tree for name, text in pieces if (tree := bodies.parsed(text)) is not None}


@pytest.mark.parametrize("code", [book_code, release_code], ids=["book", "exercises"])
def test_no_graded_body_is_printed(code):
    """Neither as a function nor as a run of statements in a longer cell, whatever the names are."""
    sources = code()
    assert {name: found for name, tree in graded() if (found := bodies.printed(tree, sources))} == {}


def test_every_cell_can_be_read():
    """No cell that is meant to run escapes the comparison by not being Python."""
    cells = {f"{n.name} {cell['id']}": cell["source"] for n in notebooks("exercises") if n.path.exists()
             for cell in n.cells if cell["cell_type"] == "code"}
    cells |= {f"{path.name} cell {i}": text for path, page in pages().items()
              for i, text in enumerate(fenced(page, "{code-cell}")) if "raises-exception" not in text}
    assert [name for name, text in cells.items() if bodies.parsed(text) is None] == []


@pytest.mark.parametrize("disguise", [
    "def gelu(scores):\n    top = np.exp(scores - scores.max(axis=-1, keepdims=True))\n"
    "    return top / top.sum(axis=-1, keepdims=True)",
    "import numpy as np\na = 1\nb = np.exp(a - a.max(axis=-1, keepdims=True))\nc = b / b.sum(axis=-1, keepdims=True)\nc",
    "for t in (1, 2):\n    w = np.exp(t - t.max(axis=-1, keepdims=True))\n    print(w / w.sum(axis=-1, keepdims=True))",
    ">>> e = np.exp(z - z.max(axis=-1, keepdims=True))\n>>> e / e.sum(axis=-1, keepdims=True)\narray([1.])",
    ":tags: [hide-input]\n\ne = np.exp(z - z.max(axis=-1, keepdims=True))\np = e / e.sum(axis=-1, keepdims=True)",
    "---\ntags: [hide-cell]\n---\ne = np.exp(z - z.max(axis=-1, keepdims=True))\np = e / e.sum(axis=-1, keepdims=True)",
])
def test_a_disguised_body_is_found(disguise):
    """Other names, module level, inside a loop, at a prompt, under cell options: it is still softmax."""
    function = ast.parse(inspect.getsource(address.component("softmax").functions["softmax"])).body[0]
    assert bodies.printed(function, trees([("cell", disguise)])) == ["cell"]


@pytest.mark.parametrize("honest", [
    "e = np.exp(z)\np = e / e.sum(axis=-1, keepdims=True)", "p = softmax(z)\nprint(p)", "no python at all"])
def test_an_honest_cell_is_not_taken_for_the_answer(honest):
    """A wrong rule shown in the open, or a call, is no answer."""
    function = ast.parse(inspect.getsource(address.component("softmax").functions["softmax"])).body[0]
    assert bodies.printed(function, trees([("cell", honest)])) == []


@pytest.mark.parametrize("word", ["getsource", "literalinclude", "autofunction", "automodule", "viewcode"])
def test_no_page_prints_the_source_by_a_directive(word):
    """Nor does a page fetch the reference's text in another way."""
    assert [str(path) for path, text in pages().items() if word in text] == []


# --- no secret in the release -----------------------------------------------------------------------

def test_nothing_hidden_is_in_the_release():
    """No hidden region, no solution mark, no import of the course's package, in any byte of any file."""
    files = {path.name: path.read_text(encoding="utf-8") for path in RELEASE.rglob("*.*") if path.is_file()}
    assert files
    assert {(name, found[0]) for name, text in files.items() for found in SECRETS.finditer(text)} == set()


def secret_numbers(component):
    """Fractions of four digits and more that the component's checks know: written in them, or values by hand."""
    by_hand = [number for check in component.sheet.checks for value in check.by_hand or ()
               for number in flat(value)]
    return {abs(n) for n in written(component.chapter) + by_hand if not float(n).is_integer() and digits(repr(float(n))) >= 4}


@cache
def written(chapter):
    """Every fraction written in the chapter's checks."""
    module = address.checks(chapter)
    files = [Path(module.__file__)] if not hasattr(module, "__path__") else Path(module.__path__[0]).glob("*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, float)]


def flat(value):
    """All numbers in a value, which may be tuples, lists and dicts of arrays; text has none."""
    parts = list(value.values()) if isinstance(value, dict) else value
    if isinstance(parts, tuple | list):
        return [number for part in parts for number in flat(part)]
    if isinstance(parts, str):
        return []
    return np.ravel(np.asarray(parts, dtype=float)).tolist()


def digits(literal):
    """How many significant digits a number is written with."""
    return len(literal.lower().partition("e")[0].replace(".", "").replace("-", "").strip("0"))


@cache
def numbers(text):
    """The numbers of four digits and more in a text, each with its count of digits."""
    return {(float(literal), digits(literal)) for literal in NUMBER.findall(text) if digits(literal) >= 4}


def known(text, secrets):
    """Those of the secret numbers that a text gives away, to as many digits as it writes."""
    return {secret for secret in secrets for number, count in numbers(text) if
            number and math.isclose(number, secret, rel_tol=0.51 * 10 ** (1 - count))}


@cache
def published():
    """What everybody may read: the book's pages, and the worked numbers in the reference's docstrings."""
    return "\n".join([*pages().values(), *(inspect.getdoc(function) for component in address.components()
                                           for function in component.functions.values())])


@each_notebook("exercises")
def test_the_release_gives_away_no_number_of_the_hidden_checks(notebook):
    """A number of four digits that a check knows is in the exercise only if everybody may read it elsewhere."""
    secrets = set().union(*(secret_numbers(member) for member in notebook.components))
    given_away = known("\n".join(notebook.sources.values()), secrets)
    assert given_away <= known(published(), given_away)


def test_a_number_is_recognised_however_it_is_rounded():
    """Four digits of a secret are enough; three are not, nor is another number."""
    assert known("p = 0.018211", {0.01821127}) == {0.01821127}
    assert known("p = 1.821e-2", {0.01821127}) == {0.01821127}
    assert known("p = 0.0182, or 0.01831", {0.01821127}) == set()


# --- the same signature everywhere ------------------------------------------------------------------

def arguments(tree):
    """Names, order and defaults as text, from a function's tree."""
    return ast.unparse(tree.args)


def reference_arguments(component):
    """The component's functions by name, each with its arguments."""
    return {name: arguments(ast.parse(inspect.getsource(function)).body[0])
            for name, function in component.functions.items()}


def stated(name, text):
    """The arguments of every mention ``name(…)`` in code style."""
    found = set()
    for written in re.findall(rf"`{name}\((.*?)\)`", text):
        with contextlib.suppress(SyntaxError):
            found.add(arguments(ast.parse(f"def {name}({written}): pass").body[0]))
    return found


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
@each_component
def test_signatures_agree_in_notebook_and_reference(component, folder):
    """Names, order and defaults of the arguments are those of the reference."""
    written = definitions(notebook_of(component, folder).sources[component.name])
    assert {name: arguments(tree) for name, tree in written.items()} == reference_arguments(component)


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
@each_component
def test_the_task_states_the_signature(component, folder):
    """The learner reads the component's own call in code style, defaults included, before the answer cell."""
    prose = notebook_of(component, folder).prose
    assert reference_arguments(component)[component.name] in stated(component.name, prose)


@each_chapter
def test_the_notation_page_has_the_chapters_table(chapter, monkeypatch):
    """The page asks for the generated table, and the table states every signature."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(ROOT / "book" / "_ext")])
    from gradients_book import functions
    assert f"```{{function-table}} {chapter}\n```" in (ROOT / "book" / "notation.md").read_text(encoding="utf-8")
    table = "\n".join(functions.lines(chapter, {f"book/{chapter}"}))
    for component in address.components(chapter):
        for name, wanted in reference_arguments(component).items():
            assert stated(name, table) == {wanted}


# --- errata and misconceptions ----------------------------------------------------------------------

def errata():
    """The data file."""
    return yaml.safe_load((ROOT / "book" / "errata.yml").read_text(encoding="utf-8"))


def test_errata_and_misconceptions_name_each_other():
    """A sheet's misconception with an erratum is listed there, and what is listed for a component is in its sheet."""
    existing = {component.address for component in address.components()}
    listed = {(each["number"], where, name) for each in errata()
              for where, names in each.get("misconceptions", {}).items() if where in existing for name in names}
    embodied = {(m.erratum, c.address, m.name) for c in address.components()
                for m in c.sheet.misconceptions if m.erratum is not None}
    assert embodied == listed


def test_only_what_is_wrong_is_a_misconception_and_only_where_it_is_treated():
    """An erratum with misconceptions is of kind wrong, and each of their addresses is one where the book treats it."""
    bad = [each["number"] for each in errata() if "misconceptions" in each
           and not ("wrong" in each["kinds"] and set(each["misconceptions"]) <= set(each["at"]))]
    assert bad == []


# --- the words of test cells ------------------------------------------------------------------------

@each_notebook("solutions")
def test_visible_tests_do_not_contain_the_answer(notebook):
    """A visible test never holds the formula: no body of an answer, of any length, stands in it."""
    for member in notebook.components:
        tree = ast.parse(visible(notebook.sources[f"{member.name}-test"]).removeprefix(ROUTE))
        expressions = {ast.dump(node) for node in ast.walk(tree) if isinstance(node, ast.expr)}
        for function in definitions(notebook.sources[member.name]).values():
            last = bodies.body(function)[-1]
            assert not (isinstance(last, ast.Return) and ast.dump(last.value) in expressions
                        and not isinstance(last.value, ast.Name | ast.Tuple))


each_page = pytest.mark.parametrize("page", sorted((ROOT / "book").rglob("*.md")),
                                    ids=lambda page: page.relative_to(ROOT / "book").with_suffix("").as_posix())


@each_page
def test_the_options_of_every_cell_can_be_read(page):
    """A colon in a caption or an alternative text would end the build of the whole book."""
    for options in re.findall(r"^```\{code-cell\}[^\n]*\n---\n(.*?)^---$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        assert isinstance(yaml.safe_load(options), dict)


@each_page
def test_code_fits_beside_the_contents(page):
    """A longer line would have to be scrolled sideways in a window of usual width."""
    lines = [line for cell in fenced(page.read_text(encoding="utf-8"), "{code-cell}") for line in cell.split("\n---\n")[-1].split("\n")]
    assert [line for line in lines if len(line) > CODE_WIDTH] == []
