"""Reads of the customer ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum

from lms.people.models import Organisation, User

from ..domain.contract_rows import Known, Row, Situation
from ..domain.contracts import RENEWAL_DAYS, Standing, attention
from ..enums import FiveCategory, OperationsMode, Renewal, Tier
from ..models import Contract
from .ledger_scope import contracts_visible_to
from .mode import mode_of


def contract_situation(bank: Organisation, rows: Sequence[Row]) -> Situation:
    """What the plan has to know. Three queries and one per 500 numbers."""
    numbers, known = [row.number for row in rows], {}
    for start in range(0, len(numbers), 500):
        found = Contract.objects.filter(bank=bank, number__in=numbers[start : start + 500]).select_related("manager")
        for one in found:
            figures = (one.balance, one.overdue_days, one.category)
            care = (one.manager.employee_number, one.tier, one.check_months, one.checked_on, one.archive_number)
            known[one.number] = Known(one.amount, one.paid_on, one.figures_on, figures, care)
    at_work = User.objects.filter(bank=bank, is_active=True).exclude(employee_number="").values_list("employee_number", flat=True)
    return Situation(known, frozenset(at_work), names=mode_of(bank) == OperationsMode.FULL)


def contract_list(user: User, choices: Mapping[str, str], today: date) -> QuerySet[Contract]:
    """Contracts in scope, narrowed; those with a balance unless asked for all."""
    rows = contracts_visible_to(user)
    if (q := choices.get("q", "").strip()) != "":
        found = Q(number__icontains=q) | Q(customer__number__icontains=q) | Q(manager__name__icontains=q)
        rows = rows.filter(found | Q(manager__name_initials__startswith=q.lower()))
    for name, known in (("category", FiveCategory.values), ("tier", Tier.values), ("renewal", Renewal.values)):
        if choices.get(name) in known:
            rows = rows.filter(**{name: choices[name]})
    if choices.get("person"):
        rows = rows.filter(manager__key=choices["person"])
    return _narrowed(rows, choices.get("state", ""), today)


def _narrowed(rows: QuerySet[Contract], state: str, today: date) -> QuerySet[Contract]:
    running = rows.filter(balance__gt=0)
    if state == "overdue":
        return running.filter(overdue_days__gt=0).order_by("-overdue_days", "pk")
    if state == "check_late":
        return running.filter(next_check_on__lt=today).order_by("next_check_on", "pk")
    if state == "ending":
        return running.filter(due_on__lte=today + timedelta(days=RENEWAL_DAYS)).order_by("due_on", "pk")
    if state == "ended":
        return rows.filter(balance=0)
    return rows if state == "all" else running


@dataclass(frozen=True)
class ContractLine:
    contract: Contract
    reasons: tuple[str, ...]


def with_attention(contracts: Sequence[Contract], today: date) -> list[ContractLine]:
    return [ContractLine(one, attention(standing_of(one), today)) for one in contracts]


def standing_of(one: Contract) -> Standing:
    return Standing(one.balance, one.due_on, one.overdue_days, one.category, one.next_check_on, one.renewal, one.alert)


def contract_totals(rows: QuerySet[Contract]) -> dict[str, object]:
    """Balance and overdue balance of a list. One query."""
    return rows.order_by().aggregate(owed=Sum("balance"), overdue=Sum("balance", filter=Q(overdue_days__gt=0)))
