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
from pathlib import Path

from grader.bench.command import OWN

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


def with_ours(folder, assignment):
    """``python -m grader autograde``, in this process."""
    from grader.autograde.command import autograde
    from grader.autograde.pool import executor

    spent = {}
    with executor(1) as worker:
        if autograde(Path(folder), assignment, worker, spent=spent):
            sys.exit("not all was graded")
    spent["execute"] = spent["wait"] - spent["judge"]
    return spent


def adopt_orphans():
    """Become the parent of every process that its own parent leaves behind, so that its time is counted here."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def processor_seconds():
    """What this process and all it started have used of the processors, when all of them have ended."""
    from grader.runner.session import end_warm

    end_warm()
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    _, way, *where = sys.argv
    adopt_orphans()
    seconds = (with_ours if way == OWN else with_nbgrader)(*where)
    print(json.dumps({**seconds, "processor": processor_seconds()}))
