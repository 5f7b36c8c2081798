"""The cross review of a report (交叉复核): a certified colleague reads it before the committee does."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.enums import CaseRole
from lms.people.models import User
from lms.people.queries import are_related

from ..domain.milestones import STEPS
from ..enums import CaseEventKind, MilestoneState
from ..models import CaseFolder, LoanCase, Milestone
from ..permissions import may_keep_cases
from ..queries.folder import finished_codes
from .authority import facts_of, require
from .case_log import keep_event, locked_case
from .folder import keeper_of, locked_folder
from .problems import CaseProblem
from .review_news import settle_review, tell_reviewer

REVIEW = STEPS["review"]


def require_reviewer(case: LoanCase, folder: CaseFolder, actor: User, *, now: datetime) -> dict[str, object]:
    """Whoever was named, asked for again; the office where nobody was named. Raises CaseProblem."""
    if folder.reviewer is None:
        if not may_keep_cases(actor):
            raise CaseProblem(_("This milestone belongs to the office until it names a colleague for the cross review."), code="not_yours")
        return {}
    if folder.reviewer_id != actor.pk:
        raise CaseProblem(_("%(name)s is named for the cross review.") % {"name": folder.reviewer.name}, code="not_yours")
    return facts_of(require(case, actor, node=REVIEW.node, role=CaseRole.LEAD, now=now))


@transaction.atomic
def name_reviewer(*, case: LoanCase, reviewer: User | None, actor: User, now: datetime | None = None) -> CaseFolder:
    """The office names a colleague for the cross review, another one, or nobody. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    folder = locked_folder(case)
    if not may_keep_cases(actor):
        raise CaseProblem(_("The office names who reviews a report."), code="not_yours")
    if case.closed_on is not None or REVIEW.code in finished_codes(case):
        raise CaseProblem(_("The cross review is done already."), code="done")
    if reviewer is not None:
        _check(case, reviewer, moment)
    if folder.reviewer_id == (reviewer.pk if reviewer else None):
        return folder
    folder.reviewer = reviewer
    folder.save(update_fields=["reviewer"])
    settle_review(folder, moment)
    is_open = Milestone.objects.filter(case=case, code=REVIEW.code, state=MilestoneState.OPEN)
    if is_open.update(responsible=reviewer or keeper_of(folder)):
        tell_reviewer(folder, moment)
    keep_event(
        case, CaseEventKind.ASSIGNED, actor=actor, now=moment, milestone=REVIEW.code, details={"reviewer": reviewer.key if reviewer else ""}
    )
    return folder


def _check(case: LoanCase, reviewer: User, now: datetime) -> None:
    """Somebody of this bank who may write such a report alone and has nothing to do with this one. Raises CaseProblem."""
    on_it = [person for person in (case.lead, case.second, case.supervisor) if person is not None]
    if reviewer.bank_id != case.bank_id or not reviewer.is_active:
        raise CaseProblem(_("Choose people of this bank whose account is open."), code="person")
    if any(person.pk == reviewer.pk for person in on_it):
        raise CaseProblem(_("Whoever works on a case does not review its report."), code="own_case")
    for person in on_it:
        if are_related(reviewer, person):
            about = {"reviewer": reviewer.name, "name": person.name}
            raise CaseProblem(_("%(reviewer)s and %(name)s are relatives.") % about, code="relative")
    require(case, reviewer, node=REVIEW.node, role=CaseRole.LEAD, now=now)
