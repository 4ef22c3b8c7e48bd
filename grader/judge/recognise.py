"""Which misconception does an answer embody?

A misconception's *tell-tale* calls are those on which its variant differs from the reference.  An
answer embodies it when it gives what the variant gives on every tell-tale call, at least one of
which is in a failed check.  A right answer differs from every variant there, so it is never named.
"""

from functools import lru_cache

from grader.judge import compare
from grader.judge.plan import outcomes, plan


def same(mine, theirs, check):
    """Do two outcomes agree: the same value within the check's tolerance, or both raised?"""
    if "value" not in mine or "value" not in theirs:
        return "error" in mine and "error" in theirs
    if compare.problem(mine["value"], theirs["value"], check.rtol, check.atol):
        return False
    return check.kind != "unchanged" or mine["changed"] == theirs["changed"]


@lru_cache(maxsize=256)
def variants(component, seed):
    """For each misconception: per check, per call, the variant's outcome, or None where it is right."""
    return tuple((m, _tell_tales(component, m, seed)) for m in component.sheet.misconceptions)


def _tell_tales(component, misconception, seed):
    functions = {**component.functions, misconception.function: misconception.variant}
    table = []
    for planned in plan(component, seed):
        given = outcomes(functions, planned.requests)
        table.append(tuple(None if same(wrong, right, planned.check) else wrong
                           for wrong, right in zip(given, planned.expected, strict=True)))
    return tuple(table)


def recognise(component, seed, answered, failed):
    """Misconceptions the answer embodies: {check index: Misconception}, for the failed checks they explain.

    answered  per check, the outcomes of the answer's calls (possibly cut short)
    failed    indices of the failed checks
    """
    explained = {}
    for misconception, table in variants(component, seed):
        mine = [i for i in failed if any(wrong is not None for wrong in table[i])]
        if mine and _embodies(component, seed, table, answered):
            for index in mine:
                explained.setdefault(index, misconception)
    return explained


def _embodies(component, seed, table, answered):
    """Agreement on every tell-tale call; where one of the two raised, being wrong is enough."""
    agreed, raised = 0, 0
    for planned, row, given in zip(plan(component, seed), table, answered, strict=True):
        for wrong, right, mine in zip(row, planned.expected, given, strict=False):
            if wrong is None:
                continue
            if same(mine, right, planned.check):
                return False
            if "value" in wrong and "value" in mine:
                if not same(mine, wrong, planned.check):
                    return False
                agreed += 1
            elif "error" in wrong and "error" in mine and mine["error"][0] != "NotImplementedError":
                raised += 1
    only_raises = all("value" not in wrong for row in table for wrong in row if wrong is not None)
    return agreed > 0 or (only_raises and raised > 0)
