"""The judge of the judge: every wrong answer is rejected and named as it should be, every right one accepted."""

import importlib
import itertools
from functools import cache, lru_cache

import pytest

from grader import address
from grader.judge.judge import judge_here
from grader.judge.plan import PUBLIC_SEED, outcomes, plan
from grader.judge.recognise import same

SEEDS = (PUBLIC_SEED, 1, 2)
COMPONENTS = address.components()
in_all_seeds = pytest.mark.parametrize("seeds", [SEEDS[:1], pytest.param(SEEDS[1:], marks=pytest.mark.long)], ids=["public", "others"])


def answers(chapter):
    """The chapter's list of answers."""
    return importlib.import_module(f"tests.answers.{chapter}").ANSWERS


def each(right):
    """Parameters ``address-function__name`` for all right or all wrong answers."""
    return [pytest.param(a, id=f"{a.address}-{a.function}__{a.name}")
            for chapter in address.chapters() for a in answers(chapter) if a.right is right]


@cache
def report(answer, seed):
    """The report on an answer that stands in for one reference function."""
    component = address.component(answer.address)
    assert answer.function in component.functions
    return judge_here(component, {**component.functions, answer.function: answer.code}, seed)


@cache
def variants_report(component, misconception, seed):
    """The report on a misconception's variant in place of its function."""
    return judge_here(component, {**component.functions, misconception.function: misconception.variant}, seed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.address)
def test_the_reference_gets_full_marks(component, seed):
    """The reference passes its own checks and is given no name."""
    result = judge_here(component, component.functions, seed)
    assert result.complete, result.lines(show_expected=True)


@in_all_seeds
@pytest.mark.parametrize("answer", each(right=True))
def test_an_answer_written_differently_gets_full_marks(answer, seeds):
    """Right answers in another style get every point, on every seed."""
    for seed in seeds:
        result = report(answer, seed)
        assert result.complete, result.lines(show_expected=True)


@in_all_seeds
@pytest.mark.parametrize("answer", each(right=False))
def test_a_wrong_answer_is_rejected_and_named(answer, seeds):
    """Wrong answers lose points; one that embodies a misconception is told which, others get no name."""
    for seed in seeds:
        result = report(answer, seed)
        assert not result.complete
        assert result.misconceptions == ((answer.embodies,) if answer.embodies else ())


@in_all_seeds
@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.address)
def test_every_misconception_is_rejected_and_named(component, seeds):
    """The variant itself loses points and gets its own name."""
    for seed, misconception in itertools.product(seeds, component.sheet.misconceptions):
        assert variants_report(component, misconception, seed).misconceptions == (misconception.name,)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.address)
def test_any_two_misconceptions_differ(component):
    """No two variants of a function give the same on all of the checks' inputs."""
    checks = [each.check for each in plan(component, PUBLIC_SEED) for _ in each.requests]
    for one, other in itertools.combinations(component.sheet.misconceptions, 2):
        if one.function != other.function:
            continue
        pairs = zip(given(component, one), given(component, other), checks, strict=True)
        assert not all(same(a, b, check) for a, b, check in pairs), f"{one.name} and {other.name}"


@lru_cache(maxsize=20)
def given(component, misconception):
    """What the variant gives on all of the checks' inputs."""
    functions = {**component.functions, misconception.function: misconception.variant}
    return [outcome for each in plan(component, PUBLIC_SEED) for outcome in outcomes(functions, each.requests)]


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.address)
def test_there_are_enough_answers(component):
    """Four misconceptions (or a reason), two right answers a component, a nameless wrong one, each name embodied."""
    sheet = component.sheet
    mine = [a for a in answers(component.chapter) if a.address == component.address]
    assert len(sheet.misconceptions) >= 4 or sheet.few_because
    assert sum(a.right for a in mine) >= 2
    assert any(not a.right and a.embodies is None for a in mine)
    assert {m.name for m in sheet.misconceptions} == {a.embodies for a in mine if a.embodies}


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.address)
def test_every_check_rejects_something(component):
    """Each check of a component is failed by some wrong answer or misconception."""
    reports = [report(a, PUBLIC_SEED) for a in answers(component.chapter) if a.address == component.address and not a.right]
    reports += [variants_report(component, m, PUBLIC_SEED) for m in component.sheet.misconceptions]
    failed = {result.check.title for each in reports for result in each.results if not result.passed}
    assert failed == {check.title for check in component.sheet.checks}


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.address)
def test_a_component_has_three_to_eight_checks(component):
    """A sheet is neither thin nor a wall: 3 to 8 checks, their titles unique, their points positive."""
    checks = component.sheet.checks
    assert 3 <= len(checks) <= 8
    assert len({check.title for check in checks}) == len(checks)
    assert all(check.points > 0 for check in checks)
