"""Working days as a bank counts them: the published calendar, and what the bank has entered since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lms.people.models import Organisation
from lms.toolkit.working_days import Overrides, covered_years

from ..models import CalendarDay


def working_day_overrides(bank: Organisation | int) -> Overrides:
    """The days the bank has entered; one query."""
    bank_id = bank if isinstance(bank, int) else bank.pk
    rows = list(CalendarDay.objects.filter(bank_id=bank_id).values_list("day", "is_working"))
    return Overrides(off={day for day, works in rows if not works}, on={day for day, works in rows if works})


@dataclass(frozen=True)
class Span:
    """Days in a row that were entered alike."""

    first: date
    last: date
    is_working: bool
    note: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def spans(rows: Iterable[CalendarDay]) -> list[Span]:
    """Entered days, given in order, with neighbours of one kind and one note put together."""
    found: list[Span] = []
    for row in rows:
        before = found[-1] if found else None
        if before and (row.day - before.last, row.is_working, row.note) == (timedelta(days=1), before.is_working, before.note):
            found[-1] = Span(before.first, row.day, row.is_working, row.note)
        else:
            found.append(Span(row.day, row.day, row.is_working, row.note))
    return found


def calendar_of(bank: Organisation) -> list[Span]:
    """What the bank has entered, in order of time; one query."""
    return spans(CalendarDay.objects.filter(bank=bank).order_by("day"))


def unknown_years(bank: Organisation, *, today: date) -> list[int]:
    """This year and the next, as far as neither the product nor the bank knows their holidays."""
    entered = working_day_overrides(bank).years
    return [year for year in (today.year, today.year + 1) if year not in covered_years() and year not in entered]
