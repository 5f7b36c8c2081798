"""The server's clock, second by second around every limit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.deadline import (
    Allowance,
    Window,
    accepts_until,
    closing,
    deadline,
    extra_time,
    is_overdue,
    may_start,
    pause_credit,
    phase,
    remaining,
)  # fmt: skip
from assessments.enums import Phase

OPEN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CLOSE = OPEN + timedelta(hours=2)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
GRACE = timedelta(seconds=30)
WINDOW = Window(OPEN, CLOSE, HOUR, GRACE)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (-SECOND, Phase.IN_TIME),
        (timedelta(0), Phase.IN_TIME),
        (timedelta(milliseconds=1), Phase.GRACE),
        (GRACE - timedelta(milliseconds=1), Phase.GRACE),
        (GRACE, Phase.GRACE),
        (GRACE + timedelta(microseconds=1), Phase.OVER),
        (GRACE + SECOND, Phase.OVER),
    ],
)
def test_boundaries(offset: timedelta, expected: Phase) -> None:
    ends = deadline(WINDOW, OPEN)
    assert phase(ends, GRACE, ends + offset) == expected
    assert is_overdue(ends, GRACE, ends + offset) is (expected == Phase.OVER)
    assert remaining(ends, ends + offset) == max(timedelta(0), -offset)
    assert (ends + offset <= accepts_until(WINDOW, OPEN)) is (expected != Phase.OVER)


@pytest.mark.parametrize(
    ("offset", "allowed"),
    [(-SECOND, False), (timedelta(0), True), (2 * HOUR - SECOND, True), (2 * HOUR, False), (3 * HOUR, False)],
)
def test_starting(offset: timedelta, allowed: bool) -> None:
    assert may_start(WINDOW, OPEN + offset) is allowed


def test_last_start_and_no_duration() -> None:
    window = replace(WINDOW, last_start=OPEN + 30 * MINUTE)
    assert [may_start(window, OPEN + minutes * MINUTE) for minutes in (29, 30)] == [True, False]
    assert deadline(replace(WINDOW, duration=None), OPEN) == CLOSE


def test_a_late_start_ends_at_the_closing() -> None:
    assert deadline(WINDOW, CLOSE - 10 * MINUTE) == CLOSE
    assert deadline(WINDOW, OPEN) == OPEN + HOUR


@pytest.mark.parametrize(
    ("allowances", "extra"),
    [
        ([], 0),
        ([Allowance(extra_percent=30)], 18),
        ([Allowance(extra=10 * MINUTE)], 10),
        ([Allowance(extra_percent=30, extra=10 * MINUTE)], 28),
        ([Allowance(extra_percent=30), Allowance(extra=10 * MINUTE)], 18),
        ([Allowance(extra=-10 * MINUTE), Allowance(extra_percent=-50)], 0),
    ],
)
def test_the_most_generous_allowance_wins(allowances: list[Allowance], extra: int) -> None:
    window = replace(WINDOW, allowances=tuple(allowances))
    assert extra_time(window) == extra * MINUTE
    assert deadline(window, OPEN) == OPEN + HOUR + extra * MINUTE
    assert closing(window) == CLOSE + extra * MINUTE


def test_extra_time_is_real_when_the_window_is_as_long_as_the_exam() -> None:
    window = Window(OPEN, OPEN + HOUR, HOUR, allowances=(Allowance(extra_percent=50),))
    assert deadline(window, OPEN) == OPEN + 90 * MINUTE


def test_a_later_closing_moves_only_the_closing() -> None:
    window = replace(WINDOW, allowances=(Allowance(closes_at=CLOSE + HOUR), Allowance(closes_at=OPEN)))
    assert (closing(window), deadline(window, OPEN), deadline(window, CLOSE)) == (CLOSE + HOUR, OPEN + HOUR, CLOSE + HOUR)


def test_pauses_are_credited_once() -> None:
    pauses = [(OPEN + 5 * MINUTE, OPEN + 10 * MINUTE), (OPEN + 8 * MINUTE, OPEN + 12 * MINUTE), (OPEN + 20 * MINUTE, OPEN + 15 * MINUTE)]
    assert pause_credit(pauses) == 7 * MINUTE
    assert deadline(WINDOW, OPEN, pause_credit(pauses)) == OPEN + 67 * MINUTE
    assert deadline(WINDOW, OPEN, -HOUR) == OPEN + HOUR


@pytest.mark.parametrize("changes", [{"closes_at": OPEN}, {"duration": timedelta(0)}, {"grace": -SECOND}])
def test_a_window_without_time_is_an_error(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no time"):
        replace(WINDOW, **changes)


@given(
    st.lists(
        st.builds(Allowance, st.integers(-100, 200), st.timedeltas(-HOUR, HOUR), st.none() | st.datetimes(timezones=st.just(UTC))),
        max_size=4,
    ),
    st.timedeltas(timedelta(0), 2 * HOUR),
    st.timedeltas(-HOUR, HOUR),
)
def test_nothing_ever_shortens(allowances: list[Allowance], started: timedelta, pause: timedelta) -> None:
    window = replace(WINDOW, allowances=tuple(allowances))
    assert deadline(window, OPEN + started, pause) >= deadline(WINDOW, OPEN + started)
    for count in range(len(allowances)):
        assert deadline(window, OPEN + started) >= deadline(replace(WINDOW, allowances=tuple(allowances[:count])), OPEN + started)
