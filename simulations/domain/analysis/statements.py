"""The three statements of a small business, from notes to totals that close (domain.md 2.2). Amounts are yuan."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .numbers import HUNDRED, MONTHS, divided, total

Lines = Mapping[str, Decimal]
"""Line code → yuan. Asset codes: cash, receivables, prepaid_…, deposits, inventory, fixed_…; liabilities: payables, advances, loan_…"""


@dataclass(frozen=True)
class BalanceSheet:
    """At one date. Consigned goods, dead receivables and what belongs to others never stand in it."""

    assets: Lines
    liabilities: Lines

    @property
    def total_assets(self) -> Decimal:
        return total(self.assets.values())

    @property
    def total_liabilities(self) -> Decimal:
        return total(self.liabilities.values())

    @property
    def equity(self) -> Decimal:
        return self.total_assets - self.total_liabilities

    @property
    def current_assets(self) -> Decimal:
        """Deposits, fixed assets and a transfer fee paid are not current."""
        fixed = ("fixed_", "deposits", "transfer_fee")
        return total(amount for line, amount in self.assets.items() if not line.startswith(fixed))

    def held(self, prefix: str) -> Decimal:
        """The sum of all lines of either side whose code begins with ``prefix``."""
        lines = [*self.assets.items(), *self.liabilities.items()]
        return total(amount for line, amount in lines if line.startswith(prefix))


@dataclass(frozen=True)
class IncomeStatement:
    """Twelve whole months. Loan principal is no cost; the owner's own work is in the profit unless a wage was booked."""

    sales: Decimal
    cogs: Decimal
    opex: Lines
    interest: Lines
    other_household_income: Decimal
    household_expense: Decimal

    @property
    def gross_profit(self) -> Decimal:
        return self.sales - self.cogs

    @property
    def gross_margin(self) -> Decimal:
        """Per cent of sales."""
        return divided(self.gross_profit * HUNDRED, self.sales, "sales")

    @property
    def opex_total(self) -> Decimal:
        return total(self.opex.values())

    @property
    def interest_total(self) -> Decimal:
        return total(self.interest.values())

    @property
    def net_profit(self) -> Decimal:
        return self.gross_profit - self.opex_total - self.interest_total

    @property
    def net_disposable(self) -> Decimal:
        """What business and family together have left in the year, before principal of old debts."""
        return self.net_profit + self.other_household_income - self.household_expense


@dataclass(frozen=True)
class CashFlow:
    """Direct method; outflows are negative."""

    opening_cash: Decimal
    lines: Lines

    @property
    def net(self) -> Decimal:
        return total(self.lines.values())

    @property
    def closing_cash(self) -> Decimal:
        return self.opening_cash + self.net


@dataclass(frozen=True)
class EquityRoll:
    """Opening equity moved by profit, other income, injections, household, non-operating spending and depreciation (2.2)."""

    opening: Decimal
    steps: Lines

    @property
    def closing(self) -> Decimal:
        return self.opening + total(self.steps.values())


def change(opening: BalanceSheet, closing: BalanceSheet, prefix: str) -> Decimal:
    return closing.held(prefix) - opening.held(prefix)


def collections(income: IncomeStatement, opening: BalanceSheet, closing: BalanceSheet) -> Decimal:
    """Money received for sales = sales − Δreceivables + Δadvances (2.2)."""
    return income.sales - change(opening, closing, "receivables") + change(opening, closing, "advances")


def supplier_payments(income: IncomeStatement, opening: BalanceSheet, closing: BalanceSheet) -> Decimal:
    """Money paid for goods = cost of goods + Δstock + Δprepaid goods − Δpayables (2.2)."""
    stock = change(opening, closing, "inventory") + change(opening, closing, "prepaid_goods")
    return income.cogs + stock - change(opening, closing, "payables")


def purchases(income: IncomeStatement, opening: BalanceSheet, closing: BalanceSheet) -> Decimal:
    """Goods taken in = cost of goods sold + Δstock."""
    return income.cogs + change(opening, closing, "inventory")


def closure(
    income: IncomeStatement, opening: BalanceSheet, closing: BalanceSheet, cash: CashFlow, roll: EquityRoll
) -> dict[str, tuple[Decimal, Decimal]]:
    """Identities that fail, as ``name → (found, wanted)``; empty when the three statements close (2.2)."""
    pairs = {
        "opening_cash": (cash.opening_cash, opening.held("cash")),
        "closing_cash": (cash.closing_cash, closing.held("cash")),
        "opening_equity": (roll.opening, opening.equity),
        "closing_equity": (roll.closing, closing.equity),
        "net_profit": (roll.steps.get("net_profit", Decimal(0)), income.net_profit),
        "collections": (cash.lines.get("collections", Decimal(0)), collections(income, opening, closing)),
        "supplier_payments": (cash.lines.get("supplier_payments", Decimal(0)), -supplier_payments(income, opening, closing)),
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def monthly(annual: Decimal) -> Decimal:
    return annual / MONTHS
