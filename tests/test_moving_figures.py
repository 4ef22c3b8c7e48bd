"""The moving figures: what a reader sees is what the build computed, by keyboard, in the dark, on a phone, on paper."""

import importlib
import json
import re
import sys
from dataclasses import replace

import numpy as np
import pytest
import yaml
from playwright.sync_api import expect

from grader.address import ROOT
from tests.browser import browser, patient_page

sys.path.insert(0, str(ROOT / "book"))
roles = importlib.import_module("figures.roles")
controls = importlib.import_module("figures.controls")
parts = importlib.import_module("figures.figure")

HELPERS = {"__init__", "__main__", "axes", "controls", "figure", "frames", "marks", "panel", "roles"}
NAMES = sorted(path.stem for path in (ROOT / "book" / "figures").glob("*.py") if path.stem not in HELPERS)
IN_MAKE_TEST = {"softmax_temperature", "jacobian_microscope", "two_pass_circuit"}  # bars, heat map, lines; one to three controls
every_figure = pytest.mark.parametrize("name", NAMES)
every_figure_in_time = pytest.mark.parametrize("name", [
    pytest.param(name, marks=() if name in IN_MAKE_TEST else pytest.mark.long) for name in NAMES])

KEY_PAUSE, LONG_PAUSE = 100, 1000  # milliseconds on the page's clock: keys that follow one another, and a reader who stops

READ_ALL = """(states) => {
  const controls = [...document.querySelectorAll('[data-control]')];
  return states.map((state) => {
    controls.forEach((control, k) => { control.value = state[k]; });
    controls[0].dispatchEvent(new Event('input', {bubbles: true}));
    return {
      texts: [...document.querySelectorAll('.mf-panel > svg text')].map((t) => t.textContent),
      heights: [...document.querySelectorAll('.mf-panel > svg .mf-bar')].map((b) => Number(b.getAttribute('height'))),
      spoken: controls.map((control) => control.getAttribute('aria-valuetext') ?? control.selectedOptions[0].textContent),
    };
  });
}"""


def figure(name):
    """The figure of a module."""
    return importlib.import_module(f"figures.{name}").figure


def stop_clock(page):
    """From now on the page's timers go off only when the test moves the clock, however slow the machine is."""
    page.clock.install(time=0)
    page.clock.pause_at(86_400)


def luminance(colour):
    """Relative luminance of #rrggbb, as WCAG defines it."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return sum(v * w for v, w in zip(linear, (0.2126, 0.7152, 0.0722)))


def contrast(a, b):
    """Contrast ratio of two colours."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def hexadecimal(rgb):
    """#rrggbb of a browser's rgb(…)."""
    return "#" + "".join(f"{int(v):02x}" for v in re.findall(r"\d+", rgb)[:3])


# ---- without a browser

def test_the_figures_of_make_test_are_there():
    """The three that `make test` opens in a browser exist."""
    assert set(NAMES) >= IN_MAKE_TEST


@every_figure
def test_data_is_small(name):
    """A figure brings at most 60 kB of JSON, and it is JSON that every reader accepts."""
    text = figure(name).json()
    assert len(text.encode()) <= 60_000
    assert json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))["bindings"]


@every_figure
def test_figure_is_complete(name):
    """Every figure asks, offers three answers of which one is right, 2–3 challenges, alt text and key numbers."""
    made = figure(name)
    assert made.question.endswith("?")
    assert len(made.predict.options) == 3
    assert 0 <= made.predict.answer < 3
    assert 2 <= len(made.challenges) <= 3
    assert len(made.alt) > 60
    assert 3 <= len(made.table.states) <= 6


@every_figure
def test_page_text_asks_nobody(name):
    """A figure's page text names no other host and no file to load."""
    assert not re.search(r"https?:|src=|@import|url\((?!#)", figure(name)._repr_html_())


def test_palette_files_are_fresh():
    """roles.css and book.mplstyle are what roles.py makes."""
    assert (ROOT / "book" / "_static" / "roles.css").read_text(encoding="utf-8") == roles.css()
    assert (ROOT / "book" / "book.mplstyle").read_text(encoding="utf-8") == roles.mplstyle()


def test_palette_contrast():
    """Every role stands out 4.5 to 1 from its page, since it also colours words, and the heat colours 3 to 1."""
    for role in roles.ROLES.values():
        assert contrast(role.light, roles.PAGE["light"]) >= 4.5
        assert contrast(role.light, roles.CARD) >= 4.5
        assert contrast(role.dark, roles.PAGE["dark"]) >= 4.5
    for light, dark in roles.HEAT.values():
        assert contrast(light, roles.PAGE["light"]) >= 3
        assert contrast(dark, roles.PAGE["dark"]) >= 3


def test_roles_differ_without_colour():
    """No two roles share a marker or a dash."""
    assert len({role.marker for role in roles.ROLES.values()}) == len(roles.ROLES)
    assert len({role.dash for role in roles.ROLES.values()}) == len(roles.ROLES)


def test_shared_files_are_small():
    """What every page loads for moving figures stays below 10 kB."""
    files = [ROOT / "book" / "_static" / name for name in ("figures.js", "figures.css", "roles.css")]
    assert sum(path.stat().st_size for path in files) < 10_000


def test_book_loads_the_shared_files():
    """The book's configuration puts the script and both style sheets on its pages."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    assert {"roles.css", "figures.css"} <= set(config["html_css_files"])
    assert "figures.js" in config["html_js_files"]


def test_matplotlib_takes_the_style():
    """Static figures take book.mplstyle without a warning, and its colours are the roles'."""
    import matplotlib as mpl

    with mpl.rc_context(fname=str(ROOT / "book" / "book.mplstyle")):
        assert mpl.rcParams["axes.prop_cycle"].by_key()["color"] == list(roles.COLOUR.values())
        assert mpl.colors.to_hex("#" + mpl.rcParams["figure.facecolor"].lstrip("#")) == roles.CARD


@pytest.mark.parametrize(("change", "sentence"), [
    ({"controls": (controls.Slider("T", "T", (1.0, 2.0), 3.0),)}, "control T: 3.0 is not one of its values"),
    ({"challenges": (parts.Challenge("Fly.", lambda frame: False),)}, "'Fly.' must be open at first and reachable"),
    ({"challenges": (parts.Challenge("Stay.", lambda frame: True),)}, "'Stay.' must be open at first and reachable"),
    ({"predict": parts.Predict("?", ("a", "b", "c"), 0, "", {"t": 1.0})}, "no such control: t"),
])
def test_author_mistakes_get_a_sentence(change, sentence):
    """A start that is no value, a challenge that is impossible or already met, an unknown control: one sentence each."""
    with pytest.raises(ValueError, match=re.escape(sentence)):
        replace(figure("softmax_temperature"), **change).json()


# ---- in a browser: three figures in `make test`, the others are long


@pytest.fixture(scope="module")
def chromium():
    """One browser for the module."""
    with browser() as found:
        yield found


@pytest.fixture
def open_page(chromium, tmp_path):
    """A function that opens a figure's page, collects what goes wrong, and closes all pages afterwards."""
    contexts, problems = [], []

    def opened(name, theme="light", **options):
        path = tmp_path / f"{name}-{theme}.html"
        path.write_text(figure(name).page(theme), encoding="utf-8")
        context = chromium.new_context(**options)
        contexts.append(context)
        page = patient_page(context)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: problems.append(request.url) if not request.url.startswith("file:") else None)
        page.goto(f"file://{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


@pytest.mark.browser
@every_figure_in_time
def test_every_frame_shows_the_build(name, open_page):
    """In every state each text, spoken value and bar is exactly what the build computed."""
    made = figure(name)
    frames = made.frames()
    states = [[int(i) for i in np.unravel_index(k, frames.shape)] for k in range(len(frames.all))]
    seen = open_page(name).evaluate(READ_ALL, states)
    for state, frame, got in zip(states, frames.all, seen):
        elements = [list(panel.elements(frame)) for panel in made.panels]
        fixed = [[e.text for e in panel.background() if e.tag == "text"] for panel in made.panels]
        texts = [t for f, es in zip(fixed, elements) for t in f + [e.text for e in es if e.tag == "text"]]
        heights = [float(e.attributes["height"]) for es in elements for e in es if "mf-bar" in e.attributes["class"]]
        assert got["texts"] == texts
        assert got["heights"] == heights
        assert got["spoken"] == [control.shown(i) for control, i in zip(made.controls, state)]


@pytest.mark.browser
def test_bars_are_as_high_as_their_numbers(open_page):
    """A bar of probability p covers p of the way from 0 to 1, to a tenth of a unit."""
    frames = figure("softmax_temperature").frames()
    plot = 230 - 14 - 42
    seen = open_page("softmax_temperature").evaluate(READ_ALL, [[k] for k in range(len(frames.all))])
    for frame, got in zip(frames.all, seen):
        assert np.abs(np.array(got["heights"]) - frame["p"] * plot / 1.08).max() <= 0.1


@pytest.mark.browser
@every_figure_in_time
def test_keyboard_and_live_sentence(name, open_page):
    """Tab reaches every control, arrow keys move it, and only after the last is the sentence rewritten, once, in a live region."""
    made, page = figure(name), open_page(name)
    frames = made.frames()
    page.evaluate("""() => { window.said = [];
      new MutationObserver(() => window.said.push(document.querySelector('output').textContent))
        .observe(document.querySelector('output'), {childList: true, characterData: true, subtree: true}); }""")
    for k, control in enumerate(made.controls):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == f"mf-{name.replace('_', '-')}-c{k}"
        assert page.locator(":focus").get_attribute("data-control") is not None
        assert page.get_by_label(control.label, exact=True).count() == 1
    slider = next(k for k, control in enumerate(made.controls) if hasattr(control, "text"))
    moved = page.locator("input[type=range]").first
    moved.focus()
    before = page.locator("output").text_content()
    stop_clock(page)
    places = frames.places({})
    left, right = places[slider], len(made.controls[slider].values) - 1 - places[slider]
    key, step = ("ArrowLeft", -1) if left >= right else ("ArrowRight", 1)
    assert max(left, right) >= 2, "keys that follow one another need two steps in one direction"
    for _ in range(min(4, max(left, right))):  # a key at the end of the slider moves nothing
        page.keyboard.press(key)
        places[slider] += step
        expect(moved).to_have_value(str(places[slider]))
        page.clock.run_for(KEY_PAUSE)
        assert page.evaluate("window.said") == []
    page.clock.run_for(LONG_PAUSE)
    assert page.locator("output").text_content() != before
    state = {c.name: c.values[i] for c, i in zip(made.controls, places)}
    frame = frames.all[frames.index(state)]
    assert page.locator("output").text_content() == made.sentence.format(**frame)
    assert page.evaluate("window.said.length") == 1
    assert page.locator("output").get_attribute("aria-live") == "polite"


@pytest.mark.browser
@every_figure_in_time
def test_prediction_moves_the_figure(name, open_page):
    """Any of the three answers shows the explanation and moves the controls to the state that decides."""
    made, page = figure(name), open_page(name)
    wrong = (made.predict.answer + 1) % 3
    page.get_by_role("button").nth(wrong).click()
    assert page.locator(".mf-because p").is_visible()
    assert "Something else" in page.locator(".mf-verdict").text_content()
    places = page.evaluate("[...document.querySelectorAll('[data-control]')].map((c) => Number(c.value))")
    assert places == made.frames().places(made.predict.reveal)
    page.get_by_role("button").nth(made.predict.answer).click()
    assert "That is what happens" in page.locator(".mf-verdict").text_content()


@pytest.mark.browser
@every_figure_in_time
def test_challenges_notice(name, open_page):
    """A challenge is marked exactly when a state that reaches it is visited, and stays marked."""
    made, page = figure(name), open_page(name)
    frames = made.frames()
    done = page.locator(".mf-done")
    visited = [frames.all[frames.start]]
    for challenge in made.challenges:
        expected = ["✓ reached" if any(c.reached(frame) for frame in visited) else "" for c in made.challenges]
        assert done.all_text_contents() == expected
        reach = next(i for i, frame in enumerate(frames.all) if challenge.reached(frame))
        page.evaluate(READ_ALL, [[int(i) for i in np.unravel_index(reach, frames.shape)]])
        visited.append(frames.all[reach])
    page.evaluate(READ_ALL, [frames.places({})])
    assert done.all_text_contents() == ["✓ reached"] * len(made.challenges)


@pytest.mark.browser
@every_figure_in_time
def test_phone(name, open_page):
    """At 360 px nothing overflows, letters are at least 10 px, and what is touched is 44 px high."""
    page = open_page(name, viewport={"width": 360, "height": 640}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    letters = page.evaluate("""() => [...document.querySelectorAll('.mf-panel > svg text')].map((t) => {
      const m = t.getScreenCTM(); return parseFloat(getComputedStyle(t).fontSize) * Math.hypot(m.a, m.b); })""")
    assert min(letters) >= 10
    touched = page.evaluate("""() => [...document.querySelectorAll('[data-control], button')]
      .map((node) => node.getBoundingClientRect().height)""")
    assert min(touched) >= 44


@pytest.mark.browser
@every_figure_in_time
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_as_drawn(name, theme, open_page):
    """In both themes every drawn role stands out 3 to 1 from the page, and every word 4.5 to 1."""
    page = open_page(name, theme)
    ground = hexadecimal(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert ground == roles.PAGE[theme]
    strokes = page.evaluate("[...document.querySelectorAll('svg [class*=role-]')].map((n) => getComputedStyle(n).stroke)")
    words = page.evaluate("[...document.querySelectorAll('svg text')].map((n) => getComputedStyle(n).fill)")
    assert all(contrast(hexadecimal(stroke), ground) >= 3 for stroke in strokes)
    assert all(contrast(hexadecimal(word), ground) >= 4.5 for word in words)


@pytest.mark.browser
@every_figure_in_time
def test_without_scripts(name, open_page):
    """Without scripts the first state, its sentence and the key numbers are there; what would not work is not."""
    made, page = figure(name), open_page(name, java_script_enabled=False)
    frames = made.frames()
    start = frames.all[frames.start]
    assert page.locator("output").text_content() == made.sentence.format(**start)
    drawn = page.locator(".mf-panel > svg text").all_text_contents()
    for panel in made.panels:
        assert {e.text for e in panel.elements(start) if e.tag == "text"} <= set(drawn)
    assert page.locator(".mf-table table").is_visible()
    assert page.locator(".mf-table tbody tr").count() == len(made.table.states)
    assert not page.locator("[data-control]").first.is_visible()
    assert not page.locator("button").first.is_visible()


@pytest.mark.browser
@every_figure_in_time
def test_print(name, open_page):
    """On paper the controls are gone and the key numbers are open."""
    page = open_page(name)
    assert not page.locator(".mf-table table").is_visible()
    page.emulate_media(media="print")
    page.locator(".mf-table table").wait_for(state="visible")
    assert not page.locator("[data-control]").first.is_visible()
    page.emulate_media(media="screen")
    page.locator(".mf-table table").wait_for(state="hidden")


@pytest.mark.browser
@every_figure_in_time
def test_nothing_moves_by_itself(name, open_page):
    """No animation and no transition, so that reduced motion is obeyed without asking."""
    page = open_page(name)
    page.locator("input[type=range]").first.press("ArrowLeft")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("[...document.querySelectorAll('.mf, .mf *')].every((n) => getComputedStyle(n).transitionDuration === '0s')")


@pytest.mark.browser
def test_figures_on_one_page_do_not_mix(chromium, tmp_path):
    """Two figures on a page move apart from each other, and share no id."""
    text = figure("softmax_temperature").page().replace("</section>", "</section>" + figure("h_sweep")._repr_html_(), 1)
    path = tmp_path / "two.html"
    path.write_text(text, encoding="utf-8")
    page = patient_page(chromium)
    page.goto(f"file://{path}")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((n) => n.id)")
    assert len(ids) == len(set(ids))
    other = page.locator("#mf-h-sweep").inner_html()
    said = page.locator("#mf-softmax-temperature output").text_content()
    stop_clock(page)
    page.locator("#mf-softmax-temperature-c0").press("ArrowLeft")
    expect(page.locator("#mf-softmax-temperature-c0")).to_have_attribute("aria-valuetext", "0.89")
    page.clock.run_for(LONG_PAUSE)
    assert page.locator("#mf-softmax-temperature output").text_content() != said
    assert page.locator("#mf-softmax-temperature .mf-value").text_content() == "0.89"
    assert page.locator("#mf-h-sweep").inner_html() == other
    page.close()
