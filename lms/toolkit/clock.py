"""The one place that asks what time it is; tests freeze ``django.utils.timezone.now`` and everything stands still."""

from datetime import date, datetime, tzinfo

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def today(tz: tzinfo | None = None, *, at: datetime | None = None) -> date:
    """The calendar day at ``at`` (default: now) in ``tz`` (default: the current time zone)."""
    return timezone.localtime(at or now(), tz).date()
