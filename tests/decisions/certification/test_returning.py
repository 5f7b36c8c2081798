"""Before an end by date and after a lapse: what the panel needs to see again."""

from dataclasses import replace

import pytest

from lms.decisions.domain.certification.eligibility import Verdict, judge, judge_all
from lms.decisions.domain.certification.engine import certification_1, verdict_data
from lms.decisions.domain.certification.inputs import Inputs, write_inputs
from lms.decisions.domain.certification.observations import Facts, Held, Lapsed, Observation
from lms.decisions.domain.certification.profile import as_data

from .samples import NODE, TODAY, card, days_ago, facts, profile

GATE = {"role": "lead", "observations": 3, "mentors": 2, "held": "3a", "held_days": 100}
ASKS = profile(GATE, target="certified", advisory=["last_levels"])
DONE = [card(number, role="lead", ahead="4") for number in (1, 2, 3)]


def after(by: str) -> Facts:
    """Level 4 has lapsed twenty days ago."""
    return facts("0", held={NODE: Held("2b", days_ago(20))}, lapsed={NODE: Lapsed("4", days_ago(20), by)})


def next_of(about: Facts, cards: list[Observation]) -> Verdict:
    return judge_all(ASKS, cards, about, TODAY)[NODE]


def test_after_disuse_two_fresh_cards_bring_it_before_the_panel() -> None:
    old, first, second = card(1, on=days_ago(30)), card(2, on=days_ago(19)), card(3, on=days_ago(5))
    verdict = next_of(after("disuse"), [old, first])
    assert (verdict.target, verdict.status, [check[:3] for check in verdict.lacking]) == ("certified", "not_yet", [("last_levels", 1, 2)])
    assert verdict.way is not None
    assert [(one.role, one.level) for one in verdict.way.observations] == [("second", "3a")]
    verdict = next_of(after("disuse"), [old, first, second])
    assert (verdict.target, verdict.status, verdict.counted) == ("certified", "ready", ("o002", "o003"))
    low = next_of(after("disuse"), [first, second, card(4, on=days_ago(2), ahead="2b")])
    assert (low.status, low.warnings) == ("not_yet", ())


def test_by_date_the_gate_decides_without_the_level_before() -> None:
    assert (next_of(after("date"), DONE).target, next_of(after("date"), DONE).status) == ("certified", "ready")
    assert next_of(after("date"), DONE[:2]).target == "solo"  # the usual next step stays open
    assert not judge(ASKS, NODE, "certified", DONE[:2], after("date"), TODAY).ready
    assert not judge(ASKS, NODE, "certified", DONE, replace(after("date"), lapsed={}), TODAY).ready


@pytest.mark.parametrize(("days", "status"), [(31, "reached"), (30, "ready"), (0, "ready")])
def test_what_ends_soon_is_judged_again(days: int, status: str) -> None:
    held = Held("4", days_ago(300), until=days_ago(-days))
    assert judge(ASKS, NODE, "certified", DONE, facts("0", held={NODE: held}), TODAY).status == status
    assert next_of(facts("0", held={NODE: held}), DONE).target == ("supervises" if status == "reached" else "certified")


def test_a_renewal_asks_for_what_the_gate_asks_for() -> None:
    held = Held("4", days_ago(300), until=days_ago(-10))
    verdict = judge(ASKS, NODE, "certified", DONE[:2], facts("0", held={NODE: held}), TODAY)
    assert (verdict.status, [check.code for check in verdict.lacking]) == ("not_yet", ["observations"])


@pytest.mark.parametrize("about", [after("disuse"), after("date"), facts("0", held={NODE: Held("4", days_ago(300), until=TODAY)})])
def test_a_decision_file_computes_it_again(about: Facts) -> None:
    fresh = [card(number, on=days_ago(19 - number)) for number in (1, 2)]
    inputs = Inputs(NODE, "certified", TODAY, about, tuple(fresh))
    wanted = verdict_data(judge(ASKS, NODE, "certified", fresh, about, TODAY))
    assert certification_1(as_data(ASKS), write_inputs(inputs)) == wanted
