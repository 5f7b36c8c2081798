"""Nine independent ways to a year's sales (domain.md 2.3, S1 to S9). All return yuan a year; rates are per cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .numbers import HUNDRED, Incomputable, divided, total


@dataclass(frozen=True)
class SeasonPart:
    """One stretch of the year: its average day, or a whole month's sales over 1 day, times days a month and months."""

    daily: Sequence[Decimal]
    days: Decimal
    months: Decimal


def by_season(parts: Sequence[SeasonPart]) -> Decimal:
    """S1: Σ mean of sampled days × days a month × months; the sample must hold weekends and slack days."""
    if any(not part.daily for part in parts):
        raise Incomputable("no_sample", "daily")
    return total(total(part.daily) / len(part.daily) * part.days * part.months for part in parts)


def _left(margin: Decimal) -> Decimal:
    """The cost share of sales for a gross margin in per cent."""
    if not Decimal(-100) <= margin < HUNDRED:
        raise Incomputable("margin_out_of_range", "margin")
    return (HUNDRED - margin) / HUNDRED


def by_stock(opening_stock: Decimal, purchases: Decimal, closing_stock: Decimal, margin: Decimal) -> Decimal:
    """S2: (opening stock + purchases − closing stock) ÷ (1 − gross margin); the margin needs a check of its own."""
    return (opening_stock + purchases - closing_stock) / _left(margin)


def by_markup(purchases: Decimal, markup: Decimal) -> Decimal:
    """S3: purchases × (1 + markup); markup is on cost, not to be mistaken for the margin on sales."""
    return purchases * (HUNDRED + markup) / HUNDRED


def markup_of(margin: Decimal) -> Decimal:
    """Markup on cost in per cent = margin ÷ (1 − margin)."""
    return margin / _left(margin)


def by_receipts(
    inflow: Decimal,
    excluded: Sequence[Decimal],
    cash: Decimal,
    receivables: tuple[Decimal, Decimal],
    advances: tuple[Decimal, Decimal],
) -> Decimal:
    """S4: cleaned inflow + cash + Δreceivables − Δadvances; pairs are (opening, closing).

    ``excluded`` holds the four things to clean out: relatives' transfers, in-and-out of a day, loans paid out, money of others.
    """
    return inflow - total(excluded) + cash + (receivables[1] - receivables[0]) - (advances[1] - advances[0])


def by_energy(cost: Decimal, share: Decimal) -> Decimal:
    """S5: cost of power, water or gas ÷ its share of sales in the trade (per cent)."""
    return divided(cost * HUNDRED, share, "share")


def by_staff(staff: Decimal, output: Decimal) -> Decimal:
    """S6: people working (family included) × yearly sales a head in the trade."""
    return staff * output


def by_capacity(units: Decimal, turns: Sequence[tuple[Decimal, Decimal]], price: Decimal) -> Decimal:
    """S7: units (seats, pens, 亩) × Σ turns × days × price; more than full capacity can't be true."""
    return units * total(turn * days for turn, days in turns) * price


def by_documents(count: Decimal, average: Decimal, share: Decimal) -> Decimal:
    """S8: delivery notes (or tickets) × average ÷ their share of sales (per cent)."""
    return divided(count * average * HUNDRED, share, "share")


def by_material(quantity: Decimal, per_unit: Decimal, price: Decimal, share: Decimal) -> Decimal:
    """S9: material used ÷ material per unit sold × price ÷ that product's share of sales (per cent)."""
    return divided(divided(quantity, per_unit, "per_unit") * price * HUNDRED, share, "share")


def by_footfall(count: Decimal, share: Decimal) -> Decimal:
    """Customers a day = counted in a stretch ÷ that stretch's share of the day (per cent; domain.md C05)."""
    return divided(count * HUNDRED, share, "share")
