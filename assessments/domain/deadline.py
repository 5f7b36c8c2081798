"""The server's clock: when a sitting may start, when it ends, and which answers are in time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from assessments.enums import Phase

NO_TIME = timedelta(0)


@dataclass(frozen=True)
class Allowance:
    """More time granted to everyone, a branch, a cohort or a person. Nothing in it can shorten anything."""

    extra_percent: Decimal | int = 0
    extra: timedelta = NO_TIME
    closes_at: datetime | None = None


@dataclass(frozen=True)
class Window:
    """An exam's times; ``duration`` None means until it closes, ``last_start`` None until it closes."""

    opens_at: datetime
    closes_at: datetime
    duration: timedelta | None = None
    grace: timedelta = NO_TIME
    last_start: datetime | None = None
    allowances: tuple[Allowance, ...] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        if self.closes_at <= self.opens_at or self.grace < NO_TIME or (self.duration is not None and self.duration <= NO_TIME):
            raise ValueError("the window has no time in it")


def extra_time(window: Window) -> timedelta:
    """The most generous allowance wins; percentage and minutes of one and the same allowance add up."""
    base = window.duration if window.duration is not None else window.closes_at - window.opens_at
    return max((_extra(base, one) for one in window.allowances), default=NO_TIME)


def _extra(base: timedelta, allowance: Allowance) -> timedelta:
    # Microseconds as integers: a percentage of a duration must come out the same everywhere.
    microseconds = Decimal(base // timedelta(microseconds=1)) * max(Decimal(0), Decimal(allowance.extra_percent)) / 100
    return timedelta(microseconds=int(microseconds)) + max(NO_TIME, allowance.extra)


def closing(window: Window, pause: timedelta = NO_TIME) -> datetime:
    """When the exam closes for this person: the latest of all closings, with extra time and pause credit on top."""
    latest = max([window.closes_at, *(one.closes_at for one in window.allowances if one.closes_at is not None)])
    return latest + extra_time(window) + max(NO_TIME, pause)


def may_start(window: Window, now: datetime) -> bool:
    """From the opening moment (included) until the last start or the closing (not included)."""
    if now < window.opens_at:
        return False
    last = closing(window)
    return now < (min(last, window.last_start) if window.last_start is not None else last)


def deadline(window: Window, started_at: datetime, pause: timedelta = NO_TIME) -> datetime:
    """When the sitting ends; ``pause`` is the time credited for interruptions. Extra time moves the closing too."""
    close = closing(window, pause)
    if window.duration is None:
        return close
    return min(close, started_at + window.duration + extra_time(window) + max(NO_TIME, pause))


def accepts_until(window: Window, started_at: datetime, pause: timedelta = NO_TIME) -> datetime:
    """The last moment (included) at which a request may arrive and still count."""
    return deadline(window, started_at, pause) + window.grace


def phase(ends_at: datetime, grace: timedelta, received_at: datetime) -> Phase:
    """``received_at`` is stamped when the request arrives. The deadline itself, and deadline + grace itself, are in favour."""
    if received_at <= ends_at:
        return Phase.IN_TIME
    return Phase.GRACE if received_at <= ends_at + grace else Phase.OVER


def remaining(ends_at: datetime, now: datetime) -> timedelta:
    """Time left to show, never negative."""
    return max(NO_TIME, ends_at - now)


def is_overdue(ends_at: datetime, grace: timedelta, now: datetime) -> bool:
    """The sweep closes a sitting once no answer can count any more."""
    return phase(ends_at, grace, now) == Phase.OVER


def pause_credit(pauses: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """The time covered by interruptions; overlapping ones count once, reversed ones not at all."""
    total, covered_to = NO_TIME, None
    for start, end in sorted(pauses):
        begin = start if covered_to is None else max(start, covered_to)
        if end > begin:
            total += end - begin
            covered_to = end
    return total
