"""Reaching the people who read it: whatever is shown, in whatever place, must do nothing to its reader."""

from tests.corpus.kit import RIGHT, Case, named

SCRIPT = "<script>alert('corpus')</script>"
PICTURE = "<img src='https://example.org/corpus.png' onerror=alert('corpus')>"
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>'
LIVE = ("<script>alert", "onerror=alert(", "src='https://example.org", "text/html", "image/svg", "application/javascript")


def shown(name, code, **rest):
    """A right answer below which something is displayed."""
    source = f"from IPython.display import *\n{code}"
    return Case(name, **{"answer": RIGHT, "score": 10, "after": source, "hides": LIVE, "feedback": True, "stock": "effect", **rest})


def _into(name, text):
    return lambda notebook: named(notebook, name).update(source=text)


def _markdown_cell(notebook):
    notebook["cells"].append({"cell_type": "markdown", "id": "note", "metadata": {}, "source": f"Look: {SCRIPT} {PICTURE}"})


def _raw_cell(notebook):
    notebook["cells"].append({"cell_type": "raw", "id": "raw", "metadata": {"format": "text/html"}, "source": SCRIPT})


CASES = (
    shown("shows_a_script", f"HTML({SCRIPT!r})"),
    shown("shows_javascript", "Javascript(\"alert('corpus')\")", stock="harmless",
          why="the feedback page does not run it"),
    shown("shows_a_remote_picture", f"HTML({PICTURE!r})"),
    shown("shows_a_frame", "IFrame('https://example.org/', 300, 300)"),
    shown("shows_a_drawing_with_a_script", f"SVG(data={DRAWING!r})", stock="harmless",
          why="nbconvert embeds drawings as pictures, which run no script"),
    shown("shows_markdown_with_a_script", f"Markdown({SCRIPT!r})"),
    shown("shows_a_formula_with_a_link", "Latex(r'$\\href{javascript:alert(1)}{x}$')", stock="effect"),
    shown("publishes_every_kind", "publish_display_data({'text/html': '<script>alert(1)</script>', 'application/json': {'a': 1},\n"
          "    'application/vnd.jupyter.widget-view+json': {'model_id': 'x'}, 'text/plain': 'plain words'})", shows="plain words"),
    shown("hides_a_script_in_a_picture", f"Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + {SCRIPT!r}.encode(), format='png')",
          shows="cannot be shown"),
    shown("raises_an_error_with_a_script", f"raise ValueError({SCRIPT!r})", hides=(), stock="harmless", why="nbconvert escapes tracebacks"),
    shown("prints_a_script", f"print({SCRIPT!r})", hides=(), stock="harmless", why="nbconvert escapes printed text"),
    shown("prints_terminal_escapes", "print('\\x1b]0;title\\x07\\x1b[2J\\x1b[31mred')", hides=("\x1b",), shows="red", stock="harmless",
          why="nbconvert turns colours into spans and drops the rest"),
    shown("prints_text_that_runs_backwards", "print('10 \\u202estniop 0')", hides=("\u202e",), shows="stniop", stock="effect"),
    shown("shows_an_object_with_html", "class Mine:\n    def _repr_html_(self):\n        return \"<script>alert('corpus')</script>\"\n"
          "\nMine()"),
    Case("has_a_script_in_markdown", answer=RIGHT, score=10, change=_markdown_cell, hides=LIVE, feedback=True, stock="effect"),
    Case("has_a_script_in_a_raw_cell", answer=RIGHT, score=10, change=_raw_cell, hides=LIVE, feedback=True, stock="harmless",
          why="raw cells are left out of pages"),
    Case("has_a_script_in_the_task", answer=RIGHT, score=10, change=_into("softmax-intro", SCRIPT), hides=LIVE, feedback=True,
         stock="harmless", why="nbgrader restores a locked cell"),
    Case("has_a_script_in_a_comment", answer=f"# {SCRIPT}\n" + RIGHT, score=10, feedback=True, stock="harmless",
         why="nbconvert escapes code"),
    Case("has_a_script_in_its_file_name", answer=RIGHT, score=10, file="softmax <script>alert(1)<.ipynb",
          note="Your file is called softmax ",
         hides=("<script>alert",), stock="lost"),
    Case("has_a_formula_in_its_file_name", answer=RIGHT, score=10, file="=HYPERLINK(1) softmax.ipynb", note="Your file is called ",
         stock="lost"),
    Case("raises_a_formula", answer=RIGHT + "\n\ndef softmax_backward(dp, p):\n    raise ValueError(\"=cmd|' /C calc'!A0\")", score=7,
         stock="lost"),
    Case("warns_with_a_script", answer=RIGHT + (
        f"\n\nplain = softmax\n\n\ndef softmax(z):\n    import warnings\n    warnings.warn({SCRIPT!r})\n    return plain(z)"),
        score=10, stock="harmless", why="nbconvert escapes printed text", feedback=True),
)
