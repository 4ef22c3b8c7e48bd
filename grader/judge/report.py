"""The result of judging one component, and the sentences made from it."""

from dataclasses import dataclass, field

from grader.checks.kit import Check
from grader.judge.compare import Problem


@dataclass(frozen=True)
class CheckResult:
    """One check, passed (no problem) or failed; ``cause`` is the likely cause in words."""

    check: Check
    problem: Problem | None = None
    label: str = ""
    cause: str = ""
    misconception: str = ""

    @property
    def passed(self):
        """True if nothing is wrong."""
        return self.problem is None

    @property
    def earned(self):
        """The points this check gives."""
        return self.check.points if self.passed else 0


@dataclass(frozen=True)
class Report:
    """All checks of one component; the same data for feedback, terminal and records.

    section  heading and page of the book's section, if there is a book
    """

    address: str
    results: tuple
    warnings: tuple = field(default=())
    section: tuple = ("", "")

    @property
    def name(self):
        """The component's own name."""
        return self.address.partition("/")[2]

    @property
    def score(self):
        """Points earned."""
        return sum(result.earned for result in self.results)

    @property
    def points(self):
        """Points to be had."""
        return sum(result.check.points for result in self.results)

    @property
    def complete(self):
        """True for full marks."""
        return self.score == self.points

    @property
    def misconceptions(self):
        """Names of the misconceptions recognised, each once, in order."""
        return tuple(dict.fromkeys(r.misconception for r in self.results if r.misconception))

    def lines(self, show_expected=False):
        """One line a check: a mark, the points, and either the check's sentence or what is wrong."""
        return [self.line(result, show_expected) for result in self.results]

    def line(self, result, show_expected=False):
        """The line of one check."""
        points = f"{result.earned}/{result.check.points}"
        if result.passed:
            return f"ok    {points}  {result.check.sentence}"
        return f"WRONG {points}  {self.message(result, show_expected)}"

    def message(self, result, show_expected=False):
        """``[softmax, large scores] got …, expected …. Likely cause: …. See section "Softmax" of page activations/softmax.``"""
        found = result.problem
        place = f"[{self.name}, {result.check.title}]"
        about = f" for {result.label}" if result.label else ""
        expected = found.wanted or (found.expected if show_expected else "")
        got = found.got if found.stage in ("defined", "raised", "property", "unchanged") else f"got {found.got}{about}"
        if found.stage == "raised" and found.wanted:  # what should have been refused is named
            got += f" ({result.label})" if result.label else ""
        parts = [f"{place} {got}" + (f", expected {expected}." if expected else ".")]
        if found.stage == "value" and result.check.kind in ("shape", "unchanged"):
            parts = [f"{place} counts only once the values are right: {got}" + (f", expected {expected}." if expected else ".")]
        elif found.stage == "value" and not expected:
            parts = [f"{place} {got}, which is not right: {_lower(result.check.sentence)}"]
        if result.cause:
            parts.append(f"Likely cause: {result.cause}.")
        heading, page = self.section
        if heading:
            parts.append(f'See section "{heading}" of page {page}.')
        return " ".join(parts)


def _lower(sentence):
    """A sentence to go on with after a colon; a leading symbol or code name keeps its case."""
    first = sentence.split(" ", 1)[0]
    return sentence if first.isupper() or not first.isalpha() else sentence[0].lower() + sentence[1:]
