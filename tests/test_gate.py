"""The gate of continuous integration: one script that runs by itself and begins with the README's test command."""

import os
import re
import subprocess

from grader.address import ROOT

GATE = ROOT / ".ci" / "run"
STEPS = re.findall(r'^step "[^"]+" (.+)$', GATE.read_text(encoding="utf-8"), re.MULTILINE)


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
