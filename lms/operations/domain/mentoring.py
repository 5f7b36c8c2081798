"""What a mentoring agreement promises and how far it is kept: months, weekly talks, a shared case a month, hours, results."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SHORTEST_MONTHS, LONGEST_MONTHS = 3, 6
CARD_MINUTES = 60
"""What working beside somebody on a case counts for at least, in minutes, where nobody measured it."""


def months_on(day: date, months: int) -> date:
    """The same day ``months`` later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def term_refusal(starts_on: date, ends_on: date) -> str:
    """``order``, ``short`` or ``long`` where a term is not one of three to six months; otherwise an empty text."""
    if ends_on <= starts_on:
        return "order"
    # The last day belongs to the term: from 1 March three months end on 31 May.
    if ends_on + timedelta(days=1) < months_on(starts_on, SHORTEST_MONTHS):
        return "short"
    return "long" if ends_on > months_on(starts_on, LONGEST_MONTHS) else ""


def week_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def weeks_missed(starts_on: date, ends_on: date | None, talks: Iterable[date], today: date) -> list[date]:
    """Mondays of full weeks of the pair without a talk, up to last week; the first and the running week are not counted."""
    held = {week_of(day) for day in talks}
    last = min(week_of(today), week_of(ends_on) if ends_on else week_of(today))
    week, missed = week_of(starts_on) + timedelta(days=7), []
    while week < last:
        if week not in held:
            missed.append(week)
        week += timedelta(days=7)
    return missed


def months_missed(starts_on: date, ends_on: date | None, shared: Iterable[date], today: date) -> list[date]:
    """First days of full months of the pair without a shared case, up to last month."""
    held = {day.replace(day=1) for day in shared}
    last = min(today, ends_on or today).replace(day=1)
    month, missed = months_on(starts_on.replace(day=1), 0 if starts_on.day == 1 else 1), []
    while month < last:
        if month not in held:
            missed.append(month)
        month = months_on(month, 1)
    return missed


def hours(talk_minutes: Iterable[int], cards: int) -> float:
    """Hours given to a mentee: talks as entered, an hour for each case they worked on together."""
    return round((sum(talk_minutes) + cards * CARD_MINUTES) / 60, 1)


@dataclass(frozen=True, kw_only=True)
class Quality:
    """What became of a mentor's apprentices: ``certified`` of ``apprentices``; of their loans in the first year ``bad`` of ``loans``."""

    apprentices: int
    certified: int
    loans: int
    bad: int

    @property
    def certified_share(self) -> float | None:
        return self.certified / self.apprentices if self.apprentices else None

    @property
    def bad_share(self) -> float | None:
        return self.bad / self.loans if self.loans else None
