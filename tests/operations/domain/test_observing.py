"""Rules of observation, with plain values: the rubric, refusals, reminders, who answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.evidence.domain.content import NODES
from lms.operations.domain.answering import Asked, answering, reminders_due
from lms.operations.domain.behaviours import BEHAVIOURS, CODES, picked_wrongly
from lms.operations.domain.observing import (
    AHEAD,
    LEVELS,
    Card,
    Mentor,
    Pairing,
    RealCase,
    card_refusal,
    day_refusal,
    may_correct,
    mentor_refusal,
    pairing_refusal,
    start_refusal,
)

DAY = date(2026, 3, 2)
OPEN = RealCase(opened_on=date(2026, 1, 5), closed_on=None, closed=False)


def test_every_node_has_six_to_eight_behaviours_in_both_languages() -> None:
    assert set(BEHAVIOURS) == {code for code, _name, _english in NODES}
    assert {node: len(rows) for node, rows in BEHAVIOURS.items() if not 6 <= len(rows) <= 8} == {}
    assert len(CODES) == sum(len(rows) for rows in BEHAVIOURS.values())
    assert [one.code for one in CODES.values() if not one.name or not one.name_en] == []


@pytest.mark.parametrize(
    ("picked", "wrong"),
    [
        ({"report.risk": 2, "report.plain": 3}, ""),
        ({}, "two_behaviours"),
        ({"report.risk": 2}, "two_behaviours"),
        ({"report.risk": 2, "report.plain": 3, "report.on_time": 1}, "two_behaviours"),
        ({"report.risk": 2, "approval.present": 3}, "behaviour"),
        ({"report.risk": 0, "report.plain": 3}, "mark"),
        ({"report.risk": True, "report.plain": 3}, "mark"),
    ],
)
def test_two_behaviours_of_the_node(picked: dict[str, int], wrong: str) -> None:
    assert picked_wrongly("report", picked) == wrong


@pytest.mark.parametrize(
    ("reason", "stage", "needed", "refusal"),
    [
        ("certified", "4", "4", ""),
        ("certified", "5", "5", ""),
        ("certified", "4", "5", "mentor_level"),
        ("level", "3b", "4", "mentor_level"),
        ("level", "3b", "1", "mentor_level"),
        ("no_authority", "0", "4", "mentor_level"),
        ("revoked", "0", "4", "mentor_level"),
        ("lapsed", "0", "4", "mentor_lapsed"),
        ("disused", "0", "4", "mentor_lapsed"),
        ("suspended", "2b", "4", "mentor_suspended"),
        # A limit of amount or product is about leading a case, not about watching somebody on it.
        ("amount_unknown", "4", "4", ""),
        ("product", "4", "4", ""),
    ],
)
def test_who_may_sign(reason: str, stage: str, needed: str, refusal: str) -> None:
    assert mentor_refusal(Mentor(reason=reason, stage=stage), needed) == refusal


def test_nobody_signs_from_a_closed_account() -> None:
    assert mentor_refusal(Mentor(reason="certified", stage="4", active=False), "4") == "mentor_inactive"


@pytest.mark.parametrize(
    ("pairing", "refusal"),
    [
        (Pairing(), ""),
        (Pairing(same_person=True, related=True), "own_case"),
        (Pairing(same_bank=False), "bank"),
        (Pairing(related=True), "relative"),
        (Pairing(twice=True), "twice"),
        (Pairing(signed_back_on=DAY - timedelta(days=90)), "mutual"),
        (Pairing(signed_back_on=DAY - timedelta(days=91)), ""),
        (Pairing(signed_back_on=DAY + timedelta(days=90)), "mutual"),
    ],
)
def test_who_may_meet(pairing: Pairing, refusal: str) -> None:
    assert pairing_refusal(pairing, DAY) == refusal


@pytest.mark.parametrize(
    ("case", "day", "refusal"),
    [
        (OPEN, DAY, ""),
        (OPEN, DAY - timedelta(days=14), ""),
        (OPEN, DAY - timedelta(days=15), "too_old"),
        (RealCase(opened_on=DAY, closed_on=None, closed=False), DAY - timedelta(days=1), "before_case"),
        (OPEN, DAY + timedelta(days=1), "future"),
        (RealCase(opened_on=OPEN.opened_on, closed_on=DAY - timedelta(days=3), closed=True), DAY - timedelta(days=3), ""),
        (RealCase(opened_on=OPEN.opened_on, closed_on=DAY - timedelta(days=3), closed=True), DAY - timedelta(days=2), "closed"),
        (RealCase(opened_on=OPEN.opened_on, closed_on=None, closed=True), DAY - timedelta(days=2), "closed"),
    ],
)
def test_the_day_of_a_card(case: RealCase, day: date, refusal: str) -> None:
    assert day_refusal(case=case, observed_on=day, today=DAY, latest_days=14) == refusal


def test_nobody_starts_in_a_closed_case_or_before_it() -> None:
    closed = RealCase(opened_on=OPEN.opened_on, closed_on=DAY, closed=True)
    assert start_refusal(case=closed, planned_on=None) == "closed"
    assert start_refusal(case=OPEN, planned_on=date(2026, 1, 4)) == "before_case"
    assert start_refusal(case=OPEN, planned_on=None) == ""


def card(**changes: object) -> Card:
    values: dict[str, object] = {
        "role": "second",
        "node": "report",
        "level": "2a",
        "level_ahead": "2b",
        "behaviours": {"report.risk": 2, "report.plain": 3},
        "red_line": False,
        "sentence": "写得清楚。",
    }
    return Card(**(values | changes))  # type: ignore[arg-type]  # the names of the fields


@pytest.mark.parametrize("role", list(LEVELS))
def test_every_level_offered_is_taken(role: str) -> None:
    assert {card_refusal(card(role=role, level=level), frozenset()) for level in LEVELS[role]} == {""}
    assert {card_refusal(card(level_ahead=level), frozenset()) for level in AHEAD} == {""}


@pytest.mark.parametrize(
    "number", ["13800001234", "138 0000 1234", "0512-88886666", "320102198503121234", "32010219850312123X", "6222021234567890123"]
)
def test_a_sentence_holds_no_number_that_leads_to_a_customer(number: str) -> None:
    assert card_refusal(card(sentence=f"回访时记下{number}，写得清楚。"), frozenset()) == "sentence_private"
    assert card_refusal(card(sentence="年销 800,000 元、利率 7.2%、2026-03-02 上门，写得清楚。"), frozenset()) == ""


@given(st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=600))
def test_the_sentence_is_four_to_five_hundred_characters(text: str) -> None:
    length = len(text.strip())
    wanted = "sentence" if length < 4 else "sentence_long" if length > 500 else ""
    assert card_refusal(card(sentence=text), frozenset()) == wanted


@given(st.integers(min_value=0, max_value=14 * 86_400))
def test_a_card_is_mended_for_seven_days(seconds: int) -> None:
    sent = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert may_correct(sent, sent + timedelta(seconds=seconds)) == (seconds <= 7 * 86_400)


@pytest.mark.parametrize(("days", "due"), [(0, 0), (1, 1), (2, 1), (3, 2), (6, 2), (7, 3), (60, 3)])
def test_reminders_after_one_three_and_seven_days(days: int, due: int) -> None:
    assert reminders_due(DAY, DAY + timedelta(days=days)) == due


def test_who_answers() -> None:
    rows = [
        Asked(since=DAY - timedelta(days=20), answered_on=DAY - timedelta(days=19)),
        Asked(since=DAY - timedelta(days=20), answered_on=DAY - timedelta(days=15)),
        Asked(since=DAY - timedelta(days=9), answered_on=None),
        Asked(since=DAY - timedelta(days=1), answered_on=None),
        Asked(since=DAY - timedelta(days=9), answered_on=None, declined=True),
    ]
    found = answering(rows, DAY)
    assert (found.asked, found.waiting, found.days, found.late, found.unanswered_share) == (5, 2, 3.0, 1, 0.4)
    assert answering([], DAY).days is None
