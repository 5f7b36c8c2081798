"""Ready or not yet: every requirement at its edge, and what is said about it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lms.decisions.domain.certification.eligibility import Verdict, judge, judge_all, overall, working_level
from lms.decisions.domain.certification.observations import CriticalEvent, Facts, Held, Observation
from lms.decisions.domain.certification.profile import NODE_CODES
from lms.decisions.domain.certification.profiles import shipped

from .samples import NODE, TODAY, card, days_ago, facts, passed, profile


def ask(gate: dict[str, Any], cards: list[Observation], about: Facts | None = None, **changes: Any) -> Verdict:
    return judge(profile(gate, **changes), NODE, "solo", cards, about or facts(), TODAY)


def lacking(verdict: Verdict) -> dict[str, tuple[int, int]]:
    return {check.code: (check.have, check.need) for check in verdict.lacking}


CARDS = [card(number) for number in range(1, 6)]


@pytest.mark.parametrize(
    ("gate", "lacks"),
    [
        ({"observations": 5}, {}),
        ({"observations": 6}, {"observations": (5, 6)}),
        ({"cases": 5}, {}),
        ({"cases": 6}, {"cases": (5, 6)}),
        ({"performed": 5}, {}),
        ({"performed": 8}, {"performed": (5, 8)}),
        ({"mentors": 3}, {"mentors": (2, 3)}),
        ({"mentor_share": 60}, {}),
        ({"mentor_share": 59}, {"mentor_share": (60, 59)}),
        ({"industries": 2}, {}),
        ({"industries": 3}, {"industries": (2, 3)}),
        ({"kinds": [{"any_of": ["refused"], "count": 1}]}, {"kinds": (0, 1)}),
        ({"variety": 2}, {"variety": (0, 2)}),
        ({"difficulty": 2, "difficult_cases": 1}, {"difficulty": (0, 1)}),
        ({"level": "3a", "level_share": 100}, {}),
        ({"level": "3b", "level_share": 75}, {"level_share": (0, 75)}),
        ({"level": "2b", "level_by": "helped", "level_share": 100}, {}),
        ({"level": "3a", "last_levels": 5}, {}),
        ({"level": "3a", "last_levels": 6}, {"last_levels": (5, 6)}),
        ({"score": 80, "last_scores": 3}, {"last_scores": (0, 3)}),
        ({"held": "2a"}, {}),
        ({"held": "2b"}, {"held": (2, 3)}),
        ({"held": "2a", "held_days": 150}, {}),
        ({"held": "2a", "held_days": 151}, {"held_days": (150, 151)}),
        ({"proofs": [{"kind": "exam", "percent": 80}]}, {"proof": (0, 80)}),
    ],
)
def test_each_requirement(gate: dict[str, Any], lacks: dict[str, tuple[int, int]]) -> None:
    verdict = ask(gate, CARDS)
    assert lacking(verdict) == lacks
    assert verdict.status == ("not_yet" if lacks else "ready")
    assert verdict.counted == tuple(each.key for each in CARDS)


def test_a_share_is_exact_not_rounded() -> None:
    """2 of 3 are 66.67 %: enough for 66, not for 67; one mentor with 2 of 3 is above 66."""
    cards = [card(1), card(2, ahead="2b"), card(3)]
    assert lacking(ask({"level": "3a", "level_share": 66}, cards)) == {}
    assert lacking(ask({"level": "3a", "level_share": 67}, cards)) == {"level_share": (66, 67)}
    assert lacking(ask({"mentor_share": 66}, cards)) == {"mentor_share": (67, 66)}


def test_last_ones_in_a_row() -> None:
    gate = {"level": "3a", "last_levels": 3}
    assert lacking(ask(gate, [card(1), card(2, ahead="2b"), card(3), card(4), card(5)])) == {}
    assert lacking(ask(gate, [card(1), card(2), card(3, ahead="2b"), card(4), card(5)])) == {"last_levels": (2, 3)}


def test_scores_in_a_row_by_case() -> None:
    """The lowest score of a case counts, at the place of its latest; a case without one is passed over."""
    gate = {"score": 80, "last_scores": 3}
    scored = [card(1, score=85), card(2, score=80), card(3), card(4, score=90)]
    assert lacking(ask(gate, scored)) == {}
    assert lacking(ask(gate, [*scored, card(5, case="case4", mentor="m3", score=79)])) == {"last_scores": (0, 3)}
    assert lacking(ask(gate, [*scored, card(5, score=79)])) == {"last_scores": (0, 3)}
    assert lacking(ask(gate, [card(0, score=10), *scored])) == {}


def test_kinds_are_counted_in_cases() -> None:
    gate = {"kinds": [{"any_of": ["refused", "returned"], "count": 2}]}
    one_case = [card(1, case="A", kinds=["refused"]), card(2, case="A", kinds=["returned"])]
    assert lacking(ask(gate, one_case)) == {"kinds": (1, 2)}
    assert lacking(ask(gate, [*one_case, card(3, kinds=["returned"])])) == {}


@pytest.mark.parametrize(("days", "status"), [(90, "not_yet"), (91, "ready")])
def test_an_event_on_the_last_day_still_stands_in_the_way(days: int, status: str) -> None:
    about = facts(events=(CriticalEvent(days_ago(days), "", "complaint"),), held={NODE: Held("2a", days_ago(150), days_ago(1))})
    verdict = ask({"event_free_days": 90}, CARDS, about)
    assert verdict.status == status
    if verdict.way is not None:
        assert verdict.way.wait_until == TODAY + timedelta(1)
        assert verdict.way.observations == ()


def test_an_event_at_another_node_is_not_ones_own() -> None:
    assert ask({"event_free_days": 90}, CARDS, facts(events=(CriticalEvent(TODAY, "report", "red_line"),))).ready


def test_a_red_line_counts_even_where_its_card_does_not() -> None:
    """A mentor without the stage cannot vouch for anybody, but can see a red line."""
    crossed = card(9, red_line=True, mentor_level="4", on=days_ago(3))
    verdict = ask({"event_free_days": 90}, [*CARDS, crossed])
    assert [check.code for check in verdict.lacking] == ["critical_event", "under_review"]
    assert verdict.fall is not None
    assert (verdict.fall.code, verdict.fall.to, verdict.fall.on, verdict.fall.keys) == ("critical_event", "2a", days_ago(3), ("o009",))
    assert ask({"event_free_days": 90}, [*CARDS, card(9, red_line=True, superseded=True)]).ready


def test_two_low_ones_in_a_row_send_back_until_a_panel_has_looked() -> None:
    low = [card(6, ahead="1"), card(7, ahead="1")]
    verdict = ask({}, [*CARDS, *low], facts("3a"))
    assert verdict.fall is not None
    assert (verdict.fall.code, verdict.fall.to, verdict.fall.keys) == ("low_run", "2b", ("o006", "o007"))
    assert ask({}, [*CARDS, low[0], card(7), card(8, ahead="1")], facts("3a")).fall is None
    seen = Facts(person="trainee", held={NODE: Held("2a", days_ago(150), days_ago(93))})
    assert ask({}, [*CARDS, *low], seen).fall is None
    assert ask({}, low, facts("1")).fall is None


def test_two_cards_of_one_mentor_about_one_case_are_one_low_judgement() -> None:
    twice = [card(6, ahead="1", case="A", mentor="m"), card(7, ahead="1", case="A", mentor="m")]
    assert ask({}, [*CARDS, *twice], facts("3a")).fall is None


def test_whoever_closed_the_watching_may_not_also_close_the_doing() -> None:
    watched = [card(1, role="observer", mentor="m2"), card(2, role="observer", mentor="m1")]
    gate = {"role": "second", "other_signer": True}
    assert lacking(ask(gate, [*watched, card(3, mentor="m2"), card(4, mentor="m1")])) == {"other_signer": (0, 1)}
    assert lacking(ask(gate, [*watched, card(3, mentor="m1"), card(4, mentor="m2")])) == {}
    assert lacking(ask(gate, [card(3, mentor="m1")])) == {}


def test_proofs_have_a_best_result_and_an_age() -> None:
    gate = {"proofs": [{"kind": "simulation", "competency": "T05", "percent": 75, "within_days": 365}]}
    for results, have in ((passed(80), None), (passed(74), 74), (passed(90, 366), 0), (passed(90, 365), None), (passed(90, -1), 0)):
        verdict = ask(gate, CARDS, facts(passed={("simulation", "T05"): results}))
        assert lacking(verdict) == ({} if have is None else {"proof": (have, 75)})


def test_advice_warns_and_holds_nobody_up() -> None:
    verdict = ask({"industries": 3, "mentors": 2}, CARDS, advisory=["industries"])
    assert verdict.ready
    assert [check.code for check in verdict.warnings] == ["industries"]
    assert verdict.way is None


def test_a_node_without_cases_has_nothing_to_judge() -> None:
    verdict = judge(shipped("first"), "collection", "participate", [], facts(), TODAY)
    assert (verdict.status, verdict.way) == ("no_cases", None)


def test_what_is_held_already_is_reached() -> None:
    assert ask({}, CARDS, facts("4")).status == "reached"
    assert ask({}, CARDS, facts("3a")).status == "reached"


def test_working_level_climbs_inside_the_stage_only() -> None:
    cards = [card(number, ahead=ahead) for number, ahead in enumerate(("1", "3b", "4", "5"))]
    assert working_level("3a", cards) == "3b"
    assert working_level("2a", cards) == "2b"
    assert working_level("3b", [card(number, ahead="2a") for number in range(3)]) == "3b"
    assert working_level("3a", cards[:3]) == "3a"
    assert working_level("1", cards) == "1"


def test_from_first_visit_to_solo_at_one_node() -> None:
    """The first profile, walked: 3 watched, 5 taken part in, 3 done."""
    first = shipped("first")
    watched = [card(n, role="observer", on=days_ago(170 - n)) for n in (1, 2, 3)]
    assert judge(first, NODE, "participate", watched, facts("1"), TODAY).ready
    kinds = {4: ["refused"], 5: ["returned"]}
    part = [card(n, kinds=kinds.get(n, []), on=days_ago(140 - n)) for n in range(4, 9)]
    exam = {("exam", NODE): passed(85)}
    assert judge(first, NODE, "solo", [*watched, *part], facts("2a", passed=exam), TODAY).ready
    done = [card(n, role="lead", ahead="3b", score=80 + n, on=days_ago(40 - n)) for n in (10, 11, 12)]
    verdict = judge(first, NODE, "certified", [*watched, *part, *done], facts("3a", passed=exam), TODAY)
    assert (verdict.status, verdict.lacking) == ("ready", ())
    assert [each.reason for each in verdict.ignored] == ["role_too_low"] * 8


def test_every_node_at_once() -> None:
    found = judge_all(shipped("first"), [*CARDS, card(9, node="report"), card(10, node="elsewhere")], facts("2a"), TODAY)
    assert list(found) == list(NODE_CODES)
    assert (found[NODE].target, found["report"].target) == ("solo", "participate")
    assert found["report"].counted == ("o009",)
    assert judge_all(shipped("first"), [], facts("5"), TODAY)[NODE].status == "reached"


def test_general_qualification() -> None:
    """Every node at 3a, the key ones at 3b; a node without cases blocks nothing."""
    first = shipped("first")
    levels = {code: "3a" for code in NODE_CODES if code != "collection"}
    keys = {"investigation": "3b", "report": "4", "approval": "3b"}
    assert overall(first, levels | keys).granted
    assert overall(first, levels | keys).excused == ("collection",)
    assert overall(first, levels | keys | {"report": "3a"}).lacking == {"report": "3b"}
    assert overall(first, {}).lacking["marketing"] == "3a"
    assert overall(shipped("mature"), levels | keys).lacking == {"collection": "3a"}


def test_a_score_may_have_a_fraction() -> None:
    assert lacking(ask({"score": 80, "last_scores": 1}, [card(1, score=Decimal("79.9"))])) == {"last_scores": (0, 1)}
