"""``python -m grader doctor``: what the sandbox can do on this machine, proven by trying to break out of it."""

import os
import socket
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from grader.runner import session
from grader.sandbox.verify import ROOT, SandboxRefused

LIMITS = session.Limits(cell_seconds=5, check_seconds=5, total_seconds=30)


@dataclass(frozen=True)
class Attempt:
    """One attempt to break out: the last line of its code prints True where it got through."""

    what: str
    code: str


def attempts(port, secret):
    """What is tried, given a port that listens outside and a file that lies outside."""
    def caught(code):
        indented = "\n".join(f"    {line}" for line in code.splitlines())
        return f"try:\n{indented}\nexcept Exception:\n    print(False)"

    return (
        Attempt("see the solutions", f"import os\nprint(os.path.exists({str(ROOT / 'solutions')!r}))"),
        Attempt("import the reference", caught("import grader.reference\nprint(True)")),
        Attempt("read a file outside", caught(f"print(bool(open({secret!r}).read()))")),
        Attempt("write beside it", caught(f"open({secret + '.written'!r}, 'w').write('x')\nprint(True)")),
        Attempt("write to the interpreter's library", caught(
            "import os, numpy\nopen(os.path.join(os.path.dirname(numpy.__file__), 'x.py'), 'w')\nprint(True)")),
        Attempt("reach a server on this machine", caught(
            f"import socket\nsocket.create_connection(('127.0.0.1', {port}), timeout=2)\nprint(True)")),
        Attempt("reach another host", caught(
            "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=2)\nprint(True)")),
        Attempt("signal the grader", caught(f"import os\nos.kill({os.getpid()}, 0)\nprint(True)")),
        Attempt("make a user namespace of its own", caught(
            "import ctypes\nprint(ctypes.CDLL(None).unshare(0x10000000) == 0)")),
        Attempt("mount a file system", caught(
            "import ctypes\nprint(ctypes.CDLL(None).mount(b'tmpfs', b'/tmp', b'tmpfs', 0, None) == 0)")),
        Attempt("become root", caught("import os\nos.setuid(0)\nprint(os.getuid() == 0)")),
        Attempt("start a thousand processes", caught(
            "import subprocess\nfor i in range(1000): subprocess.Popen(['sleep', '60'])\nprint(True)")),
        Attempt("take 8 GiB of memory", "try:\n    x = bytearray(8 * 2**30)\n    print(True)\nexcept MemoryError:\n    print(False)"),
        Attempt("fill the disk", caught(
            "import os\nfor i in range(64): open(os.path.expanduser(f'~/{i}'), 'wb').write(bytes(4 * 2**20))\nprint(True)")),
        Attempt("raise its own limits", caught(
            "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))\nprint(True)")),
    )


def add_arguments(parser):
    """What the verb takes: nothing."""


def main(args):
    """Print a line for every attempt, cold and warm; the exit status is 0 if all are held back."""
    sound = True
    for name, sandbox in (("cold: a process for each submission", session.BUBBLEWRAP), ("warm: forks of one process", None)):
        print(name)
        try:
            sound = _examine(sandbox) and sound
        except SandboxRefused as refusal:
            print(f"  refused: {refusal}", file=sys.stderr)
            return 2
    print("The sandbox holds: learners' code can be graded here." if sound
          else "The sandbox does not hold: grade nobody else's code on this machine.")
    return 0 if sound else 1


def _examine(sandbox):
    """Try everything against one sandbox; True if nothing gets through."""
    if sandbox is None:
        with closing(session.keep_warm()) as keeper:
            return _examine(keeper)
    sound = True
    with socket.create_server(("127.0.0.1", 0)) as server, tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "secret"
        secret.write_text("outside", encoding="ascii")
        for attempt in attempts(server.getsockname()[1], str(secret)):
            through = _gets_through(attempt, sandbox)
            print(f"  {'GOT THROUGH' if through else 'held back'}  {attempt.what}", flush=True)
            sound = sound and not through
    return sound


def _gets_through(attempt, sandbox):
    """Run one attempt; anything but a clear False or an end by force counts as through."""
    result = session.run([attempt.code], [], LIMITS, sandbox)
    if result.verdict != "ran":
        return False
    said = "".join(output["text"] for output in result.cells[0] if output["kind"] == "text").split()
    return said[-1:] != ["False"]
