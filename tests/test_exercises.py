"""The exercises: anatomy of the notebooks, points, answers that pass, visible tests that help."""

import ast
import re

import nbformat
import pytest

from grader import address, notebook_cells
from grader.address import ROOT
from grader.exercise import covers
from grader.grading import grade_components
from grader.runner import session
from grader.sandbox.verify import SandboxRefused
from tests.notebooks import each_chapter, each_notebook, notebooks, visible

SOLUTIONS, EXERCISES = each_notebook("solutions"), each_notebook("exercises")
BOTH = pytest.mark.parametrize("notebook", notebooks("solutions") + notebooks("exercises"),
                               ids=lambda n: f"{n.folder}/{n.chapter}/{n.name}")

# What nbgrader and the learner may do with each part: grade, solution, locked.
FLAGS = {"answer": (False, True, False), "test": (True, False, True)}
TEXT, CODE = "markdown", "code"


def anatomy(notebook):
    """(cell id, part, type) of every cell that the notebook must have, in order."""
    first = notebook.name
    yield f"{first}-intro", "intro", TEXT
    yield f"{first}-setup", "setup", CODE
    for member in notebook.components:
        name = member.name
        if name != first:
            yield f"{name}-task", "task", TEXT
        yield name, "answer", CODE
        yield f"{name}-try", "try", CODE
        yield f"{name}-test", "test", CODE
        yield f"{name}-hidden", "hidden", TEXT
    yield f"{first}-next", "next", TEXT


def hidden_line(name):
    """The hidden region of a test cell, whole."""
    return ("### BEGIN HIDDEN TESTS\n"
            f'from grader.stock import hidden_checks; hidden_checks("{name}", globals())\n'
            "### END HIDDEN TESTS")


# --- anatomy ----------------------------------------------------------------------------------------

@BOTH
def test_the_cells_are_those_of_the_anatomy_in_order(notebook):
    """Intro, setup, then answer, try, test, hidden for each member, next: nothing more and nothing else."""
    assert [(c["id"], c["cell_type"]) for c in notebook.cells] == [(i, t) for i, _, t in anatomy(notebook)]


@BOTH
def test_cell_ids_equal_grade_ids_and_flags_fit_the_part(notebook):
    """Locked is locked, the answer is the solution, the test is graded, and the try cell is the learner's own."""
    for cell, (ident, part, _) in zip(notebook.cells, anatomy(notebook), strict=True):
        if part == "try":
            assert cell["metadata"] == {}
            continue
        found = cell["metadata"]["nbgrader"]
        assert found["grade_id"] == ident
        assert (found["grade"], found["solution"], found["locked"]) == FLAGS.get(part, (False, False, True)), ident
        assert (found["schema_version"], found["task"]) == (3, False)
        assert ("points" in found) == (part == "test")
        assert cell["metadata"].get("tags", []) == (["raises-exception"] if part == "test" else [])


@BOTH
def test_the_notebook_is_valid_and_clean(notebook):
    """It satisfies the notebook format, names the plain kernel, and carries no output and no execution count."""
    content = notebook.content
    nbformat.validate(content)
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    assert content["metadata"] == notebook_cells.KERNEL
    for cell in content["cells"]:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
        assert "attachments" not in cell


@SOLUTIONS
def test_the_hidden_region_is_the_one_line(notebook):
    """Each test cell ends in it, no other cell has one, and it names its own component."""
    for cell in notebook.cells:
        if cell["id"].endswith("-test"):
            assert cell["source"].endswith("\n" + hidden_line(cell["id"].removesuffix("-test")))
        assert cell["source"].count("HIDDEN TESTS") == (2 if cell["id"].endswith("-test") else 0)


@BOTH
def test_the_cell_under_the_test_says_what_is_hidden(notebook):
    """Its text is made from the titles of the checks."""
    for member in notebook.components:
        assert notebook.sources[f"{member.name}-hidden"] == covers(member)


@SOLUTIONS
def test_every_function_is_asked_for_in_its_answer_cell(notebook):
    """The answer cell defines the component's functions, in the reference's order, with a docstring and one solution."""
    for member in notebook.components:
        source = notebook.sources[member.name]
        defined = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
        assert [node.name for node in defined] == list(member.functions)
        assert all(ast.get_docstring(node) for node in defined)
        assert source.count("### BEGIN SOLUTION") == source.count("### END SOLUTION") == len(defined)


# --- points -----------------------------------------------------------------------------------------

@BOTH
def test_points_are_those_of_the_sheet(notebook):
    """What nbgrader counts is what the checks are worth."""
    points = {c["id"]: c["metadata"]["nbgrader"]["points"] for c in notebook.cells if c["id"].endswith("-test")}
    assert points == {f"{member.name}-test": member.sheet.points for member in notebook.components}


@BOTH
def test_the_intro_states_the_points_and_the_time(notebook):
    """The learner reads what each member is worth, ``8 + 8 + 9 + 9``, and how long it may take."""
    intro = notebook.sources[f"{notebook.name}-intro"]
    stated = re.search(r"\*\*Points:\*\* (\d+(?: \+ \d+)*)\.", intro)
    assert stated
    assert [int(points) for points in stated[1].split(" + ")] == [member.sheet.points for member in notebook.components]
    assert re.search(r"\*\*Time:\*\* (about )?\d+ minutes", intro)


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
@each_chapter
def test_the_chapter_readme_lists_the_notebooks_in_order_with_their_points(chapter, folder):
    """One line a notebook, in the book's order, each with the points it is worth; and the sum of the points."""
    text = (ROOT / folder / chapter / "README.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if re.search(r"\(\w+\.ipynb\)", line) and "|" in line]
    wanted = address.notebooks(chapter)
    assert [re.search(r"\((\w+)\.ipynb\)", row)[1] for row in rows] == list(wanted)
    for row, members in zip(rows, wanted.values(), strict=True):
        cells = [cell.strip() for cell in row.strip("| ").split("|")]
        assert str(sum(member.sheet.points for member in members)) in cells, row
    assert re.findall(r"(\d+) points", text) == [str(sum(each.sheet.points for each in address.components(chapter)))]


def anchor(heading):
    """A heading's place in its page, as Markdown readers make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
@each_chapter
def test_links_into_the_book_lead_to_a_heading(chapter, folder):
    """What a README or a notebook links to is a page that is there, and a heading of that page, which the link shows word for word."""
    here = ROOT / folder / chapter
    text = "\n".join(file.read_text(encoding="utf-8") for file in here.iterdir() if file.suffix in {".md", ".ipynb"})
    links = set(re.findall(r"\((\.\./\.\./book/[^)\s]+)\)", text))
    assert links
    for link in links:
        page, _, part = link.partition("#")
        assert (here / page).is_file(), link
        headings = re.findall(r"^#+ (.+)$", (here / page).read_text(encoding="utf-8"), re.MULTILINE)
        assert not part or part in {anchor(heading) for heading in headings}, link
    for shown, link in re.findall(r"\[([^\[\]]+)\]\((\.\./\.\./book/[^)#]+#[^)]+)\)", text):
        page, _, part = link.partition("#")
        headings = re.findall(r"^#+ (.+)$", (here / page).read_text(encoding="utf-8"), re.MULTILINE)
        assert shown in [heading for heading in headings if anchor(heading) == part], f"{shown} is not the heading of {link}"


# --- the solution passes, the unanswered exercise says what is missing --------------------------------

def errors(result):
    """``ename: evalue`` of the cells that raised, by position."""
    return {index: f"{output['ename']}: {output['evalue']}" for index, outputs in enumerate(result.cells)
            for output in outputs if output["kind"] == "error"}


def printed(result, stream):
    """All text on one stream."""
    return "".join(o["text"] for outputs in result.cells for o in outputs if o["kind"] == "text" and o["name"] == stream)


@pytest.fixture(scope="module")
def sandbox():
    """The warm process in which submissions are graded; these notebooks are our own, so without one they run all the same."""
    try:
        warm = session.kept_warm()
        session.run([], [], sandbox=warm)
    except SandboxRefused:
        return session.UNSANDBOXED
    return warm


@SOLUTIONS
def test_a_solution_passes_its_visible_tests_and_gets_full_marks(notebook, sandbox):
    """All cells run, nothing stands on stderr, every visible test says so, and every hidden check is passed."""
    result, reports = grade_components(notebook.components, notebook.code, sandbox=sandbox)
    assert errors(result) == {}
    assert printed(result, "stderr") == ""
    assert "a picture that was not finished" not in printed(result, "stdout")
    for member in notebook.components:
        assert f"{member.name}: the visible tests pass." in printed(result, "stdout")
        assert reports[member.name].complete, reports[member.name].lines(show_expected=True)


@EXERCISES
def test_an_unanswered_exercise_runs_to_its_end_and_says_what_is_missing(notebook, sandbox):
    """Only the test cells fail, each with the sentence "… not written yet"."""
    result = session.run(notebook.code, [], sandbox=sandbox)
    ids = [cell["id"] for cell in notebook.cells if cell["cell_type"] == "code"]
    found = {ids[index]: text for index, text in errors(result).items()}
    assert set(found) == {f"{member.name}-test" for member in notebook.components}
    for member in notebook.components:
        assert re.fullmatch(rf"NotImplementedError: {member.name}\w*: not written yet", found[f"{member.name}-test"])
    assert printed(result, "stderr") == ""


@EXERCISES
def test_every_function_of_the_stub_says_that_it_is_not_written(notebook):
    """Each function keeps its signature and docstring, and its body is the one sentence about itself."""
    for member in notebook.components:
        for node in ast.parse(notebook.sources[member.name]).body:
            doc, body = node.body[0], node.body[1:]
            assert isinstance(doc.value, ast.Constant)
            wanted = {f"raise NotImplementedError('{name}: not written yet')" for name in (node.name, member.name)}
            assert len(body) == 1
            assert ast.unparse(body[0]) in wanted


# --- visible tests ----------------------------------------------------------------------------------

@BOTH
def test_test_cells_route_warnings_to_stdout_first(notebook):
    """Validate and stock grading count stderr as failure, so nothing may go there."""
    for member in notebook.components:
        assert notebook.sources[f"{member.name}-test"].startswith(notebook_cells.ROUTE)


@BOTH
def test_visible_tests_are_plain_asserts_each_with_a_message(notebook):
    """At least three a component; every one says what is wrong; nothing is imported or defined behind the learner's back."""
    for member in notebook.components:
        tree = ast.parse(visible(notebook.sources[f"{member.name}-test"]).removeprefix(notebook_cells.ROUTE))
        asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
        assert len(asserts) >= 3
        assert [ast.unparse(node) for node in asserts if node.msg is None] == []
        assert not any(isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef | ast.Try) for node in ast.walk(tree))


@BOTH
def test_visible_tests_touch_every_function(notebook):
    """A function that no visible assert calls would be a surprise at grading."""
    for member in notebook.components:
        tree = ast.parse(visible(notebook.sources[f"{member.name}-test"]))
        called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        assert set(member.functions) <= called


@BOTH
def test_a_try_cell_catches_exactly_what_is_not_written(notebook):
    """It, or its helper in the setup cell, catches NotImplementedError, prints it, and hides no other mistake."""
    for member in notebook.components:
        tree = ast.parse(notebook.sources[f"{notebook.name}-setup"] + "\n" + notebook.sources[f"{member.name}-try"])
        handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
        assert handlers
        assert {ast.unparse(node.type) for node in handlers} == {"NotImplementedError"}
        assert all(f"print({node.name})" in ast.unparse(node) for node in handlers)
