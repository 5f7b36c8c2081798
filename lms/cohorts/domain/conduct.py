"""The running balance of conduct points."""

from collections.abc import Iterable
from decimal import Decimal

MOST_POINTS = 50  # one entry moves the balance by no more


def balance(start: int, points: Iterable[int]) -> int:
    """Start points plus everything given and taken; it may leave the range that a score allows."""
    return start + sum(points)


def as_score(standing: int, start: int) -> tuple[Decimal, Decimal]:
    """The balance as a score and its maximum: never below zero, and what goes beyond a full start is honour, not score."""
    maximum = start or 100
    return Decimal(min(max(standing, 0), maximum)), Decimal(maximum)
