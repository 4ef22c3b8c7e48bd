"""The answer process: cells under IPython, each check in a fork, plain and bounded results."""

import json

import numpy as np
import pytest

from grader.runner import session as session_module
from grader.runner.session import Limits, run

QUICK = Limits(cell_seconds=6, check_seconds=2, total_seconds=40)


def asking(name, *args, driver="", **kwargs):
    """One request."""
    return {"name": name, "args": args, "kwargs": kwargs, "driver": driver}


@pytest.fixture(scope="module")
def session():
    """One notebook with a bit of everything, run once."""
    cells = [
        "import numpy as np, sys, os, time\nprint('hello')\nprint('careful', file=sys.stderr)\n1 + 1",
        "def double(x):\n    return 2 * x",
        "def broken(:",
        "def forget(x):\n    x[0] = 99",
        "def never(x):\n    while True: pass",
        "def leave(x):\n    os._exit(3)",
        "count = 0\ndef counter():\n    global count\n    count += 1\n    return count",
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "while True:\n    pass",
        "!echo from the shell",
        "number = 5",
        "from IPython.display import HTML\nHTML('<script>alert(1)</script>')",
        "sys.exit('bye')",
        "def warns(x):\n    import warnings\n    warnings.warn('mind the gap')\n    return x",
        "print('still here')",
    ]
    checks = [[asking("double", np.ones(2)), asking("double", x=np.ones(2))], [asking("forget", np.zeros(2))],
              [asking("never", 1), asking("double", 1)], [asking("leave", 1)], [asking("counter"), asking("counter")],
              [asking("counter")], [asking("nowhere")], [asking("number")], [asking("warns", 1)],
              [asking("double", 3.0, driver="def step(answer, x):\n    return np.array([answer.double(x)] * 2)")]]
    return run(cells, checks, QUICK)


def texts(outputs):
    """What a cell printed."""
    return "".join(o["text"] for o in outputs if o["kind"] == "text")


def test_a_cell_shows_its_text_streams_and_last_value(session):
    """stdout, stderr and the last expression are kept apart and in order."""
    assert [(o["name"], o["text"]) for o in session.cells[0]] == [
        ("stdout", "hello\n"), ("stderr", "careful\n"), ("stdout", "2\n")]


def test_a_syntax_error_stays_in_its_cell(session):
    """The cell shows the error; the cells after it run."""
    assert session.cells[2][0]["ename"] == "SyntaxError"
    assert texts(session.cells[14]) == "still here\n"


def test_an_endless_cell_is_stopped_and_the_rest_runs(session):
    """The cell says that it was stopped."""
    assert session.cells[8][-1]["ename"] == "Timeout"
    assert session.verdict == "ran"


def test_figures_are_drawn_by_the_shortcut():
    """Also after a learner's own ``%matplotlib inline``."""
    figures = "get_ipython().display_formatter.formatters['image/png'].lookup_by_type(plt.Figure).func.__name__"
    result = run([f"import matplotlib.pyplot as plt\n%matplotlib inline\nprint({figures})"], [])
    assert result.cells[0][0]["text"] == "draw\n"


def test_magics_and_figures_work_and_figures_are_png(session):
    """%matplotlib inline and a plot give one PNG."""
    assert [o["kind"] for o in session.cells[7]] == ["png"]


def test_shell_lines_do_not_break_the_run(session):
    """A line for the shell runs like any other cell."""
    assert not any(o["kind"] == "error" for o in session.cells[9])


def test_html_never_leaves_the_process(session):
    """A displayed HTML object leaves its plain text only."""
    assert "script" not in str(session.cells[11])


def test_values_come_back_with_positional_and_named_arguments(session):
    """Both ways of passing arguments reach the function."""
    for outcome in session.outcomes[0]:
        np.testing.assert_array_equal(outcome["value"], [2.0, 2.0])
        assert outcome["changed"] == []


def test_a_changed_input_is_reported(session):
    """The call that wrote into its argument says which; forgetting to return gives None."""
    assert session.outcomes[1][0]["changed"] == ["argument 1"]
    assert session.outcomes[1][0]["value"] is None


def test_an_endless_call_is_stopped_and_only_its_check_is_lost(session):
    """The check ends with a Timeout; the next checks run."""
    assert session.outcomes[2] == [{"error": ["Timeout", "stopped after 2 seconds"], "changed": [], "warnings": []}]


def test_a_call_that_ends_python_loses_only_its_check(session):
    """os._exit inside a call is a Crash of that check."""
    assert session.outcomes[3][0]["error"] == ["Crash", "Python ended with exit status 3"]


def test_state_lasts_within_a_check_and_not_between_checks(session):
    """Two calls of one check share the process, the next check starts afresh."""
    assert [o["value"] for o in session.outcomes[4]] == [1, 2]
    assert session.outcomes[5][0]["value"] == 1


COUNTER = "count = 0\ndef counter():\n    global count\n    count += 1\n    return count"


def test_checks_that_share_a_fork_share_its_state_and_no_others():
    """Two share, two more share, and those that are left have a fork each."""
    result = run([COUNTER], [[asking("counter")]] * 6, QUICK, together=[2, 2])
    assert [outcomes[0]["value"] for outcomes in result.outcomes] == [1, 2, 1, 2, 1, 1]


@pytest.mark.parametrize(("harm", "error"), [
    ("while True: pass", ["Timeout", "stopped after 2 seconds"]), ("os._exit(3)", ["Crash", "Python ended with exit status 3"]),
    ("os.abort()", ["Crash", "ended by signal 6"]), ("raise MemoryError('much')", ["MemoryError", "much"])])
def test_what_stops_one_check_costs_no_other_of_its_fork(harm, error):
    """The next one goes on in a new fork, in which nothing has happened yet."""
    cells = [COUNTER, f"import os\ndef harm():\n    counter()\n    {harm}"]
    checks = [[asking("counter")], [asking("counter"), asking("harm"), asking("counter")], [asking("counter")], [asking("counter")]]
    first, second, *others = run(cells, checks, QUICK, together=[4]).outcomes
    assert first[0]["value"] == 1
    assert (second[0]["value"], second[1]["error"]) == (2, error)
    assert [outcomes[0]["value"] for outcomes in others] == [1, 2]


def test_missing_names_and_numbers_are_told_apart(session):
    """An undefined name and a name that is no function each have a sentence."""
    assert session.outcomes[6][0]["missing"] == "nowhere is not defined"
    assert session.outcomes[7][0]["missing"] == "number is of type int, not a function"


def test_warnings_are_reported_and_cost_nothing(session):
    """The value is there, and so is the warning's text."""
    assert session.outcomes[8][0]["value"] == 1
    assert session.outcomes[8][0]["warnings"] == ["mind the gap"]


def test_a_driver_runs_beside_the_answer(session):
    """A driver's source reaches the process and calls the answer's function there."""
    np.testing.assert_array_equal(session.outcomes[9][0]["value"], [6.0, 6.0])


def test_a_notebook_that_ends_the_process_is_a_crash():
    """os._exit in a cell ends the run with a sentence, and nothing raises here."""
    result = run(["print('one')", "import os\nos._exit(7)", "print('never')"], [[asking("f")]], QUICK)
    assert result.verdict == "crashed"
    assert "exit status 7" in result.note
    assert texts(result.cells[0]) == "one\n"
    assert result.outcomes == [[]]


def test_a_notebook_that_ignores_its_alarm_is_stopped_from_outside():
    """A cell that switches its alarm off meets the wall clock."""
    cell = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass"
    result = run([cell], [[asking("f")]], Limits(cell_seconds=1, check_seconds=1, total_seconds=4))
    assert result.verdict == "timed out"
    assert result.note == "The notebook was stopped after 4 seconds."


def test_pictures_without_end_do_not_cost_the_points():
    """A cell keeps its first pictures, a notebook what fits; the checks are made all the same."""
    show = ("import numpy as np\nfrom IPython.display import Image, display\nnoise = np.random.default_rng(0).bytes(2**20)\n"
            "for i in range(100):\n    display(Image(b'\\x89PNG\\r\\n\\x1a\\n' + noise, format='png'))")
    result = run([show, show, "def f():\n    return 1"], [[asking("f")]], Limits(cell_seconds=10, total_seconds=30))
    assert result.verdict == "ran"
    assert result.outcomes[0][0]["value"] == 1
    pictures = [sum(output["kind"] == "png" for output in cell) for cell in result.cells]
    assert 0 < pictures[0] <= 10
    assert pictures[1] == 0
    assert texts(result.cells[1]).startswith("[left out: this notebook shows too much]")


FIGURE = "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\n"
SLOW = ("import time\nclass Slow(plt.Line2D):\n    def draw(self, renderer):\n        time.sleep({})\n"
        "line = axes.add_line(Slow([0, 1], [0, 1]))\n")


def test_cells_do_not_wait_for_a_picture():
    """The next cell runs while it is drawn, and it stands in its place among the outputs."""
    cells = [FIGURE + SLOW.format(1), "began = time.monotonic()\nplt.plot([0, 1]);", "print(time.monotonic() - began < 0.9)"]
    result = run(cells, [], QUICK)
    assert [[output["kind"] for output in cell] for cell in result.cells] == [["png"], ["png"], ["text"]]
    assert texts(result.cells[2]) == "True\n"


def test_a_picture_shows_the_figure_as_it_was_then():
    """What is added to it later is in later pictures only."""
    cell = FIGURE + "plt.close()\ndisplay(figure)\ndisplay(figure)\naxes.plot([0, 1])\ndisplay(figure)"
    first, second, third = (output["data"] for output in run([cell], [], QUICK).cells[0])
    assert first == second != third


@pytest.mark.parametrize(("cells", "shown"), [
    ([FIGURE + "axes.set_title('$\\\\frac$')\nplt.show()"], "ValueError"),
    ([FIGURE + SLOW.format(60) + "plt.show()"], "[a picture that was not finished in time]\n"),
    ([FIGURE + SLOW.format(5) + "plt.show()", "import os\nos._exit(0)"], "[a picture that was not finished: the notebook ended before]\n")])
def test_a_picture_that_cannot_be_drawn_is_told_in_its_place(cells, shown):
    """An error while drawing, one without end, and a notebook that ends before."""
    (output,) = run(cells, [[asking("f")]], Limits(cell_seconds=3, total_seconds=20)).cells[0]
    assert output.get("ename", output.get("text")) == shown


def test_no_picture_is_multiplied():
    """Outputs that all stand for one picture get it once."""
    line = {"cell": 0, "outputs": [{"kind": "later", "number": "0"}] * 3}
    picture = {"picture": "0", "output": {"kind": "png", "data": "x" * 10**6}}
    output = b"\n".join(json.dumps(each).encode() for each in (line, picture))
    result = session_module._collect(output, 0, 0, Limits(), "unsandboxed")
    assert [each["kind"] for each in result.cells[0]] == ["png", "text", "text"]


def test_an_error_is_shown_beside_many_outputs():
    """Of too many outputs the last are dropped, never the error."""
    result = run(["from IPython.display import display\nfor i in range(100):\n    display(i)\n1 / 0"], [], QUICK)
    assert len(result.cells[0]) == 50
    assert result.cells[0][-1]["ename"] == "ZeroDivisionError"


def test_a_module_written_beside_the_notebook_is_found():
    """``%%writefile`` and then ``import`` work as in Jupyter."""
    result = run(["%%writefile helper.py\nseven = 7", "from helper import seven\nprint(seven)"], [], QUICK)
    assert texts(result.cells[1]) == "7\n"


def test_a_swallowed_alarm_rings_again():
    """A cell that catches everything once is still stopped, and says so."""
    result = run(["try:\n    while True: pass\nexcept BaseException:\n    while True: pass", "print('next')"], [],
                 Limits(cell_seconds=1, total_seconds=10))
    assert result.cells[0][-1]["ename"] == "Timeout"
    assert texts(result.cells[1]) == "next\n"


def test_forged_results_are_bounded():
    """What a tampered process sends as reasons and outputs is cut before anybody reads it."""
    long = "x" * 10**6
    lines = [{"cell": 0, "outputs": [{"kind": "text", "name": "stdout", "text": "x"}] * 10**5},
             {"check": 0, "outcomes": [{"error": [long, long], "changed": [long] * 99, "warnings": [long] * 99}, {"missing": long}]}]
    output = b"\n".join(json.dumps(line).encode() for line in lines)
    result = session_module._collect(output, 0, 1, Limits(), "unsandboxed")
    assert len(result.cells[0]) == 50
    assert len(str(result.outcomes)) < 10_000
