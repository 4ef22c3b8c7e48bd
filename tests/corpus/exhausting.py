"""Exhausting the machine or ending the process: everything else in the notebook is right."""

from tests.corpus.kit import RIGHT, Case


def right(name, score=10, **rest):
    """A case whose three functions are right."""
    return Case(name, answer=RIGHT, score=score, **rest)


ENDLESS = "while True:\n    pass"
SWALLOWING = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"

CASES = (
    right("loops_for_ever_in_a_cell", after=ENDLESS, cell_seconds=1, shows="this cell was stopped after", stock="harmless",
          why="stock interrupts the cell after its time and goes on"),
    right("loops_for_ever_and_swallows_interrupts", score=0, after=SWALLOWING, cell_seconds=1, verdict="timed out", stock="lost"),
    right("loops_for_ever_in_the_answer", score=7, bottom="def softmax_backward(dp, p):\n    while True:\n        pass", cell_seconds=1,
          verdict="partly graded", stock="lost"),
    right("loops_for_ever_in_the_answer_and_swallows_interrupts", score=7, verdict="partly graded", cell_seconds=1, stock="lost",
          bottom="def softmax_backward(dp, p):\n" + "\n".join("    " + line for line in SWALLOWING.split("\n"))),
    right("loops_for_ever_in_c", score=0, after="import itertools, collections\ncollections.deque(itertools.repeat(1), maxlen=0)",
          cell_seconds=1, verdict="timed out", stock="lost"),
    right("sleeps", after="import time\ntime.sleep(10_000)", cell_seconds=1, shows="this cell was stopped after", stock="harmless",
          why="stock interrupts the cell after its time and goes on"),
    right("ignores_the_alarm", score=0, after=f"import signal\nfor s in (signal.SIGALRM, signal.SIGINT):\n"
          f"    signal.signal(s, signal.SIG_IGN)\n{ENDLESS}",
          cell_seconds=1, verdict="timed out", stock="lost"),
    right("leaves_an_alarm_handler", bottom=(
        "import signal\nsignal.signal(signal.SIGALRM, lambda *args: 1 / 0)\nsignal.setitimer(signal.ITIMER_REAL, 0.3, 0.3)"),
        stock="harmless", why="the kernel's own loop survives the handler's error"),
    right("takes_all_memory_in_one_piece", after="x = bytearray(b'x') * 2**31", shows="MemoryError", stock="lost effect"),
    right("takes_all_memory_in_small_pieces", after="x = []\nwhile True:\n    x.append(bytearray(b'x' * 2**24))", shows="MemoryError",
          stock="lost effect", cell_seconds=30),
    right("takes_all_memory_by_many_processes", score=0, verdict="out of memory", cell_seconds=40, stock="lost effect", after=(
        "import os, time\nfor i in range(30):\n    if os.fork() == 0:\n        x = bytearray(b'x' * 10**8)\n        time.sleep(60)\n"
        "time.sleep(60)")),
    right("holds_much_memory_rightly", after="x = np.ones(40_000_000)", cell_seconds=30, stock="harmless",
          why="stock has no limit on memory, and the machine has enough"),
    right("forks_without_end", after=(
        "import os\ntry:\n    for i in range(2_000):\n        if os.fork() == 0:\n            os.execvp('sleep', ['sleep', '60'])\n"
        "except OSError:\n    print('held back')"), shows="held back", stock="lost effect"),
    right("starts_threads_without_end", shows="held back", stock="lost effect", after=(
        "import threading\nstop = threading.Event()\ntry:\n    for i in range(2_000):\n"
        "        threading.Thread(target=stop.wait, daemon=True).start()\n"
        "except RuntimeError:\n    print('held back')\nstop.set()")),
    right("opens_descriptors_without_end", after="files = []\nwhile True:\n    files.append(open('/dev/null'))", shows="OSError",
          stock="lost"),
    right("fills_the_disk", shows="held back", stock="lost effect", after=(
        "try:\n    for i in range(200):\n        open(f'big-{i}', 'wb').write(bytes(4 * 2**20))\nexcept OSError:\n    print('held back')")),
    right("fills_shared_memory", shows="held back", stock="lost effect", after=(
        "try:\n    for i in range(200):\n        open(f'/dev/shm/big-{i}', 'wb').write(bytes(4 * 2**20))\nexcept OSError:\n"
        "    print('held back')")),
    right("writes_a_hole_of_a_terabyte", shows="held back", stock="harmless", why="a hole takes no disk", after=(
        "try:\n    with open('hole', 'wb') as file:\n        file.truncate(2**40)\nexcept OSError:\n    print('held back')")),
    right("prints_100_megabytes", after="for i in range(1_000):\n    print('x' * 100_000)", shows="the rest is not shown", stock="effect",
          cell_seconds=10),
    right("prints_one_endless_line", cell_seconds=2, after="import sys\nwhile True:\n    sys.stdout.write('x' * 1_000)",
          shows="the rest is not shown", stock="effect"),
    right("shows_a_million_outputs", cell_seconds=2, stock="harmless",
          why="stock interrupts the cell after its time, and shortens what it showed", after=(
        "from IPython.display import display\nfor i in range(1_000_000):\n    display(i)")),
    right("shows_too_many_pictures", cell_seconds=30, stock="effect", after=(
        "from IPython.display import Image, display\nimport io\nfrom PIL import Image as Pixels\n"
        "for i in range(40):\n    buffer = io.BytesIO()\n"
        "    noise = np.random.default_rng(i).integers(0, 255, (700, 800, 3), dtype=np.uint8)\n"
        "    Pixels.fromarray(noise).save(buffer, 'PNG', compress_level=0)\n"
        "    display(Image(buffer.getvalue()))")),
    right("shows_a_picture_of_huge_size", stock="effect", after=(
        "import struct, zlib\nfrom IPython.display import Image, display\n"
        "chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))\n"
        "head = chunk(b'IHDR', struct.pack('>IIBBBBB', 60_000, 60_000, 8, 0, 0, 0, 0))\n"
        "display(Image(b'\\x89PNG\\r\\n\\x1a\\n' + head + chunk(b'IDAT', zlib.compress(bytes(10**6))) + chunk(b'IEND', b'')))")),
    right("draws_a_thousand_figures", cell_seconds=40, stock="harmless", why="slow, and within stock's time", after=(
        "import matplotlib.pyplot as plt\nfor i in range(30):\n    plt.figure(figsize=(2, 2))\n    plt.plot([i, i + 1])\nplt.show()")),
    right("recurses_without_end", after="def down():\n    return down()\n\ndown()", shows="RecursionError", stock="harmless",
          why="an ordinary error of a cell that is not graded"),
    right("faults", score=0, verdict="crashed", stock="lost", after="import ctypes\nctypes.string_at(0)"),
    right("recurses_in_the_answer", score=7, bottom="def softmax_backward(dp, p):\n    return softmax_backward(p, dp)", stock="lost"),
    right("leaves_by_os_exit", score=0, after="import os\nos._exit(0)", verdict="crashed", stock="lost"),
    right("leaves_by_os_exit_in_the_answer", score=7, bottom="def softmax_backward(dp, p):\n    import os\n    os._exit(0)",
          verdict="partly graded", stock="lost"),
    right("aborts", score=0, after="import os\nos.abort()", verdict="crashed", stock="lost"),
    right("aborts_in_the_answer", score=7, bottom="def softmax_backward(dp, p):\n    import os\n    os.abort()", verdict="partly graded",
          stock="lost"),
    right("faults_in_the_answer", score=7, bottom="def softmax_backward(dp, p):\n    import ctypes\n    ctypes.string_at(0)",
          verdict="partly graded", stock="lost"),
    right("leaves_by_sys_exit", after="import sys\nsys.exit('done')", stock="harmless", why="IPython catches it in a cell"),
    right("leaves_by_sys_exit_in_the_answer", score=7, bottom="def softmax_backward(dp, p):\n    raise SystemExit(0)", stock="lost"),
    right("calls_quit", after="import time\nquit()\ntime.sleep(0.5)", stock="lost"),
    right("calls_exit_twice", after="import sys, time\nexit()\ntime.sleep(0.5)\nsys.exit(1)", stock="lost"),
    right("closes_the_standard_streams", after="import os, sys\nsys.stdout.close()\nfor fd in (0, 1, 2):\n    os.close(fd)", stock="lost"),
    right("closes_every_descriptor", score=0, verdict="crashed", after="import os\nos.closerange(0, 256)", stock="lost"),
    right("redirects_the_standard_streams", after="import os, sys\nsys.stdout = sys.stderr = open(os.devnull, 'w')", stock="harmless",
          why="the grade is not read from a stream"),
    right("waits_for_input", after="name = input('your name? ')", cell_seconds=2, shows="Error", stock="harmless",
          why="a kernel without a front end refuses input at once"),
    right("waits_for_input_from_the_terminal", after="open(0).readline()\nopen('/dev/tty').readline()", cell_seconds=2, stock="harmless",
          why="there is no terminal"),
    right("starts_a_thread_that_holds_a_lock", bottom=(
        "import threading, time\nlock = threading.Lock()\nlock.acquire()\n"
        "threading.Thread(target=lambda: [lock.acquire(), print('never')]).start()"),
        stock="harmless", why="the kernel is killed in the end"),
    right("raises_an_error_that_cannot_be_shown", after=(
        "class Loud(Exception):\n    def __str__(self):\n        raise ValueError('no message')\n\n    __repr__ = __str__\n\nraise Loud"),
        stock="harmless", why="an ordinary error of a cell that is not graded"),
)
