"""Is the sandbox what it should be?  Decided outside, from facts told before any learner's code runs."""

from pathlib import Path

from grader.sandbox.bubblewrap import HOSTNAME

ROOT = Path(__file__).resolve().parent.parent.parent


class SandboxRefused(RuntimeError):
    """No sandbox can be set up here; its text is the sentence for the instructor."""


NAMESPACES_OFF = ("Ubuntu 23.10 and later allow user namespaces to ordinary users after "
                  "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0.")
SWITCH = ("To grade without a sandbox, only ever your own code, ask for it by name: GRADER_SANDBOX=unsandboxed.")


def forbidden(extra=()):
    """Paths that must not exist inside: the judge, the answers, the gradebook, the home folder's files."""
    paths = [ROOT / name for name in ("grader", "solutions", "exercises", "tests", "book", ".git")]
    return [str(path) for path in (*paths, Path.home() / ".ssh", *extra)]


def breaches(facts):
    """Sentences on everything that is not as it must be; empty when the sandbox holds."""
    found = []
    if facts["pid"] > 10:
        found.append("processes outside can be seen")
    if facts["interfaces"] not in (["lo"], []):
        found.append(f"the network can be reached through {', '.join(map(str, facts['interfaces']))}")
    if facts["host"] != HOSTNAME:
        found.append("the host name is the machine's own")
    if facts["uid"] == 0:
        found.append("the answer runs as root")
    if facts["writable"]:
        found.append(f"{', '.join(facts['writable'])} can be written to")
    if facts["visible"]:
        found.append(f"{', '.join(facts['visible'])} can be seen")
    if facts["new_user_namespace"]:
        found.append("another user namespace can be made inside")
    return found


def refused(complaint):
    """The SandboxRefused for a bubblewrap that did not start, from what it said."""
    said = complaint.strip().splitlines()[-1] if complaint.strip() else "nothing"
    return SandboxRefused(f"bubblewrap could not set up the sandbox ({said}). {NAMESPACES_OFF} {SWITCH}")


def require(facts):
    """Raise SandboxRefused if anything is amiss."""
    found = breaches(facts)
    if found:
        raise SandboxRefused(f"The sandbox does not hold: {'; '.join(found)}. {SWITCH}")
