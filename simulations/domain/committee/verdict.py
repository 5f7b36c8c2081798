"""Votes held against the truth: a wrong no costs as much as a wrong yes; asking for more has its own price."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from simulations.enums import Ballot

SCALE = "committee_verdict/1"

# decision that was right → ballot → points of a hundred. Data, printed with the result.
POINTS: Mapping[str, Mapping[Ballot, int]] = {
    "approve": {Ballot.APPROVE: 100, Ballot.CONDITIONAL: 90, Ballot.INVESTIGATE: 40, Ballot.REFUSE: 0},
    "smaller": {Ballot.APPROVE: 50, Ballot.CONDITIONAL: 100, Ballot.INVESTIGATE: 60, Ballot.REFUSE: 20},
    "refuse": {Ballot.APPROVE: 0, Ballot.CONDITIONAL: 20, Ballot.INVESTIGATE: 70, Ballot.REFUSE: 100},
}
RIGHT = 90


@dataclass(frozen=True)
class Verdict:
    """One member's two opinions against the truth; ``moved`` says what the discussion did: kept, mended, spoiled, moved."""

    seat: int
    first: Ballot | None
    final: Ballot
    first_points: int | None
    points: int
    moved: str
    because: str


def verdict(*, seat: int, first: Ballot | None, final: Ballot, because: str, decision: str) -> Verdict:
    """``decision`` is one of approve, smaller, refuse; raises KeyError on another."""
    table = POINTS[decision]
    before = None if first is None else table[first]
    return Verdict(seat, first, final, before, table[final], _moved(first, final, before, table[final]), because)


def _moved(first: Ballot | None, final: Ballot, before: int | None, after: int) -> str:
    if first is None or before is None or first == final:
        return "kept"
    if after > before:
        return "mended"
    return "spoiled" if after < before else "moved"


@dataclass(frozen=True)
class Calibration:
    """One person's votes over several cases; shares as exact decimals, None without such a case.

    ``lent_wrongly`` and ``refused_wrongly`` are of the cases where that was possible, so a stern and a lenient member can be told apart.
    """

    votes: int
    mean_points: Decimal | None
    right: int
    lent_wrongly: tuple[int, int]
    refused_wrongly: tuple[int, int]
    mended: int
    spoiled: int


def calibrate(rows: Sequence[Mapping[str, Any]]) -> Calibration:
    """``rows``: ``decision``, ``final``, ``moved`` of each vote."""
    points = [POINTS[row["decision"]][Ballot(row["final"])] for row in rows]
    bad = [row for row in rows if row["decision"] == "refuse"]
    good = [row for row in rows if row["decision"] != "refuse"]
    lent = sum(Ballot(row["final"]) in {Ballot.APPROVE, Ballot.CONDITIONAL} for row in bad)
    refused = sum(Ballot(row["final"]) == Ballot.REFUSE for row in good)
    return Calibration(
        votes=len(rows),
        mean_points=(Decimal(sum(points)) / len(points)).quantize(Decimal("0.1")) if points else None,
        right=sum(one >= RIGHT for one in points),
        lent_wrongly=(lent, len(bad)),
        refused_wrongly=(refused, len(good)),
        mended=sum(row["moved"] == "mended" for row in rows),
        spoiled=sum(row["moved"] == "spoiled" for row in rows),
    )
