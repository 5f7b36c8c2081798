"""The clock of a test: it stands still until it is told to move."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY_MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)


class Clock:
    """``clock.now`` is passed to actions and domain; ``django.utils.timezone.now`` answers the same."""

    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> datetime:
        """``clock.advance(days=2, minutes=5)``"""
        self.now += timedelta(**duration)
        return self.now

    def set(self, now: datetime) -> datetime:
        self.now = now
        return self.now


@contextmanager
def server_time(now: datetime) -> Iterator[None]:
    """What the server's own clock says meanwhile: recording times are nobody's to pass."""
    with mock.patch.object(timezone, "now", Clock(now)):
        yield
