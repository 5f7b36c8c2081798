"""Which cases and parts a person may see: those they work on, those of their mentees, and by office all of the bank."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.people.models import User
from lms.people.permissions import works_today
from lms.people.queries import people_visible_to

from ..enums import PartState
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


def _cases(user: User) -> QuerySet[LoanCase]:
    return LoanCase.objects.filter(bank_id=user.bank_id).select_related("bank", "branch", "lead", "second", "supervisor")


def _works(user: User) -> Q:
    """Who works on the case, and who reviews its report as long as the loan is neither paid out nor over."""
    reviews = Q(folder__reviewer=user, folder__paid_on__isnull=True, closed_on__isnull=True)
    return Q(lead=user) | Q(second=user) | Q(supervisor=user) | reviews


def _taken_parts(user: User) -> QuerySet[CasePart]:
    """Parts somebody else gave or answered; what a trainee only proposes, and what was declined or taken back, opens nothing."""
    given = Q(state=PartState.ASKED) & ~Q(started_by_key=F("trainee__key"))
    taken = Q(state__in=[PartState.PLANNED, PartState.OBSERVED]) | given
    return CasePart.objects.filter(taken, Q(trainee=user) | Q(mentor=user), case=OuterRef("pk"))


def cases_visible_to(user: User) -> QuerySet[LoanCase]:
    """Cases on which ``user`` works, takes part or answers for somebody; by office those of the bank, or of the branch."""
    return _cases(user).filter(_by_office(user) | _works(user) | Exists(_taken_parts(user)))


def folders_visible_to(user: User) -> QuerySet[LoanCase]:
    """Cases whose folder ``user`` may open: a part counts where the case's own people or the office put it, not the two for themselves."""
    on_it = Q(mentor=F("case__lead")) | Q(mentor=F("case__second")) | Q(mentor=F("case__supervisor"))
    by_others = ~Q(started_by_key=F("trainee__key")) & ~Q(started_by_key=F("mentor__key"))
    parts = _taken_parts(user).filter(on_it | by_others)
    return _cases(user).filter(_by_office(user) | _works(user) | Exists(parts))


def papers_visible_to(user: User) -> QuerySet[LoanCase]:
    """Cases whose papers ``user`` may open: who works on them, and the offices; papers show what masking hides elsewhere."""
    return _cases(user).filter(_by_office(user) | _works(user))


def case_files_visible_to(user: User) -> QuerySet[CaseFile]:
    """Papers in sight that nobody took out again."""
    rows = CaseFile.objects.filter(case__in=_keys(papers_visible_to(user)), removed_at__isnull=True)
    return rows.select_related("case__bank")


def checks_visible_to(user: User) -> QuerySet[MonitoringCheck]:
    rows = MonitoringCheck.objects.filter(case__in=_keys(folders_visible_to(user)))
    return rows.select_related("case__bank", "done_by")


def overdue_steps_visible_to(user: User) -> QuerySet[OverdueStep]:
    return OverdueStep.objects.filter(case__in=_keys(folders_visible_to(user))).select_related("case__bank", "done_by")


def _keys(rows: QuerySet[LoanCase]) -> QuerySet[LoanCase]:
    return rows.order_by().values("pk")
