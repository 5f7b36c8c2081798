"""Who answers for how many cards, how fast, and when somebody is reminded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

REMIND_AFTER: tuple[int, ...] = (1, 3, 7)
"""Days after which a mentor hears of a card that waits; then no more."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One card that was asked for: since when, and when it came (None while it waits); a reason why not is an answer, too."""

    since: date
    answered_on: date | None
    declined: bool = False


@dataclass(frozen=True, kw_only=True)
class Answering:
    """How one mentor answers. ``days``: the median of days until an answer, None where there was none."""

    asked: int
    waiting: int
    days: float | None
    late: int

    @property
    def unanswered_share(self) -> float:
        return self.waiting / self.asked if self.asked else 0.0


def reminders_due(since: date, today: date) -> int:
    """How many reminders should have gone out by ``today`` for a card that waits since ``since``."""
    return sum((today - since).days >= days for days in REMIND_AFTER)


def answering(rows: Iterable[Asked], today: date) -> Answering:
    """``late``: waiting for longer than the last reminder."""
    known = list(rows)
    took = [max((row.answered_on - row.since).days, 0) for row in known if row.answered_on is not None]
    waiting = [row for row in known if row.answered_on is None and not row.declined]
    late = sum((today - row.since).days >= REMIND_AFTER[-1] for row in waiting)
    return Answering(asked=len(known), waiting=len(waiting), days=float(median(took)) if took else None, late=late)
