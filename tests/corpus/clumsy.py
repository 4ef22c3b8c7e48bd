"""Clumsy, and to be graded kindly: honest work in a notebook that something befell."""

import copy
import json

from tests.corpus.kit import NOTHING, RIGHT, SOFTMAX, Case, answer_cell, exercise, extra, named, solution

HALVES = RIGHT.split("\n\n\n")
STUB = answer_cell(exercise(SOFTMAX))["source"]


def right(name, score=10, **rest):
    """A case whose three functions are right."""
    return Case(name, **{"answer": RIGHT, "score": score, **rest})


def _split(notebook):
    """Cut the answer cell after its first function, as JupyterLab does: both halves keep the metadata."""
    first = answer_cell(notebook)
    second = copy.deepcopy(first)
    first["source"], second["source"], second["id"] = HALVES[0], "\n\n\n".join(HALVES[1:]), "second-half"
    notebook["cells"].insert(notebook["cells"].index(first) + 1, second)


def _split_into_new_cells(notebook):
    """The same, but only the first half keeps the name."""
    first = answer_cell(notebook)
    first["source"] = HALVES[0]
    at = notebook["cells"].index(first) + 1
    notebook["cells"][at:at] = [extra(f"part-{n}", text) for n, text in enumerate(HALVES[1:])]


def _duplicate(notebook, source):
    first = answer_cell(notebook)
    notebook["cells"].insert(notebook["cells"].index(first), {**copy.deepcopy(first), "source": source, "id": "copy"})


def _duplicate_tests(notebook):
    tests = named(notebook, "softmax-test")
    notebook["cells"].append({**copy.deepcopy(tests), "id": "copy"})


def _without(*names):
    def delete(notebook):
        gone = [named(notebook, name) for name in names]
        notebook["cells"] = [cell for cell in notebook["cells"] if cell not in gone]
    return delete


def _retype(name, kind):
    def retype(notebook):
        cell = named(notebook, name)
        cell["cell_type"] = kind
        for key in ("outputs", "execution_count"):
            cell.pop(key, None)
    return retype


def _reverse(notebook):
    notebook["cells"].reverse()


def _foreign(metadata):
    """Every cell's metadata and name replaced, as another editor writes them."""
    def change(notebook):
        for number, cell in enumerate(notebook["cells"]):
            cell["metadata"], cell["id"] = metadata(number), f"cell{number}"
        notebook["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return change


def _without_ids(notebook):
    for cell in notebook["cells"]:
        del cell["id"]
    notebook["nbformat_minor"] = 4


def _old_format(data):
    cells = [{"cell_type": c["cell_type"], "metadata": c["metadata"], "input" if c["cell_type"] == "code" else "source": c["source"],
              **({"language": "python", "outputs": [], "collapsed": False} if c["cell_type"] == "code" else {})}
             for c in json.loads(data)["cells"]]
    return json.dumps({"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}).encode()


def _merge_marks(data):
    line = '"nbformat_minor": 5'
    return data.replace(line.encode(), f'\n<<<<<<< HEAD\n{line}\n=======\n"nbformat_minor": 4\n>>>>>>> theirs\n'.encode())


def _widgets(notebook):
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2}}
    named(notebook, "softmax-test")["outputs"] = "not a list"


CASES = (
    right("warns_on_stderr", top="import sys\nimport warnings\nprint('loading', file=sys.stderr)", stock="harmless",
          why="the first line of every test cell sends warnings to stdout", bottom=(
              "quiet = softmax\n\n\ndef softmax(z):\n    warnings.warn('slow')\n    return quiet(z)")),
    right("writes_to_the_real_stderr", stock="lost", bottom=(
        "import os, sys\nquiet = softmax\n\n\ndef softmax(z):\n    print('softmax of', z.shape, file=REAL, flush=True)\n"
        "    return quiet(z)\n\n\nREAL = sys.stderr")),
    right("shows_a_progress_bar", stock="lost", bottom=(
        "import sys\nquiet, bar = softmax_backward, sys.stderr\n\n\ndef softmax_backward(dp, p):\n"
        "    for i in range(5):\n        bar.write(f'\\r{i}/5')\n        bar.flush()\n    return quiet(dp, p)")),
    right("logs_through_logging", stock="lost", bottom=(
        "import logging\nlogging.basicConfig(level='INFO')\nquiet = softmax\n\n\ndef softmax(z):\n    logging.info('here')\n"
        "    return quiet(z)")),
    right("duplicates_the_answer_cell", change=lambda n: _duplicate(n, NOTHING), note="there 2 times", follower=True, stock="lost effect"),
    right("duplicates_the_answer_cell_as_stub", change=lambda n: _duplicate(n, STUB), follower=True, stock="lost effect"),
    right("duplicates_the_test_cell", change=_duplicate_tests, follower=True, stock="lost effect"),
    right("splits_the_answer_cell", change=_split, note="split into 2 cells", follower=True, stock="lost effect"),
    right("splits_the_answer_into_cells_of_its_own", change=_split_into_new_cells, stock="harmless", why="all of the cells run in order"),
    right("deletes_the_test_cell", change=_without("softmax-test"), stock="lost"),
    right("deletes_the_setup_cell", change=_without("softmax-setup"), stock="lost"),
    right("deletes_the_answer_cell", score=0, change=_without("softmax"), note="was not found", stock="harmless",
          why="an answer that is not there earns nothing"),
    right("deletes_all_but_the_answer", change=_without(
        "softmax-intro", "softmax-setup", "softmax-try", "softmax-test", "softmax-hidden", "softmax-next"), stock="lost"),
    right("retypes_the_answer_cell", change=_retype("softmax", "markdown"), note="Change its type back to Code", stock="harmless",
          why="nbgrader turns a cell that it knows back into its type"),
    right("retypes_the_test_cell", change=_retype("softmax-test", "raw"), stock="harmless",
          why="nbgrader turns a cell that it knows back into its type"),
    right("puts_the_cells_upside_down", change=_reverse, stock="lost"),
    right("names_the_file_after_a_download", file="softmax (1).ipynb", note="Your file is called softmax (1).ipynb", stock="lost"),
    right("names_the_file_after_its_author", file="ada lovelace final v2.ipynb", note="it was graded as softmax", stock="lost"),
    right("names_the_file_with_capitals", file="Softmax.IPYNB", note="it was graded as softmax", stock="lost"),
    right("names_the_file_as_text", file="softmax.ipynb.txt", note="it was graded as softmax", stock="lost"),
    right("hands_in_two_copies", others={"softmax-Copy1.ipynb": b"{}"}, stock="harmless",
          why="nbgrader passes over notebooks that its gradebook does not know"),
    right("hands_in_a_text_file", score=0, file="softmax.txt", verdict="missing", stock="lost"),
    right("breaks_the_json", score=0, data=lambda data: data[: len(data) // 2], verdict="unreadable", note="not valid JSON", follower=True,
          stock="lost"),
    right("hands_in_an_empty_file", score=0, data=lambda data: b"", verdict="unreadable", note="is empty", stock="lost"),
    right("hands_in_a_web_page", score=0, data=lambda data: b"<!DOCTYPE html><html>404</html>", verdict="unreadable", note="web page",
          stock="lost"),
    right("hands_in_an_archive", score=0, data=lambda data: b"PK\x03\x04" + data, verdict="unreadable", note="zip archive", stock="lost"),
    right("hands_in_latin_1", score=0, data=lambda data: b"\xff\xe9" + data, verdict="unreadable", note="UTF-8", stock="lost"),
    right("nests_json_a_million_deep", score=0, data=lambda data: b"[" * 10**6 + b"]" * 10**6, verdict="unreadable", stock="lost"),
    right("hands_in_a_list", score=0, data=lambda data: b"[1, 2, 3]", verdict="unreadable", note="no notebook", stock="lost"),
    right("leaves_merge_marks", data=_merge_marks, note="marks of a merge", stock="lost"),
    right("starts_with_a_byte_order_mark", data=lambda data: b"\xef\xbb\xbf" + data, stock="lost"),
    right("is_written_in_utf_16", data=lambda data: data.decode().encode("utf-16"), stock="lost"),
    right("is_of_notebook_format_3", data=_old_format, stock="harmless", why="nbformat converts it, and the cells keep their names"),
    right("is_of_a_format_to_come", change=lambda n: n.update(nbformat=9), stock="lost"),
    right("says_nan_in_its_metadata", data=lambda data: data.replace(b'"nbformat":', b'"custom": NaN, "nbformat":'), stock="harmless",
          why="Python's JSON reader takes NaN"),
    right("has_widgets_and_odd_outputs", change=_widgets, stock="lost"),
    right("lost_its_metadata_in_colab", change=_foreign(lambda n: {"id": f"x{n}", "colab": {"base_uri": "https://example.org"}}),
          stock="lost"),
    right("has_vs_code_metadata", change=_foreign(lambda n: {"vscode": {"languageId": "python"}}), stock="lost"),
    right("has_no_cell_ids", change=_without_ids, stock="harmless", why="grade_ids are in the metadata"),
    right("has_a_syntax_error_in_another_cell", after="def broken(:", stock="harmless", why="an error in one cell does not stop the next"),
    right("has_a_syntax_error_in_the_answer", score=0, bottom="return (", shows="SyntaxError", stock="harmless", why="nothing was defined"),
    right("works_only_out_of_order", answer="softmax, softmax_jacobian, softmax_backward = mine", score=10, last=(
        RIGHT + "\n\nmine = softmax, softmax_jacobian, softmax_backward"), stock="lost"),
    right("redefines_np", bottom="np = 'my own'", score=0, stock="harmless", why="the answer itself needs np"),
    right("redefines_np_under_the_answer", top="import numpy", answer=RIGHT.replace("np.", "numpy."), bottom="np = None", stock="lost"),
    right("redefines_names_of_the_tests", top="import builtins", last="", bottom="z = p = J = dz = large = None\nprint = None",
          stock="lost"),
    right("redefines_sum_and_max", bottom="sum = max = min = len = None", stock="harmless", why="the tests use none of them",
          answer=RIGHT),
    right("resets_the_session", before="%reset -f", stock="harmless", why="what follows imports again", top="import numpy as np"),
    right("installs_a_package", after="!pip install --quiet nothing-like-it", stock="harmless", why="the cell's outcome is not graded"),
    right("uses_magics", before="%matplotlib inline\n%time 1 + 1\n%precision 3\n%config InlineBackend.figure_format = 'svg'",
          top="%load_ext autoreload",
          stock="harmless", why="IPython runs them"),
    right("uses_a_cell_magic", change=lambda n: answer_cell(n).update(source="%%time\n" + RIGHT), stock="harmless", why="IPython runs it"),
    right("writes_its_answer_to_a_file", change=lambda n: answer_cell(n).update(source="%%writefile mine.py\nimport numpy as np\n" + RIGHT),
          after="from mine import *", stock="harmless", why="the folder of the notebook may be written"),
    right("leaves_the_answer_empty", answer="", score=0, stock="harmless", why="nothing is defined, nothing is earned"),
    right("leaves_the_stub", answer=STUB, score=0, shows="not written yet", stock="harmless", why="nothing is written, nothing is earned"),
    right("writes_one_of_three_functions", answer=STUB.replace(STUB[:STUB.index("def softmax_jacobian")], HALVES[0] + "\n\n\n"), score=6,
          stock="lost"),
    right("keeps_helpers_in_another_cell", before="def rows(x, f):\n    return f(x, axis=-1, keepdims=True)", stock="harmless",
          why="the cell runs before the answer",
          answer=RIGHT.replace("np.max(z, axis=-1, keepdims=True)", "rows(z, np.max)").replace(
              "np.sum(powers, axis=-1, keepdims=True)", "rows(powers, np.sum)")),
    right("keeps_helpers_below_the_answer", after="def rows(x, f):\n    return f(x, axis=-1, keepdims=True)", stock="harmless",
          why="the cell runs before the tests", answer=RIGHT.replace("np.max(z, axis=-1, keepdims=True)", "rows(z, np.max)")),
    right("multiplies_by_one", answer=RIGHT.replace("    return ", "    return 1.0 * "), stock="harmless", why="right is right"),
    right("imports_again_and_prints_much", top="import numpy as np\nimport math, os, sys, random",
          after="for i in range(3_000):\n    print(i)",
          stock="harmless", why="stock shortens long outputs"),
    Case("differentiates_with_memory_of_its_own", exercise="matrix_calculus/numerical_gradient", score=8, stock="harmless",
         why="right is right", answer=solution("matrix_calculus/numerical_gradient"), bottom=(
             "import functools\n\n\n@functools.wraps(numerical_gradient)\ndef counted(*args, **kwargs):\n    counted.calls += 1\n"
             "    return counted.plain(*args, **kwargs)\n\n\ncounted.calls, counted.plain = 0, numerical_gradient\n"
             "numerical_gradient = counted")),
    Case("answers_another_exercise", exercise="matrix_calculus/chain_matrix", answer=RIGHT, score=0, stock="harmless",
         why="the functions asked for are not there"),
)
