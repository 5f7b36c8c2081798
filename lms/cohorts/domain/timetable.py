"""When two slots clash, and how a week of slots is laid out and copied."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

ClashKind = Literal["instructor", "room", "cohort", "trainees", "instructor_sits"]
Band = Literal["morning", "afternoon", "evening"]

# Two classes in one room or with one instructor are impossible; the rest may be meant (groups, an exam for a few).
IMPOSSIBLE: frozenset[ClashKind] = frozenset({"instructor", "room", "instructor_sits"})
BANDS: tuple[Band, ...] = ("morning", "afternoon", "evening")
NOON, EVENING = time(12, 0), time(18, 0)


@dataclass(frozen=True)
class SlotFact:
    """A slot as the clash check sees it; ``people`` are the ids of those who sit in it."""

    id: int
    cohort_id: int
    starts_at: datetime
    ends_at: datetime
    room_id: int | None = None
    instructor_id: int | None = None
    people: frozenset[int] = field(default_factory=frozenset)

    def overlaps(self, other: "SlotFact") -> bool:
        """Back to back is no overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Clash:
    """One reason why a slot doesn't fit beside another; ``people`` only for trainees who sit in both."""

    kind: ClashKind
    other_id: int
    people: frozenset[int] = field(default_factory=frozenset)

    @property
    def impossible(self) -> bool:
        return self.kind in IMPOSSIBLE


def clashes(slot: SlotFact, others: Iterable[SlotFact]) -> list[Clash]:
    """Everything ``slot`` runs into, in the order of ``others``."""
    found: list[Clash] = []
    for other in others:
        if other.id != slot.id and slot.overlaps(other):
            found += _between(slot, other)
    return found


def _between(slot: SlotFact, other: SlotFact) -> list[Clash]:
    found: list[Clash] = []
    if slot.instructor_id is not None and slot.instructor_id == other.instructor_id:
        found.append(Clash("instructor", other.id))
    if slot.room_id is not None and slot.room_id == other.room_id:
        found.append(Clash("room", other.id))
    if slot.instructor_id in other.people or other.instructor_id in slot.people:
        found.append(Clash("instructor_sits", other.id))
    if slot.cohort_id == other.cohort_id:
        found.append(Clash("cohort", other.id))
    elif both := slot.people & other.people:
        found.append(Clash("trainees", other.id, both))
    return found


def band_of(start: time) -> Band:
    """The row of the week's grid in which a slot stands."""
    if start < NOON:
        return "morning"
    return "afternoon" if start < EVENING else "evening"


def week_days(monday: date) -> list[date]:
    return [monday + timedelta(days=step) for step in range(7)]


DayKind = Literal["", "holiday", "make_up"]


def kind_of_day(day: date, *, working: bool) -> DayKind:
    """A working Saturday or Sunday is a make-up day (调休), a weekday off a public holiday."""
    weekend = day.weekday() >= 5
    if weekend and working:
        return "make_up"
    return "holiday" if not weekend and not working else ""


def moved_by_weeks(starts_at: datetime, ends_at: datetime, weeks: int) -> tuple[datetime, datetime]:
    """The same hours ``weeks`` later; both must be given in local time, so that the clock on the wall stays."""
    span = timedelta(weeks=weeks)
    return starts_at + span, ends_at + span
