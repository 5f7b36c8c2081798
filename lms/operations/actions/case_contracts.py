"""A loan of the loan office stands in the customer ledger from its payout on; its checks are noted in both books at once."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from lms.evidence.enums import Product

from ..domain.contracts import next_check
from ..enums import FiveCategory, Guarantee
from ..models import CaseFolder, Contract, ContractFigure, LoanCase, MonitoringCheck

SECURED_BY = {Product.GUARANTEED: Guarantee.GUARANTOR, Product.MORTGAGED: Guarantee.MORTGAGE}


def contract_of_payout(case: LoanCase, folder: CaseFolder, *, actor_key: str, now: datetime) -> Contract | None:
    """The contract of a loan that was just paid out: the one the books brought already, or a new one under the case's number."""
    if folder.paid_on is None or folder.paid_amount is None or folder.matures_on is None or case.lead is None:
        return None
    if (kept := case.contracts.first()) is not None:
        return kept
    rows = Contract.objects.filter(bank=case.bank, customer=folder.customer, paid_on=folder.paid_on, case__isnull=True)
    if len(found := list(rows[:2])) == 1:
        found[0].case = case
        found[0].save(update_fields=["case"])
        return found[0]
    if Contract.objects.filter(bank=case.bank, number=case.number).exists():
        return None
    made = Contract.objects.create(
        bank=case.bank, number=case.number, customer=folder.customer, case=case, manager=case.lead, product=case.product,
        amount=folder.paid_amount, balance=folder.paid_amount, term_months=folder.approved_term or folder.term_months,
        repayment=folder.repayment, guarantee=SECURED_BY.get(Product(case.product), Guarantee.CREDIT), paid_on=folder.paid_on,
        due_on=folder.matures_on, figures_on=folder.paid_on, category=FiveCategory.NORMAL, made_by_key=actor_key, made_at=now,
    )  # fmt: skip
    _figure(made, actor_key, now)
    note_checks(case)
    return made


def settle_contract(case: LoanCase, *, actor_key: str, now: datetime) -> None:
    """Repaid in full: nothing is owed any more. A contract that the books know by its own number is left to them."""
    today = timezone.localdate(now)
    for row in Contract.objects.select_for_update(of=("self",)).filter(case=case, number=case.number, balance__gt=0):
        row.balance, row.overdue_days, row.category, row.figures_on = Decimal(0), 0, FiveCategory.NORMAL, today
        row.save(update_fields=["balance", "overdue_days", "category", "figures_on"])
        _figure(row, actor_key, now)


def _figure(contract: Contract, actor_key: str, now: datetime) -> None:
    ContractFigure.objects.create(
        contract=contract, as_of=contract.figures_on, balance=contract.balance, overdue_days=contract.overdue_days,
        category=contract.category, by_key=actor_key, recorded_at=now,
    )  # fmt: skip


def note_checks(case: LoanCase) -> None:
    """Last and next check of the case's contracts, as its folder has them."""
    done = MonitoringCheck.objects.filter(case=case, done_on__isnull=False).order_by("-done_on").values_list("done_on", flat=True).first()
    planned = MonitoringCheck.objects.filter(case=case, done_on__isnull=True).order_by("due_on").values_list("due_on", flat=True).first()
    for row in Contract.objects.select_for_update(of=("self",)).filter(case=case):
        row.checked_on = max((day for day in (row.checked_on, done) if day is not None), default=None)
        computed = next_check(checked_on=row.checked_on, paid_on=row.paid_on, due_on=row.due_on, months=row.check_months)
        row.next_check_on = planned or computed
        row.save(update_fields=["checked_on", "next_check_on"])
