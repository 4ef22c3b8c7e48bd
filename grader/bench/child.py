"""One way to grade a class, in a process of its own: prints seconds by phase, and of processor time, as JSON.

nbgrader's phases are told from what it logs: the time between two lines belongs to what the first
one announced.
"""

import contextlib
import ctypes
import json
import logging
import os
import re
import resource
import sys
import time
import warnings
from collections import Counter
from functools import partial
from pathlib import Path

from grader.bench.command import OWN, WIDE, WORKERS

PR_SET_CHILD_SUBREAPER = 36

# what a line announces; the first that fits
ANNOUNCED = (("Applying preprocessor: (Rebuild|ClearOutput|DeduplicateIds)", "rebuild"),
             ("Applying preprocessor: (Execute|RunAndJudge)", "execute"),
             ("Applying preprocessor|Running p|Setting destination|Autograding ", "bookkeeping"),
             ("Sanitizing ", "rebuild"), ("Writing ", "write"))
_JUDGED = re.compile(r"Ran in [\d.]+ s, judged in ([\d.]+) s")


class Phases(logging.Handler):
    """Adds up seconds by phase from the lines that are logged."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.spent, self.phase, self.since = Counter(), "start", time.perf_counter()

    def emit(self, record):
        """Charge the time since the last line to the phase it announced."""
        line, now = record.getMessage(), time.perf_counter()
        self.spent[self.phase] += now - self.since
        self.since = now
        judged = _JUDGED.match(line)
        if judged:
            self.spent["judge"] += float(judged[1])
            self.spent["execute"] -= float(judged[1])
        self.phase = next((phase for start, phase in ANNOUNCED if re.match(start, line)), self.phase)


def with_nbgrader(folder, assignment):
    """``nbgrader autograde``, with the configuration that lies in the folder."""
    from grader.nbgrader_glue.commands import prepared

    phases = Phases()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        prepared("autograde", folder, assignment, "--debug", handler=phases).start()
    return phases.spent


def with_ours(jobs, folder, assignment):
    """``python -m grader autograde --jobs N``; where there are several, what they do goes on beside the rest, and only waiting counts."""
    from grader.autograde.command import autograde, given_ahead
    from grader.autograde.pool import executor

    spent = {}
    with executor(jobs) as workers:
        if autograde(Path(folder), assignment, workers, ahead=given_ahead(jobs), spent=spent):
            sys.exit(1)  # it has said why
    spent["judge"] = spent["judge"] if jobs == 1 else 0
    spent["execute"] = spent["wait"] - spent["judge"]
    return spent


def with_processor_time(grade):
    """What ``grade()`` gives, and the seconds of processor time that it and all it started have used: it is called in a
    fork, and every process that is left behind becomes this one's child, is waited for and counted."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        with os.fdopen(writing, "w", encoding="utf-8") as result:
            json.dump(grade(), result)
        sys.exit()
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as result, contextlib.suppress(ChildProcessError):
        seconds = result.read()
        while True:
            os.wait()
    if not seconds:
        sys.exit(1)  # so has the fork
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {**json.loads(seconds), "processor": used.ru_utime + used.ru_stime}


if __name__ == "__main__":
    _, way, *where = sys.argv
    own = {OWN: partial(with_ours, 1), WIDE: partial(with_ours, WORKERS)}
    print(json.dumps(with_processor_time(partial(own.get(way, with_nbgrader), *where))))
