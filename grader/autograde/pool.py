"""Where work is done: in this process, or in a pool of processes with one warm process each."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
from concurrent.futures import Executor, Future, ProcessPoolExecutor

from grader import work

PR_SET_PDEATHSIG = 1


class Here(Executor):
    """An executor that does what it is given at once, in this process."""

    def submit(self, function, /, *args, **kwargs):
        """Call the function; gives a future that is done."""
        future = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as problem:
            future.set_exception(problem)
        return future


@contextlib.contextmanager
def executor(jobs):
    """An executor for so many workers, already starting; Ctrl-C ends the workers with it."""
    if jobs == 1:
        work.get_ready()
        yield Here()
        return
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _ready)
    try:
        for _ in range(jobs):
            pool.submit(work.get_ready)  # starts a worker each
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    pool.shutdown()


def _ready():
    """In a worker: Ctrl-C is for the process that keeps the books, and when that one is gone, however it ended, so is this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != multiprocessing.parent_process().pid:  # it was gone before
        os._exit(1)
    work.get_ready()
