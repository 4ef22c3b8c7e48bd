"""The reference: every function documented in the same form, every example run."""

import doctest
import inspect
import re

import numpy as np
import pytest

from grader import address

FUNCTIONS = [pytest.param(component, function, id=f"{component.address}-{name}")
             for component in address.components() for name, function in component.functions.items()]
each_function = pytest.mark.parametrize(("component", "function"), FUNCTIONS)


def section(text, title):
    """The lines under an underlined title of a docstring, up to the next blank line."""
    match = re.search(rf"^{title}\n-+\n(.*?)(?=^\s*$|\Z)", text, re.MULTILINE | re.DOTALL)
    return match[1] if match else ""


@each_function
def test_the_examples_run(component, function):
    """Every function has a doctest, and it is true."""
    module = address.reference(component.chapter)
    tests = doctest.DocTestFinder(recurse=False).find(function, function.__name__, module=module, globs=vars(module) | {"np": np})
    said = []
    results = doctest.DocTestRunner().run(tests[0], out=said.append)
    assert results.attempted > 0
    assert results.failed == 0, "".join(said)


@each_function
def test_the_docstring_has_its_parts_in_order(component, function):
    """One line, formula, Parameters, Returns, example, address: the same in every function."""
    text = inspect.getdoc(function)
    lines = text.splitlines()
    assert lines[0].endswith(".")
    assert lines[1] == ""
    assert re.search(r"[=→∂]", lines[2]), "the formula stands after the first line"
    places = [text.find(mark) for mark in ("\nParameters\n---", "\nReturns\n---", "\n>>> ", "\nBook: ")]
    assert -1 not in places
    assert places == sorted(places)
    assert lines[-1] == f"Book: {component.chapter}, section {component.name}."


@each_function
def test_the_docstring_names_every_argument_with_its_shape(component, function):
    """Each parameter is listed in order, and every array says its shape."""
    listed = re.findall(r"^(\w+) : (.+)$", section(inspect.getdoc(function), "Parameters"), re.MULTILINE)
    assert [name for name, _ in listed] == list(inspect.signature(function).parameters)
    returned = re.findall(r"^(\w+) : (.+)$", section(inspect.getdoc(function), "Returns"), re.MULTILINE)
    assert returned
    assert [line for _, line in listed + returned if line.startswith("array (") and ")" not in line] == []


@each_function
def test_a_function_fits_one_glance(component, function):
    """At most fifteen statements' lines, docstring apart."""
    source = inspect.getsource(function)
    assert len(source.splitlines()) - len((function.__doc__ or "").splitlines()) <= 16
