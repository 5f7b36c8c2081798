"""Leave: who sees which request, and who has to decide it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.people.enums import Role
from lms.people.models import Membership, User
from lms.people.permissions import has_role_at
from lms.people.queries import people_at_work

from ..domain.leave import class_teacher_decides, leave_days
from ..enums import Duty, LeaveState
from ..models import Cohort, Enrolment, Leave
from ..permissions import MANAGERS
from .attendance_rules import leave_limit
from .people import cohort_staff_at_work
from .scope import _office, duties_held_by


def leaves_visible_to(user: User) -> QuerySet[Leave]:
    """A person's own; those of their class for a class teacher; by office. Reasons may tell of illness, so nobody else."""
    cares = duties_held_by(user).filter(duty=Duty.CLASS_TEACHER, cohort=OuterRef("enrolment__cohort"))
    office = _office(user, "enrolment__cohort__organisation__path") | _office(user, "enrolment__organisation__path")
    rows = Leave.objects.filter(office | Q(Exists(cares)) | Q(enrolment__user=user), enrolment__cohort__bank_id=user.bank_id)
    return rows.select_related("enrolment__user", "enrolment__cohort__bank", "enrolment__cohort__organisation", "decided_by")


def days_of(leave: Leave) -> int:
    return leave_days(timezone.localtime(leave.starts_at), timezone.localtime(leave.ends_at))


def is_short(leave: Leave) -> bool:
    """Whether the class teacher may decide it, by the limit in force on the day it was asked for."""
    limit = leave_limit(leave.enrolment.cohort.bank, on=timezone.localdate(leave.requested_at))
    return class_teacher_decides(days_of(leave), limit)


@dataclass(frozen=True)
class WaitingLeave:
    """A request somebody has to answer."""

    leave: Leave
    days: int


def leave_waiting_for(user: User) -> list[WaitingLeave]:
    """Requests that wait for ``user``: short ones of the own class; long ones, and those of a class without a class teacher, for
    who manages it. Four queries."""
    rows = leaves_visible_to(user).filter(state=LeaveState.REQUESTED).exclude(enrolment__user=user).order_by("starts_at", "id")
    requests = list(rows)
    if not requests:
        return []
    limit = leave_limit(requests[0].enrolment.cohort.bank)
    cohorts = {one.enrolment.cohort_id for one in requests}
    staff = list(cohort_staff_at_work().filter(cohort__in=cohorts, duty=Duty.CLASS_TEACHER).values_list("cohort_id", "user_id"))
    cared_for = {cohort for cohort, _user in staff}
    mine = {cohort for cohort, teacher in staff if teacher == user.pk}
    waiting = []
    for one in requests:
        cohort, days = one.enrolment.cohort, days_of(one)
        short = class_teacher_decides(days, limit)
        manages = has_role_at(user, cohort.organisation, *MANAGERS)
        if (short and cohort.pk in mine) or (manages and (not short or cohort.pk not in cared_for)):
            waiting.append(WaitingLeave(one, days))
    return waiting


def class_teachers_of(cohort: Cohort) -> list[User]:
    rows = people_at_work().filter(cohort_duties__cohort=cohort, cohort_duties__duty=Duty.CLASS_TEACHER)
    return list(rows.order_by("id"))


def hr_of(cohort: Cohort, *, on: date | None = None) -> list[User]:
    """Human resources at the cohort's host organisation or above it."""
    day = on or timezone.localdate()
    above = [int(part) for part in cohort.organisation.path.split("/") if part]
    current = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    held = Membership.objects.filter(current, user=OuterRef("pk"), role=Role.HR, organisation_id__in=above)
    return list(User.objects.filter(Exists(held), bank_id=cohort.bank_id, is_active=True).order_by("id"))


def deciders_of(enrolment: Enrolment, *, short: bool) -> list[User]:
    """Whom a new request goes to."""
    return (short and class_teachers_of(enrolment.cohort)) or hr_of(enrolment.cohort)
