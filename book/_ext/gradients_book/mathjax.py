"""Put MathJax into the site, so that no page asks another host for it.

The files come from the PyPI package sphinx-mathjax-offline, whose MathJax is byte for byte that of
npm's mathjax 3.2.2.  Its own extension is not used: it copies all 24 MB, of which a page can ask
for two.
"""

import hashlib
import importlib.util
import shutil
from pathlib import Path

from sphinx.errors import ExtensionError

PACKAGE = "sphinx-mathjax-offline"
SCRIPT = "tex-mml-chtml.js"
SCRIPT_SHA256 = "300480069078b5892d2363a2b65e2dfbbf30fe5c80f83edbfecf4610fd093862"
FOLDERS = ("output/chtml/fonts/woff-v2", "input/tex/extensions")
LICENCE = Path(__file__).with_name("mathjax-LICENSE.txt")


def source():
    """The folder with MathJax's files inside the installed package."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None:
        raise ExtensionError(f"the package {PACKAGE} is missing: pip install -r requirements.txt")
    folder = Path(found.origin).parent / "static" / "mathjax"
    if hashlib.sha256((folder / SCRIPT).read_bytes()).hexdigest() != SCRIPT_SHA256:
        raise ExtensionError(f"{folder / SCRIPT} is not MathJax 3.2.2: see {__file__}")
    return folder


def copy(app):
    """Copy the script, its fonts and its TeX extensions beside the pages."""
    if app.builder.format != "html":
        return
    folder, target = source(), Path(app.outdir) / "_static" / "mathjax"
    for name in FOLDERS:
        shutil.copytree(folder / name, target / name, dirs_exist_ok=True)
    shutil.copy(folder / SCRIPT, target / SCRIPT)
    shutil.copy(LICENCE, target / "LICENSE.txt")


def setup(app):
    """Copy before any page is written."""
    app.connect("builder-inited", copy)
