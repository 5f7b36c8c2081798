"""A watch on the loans of a certified person: a signal to people, never a loss of anything.

Risk-adjusted CUSUM by likelihood ratios (Steiner, Cook, Farewell & Treasure 2000, Biostatistics 1:441): each loan carries the chance
of turning bad that was expected of it; the watch asks whether the odds have become ``odds`` times as high. The sum never falls below 0,
and restarts after a signal. Its patience (average number of loans until a false signal) is computed as a Markov chain (Brook & Evans
1972, Biometrika 59:539), so that a bank sets the limit by how many false signals it can look into.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

FINER, MOST_STATES = 8, 1500
USUAL, WEIGHT = 0.03, 50
"""Before a bank's own loans say more: three of a hundred turn bad, believed as much as fifty loans are."""


@dataclass(frozen=True)
class Loan:
    """``expected``: chance of turning bad, above 0 and below 1, by product and region; ``bad`` once it is known."""

    key: str
    on: date
    bad: bool
    expected: float


@dataclass(frozen=True)
class Watch:
    """``odds`` 2: the watch is for a doubling. ``limit``: above it a signal."""

    odds: float = 2.0
    limit: float = 3.0


@dataclass(frozen=True)
class Step:
    key: str
    on: date
    sum: float
    signal: bool


def weight(expected: float, odds: float, *, bad: bool) -> float:
    """Log-likelihood ratio of one loan: odds ``odds`` times as high against as expected."""
    total = 1 - expected + odds * expected
    return math.log(odds / total) if bad else -math.log(total)


def watch(loans: Iterable[Loan], rule: Watch) -> list[Step]:
    """In the order of the days on which the outcome became known."""
    steps: list[Step] = []
    level = 0.0
    for loan in sorted(loans, key=lambda each: (each.on, each.key)):
        level = max(0.0, level + weight(loan.expected, rule.odds, bad=loan.bad))
        signal = level > rule.limit
        steps.append(Step(loan.key, loan.on, level, signal))
        if signal:
            level = 0.0
    return steps


@dataclass(frozen=True)
class Result:
    """What became of one loan, as the ledger tells it."""

    key: str
    person: str
    on: date
    bad: bool


def expected_of(results: Iterable[Result]) -> dict[str, list[Loan]]:
    """Person → their loans, each with the chance that the whole bank's loans known before its day gave it.

    Nothing later enters, so that a signal once given stays where it was; while a bank has few loans of its own, ``USUAL`` speaks for them.
    """
    found: dict[str, list[Loan]] = {}
    known = bad = 0
    ordered = sorted(results, key=lambda each: (each.on, each.key))
    for _day, group in groupby(ordered, key=lambda each: each.on):
        same_day = list(group)
        chance = (bad + USUAL * WEIGHT) / (known + WEIGHT)
        for each in same_day:
            found.setdefault(each.person, []).append(Loan(each.key, each.on, each.bad, chance))
        known, bad = known + len(same_day), bad + sum(each.bad for each in same_day)
    return found


def patience(expected: float, rule: Watch, *, actual: float | None = None) -> float:
    """Average number of loans until a signal where loans turn bad with chance ``actual`` (None: as expected, so a false signal).

    The chain's states are steps of a fraction of what one good loan takes off, so that only what a bad loan adds is rounded.
    """
    chance = expected if actual is None else actual
    off = -weight(expected, rule.odds, bad=False)
    finer = max(1, min(FINER, int(MOST_STATES * off / rule.limit)))
    width = off / finer
    up = round(weight(expected, rule.odds, bad=True) / width)
    rows: list[dict[int, float]] = []
    for state in range(int(rule.limit / width) + 1):
        row = {state: 1.0}
        down = max(0, state - finer)
        row[down] = row.get(down, 0.0) - (1 - chance)
        row[state + up] = row.get(state + up, 0.0) - chance
        rows.append(row)
    return _solve(rows, finer)


def _solve(rows: list[dict[int, float]], below: int) -> float:
    """The first unknown of a system with right-hand sides 1 and so many diagonals below the main one; columns beyond the last are 0.

    Each row's diagonal outweighs the rest of it, so elimination needs no pivoting.
    """
    size = len(rows)
    right = [1.0] * size
    for column in range(size):
        head = rows[column]
        for place in range(column + 1, min(size, column + below + 1)):
            factor = rows[place].pop(column, 0.0) / head[column]
            if factor:
                right[place] -= factor * right[column]
                for other, value in head.items():
                    if other > column:
                        rows[place][other] = rows[place].get(other, 0.0) - factor * value
    found = [0.0] * size
    for place in range(size - 1, -1, -1):
        rest = sum(value * found[other] for other, value in rows[place].items() if place < other < size)
        found[place] = (right[place] - rest) / rows[place][place]
    return found[0]
