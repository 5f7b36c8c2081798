"""A person's sessions of the day and whether they can check in now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from lms.people.models import User

from ..domain.attendance import Rules
from ..domain.check_in import Phase, Window
from ..enums import PRESENT_STATES, SlotState
from ..models import Attendance, Enrolment, Slot
from .attendance_rules import attendance_rules, slot_window


@dataclass(frozen=True)
class CheckIn:
    """One session of today as its trainee sees it."""

    slot: Slot
    enrolment_id: int
    window: Window
    phase: Phase
    rules: Rules
    attendance: Attendance | None

    @property
    def is_open(self) -> bool:
        """The window is open and the person has no mark yet."""
        return self.phase in ("open", "late") and self.attendance is None


def day_bounds(now: datetime) -> tuple[datetime, datetime]:
    """The local day in which ``now`` lies."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + timedelta(days=1)


def check_ins_of(user: User, *, now: datetime) -> list[CheckIn]:
    """Today's sessions with attendance of somebody who sits in a class, in order of time; three queries, none for the rest."""
    since, until = day_bounds(now)
    slots = (
        Slot.objects.filter(
            cohort__enrolments__user=user,
            cohort__enrolments__state__in=PRESENT_STATES,
            cohort__enrolments__joined_on__lte=timezone.localdate(now),
            cohort__bank_id=user.bank_id,
            starts_at__lt=until,
            ends_at__gt=since,
            needs_attendance=True,
        )
        .exclude(state=SlotState.CANCELLED)
        .annotate(enrolled_as=F("cohort__enrolments__pk"))
        .select_related("cohort__bank", "room", "instructor")
        .order_by("starts_at", "id")
    )
    found = list(slots)
    if not found:
        return []
    rules = attendance_rules(found[0].cohort.bank, on=timezone.localdate(now))
    marks = {row.slot_id: row for row in Attendance.objects.filter(slot__in=found, enrolment__user=user)}
    sessions = []
    for slot in found:
        window = slot_window(slot, rules)
        sessions.append(CheckIn(slot, slot.enrolled_as, window, window.phase(now), rules, marks.get(slot.pk)))
    return sessions


def open_check_in_for(user: User, now: datetime) -> CheckIn | None:
    """The session this person should check in to now: the first that is open and has no mark of theirs."""
    return next((one for one in check_ins_of(user, now=now) if one.is_open), None)


def shown_check_in(sessions: list[CheckIn]) -> CheckIn | None:
    """The session a check-in page is about: an open one, else the next, else the latest."""
    for wanted in (
        [one for one in sessions if one.is_open],
        [one for one in sessions if one.phase in ("open", "late")],
        [one for one in sessions if one.phase == "early"],
        sessions[-1:],
    ):
        if wanted:
            return wanted[0]
    return None


def sits_in(user: User) -> bool:
    """Whether somebody sits in any class now."""
    return Enrolment.objects.filter(user=user, state__in=PRESENT_STATES).exists()
