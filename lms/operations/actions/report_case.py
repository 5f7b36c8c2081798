"""A case as the bank's own system reports it: made, or brought up to date, by its number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.evidence.enums import Industry, Product
from lms.people.models import Organisation, User

from ..domain.amounts import band_of
from ..domain.shadow import is_stale
from ..enums import AmountBand, CaseEventKind, CaseSource, CaseState, Difficulty
from ..models import LoanCase
from .authority import require_holders
from .case_log import keep_event, locked_case
from .problems import CaseProblem
from .shadow import TERMS, assign_case, check_node, close_case, move_case, open_case, write_details


@dataclass(frozen=True)
class Reported:
    """``outcome``: ``created``, ``updated``, ``same``, or ``stale`` where a newer report is on file already."""

    case: LoanCase
    outcome: str


KEEP: object = object()
"""Stands for a field that the report does not mention."""


def _check(number: str, opened_on: date | None, reported_at: datetime, moment: datetime, fields: dict[str, object]) -> None:
    if not number.strip():
        raise CaseProblem({"number": [_("A case needs its number.")]}, code="number")
    if reported_at > moment + timedelta(minutes=5):
        raise CaseProblem({"reported_at": [_("A report can't come from the future.")]}, code="future")
    if opened_on is not None and opened_on > timezone.localdate(moment):
        raise CaseProblem({"opened_on": [_("A case can't be opened in the future.")]}, code="future")
    choices = {"industry": Industry, "product": Product, "amount_band": AmountBand, "difficulty": Difficulty, "state": CaseState}
    for name, known in choices.items():
        value = fields.get(name)
        if value is not None and value not in known.values:
            raise CaseProblem({name: [_("“%(value)s” is not known here.") % {"value": value}]}, code="unknown")


@transaction.atomic
def report_case(
    *,
    bank: Organisation,
    number: str,
    reported_at: datetime,
    actor_key: str,
    industry: str | None = None,
    product: str | None = None,
    amount_band: str | None = None,
    amount: Decimal | None = None,
    difficulty: str | None = None,
    kinds: Iterable[str] | None = None,
    state: str | None = None,
    node: str | None = None,
    opened_on: date | None = None,
    closed_on: date | None = None,
    closed_reason: str = "",
    branch: Organisation | None = None,
    lead: User | object | None = KEEP,
    second: User | object | None = KEEP,
    supervisor: User | object | None = KEEP,
    source: str = CaseSource.SYSTEM,
    now: datetime | None = None,
) -> Reported:
    """Create or update by number; what is None (people: not given) stays. A report older than the newest one changes nothing.

    Raises CaseProblem, whose ``message_dict`` names the field where there is one; an assignment that authority does not cover is refused.
    """
    moment = now or timezone.now()
    fields = {"industry": industry, "product": product, "amount_band": amount_band, "difficulty": difficulty, "state": state}
    _check(number, opened_on, reported_at, moment, dict(fields))
    # The bank's row orders two first reports of one number.
    Organisation.objects.select_for_update().get(pk=bank.pk)
    case = LoanCase.objects.filter(bank=bank, number=number.strip()).first()
    people = {name: value for name, value in (("lead", lead), ("second", second), ("supervisor", supervisor)) if value is not KEEP}
    if case is None:
        case = _made(bank, number, reported_at, actor_key, fields, amount, kinds, node, opened_on, branch, source, moment)
        outcome = "created"
    else:
        case = locked_case(case)
        if is_stale(reported_at, case.reported_at):
            return Reported(case, "stale")
        outcome = "updated"
    before = case.version
    details: dict[str, object] = {name: value for name, value in fields.items() if name != "state" and value is not None}
    details |= {name: value for name, value in (("amount", amount), ("kinds", kinds), ("branch", branch)) if value is not None}
    _apply(case, details, people, node, state, closed_on, closed_reason, actor_key, moment)
    case = locked_case(case)
    case.reported_at = reported_at
    case.save(update_fields=["reported_at"])
    if outcome == "updated" and case.version == before:
        return Reported(case, "same")
    keep_event(case, CaseEventKind.REPORTED, actor=None, actor_key=actor_key, now=moment, details={"as_of": reported_at.isoformat()})
    return Reported(case, outcome)


def _made(
    bank: Organisation, number: str, reported_at: datetime, actor_key: str, fields: dict[str, str | None], amount: Decimal | None,
    kinds: Iterable[str] | None, node: str | None, opened_on: date | None, branch: Organisation | None, source: str, moment: datetime,
) -> LoanCase:  # fmt: skip
    """A first report must say what a case can't be without."""
    missing = [name for name in ("industry", "product") if fields[name] is None]
    missing += ["amount"] if amount is None and fields["amount_band"] is None else []
    if missing:
        raise CaseProblem({name: [_("The first report of a case needs this.")] for name in missing}, code="missing")
    first = node or "acceptance"
    check_node(first, CaseState.OPEN) if fields["state"] in (None, CaseState.OPEN) else None
    return open_case(
        bank=bank,
        number=number,
        industry=str(fields["industry"]),
        product=str(fields["product"]),
        amount_band=band_of(amount) if amount is not None else str(fields["amount_band"]),
        amount=amount,
        difficulty=fields["difficulty"] or Difficulty.MEDIUM,
        kinds=kinds or (),
        node=first if fields["state"] in (None, CaseState.OPEN) else "acceptance",
        opened_on=opened_on or timezone.localdate(reported_at),
        branch=branch,
        source=source,
        actor=None,
        actor_key=actor_key,
        now=moment,
    )


def _apply(
    case: LoanCase, details: dict[str, object], people: dict[str, object], node: str | None, state: str | None,
    closed_on: date | None, closed_reason: str, actor_key: str, moment: datetime,
) -> None:  # fmt: skip
    """Each change by the verb that has the rule for it, people before the move so that the right ones are asked for.

    A report that names people, or brings other terms, is a question about them even where it changes nobody.
    """
    changed: list[str] = []
    if details and not _is_over(case):
        case, changed = write_details(case=case, actor=None, actor_key=actor_key, now=moment, **details)
    moves = state in (None, case.state)
    held = {"lead": case.lead, "second": case.second, "supervisor": case.supervisor}
    if people and {**held, **people} != held:
        where = node if node and moves else ""
        assign_case(case=case, actor=None, actor_key=actor_key, now=moment, node=where, **{**held, **people})  # type: ignore[arg-type]  # checked by its callers
    if state is not None and state != case.state:
        reason = closed_reason or _("as the bank's system reports it")
        for step in _states_between(case.state, state):
            close_case(case=case, state=step, reason=reason, actor=None, actor_key=actor_key, on=closed_on, now=moment)
    fresh = locked_case(case)
    if node and fresh.node != node and not _is_over(fresh):
        fresh = move_case(case=fresh, node=node, actor=None, actor_key=actor_key, now=moment)
    if TERMS & set(changed) or (people and not _is_over(fresh)):
        require_holders(fresh, now=moment)


def _is_over(case: LoanCase) -> bool:
    return case.closed_on is not None


def _states_between(old: str, new: str) -> list[str]:
    """A report may have missed the payout: repaid means that it was paid out."""
    after = {CaseState.SETTLED, CaseState.WRITTEN_OFF}
    return [CaseState.RUNNING, new] if old == CaseState.OPEN and new in after else [new]
