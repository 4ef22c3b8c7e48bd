"""The verdict every notebook ends in, and the sentence that tells it."""

from dataclasses import dataclass

GRADED = "graded"
PARTLY = "partly graded"
TIMED_OUT = "timed out"
OUT_OF_MEMORY = "out of memory"
CRASHED = "crashed"
UNREADABLE = "unreadable"
REFUSED = "sandbox refused"
VERDICTS = (GRADED, PARTLY, TIMED_OUT, OUT_OF_MEMORY, CRASHED, UNREADABLE, REFUSED)
UNSURE = (CRASHED, REFUSED)  # a person must look

_STOPPED = ("Timeout", "Crash")


@dataclass(frozen=True)
class Verdict:
    """One of `VERDICTS`, with a sentence that says why and what to do, empty when all was graded."""

    kind: str
    reason: str = ""

    def __post_init__(self):
        if self.kind not in VERDICTS:
            raise ValueError(f"{self.kind!r} is no verdict; verdicts: {', '.join(VERDICTS)}")

    def sentence(self, score, points):
        """``Verdict: graded, 7 of 10 points.``, and the reason."""
        return " ".join(filter(None, [f"Verdict: {self.kind}, {score:g} of {points:g} points.", self.reason]))


def unreadable(problem):
    """The verdict on a file that cannot be read."""
    return Verdict(UNREADABLE, f"The submitted file {problem}. Nothing in it could be graded: open your notebook in "
                               "JupyterLab, save it, and submit it again.")


def of_run(result):
    """The verdict on a run: what the session says, or partly graded where some check had to be stopped."""
    if result.verdict != "ran":
        return Verdict(result.verdict, f"{result.note} What ran before that was graded.")
    stopped = sum(outcome.get("error", [""])[0] in _STOPPED for given in result.outcomes for outcome in given)
    if stopped:
        return Verdict(PARTLY, f"{_checks(stopped)} stopped before the end, for time or because Python itself ended: "
                               "look for a loop that never ends.")
    return Verdict(GRADED)


def failed(error):
    """The verdict when the grader itself failed; nobody's zero is silent."""
    return Verdict(CRASHED, f"The grader itself failed on this notebook ({type(error).__name__}): "
                            "it is marked for your instructor to look at.")


def refused():
    """The verdict when no sandbox could be set up; the log says why."""
    return Verdict(REFUSED, "Nothing was run, since no sandbox could be set up: it is marked for your instructor.")


def _checks(number):
    return "One check was" if number == 1 else f"{number} checks were"
