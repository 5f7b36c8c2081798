"""Which cases and parts a person may see: those they work on, those of their mentees, and by office all of the bank."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.people.models import User
from lms.people.permissions import works_today
from lms.people.queries import people_visible_to

from ..models import CaseFile, CasePart, LoanCase, MonitoringCheck, OverdueStep
from ..permissions import OFFICE_ROLES, sees_all_cases


def parts_visible_to(user: User) -> QuerySet[CasePart]:
    """A person's own parts, those they answer for, those of the people they see."""
    rows = CasePart.objects.filter(case__bank_id=user.bank_id).select_related("case", "trainee", "mentor")
    if sees_all_cases(user):
        return rows.filter(Q(trainee__in=people_visible_to(user).values("pk")) | Q(trainee=user) | Q(mentor=user))
    mine = Q(trainee=user)
    return rows.filter(mine | Q(mentor=user)) if works_today(user) else rows.filter(mine)


def _by_office(user: User) -> Q:
    """An office at the bank sees every case, one at a branch the cases of that branch."""
    day = timezone.localdate()
    held = [one for one in user.held_roles if one.role in OFFICE_ROLES and one.holds_on(day)]
    if any(one.organisation_id == user.bank_id for one in held):
        return Q(pk__isnull=False)
    found = Q(pk__in=[])
    for one in held:
        found |= Q(branch__path__startswith=one.path)
    return found


def cases_visible_to(user: User) -> QuerySet[LoanCase]:
    """Cases on which ``user`` works, takes part or answers for somebody; by office those of the bank, or of the branch."""
    rows = LoanCase.objects.filter(bank_id=user.bank_id).select_related("bank", "branch", "lead", "second", "supervisor")
    parts = CasePart.objects.filter(Q(trainee=user) | Q(mentor=user), case=OuterRef("pk"))
    return rows.filter(_by_office(user) | Q(lead=user) | Q(second=user) | Q(supervisor=user) | Exists(parts))


def case_files_visible_to(user: User) -> QuerySet[CaseFile]:
    """Papers of the cases in sight that nobody took out again."""
    return CaseFile.objects.filter(case__in=_keys(user), removed_at__isnull=True).select_related("case__bank")


def checks_visible_to(user: User) -> QuerySet[MonitoringCheck]:
    return MonitoringCheck.objects.filter(case__in=_keys(user)).select_related("case__bank", "done_by")


def overdue_steps_visible_to(user: User) -> QuerySet[OverdueStep]:
    return OverdueStep.objects.filter(case__in=_keys(user)).select_related("case__bank", "done_by")


def _keys(user: User) -> QuerySet[LoanCase]:
    return cases_visible_to(user).order_by().values("pk")
