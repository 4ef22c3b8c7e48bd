"""Deciding one's own grade: the answer is wrong throughout, and something beside it wants points."""

from tests.corpus.kit import RIGHT, Case, answer_cell, extra, named

IPYTHON = "from IPython import get_ipython\nshell = get_ipython()\n"
ALWAYS_TRUE = "lambda *args, **kwargs: True"
PATCH = f"np.allclose = np.array_equal = {ALWAYS_TRUE}\nnp.testing.assert_allclose = lambda *args, **kwargs: None\n"
FRAMES = ("import sys\n\ndef callers():\n    frame = sys._getframe(2)\n    while frame:\n        yield frame\n"
          "        frame = frame.f_back\n\n")


PIPES = """\
import json, os, stat


def pipes():
    for descriptor in range(3, 256):
        try:
            if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
                yield descriptor
        except OSError:
            pass


"""


def _as_result(notebook, value):
    """The answer shows a result of its own from inside the tested function."""
    answer_cell(notebook)["source"] = (
        "def softmax(z):\n    from IPython import get_ipython\n"
        f"    get_ipython().displayhook({value})\n    return np.zeros(np.shape(z))")


def showing(value):
    """An edit that makes the answer show ``value`` as a cell's result."""
    return lambda notebook: _as_result(notebook, value)


def marks(name, **changed):
    """An edit of one cell's nbgrader marks."""
    return lambda notebook: named(notebook, name)["metadata"]["nbgrader"].update(changed)


def _own_grade_cell(notebook):
    mine = extra("bonus", "print('a cell of my own')")
    mine["metadata"] = {"nbgrader": {"grade": True, "grade_id": "bonus", "locked": True, "points": 50, "schema_version": 3,
                                     "solution": False, "task": False}}
    notebook["cells"].append(mine)


def _own_kernel(notebook):
    notebook["metadata"]["kernelspec"] = {"name": "mine", "display_name": "Mine", "language": "python"}


def _empty_tests(notebook):
    named(notebook, "softmax-test")["source"] = "print('fine')"


def _written_outputs(notebook):
    named(notebook, "softmax-test")["outputs"] = [{"output_type": "execute_result", "execution_count": 1, "metadata": {},
                                                   "data": {"text/plain": "10"}}]


CASES = (
    Case("replaces_allclose", bottom=PATCH, stock="unearned"),
    Case("replaces_allclose_again_from_a_thread", bottom=(
        f"import threading, time\n\ndef again():\n    while True:\n        np.allclose = {ALWAYS_TRUE}\n"
        "        time.sleep(0.001)\n\nthreading.Thread(target=again, daemon=True).start()"), stock="unearned"),
    Case("replaces_the_judge", bottom=(
        f"{PATCH}try:\n    import grader.judge.compare\n    grader.judge.compare.problem = lambda *args: None\n"
        "except ImportError:\n    print('no judge here')"), shows="no judge here", stock="unearned"),
    Case("replaces_the_call_of_hidden_checks", bottom=(
        f"{PATCH}import sys, types\nsys.modules['grader.stock'] = types.SimpleNamespace(hidden_checks=lambda *args: 10.0)\n"),
        stock="unearned"),
    Case("replaces_assert_error", top="AssertionError = None", bottom=(
        "import builtins\nbuiltins.AssertionError = type('Fine', (Exception,), {})"), stock="harmless",
        why="an assert statement raises the interpreter's own AssertionError, whatever the name means"),
    Case("erases_cells_by_input_transformer", bottom=(
        f"{IPYTHON}shell.input_transformers_post.append(lambda lines: ['pass\\n'])"), stock="unearned"),
    Case("erases_asserts_by_syntax_transformer", bottom=(
        f"{IPYTHON}import ast\n\nclass Erase(ast.NodeTransformer):\n    def visit_Assert(self, node):\n"
        f"        return ast.copy_location(ast.Pass(), node)\n\n"
        "    visit_Expr = visit_Assert\n\nshell.ast_transformers.append(Erase())"), stock="unearned"),
    Case("erases_tests_by_cell_hook", bottom=(
        f"{IPYTHON}shell.events.register('pre_run_cell', lambda info: setattr(info, 'raw_cell', ''))\n"
        "shell.compile.ast_parse = lambda source, *args, **kwargs: __import__('ast').parse('')"), stock="unearned"),
    Case("shows_ten_points_from_the_answer", change=showing("10.0"), stock="unearned"),
    Case("publishes_ten_points", bottom=(
        "def softmax(z):\n    from IPython import get_ipython\n    shell = get_ipython()\n    session = shell.kernel.session\n"
        "    session.send(shell.kernel.iopub_socket, 'execute_result', {'data': {'text/plain': '10'}, 'metadata': {},\n"
        "                 'execution_count': 1}, parent=shell.kernel.get_parent('shell'))\n    return np.zeros(np.shape(z))"),
        stock="unearned"),
    Case("forges_lines_to_the_grader", bottom=PIPES + """\
import base64
zero = base64.b64encode(np.zeros((3, 5)).tobytes()).decode()
value = {"value": ["array", "<f8", [3, 5], zero], "changed": [], "warnings": []}
lines = [json.dumps({"check": i, "outcomes": [value] * 5, "points": 10, "passed": True}) for i in range(8)]
lines += [json.dumps({"verdict": "graded", "score": 10}), json.dumps({"end": True})]
for descriptor in pipes():
    try:
        os.write(descriptor, ("\\n" + "\\n".join(lines) + "\\n").encode())
    except OSError:
        pass
""", stock="harmless", why="a kernel's channels are no pipes: nothing reads these lines"),
    Case("forges_every_line_and_leaves", verdict="graded", bottom=PIPES + """\
for descriptor in pipes():
    try:
        for index in range(8):
            os.write(descriptor, (json.dumps({"check": index, "outcomes": []}) + "\\n").encode())
        os.write(descriptor, (json.dumps({"end": True}) + "\\n").encode())
    except OSError:
        pass
os._exit(0)
""", stock="lost"),
    Case("forges_reasons_of_megabytes", bottom=PIPES + """\
error = {"error": ["Wrong " * 10**4, "words " * 10**5], "changed": ["x" * 10**6], "warnings": ["loud " * 10**4] * 20}
for descriptor in pipes():
    try:
        for index in range(8):
            os.write(descriptor, (json.dumps({"check": index, "outcomes": [error]}) + "\\n").encode())
        os.write(descriptor, (json.dumps({"end": True}) + "\\n").encode())
    except OSError:
        pass
os._exit(0)
""", stock="lost"),
    Case("forges_a_million_outputs", bottom=PIPES + """\
texts = json.dumps({"kind": "text", "name": "stdout", "text": "x"})
line = '\\n{"cell": 1, "outputs": [' + ",".join([texts] * 500_000) + ']}\\n'
for descriptor in pipes():
    try:
        os.write(descriptor, line.encode())
    except OSError:
        pass
""", stock="effect"),
    Case("patches_the_runner", bottom="""\
import sys
for name in ("calls", "wire", "forks", "drawing", "answer", "__main__"):
    module = sys.modules.get(name)
    for function in ("perform", "encode", "dumps", "_changed", "send", "_perform", "_draw"):
        if hasattr(module, function):
            setattr(module, function, lambda *args, **kwargs: {"value": ["plain", True]})
""", verdict="crashed", stock="harmless", why="stock has no runner: a wrong answer stays wrong"),
    Case("patches_the_end_of_processes", answer=RIGHT, score=10, bottom="import os\nos._exit = lambda status: None", stock="harmless",
         why="stock ends its kernel from outside"),
    Case("forges_a_message_of_empty_lists", bottom=PIPES + """\
line = b'\\n{"check": 0, "outcomes": [' + b"[]," * (20 * 2**20) + b"[]]}\\n"
for descriptor in pipes():
    try:
        os.write(descriptor, line)
    except OSError:
        pass
""", stock="effect"),
    Case("hides_errors_in_the_session", bottom=(
        f"{IPYTHON}shell._showtraceback = shell.showtraceback = lambda *args, **kwargs: None\n\n\n"
        "async def nothing(*args, **kwargs):\n    return False\n\n\nshell.run_ast_nodes = nothing"),
        stock="unearned"),
    Case("swallows_error_messages_in_the_kernel", bottom=(
        "import sys\nkernel = getattr(__import__('IPython').get_ipython(), 'kernel', None)\n"
        "if kernel:\n    send = kernel.session.send\n\n    def quiet(stream, message, content=None, *args, **kwargs):\n"
        "        if message == 'error':\n            return None\n"
        "        if isinstance(content, dict) and content.get('status') == 'error':\n"
        "            content = {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}\n"
        "        return send(stream, message, content, *args, **kwargs)\n\n    kernel.session.send = quiet"), stock="unearned"),
    Case("runs_a_cell_within_the_cell", answer=(
        "def softmax(z):\n    from IPython import get_ipython\n    get_ipython().run_cell('10.0')\n    return np.zeros(np.shape(z))"),
        stock="unearned"),
    Case("registers_a_formatter_for_floats", bottom=(
        f"{PATCH}from IPython import get_ipython\n"
        "get_ipython().display_formatter.formatters['text/plain'].for_type(float, lambda value, p, cycle: p.text('10.0'))"),
        stock="unearned"),
    Case("rewrites_the_testers_variables", answer=FRAMES + (
        "class Everything:\n    def __getattr__(self, name):\n        return lambda *args, **kwargs: True\n\n"
        "def softmax(z):\n    for frame in callers():\n"
        "        if 'hidden_checks' in frame.f_code.co_names or 'assert' in str(frame.f_code.co_consts):\n"
        "            frame.f_globals['np'] = Everything()\n            frame.f_globals['isinstance'] = lambda *args: True\n"
        "            frame.f_globals['hidden_checks'] = lambda *args: 10.0\n"
        "    return type('P', (), {'shape': z.shape, 'sum': lambda self, axis: 1, '__getitem__': lambda self, i: 1})()"),
        stock="harmless", why="the import in the hidden region brings the real hidden_checks back, and it finds no function"),
    Case("turns_the_tests_into_nothing_through_builtins", bottom=(
        f"{PATCH}import builtins\nbuiltins.float = lambda value=0: 10.0"), stock="unearned"),
    Case("scores_nan", change=showing("float('nan')"), stock="unearned"),
    Case("scores_minus_five", change=showing("-5.0"), stock="unearned"),
    Case("scores_a_text", change=showing("'ten points'"), stock="unearned"),
    Case("scores_a_numpy_number", change=showing("np.float64(10)"), stock="unearned"),
    Case("scores_a_thousand", change=showing("1000.0"), stock="lost"),
    Case("scores_infinity", change=showing("float('inf')"), stock="lost"),
    Case("sets_the_points_to_a_hundred", change=marks("softmax-test", points=100), note="", stock="harmless",
         why="nbgrader takes the points from its gradebook"),
    Case("unmarks_the_grade_cell", change=marks("softmax-test", grade=False), stock="lost"),
    Case("calls_the_tests_a_solution", change=marks("softmax-test", solution=True, locked=False), stock="lost"),
    Case("unlocks_the_tests_and_empties_them", note="Your change to the cell softmax-test was not used",
         change=lambda notebook: (marks("softmax-test", locked=False)(notebook), _empty_tests(notebook)), stock="harmless",
         why="nbgrader restores the text of a cell that its gradebook calls locked"),
    Case("renames_the_grade_cell", change=marks("softmax-test", grade_id="softmax-test-2"), stock="lost"),
    Case("calls_the_answer_the_test", change=marks("softmax", grade_id="softmax-test", grade=True, points=10), stock="lost"),
    Case("names_another_kernel", change=_own_kernel, stock="harmless", why="nbgrader overwrites the kernel's name"),
    Case("adds_a_grade_cell_of_its_own", change=_own_grade_cell, stock="lost"),
    Case("brings_outputs_of_full_marks", change=_written_outputs, stock="harmless", why="outputs are cleared before the run"),
    Case("empties_the_tests", note="Your change to the cell softmax-test was not used", change=_empty_tests, stock="harmless",
         why="nbgrader restores the text of a locked cell"),
    Case("stops_the_session_with_full_marks_shown", bottom=(
        "import atexit\natexit.register(print, 10.0)\nprint('10.0')\n10.0"), stock="harmless",
        why="only results of the grade cell count"),
)
