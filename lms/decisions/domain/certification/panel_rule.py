"""Who sits on a certification panel, what each may do, which outcomes there are and who approves them: tables, no state."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

Ballot = Literal["certified", "certified_with_conditions", "defer", "not_yet", "withdraw"]
ItemKind = Literal["grant", "review"]
Rule = Literal["majority", "two_thirds"]
Standing = Literal["votes", "speaks", "out"]
RULES: tuple[str, ...] = ("majority", "two_thirds")
RECUSALS: tuple[str, ...] = ("self", "relative", "conflict")
# Out without having stepped back: the two are declared relatives.
DECLARED = "declared"
IN_FAVOUR: frozenset[str] = frozenset({"certified", "certified_with_conditions"})
# A review looks at what was suspended or fell back: to certify there means to restore.
BALLOTS: dict[ItemKind, tuple[Ballot, ...]] = {
    "grant": ("certified", "certified_with_conditions", "defer", "not_yet"),
    "review": ("certified", "certified_with_conditions", "defer", "withdraw"),
}
WHEN_SHORT: dict[ItemKind, Ballot] = {"grant": "not_yet", "review": "withdraw"}


@dataclass(frozen=True)
class Outcome:
    """One line of the table status × allowed action × approver."""

    kind: ItemKind
    status: Ballot
    action: str
    approver: str


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("grant", "certified", "grant", "panel"),
    Outcome("grant", "certified_with_conditions", "grant_with_conditions", "panel"),
    Outcome("grant", "defer", "sit_again", "panel"),
    Outcome("grant", "not_yet", "stay", "panel"),
    Outcome("review", "certified", "restore", "panel"),
    Outcome("review", "certified_with_conditions", "restore_with_conditions", "panel"),
    Outcome("review", "defer", "stay_suspended", "panel"),
    Outcome("review", "withdraw", "suspend", "panel"),
    Outcome("review", "withdraw", "lower", "panel"),
    Outcome("review", "withdraw", "revoke", "leader"),
)
GRANTING: frozenset[str] = frozenset({"grant", "grant_with_conditions", "restore", "restore_with_conditions"})
WITH_CONDITIONS = "_with_conditions"
# What follows instead where the panel has not seen everything, or its outcome is not signed: a later sitting, with a new packet.
AGAIN: dict[ItemKind, str] = {"grant": "sit_again", "review": "stay_suspended"}


@dataclass(frozen=True)
class PanelRule:
    """``leader_above``: a grant for more than this amount needs the leader; None: never. Days of appeal count from the day after."""

    quorum: int = 3
    target_members: int = 5
    decides: Rule = "majority"
    leader_above: Decimal | None = None
    appeal_days: int = 10


@dataclass(frozen=True)
class Member:
    """``own_mentor`` of the candidate speaks and does not vote; a ``recused`` one (self, relative, conflict, declared) leaves the room."""

    key: str
    chair: bool = False
    primary: bool = False
    line_manager: bool = False
    own_mentor: bool = False
    recused: str = ""


def standing(member: Member, candidate: str) -> Standing:
    if member.key == candidate or member.recused:
        return "out"
    return "speaks" if member.own_mentor else "votes"


def passes(in_favour: int, voters: int, decides: str) -> bool:
    """A tie fails; two thirds are exact: 4 of 6, 4 of 5, 2 of 3."""
    return in_favour * 3 >= voters * 2 if decides == "two_thirds" else in_favour * 2 > voters


def allowed(kind: ItemKind, status: Ballot, *, hindered: bool = False) -> tuple[Outcome, ...]:
    """The actions a status opens, each with its approver before amounts and levels are looked at; a hindered grant is heard again."""
    lines = tuple(line for line in OUTCOMES if (line.kind, line.status) == (kind, status))
    if hindered and any(line.action in GRANTING for line in lines):
        return (Outcome(kind, status, AGAIN[kind], "panel"),)
    return lines


def approver(line: Outcome, *, level: str, amount: Decimal | None, rule: PanelRule) -> str:
    """Level 5 goes to the project board; an amount above the limit, or without one, to the leader; else as the table says."""
    if line.action in GRANTING and level == "5":
        return "project_board"
    if line.action in GRANTING and level == "4" and rule.leader_above is not None and (amount is None or amount > rule.leader_above):
        return "leader"
    return line.approver


def appeal_until(decided_on: date, rule: PanelRule) -> date:
    """The last day of the window, inclusive."""
    return decided_on + timedelta(rule.appeal_days)


def may_appeal(decided_on: date, day: date, rule: PanelRule) -> bool:
    return decided_on <= day <= appeal_until(decided_on, rule)
