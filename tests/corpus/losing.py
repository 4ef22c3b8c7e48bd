"""Losing data: right answers, with something that befalls the grader meanwhile.

Here they are graded in peace, like every other case; what befalls them is in tests/test_corpus_losing.py.
"""

from tests.corpus.kit import RIGHT, Case

PEACE = "nothing befalls the control"


def slow(name, seconds=1.0, **rest):
    """A right answer that takes a while, so that something can befall it."""
    return Case(name, answer=RIGHT, after=f"import time\ntime.sleep({seconds})", score=10, stock="harmless", why=PEACE, **rest)


CASES = (
    slow("takes_a_while_as_the_grader_is_killed"),
    slow("takes_a_while_as_another_grader_starts"),
    slow("takes_a_while_as_it_is_handed_in_again"),
    slow("takes_a_while_as_the_gradebook_is_locked", seconds=0.2),
    slow("fills_what_is_left_of_the_disk", seconds=0.2),
    slow("is_handed_in_before_it_was_written", seconds=0.0),
)
