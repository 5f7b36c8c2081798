"""What the observations that count add up to, in one pass; the checks and the way there both read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .gate import Gate
from .observations import Observation
from .scale import RANK


@dataclass(frozen=True, slots=True)
class Tally:
    """``cases``: case → its kinds. ``at_level``: observations that reach the gate's level; ``level_run``: the last ones in a row.

    ``score_run``: the last cases in a row that reach the gate's score; of several scores the lowest; a case without is passed over.
    """

    count: int
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

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset().union(*self.cases.values())


def tally(kept: Sequence[Observation], gate: Gate) -> Tally:
    cases: dict[str, frozenset[str]] = {}
    mentors: dict[str, int] = {}
    difficult: set[str] = set()
    scores: dict[str, Decimal] = {}
    least, ahead = RANK[gate.level], gate.level_by == "ahead"
    reached = run = 0
    for each in kept:
        before = cases.get(each.case)
        cases[each.case] = each.kinds if before is None else before | each.kinds
        mentors[each.mentor] = mentors.get(each.mentor, 0) + 1
        if each.difficulty >= gate.difficulty:
            difficult.add(each.case)
        if RANK[each.ahead if ahead else each.helped] >= least:
            reached += 1
            run += 1
        else:
            run = 0
        if each.score is not None:  # taken out and put in again: the order is that of each case's latest score
            earlier = scores.pop(each.case, each.score)
            scores[each.case] = min(earlier, each.score)
    return Tally(
        count=len(kept),
        cases=cases,
        mentors=mentors,
        industries=frozenset([each.industry for each in kept if each.industry]),
        difficult=len(difficult),
        at_level=reached,
        level_run=run,
        score_run=_run(scores, gate.score),
    )


def _run(scores: Mapping[str, Decimal], least: int) -> int:
    run = 0
    for score in reversed(list(scores.values())):
        if score < least:
            break
        run += 1
    return run
