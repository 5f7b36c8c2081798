"""The three statements and the cross-checks of a real case: the same functions as in the rehearsal, on figures entered for the case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from simulations.domain.analysis.numbers import ZERO, Incomputable
from simulations.domain.analysis.tolerances import TOLERANCES
from simulations.domain.case_file.formulas import CHECKS
from simulations.domain.investigation.lines import ALL, ASSETS, FIXED, FLOWS, INCOME, LIABILITIES, OPENING
from simulations.domain.investigation.sheet import INPUTS, STANDARD, CannotCompute, Outcome, SheetLine, compute
from simulations.domain.investigation.state import Offer
from simulations.domain.investigation.statements import Repaying, Statements, repaying

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("assets", (*ASSETS, *FIXED)),
    ("liabilities", LIABILITIES),
    ("income", INCOME),
    ("opening", OPENING),
    ("flows", FLOWS),
)
NEEDED = ("cash", "inventory", "sales", "cogs", "household_expense")
SALES_CHECKS = 3
CLOSES = Decimal("0.01")
LOANS = tuple(line for line in LIABILITIES if line.startswith("loan_"))


def sheet() -> tuple[SheetLine, ...]:
    """The standard checks; what a trade adds in rehearsals is known of no real customer beforehand."""
    return tuple(SheetLine(key, code, INPUTS[code], TOLERANCES[CHECKS[code].tolerance]) for key, code in STANDARD)


def read_figures(kept: Mapping[str, str]) -> Statements:
    """Kept decimal strings as statements; anything that is no figure counts as not noted."""
    noted = {}
    for line in ALL:
        try:
            value = Decimal(str(kept[line]))
        except (KeyError, InvalidOperation):
            continue
        if value.is_finite():
            noted[line] = value
    return Statements(noted)


def benchmark_of(key: str, found: Statements, requested: Decimal | None) -> Decimal | None:
    """What a check is held against where the statements know it."""
    income, balance = found.income, found.balance
    if key.startswith("sales_"):
        return income.sales or None
    try:
        makers: dict[str, Callable[[], Decimal | None]] = {
            "margin": lambda: income.gross_margin,
            "equity": lambda: balance.equity,
            "inventory": lambda: found.noted.get("inventory"),
            "receivable": lambda: found.noted.get("receivables"),
            "payable": lambda: found.noted.get("payables"),
            "cash": lambda: found.noted.get("cash"),
            "debts": lambda: sum((found.noted.get(line, ZERO) for line in LOANS), ZERO),
            "purpose": lambda: requested,
            "household": lambda: found.noted.get("household_expense"),
        }
        return makers[key]() if key in makers else None
    except Incomputable:
        return None


def run_check(line: SheetLine, inputs: Mapping[str, Any], benchmark: Decimal | None) -> Outcome:
    """Raises CannotCompute."""
    return compute(line, inputs, benchmark)


@dataclass(frozen=True)
class Faults:
    """Why the statements are not finished: lines without a figure, a gap in the cash, too few or unexplained checks."""

    missing: tuple[str, ...]
    cash_gap: Decimal
    sales_checks: int
    unexplained: tuple[str, ...]

    @property
    def finished(self) -> bool:
        return not self.missing and abs(self.cash_gap) <= CLOSES and self.sales_checks >= SALES_CHECKS and not self.unexplained


def faults_of(figures: Mapping[str, str], checks: Mapping[str, Mapping[str, Any]]) -> Faults:
    found = read_figures(figures)
    done = {key: row for key, row in checks.items() if row.get("result") is not None}
    unexplained = [key for key, row in done.items() if row.get("within") is False and not str(row.get("closed", "")).strip()]
    return Faults(
        missing=tuple(line for line in NEEDED if line not in found.noted),
        cash_gap=found.cash_gap,
        sales_checks=sum(key.startswith("sales_") and row.get("within") is not None for key, row in done.items()),
        unexplained=tuple(sorted(unexplained)),
    )


def affordability(found: Statements, *, amount: Decimal | None, term: int, repayment: str, season: Sequence[int] = ()) -> Repaying | None:
    """Plan, coverage and worse years of the proposed loan; None while it can't be computed."""
    if amount is None or amount <= 0 or term < 1:
        return None
    offer = Offer(result="lend", amount=amount, term=term, repayment=repayment, conditions="", reasons="", seat=0)
    try:
        return repaying(found, offer, tuple(season))
    except (Incomputable, CannotCompute, ArithmeticError):
        return None
