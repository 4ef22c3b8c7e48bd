"""The capstone: one's own parts take the places of the book's, and its notebook and its clinic hold what they promise."""

import base64
import importlib
import re
import sys
import zlib

import nbformat
import numpy as np
import pytest

from grader import address
from grader.address import ROOT
from grader.checks import capstone
from grader.grading import grade_components

sys.path.insert(0, str(ROOT / "book"))
COMPONENT = address.component("capstone/capstone")
NOTEBOOK = nbformat.read(ROOT / "solutions" / "capstone" / "capstone.ipynb", as_version=4)
SOLUTION = [next(cell.source for cell in NOTEBOOK.cells if cell.id == name) for name in ("capstone-setup", "capstone")]


def rejected(*own):
    """Titles of the checks that the solution fails with these functions in a cell of their own."""
    _, reports = grade_components([COMPONENT], [*SOLUTION, *own])
    return {result.check.title for result in reports["capstone"].results if result.problem}


def test_a_part_of_ones_own_is_used():
    """A right one costs nothing, a wrong one costs the stages that it is in, and no other."""
    assert rejected("def my_relu(x):\n    return x * (x > 0)") == set()
    assert rejected("def my_adam(w, grad, m, v, t, lr):\n    return w - lr * grad, m, v") >= {"a step", "training"}
    assert not rejected("def my_adam(w, grad, m, v, t, lr):\n    return w - lr * grad, m, v") & {"start", "forward", "backward"}


def test_the_notebook_carries_the_books_parts():
    """What its set-up cell unpacks is the reference's source, so that own and book's parts are called alike."""
    packed = "".join(re.findall(r'^    "([\w+/=]+)"$', SOLUTION[0], re.MULTILINE))
    assert zlib.decompress(base64.b64decode(packed)).decode() == capstone.book()


@pytest.fixture(scope="module")
def clinic():
    """The debug clinic's module: bugs, curves and measurements by patient."""
    return importlib.import_module("figures.debug_clinic")


def patient(clinic, bug):
    """Training loss, validation loss, and the six shares of the patient with a bug."""
    (curves, shares), = [clinic.PATIENTS[number] for number, name in clinic.BUGS.items() if name == bug]
    return curves[0], curves[1], dict(zip(("train", "valid", "fresh", "pairs", "silent", "shared"), shares))


def test_every_bug_of_the_clinic_shows_as_it_says(clinic):
    """The measurement that tells each of the eight apart from the others is what its verdict claims."""
    train, valid, found = patient(clinic, "softmax stands twice")
    assert train.min() > np.log(1 + 9 / np.e)
    assert found["fresh"] > 0.9
    train, valid, found = patient(clinic, "it is validated on its training set")
    np.testing.assert_array_equal(train, valid)
    train, valid, found = patient(clinic, "the validation images are in the training set")
    assert found["valid"] == 1 > found["fresh"]
    assert found["shared"] == 1
    assert not np.array_equal(train, valid)
    assert patient(clinic, "its units are dead")[2]["silent"] == 1
    found = patient(clinic, "batch norm trains while it is tested")[2]
    assert found["pairs"] < 0.7 < found["valid"]
    assert patient(clinic, "the labels are shuffled")[2]["fresh"] < 0.2
    assert patient(clinic, "the rate is 50 times too large")[2]["silent"] > 0.5
    train, valid, found = patient(clinic, "the data are not shuffled")
    assert train[-1] > 0.5
    assert found["silent"] == found["shared"] == 0
