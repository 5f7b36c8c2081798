"""Sessions of a day for those who teach or care for a class."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from lms.cohorts.enums import PRESENT_STATES, AttendanceState, SlotState
from lms.cohorts.models import Attendance, Enrolment, Slot
from lms.cohorts.queries.check_in import day_bounds
from lms.cohorts.queries.timetable import slots_of_person
from lms.people.models import User

from .counters import number_of

HERE = (AttendanceState.PRESENT, AttendanceState.LATE)


def own_sessions(user: User) -> QuerySet[Slot]:
    """Where ``user`` has to be, with everything a line shows."""
    rows = slots_of_person(user).exclude(state=SlotState.CANCELLED)
    return rows.select_related("cohort", "room", "instructor").order_by("starts_at", "id")


def with_attendance(rows: QuerySet[Slot]) -> QuerySet[Slot]:
    """Each with ``people`` in the class and ``here`` checked in or marked."""
    people = Enrolment.objects.filter(cohort=OuterRef("cohort"), state__in=PRESENT_STATES)
    here = Attendance.objects.filter(slot=OuterRef("pk"), state__in=HERE)
    return rows.annotate(people=number_of(people), here=number_of(here))


def today_or_next(rows: QuerySet[Slot], now: datetime, *, shown: int = 8) -> tuple[list[Any], Any | None]:
    """Today's sessions, and where there is none the next one; one query."""
    since, until = day_bounds(now)
    found = list(rows.filter(ends_at__gt=since)[:shown])
    today = [slot for slot in found if slot.starts_at < until]
    return today, None if today else next(iter(found), None)


def today_and_unsettled(rows: QuerySet[Slot], now: datetime, *, shown: int = 20) -> tuple[list[Any], list[Any]]:
    """Today's sessions, and earlier ones whose attendance nobody has settled; one query."""
    since, until = day_bounds(now)
    unsettled = Q(ends_at__lte=now, settled_at__isnull=True, needs_attendance=True)
    found = list(rows.filter(Q(starts_at__lt=until, ends_at__gt=since) | unsettled)[:shown])
    return [slot for slot in found if slot.ends_at > since], [slot for slot in found if slot.ends_at <= since]
