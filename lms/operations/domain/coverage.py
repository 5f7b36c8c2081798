"""The map of the grid: how much of an area has been visited, and how long ago."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

STALE_DAYS = 30
"""An area nobody has been to for so long is pale again, whatever its share."""


@dataclass(frozen=True)
class AreaCount:
    """One area: ``merchants`` on its list, ``visited`` different businesses, the day of the last visit."""

    row: int
    column: int
    merchants: int
    visited: int
    last: date | None


def visited_share(one: AreaCount) -> Decimal | None:
    """From 0 to 1; more visited than listed is all of them; None without a list."""
    if one.merchants == 0:
        return None
    return min(Decimal(1), (Decimal(one.visited) / one.merchants).quantize(Decimal("0.001"), ROUND_HALF_UP))


def shade(one: AreaCount, today: date) -> int:
    """0 nobody was there, 1 below a third, 2 below two thirds, 3 more, 4 all; one step paler where the last visit is stale."""
    if one.visited == 0 or one.last is None:
        return 0
    share = visited_share(one)
    step = 2 if share is None else 4 if share >= 1 else 3 if share * 3 >= 2 else 2 if share * 3 >= 1 else 1
    return max(1, step - 1) if (today - one.last).days > STALE_DAYS else step


@dataclass(frozen=True)
class Extent:
    """The rectangle the grid is drawn in."""

    rows: range
    columns: range


def extent(areas: Iterable[AreaCount]) -> Extent:
    places = [(one.row, one.column) for one in areas]
    if not places:
        return Extent(range(0), range(0))
    rows, columns = zip(*places, strict=True)
    return Extent(range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1))
