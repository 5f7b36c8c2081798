"""Working days of mainland China: weekends, public holidays (法定节假日) and the make-up days (调休) around them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar
from chinese_calendar.constants import holidays as _published


@dataclass(frozen=True)
class Overrides:
    """What the bank or the State Council announced after the calendar was made; both lists win over everything.

    A year in which days off are entered counts as announced.
    """

    off: Collection[date] = field(default_factory=frozenset)
    on: Collection[date] = field(default_factory=frozenset)

    @property
    def years(self) -> frozenset[int]:
        return frozenset(day.year for day in self.off)


@dataclass(frozen=True)
class Deadline:
    """``certain`` is False when a day counted lies in a year whose holidays are not published yet (weekends only)."""

    date: date
    certain: bool


NONE = Overrides()
SATURDAY = 5


@cache
def covered_years() -> range:
    """Years whose holidays the calendar knows."""
    return range(min(_published).year, max(_published).year + 1)


def is_working_day(day: date, overrides: Overrides = NONE) -> bool:
    if day in overrides.on:
        return True
    if day in overrides.off:
        return False
    if day.year in covered_years():
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < SATURDAY


def is_certain(day: date, overrides: Overrides = NONE) -> bool:
    return day.year in covered_years() or day.year in overrides.years or day in overrides.on


def add_working_days(start: date, count: int, overrides: Overrides = NONE) -> Deadline:
    """The ``count``-th working day after ``start`` (the day itself does not count); ``count`` 0 is the start itself."""
    if count < 0:
        raise ValueError("count must not be negative")
    day, left, certain = start, count, True
    while left:
        day += timedelta(days=1)
        certain = certain and is_certain(day, overrides)
        if is_working_day(day, overrides):
            left -= 1
    return Deadline(day, certain)


def working_days_between(start: date, end: date, overrides: Overrides = NONE) -> int:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before ``start``."""
    if end < start:
        return -working_days_between(end, start, overrides)
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, overrides) for day in days)
