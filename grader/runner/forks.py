"""Children of the answer process: each does its work, writes lines, and is stopped in time.

Loaded by itself inside the answer process: it imports no content of the course.
"""

import contextlib
import os
import select
import signal
import time
from collections import deque

import wire


class Child:
    """A fork that calls ``work`` with a channel to write lines to, and then ends."""

    _ended = []  # killed, and to be waited for when they have given their memory back

    def __init__(self, work):
        self._wait_for_ended()
        self.reading, writing = os.pipe()
        try:
            self.pid = os.fork()
        except OSError:
            os.close(self.reading)
            os.close(writing)
            raise
        if self.pid == 0:
            try:
                os.close(self.reading)
                work(os.fdopen(writing, "wb", buffering=0))
            finally:
                os._exit(0)
        os.close(writing)
        self.whole, self.rest = deque(), bytearray()

    def lines(self, count, seconds):
        """So many whole lines, fewer if it ends, if time is up or if they are too long; and whether it ended."""
        deadline, chunk = time.monotonic() + seconds, None
        while len(self.whole) < count:
            left = deadline - time.monotonic()
            ready = select.select([self.reading], [], [], left)[0] if left > 0 else []
            chunk = os.read(self.reading, 2**16) if ready else None
            if not chunk or len(self.rest) > wire.MAX_MESSAGE:
                break
            self._add(chunk)
        return [self.whole.popleft() for _ in range(min(count, len(self.whole)))], chunk == b""

    def _add(self, chunk):
        first, *others = chunk.split(b"\n")
        self.rest += first
        for each in others:
            self.whole.append(bytes(self.rest))
            self.rest = bytearray(each)

    def end(self):
        """Kill it; nobody waits."""
        self._kill()
        self._ended.append(self.pid)

    def status(self):
        """Kill it if it has not ended, and wait for its status; 0 if a cell has arranged that there is none."""
        self._kill()
        with contextlib.suppress(ChildProcessError):
            return os.waitpid(self.pid, 0)[1]
        return 0

    def _kill(self):
        os.close(self.reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    @classmethod
    def _wait_for_ended(cls):
        with contextlib.suppress(ChildProcessError):
            cls._ended[:] = [pid for pid in cls._ended if os.waitpid(pid, os.WNOHANG)[0] == 0]


def send(channel, message):
    """Write a message as one line."""
    data = wire.dumps(message).encode("ascii") + b"\n"
    while data:
        data = data[channel.write(data):]
