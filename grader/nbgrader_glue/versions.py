"""The nbgrader versions this was tried with; any other is refused before it decides a grade."""

import nbgrader
from nbgrader.converters.base import NbGraderException

TRIED = ("0.9.6",)


def require_tried(log):
    """Raise, with one sentence in the log, under a version of nbgrader that nobody tried."""
    if nbgrader.__version__ not in TRIED:
        sentence = (f"This course was tried with nbgrader {', '.join(TRIED)}, not with {nbgrader.__version__}: "
                    f"run `pip install nbgrader=={TRIED[-1]}` and try again.")
        log.error(sentence)
        raise NbGraderException(sentence)
