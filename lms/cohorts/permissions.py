"""Small questions about who may do what with a cohort."""

from lms.people.enums import OVERSIGHT_ROLES, Role
from lms.people.models import User
from lms.people.permissions import has_role, has_role_at, works_today

from .enums import Duty
from .models import Cohort, CohortStaff, Enrolment, Slot

MANAGERS = (Role.HR, Role.ADMINISTRATOR)


def may_open_cohorts(user: User) -> bool:
    """Whether ``user`` may make cohorts somewhere in their bank."""
    return has_role(user, *MANAGERS)


def may_manage_cohort(user: User, cohort: Cohort) -> bool:
    """Personnel matters of a cohort: enrolment, staff, state."""
    return user.bank_id == cohort.bank_id and has_role_at(user, cohort.organisation, *MANAGERS)


def may_manage_programmes(user: User) -> bool:
    return has_role(user, *MANAGERS)


def duties_in(user: User, cohort: Cohort) -> frozenset[str]:
    """What ``user`` does in ``cohort``; nothing once their last role has ended."""
    if not works_today(user):
        return frozenset()
    return frozenset(CohortStaff.objects.filter(cohort=cohort, user=user).values_list("duty", flat=True))


def may_run_class(user: User, cohort: Cohort) -> bool:
    """The timetable, the plan, attendance and leave: the class teacher, and whoever manages the cohort."""
    return may_manage_cohort(user, cohort) or Duty.CLASS_TEACHER in duties_in(user, cohort)


def may_teach(user: User, cohort: Cohort) -> bool:
    """Showing the attendance code, teaching a slot: instructors, the class teacher, whoever manages the cohort."""
    return may_manage_cohort(user, cohort) or bool(duties_in(user, cohort) & {Duty.CLASS_TEACHER, Duty.INSTRUCTOR})


def may_see_roster(user: User, cohort: Cohort) -> bool:
    """Whether ``user`` sees the people of the cohort, not only themselves."""
    office = user.bank_id == cohort.bank_id and has_role_at(user, cohort.organisation, *OVERSIGHT_ROLES)
    return office or bool(duties_in(user, cohort))


def may_read_reasons(user: User, cohort: Cohort) -> bool:
    """Why somebody left, was corrected or granted more time: whoever teaches the class or oversees it.

    Such reasons tell of illness and family; mentors and assessors of the class do their work without them.
    """
    office = user.bank_id == cohort.bank_id and has_role_at(user, cohort.organisation, *OVERSIGHT_ROLES)
    return office or not duties_in(user, cohort).isdisjoint({Duty.CLASS_TEACHER, Duty.INSTRUCTOR})


def may_read_reasons_of(user: User, enrolment: Enrolment) -> bool:
    """The same about one person: they themselves, and the offices over their branch, too."""
    branch = enrolment.organisation
    if enrolment.user_id == user.pk or (branch is not None and has_role_at(user, branch, *OVERSIGHT_ROLES)):
        return True
    return may_read_reasons(user, enrolment.cohort)


def may_take_attendance(user: User, slot: Slot) -> bool:
    """Showing the code, marking and settling a session: staff of the class who teach, and whoever teaches this session."""
    return (slot.instructor_id == user.pk and works_today(user)) or may_teach(user, slot.cohort)


def may_decide_leave(user: User, cohort: Cohort, *, short: bool) -> bool:
    """Short leave: the class teacher too; longer leave: only who manages the cohort."""
    return may_manage_cohort(user, cohort) or (short and Duty.CLASS_TEACHER in duties_in(user, cohort))
