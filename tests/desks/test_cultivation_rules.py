"""Shares, durations, hand-overs and costs, as plain values."""

from datetime import date, timedelta

from lms.desks.domain.cultivation import (
    Card,
    Duration,
    Held,
    Share,
    branch_shares,
    certified_shares,
    days_to_solo,
    foretold,
    newly_certified,
    supervision_cost,
    transfers,
)

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


def test_only_who_has_both_is_compared() -> None:
    cards = [Card("a", "m", "report", DAY, "2a"), Card("a", "m", "report", DAY, "3a"), Card("b", "m", "report", DAY, "1")]
    assert foretold([("a", 80.0), ("a", 90.0), ("c", 70.0)], cards) == [(85.0, 3.0)]


def test_cost_is_minutes_times_the_hour_and_shared_among_certifications() -> None:
    cost = supervision_cost(cards=40, minutes_per_case=90, hour_cost=80, certifications=3)
    assert (cost.minutes, cost.yuan, cost.per_certification) == (3600, 4800, 1600)
    assert supervision_cost(cards=0, minutes_per_case=90, hour_cost=80, certifications=0).per_certification is None


def test_only_who_came_by_the_steps_counts_as_newly_certified() -> None:
    rows = [held(1, "1"), held(1, "4", 90), held(2, "5", 90), held(3, "1"), held(3, "4", 10)]
    assert newly_certified(rows, since=DAY + timedelta(days=60)) == {(1, "report")}
