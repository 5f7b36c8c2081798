"""The one place that asks what time it is; tests freeze ``django.utils.timezone.now`` and everything stands still."""

from datetime import date, datetime, timedelta, tzinfo

from django.utils import timezone

APART = timedelta(minutes=1)
"""More than this between what happened and its recording is said to the reader."""


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def today(tz: tzinfo | None = None, *, at: datetime | None = None) -> date:
    """The calendar day at ``at`` (default: now) in ``tz`` (default: the current time zone)."""
    return timezone.localtime(at or now(), tz).date()


def recorded_apart(happened_at: datetime | None, recorded_at: datetime | None) -> bool:
    """Whether something was recorded at another time than it happened: later, or (dated ahead) earlier."""
    return happened_at is not None and recorded_at is not None and abs(recorded_at - happened_at) > APART
