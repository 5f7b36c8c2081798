"""When the machinery behind the pages counts as late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# The sweeper runs every 15 seconds, the sealer every 30.
WORKER_LIMIT = timedelta(minutes=2)
QUEUE_LIMIT = timedelta(minutes=10)
SEAL_LIMIT = timedelta(minutes=5)


@dataclass(frozen=True)
class Reading:
    """One age: how old something may be, and how old it is (None: there is nothing to wait for, or nothing was seen)."""

    name: str
    seconds: int | None
    limit: int
    ok: bool


def reading(name: str, *, since: datetime | None, now: datetime, limit: timedelta, empty_is_fine: bool) -> Reading:
    """The age of ``since``; a clock that ran ahead counts as no age."""
    if since is None:
        return Reading(name, None, int(limit.total_seconds()), empty_is_fine)
    age = max(now - since, timedelta(0))
    return Reading(name, int(age.total_seconds()), int(limit.total_seconds()), age <= limit)


def verdict(readings: list[Reading]) -> str:
    return "ok" if all(one.ok for one in readings) else "late"
