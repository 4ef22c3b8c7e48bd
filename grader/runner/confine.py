"""Inside the sandbox, before any learner's code: set the limits, and tell what can be seen from here.

Loaded by itself inside the answer process: it imports no content of the course.
"""

import ctypes
import errno
import os
import resource
import socket

CLONE_NEWUSER = 0x10000000
SPARE = {"RLIMIT_AS": 128 * 2**20, "RLIMIT_NPROC": 8, "RLIMIT_NOFILE": 16}


def set_limits(limits):
    """Limits of this process and its children; beyond the spare nothing unprivileged can raise them again."""
    seconds = int(limits["total_seconds"]) + 5
    for name, value in {"RLIMIT_AS": limits["memory_bytes"], "RLIMIT_NPROC": limits["processes"],
                        "RLIMIT_FSIZE": limits["file_bytes"], "RLIMIT_NOFILE": limits["files"],
                        "RLIMIT_CORE": 0, "RLIMIT_CPU": seconds}.items():
        kind, highest = getattr(resource, name), value + SPARE.get(name, 0)
        hard = resource.getrlimit(kind)[1]
        highest = highest if hard == resource.RLIM_INFINITY else min(highest, hard)
        resource.setrlimit(kind, (min(value, highest), highest))


def use_spare():
    """Before the checks: room for their processes and pipes, even where the cells used up all they had."""
    for name in SPARE:
        hard = resource.getrlimit(getattr(resource, name))[1]
        resource.setrlimit(getattr(resource, name), (hard, hard))


def facts(forbidden):
    """What this process can see and do: the other side compares it with what it must not."""
    return {"uid": os.getuid(), "pid": os.getpid(), "host": socket.gethostname(),
            "interfaces": [name for _, name in socket.if_nameindex()],
            "writable": [path for path in ("/", "/usr", "/dev", "/proc", "/runner") if _writable(path)],
            "visible": [path for path in forbidden if os.path.exists(path)],
            "new_user_namespace": _can_unshare()}


def _writable(folder):
    path = os.path.join(folder, "written-from-inside")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    except OSError:
        return False
    os.unlink(path)
    return True


def _can_unshare():
    """Could this process make a user namespace of its own?  If it can it now has, and will be refused for it."""
    return ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER) == 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSPC)
