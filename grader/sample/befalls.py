"""What befalls a notebook between the learner's hands and the instructor's; each gives files of a submission."""

import copy
import json
import re

from grader.notebook.match import cell_name
from grader.sample.notebooks import answers_of


def file_of(notebook):
    """A notebook as the bytes of a file."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def as_is(exercise, notebook):
    """The file under its own name."""
    return {f"{exercise.name}.ipynb": file_of(notebook)}


def right(exercise):
    """The solution's answers."""
    return as_is(exercise, exercise.solved())


def blank(exercise):
    """The notebook as it was released."""
    return as_is(exercise, exercise.released)


def half_finished(exercise):
    """The first function of each answer is written, the others are as released."""
    notebook = exercise.solved()
    for done, stub in zip(answers_of(notebook), answers_of(exercise.released), strict=True):
        first, _, _ = done["source"].partition("\n\n\n")
        _, gap, rest = stub["source"].partition("\n\n\n")
        done["source"] = first + gap + rest
    return as_is(exercise, notebook)


def syntax_error(exercise):
    """A bracket that is never closed."""
    return as_is(exercise, exercise.edited(lambda text: text.replace("return ", "return (", 1)))


def warning_on_stderr(exercise):
    """Right answers that warn at every call."""
    return as_is(exercise, exercise.answered("warns"))


def duplicated_cell(exercise):
    """An earlier draft of each answer cell stands above it, with the same metadata."""
    notebook = exercise.solved()
    _before_answers(notebook, lambda cell: _named(_first_draft(cell), f"{cell['id']}-copy"))
    return as_is(exercise, notebook)


def deleted_cell(exercise):
    """The first answer cell is gone."""
    notebook = exercise.solved()
    first = answers_of(notebook)[0]
    notebook["cells"] = [cell for cell in notebook["cells"] if cell is not first]
    return as_is(exercise, notebook)


def split_cell(exercise):
    """Each answer cell cut in two before its last function, as JupyterLab cuts it: both keep the metadata."""
    notebook = exercise.solved()

    def upper(cell):
        head, _, cell["source"] = cell["source"].rpartition("\n\n\n")
        return _named({**copy.deepcopy(cell), "source": head}, f"{cell['id']}-upper")

    _before_answers(notebook, upper)
    return as_is(exercise, notebook)


def retyped_cell(exercise):
    """The answer cells have become Markdown."""
    notebook = exercise.solved()
    for cell in answers_of(notebook):
        cell["cell_type"] = "markdown"
        del cell["outputs"], cell["execution_count"]
    return as_is(exercise, notebook)


def reordered_cells(exercise):
    """The last cell comes first."""
    notebook = exercise.solved()
    notebook["cells"].reverse()
    return as_is(exercise, notebook)


def extra_helper_cell(exercise):
    """The answer uses a helper that the learner defined in a cell of their own."""
    notebook = exercise.edited(lambda text: re.sub(r"return (.*)", r"return same((\1))", text))
    helper = "def same(value):\n    return value"
    _before_answers(notebook, lambda cell: {"cell_type": "code", "execution_count": None, "id": f"{cell['id']}-mine",
                                            "metadata": {}, "outputs": [], "source": helper})
    return as_is(exercise, notebook)


def lost_metadata(exercise):
    """The cells have no names any more, as after a pass through Colab."""
    notebook = exercise.solved()
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"], cell["id"] = {"id": f"colab{number}"}, f"colab{number}"
    notebook["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return as_is(exercise, notebook)


def edited_tests(exercise):
    """The learner emptied the test cells and made them worth a hundred points."""
    notebook = copy.deepcopy(exercise.released)
    for cell in notebook["cells"]:
        if cell_name(cell).endswith("-test"):
            cell["source"] = "print('fine')"
            cell["metadata"]["nbgrader"]["points"] = 100
    return as_is(exercise, notebook)


def shows_html(exercise):
    """Right, and the answer's cell shows a script and a picture from another host."""
    page = "<script>alert(1)</script><img src='https://example.org/x.png'>"
    show = f'\n\nfrom IPython.display import HTML, display\n\ndisplay(HTML("{page}"))'
    return as_is(exercise, exercise.edited(lambda text: text + show))


def renamed_file(exercise):
    """What a browser calls a second download."""
    return {f"{exercise.name} (1).ipynb": file_of(exercise.solved())}


def unreadable_file(exercise):
    """The download broke off in the middle."""
    data = file_of(exercise.solved())
    return {f"{exercise.name}.ipynb": data[: len(data) // 2]}


def byte_order_mark(exercise):
    """Saved by an editor that marks UTF-8."""
    return {f"{exercise.name}.ipynb": b"\xef\xbb\xbf" + file_of(exercise.solved())}


def merge_marks(exercise):
    """Two versions of one line, left as git left them."""
    line = ' "nbformat_minor": 5\n'
    text = file_of({**exercise.solved(), "nbformat_minor": 5}).decode("utf-8")
    marked = text.replace(line, f'<<<<<<< HEAD\n{line}=======\n "nbformat_minor": 4\n>>>>>>> theirs\n')
    return {f"{exercise.name}.ipynb": marked.encode("utf-8")}


def old_format(exercise):
    """A notebook of format 3, from before 2015."""
    cells = [{"cell_type": cell["cell_type"], "metadata": cell["metadata"],
              "input" if cell["cell_type"] == "code" else "source": cell["source"]} for cell in exercise.solved()["cells"]]
    return as_is(exercise, {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]})


def wrong_kind_of_file(exercise):
    """A text file was handed in, and no notebook."""
    return {f"{exercise.name}.txt": b"I could not find my notebook.\n"}


def _first_draft(cell):
    draft = copy.deepcopy(cell)
    draft["source"] = re.sub(r"^( +)return .*$", r"\1return None", cell["source"], flags=re.MULTILINE)
    return draft


def _named(cell, ident):
    cell["id"] = ident
    return cell


def _before_answers(notebook, make):
    """Put what ``make(cell)`` gives before every answer cell."""
    cells = []
    for cell in notebook["cells"]:
        if cell in answers_of(notebook):
            cells.append(make(cell))
        cells.append(cell)
    notebook["cells"] = cells
