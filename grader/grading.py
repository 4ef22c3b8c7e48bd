"""Grade an answer: its cells and calls in the answer process, the judge here."""

from grader.judge.judge import judge
from grader.judge.plan import PUBLIC_SEED, plan
from grader.runner import session


def grade_components(components, cells, seed=PUBLIC_SEED, limits=None, sandbox=session.UNSANDBOXED, forbidden=()):
    """Run a notebook's code cells and judge the components in it.

    components  the `Component`s to judge
    cells       sources of the code cells, in order
    sandbox, forbidden  as `grader.runner.session.run` takes them

    Returns (RunResult, {component name: Report}).
    """
    planned = [each for component in components for each in plan(component, seed)]
    result = session.run(cells, [each.requests for each in planned], limits, sandbox, forbidden)
    reports, start = {}, 0
    for component in components:
        stop = start + len(component.sheet.checks)
        reports[component.name] = judge(component, result.outcomes[start:stop], seed)
        start = stop
    return result, reports
