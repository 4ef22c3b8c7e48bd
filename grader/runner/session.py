"""Start the answer process, hand it cells and calls, and bring back bounded plain outcomes."""

import atexit
import os
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from grader.runner import wire
from grader.sandbox import bubblewrap, processes, verify

SCRIPT = Path(__file__).with_name("answer.py")
MAX_ANSWER = 64 * 2**20
MAX_NAME, MAX_REASON = 80, 500  # characters; the answer process keeps them too, unless it was tampered with
UNFINISHED = {"kind": "text", "name": "stdout", "text": "[a picture that was not finished: the notebook ended before]\n"}
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


def run(cells, checks, limits=None, sandbox=UNSANDBOXED, forbidden=(), together=()):
    """Run the cells, then each check's requests, in one answer process; never raises for what they do.

    cells      sources of the notebook's code cells
    checks     list of lists of requests {"name", "args", "kwargs", "driver"}
    together   how many checks share a fork, in turn: the first so many, the next so many, …; after
               these each has its own, and so does what comes after one that is stopped
    sandbox    BUBBLEWRAP, a warm process from `keep_warm`, or UNSANDBOXED for one's own code;
               raises SandboxRefused if it cannot be had
    forbidden  further paths that must not exist inside
    """
    limits = limits or Limits()
    request = {"cells": list(cells), "checks": [[_plain(r) for r in requests] for requests in checks],
               "together": list(together)}
    settings = {"limits": asdict(limits), "confined": sandbox != UNSANDBOXED,
                "forbidden": verify.forbidden(forbidden)}
    with tempfile.TemporaryDirectory(prefix="answer-") as folder:
        output, ending = _converse(open_process(sandbox, limits, folder), request, settings, limits)
    return _collect(output, ending, len(checks), limits, UNSANDBOXED if sandbox == UNSANDBOXED else BUBBLEWRAP)


def _plain(request):
    return {**request, "args": wire.encode(list(request["args"])), "kwargs": wire.encode(dict(request["kwargs"]))}


def environment(folder):
    """The variables the answer process sees: a private home, one BLAS thread, no trace of this one."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    threads = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    return {**kept, **threads, "HOME": folder, "TMPDIR": folder, "IPYTHONDIR": folder, "MPLCONFIGDIR": folder,
            "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


def open_process(sandbox, limits, folder):
    """The answer process for one submission, cold or warm, sandboxed or not."""
    if isinstance(sandbox, processes.Keeper):
        return processes.Warm(sandbox)
    if sandbox == BUBBLEWRAP:
        return processes.Cold(bubblewrap.answer_command(limits.tmp_bytes), environment(bubblewrap.scratch()), folder)
    return processes.Cold([sys.executable, "-I", str(SCRIPT)], environment(folder), folder)


def keep_warm():
    """A warm process to pass as ``sandbox`` for many submissions, one after the other; close it in the end."""
    return processes.Keeper(bubblewrap.warm_command(), environment(bubblewrap.scratch()))


def kept_warm():
    """This process's own warm process, begun when first asked for and anew if it has ended."""
    global _kept
    if _kept is None or not _kept.alive():
        end_warm()
        _kept = keep_warm()
    return _kept


@atexit.register
def end_warm():
    """End this process's own warm process, if there is one."""
    global _kept
    if _kept is not None:
        _kept.close()
        _kept = None


_kept = None


def _converse(process, request, settings, limits):
    """Settle the sandbox, send the request; gives (output bytes, why it was stopped or its exit status)."""
    ending, over = [], threading.Event()
    watch = threading.Thread(target=_watch, args=(process, limits, ending, over))
    watch.start()
    try:
        process.say(settings)
        if settings["confined"]:
            _verify(process)
        process.say(request)
        output = process.read(MAX_ANSWER)
    finally:
        over.set()
        watch.join()
        status = process.finish()
    return output, ending[0] if ending else status


def _verify(process):
    line = process.readline(10_000)
    if not line:
        raise verify.refused(process.complaint())
    verify.require(wire.loads(line)["facts"])


def _watch(process, limits, ending, over):
    """Stop the process when its time is up or when it and its children hold too much memory."""
    deadline = time.monotonic() + limits.total_seconds
    while not over.wait(0.2):
        if time.monotonic() > deadline:
            ending.append("timed out")
        elif process.holds_more(limits.total_memory_bytes):
            ending.append("out of memory")
        if ending:
            return process.kill()
    return None


def _collect(output, ending, count, limits, sandbox):
    result = RunResult(outcomes=[[] for _ in range(count)], sandbox=sandbox)
    pictures, ended = {}, False
    for line in output.split(b"\n"):
        try:
            message = wire.loads(line) if line else {}
            ended = _take(result, pictures, message) or ended
        except (wire.BadMessage, KeyError, TypeError, IndexError, AttributeError):
            continue
    result.cells = [[_finished(each, pictures) for each in outputs] for outputs in result.cells]
    if not ended:
        result.verdict, result.note = _verdict(ending, len(output), limits)
    return result


def _take(result, pictures, message):
    """Add one message to the result, or to the pictures by number; True for the last one."""
    if "cell" in message and message["cell"] == len(result.cells):
        result.cells.append([_inert(output) for output in message["outputs"][: wire.MAX_OUTPUTS]])
    elif "picture" in message:
        pictures[str(message["picture"])] = _shown(message["output"])
    elif "check" in message and type(message["check"]) is int and message["check"] >= 0:
        result.outcomes[message["check"]] = [_outcome(each) for each in message["outcomes"]]
    return message.get("end") is True


def _finished(output, pictures):
    """An output, or the picture it stands for, which is taken: a second one of its number gets none."""
    return pictures.pop(output["number"], UNFINISHED) if output["kind"] == "later" else output


def _inert(output):
    if output["kind"] == "later":
        return {"kind": "later", "number": str(output["number"])}
    return _shown(output)


def _shown(output):
    if output["kind"] == "png":
        return {"kind": "png", "data": str(output["data"])}
    if output["kind"] == "error":
        return {"kind": "error", **{key: str(output[key]) for key in ("ename", "evalue", "traceback")}}
    return {"kind": "text", "name": "stderr" if output["name"] == "stderr" else "stdout", "text": str(output["text"])}


def _outcome(form):
    outcome = {"changed": [str(name)[:MAX_NAME] for name in form.get("changed", [])[:5]],
               "warnings": [str(text)[:MAX_REASON] for text in form.get("warnings", [])[:5]]}
    if "value" in form:
        outcome["value"] = wire.decode(form["value"])
    elif "error" in form:
        outcome["error"] = [str(form["error"][0])[:MAX_NAME], str(form["error"][1])[:MAX_REASON]]
    else:
        outcome["missing"] = str(form["missing"])[:MAX_REASON]
    return outcome


def _verdict(ending, size, limits):
    if ending == "timed out":
        return ending, f"The notebook was stopped after {limits.total_seconds:g} seconds."
    if ending == "out of memory":
        return ending, f"The notebook was stopped: it held more than {limits.total_memory_bytes / 2**30:g} GiB of memory."
    if size >= MAX_ANSWER:
        return "crashed", f"The notebook was stopped: it gave more than {MAX_ANSWER / 2**20:g} MiB of output."
    return "crashed", f"The notebook's process ended before its time (exit status {ending})."
