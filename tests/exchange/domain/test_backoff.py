"""Tried again: soon at first, twice a day in the end, no longer than three days."""

from datetime import UTC, datetime, timedelta

from lms.exchange.domain.backoff import GIVE_UP_AFTER, next_attempt, pause_after

SINCE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_pauses_double_up_to_half_a_day() -> None:
    minutes = [pause_after(number).total_seconds() / 60 for number in (1, 2, 3, 4, 10, 11, 50, 10_000)]
    assert minutes == [1, 2, 4, 8, 512, 720, 720, 720]


def test_the_whole_story_of_a_dead_system() -> None:
    now, attempts, moments = SINCE, 1, [SINCE]
    while (due := next_attempt(attempts=attempts, since=SINCE, now=now)) is not None:
        now, attempts = due, attempts + 1
        moments.append(now)
    assert moments[1] - SINCE == timedelta(minutes=1)
    assert moments[-1] - SINCE <= GIVE_UP_AFTER < moments[-1] - SINCE + timedelta(hours=12)
    assert len(moments) == 15


def test_a_sender_that_slept_gives_up_at_once() -> None:
    assert next_attempt(attempts=1, since=SINCE, now=SINCE + timedelta(days=4)) is None
