"""The three statements of a state: what was noted, what follows from it, and whether it closes (domain.md 2.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..analysis import capacity, ratios
from ..analysis.numbers import ZERO, Incomputable
from ..analysis.repayment import Instalment, plan
from ..analysis.statements import BalanceSheet, CashFlow, IncomeStatement, collections, supplier_payments
from ..analysis.stress import Stressed, stress
from .lines import ASSETS, FIXED, LIABILITIES, OPEX
from .state import Offer, State

MONTHLY_RATE = Decimal("0.006")
"""What the product costs a month in rehearsals; the same as the engine's own answer reckons with."""


@dataclass(frozen=True)
class Statements:
    """``noted`` is line → yuan; a line nobody noted counts nothing, as on paper."""

    noted: Mapping[str, Decimal]

    def _of(self, line: str) -> Decimal:
        return self.noted.get(line, ZERO)

    def _lines(self, names: tuple[str, ...]) -> dict[str, Decimal]:
        return {line: self.noted[line] for line in names if line in self.noted}

    @property
    def balance(self) -> BalanceSheet:
        return BalanceSheet(self._lines((*ASSETS, *FIXED)), self._lines(LIABILITIES))

    @property
    def opening(self) -> BalanceSheet:
        """Only the lines that move cash; a year ago the rest did not matter."""
        assets = {"cash": "opening_cash", "receivables": "opening_receivables", "inventory": "opening_inventory"}
        held = {line: self._of(name) for line, name in assets.items()} | {"prepaid_goods": self._of("opening_prepaid")}
        return BalanceSheet(held, {"payables": self._of("opening_payables"), "advances": self._of("opening_advances")})

    @property
    def income(self) -> IncomeStatement:
        return IncomeStatement(
            sales=self._of("sales"),
            cogs=self._of("cogs"),
            opex={line: self.noted[f"opex_{line}"] for line in OPEX if f"opex_{line}" in self.noted},
            interest=self._lines(("interest_total",)),
            other_household_income=self._of("other_household_income"),
            household_expense=self._of("household_expense"),
        )

    @property
    def cash_flow(self) -> CashFlow:
        """Direct method, every line following from the other two statements (domain.md 2.2)."""
        income, before, now = self.income, self.opening, self._closing()
        lines = {
            "collections": collections(income, before, now),
            "supplier_payments": -supplier_payments(income, before, now),
            "opex": -income.opex_total,
            "interest": -income.interest_total,
            "other_household_income": income.other_household_income,
            "household": -income.household_expense,
            "borrowed": self._of("borrowed"),
            "injection": self._of("injection"),
            "principal_paid": -self._of("principal_paid"),
            "assets_bought": -self._of("assets_bought"),
            "non_operating": -self._of("non_operating"),
        }
        return CashFlow(self._of("opening_cash"), {line: amount for line, amount in lines.items() if amount})

    def _closing(self) -> BalanceSheet:
        """Prepaid goods and prepaid rent move cash in one line here, as their opening is asked for in one."""
        prepaid = self._of("prepaid_goods") + self._of("prepaid_rent")
        held = {line: self._of(line) for line in ("cash", "receivables", "inventory")}
        return BalanceSheet({**held, "prepaid_goods": prepaid}, {line: self._of(line) for line in ("payables", "advances")})

    @property
    def cash_gap(self) -> Decimal:
        """Cash by the flow less cash in the balance sheet: 0 when the statements close."""
        return self.cash_flow.closing_cash - self._of("cash")

    @property
    def monthly_principal(self) -> Decimal:
        """Principal of old debts a month, as the last year paid it."""
        return self._of("principal_paid") / 12

    @property
    def disposable(self) -> Decimal:
        return capacity.monthly_disposable(self.income.net_disposable, [self.monthly_principal])

    def ratios(self, loan: Decimal) -> dict[str, Decimal]:
        """Those that the notes allow; a share of nothing is left out."""
        sheet, income, before = self.balance, self.income, self.opening
        owed = sheet.total_liabilities
        makers: dict[str, Callable[[], Decimal]] = {
            "gross_margin": lambda: income.gross_margin / 100,
            "net_margin": lambda: ratios.net_margin(income.net_profit, income.sales),
            "debt_ratio": lambda: ratios.debt_ratio(owed, sheet.total_assets),
            "debt_ratio_after": lambda: ratios.debt_ratio(owed, sheet.total_assets, loan),
            "current_ratio": lambda: ratios.current_ratio(sheet.current_assets, owed),
            "stock_days": lambda: ratios.turnover_days(income.cogs, before.held("inventory"), sheet.held("inventory")),
            "receivable_days": lambda: ratios.turnover_days(income.sales, before.held("receivables"), sheet.held("receivables")),
            "leverage": lambda: ratios.leverage(owed, income.net_disposable),
        }
        found = {}
        for name, make in makers.items():
            try:
                found[name] = make()
            except Incomputable:
                continue
        return found


def statements_of(state: State) -> Statements:
    lines = {*state.entries, *(reading.line for reading in state.readings)}
    values = {line: state.value(line) for line in sorted(lines)}
    return Statements({line: value for line, value in values.items() if value is not None})


@dataclass(frozen=True)
class Repaying:
    """What a proposal asks of the customer: the plan, its heaviest month, coverage of the mean month, and worse years."""

    rows: tuple[Instalment, ...]
    heaviest: Decimal
    mean: Decimal
    coverage: Decimal
    stressed: tuple[Stressed, ...]


def repaying(found: Statements, offer: Offer | None, season: tuple[int, ...] = ()) -> Repaying | None:
    """None without a loan. ``season`` is twelve monthly weights for plans that follow the trade, the first for next month."""
    if offer is None or offer.result != "lend" or offer.amount <= 0 or offer.term < 1:
        return None
    weights = [Decimal(season[step % len(season)] if season else 1) for step in range(offer.term)]
    rows = plan(offer.repayment, offer.amount, MONTHLY_RATE, offer.term, weights)
    mean = sum((row.payment for row in rows), ZERO) / len(rows)
    return Repaying(
        rows=tuple(rows),
        heaviest=max(row.payment for row in rows),
        mean=mean,
        coverage=capacity.coverage(found.disposable, mean),
        stressed=tuple(stress(found.income, found.monthly_principal, mean, offer.amount)),
    )
