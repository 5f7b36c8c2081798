"""The right answer to a case, computed from its truth: whether, how much, how long, how repaid (domain.md 2.5, 2.6)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ..analysis import capacity
from ..analysis.numbers import cents, down_to
from ..analysis.repayment import Instalment, plan
from ..analysis.statements import IncomeStatement
from ..analysis.stress import Stressed, stress
from ..case_file.audit import number_text
from ..money import yuan
from ..truth.books import Truth

RATE = Decimal("0.006")
STEP = Decimal(1000)
SMALLEST = Decimal(10_000)
EQUITY_SHARE = Decimal("0.6")
SALES_SHARE = Decimal("0.3")
NEARLY_ALL = Decimal("0.9")
TRUST = Decimal("0.15")
"""For each exaggeration that came to light, this part less: soft information lowers the amount (domain.md 2.6, step 4)."""

Result = Literal["approve", "reduce", "refuse"]


@dataclass(frozen=True)
class Decision:
    result: Result
    amount: Decimal
    requested: Decimal
    term: int
    repayment: str
    weights: tuple[int, ...]
    limits: capacity.Limits
    disposable: Decimal
    reasons: tuple[str, ...]
    conditions: tuple[str, ...]
    income: IncomeStatement
    old_debt: Decimal

    def payment(self) -> Decimal:
        rows = self.rows()
        return max((row.payment for row in rows), default=Decimal(0)) if self.repayment != "equal_payment" else rows[0].payment

    def rows(self) -> list[Instalment]:
        return plan(self.repayment, self.amount, RATE, self.term, [Decimal(weight) for weight in self.weights])

    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "result": self.result,
            "amount": number_text(self.amount),
            "requested": number_text(self.requested),
            "term_months": self.term if self.amount else 0,
            "monthly_rate": str(RATE),
            "limits": {name: number_text(getattr(self.limits, name)) for name in ("purpose", "capacity", "risk")},
            "monthly_disposable": number_text(self.disposable),
            "reasons": list(self.reasons),
        }
        if not self.amount:
            return found
        found |= {"repayment": self.repayment, "weights": [str(weight) for weight in self.weights], "conditions": list(self.conditions)}
        stressed = {case.name: number_text(case.coverage) for case in self.stress()}
        return {**found, "payment": number_text(self.payment()), "stress": stressed, "schedule": [_row(row) for row in self.rows()]}

    def stress(self) -> list[Stressed]:
        """Coverage of the mean monthly payment in the base year and in four worse ones."""
        rows = self.rows()
        mean = sum((row.payment for row in rows), Decimal(0)) / len(rows)
        return stress(self.income, self.old_debt, mean, self.amount)


def _row(row: Instalment) -> dict[str, str]:
    return {
        "period": str(row.period),
        "principal": number_text(row.principal),
        "interest": number_text(row.interest),
        "payment": number_text(row.payment),
        "balance": number_text(row.balance),
    }


def weights_of(truth: Truth) -> tuple[int, ...]:
    """Principal follows the months in which the trade has money; only for plans that need weights."""
    trade, last = truth.trade, truth.months[-1].name[1]
    if trade.repayment not in {"seasonal", "by_batch"}:
        return ()
    return tuple(trade.season[(last + step) % 12] for step in range(trade.term))


def decide(truth: Truth, provable: int, requested: int, deceits: tuple[str, ...]) -> Decision:
    """Fraud is refused whatever the figures say; else min(Z, C, K), rounded down to whole thousands."""
    disposable = cents(capacity.monthly_disposable(yuan(truth.net_disposable), [yuan(truth.loan_service())]))
    limit, term = capacity.payment_limit(disposable), truth.trade.term
    if truth.trade.repayment in {"seasonal", "by_batch"}:
        able = capacity.amount_by_total(limit, RATE, term)
    else:
        able = capacity.amount_by_payment(limit, RATE, term)
    risk = min(yuan(truth.closing.equity) * EQUITY_SHARE, yuan(truth.annual("sales")) * SALES_SHARE)
    limits = capacity.Limits(yuan(provable), able, max(Decimal(0), down_to(risk, STEP)))
    asked = yuan(requested)
    exaggerations = deceits.count("exaggeration")
    trusted = max(Decimal(0), 1 - TRUST * exaggerations)
    amount = down_to(capacity.amount(limits, asked) * trusted, STEP)
    reasons = []
    if "fraud" in deceits:
        amount, reasons = Decimal(0), ["fraud"]
    elif amount < SMALLEST:
        amount, reasons = Decimal(0), [f"limit_{limits.binding()}"]
    elif amount < asked * NEARLY_ALL:
        reasons = [*(["limit_" + limits.binding()] if min(limits.purpose, limits.capacity, limits.risk) < asked else [])]
        reasons += ["exaggeration"] if exaggerations else []
    result: Result = "refuse" if not amount else ("approve" if amount >= asked * NEARLY_ALL else "reduce")
    conditions = _conditions(deceits, provable < requested) if amount else ()
    return Decision(
        result,
        amount,
        asked,
        term,
        truth.trade.repayment,
        weights_of(truth),
        limits,
        disposable,
        tuple(reasons),
        conditions,
        _income(truth),
        yuan(truth.loan_service()),
    )


def _conditions(deceits: tuple[str, ...], more_than_proved: bool) -> tuple[str, ...]:
    """Checkable ones, before or after paying out."""
    found = ["spouse_signs_as_co_borrower", "purpose_checked_within_15_days"]
    if more_than_proved or "exaggeration" in deceits:
        found.insert(1, "paid_straight_to_suppliers")
    return tuple(found)


def _income(truth: Truth) -> IncomeStatement:
    def lines(name: str) -> dict[str, Decimal]:
        return {line: yuan(amount) for line, amount in truth.annual_lines(name).items()}

    sold, cost = yuan(truth.annual("sales")), yuan(truth.annual("cogs"))
    return IncomeStatement(
        sold, cost, lines("opex"), lines("interest"), yuan(truth.annual("other_income")), yuan(truth.annual("household"))
    )
