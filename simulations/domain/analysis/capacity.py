"""Repayment capacity and the amount that follows from it (domain.md 2.5 and 2.6). Yuan; monthly rates are plain (0.006)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .numbers import HUNDRED, MONTHS, ZERO, cents, divided, down_to, total

PAYMENT_SHARE = Decimal(70)
"""Default share of the disposable income that a new payment may take, per cent; the same as a coverage of 1.43."""


def monthly_disposable(net_disposable: Decimal, old_debts: Sequence[Decimal] = ()) -> Decimal:
    """月可支配收入 = (net profit + other income − household) ÷ 12 − monthly principal of old debts."""
    return net_disposable / MONTHS - total(old_debts)


def coverage(disposable: Decimal, payment: Decimal) -> Decimal:
    """DSCR = monthly disposable ÷ new monthly payment."""
    return divided(disposable, payment, "payment")


def bullet_coverage(disposable: Decimal, months: Decimal, principal: Decimal, interest: Decimal) -> Decimal:
    """Disposable of the whole term ÷ (principal + interest due at its end)."""
    return divided(disposable * months, principal + interest, "principal")


def payment_limit(disposable: Decimal, share: Decimal = PAYMENT_SHARE) -> Decimal:
    """The highest new monthly payment."""
    return max(ZERO, disposable * share / HUNDRED)


def annuity_factor(monthly_rate: Decimal, months: int) -> Decimal:
    """(1 − (1+r)^−n) ÷ r, or n without interest."""
    if monthly_rate == 0:
        return Decimal(months)
    return (1 - (1 + monthly_rate) ** -months) / monthly_rate


def amount_by_payment(limit: Decimal, monthly_rate: Decimal, months: int) -> Decimal:
    """C = monthly limit × (1 − (1+r)^−n) ÷ r, to the cent."""
    return cents(limit * annuity_factor(monthly_rate, months))


def amount_by_total(limit: Decimal, monthly_rate: Decimal, months: int) -> Decimal:
    """For plans that repay at the end or by batch: what the whole term's limit repays with interest on all of it, to the cent."""
    return cents(limit * months / (1 + monthly_rate * months))


@dataclass(frozen=True)
class Limits:
    """Z what the purpose proves, C what can be repaid, K what risk policy allows."""

    purpose: Decimal
    capacity: Decimal
    risk: Decimal

    def binding(self) -> str:
        """Which limit decides; purpose before capacity before risk where they are equal."""
        return min(("purpose", "capacity", "risk"), key=lambda name: getattr(self, name))


def amount(limits: Limits, requested: Decimal, step: Decimal = Decimal(1000)) -> Decimal:
    """额度 = min(Z, C, K, requested), rounded down to whole steps."""
    return max(ZERO, down_to(min(limits.purpose, limits.capacity, limits.risk, requested), step))
