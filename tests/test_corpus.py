"""The corpus: whatever is handed in gets the verdict and the points it deserves, cold and warm, and changes nothing outside."""

import pytest

from tests.corpus import control, course, ours
from tests.corpus.__main__ import unlike_its_claim
from tests.corpus.cases import BY_CATEGORY, CASES, threats
from tests.corpus.control import Outcome
from tests.corpus.kit import EFFECT, HARMLESS, LOST, UNEARNED

MARKS = [pytest.mark.sandbox, pytest.mark.slow]
GRADED = [pytest.param(mode, marks=MARKS) for mode in ("cold", "warm")]
by_name = pytest.mark.parametrize("name", CASES)


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A course in which the cases are graded."""
    return course.make(tmp_path_factory.mktemp("corpus") / "course", ours.exercises_of(CASES))


@pytest.fixture(scope="session")
def graded(template):
    """{name: {"cold": Outcome, "warm": Outcome}}: the whole corpus, graded once."""
    return ours.grade_all(CASES, template)


def test_every_threat_has_a_notebook_and_every_notebook_a_threat():
    """The list of threats and the corpus name the same notebooks, each once."""
    named = [name for threat in threats().values() for names in threat.values() for name in names]
    assert sorted(named) == sorted(CASES)
    assert len(CASES) == sum(len(cases) for cases in BY_CATEGORY.values()) >= 100
    assert all(names for threat in threats().values() for names in threat.values())


def test_threats_stand_in_the_category_of_their_notebooks():
    """A notebook is found in the file that its threat's heading names."""
    for category, threat in threats().items():
        found = {case.name for case in BY_CATEGORY[category]}
        assert {name for names in threat.values() for name in names} == found


@by_name
def test_every_case_says_what_stock_makes_of_it(name):
    """It claims an unearned point, a lost grade or an effect; or it is harmless there, with the reason."""
    claims = set(CASES[name].stock.split())
    assert claims
    assert claims <= {UNEARNED, LOST, EFFECT} or claims == {HARMLESS}
    assert bool(CASES[name].why) == (claims == {HARMLESS})


@pytest.mark.parametrize("mode", GRADED)
@by_name
def test_it_gets_the_verdict_and_the_points_it_deserves(graded, name, mode):
    """No unearned point, no honest point lost, and the note that tells the learner."""
    case, outcome = CASES[name], graded[name][mode]
    assert outcome.verdict == case.verdict, outcome.notes
    assert case.deserves[0] <= outcome.score <= case.deserves[1], outcome.shown
    assert case.note in outcome.notes


@pytest.mark.parametrize("mode", GRADED)
@by_name
def test_it_changes_nothing_outside(graded, name, mode):
    """No file of the course is changed, no process is left, nobody was called; and it ran in the sandbox or not at all."""
    outcome = graded[name][mode]
    assert outcome.effects == []
    assert outcome.sandbox in (("bubblewrap",) if outcome.verdict not in ("unreadable", "missing") else ("nothing was run", ""))


@pytest.mark.parametrize("mode", GRADED)
@by_name
def test_its_graded_notebook_is_inert_and_bounded(graded, name, mode):
    """Text and pictures only, nothing that was to be hidden, a size that can be opened."""
    case, outcome = CASES[name], graded[name][mode]
    assert case.shows in outcome.shown
    assert [text for text in case.hides if text in outcome.shown + outcome.notes] == []
    assert outcome.kinds <= {"text/plain", "image/png"}
    assert outcome.size < 10 * 2**20


@pytest.mark.sandbox
@pytest.mark.slow
@by_name
def test_cold_and_warm_agree(graded, name):
    """The same verdict and the same points, whether the process was its own or a fork of one that all share."""
    cold, warm = graded[name]["cold"], graded[name]["warm"]
    assert (cold.verdict, cold.score) == (warm.verdict, warm.score)


@pytest.mark.sandbox
@pytest.mark.slow
def test_the_totals_are_nothing_and_nothing_and_nothing(graded):
    """Over the whole corpus: no unearned point, no effect outside, no honest point lost."""
    totals = [ours.totals({name: pair[mode] for name, pair in graded.items()}) for mode in ("cold", "warm")]
    assert totals == [{UNEARNED: 0, LOST: 0, EFFECT: 0}] * 2


def test_the_command_says_what_is_not_as_claimed():
    """A case of which stock did something else, or on which the control failed, has a line and fails the command."""
    as_claimed = {"replaces_allclose": Outcome(10.0), "redefines_np": Outcome(0.0)}
    assert unlike_its_claim(as_claimed) == []
    others = {"replaces_allclose": Outcome(0.0), "redefines_np": Outcome(None, failed="no room")}
    assert unlike_its_claim(others) == ["replaces_allclose: claimed unearned, seen harmless",
                                        "redefines_np: claimed harmless, seen no room"]


@pytest.mark.sandbox
@pytest.mark.long
def test_stock_nbgrader_does_what_some_cases_say(template, tmp_path):
    """The control, on one case of each kind; ``python -m tests.corpus`` runs it on all."""
    names = ["replaces_allclose", "leaves_by_os_exit", "writes_into_the_release", "redefines_sum_and_max"]
    assert [CASES[name].stock for name in names] == [UNEARNED, LOST, EFFECT, HARMLESS]
    seen = control.run(names, template, tmp_path / "stock.json")
    assert unlike_its_claim(seen) == []


def test_a_case_that_breaks_the_control_ends_no_run(monkeypatch, tmp_path):
    """It is tried once more, alone and with more time, told, and not kept; the others are, and are not run again."""
    tried = []

    def one(case, template, patience):
        tried.append((case.name, patience))
        if case.name == "redefines_np":
            raise PermissionError("no way in")
        return Outcome(10.0)

    monkeypatch.setattr(control, "one", one)
    names, store = ["redefines_np", "uses_magics"], tmp_path / "stock.json"
    seen = control.run(names, tmp_path, store)
    assert seen["redefines_np"].failed == "PermissionError: no way in"
    assert seen["uses_magics"] == Outcome(10.0)
    control.run(names, tmp_path, store)
    first, again = ("redefines_np", 1), ("redefines_np", control.PATIENCE)
    assert sorted(tried[:2]) == [first, ("uses_magics", 1)]
    assert tried[2:] == [again, first, again]
