"""The sandbox around the answer process: what code inside cannot see, reach, keep or exhaust."""

import ctypes
import os
import select
import shutil
import socket
import subprocess
import sys
import time

import pytest

from grader.runner.session import BUBBLEWRAP, Limits, environment, keep_warm, run
from grader.sandbox import bubblewrap, processes, verify

pytestmark = pytest.mark.sandbox

QUICK = Limits(cell_seconds=5, check_seconds=3, total_seconds=20)
HOLDS = {"uid": 65534, "pid": 2, "host": bubblewrap.HOSTNAME, "interfaces": ["lo"], "writable": [], "visible": [],
         "new_user_namespace": False}


@pytest.fixture(scope="module", params=["cold", "warm"])
def sandbox(request):
    """A process for each run, or forks of one that is kept: the same must hold for both."""
    if request.param == "cold":
        yield BUBBLEWRAP
    else:
        keeper = keep_warm()
        yield keeper
        keeper.close()


@pytest.fixture
def inside(sandbox):
    """A function that runs cells in the sandbox."""
    return lambda *cells, limits=QUICK: run(cells, [], limits, sandbox=sandbox)


def printed(result, index=0):
    """What a cell printed."""
    return "".join(output["text"] for output in result.cells[index] if output["kind"] == "text")


def error(result, index=0):
    """The name of the error a cell ended with, or None."""
    return next((output["ename"] for output in result.cells[index] if output["kind"] == "error"), None)


def test_the_course_and_the_home_folder_do_not_exist_inside(inside):
    """Neither the judge, nor the answers, nor anything in the home folder can be found."""
    paths = [str(verify.ROOT / name) for name in ("grader", "solutions", "exercises", "tests")]
    result = inside(f"import os\nprint([p for p in {paths} if os.path.exists(p)], os.path.expanduser('~'))")
    assert printed(result) == f"[] {bubblewrap.scratch()}\n"


def test_the_course_cannot_be_imported_inside(inside):
    """Installed or not, the reference is no module here."""
    assert error(inside("import grader.reference.activations")) == "ModuleNotFoundError"


def test_only_the_private_tmp_can_be_written(inside):
    """Every other place is read-only, and what is written there is gone with the process."""
    result = inside("open('mine', 'w').write('x')", "open('/mine', 'w')", "open('/usr/mine', 'w')", "open('/dev/mine', 'w')")
    assert [error(result, i) for i in range(4)] == [None, "OSError", "OSError", "OSError"]
    assert error(inside("open('mine')")) == "FileNotFoundError"


def test_a_server_on_this_machine_cannot_be_reached(inside):
    """A socket that listens outside on the loopback refuses nobody here and cannot be seen inside."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket\nsocket.create_connection(('127.0.0.1', {port}), timeout=2)"
        assert error(inside(code)) == "ConnectionRefusedError"
        socket.create_connection(("127.0.0.1", port), timeout=2).close()


def test_processes_outside_cannot_be_signalled(inside):
    """This process's number means nothing inside."""
    assert error(inside(f"import os\nos.kill({os.getpid()}, 0)")) == "ProcessLookupError"


def test_a_fork_bomb_meets_its_limit_and_leaves_nothing(inside):
    """Processes are counted, and all of them end with the run."""
    mark = f"bomb{os.getpid()}"
    result = inside(f"import subprocess\nfor i in range(500):\n    subprocess.Popen(['sleep', '300'], env={{'MARK': '{mark}'}})")
    assert error(result) == "BlockingIOError"
    time.sleep(0.3)
    alive = [p for p in os.listdir("/proc") if p.isdigit() and mark.encode() in _environ(p)]
    assert alive == []


def _environ(pid):
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return file.read()
    except OSError:
        return b""


def test_one_process_cannot_take_all_memory(inside):
    """An allocation beyond the limit is an ordinary MemoryError."""
    assert error(inside("x = bytearray(8 * 2**30)")) == "MemoryError"


def test_many_processes_together_cannot_take_all_memory(inside):
    """Their sum is watched from outside, and the verdict says so."""
    code = ("import os, time\nfor i in range(20):\n    if os.fork() == 0:\n"
            "        x = bytearray(b'x') * 10**8\n        time.sleep(60)\ntime.sleep(60)")
    result = inside(code, limits=Limits(cell_seconds=15, total_seconds=20, total_memory_bytes=5 * 10**8))
    assert result.verdict == "out of memory"


def test_the_disk_inside_is_small(inside):
    """The private tmp and the shared memory fill up early."""
    fill = "with open('{}/big', 'wb') as f:\n    for i in range(100): f.write(bytes(4 * 2**20))"
    result = inside(fill.format(bubblewrap.scratch()), fill.format("/dev/shm"))
    assert error(result, 0) == error(result, 1) == "OSError"


def test_the_number_of_open_files_is_small(inside):
    """Descriptors run out in the notebook, not on the machine."""
    assert error(inside("files = [open('/dev/null') for i in range(5000)]")) == "OSError"


def test_limits_cannot_be_raised_again(inside):
    """The hard limits hold."""
    assert error(inside("import resource\nresource.setrlimit(resource.RLIMIT_NPROC, (5000, 5000))")) == "ValueError"


def test_nothing_of_the_grading_environment_is_inherited(inside, monkeypatch):
    """Variables of the grader's own environment do not travel."""
    monkeypatch.setenv("SECRET_OF_THE_INSTRUCTOR", "seed")
    seen = printed(inside("import os\nprint(dict(os.environ))"))
    assert "HOME" in seen
    assert "SECRET" not in seen


def test_one_submission_leaves_nothing_for_the_next(inside):
    """Files, patches, threads, processes, signal handlers and imported modules end with their submission."""
    inside("open('left', 'w').write('x')", "import numpy\nnumpy.exp = None\nnumpy.left = 1",
           "import sys\nsys.modules['numpy.linalg'] = None", "import subprocess\nsubprocess.Popen(['sleep', '300'])",
           "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)",
           "import threading, time\nthreading.Thread(target=time.sleep, args=(300,), daemon=True).start()",
           "get_ipython().ast_transformers.append(None)\nget_ipython().input_transformers_post.append(lambda lines: [])")
    result = inside("import os\nprint('left' in os.listdir('.'))", "import numpy\nprint(numpy.exp(0.0), hasattr(numpy, 'left'))",
                    "import numpy.linalg\nprint(numpy.linalg.norm([3.0, 4.0]))", "import threading\nprint(threading.active_count())",
                    "import signal\nprint(signal.getsignal(signal.SIGALRM) is signal.SIG_IGN)")
    assert [printed(result, i) for i in range(5)] == ["False\n", "1.0 False\n", "5.0\n", "1\n", "False\n"]


def test_the_rest_of_the_machine_survives_signals_from_inside(inside):
    """Killing everybody one can see ends nobody but oneself."""
    inside("import os, signal\nos.kill(-1, signal.SIGKILL)", "import os, signal\nos.kill(1, signal.SIGKILL)")
    inside("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.kill(os.getpid(), signal.SIGKILL)")
    assert printed(inside("print('next')")) == "next\n"


def test_descriptors_from_outside_are_not_inherited(inside):
    """Only what the process itself needs is open: nothing, and its own two pipes."""
    code = ("import os, stat\nfor fd in range(256):\n    try: mode = os.fstat(fd).st_mode\n    except OSError: continue\n"
            "    print(fd if stat.S_ISSOCK(mode) or stat.S_ISREG(mode) or stat.S_ISDIR(mode) else '', end='')")
    assert printed(inside(code)).strip() == ""


def test_shared_memory_of_the_system_is_not_shared(inside):
    """A segment of System V is seen neither from inside, if it was made outside, nor by the next submission."""
    libc, key = ctypes.CDLL(None), 0x47420000 + os.getpid() % 0xFFFF
    made = libc.shmget(key, 4096, 0o1666)
    try:
        look = f"import ctypes\nprint(ctypes.CDLL(None).shmget({key}, 0, 0) >= 0)"
        make = f"import ctypes\nprint(ctypes.CDLL(None).shmget({key}, 4096, 0o1666) >= 0)"
        assert made >= 0
        result = inside(look, make, look)
        assert [printed(result, index) for index in range(3)] == ["False\n", "True\n", "True\n"]
        assert printed(inside(look)) == "False\n"
    finally:
        libc.shmctl(made, 0, None)


def test_checks_are_made_after_cells_that_used_everything_up(sandbox):
    """Descriptors and processes that the cells took leave room for the checks."""
    opening = "files = []\nwhile True:\n    files.append(open('/dev/null'))"
    forking = "import os\nwhile True:\n    if os.fork() == 0:\n        os.execvp('sleep', ['sleep', '60'])"
    request = {"name": "f", "args": (), "kwargs": {}, "driver": ""}
    for cell in (opening, forking):
        result = run(["def f():\n    return 1", cell], [[request]], QUICK, sandbox=sandbox)
        assert result.cells[1]
        assert result.outcomes[0][0]["value"] == 1


def test_memory_that_forks_share_counts_once(sandbox):
    """A notebook that holds much, and rightly, is not stopped because its checks run in forks."""
    cells = ["import numpy as np\nx = np.ones(60_000_000)", "import time\ndef f():\n    time.sleep(1)\n    return 1"]
    limits = Limits(cell_seconds=10, total_seconds=20, total_memory_bytes=800 * 2**20)
    result = run(cells, [[{"name": "f", "args": (), "kwargs": {}, "driver": ""}]], limits, sandbox=sandbox)
    assert result.verdict == "ran"
    assert result.outcomes[0][0]["value"] == 1


def test_memory_that_cannot_be_told_apart_counts_whole(sandbox, monkeypatch):
    """Where the system hides what is shared, the limit still holds."""
    def hidden(process):
        raise processes.psutil.AccessDenied

    monkeypatch.setattr(processes.psutil.Process, "memory_full_info", hidden)
    cell = "import time\nx = bytearray(b'x') * (400 * 2**20)\ntime.sleep(30)"
    limits = Limits(cell_seconds=15, total_seconds=20, total_memory_bytes=200 * 2**20)
    assert run([cell], [], limits, sandbox=sandbox).verdict == "out of memory"


def test_a_signal_to_oneself_is_the_same_cold_and_warm(sandbox):
    """The answer process is the first of its namespace, so signals from inside pass it by."""
    result = run(["import os, signal\nos.killpg(0, signal.SIGKILL)\nos.kill(os.getpid(), signal.SIGTERM)\nprint('still here')"], [], QUICK,
                 sandbox=sandbox)
    assert printed(result) == "still here\n"


def test_nothing_is_left_of_what_the_warm_process_did(sandbox):
    """Its first figure leaves neither a name nor a figure: the same is there as in a new process."""
    names = "print(sorted(name for name in globals() if not name.startswith('_')))"
    figures = "import matplotlib.pyplot as plt\nprint(plt.get_fignums(), plt.figure().number)\nplt.close()"
    result = run([names, figures, "print(len(In), len(Out))"], [], QUICK, sandbox=sandbox)
    assert [cell[0]["text"] for cell in result.cells] == ["['In', 'Out', 'exit', 'get_ipython', 'open', 'quit']\n", "[] 1\n", "1 0\n"]


@pytest.mark.parametrize(("cell", "status"), [("import os\nos._exit(3)", 3), ("import ctypes\nctypes.string_at(0)", 139)])
def test_how_a_process_ended_is_told_alike_cold_and_warm(sandbox, cell, status):
    """Its own exit status, or 128 and the signal."""
    assert run([cell], [], QUICK, sandbox=sandbox).note.endswith(f"(exit status {status}).")


@pytest.mark.parametrize(("change", "sentence"), [
    ({"pid": 4711}, "processes outside can be seen"), ({"interfaces": ["lo", "eth0"]}, "network can be reached through eth0"),
    ({"host": "mine"}, "host name"), ({"uid": 0}, "runs as root"), ({"writable": ["/usr"]}, "/usr can be written to"),
    ({"visible": ["/home/me/solutions"]}, "/home/me/solutions can be seen"), ({"new_user_namespace": True}, "namespace")])
def test_a_sandbox_that_does_not_hold_is_refused(change, sentence):
    """Each single breach refuses the run with a sentence that names the switch; none refuses a sound one."""
    verify.require(HOLDS)
    with pytest.raises(verify.SandboxRefused, match="GRADER_SANDBOX=unsandboxed") as refusal:
        verify.require({**HOLDS, **change})
    assert sentence in str(refusal.value).replace("lo, ", "")


def test_a_missing_bubblewrap_fails_closed(monkeypatch):
    """Without the program nothing runs, and the sentence says what to install."""
    monkeypatch.setattr(bubblewrap, "command", lambda *args, **kwargs: ["/nowhere/bwrap"])
    with pytest.raises(verify.SandboxRefused, match="apt-get install bubblewrap"):
        run(["print('ran anyway')"], [], QUICK, sandbox=BUBBLEWRAP)


def test_a_bubblewrap_that_is_refused_fails_closed(monkeypatch):
    """Whatever it complains of is in the sentence, and nothing runs."""
    monkeypatch.setattr(bubblewrap, "_outer", lambda: ["bwrap", "--ro-bind", "/nowhere", "/nowhere", "--"])
    monkeypatch.setattr(bubblewrap, "_binds", lambda: ["--ro-bind", "/nowhere", "/nowhere"])
    with pytest.raises(verify.SandboxRefused, match="nowhere"):
        run(["print('ran anyway')"], [], QUICK, sandbox=BUBBLEWRAP)


def test_a_submission_that_is_stopped_takes_no_other_with_it(sandbox):
    """Not the next one either, for which the warm process has made a place by then."""
    deaf = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True:\n    pass"
    for _ in range(2):
        assert run([deaf], [], Limits(cell_seconds=1, total_seconds=2), sandbox=sandbox).verdict == "timed out"
        assert printed(run(["print('next')"], [], QUICK, sandbox=sandbox)) == "next\n"


def test_a_warm_process_that_cannot_isolate_itself_fails_closed(tmp_path):
    """Nothing runs, and the sentence says which step was refused; so it is for the next submission."""
    (tmp_path / "home").mkdir()
    command = [sys.executable, "-I", str(bubblewrap.RUNNER / "zygote.py")]
    keeper = processes.Keeper(command, environment(str(tmp_path / "home")))
    select.select([keeper.socket], [], [])
    shutil.rmtree(tmp_path / "home")
    for _ in range(2):
        with pytest.raises(verify.SandboxRefused, match=r"could not set up the sandbox .*(mount|unshare): "):
            run(["print('ran')"], [], QUICK, sandbox=keeper)
    keeper.close()


@pytest.mark.parametrize("beside", ["", "import threading, time; threading.Thread(target=time.sleep, args=[1]).start();"])
def test_who_could_make_a_user_namespace_says_so(beside):
    """By making one; who cannot try, for a thread of its own, is not believed to be unable."""
    tell = f"import sys; sys.path.insert(0, {str(bubblewrap.RUNNER)!r}); import confine; {beside} print(confine._can_unshare())"
    done = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
