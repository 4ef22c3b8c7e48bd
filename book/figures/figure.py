"""A moving figure: question, controls, panels, prediction, sentence, challenges, key numbers.

Everything a reader can see is computed here, for every state, by ordinary Python.  Elements of all
frames are compared; what differs becomes a *binding* (element, attribute, axes, table) in the page,
and the shared script ``_static/figures.js`` does nothing but look up tables.  So a formula is written
once, the first frame stands in the page without any script, and no number can differ from the build's.
"""

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Formatter

from figures.frames import Frames, words
from figures.marks import Element
from figures.panel import markup
from figures.roles import PAGE, TEXT

LIMIT = 60_000
STATIC = Path(__file__).resolve().parent.parent / "_static"


@dataclass(frozen=True)
class Predict:
    """Ask before showing: three options, no score.  Any answer moves the figure to ``reveal``."""

    question: str
    options: tuple
    answer: int
    because: str
    reveal: dict


@dataclass(frozen=True)
class Challenge:
    """Something to reach by moving the controls; ``reached`` decides from a frame."""

    text: str
    reached: object


@dataclass(frozen=True)
class Table:
    """Key numbers for print and for readers without scripts: heading → format, one row a state."""

    columns: dict
    states: tuple


class Bindings:
    """Collects what changes between frames, and gives the elements that change a mark to be found by."""

    def __init__(self, frames):
        self.frames = frames
        self.tables = {}
        self.lists = []

    def table(self, values):
        """Number of the table of these values (equal ones share one), or None if nothing changes."""
        axes, entries = self.frames.channel(values)
        if not axes:
            return None
        text = shorter(axes, entries)
        return self.tables.setdefault(text, len(self.tables))

    def mark(self, changes):
        """The attribute that marks an element as changing; ``changes`` is {attribute: values}."""
        numbers = {key: self.table(values) for key, values in changes.items()}
        found = [[key, number] for key, number in numbers.items() if number is not None]
        if not found:
            return ""
        self.lists.append(found)
        return f' data-m="{len(self.lists) - 1}"'

    def element(self, variants, uid):
        """One element of a panel, given as it is in each frame."""
        first = variants[self.frames.start]
        changes = {key: [number(v.attributes[key]) for v in variants] for key in first.attributes}
        changes[""] = [v.text for v in variants]
        return markup(first, uid, self.mark(changes))

    def text(self, texts, tag="span", attributes=None):
        """Words that change."""
        first = Element(tag, attributes or {}, texts[self.frames.start])
        return markup(first, "", self.mark({"": texts}))


def compact(data):
    """JSON without spaces."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def shorter(axes, entries):
    """A table as JSON: plain, or as places in a list of its different entries where that is shorter."""
    different = list(dict.fromkeys(entries))
    places = {entry: i for i, entry in enumerate(different)}
    return min(compact([axes, entries]), compact([axes, [places[e] for e in entries], different]), key=len)


def number(text):
    """A plain number as a number, which is shorter in JSON."""
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value == int(value) else value


@dataclass(frozen=True)
class Figure:
    """See the contributing page for a worked example; ``compute`` takes the controls by name."""

    name: str
    question: str
    controls: tuple
    compute: object
    panels: tuple
    sentence: object
    alt: str
    predict: Predict
    challenges: tuple
    table: Table

    def frames(self):
        """All states."""
        return Frames(self.controls, self.compute)

    def parts(self):
        """Page text of the figure, and the data its script needs."""
        frames = self.frames()
        bindings = Bindings(frames)
        uid = "mf-" + self.name.replace("_", "-")
        sections = [
            f'<p class="mf-question" id="{uid}-q">{escape(self.question)}</p>',
            self._controls(frames, bindings, uid),
            self._panels(frames, bindings, uid),
            self._predict(frames),
            self._sentence(frames, bindings),
            self._challenges(frames),
            self._table(frames),
        ]
        data = {
            "sizes": frames.shape,
            "said": [[control.shown(i) for i in range(len(control.values))] for control in self.controls],
            "bindings": bindings.lists,
            "tables": [json.loads(text) for text in bindings.tables],
            "goals": [self._goal(frames, challenge) for challenge in self.challenges],
            "reveal": frames.places(self.predict.reveal),
        }
        return uid, sections, data

    def _controls(self, frames, bindings, uid):
        texts = []
        for k, control in enumerate(self.controls):
            shown = [control.shown(position) for position in self._positions(frames, k)]
            value = bindings.text(shown, attributes={"class": "mf-value", "aria-hidden": "true"})
            texts.append(control.html(f"{uid}-c{k}", value))
        return f'<div class="mf-controls">{"".join(texts)}</div>'

    def _positions(self, frames, k):
        inner = 1
        for size in frames.shape[k + 1:]:
            inner *= size
        return [i // inner % frames.shape[k] for i in range(len(frames.all))]

    def _panels(self, frames, bindings, uid):
        texts = []
        for k, panel in enumerate(self.panels):
            drawn = [panel.elements(frame) for frame in frames.all]
            if len({tuple(element.tag for element in elements) for elements in drawn}) > 1:
                raise ValueError(f"{self.name}: panel {k} does not draw the same elements in every frame")
            body = "".join(bindings.element(variants, f"{uid}-p{k}") for variants in zip(*drawn))
            texts.append(panel.html(f"{uid}-p{k}", body))
        return f'<div class="mf-panels" role="img" aria-label="{escape(self.alt)}">{"".join(texts)}</div>'

    def _predict(self, frames):
        predict = self.predict
        answer = words(predict.because, frames.all[frames.index(predict.reveal)])
        buttons = "".join(
            f'<button type="button" data-predict="{int(k == predict.answer)}">{escape(option)}</button>'
            for k, option in enumerate(predict.options))
        return (
            f'<div class="mf-predict"><p>Predict first: {escape(predict.question)}</p>'
            f'<div class="mf-options">{buttons}</div><p role="status" class="mf-verdict"></p>'
            f'<details class="mf-because"><summary>Answer</summary><p>'
            f"{escape(predict.options[predict.answer])}. {escape(answer)}</p></details></div>")

    def _sentence(self, frames, bindings):
        if callable(self.sentence):
            inside = bindings.text([self.sentence(frame) for frame in frames.all])
        else:
            inside = "".join(self._fields(frames, bindings))
        return f'<output class="mf-sentence" aria-live="polite" aria-atomic="true">{inside}</output>'

    def _fields(self, frames, bindings):
        for literal, field, spec, _ in Formatter().parse(self.sentence):
            yield escape(literal)
            if field is not None:
                template = "{" + field + (":" + spec if spec else "") + "}"
                yield bindings.text([template.format(**frame) for frame in frames.all])

    def _goal(self, frames, challenge):
        reached = [int(bool(challenge.reached(frame))) for frame in frames.all]
        if reached[frames.start] or not any(reached):
            raise ValueError(f"{self.name}: challenge {challenge.text!r} must be open at first and reachable")
        return frames.channel(reached)

    def _challenges(self, frames):
        items = "".join(
            f'<li>{escape(challenge.text)} <span role="status" class="mf-done"></span></li>'
            for challenge in self.challenges)
        return f'<div class="mf-challenges"><p>Challenges</p><ul>{items}</ul></div>'

    def _table(self, frames):
        head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in self.table.columns)
        rows = [frames.all[frames.index(state)] for state in self.table.states]
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(words(cell, row))}</td>" for cell in self.table.columns.values()) + "</tr>"
            for row in rows)
        return (f'<details class="mf-table" open><summary>Key numbers</summary><table>'
                f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details>")

    def json(self):
        """The data in the page; never more than 60 kB."""
        _, _, data = self.parts()
        return self._json(data)

    def _json(self, data):
        text = compact(data).replace("</", "<\\/")
        if len(text.encode()) > LIMIT:
            raise ValueError(f"{self.name}: {len(text.encode()):,} bytes of JSON; the limit is {LIMIT:,}. "
                             "Use fewer states or fewer points.")
        return text

    def _repr_html_(self):
        """What a notebook cell shows."""
        uid, sections, data = self.parts()
        return (f'<section class="mf" id="{uid}" role="group" aria-labelledby="{uid}-q">{"".join(sections)}'
                f'<script type="application/json">{self._json(data)}</script></section>')

    def page(self, theme="light"):
        """A page of its own, for a look while writing: ``python -m figures NAME > look.html``."""
        style = "".join((STATIC / name).read_text(encoding="utf-8") for name in ("roles.css", "figures.css"))
        script = (STATIC / "figures.js").read_text(encoding="utf-8")
        colours = f"html {{ color-scheme: {theme}; background: {PAGE[theme]}; color: {TEXT[theme]}; }}"
        return (f'<!doctype html><html lang="en" data-theme="{theme}"><meta charset="utf-8">'
                f'<meta name="viewport" content="width=device-width"><title>{escape(self.name)}</title>'
                f"<style>{colours}{style}</style><body>{self._repr_html_()}<script>{script}</script></body></html>")
