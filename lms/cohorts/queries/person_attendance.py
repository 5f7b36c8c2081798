"""One person's attendance, leave and conduct, for themselves and for their class teacher."""

from dataclasses import dataclass
from datetime import datetime

from ..domain.attendance import Rules, Standing
from ..models import Attendance, Enrolment, Leave, Slot
from .attendance import attendance_grid
from .conduct import ConductRow, conduct_of


@dataclass(frozen=True)
class SessionLine:
    """A session that has begun: the state counts only once the session is settled."""

    slot: Slot
    state: str
    attendance: Attendance | None


@dataclass(frozen=True)
class PersonAttendance:
    """Everything on one page."""

    enrolment: Enrolment
    rules: Rules
    standing: Standing
    sessions: list[SessionLine]
    leaves: list[Leave]
    conduct: ConductRow


def person_attendance(enrolment: Enrolment, *, now: datetime) -> PersonAttendance:
    """Newest session first; eight queries, whatever the number of sessions."""
    grid = attendance_grid(enrolment.cohort, now=now, enrolments=[enrolment])
    row = grid.rows[0]
    marks = {mark.slot_id: mark for mark in Attendance.objects.filter(enrolment=enrolment)}
    sessions = [
        SessionLine(slot, state, marks.get(slot.pk))
        for slot, state in zip(grid.slots, row.states, strict=True)
        if state is not None and slot.starts_at <= now
    ]
    leaves = list(Leave.objects.filter(enrolment=enrolment).order_by("-starts_at", "-id"))
    return PersonAttendance(enrolment, grid.rules, row.standing, sessions[::-1], leaves, conduct_of(enrolment))
