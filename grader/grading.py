"""Grade an answer: its cells and calls in the answer process, the judge here."""

from grader.judge.judge import judge
from grader.judge.plan import PUBLIC_SEED, plan
from grader.runner import session


def grade_components(components, cells, seed=PUBLIC_SEED, limits=None, sandbox=session.UNSANDBOXED, forbidden=()):
    """Run a notebook's code cells and judge the components in it; gives (RunResult, {component name: Report})."""
    result = run_components(components, cells, seed, limits, sandbox, forbidden)
    return result, judge_components(components, result, seed)


def run_components(components, cells, seed=PUBLIC_SEED, limits=None, sandbox=session.UNSANDBOXED, forbidden=()):
    """Run a notebook's code cells, then the calls that the components' checks ask for; gives the RunResult.

    components  the `Component`s to judge
    cells       sources of the code cells, in order
    sandbox, forbidden  as `grader.runner.session.run` takes them
    """
    planned = [each for component in components for each in plan(component, seed)]
    return session.run(cells, [each.requests for each in planned], limits, sandbox, forbidden,
                       together=[len(component.sheet.checks) for component in components])


def judge_components(components, result, seed=PUBLIC_SEED):
    """{component name: Report}, from what came back for the same components under the same seed."""
    reports, start = {}, 0
    for component in components:
        stop = start + len(component.sheet.checks)
        reports[component.name] = judge(component, result.outcomes[start:stop], seed)
        start = stop
    return reports
