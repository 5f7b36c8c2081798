"""Reads of the daily monitoring sheets: one person's month, everybody's day, the rows of a report."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from lms.people.models import User
from lms.policies.queries import working_day_overrides
from lms.toolkit.working_days import Overrides, is_working_day

from ..domain.days import Day, Figures, figures_from, flags, total
from ..enums import Shift
from ..models import DaySheet
from .day_figures import day_figures

LOOK_BACK = 7
"""Days before the first one, for what stands out only in a row."""


@dataclass(frozen=True)
class DayLine:
    """One person's day: what was counted, what stands out, what they wrote (or nothing).

    ``counts`` as a working day once it is over or closed; ``kept`` says that it was closed the same day.
    """

    person: User
    day: date
    works: bool
    figures: Figures
    flags: tuple[str, ...]
    sheet: DaySheet | None
    ahead: bool = False
    counts: bool = False
    kept: bool = False

    @property
    def is_closed(self) -> bool:
        return self.sheet is not None and self.sheet.closed_at is not None


def day_lines(people: Sequence[User], first: date, last: date) -> dict[int, list[DayLine]]:
    """Every day of every person, in order; of a closed day the figures it was closed with."""
    if not people:
        return {}
    start, today = first - timedelta(days=LOOK_BACK), timezone.localdate()
    sheets = {(one.user_id, one.day): one for one in DaySheet.objects.filter(user__in=people, day__range=(start, last))}
    counted = day_figures(people, start, last)
    overrides = {bank: working_day_overrides(bank) for bank in {one.bank_id for one in people} if bank is not None}
    days = [start + timedelta(days=n) for n in range((last - start).days + 1)]
    return {one.pk: _lines(one, days, first, today, sheets, counted, overrides[one.bank_id or 0]) for one in people}


def _lines(
    person: User,
    days: Sequence[date],
    first: date,
    today: date,
    sheets: dict[tuple[int, date], DaySheet],
    counted: dict[tuple[int, date], Figures],
    overrides: Overrides,
) -> list[DayLine]:
    seen: list[Day] = []
    lines = []
    for day in days:
        sheet = sheets.get((person.pk, day))
        figures = figures_from(sheet.figures) if sheet and sheet.closed_at else counted.get((person.pk, day), Figures())
        works = is_working_day(day, overrides) and (sheet is None or sheet.shift != Shift.OFF)
        closed_on = timezone.localdate(sheet.closed_at) if sheet and sheet.closed_at else None
        seen.append(Day(day, works, figures, closed_on))
        if day >= first:
            raised = flags(seen[-LOOK_BACK - 1 :]) if day <= today else ()
            if day == today:
                raised = tuple(name for name in raised if name not in {"no_visits", "not_closed"})
            kept = works and closed_on == day
            counts = works and (day < today or kept)
            lines.append(DayLine(person, day, works, figures, raised, sheet, ahead=day > today, counts=counts, kept=kept))
    return lines


def month_of(person: User, month: date) -> list[list[DayLine | None]]:
    """The weeks of a month from Monday to Sunday; nothing where the month has not begun or is over."""
    first = month.replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    lines: list[DayLine | None] = list(day_lines([person], first, last)[person.pk])
    cells = [None] * first.weekday() + lines
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


@dataclass(frozen=True)
class PersonReport:
    """One person's days in a report."""

    person: User
    lines: list[DayLine]

    @property
    def total(self) -> Figures:
        return total(one.figures for one in self.lines if not one.ahead)

    @property
    def working_days(self) -> int:
        return sum(one.counts for one in self.lines)

    @property
    def closed_days(self) -> int:
        return sum(one.kept for one in self.lines)

    @property
    def flag_counts(self) -> dict[str, int]:
        names = [name for one in self.lines for name in one.flags]
        return {name: names.count(name) for name in dict.fromkeys(names)}


def report_of(people: Sequence[User], first: date, last: date) -> list[PersonReport]:
    lines = day_lines(people, first, last)
    return [PersonReport(one, lines[one.pk]) for one in people]
