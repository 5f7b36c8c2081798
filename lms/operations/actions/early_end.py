"""A loan that ends before its due day; and the day taken back where it was entered by mistake."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User

from ..domain.milestones import open_steps
from ..domain.overdue import check_days
from ..enums import CaseEventKind, CaseState, CheckKind, MilestoneState
from ..models import CaseFolder, LoanCase, Milestone, MonitoringCheck
from ..queries.folder import finished_codes
from .authority import office_alone
from .case_log import keep_event, locked_case
from .folder import locked_folder, open_what_follows, skip_unplanned_checks
from .problems import CaseProblem


@transaction.atomic
def note_repaid(*, case: LoanCase, on: date, actor: User, now: datetime | None = None) -> CaseFolder:
    """The loan was repaid or renewed before its due day; checks planned for later fall away. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    folder = locked_folder(case)
    office_alone(case, actor)
    if case.state != CaseState.RUNNING or "maturity" in finished_codes(case):
        raise CaseProblem(_("Only a loan that runs can be repaid early."), code="state")
    if folder.repaid_on is not None:
        raise CaseProblem(_("The day of the repayment is entered already."), code="already")
    if on > timezone.localdate(moment) or (folder.paid_on is not None and on < folder.paid_on):
        raise CaseProblem({"on": [_("The day lies between the payout and today.")]}, code="day")
    folder.repaid_on = on
    folder.save(update_fields=["repaid_on"])
    MonitoringCheck.objects.filter(case=case, done_on__isnull=True, due_on__gt=on).delete()
    keep_event(case, CaseEventKind.CHANGED, actor=actor, now=moment, milestone="maturity", details={"repaid_on": str(on)})
    skip_unplanned_checks(case, folder, actor=actor, now=moment)
    return folder


@transaction.atomic
def undo_repaid(*, case: LoanCase, reason: str, actor: User, now: datetime | None = None) -> CaseFolder:
    """The loan runs on after all, and what fell away with the day is planned again. Raises CaseProblem."""
    moment, case, reason = now or timezone.now(), locked_case(case), reason.strip()
    folder = locked_folder(case)
    office_alone(case, actor)
    if case.state != CaseState.RUNNING or folder.repaid_on is None or "maturity" in finished_codes(case):
        raise CaseProblem(_("There is no early repayment that could be taken back."), code="state")
    if not reason:
        raise CaseProblem(_("Say why."), code="reason")
    details = {"repaid_on": "", "was": str(folder.repaid_on)}
    folder.repaid_on = None
    folder.save(update_fields=["repaid_on"])
    _plan_again(case, folder)
    keep_event(case, CaseEventKind.CHANGED, actor=actor, now=moment, milestone="maturity", reason=reason, details=details)
    open_what_follows(case, folder, timezone.localdate(moment))
    return folder


def _plan_again(case: LoanCase, folder: CaseFolder) -> None:
    """The checks that are missing, and the milestones that were left out for want of them."""
    if folder.paid_on is None or folder.matures_on is None:
        return
    known = set(MonitoringCheck.objects.filter(case=case).values_list("due_on", flat=True))
    days = enumerate(check_days(folder.paid_on, folder.matures_on))
    missing = [
        MonitoringCheck(case=case, kind=CheckKind.ROUTINE if place else CheckKind.FIRST, due_on=day)
        for place, day in days
        if day not in known
    ]
    MonitoringCheck.objects.bulk_create(missing)
    kinds = {one.kind for one in missing}
    codes = [code for code, kind in (("first_check", CheckKind.FIRST), ("routine", CheckKind.ROUTINE)) if kind in kinds]
    skipped = Milestone.objects.filter(case=case, code__in=codes, state=MilestoneState.SKIPPED)
    if skipped.update(state=MilestoneState.WAITING, due_on=None, done_at=None, done_by_key="", note=""):
        too_early = Milestone.objects.filter(case=case, state=MilestoneState.OPEN).exclude(code__in=open_steps(finished_codes(case)))
        too_early.update(state=MilestoneState.WAITING, opened_on=None, due_on=None)
