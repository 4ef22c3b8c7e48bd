"""Serve the three trial pages on this machine, open them in Chromium, print what was measured.

    pip install altair plotly vl-convert-python playwright pillow     (in an environment of its own)
    python tests/figure_trial/measure.py [folder for pictures]
"""

import gzip
import inspect
import re
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1]), str(HERE.parents[1] / "book")]

from tests.browser import browser  # noqa: E402

WAYS = ("altair", "plotly", "own")
CLOCK = """(() => {
  const look = () => {
    const texts = [...document.querySelectorAll('svg text')].map((t) => t.textContent);
    if (texts.some((t) => t.includes('0.737'))) window.drawn = performance.now();
    else requestAnimationFrame(look);
  };
  look();
})()"""
SEEN = """() => [...document.querySelectorAll('svg text, output')].map((t) => t.textContent).join('|')"""
DARK = """() => {
  document.documentElement.dataset.theme = 'dark';
  document.documentElement.style.colorScheme = 'dark';
  document.body.style.background = '#121212';
  document.body.style.color = '#ced6dd';
}"""
FILLS = "() => [...document.querySelectorAll('svg text')].filter((t) => t.textContent.trim()).map((t) => getComputedStyle(t).fill)"
SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg text')].filter((t) => t.textContent.trim()).map((t) => {
  const m = t.getScreenCTM();
  return parseFloat(getComputedStyle(t).fontSize) * Math.hypot(m.a, m.b);
})).toFixed(1)"""


def author_lines(way):
    """Lines between the marks, without blank ones."""
    text = inspect.getsource(import_module(f"{way}_page"))
    wanted = text.split("# author's lines begin\n")[1].split("# author's lines end")[0]
    return sum(bool(line.strip()) for line in wanted.splitlines())


def sliders(page):
    """Role, name and value of every slider, as a screen reader is told."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [node["name"]["value"].strip() for node in tree
             if node.get("role", {}).get("value") == "slider" and not node.get("ignored")]
    if not names:
        return "no slider"
    slider = page.locator("input[type=range], [role=slider]").first
    spoken = slider.get_attribute("aria-valuetext") or slider.input_value()
    return f"slider “{names[0]}”, value “{spoken}”"


def keyboard(page):
    """Tab to the slider, press an arrow, and see whether anything changes."""
    before = page.evaluate(SEEN)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('input[type=range], [role=slider]')"):
            break
    else:
        return "not reached by Tab"
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(400)
    return "arrow keys work" if page.evaluate(SEEN) != before else "reached, nothing changes"


def first_drawing(chromium, url):
    """Median over five cold visits of the time until the number 0.737 stands in the drawing, in ms."""
    times = []
    for _ in range(5):
        page = chromium.new_page()
        page.add_init_script(CLOCK)
        page.goto(url)
        page.wait_for_function("window.drawn")
        times.append(page.evaluate("window.drawn"))
        page.close()
    return f"{median(times):.0f} ms"


def without_scripts(chromium, url):
    """Whether the first state can be read when scripts are off."""
    page = chromium.new_page(java_script_enabled=False)
    page.goto(url)
    texts = page.locator("svg text").all_text_contents()
    page.close()
    return "first state" if any("0.737" in text for text in texts) else "nothing"


def measure(chromium, url, way, pictures):
    """All that is measured of one page, {heading: text}."""
    page = chromium.new_page(viewport={"width": 800, "height": 600})
    bodies, hosts = [], []
    page.on("response", lambda response: bodies.append(response.body()))
    page.on("request", lambda request: hosts.append(request.url))
    page.goto(url)
    page.wait_for_timeout(1500)
    result = {
        "author's lines": str(author_lines(way)),
        "bytes": f"{sum(map(len, bodies)):,}",
        "gzipped": f"{sum(len(gzip.compress(body)) for body in bodies):,}",
        "first drawing": first_drawing(chromium, url),
        "requests to other hosts": str(sum("127.0.0.1" not in u and u.startswith("http") for u in hosts)),
        "screen reader": sliders(page),
        "live text": str(page.locator("output, [aria-live], [role=status]").count() > 0).lower(),
        "without scripts": without_scripts(chromium, url),
    }
    page.screenshot(path=f"{pictures}/{way}-light.png")
    result["keyboard"] = keyboard(page)
    page.evaluate(DARK)
    page.wait_for_timeout(300)
    page.screenshot(path=f"{pictures}/{way}-dark.png")
    ground = ground_colour(page)
    texts = [tuple(map(float, re.findall(r"[\d.]+", fill)[:3])) for fill in page.evaluate(FILLS)]
    result["dark theme, ground of the drawing"] = "#{:02x}{:02x}{:02x}".format(*ground)
    result["dark theme, lowest contrast of text"] = f"{min(contrast(text, ground) for text in texts):.1f}"
    page.close()
    phone = chromium.new_page(viewport={"width": 360, "height": 640}, has_touch=True)
    phone.goto(url)
    phone.wait_for_timeout(1500)
    phone.screenshot(path=f"{pictures}/{way}-phone.png")
    wide = phone.evaluate("document.documentElement.scrollWidth")
    result["at 360 px"] = "fits" if wide <= 360 else f"{wide} px wide"
    result["smallest text at 360 px"] = f"{phone.evaluate(SMALLEST)} px"
    phone.close()
    return result


def ground_colour(page):
    """Colour of the drawing's upper left corner, from a picture."""
    page.evaluate("document.activeElement.blur()")
    box = page.evaluate("document.querySelector('svg').getBoundingClientRect().toJSON()")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    return picture.getpixel((int(box["x"]) + 4, int(box["y"]) + 4))


def luminance(colour):
    """Relative luminance as WCAG defines it."""
    parts = [v / 255 for v in colour]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return sum(v * w for v, w in zip(linear, (0.2126, 0.7152, 0.0722)))


def contrast(a, b):
    """Contrast ratio of two colours."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def main(arguments):
    """Build, serve, measure, print a Markdown table."""
    with TemporaryDirectory() as folder:
        for way in WAYS:
            Path(folder, f"{way}.html").write_text(import_module(f"{way}_page").page(), encoding="utf-8")
        pictures = arguments[0] if arguments else folder
        handler = partial(SimpleHTTPRequestHandler, directory=folder)
        handler.func.log_message = lambda *_: None
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        with browser() as chromium:
            results = [measure(chromium, f"{base}/{way}.html", way, pictures) for way in WAYS]
        server.shutdown()
    print("| | " + " | ".join(WAYS) + " |\n" + "|---" * (len(WAYS) + 1) + "|")
    for heading in results[0]:
        print(f"| {heading} | " + " | ".join(result[heading] for result in results) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
