"""Checks of margins (domain.md 2.3, M1 and M2). Rates are per cent."""

from collections.abc import Sequence
from decimal import Decimal

from .numbers import HUNDRED, divided, total


def weighted(categories: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """M1: Σ share of sales × margin of the category, both per cent; shares that miss 100 are scaled to it."""
    shares = total(share for share, _ in categories)
    return divided(total(share * margin for share, margin in categories), shares, "share")


def from_prices(price: Decimal, cost: Decimal) -> Decimal:
    """The margin of one article from its price tag and its purchase price."""
    return divided((price - cost) * HUNDRED, price, "price")


def net_margin(net_profit: Decimal, sales: Decimal) -> Decimal:
    """M2: unusually high mostly means that a cost was left out."""
    return divided(net_profit * HUNDRED, sales, "sales")


def outside(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """How many points a rate lies outside the trade's range; negative below it, 0 inside."""
    if value < low:
        return value - low
    return value - high if value > high else Decimal(0)
