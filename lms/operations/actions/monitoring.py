"""After disbursement: recording a check, the timetable of an overdue loan, paid up again."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.actions import note_use
from lms.people.models import User

from ..domain.milestones import STEPS
from ..domain.overdue import timetable
from ..enums import CaseEventKind, CaseState, Finding, MilestoneState
from ..models import CaseFolder, LoanCase, Milestone, MonitoringCheck, OverdueStep
from ..permissions import works_on
from ..queries.folder import FINISHED
from .authority import office_alone, require_hand
from .case_contracts import note_checks
from .case_log import keep_event, locked_case
from .folder import locked_folder, open_what_follows
from .loan_results import note_loan
from .problems import CaseProblem


@transaction.atomic
def record_check(
    *, check: MonitoringCheck, done_on: date, purpose: str, business: str, family: str, finding: str, actor: User,
    now: datetime | None = None,
) -> MonitoringCheck:  # fmt: skip
    """All three columns and a finding, by a person on a day that has come. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(check.case)
    row = MonitoringCheck.objects.select_for_update().get(pk=check.pk)
    folder = locked_folder(case)
    if row.done_on is not None:
        raise CaseProblem(_("This check is recorded already."), code="already")
    if case.state != CaseState.RUNNING:
        raise CaseProblem(_("Checks are recorded while the loan runs."), code="state")
    require_hand(case, actor, node="post_loan", now=moment, by_office=False)
    if done_on > timezone.localdate(moment) or (folder.paid_on is not None and done_on < folder.paid_on):
        raise CaseProblem({"done_on": [_("The day lies between the payout and today.")]}, code="day")
    columns = {"purpose": purpose.strip(), "business": business.strip(), "family": family.strip()}
    if empty := [name for name, text in columns.items() if not text]:
        raise CaseProblem({name: [_("All three columns are filled in.")] for name in empty}, code="columns")
    if finding not in Finding.values:
        raise CaseProblem({"finding": [_("Choose one of the list.")]}, code="finding")
    row.done_on, row.done_by, row.finding, row.recorded_at = done_on, actor, finding, moment
    row.purpose, row.business, row.family = (columns[name][:500] for name in ("purpose", "business", "family"))
    row.save()
    note_use(user=actor, node="post_loan", on=done_on)
    note_checks(case)
    if finding != Finding.NORMAL:
        _warn(case, folder, done_on, timezone.localdate(moment))
    details = {"check": str(row.kind), "finding": finding}
    keep_event(
        case,
        CaseEventKind.CHANGED,
        actor=actor,
        now=moment,
        milestone="routine" if row.kind == "routine" else "first_check",
        details=details,
    )
    return row


def _warn(case: LoanCase, folder: CaseFolder, on: date, today: date) -> None:
    """There is something to handle now, and a day by which; a warning that was handled or left out before opens again."""
    due = on + timedelta(days=STEPS["warning"].days)
    rows = Milestone.objects.filter(case=case, code="warning")
    rows.filter(due_on__isnull=True, state__in=[MilestoneState.WAITING, MilestoneState.OPEN]).update(due_on=due)
    again = {"state": MilestoneState.WAITING, "due_on": due, "done_at": None, "done_by_key": "", "note": ""}
    if rows.filter(state__in=FINISHED).update(**again):
        open_what_follows(case, folder, today)


@transaction.atomic
def mark_overdue(*, case: LoanCase, since: date, actor: User, now: datetime | None = None) -> list[OverdueStep]:
    """A payment was missed: the timetable D+1, 3, 7, 30, 90 stands from that day. Raises CaseProblem.

    Nobody's authority is asked: bad news about one's own loan is never held up.
    """
    moment, case = now or timezone.now(), locked_case(case)
    if not works_on(actor, case):
        raise CaseProblem(_("Only who works on the case or the office does this."), code="not_yours")
    folder = locked_folder(case)
    if case.state != CaseState.RUNNING:
        raise CaseProblem(_("Only a loan that is paid out can be overdue."), code="state")
    if folder.overdue_since is not None:
        raise CaseProblem(_("The loan is marked as overdue already."), code="already")
    if since > timezone.localdate(moment) or (folder.paid_on is not None and since < folder.paid_on):
        raise CaseProblem({"since": [_("The day lies between the payout and today.")]}, code="day")
    if OverdueStep.objects.filter(case=case, since=since).exists():
        raise CaseProblem(_("For this day there was a timetable already."), code="twice")
    folder.overdue_since = since
    folder.save(update_fields=["overdue_since"])
    made = OverdueStep.objects.bulk_create(
        OverdueStep(case=case, since=since, day=day, due_on=due, made_at=moment) for day, due in timetable(since)
    )
    _warn(case, folder, since, timezone.localdate(moment))
    keep_event(case, CaseEventKind.OVERDUE, actor=actor, now=moment, details={"since": str(since)})
    note_loan(case=case, now=moment)
    return made


@transaction.atomic
def do_overdue_step(*, step: OverdueStep, note: str, actor: User, now: datetime | None = None) -> OverdueStep:
    """What was said and agreed at one day of the timetable. Raises CaseProblem."""
    moment, note = now or timezone.now(), note.strip()
    case = locked_case(step.case)
    row = OverdueStep.objects.select_for_update().get(pk=step.pk)
    if row.done_at is not None or row.cancelled_at is not None:
        raise CaseProblem(_("This step is done already."), code="already")
    if row.due_on > timezone.localdate(moment) and row.day > 1:
        raise CaseProblem(_("The day of this step has not come yet."), code="early")
    if not note:
        raise CaseProblem({"note": [_("Say what was said and agreed.")]}, code="note")
    require_hand(case, actor, node="collection", now=moment, by_office=True)
    row.done_at, row.done_by, row.note = moment, actor, note[:500]
    row.save(update_fields=["done_at", "done_by", "note"])
    note_use(user=actor, node="collection", on=timezone.localdate(moment))
    keep_event(case, CaseEventKind.CHANGED, actor=actor, now=moment, details={"overdue_day": row.day})
    return row


@transaction.atomic
def mark_paid_up(*, case: LoanCase, actor: User, now: datetime | None = None) -> None:
    """Nothing is owed any more that was due; open steps fall away. Nobody clears their own loan. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    folder = locked_folder(case)
    office_alone(case, actor)
    if folder.overdue_since is None:
        raise CaseProblem(_("The loan is not overdue."), code="not_overdue")
    # Before the day is forgotten: a loan that was overdue too long stays known as such.
    note_loan(case=case, now=moment)
    OverdueStep.objects.filter(case=case, since=folder.overdue_since, done_at__isnull=True).update(cancelled_at=moment)
    details = {"since": str(folder.overdue_since)}
    folder.overdue_since = None
    folder.save(update_fields=["overdue_since"])
    keep_event(case, CaseEventKind.PAID_UP, actor=actor, now=moment, details=details)
