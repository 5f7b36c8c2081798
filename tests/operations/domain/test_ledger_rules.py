"""The ledgers' rules by tables of examples."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.operations.domain.contracts import Standing, attention, is_too_mild, mildest_category, months_later, next_check
from lms.operations.domain.coverage import AreaCount, extent, shade, visited_share
from lms.operations.domain.days import Day, Figures, figures_from, flags, span_of, together, total
from lms.operations.domain.visits import BadVisit, Contact, Said, arrived_late, check_visit, entry_moment, funnel, is_same_day
from tests.clock import SHANGHAI

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)
TODAY = NOON.date()
TALK = Said(happened_at=NOON, result="talked", intent="B", next_on=TODAY)


def test_a_talk_with_intent_and_a_next_step_is_sound() -> None:
    check_visit(TALK, now=NOON)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said(happened_at=NOON + timedelta(minutes=11), result="absent"), "ahead"),
        (Said(happened_at=NOON - timedelta(days=32), result="absent"), "too_old"),
        (Said(happened_at=NOON, result="talked"), "intent"),
        (Said(happened_at=NOON, result="absent", intent="A"), "no_talk"),
        (Said(happened_at=NOON, result="talked", intent="D", minutes=0), "minutes"),
        (Said(happened_at=NOON, result="talked", intent="D", next_on=TODAY - timedelta(days=1)), "next_past"),
        (Said(happened_at=NOON, result="talked", intent="A"), "next_missing"),
        (Said(happened_at=NOON, result="absent", has_need=True), "need"),
        (Said(happened_at=NOON, result="absent", source="referral", channel="  "), "channel"),
    ],
)
def test_what_cannot_be(said: Said, code: str) -> None:
    with pytest.raises(BadVisit) as refused:
        check_visit(said, now=NOON)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        (None, NOON),
        (NOON - timedelta(hours=1), NOON - timedelta(hours=1)),
        (NOON + timedelta(hours=1), NOON),
        (NOON - timedelta(days=3), NOON - timedelta(hours=2)),
    ],
)
def test_a_phone_cannot_have_written_before_the_visit_or_after_now(claimed: datetime | None, expected: datetime) -> None:
    assert entry_moment(claimed, happened_at=NOON - timedelta(hours=2), now=NOON) == expected


def test_the_same_day_ends_at_midnight() -> None:
    late = NOON.replace(hour=23, minute=59)
    assert is_same_day(late, late)
    assert not is_same_day(late, late + timedelta(minutes=1))
    assert not arrived_late(NOON, NOON + timedelta(days=1))
    assert arrived_late(NOON, NOON + timedelta(days=1, seconds=1))


@given(st.lists(st.builds(Contact, st.booleans(), st.sampled_from(["", "A", "B", "C", "D"]), st.booleans(), st.booleans())))
def test_a_funnel_never_widens(contacts: list[Contact]) -> None:
    counts = funnel(contacts)
    assert counts["visited"] == len(contacts)
    assert counts["talked"] >= counts["case"] >= counts["approved"]
    assert counts["intent"] >= counts["case"]


@pytest.mark.parametrize(
    ("merchants", "visited", "days_ago", "expected"),
    [
        (20, 0, None, 0),
        (20, 3, 1, 1),
        (20, 8, 1, 2),
        (20, 14, 1, 3),
        (20, 20, 1, 4),
        (20, 25, 1, 4),
        (20, 20, 31, 3),
        (20, 3, 40, 1),
        (0, 5, 2, 2),
    ],
)
def test_shades_of_the_map(merchants: int, visited: int, days_ago: int | None, expected: int) -> None:
    last = None if days_ago is None else TODAY - timedelta(days=days_ago)
    one = AreaCount(1, 1, merchants, visited, last)
    assert shade(one, TODAY) == expected
    assert (visited_share(one) is None) is (merchants == 0)


def test_the_grid_is_drawn_as_far_as_there_are_areas() -> None:
    found = extent([AreaCount(2, 3, 1, 0, None), AreaCount(4, 1, 1, 0, None)])
    assert (list(found.rows), list(found.columns)) == ([2, 3, 4], [1, 2, 3])
    assert list(extent([]).rows) == []


@pytest.mark.parametrize(
    ("days", "category"),
    [
        (0, "normal"),
        (1, "attention"),
        (90, "attention"),
        (91, "substandard"),
        (270, "substandard"),
        (271, "doubtful"),
        (360, "doubtful"),
        (361, "loss"),
    ],
)
def test_overdue_days_set_the_mildest_category(days: int, category: str) -> None:
    assert mildest_category(days) == category
    assert not is_too_mild(category, days)
    assert is_too_mild("normal", days) is (days > 0)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-01-31", 1, "2026-02-28"), ("2026-11-30", 3, "2027-02-28"), ("2026-05-15", 12, "2027-05-15"), ("2027-11-30", 3, "2028-02-29")],
)
def test_months_later(day: str, months: int, expected: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_the_first_check_comes_within_fifteen_days_and_none_after_the_end() -> None:
    paid, due = date(2026, 1, 5), date(2026, 4, 5)
    assert next_check(checked_on=None, paid_on=paid, due_on=due, months=3) == date(2026, 1, 20)
    assert next_check(checked_on=date(2026, 1, 20), paid_on=paid, due_on=due, months=3) == due
    assert next_check(checked_on=date(2026, 1, 20), paid_on=paid, due_on=due, months=1) == date(2026, 2, 20)
    assert next_check(checked_on=due, paid_on=paid, due_on=due, months=3) == date(2026, 5, 5)


def test_why_to_look_at_a_contract() -> None:
    calm = Standing(Decimal(10), TODAY + timedelta(days=200), 0, "normal", TODAY, "unknown", "")
    assert attention(calm, TODAY) == ()
    pressing = Standing(Decimal(10), TODAY - timedelta(days=1), 100, "attention", TODAY - timedelta(days=1), "unknown", "转移库存")
    assert attention(pressing, TODAY) == ("overdue", "too_mild", "check_late", "alert", "matured")
    assert attention(Standing(Decimal(10), TODAY + timedelta(days=60), 0, "normal", None, "unknown", ""), TODAY) == ("renewal",)
    assert attention(Standing(Decimal(0), TODAY, 100, "normal", None, "unknown", "x"), TODAY) == ()


COUNTS = st.builds(
    Figures, *[st.integers(0, 50) for _ in range(11)], st.decimals(0, 10**9, places=2), *[st.integers(0, 50) for _ in range(7)]
)


@given(COUNTS)
def test_figures_come_back_as_they_were_kept(found: Figures) -> None:
    assert figures_from(found.as_json()) == found


@given(st.lists(COUNTS, min_size=1, max_size=5))
def test_a_total_adds_deeds_and_keeps_the_last_state(days: list[Figures]) -> None:
    summed = total(days)
    assert summed.visits == sum(day.visits for day in days)
    assert summed.paid_amount == sum(day.paid_amount for day in days)
    assert (summed.overdue, summed.due_soon) == (days[-1].overdue, days[-1].due_soon)
    assert together(days).overdue == sum(day.overdue for day in days)


def test_no_days_are_nothing() -> None:
    assert total([]) == Figures()
    assert flags([]) == ()


def day(number: int, *, works: bool = True, closed: bool = True, **counts: int) -> Day:
    on = date(2026, 3, number)
    return Day(on, works, Figures(**({"visits": 3} | counts)), on if closed else None)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([day(2)], ()),
        ([day(2, visits=0)], ("no_visits",)),
        ([day(2, works=False, closed=False, visits=0)], ()),
        ([day(2, closed=False)], ("not_closed",)),
        ([day(2, late_entries=1)], ("late_entries",)),
        ([day(2, returns=1)], ()),
        ([day(2, returns=1), day(3, returns=2)], ("returns",)),
        ([day(2, returns=1), day(3), day(4, returns=2)], ()),
        ([day(5, returns=1), day(6, works=False), day(9, returns=1)], ("returns",)),
        ([day(2, overdue=1), day(3, overdue=1), day(4, overdue=1)], ("overdue",)),
    ],
)
def test_flags(days: list[Day], expected: tuple[str, ...]) -> None:
    assert flags(days) == expected


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("week", date(2026, 3, 2), date(2026, 3, 8)), ("month", date(2026, 3, 1), date(2026, 3, 31))],
)
def test_the_span_of_a_report(period: str, first: date, last: date) -> None:
    assert span_of(period, date(2026, 3, 4)) == (first, last)
