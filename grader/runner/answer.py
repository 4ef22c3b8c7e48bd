"""The answer process: run the cells, then every check's calls in a fork of its own.

Started as ``python -I answer.py``.  On standard input comes a line of settings, then, once the
other side has accepted the facts about the sandbox, the request; what was standard output carries
one JSON line per cell and per check.  It imports nothing of the course but this folder.
"""

import gc
import os
import select
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import calls
import confine
import wire

MAX_SHOWN = 8 * 2**20


def main(requests, channel):
    """Settle limits and sandbox, then read the request and answer it line by line."""
    settings = wire.loads(requests.readline())
    if settings["confined"]:
        confine.set_limits(settings["limits"])
        _send(channel, {"facts": confine.facts(settings["forbidden"])})
    import shell as notebook_shell  # heavy, so the other side looks at the facts meanwhile

    request = wire.loads(requests.readline())
    _silence()
    answer(channel, notebook_shell, request, settings["limits"])
    os._exit(0)  # no exit handler of the cells runs


def answer(channel, notebook_shell, request, limits):
    """Run the cells, then the checks, and send each result as it is there."""
    shell, left = notebook_shell.make_shell(), MAX_SHOWN
    for index, source in enumerate(request["cells"]):
        outputs, left = _within(notebook_shell.run_cell(shell, source, limits["cell_seconds"]), left)
        _send(channel, {"cell": index, "outputs": outputs})
    confine.use_spare()
    asked, ending = [[_plain(each) for each in check] for check in request["checks"]], None
    gc.freeze()  # what is here by now is not looked at, and so not copied, in the forks
    for index, check in enumerate(asked):
        outcomes, child = _in_fork(shell, check, limits["check_seconds"])
        _send(channel, {"check": index, "outcomes": outcomes})
        if ending:
            os.waitpid(ending, 0)  # it gave its memory back during this check
        ending = child
    _send(channel, {"end": True})


def _plain(request):
    """A request with its arguments as Python values."""
    return {**request, "args": wire.decode(request["args"]), "kwargs": wire.decode(request["kwargs"])}


def _within(outputs, left):
    """The outputs that fit into so many characters, a word in place of the others, and what is left then."""
    kept = []
    for output in outputs:
        size = sum(map(len, output.values()))
        fits = size <= left
        left -= size if fits else 0
        kept.append(output if fits else {"kind": "text", "name": "stdout", "text": "[left out: this notebook shows too much]\n"})
    return kept, left


def _silence():
    """Point the standard descriptors at nothing: what cells print is captured above them."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)


def _send(channel, message):
    data = wire.dumps(message).encode("ascii") + b"\n"
    while data:
        data = data[channel.write(data):]


def _in_fork(shell, requests, seconds):
    """Outcomes of a check's calls, from a child that is stopped in time; and the child, if it is still to be waited for."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(shell, requests, os.fdopen(writing, "wb", buffering=0))
    os.close(writing)
    lines, ended = _read_lines(reading, time.monotonic() + seconds, len(requests))
    outcomes = [wire.loads(line) for line in lines][: len(requests)]
    if not ended or len(outcomes) == len(requests):
        os.kill(child, signal.SIGKILL)
    if len(outcomes) == len(requests):
        return outcomes, child
    _, status = os.waitpid(child, 0)
    return [*outcomes, _stopped(ended, status, seconds)], None


def _stopped(ended, status, seconds):
    if not ended:
        return {"error": ["Timeout", f"stopped after {seconds:g} seconds"]}
    if os.WIFSIGNALED(status):
        return {"error": ["Crash", f"ended by signal {os.WTERMSIG(status)}"]}
    return {"error": ["Crash", f"Python ended with exit status {os.WEXITSTATUS(status)}"]}


def _child(shell, requests, channel):
    try:
        for request in requests:
            outcome = calls.perform(shell.user_ns, request)
            if "value" in outcome:
                outcome["value"] = wire.encode(outcome["value"])
            _send(channel, outcome)
    finally:
        os._exit(0)


def _read_lines(descriptor, deadline, count):
    """Whole lines, until there are so many or time or size is up; and whether the writer ended before."""
    data, lines, chunk = bytearray(), 0, None
    while lines < count:
        left = deadline - time.monotonic()
        ready = select.select([descriptor], [], [], max(left, 0))[0] if left > 0 else []
        chunk = os.read(descriptor, 2**16) if ready else None
        if chunk is None or len(data) > wire.MAX_MESSAGE:
            break
        if not chunk:
            break
        data += chunk
        lines += chunk.count(b"\n")
    os.close(descriptor)
    return bytes(data).split(b"\n")[:-1], chunk == b""


if __name__ == "__main__":
    main(os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0))
