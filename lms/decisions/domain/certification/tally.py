"""What the observations that count add up to, in one pass; the checks and the way there both read it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from .gate import Gate
from .observations import Observation
from .scale import RANK


class Tally(NamedTuple):
    """``cases``: case → its kinds. ``at_level``: observations that reach the gate's level; ``level_run``: the last ones in a row.

    ``score_run``: the last cases in a row that reach the gate's score; of several scores the lowest; a case without is passed over.
    """

    number: int
    cases: Mapping[str, frozenset[str]]
    mentors: Mapping[str, int]
    industries: frozenset[str]
    difficult: int
    at_level: int
    level_run: int
    score_run: int

    def with_any(self, kinds: Sequence[str]) -> int:
        """Cases that are at least one of these kinds."""
        return sum(1 for found in self.cases.values() if not found.isdisjoint(kinds))

    def all_kinds(self) -> frozenset[str]:
        return frozenset().union(*self.cases.values())


def tally(kept: Sequence[Observation], gate: Gate) -> Tally:
    cases: dict[str, frozenset[str]] = {}
    mentors: dict[str, int] = {}
    for each in kept:
        before = cases.get(each.case)
        cases[each.case] = each.kinds if before is None else before | each.kinds
        mentors[each.mentor] = mentors.get(each.mentor, 0) + 1
    reached, level_run = _levels(kept, gate) if gate.level_share or gate.last_levels else (0, 0)
    return Tally(
        number=len(kept),
        cases=cases,
        mentors=mentors,
        industries=frozenset([each.industry for each in kept if each.industry]),
        difficult=len({each.case for each in kept if each.difficulty >= gate.difficulty}) if gate.difficult_cases else 0,
        at_level=reached,
        level_run=level_run,
        score_run=_scores(kept, gate.score) if gate.last_scores else 0,
    )


def _levels(kept: Sequence[Observation], gate: Gate) -> tuple[int, int]:
    least = RANK[gate.level]
    ranks = [RANK[each.ahead] for each in kept] if gate.level_by == "ahead" else [RANK[each.helped] for each in kept]
    run = 0
    for rank in reversed(ranks):
        if rank < least:
            break
        run += 1
    return sum([rank >= least for rank in ranks]), run


def _scores(kept: Sequence[Observation], least: int) -> int:
    """From the latest back: the place of a case is that of its latest score, its value the lowest of all."""
    lowest: dict[str, Decimal] = {}
    for each in reversed(kept):
        if each.score is not None and (each.case not in lowest or each.score < lowest[each.case]):
            lowest[each.case] = each.score
    run = 0
    for score in lowest.values():
        if score < least:
            break
        run += 1
    return run
