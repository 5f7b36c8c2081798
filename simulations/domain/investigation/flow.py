"""Reading a long account statement: by words, and added up by counterparty (资金流水检验 F1: 对手方聚合)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .catalogue import Thing

FLOW_CELLS = 6
"""Date, other party, words, in, out, balance."""


@dataclass(frozen=True)
class Party:
    """All that one counterparty moved; amounts in yuan. ``days`` are the days of the month on which money left."""

    name: str
    came: Decimal
    went: Decimal
    count: int
    days: tuple[int, ...]


def is_flow(thing: Thing) -> bool:
    return len(thing.columns) == FLOW_CELLS


def amount(cell: str) -> Decimal:
    try:
        return Decimal(cell.replace(",", "") or "0")
    except InvalidOperation:
        return Decimal(0)


def matching(thing: Thing, words: str) -> tuple[tuple[str, ...], ...]:
    """Rows in which some cell contains the words; all of them for none."""
    wanted = words.strip()
    return tuple(row for row in thing.rows if not wanted or any(wanted in cell for cell in row))


def sums(rows: Sequence[Sequence[str]]) -> tuple[Decimal, Decimal]:
    """What came in and what went out."""
    return sum((amount(row[3]) for row in rows), Decimal(0)), sum((amount(row[4]) for row in rows), Decimal(0))


def by_party(rows: Sequence[Sequence[str]]) -> list[Party]:
    """Largest turnover first."""
    found: dict[str, list[Sequence[str]]] = {}
    for row in rows:
        found.setdefault(row[1], []).append(row)
    parties = []
    for name, own in found.items():
        came, went = sums(own)
        days = sorted({int(row[0][-2:]) for row in own if amount(row[4]) and row[0][-2:].isdecimal()})
        parties.append(Party(name, came, went, len(own), tuple(days)))
    return sorted(parties, key=lambda party: (-(party.came + party.went), party.name))
