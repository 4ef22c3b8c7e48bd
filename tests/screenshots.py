"""A contact sheet of everything people see: pages, exercises and feedback, light and dark, wide and narrow.

    make screenshots        (or, when the book and the sample class exist: python -m tests.screenshots [--short])

Short: each once light and wide and once dark and narrow, and of the feedback one file of each kind of submission.

Writes _build/screenshots/index.html with a thumbnail of each picture, linked to the whole picture.
What went wrong on a page (a script error, a request to another host, text wider than the screen) stands under it.
"""

import argparse
import functools
import html
import http.server
import itertools
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote

import nbformat
from nbconvert import HTMLExporter
from PIL import Image

from tests.browser import browser, patient_page

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build"
OUT = BUILD / "screenshots"
MATHJAX = "/html/_static/mathjax/tex-mml-chtml.js"
WIDE, NARROW = 1280, 400
THUMB_WIDTH, THUMB_HEIGHT = 300, 480
TALLEST = 12_000  # pixels; a picture of a page that is longer ends there
NOT_PAGES = {"genindex.html", "search.html", "index.html"}  # index.html only leads on to the first page


@dataclass
class Shot:
    """One picture: what is seen, how, and what went wrong while it was taken."""

    group: str
    name: str
    url: str
    theme: str
    width: int
    troubles: list = field(default_factory=list)

    @property
    def file(self):
        """The picture's name in the output folder."""
        return f"{self.group}-{self.name}-{self.theme}-{self.width}".replace("/", "-").replace(" ", "_") + ".png"


def pages():
    """Every page of the built book."""
    folder = BUILD / "html"
    for page in sorted(folder.rglob("*.html")):
        name = page.relative_to(folder)
        if "_static" not in name.parts and str(name) not in NOT_PAGES:
            yield "page", str(name.with_suffix("")), page, page


def exercises():
    """Every released exercise, rendered here once for each theme."""
    for notebook in sorted((ROOT / "exercises").rglob("*.ipynb")):
        if ".ipynb_checkpoints" in notebook.parts:
            continue
        name = notebook.relative_to(ROOT / "exercises").with_suffix("")
        themes = []
        for theme in ("light", "dark"):
            exporter = HTMLExporter(theme=theme, mathjax_url=MATHJAX, require_js_url="", embed_images=True)
            target = OUT / "exercises" / theme / name.with_suffix(".html")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(exporter.from_notebook_node(nbformat.read(notebook, 4))[0])
            themes.append(target)
        yield "exercise", str(name), *themes


def feedback(short):
    """Every feedback file of the sample class, or the first of every student: they are called by what befell them."""
    folder = BUILD / "sample-class" / "feedback"
    found = sorted(folder.rglob("*.html"))
    first = {page.relative_to(folder).parts[0]: page for page in reversed(found)}
    for page in sorted(first.values()) if short else found:
        yield "feedback", str(page.relative_to(folder).with_suffix("")), page, page


def shots(short):
    """All pictures to be taken: a page in both themes and both widths, the rest wide and light, narrow and dark."""
    for group, name, light, dark in (*pages(), *exercises(), *feedback(short)):
        for width in (WIDE, NARROW):
            for theme, file in (("light", light), ("dark", dark)):
                if (group == "page" and not short) or (theme == "light") == (width == WIDE):
                    yield Shot(group, name, "/" + quote(str(file.relative_to(BUILD))), theme, width)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that keeps no log."""

    def log_message(self, *args):
        """Say nothing."""


def serve():
    """Serve _build on a free port of this machine; gives the server."""
    handler = functools.partial(Quiet, directory=BUILD)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def watch(page, shot, origin):
    """Write down what goes wrong while the page is open."""
    page.on("pageerror", lambda error: shot.troubles.append(f"script error: {error}"))
    page.on("request", lambda request: request.url.startswith((origin, "data:", "blob:"))
            or shot.troubles.append(f"asks another host: {request.url}"))
    page.on("response", lambda answer: answer.status < 400 or shot.troubles.append(f"{answer.status}: {answer.url}"))


def take(context, shot, origin):
    """Open the page, wait until its formulas are set, save the picture and its thumbnail."""
    page = patient_page(context)
    watch(page, shot, origin)
    page.goto(origin + shot.url, wait_until="load")
    page.evaluate("window.MathJax?.startup?.promise")  # playwright waits for a promise
    wide, tall = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    if wide > shot.width and shot.group == "page":  # the others have nbconvert's template
        shot.troubles.append(f"{wide} pixels wide")
    page.set_viewport_size({"width": shot.width, "height": 900})
    page.screenshot(path=OUT / shot.file, full_page=True, clip={"x": 0, "y": 0, "width": shot.width, "height": min(tall, TALLEST)})
    page.close()
    with Image.open(OUT / shot.file) as picture:
        width = THUMB_WIDTH if shot.width == WIDE else THUMB_WIDTH // 2
        small = picture.convert("RGB").resize((width, max(1, picture.height * width // picture.width)), Image.Resampling.LANCZOS)
        small.crop((0, 0, width, min(small.height, THUMB_HEIGHT))).save(OUT / "thumbs" / shot.file)


def card(shot):
    """One thumbnail of the sheet, with what went wrong under it."""
    file, title = quote(shot.file), f"{shot.theme}, {shot.width} px"
    troubles = "".join(f"<li>{html.escape(text)}</li>" for text in dict.fromkeys(shot.troubles))
    return (f'<figure><a href="{file}"><img src="thumbs/{file}" alt="{html.escape(shot.name)}, {title}" loading="lazy"></a>'
            f"<figcaption>{title}<ul>{troubles}</ul></figcaption></figure>")


def sheet(taken):
    """The contact sheet as HTML: a section for each page, exercise and feedback file."""
    rows = {}
    for shot in taken:
        rows.setdefault((shot.group, shot.name), []).append(card(shot))
    sections = "".join(f"<section><h2>{group}: {html.escape(name)}</h2>{''.join(cards)}</section>"
                       for (group, name), cards in rows.items())
    return ("<!doctype html><html lang='en'><meta charset='utf-8'><title>Contact sheet</title><style>"
            "body{font:14px sans-serif;margin:1rem;background:#ddd}figure{display:inline-block;vertical-align:top;margin:.4rem}"
            "img{box-shadow:0 0 3px #555}ul{color:#a00;max-width:300px;padding-left:1rem;overflow-wrap:anywhere}</style>"
            f"<h1>{len(taken)} pictures</h1>{sections}</html>")


def series(mine, origin):
    """Take the pictures of one theme and one width, in a browser of their own; gives them back with their troubles."""
    theme, width = mine[0].theme, mine[0].width
    with browser() as chromium:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce")
        context.add_init_script(f"localStorage.setItem('mode', '{theme}'); localStorage.setItem('theme', '{theme}')")
        for shot in mine:
            take(context, shot, origin)
    return mine


def main():
    """Take all pictures and write the sheet, and print what went wrong; the exit status says whether anything did."""
    (OUT / "thumbs").mkdir(parents=True, exist_ok=True)
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description="Take pictures of everything people see.")
    parser.add_argument("--short", action="store_true", help="fewer pictures of each page, one feedback file of each kind")
    wanted, server = list(shots(parser.parse_args().short)), serve()
    origin = f"http://127.0.0.1:{server.server_port}"
    kinds = {}
    for shot in wanted:
        kinds.setdefault((shot.theme, shot.width), []).append(shot)
    done = {}
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        for mine in pool.map(series, kinds.values(), itertools.repeat(origin)):
            done |= {shot.file: shot for shot in mine}
            print(f"{mine[0].theme}, {mine[0].width} px: {len(mine)} pictures", flush=True)
    taken = [done[shot.file] for shot in wanted]
    server.shutdown()
    (OUT / "index.html").write_text(sheet(taken))
    troubled = [shot for shot in taken if shot.troubles]
    for shot in troubled:
        print(f"{shot.file}: {'; '.join(dict.fromkeys(shot.troubles))}")
    print(f"{len(taken)} pictures, {len(troubled)} with trouble: {OUT.relative_to(ROOT)}/index.html")
    return 1 if troubled else 0


if __name__ == "__main__":
    sys.exit(main())
