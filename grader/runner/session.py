"""Start the answer process, hand it cells and calls, and bring back bounded plain outcomes."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

from grader.runner import wire

SCRIPT = Path(__file__).with_name("answer.py")
MAX_ANSWER = 256 * 2**20


@dataclass(frozen=True)
class Limits:
    """Wall-clock limits of one notebook, in seconds."""

    cell_seconds: float = 20.0
    check_seconds: float = 10.0
    total_seconds: float = 120.0


@dataclass
class RunResult:
    """What came back.

    cells     outputs of each cell, in order: dicts of kind text, png or error; shorter if it stopped
    outcomes  per check, a list of outcomes (see `grader.runner.calls`), values decoded
    verdict   "ran", "timed out", "out of memory" or "crashed"
    note      a sentence when the verdict is not "ran"
    """

    cells: list = field(default_factory=list)
    outcomes: list = field(default_factory=list)
    verdict: str = "ran"
    note: str = ""


def run(cells, checks, limits=None):
    """Run the cells, then each check's requests, in one answer process; never raises for what they do.

    cells   sources of the notebook's code cells
    checks  list of lists of requests {"name", "args", "kwargs", "driver"}
    """
    limits = limits or Limits()
    request = wire.dumps({"cells": list(cells), "limits": vars(limits),
                          "checks": [[_plain(r) for r in requests] for requests in checks]})
    with tempfile.TemporaryDirectory(prefix="answer-") as folder:
        output, timed_out, status = _exchange(request.encode("ascii"), folder, limits.total_seconds)
    return _collect(output, timed_out, status, len(checks), limits)


def _plain(request):
    return {**request, "args": wire.encode(list(request["args"])), "kwargs": wire.encode(dict(request["kwargs"]))}


def environment(folder):
    """The variables the answer process sees: a private home, one BLAS thread, no trace of this one."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    threads = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    return {**kept, **threads, "HOME": folder, "TMPDIR": folder, "IPYTHONDIR": folder, "MPLCONFIGDIR": folder,
            "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


def _exchange(data, folder, seconds):
    """Send the request, read at most MAX_ANSWER bytes; gives output, whether time ran out, exit status."""
    process = subprocess.Popen([sys.executable, "-I", str(SCRIPT)], cwd=folder, env=environment(folder),
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               start_new_session=True)
    expired = threading.Event()

    def stop():
        expired.set()
        _kill(process)

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        _feed(process.stdin, data)
        output = process.stdout.read(MAX_ANSWER)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1)
    finally:
        _kill(process)
        timer.cancel()
        process.stdout.close()
    return output, expired.is_set(), process.wait()


def _feed(pipe, data):
    with contextlib.suppress(BrokenPipeError):
        pipe.write(data)
        pipe.close()


def _kill(process):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _collect(output, timed_out, status, count, limits):
    result = RunResult(outcomes=[[] for _ in range(count)])
    ended = False
    for line in output.split(b"\n"):
        try:
            message = wire.loads(line) if line else {}
            ended = _take(result, message) or ended
        except (wire.BadMessage, KeyError, TypeError, IndexError, AttributeError):
            continue
    if timed_out and not ended:
        result.verdict = "timed out"
        result.note = f"The notebook was stopped after {limits.total_seconds:g} seconds."
    elif not ended:
        result.verdict, result.note = _crash(status)
    return result


def _take(result, message):
    """Add one message to the result; True for the last one."""
    if "cell" in message and message["cell"] == len(result.cells):
        result.cells.append([_inert(output) for output in message["outputs"]])
    elif "check" in message and type(message["check"]) is int and message["check"] >= 0:
        result.outcomes[message["check"]] = [_outcome(each) for each in message["outcomes"]]
    return message.get("end") is True


def _inert(output):
    if output["kind"] == "png":
        return {"kind": "png", "data": str(output["data"])}
    if output["kind"] == "error":
        return {"kind": "error", **{key: str(output[key]) for key in ("ename", "evalue", "traceback")}}
    return {"kind": "text", "name": "stderr" if output["name"] == "stderr" else "stdout", "text": str(output["text"])}


def _outcome(form):
    outcome = {"changed": [str(name) for name in form.get("changed", [])],
               "warnings": [str(text) for text in form.get("warnings", [])]}
    if "value" in form:
        outcome["value"] = wire.decode(form["value"])
    elif "error" in form:
        outcome["error"] = [str(form["error"][0]), str(form["error"][1])]
    else:
        outcome["missing"] = str(form["missing"])
    return outcome


def _crash(status):
    if status == -9:
        return "out of memory", "The notebook's process was killed, most likely for want of memory."
    return "crashed", f"The notebook's process ended before its time (exit status {status})."
