"""Equity reconciliation: what the owner should have (应有权益) against what is there (实有权益). domain.md 2.3, E1."""

from dataclasses import dataclass
from decimal import Decimal

from .numbers import ZERO


@dataclass(frozen=True)
class EquityHistory:
    """Sums since the business began, in yuan; all given as positive sizes except ``revaluation``."""

    initial: Decimal
    profit: Decimal
    other_income: Decimal = ZERO
    injection: Decimal = ZERO
    household: Decimal = ZERO
    withdrawals: Decimal = ZERO
    bad_debt: Decimal = ZERO
    non_operating: Decimal = ZERO
    revaluation: Decimal = ZERO
    depreciation: Decimal = ZERO


def due(history: EquityHistory) -> Decimal:
    """应有权益 = initial + profits + other income + injections ± revaluation
    − household − withdrawals − bad debts − non-operating spending − depreciation."""
    came = history.initial + history.profit + history.other_income + history.injection + history.revaluation
    went = history.household + history.withdrawals + history.bad_debt + history.non_operating + history.depreciation
    return came - went


def opening_funds(uses: Decimal, borrowed: Decimal) -> Decimal:
    """Own money at the start = everything bought to open − what was borrowed for it."""
    return uses - borrowed


def reading(difference: Decimal) -> str:
    """What a difference (due − actual) points to: ``profit_overstated``, ``hidden_debt`` or ``closed``."""
    if difference > 0:
        return "profit_overstated"
    return "hidden_debt" if difference < 0 else "closed"
