"""Start the answer process, hand it cells and calls, and bring back bounded plain outcomes."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from grader.runner import wire
from grader.sandbox import bubblewrap, verify

SCRIPT = Path(__file__).with_name("answer.py")
MAX_ANSWER = 64 * 2**20
UNSANDBOXED, BUBBLEWRAP = "unsandboxed", "bubblewrap"


@dataclass(frozen=True)
class Limits:
    """What one notebook may use: seconds of wall clock, bytes, numbers of things."""

    cell_seconds: float = 20.0
    check_seconds: float = 10.0
    total_seconds: float = 120.0
    memory_bytes: int = 2 * 2**30
    total_memory_bytes: int = 3 * 2**30
    file_bytes: int = 32 * 2**20
    tmp_bytes: int = 64 * 2**20
    processes: int = 64
    files: int = 256


@dataclass
class RunResult:
    """What came back.

    cells     outputs of each cell, in order: dicts of kind text, png or error; shorter if it stopped
    outcomes  per check, a list of outcomes (see `grader.runner.calls`), values decoded
    verdict   "ran", "timed out", "out of memory" or "crashed"
    note      a sentence when the verdict is not "ran"
    sandbox   "bubblewrap" or "unsandboxed"
    """

    cells: list = field(default_factory=list)
    outcomes: list = field(default_factory=list)
    verdict: str = "ran"
    note: str = ""
    sandbox: str = UNSANDBOXED


def run(cells, checks, limits=None, sandbox=UNSANDBOXED, forbidden=()):
    """Run the cells, then each check's requests, in one answer process; never raises for what they do.

    cells      sources of the notebook's code cells
    checks     list of lists of requests {"name", "args", "kwargs", "driver"}
    sandbox    BUBBLEWRAP, or UNSANDBOXED for one's own code; raises SandboxRefused if it cannot be had
    forbidden  further paths that must not exist inside
    """
    limits = limits or Limits()
    request = {"cells": list(cells), "checks": [[_plain(r) for r in requests] for requests in checks]}
    with tempfile.TemporaryDirectory(prefix="answer-") as folder:
        output, ending = _Conversation(sandbox, limits, folder).hold(request, forbidden)
    return _collect(output, ending, len(checks), limits, sandbox)


def _plain(request):
    return {**request, "args": wire.encode(list(request["args"])), "kwargs": wire.encode(dict(request["kwargs"]))}


def environment(folder):
    """The variables the answer process sees: a private home, one BLAS thread, no trace of this one."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    threads = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    return {**kept, **threads, "HOME": folder, "TMPDIR": folder, "IPYTHONDIR": folder, "MPLCONFIGDIR": folder,
            "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


class _Conversation:
    """One answer process: its limits and its sandbox are settled first, then it gets the request."""

    def __init__(self, sandbox, limits, folder):
        self.sandbox, self.limits, self.folder = sandbox, limits, folder
        self.ending = None  # why it was stopped from here: "timed out", "out of memory", or None

    def hold(self, request, forbidden):
        """Send the request and give (output bytes, ending); ending is None, a verdict, or an exit status."""
        with open(Path(self.folder) / "stderr", "w+b") as complaints:
            self._start(complaints)
            watch = threading.Thread(target=self._watch, args=(time.monotonic() + self.limits.total_seconds,))
            watch.start()
            try:
                output = self._talk(request, forbidden, complaints)
            finally:
                self._kill()
                watch.join()
                status = self.process.wait()
                self._close()
        return output, self.ending or status

    def _start(self, complaints):
        try:
            self.process = subprocess.Popen(
                self._command(), cwd=self.folder, env=environment("/tmp" if self._confined else self.folder),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, start_new_session=True)
        except FileNotFoundError as missing:
            raise verify.refused(f"{missing.filename} is not installed: apt-get install bubblewrap") from None

    def _close(self):
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()

    @property
    def _confined(self):
        return self.sandbox == BUBBLEWRAP

    def _command(self):
        if self._confined:
            return bubblewrap.answer_command(self.limits.tmp_bytes)
        return [sys.executable, "-I", str(SCRIPT)]

    def _talk(self, request, forbidden, complaints):
        hidden = verify.forbidden(forbidden)
        self._say({"limits": asdict(self.limits), "confined": self._confined, "forbidden": hidden})
        if self._confined:
            self._verify(complaints)
        self._say(request)
        output = self.process.stdout.read(MAX_ANSWER)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(1)
        return output

    def _verify(self, complaints):
        line = self.process.stdout.readline(10_000)
        if not line:
            complaints.seek(0)
            raise verify.refused(complaints.read(2_000).decode("utf-8", "replace"))
        verify.require(wire.loads(line)["facts"])

    def _say(self, message):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(wire.dumps(message).encode("ascii") + b"\n")
            self.process.stdin.flush()

    def _watch(self, deadline):
        """Stop the process when its time is up or when it and its children hold too much memory."""
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                return self._stop("timed out")
            try:
                self.process.wait(0.2)
            except subprocess.TimeoutExpired:
                if _memory(self.process.pid) > self.limits.total_memory_bytes:
                    return self._stop("out of memory")
        return None

    def _stop(self, ending):
        self.ending = ending
        self._kill()

    def _kill(self):
        for process in _family(self.process.pid):
            with contextlib.suppress(psutil.Error):
                process.kill()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def _family(pid):
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []


def _memory(pid):
    total = 0
    for process in _family(pid):
        with contextlib.suppress(psutil.Error):
            total += process.memory_info().rss
    return total


def _collect(output, ending, count, limits, sandbox):
    result = RunResult(outcomes=[[] for _ in range(count)], sandbox=sandbox)
    ended = False
    for line in output.split(b"\n"):
        try:
            message = wire.loads(line) if line else {}
            ended = _take(result, message) or ended
        except (wire.BadMessage, KeyError, TypeError, IndexError, AttributeError):
            continue
    if not ended:
        result.verdict, result.note = _verdict(ending, len(output), limits)
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


def _verdict(ending, size, limits):
    if ending == "timed out":
        return ending, f"The notebook was stopped after {limits.total_seconds:g} seconds."
    if ending == "out of memory":
        return ending, f"The notebook was stopped: it held more than {limits.total_memory_bytes / 2**30:g} GiB of memory."
    if size >= MAX_ANSWER:
        return "crashed", f"The notebook was stopped: it gave more than {MAX_ANSWER / 2**20:g} MiB of output."
    return "crashed", f"The notebook's process ended before its time (exit status {ending})."
