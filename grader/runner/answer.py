"""The answer process: run the cells, then the checks' calls in forks.

Started as ``python -I answer.py``.  On standard input comes a line of settings, then, once the
other side has accepted the facts about the sandbox, the request; what was standard output carries
one JSON line per cell, per check and per picture.  It imports nothing of the course but this folder.
"""

import gc
import os
import sys
from functools import partial

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import calls
import confine
import wire
from forks import Child, send

MAX_SHOWN = 8 * 2**20


def main(requests, channel):
    """Settle limits and sandbox, then read the request and answer it line by line."""
    settings = wire.loads(requests.readline())
    if settings["confined"]:
        confine.set_limits(settings["limits"])
        send(channel, {"facts": confine.facts(settings["forbidden"])})
    import shell as notebook_shell  # heavy, so the other side looks at the facts meanwhile

    request = wire.loads(requests.readline())
    _silence()
    answer(channel, notebook_shell, request, settings["limits"])
    os._exit(0)  # no exit handler of the cells runs


def answer(channel, notebook_shell, request, limits):
    """Run the cells, then the checks, and send each result as it is there; pictures come last."""
    shell, left = notebook_shell.make_shell(), MAX_SHOWN
    drawing = notebook_shell.draw_beside(shell, limits["cell_seconds"])
    for index, source in enumerate(request["cells"]):
        outputs, left = _within(notebook_shell.run_cell(shell, source, limits["cell_seconds"]), left)
        send(channel, {"cell": index, "outputs": outputs})
    confine.use_spare()
    asked = [[_plain(each) for each in check] for check in request["checks"]]
    gc.freeze()  # what is here by now is not looked at, and so not copied, in the forks
    for index, outcomes in enumerate(_answered(shell, asked, request["together"], limits["check_seconds"])):
        send(channel, {"check": index, "outcomes": outcomes})
    for number, output in drawing.outputs():
        (shown,), left = _within([output], left)
        send(channel, {"picture": number, "output": shown})
    send(channel, {"end": True})


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


def _answered(shell, checks, together, seconds):
    """The outcomes of each check: so many of them share a fork, in turn, and those that are left have one each."""
    sizes = [*together, *[1] * (len(checks) - sum(together))]
    for size in sizes:
        yield from _in_one_fork(shell, checks[:size], seconds)
        checks = checks[size:]


def _in_one_fork(shell, checks, seconds):
    """Outcomes of each check, from one child; where it is stopped, ends or lacks memory, a new one goes on."""
    child = None
    for index, check in enumerate(checks):
        child = child or Child(partial(_perform, shell, [each for later in checks[index:] for each in later]))
        lines, ended = child.lines(len(check), seconds)
        outcomes = [wire.loads(line) for line in lines]
        if len(outcomes) < len(check):
            outcomes.append(_stopped(ended, child.status(), seconds))
            child = None
        elif any(each.get("error", [""])[0] == "MemoryError" for each in outcomes):
            child.end()
            child = None
        yield outcomes
    if child:
        child.end()


def _stopped(ended, status, seconds):
    if not ended:
        return {"error": ["Timeout", f"stopped after {seconds:g} seconds"]}
    if os.WIFSIGNALED(status):
        return {"error": ["Crash", f"ended by signal {os.WTERMSIG(status)}"]}
    return {"error": ["Crash", f"Python ended with exit status {os.WEXITSTATUS(status)}"]}


def _perform(shell, requests, channel):
    for request in requests:
        outcome = calls.perform(shell.user_ns, request)
        if "value" in outcome:
            outcome["value"] = wire.encode(outcome["value"])
        send(channel, outcome)


if __name__ == "__main__":
    main(os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0))
