"""Which exams a user may see, sit or run, and the clock of an exam for one person."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.cohorts.enums import PRESENT_STATES
from lms.cohorts.models import Cohort, Enrolment
from lms.cohorts.permissions import MANAGERS
from lms.cohorts.queries import duties_held_by
from lms.people.enums import OVERSIGHT_ROLES
from lms.people.models import User

from ..domain.deadline import Allowance, Window
from ..enums import ExamState, PaperState
from ..models import Exam, ExamAccommodation, Paper
from ..permissions import MARKING_DUTIES, RUNNING_DUTIES


def office_over(user: User, roles: frozenset[str] | tuple[str, ...], path_field: str) -> Q:
    """Rows at or below the nodes where ``user`` holds one of ``roles`` today."""
    day = timezone.localdate()
    wanted = Q(pk__in=[])
    for held in user.held_roles:
        if held.role in roles and held.holds_on(day):
            wanted |= Q(**{f"{path_field}__startswith": held.path})
    return wanted


def on_duty(user: User, duties: frozenset[str] | None, cohort: str) -> Exists:
    """Whether ``user`` is on the staff of the row's cohort, with one of ``duties`` or any."""
    rows = duties_held_by(user).filter(cohort=OuterRef(cohort))
    return Exists(rows if duties is None else rows.filter(duty__in=duties))


def exams_to_sit(user: User) -> QuerySet[Exam]:
    """Exams of the classes a person sits in, once they are scheduled."""
    seat = Enrolment.objects.filter(user=user, cohort=OuterRef("cohort"), state__in=PRESENT_STATES)
    return Exam.objects.filter(Exists(seat), bank_id=user.bank_id).exclude(state=ExamState.DRAFT)


def exams_overseen_by(user: User) -> QuerySet[Exam]:
    """By office: the exams of the cohorts below; on the staff of a cohort: its exams."""
    visible = office_over(user, OVERSIGHT_ROLES, "cohort__organisation__path") | Q(on_duty(user, None, "cohort"))
    return Exam.objects.filter(visible, bank_id=user.bank_id)


def exams_run_by(user: User) -> QuerySet[Exam]:
    """Exams a person may set, watch, extend and release."""
    visible = office_over(user, MANAGERS, "cohort__organisation__path") | Q(on_duty(user, RUNNING_DUTIES, "cohort"))
    return Exam.objects.filter(visible, bank_id=user.bank_id)


def exams_marked_by(user: User) -> QuerySet[Exam]:
    """Exams whose essays a person may mark."""
    return Exam.objects.filter(on_duty(user, MARKING_DUTIES, "cohort"), bank_id=user.bank_id).exclude(
        state__in=[ExamState.DRAFT, ExamState.CANCELLED]
    )


def cohorts_examined_by(user: User) -> QuerySet[Cohort]:
    """Cohorts for which a person may set exams and ratings."""
    visible = office_over(user, MANAGERS, "organisation__path") | Q(on_duty(user, RUNNING_DUTIES, "pk"))
    return Cohort.objects.filter(visible, bank_id=user.bank_id).order_by("-starts_on", "-id")


def published_papers(user: User) -> QuerySet[Paper]:
    """Papers of the bank that an exam may use; only their titles are shown to those who write no questions."""
    return Paper.objects.filter(bank_id=user.bank_id, state=PaperState.PUBLISHED).order_by("-published_at", "-id")


def window_of(exam: Exam, accommodation: ExamAccommodation | None = None) -> Window:
    """The exam's times for a person, as the clock's rules read them."""
    allowances: tuple[Allowance, ...] = ()
    if accommodation is not None:
        allowances = (Allowance(accommodation.extra_percent, timedelta(minutes=accommodation.extra_minutes)),)
    return Window(
        opens_at=exam.opens_at,
        closes_at=exam.closes_at,
        duration=timedelta(minutes=exam.duration_minutes),
        grace=timedelta(seconds=exam.grace_seconds),
        allowances=allowances,
    )


def present_enrolments(exam: Exam) -> QuerySet[Enrolment]:
    """Those who are to sit the exam: everybody in the class now."""
    rows = Enrolment.objects.filter(cohort_id=exam.cohort_id, state__in=PRESENT_STATES).select_related("user", "organisation")
    return rows.order_by("seat_number", "user__name_pinyin", "id")


def has_begun(exam: Exam, now: datetime) -> bool:
    return now >= exam.opens_at
