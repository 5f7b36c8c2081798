"""What the coverage becomes when things go worse (domain.md 2.5): sales −10 %, price −10 %, money 15 days later, rate +1 %."""

from dataclasses import dataclass
from decimal import Decimal

from .capacity import coverage, monthly_disposable
from .numbers import DAYS, HUNDRED, MONTHS
from .statements import IncomeStatement

FALL = Decimal(10)
DELAY = Decimal(15)
RATE_RISE = Decimal(1)


@dataclass(frozen=True)
class Stressed:
    """One case: disposable a month after old debts, and its coverage of the payment."""

    name: str
    disposable: Decimal
    coverage: Decimal


def stress(income: IncomeStatement, old_debt: Decimal, payment: Decimal, loan: Decimal) -> list[Stressed]:
    """Base and four worse years. ``old_debt`` is monthly principal, ``payment`` the new one, ``loan`` what bears the dearer rate."""
    drop = FALL / HUNDRED
    losses = {
        "base": Decimal(0),
        "sales": income.gross_profit * drop,
        "price": income.sales * drop,
        "collection": income.sales / DAYS * DELAY,
        "rate": loan * RATE_RISE / HUNDRED,
    }
    found = []
    for name, loss in losses.items():
        left = monthly_disposable(income.net_disposable) - old_debt - loss / MONTHS
        found.append(Stressed(name, left, coverage(left, payment)))
    return found
