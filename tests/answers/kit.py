"""Wrong and right answers, written independently of the checks' own misconceptions.

Each is a plain function named ``<function>__<what it is>``: the reference function it stands in
for, two underscores, and what is wrong (or different) about it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer to one component.

    right     True: an answer written differently that must get full marks
    embodies  for a wrong one: the misconception it must be recognised as; None: it must get no name
    """

    address: str
    function: str
    name: str
    code: object
    right: bool
    embodies: str | None = None


def collector():
    """Two decorators, ``right(address)`` and ``wrong(address, embodies=None)``, and the list they fill."""
    answers = []

    def add(address, code, is_right, embodies):
        function, _, name = code.__name__.partition("__")
        answers.append(Answer(address, function, name, code, is_right, embodies))
        return code

    def right(address):
        return lambda code: add(address, code, True, None)

    def wrong(address, embodies=None):
        return lambda code: add(address, code, False, embodies)

    return right, wrong, answers
