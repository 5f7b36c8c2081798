"""Working days against the published calendar of 2026 and beyond it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.toolkit.working_days import Deadline, Overrides, add_working_days, is_working_day, working_days_between


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),
        (date(2026, 10, 1), False),  # National Day
        (date(2026, 10, 10), True),  # a Saturday worked in exchange
        (date(2026, 2, 17), False),  # Spring Festival
        (date(2026, 2, 14), True),  # a Saturday worked before Spring Festival
        (date(2027, 10, 1), True),  # not announced: only weekends are known
        (date(2027, 10, 2), False),
    ],
)
def test_days(day: date, working: bool) -> None:
    assert is_working_day(day) is working


@pytest.mark.parametrize(
    ("start", "count", "deadline"),
    [
        (date(2026, 11, 23), 0, Deadline(date(2026, 11, 23), True)),
        (date(2026, 11, 20), 1, Deadline(date(2026, 11, 23), True)),
        (date(2026, 9, 30), 3, Deadline(date(2026, 10, 10), True)),
        (date(2026, 12, 31), 1, Deadline(date(2027, 1, 1), False)),
        (date(2026, 12, 29), 2, Deadline(date(2026, 12, 31), True)),
    ],
)
def test_deadlines(start: date, count: int, deadline: Deadline) -> None:
    assert add_working_days(start, count) == deadline


def test_overrides_win() -> None:
    overrides = Overrides(off={date(2027, 1, 1)}, on={date(2027, 1, 2)})
    assert add_working_days(date(2026, 12, 31), 1, overrides) == Deadline(date(2027, 1, 2), True)
    assert is_working_day(date(2026, 11, 21), Overrides(on={date(2026, 11, 21)}))


def test_negative_count_is_an_error() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 11, 23), -1)


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(1, 40))
def test_counting_there_and_back(start: date, count: int) -> None:
    end = add_working_days(start, count).date
    assert is_working_day(end)
    assert working_days_between(start, end) == count
    assert working_days_between(end, start) == -count
