"""The mutation run: no small change of a reference function gets full marks.

The changes of the two components that take longest, and the 1,000 inputs for each that is listed as equivalent, are marked ``long``.
"""

import contextlib
import signal
from functools import cache, lru_cache

import numpy as np
import pytest

from grader import address
from grader.judge import compare
from grader.judge.judge import judge_here, rejecting_check
from grader.judge.plan import PUBLIC_SEED, outcomes
from tests.mutation import mutants
from tests.mutation.equivalents import EQUIVALENTS
from tests.mutation.inputs import COUNT, inputs

SEEDS = (PUBLIC_SEED, 1, 2)
SECONDS = 2
ROUNDING = {"rtol": 1e-12, "atol": 1e-14}
LONG = {"capstone/capstone", "linear_models/kernel_svm"}  # twenty seconds each, where the others take one
each_component = pytest.mark.parametrize("component", [
    pytest.param(each, id=each.address, marks=pytest.mark.long if each.address in LONG else ()) for each in address.components()])
each_equivalent = pytest.mark.parametrize(("component", "name"), [
    pytest.param(address.component(where), name, id=f"{where}-{name}", marks=pytest.mark.long if where in LONG else ())
    for where, listed in EQUIVALENTS.items() for name in listed])


class Endless(KeyboardInterrupt):
    """A mutant that does not come to an end; the one kind of exception that the judge lets through."""


@contextlib.contextmanager
def alarm(seconds):
    """Raise Endless after so many seconds of computing: a busy machine alone rejects nothing."""
    def ring(number, frame):
        raise Endless

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def survives(component, mutant):
    """Does the mutant get full marks under at least one seed?"""
    functions = mutants.answer(component, mutant)
    with contextlib.suppress(Endless), alarm(SECONDS):
        return not all(rejected(component, functions, seed) for seed in SEEDS)
    return False


def rejected(component, functions, seed=PUBLIC_SEED):
    """Does a check fail?  The one that rejected the last answer is asked first: it often rejects the next one as well."""
    found = rejecting_check(component, functions, seed, first=rejected_by.get(component))
    rejected_by[component] = found or rejected_by.get(component)
    return found is not None


rejected_by = {}


@cache
def survivors(component):
    """(how many mutants there are, names of those that survive)."""
    made = mutants.mutants(component)
    return len(made), tuple(mutant.name for mutant in made if survives(component, mutant))


def toy(x, y, scale=0.5):
    """Something for every operator that DESIGN names."""
    total = 0.0
    for row in reversed(x):
        total += row.sum(axis=0, keepdims=True)
    return np.where(total > 1, total - scale * y.T, np.exp(total))


@pytest.mark.parametrize("line", [
    "toy:5 return np.where(total > 1, total, np.exp(total))",
    "toy:5 return np.where(total > 1, total + scale * y.T, np.exp(total))",
    "toy:5 return -np.where(total > 1, total - scale * y.T, np.exp(total))",
    "toy:4 total += row.sum(axis=1, keepdims=True)",
    "toy:4 total += row.sum(axis=0)",
    "toy:4 total += row.mean(axis=0, keepdims=True)",
    "toy:4 total = row.sum(axis=0, keepdims=True)",
    "toy:5 return np.where(total >= 1, total - scale * y.T, np.exp(total))",
    "toy:5 return np.where(total > 2, total - scale * y.T, np.exp(total))",
    "toy:5 return np.where(total > 1, np.exp(total), total - scale * y.T)",
    "toy:5 return np.where(total > 1, total - scale * y, np.exp(total))",
    "toy:5 return np.where(total > 1, total - scale * x.T, np.exp(total))",
    "toy:5 return np.where(total > 1, total - scale * y.T, total)",
    "toy:1 def toy(x, y, scale=1.0):",
    "toy:2 total = 1.0",
    "toy:3 for row in x:",
    "toy:3 without for row in reversed(x):",
])
def test_the_operators_make_what_the_design_names(line):
    """Terms, signs, axes, constants, means for sums, strictness, arguments, calls, defaults, loops are all changed."""
    assert line in [mutant.name for mutant in mutants.of_source("toy", mutants.source(toy))]


def test_no_two_mutants_share_a_name():
    """A name in the list of equivalents means one mutant."""
    for component in address.components():
        names = [mutant.name for mutant in mutants.mutants(component)]
        assert len(set(names)) == len(names)


def test_an_endless_mutant_is_stopped():
    """The alarm reaches through the judge's own handling of exceptions."""
    component = address.component("softmax")
    mutant = mutants.Mutant("softmax", "softmax: endless", "def softmax(z):\n    while True:\n        z = z")
    with pytest.raises(Endless), alarm(0.2):
        judge_here(component, mutants.answer(component, mutant))


def test_the_reference_itself_survives():
    """The sieve lets through what is right: a mutant without a change gets full marks."""
    component = address.component("softmax")
    unchanged = mutants.Mutant("softmax", "softmax: unchanged", mutants.source(component.functions["softmax"]))
    assert survives(component, unchanged)


def test_the_short_way_to_a_rejection_agrees_with_the_judge():
    """What stops at the first failing check says of every mutant of one exercise what the whole report says."""
    component = address.component("softmax")
    for functions in [component.functions, *(mutants.answer(component, mutant) for mutant in mutants.mutants(component))]:
        assert rejected(component, functions) is not judge_here(component, functions).complete


def test_what_is_no_equivalent_is_found_out():
    """The comparison on 1,000 inputs finds a mutant that is off in the eleventh digit."""
    component = address.component("softmax")
    off = mutants.Mutant("softmax_jacobian", "off", "def softmax_jacobian(p):\n"
                         "    return (np.diag(p) - np.outer(p, p)) * (1 + 1e-11)")
    assert disagreements(component, off)


@each_component
def test_every_mutant_is_rejected(component, record_property):
    """A changed reference function loses points under every seed, or is listed as equivalent with its reason."""
    made, alive = survivors(component)
    listed = EQUIVALENTS.get(component.address, {})
    record_property("mutants", (component.address, made, len(alive), len(set(alive) & set(listed))))
    print(f"{component.address}: {made} mutants, {len(alive)} survive, {len(listed)} listed as equivalent")
    assert made
    assert [name for name in alive if name not in listed] == []


@each_equivalent
def test_a_listed_equivalent_is_a_mutant_that_survives(component, name):
    """The list holds nothing stale: each entry is a mutant of today, and no check rejects it."""
    assert name in survivors(component)[1]


@pytest.mark.long
@each_equivalent
def test_an_equivalent_agrees_with_the_reference(component, name):
    """On 1,000 inputs, edges among them, a listed equivalent gives the reference's values to rounding."""
    mutant = next(each for each in mutants.mutants(component) if each.name == name)
    assert disagreements(component, mutant) == []


def disagreements(component, mutant):
    """How the mutant's outcomes differ from the reference's on the 1,000 inputs that matter to it."""
    requests, theirs = agreed(component, mutant.function)
    assert len(requests) == COUNT
    mine = outcomes(mutants.answer(component, mutant), requests)
    return [difference for pair in zip(mine, theirs, strict=True) if (difference := differ(*pair))]


@lru_cache(maxsize=4)
def agreed(component, function):
    """(the 1,000 inputs, what the reference gives), once for all equivalents of a function."""
    requests = inputs(component, function)
    return requests, outcomes(component.functions, requests)


def differ(mine, theirs):
    """What differs between two outcomes beyond rounding, or None."""
    if "value" not in theirs:
        return None if mine.get("error", [None])[0] == theirs["error"][0] else mine
    if "value" not in mine:
        return mine
    return compare.problem(mine["value"], theirs["value"], **ROUNDING)
