"""Who has not started, who is sitting, who has handed in: for the invigilator."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from lms.cohorts.models import Enrolment

from ..domain.deadline import remaining
from ..enums import SittingState
from ..models import Exam, ExamAccommodation, Sitting
from .exams import present_enrolments

QUIET_AFTER = timedelta(minutes=3)


@dataclass(frozen=True)
class Seat:
    """One person of the class. ``quiet`` when nothing has been saved for a while although time is left."""

    enrolment: Enrolment
    sitting: Sitting | None
    attempts: int
    answered: int
    total: int
    saved_at: datetime | None
    left: timedelta | None
    state: str
    quiet: bool
    accommodation: ExamAccommodation | None

    @property
    def minutes_left(self) -> int | None:
        return None if self.left is None else int(self.left.total_seconds() // 60)


def seats_of(exam: Exam, now: datetime) -> list[Seat]:
    """One row per person, in the order of the class; three queries."""
    rows = Sitting.objects.filter(exam=exam).annotate(
        answered=Count("answers", filter=~Q(answers__value="")), saved_at=Max("answers__saved_at")
    )
    sittings: dict[int, list[Sitting]] = {}
    for sitting in rows.defer("questions", "score_vector").order_by("attempt_no"):
        sittings.setdefault(sitting.user_id, []).append(sitting)
    granted = {one.user_id: one for one in ExamAccommodation.objects.filter(exam=exam)}
    total = exam.paper.items.count()
    return [_seat(one, sittings.get(one.user_id, []), granted.get(one.user_id), total, now) for one in present_enrolments(exam)]


def _seat(enrolment: Enrolment, sittings: list[Sitting], granted: ExamAccommodation | None, total: int, now: datetime) -> Seat:
    newest = sittings[-1] if sittings else None
    if newest is None:
        return Seat(enrolment, None, 0, 0, total, None, None, "not_started", False, granted)
    sits = newest.state == SittingState.OPEN and newest.accepts_until >= now
    saved_at = getattr(newest, "saved_at", None)
    quiet = sits and (saved_at or newest.started_at) < now - QUIET_AFTER
    state = "in_progress" if sits else "submitted"
    left = remaining(newest.deadline_at, now) if sits else None
    return Seat(enrolment, newest, len(sittings), getattr(newest, "answered", 0), total, saved_at, left, state, quiet, granted)


def tally(seats: list[Seat]) -> dict[str, int]:
    """How many are in which state, and how many have gone quiet."""
    states = ("not_started", "in_progress", "submitted")
    return {**{state: sum(seat.state == state for seat in seats) for state in states}, "quiet": sum(seat.quiet for seat in seats)}
