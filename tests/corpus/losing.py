"""Losing data: right answers, graded while something befalls the grader.  See tests/test_corpus_losing.py."""

from tests.corpus.kit import RIGHT, Case

SLOW = "import time\ntime.sleep({})"

CASES = ()
