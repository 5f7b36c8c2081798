"""Decimal arithmetic that every analysis shares: cents, deviations, and a refusal instead of a division by zero."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
HUNDRED = Decimal(100)
CENT = Decimal("0.01")
MONTHS = Decimal(12)
DAYS = Decimal(365)


class Incomputable(ValueError):
    """A figure that the inputs do not define (a share of nothing, a margin of 100 %); ``code`` says which, ``name`` where."""

    def __init__(self, code: str, name: str = "") -> None:
        self.code, self.name = code, name
        super().__init__(f"{name}: {code}" if name else code)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, away from zero, never minus zero."""
    result = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def cents(value: Decimal) -> Decimal:
    """Yuan to the cent."""
    return rounded(value, 2)


def down_to(value: Decimal, step: Decimal) -> Decimal:
    """The greatest multiple of ``step`` that is not above ``value``."""
    return (value / step).to_integral_value(rounding=ROUND_DOWN) * step


def total(values: Iterable[Decimal]) -> Decimal:
    return sum(values, ZERO)


def divided(value: Decimal, by: Decimal, name: str) -> Decimal:
    """``value / by``; raises Incomputable("zero") naming the divisor."""
    if by == 0:
        raise Incomputable("zero", name)
    return value / by


def deviation(test: Decimal, benchmark: Decimal) -> Decimal:
    """(test − benchmark) / benchmark in per cent (domain.md 2.3); the benchmark's size counts, so the sign tells the direction."""
    if benchmark == 0:
        if test == 0:
            return ZERO
        raise Incomputable("zero", "benchmark")
    return (test - benchmark) / abs(benchmark) * HUNDRED


def points(test: Decimal, benchmark: Decimal) -> Decimal:
    """Two rates are compared in percentage points, never in per cent of each other (domain.md 2.3)."""
    return test - benchmark
