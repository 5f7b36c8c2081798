"""The trainee's day: where to be next, what is due, where to read on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import DateField, DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from assessments.domain.deadline import Allowance, Window, closing, may_start
from assessments.enums import ExamState, SittingState
from assessments.models import Exam, ExamAccommodation, Sitting
from assessments.queries.exams import exams_to_sit
from courses.models import LessonProgress
from courses.queries import latest_progress
from lms.cohorts.enums import PRESENT_STATES, SlotState
from lms.cohorts.models import Attendance, Enrolment, Leave, Slot
from lms.cohorts.queries.attendance_rules import attendance_rules, slot_window
from lms.cohorts.queries.timetable import slots_of_person_who
from lms.decisions.queries import rules_to_acknowledge
from lms.people.models import User
from lms.people.permissions import works_today
from lms.people.queries.prepared import PreparedForPerson
from simulations.models import Investigation
from simulations.queries.desk import investigations_due

from .counters import by_name, counted, first_of, number_of

SLOTS_SHOWN = 4
EXAMS_SHOWN = 5
# Extra time may carry a sitting past the exam's own closing.
LONGEST_EXTRA = timedelta(hours=12)


@dataclass(frozen=True)
class NextSlot:
    """The session under way or the next: whether one can check in now, or from when."""

    slot: Slot
    check_in_open: bool = False
    opens_at: datetime | None = None
    mark: str = ""


@dataclass(frozen=True)
class DueExam:
    """An exam to sit: ``state`` is continue, open or upcoming; ``closes_at`` with the person's own extra time."""

    exam: Exam
    state: str
    closes_at: datetime


@dataclass(frozen=True)
class TraineeToday:
    counts: dict[str, Any]
    next: NextSlot | None = None
    later: list[Slot] = field(default_factory=list)
    exams: list[DueExam] = field(default_factory=list)
    investigations: list[Investigation] = field(default_factory=list)
    reading: LessonProgress | None = None

    @property
    def nothing_due(self) -> bool:
        return not (self.exams or self.investigations or self.counts["regulations"] or self.counts["rules"] or self.counts["make_up"])

    @property
    def main_action(self) -> str:
        """The one thing to press first: check in, sit an exam, read on."""
        if self.next and self.next.check_in_open:
            return "check_in"
        if any(due.state != "upcoming" for due in self.exams):
            return "exam"
        return "read"


def trainee_today(user: User, *, now: datetime) -> TraineeToday:
    """Six queries at most."""
    slots = _SLOTS[works_today(user)].fetch(user, now=now, day=timezone.localdate(now))
    return TraineeToday(
        counts=by_name(_COUNTS.fetch(user)[0]),
        next=_next(slots[0], now) if slots else None,
        later=slots[1:],
        exams=_exams(user, now),
        investigations=investigations_due(user, now),
        reading=latest_progress(user),
    )


def _counts(user: Any) -> QuerySet[User, dict[str, Any]]:
    rules = rules_to_acknowledge(user)
    make_up = Leave.objects.filter(enrolment__user=user, make_up_needed=True, make_up_done_at__isnull=True, state="approved")
    return counted(user, rules=rules, rule_id=first_of(rules, "public_id"), make_up=make_up)


_COUNTS = PreparedForPerson(_counts)


def _slots(user: Any, now: Any, day: Any, *, works: bool) -> QuerySet[Slot]:
    """The next sessions, with the person's own mark and whether they sit in the class."""
    mark = Attendance.objects.filter(slot=OuterRef("pk"), enrolment__user=user).values("state")[:1]
    seat = Enrolment.objects.filter(user=user, cohort=OuterRef("cohort"), state__in=PRESENT_STATES)
    rows = slots_of_person_who(user, works=works).exclude(state=SlotState.CANCELLED).filter(ends_at__gt=now)
    rows = rows.annotate(own_mark=Subquery(mark), sits=Exists(seat.filter(joined_on__lte=day)))
    return rows.select_related("cohort__bank", "room", "instructor").order_by("starts_at", "id")[:SLOTS_SHOWN]


_SLOTS = {works: PreparedForPerson(partial(_slots, works=works), now=DateTimeField(), day=DateField()) for works in (False, True)}


def _next(slot: Any, now: datetime) -> NextSlot:
    """The rules are asked for only on the day itself."""
    mark = slot.own_mark or ""
    if mark or not slot.needs_attendance or not slot.sits or timezone.localdate(slot.starts_at) > timezone.localdate(now):
        return NextSlot(slot, mark=mark)
    window = slot_window(slot, attendance_rules(slot.cohort.bank, on=timezone.localdate(slot.starts_at)))
    phase = window.phase(now)
    return NextSlot(slot, phase in ("open", "late"), window.opens_at if phase == "early" else None)


def _exam_rows(user: Any, now: Any, since: Any) -> QuerySet[Exam]:
    """The exams with the person's own sittings and extra time beside them."""
    own = Sitting.objects.filter(exam=OuterRef("pk"), user=user)
    granted = ExamAccommodation.objects.filter(exam=OuterRef("pk"), user=user)
    rows = (
        exams_to_sit(user)
        .filter(state=ExamState.SCHEDULED, closes_at__gt=since)
        .annotate(
            under_way=Exists(own.filter(state=SittingState.OPEN, accepts_until__gte=now)),
            sittings_so_far=number_of(own),
            extra_percent=first_of(granted, "extra_percent"),
            extra_minutes=first_of(granted, "extra_minutes"),
            extra_attempts=first_of(granted, "extra_attempts"),
        )
        .filter(Q(under_way=True) | Q(closes_at__gt=now) | Q(extra_minutes__gt=0) | Q(extra_percent__gt=0))
        .order_by("opens_at", "id")
    )
    return rows[: 2 * EXAMS_SHOWN]


_EXAM_ROWS = PreparedForPerson(_exam_rows, now=DateTimeField(), since=DateTimeField())


def _exams(user: User, now: datetime) -> list[DueExam]:
    rows = _EXAM_ROWS.fetch(user, now=now, since=now - LONGEST_EXTRA)
    return [due for row in rows if (due := _due(row, now))][:EXAMS_SHOWN]


def _due(exam: Any, now: datetime) -> DueExam | None:
    allowance = Allowance(exam.extra_percent or 0, timedelta(minutes=exam.extra_minutes or 0))
    window = Window(exam.opens_at, exam.closes_at, timedelta(minutes=exam.duration_minutes), allowances=(allowance,))
    closes = closing(window)
    if exam.under_way:
        return DueExam(exam, "continue", closes)
    if exam.sittings_so_far >= exam.attempts_allowed + (exam.extra_attempts or 0):
        return None
    if now < exam.opens_at:
        return DueExam(exam, "upcoming", closes)
    return DueExam(exam, "open", closes) if may_start(window, now) else None
