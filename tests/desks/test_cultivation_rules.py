"""Shares, durations, hand-overs and costs, as plain values."""

from datetime import date, timedelta

from lms.desks.domain.cultivation import (
    Card,
    Duration,
    Held,
    Share,
    branch_shares,
    certified_shares,
    costs_by_node,
    days_to_solo,
    newly_certified,
    supervision_cost,
    transfers,
)
from lms.desks.domain.foretelling import Rehearsal, foretold

DAY = date(2026, 3, 2)


def held(person: int, level: str, after: int = 0, *, node: str = "report", stands: bool = True) -> Held:
    return Held(person, node, level, DAY + timedelta(days=after), stands)


def test_certified_are_those_who_stand_at_four_or_above() -> None:
    rows = [held(1, "4"), held(2, "5"), held(3, "3b"), held(4, "4", stands=False), held(9, "4")]
    assert certified_shares(["report", "approval"], {1, 2, 3, 4}, rows) == {"report": Share(2, 4), "approval": Share(0, 4)}
    assert branch_shares(["report"], {1: "城关", 3: "城关", 2: "河西"}, rows) == {
        "城关": {"report": Share(1, 2)},
        "河西": {"report": Share(1, 1)},
    }
    assert (Share(1, 4).percent, Share(0, 0).percent) == (25, None)


def test_time_to_solo_counts_from_the_first_step_and_leaves_out_who_was_recognised_at_once() -> None:
    rows = [held(9, "5")]
    for person, days in enumerate((100, 120, 140, 200)):
        rows += [held(person, "1"), held(person, "2b", 40), held(person, "4", days), held(person, "5", 300)]
    assert days_to_solo(["report", "approval"], rows) == {"report": Duration(4, 130.0, 115.0, 155.0), "approval": Duration(0)}


def test_of_few_only_the_middle_is_told() -> None:
    rows = [held(1, "1"), held(1, "4", 90), held(2, "1"), held(2, "4", 110)]
    assert days_to_solo(["report"], rows) == {"report": Duration(2, 100)}


def test_what_is_not_handed_over_yet_stands_first() -> None:
    cards = [
        Card("a", "m", "report", DAY, "2a"),
        Card("a", "m", "report", DAY + timedelta(days=9), "3a"),
        Card("b", "m", "report", DAY + timedelta(days=20), "4"),
    ]
    first, second = transfers(cards, {("b", "report")})
    assert (first.person, first.cards, first.last_level, first.done) == ("a", 2, "3a", False)
    assert (second.person, second.done) == ("b", True)


def tried(person: str, percent: float, after: int = -5, *, kind: str = "investigation", node: str = "report") -> Rehearsal:
    return Rehearsal(person, kind, node, DAY + timedelta(days=after), percent)


def test_only_who_has_both_is_compared() -> None:
    cards = [Card("a", "m", "report", DAY, "2a"), Card("a", "m", "report", DAY, "3a"), Card("b", "m", "report", DAY, "1")]
    assert foretold([tried("a", 80), tried("a", 90), tried("c", 70)], cards) == {("investigation", "report"): [(85.0, 3.0)]}


def test_what_was_rehearsed_on_the_day_of_the_first_card_or_later_foretells_nothing() -> None:
    cards = [Card("a", "m", "report", DAY, "2a"), Card("a", "m", "report", DAY + timedelta(days=30), "4")]
    scores = [tried("a", 40, -1), tried("a", 90, 0), tried("a", 100, 10)]
    assert foretold(scores, cards) == {("investigation", "report"): [(40.0, 4.0)]}
    assert foretold(scores[1:], cards) == {("investigation", "report"): []}


def test_a_card_of_watching_is_no_work_and_does_not_begin_it() -> None:
    watching = [Card("a", "m", "report", DAY + timedelta(days=day), "1", looked_on=True) for day in (0, 1, 2)]
    assert foretold([tried("a", 60, 5)], watching) == {("investigation", "report"): []}
    assert foretold([tried("a", 60, 5)], [*watching, Card("a", "m", "report", DAY + timedelta(days=9), "3a")]) == {
        ("investigation", "report"): [(60.0, 4.0)]
    }


def test_each_kind_is_compared_with_the_cards_of_its_own_node() -> None:
    cards = [Card("a", "m", "report", DAY, "2a"), Card("a", "m", "approval", DAY, "4")]
    scores = [tried("a", 50), tried("a", 70, kind="committee_vote", node="approval"), tried("a", 90, kind="rating:SECOND", node="")]
    assert foretold(scores, cards) == {
        ("committee_vote", "approval"): [(70.0, 6.0)],
        ("investigation", "report"): [(50.0, 2.0)],
        ("rating:SECOND", ""): [(90.0, 4.0)],
    }


def test_cost_is_minutes_times_the_hour_and_shared_among_certifications() -> None:
    cost = supervision_cost(cards=40, minutes_per_case=90, hour_cost=80, certifications=3)
    assert (cost.minutes, cost.yuan, cost.per_certification) == (3600, 4800, 1600)
    assert supervision_cost(cards=0, minutes_per_case=90, hour_cost=80, certifications=0).per_certification is None


def test_only_who_came_by_the_steps_counts_as_newly_certified() -> None:
    rows = [held(1, "1"), held(1, "4", 90), held(2, "5", 90), held(3, "1"), held(3, "4", 10)]
    assert newly_certified(rows, since=DAY + timedelta(days=60)) == {(1, "report")}


def test_a_later_paper_is_no_new_certification() -> None:
    rows = [held(1, "1"), held(1, "4", 10, stands=False), held(1, "4", 300), held(1, "5", 310)]
    assert newly_certified(rows, since=DAY + timedelta(days=200)) == set()
    assert newly_certified(rows, since=DAY + timedelta(days=10)) == {(1, "report")}


def test_each_node_bears_its_own_cost() -> None:
    cards = [Card("a", "m", "report", DAY, "2a"), Card("b", "m", "report", DAY, "2a"), Card("a", "m", "approval", DAY, "1")]
    found = costs_by_node(cards, {(1, "report"), (1, "collection")}, minutes_per_case=60, hour_cost=80)
    assert {node: (one.cards, one.yuan, one.per_certification) for node, one in found.items()} == {
        "report": (2, 160, 160),
        "approval": (1, 80, None),
        "collection": (0, 0, 0),
    }
