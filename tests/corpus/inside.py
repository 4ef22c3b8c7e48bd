"""In the control's outer sandbox: grade one submission with stock nbgrader in a private course, and tell what happened.

Started as the first process of its namespace by `tests.corpus.control`, with a job as JSON on standard
input; it prints one JSON line.  Standard library only, so that it starts fast.
"""

import base64
import contextlib
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

COURSE, HOME = Path("/course"), Path("/home/instructor")
OWN = ("autograded/mallory", "autograded/next", "submitted/mallory", "feedback", "gradebook.db", ".nbgrader.log")
RUNTIME = (".ipython/", ".local/share/jupyter/", ".cache/", ".config/matplotlib", ".jupyter/", ".npm/")
LIVE = re.compile(r"<script[^>]*>\s*alert|onerror=.?alert\(|src=.https://example\.org|javascript:alert|\u202e")
HANGS = "the class hangs"  # no effect by itself: there is no grade then, which counts as lost
MARK = "left by the corpus"
# What nbgrader's commands do, without the second they take to import grammars of web addresses.
STOCK = """
import sys
sys.modules["rfc3987_syntax"] = None
from nbgrader.converters.autograde import Autograde
from nbgrader.converters.generate_feedback import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets.config import PyFileConfigLoader
settings = PyFileConfigLoader("nbgrader_config.py", ".").load_config()
course = CourseDirectory(config=settings)
course.assignment_id = sys.argv[1]
Autograde(coursedir=course, config=settings).start()
if "feedback" in sys.argv:
    course.student_id = "mallory"
    GenerateFeedback(coursedir=course, config=settings).start()
"""
MEMORY, DISK, PROCESSES = 1500 * 2**20, 64 * 2**20, 120


def main():
    """Do the job that standard input describes."""
    job = json.load(sys.stdin)
    _limit()
    _lay_out(job)
    before, base = _files(), _disk()
    with socket.create_server(("127.0.0.1", job["port"])) as server:
        server.setblocking(False)
        effects, log = _run([job["assignment"], *(["feedback"] if job["feedback"] else [])], job, base)
        effects += _left_processes()
        effects += _connections(server)
    effects += _changed(before, _files()) + _gradebook(job) + _shown(job)
    print(json.dumps({"score": _score("mallory", job), "effects": list(dict.fromkeys(effects)), "log": log[-1500:]}), flush=True)


def _limit():
    for kind, value in ((resource.RLIMIT_AS, 6 * 2**30), (resource.RLIMIT_FSIZE, 256 * 2**20), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (value, value))


def _lay_out(job):
    for path in Path("/template").glob("[!.]*"):
        (shutil.copytree if path.is_dir() else shutil.copy)(path, COURSE / path.name)
    (COURSE / "nbgrader_config.py").write_text(job["settings"], encoding="utf-8")
    shutil.copytree("/job/submitted/mallory", COURSE / "submitted" / "mallory", symlinks=True)
    if job["follower"]:
        shutil.copytree(COURSE / "submitted" / "neighbour", COURSE / "submitted" / "next")
    (HOME / ".secret").write_text(job["secret"], encoding="ascii")


def _run(words, job, base):
    """Run nbgrader's autograding, as its commands do, and watch what it takes; gives (effects, what it logged)."""
    with open("/tmp/nbgrader.log", "w+b") as log:
        process = subprocess.Popen([sys.executable, "-c", STOCK, *words], cwd=COURSE, stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=log)
        deadline, excess = time.monotonic() + job["seconds"], []
        while process.poll() is None and not excess:
            time.sleep(0.1)
            excess = _excess(deadline, base)
        if excess:
            _end_everybody()
        log.seek(0)
        return [what for what in excess if what != HANGS], log.read().decode("utf-8", "replace")


def _excess(deadline, base):
    """What is too much now, in words."""
    pids = _pids()
    found = {HANGS: time.monotonic() > deadline, f"over {PROCESSES} processes": len(pids) + _threads(pids) > PROCESSES,
             "over 1.5 GB of memory": sum(map(_memory, pids)) > MEMORY, "over 64 MB of disk": _disk() - base > DISK}
    return [what for what, true in found.items() if true]


def _pids():
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != 1]


def _status(pid, key):
    with contextlib.suppress(OSError, IndexError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(key):
                return line.split()[1]
    return "0"


def _memory(pid):
    return int(_status(pid, "VmRSS:")) * 1024


def _threads(pids):
    return sum(max(int(_status(pid, "Threads:")) - 20, 0) for pid in pids)


def _disk():
    used = 0
    for folder in (COURSE, "/tmp", "/dev/shm", HOME):
        about = os.statvfs(folder)
        used += (about.f_blocks - about.f_bfree) * about.f_frsize
    return used


def _left_processes():
    """Processes that live on after the run; they get two seconds for what they still want to do."""
    time.sleep(0.3)
    left = [pid for pid in _pids() if _status(pid, "State:") not in ("Z", "0", "X")]
    if left:
        time.sleep(2)
        _end_everybody()
    return ["a process outlives the run"] if left else []


def _end_everybody():
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
            time.sleep(0.02)
            continue
        break


def _connections(server):
    with contextlib.suppress(BlockingIOError):
        server.accept()
        return ["a connection to a server"]
    return []


def _files():
    """Path → digest of what is not the submission's own, links not followed."""
    found = {}
    for root in (COURSE, HOME, Path("/dev/shm"), Path("/tmp")):
        for folder, _, names in os.walk(root):
            for name in names:
                path = Path(folder, name)
                inner = str(path.relative_to(root))
                if root == COURSE and inner.startswith(OWN) or root == HOME and inner.startswith(RUNTIME) and not _marked(path):
                    continue
                if root in (Path("/tmp"), Path("/dev/shm")) and not _marked(path):
                    continue
                with contextlib.suppress(OSError):
                    found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _marked(path):
    with contextlib.suppress(OSError), open(path, "rb") as file:
        return MARK.encode() in file.read(100_000)
    return False


def _changed(before, after):
    return [f"{name} {'left' if name not in before else 'changed'}" for name in sorted(after) if before.get(name) != after[name]] + [
        f"{name} deleted" for name in sorted(before.keys() - after.keys())]


def _query(text, *values):
    with contextlib.closing(sqlite3.connect(f"file:{COURSE}/gradebook.db?mode=ro", uri=True)) as database:
        return database.execute(text, values).fetchall()


def _score(student, job):
    """The grade in the gradebook, or None."""
    try:
        rows = _query("""select grade.auto_score, grade.manual_score from grade join submitted_notebook on grade.notebook_id =
            submitted_notebook.id join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
            join assignment on submitted_assignment.assignment_id = assignment.id
            where submitted_assignment.student_id = ? and assignment.name = ?""", student, job["assignment"])
    except sqlite3.Error:
        return None
    scores = [auto if manual is None else manual for auto, manual in rows]
    graded = os.path.isdir(COURSE / "autograded" / student / job["assignment"])
    return sum(scores) if scores and None not in scores and graded else None


def _gradebook(job):
    effects = []
    if job["assignment"] == "softmax" and _score("neighbour", {"assignment": "softmax"}) != 10:
        effects.append("the neighbour's grade changed")
    if job["follower"] and _score("next", job) != 10:
        effects.append(f"the next learner gets {_score('next', job)}")
    return effects


def _shown(job):
    """What the graded notebook and the feedback page show that they must not."""
    effects = []
    graded = COURSE / "autograded" / "mallory" / job["assignment"] / f"{job['notebook']}.ipynb"
    with contextlib.suppress(OSError, ValueError):
        notebook = json.loads(graded.read_text(encoding="utf-8"))
        shown = [output for cell in notebook["cells"] for output in cell.get("outputs", []) if output["output_type"] != "error"]
        outputs = json.dumps(shown, ensure_ascii=False)
        effects += ["a picture of a gigapixel"] if any(map(_huge, shown)) else []
        effects += [what for what, text in (("the hidden tests are shown", "hidden_checks("), ("the instructor's file is shown",
        job["secret"]),
                                            ("another process is shown", "nbgrader\\u0000"), ("another process is shown",
                                            "import Autograde"),
                                            ("the grader's memory is open", "lies open"), ("the grader was attached", '"attached'))
                    if text in outputs or text in outputs.replace("\\\\x00", " ").replace("\\x00", " ").replace("\x00", " ")]
        if len(outputs) > 2**20:
            effects.append(f"outputs of {len(outputs) / 2**20:.0f} MB")
    for page in (COURSE / "feedback" / "mallory").rglob("*.html"):
        text = page.read_text(encoding="utf-8", errors="replace")
        effects += ["live content in the feedback"] if LIVE.search(text) else []
    copies = COURSE / "autograded" / "mallory"
    if any(job["secret"].encode() in path.read_bytes() for path in copies.rglob("*") if path.is_file() and path.suffix != ".ipynb"):
        effects.append("the instructor's file is copied")
    return effects


def _huge(output):
    data = output.get("data", {}).get("image/png", "")
    head = base64.b64decode(data[:44]) if isinstance(data, str) else b""
    return len(head) >= 24 and int.from_bytes(head[16:20], "big") * int.from_bytes(head[20:24], "big") >= 10**9


if __name__ == "__main__":
    main()
