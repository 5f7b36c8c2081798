"""Keep the customer ledger: a contract with its customer, the figures of the books, checks and renewal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.sealed_text import Unreadable, fingerprint, seal, unseal

from ..domain.contract_rows import Plan, Row, plan_rows
from ..domain.contracts import next_check
from ..domain.masking import masked_id, masked_name, masked_phone
from ..models import Contract, ContractFigure, Customer, LoanCase
from ..queries.contracts import contract_situation
from .loan_results import note_loan
from .problems import CaseProblem

CARE = ("tier", "check_months", "checked_on", "alert", "renewal", "referral", "archive_number")


class ContractsRefused(Exception):
    """The file no longer fits; ``plan`` says where."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("contracts refused")
        self.plan = plan


@dataclass(frozen=True)
class Imported:
    created: int
    updated: int
    same: int


def _log(
    bank: Organisation, actor_key: str, verb: Verb, moment: datetime, object_id: str, details: Mapping[str, object], reason: str = ""
) -> None:
    log_act(
        organisation_key=bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="contract",
        object_id=object_id,
        details=details,
        reason=reason,
        now=moment,
    )


def check_contracts(*, bank: Organisation, rows: Sequence[Row], today: date) -> Plan:
    """The dry run: reads, decides, writes nothing."""
    return plan_rows(rows, contract_situation(bank, rows), today)


@transaction.atomic
def import_contracts(
    *, bank: Organisation, rows: Sequence[Row], actor_key: str, file_digest: str = "", now: datetime | None = None
) -> Imported:
    """Do what the dry run announced, all of it or nothing; raises ContractsRefused."""
    moment = now or timezone.now()
    Organisation.objects.select_for_update(of=("self",)).get(pk=bank.pk)
    plan = check_contracts(bank=bank, rows=rows, today=timezone.localdate(moment))
    if plan.faults:
        raise ContractsRefused(plan)
    managers = {one.employee_number: one for one in User.objects.filter(bank=bank, is_active=True).exclude(employee_number="")}
    numbers = [row.number for row in rows]
    kept = Contract.objects.select_for_update(of=("self",)).select_related("case").filter(bank=bank, number__in=numbers)
    known = {one.number: one for one in kept}
    customers = {one.number: one for one in Customer.objects.filter(bank=bank, number__in={row.customer for row in rows if row.customer})}
    for row, outcome in plan.lines:
        if outcome == "create":
            customer = customers.get(row.customer) or _customer(bank, row, actor_key, moment)
            customers[row.customer] = customer
            made = _made_at_payout(bank, customer, row.paid_on)
            if made is None:
                contract = _create(bank, row, customer, managers[row.manager], actor_key, moment)
            else:
                contract = _named_by_the_books(made, row, managers[row.manager], actor_key, moment)
        elif outcome == "update":
            contract = known[row.number]
            _update(contract, row, managers.get(row.manager), actor_key, moment)
        else:
            continue
        if contract.case is not None:
            note_loan(case=contract.case, now=moment)
    done = Imported(plan.count("create"), plan.count("update"), plan.count("same"))
    details = {"file": file_digest, "created": done.created, "updated": done.updated, "same": done.same}
    _log(bank, actor_key, Verb.IMPORTED, moment, "", details)
    return done


def _customer(bank: Organisation, row: Row, actor_key: str, moment: datetime) -> Customer:
    return Customer.objects.create(
        bank=bank, number=row.customer, name_shown=masked_name(row.name), name_sealed=seal(row.name), phone_shown=masked_phone(row.phone),
        phone_sealed=seal(row.phone), phone_print=fingerprint(row.phone, purpose="phone"), id_shown=masked_id(row.identity),
        id_sealed=seal(row.identity), id_print=fingerprint(row.identity, purpose="id"), industry=row.industry or "other",
        made_by_key=actor_key, made_at=moment,
    )  # fmt: skip


def _create(bank: Organisation, row: Row, customer: Customer, manager: User, actor_key: str, moment: datetime) -> Contract:
    terms: dict[str, Any] = {name: getattr(row, name) for name in ("product", "amount", "rate", "term_months", "repayment", "guarantee")}
    months = row.check_months or 3
    contract = Contract.objects.create(
        bank=bank, number=row.number, customer=customer, manager=manager, paid_on=row.paid_on, due_on=row.due_on, balance=row.balance,
        overdue_days=row.overdue_days, category=row.category, figures_on=row.as_of, tier=row.tier or "ordinary", check_months=months,
        checked_on=row.checked_on, next_check_on=_next(row.checked_on, row.paid_on, row.due_on, months), archive_number=row.archive_number,
        made_by_key=actor_key, made_at=moment, case=_case_behind(customer, row.paid_on), **terms,
    )  # fmt: skip
    _figure(contract, actor_key, moment)
    return contract


def _made_at_payout(bank: Organisation, customer: Customer, paid_on: date | None) -> Contract | None:
    """The customer's loan of that day that still bears its case's number; none where two could be meant."""
    rows = Contract.objects.select_for_update(of=("self",)).select_related("case").filter(bank=bank, customer=customer, paid_on=paid_on)
    found = list(rows.filter(case__number=F("number"))[:2])
    return found[0] if len(found) == 1 else None


def _named_by_the_books(contract: Contract, row: Row, manager: User, actor_key: str, moment: datetime) -> Contract:
    contract.number = row.number
    for name in ("product", "amount", "rate", "term_months", "repayment", "guarantee", "due_on"):
        setattr(contract, name, getattr(row, name))
    _update(contract, row, manager, actor_key, moment)
    return contract


def _case_behind(customer: Customer, paid_on: date | None) -> LoanCase | None:
    """The case from which the customer was paid out on that day; none where two could be meant."""
    rows = LoanCase.objects.filter(folder__customer=customer, folder__paid_on=paid_on, contracts__isnull=True)
    found = list(rows[:2]) if paid_on else []
    return found[0] if len(found) == 1 else None


def _next(checked_on: date | None, paid_on: date | None, due_on: date | None, months: int) -> date | None:
    if paid_on is None or due_on is None:
        return None
    return next_check(checked_on=checked_on, paid_on=paid_on, due_on=due_on, months=months)


def _figure(contract: Contract, actor_key: str, moment: datetime) -> None:
    ContractFigure.objects.create(
        contract=contract, as_of=contract.figures_on, balance=contract.balance, overdue_days=contract.overdue_days,
        category=contract.category, by_key=actor_key, recorded_at=moment,
    )  # fmt: skip


def _update(contract: Contract, row: Row, manager: User | None, actor_key: str, moment: datetime) -> None:
    contract.balance, contract.overdue_days, contract.category, contract.figures_on = row.balance, row.overdue_days, row.category, row.as_of
    contract.manager = manager or contract.manager
    contract.tier, contract.check_months = row.tier or contract.tier, row.check_months or contract.check_months
    contract.checked_on, contract.archive_number = row.checked_on or contract.checked_on, row.archive_number or contract.archive_number
    contract.next_check_on = _next(contract.checked_on, contract.paid_on, contract.due_on, contract.check_months)
    contract.save()
    _figure(contract, actor_key, moment)


@transaction.atomic
def care_for_contract(*, contract: Contract, care: Mapping[str, Any], actor: User, now: datetime | None = None) -> Contract:
    """Tier, checks, warning, renewal: what the account manager knows better than the books. Raises CaseProblem."""
    moment = now or timezone.now()
    row = Contract.objects.select_for_update(of=("self",)).select_related("bank").get(pk=contract.pk)
    checked = care.get("checked_on")
    if checked is not None and (checked > timezone.localdate(moment) or checked < row.paid_on):
        raise CaseProblem(_("A check lies between the disbursement and today."), code="checked_on")
    changed = sorted(name for name in CARE if name in care and getattr(row, name) != care[name])
    for name in changed:
        setattr(row, name, care[name])
    row.next_check_on = next_check(checked_on=row.checked_on, paid_on=row.paid_on, due_on=row.due_on, months=row.check_months)
    row.save(update_fields=[*CARE, "next_check_on"])
    if changed:
        _log(row.bank, actor.key, Verb.CHANGED, moment, row.public_id, {"fields": changed})
    return row


@dataclass(frozen=True)
class OpenCustomer:
    name: str
    phone: str
    identity: str


@transaction.atomic
def open_customer(*, contract: Contract, reason: str, actor: User, now: datetime | None = None) -> OpenCustomer:
    """The customer's name, number and identity in full, with the look in the log. Raises CaseProblem."""
    moment, reason, customer = now or timezone.now(), reason.strip(), contract.customer
    if not reason:
        raise CaseProblem(_("Say why you need the full value."), code="reason")
    try:
        found = OpenCustomer(*(unseal(text) for text in (customer.name_sealed, customer.phone_sealed, customer.id_sealed)))
    except Unreadable as error:
        raise CaseProblem(_("The full value can no longer be read on this installation."), code="sealed") from error
    _log(contract.bank, actor.key, Verb.VIEWED, moment, contract.public_id, {"part": "customer", "customer": customer.public_id}, reason)
    return found
