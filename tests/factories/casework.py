"""Makes loan cases and what hangs on them through the room's own actions."""

import io
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from lms.operations.actions import choose_mode, open_case
from lms.operations.actions.customers import add_customer
from lms.operations.actions.folder import open_folder, open_what_follows, save_payout
from lms.operations.actions.steps import add_case_file, finish_step
from lms.operations.domain.milestones import TABLE, followers
from lms.operations.domain.worksheet import read_figures
from lms.operations.models import CaseFile, CaseFolder, Customer, LoanCase, Milestone
from lms.people.actions import grant_authority
from lms.people.enums import Entrustment
from lms.people.models import Authority, Organisation, User
from lms.toolkit.uploads import Upload

_numbers = count(1)
SINCE = date(2026, 1, 5)
AMOUNT = Decimal(200_000)


def entrust(user: User, *nodes: str, level: Entrustment = Entrustment.CERTIFIED, **limits: Any) -> list[Authority]:
    """Authority at ``nodes`` (investigation where none is named)."""
    return [grant_authority(user=user, node=node, level=level, actor_key="factory", **limits) for node in nodes or ("investigation",)]


def make_case(bank: Organisation, actor: User | None = None, *, number: str = "", now: datetime | None = None, **fields: Any) -> LoanCase:
    given: dict[str, Any] = {"industry": "retail", "product": "credit", "amount_band": "to_30", "opened_on": SINCE, **fields}
    return open_case(
        bank=bank, number=number or f"DK2026{next(_numbers):05d}", actor=actor, actor_key="factory", now=now, **given
    )  # fmt: skip


def into_mode(bank: Organisation, mode: str, actor: User) -> None:
    choose_mode(bank=bank, mode=mode, reason="部门刚成立，还没有自己的系统", actor=actor)


IDENTITY = "11010519491231002X"
"""The example of the standard GB 11643-1999: nobody's."""
FIGURES = {
    "cash": "30000", "inventory": "120000", "receivables": "20000", "fixed_equipment": "15000", "payables": "10000", "sales": "800000",
    "cogs": "640000", "opex_rent": "36000", "opex_wages": "24000", "household_expense": "50000", "opening_inventory": "110000",
    "opening_receivables": "15000", "opening_payables": "12000", "opening_cash": "10000", "principal_paid": "0", "assets_bought": "13000",
}  # fmt: skip


def make_customer(bank: Organisation, actor: User, *, number: str = "", name: str = "王小明", **fields: Any) -> Customer:
    given: dict[str, Any] = {"phone": "13800001234", "id_number": IDENTITY, "address": "青石镇南街十二号", "industry": "retail", **fields}
    return add_customer(bank=bank, number=number or f"KH{next(_numbers):05d}", name=name, actor=actor, **given)


def make_folder(bank: Organisation, actor: User, lead: User, second: User, **fields: Any) -> LoanCase:
    """A case of full mode with its folder, given to two people who are certified for every node."""
    nodes = ("marketing", "acceptance", "admission", "investigation", "report", "approval", "disbursement", "post_loan", "collection")
    limit = {"amount_limit": fields.pop("limit")} if "limit" in fields else {}
    for person in (lead, second):
        entrust(person, *nodes, **limit)
    case = make_case(bank, actor, lead=lead, second=second)
    given: dict[str, Any] = {"purpose": "进货", "term_months": 12, "repayment": "equal_payment", "amount": AMOUNT, **fields}
    customer = given.pop("customer", None) or make_customer(bank, actor)
    open_folder(case=case, customer=customer, actor=actor, **given)
    case.refresh_from_db()
    return case


def attach(case: LoanCase, code: str, actor: User, *, name: str = "paper.pdf", content: bytes = b"%PDF-1.7 x") -> CaseFile:
    kind = name.rsplit(".", 1)[-1]
    found = Upload(kind=kind, size=len(content), name=name)
    return add_case_file(case=case, code=code, file=io.BytesIO(content), found=found, actor=actor)


def closing_figures() -> dict[str, str]:
    """Statements that close: the money borrowed makes up what the others leave open."""
    gap = read_figures(FIGURES).cash_gap
    return {**FIGURES, "injection": str(-gap)} if gap < 0 else {**FIGURES, "non_operating": str(gap)}


def done_checks() -> dict[str, dict[str, Any]]:
    one = {"result": "800000", "benchmark": "800000", "deviation": "0.00", "within": True, "closed": "", "inputs": {}}
    return {key: dict(one) for key in ("sales_stock", "sales_receipts", "sales_markup")}


def until(case: LoanCase, code: str, actor: User) -> LoanCase:
    """The folder stands at ``code``; what comes before it is done."""
    behind = [step.code for step in TABLE if code in followers(step.code)]
    Milestone.objects.filter(case=case, code__in=behind).update(state="done", done_by_key=actor.key)
    open_what_follows(case, CaseFolder.objects.get(case=case), timezone.localdate())
    return LoanCase.objects.get(pk=case.pk)


def make_running(bank: Organisation, actor: User, lead: User, second: User, **fields: Any) -> LoanCase:
    """A loan of full mode, paid out today."""
    case = until(make_folder(bank, actor, lead, second, **fields), "payout", actor)
    folder = CaseFolder.objects.get(case=case)
    folder.resolution, folder.approved_amount = "approved", AMOUNT
    folder.save()
    save_payout(case=case, paid_on=timezone.localdate(), paid_amount=AMOUNT, pay_method="own", actor=actor)
    finish_step(case=case, code="payout", actor=actor)
    return LoanCase.objects.get(pk=case.pk)
