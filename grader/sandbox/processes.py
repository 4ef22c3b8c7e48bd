"""The two ways to have an answer process: cold, one of its own; warm, a fork of one that is kept.

Both speak the same lines: `say` a message, `readline` or `read` what comes back, `kill` it, `finish`.
"""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile

import psutil

from grader.runner import wire
from grader.sandbox import verify


class Process:
    """What cold and warm share: messages over two pipes, and the family of processes behind them."""

    def __init__(self, requests, answers):
        self.requests, self.answers = requests, answers

    def say(self, message):
        """Send one message; a process that has gone is noticed when reading."""
        with contextlib.suppress(BrokenPipeError):
            self.requests.write(wire.dumps(message).encode("ascii") + b"\n")
            self.requests.flush()

    def readline(self, size):
        """One line, or nothing if the process has ended."""
        return self.answers.readline(size)

    def read(self, size):
        """Everything until the process ends or the size is reached."""
        return self.answers.read(size)

    def holds_more(self, limit):
        """Do the process and all its descendants hold more bytes?  What forks share is counted once."""
        return self._held(_alone) > limit and self._held(_shared) > limit

    def _held(self, measure):
        """The sum over the family of what ``measure`` says of a process."""
        total = 0
        for each in self.family():
            with contextlib.suppress(psutil.Error):
                total += measure(each)
        return total

    def kill(self):
        """End the process and all its descendants."""
        for each in self.family():
            with contextlib.suppress(psutil.Error):
                each.kill()

    def _close(self):
        for pipe in (self.requests, self.answers):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


class Cold(Process):
    """An interpreter started for one submission."""

    def __init__(self, command, environment, folder):
        self.stderr = tempfile.TemporaryFile()  # noqa: SIM115  closed in finish
        try:
            self.process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, stderr=self.stderr, start_new_session=True)
        except FileNotFoundError as missing:
            self.stderr.close()
            raise verify.refused(f"{missing.filename} is not installed: apt-get install bubblewrap") from None
        super().__init__(self.process.stdin, self.process.stdout)

    def family(self):
        """The process and its descendants."""
        return _family(self.process.pid, itself=True)

    def kill(self):
        """End the process, its descendants and its process group."""
        super().kill()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def complaint(self):
        """What it said on standard error."""
        self.stderr.seek(0)
        return self.stderr.read(2_000).decode("utf-8", "replace")

    def finish(self):
        """Wait for its end, close everything, and give the exit status."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(1)
        self.kill()
        status = self.process.wait()
        self._close()
        self.stderr.close()
        return status


class Warm(Process):
    """A fork of the warm process, for one submission."""

    def __init__(self, keeper):
        self.keeper = keeper
        inside_reads, writes = os.pipe()
        reads, inside_writes = os.pipe()
        try:
            keeper.fork(inside_reads, inside_writes)
        except BaseException:
            os.close(writes)
            os.close(reads)
            raise
        finally:
            os.close(inside_reads)
            os.close(inside_writes)
        super().__init__(os.fdopen(writes, "wb"), os.fdopen(reads, "rb"))

    def family(self):
        """The fork and its descendants; the warm process itself is not of the family."""
        return _family(self.keeper.interpreter, itself=False)

    def complaint(self):
        """What the warm process said on standard error."""
        return self.keeper.complaint()

    def finish(self):
        """Wait until the fork is gone, close everything, and give its exit status."""
        self._close()
        return self.keeper.wait(self.kill)


class Keeper:
    """The warm process itself: started once, asked for one fork at a time.

    It gets warm while its owner does other things, and is waited for when the first fork is asked for.
    """

    def __init__(self, command, environment):
        self.stderr = tempfile.TemporaryFile()  # noqa: SIM115  closed in close
        self.socket, inside = socket.socketpair()
        try:
            self.process = subprocess.Popen(command, env=environment, stdin=inside, stdout=subprocess.DEVNULL,
                                            stderr=self.stderr, start_new_session=True)
        except FileNotFoundError as missing:
            raise verify.refused(f"{missing.filename} is not installed: apt-get install bubblewrap") from None
        finally:
            inside.close()
        self.interpreter = None

    def fork(self, reading, writing):
        """Have a fork made that reads and writes these descriptors; raises SandboxRefused if it cannot be."""
        if self.interpreter is None:
            if self.socket.recv(4) != b"warm":
                raise verify.refused(self.complaint())
            self.interpreter = _innermost(self.process.pid)
        socket.send_fds(self.socket, [b"f"], [reading, writing])

    def wait(self, kill):
        """Wait until the fork is gone, and give its exit status; one that lingers for a second is killed."""
        self.socket.settimeout(1)
        try:
            status = self.socket.recv(1)
        except TimeoutError:
            kill()
            self.socket.settimeout(10)
            status = self.socket.recv(1)
        return status[0] if status else 1

    def complaint(self):
        """What it said on standard error."""
        self.stderr.seek(0)
        return self.stderr.read(2_000).decode("utf-8", "replace")

    def alive(self):
        """Can it still be asked for a fork?"""
        return self.process.poll() is None

    def close(self):
        """End the warm process; a second time does nothing."""
        if self.stderr.closed:
            return
        self.socket.close()  # which it takes as the end, unless a fork holds it up
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(1)
        for each in _family(self.process.pid, itself=True):
            with contextlib.suppress(psutil.Error):
                each.kill()
        self.process.wait()
        self.stderr.close()


def _alone(process):
    """Bytes a process holds, as if it shared none."""
    return process.memory_info().rss


def _shared(process):
    """Bytes a process holds, with its part of what it shares; where that may not be read, as if it shared none."""
    try:
        return process.memory_full_info().pss
    except psutil.AccessDenied:
        return _alone(process)


def _family(pid, itself):
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)] if itself else parent.children(recursive=True)
    except psutil.Error:
        return []


def _innermost(pid):
    """The interpreter at the end of a chain of single children: bubblewrap starts one process after another."""
    children = psutil.Process(pid).children()
    return _innermost(children[0].pid) if children else pid
