"""Checks of stock, receivables, payables, flows, purpose, years, household (domain.md 2.3: I1, R1, P1, F1, Z1, N1, H1)."""

from collections.abc import Sequence
from decimal import Decimal

from .numbers import HUNDRED, ZERO, divided, total


def owned_stock(on_site: Decimal, consigned: Decimal, defective: Decimal = ZERO) -> Decimal:
    """I1: what lies there − consigned − spoilt, at purchase price; ownership comes before quantity."""
    return on_site - consigned - defective


def stock_from_sample(counted: Decimal, share: Decimal) -> Decimal:
    """Whole stock from a counted part and that part's share (per cent)."""
    return divided(counted * HUNDRED, share, "share")


def collectable(buckets: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """R1: Σ amount × expected share (per cent) by age; older than 12 months or out of contact counts 0."""
    return total(amount * share / HUNDRED for amount, share in buckets)


def rolled(opening: Decimal, added: Decimal, settled: Decimal) -> Decimal:
    """P1 (and any balance): opening + bought on credit − paid."""
    return opening + added - settled


def closing_balance(opening: Decimal, inflow: Decimal, outflow: Decimal) -> Decimal:
    """F1: a flow must add up to the fen, or it was edited."""
    return opening + inflow - outflow


def share(part: Decimal, whole: Decimal) -> Decimal:
    """F1: a part of the inflow in per cent: relatives', round-trip, related buyers', or what reached the borrower's own accounts."""
    return divided(part * HUNDRED, whole, "whole")


def provable(needs: Sequence[Decimal], own_funds: Decimal = ZERO) -> Decimal:
    """Z1: Σ needs that papers prove − own money for them; the gap to the request is what may be diverted."""
    return max(ZERO, total(needs) - own_funds)


def working_capital_need(stock_days: Decimal, receivable_days: Decimal, payable_days: Decimal, cogs: Decimal) -> Decimal:
    """Gap ≈ (stock days + receivable days − payable days) ÷ 365 × yearly cost of goods (domain.md C02)."""
    return (stock_days + receivable_days - payable_days) / Decimal(365) * cogs


def household_floor(per_head: Decimal, people: Decimal, schooling: Decimal, housing: Decimal) -> Decimal:
    """H1: local spending a head × people + schooling + rent or mortgage, a year; a lower story is topped up to it."""
    return per_head * people + schooling + housing
