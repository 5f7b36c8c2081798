"""Repayment plans in yuan and cents (domain.md 2.6): every plan's principals add up to the loan exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .numbers import CENT, ZERO, Incomputable, cents, down_to, total


@dataclass(frozen=True)
class Instalment:
    period: int
    principal: Decimal
    interest: Decimal
    balance: Decimal

    @property
    def payment(self) -> Decimal:
        return self.principal + self.interest


def _rows(amount: Decimal, monthly_rate: Decimal, principals: Sequence[Decimal]) -> list[Instalment]:
    """Interest each month on what is still owed, half up to the cent."""
    balance, rows = amount, []
    for period, principal in enumerate(principals, 1):
        interest = cents(balance * monthly_rate)
        balance -= principal
        rows.append(Instalment(period, principal, interest, balance))
    return rows


def _check(amount: Decimal, monthly_rate: Decimal, months: int) -> None:
    if amount <= 0 or cents(amount) != amount:
        raise Incomputable("not_an_amount", "amount")
    if months < 1:
        raise Incomputable("not_a_term", "months")
    if monthly_rate < 0:
        raise Incomputable("not_a_rate", "monthly_rate")


def annuity(amount: Decimal, monthly_rate: Decimal, months: int) -> Decimal:
    """M = P·r ÷ (1 − (1+r)^−n), to the cent."""
    if monthly_rate == 0:
        return cents(amount / months)
    return cents(amount * monthly_rate / (1 - (1 + monthly_rate) ** -months))


def equal_payment(amount: Decimal, monthly_rate: Decimal, months: int) -> list[Instalment]:
    """等额本息: the last instalment clears the balance, so it may differ by some cents."""
    _check(amount, monthly_rate, months)
    payment, balance, principals = annuity(amount, monthly_rate, months), amount, []
    for _ in range(months - 1):
        principals.append(min(balance, max(ZERO, payment - cents(balance * monthly_rate))))
        balance -= principals[-1]
    return _rows(amount, monthly_rate, [*principals, balance])


def equal_principal(amount: Decimal, monthly_rate: Decimal, months: int) -> list[Instalment]:
    """等额本金: instalment k bears interest on P − (k−1)·P/n."""
    return seasonal(amount, monthly_rate, [Decimal(1)] * months)


def seasonal(amount: Decimal, monthly_rate: Decimal, weights: Sequence[Decimal]) -> list[Instalment]:
    """旺季多还: principal in proportion to each month's weight; the last month with a weight takes the odd cents."""
    _check(amount, monthly_rate, len(weights))
    whole = total(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise Incomputable("not_weights", "weights")
    principals = [down_to(amount * weight / whole, CENT) for weight in weights]
    last = max(index for index, weight in enumerate(weights) if weight > 0)
    principals[last] += amount - total(principals)
    return _rows(amount, monthly_rate, principals)


def by_batch(amount: Decimal, monthly_rate: Decimal, months: int, batches: Mapping[int, Decimal]) -> list[Instalment]:
    """按批次还本、按月付息: period → weight of the batch sold then; the last period clears the balance."""
    if not batches or any(not 1 <= period <= months for period in batches):
        raise Incomputable("batch_outside_term", "batches")
    return seasonal(amount, monthly_rate, [batches.get(period, ZERO) for period in range(1, months + 1)])


def interest_first(amount: Decimal, monthly_rate: Decimal, months: int) -> list[Instalment]:
    """按月付息、到期还本: only for strong credit; the last month carries everything."""
    return by_batch(amount, monthly_rate, months, {months: Decimal(1)})


def plan(
    kind: str,
    amount: Decimal,
    monthly_rate: Decimal,
    months: int,
    weights: Sequence[Decimal] = (),
) -> list[Instalment]:
    """A plan by its code; ``weights`` has one entry a month for ``seasonal`` and ``by_batch``."""
    if kind in {"seasonal", "by_batch"}:
        if len(weights) != months:
            raise Incomputable("weights_not_months", "weights")
        return seasonal(amount, monthly_rate, weights)
    makers = {"equal_payment": equal_payment, "equal_principal": equal_principal, "interest_first": interest_first}
    if kind not in makers:
        raise Incomputable("unknown_plan", kind)
    return makers[kind](amount, monthly_rate, months)
