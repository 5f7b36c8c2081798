"""A case in shadow mode: enter it, change it, give it to people, move it on, close it."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.evidence.domain.content import NODES
from lms.evidence.enums import CaseKind
from lms.people.enums import CaseRole
from lms.people.models import Organisation, User

from ..domain.amounts import band_of
from ..domain.milestones import TABLE
from ..domain.shadow import by_hand, closing_day, is_closed, may_become, node_fits
from ..enums import CaseEventKind, CaseSource, CaseState, MilestoneState
from ..models import CaseFolder, LoanCase, Milestone
from .authority import facts_of, require, require_holders, require_lead
from .case_facts import note_work, renew_kinds
from .case_log import keep_event, locked_case
from .folder import close_milestones, locked_folder, reopen_milestones, take_off_agenda
from .loan_results import note_loan
from .problems import CaseProblem

NODE_CODES = tuple(code for code, _name, _english in NODES)
DETAILS = ("branch", "industry", "product", "amount_band", "amount", "difficulty", "kinds")
TERMS = frozenset({"product", "amount_band", "amount"})
"""Details on which authority depends: where one changes, whoever holds the case is asked again."""


def _checked_kinds(kinds: Iterable[str]) -> list[str]:
    wanted = sorted(set(kinds))
    if unknown := [kind for kind in wanted if kind not in CaseKind.values]:
        raise CaseProblem(_("“%(kind)s” is no kind of case.") % {"kind": unknown[0]}, code="kind")
    return wanted


def check_node(node: str, state: str) -> None:
    """Raises CaseProblem."""
    if node not in NODE_CODES:
        raise CaseProblem(_("“%(node)s” is no node of the credit process.") % {"node": node}, code="node")
    if not node_fits(state, node):
        raise CaseProblem(_("A case in this state can't stand at this node."), code="node_state")


@transaction.atomic
def open_case(
    *,
    bank: Organisation,
    number: str,
    industry: str,
    product: str,
    amount_band: str = "",
    opened_on: date,
    actor: User | None,
    amount: Decimal | None = None,
    branch: Organisation | None = None,
    difficulty: str = "medium",
    kinds: Iterable[str] = (),
    node: str = "acceptance",
    lead: User | None = None,
    second: User | None = None,
    supervisor: User | None = None,
    source: str = CaseSource.TYPED,
    actor_key: str = "",
    now: datetime | None = None,
) -> LoanCase:
    """A new case; lead and second are asked for as in ``assign_case``. Raises CaseProblem."""
    moment, number = now or timezone.now(), number.strip()
    if not number:
        raise CaseProblem(_("A case needs its number."), code="number")
    if opened_on > timezone.localdate(moment):
        raise CaseProblem(_("A case can't be opened in the future."), code="future")
    if branch is not None and branch.bank_id != bank.pk and branch.pk != bank.pk:
        raise CaseProblem(_("Choose a branch of this bank."), code="branch")
    check_node(node, CaseState.OPEN)
    try:
        with transaction.atomic():
            case = LoanCase.objects.create(
                bank=bank, number=number, source=source, branch=branch, industry=industry, product=product,
                amount_band=band_of(amount) if amount is not None else amount_band, amount=amount, difficulty=difficulty,
                kinds=_checked_kinds(kinds), node=node, opened_on=opened_on, made_by_key=actor.key if actor else actor_key, made_at=moment,
            )  # fmt: skip
    except IntegrityError as error:
        raise CaseProblem(_("The number %(number)s is taken already.") % {"number": number}, code="twice") from error
    keep_event(case, CaseEventKind.OPENED, actor=actor, actor_key=actor_key, now=moment, details={"source": str(source), "node": node})
    if lead is not None or second is not None:
        assign_case(case=case, lead=lead, second=second, supervisor=supervisor, actor=actor, actor_key=actor_key, now=moment)
        case.refresh_from_db()
    return case


@transaction.atomic
def change_case(*, case: LoanCase, actor: User | None, actor_key: str = "", now: datetime | None = None, **changes: object) -> LoanCase:
    """New details; only those that differ are written, and whoever holds the case is asked for the new terms. Raises CaseProblem."""
    moment = now or timezone.now()
    case, changed = write_details(case=case, actor=actor, actor_key=actor_key, now=moment, **changes)
    if TERMS & set(changed):
        require_holders(case, now=moment)
    return case


@transaction.atomic
def write_details(
    *, case: LoanCase, actor: User | None, actor_key: str = "", now: datetime, **changes: object
) -> tuple[LoanCase, list[str]]:
    """As ``change_case``, with what has changed; the caller asks for the people, whom it may be about to name anew. Raises CaseProblem."""
    case = locked_case(case)
    if unknown := set(changes) - set(DETAILS):
        raise TypeError(f"no detail of a case: {sorted(unknown)}")
    if is_closed(case.state):
        raise CaseProblem(_("A closed case is not changed any more."), code="closed")
    if "kinds" in changes:
        changes["kinds"] = _checked_kinds(changes["kinds"])  # type: ignore[arg-type]  # a form's list
    if isinstance(amount := changes.get("amount"), Decimal):
        changes["amount_band"] = band_of(amount)
    fields = sorted(name for name, value in changes.items() if getattr(case, name) != value)
    if not fields:
        return case, []
    for name in fields:
        setattr(case, name, changes[name])
    case.version += 1
    case.save(update_fields=[*fields, "version"])
    keep_event(case, CaseEventKind.CHANGED, actor=actor, actor_key=actor_key, now=now, details={"fields": fields})
    if "kinds" in fields:
        renew_kinds(case)
    return case, fields


def _two_people(case: LoanCase, lead: User | None, second: User | None, supervisor: User | None) -> None:
    for person in (lead, second, supervisor):
        if person is not None and (person.bank_id != case.bank_id or not person.is_active):
            raise CaseProblem(_("Choose people of this bank whose account is open."), code="person")
    if lead is not None and second is not None and lead.pk == second.pk:
        raise CaseProblem(_("Lead and second are two people; no certificate lifts that."), code="two_people")
    if supervisor is not None and lead is None:
        raise CaseProblem(_("A mentor answers for a lead; name the lead as well."), code="supervisor_alone")


@transaction.atomic
def assign_case(
    *,
    case: LoanCase,
    lead: User | None,
    second: User | None,
    actor: User | None,
    supervisor: User | None = None,
    node: str = "",
    actor_key: str = "",
    now: datetime | None = None,
) -> LoanCase:
    """Give the case to a lead and a second, asking for each whether they may, at the node where it stands or will stand.

    ``supervisor`` is a mentor who answers for the lead's work. Raises CaseProblem with the reason in words.
    """
    moment, case = now or timezone.now(), locked_case(case)
    if is_closed(case.state):
        raise CaseProblem(_("This case is closed; nobody is given it any more."), code="closed")
    where = node or case.node
    check_node(where, case.state)
    _two_people(case, lead, second, supervisor)
    details: dict[str, object] = {"node": where}
    if where != case.node:
        note_work(case, node=case.node, on=timezone.localdate(moment))
    if lead is not None:
        answer = require_lead(case, lead, supervisor=supervisor, node=where, now=moment)
        details |= {"lead": lead.key, "lead_answer": facts_of(answer), "supervisor": supervisor.key if supervisor else ""}
    if second is not None:
        answer = require(case, second, node=where, role=CaseRole.SECOND, now=moment)
        details |= {"second": second.key, "second_answer": facts_of(answer)}
    case.lead, case.second, case.supervisor, case.node = lead, second, supervisor, where
    case.version += 1
    case.save(update_fields=["lead", "second", "supervisor", "node", "version"])
    for part, person in (("lead", lead), ("second", second)):
        codes = [step.code for step in TABLE if step.by == part]
        Milestone.objects.filter(case=case, state=MilestoneState.OPEN, code__in=codes).update(responsible=person)
    keep_event(case, CaseEventKind.ASSIGNED, actor=actor, actor_key=actor_key, now=moment, details=details)
    return case


@transaction.atomic
def move_case(*, case: LoanCase, node: str, actor: User | None, actor_key: str = "", now: datetime | None = None) -> LoanCase:
    """To another node; whoever leads and seconds it is asked for again there. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    if is_closed(case.state):
        raise CaseProblem(_("A closed case is not moved any more."), code="closed")
    if case.node == node:
        return case
    check_node(node, case.state)
    require_holders(case, node=node, now=moment)
    details = {"from": case.node, "to": node}
    note_work(case, node=case.node, on=timezone.localdate(moment))
    case.node = node
    case.version += 1
    case.save(update_fields=["node", "version"])
    keep_event(case, CaseEventKind.MOVED, actor=actor, actor_key=actor_key, now=moment, details=details)
    return case


def _check_close(case: LoanCase, state: str, reason: str, on: date | None, today: date, *, by_milestone: bool) -> None:
    """``by_milestone`` is also true where the case has none. Raises CaseProblem."""
    if state not in CaseState.values or not may_become(case.state, state):
        names = {"old": CaseState(case.state).label, "new": CaseState(state).label if state in CaseState.values else state}
        raise CaseProblem(_("A case that is “%(old)s” can't become “%(new)s”.") % names, code="state")
    if not by_milestone and state not in by_hand(case.state, has_folder=True):
        raise CaseProblem(_("This case has a folder: payout and repayment are milestones there."), code="folder")
    if is_closed(state) and not reason.strip():
        raise CaseProblem(_("Say why the case is closed."), code="reason")
    if on is not None and (on > today or on < case.opened_on):
        raise CaseProblem(_("The day lies between the opening of the case and today."), code="day")


@transaction.atomic
def close_case(
    *, case: LoanCase, state: str, reason: str, actor: User | None, actor_key: str = "", on: date | None = None, by_milestone: bool = False,
    now: datetime | None = None,
) -> LoanCase:  # fmt: skip
    """Another state: disbursed, or one that ends the case; a refused or withdrawn one may be opened again. Raises CaseProblem.

    Where the case has a folder, payout and repayment follow from their milestones alone (``by_milestone``).
    """
    moment, case = now or timezone.now(), locked_case(case)
    has_folder = CaseFolder.objects.filter(case=case).exists()
    today = timezone.localdate(moment)
    _check_close(case, state, reason, on, today, by_milestone=by_milestone or not has_folder)
    details = {"from": case.state, "to": state, "node": case.node}
    if not is_closed(case.state):
        note_work(case, node=case.node, on=on or today)
    case.state, case.closed_reason = state, reason.strip()[:300] if is_closed(state) else ""
    case.closed_on = closing_day(state, case.opened_on, on or today)
    if not is_closed(state) and not node_fits(state, case.node):
        case.node = "post_loan" if state == CaseState.RUNNING else "acceptance"
    # What is asked of trainees is a case that was refused; one that is opened again no longer is.
    if state == CaseState.REFUSED:
        case.kinds = sorted({*case.kinds, CaseKind.REFUSED})
    elif details["from"] == CaseState.REFUSED:
        case.kinds = [kind for kind in case.kinds if kind != CaseKind.REFUSED]
    case.version += 1
    case.save(update_fields=["state", "closed_reason", "closed_on", "node", "kinds", "version"])
    kind = (
        CaseEventKind.CLOSED if is_closed(state) else CaseEventKind.REOPENED if details["from"] != CaseState.OPEN else CaseEventKind.MOVED
    )
    keep_event(case, kind, actor=actor, actor_key=actor_key, now=moment, reason=reason, details=details)
    renew_kinds(case)
    if has_folder:
        _folder_follows(case, reason=reason, actor=actor, key=actor.key if actor else actor_key, moment=moment)
    note_loan(case=case, now=moment)
    return case


def _folder_follows(case: LoanCase, *, reason: str, actor: User | None, key: str, moment: datetime) -> None:
    """The folder of a case whose state has changed: what can't be done any more is left out, a sitting that was called is called off."""
    if case.state == CaseState.OPEN:
        reopen_milestones(case, moment)
    elif is_closed(case.state):
        close_milestones(case, reason=reason, actor_key=key, now=moment)
        if actor is not None:
            take_off_agenda(locked_folder(case), reason=reason, actor=actor, now=moment)
