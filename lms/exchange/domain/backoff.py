"""When a message that did not arrive is tried again, and when to give up."""

from datetime import datetime, timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=12)
GIVE_UP_AFTER = timedelta(days=3)


def pause_after(attempts: int) -> timedelta:
    """One minute after the first attempt, doubled with each, never longer than twelve hours."""
    return min(FIRST * (1 << min(max(attempts, 1) - 1, 20)), LONGEST)


def refused_by_content(outcome: str) -> bool:
    """The system answered and would not have this very message (4xx): there is no reason for the next ones to wait behind it."""
    return outcome.startswith("4")


def next_attempt(*, attempts: int, since: datetime, now: datetime) -> datetime | None:
    """The next moment, or None: three days after ``since`` nobody tries any longer."""
    due = now + pause_after(attempts)
    return due if due - since <= GIVE_UP_AFTER else None
