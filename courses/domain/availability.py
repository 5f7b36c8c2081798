"""Whether a course or lesson is open for somebody, and if not, why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Reason = Literal["", "prerequisite", "date", "timetable", "unplanned", "closed"]


@dataclass(frozen=True)
class Terms:
    """What a cohort's offering says. ``waits_for`` is the title of an unfinished earlier course, or empty."""

    opened_by: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    course_slot_at: datetime | None = None
    waits_for: str = ""


@dataclass(frozen=True)
class Availability:
    """``at`` is when it opens (or closed), ``title`` the course to finish first."""

    open: bool
    reason: Reason = ""
    at: datetime | None = None
    title: str = ""


OPEN = Availability(True)


def availability(terms: Terms, *, now: datetime, lesson_slot_at: datetime | None = None) -> Availability:
    """A lesson's own slot decides before the course's first slot; a course opened by date opens all its lessons."""
    if terms.closes_at is not None and now >= terms.closes_at:
        return Availability(False, "closed", terms.closes_at)
    if terms.waits_for:
        return Availability(False, "prerequisite", title=terms.waits_for)
    if terms.opened_by == "date":
        if terms.opens_at is None or now >= terms.opens_at:
            return OPEN
        return Availability(False, "date", terms.opens_at)
    start = lesson_slot_at or terms.course_slot_at or terms.opens_at
    if start is None:
        return Availability(False, "unplanned")
    return OPEN if now >= start else Availability(False, "timetable", start)


def best(answers: list[Availability]) -> Availability:
    """Of several offerings the one that lets the person in, else the one that opens first."""
    opened = [answer for answer in answers if answer.open]
    if opened:
        return opened[0]
    dated = sorted((answer for answer in answers if answer.at and answer.reason != "closed"), key=lambda answer: answer.at or datetime.max)
    return dated[0] if dated else answers[0]
