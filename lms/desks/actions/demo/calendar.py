"""The demonstration's days, counted from the day of loading."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class DemoCalendar:
    """Day 0 is the day of loading. The finished class ended weeks ago, the running one is in its third week."""

    today: date

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def weekday(self, offset: int) -> date:
        """That day, or the Monday after a weekend."""
        found = self.day(offset)
        return found + timedelta(days=(7 - found.weekday()) % 7 if found.weekday() > 4 else 0)

    def monday(self, weeks: int) -> date:
        """The Monday of the week ``weeks`` from now."""
        return self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=weeks)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))

    @property
    def founded(self) -> date:
        return self.day(-700)

    @property
    def finished_start(self) -> date:
        return self.monday(-11)

    @property
    def finished_end(self) -> date:
        return self.monday(-8) + timedelta(days=4)

    @property
    def running_start(self) -> date:
        return self.monday(-2)

    @property
    def running_end(self) -> date:
        return self.monday(1) + timedelta(days=4)
