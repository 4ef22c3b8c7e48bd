"""The warm process: everything heavy imported once, then a fork in fresh namespaces for each submission.

Started as ``python -I zygote.py`` inside bubblewrap, with a socket as standard input.  Each message on
it carries two descriptors, the pipes of one submission.  A child takes namespaces, a root and a /tmp of
its own before it is given them, sets its limits, and then answers as the cold process does.
"""

import contextlib
import gc
import os
import signal
import socket
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import answer
import isolate
import shell as notebook_shell

FIRST_FIGURE = """
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot([0, 1], label="$x^2$")
axes.set_title("title"), axes.set_xlabel("$x$"), axes.set_ylabel("y"), axes.legend()
plt.show()
"""
FEWER_COLLECTIONS = 10_000, 20, 20


def main():
    """Serve submissions until the socket is closed."""
    server = socket.socket(fileno=os.dup(0))
    silent = os.open(os.devnull, os.O_RDWR)
    os.dup2(silent, 0)
    os.dup2(silent, 1)
    get_warm()
    server.sendall(b"warm")
    waiting = None
    while True:
        word, descriptors, _, _ = socket.recv_fds(server, 1, 2)
        if not word:
            os._exit(0)
        child = _at_work(waiting, server, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        waiting = Waiting(server) if child else None
        server.sendall(bytes([child.status() if child else 1]))


def _at_work(waiting, server, descriptors):
    """The child that has taken the pipes, the one that waits or a new one; None if it cannot be had."""
    if waiting and waiting.took(descriptors):
        return waiting
    child = Waiting(server)
    return child if child.took(descriptors) else None


class Waiting:
    """A child that has isolated itself and waits for the pipes of a submission: made while the one before is at work."""

    def __init__(self, server):
        self.control, inside = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            server.close()
            self.control.close()
            _serve(inside)
        inside.close()

    def took(self, descriptors):
        """Hand the pipes over; False if the child has ended: killed with the one before it, or not able to isolate itself."""
        with self.control, contextlib.suppress(ConnectionError):
            socket.send_fds(self.control, [b"f"], descriptors)
            if self.control.recv(1) == b"f":
                return True
        self.status()
        return False

    def status(self):
        """Wait for its end; an exit status."""
        _, status = os.waitpid(self.pid, 0)
        return _shell_status(status)


def get_warm():
    """Do what every notebook would have to do anew: import, find fonts, draw a first figure.

    Then nothing that is here by now is looked at by the garbage collector again: that would copy it in every fork.
    """
    shell = notebook_shell.make_shell()
    notebook_shell.run_cell(shell, FIRST_FIGURE, 60)
    shell.reset(new_session=False)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*FEWER_COLLECTIONS)


def _serve(control):
    """In the child: isolate, then answer in a grandchild which is the first process of its namespace."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    ending = 1
    try:
        isolate.enter()
        first = os.fork()
        if first == 0:
            isolate.give_up_privileges()
            word, pipes, _, _ = socket.recv_fds(control, 1, 2)
            if not word:
                os._exit(0)
            control.sendall(word)
            control.close()
            reading, writing = pipes
            answer.main(os.fdopen(reading, "rb"), os.fdopen(writing, "wb", buffering=0))
        control.close()
        _, status = os.waitpid(first, 0)
        ending = _shell_status(status)
    except OSError as refusal:
        print(refusal, file=sys.stderr, flush=True)
    finally:
        os._exit(ending)


def _shell_status(status):
    """An exit status as bubblewrap hands it on: 128 and more for a signal."""
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    main()
