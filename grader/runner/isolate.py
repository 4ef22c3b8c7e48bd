"""Fresh namespaces for one submission, from inside the warm process: bubblewrap's steps, made by fork and unshare.

Loaded by itself inside the sandbox: it imports no content of the course.
"""

import ctypes
import fcntl
import os
import socket
import struct

LIBC = ctypes.CDLL(None, use_errno=True)

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 4, 24, 38, 47
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
TMP_BYTES = 64 * 2**20
LAST_CAPABILITY = 63


def enter():
    """Take user, pid, net, ipc, uts and mount namespaces, and a root with nothing left by anybody else."""
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", NEWUSER | NEWPID | NEWNET | NEWIPC | NEWUTS | NEWNS)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")
    socket.sethostname("answer")
    _loopback_up()
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    size = f"size={TMP_BYTES},mode=0755".encode()
    scratch = os.environ["HOME"]
    _mount(b"tmpfs", scratch, b"tmpfs", MS_NOSUID | MS_NODEV, size)
    # A process whose root is not its namespace's root cannot make a user namespace: nesting ends here.
    os.mkdir(f"{scratch}/root")
    _mount(b"/", f"{scratch}/root", None, MS_BIND | MS_REC)
    os.chroot(f"{scratch}/root")
    os.chdir("/")
    _mount(b"tmpfs", "/proc", b"tmpfs", MS_NOSUID | MS_NODEV | MS_RDONLY)
    _mount(b"tmpfs", "/dev/shm", b"tmpfs", MS_NOSUID | MS_NODEV, size)
    _mount(b"tmpfs", scratch, b"tmpfs", MS_NOSUID | MS_NODEV, size)
    os.chdir(scratch)


def _loopback_up():
    """Bring up the loopback of the new network namespace, as bubblewrap does: it leads nowhere."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        fcntl.ioctl(handle, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))


def give_up_privileges():
    """Drop every capability for good; nobody may look into this process, and its group is its own.

    Without a session of its own a signal to process group 0 would reach the warm process.
    """
    os.setsid()
    for capability in range(LAST_CAPABILITY + 1):
        LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _call("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)


def _write(path, text):
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _mount(source, target, kind, flags, data=None):
    _call("mount", source, target.encode(), kind, ctypes.c_ulong(flags), data)


def _call(name, *args):
    if getattr(LIBC, name)(*args) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")
