"""The same checks under an untouched nbgrader: the one line in every hidden region calls this.

There the learner's code and the checks share a process, so nothing here protects a grade.
"""

from grader.address import component
from grader.judge.judge import judge_here


def hidden_checks(name, namespace):
    """Print why points are missing and return the points earned, nbgrader's partial credit."""
    report = judge_here(component(name), dict(namespace))
    for line in report.lines():
        print(line)
    return float(report.score)
