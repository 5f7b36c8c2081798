"""The daily monitoring sheet: what is counted of a day, and what it flags."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal

RETURNS_IN_A_ROW = 2
OVERDUE_IN_A_ROW = 3


@dataclass(frozen=True)
class Figures:
    """One person's day in numbers; everything is counted, nothing typed."""

    visits: int = 0
    effective: int = 0
    intents: int = 0
    late_entries: int = 0
    cases: int = 0
    investigations: int = 0
    reports: int = 0
    returns: int = 0
    sittings: int = 0
    approved: int = 0
    payouts: int = 0
    paid_amount: Decimal = Decimal(0)
    first_checks: int = 0
    checks: int = 0
    due_soon: int = 0
    overdue: int = 0
    collections: int = 0
    lessons: int = 0
    exams: int = 0

    def as_json(self) -> dict[str, int | str]:
        """Plain values for keeping; money as text."""
        return {one.name: str(value) if isinstance(value := getattr(self, one.name), Decimal) else value for one in fields(self)}


# States rather than deeds: of several days the last one counts.
STANDING = frozenset({"due_soon", "overdue"})


def figures_from(kept: Mapping[str, object]) -> Figures:
    """Back from what ``as_json`` kept; what an older version did not count is nothing."""
    known = {one.name: one for one in fields(Figures)}
    values = {name: Decimal(str(value)) if name == "paid_amount" else int(str(value)) for name, value in kept.items() if name in known}
    return Figures(**values)  # type: ignore[arg-type]  # whole numbers but for the one amount, by the line above


def together(people: Iterable[Figures]) -> Figures:
    """The sum over people: everything adds up."""
    rows = list(people)
    if not rows:
        return Figures()
    sums = {one.name: sum((getattr(row, one.name) for row in rows), start=type(getattr(rows[0], one.name))(0)) for one in fields(Figures)}
    return Figures(**sums)


def total(days: Iterable[Figures]) -> Figures:
    """The sum over one person's days, in order; standing figures are those of the last day."""
    rows = list(days)
    return replace(together(rows), **{name: getattr(rows[-1], name) for name in STANDING}) if rows else Figures()


@dataclass(frozen=True)
class Day:
    """One day of a person as the flags see it; ``works`` is a working day on which they were not on leave."""

    day: date
    works: bool
    figures: Figures
    closed_on: date | None = None


def flags(days: Sequence[Day]) -> tuple[str, ...]:
    """What the last of ``days`` (in order) stands out by: ``no_visits``, ``late_entries``, ``returns``, ``overdue``, ``not_closed``.

    Returns in a row and overdue in a row look back over the days before.
    """
    if not days:
        return ()
    last = days[-1]
    found = {
        "no_visits": last.works and last.figures.visits == 0,
        "late_entries": last.figures.late_entries > 0,
        "returns": run(days, "returns") >= RETURNS_IN_A_ROW,
        "overdue": last.works and run(days, "overdue") >= OVERDUE_IN_A_ROW,
        "not_closed": last.works and last.closed_on != last.day,
    }
    return tuple(name for name, yes in found.items() if yes)


def run(days: Sequence[Day], name: str) -> int:
    """On how many working days in a row, up to the last, the figure was above nothing."""
    count = 0
    for one in reversed(days):
        if not one.works and not getattr(one.figures, name):
            continue
        if not getattr(one.figures, name):
            break
        count += 1
    return count


def span_of(period: str, day: date) -> tuple[date, date]:
    """The week (Monday to Sunday) or month in which ``day`` lies."""
    if period == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
