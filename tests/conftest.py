"""What several test modules share: the sample class, made and graded once; and the counts of the mutation run, printed last."""

import shutil

import pytest


@pytest.fixture(scope="session")
def private_home(tmp_path_factory):
    """A home folder of its own, so that nobody's Jupyter settings count."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_CONFIG_PATH", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        yield home


@pytest.fixture(scope="session")
def sample_class(tmp_path_factory, private_home):
    """The sample class of the exercise softmax, graded; read it, do not change it."""
    from tests.classes import Class, verb

    folder = tmp_path_factory.mktemp("class") / "sample"
    status, output = verb("sample", folder, "activations/softmax")
    return Class(folder, status, output)


@pytest.fixture(scope="session")
def released_class(tmp_path_factory, private_home):
    """A course folder of the exercise softmax, released and nothing submitted; copy it, do not change it."""
    from tests.classes import Class, verb

    folder = tmp_path_factory.mktemp("released") / "class"
    status, output = verb("course", folder, "activations/softmax")
    made = Class(folder, status, output)
    made.nbgrader("generate_assignment", "activations")
    return made


@pytest.fixture
def a_class(released_class, tmp_path):
    """A class of one's own: released, nothing submitted."""
    from tests.classes import Class

    folder = shutil.copytree(released_class.folder, tmp_path / "class")
    return Class(folder)


def pytest_collection_modifyitems(items):
    """The judge's own tests go from component to component: what it keeps of a component is then made once."""
    places = [place for place, item in enumerate(items) if item.path.name == "test_answers.py"]
    for place, item in zip(places, sorted((items[place] for place in places), key=_address), strict=True):
        items[place] = item


def _address(item):
    """The component that a test of the judge is about."""
    given = item.callspec.params
    return (given.get("component") or given["answer"]).address


def pytest_terminal_summary(terminalreporter):
    """The counts of the mutation run, one line a component and the total, whichever processes ran it."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    rows = sorted(value for report in reports for name, value in report.user_properties if name == "mutants")
    if not rows:
        return
    terminalreporter.section("mutation run")
    total = "all", *(sum(column) for column in list(zip(*rows, strict=True))[1:])
    for name, made, alive, equal in [*rows, total]:
        terminalreporter.write_line(f"{name:<40} {made:>5} mutants, {made - alive:>5} rejected, "
                                    f"{equal:>3} listed as equivalent, {alive - equal:>3} to answer for")
