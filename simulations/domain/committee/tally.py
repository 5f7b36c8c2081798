"""Counting the votes of one case under the stated rule (domain.md 3.2)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from simulations.enums import Ballot, ItemOutcome

from .rule import VotingRule


@dataclass(frozen=True)
class Tally:
    """``approvals`` counts both kinds of approval; ``needed`` is what would have carried the motion among ``voters``."""

    outcome: ItemOutcome
    voters: int
    needed: int
    approvals: int
    counts: Mapping[Ballot, int]


def count(ballots: Mapping[int, Ballot], rule: VotingRule, *, blocked: bool = False) -> Tally:
    """The outcome of complete ``ballots`` (seat → ballot); raises ValueError on none.

    Carried: approved, with conditions as soon as one ballot asks for them. Not carried: returned where more than half ask for further
    investigation, otherwise refused. A veto turns an approval into nothing else than a block.
    """
    if not ballots:
        raise ValueError("no ballots")
    counts = Counter(ballots.values())
    approvals = counts[Ballot.APPROVE] + counts[Ballot.CONDITIONAL]
    needed = rule.needed(len(ballots))
    if approvals >= needed:
        outcome = ItemOutcome.CONDITIONAL if counts[Ballot.CONDITIONAL] else ItemOutcome.APPROVED
        if blocked:
            outcome = ItemOutcome.BLOCKED
    elif counts[Ballot.INVESTIGATE] * 2 > len(ballots):
        outcome = ItemOutcome.RETURNED
    else:
        outcome = ItemOutcome.REFUSED
    return Tally(outcome, len(ballots), needed, approvals, {ballot: counts[ballot] for ballot in Ballot})


def is_approval(outcome: ItemOutcome) -> bool:
    return outcome in {ItemOutcome.APPROVED, ItemOutcome.CONDITIONAL}
