"""Harming others: the class, the course, the gradebook, the next learner, the grader."""

from tests.corpus.kit import RIGHT, Case, Link

SCRIBBLE = """\
import glob, os
for name in {paths}:
    if os.path.isdir(name):
        continue
    try:
        os.chmod(name, 0o644)
        open(name, "a").write("left by the corpus")
    except OSError as problem:
        print("held back:", type(problem).__name__)
"""
PROCESS = "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {code!r}, '@mark@'], start_new_session=True)"
SET_GRADES = ("import sqlite3, time\nfor i in range(100):\n    time.sleep(0.05)\n    try:\n"
      "        with sqlite3.connect('@course@/gradebook.db') as d:\n"
              "            d.execute('update grade set auto_score = 10, manual_score = 10')\n    except sqlite3.Error:\n        pass\n")


def writing(*paths):
    """Code that writes into every path, and says what held it back."""
    return SCRIBBLE.format(paths=list(paths))


def globbing(*patterns):
    """The same for patterns of paths."""
    return SCRIBBLE.format(paths=f"[each for pattern in {list(patterns)} for each in glob.glob(pattern)]")


def on_start_of_python(path, code="import numpy; numpy.exp = lambda x: 0 * x"):
    """Code that leaves a file which a later Python would run."""
    return (f"import os\ntry:\n    path = os.path.expanduser({path!r})\n    os.makedirs(os.path.dirname(path), exist_ok=True)\n"
            f"    open(path, 'w').write({'# left by the corpus' + chr(10) + code!r})\nexcept OSError as problem:\n    print('held back')")


CASES = (
    Case("writes_into_another_submission", bottom=writing("@course@/submitted/neighbour/softmax/softmax.ipynb"), shows="held back",
         stock="effect"),
    Case("writes_into_another_graded_notebook", bottom=writing("@course@/autograded/neighbour/softmax/softmax.ipynb"), shows="held back",
         stock="effect"),
    Case("writes_into_the_source", bottom=writing("@course@/source/softmax/softmax.ipynb"), shows="held back", stock="effect"),
    Case("writes_into_the_release", bottom=writing("@course@/release/softmax/softmax.ipynb"), shows="held back", stock="effect"),
    Case("writes_wherever_it_can", bottom=globbing("@course@/*", "@course@/*/*/*/*", "/etc/*", "/usr/lib/*", "/home/*/*"), stock="effect"),
    Case("deletes_the_class", bottom="import shutil\nshutil.rmtree('@course@/submitted', ignore_errors=True)", stock="effect"),
    Case("sets_its_grade_in_the_gradebook", bottom=(
        "import sqlite3\ntry:\n    with sqlite3.connect('@course@/gradebook.db') as d:\n"
        "        d.execute('update grade set auto_score = 15, manual_score = 15')\n"
        "except sqlite3.Error as problem:\n    print('held back:', problem)"), shows="held back", stock="effect unearned"),
    Case("sets_everybodys_grade_to_nothing", bottom=(
        "import sqlite3\ntry:\n    with sqlite3.connect('@course@/gradebook.db') as d:\n"
        "        d.execute('update grade set manual_score = 0, auto_score = 0')\n"
        "except sqlite3.Error as problem:\n    print('held back:', problem)"), shows="held back", stock="effect"),
    Case("leaves_a_process_that_edits_the_grade", bottom=PROCESS.format(code=SET_GRADES), stock="effect unearned"),
    Case("leaves_a_process_behind", answer=RIGHT, bottom="import subprocess\nsubprocess.Popen(['sleep', '@mark@'], start_new_session=True)",
         score=10, stock="effect"),
    Case("leaves_a_daemon_forked_twice", answer=RIGHT, score=10, bottom=(
        "import os\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        os.execvp('sleep', ['sleep', '@mark@'])\n"
        "    os._exit(0)"),
        stock="effect"),
    Case("leaves_a_shell_job", answer=RIGHT, score=10, bottom=(  # deaf to the hang-up that ends the shell's terminal
        "get_ipython().system('trap \"\" HUP; (setsid sleep @mark@ >/dev/null 2>&1 &); true')"),
        stock="effect"),
    Case("leaves_an_ipython_start_up_file", bottom=on_start_of_python("~/.ipython/profile_default/startup/00-mine.py"), follower=True,
         stock="effect"),
    Case("leaves_a_sitecustomize", bottom=(
        "import site, sys\nfor folder in [site.getusersitepackages(), *sys.path]:\n    try:\n        import os\n"
        "        os.makedirs(folder, exist_ok=True)\n"
        "        open(folder + '/sitecustomize.py', 'w').write('# left by the corpus')\n    except OSError:\n        print('held back')"),
        shows="held back", stock="effect"),
    Case("leaves_a_numpy_beside_the_notebook", bottom=on_start_of_python("./numpy.py", "exp = lambda x: 0 * x"), stock="harmless",
         why="the file lies in the learner's own folder, which nobody else's notebook runs in; see brings_a_numpy_beside_the_notebook"),
    Case("leaves_a_numpy_for_the_next_learner", bottom=on_start_of_python(
        "@course@/submitted/next/softmax/numpy.py", "raise ImportError"), follower=True, stock="effect"),
    Case("brings_a_numpy_beside_the_notebook", others={"numpy.py": b"# left by the corpus\nraise ImportError('mine')\n"}, answer=RIGHT,
         score=10, stock="lost"),
    Case("brings_a_judge_beside_the_notebook", others={
        "grader.py": b"# mine\n", "grader/__init__.py": b"", "grader/stock.py": b"def hidden_checks(*args):\n    return 10.0\n"},
        top="np.allclose = np.array_equal = lambda *args, **kwargs: True", stock="unearned"),
    Case("brings_ipython_settings", others={"ipython_config.py": b"c.InteractiveShellApp.exec_lines = ['import nothing_like_it']\n",
                                            "sitecustomize.py": b"raise SystemExit\n"}, answer=RIGHT, score=10, stock="harmless",
         why="the kernel reads its settings from the profile, not from the notebook's folder"),
    Case("kills_the_grader", answer=RIGHT, bottom="import os, signal\nos.kill(os.getppid(), signal.SIGKILL)", score=10, follower=True,
         stock="effect lost"),
    Case("kills_everybody", answer=RIGHT, bottom="import os, signal\nos.kill(-1, signal.SIGKILL)", score=10, follower=True,
         stock="effect lost"),
    Case("kills_the_process_group", answer=RIGHT, bottom="import os, signal\nos.killpg(0, signal.SIGKILL)", score=10, stock="lost"),
    Case("stops_its_parent", answer=RIGHT, bottom="import os, signal\nos.kill(os.getppid(), signal.SIGSTOP)", score=10, follower=True,
         stock="lost effect"),
    Case("traces_the_grader", follower=True, bottom=(
        "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\ntry:\n"
        "    mine = 'nbgrader' not in open(f'/proc/{os.getppid()}/cmdline').read()\nexcept OSError:\n    mine = True\n"
        "print('held back' if mine or libc.ptrace(16, os.getppid(), 0, 0) else 'attached')"),
        shows="held back", hides=("attached",), stock="lost effect"),
    Case("renices_and_reschedules_others", answer=RIGHT, score=10, bottom=(
        "import os\ntry:\n    os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)\nexcept OSError:\n    print('held back')"),
        stock="harmless",
        why="a slower grader is still right"),
    Case("links_to_the_source_notebook", others={"softmax.ipynb": Link("@course@/source/softmax/softmax.ipynb")}, verdict="unreadable",
         note="link", stock="unearned"),
    Case("links_to_a_file_of_the_instructors", others={"notes.txt": Link("@home@/.secret")}, answer=RIGHT, score=10, stock="effect"),
    Case("links_its_folder_to_the_course", others={"all": Link("@course@")}, answer=RIGHT, score=10, stock="harmless",
          why="nbgrader does not follow links to folders"),
    Case("names_a_file_with_dots_and_slashes", others={"..ipynb": b"{}", "-rf.ipynb": b"{}", "softmax.ipynb.ipynb": b"{}"}, answer=RIGHT,
         score=10, stock="harmless", why="nbgrader passes over notebooks that its gradebook does not know"),
    Case("leaves_shared_memory", answer=RIGHT, score=10, bottom=(
        "from multiprocessing import shared_memory\nimport os\nopen('/dev/shm/left-by-the-corpus', 'w').write('left by the corpus')"),
        stock="effect"),
)
