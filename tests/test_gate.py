"""The gate of continuous integration: one script that runs by itself and begins with the README's test command."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from grader.address import ROOT

GATE = ROOT / ".ci" / "run"
STEPS = re.findall(r'^step "[^"]+" (.+)$', GATE.read_text(encoding="utf-8"), re.MULTILINE)
RUNS = [re.sub(r"\$\$?\w+|; .*", "", arguments) for file in (ROOT / "Makefile", GATE)  # without the shell's part of the line
        for arguments in re.findall(r"-m pytest (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)]
CHOSEN = [shlex.split(arguments)[-1] for arguments in RUNS]


def test_the_gate_can_be_run():
    """The file may be executed, which a checkout has from the commit."""
    assert os.access(GATE, os.X_OK)


def test_the_gate_begins_with_the_readmes_test_command():
    """``make test`` is the first step, and README names it."""
    assert STEPS[0] == "make test"
    assert "\nmake test " in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_gates_script_is_sound():
    """The shell can read it, and every step is a command or a function of the script."""
    text = GATE.read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-n", GATE], capture_output=True).returncode == 0
    own = set(re.findall(r"^(\w+)\(\)", text, re.MULTILINE))
    assert [step for step in STEPS if step.split()[0] not in own | {"make"}] == []
    assert own - {"step"} <= set(STEPS)


def left_out(chosen, *paths):
    """The tests that no run with one of these marker expressions takes."""
    expression = f"not ({' or '.join(f'({each})' for each in chosen)})"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--collect-only", "-qq", "-m", expression, *paths]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (0, pytest.ExitCode.NO_TESTS_COLLECTED), done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if line.startswith("tests/")]


@pytest.mark.slow
def test_the_steps_together_run_every_test():
    """What `make test` leaves out is in another step: no test has markers that no run of Makefile or gate asks for."""
    assert len(CHOSEN) >= 3
    assert left_out(CHOSEN) == []


@pytest.mark.parametrize("marker", ["book", "long"])
def test_a_forgotten_step_is_noticed(marker):
    """Without the run that takes a marker, the tests that have it are named."""
    without = [each for each in CHOSEN if each != marker]
    assert len(without) == len(CHOSEN) - 1
    files = {"book": "tests/test_together.py", "long": "tests/test_mutation.py"}
    assert left_out(without, files[marker]) != []


def test_the_runs_choose_by_markers_only():
    """No run names files, words or tests: what it leaves out, a marker says."""
    for arguments in RUNS:
        assert re.fullmatch(r"(-n \d+ --dist \w+ (--no-loadscope-reorder )?)?-m (\w+|\"[\w ]+\")", arguments.strip())
