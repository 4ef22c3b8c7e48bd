"""The bubblewrap command line around the answer process.

An ordinary user gets one bubblewrap.  Root gets two: the outer one, still root, binds what the inner
one needs (an interpreter may lie under a private home), then a real unprivileged user id is taken,
because the limit on processes does not bind root, and the inner one makes the namespaces.
Every namespace is named: ``--unshare-all`` would only *try* to make the user namespace.
"""

import os
import shutil
import sys
from functools import cache
from pathlib import Path

RUNNER = Path(__file__).resolve().parent.parent / "runner"
INSIDE = "/runner"
TMP_BYTES = 64 * 2**20
NOBODY = 65534
HOSTNAME = "answer"
NAMESPACES = ("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts")
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin")
CONFIGURATION = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/fonts")

# Cold: the answer process is the first of its namespace, as in the warm one, so that no signal from inside ends it.
COVERED = ("--as-pid-1", "--disable-userns", "--tmpfs", "/proc", "--remount-ro", "/proc")


def command(tmp_bytes=TMP_BYTES, last=COVERED):
    """Words to put before ``python -I /runner/answer.py``."""
    if os.getuid() == 0:
        return [*_outer(), *_drop(), *_inner(["--ro-bind", "/", "/"], tmp_bytes, last)]
    return _inner(_binds(), tmp_bytes, last)


def answer_command(tmp_bytes=TMP_BYTES):
    """The whole command that starts a sandboxed answer process."""
    return [*command(tmp_bytes), sys.executable, "-I", f"{INSIDE}/answer.py"]


def warm_command():
    """The same for the warm process, which makes namespaces once more and so needs /proc until it has."""
    proc = ("--bind", "/proc", "/proc") if os.getuid() == 0 else ("--proc", "/proc")
    return [*command(last=proc), sys.executable, "-I", f"{INSIDE}/zygote.py"]


@cache
def _program(name):
    return shutil.which(name) or name


def _outer():
    return [_program("bwrap"), *_binds(), "--perms", "0755", "--dir", scratch(), "--proc", "/proc", "--dev", "/dev",
            "--die-with-parent", "--"]


def _drop():
    return [_program("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--no-new-privs", "--"]


def _inner(binds, tmp_bytes, last):
    return [_program("bwrap"), *binds, *NAMESPACES, "--die-with-parent", "--new-session",
            "--cap-drop", "ALL", "--hostname", HOSTNAME, "--dev", "/dev", *last,
            "--size", str(tmp_bytes), "--tmpfs", scratch(), "--size", str(tmp_bytes), "--tmpfs", "/dev/shm",
            "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", scratch(), "--"]


def scratch():
    """The private folder inside: /tmp, unless the interpreter itself lies there and must stay visible."""
    return "/scratch" if any(Path("/tmp") in Path(prefix).parents for prefix in _prefixes()) else "/tmp"


def _prefixes():
    """Where this interpreter, its environment and its libraries lie."""
    return dict.fromkeys((sys.base_prefix, sys.base_exec_prefix, sys.prefix))


@cache
def _binds():
    """Read-only: the system's libraries, this interpreter, its packages, and the runner's few files."""
    words = []
    for folder in SYSTEM:
        if os.path.islink(folder):
            words += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            words += ["--ro-bind", folder, folder]
    for path in CONFIGURATION:
        words += ["--ro-bind-try", path, path]
    for prefix in _prefixes():
        if not prefix.startswith("/usr"):
            words += [*_parents(prefix), "--ro-bind", prefix, prefix]
    return [*words, "--ro-bind", str(RUNNER), INSIDE]


def _parents(path):
    """Make the folders above a path readable to anybody inside; bubblewrap's own are private to root."""
    above = [str(folder) for folder in reversed(Path(path).parents)][1:]
    return [word for folder in above for word in ("--perms", "0755", "--dir", folder)]
