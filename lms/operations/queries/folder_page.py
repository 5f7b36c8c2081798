"""What the pages of a case folder show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from lms.people.models import User
from simulations.domain.investigation.sheet import SheetLine
from simulations.enums import DerivedLine, Ratio, SheetCheck, StatementLine, Worse
from simulations.queries.worksheet import held_against

from ..domain.milestones import STEPS, Step
from ..domain.worksheet import affordability, faults_of, read_figures, sheet
from ..enums import MilestoneState, Need, StepCode
from ..models import CaseFile, CaseFolder, LoanCase, Milestone
from .folder import needs_met


@dataclass(frozen=True)
class Row:
    """One milestone as the folder lists it."""

    milestone: Milestone
    step: Step
    name: str
    node: str
    late: bool


def milestone_rows(case: LoanCase, nodes: Mapping[str, str], today: date) -> list[Row]:
    rows = Milestone.objects.filter(case=case).select_related("responsible").order_by("position")
    return [
        Row(
            one,
            STEPS[one.code],
            str(StepCode(one.code).label),
            nodes.get(STEPS[one.code].node, ""),
            one.state == MilestoneState.OPEN and one.due_on is not None and one.due_on < today,
        )
        for one in rows
        if one.code in STEPS
    ]


def needs_of(case: LoanCase, folder: CaseFolder, code: str, actor: User, today: date) -> list[tuple[str, bool]]:
    """What the step needs in words, and whether it is there."""
    met = needs_met(case, folder, code, actor, today)
    return [(str(Need(need).label), need in met) for need in STEPS[code].needs]


def files_of(case: LoanCase, code: str = "") -> QuerySet[CaseFile]:
    rows = CaseFile.objects.filter(case=case, removed_at__isnull=True).select_related("added_by").order_by("id")
    return rows.filter(milestone=code) if code else rows


@dataclass(frozen=True)
class CheckRow:
    line: SheetLine
    name: str
    against: str
    done: Mapping[str, Any] | None


def check_rows(folder: CaseFolder) -> list[CheckRow]:
    return [CheckRow(line, str(SheetCheck(line.key).label), held_against(line), folder.checks.get(line.key)) for line in sheet()]


def figures_summary(folder: CaseFolder) -> dict[str, Any]:
    """What follows from the figures: derived lines, ratios, coverage of the proposal and worse years, and what is still open."""
    found, faults = read_figures(folder.figures), faults_of(folder.figures, folder.checks)
    income, balance = found.income, found.balance
    derived = [
        (DerivedLine.TOTAL_ASSETS, balance.total_assets),
        (DerivedLine.TOTAL_LIABILITIES, balance.total_liabilities),
        (DerivedLine.EQUITY, balance.equity),
        (DerivedLine.GROSS_PROFIT, income.gross_profit),
        (DerivedLine.NET_PROFIT, income.net_profit),
        (DerivedLine.NET_DISPOSABLE, income.net_disposable),
        (DerivedLine.CLOSING_CASH, found.cash_flow.closing_cash),
    ]
    amount = folder.proposed_amount or folder.case.amount
    loan = affordability(found, amount=amount, term=folder.term_months, repayment=folder.repayment)
    return {
        "derived": [(code.label, value) for code, value in derived],
        "ratios": [(Ratio(name).label, name, value) for name, value in found.ratios(amount or 0).items()],  # type: ignore[arg-type]  # zero is a Decimal's neighbour
        "cash_gap": faults.cash_gap,
        "missing": [StatementLine(line).label for line in faults.missing],
        "unexplained": [SheetCheck(key).label for key in faults.unexplained],
        "sales_checks": faults.sales_checks,
        "loan": loan,
        "stressed": [(Worse(one.name).label, one) for one in loan.stressed] if loan else [],
    }
