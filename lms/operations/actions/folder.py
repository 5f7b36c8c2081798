"""The folder of a case in full mode: opened with its milestones, and the sheets in it filled in."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.enums import CaseRole
from lms.people.models import User
from simulations.actions.call_committee import cancel_committee
from simulations.enums import CommitteeState

from ..domain.amounts import band_of
from ..domain.milestones import LEFT_AFTER, STEPS, TABLE, due_day, node_now, open_steps
from ..domain.overdue import add_months, check_days
from ..enums import AdmissionItem, ArchiveItem, CaseEventKind, CaseState, CheckKind, MilestoneState, OperationsMode, PayMethod, Resolution
from ..models import CaseFolder, Customer, LoanCase, Milestone, MonitoringCheck
from ..permissions import may_keep_cases
from ..queries import mode_of
from ..queries.folder import finished_codes
from .authority import require_holders
from .case_log import keep_event, locked_case
from .problems import CaseProblem
from .review_news import settle_review, tell_reviewer

FOUND = ("lead", "first_visit", "intent")
"""Steps that lie behind a case that was entered when the customer applied."""


def locked_folder(case: LoanCase) -> CaseFolder:
    """The folder under its lock; raises CaseProblem where the case has none."""
    row = (
        CaseFolder.objects.select_for_update(of=("self",))
        .select_related("case__bank", "customer", "keeper", "reviewer")
        .filter(case=case)
        .first()
    )
    if row is None:
        raise CaseProblem(_("This case has no folder: it is kept in shadow mode."), code="no_folder")
    return row


@transaction.atomic
def open_folder(
    *, case: LoanCase, customer: Customer, purpose: str, term_months: int, repayment: str, amount: Decimal, actor: User,
    now: datetime | None = None,
) -> CaseFolder:  # fmt: skip
    """Full mode only; marketing lies behind a case that is entered with its application. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    if mode_of(case.bank_id) != OperationsMode.FULL:
        raise CaseProblem(_("Folders are kept in full mode only."), code="mode")
    if case.state != CaseState.OPEN or CaseFolder.objects.filter(case=case).exists():
        raise CaseProblem(_("This case has a folder already or is over."), code="state")
    if customer.bank_id != case.bank_id:
        raise CaseProblem(_("Choose a customer of this bank."), code="customer")
    folder = CaseFolder.objects.create(
        case=case, customer=customer, purpose=purpose.strip()[:120], term_months=term_months, repayment=repayment, keeper=actor,
        made_at=moment,
    )  # fmt: skip
    case.amount, case.amount_band = amount, band_of(amount)
    case.save(update_fields=["amount", "amount_band"])
    require_holders(case, now=moment)
    behind = FOUND if case.node != "marketing" else ()
    Milestone.objects.bulk_create(
        Milestone(
            case=case,
            code=step.code,
            position=position,
            state=MilestoneState.DONE if step.code in behind else MilestoneState.WAITING,
            done_at=moment if step.code in behind else None,
            done_by_key=actor.key if step.code in behind else "",
        )
        for position, step in enumerate(TABLE)
    )
    open_what_follows(case, folder, timezone.localdate(moment))
    keep_event(case, CaseEventKind.MOVED, actor=actor, now=moment, details={"folder": "opened", "to": case.node})
    return folder


def open_what_follows(case: LoanCase, folder: CaseFolder, today: date) -> None:
    """Opens every milestone that can be worked on now, with its person and its day; the case stands at the first one's node."""
    finished = finished_codes(case)
    ready = open_steps(finished)
    people = {"lead": case.lead, "second": case.second, "office": keeper_of(folder)}
    people["reviewer"] = folder.reviewer or people["office"]
    by_code = {step.code: step for step in TABLE}
    for row in Milestone.objects.filter(case=case, code__in=ready, state=MilestoneState.WAITING):
        row.state, row.opened_on = MilestoneState.OPEN, today
        row.due_on = due_day(row.code, today, matures_on=folder.matures_on, paid_on=folder.paid_on) or row.due_on
        row.responsible = people[by_code[row.code].by]
        row.save(update_fields=["state", "opened_on", "due_on", "responsible"])
        if row.code == "review":
            tell_reviewer(folder, timezone.now())
    node = node_now(finished)
    if case.node != node:
        case.node = node
        case.version += 1
        case.save(update_fields=["node", "version"])


def keeper_of(folder: CaseFolder) -> User | None:
    """Who opened the folder answers for the office, as long as they are of it."""
    keeper = folder.keeper
    return keeper if keeper is not None and keeper.is_active and may_keep_cases(keeper) else None


def skip_milestones(case: LoanCase, codes: Iterable[str], *, note: str, actor_key: str, now: datetime) -> None:
    """Milestones among ``codes`` that are not done can't or need not be done any more."""
    rows = Milestone.objects.filter(case=case, code__in=list(codes), state__in=[MilestoneState.WAITING, MilestoneState.OPEN])
    rows.update(state=MilestoneState.SKIPPED, due_on=None, done_at=now, done_by_key=actor_key, note=note[:500])


def skip_unplanned_checks(case: LoanCase, folder: CaseFolder, *, actor: User, now: datetime) -> None:
    """A loan so short that no check falls into it doesn't wait for one."""
    kinds = {"first_check": CheckKind.FIRST, "routine": CheckKind.ROUTINE}
    planned = set(MonitoringCheck.objects.filter(case=case).values_list("kind", flat=True))
    codes = [code for code, kind in kinds.items() if kind not in planned]
    skip_milestones(case, codes, note=_("no check of this kind falls into the term of the loan"), actor_key=actor.key, now=now)
    open_what_follows(case, folder, timezone.localdate(now))


def close_milestones(case: LoanCase, *, reason: str, actor_key: str, now: datetime) -> None:
    """A case that has ended leaves nothing to do but what belongs after its end."""
    left = LEFT_AFTER.get(case.state, frozenset())
    folder = locked_folder(case)
    settle_review(folder, now)
    skip_milestones(case, set(STEPS) - left, note=reason, actor_key=actor_key, now=now)
    if left:
        open_what_follows(case, folder, timezone.localdate(now))


def reopen_milestones(case: LoanCase, now: datetime) -> None:
    """A refused or withdrawn case goes on where it stood: before the payout nothing but its end leaves a milestone out."""
    rows = Milestone.objects.filter(case=case, state=MilestoneState.SKIPPED)
    rows.update(state=MilestoneState.WAITING, due_on=None, done_at=None, done_by_key="", note="")
    open_what_follows(case, locked_folder(case), timezone.localdate(now))


def take_off_agenda(folder: CaseFolder, *, reason: str, actor: User, now: datetime) -> None:
    """A sitting that was called for the case and has not begun is called off; whoever has a seat in it is told."""
    item = folder.committee_item
    if item is not None and item.committee.state == CommitteeState.PLANNED:
        cancel_committee(committee=item.committee, actor=actor, reason=reason, now=now)


def _not_over(case: LoanCase, step: str) -> None:
    if case.closed_on is not None and step not in LEFT_AFTER.get(case.state, frozenset()):
        raise CaseProblem(_("This case is closed; its folder stays as it is."), code="closed")


def not_finished(case: LoanCase, code: str) -> None:
    """A sheet of a milestone that is done is changed only after the case was returned to it. Raises CaseProblem."""
    if code in finished_codes(case):
        raise CaseProblem(_("This milestone is done. Return the case to it before changing its sheet."), code="done")


def belongs_to(case: LoanCase, code: str, actor: User) -> None:
    """A sheet is written by whom its milestone belongs to: the second's view is the second's own. Raises CaseProblem."""
    by = STEPS[code].by
    if by == "office":
        if not may_keep_cases(actor):
            raise CaseProblem(_("This milestone belongs to the office."), code="not_yours")
    elif actor.pk != (case.lead_id if by == "lead" else case.second_id):
        part = CaseRole.LEAD if by == "lead" else CaseRole.SECOND
        raise CaseProblem(_("This milestone belongs to the %(part)s of the case.") % {"part": part.label}, code="not_yours")


@transaction.atomic
def save_sheet(*, case: LoanCase, step: str, values: Mapping[str, Any], actor: User, now: datetime | None = None) -> CaseFolder:
    """Fields of the folder that belong to one milestone. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    _not_over(case, step)
    not_finished(case, step)
    belongs_to(case, step, actor)
    if unknown := set(values) - SHEETS[step]:
        raise TypeError(f"not of this sheet: {sorted(unknown)}")
    folder = locked_folder(case)
    for name, value in values.items():
        setattr(folder, name, value)
    folder.save(update_fields=sorted(values))
    keep_event(case, CaseEventKind.CHANGED, actor=actor, now=moment, milestone=step, details={"fields": sorted(values)})
    return folder


SHEETS: dict[str, set[str]] = {
    "admission": {"admission"},
    "statements": {"figures", "checks"},
    "side_checks": {"second_view", "second_agrees"},
    "draft": {"report", "proposed_amount", "purpose", "term_months", "repayment"},
    "archive": {"archive"},
    "look_back": {"review"},
}


def save_admission(*, case: LoanCase, answers: Mapping[str, str], actor: User, now: datetime | None = None) -> CaseFolder:
    """``yes``, ``no`` or nothing for each question."""
    kept = {item: answers[item] for item in AdmissionItem.values if answers.get(item) in {"yes", "no"}}
    return save_sheet(case=case, step="admission", values={"admission": kept}, actor=actor, now=now)


def save_archive(*, case: LoanCase, present: list[str], actor: User, now: datetime | None = None) -> CaseFolder:
    kept = {item: True for item in ArchiveItem.values if item in present}
    return save_sheet(case=case, step="archive", values={"archive": kept}, actor=actor, now=now)


@transaction.atomic
def save_payout(
    *, case: LoanCase, paid_on: date, paid_amount: Decimal, pay_method: str, actor: User, now: datetime | None = None
) -> CaseFolder:
    """Day, amount and way; within what was approved. The checks after it are planned at once. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    _not_over(case, "payout")
    not_finished(case, "payout")
    belongs_to(case, "payout", actor)
    folder = locked_folder(case)
    if folder.resolution not in {Resolution.APPROVED, Resolution.CONDITIONAL}:
        raise CaseProblem(_("The loan is not approved."), code="not_approved")
    if paid_on > timezone.localdate(moment) or paid_on < case.opened_on:
        raise CaseProblem({"paid_on": [_("The day lies between the opening of the case and today.")]}, code="day")
    if folder.approved_amount is not None and paid_amount > folder.approved_amount:
        raise CaseProblem({"paid_amount": [_("More than was approved can't be paid out.")]}, code="amount")
    if pay_method not in PayMethod.values:
        raise CaseProblem({"pay_method": [_("Choose one of the list.")]}, code="method")
    folder.paid_on, folder.paid_amount, folder.pay_method = paid_on, paid_amount, pay_method
    folder.matures_on = add_months(paid_on, folder.approved_term or folder.term_months)
    folder.save(update_fields=["paid_on", "paid_amount", "pay_method", "matures_on"])
    MonitoringCheck.objects.filter(case=case, done_on__isnull=True).delete()
    days = check_days(paid_on, folder.matures_on)
    kinds = [CheckKind.FIRST, *[CheckKind.ROUTINE] * (len(days) - 1)]
    MonitoringCheck.objects.bulk_create(MonitoringCheck(case=case, kind=kind, due_on=day) for kind, day in zip(kinds, days, strict=True))
    keep_event(case, CaseEventKind.CHANGED, actor=actor, now=moment, milestone="payout", details={"paid_on": str(paid_on)})
    return folder
