"""Default thresholds of the cross-checks (domain.md 2.3); a bank may set its own. Beyond one means: explain or look again, never refuse."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from .numbers import deviation, points

Unit = Literal["percent", "points"]


@dataclass(frozen=True)
class Tolerance:
    unit: Unit
    value: Decimal


def _percent(value: int) -> Tolerance:
    return Tolerance("percent", Decimal(value))


def _points(value: int) -> Tolerance:
    return Tolerance("points", Decimal(value))


TOLERANCES: Mapping[str, Tolerance] = MappingProxyType(
    {
        "equity": _percent(5),
        "sales_main": _percent(5),
        "sales_side": _percent(10),
        "margin": _points(3),
        "net_margin": _points(3),
        "inventory": _percent(5),
        "receivable": _percent(5),
        "payable": _percent(5),
        "debt": _percent(5),
        "cash": _percent(0),
        "flow": _points(5),
        "purpose": _percent(10),
        "years": _percent(10),
        "household": _percent(10),
    }
)


def gap(test: Decimal, benchmark: Decimal, unit: Unit) -> Decimal:
    """The deviation in the unit of its threshold: per cent of the benchmark, or percentage points."""
    return points(test, benchmark) if unit == "points" else deviation(test, benchmark)


def within(found: Decimal, tolerance: Tolerance) -> bool:
    return abs(found) <= tolerance.value
