"""Rebuild a submitted notebook from its source: graft the answers' sources, take nothing else.

Pure: notebooks in, notebook and notes out.  A note is a sentence to the learner.
"""

import copy
import re

from grader.notebook.match import cell_name, defines, functions, is_answer, match, released

_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)


def rebuild(source, submitted):
    """The notebook to run and grade, and notes on what was found changed.

    source     the author's notebook, format 4, as a dict; never changed
    submitted  the submission's cells (`grader.notebook.read.Cell`), in order
    """
    notebook = copy.deepcopy(source)
    found = match(source["cells"], submitted)
    cells, notes = _with_extras(_leading(found), []), []
    for cell in notebook["cells"]:
        name = cell_name(cell)
        cell["source"], told = _graft(cell, found)
        notes += told
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        cells.append(cell)
        _with_extras([extra for before, extra in found.extras if before == name], cells)
    notebook["cells"] = cells
    return notebook, notes


def empty(source):
    """The notebook as released: what is graded where nothing could be read."""
    return rebuild(source, ())[0]


def _leading(found):
    return [extra for before, extra in found.extras if not before]


def _with_extras(extras, cells):
    """Append the learner's own code cells, each with a fresh name and no metadata."""
    for extra in extras:
        number = sum(cell["id"].startswith("extra-") for cell in cells) + 1
        cells.append({"cell_type": "code", "execution_count": None, "id": f"extra-{number}", "metadata": {},
                      "outputs": [], "source": extra.source})
    return cells


def _graft(cell, found):
    """(source, notes) of one cell of the rebuilt notebook."""
    name = cell_name(cell)
    if is_answer(cell):
        return _answer(cell, found.parts.get(name, []))
    mine = found.edited.get(name)
    if mine is None or mine.source.strip() == released(cell).strip():
        return cell["source"], []
    if "nbgrader" not in cell["metadata"]:
        return (mine.source, []) if mine.kind == cell["cell_type"] else (cell["source"], [])
    if cell["cell_type"] == "code":
        return cell["source"], [f"Your change to the cell {name} was not used: that cell is not part of the answer."]
    return cell["source"], []


def _answer(cell, parts):
    name, stub = cell_name(cell), released(cell)
    if not parts:
        return stub, [f"The answer cell {name} was not found, so it counts as not written: "
                      "take a fresh copy of the exercise and put your answer there."]
    if cell["cell_type"] != "code":
        return parts[-1].source, []
    notes = _retyped(name, parts)
    texts = [_code(part) for part in parts]
    written = [text for text in texts if text.strip() != stub.strip()] or texts[-1:]
    text, told = _choose(name, written, functions(cell["source"]))
    return text, notes + told


def _retyped(name, parts):
    if all(part.kind == "code" for part in parts):
        return []
    return [f"The answer cell {name} is of type {parts[-1].kind}: its text was graded as code. "
            "Change its type back to Code."]


def _code(part):
    """A part's source as code; in a cell retyped as Markdown, the fenced code alone, if there is any."""
    fenced = _FENCE.findall(part.source) if part.kind != "code" else []
    return "\n".join(fenced) if fenced else part.source


def _choose(name, texts, wanted):
    """One text from several cells that carry the same name: the last complete one, or all joined."""
    if len(texts) == 1:
        return texts[0], []
    complete = [text for text in texts if wanted and wanted <= defines(text)]
    if complete:
        return complete[-1], [f"The answer cell {name} is there {len(texts)} times: "
                              "the last one that defines what is asked was graded."]
    return "\n".join(texts), [f"The answer cell {name} was split into {len(texts)} cells: they were joined in order."]
