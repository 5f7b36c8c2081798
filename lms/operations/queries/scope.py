"""Which cases and parts a person may see: those they work on, those of their mentees, and by office all of the bank."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.people.models import User
from lms.people.permissions import works_today
from lms.people.queries import people_visible_to

from ..models import CasePart, LoanCase
from ..permissions import sees_all_cases


def parts_visible_to(user: User) -> QuerySet[CasePart]:
    """A person's own parts, those they answer for, those of the people they see."""
    rows = CasePart.objects.filter(case__bank_id=user.bank_id).select_related("case", "trainee", "mentor")
    if sees_all_cases(user):
        return rows.filter(Q(trainee__in=people_visible_to(user).values("pk")) | Q(trainee=user) | Q(mentor=user))
    mine = Q(trainee=user)
    return rows.filter(mine | Q(mentor=user)) if works_today(user) else rows.filter(mine)


def cases_visible_to(user: User) -> QuerySet[LoanCase]:
    """Cases on which somebody works or takes part whom ``user`` may see; by office every case of the bank."""
    rows = LoanCase.objects.filter(bank_id=user.bank_id).select_related("bank", "branch", "lead", "second", "supervisor")
    if sees_all_cases(user):
        return rows
    parts = CasePart.objects.filter(Q(trainee=user) | Q(mentor=user), case=OuterRef("pk"))
    return rows.filter(Q(lead=user) | Q(second=user) | Q(supervisor=user) | Exists(parts))
