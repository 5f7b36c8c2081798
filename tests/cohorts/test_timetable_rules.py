"""Clashes, bands and days, from plain values."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from lms.cohorts.domain.timetable import SlotFact, band_of, clashes, kind_of_day, week_days


def at(hour: int) -> datetime:
    return datetime(2026, 3, 3, hour, tzinfo=UTC)


SLOT = SlotFact(1, 10, at(9), at(12), room_id=5, instructor_id=7, people=frozenset({100, 101}))
OTHER = SlotFact(2, 20, at(10), at(11))


def kinds(slot: SlotFact, *others: SlotFact) -> list[tuple[str, int, list[int]]]:
    return [(clash.kind, clash.other_id, sorted(clash.people)) for clash in clashes(slot, others)]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (OTHER, []),
        (replace(OTHER, instructor_id=7), [("instructor", 2, [])]),
        (replace(OTHER, room_id=5), [("room", 2, [])]),
        (replace(OTHER, room_id=5, instructor_id=7), [("instructor", 2, []), ("room", 2, [])]),
        (replace(OTHER, cohort_id=10, people=SLOT.people), [("cohort", 2, [])]),
        (replace(OTHER, people=frozenset({101, 102})), [("trainees", 2, [101])]),
        (replace(OTHER, people=frozenset({7})), [("instructor_sits", 2, [])]),
        (replace(OTHER, instructor_id=100), [("instructor_sits", 2, [])]),
        (replace(OTHER, id=1, room_id=5), []),
        (replace(OTHER, room_id=5, starts_at=at(12), ends_at=at(13)), []),
        (replace(OTHER, room_id=5, starts_at=at(8), ends_at=at(9)), []),
        (replace(OTHER, room_id=5, starts_at=at(8), ends_at=at(13)), [("room", 2, [])]),
    ],
)
def test_what_clashes(other: SlotFact, expected: list) -> None:
    assert kinds(SLOT, other) == expected


def test_clashing_is_mutual() -> None:
    other = replace(OTHER, room_id=5, instructor_id=100, people=frozenset({101}))
    assert {kind for kind, _id, _people in kinds(SLOT, other)} == {kind for kind, _id, _people in kinds(other, SLOT)}


def test_nobody_without_room_and_instructor_clashes_by_them() -> None:
    empty = replace(SLOT, room_id=None, instructor_id=None)
    assert kinds(empty, replace(OTHER, room_id=None, instructor_id=None)) == []


def test_a_clash_of_rooms_is_impossible_one_of_trainees_may_be_meant() -> None:
    found = clashes(SLOT, [replace(OTHER, room_id=5, people=frozenset({100}))])
    assert [(clash.kind, clash.impossible) for clash in found] == [("room", True), ("trainees", False)]


@pytest.mark.parametrize(
    ("start", "band"),
    [(time(8), "morning"), (time(12), "afternoon"), (time(17, 59), "afternoon"), (time(18), "evening")],
)
def test_the_band_follows_the_start(start: time, band: str) -> None:
    assert band_of(start) == band


@pytest.mark.parametrize(
    ("day", "working", "kind"),
    [
        (date(2026, 3, 2), True, ""),
        (date(2026, 3, 7), False, ""),
        (date(2026, 3, 7), True, "make_up"),
        (date(2026, 3, 2), False, "holiday"),
    ],
)
def test_days_are_told_apart(day: date, working: bool, kind: str) -> None:
    assert kind_of_day(day, working=working) == kind


def test_a_week_has_its_days() -> None:
    days = week_days(date(2026, 3, 2))
    assert (days[0], days[-1], len(days)) == (date(2026, 3, 2), date(2026, 3, 8), 7)
