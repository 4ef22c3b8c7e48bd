"""Judge what came back from an answer's calls: one `Report` a component."""

from grader.judge import compare
from grader.judge.compare import Problem
from grader.judge.plan import PUBLIC_SEED, outcomes, plan
from grader.judge.recognise import recognise
from grader.judge.report import CheckResult, Report


def judge(component, answered, seed=PUBLIC_SEED):
    """The report on one component.

    answered  for each check of the plan, the outcomes of its calls, in order; a list cut short
              means that the process ended before the rest was made
    """
    planned = plan(component, seed)
    found = [_first_problem(each, given) for each, given in zip(planned, answered, strict=True)]
    failed = [index for index, (problem, _) in enumerate(found) if problem]
    named = recognise(component, seed, answered, failed) if failed else {}
    results = tuple(_result(each.check, *problem, named.get(index))
                    for index, (each, problem) in enumerate(zip(planned, found, strict=True)))
    warnings = dict.fromkeys(text for given in answered for outcome in given for text in outcome.get("warnings", ()))
    return Report(component.address, results, tuple(warnings)[:3], component.section)


def judge_here(component, functions, seed=PUBLIC_SEED):
    """Judge functions that live in this process, unprotected: for tests, for stock nbgrader, for a browser."""
    answered = [outcomes(functions, planned.requests) for planned in plan(component, seed)]
    return judge(component, answered, seed)


def rejecting_check(component, functions, seed=PUBLIC_SEED, first=None):
    """The title of a check that `judge_here` would find failed, or None: stops there and looks for no cause, for thousands of wrong ones.

    first  title of the check to ask before the others
    """
    for each in sorted(plan(component, seed), key=lambda planned: planned.check.title != first):
        if _first_problem(each, outcomes(functions, each.requests))[0] is not None:
            return each.check.title
    return None


def _result(check, problem, label, misconception):
    if problem is None:
        return CheckResult(check)
    if misconception:
        return CheckResult(check, problem, label, misconception.cause, misconception.name)
    early = check.kind == "unchanged" and problem.stage != "unchanged"  # its hint is about inputs, and they are as they were
    hint = "" if early or problem.stage in ("defined", "raised") else check.hint
    return CheckResult(check, problem, label, hint)


def _first_problem(planned, given):
    """The first problem among a check's calls and the label of that call."""
    values = []
    for index, (each, right) in enumerate(zip(planned.calls, planned.expected, strict=True)):
        if index >= len(given):
            return Problem("raised", "the notebook's process ended before this check could run"), each.label
        problem = _outcome_problem(planned.check, index, given[index], right)
        if problem:
            return problem, each.label
        values.append(given[index].get("value"))
    if planned.check.holds:
        broken = planned.check.holds(planned.calls, values)
        if broken:
            return Problem("property", broken), ""
    return None, ""


def _outcome_problem(check, index, given, right):
    if "missing" in given:
        return Problem("defined", given["missing"])
    if "error" in right:
        return _should_have_raised(given, right)
    if "error" in given:
        return _raised(given["error"])
    expected = check.by_hand[index] if check.by_hand else right["value"]
    found = compare.problem(given["value"], expected, check.rtol, check.atol)
    if check.holds and found and found.stage == "value":
        found = None  # the property itself decides about values
    if not found and check.kind == "unchanged" and given["changed"]:
        found = Problem("unchanged", f"the call changed its {' and '.join(given['changed'])}",
                        "inputs that stay as they were")
    return found


def _raised(error):
    name, message = error
    if name == "NotImplementedError":
        return Problem("raised", message or "not written yet")
    return Problem("raised", f"raised {name}: {message}" if message else f"raised {name}")


def _should_have_raised(given, right):
    name = right["error"][0]
    if name == "NotImplementedError":
        return Problem("raised", "there is no reference to compare with yet")
    if "error" not in given:
        return Problem("raised", "returned a value for an impossible input", f"a {name}")
    if given["error"][0] != name:
        return Problem("raised", f"raised {given['error'][0]}: {given['error'][1]}", f"a {name}")
    return None
