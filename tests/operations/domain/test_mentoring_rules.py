"""What a mentoring agreement promises: terms, weeks, months, hours, results."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.operations.domain.mentoring import Quality, hours, months_missed, months_on, term_refusal, week_of, weeks_missed

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2032, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 1), 6, date(2026, 9, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_on(day: date, months: int, later: date) -> None:
    assert months_on(day, months) == later


@given(DAYS, st.integers(min_value=0, max_value=24))
def test_months_on_lands_in_its_month(day: date, months: int) -> None:
    later = months_on(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "refusal"),
    [
        (date(2026, 3, 1), date(2026, 5, 31), ""),
        (date(2026, 3, 1), date(2026, 5, 30), "short"),
        (date(2026, 3, 1), date(2026, 9, 1), ""),
        (date(2026, 3, 1), date(2026, 9, 2), "long"),
        (date(2026, 3, 1), date(2026, 3, 1), "order"),
    ],
)
def test_a_term_is_three_to_six_months(starts_on: date, ends_on: date, refusal: str) -> None:
    assert term_refusal(starts_on, ends_on) == refusal


def test_weeks_without_a_talk() -> None:
    # From a Wednesday; talks in the second and the fourth week; today is Wednesday of the sixth.
    start = date(2026, 3, 4)
    talks = [date(2026, 3, 13), date(2026, 3, 23)]
    assert weeks_missed(start, None, talks, date(2026, 4, 8)) == [date(2026, 3, 16), date(2026, 3, 30)]
    assert weeks_missed(start, date(2026, 3, 20), talks, date(2026, 4, 8)) == []


@given(DAYS, st.integers(min_value=0, max_value=200), st.lists(st.integers(min_value=0, max_value=200)))
def test_a_week_with_a_talk_is_never_missed(start: date, length: int, offsets: list[int]) -> None:
    talks = [start + timedelta(days=days) for days in offsets]
    today = start + timedelta(days=length)
    missed = weeks_missed(start, None, talks, today)
    assert {week_of(day) for day in talks}.isdisjoint(missed)
    assert all(week_of(start) < week < week_of(today) for week in missed)


def test_months_without_a_case_together() -> None:
    assert months_missed(date(2026, 1, 15), None, [date(2026, 3, 3)], date(2026, 5, 2)) == [date(2026, 2, 1), date(2026, 4, 1)]
    assert months_missed(date(2026, 1, 1), None, [], date(2026, 2, 1)) == [date(2026, 1, 1)]
    assert months_missed(date(2026, 1, 15), None, [], date(2026, 2, 20)) == []


def test_hours_are_talks_and_an_hour_a_case() -> None:
    assert hours([30, 45], 2) == 3.2
    assert hours([], 0) == 0


def test_shares_of_nothing_are_unknown() -> None:
    none = Quality(apprentices=0, certified=0, loans=0, bad=0)
    some = Quality(apprentices=4, certified=3, loans=20, bad=1)
    assert (none.certified_share, none.bad_share, some.certified_share, some.bad_share) == (None, None, 0.75, 0.05)
