"""``grader doctor`` finds a sound sandbox sound, and says so when something gets through."""

import pytest

from grader import cli, doctor
from grader.runner import session

pytestmark = pytest.mark.sandbox


def test_everything_is_held_back_here(capsys):
    """Cold and warm, each attempt has its line, none gets through, and the exit status is 0."""
    assert cli.main(["doctor"]) == 0
    out = capsys.readouterr().out
    count = len(doctor.attempts(0, "x"))
    assert out.count("held back") == 2 * count
    assert "GOT THROUGH" not in out
    assert "The sandbox holds" in out


def test_every_attempt_can_succeed_or_is_stopped_only_by_the_sandbox(tmp_path):
    """Without a sandbox the attempts that need no privilege do get through: they are no empty words."""
    secret = tmp_path / "secret"
    secret.write_text("outside")
    import socket
    with socket.create_server(("127.0.0.1", 0)) as server:
        tried = {a.what: a for a in doctor.attempts(server.getsockname()[1], str(secret))}
        harmless = ("see the solutions", "import the reference", "read a file outside", "write beside it",
                    "reach a server on this machine", "signal the grader")
        through = [what for what in harmless if doctor._gets_through(tried[what], session.UNSANDBOXED)]
    assert through == list(harmless)


def test_a_sandbox_that_does_not_hold_is_called_so(capsys, monkeypatch):
    """One attempt that gets through is enough for exit status 1."""
    monkeypatch.setattr(doctor, "attempts", lambda port, secret: (doctor.Attempt("say yes", "print(True)"),))
    assert cli.main(["doctor"]) == 1
    assert "does not hold" in capsys.readouterr().out


def test_a_refused_sandbox_is_one_sentence(capsys, monkeypatch):
    """No bubblewrap: exit status 2 and what to do."""
    monkeypatch.setattr(session.bubblewrap, "command", lambda *args, **kwargs: ["/nowhere/bwrap"])
    assert cli.main(["doctor"]) == 2
    assert "apt-get install bubblewrap" in capsys.readouterr().err
