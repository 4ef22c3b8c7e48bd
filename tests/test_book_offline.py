"""The built book in a browser that reaches this machine only: complete, silent, readable, and narrow enough."""

import functools
import http.server
import threading

import pytest
import yaml

from grader.address import ROOT
from tests.browser import browser, patient_page

HTML = ROOT / "_build" / "html"
HERE = ("http://127.0.0.1:", "data:", "blob:")
pytestmark = [pytest.mark.browser, pytest.mark.book]


def in_toc(node):
    """Every file that a part of the table of contents names."""
    found = [node[key] for key in ("root", "file") if key in node]
    for key in ("parts", "chapters", "sections"):
        found += [name for child in node.get(key, ()) for name in in_toc(child)]
    return found


PAGES = [*in_toc(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))), "genindex", "search"]

# Colours that fade over, and those that fade after them, are at their end.
FADED = """() => {
  for (let fading; (fading = document.getAnimations().filter((a) => a instanceof CSSTransition)).length;)
    fading.forEach((a) => a.finish());
}"""

# Text whose contrast with what lies behind it is below 4.5 (3 for large letters), as WCAG 2 asks; drawn figures have
# their own test.  Elements with a picture behind them, or whose colour is not plain, are left out.
FAINT = """() => {
  const parse = (c) => { const m = c.match(/^rgba?\\(([^)]*)\\)$/); return m ? m[1].split(/[ ,/]+/).map(Number) : null; };
  const channel = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const over = (top, under) => { const a = top[3] ?? 1; return [0, 1, 2].map((i) => a * top[i] + (1 - a) * under[i]); };
  const behind = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c && (c[3] ?? 1) > 0) { layers.push(c); if ((c[3] ?? 1) === 1) break; }
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement, text = node.textContent.trim();
    if (!text || e.closest('svg, script, style, noscript, mjx-assistive-mml, .skip-link') || !e.checkVisibility(
        {opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})) continue;
    const box = e.getBoundingClientRect(), style = getComputedStyle(e), ink = parse(style.color);
    if (!ink || box.width < 2 || box.height < 2 || style.clipPath !== 'none') continue;
    const ground = behind(e), a = light(over(ink, ground)), b = light(ground);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) found.add(`${ratio.toFixed(2)} ${e.tagName.toLowerCase()}.${e.className} ${text.slice(0, 40)}`);
  }
  return [...found];
}"""

# Inline formulas of which a part can neither be seen nor be scrolled to.
CUT = """() => [...document.querySelectorAll('.bd-article span.math')].filter((box) => {
  const over = box.querySelector('mjx-math').getBoundingClientRect().width - box.getBoundingClientRect().width;
  box.scrollLeft = over;
  return over > 2 && (getComputedStyle(box).overflowX !== 'auto' || box.scrollLeft < over - 2);
}).map((box) => box.textContent.slice(0, 60))"""

# Punctuation that stands on another line than the formula that it touches, if that leaves room for it.
STRAY = """() => [...document.querySelectorAll('.bd-article span.math')].filter((box) => {
  const text = box.nextSibling, drawn = box.querySelector('mjx-math').getBoundingClientRect();
  if (text?.nodeType !== Node.TEXT_NODE || !/^[-.,;:!?)\\]]/.test(text.textContent)) return false;
  const first = document.createRange();
  first.setStart(text, 0);
  first.setEnd(text, 1);
  return drawn.width < 300 && first.getBoundingClientRect().left < drawn.left;
}).map((box) => box.textContent.slice(0, 60))"""

# Cells whose code has to be scrolled sideways.
WIDE = """() => [...document.querySelectorAll('div.cell_input pre')].filter((code) => code.scrollWidth > code.clientWidth + 1)
  .map((code) => code.textContent.split('\\n').sort((a, b) => b.length - a.length)[0])"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the book and says nothing."""

    def log_message(self, *arguments):
        """Not to the terminal."""


@pytest.fixture(scope="module")
def site():
    """The book's address on this machine."""
    assert (HTML / "index.html").exists(), "the book is not built: run `make book` first"
    handler = functools.partial(Quiet, directory=str(HTML))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def chromium():
    """One browser for all pages."""
    with browser() as found:
        yield found


class Visit:
    """A page as it was opened, with all that it asked for and complained about."""

    def __init__(self, chromium, url):
        self.context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        self.page, self.foreign, self.failed, self.errors = patient_page(self.context), [], [], []
        self.page.on("request", lambda r: None if r.url.startswith(HERE) else self.foreign.append(r.url))
        self.page.on("response", lambda r: self.failed.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.goto(url, wait_until="load")
        self.page.evaluate("() => window.MathJax?.startup?.promise")
        self.page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
        self.page.wait_for_load_state("networkidle")

    def faint(self, theme):
        """The words that are hard to read once the reader has chosen a theme."""
        self.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        self.page.evaluate(FADED)
        return self.page.evaluate(FAINT)

    def width(self, width):
        """How wide the page is in a window of this width."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.wait_for_function("(width) => window.innerWidth === width", arg=width)
        self.page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        return self.page.evaluate("document.documentElement.scrollWidth")


@pytest.fixture(scope="module", params=PAGES)
def visit(request, site, chromium):
    """Each page of the book, opened once."""
    opened = Visit(chromium, f"{site}/{request.param}.html")
    yield opened
    opened.context.close()


def test_a_page_asks_nobody_else_for_anything(visit):
    """No request leaves the site, none inside it fails, and no script complains."""
    assert (visit.foreign, visit.failed, visit.errors) == ([], [], [])


def test_every_formula_is_typeset(visit):
    """MathJax is part of the site: each formula is drawn, and none is an error."""
    assert visit.page.locator(".math mjx-container").count() >= visit.page.locator(".math").count()
    assert visit.page.locator("mjx-merror").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_words_can_be_read(visit, theme):
    """Every visible word has the contrast that WCAG asks for, in the light and in the dark."""
    assert visit.faint(theme) == []


def test_a_page_fits_a_phone(visit):
    """At 400 pixels nothing makes the page scroll sideways, no formula is cut off, and none loses the comma after it."""
    assert visit.width(400) <= 400
    assert visit.page.evaluate(CUT) == []
    assert visit.page.evaluate(STRAY) == []


def test_a_page_fits_a_window(visit):
    """At 1280 pixels every line of code is seen whole, and no line begins with a comma."""
    assert visit.width(1280) <= 1280
    assert visit.page.evaluate(WIDE) == []
    assert visit.page.evaluate(STRAY) == []


def test_the_site_opens_at_the_front_page(site, chromium):
    """The address without a file name leads on to the front page."""
    page = patient_page(chromium)
    page.goto(site)
    page.wait_for_url("**/book/index.html")
    assert page.locator("article h1").first.inner_text().startswith("Gradients by Hand")
    page.close()


def test_what_these_tests_look_for_is_noticed(site, chromium):
    """A foreign picture, a missing file, an error, pale words and a wide box are each recorded."""
    visit = Visit(chromium, f"{site}/book/index.html")
    page = visit.page
    with page.expect_event("pageerror"), page.expect_response("**/no-such-file.png"), page.expect_request("**/a.png"):
        page.evaluate("""() => {
            document.querySelector('article h1').insertAdjacentHTML('afterend', '<img src="http://elsewhere.invalid/a.png">'
                + '<img src="/no-such-file.png"><p style="color:#ddd">pale</p><p style="width:3000px">wide</p>');
            setTimeout(() => { throw new Error('on purpose'); }); }""")
    assert visit.foreign == ["http://elsewhere.invalid/a.png"]
    assert any("no-such-file" in each for each in visit.failed)
    assert any("on purpose" in each for each in visit.errors)
    assert any(each.endswith("pale") for each in visit.faint("light"))
    assert visit.width(400) > 400
    visit.context.close()


def test_what_does_not_fit_is_noticed(site, chromium):
    """Without the rules that prevent it a formula is cut off, another loses its comma, and code is too wide."""
    visit = Visit(chromium, f"{site}/book/perceptron/learning.html")
    visit.page.add_style_tag(content=".bd-article span.math { overflow: hidden !important } .unbroken { white-space: normal !important }"
                                     "div.cell_input pre { font-size: 2rem !important }")
    assert visit.page.evaluate(WIDE) != []
    stray = []
    for width in range(800, 399, -40):  # the last as wide as a phone
        visit.width(width)
        stray += visit.page.evaluate(STRAY)
    assert stray != []
    assert any("γ" in each for each in visit.page.evaluate(CUT))
    visit.context.close()
