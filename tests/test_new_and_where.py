"""``grader new`` writes every stub of a component and ``grader where`` finds every place."""

import shutil
import subprocess
import sys

import nbformat
import pytest

from grader import cli, new
from grader.address import ROOT, component, components


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the checkout's own files in which two components were begun."""
    root = tmp_path_factory.mktemp("checkout")
    for folder in ("grader", "solutions", "tests/answers"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for page in (ROOT / "book").rglob("*.md"):
        (root / page.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, root / page.relative_to(ROOT))
    shutil.copy(ROOT / "_toc.yml", root)
    shutil.copy(ROOT / "tests" / "__init__.py", root / "tests")
    for address in ("brand_new/first_thing", "brand_new/second_thing"):
        subprocess.run([sys.executable, "-m", "grader", "new", address], cwd=root, check=True, capture_output=True)
    return root


def where(checkout, address):
    """Exit status and lines of grader where in that checkout."""
    done = subprocess.run([sys.executable, "-m", "grader", "where", address], cwd=checkout, capture_output=True, text=True)
    return done.returncode, done.stdout.splitlines()


@pytest.mark.parametrize("address", ["brand_new/first_thing", "brand_new/second_thing"])
def test_new_writes_every_place_but_the_release(checkout, address):
    """After new, where finds every place, and only the generated release is missing."""
    status, lines = where(checkout, address)
    assert status == 1
    missing = [line for line in lines if line.endswith("MISSING")]
    assert [line.split()[0] for line in missing] == ["exercises"]
    assert len(lines) == 7


def test_the_stub_notebook_is_valid(checkout):
    """The notebook that new writes satisfies the notebook format."""
    nbformat.validate(nbformat.read(checkout / "solutions" / "brand_new" / "first_thing.ipynb", as_version=4))


def test_the_stub_is_not_taken_for_an_answer(checkout):
    """Checking a fresh stub fails: nothing that is unwritten passes."""
    done = subprocess.run([sys.executable, "-m", "grader", "check", "solutions/brand_new/first_thing.ipynb"],
                          cwd=checkout, capture_output=True, text=True)
    assert done.returncode == 1
    assert "there is no reference to compare with yet" in done.stdout


@pytest.mark.parametrize(("address", "sentence"), [
    ("softmax", "is no address"), ("Optimizers/adam", "is no address"), ("optimizers/adam2", "is no address"),
    ("optimizers/softmax", "exists"), ("activations/swish", "is split by family"), ("optimizers/activations", "is the name of a chapter")])
def test_new_refuses_what_breaks_the_address_law(address, sentence, capsys):
    """One sentence, exit status 2, and nothing is written."""
    assert new.refuse(address) is not None
    assert cli.main(["new", address]) == 2
    err = capsys.readouterr().err
    assert sentence in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("component", components(), ids=lambda c: c.address)
def test_every_component_is_in_every_place(component, capsys):
    """where exits with 0 for each component of the course."""
    assert cli.main(["where", component.address]) == 0, capsys.readouterr().out


def test_where_answers_an_unknown_address_with_one_sentence(capsys):
    """A slip of the pen is met with the nearest name."""
    assert cli.main(["where", "softmaks"]) == 2
    assert "did you mean activations/softmax" in capsys.readouterr().err


@pytest.mark.parametrize(("address", "names"), [
    ("softmax", ["softmax", "softmax_jacobian", "softmax_backward"]),
    ("linear", ["linear", "linear_backward_sample", "linear_backward"])])
def test_functions_come_in_the_order_in_which_they_are_written(address, names):
    """In a chapter of one module and in one that was split, whatever the order of imports."""
    assert list(component(address).functions) == names
